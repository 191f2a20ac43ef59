using NodaTime;
using NodaTime.Text;

namespace Coppice.Cli.Tests;

/// <summary>At which moment a record is read.</summary>
public class MomentTests(Records records) : IClassFixture<Records>
{
    private const string WithNow =
        """{"format":"coppice-record/1","now":"2026-03-20T09:00:00-04:00","person":{"timeZone":"America/Chicago"}}""";

    private const string WithoutNow = """{"format":"coppice-record/1","person":{"timeZone":"America/Chicago"}}""";

    [Fact]
    public void It_is_the_records_own_now() => Assert.Equal(Moment("2026-03-20T13:00:00Z"), At(WithNow));

    [Fact]
    public void A_moment_that_is_asked_for_goes_before_the_records_own() =>
        Assert.Equal(
            Moment("2026-04-01T12:30:00Z"),
            At(WithNow, "--at", "2026-04-01T08:30:00-04:00[America/New_York]")
        );

    [Fact]
    public void Without_either_it_is_the_clock() => Assert.Equal(Command.Clock, At(WithoutNow));

    [Fact]
    public void Without_a_now_in_the_record_it_is_the_moment_asked_for() =>
        Assert.Equal(Moment("2026-04-01T12:30:00Z"), At(WithoutNow, "--at", "2026-04-01T12:30:00Z"));

    [Fact]
    public void What_happens_after_the_moment_is_not_seen()
    {
        var path = records["clinic-day-2.json"];
        var before = Command.Fine("review", path, "--json", "--at", "2026-04-14T12:00:00-05:00").Json;
        var after = Command.Fine("review", path, "--json").Json;
        Assert.True(before.GetProperty("scores").GetArrayLength() < after.GetProperty("scores").GetArrayLength());
    }

    [Fact]
    public void A_bare_day_is_refused_because_it_is_not_a_moment() =>
        Command.Refused(
            ["review", records["first-look.json"], "--at", "2026-03-20"],
            "--at: expected an exact time with its offset",
            "2026-03-20"
        );

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-03-20T09:00:00")]
    [InlineData("1742475600")]
    public void Nonsense_is_refused_with_what_would_be_right(string at)
    {
        Command.Refused(
            ["review", records["first-look.json"], "--at", at],
            "--at: expected ",
            "2026-03-08T23:30:00-04:00"
        );
        Command.Refused(["explain", "safety.qt", records["first-look.json"], "--at", at], "--at: expected ");
    }

    private Instant At(string record, params string[] more) =>
        Moment(
            Command
                .Fine(["review", records.Write("moment.json", record), "--json", .. more])
                .Json.GetProperty("at")
                .GetString()!
        );

    private static Instant Moment(string text) =>
        OffsetDateTimePattern.Rfc3339.Parse(text.Split('[')[0]).Value.ToInstant();
}

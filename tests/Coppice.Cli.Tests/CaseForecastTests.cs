using System.Text;
using System.Text.Json.Nodes;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Cli.Tests;

public class CaseForecastTests
{
    private static readonly Lazy<IReadOnlyList<CaseRun>> Runs = new(() =>
        [.. CaseFile.All.Select(c => CaseRun.Of(c, KnowledgeBase.Default))]
    );

    public static TheoryData<string> WithForecast =>
        [.. CaseFile.All.Where(c => c.Forecast.Count > 0).Select(c => c.Case)];

    [Fact]
    public void Every_case_whose_source_states_a_time_course_is_in() =>
        Assert.Equal(["C01b", "C33"], CaseFile.All.Where(c => c.Forecast.Count > 0).Select(c => c.Case));

    [Fact]
    public void A_case_that_tells_of_a_stop_has_a_time_course_or_says_why_not() =>
        Assert.All(
            CaseFile.All.Where(c =>
                c.Record.GetRawText() is var record
                && (
                    record.Contains("stoppedKratom", StringComparison.Ordinal)
                    || record.Contains("withdrawalCare", StringComparison.Ordinal)
                    || record.Contains("lastUse", StringComparison.Ordinal)
                )
            ),
            c => Assert.True(c.Forecast.Count > 0 || c.NoForecast is not null, c.Case)
        );

    /// <summary>When this fails, a forecast has changed: read `coppice cases`, then write what it prints into cases/README.md.</summary>
    [Fact]
    public void The_committed_count_of_forecasts_is_what_this_build_gives()
    {
        var readme = File.ReadAllText(Path.Combine(Command.Root, "cases", "README.md"));
        var start = readme.IndexOf("\nForecasts: ", StringComparison.Ordinal);
        var end = readme.IndexOf("\n## ", start, StringComparison.Ordinal);
        string[] expected =
        [
            CasesPage.ForecastSummary(Runs.Value),
            .. CasesPage.Forecasts(Runs.Value).Select(l => $"- {l.Mark} {l.Text}"),
        ];
        Assert.Equal(expected, readme[start..end].Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_command_prints_the_count_every_miss_and_every_case_without_a_forecast()
    {
        var run = Command.Fine("cases");
        Assert.Contains(CasesPage.ForecastSummary(Runs.Value), run.Flat, StringComparison.Ordinal);
        Assert.All(
            CasesPage.Forecasts(Runs.Value).Where(l => l.Mark != "✓"),
            line => Assert.Contains($"{line.Mark} {line.Text}", run.Flat, StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(WithForecast))]
    public void The_forecast_of_a_case_does_not_see_the_answer(string id)
    {
        var published = CaseFile.All.Single(c => c.Case == id);
        var record = RecordOf(published);
        foreach (var stated in published.Forecast)
        {
            var asOf = stated.AsOf.Moment!.Value.ToInstant();
            var home = record.Person.Home;
            var told = record with
            {
                Events = [.. record.Events.Where(e => e.At is not { } at || at.Earliest(home) <= asOf)],
            };
            Assert.True(told.Events.Count < record.Events.Count, "nothing came later");
            Assert.DoesNotContain(
                told.Events,
                e => e is Answers or Craving && (e.At is not { } at || at.Latest(home) > asOf)
            );
            Assert.Equal(
                CaseCourse.Of(id, stated, told, KnowledgeBase.Default),
                CaseCourse.Of(id, stated, record, KnowledgeBase.Default)
            );
        }
    }

    [Theory]
    [InlineData(nameof(CaseQuantity.Onset))]
    [InlineData(nameof(CaseQuantity.PeakTime))]
    [InlineData(nameof(CaseQuantity.Eased))]
    public void A_time_is_met_when_it_touches_the_80_percent_band_and_only_then(string word)
    {
        var quantity = Enum.Parse<CaseQuantity>(word);
        var record = RecordOf(CaseFile.All.Single(c => c.Case == "C01b"));
        var stated = Stated() with { Quantity = quantity };
        var forecast = Forecast(record, stated);
        var band = quantity switch
        {
            CaseQuantity.Onset => forecast.Onset.Hours,
            CaseQuantity.Eased => forecast.Eased.Hours,
            _ => forecast.PeakHours,
        };
        Assert.True(Met(new CaseInterval(0, band.Low)));
        Assert.True(Met(new CaseInterval(band.High)));
        Assert.True(Met(new CaseInterval(band.Median, band.Median)));
        Assert.False(Met(new CaseInterval(0, band.Low - 0.5)));
        Assert.False(Met(new CaseInterval(band.High + 0.5)));

        bool Met(CaseInterval hours) =>
            CaseCourse.Of("x", stated with { Hours = hours }, record, KnowledgeBase.Default).Met;
    }

    [Fact]
    public void A_score_is_met_when_it_touches_the_80_percent_band_at_its_time_and_only_then()
    {
        var record = RecordOf(CaseFile.All.Single(c => c.Case == "C01b"));
        var stated = Stated() with { Quantity = CaseQuantity.Withdrawal, Hours = new CaseInterval(47, 49) };
        var band = Forecast(record, stated).Points.Single(p => p.Hours == 48).Withdrawal;
        Assert.True(Met(new CaseInterval(band.High, 64)));
        Assert.False(Met(new CaseInterval(band.High + 0.05, 64)));
        Assert.True(Met(new CaseInterval(0, band.Low)));
        Assert.Equal(band.Low == 0, Met(new CaseInterval(0, 0)));

        bool Met(CaseInterval sows) =>
            CaseCourse.Of("x", stated with { Sows = sows }, record, KnowledgeBase.Default).Met;
    }

    [Fact]
    public void A_case_of_which_too_little_is_known_is_counted_apart_and_says_what_is_missing()
    {
        var courses = Runs.Value.Single(r => r.Case.Case == "C33").Courses;
        Assert.Equal(2, courses.Count);
        Assert.All(
            courses,
            course =>
            {
                Assert.False(course.Made);
                Assert.False(course.Met);
                Assert.Contains("amount", course.Found, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("says", "\" \"", "says: expected what the source says")]
    [InlineData("read", "\"\"", "read: expected how the words became the numbers")]
    [InlineData("asOf", "\"2026-01-01\"", "asOf: expected a moment with its offset; found 2026-01-01")]
    [InlineData("asOf", "\"yesterday\"", "asOf")]
    [InlineData("quantity", "\"duration\"", "quantity")]
    [InlineData("hours", "{}", "hours: expected low, high or both")]
    [InlineData("hours", "{\"low\":20,\"high\":10}", "hours: expected low at or below high; found 20 to 10")]
    [InlineData("hours", "{\"low\":-1}", "hours: expected 0 to 4320; found -1 or more")]
    [InlineData("hours", "{\"high\":4321}", "hours: expected 0 to 4320; found 4321 or less")]
    [InlineData("hours", "{\"middle\":10}", "middle")]
    [InlineData("sows", "{\"low\":11}", "sows: expected with withdrawal and only there; found with eased")]
    [InlineData("score", "11", "score")]
    public void A_wrong_item_is_refused_with_its_place(string field, string value, string problem)
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Changed(file => file["forecast"]![0]![field] = JsonNode.Parse(value))
        );
        Assert.StartsWith("c.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("forecast[0]", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("says")]
    [InlineData("asOf")]
    [InlineData("quantity")]
    [InlineData("hours")]
    [InlineData("read")]
    public void An_item_that_leaves_something_out_is_refused(string field)
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Changed(file => file["forecast"]![0]!.AsObject().Remove(field))
        );
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"low\":11,\"high\":65}", "sows: expected 0 to 64; found 11 to 65")]
    [InlineData("null", "sows: expected with withdrawal and only there; found with withdrawal")]
    public void A_score_that_is_not_on_the_SOWS_scale_is_refused(string sows, string problem)
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Changed(file =>
            {
                file["forecast"]![0]!["quantity"] = "withdrawal";
                file["forecast"]![0]!["sows"] = JsonNode.Parse(sows);
            })
        );
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_cannot_have_a_forecast_and_a_reason_for_none()
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Changed(file => file["noForecast"] = "No times were seen.")
        );
        Assert.Contains("noForecast", refused.Message, StringComparison.Ordinal);
    }

    private static CaseForecast Stated() => CaseFile.All.Single(c => c.Case == "C01b").Forecast.Single();

    private static ScenarioForecast Forecast(PersonRecord record, CaseForecast stated) =>
        Review
            .Of(
                record,
                stated.AsOf.Moment!.Value.ToInstant(),
                KnowledgeBase.Default,
                new Wishes { Forecast = new ForecastWish { Scenarios = [Scenario.Stop] } }
            )
            .Forecast.Scenarios.Single();

    private static PersonRecord RecordOf(CaseFile published) =>
        RecordFile.Read(Encoding.UTF8.GetBytes(published.Record.GetRawText())).Record!;

    private static void Changed(Action<JsonNode> change)
    {
        var path = Path.Combine(Command.Root, "cases", "c01b-boyer-2008-stopped.json");
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        change(file);
        CaseFile.Read("c.json", Encoding.UTF8.GetBytes(file.ToJsonString()));
    }
}

using NodaTime;

namespace Coppice.Record.Tests;

public class EventTimeTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("2026-03-08")]
    [InlineData("1900-01-01")]
    [InlineData("2199-12-31")]
    [InlineData("2024-02-29")]
    [InlineData("2026-03-08T23:30:00Z")]
    [InlineData("2026-03-08T23:30:00-04:00")]
    [InlineData("2026-03-08T23:30:00.123456789-04:00")]
    [InlineData("2026-03-08T23:30:00-04:00[America/New_York]")]
    [InlineData("2026-03-08T23:30:00+05:45[Asia/Kathmandu]")]
    [InlineData("2026-03-08T23:30:00Z[Europe/London]")]
    [InlineData("2026-03-08T23:30:00Z[UTC]")]
    [InlineData("2026-03-08T00:00:00-05:00[America/New_York]")]
    public void What_is_read_is_written_as_it_was(string text) => Assert.Equal(text, Time(text).ToString());

    [Fact]
    public void The_times_that_a_message_offers_are_right_ones()
    {
        var offered = EventTime.Expected.Split(' ').Select(w => w.TrimEnd(',')).Where(w => char.IsAsciiDigit(w[0]));
        Assert.Equal(2, offered.Count());
        Assert.All(offered, t => Time(t));
    }

    [Fact]
    public void Seconds_may_be_left_out_and_are_then_zero() =>
        Assert.Equal(
            Time("2026-03-08T23:30:00-04:00[America/New_York]"),
            Time("2026-03-08T23:30-04:00[America/New_York]")
        );

    [Fact]
    public void Z_is_an_offset_of_nothing() => Assert.Equal(Time("2026-03-08T23:30Z"), Time("2026-03-08T23:30+00:00"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yesterday")]
    [InlineData("2026-3-8")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("2026-03-08 ")]
    [InlineData("03/08/2026")]
    [InlineData("08.03.2026")]
    [InlineData("2026-03-08T23:30:00")]
    [InlineData("2026-03-08 23:30:00-04:00")]
    [InlineData("2026-03-08T24:00:01-04:00")]
    [InlineData("2026-03-08T23:60:00-04:00")]
    [InlineData("2026-03-08T23:59:60Z")]
    [InlineData("2026-03-08T23:30:00-0400")]
    [InlineData("2026-03-08T23:30:00-19:00")]
    [InlineData("2026-03-08T11:30 PM")]
    [InlineData("2026-03-08[America/New_York]")]
    [InlineData("٢٠٢٦-٠٣-٠٨")]
    [InlineData("1772928000")]
    [InlineData("[")]
    public void What_is_not_a_time_is_refused_with_what_would_be(string text) =>
        Assert.StartsWith($"expected {EventTime.Expected}; found '", Wrong(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("1899-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("-0044-03-15T12:00:00Z")]
    [InlineData("9999-12-31T23:59:59-18:00")]
    [InlineData("9999-12-31T23:59:59-18:00[America/New_York]")]
    public void A_time_that_no_record_can_hold_is_refused(string text) =>
        Assert.StartsWith("expected a time from 1900 to 2199; found '", Wrong(text), StringComparison.Ordinal);

    [Fact]
    public void A_time_that_no_record_can_hold_is_not_made_in_code_either() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EventTime.OnDay(new LocalDate(1899, 12, 31)));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("america/new_york")]
    [InlineData("EDT")]
    [InlineData("UTC+05")]
    [InlineData("America/New_York]]")]
    public void A_zone_that_is_not_an_IANA_zone_is_refused(string zone) =>
        Assert.StartsWith(
            "expected an IANA zone name such as America/New_York in brackets; found '",
            Wrong($"2026-03-08T23:30:00-04:00[{zone}]"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_bracket_that_is_not_closed_is_refused() =>
        Assert.StartsWith(
            "expected an IANA zone name",
            Wrong("2026-03-08T23:30:00-04:00[America/New_York"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("2026-07-01T12:00:00-05:00[America/New_York]", "-04", "-05")]
    [InlineData("2026-01-01T12:00:00-04:00[America/New_York]", "-05", "-04")]
    [InlineData("2026-07-01T12:00:00Z[Europe/London]", "+01", "+00")]
    [InlineData("2026-07-01T12:00:00+05:30[Asia/Kathmandu]", "+05:45", "+05:30")]
    public void An_offset_that_the_zone_does_not_have_then_is_refused_with_the_right_one(
        string text,
        string right,
        string found
    )
    {
        var zone = text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..^1];
        Assert.Equal($"expected the offset {right} that {zone} has then; found {found}", Wrong(text));
    }

    [Theory]
    [InlineData("-05:00")]
    [InlineData("-04:00")]
    public void A_time_that_the_clocks_leap_over_is_refused_whatever_its_offset(string offset) =>
        Assert.Equal(
            "expected a time that exists in America/New_York; found 2026-03-08T02:30:00, which its clocks leap over",
            Wrong($"2026-03-08T02:30:00{offset}[America/New_York]")
        );

    [Fact]
    public void An_hour_that_comes_twice_has_two_right_offsets_an_hour_apart()
    {
        var first = Time("2026-11-01T01:30:00-04:00[America/New_York]");
        var second = Time("2026-11-01T01:30:00-05:00[America/New_York]");
        Assert.Equal(Duration.FromHours(1), second.Earliest(NewYork) - first.Earliest(NewYork));
        Assert.NotEqual(first, second);
        Assert.Equal(
            "expected the offset -04 or -05 that America/New_York has then; found -06",
            Wrong("2026-11-01T01:30:00-06:00[America/New_York]")
        );
    }

    [Theory]
    [InlineData("2026-03-08", 23)]
    [InlineData("2026-06-15", 24)]
    [InlineData("2026-11-01", 25)]
    public void A_bare_day_is_the_whole_of_that_day_at_home(string day, int hours)
    {
        var time = Time(day);
        Assert.False(time.IsExact);
        Assert.Equal(Duration.FromHours(hours) - Duration.Epsilon, time.Latest(NewYork) - time.Earliest(NewYork));
    }

    [Fact]
    public void A_bare_day_starts_when_the_day_starts_even_where_midnight_is_leapt_over()
    {
        var santiago = DateTimeZoneProviders.Tzdb["America/Santiago"];
        var start = Time("2026-09-06").Earliest(santiago).InZone(santiago);
        Assert.Equal(new LocalTime(1, 0), start.TimeOfDay);
    }

    [Fact]
    public void One_day_ends_just_before_the_next_begins() =>
        Assert.Equal(Time("2026-03-09").Earliest(NewYork), Time("2026-03-08").Latest(NewYork) + Duration.Epsilon);

    [Fact]
    public void A_moment_is_that_moment_wherever_home_is()
    {
        var time = Time("2026-03-08T23:30:00-04:00[America/New_York]");
        Assert.True(time.IsExact);
        Assert.Equal(Instant.FromUtc(2026, 3, 9, 3, 30), time.Earliest(DateTimeZone.Utc));
        Assert.Equal(time.Earliest(DateTimeZone.Utc), time.Latest(NewYork));
    }

    [Fact]
    public void Midnight_belongs_to_the_day_that_it_begins()
    {
        var midnight = Time("2026-03-09T00:00:00-04:00[America/New_York]");
        Assert.Equal(new LocalDate(2026, 3, 9), midnight.Date);
        Assert.Equal(Time("2026-03-09").Earliest(NewYork), midnight.Earliest(NewYork));
        Assert.NotEqual(Time("2026-03-09"), midnight);
    }

    [Fact]
    public void Midnight_may_be_written_as_24_00_of_the_day_that_it_ends() =>
        Assert.Equal(Time("2026-03-09T00:00-04:00"), Time("2026-03-08T24:00-04:00"));

    [Fact]
    public void The_same_moment_written_in_two_zones_is_two_values_of_the_same_rank()
    {
        var here = Time("2026-03-08T23:30:00-04:00[America/New_York]");
        var there = Time("2026-03-09T03:30:00Z[Europe/London]");
        Assert.NotEqual(here, there);
        Assert.Equal(0, here.CompareTo(there));
        Assert.True(here <= there && here >= there);
    }

    [Fact]
    public void Yesterday_at_23_30_is_half_an_hour_before_midnight()
    {
        var last = Time("2026-03-08T23:30:00-04:00[America/New_York]");
        var next = Time("2026-03-09T00:01:00-04:00[America/New_York]");
        Assert.True(last < next && next > last);
        Assert.Equal(Duration.FromMinutes(31), next.Earliest(NewYork) - last.Latest(NewYork));
    }

    [Fact]
    public void A_moment_keeps_its_zone_when_that_has_an_IANA_name_and_else_only_its_offset()
    {
        var moment = Instant.FromUtc(2026, 3, 9, 3, 30);
        Assert.Equal(
            "2026-03-08T23:30:00-04:00[America/New_York]",
            EventTime.AtMoment(moment.InZone(NewYork)).ToString()
        );
        var offset = DateTimeZone.ForOffset(Offset.FromHours(-4));
        Assert.Equal("2026-03-08T23:30:00-04:00", EventTime.AtMoment(moment.InZone(offset)).ToString());
    }

    [Fact]
    public void Home_is_UTC_until_it_is_known() => Assert.Equal(DateTimeZone.Utc, new Person().Home);

    internal static EventTime Time(string text)
    {
        Assert.True(EventTime.TryParse(text, out var time, out var problem), problem);
        return time;
    }

    private static string Wrong(string text)
    {
        Assert.False(EventTime.TryParse(text, out _, out var problem), text);
        return problem;
    }
}

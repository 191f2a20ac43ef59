using Coppice.Record;
using NodaTime;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class LastUsesTests
{
    private static (double? Low, double? High) Since(params Event[] events)
    {
        var section = Assess(events).Section;
        return (section.HoursSinceLastUseLow, section.HoursSinceLastUseHigh);
    }

    private static Instant NewYork(int year, int month, int day, int hour, int minute = 0) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Given.NewYork).ToInstant();

    private static EventTime At(Instant moment) => EventTime.AtMoment(moment.InZone(Given.NewYork));

    private static (double? Low, double? High) SinceAt(Instant now, EventTime use)
    {
        var section = AssessAt(now, Given.Use(0) with { At = use }).Section;
        return (section.HoursSinceLastUseLow, section.HoursSinceLastUseHigh);
    }

    [Fact]
    public void Without_any_use_nothing_is_known() => Assert.Equal((null, null), Since());

    [Fact]
    public void Exact_times_give_exact_hours() => Assert.Equal((30, 30), Since(Given.Use(100), Given.Use(30)));

    [Fact]
    public void A_day_gives_a_span() =>
        // Now is noon: the day before yesterday began 60 h ago and ended 36 h ago.
        Assert.Equal((36, 60), Since(Given.Use(0) with { At = Given.DaysAgo(2) }));

    [Fact]
    public void Today_may_be_now() => Assert.Equal((0, 12), Since(Given.Use(0) with { At = Given.DaysAgo(0) }));

    [Fact]
    public void A_use_before_midnight_is_minutes_ago_after_it() =>
        Assert.Equal((0.516667, 0.516667), SinceAt(NewYork(2026, 1, 10, 0, 1), At(NewYork(2026, 1, 9, 23, 30))));

    [Fact]
    public void The_hour_that_spring_skips_is_not_counted()
    {
        // 8 March 2026: 02:00 becomes 03:00, so from 22:00 to 22:00 are 23 hours.
        Assert.Equal((23, 23), SinceAt(NewYork(2026, 3, 8, 22), At(NewYork(2026, 3, 7, 22))));
        // The day itself has 23 hours: at noon on the 9th it began 35 h ago and ended 12 h ago.
        Assert.Equal((12, 35), SinceAt(NewYork(2026, 3, 9, 12), EventTime.OnDay(new LocalDate(2026, 3, 8))));
    }

    [Fact]
    public void The_hour_that_autumn_repeats_is_counted()
    {
        // 2 November 2025: 02:00 becomes 01:00, so from 22:00 to 22:00 are 25 hours.
        Assert.Equal((25, 25), SinceAt(NewYork(2025, 11, 2, 22), At(NewYork(2025, 11, 1, 22))));
        Assert.Equal((12, 37), SinceAt(NewYork(2025, 11, 3, 12), EventTime.OnDay(new LocalDate(2025, 11, 2))));
    }

    [Fact]
    public void Travel_does_not_change_the_hours()
    {
        var tokyo = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];
        var use = (Given.Now - Duration.FromHours(30)).InZone(tokyo);
        Assert.Equal((30, 30), Since(Given.Use(0) with { At = EventTime.AtMoment(use) }));
    }

    [Fact]
    public void The_last_use_that_a_habit_states_and_a_return_count()
    {
        Assert.Equal((40, 40), Since(Daily(40)));
        Assert.Equal((20, 20), Since(Daily(40), Given.Use(20)));
        Assert.Equal((20, 20), Since(Daily(20), Given.Use(40)));
        Assert.Equal((10, 10), Since(Daily(40), Happened(LifeEvent.ReturnToKratom, 10)));
        Assert.Equal((null, null), Since(Daily(40) with { LastUse = null }));
        Assert.Equal((null, null), Since(Daily(-3)));
        Assert.Equal((null, null), Since(Happened(LifeEvent.ReturnToKratom, 10) with { At = null }));
    }

    [Fact]
    public void A_reported_stop_stands_for_a_last_use_that_was_not_logged()
    {
        Assert.Equal((50, 50), Since(Stopped(50)));
        Assert.Equal((50, 50), Since(Given.Use(50 + 24.01), Stopped(50)));
        Assert.Equal((74, 74), Since(Given.Use(50 + 24), Stopped(50)));
        Assert.Equal((51, 51), Since(Given.Use(51), Stopped(50)));
        Assert.Equal((10, 10), Since(Stopped(50), Given.Use(10)));
        Assert.Equal((50, 50), Since(Given.Use(50), Stopped(50)));
        Assert.Equal((null, null), Since(Stopped(50) with { At = null }));
        Assert.Equal((null, null), Since(Happened(LifeEvent.CutDown, 50)));
    }

    [Fact]
    public void A_stop_told_as_a_day_does_not_blur_a_use_of_that_day() =>
        Assert.Equal((40, 40), Since(Given.Use(40), Stopped(0) with { At = Given.DaysAgo(1) with { } }, Given.Use(40)));

    [Fact]
    public void A_stop_told_as_a_day_is_a_span()
    {
        Assert.Equal((36, 60), Since(Stopped(0) with { At = Given.DaysAgo(2) }));
        // Used at 40 h, on that day: the exact time stays.
        Assert.Equal((40, 40), Since(Given.Use(40), Stopped(0) with { At = Given.DaysAgo(2) }));
    }

    [Fact]
    public void Each_score_has_its_own_hours()
    {
        var scores = Assess(
            Given.Use(100),
            Given.Total("cows", 6, 80),
            Given.Use(50),
            Given.Total("cows", 9, 20),
            Given.Total("sows", 9, 120),
            Given.Total("kpanel", 9, 10),
            Given.Total("phq9", 9, 10)
        ).Section.Scores;
        Assert.Equal(["sows", "cows", "cows", "kpanel"], scores.Select(s => s.Instrument));
        Assert.Equal([null, 20, 30, 40], scores.Select(s => s.HoursSinceLastUseLow));
        Assert.Equal([null, 20, 30, 40], scores.Select(s => s.HoursSinceLastUseHigh));
    }

    [Fact]
    public void A_use_that_may_be_before_or_after_a_score_widens_its_span()
    {
        // Use on an unknown hour of yesterday (36 to 12 h ago); score at 20 h ago; a use at 60 h ago is surely before.
        var score = Assess(
            Given.Use(60),
            Given.Use(0) with
            {
                At = Given.DaysAgo(1),
            },
            Given.Total("sows", 9, 20)
        ).Section.Scores[0];
        Assert.Equal(0, score.HoursSinceLastUseLow);
        Assert.Equal(40, score.HoursSinceLastUseHigh);

        // With no earlier use, it was that one.
        var alone = Assess(Given.Use(0) with { At = Given.DaysAgo(1) }, Given.Total("sows", 9, 20)).Section.Scores[0];
        Assert.Equal(0, alone.HoursSinceLastUseLow);
        Assert.Equal(16, alone.HoursSinceLastUseHigh);

        // An exact use of that day after the span began narrows it, and the rest of the day stays possible.
        var both = Assess(
            Given.Use(0) with
            {
                At = Given.DaysAgo(1),
            },
            Given.Use(30),
            Given.Total("sows", 9, 20)
        ).Section.Scores[0];
        Assert.Equal(0, both.HoursSinceLastUseLow);
        Assert.Equal(10, both.HoursSinceLastUseHigh);
    }

    [Fact]
    public void A_score_told_as_a_day_is_a_span()
    {
        var score = Assess(Given.Use(60), Given.Total("sows", 9) with { At = Given.DaysAgo(1) }).Section.Scores[0];
        Assert.Equal(24, score.HoursSinceLastUseLow);
        Assert.Equal(48, score.HoursSinceLastUseHigh);
        var none = Assess(Given.Use(60), Given.Total("sows", 9) with { At = null }).Section.Scores[0];
        Assert.Null(none.HoursSinceLastUseLow);
        Assert.Null(none.HoursSinceLastUseHigh);
    }

    [Fact]
    public void Of_uses_within_the_day_of_a_score_the_last_may_be_the_last()
    {
        var score = Assess(
            Given.Use(30),
            Given.Use(20),
            Given.Total("sows", 9) with
            {
                At = Given.DaysAgo(1),
            }
        ).Section.Scores[0];
        Assert.Equal(0, score.HoursSinceLastUseLow);
        Assert.Equal(8, score.HoursSinceLastUseHigh);
    }
}

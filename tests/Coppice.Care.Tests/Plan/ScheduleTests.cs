using CsCheck;
using NodaTime;

namespace Coppice.Care.Tests.Plan;

public class ScheduleTests
{
    private static readonly Gen<(UsualDay Day, decimal Measure, Pace Pace, PlanWish Wish)> Any = Gen.Select(
        Gen.Int[1, 6000].Array[1, 8],
        Gen.Int[1, 200],
        Gen.Select(Gen.Int[5, 500], Gen.Int[1, 21], Gen.Bool, Gen.Int[0, 100]),
        Gen.Select(
            Gen.Int[1, 21],
            Gen.Int[10, 500],
            Gen.Enum<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Array[0, 6]
        ),
        (amounts, measure, pace, limits) =>
            (
                PlanGiven.Day([.. amounts.Select(a => a / 100m)]),
                measure / 40m,
                new Pace(pace.Item1 / 1000m, Math.Max(pace.Item2, limits.Item1))
                {
                    Linear = pace.Item3,
                    LeastCut = pace.Item4 / 100m,
                },
                new PlanWish
                {
                    LeastDays = limits.Item1,
                    MostCut = limits.Item2 / 1000m,
                    WorkDays = [.. limits.Item3.Distinct()],
                }
            )
    );

    /// <summary>What must be true of every plan that is ever offered to anyone.</summary>
    [Fact]
    public void Ten_thousand_people_get_only_plans_that_can_be_delivered_and_never_rise() =>
        Any.Sample(
            given =>
            {
                var (day, measure, pace, wish) = given;
                if (PlanGiven.Make(day, measure, pace, wish) is not { } schedule)
                {
                    // There is no plan only where nothing between now and none can be measured.
                    Assert.True(day.Amounts.Max() <= measure / 2 || day.Total <= measure);
                    return;
                }

                var before = day.Total;
                var doses = day.Amounts.Select(a => a + (measure / 2)).OrderDescending().ToList();
                var from = PlanGiven.Today.PlusDays(1);
                Assert.InRange(Period.DaysBetween(from, schedule.Steps[0].From), 0, Schedule.MostWait);
                foreach (var step in schedule.Steps)
                {
                    // What is delivered is what is stated, in amounts that can be measured.
                    Assert.Equal(step.Total, step.Amounts.Sum());
                    Assert.All(step.Amounts, a => Assert.True(a > 0 && a % measure == 0));
                    Assert.Equal(step.Times.Count, step.Amounts.Count);

                    // No day rises, no dose rises, there are never more doses.
                    Assert.True(step.Total < before);
                    Assert.True(step.Amounts.Count <= doses.Count);
                    Assert.All(step.Amounts.OrderDescending().Zip(doses), p => Assert.True(p.First <= p.Second));

                    // The pace and the person's limits are kept, unless nothing smaller can be measured.
                    var cut = before - step.Total;
                    Assert.Equal(cut > wish.MostCut * before, step.Forced);
                    Assert.True(!step.Forced || step == schedule.Steps[0] || cut == measure);
                    Assert.True(step.Days >= pace.Days && step.Days <= pace.Days + (2 * Schedule.MostWait));
                    Assert.True(step.Days >= wish.LeastDays - Schedule.MostWait);

                    // It begins on a day before a day off, unless none is near.
                    Assert.True(
                        wish.WorkDays.Count == 0
                            || IsOff(step.From.PlusDays(1))
                            || Enumerable.Range(1, Schedule.MostWait + 1).All(d => !IsOff(step.From.PlusDays(d)))
                    );

                    // Days follow one another without a gap.
                    Assert.True(step == schedule.Steps[0] || step.From == from);
                    from = step.End;
                    before = step.Total;
                    doses = [.. step.Amounts.OrderDescending()];
                }

                // It reaches zero, by a last day that is one measuring step.
                Assert.Equal(measure, schedule.Steps[^1].Total);
                Assert.Equal(from, schedule.Free);

                bool IsOff(LocalDate date) => !wish.WorkDays.Contains(date.DayOfWeek);
            },
            iter: 10_000
        );

    [Fact]
    public void Ten_percent_of_what_is_left_is_taken_off_and_never_less_than_can_be_measured()
    {
        var schedule = PlanGiven.Make(PlanGiven.Day(3, 3, 3, 3), 0.25m, new Pace(0.1m, 7))!;
        Assert.Equal(
            [11m, 10, 9, 8.25m, 7.5m, 6.75m, 6.25m, 5.75m, 5.25m, 4.75m, 4.5m, 4.25m, 4],
            schedule.Steps.Take(13).Select(s => s.Total)
        );
        Assert.Equal([1m, 0.75m, 0.5m, 0.25m], schedule.Steps.TakeLast(4).Select(s => s.Total));
        Assert.Equal([false, false, true, true], schedule.Steps.TakeLast(4).Select(s => s.Forced));
        Assert.All(schedule.Steps, s => Assert.Equal(7, s.Days));
    }

    [Fact]
    public void A_linear_pace_takes_off_the_same_amount_until_that_would_be_too_large_a_cut()
    {
        var schedule = PlanGiven.Make(PlanGiven.Day(3, 3, 3, 3), 0.25m, new Pace(0.1m, 4) { Linear = true })!;
        Assert.Equal(
            [11m, 10, 9, 8, 7, 6, 5, 4, 3, 2.25m, 1.75m, 1.5m, 1.25m, 1, 0.75m, 0.5m, 0.25m],
            schedule.Steps.Select(s => s.Total)
        );
    }

    [Fact]
    public void A_pace_may_have_a_least_cut_in_amount()
    {
        var pace = new Pace(0.05m, 6) { LeastCut = 0.5m };
        var schedule = PlanGiven.Make(PlanGiven.Day(3, 3, 3, 3), 0.25m, pace)!;
        Assert.Equal([11.5m, 11, 10.5m], schedule.Steps.Take(3).Select(s => s.Total));
        Assert.Equal([2.5m, 2, 1.5m], schedule.Steps.Where(s => s.Total is <= 2.5m and >= 1.5m).Select(s => s.Total));
    }

    [Theory]
    [InlineData(0.25, false)]
    [InlineData(0.2499, true)]
    public void A_cut_at_the_limit_is_allowed_and_one_just_above_is_said_to_be_forced(double most, bool forced)
    {
        var schedule = PlanGiven.Make(
            PlanGiven.Day(1, 1, 1, 1),
            1,
            new Pace(0.1m, 7),
            new PlanWish { MostCut = (decimal)most }
        )!;
        Assert.Equal(3, schedule.Steps[0].Total);
        Assert.Equal(forced, schedule.Steps[0].Forced);
    }

    [Fact]
    public void The_first_day_is_counted_from_what_is_really_taken_and_not_from_what_can_be_measured()
    {
        // 5.6 a day in doses of 1.4: only whole ones can be measured, so the first day is 4 and that is said.
        var step = PlanGiven.Make(PlanGiven.Day(1.4m, 1.4m, 1.4m, 1.4m), 1, new Pace(0.1m, 7))!.Steps[0];
        Assert.Equal(4, step.Total);
        Assert.True(step.Forced);

        // 7.6 a day in doses of 1.9: two can be measured as well as 1.9 can, but the day does not rise.
        step = PlanGiven.Make(PlanGiven.Day(1.9m, 1.9m, 1.9m, 1.9m), 1, new Pace(0.1m, 7))!.Steps[0];
        Assert.Equal([2, 2, 1, 2], step.Amounts);
        Assert.False(step.Forced);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.51, true)]
    public void A_dose_of_half_a_measuring_step_or_less_cannot_be_measured(double dose, bool can) =>
        Assert.Equal(
            can,
            PlanGiven.Make(PlanGiven.Day((decimal)dose, (decimal)dose, (decimal)dose), 1, new Pace(0.1m, 7)) is not null
        );

    [Fact]
    public void One_measuring_step_a_day_leaves_nothing_to_plan() =>
        Assert.Null(PlanGiven.Make(PlanGiven.Day(1), 1, new Pace(0.1m, 7)));

    [Fact]
    public void Nothing_begins_in_the_past_or_today()
    {
        var schedule = PlanGiven.Make(PlanGiven.Day(3, 3), 0.5m, new Pace(0.25m, 4))!;
        Assert.Equal(PlanGiven.Today.PlusDays(1), schedule.Steps[0].From);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void A_schedule_ends_within_the_horizon_or_is_not_made(int more, bool made)
    {
        var day = PlanGiven.Day(1, 1, 1, 1);
        var last = Period.DaysBetween(PlanGiven.Today, PlanGiven.Make(day, 1, new Pace(0.1m, 7))!.Free) - 1;
        Assert.Equal(made, PlanGiven.Make(day, 1, new Pace(0.1m, 7), horizon: last + more) is not null);
    }

    [Fact]
    public void Days_are_calendar_days_when_the_clocks_change()
    {
        // New York: clocks change on 8 March and on 1 November 2026.
        var schedule = Schedule.Make(
            PlanGiven.Day(2, 2),
            1,
            new Pace(0.25m, 4),
            new PlanWish(),
            new LocalDate(2026, 3, 5),
            new LocalDate(2026, 12, 1)
        )!;
        Assert.Equal(
            [new(2026, 3, 5), new(2026, 3, 9), new LocalDate(2026, 3, 13)],
            schedule.Steps.Select(s => s.From)
        );
    }

    // 20 March 2026 is a Friday.
    [Theory]
    [InlineData("Fri", "Fri")]
    [InlineData("Sat", "Sat")]
    [InlineData("Sun", "Sun")]
    [InlineData("Mon", "Mon")]
    [InlineData("Tue", "Fri")]
    [InlineData("Wed", "Fri")]
    [InlineData("Thu", "Fri")]
    public void A_step_begins_on_a_day_before_a_day_off_if_one_is_near(string due, string begins)
    {
        string[] names = ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"];
        var friday = PlanGiven.Today.PlusDays(7);
        var schedule = Schedule.Make(
            PlanGiven.Day(1, 1, 1),
            1,
            new Pace(0.1m, 7),
            new PlanWish
            {
                WorkDays =
                [
                    IsoDayOfWeek.Monday,
                    IsoDayOfWeek.Tuesday,
                    IsoDayOfWeek.Wednesday,
                    IsoDayOfWeek.Thursday,
                    IsoDayOfWeek.Friday,
                ],
            },
            friday.PlusDays(Array.IndexOf(names, due)),
            friday.PlusDays(100)
        )!;
        Assert.Equal(begins, names[Period.DaysBetween(friday, schedule.Steps[0].From) % 7]);
    }

    [Fact]
    public void No_change_is_what_is_taken_now_as_far_as_it_can_be_measured_and_not_more()
    {
        var day = PlanGiven.Day(1.9m, 1.9m, 1.9m, 1.9m);
        var held = Schedule.Unchanged(day, 1, PlanGiven.Today, 28)!;
        Assert.Equal([2, 2, 1, 2], held.Amounts);
        Assert.Equal((PlanGiven.Today, 28), (held.From, held.Days));
        Assert.Equal([3m, 3], Schedule.Unchanged(PlanGiven.Day(3, 3), 0.5m, PlanGiven.Today, 1)!.Amounts);
        Assert.Null(Schedule.Unchanged(PlanGiven.Day(0.5m, 0.5m), 1, PlanGiven.Today, 1));
        Assert.Null(Schedule.Unchanged(PlanGiven.Day(0.9m), 1, PlanGiven.Today, 1));
    }
}

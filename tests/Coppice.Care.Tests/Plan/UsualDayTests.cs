using Coppice.Model;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care.Tests.Plan;

public class UsualDayTests
{
    [Fact]
    public void A_stated_habit_is_the_usual_day()
    {
        var day = Of(PlanGiven.Anyone);
        Assert.Equal([3m, 3, 3, 3], day.Amounts);
        Assert.Equal([new(7, 0), new(12, 0), new(17, 0), new(22, 0)], day.Times);
        Assert.Equal(12, day.Total);
    }

    [Fact]
    public void When_the_log_of_the_last_week_shows_less_the_plan_starts_from_less() =>
        Assert.Equal(8, Of(PlanGiven.Anyone.With(PlanGiven.Log(7, 2, 2, 2, 2))).Total);

    [Fact]
    public void When_the_log_shows_more_the_plan_does_not_start_above_what_was_told() =>
        Assert.Equal(12, Of(PlanGiven.Anyone.With(PlanGiven.Log(7, 4, 4, 4, 4))).Total);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_log_of_less_than_half_of_the_week_does_not_decide(int days, bool decides)
    {
        // 1 g doses lately, 3 g before: the month lies between.
        var before = PlanGiven.Log(20, 3, 3, 3, 3).Where(e => e.At!.Value.Date < PlanGiven.Today.PlusDays(-7));
        var total = Of(PlanGiven.Anyone.With([.. PlanGiven.Log(days, 1, 1, 1, 1), .. before])).Total;
        Assert.Equal(decides, total == 4);
    }

    [Theory]
    [InlineData(2, 3)] // two days into a step: three days are looked at
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(30, 7)]
    public void While_a_plan_runs_only_the_days_of_its_step_count(int begun, int window)
    {
        // 1 g a day on the days that count and 3 before: only those that count give 1.
        var record = PlanGiven.Anyone.With([
            .. PlanGiven.Log(window, 1),
            .. PlanGiven.Log(14, 3).Where(e => e.At!.Value.Date < PlanGiven.Today.PlusDays(-window)),
        ]);
        Assert.Equal(1, Of(record, PlanGiven.Today.PlusDays(-begun)).Total, 5);
    }

    [Fact]
    public void A_day_in_another_unit_leaves_the_month()
    {
        var record = PlanGiven.Anyone.With([
            .. PlanGiven.Log(7, 2, 2),
            Given.UseOf(ProductKind.LeafPowder, 30, new Amount(4, AmountUnit.Capsule)),
        ]);
        Assert.Equal(8, Of(record).Total);
    }

    [Fact]
    public void What_is_told_in_another_unit_does_not_count()
    {
        var habit = Given.Habit(ProductKind.LeafPowder, 2, new Amount(3, AmountUnit.Teaspoon), 700);
        Assert.Equal(8, Of(PlanGiven.Taking([habit, .. PlanGiven.Log(7, 4, 4)])).Total);
    }

    [Theory]
    [InlineData("00:00", 12)]
    [InlineData("07:00", 12)]
    [InlineData("07:01", 9)]
    [InlineData("22:00", 3)]
    [InlineData("22:01", 0)]
    public void What_is_still_to_come_of_a_day_is_what_its_later_doses_hold(string from, double left) =>
        Assert.Equal(
            (decimal)left,
            Of(PlanGiven.Anyone).From(LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(from).Value)
        );

    [Fact]
    public void Dividing_a_day_loses_nothing_of_it()
    {
        var day = Of(PlanGiven.Taking(Given.Habit(ProductKind.LeafPowder, 3, PlanGiven.Leaf(10), 700)));
        Assert.Equal([3.333333m, 3.333333m, 3.333333m], day.Amounts);
        Assert.Equal(10, day.Total);
    }

    [Fact]
    public void An_amount_is_known_when_it_was_told_or_logged_within_a_month()
    {
        Assert.True(Known(PlanGiven.Anyone));
        Assert.True(Known(PlanGiven.Taking(Given.Use(29 * 24))));
        Assert.False(Known(PlanGiven.Taking(Given.Use(31 * 24))));
        Assert.False(Known(PlanGiven.Taking(Given.Use(4, grams: null))));
        Assert.False(Known(PlanGiven.Taking(Given.Use(4) with { At = null })));
        Assert.False(Known(PlanGiven.Taking(Given.Habit(ProductKind.LeafPowder, 4))));

        static bool Known(PersonRecord record) => UsualDay.IsAmountKnown(Given.Chart(record));
    }

    [Theory]
    [InlineData(0.99, false)]
    [InlineData(1.0, true)]
    [InlineData(null, true)]
    public void Less_than_a_dose_a_day_is_not_daily(double? perDay, bool daily) =>
        Assert.Equal(
            daily,
            UsualDay.IsDaily(
                Given.Chart(
                    PlanGiven.Taking(Given.Habit(ProductKind.LeafPowder, (decimal?)perDay, PlanGiven.Leaf(3), 700))
                )
            )
        );

    private static UsualDay Of(PersonRecord record, LocalDate? since = null)
    {
        var chart = Given.Chart(record);
        return UsualDay.Of(chart, Exposure.Of(chart, 1, new Counter(1), out _)!, since);
    }
}

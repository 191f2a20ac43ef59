using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care.Tests;

public class CourseTests
{
    private static Assessed<CourseSection> Assess(PersonRecord record)
    {
        var chart = Given.Chart(record);
        return Course.Of(chart, UsePattern.Of(chart));
    }

    private static Finding? Find(Assessed<CourseSection> course, string id) =>
        course.Findings.SingleOrDefault(f => f.Id == id);

    /// <summary>Uses at 8, 13, 18 … on each of the last days, today left out.</summary>
    private static Event[] Days(
        int days,
        Func<int, int> usesOnDay,
        Func<int, decimal> grams,
        UseReason[]? reasons = null
    ) =>
        [
            .. Enumerable
                .Range(1, days)
                .SelectMany(ago =>
                    Enumerable
                        .Range(0, usesOnDay(days - ago))
                        .Select(i => new Use
                        {
                            At = EventTime.AtMoment(
                                Given
                                    .Now.InZone(Given.NewYork)
                                    .Date.PlusDays(-ago)
                                    .At(new LocalTime(6, 0).PlusMinutes(i * 100))
                                    .InZoneLeniently(Given.NewYork)
                            ),
                            Product = new Product { Kind = ProductKind.LeafPowder },
                            Amount = new Amount(grams(days - ago), AmountUnit.GLeaf),
                            Reasons = reasons ?? [],
                        })
                ),
        ];

    [Fact]
    public void Thirteen_logged_days_are_not_enough_to_speak_of_a_trend()
    {
        var course = Assess(Given.Record(Days(13, _ => 4, _ => 3)));
        Assert.Equal(13, course.Section.LoggedDays);
        Assert.Null(course.Section.UsesPerDay);
        Assert.Contains("logs", Find(course, "course.not-enough")!.Missing.Select(m => m.Id));
        Assert.Null(Find(course, "course.steady"));
    }

    [Fact]
    public void Fourteen_steady_days_are_said_to_be_steady()
    {
        var course = Assess(Given.Record(Days(14, _ => 4, _ => 3)));
        Assert.NotNull(Find(course, "course.steady"));
        Assert.Null(Find(course, "course.not-enough"));
        Assert.Equal(4, course.Section.UsesPerDay!.Median);
    }

    [Fact]
    public void More_uses_a_day_are_a_rise_of_frequency_and_not_of_the_amount_a_use()
    {
        var course = Assess(Given.Record(Days(24, day => 2 + (day / 6), _ => 3)));
        Assert.Equal(Urgency.Routine, Find(course, "course.frequency-rising")!.Urgency);
        Assert.NotNull(Find(course, "course.amount-rising"));
        Assert.Equal(Direction.Steady, course.Section.AmountPerUse!.Direction);
    }

    [Fact]
    public void Gaps_that_shrink_are_said_even_when_the_number_of_uses_is_the_same()
    {
        Event[] uses =
        [
            .. Enumerable
                .Range(1, 20)
                .SelectMany(ago =>
                    Enumerable
                        .Range(0, 4)
                        .Select(i => new Use
                        {
                            At = EventTime.AtMoment(
                                Given
                                    .Now.InZone(Given.NewYork)
                                    .Date.PlusDays(-ago)
                                    .At(new LocalTime(6, 0).PlusMinutes(i * (100 + (8 * ago))))
                                    .InZoneLeniently(Given.NewYork)
                            ),
                            Product = new Product { Kind = ProductKind.LeafPowder },
                        })
                ),
        ];
        var finding = Find(Assess(Given.Record(uses)), "course.gaps-shrinking")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Contains("shrinking", finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Cutting_down_is_said_as_progress()
    {
        var course = Assess(Given.Record(Days(24, day => 6 - (day / 6), day => 4 - (0.05m * day))));
        Assert.Equal(Urgency.Info, Find(course, "course.frequency-falling")!.Urgency);
        Assert.Equal(Urgency.Info, Find(course, "course.amount-falling")!.Urgency);
        Assert.Contains("progress", Find(course, "course.amount-falling")!.Person, StringComparison.Ordinal);
    }

    [Fact]
    public void Today_is_left_out_because_it_is_not_over()
    {
        var days = Days(14, _ => 4, _ => 3);
        var course = Assess(Given.Record([.. days, Given.Use(1, 90), Given.Use(2, 90)]));
        Assert.Equal(14, course.Section.LoggedDays);
        Assert.Equal(12, course.Section.AmountPerDay!.Median);
    }

    [Fact]
    public void A_day_without_a_log_is_left_out_and_is_not_a_day_without_use()
    {
        var days = Days(20, day => day % 3 == 0 ? 0 : 4, _ => 3);
        var course = Assess(Given.Record(days));
        Assert.Equal(13, course.Section.LoggedDays);
    }

    [Fact]
    public void Grams_of_leaf_and_milligrams_of_7_OH_are_never_added_up()
    {
        var days = Days(16, _ => 3, _ => 3);
        var course = Assess(
            Given.Record([.. days, Given.UseOf(ProductKind.SevenHydroxy, 50, new Amount(15, AmountUnit.Mg7Oh))])
        );
        Assert.NotNull(Find(course, "course.unlike-units"));
        Assert.Null(course.Section.AmountPerDay);
        Assert.Null(course.Section.AmountUnit);
        Assert.NotNull(course.Section.UsesPerDay);
    }

    [Fact]
    public void A_gap_runs_across_midnight()
    {
        Event At(int day, int hour, int minute) =>
            new Use
            {
                At = EventTime.AtMoment(new LocalDateTime(2026, 3, day, hour, minute).InZoneStrictly(Given.NewYork)),
                Product = new Product { Kind = ProductKind.LeafPowder },
            };

        var course = Assess(
            Given.Record([.. Enumerable.Range(1, 15).SelectMany(d => new[] { At(d, 0, 30), At(d, 23, 30) })])
        );
        Assert.Equal(12, course.Section.GapHours!.Median, 3);
    }

    [Fact]
    public void Summer_time_makes_a_night_an_hour_shorter()
    {
        Event At(int day, int hour) =>
            new Use
            {
                At = EventTime.AtMoment(new LocalDateTime(2026, 3, day, hour, 0).InZoneStrictly(Given.NewYork)),
                Product = new Product { Kind = ProductKind.LeafPowder },
            };

        // The clocks go forward on 8 March 2026: from 22:00 to 06:00 are seven hours that night.
        var night = new[] { At(7, 22), At(8, 6) };
        var chart = Given.Chart(Given.Record(night));
        var hours = (night[1].At!.Value.Earliest(chart.Home) - night[0].At!.Value.Earliest(chart.Home)).TotalHours;
        Assert.Equal(7, hours);
    }

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(1, 5, true)]
    [InlineData(1, 6, false)]
    public void Use_to_keep_withdrawal_away_is_said_from_a_fifth_of_at_least_five_uses_with_a_reason(
        int preventive,
        int all,
        bool said
    )
    {
        Event[] uses =
        [
            .. Enumerable.Range(0, preventive).Select(i => Given.Use(30 + i, 3, UseReason.PreventWithdrawal)),
            .. Enumerable.Range(0, all - preventive).Select(i => Given.Use(60 + i, 3, UseReason.Pain)),
        ];
        Assert.Equal(said, Find(Assess(Given.Record(uses)), "course.preventive-dosing") is not null);
    }

    [Fact]
    public void A_move_from_leaf_to_7_OH_is_an_escalation()
    {
        Event[] uses =
        [
            new Use
            {
                At = Given.DaysAgo(60),
                Product = new Product { Kind = ProductKind.Tea },
            },
            Given.UseOf(ProductKind.SevenHydroxy, 30),
        ];
        Assert.Equal(Urgency.Soon, Find(Assess(Given.Record(uses)), "course.product-escalation")!.Urgency);
    }

    [Fact]
    public void An_unknown_earlier_product_is_not_taken_for_leaf()
    {
        Event[] uses =
        [
            new Use
            {
                At = Given.DaysAgo(60),
                Product = new Product { Kind = ProductKind.Unknown },
            },
            Given.UseOf(ProductKind.SevenHydroxy, 30),
        ];
        Assert.Null(Find(Assess(Given.Record(uses)), "course.product-escalation"));
    }

    [Fact]
    public void A_stronger_product_years_ago_that_goes_on_is_still_an_escalation()
    {
        Event[] habits =
        [
            new Habit
            {
                At = Given.DaysAgo(800),
                Product = new Product { Kind = ProductKind.LeafCapsule },
            },
            new Habit
            {
                At = Given.DaysAgo(600),
                Product = new Product { Kind = ProductKind.Extract },
            },
            new Habit
            {
                At = Given.DaysAgo(1),
                Product = new Product { Kind = ProductKind.Extract },
            },
        ];
        Assert.NotNull(Find(Assess(Given.Record(habits)), "course.product-escalation"));
        Assert.Null(Find(Assess(Given.Record(habits[1..])), "course.product-escalation"));
    }

    [Theory]
    [InlineData("4", "4.9", false)]
    [InlineData("4", "5", true)]
    public void Two_stated_patterns_tell_a_rise_from_a_quarter_more(string before, string now, bool rising)
    {
        static Habit Stated(int daysAgo, string teaspoons) =>
            new()
            {
                At = Given.DaysAgo(daysAgo),
                Product = new Product { Kind = ProductKind.LeafPowder },
                AmountPerDay = new Amount(
                    decimal.Parse(teaspoons, System.Globalization.CultureInfo.InvariantCulture),
                    AmountUnit.Teaspoon
                ),
            };

        var finding = Find(Assess(Given.Record(Stated(20, before), Stated(5, now))), "course.amount-rising");
        Assert.Equal(rising, finding is not null);
        if (rising)
        {
            Assert.Contains(
                "from 4 teaspoons to 5 teaspoons a day, as stated",
                finding!.Clinician,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Stated_patterns_in_unlike_units_are_not_compared()
    {
        Event[] habits =
        [
            new Habit
            {
                At = Given.DaysAgo(20),
                Product = new Product { Kind = ProductKind.LeafPowder },
                AmountPerDay = new Amount(4, AmountUnit.GLeaf),
            },
            new Habit
            {
                At = Given.DaysAgo(5),
                Product = new Product { Kind = ProductKind.SevenHydroxy },
                AmountPerDay = new Amount(60, AmountUnit.Mg7Oh),
            },
        ];
        Assert.Null(Find(Assess(Given.Record(habits)), "course.amount-rising"));
    }

    [Theory]
    [InlineData(100, 124, false)]
    [InlineData(100, 125, true)]
    public void Spending_is_rising_from_a_quarter_more(decimal before, decimal now, bool rising)
    {
        Event[] spent =
        [
            new Spending { At = Given.DaysAgo(40), Money = new Money(before, "USD") },
            new Spending { At = Given.DaysAgo(10), Money = new Money(now, "USD") },
        ];
        var course = Assess(Given.Record(spent));
        Assert.Equal(rising, Find(course, "course.spending-rising") is not null);
        Assert.Equal(!rising, Find(course, "course.spending") is not null);
        Assert.Equal(new Money(now, "USD"), course.Section.Spent30Days);
    }

    [Fact]
    public void Currencies_are_not_mixed()
    {
        Event[] spent =
        [
            new Spending { At = Given.DaysAgo(12), Money = new Money(10, "USD") },
            new Spending { At = Given.DaysAgo(10), Money = new Money(10, "EUR") },
        ];
        Assert.Null(Assess(Given.Record(spent)).Section.Spent30Days);
    }

    [Fact]
    public void Stock_lasts_as_long_as_the_present_rate_lets_it()
    {
        var days = Days(14, _ => 4, _ => 2.5m);
        var stock = new Stock
        {
            At = Given.HoursAgo(10),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Left = new Amount(85, AmountUnit.GLeaf),
        };
        var course = Assess(Given.Record([.. days, stock, Given.Use(2, 5)]));
        Assert.Equal(8, course.Section.DaysOfStock!.Value, 6);
        Assert.Equal(Urgency.Info, Find(course, "course.stock")!.Urgency);
    }

    [Fact]
    public void A_week_of_stock_is_worth_a_word()
    {
        var days = Days(14, _ => 4, _ => 2.5m);
        var stock = new Stock
        {
            At = Given.HoursAgo(10),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Left = new Amount(70, AmountUnit.GLeaf),
        };
        Assert.Equal(Urgency.Routine, Find(Assess(Given.Record([.. days, stock])), "course.stock")!.Urgency);
    }

    [Fact]
    public void Stock_in_another_unit_says_nothing()
    {
        var days = Days(14, _ => 4, _ => 2.5m);
        var stock = new Stock
        {
            At = Given.HoursAgo(10),
            Product = new Product { Kind = ProductKind.LeafCapsule },
            Left = new Amount(50, AmountUnit.Capsule),
        };
        Assert.Null(Assess(Given.Record([.. days, stock])).Section.DaysOfStock);
    }

    [Fact]
    public void A_last_use_known_only_by_its_day_is_a_span_of_hours()
    {
        var course = Assess(
            Given.Record(
                new Use
                {
                    At = Given.DaysAgo(2),
                    Product = new Product { Kind = ProductKind.Tea },
                }
            )
        );
        Assert.Equal(36, course.Section.SinceLastUse!.Value.Low, 3);
        Assert.Equal(60, course.Section.SinceLastUse!.Value.High, 3);
        Assert.Contains("36–60 h", Find(course, "course.last-use")!.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_without_a_log_gets_no_trend_and_no_reproach()
    {
        var course = Assess(Given.Record());
        Assert.Equal(0, course.Section.LoggedDays);
        Assert.Null(course.Section.SinceLastUse);
        Assert.Contains("fine", Find(course, "course.not-enough")!.Person, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_of_a_use_is_the_day_where_the_person_lives()
    {
        var tokyo = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];
        var use = new Use
        {
            At = EventTime.AtMoment(new LocalDateTime(2026, 3, 20, 8, 0).InZoneStrictly(tokyo)),
            Product = new Product { Kind = ProductKind.Tea },
        };
        var chart = Given.Chart(Given.Record(use));
        Assert.Equal(new LocalDate(2026, 3, 19), DailyUse.LocalDay(chart, use.At!.Value));
        Assert.Equal(ProductTier.Standard, UsePattern.Of(chart).Tier);
    }
}

using Coppice.Record;
using NodaTime;
using static Coppice.Care.Tests.SafetyGiven;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

/// <summary>Yes, no, or not known: was kratom used within 14 days, and is it likely still in the body?</summary>
public class KratomWindowTests
{
    private const double Days14 = 14 * 24;

    private static bool? Window(params Event[] events) => Assess(events).Section.KratomWithin14Days;

    private static Habit Pattern(EventTime? at, decimal? doses = 3, int? forDays = null, EventTime? lastUse = null) =>
        new()
        {
            At = at,
            Product = new Product { Kind = ProductKind.LeafPowder },
            DosesPerDay = doses,
            ForDays = forDays,
            LastUse = lastUse,
        };

    [Theory]
    [InlineData(Days14 - 0.01, true)]
    [InlineData(Days14, false)]
    [InlineData(Days14 + 0.01, false)]
    public void A_logged_use_counts_until_fourteen_full_days(double hoursAgo, bool within) =>
        Assert.Equal(within, Window(Given.Use(hoursAgo)));

    [Theory]
    [InlineData(226.4, true)]
    [InlineData(226.6, false)]
    public void It_is_likely_on_board_for_five_half_lives(double hoursAgo, bool onBoard) =>
        Assert.Equal(onBoard, Assess(Given.Use(hoursAgo)).Section.KratomLikelyOnBoard);

    [Fact]
    public void A_use_without_a_time_is_not_known()
    {
        Assert.Null(Window(Given.Use(1) with { At = null }));
        Assert.Null(Window(Given.Use(1) with { At = null }, Given.Use(900)));
    }

    [Fact]
    public void Nothing_recorded_is_not_known_until_the_person_was_asked()
    {
        Assert.Null(Window());
        Assert.False(Assess(Given.Record().With(new History { AskedAboutKratom = true })).Section.KratomWithin14Days);
        Assert.Null(Assess(Given.Record().With(new History { AskedAboutKratom = false })).Section.KratomWithin14Days);
    }

    [Fact]
    public void A_day_across_the_spring_change_is_a_span_of_hours()
    {
        // Now is noon on 20 March; clocks went forward on 8 March, so 14 days of 24 hours reach back to 11:00 on 6 March.
        Assert.Null(Window(Given.Use(1) with { At = EventTime.OnDay(new LocalDate(2026, 3, 6)) }));
        Assert.False(Window(Given.Use(1) with { At = EventTime.OnDay(new LocalDate(2026, 3, 5)) }));
        Assert.True(Window(Given.Use(1) with { At = EventTime.OnDay(new LocalDate(2026, 3, 7)) }));
        Assert.True(Window(Given.Use(1) with { At = At(2026, 3, 6, 11, 1) }));
        Assert.False(Window(Given.Use(1) with { At = At(2026, 3, 6, 11, 0) }));
    }

    [Fact]
    public void Hours_across_the_autumn_change_are_counted_as_they_passed()
    {
        // 1 November 2026: clocks go back, so noon on 10 November is 14 days after 13:00 on 27 October.
        var now = new LocalDateTime(2026, 11, 10, 12, 0).InZoneStrictly(Given.NewYork).ToInstant();
        bool? Within(EventTime at) =>
            Safety
                .Of(Care.Chart.Of(Given.Record(Given.Use(1) with { At = at }), now, Given.Knowledge))
                .Section.KratomWithin14Days;
        Assert.False(Within(At(2026, 10, 27, 13, 0)));
        Assert.True(Within(At(2026, 10, 27, 13, 1)));
    }

    [Fact]
    public void A_use_just_before_midnight_is_remembered_just_after()
    {
        var now = new LocalDateTime(2026, 3, 20, 0, 1).InZoneStrictly(Given.NewYork).ToInstant();
        var record = Given.Record(Given.Use(1) with { At = At(2026, 3, 19, 23, 30) });
        var found = Safety.Of(Care.Chart.Of(record, now, Given.Knowledge));
        Assert.True(found.Section.KratomLikelyOnBoard);
        Assert.Contains(found.Findings, f => f.Because.Any(b => b.Value == "last known use 0.5 h ago"));
    }

    [Fact]
    public void A_use_in_another_zone_is_the_same_moment()
    {
        var tokyo = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];
        EventTime In(double hours) => EventTime.AtMoment((Given.Now - Duration.FromHours(hours)).InZone(tokyo));
        Assert.True(Window(Given.Use(1) with { At = In(335.9) }));
        Assert.False(Window(Given.Use(1) with { At = In(336) }));
    }

    [Fact]
    public void A_stated_pattern_that_was_not_ended_goes_on()
    {
        Assert.True(Window(Pattern(Given.DaysAgo(1))));
        Assert.True(Window(Pattern(Given.DaysAgo(40))));
        Assert.True(Window(Pattern(Given.DaysAgo(89))));
        Assert.Null(Window(Pattern(Given.DaysAgo(91))));
        Assert.True(Window(Pattern(at: null)));
    }

    [Fact]
    public void A_pattern_of_no_doses_is_no_use()
    {
        Assert.Null(Window(Pattern(Given.DaysAgo(1), doses: 0)));
        Assert.True(Window(Pattern(Given.DaysAgo(1), doses: 0, lastUse: Given.HoursAgo(20))));
    }

    [Fact]
    public void The_last_use_that_a_pattern_states_is_the_last_use()
    {
        Assert.False(Window(Pattern(Given.DaysAgo(1), lastUse: Given.DaysAgo(20))));
        Assert.True(Window(Pattern(Given.DaysAgo(1), lastUse: Given.HoursAgo(300))));
        Assert.False(
            Window(Pattern(Given.DaysAgo(40), lastUse: Given.DaysAgo(50)), Life(LifeEvent.StoppedKratom, 100))
        );
    }

    [Fact]
    public void A_pattern_with_logged_uses_since_leans_on_the_log_but_does_not_close_the_gate()
    {
        Assert.Null(Window(Pattern(Given.DaysAgo(60)), Given.Use(40 * 24)));
        Assert.True(Window(Pattern(Given.DaysAgo(60)), Given.Use(10 * 24)));
    }

    [Fact]
    public void A_pattern_that_is_replaced_by_none_is_over() =>
        Assert.False(Window(Pattern(Given.DaysAgo(60)), Pattern(Given.DaysAgo(30), doses: 0)));

    [Fact]
    public void Stopping_ends_a_pattern_and_was_the_last_use()
    {
        Assert.True(Window(Pattern(Given.DaysAgo(60)), Life(LifeEvent.StoppedKratom, 10 * 24)));
        Assert.False(Window(Pattern(Given.DaysAgo(60)), Life(LifeEvent.StoppedKratom, 20 * 24)));
        Assert.False(Window(Life(LifeEvent.StoppedKratom, 20 * 24)));
        Assert.True(Window(Life(LifeEvent.StoppedKratom, 2 * 24)));
        Assert.Null(Window(Pattern(at: null), Life(LifeEvent.StoppedKratom, 20 * 24)));
    }

    [Fact]
    public void A_stop_before_the_pattern_does_not_end_it() =>
        Assert.True(Window(Life(LifeEvent.StoppedKratom, 60 * 24), Pattern(Given.DaysAgo(50))));

    [Fact]
    public void A_stop_told_days_after_the_last_logged_use_leaves_the_days_between_open()
    {
        Assert.Null(Window(Given.Use(20 * 24), Life(LifeEvent.StoppedKratom, 10 * 24)));
        Assert.False(Window(Given.Use(20 * 24), Life(LifeEvent.StoppedKratom, 19 * 24)));
    }

    [Fact]
    public void A_stop_without_a_time_adds_nothing_but_ends_the_pattern()
    {
        var stop = Life(LifeEvent.StoppedKratom, 1) with { At = null };
        Assert.False(Window(Pattern(Given.DaysAgo(60)), stop));
        Assert.Null(Window(stop));
    }

    [Theory]
    [InlineData(LifeEvent.ReturnToKratom, true)]
    [InlineData(LifeEvent.CutDown, true)]
    [InlineData(LifeEvent.ReturnToOpioids, null)]
    [InlineData(LifeEvent.Loss, null)]
    public void A_return_and_a_cut_down_are_use(LifeEvent what, bool? within)
    {
        Assert.Equal(within, Window(Life(what, 24)));
        Assert.Equal(within is null ? null : false, Window(Life(what, 20 * 24)));
    }

    [Fact]
    public void A_craving_that_ended_in_use_is_use()
    {
        var craving = new Craving { At = Given.HoursAgo(24), UsedAfter = true };
        Assert.True(Window(craving));
        Assert.Null(Window(craving with { UsedAfter = false }));
        Assert.False(Window(craving with { UsedAfter = false }, Given.Use(Days14)));
        Assert.Null(Window(craving with { At = null }, Given.Use(Days14)));
    }

    [Theory]
    [InlineData(UrineTarget.Mitragynine)]
    [InlineData(UrineTarget.SevenHydroxymitragynine)]
    public void A_positive_kratom_test_is_use_in_the_six_days_before(UrineTarget target)
    {
        UrineTest Positive(double hoursAgo) => Urine(hoursAgo, (target, TestResult.Positive));
        Assert.True(Window(Positive(7.9 * 24)));
        Assert.Null(Window(Positive(8.1 * 24)));
        Assert.Null(Window(Positive(13.9 * 24)));
        Assert.False(Window(Positive(14 * 24)));
        Assert.Null(Window(Urine(24, (target, TestResult.Negative))));
        Assert.Null(Window(Urine(24, (UrineTarget.Opiates, TestResult.Positive))));
    }

    [Theory]
    [InlineData(Analyte.MitragynineBlood)]
    [InlineData(Analyte.MitragynineUrine)]
    public void Mitragynine_measured_in_the_body_is_use(Analyte analyte)
    {
        Assert.True(Window(Given.Lab(analyte, 10, null, 24, LabUnit.NgPerMl)));
        Assert.Null(Window(Given.Lab(analyte, 0, null, 24, LabUnit.NgPerMl)));
        Assert.Null(Window(Given.Lab(Analyte.Alt, 10, null, 24)));
    }

    [Fact]
    public void Money_stock_and_answers_speak_of_kratom_without_saying_when()
    {
        var leaf = new Product { Kind = ProductKind.LeafPowder };
        Event[] mentions =
        [
            new Spending { At = Given.DaysAgo(30), Money = new Money(20, "USD") },
            new Stock
            {
                At = Given.DaysAgo(30),
                Product = leaf,
                Left = new Amount(100, AmountUnit.GLeaf),
            },
            new Craving { At = Given.DaysAgo(30) },
            Answered("kud", 24, ("1", 0)),
            Answered("kds", 24),
        ];
        foreach (var mention in mentions)
        {
            var record = Given.Record(mention).With(new History { AskedAboutKratom = true });
            Assert.Null(Assess(record).Section.KratomWithin14Days);
        }

        var other = Given.Record(Answered("phq9", 24, ("1", 0))).With(new History { AskedAboutKratom = true });
        Assert.False(Assess(other).Section.KratomWithin14Days);
    }

    [Fact]
    public void Anything_without_a_time_leaves_the_window_open_and_two_of_it_do_too()
    {
        Event[] untimed =
        [
            Given.Use(1) with
            {
                At = null,
            },
            Pattern(at: null, doses: 0, lastUse: null) with
            {
                DosesPerDay = null,
            },
            new Craving { UsedAfter = true },
            Life(LifeEvent.ReturnToKratom, 1) with
            {
                At = null,
            },
            Urine(1, (UrineTarget.Mitragynine, TestResult.Positive)) with
            {
                At = null,
            },
            Given.Lab(Analyte.MitragynineBlood, 10, null, 1, LabUnit.NgPerMl) with
            {
                At = null,
            },
        ];
        foreach (var happened in untimed)
        {
            Event[] later = [Given.Use(900), Pattern(Given.DaysAgo(30), doses: 0)];
            Assert.Null(Window([happened, .. later]));
            Assert.Null(Window([happened, happened, .. later]));
        }
    }

    [Fact]
    public void A_positive_kratom_line_counts_among_others() =>
        Assert.True(
            Window(
                Urine(24, (UrineTarget.Opiates, TestResult.Negative), (UrineTarget.Mitragynine, TestResult.Positive))
            )
        );

    [Fact]
    public void Years_of_logs_are_read_by_their_last_weeks()
    {
        Event[] log = [.. Enumerable.Range(0, 400).Select(d => Given.Use((20 + d) * 24))];
        Assert.False(Window(log));
        Assert.True(Window([.. log, Given.Use(5)]));
        Assert.Null(Window([.. log, Given.Use(5) with { At = null }]));
        Assert.False(Window(Given.Use(1000 * 24)));
    }

    [Fact]
    public void A_use_at_this_very_moment_counts() => Assert.True(Window(Given.Use(0)));

    [Fact]
    public void Years_of_use_that_ended_three_weeks_ago_are_over() =>
        Assert.False(Window(Pattern(Given.DaysAgo(1), forDays: 1000, lastUse: Given.DaysAgo(20))));

    [Fact]
    public void Years_of_use_up_to_last_week_are_not() =>
        Assert.True(Window(Pattern(Given.DaysAgo(1), forDays: 1000, lastUse: Given.DaysAgo(7))));

    [Fact]
    public void A_pattern_holds_for_ninety_days_to_the_hour()
    {
        Assert.True(Window(Pattern(Given.HoursAgo(90 * 24))));
        Assert.Null(Window(Pattern(Given.HoursAgo(90 * 24 + 0.1))));
        Assert.True(Window(Pattern(Given.HoursAgo(600)), Given.Use(600)));
        Assert.Null(Window(Pattern(Given.HoursAgo(600)), Given.Use(599)));
    }

    [Fact]
    public void Two_forms_that_speak_of_kratom_are_no_less_than_one() =>
        Assert.Null(
            Assess(
                Given
                    .Record(Answered("kud", 48, ("1", 0)), Answered("kud", 24, ("1", 0)))
                    .With(new History { AskedAboutKratom = true })
            ).Section.KratomWithin14Days
        );

    [Fact]
    public void Two_unknown_products_are_no_less_unknown_than_one() =>
        Assert.Null(
            Assess(Given.UseOf(ProductKind.Unknown, 5), Given.UseOf(ProductKind.Unknown, 6)).Section.SevenHydroxy
        );

    [Fact]
    public void Only_what_has_happened_counts() => Assert.Null(Window(Given.Use(-5)));

    [Theory]
    [InlineData(ProductKind.SevenHydroxy, true)]
    [InlineData(ProductKind.Pseudoindoxyl, true)]
    [InlineData(ProductKind.LeafPowder, false)]
    [InlineData(ProductKind.Extract, false)]
    [InlineData(ProductKind.Unknown, null)]
    public void The_kind_of_product_says_whether_it_is_7_OH(ProductKind kind, bool? sevenOh)
    {
        Assert.Equal(sevenOh, Assess(Given.UseOf(kind, 5)).Section.SevenHydroxy);
        Assert.Equal(sevenOh, Assess(Given.Habit(kind)).Section.SevenHydroxy);
    }

    [Theory]
    [InlineData(Alkaloid.SevenHydroxymitragynine, true)]
    [InlineData(Alkaloid.MitragyninePseudoindoxyl, true)]
    [InlineData(Alkaloid.Mitragynine, false)]
    public void The_label_says_so_too(Alkaloid alkaloid, bool sevenOh)
    {
        var use = Given.Use(5) with
        {
            Product = new Product
            {
                Kind = ProductKind.Extract,
                Strength = new LabelStrength(20, alkaloid, AmountUnit.Tablet),
            },
        };
        Assert.Equal(sevenOh, Assess(use).Section.SevenHydroxy);
    }

    [Theory]
    [InlineData(AmountUnit.Mg7Oh, true)]
    [InlineData(AmountUnit.MgPseudoindoxyl, true)]
    [InlineData(AmountUnit.MgMitragynine, false)]
    public void And_the_unit_in_which_it_is_taken(AmountUnit unit, bool sevenOh) =>
        Assert.Equal(sevenOh, Assess(Given.UseOf(ProductKind.Extract, 5, new Amount(15, unit))).Section.SevenHydroxy);

    [Fact]
    public void A_product_of_long_ago_is_not_the_product_now()
    {
        Assert.True(Assess(Given.UseOf(ProductKind.SevenHydroxy, 30 * 24)).Section.SevenHydroxy);
        Assert.Null(Assess(Given.UseOf(ProductKind.SevenHydroxy, 30 * 24 + 1)).Section.SevenHydroxy);
        Assert.Null(Assess().Section.SevenHydroxy);
        Assert.Null(Assess(Given.Use(5), Given.UseOf(ProductKind.Unknown, 9)).Section.SevenHydroxy);
        Assert.Null(Assess(Given.Habit(ProductKind.Unknown), Given.Use(9)).Section.SevenHydroxy);
        Assert.True(Assess(Given.Use(5), Given.UseOf(ProductKind.SevenHydroxy, 9)).Section.SevenHydroxy);
    }
}

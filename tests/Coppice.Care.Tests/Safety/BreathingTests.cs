using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

public class BreathingTests
{
    private const string Emergency = "safety.breathing-emergency";

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    [InlineData(13, false)]
    public void Fewer_than_twelve_breaths_a_minute_is_an_emergency(int breaths, bool fires)
    {
        var record = Given.Record(Sign(breaths: breaths, oxygen: 98));
        if (fires)
        {
            Fires(record, Emergency, Urgency.Emergency, [$"Breathing: {breaths}/min"]);
        }
        else
        {
            Silent(record, Emergency);
        }
    }

    [Theory]
    [InlineData(91.9, true)]
    [InlineData(92, false)]
    [InlineData(92.1, false)]
    public void Oxygen_under_92_percent_is_an_emergency(decimal oxygen, bool fires)
    {
        var record = Given.Record(Sign(breaths: 16, oxygen: oxygen));
        if (fires)
        {
            Fires(record, Emergency, Urgency.Emergency, ["SpO2: 91.9 %"]);
        }
        else
        {
            Silent(record, Emergency);
        }
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void A_coma_score_of_eight_or_less_is_an_emergency(int coma, bool fires)
    {
        var record = Given.Record(Sign(coma: coma));
        if (fires)
        {
            Fires(record, Emergency, Urgency.Emergency, [$"Glasgow coma score: {coma}"], "vitals");
        }
        else
        {
            Silent(record, Emergency);
        }
    }

    [Theory]
    [InlineData(Symptom.CannotWake, "cannot wake")]
    [InlineData(Symptom.SlowBreathing, "slow breathing")]
    [InlineData(Symptom.BlueLips, "blue lips")]
    public void A_sign_seen_in_the_last_day_is_an_emergency_and_unmeasured_breathing_is_not_normal(
        Symptom symptom,
        string words
    )
    {
        Fires(Given.Record(Report(24, symptom)), Emergency, Urgency.Emergency, [$"Symptom: {words}"], "vitals");
        Silent(Given.Record(Report(24.1, symptom)), Emergency);
    }

    [Theory]
    [InlineData(16, null)]
    [InlineData(null, 98.0)]
    public void Either_sign_unmeasured_is_asked_for(int? breaths, double? oxygen) =>
        Fires(
            Given.Record(Report(1, Symptom.BlueLips), Sign(breaths: breaths, oxygen: (decimal?)oxygen)),
            Emergency,
            Urgency.Emergency,
            ["Symptom: blue lips"],
            "vitals"
        );

    [Fact]
    public void A_sign_that_has_passed_still_counts_for_a_day() =>
        Assert.NotNull(
            Find(Given.Record(Report(5, Symptom.CannotWake), Report(1, Symptom.CannotWake, present: false)), Emergency)
        );

    [Fact]
    public void A_sign_that_is_denied_does_not_fire()
    {
        Silent(Given.Record(Report(1, Symptom.CannotWake, present: false)), Emergency);
        Silent(Given.Record(Report(1, Symptom.CannotWake, severity: 0)), Emergency);
    }

    [Fact]
    public void A_sign_without_a_time_cannot_be_excluded() =>
        Fires(
            Given.Record(Untimed(Symptom.CannotWake)),
            Emergency,
            Urgency.Emergency,
            ["Symptom: cannot wake"],
            "vitals"
        );

    [Fact]
    public void An_overdose_in_the_last_day_is_an_emergency()
    {
        Fires(Given.Record(Life(LifeEvent.Overdose, 24)), Emergency, Urgency.Emergency, ["Event: overdose"], "vitals");
        Silent(Given.Record(Life(LifeEvent.Overdose, 24.1)), Emergency);
    }

    [Fact]
    public void The_latest_breathing_rate_counts_and_not_an_older_one()
    {
        Silent(Given.Record(Sign(5, breaths: 8, oxygen: 97), Sign(1, breaths: 14)), Emergency);
        Fires(
            Given.Record(Sign(5, breaths: 14, oxygen: 97), Sign(1, breaths: 8)),
            Emergency,
            Urgency.Emergency,
            ["Breathing: 8/min"]
        );
    }

    [Fact]
    public void Readings_of_the_same_day_without_an_hour_all_count()
    {
        var day = Sign() with { At = Given.DaysAgo(0), RespiratoryRate = 9 };
        Fires(Given.Record(day, Sign(1, breaths: 15, oxygen: 97)), Emergency, Urgency.Emergency, ["Breathing: 9/min"]);
    }

    [Fact]
    public void A_reading_without_a_time_counts_only_when_there_is_no_other()
    {
        var untimed = Sign() with { At = null, RespiratoryRate = 9 };
        Assert.NotNull(Find(Given.Record(untimed), Emergency));
        Silent(Given.Record(untimed, Sign(1, breaths: 15)), Emergency);
    }

    [Fact]
    public void Yesterdays_reading_is_not_todays()
    {
        Silent(Given.Record(Sign(24.1, breaths: 8)), Emergency);
        Assert.NotNull(Find(Given.Record(Sign(24, breaths: 8)), Emergency));
    }

    [Fact]
    public void The_words_name_naloxone_rescue_breaths_and_911()
    {
        var person = Find(Given.Record(Sign(breaths: 8)), Emergency)!.Person!;
        Assert.Contains("naloxone", person, StringComparison.Ordinal);
        Assert.Contains("rescue breaths", person, StringComparison.Ordinal);
        Assert.Contains("911", person, StringComparison.Ordinal);
    }

    [Fact]
    public void An_emergency_is_told_to_the_rest_of_the_review()
    {
        Assert.True(Assess(Sign(breaths: 8)).Section.Emergency);
        Assert.False(Assess(Sign(breaths: 16), Given.Use(5)).Section.Emergency);
    }
}

public class DrowsyTests
{
    private const string Id = "safety.drowsy";

    private static Use SevenOh => Given.UseOf(ProductKind.SevenHydroxy, 5);

    [Fact]
    public void Drowsiness_after_7_OH_with_unmeasured_breathing_is_urgent() =>
        Fires(
            Given.Record(SevenOh, Report(24, Symptom.Drowsiness)),
            Id,
            Urgency.Urgent,
            ["Symptom: drowsiness", "Product: 7-OH", "Kratom: last known use 5 h ago"],
            "vitals",
            "sedatives"
        );

    [Fact]
    public void Drowsiness_with_a_sedative_is_urgent() =>
        Fires(
            Given
                .Record(Given.Use(5), Report(2, Symptom.Drowsiness))
                .With(new History { Substances = [Uses(Substance.Alcohol)] }),
            Id,
            Urgency.Urgent,
            ["Symptom: drowsiness", "Substance: alcohol now", "Kratom: last known use 5 h ago"],
            "vitals"
        );

    [Fact]
    public void Drowsiness_alone_or_an_older_one_is_not_this_finding()
    {
        Silent(Given.Record(Given.Use(5), Report(2, Symptom.Drowsiness)).With(NoSedatives), Id);
        Silent(Given.Record(SevenOh, Report(24.1, Symptom.Drowsiness)), Id);
        Silent(Given.Record(SevenOh), Id);
    }

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24, false)]
    public void Sedatives_that_are_not_known_count_with_kratom_of_the_last_day(double hoursAgo, bool fires)
    {
        var record = Given.Record(Given.Use(hoursAgo), Report(2, Symptom.Drowsiness));
        Assert.Equal(
            fires,
            Find(record, Id)?.Missing.Select(m => m.Id).SequenceEqual(["vitals", "sedatives"]) ?? false
        );
    }

    [Theory]
    [InlineData(ProductKind.Unknown, true)]
    [InlineData(ProductKind.Extract, true)]
    [InlineData(ProductKind.Shot, true)]
    [InlineData(ProductKind.Pseudoindoxyl, true)]
    [InlineData(ProductKind.LeafPowder, false)]
    [InlineData(ProductKind.LeafCapsule, false)]
    [InlineData(ProductKind.Tea, false)]
    public void Without_sedatives_only_plain_leaf_is_silent(ProductKind kind, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Given.UseOf(kind, 5), Report(2, Symptom.Drowsiness)).With(NoSedatives), Id) is not null
        );

    [Theory]
    [InlineData(14, 97.0, false)]
    [InlineData(14, null, true)]
    [InlineData(null, 97.0, true)]
    public void It_goes_when_both_breathing_and_oxygen_are_measured(int? breaths, double? oxygen, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(SevenOh, Report(2, Symptom.Drowsiness), Sign(breaths: breaths, oxygen: (decimal?)oxygen)),
                Id
            )
                is not null
        );

    [Fact]
    public void A_later_denial_takes_it_back() =>
        Silent(Given.Record(SevenOh, Report(5, Symptom.Drowsiness), Report(1, Symptom.Drowsiness, present: false)), Id);

    [Fact]
    public void A_denial_at_the_same_time_takes_it_back() =>
        Silent(Given.Record(SevenOh, Report(5, Symptom.Drowsiness), Report(5, Symptom.Drowsiness, present: false)), Id);

    [Fact]
    public void A_denial_on_the_same_day_may_have_been_before_it() =>
        Assert.NotNull(
            Find(
                Given.Record(
                    SevenOh,
                    Report(5, Symptom.Drowsiness),
                    Report(1, Symptom.Drowsiness, present: false) with
                    {
                        At = Given.DaysAgo(0),
                    }
                ),
                Id
            )
        );

    [Fact]
    public void It_gives_way_to_the_emergency()
    {
        var record = Given.Record(SevenOh, Report(2, Symptom.Drowsiness), Sign(breaths: 8));
        Silent(record, Id);
        Assert.NotNull(Find(record, "safety.breathing-emergency"));
    }
}

public class SedativesTests
{
    private const string Id = "safety.sedatives";
    private const string Unknown = "safety.sedatives-unknown";

    private static readonly Circumstances Kit = new() { HasNaloxone = true };

    private static PersonRecord Drinks(params Event[] events) =>
        Given.Record(events).With(new History { Substances = [Uses(Substance.Alcohol)] }).With(Kit);

    [Fact]
    public void Alcohol_now_and_kratom_lately_is_urgent()
    {
        var found = Fires(
            Drinks(Given.Use(5)),
            Id,
            Urgency.Urgent,
            ["Kratom: last known use 5 h ago", "Substance: alcohol now"]
        );
        Assert.Contains("alcohol", found.Clinician, StringComparison.Ordinal);
        Assert.Contains("last known use 5 h ago", found.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14 * 24 - 0.1, true)]
    [InlineData(14 * 24, false)]
    [InlineData(14 * 24 + 0.1, false)]
    public void Fourteen_days_without_kratom_end_it(double hoursAgo, bool fires) =>
        Assert.Equal(fires, Find(Drinks(Given.Use(hoursAgo)), Id) is not null);

    [Fact]
    public void A_last_use_that_is_not_known_counts_and_is_asked_for() =>
        Fires(
            Drinks(Given.Use(5) with { At = null }),
            Id,
            Urgency.Urgent,
            ["Kratom: last use not known", "Substance: alcohol now"],
            "last-use"
        );

    [Fact]
    public void Unknown_naloxone_is_asked_for() =>
        Fires(
            Drinks(Given.Use(5)).With(new Circumstances()),
            Id,
            Urgency.Urgent,
            ["Kratom: last known use 5 h ago", "Substance: alcohol now"],
            "naloxone"
        );

    [Fact]
    public void Without_any_word_of_kratom_it_is_silent()
    {
        Silent(Drinks(), Id);
        Silent(Drinks(), Unknown);
    }

    [Theory]
    [InlineData(Substance.Alcohol, "alcohol")]
    [InlineData(Substance.Benzodiazepine, "benzodiazepine")]
    [InlineData(Substance.OtherSedative, "other sedative")]
    [InlineData(Substance.Gabapentinoid, "gabapentinoid")]
    [InlineData(Substance.PrescriptionOpioid, "prescription opioid")]
    [InlineData(Substance.Heroin, "heroin")]
    [InlineData(Substance.Fentanyl, "fentanyl")]
    [InlineData(Substance.Methadone, "methadone")]
    [InlineData(Substance.Tianeptine, "tianeptine")]
    public void Every_group_counts(Substance substance, string words)
    {
        var section = Assess(Given.Record(Given.Use(5)).With(new History { Substances = [Uses(substance)] })).Section;
        Assert.True(section.SedativesNow);
        Assert.Equal([words], section.Sedatives);
    }

    [Theory]
    [InlineData(Substance.Caffeine)]
    [InlineData(Substance.Nicotine)]
    [InlineData(Substance.Cannabis)]
    [InlineData(Substance.Buprenorphine)]
    public void Other_substances_do_not(Substance substance) =>
        Assert.Null(
            Assess(Given.Record(Given.Use(5)).With(new History { Substances = [Uses(substance)] })).Section.SedativesNow
        );

    [Fact]
    public void Daily_use_counts_though_now_was_not_asked() =>
        Assert.True(
            Assess(
                Given
                    .Record(Given.Use(5))
                    .With(new History { Substances = [Uses(Substance.Alcohol, now: null, daily: true)] })
            ).Section.SedativesNow
        );

    [Theory]
    [InlineData(13, true)]
    [InlineData(15, null)]
    public void A_drink_in_the_last_fourteen_days_counts(int daysAgo, bool? now) =>
        Assert.Equal(
            now,
            Assess(
                Given
                    .Record(Given.Use(5))
                    .With(
                        new History
                        {
                            Substances =
                            [
                                new SubstanceHistory
                                {
                                    Substance = Substance.Alcohol,
                                    LastUse = Given.DaysAgo(daysAgo),
                                },
                            ],
                        }
                    )
            ).Section.SedativesNow
        );

    [Theory]
    [InlineData(13, "other opioid")]
    [InlineData(15, null)]
    public void The_last_opioid_counts_for_fourteen_days(int daysAgo, string? name) =>
        Assert.Equal(
            name is null ? [] : [name],
            Assess(
                Given.Record(Given.Use(5)).With(new History { LastOpioidUse = Given.DaysAgo(daysAgo) })
            ).Section.Sedatives
        );

    [Theory]
    [InlineData("gabapentin")]
    [InlineData("lorazepam")]
    [InlineData("zolpidem")]
    [InlineData("diphenhydramine")]
    [InlineData("hydroxyzine")]
    [InlineData("oxycodone")]
    public void A_sedating_medicine_on_board_counts(string name) =>
        Fires(
            Given.Record(Given.Use(5), Given.Drug(name, MedicineAction.Prescribed, 100)).With(Kit),
            Id,
            Urgency.Urgent,
            ["Kratom: last known use 5 h ago", $"Medicine: {name} (prescribed)"]
        );

    [Fact]
    public void A_stopped_medicine_is_no_longer_there() =>
        Silent(
            Given.Record(
                Given.Use(5),
                Given.Drug("gabapentin", MedicineAction.Prescribed, 100),
                Given.Drug("gabapentin", MedicineAction.Stopped, 90)
            ),
            Id
        );

    [Fact]
    public void Buprenorphine_as_treatment_is_not_a_sedative_here() =>
        Silent(Given.Record(Given.Use(5), Given.Drug("buprenorphine", MedicineAction.Prescribed)), Id);

    [Fact]
    public void What_is_taken_with_kratom_counts_and_is_named_once() =>
        Fires(
            Given
                .Record(
                    Given.Use(5) with
                    {
                        With = [Substance.Alcohol, Substance.Caffeine],
                    },
                    Given.Use(30) with
                    {
                        With = [Substance.Alcohol],
                    },
                    Given.Habit(ProductKind.Tea, 3) with
                    {
                        With = [Substance.Benzodiazepine, Substance.Nicotine],
                    }
                )
                .With(Kit),
            Id,
            Urgency.Urgent,
            ["Kratom: last known use 5 h ago", "Taken with kratom: benzodiazepine", "Taken with kratom: alcohol"]
        );

    [Fact]
    public void Alcohol_in_the_stated_pattern_counts() =>
        Assert.Equal(
            ["alcohol"],
            Assess(Given.Habit(ProductKind.Tea, 3) with { With = [Substance.Alcohol] }).Section.Sedatives
        );

    [Fact]
    public void Each_is_named_with_what_says_so()
    {
        var found = Fires(
            Given
                .Record(Given.Use(5), Urine(24, (UrineTarget.Benzodiazepines, TestResult.Positive)))
                .With(new History { LastOpioidUse = Given.DaysAgo(3) })
                .With(Kit),
            Id,
            Urgency.Urgent,
            [
                "Kratom: last known use 5 h ago",
                $"Last opioid use: {Given.DaysAgo(3)}",
                "Urine test: benzodiazepines positive",
            ]
        );
        Assert.Contains("other opioid, benzodiazepines in urine", found.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14 * 24, true)]
    [InlineData(14 * 24 + 1, null)]
    public void What_was_taken_with_kratom_long_ago_does_not(double hoursAgo, bool? now) =>
        Assert.Equal(
            now,
            Assess(Given.Use(1), Given.Use(hoursAgo) with { With = [Substance.Alcohol] }).Section.SedativesNow
        );

    [Theory]
    [InlineData(UrineTarget.Alcohol, "alcohol in urine")]
    [InlineData(UrineTarget.Benzodiazepines, "benzodiazepines in urine")]
    [InlineData(UrineTarget.Barbiturates, "barbiturates in urine")]
    [InlineData(UrineTarget.Opiates, "opiates in urine")]
    [InlineData(UrineTarget.Oxycodone, "oxycodone in urine")]
    [InlineData(UrineTarget.Fentanyl, "fentanyl in urine")]
    [InlineData(UrineTarget.Methadone, "methadone in urine")]
    public void A_positive_test_in_the_last_fourteen_days_counts(UrineTarget target, string words)
    {
        Assert.Equal([words], Assess(Given.Use(5), Urine(14 * 24, (target, TestResult.Positive))).Section.Sedatives);
        Assert.Empty(Assess(Given.Use(5), Urine(14 * 24 + 1, (target, TestResult.Positive))).Section.Sedatives);
        Assert.Empty(Assess(Given.Use(5), Urine(24, (target, TestResult.Negative))).Section.Sedatives);
    }

    [Theory]
    [InlineData(UrineTarget.Cocaine)]
    [InlineData(UrineTarget.Cannabis)]
    [InlineData(UrineTarget.Buprenorphine)]
    public void A_positive_test_of_something_else_does_not(UrineTarget target) =>
        Assert.Empty(Assess(Given.Use(5), Urine(24, (target, TestResult.Positive))).Section.Sedatives);

    [Fact]
    public void No_sedatives_may_be_said_only_when_every_group_was_asked()
    {
        Assert.False(Assess(Given.Record(Given.Use(5)).With(NoSedatives)).Section.SedativesNow);
        foreach (var open in NoSedatives.Substances)
        {
            var history = new History { Substances = [.. NoSedatives.Substances.Where(s => s != open)] };
            Assert.Null(Assess(Given.Record(Given.Use(5)).With(history)).Section.SedativesNow);
        }
    }

    [Fact]
    public void Sedatives_never_asked_about_are_not_absent() =>
        Fires(
            Given.Record(Given.Use(5)),
            Unknown,
            Urgency.Soon,
            ["Kratom: last known use 5 h ago"],
            "sedatives",
            "medicines"
        );

    [Fact]
    public void The_open_question_closes_when_it_is_answered_or_kratom_is_long_ago()
    {
        Silent(Given.Record(Given.Use(5)).With(NoSedatives), Unknown);
        Silent(Drinks(Given.Use(5)), Unknown);
        Silent(Given.Record(Given.Use(14 * 24)), Unknown);
        Assert.NotNull(Find(Given.Record(Given.Use(14 * 24 - 1)), Unknown));
    }
}

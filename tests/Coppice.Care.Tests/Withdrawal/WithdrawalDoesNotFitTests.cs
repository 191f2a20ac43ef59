using Coppice.Record;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class WithdrawalDoesNotFitTests
{
    private static Finding? Worse(params Event[] events) => Assess(events).Of("worse-after-day-3");

    private static Vitals Warm(decimal celsius, double hoursAgo = 2) =>
        new() { At = Given.HoursAgo(hoursAgo), TemperatureC = celsius };

    [Theory]
    [InlineData("cows", 12, 17, false)]
    [InlineData("cows", 12, 18, true)]
    [InlineData("sows", 12, 17, false)]
    [InlineData("sows", 12, 18, true)]
    public void Six_points_more_after_day_3_are_worse(string instrument, int before, int now, bool worse)
    {
        // Last use 100 h ago; scores at 60 h and 98 h after it.
        var finding = Worse(Given.Use(100), Given.Total(instrument, before, 40), Given.Total(instrument, now, 2));
        Assert.Equal(worse, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Urgent, finding.Urgency);
            Assert.Equal(
                [$"{instrument.ToUpperInvariant()}: {now}, up from {before}", "Since last kratom: 4 to 5 days"],
                finding.Inputs()
            );
            Assert.Equal(["infection", "vitals", "medicines", "sedatives", "last-opioid"], finding.Questions());
            Assert.Contains(
                $"Worse after day 3: {instrument.ToUpperInvariant()} {now}, up from {before}; Since last kratom 4 to 5 days. ",
                finding.Clinician,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(71.9, false)]
    [InlineData(72, true)]
    public void Worse_begins_72_hours_after_last_use(double after, bool worse) =>
        Assert.Equal(
            worse,
            Worse(Given.Use(80), Given.Total("cows", 8, 50), Given.Total("cows", 20, 80 - after)) is not null
        );

    [Fact]
    public void A_span_that_may_reach_72_hours_counts()
    {
        // Last use some time on the day that began 84 h ago; the score an hour ago is 59 to 83 h after it.
        var day = Given.Use(0) with
        {
            At = Given.DaysAgo(3),
        };
        Assert.NotNull(Worse(day, Given.Total("cows", 8, 30), Given.Total("cows", 20, 1)));
        // 11 h earlier it is at most 72 h; 12 h earlier at most 71 h.
        Assert.NotNull(Worse(day, Given.Total("cows", 8, 30), Given.Total("cows", 20, 12)));
        Assert.Null(Worse(day, Given.Total("cows", 8, 30), Given.Total("cows", 20, 12.1)));
    }

    [Fact]
    public void A_score_before_24_hours_is_no_measure()
    {
        Assert.Null(Worse(Given.Use(100), Given.Total("cows", 2, 76.1), Given.Total("cows", 20, 2)));
        Assert.NotNull(Worse(Given.Use(100), Given.Total("cows", 2, 76), Given.Total("cows", 20, 2)));
    }

    [Fact]
    public void A_low_score_before_the_peak_is_no_measure()
    {
        // 5 at 30 h, 18 at 50 h, 11 at 98 h: easing, though 6 above the first.
        Assert.Null(
            Worse(Given.Use(100), Given.Total("cows", 5, 70), Given.Total("cows", 18, 50), Given.Total("cows", 11, 2))
        );
        // 18, then 8, then 14: worse than the lowest since the peak.
        Assert.Equal(
            "14, up from 8",
            Worse(
                Given.Use(100),
                Given.Total("cows", 18, 60),
                Given.Total("cows", 8, 40),
                Given.Total("cows", 10, 30),
                Given.Total("cows", 14, 2)
            )!
                .Because[0]
                .Value
        );
        // An equal later peak begins anew.
        Assert.Null(
            Worse(
                Given.Use(100),
                Given.Total("cows", 18, 60),
                Given.Total("cows", 8, 40),
                Given.Total("cows", 18, 30),
                Given.Total("cows", 14, 2)
            )
        );
    }

    [Fact]
    public void Scales_are_not_compared_with_each_other() =>
        Assert.Null(Worse(Given.Use(100), Given.Total("cows", 2, 40), Given.Total("sows", 30, 2)));

    [Fact]
    public void Scores_before_the_last_use_are_another_episode()
    {
        Assert.Null(Worse(Given.Use(400), Given.Total("cows", 2, 101), Given.Use(100), Given.Total("cows", 20, 2)));
        Assert.NotNull(Worse(Given.Use(400), Given.Total("cows", 2, 101), Given.Total("cows", 20, 2)));
        // A day of use that may be before or after the score makes it no measure.
        Assert.Null(
            Worse(
                Given.Use(400),
                Given.Use(0) with
                {
                    At = Given.DaysAgo(4),
                },
                Given.Total("cows", 2, 95),
                Given.Total("cows", 20, 2)
            )
        );
    }

    [Fact]
    public void Only_a_sure_rise_of_incomplete_scores_counts()
    {
        // 4 to 44 against 2, and 13 (sure) to 48 against 2.
        Assert.Null(Worse(Given.Use(100), Given.Total("cows", 2, 40), Items("cows", 2, (1, 4))));
        var sure = Worse(Given.Use(100), Given.Total("cows", 2, 40), Items("cows", 2, (1, 4), (2, 4)))!;
        Assert.StartsWith("COWS: 8-48 (incomplete), up from 2", sure.Inputs()[0], StringComparison.Ordinal);
        Assert.Null(Worse(Given.Use(100), Items("cows", 40, (1, 0)), Given.Total("cows", 20, 2)));
    }

    [Fact]
    public void An_old_rise_is_not_now()
    {
        Assert.Null(Worse(Given.Use(200), Given.Total("cows", 2, 120), Given.Total("cows", 20, 72.1)));
        Assert.NotNull(Worse(Given.Use(200), Given.Total("cows", 2, 120), Given.Total("cows", 20, 72)));
    }

    [Fact]
    public void Without_a_known_last_use_nothing_is_late() =>
        Assert.Null(Worse(Given.Total("cows", 2, 40), Given.Total("cows", 20, 2)));

    [Theory]
    [InlineData(Symptom.Vomiting, "vomiting")]
    [InlineData(Symptom.Diarrhoea, "diarrhea")]
    [InlineData(Symptom.Fever, "fever")]
    [InlineData(Symptom.Confusion, "confusion")]
    [InlineData(Symptom.Hallucinations, "hallucinations")]
    [InlineData(Symptom.Seizure, "a seizure")]
    [InlineData(Symptom.Agitation, "severe agitation")]
    public void A_new_sign_after_day_3_is_worse(Symptom symptom, string words)
    {
        var finding = Worse(Given.Use(100), Given.Signs(50, Symptom.Aches), Given.Signs(2, Symptom.Aches, symptom))!;
        Assert.Equal($"New symptom: {words}", finding.Inputs()[0]);
        Assert.Null(Worse(Given.Use(100), Given.Signs(50, symptom), Given.Signs(2, symptom)));
        Assert.Null(
            Worse(Given.Use(100), Given.Signs(74, symptom), Given.Signs(50, Symptom.Aches), Given.Signs(2, symptom))
        );
    }

    [Fact]
    public void A_new_sign_needs_an_earlier_day_of_the_same_episode_to_be_new()
    {
        Assert.Null(Worse(Given.Use(100), Given.Signs(2, Symptom.Vomiting)));
        Assert.Null(Worse(Given.Use(100), Given.Signs(5, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.Null(Worse(Given.Use(100), Given.Signs(76.1, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.NotNull(Worse(Given.Use(100), Given.Signs(76, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.Null(
            Worse(Given.Use(400), Given.Signs(101, Symptom.Aches), Given.Use(100), Given.Signs(2, Symptom.Vomiting))
        );
        Assert.Null(Worse(Given.Use(70), Given.Signs(40, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.NotNull(Worse(Given.Use(74), Given.Signs(40, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.Null(Worse(Given.Use(200), Given.Signs(110, Symptom.Aches), Given.Signs(72.1, Symptom.Vomiting)));
        Assert.Null(Worse(Given.Signs(110, Symptom.Aches), Given.Signs(2, Symptom.Vomiting)));
        Assert.Null(
            Worse(Given.Use(100), Given.Signs(50, Symptom.Aches), Given.Signs(2, Symptom.Vomiting) with { At = null })
        );
    }

    [Fact]
    public void Three_more_symptoms_than_on_the_day_before_are_worse()
    {
        Symptom[] two = [Symptom.Aches, Symptom.Yawning];
        Symptom[] four = [.. two, Symptom.Chills, Symptom.Insomnia];
        Symptom[] five = [.. four, Symptom.LowMood];
        Assert.Null(Worse(Given.Use(100), Given.Signs(50, two), Given.Signs(2, four)));
        Assert.Equal(
            "Symptoms: 5, up from 2",
            Worse(Given.Use(100), Given.Signs(50, two), Given.Signs(2, five))!.Inputs()[0]
        );
        // Reports of one day count together, and what is not of withdrawal does not count.
        Assert.NotNull(
            Worse(Given.Use(100), Given.Signs(50, two), Given.Signs(3, four), Given.Signs(2, Symptom.LowMood))
        );
        Assert.Null(
            Worse(Given.Use(100), Given.Signs(50, two), Given.Signs(2, [.. four, Symptom.Itch, Symptom.Constipation]))
        );
        // A symptom that is known to be absent does not count.
        var absent = new Symptoms { At = Given.HoursAgo(1), Reports = [new SymptomReport(Symptom.LowMood, false)] };
        Assert.Null(Worse(Given.Use(100), Given.Signs(50, two), Given.Signs(2, four), absent));
        // The day before is the last one reported.
        Assert.Null(Worse(Given.Use(100), Given.Signs(74, two), Given.Signs(50, four), Given.Signs(2, five)));
    }

    [Theory]
    [InlineData(37.9, null)]
    [InlineData(38.0, Urgency.Urgent)]
    [InlineData(39.5, Urgency.Urgent)]
    public void A_measured_fever_does_not_fit(double celsius, Urgency? urgency)
    {
        var finding = Assess(Stopped(30), Warm((decimal)celsius)).Of("fever-does-not-fit");
        Assert.Equal(urgency, finding?.Urgency);
        if (finding is not null)
        {
            Assert.Equal("Temperature", finding.Because[0].What);
            Assert.Equal(["infection", "jaundice"], finding.Questions());
        }
    }

    [Fact]
    public void The_hottest_of_48_hours_counts()
    {
        var finding = Assess(Stopped(60), Warm(38.4m, 48), Warm(37, 2)).Of("fever-does-not-fit")!;
        Assert.Equal(["Temperature: 38.4 C"], finding.Inputs());
        Assert.StartsWith("Temperature 38.4 C. Does not fit", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(Given.HoursAgo(48).ToString(), finding.Because[0].When);
        Assert.Null(Assess(Stopped(60), Warm(38.4m, 48.1), Warm(37, 2)).Of("fever-does-not-fit"));
        Assert.Equal(
            ["Temperature: 38.1 C"],
            Assess(Stopped(60), Warm(37, 20), Warm(38.1m, 2)).Of("fever-does-not-fit")!.Inputs()
        );
    }

    [Fact]
    public void A_fever_that_was_felt_is_to_be_measured()
    {
        var finding = Assess(Stopped(30), Given.Signs(48, Symptom.Fever)).Of("fever-does-not-fit")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["Fever: felt, not measured"], finding.Inputs());
        Assert.Equal(Given.HoursAgo(48).ToString(), finding.Because[0].When);
        Assert.Equal(["infection", "jaundice", "vitals"], finding.Questions());
        Assert.Null(Assess(Stopped(30), Given.Signs(48.1, Symptom.Fever)).Of("fever-does-not-fit"));
        Assert.Null(Assess(Stopped(30), Given.Signs(5, Symptom.Fever), Warm(37)).Of("fever-does-not-fit"));
        var pulse = new Vitals { At = Given.HoursAgo(2), HeartRate = 90 };
        Assert.NotNull(Assess(Stopped(30), Given.Signs(5, Symptom.Fever), pulse).Of("fever-does-not-fit"));
    }

    [Fact]
    public void A_fever_is_told_here_only_while_stopping_or_in_withdrawal()
    {
        Assert.Null(Assess(Given.Use(2), Warm(39)).Of("fever-does-not-fit"));
        Assert.NotNull(Assess(Given.Use(20), Given.Signs(2, Symptom.Aches), Warm(39)).Of("fever-does-not-fit"));
        Assert.NotNull(Assess(Given.Total("cows", 5), Warm(39)).Of("fever-does-not-fit"));
        Assert.Null(Assess(Given.Total("cows", 4), Warm(39)).Of("fever-does-not-fit"));
        Assert.NotNull(Assess(Given.Total("sows", 1), Warm(39)).Of("fever-does-not-fit"));
        Assert.Null(Assess(Given.Total("sows", 0), Warm(39)).Of("fever-does-not-fit"));
        Assert.Null(Assess(Given.Use(5.9), Given.Signs(2, Symptom.Aches), Warm(39)).Of("fever-does-not-fit"));
        // Fever itself, or a hard stool, is no sign of withdrawal.
        Assert.Null(Assess(Given.Signs(2, Symptom.Fever, Symptom.Constipation)).Of("fever-does-not-fit"));
    }

    private static Finding? Other(History history, params Event[] events) =>
        Assess(Given.Record([Stopped(30), .. events]) with { History = history }).Of("other-substance");

    private static History Uses(SubstanceHistory substance) =>
        Sober with
        {
            Substances = [.. Sober.Substances.Where(s => s.Substance != substance.Substance), substance],
        };

    [Theory]
    [InlineData(Substance.Alcohol, "alcohol")]
    [InlineData(Substance.Benzodiazepine, "benzodiazepines")]
    [InlineData(Substance.OtherSedative, "other sedatives")]
    [InlineData(Substance.Gabapentinoid, "gabapentin or pregabalin")]
    [InlineData(Substance.Heroin, "heroin")]
    [InlineData(Substance.Fentanyl, "fentanyl")]
    [InlineData(Substance.PrescriptionOpioid, "prescription opioids")]
    [InlineData(Substance.Methadone, "methadone (long-acting)")]
    [InlineData(Substance.Buprenorphine, "buprenorphine (long-acting)")]
    [InlineData(Substance.Tianeptine, "tianeptine")]
    public void Another_substance_may_be_part_of_it(Substance substance, string words)
    {
        var finding = Other(Uses(new SubstanceHistory { Substance = substance, UsesNow = true }))!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal([$"{words}: recent"], finding.Inputs());
        Assert.Empty(finding.Missing);
        Assert.StartsWith($"May not be kratom alone: {words} (recent). ", finding.Clinician, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Something other than kratom may be part of how you feel: {words}. ",
            finding.Person,
            StringComparison.Ordinal
        );
        Assert.Contains("Talk to a doctor soon.", finding.Person, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Substance.Kava)]
    [InlineData(Substance.Nicotine)]
    [InlineData(Substance.Cannabis)]
    public void Others_do_not_count(Substance substance) =>
        Assert.Null(Other(Uses(new SubstanceHistory { Substance = substance, UsesNow = true })));

    [Theory]
    [InlineData(Substance.Alcohol, Urgency.Urgent)]
    [InlineData(Substance.Benzodiazepine, Urgency.Urgent)]
    [InlineData(Substance.OtherSedative, Urgency.Urgent)]
    [InlineData(Substance.Gabapentinoid, Urgency.Urgent)]
    [InlineData(Substance.Heroin, Urgency.Soon)]
    [InlineData(Substance.Methadone, Urgency.Soon)]
    public void Sedatives_on_most_days_are_urgent(Substance substance, Urgency urgency)
    {
        var finding = Other(Uses(new SubstanceHistory { Substance = substance, Daily = true }))!;
        Assert.Equal(urgency, finding.Urgency);
        Assert.EndsWith(": on most days", finding.Inputs()[0], StringComparison.Ordinal);
        Assert.Equal(
            urgency == Urgency.Urgent,
            finding.Person!.Contains("Talk to a doctor today.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_disorder_or_withdrawal_before_makes_a_sedative_urgent()
    {
        SubstanceHistory alcohol = new() { Substance = Substance.Alcohol, UsesNow = true };
        Assert.Equal(Urgency.Urgent, Other(Uses(alcohol with { WithdrawalBefore = true }))!.Urgency);
        Assert.Equal(Urgency.Urgent, Other(Uses(alcohol with { Disorder = UseDisorder.Mild }))!.Urgency);
        Assert.Equal(
            Urgency.Urgent,
            Other(Uses(alcohol with { Disorder = UseDisorder.Severe, InRemission = false }))!.Urgency
        );
        Assert.Equal(
            Urgency.Soon,
            Other(Uses(alcohol with { Disorder = UseDisorder.Severe, InRemission = true }))!.Urgency
        );
        Assert.Equal(Urgency.Soon, Other(Uses(alcohol with { Disorder = UseDisorder.None }))!.Urgency);
        Assert.Equal(Urgency.Soon, Other(Uses(alcohol with { WithdrawalBefore = false, Daily = false }))!.Urgency);
        SubstanceHistory heroin = new()
        {
            Substance = Substance.Heroin,
            UsesNow = true,
            WithdrawalBefore = true,
        };
        Assert.Equal(Urgency.Soon, Other(Uses(heroin))!.Urgency);
    }

    [Theory]
    [InlineData(14 * 24, true)]
    [InlineData(14 * 24 + 1, false)]
    public void Fourteen_days_are_recent(double hoursAgo, bool told)
    {
        var at = Given.HoursAgo(hoursAgo);
        var alcohol = new SubstanceHistory
        {
            Substance = Substance.Alcohol,
            UsesNow = false,
            LastUse = at,
        };
        var finding = Other(Uses(alcohol));
        Assert.Equal(told, finding is not null);
        Assert.Equal(told ? at.ToString() : null, finding?.Because[0].When);
        var opioid = Other(Sober with { LastOpioidUse = at });
        Assert.Equal(told ? "another opioid: recent" : null, opioid?.Inputs()[0]);
        Assert.Equal(told, Other(Sober, Given.Use(hoursAgo) with { With = [Substance.Alcohol] }) is not null);
        Assert.Equal(told, Other(Sober, Given.Drug("oxycodone", MedicineAction.Given, hoursAgo)) is not null);
    }

    [Fact]
    public void What_is_taken_with_kratom_counts()
    {
        var use = Other(
            Sober,
            Given.Use(50) with
            {
                With = [Substance.Cannabis, Substance.Benzodiazepine],
            },
            Given.Use(40)
        )!;
        Assert.Equal(["benzodiazepines: with kratom"], use.Inputs());
        var habit = Other(Sober, Given.Habit(ProductKind.Tea) with { With = [Substance.Alcohol] })!;
        Assert.Equal(["alcohol: with kratom"], habit.Inputs());
        Assert.Equal(Urgency.Soon, habit.Urgency);
    }

    [Fact]
    public void Medicines_that_bring_withdrawal_of_their_own_count()
    {
        var opioid = Other(Sober, Given.Drug("oxycodone", MedicineAction.Prescribed, 2000))!;
        Assert.Equal(["oxycodone: prescribed"], opioid.Inputs());
        Assert.Equal(Urgency.Soon, opioid.Urgency);
        var prescribed = Other(Sober, Given.Drug("diazepam", MedicineAction.Prescribed))!;
        Assert.Equal(Urgency.Urgent, prescribed.Urgency);
        Assert.Equal(Urgency.Soon, Other(Sober, Given.Drug("diazepam", MedicineAction.Given))!.Urgency);
        Assert.Null(Other(Sober, Given.Drug("ibuprofen", MedicineAction.Prescribed)));
        Assert.Null(Other(Sober, Given.Drug("methadone", MedicineAction.Considered)));
        Assert.Null(Other(Sober));
    }

    [Theory]
    [InlineData(Symptom.Confusion, "confusion")]
    [InlineData(Symptom.Hallucinations, "hallucinations")]
    [InlineData(Symptom.Seizure, "a seizure")]
    [InlineData(Symptom.Agitation, "severe agitation")]
    public void A_sign_that_is_not_of_kratom_asks_for_another_substance(Symptom symptom, string words)
    {
        var finding = Other(new History(), Given.Signs(2, symptom))!;
        Assert.Equal(Urgency.Urgent, finding.Urgency);
        Assert.Equal([$"Sign: {words}"], finding.Inputs());
        Assert.Equal(["sedatives", "last-opioid"], finding.Questions());
        Assert.StartsWith(
            "Something other than kratom may be part of how you feel. ",
            finding.Person,
            StringComparison.Ordinal
        );
        // All were asked about and none is used.
        Assert.Null(Other(Sober, Given.Signs(2, symptom)));
        Assert.Equal(
            Urgency.Urgent,
            Other(Sober, Given.Signs(2, symptom), Given.Drug("methadone", MedicineAction.Given))!.Urgency
        );
        Assert.Null(Other(new History(), Given.Signs(72.1, symptom)));
    }

    [Fact]
    public void Another_substance_is_told_here_only_while_stopping_or_in_withdrawal()
    {
        var history = Uses(new SubstanceHistory { Substance = Substance.Alcohol, Daily = true });
        Assert.Null(Assess(Given.Record(Given.Use(2)) with { History = history }).Of("other-substance"));
        Assert.NotNull(Assess(Given.Record(Given.Total("cows", 5)) with { History = history }).Of("other-substance"));
        Assert.NotNull(Assess(Given.Record(Stopped(5)) with { History = history }).Of("other-substance"));
    }

    [Fact]
    public void Several_are_told_together()
    {
        var history = Sober with
        {
            Substances =
            [
                new SubstanceHistory { Substance = Substance.Alcohol, Daily = true },
                new SubstanceHistory { Substance = Substance.Benzodiazepine, Daily = true },
            ],
        };
        var finding = Other(history)!;
        Assert.Equal(Urgency.Urgent, finding.Urgency);
        Assert.StartsWith(
            "May not be kratom alone: alcohol (on most days), benzodiazepines (on most days). ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains("how you feel: alcohol, benzodiazepines. ", finding.Person, StringComparison.Ordinal);
        var medicines = Other(
            Sober,
            Given.Drug("diazepam", MedicineAction.Prescribed),
            Given.Drug("lorazepam", MedicineAction.Prescribed)
        )!;
        Assert.Equal(Urgency.Urgent, medicines.Urgency);
        var worse = Worse(
            Given.Use(100),
            Given.Total("cows", 2, 40),
            Given.Total("cows", 12, 2),
            Given.Total("sows", 2, 40),
            Given.Total("sows", 12, 2)
        )!;
        Assert.Equal(3, worse.Because.Count);
        Assert.Contains("COWS 12, up from 2; SOWS 12, up from 2; Since", worse.Clinician, StringComparison.Ordinal);
    }
}

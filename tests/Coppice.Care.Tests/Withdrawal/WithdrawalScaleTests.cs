using Coppice.Record;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class WithdrawalScaleTests
{
    [Theory]
    [InlineData(Symptom.Insomnia, "trouble sleeping")]
    [InlineData(Symptom.Nightmares, "bad dreams")]
    [InlineData(Symptom.LowAppetite, "low appetite")]
    [InlineData(Symptom.WeightLoss, "weight loss")]
    [InlineData(Symptom.LowMood, "low mood")]
    [InlineData(Symptom.Anger, "anger")]
    [InlineData(Symptom.Fatigue, "feeling worn out")]
    [InlineData(Symptom.BrainFog, "foggy thinking")]
    [InlineData(Symptom.RestlessLegs, "restless legs")]
    [InlineData(Symptom.BlurredVision, "blurry eyesight")]
    [InlineData(Symptom.Palpitations, "a pounding heart")]
    [InlineData(Symptom.Fever, "feeling feverish")]
    [InlineData(Symptom.Constipation, "hard stools")]
    public void What_neither_scale_holds_is_named(Symptom symptom, string words)
    {
        var assessed = Assess(Given.Signs(72, symptom, Symptom.Aches));
        Assert.Equal([words], assessed.Section.Misses);
        var finding = assessed.Of("scale-misses")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Equal([$"Reported: {words}"], finding.Inputs());
        Assert.Equal(["k-panel"], finding.Questions());
        Assert.Contains($": {words}. ", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains($": {words}. ", finding.Person, StringComparison.Ordinal);
        Assert.Empty(Assess(Given.Signs(72.1, symptom)).Section.Misses);
    }

    [Fact]
    public void What_the_scales_hold_is_not_named()
    {
        var assessed = Assess(
            Given.Signs(2, Symptom.Aches, Symptom.Yawning, Symptom.RunnyNose, Symptom.Anxiety, Symptom.Vomiting)
        );
        Assert.Empty(assessed.Section.Misses);
        Assert.Null(assessed.Of("scale-misses"));
    }

    [Fact]
    public void Craving_is_not_in_COWS_and_diarrhea_is_not_in_SOWS()
    {
        var both = Given.Signs(2, Symptom.Craving, Symptom.Diarrhoea);
        Assert.Equal(["craving"], Assess(both, Given.Total("cows", 2)).Section.Misses);
        Assert.Equal(["diarrhea"], Assess(both, Given.Total("sows", 2)).Section.Misses);
        Assert.Empty(Assess(both, Given.Total("sows", 2), Given.Total("cows", 2)).Section.Misses);
        Assert.Empty(Assess(both).Section.Misses);
        Assert.Empty(Assess(Given.Total("cows", 2), Given.Signs(2, Symptom.Diarrhoea)).Section.Misses);
        Assert.Empty(Assess(Given.Total("sows", 2), Given.Signs(2, Symptom.Craving)).Section.Misses);
        Assert.Equal(["craving"], Assess(both, Given.Total("cows", 2), Given.Total("sows", 2, 80)).Section.Misses);
    }

    [Fact]
    public void A_symptom_that_went_away_is_not_named()
    {
        var gone = new Symptoms { At = Given.HoursAgo(1), Reports = [new SymptomReport(Symptom.Insomnia, false)] };
        Assert.Empty(Assess(Given.Signs(5, Symptom.Insomnia), gone).Section.Misses);
        var back = new Symptoms { At = Given.HoursAgo(9), Reports = [new SymptomReport(Symptom.Insomnia, false)] };
        Assert.Equal(["trouble sleeping"], Assess(Given.Signs(5, Symptom.Insomnia), back).Section.Misses);
    }

    [Fact]
    public void Every_item_of_the_panel_above_0_is_named()
    {
        var all = Full("kpanel", 12, 72, [.. Enumerable.Range(1, 12).Select(i => (i, 1m))]);
        var assessed = Assess(all);
        Assert.Equal(
            [
                "trouble sleeping",
                "bad dreams",
                "low appetite",
                "low mood",
                "anger",
                "feeling worn out",
                "foggy thinking",
                "restless legs",
                "blurry eyesight",
                "feeling feverish",
                "a pounding heart",
                "bowel change",
            ],
            assessed.Section.Misses
        );
        Assert.Empty(assessed.Of("scale-misses")!.Missing);
        Assert.Empty(Assess(all with { At = Given.HoursAgo(72.1) }).Section.Misses);
        Assert.Empty(Assess(Full("kpanel", 12, 2)).Section.Misses);
        Assert.Equal(["low mood"], Assess(Items("kpanel", 2, (1, 0), (4, 2), (5, null))).Section.Misses);
        Assert.Equal(
            ["trouble sleeping"],
            Assess(Full("kpanel", 12, 2, (1, 2)), Given.Signs(2, Symptom.Insomnia)).Section.Misses
        );
    }

    [Fact]
    public void The_items_of_the_panel_are_where_they_are_thought_to_be()
    {
        string[] texts =
        [
            "Trouble sleeping",
            "Bad dreams",
            "Not hungry",
            "Low or sad",
            "Angry",
            "Worn out",
            "Foggy",
            "legs",
            "Blurry",
            "feverish",
            "Heart",
            "Bowel",
        ];
        var items = Given.Knowledge.Instruments["kpanel"].Items;
        Assert.Equal(12, items.Count);
        Assert.All(
            texts.Select((t, i) => (t, i)),
            x => Assert.Contains(x.t, items[x.i].Text, StringComparison.Ordinal)
        );
        Assert.All(items.Select((item, i) => (item, i)), x => Assert.Equal((x.i + 1).Text(), x.item.LinkId));
    }

    [Fact]
    public void The_latest_panel_with_an_answer_counts()
    {
        Assert.Equal(
            ["anger"],
            Assess(
                Full("kpanel", 12, 9, (1, 2)),
                Full("kpanel", 12, 2, (5, 1)),
                Items("kpanel", 1, (1, null))
            ).Section.Misses
        );
    }

    [Theory]
    [InlineData("clonidine", "pulse and sweating read lower")]
    [InlineData("lofexidine", "pulse and sweating read lower")]
    [InlineData("propranolol", "pulse reads lower")]
    [InlineData("dicyclomine", "pupils read wider, sweating lower")]
    [InlineData("methylphenidate", "pulse reads higher, pupils wider")]
    public void Medicines_that_mask_COWS_are_named(string name, string effect)
    {
        var finding = Assess(Given.Total("cows", 2), Given.Drug(name, MedicineAction.Given, 72)).Of("masked")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Null(finding.Person);
        Assert.Equal([$"{name}: given"], finding.Inputs());
        Assert.StartsWith(
            $"Items of COWS may mislead: {name}: {effect}. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Empty(finding.Missing);
        Assert.Null(Assess(Given.Total("cows", 2), Given.Drug(name, MedicineAction.Given, 72.1)).Of("masked"));
        Assert.NotNull(Assess(Given.Total("cows", 2), Given.Drug(name, MedicineAction.Prescribed, 900)).Of("masked"));
    }

    [Fact]
    public void Masking_is_told_with_COWS_a_stop_or_signs_only()
    {
        var clonidine = Given.Drug("clonidine", MedicineAction.Prescribed);
        Assert.Null(Assess(clonidine).Of("masked"));
        Assert.Null(Assess(clonidine, Given.Total("sows", 0)).Of("masked"));
        Assert.NotNull(Assess(clonidine, Given.Total("sows", 1)).Of("masked"));
        Assert.NotNull(Assess(clonidine, Given.Total("cows", 0)).Of("masked"));
        Assert.NotNull(Assess(clonidine, Stopped(20)).Of("masked"));
        Assert.Null(Assess(Given.Total("cows", 2), Given.Drug("ibuprofen", MedicineAction.Prescribed)).Of("masked"));
    }

    [Theory]
    [InlineData(Substance.Stimulant, "stimulants")]
    [InlineData(Substance.Hallucinogen, "hallucinogens or Datura")]
    public void Substances_that_mask_COWS_are_named(Substance substance, string words)
    {
        Finding? Masked(bool? now, bool? daily) =>
            Assess(
                    Given.Record(Given.Total("cows", 2)) with
                    {
                        History = new History
                        {
                            Substances =
                            [
                                new SubstanceHistory
                                {
                                    Substance = substance,
                                    UsesNow = now,
                                    Daily = daily,
                                },
                            ],
                        },
                    }
                )
                .Of("masked");

        Assert.Equal([$"{words}: uses now"], Masked(true, null)!.Inputs());
        Assert.Contains(
            $"{words}: pulse reads higher, pupils wider",
            Masked(null, true)!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Null(Masked(false, null));
        Assert.Null(Masked(null, null));
    }

    [Theory]
    [InlineData(0, 80, true)]
    [InlineData(0, 81, false)]
    [InlineData(1, 80, false)]
    [InlineData(1, 81, true)]
    [InlineData(1, 100, true)]
    [InlineData(1, 101, false)]
    [InlineData(2, 101, true)]
    [InlineData(2, 120, true)]
    [InlineData(2, 121, false)]
    [InlineData(4, 121, true)]
    [InlineData(4, 120, false)]
    public void Item_1_of_COWS_must_fit_the_pulse(int points, int rate, bool fits)
    {
        var pulse = new Vitals { At = Given.HoursAgo(2.5), HeartRate = rate };
        var finding = Assess(Full("cows", 11, 2, (1, points)), pulse).Of("pulse-disagrees");
        Assert.Equal(fits, finding is null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Soon, finding.Urgency);
            Assert.Null(finding.Person);
            Assert.Equal([$"COWS item 1: {points}", $"Heart rate: {rate} /min"], finding.Inputs());
            Assert.Equal(["cows", "vitals"], finding.Questions());
        }
    }

    [Fact]
    public void The_change_of_the_total_is_told()
    {
        string Clinician(int points, int rate) =>
            Assess(Full("cows", 11, 2, (1, points)), new Vitals { At = Given.HoursAgo(2), HeartRate = rate })
                .Of("pulse-disagrees")!
                .Clinician;

        Assert.StartsWith(
            "COWS item 1 is 0, but a pulse of 130/min within 1 h scores 4 (total +4). ",
            Clinician(0, 130),
            StringComparison.Ordinal
        );
        Assert.Contains("of 90/min within 1 h scores 1 (total -3). ", Clinician(4, 90), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_pulse_within_an_hour_is_compared()
    {
        Vitals Pulse(double hoursAgo, int? rate = 130) => new() { At = Given.HoursAgo(hoursAgo), HeartRate = rate };

        var cows = Full("cows", 11, 5, (1, 0));
        Assert.NotNull(Assess(cows, Pulse(6)).Of("pulse-disagrees"));
        Assert.NotNull(Assess(cows, Pulse(4)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(6.01)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(3.99)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(5, null)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(5) with { At = null }).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(5) with { At = Given.DaysAgo(0) }).Of("pulse-disagrees"));
        Assert.Null(Assess(cows with { At = Given.DaysAgo(0) }, Pulse(5)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows with { At = null }, Pulse(5)).Of("pulse-disagrees"));
        // The nearest counts.
        Assert.Null(Assess(cows, Pulse(5.5), Pulse(5.1, 70)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(5.1, 70), Pulse(4.5)).Of("pulse-disagrees"));
        Assert.NotNull(Assess(cows, Pulse(5.5, 70), Pulse(4.9)).Of("pulse-disagrees"));
        // Item 1 must have been answered, in the latest form.
        Assert.Null(Assess(Items("cows", 5, (2, 1)), Pulse(5)).Of("pulse-disagrees"));
        Assert.Null(Assess(Items("cows", 5, (1, null), (2, 1)), Pulse(5)).Of("pulse-disagrees"));
        Assert.Null(Assess(Given.Total("cows", 5, 5), Pulse(5)).Of("pulse-disagrees"));
        Assert.Null(Assess(Full("cows", 11, 72.1, (1, 0)), Pulse(72)).Of("pulse-disagrees"));
        Assert.Null(Assess(cows, Pulse(5), Full("cows", 11, 1, (1, 1))).Of("pulse-disagrees"));
    }

    [Theory]
    [InlineData("cows", 5, 11, true)]
    [InlineData("cows", 5, 10, false)]
    [InlineData("sows", 5, 11, true)]
    [InlineData("sows", 5, 10, false)]
    [InlineData("cows", 11, 5, false)]
    public void Six_points_more_than_the_score_before_are_rising(string instrument, int before, int now, bool rising)
    {
        var assessed = Assess(Given.Total(instrument, before, 20), Given.Total(instrument, now, 2));
        Assert.Equal(rising, assessed.Section.Rising);
        var finding = assessed.Of("rising");
        Assert.Equal(rising, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Soon, finding.Urgency);
            Assert.Equal([$"{instrument.ToUpperInvariant()}: {before} to {now}"], finding.Inputs());
            Assert.Equal(Given.HoursAgo(2).ToString(), finding.Because[0].When);
            Assert.Contains($" {before} to {now}. ", finding.Clinician, StringComparison.Ordinal);
            Assert.Contains($" {before} to {now}. ", finding.Person, StringComparison.Ordinal);
            Assert.Empty(finding.Missing);
        }
    }

    [Fact]
    public void Consecutive_scores_are_compared()
    {
        Assert.False(
            Assess(Given.Total("cows", 2, 30), Given.Total("cows", 7, 20), Given.Total("cows", 12, 2)).Section.Rising
        );
        Assert.Null(Assess(Given.Total("cows", 2, 20), Given.Total("sows", 12, 2)).Section.Rising);
        Assert.Null(Assess(Given.Total("cows", 2)).Section.Rising);
        Assert.Null(Assess(Given.Total("kpanel", 2, 20), Given.Total("kpanel", 12, 2)).Section.Rising);
        Assert.Null(Assess(Given.Total("cows", 2) with { At = null }, Given.Total("cows", 12, 2)).Section.Rising);
        // A form without an answer is passed over.
        Assert.True(
            Assess(Given.Total("cows", 2, 20), Items("cows", 10, (1, null)), Given.Total("cows", 12, 2)).Section.Rising
        );
        // One scale that rises is enough.
        var both = Assess(
            Given.Total("cows", 2, 20),
            Given.Total("cows", 12, 2),
            Given.Total("sows", 12, 20),
            Given.Total("sows", 12, 2)
        );
        Assert.True(both.Section.Rising);
        Assert.Equal(["COWS: 2 to 12"], both.Of("rising")!.Inputs());
        var other = Assess(
            Given.Total("cows", 12, 20),
            Given.Total("cows", 12, 2),
            Given.Total("sows", 2, 20),
            Given.Total("sows", 12, 2)
        );
        Assert.True(other.Section.Rising);
        Assert.Equal(["SOWS: 2 to 12"], other.Of("rising")!.Inputs());
    }

    [Theory]
    [InlineData(72, 240, true)]
    [InlineData(72.1, 200, null)]
    [InlineData(2, 170, true)]
    [InlineData(2, 170.1, null)]
    public void Only_recent_scores_that_are_near_each_other_are_compared(double now, double before, bool? rising) =>
        Assert.Equal(rising, Assess(Given.Total("cows", 2, before), Given.Total("cows", 12, now)).Section.Rising);

    [Fact]
    public void An_incomplete_score_rises_only_when_it_surely_does()
    {
        // 5 to 45 after 4: cannot be told. 12 to 48 after 4: sure. 2 to 7 after 4: surely not.
        Assert.Null(Assess(Given.Total("cows", 4, 20), Items("cows", 2, (3, 5))).Section.Rising);
        var sure = Assess(Given.Total("cows", 4, 20), Items("cows", 2, (3, 5), (4, 5)));
        Assert.True(sure.Section.Rising);
        Assert.StartsWith("COWS: 4 to 10-", sure.Of("rising")!.Inputs()[0], StringComparison.Ordinal);
        Assert.EndsWith(" (incomplete)", sure.Of("rising")!.Inputs()[0], StringComparison.Ordinal);
        // 5 to 10 after 4: 6 more is possible and not sure.
        var six = Items("cows", 2, [.. Enumerable.Range(1, 10).Select(i => (i, (decimal?)(i is 3 ? 5 : 0)))]);
        Assert.Null(Assess(Given.Total("cows", 4, 20), six).Section.Rising);
        var near = Items("cows", 2, [.. Enumerable.Range(1, 10).Select(i => (i, (decimal?)(i is 1 or 2 ? 1 : 0)))]);
        Assert.False(Assess(Given.Total("cows", 4, 20), near).Section.Rising);
        Assert.Null(Assess(Items("cows", 20, (3, 5)), Given.Total("cows", 12, 2)).Section.Rising);
    }

    private static Finding? Lasting(params Event[] events) => Assess(events).Of("protracted");

    [Theory]
    [InlineData(Symptom.Insomnia)]
    [InlineData(Symptom.Nightmares)]
    [InlineData(Symptom.LowMood)]
    [InlineData(Symptom.Anxiety)]
    [InlineData(Symptom.Anger)]
    [InlineData(Symptom.Fatigue)]
    [InlineData(Symptom.BrainFog)]
    [InlineData(Symptom.RestlessLegs)]
    [InlineData(Symptom.Craving)]
    public void Symptoms_that_last_are_named(Symptom symptom)
    {
        var finding = Lasting(Daily(30 * 24), Given.Signs(14 * 24, symptom))!;
        var words = Words.Plain(symptom);
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Equal([$"{words}: present", "Since last kratom: 30 days"], finding.Inputs());
        Assert.Equal(["phq9", "gad7"], finding.Questions());
        Assert.StartsWith($"30 days since last kratom with {words}. ", finding.Clinician, StringComparison.Ordinal);
        Assert.StartsWith("It has been 30 days since you last took kratom,", finding.Person, StringComparison.Ordinal);
        Assert.Null(Lasting(Daily(30 * 24), Given.Signs(14 * 24 + 1, symptom)));
    }

    [Fact]
    public void Other_symptoms_do_not_last() =>
        Assert.Null(Lasting(Daily(30 * 24), Given.Signs(2, Symptom.Yawning, Symptom.Vomiting)));

    [Theory]
    [InlineData(239.9, false)]
    [InlineData(240, true)]
    [InlineData(365 * 24, true)]
    [InlineData(365 * 24 + 1, false)]
    public void Lasting_symptoms_count_from_day_10_to_a_year(double hours, bool told) =>
        Assert.Equal(
            told,
            Lasting(Daily(hours) with { At = Given.DaysAgo(400) }, Given.Signs(2, Symptom.Insomnia)) is not null
        );

    [Fact]
    public void Lasting_symptoms_need_a_pattern_of_use_and_a_known_last_use()
    {
        var insomnia = Given.Signs(2, Symptom.Insomnia);
        Assert.Null(Lasting(Given.Use(300), insomnia));
        Assert.Null(Lasting(Daily(0) with { LastUse = null }, insomnia));
        Assert.Null(Lasting(Daily(300) with { DosesPerDay = 0.5m }, insomnia));
        Assert.NotNull(Lasting(Daily(300) with { DosesPerDay = null }, insomnia));
        Assert.NotNull(Lasting(Given.Use(300, 5, UseReason.StopWithdrawal), insomnia));
        Assert.Null(Lasting(Daily(300)));
        // A span of days must surely be past day 10.
        Assert.Null(Lasting(Daily(0) with { LastUse = Given.DaysAgo(10) }, insomnia));
        Assert.NotNull(Lasting(Daily(0) with { LastUse = Given.DaysAgo(11) }, insomnia));
    }

    [Fact]
    public void A_logged_urge_lasts_too()
    {
        Craving Urge(decimal? intensity, double hoursAgo = 20) =>
            new() { At = Given.HoursAgo(hoursAgo), Intensity = intensity };

        Assert.Equal(
            ["Craving: 4 of 10", "Since last kratom: 30 days"],
            Lasting(Daily(720), Urge(7, 30), Urge(4))!.Inputs()
        );
        Assert.Null(Lasting(Daily(720), Urge(0)));
        Assert.Null(Lasting(Daily(720), Urge(null)));
        Assert.Null(Lasting(Daily(720), Urge(4, 14 * 24 + 1)));
        Assert.NotNull(Lasting(Daily(720), Urge(4, 14 * 24)));
    }

    [Fact]
    public void No_person_is_told_a_dose()
    {
        var rules = Given
            .Knowledge.Rules.Values.Where(r => r.Id.StartsWith("withdrawal.", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(13, rules.Length);
        Assert.All(rules, r => Assert.DoesNotContain(" mg", r.Person ?? "", StringComparison.Ordinal));
        Assert.Equal(
            ["withdrawal.masked", "withdrawal.pulse-disagrees"],
            rules.Where(r => r.Person is null).Select(r => r.Id).Order()
        );
    }

    [Fact]
    public void Several_are_told_together()
    {
        var missed = Assess(Given.Signs(2, Symptom.LowMood, Symptom.Insomnia)).Of("scale-misses")!;
        Assert.Contains(": trouble sleeping, low mood. ", missed.Clinician, StringComparison.Ordinal);
        var masked = Assess(
                Given.Total("cows", 2),
                Given.Drug("clonidine", MedicineAction.Prescribed),
                Given.Drug("propranolol", MedicineAction.Prescribed)
            )
            .Of("masked")!;
        Assert.Contains(
            "sweating read lower; propranolol: pulse reads lower. ",
            masked.Clinician,
            StringComparison.Ordinal
        );
        var rising = Assess(
                Given.Total("cows", 2, 20),
                Given.Total("cows", 12, 2),
                Given.Total("sows", 3, 20),
                Given.Total("sows", 13, 2)
            )
            .Of("rising")!;
        Assert.Contains(": COWS 2 to 12; SOWS 3 to 13. ", rising.Clinician, StringComparison.Ordinal);
        var lasting = Lasting(Daily(720), Given.Signs(2, Symptom.Insomnia, Symptom.LowMood))!;
        Assert.Contains(" with insomnia, low mood. ", lasting.Clinician, StringComparison.Ordinal);
    }
}

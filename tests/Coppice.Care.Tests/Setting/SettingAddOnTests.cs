using Coppice.Record;
using static Coppice.Care.Tests.SettingCase;

namespace Coppice.Care.Tests;

public class SettingAddOnTests
{
    private static Finding? Find(Assessed<SettingSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == id);

    [Theory]
    [InlineData("phq9", 9, false)]
    [InlineData("phq9", 10, true)]
    [InlineData("gad7", 9, false)]
    [InlineData("gad7", 10, true)]
    [InlineData("pcptsd5", 3, false)]
    [InlineData("pcptsd5", 4, true)]
    [InlineData("peg", 4.9, false)]
    [InlineData("peg", 5, true)]
    public void A_screen_at_its_cut_is_dual_diagnosis(string instrument, decimal total, bool dual)
    {
        var assessed = Assess(Calm(Given.Total(instrument, total)));
        Assert.Equal(dual, assessed.Section.DualDiagnosis.Applies);
        Assert.Equal(dual, Find(assessed, "setting.dual-diagnosis") is not null);
        Assert.Equal(dual ? 1 : 0, assessed.Section.DualDiagnosis.Because.Count);
    }

    [Fact]
    public void Dual_diagnosis_says_why_and_what_is_open()
    {
        var assessed = Assess(
            Calm(Given.Total("phq9", 12)).Having(Condition.ChronicPain).Without(e => IsScore(e, "peg"))
        );
        var finding = Find(assessed, "setting.dual-diagnosis")!;
        Assert.StartsWith("Dual-diagnosis flag: PHQ-9 12/27", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains("and known chronic pain. Options at any setting", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["peg"], finding.Missing.Select(m => m.Id));
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(2, finding.Because.Count);
        Assert.Null(finding.Person);
    }

    [Theory]
    [InlineData(Sex.Female, 2, false)]
    [InlineData(Sex.Female, 3, true)]
    [InlineData(Sex.Male, 3, false)]
    [InlineData(null, 2, false)]
    [InlineData(null, 3, null)]
    [InlineData(Sex.Intersex, 3, null)]
    [InlineData(null, 4, true)]
    public void The_trauma_cut_is_3_for_women_and_4_for_men(Sex? sex, decimal total, bool? dual)
    {
        var record = Calm(Given.Total("pcptsd5", total))
            .Who(p => p with { SexAtBirth = sex, Pregnancy = Pregnancy.NotPregnant });
        var section = Assess(record).Section.DualDiagnosis;
        Assert.Equal(dual, section.Applies);
        Assert.Equal(dual is null ? ["sex"] : [], section.Ask);
    }

    [Theory]
    [InlineData("phq9")]
    [InlineData("gad7")]
    [InlineData("pcptsd5")]
    [InlineData("peg")]
    public void A_missing_or_old_screen_is_not_known(string instrument)
    {
        var missing = Calm().Without(e => IsScore(e, instrument));
        Assert.Null(Assess(missing).Section.DualDiagnosis.Applies);
        Assert.Equal([instrument], Assess(missing).Section.DualDiagnosis.Ask);
        var old = missing with { Events = [.. missing.Events, Given.Total(instrument, 0, 31 * 24)] };
        Assert.Null(Assess(old).Section.DualDiagnosis.Applies);
        var current = missing with { Events = [.. missing.Events, Given.Total(instrument, 0, 29 * 24)] };
        Assert.False(Assess(current).Section.DualDiagnosis.Applies);
    }

    [Theory]
    [InlineData(Condition.Bipolar, "a bipolar or psychotic illness")]
    [InlineData(Condition.Psychosis, "a bipolar or psychotic illness")]
    [InlineData(Condition.Mania, "a bipolar or psychotic illness")]
    [InlineData(Condition.Depression, "known depression")]
    [InlineData(Condition.PostpartumDepression, "known postpartum depression")]
    [InlineData(Condition.Anxiety, "known anxiety")]
    [InlineData(Condition.Ptsd, "known ptsd")]
    [InlineData(Condition.ChronicPain, "known chronic pain")]
    public void A_known_illness_is_dual_diagnosis(Condition condition, string because)
    {
        var dual = Assess(Calm().Having(condition)).Section.DualDiagnosis;
        Assert.True(dual.Applies);
        Assert.Equal([because], dual.Because);
        Assert.False(Assess(Calm().Having(condition, false)).Section.DualDiagnosis.Applies);
    }

    [Fact]
    public void Illnesses_nobody_asked_about_are_not_known()
    {
        var unknown = Assess(Calm().Forgetting(Condition.Psychosis)).Section.DualDiagnosis;
        Assert.Null(unknown.Applies);
        Assert.Equal(["psychosis"], unknown.Ask);
        foreach (var condition in (Condition[])[Condition.Bipolar, Condition.Mania])
        {
            var told = Calm().Forgetting(Condition.Psychosis).Having(condition, false);
            Assert.False(Assess(told).Section.DualDiagnosis.Applies);
        }
    }

    [Fact]
    public void Naloxone_goes_with_7_OH_sedatives_opioids_overdose_and_lost_tolerance()
    {
        IReadOnlyList<string> Because(PersonRecord record) => Assess(record).Section.Naloxone.Because;
        Assert.Equal(["7-OH or pseudoindoxyl product"], Because(Calm(Given.UseOf(ProductKind.SevenHydroxy, 20))));
        Assert.Equal(["7-OH or pseudoindoxyl product"], Because(Calm(Given.UseOf(ProductKind.Pseudoindoxyl, 20))));
        Assert.Empty(Because(Calm(Given.UseOf(ProductKind.Extract, 20))));
        Assert.Equal(["sedatives (diazepam)"], Because(Calm(Given.Drug("diazepam", MedicineAction.Prescribed))));
        Assert.Equal(
            ["opioid use disorder, past or present"],
            Because(Calm().With(h => h with { OpioidUseDisorder = true }))
        );
        Assert.Equal(["an overdose in the past"], Because(Calm().With(h => h with { Overdose = true })));
        Assert.Equal(
            ["an overdose in the past"],
            Because(Calm(new Life { At = Given.DaysAgo(400), What = LifeEvent.Overdose }))
        );
        const string lost =
            "tolerance may be lost: withdrawal completed, discharge, release or return to opioids within 90 days";
        foreach (
            var what in (LifeEvent[])
                [LifeEvent.CompletedWithdrawal, LifeEvent.ReleasedFromCustody, LifeEvent.ReturnToOpioids]
        )
        {
            PersonRecord After(int days) =>
                Calm(new Life { At = Given.DaysAgo(days), What = what })
                    .In(c => c with { PreferredSetting = CareSetting.Outpatient });
            Assert.Equal([lost], Because(After(90)));
            Assert.Empty(Because(After(92)));
        }

        Assert.Equal([lost], Because(Calm(new CareEpisode { At = Given.DaysAgo(3), Contact = CareContact.Discharge })));
        Assert.Empty(Because(Calm(new CareEpisode { At = Given.DaysAgo(3), Contact = CareContact.Visit })));
        Assert.Empty(Because(Calm(new Life { At = Given.DaysAgo(3), What = LifeEvent.CutDown })));
    }

    [Fact]
    public void Naloxone_words_say_what_is_at_hand_and_ask_what_is_not_known()
    {
        var record = Calm()
            .With(h => h with { Overdose = true })
            .In(c => c with { HasNaloxone = false, HasOverdosePlan = null });
        var finding = Find(Assess(record), "setting.naloxone")!;
        Assert.Equal(
            "Consider naloxone and an overdose plan at any setting: an overdose in the past. Naloxone at hand: no. Plan done: not known.",
            finding.Clinician
        );
        Assert.Equal(["overdose-plan"], finding.Missing.Select(m => m.Id));
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal([new Input("Reason", "an overdose in the past")], finding.Because);
        Assert.Contains(
            "Naloxone at hand: yes. Plan done: yes.",
            Find(Assess(Calm().With(h => h with { Overdose = true })), "setting.naloxone")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_not_known_keeps_naloxone_open()
    {
        void Open(PersonRecord record, string ask)
        {
            var section = Assess(record).Section.Naloxone;
            Assert.Null(section.Applies);
            Assert.Equal([ask], section.Ask);
        }

        Open(Calm().With(h => h with { OpioidUseDisorder = null }), "opioid-history");
        Open(Calm().With(h => h with { Overdose = null }), "overdose-history");
        Open(Calm().Forgetting(Substance.OtherSedative), "sedatives");
        Open(Calm(Given.UseOf(ProductKind.Unknown, 20)), "product");
    }

    [Fact]
    public void Sedatives_are_found_wherever_they_are_recorded()
    {
        IReadOnlyList<string> Because(PersonRecord record) => Assess(record).Section.Naloxone.Because;
        var with = Given.Use(20) with { With = [Substance.Alcohol, Substance.Caffeine] };
        Assert.Equal(["sedatives (alcohol)"], Because(Calm(with)));
        Assert.Equal(["sedatives (alcohol)"], Because(Calm(with, with)));
        Assert.Empty(Because(Calm(Given.Use(15 * 24) with { With = [Substance.Alcohol] })));
        Assert.Empty(Because(Calm(Given.Use(20) with { With = [Substance.Nicotine] })));
        foreach (
            var substance in (Substance[])
                [
                    Substance.Alcohol,
                    Substance.Benzodiazepine,
                    Substance.OtherSedative,
                    Substance.Gabapentinoid,
                    Substance.PrescriptionOpioid,
                    Substance.Heroin,
                    Substance.Fentanyl,
                    Substance.Methadone,
                    Substance.Tianeptine,
                ]
        )
        {
            var uses = Calm().Using(new SubstanceHistory { Substance = substance, UsesNow = true });
            Assert.Equal([$"sedatives ({Words.Plain(substance)})"], Because(uses));
            var daily = Calm().Using(new SubstanceHistory { Substance = substance, Daily = true });
            Assert.Equal([$"sedatives ({Words.Plain(substance)})"], Because(daily));
        }

        Assert.Empty(Because(Calm().Using(new SubstanceHistory { Substance = Substance.Cannabis, UsesNow = true })));
        var habit = Given.Habit(ProductKind.LeafPowder, 3) with
        {
            With = [Substance.Gabapentinoid],
            Reasons = [UseReason.Pain],
        };
        Assert.Equal(["sedatives (gabapentinoid)"], Because(Calm(habit)));
        Assert.Empty(Because(Calm(Given.Drug("diazepam", MedicineAction.Considered))));
        Assert.Empty(
            Because(
                Calm(
                    Given.Drug("diazepam", MedicineAction.Prescribed, 48),
                    Given.Drug("diazepam", MedicineAction.Stopped, 24)
                )
            )
        );
    }

    [Fact]
    public void Barriers_are_a_task()
    {
        var all = Assess(
            Calm().In(c => c with { TransportBarrier = true, InsuranceBarrier = true, ChildCareBarrier = true })
        );
        Assert.True(all.Section.Services.Applies);
        var finding = Find(all, "setting.services")!;
        Assert.Contains("Services task: travel, payment and child care.", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(
            "It can be hard to get to care. Ask for help with travel, payment and child care.",
            finding.Person
        );
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(3, finding.Because.Count);
        foreach (
            var change in (Func<Circumstances, Circumstances>[])
                [
                    c => c with { TransportBarrier = null },
                    c => c with { InsuranceBarrier = null },
                    c => c with { ChildCareBarrier = null },
                ]
        )
        {
            var section = Assess(Calm().In(change)).Section.Services;
            Assert.Null(section.Applies);
            Assert.Equal(["barriers"], section.Ask);
        }

        var one = Assess(Calm().In(c => c with { TransportBarrier = true, InsuranceBarrier = null }));
        Assert.True(one.Section.Services.Applies);
        Assert.Equal(["travel"], one.Section.Services.Because);
        Assert.Equal(["barriers"], Find(one, "setting.services")!.Missing.Select(m => m.Id));
    }

    public static TheoryData<string, string> HomeStartConditions =>
        new()
        {
            { "adult", "age" },
            { "not pregnant", "pregnancy" },
            { "no alcohol, sedatives or other opioids", "sedatives" },
            { "no 7-OH or pseudoindoxyl product", "product" },
            { "no methadone or fentanyl", "last-opioid" },
            { "someone at home or within reach", "support" },
            { "a telephone", "support" },
            { "naloxone at hand", "naloxone" },
        };

    private static PersonRecord Break(string condition, bool? holds) =>
        condition switch
        {
            "adult" => Calm().Who(p => p with { AgeYears = holds is null ? null : 17 }),
            "not pregnant" => Calm()
                .Who(p => p with { SexAtBirth = Sex.Female, Pregnancy = holds is null ? null : Pregnancy.Pregnant }),
            "no alcohol, sedatives or other opioids" => holds is null
                ? Calm().Forgetting(Substance.Gabapentinoid)
                : Calm().Using(new SubstanceHistory { Substance = Substance.Gabapentinoid, UsesNow = true }),
            "no 7-OH or pseudoindoxyl product" => Calm(
                Given.UseOf(holds is null ? ProductKind.Unknown : ProductKind.SevenHydroxy, 20)
            ),
            "no methadone or fentanyl" => holds is null
                ? Calm().Forgetting(Substance.Methadone)
                : Calm().Using(new SubstanceHistory { Substance = Substance.Methadone, UsesNow = true }),
            "someone at home or within reach" => Calm().In(c => c with { SomeoneToHelp = holds }),
            "a telephone" => Calm().In(c => c with { ReachableByPhone = holds }),
            _ => Calm().In(c => c with { HasNaloxone = holds }),
        };

    [Theory]
    [MemberData(nameof(HomeStartConditions))]
    public void One_condition_that_fails_ends_a_home_start(string condition, string ask)
    {
        var broken = Assess(Break(condition, false)).Section;
        Assert.False(broken.HomeStartFits);
        Assert.Contains(condition, broken.HomeStart.NotMet);
        var unknown = Assess(Break(condition, null)).Section;
        Assert.Null(unknown.HomeStartFits);
        Assert.Equal([condition], unknown.HomeStart.Unknown);
        Assert.Equal([ask], unknown.HomeStart.Ask);
    }

    [Fact]
    public void A_home_start_is_for_adults_from_18()
    {
        Assert.True(Assess(Calm().Who(p => p with { AgeYears = 18 })).Section.HomeStartFits);
        Assert.False(Assess(Calm().Who(p => p with { AgeYears = 17 })).Section.HomeStartFits);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void A_home_start_needs_one_of_three_settings(int criteria, bool fits)
    {
        var assessed = Assess(Calm(), new KudForSetting(criteria, criteria, false));
        Assert.Equal(fits, assessed.Section.HomeStartFits);
        Assert.Equal(fits, Find(assessed, "setting.home-start") is not null);
    }

    [Fact]
    public void A_home_start_does_not_fit_in_a_higher_setting_and_waits_while_one_is_open()
    {
        Assert.False(Assess(Calm().With(h => h with { FailedOutpatientAttempts = 2 })).Section.HomeStartFits);
        Assert.False(Assess(Calm().Having(Condition.Mania)).Section.HomeStartFits);
        var open = Assess(Calm().Forgetting(Condition.HeartDisease)).Section;
        Assert.Null(open.HomeStartFits);
        Assert.Equal(["no higher setting left open"], open.HomeStart.Unknown);
        Assert.Equal(["heart"], open.HomeStart.Ask);
        var residential = Assess(Calm().With(h => h with { FailedOutpatientAttempts = null })).Section;
        Assert.Null(residential.HomeStartFits);
        var onlyDay = Assess(Calm(), new KudForSetting(4, 6, false)).Section;
        Assert.True(onlyDay.HomeStartFits);
        var noRow = Assess(Calm(), new KudForSetting(null, null, null)).Section;
        Assert.Null(noRow.HomeStartFits);
        Assert.Equal(["an outpatient, intensive outpatient or partial hospital setting"], noRow.HomeStart.Unknown);
    }

    [Fact]
    public void A_home_start_is_spoken_of_when_it_is_wanted_or_considered()
    {
        var none = new KudForSetting(0, 0, false);
        Assert.Null(Find(Assess(Calm(), none), "setting.home-start"));
        var wanted = Assess(Calm().In(c => c with { WantsBuprenorphine = true }), none);
        Assert.Equal(
            "A home start of buprenorphine does not fit; not met: an outpatient, intensive outpatient or partial hospital setting.",
            Find(wanted, "setting.home-start")!.Clinician
        );
        Assert.NotNull(
            Find(Assess(Calm(Given.Drug("buprenorphine", MedicineAction.Considered)), none), "setting.home-start")
        );
        Assert.Null(
            Find(Assess(Calm(Given.Drug("buprenorphine", MedicineAction.Stopped)), none), "setting.home-start")
        );
        var unknown = Find(Assess(Calm().In(c => c with { HasNaloxone = null })), "setting.home-start")!;
        Assert.Equal(
            "A home start of buprenorphine cannot be judged yet; not known: naloxone at hand.",
            unknown.Clinician
        );
        Assert.Equal(["naloxone"], unknown.Missing.Select(m => m.Id));
        Assert.Equal(Urgency.Info, unknown.Urgency);
        Assert.Contains(new Input("Met", "adult"), unknown.Because);
    }

    private static Decision Choose(
        string choice,
        string? reason = "asked for it",
        string? by = "physician",
        int daysAgo = 1
    ) =>
        new()
        {
            At = Given.DaysAgo(daysAgo),
            About = DecisionAbout.Setting,
            Choice = choice,
            Reason = reason,
            By = by,
        };

    [Theory]
    [InlineData("hospital", true, "Stands: more care than suggested is always open")]
    [InlineData("emergency", true, "Stands: more care than suggested is always open")]
    [InlineData("residential", true, "Stands: more care than suggested is always open")]
    [InlineData("partialHospital", true, "Agrees with the suggestion")]
    [InlineData("intensiveOutpatient", true, "Stands: one step down by a clinician, with a reason")]
    [InlineData("outpatient", false, "Refused: 2 steps below the suggestion; at most one step down can be recorded")]
    [InlineData("telehealth", false, "Refused: 2 steps below the suggestion; at most one step down can be recorded")]
    [InlineData("briefAdvice", false, "Refused: 3 steps below the suggestion; at most one step down can be recorded")]
    [InlineData("home", false, "Refused: 3 steps below the suggestion; at most one step down can be recorded")]
    [InlineData("custody", false, "Refused: 'custody' is not a setting")]
    [InlineData("spa", false, "Refused: 'spa' is not a setting")]
    public void A_recorded_choice_stands_or_is_refused(string choice, bool allowed, string why)
    {
        var severe = new KudForSetting(6, 6, false);
        var assessed = Assess(Calm(Choose(choice)), severe);
        var section = assessed.Section;
        Assert.Equal(SettingRow.PartialHospital, section.Row);
        Assert.Equal(allowed, section.Override!.Allowed);
        Assert.Equal(why, section.Override.Why);
        Assert.Equal(choice, section.Override.Choice);
        Assert.Equal(allowed ? section.Override.Chosen : SettingRow.PartialHospital, section.Result);
        var finding = Find(assessed, "setting.override")!;
        Assert.Equal($"Recorded choice: {why}. Reason: asked for it.", finding.Clinician);
        Assert.Equal(allowed ? Urgency.Info : Urgency.Soon, finding.Urgency);
        Assert.Equal(
            [new Input("Choice", choice), new Input("Reason", "asked for it"), new Input("By", "physician")],
            finding.Because
        );
    }

    [Theory]
    [InlineData(null, "physician", "Refused: one step down needs a reason")]
    [InlineData(" ", "physician", "Refused: one step down needs a reason")]
    [InlineData("works nights", null, "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", " ", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "Patient ", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "person", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "client", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "self", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "family", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "friend", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "partner", "Refused: one step down needs a clinician; record who decided")]
    [InlineData("works nights", "parent", "Refused: one step down needs a clinician; record who decided")]
    public void One_step_down_needs_a_clinician_and_a_reason(string? reason, string? by, string why)
    {
        var section = Assess(Calm(Choose("outpatient", reason, by)), new KudForSetting(4, 4, false)).Section;
        Assert.False(section.Override!.Allowed);
        Assert.Equal(why, section.Override.Why);
        Assert.Equal(SettingRow.IntensiveOutpatient, section.Result);
    }

    [Fact]
    public void A_step_up_needs_no_reason_and_no_clinician()
    {
        var assessed = Assess(Calm(Choose("intensiveOutpatient", null, null)));
        Assert.True(assessed.Section.Override!.Allowed);
        Assert.Equal(SettingRow.IntensiveOutpatient, assessed.Section.Result);
        Assert.EndsWith(
            "Reason: no reason given.",
            Find(assessed, "setting.override")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [new Input("Choice", "intensiveOutpatient"), new Input("Reason", "none"), new Input("By", "not recorded")],
            Find(assessed, "setting.override")!.Because
        );
    }

    [Fact]
    public void One_step_down_from_an_emergency_needs_the_same_and_is_never_two()
    {
        var emergency = Finding("safety.heart-emergency", Urgency.Emergency);
        Assert.Equal(SettingRow.Hospital, Assess(Calm(Choose("hospital")), Mild, emergency).Section.Result);
        Assert.Equal(SettingRow.Emergency, Assess(Calm(Choose("hospital", null)), Mild, emergency).Section.Result);
        Assert.Equal(SettingRow.Emergency, Assess(Calm(Choose("residential")), Mild, emergency).Section.Result);
    }

    [Fact]
    public void The_latest_decision_about_the_setting_counts_and_a_choice_stands_when_nothing_is_suggested()
    {
        var two = Assess(Calm(Choose("hospital", daysAgo: 5), Choose("residential", daysAgo: 2))).Section;
        Assert.Equal(SettingRow.Residential, two.Result);
        var other = Choose("F19.20") with { About = DecisionAbout.Code };
        Assert.Null(Assess(Calm(other)).Section.Override);
        var none = Assess(Calm(Choose("outpatient")), new KudForSetting(null, null, null)).Section;
        Assert.Null(none.Row);
        Assert.True(none.Override!.Allowed);
        Assert.Equal("Stands: nothing is known that suggests another setting", none.Override.Why);
        Assert.Equal(SettingRow.Outpatient, none.Result);
    }

    [Theory]
    [InlineData(CareSetting.Emergency, SettingRow.Emergency)]
    [InlineData(CareSetting.Hospital, SettingRow.Hospital)]
    [InlineData(CareSetting.Residential, SettingRow.Residential)]
    [InlineData(CareSetting.PartialHospital, SettingRow.PartialHospital)]
    [InlineData(CareSetting.IntensiveOutpatient, SettingRow.IntensiveOutpatient)]
    [InlineData(CareSetting.Outpatient, SettingRow.Outpatient)]
    [InlineData(CareSetting.Telehealth, SettingRow.Outpatient)]
    [InlineData(CareSetting.Home, SettingRow.BriefAdvice)]
    [InlineData(CareSetting.Custody, null)]
    public void A_preference_moves_up_freely_and_never_down(CareSetting preferred, SettingRow? row)
    {
        var section = Assess(
            Calm().In(c => c with { PreferredSetting = preferred }),
            new KudForSetting(4, 4, false)
        ).Section;
        Assert.Equal(row, section.Preferred);
        Assert.Equal(SettingRow.IntensiveOutpatient, section.Row);
        Assert.Equal(row > SettingRow.IntensiveOutpatient ? row : SettingRow.IntensiveOutpatient, section.Result);
        Assert.Equal(row < SettingRow.IntensiveOutpatient ? 1 : 0, section.Notes.Count);
    }

    [Fact]
    public void Notes_say_what_stands_in_the_way_of_the_suggested_setting()
    {
        var severe = new KudForSetting(6, 6, false);
        var moderate = new KudForSetting(4, 4, false);
        IReadOnlyList<string> Notes(KudForSetting kud, Func<Circumstances, Circumstances> change) =>
            Assess(Calm().In(change), kud).Section.Notes;
        Assert.Equal(
            ["Needs 20 h a week or more; 19 h are possible. Find what would make room, or look one step up."],
            Notes(severe, c => c with { HoursForCare = 19 })
        );
        Assert.Empty(Notes(severe, c => c with { HoursForCare = 20 }));
        Assert.Equal(
            ["Needs 9 h a week or more; 8 h are possible. Find what would make room, or look one step up."],
            Notes(moderate, c => c with { HoursForCare = 8 })
        );
        Assert.Empty(Notes(moderate, c => c with { HoursForCare = 9 }));
        Assert.Empty(Notes(moderate, c => c with { HoursForCare = null }));
        Assert.Empty(Notes(Mild, c => c with { HoursForCare = 0 }));
        Assert.Equal(
            ["Needs a safe home, and home is not safe: look one step up."],
            Notes(moderate, c => c with { SafeHome = false })
        );
        Assert.Empty(Notes(Mild, c => c with { SafeHome = false }));
        Assert.Equal(
            ["Would like to discuss buprenorphine: medically managed outpatient care."],
            Notes(Mild, c => c with { WantsBuprenorphine = true })
        );
        Assert.Empty(Notes(moderate, c => c with { WantsBuprenorphine = true }));
        Assert.Empty(Notes(Mild, c => c with { WantsBuprenorphine = false }));
        Assert.Equal(
            [
                "Prefers outpatient care: less care than suggested. One step down needs a clinician's decision with a reason.",
            ],
            Notes(moderate, c => c with { PreferredSetting = CareSetting.Outpatient })
        );
        Assert.Contains(
            "(moderate). Needs a safe home, and home is not safe: look one step up. A suggestion",
            Find(Assess(Calm().In(c => c with { SafeHome = false }), moderate), "setting.suggestion")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void It_is_looked_at_again_on_days_3_7_14_and_30()
    {
        IReadOnlyList<ReEvaluation> From(params Event[] events) => Assess(Calm(events)).Section.ReEvaluate;
        Assert.Equal(
            [
                new(3, Given.DaysAgo(-3)),
                new(7, Given.DaysAgo(-7)),
                new(14, Given.DaysAgo(-14)),
                new(30, Given.DaysAgo(-30)),
            ],
            From()
        );
        foreach (var contact in (CareContact[])[CareContact.Admission, CareContact.WithdrawalCare])
        {
            Assert.Equal(Given.DaysAgo(-1), From(new CareEpisode { At = Given.DaysAgo(2), Contact = contact })[0].Due);
        }

        Assert.Equal(
            Given.DaysAgo(-3),
            From(new CareEpisode { At = Given.DaysAgo(2), Contact = CareContact.Visit })[0].Due
        );
        Assert.Equal(Given.DaysAgo(-2), From(Choose("hospital", daysAgo: 1))[0].Due);
        Assert.Equal(Given.DaysAgo(-3), From(Choose("spa", daysAgo: 1))[0].Due);
        Assert.Equal(Given.DaysAgo(-3), From(new CareEpisode { Contact = CareContact.Admission })[0].Due);
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.OptionsCase;

namespace Coppice.Care.Tests;

public class OptionsAlpha2Tests
{
    private static PersonRecord Vital(Vitals? vitals) =>
        Ready().Without(e => e is Vitals) is var bare && vitals is null ? bare : bare.And(vitals!);

    [Fact]
    public void Both_are_options_when_the_signs_are_good()
    {
        foreach (var name in (string[])["clonidine", "lofexidine"])
        {
            var option = Option(Ready(), name);
            Assert.Equal(OptionState.Consider, option.State);
            Assert.Equal(
                ["systolic 120 mmHg (90 or more)", "diastolic 80 mmHg (60 or more)", "heart rate 80/min (60 or more)"],
                option.Met
            );
            Assert.Empty(option.Cautions);
            Assert.Equal(Urgency.Routine, Find(Ready(), $"options.{name}")!.Urgency);
        }

        var clonidine = Find(Ready(), "options.clonidine")!;
        Assert.Contains("Test dose 0.1 mg", clonidine.Clinician, StringComparison.Ordinal);
        Assert.Contains("unverified", clonidine.Clinician, StringComparison.Ordinal);
        Assert.Contains(clonidine.For, c => c is { Id: "clonidine-asam-2020", Status: Knowledge.Seen.Unverified });
        Assert.Contains(
            "at most 0.72 mg, day at most 2.88 mg",
            Find(Ready(), "options.lofexidine")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Ceiling by this record: 0.54 mg four times a day",
            Find(Ready(), "options.lofexidine")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(90, 60, 60, null)]
    [InlineData(89, 60, 60, "systolic 89 mmHg: hold under 90")]
    [InlineData(90, 59, 60, "diastolic 59 mmHg: hold under 60")]
    [InlineData(90, 60, 59, "heart rate 59/min: hold under 60")]
    public void A_dose_is_held_below_the_limits(int systolic, int diastolic, int pulse, string? hold)
    {
        var record = Vital(SettingCase.Signs(1, systolic, diastolic, pulse));
        foreach (var name in (string[])["clonidine", "lofexidine"])
        {
            var option = Option(record, name);
            Assert.Equal(hold is null ? OptionState.Consider : OptionState.NotNow, option.State);
            Assert.Equal(hold is null ? [] : [hold], option.NotMet);
            Assert.Equal(hold is null ? Urgency.Routine : Urgency.Info, Find(record, $"options.{name}")!.Urgency);
        }

        Assert.Equal(
            hold is not null,
            Assess(record)
                .Section.Avoid.Contains(
                    new AvoidItem(
                        "the next dose of clonidine or lofexidine",
                        "systolic under 90, diastolic under 60 or heart rate under 60"
                    )
                )
        );
    }

    [Fact]
    public void Signs_that_are_missing_or_older_than_four_hours_are_not_known()
    {
        var none = Option(Vital(null), "clonidine");
        Assert.Equal(OptionState.NotNow, none.State);
        Assert.Equal(["systolic within 4 h", "diastolic within 4 h", "heart rate within 4 h"], none.Unknown);
        Assert.Equal(["vitals"], none.Ask);
        Assert.Equal(3, Option(Vital(SettingCase.Signs(4.1)), "clonidine").Unknown.Count);
        Assert.Empty(Option(Vital(SettingCase.Signs(4)), "clonidine").Unknown);
        var part = Vital(SettingCase.Signs(1, diastolic: null));
        Assert.Equal(["diastolic within 4 h"], Option(part, "clonidine").Unknown);
        var older = Vital(SettingCase.Signs(3, diastolic: 70)).And(SettingCase.Signs(1, diastolic: null));
        Assert.Empty(Option(older, "clonidine").Unknown);
        Assert.Null(OptionsAlpha2.Hold(OptionsFacts.Of(Given.Chart(Vital(null)))));
        Assert.Null(OptionsAlpha2.Hold(OptionsFacts.Of(Given.Chart(part))));
        Assert.True(OptionsAlpha2.Hold(OptionsFacts.Of(Given.Chart(Vital(SettingCase.Signs(1, 80, null))))));
        Assert.False(OptionsAlpha2.Hold(OptionsFacts.Of(Given.Chart(Ready()))));
        Assert.DoesNotContain(
            Assess(Vital(null)).Section.Avoid,
            a => a.What.StartsWith("the next dose", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Another_alpha_2_agonist_and_a_slow_pulse_medicine_are_told()
    {
        var lofexidine = Ready(Given.Drug("lofexidine", MedicineAction.Given, 5));
        Assert.Equal(["another alpha-2 agonist on board (lofexidine)"], Option(lofexidine, "clonidine").NotMet);
        Assert.DoesNotContain("another alpha-2 agonist on board (lofexidine)", Option(lofexidine, "lofexidine").NotMet);
        var clonidine = Ready(Given.Drug("clonidine", MedicineAction.Given, 5));
        Assert.Equal(OptionState.Consider, Option(clonidine, "clonidine").State);
        Assert.Equal(["another alpha-2 agonist on board (clonidine)"], Option(clonidine, "lofexidine").NotMet);
        Assert.Equal(
            ["propranolol slows the pulse too"],
            Option(Ready(Given.Drug("propranolol", MedicineAction.Prescribed)), "clonidine").Cautions
        );
        Assert.Equal(
            ["arrhythmia or marked bradycardia: ECG and cardiology advice first"],
            Option(Ready().Having(Condition.Arrhythmia), "clonidine").Cautions
        );
        Assert.Empty(Option(Ready().Having(Condition.Arrhythmia, false), "clonidine").Cautions);
    }

    [Theory]
    [InlineData(
        Condition.CoronaryDisease,
        "severe coronary insufficiency or recent heart attack: on the label's avoid list"
    )]
    [InlineData(Condition.CerebrovascularDisease, "cerebrovascular disease: on the label's avoid list")]
    [InlineData(Condition.Arrhythmia, "arrhythmia or marked bradycardia: on the label's avoid list")]
    [InlineData(Condition.CongenitalLongQt, "congenital long QT: on the label's avoid list")]
    public void The_avoid_list_of_the_label_is_kept(Condition condition, string why)
    {
        var record = Ready().Having(condition);
        var option = Option(record, "lofexidine");
        Assert.Equal(OptionState.Avoid, option.State);
        Assert.Equal([why], option.Against);
        Assert.Null(Find(record, "options.lofexidine"));
        Assert.Contains(new AvoidItem("lofexidine", why), Assess(record).Section.Avoid);
        Assert.Equal(OptionState.Consider, Option(Ready().Having(condition, false), "lofexidine").State);
    }

    [Theory]
    [InlineData(Sex.Male, 449, OptionState.Consider)]
    [InlineData(Sex.Male, 450, OptionState.NotNow)]
    [InlineData(Sex.Female, 459, OptionState.Consider)]
    [InlineData(Sex.Female, 460, OptionState.NotNow)]
    [InlineData(null, 449, OptionState.Consider)]
    [InlineData(null, 450, OptionState.NotNow)]
    [InlineData(Sex.Male, 499, OptionState.NotNow)]
    [InlineData(Sex.Male, 500, OptionState.Avoid)]
    public void QTc_gates_lofexidine(Sex? sex, int qtc, OptionState state)
    {
        var record = Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = qtc }).Who(p => p with { SexAtBirth = sex });
        var option = Option(record, "lofexidine");
        Assert.Equal(state, option.State);
        Assert.Equal(state == OptionState.Avoid ? ["QTc 500 ms: 500 or more"] : [], option.Against);
        Assert.Equal(state != OptionState.Consider, option.NotMet.Contains($"QTc is long ({qtc} ms)"));
    }

    [Fact]
    public void An_ECG_comes_first_when_there_is_a_reason()
    {
        string Reason(PersonRecord record)
        {
            var option = Option(record.Without(e => e is Ecg), "lofexidine");
            Assert.Equal(OptionState.NotNow, option.State);
            Assert.Contains("ecg", option.Ask);
            var known = Option(record, "lofexidine");
            Assert.Equal(OptionState.Consider, known.State);
            Assert.Contains("QTc not long", known.Met);
            return option.Unknown.Single();
        }

        Assert.Equal("ECG, because of heart failure", Reason(Ready().Having(Condition.HeartFailure)));
        Assert.Equal("ECG, because of methadone", Reason(Ready(Given.Drug("methadone", MedicineAction.Prescribed))));
        Assert.Equal("ECG, because of citalopram", Reason(Ready(Given.Drug("citalopram", MedicineAction.Prescribed))));
        Assert.Equal("ECG, because of hepatic impairment", Reason(Ready().Having(Condition.LiverDisease)));
        Assert.Equal("ECG, because of hepatic impairment", Reason(Ready().With(h => h with { ChildPugh = 7 })));
        Assert.Equal("ECG, because of renal impairment", Reason(Ready().Having(Condition.KidneyDisease)));
        Assert.Equal("ECG, because of renal impairment", Reason(Ready().Having(Condition.Dialysis)));
        var none = Option(Ready().Without(e => e is Ecg), "lofexidine");
        Assert.Equal(OptionState.Consider, none.State);
        Assert.DoesNotContain("QTc not long", none.Met);
        Assert.Equal(
            OptionState.Consider,
            Option(Ready().With(h => h with { ChildPugh = 6 }).Without(e => e is Ecg), "lofexidine").State
        );
        var old = Ready()
            .Having(Condition.HeartFailure)
            .Without(e => e is Ecg)
            .And(new Ecg { At = Given.HoursAgo(31 * 24), QtcMs = 420 });
        Assert.Equal(["ECG, because of heart failure"], Option(old, "lofexidine").Unknown);
    }

    [Fact]
    public void Electrolytes_kidneys_CYP2D6_and_naltrexone_are_told()
    {
        Assert.Equal(
            ["potassium or magnesium low: correct first"],
            Option(Ready().Having(Condition.ElectrolyteProblem), "lofexidine").NotMet
        );
        Assert.Empty(Option(Ready().Having(Condition.ElectrolyteProblem, false), "lofexidine").NotMet);
        Assert.Contains(
            "CYP2D6 poor metabolizer: levels are higher",
            Option(Ready().Having(Condition.Cyp2D6PoorMetaboliser), "lofexidine").Cautions
        );
        Assert.Contains(
            "oral naltrexone works less well within 2 h of it",
            Option(Ready(Given.Drug("naltrexone", MedicineAction.Prescribed)), "lofexidine").Cautions
        );
        Assert.Contains(
            "chronic kidney disease: the label both lists chronic renal failure as a reason to avoid and gives reduced doses",
            Option(Ready().Having(Condition.KidneyDisease), "lofexidine").Cautions
        );
    }

    private static LofexidineDose Dose(int? childPugh, decimal? egfr, bool? dialysis = null)
    {
        var record = Ready().With(h => h with { ChildPugh = childPugh });
        if (egfr is { } value)
        {
            record = record.And(Given.Lab(Analyte.Egfr, value, null, 24, LabUnit.MlPerMin));
        }

        if (dialysis is { } on)
        {
            record = record.Having(Condition.Dialysis, on);
        }

        return Assess(record).Section.Lofexidine!;
    }

    [Theory]
    [InlineData(5, 0.54, null)]
    [InlineData(6, 0.54, null)]
    [InlineData(7, 0.36, "liver")]
    [InlineData(9, 0.36, "liver")]
    [InlineData(10, 0.18, "liver")]
    [InlineData(15, 0.18, "liver")]
    public void The_liver_lowers_lofexidine(int childPugh, decimal dose, string? by) =>
        Assert.Equal(new LofexidineDose(dose, dose * 4, dose, 0.54m, by), Dose(childPugh, 100));

    [Theory]
    [InlineData(90, 0.54, null)]
    [InlineData(89.9, 0.36, "kidney")]
    [InlineData(30, 0.36, "kidney")]
    [InlineData(29.9, 0.18, "kidney")]
    public void The_kidneys_lower_lofexidine(decimal egfr, decimal dose, string? by) =>
        Assert.Equal(new LofexidineDose(dose, dose * 4, 0.54m, dose, by), Dose(5, egfr));

    [Fact]
    public void Both_lower_it_to_the_lower_of_the_two()
    {
        Assert.Equal(new LofexidineDose(0.18m, 0.72m, 0.36m, 0.18m, "both"), Dose(8, 20));
        Assert.Equal(new LofexidineDose(0.18m, 0.72m, 0.18m, 0.36m, "both"), Dose(12, 50));
        Assert.Equal(new LofexidineDose(0.18m, 0.72m, 0.54m, 0.18m, "kidney"), Dose(5, 80, true));
        Assert.Equal(new LofexidineDose(0.36m, 1.44m, 0.54m, 0.36m, "kidney"), Dose(5, 80, false));
    }

    [Fact]
    public void Unknown_function_leaves_the_ceiling_open()
    {
        var record = Ready()
            .Without(e => e is Laboratory)
            .Forgetting(Condition.LiverDisease)
            .Forgetting(Condition.KidneyDisease);
        var assessed = Assess(record);
        Assert.Equal(new LofexidineDose(0.54m, 2.16m, null, null, null), assessed.Section.Lofexidine);
        var option = Option(record, "lofexidine");
        Assert.Equal(
            [
                "liver function not known: the ceiling may be lower",
                "kidney function not known: the ceiling may be lower",
            ],
            option.Cautions
        );
        Assert.Equal(["child-pugh", "kidney"], option.Ask);
        Assert.DoesNotContain(assessed.Findings, f => f.Id == "options.lofexidine-adjust");
        decimal? Hepatic(PersonRecord r) => Assess(r).Section.Lofexidine!.Hepatic;
        Assert.Equal(0.54m, Hepatic(record.Having(Condition.LiverDisease, false)));
        Assert.Null(Hepatic(record.Having(Condition.LiverDisease, false).And(Given.Lab(Analyte.Alt, 90, 40, 5))));
        Assert.Null(Hepatic(record.Having(Condition.LiverDisease)));
        Assert.Null(Hepatic(Ready().Having(Condition.LiverDisease)));
        Assert.Equal(0.54m, Hepatic(Ready().Forgetting(Condition.LiverDisease)));
    }

    [Fact]
    public void The_adjustment_is_a_finding_that_says_which_and_what_is_missing()
    {
        var both = Ready(Given.Lab(Analyte.Egfr, 20, null, 5, LabUnit.MlPerMin)).With(h => h with { ChildPugh = 8 });
        var finding = Find(both, "options.lofexidine-adjust")!;
        Assert.StartsWith(
            "By label, at most 0.18 mg four times a day (0.72 mg/day). Limited by liver and kidney; the lower holds.",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [new Input("By liver", "0.36 mg four times a day"), new Input("By kidney", "0.18 mg four times a day")],
            finding.Because
        );
        Assert.Empty(finding.Missing);
        var liver = Ready().Forgetting(Condition.KidneyDisease).With(h => h with { ChildPugh = 8 });
        Assert.Equal(["kidney"], Find(liver, "options.lofexidine-adjust")!.Missing.Select(m => m.Id));
        Assert.Contains(
            "Limited by liver.",
            Find(liver, "options.lofexidine-adjust")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Single(Find(liver, "options.lofexidine-adjust")!.Because);
        var kidney = Ready(Given.Lab(Analyte.Egfr, 50, null, 5, LabUnit.MlPerMin))
            .Without(e => e is Laboratory { Analyte: Analyte.Alt })
            .Forgetting(Condition.LiverDisease);
        Assert.Equal(["child-pugh"], Find(kidney, "options.lofexidine-adjust")!.Missing.Select(m => m.Id));
        Assert.Null(Find(both.Having(Condition.CongenitalLongQt), "options.lofexidine-adjust"));
        Assert.Null(Find(Ready(), "options.lofexidine-adjust"));
    }
}

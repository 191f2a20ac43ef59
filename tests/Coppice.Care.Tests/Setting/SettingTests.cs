using Coppice.Record;
using static Coppice.Care.Tests.SettingCase;

namespace Coppice.Care.Tests;

public class SettingTests
{
    private static readonly string[] KudAndFunction = ["kud", "function"];

    private static IReadOnlyList<string> AskFor(SettingSection section, SettingRow row) =>
        section.CannotExclude.SingleOrDefault(o => o.Row == row)?.Ask ?? [];

    private static Finding? Find(Assessed<SettingSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == id);

    [Fact]
    public void When_everything_is_known_and_calm_nothing_is_left_open()
    {
        var assessed = Assess(Calm());
        var section = assessed.Section;
        Assert.Equal(SettingRow.Outpatient, section.Row);
        Assert.Equal(SettingRow.Outpatient, section.Result);
        Assert.Equal([new FiredRow(SettingRow.Outpatient, "2 of 11 criteria (mild)")], section.Fired);
        Assert.Empty(section.CannotExclude);
        Assert.False(section.DualDiagnosis.Applies);
        Assert.False(section.Naloxone.Applies);
        Assert.False(section.Services.Applies);
        Assert.Empty(section.Services.Ask);
        Assert.True(section.HomeStartFits);
        Assert.Equal(10, section.HomeStart.Met.Count);
        Assert.Null(section.Override);
        Assert.Null(section.Preferred);
        Assert.Empty(section.Notes);
        Assert.Equal(["setting.suggestion", "setting.home-start"], assessed.Findings.Select(f => f.Id));
        Assert.Equal(Urgency.Routine, assessed.Findings[0].Urgency);
        Assert.Equal(
            "So far, a good place to start is at least visits to a clinic. You and your care team choose.",
            assessed.Findings[0].Person
        );
        Assert.StartsWith(
            "Coppice setting suggestion: at least outpatient care. Because: 2 of 11 criteria (mild). A suggestion",
            assessed.Findings[0].Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal([new Input("outpatient care", "2 of 11 criteria (mild)")], assessed.Findings[0].Because);
        Assert.Equal(
            "A home start of buprenorphine could be considered: every condition is met.",
            assessed.Findings[1].Clinician
        );
        Assert.Null(assessed.Findings[1].Person);
    }

    [Fact]
    public void When_nothing_is_known_there_is_no_row_and_every_row_is_open()
    {
        var assessed = Assess(Given.Record(), new KudForSetting(null, null, null));
        var section = assessed.Section;
        Assert.Null(section.Row);
        Assert.Null(section.Result);
        Assert.Empty(section.Fired);
        Assert.Equal(
            [
                SettingRow.Emergency,
                SettingRow.Hospital,
                SettingRow.Residential,
                SettingRow.PartialHospital,
                SettingRow.IntensiveOutpatient,
                SettingRow.Outpatient,
            ],
            section.CannotExclude.Select(o => o.Row)
        );
        Assert.Equal(["pregnancy", "cows", "suicide-screen"], AskFor(section, SettingRow.Emergency));
        Assert.Equal(
            ["alcohol-benzodiazepine-dependence", "seizure", "liver-tests", "lab-limits", "psychosis", "heart"],
            AskFor(section, SettingRow.Hospital)
        );
        Assert.Equal(
            ["cows", "sows", "housing", "past-attempts", "product", "doses-per-day", "sedatives", "kud"],
            AskFor(section, SettingRow.Residential)
        );
        Assert.Equal(
            ["kud", "phq9", "gad7", "pcptsd5", "peg", "psychosis"],
            AskFor(section, SettingRow.PartialHospital)
        );
        Assert.Equal(["kud", "function", "past-attempts"], AskFor(section, SettingRow.IntensiveOutpatient));
        Assert.Equal(["kud", "reasons"], AskFor(section, SettingRow.Outpatient));
        Assert.Null(section.DualDiagnosis.Applies);
        Assert.Null(section.Naloxone.Applies);
        Assert.Null(section.Services.Applies);
        Assert.Equal(["barriers"], section.Services.Ask);
        Assert.Null(section.HomeStartFits);
        Assert.Equal(
            ["setting.not-enough", "setting.cannot-exclude", "setting.naloxone"],
            assessed.Findings.Select(f => f.Id)
        );
        Assert.Equal(Urgency.Soon, Find(assessed, "setting.cannot-exclude")!.Urgency);
        Assert.Equal(["kud"], Find(assessed, "setting.not-enough")!.Missing.Select(m => m.Id));
        Assert.Equal([new Input("Criteria", "not enough answered")], Find(assessed, "setting.not-enough")!.Because);
        Assert.Equal(Urgency.Routine, Find(assessed, "setting.naloxone")!.Urgency);
        Assert.Contains(
            "a reason for it cannot be excluded. Naloxone at hand: not known. Plan done: not known.",
            Find(assessed, "setting.naloxone")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["product", "sedatives", "opioid-history", "overdose-history", "naloxone", "overdose-plan"],
            Find(assessed, "setting.naloxone")!.Missing.Select(m => m.Id)
        );
    }

    [Theory]
    [InlineData(0, 0, SettingRow.BriefAdvice)]
    [InlineData(1, 1, SettingRow.BriefAdvice)]
    [InlineData(0, 1, SettingRow.BriefAdvice)]
    [InlineData(2, 2, SettingRow.Outpatient)]
    [InlineData(3, 3, SettingRow.Outpatient)]
    [InlineData(4, 4, SettingRow.IntensiveOutpatient)]
    [InlineData(5, 5, SettingRow.IntensiveOutpatient)]
    [InlineData(6, 6, SettingRow.PartialHospital)]
    [InlineData(11, 11, SettingRow.PartialHospital)]
    public void The_count_of_criteria_sets_the_floor(int low, int high, SettingRow row)
    {
        var section = Assess(Calm(), new KudForSetting(low, high, false)).Section;
        Assert.Equal(row, section.Row);
        Assert.Empty(section.CannotExclude);
    }

    [Fact]
    public void A_span_of_criteria_never_lowers_and_leaves_the_higher_rows_open()
    {
        var section = Assess(Calm(), new KudForSetting(1, 2, false)).Section;
        Assert.Null(section.Row);
        Assert.Equal([SettingRow.Outpatient], section.CannotExclude.Select(o => o.Row));

        section = Assess(Calm(), new KudForSetting(2, 4, false)).Section;
        Assert.Equal(SettingRow.Outpatient, section.Row);
        Assert.Equal("2–4 of 11 criteria (mild)", section.Fired[0].Because);
        Assert.Equal([SettingRow.IntensiveOutpatient], section.CannotExclude.Select(o => o.Row));
        Assert.Equal(["kud"], AskFor(section, SettingRow.IntensiveOutpatient));

        section = Assess(Calm(), new KudForSetting(4, 6, false)).Section;
        Assert.Equal(SettingRow.IntensiveOutpatient, section.Row);
        Assert.Equal(["kud"], AskFor(section, SettingRow.PartialHospital));
        Assert.Equal([SettingRow.PartialHospital], section.CannotExclude.Select(o => o.Row));
    }

    [Fact]
    public void Mild_with_functional_loss_is_intensive_outpatient_and_unknown_loss_leaves_it_open()
    {
        var lost = Assess(Calm(), new KudForSetting(3, 3, true)).Section;
        Assert.Equal(SettingRow.IntensiveOutpatient, lost.Row);
        Assert.Equal("3 of 11 criteria (mild) and kratom gets in the way of daily life", lost.Fired[0].Because);
        var unknown = Assess(Calm(), new KudForSetting(3, 3, null)).Section;
        Assert.Equal(SettingRow.Outpatient, unknown.Row);
        Assert.Equal(["function"], AskFor(unknown, SettingRow.IntensiveOutpatient));
        Assert.Equal(
            KudAndFunction,
            AskFor(Assess(Calm(), new KudForSetting(null, null, null)).Section, SettingRow.IntensiveOutpatient)
        );
        Assert.Equal(SettingRow.BriefAdvice, Assess(Calm(), new KudForSetting(1, 1, true)).Section.Row);
    }

    [Fact]
    public void Moderate_with_symptoms_by_a_screen_is_partial_hospital()
    {
        var moderate = new KudForSetting(4, 5, false);
        var section = Assess(Calm(Given.Total("phq9", 10)), moderate).Section;
        Assert.Equal(SettingRow.PartialHospital, section.Row);
        Assert.StartsWith(
            "4–5 of 11 criteria (moderate) with PHQ-9 10/27",
            section.Fired[0].Because,
            StringComparison.Ordinal
        );
        Assert.Equal(SettingRow.IntensiveOutpatient, Assess(Calm(Given.Total("phq9", 9)), moderate).Section.Row);
        var illness = Assess(Calm().Having(Condition.Depression), moderate).Section;
        Assert.Equal(SettingRow.IntensiveOutpatient, illness.Row);
        Assert.True(illness.DualDiagnosis.Applies);
        var unknown = Assess(Calm().Without(e => IsScore(e, "gad7")), moderate).Section;
        Assert.Equal(SettingRow.IntensiveOutpatient, unknown.Row);
        Assert.Equal(["gad7"], AskFor(unknown, SettingRow.PartialHospital));
        Assert.Empty(AskFor(Assess(Calm().Without(e => IsScore(e, "gad7")), Mild).Section, SettingRow.PartialHospital));
    }

    [Theory]
    [InlineData("dependence.physical")]
    [InlineData("dependence.physical-alone")]
    public void Physical_dependence_is_at_least_outpatient(string id)
    {
        var none = new KudForSetting(1, 1, false);
        var section = Assess(Calm(), none, Finding(id, Urgency.Routine)).Section;
        Assert.Equal(SettingRow.Outpatient, section.Row);
        Assert.Equal("physical dependence", section.Fired[0].Because);
    }

    [Fact]
    public void Using_to_prevent_withdrawal_is_at_least_outpatient_and_unknown_reasons_leave_it_open()
    {
        var none = new KudForSetting(1, 1, false);
        var prevents = Calm(Given.Use(14, 5, UseReason.PreventWithdrawal));
        Assert.Equal(SettingRow.Outpatient, Assess(prevents, none).Section.Row);
        var silent = Calm().Without(e => e is Habit) with
        {
            Events = [.. CalmEvents.Where(e => e is not Habit), Given.Habit(ProductKind.LeafPowder, 3)],
        };
        var section = Assess(silent, none).Section;
        Assert.Equal(SettingRow.BriefAdvice, section.Row);
        Assert.Equal(["reasons"], AskFor(section, SettingRow.Outpatient));
    }

    [Fact]
    public void Any_emergency_finding_is_row_E_and_says_which()
    {
        var assessed = Assess(Calm(), Mild, Finding("liver.emergency", Urgency.Emergency));
        Assert.Equal(SettingRow.Emergency, assessed.Section.Row);
        Assert.Equal(
            new FiredRow(SettingRow.Emergency, "Slow breathing: Breaths 8/min; SpO2 88 %"),
            assessed.Section.Fired[0]
        );
        Assert.Equal(2, assessed.Section.Fired.Count);
        Assert.Empty(assessed.Section.CannotExclude);
        Assert.Equal(Urgency.Emergency, assessed.Findings[0].Urgency);
        Assert.Equal("setting.emergency", assessed.Findings[0].Id);
        Assert.Contains("Call 911 now", assessed.Findings[0].Person, StringComparison.Ordinal);
        Assert.Contains("emergency department, 911", assessed.Findings[0].Clinician, StringComparison.Ordinal);
        Assert.DoesNotContain("2 of 11", assessed.Findings[0].Clinician, StringComparison.Ordinal);
        Assert.Null(Find(assessed, "setting.home-start"));
        Assert.False(assessed.Section.HomeStartFits);
        var bare = Finding("x", Urgency.Emergency) with { Because = [] };
        Assert.Equal("Slow breathing", Assess(Calm(), Mild, bare).Section.Fired[0].Because);
    }

    [Theory]
    [InlineData(Urgency.Urgent)]
    [InlineData(Urgency.Soon)]
    [InlineData(Urgency.Info)]
    public void Other_findings_do_not_make_row_E(Urgency urgency) =>
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(), Mild, Finding("safety.qt", urgency)).Section.Row);

    [Theory]
    [InlineData(37, 89, 80, 16, true)]
    [InlineData(37, 90, 80, 16, false)]
    [InlineData(36, 80, 80, 16, false)]
    [InlineData(37, 120, 49, 16, true)]
    [InlineData(37, 120, 50, 16, false)]
    [InlineData(37, 120, 120, 16, false)]
    [InlineData(37, 120, 121, 16, true)]
    [InlineData(37, 120, 80, 11, true)]
    [InlineData(37, 120, 80, 12, false)]
    public void Extreme_COWS_with_unstable_signs_is_row_E(
        int cows,
        int systolic,
        int pulse,
        int breaths,
        bool emergency
    )
    {
        var section = Assess(Calm(Given.Total("cows", cows, 1), Signs(1, systolic, 80, pulse, breaths))).Section;
        Assert.Equal(emergency, section.Row == SettingRow.Emergency);
        Assert.Empty(AskFor(section, SettingRow.Emergency));
    }

    [Fact]
    public void Extreme_COWS_without_all_signs_leaves_row_E_open()
    {
        Assert.Equal(["vitals"], AskFor(Assess(Calm(Given.Total("cows", 40))).Section, SettingRow.Emergency));
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Total("cows", 40), Signs(pulse: null))).Section, SettingRow.Emergency)
        );
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Total("cows", 40), Signs(systolic: null))).Section, SettingRow.Emergency)
        );
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Total("cows", 40), Signs(breaths: null))).Section, SettingRow.Emergency)
        );
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Total("cows", 40), Signs(25))).Section, SettingRow.Emergency)
        );
        var fired = Assess(Calm(Given.Total("cows", 40), Signs(pulse: 130))).Section.Fired[0].Because;
        Assert.StartsWith("COWS 40/48", fired, StringComparison.Ordinal);
        Assert.EndsWith("with unstable vital signs (pulse 130/min)", fired, StringComparison.Ordinal);
        Assert.EndsWith(
            "(systolic 80 mmHg)",
            Assess(Calm(Given.Total("cows", 40), Signs(systolic: 80))).Section.Fired[0].Because,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "(breaths 9/min)",
            Assess(Calm(Given.Total("cows", 40), Signs(breaths: 9))).Section.Fired[0].Because,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Pregnancy_with_severe_withdrawal_or_bleeding_is_row_E()
    {
        var pregnant = Calm().Who(p => p with { SexAtBirth = Sex.Female, Pregnancy = Pregnancy.Pregnant });
        Assert.Equal(SettingRow.Outpatient, Assess(pregnant).Section.Row);
        PersonRecord And(Event e) => pregnant with { Events = [.. pregnant.Events, e] };
        Assert.Equal(SettingRow.Emergency, Assess(And(Given.Total("cows", 25))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(And(Given.Total("cows", 24))).Section.Row);
        Assert.Equal(SettingRow.Emergency, Assess(And(Given.Signs(2, Symptom.VaginalBleeding))).Section.Row);
        Assert.Equal(SettingRow.Emergency, Assess(And(Given.Signs(2, Symptom.LessFetalMovement))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(And(Given.Signs(25, Symptom.VaginalBleeding))).Section.Row);
        var unscored = pregnant.Without(e => IsScore(e, "cows"));
        Assert.Equal(["cows"], AskFor(Assess(unscored).Section, SettingRow.Emergency));
        var unknown = Calm(Given.Total("cows", 30)).Who(p => p with { SexAtBirth = Sex.Female });
        Assert.Equal(["pregnancy"], AskFor(Assess(unknown).Section, SettingRow.Emergency));
        Assert.Equal(
            "pregnant, with severe withdrawal, bleeding or less movement of the baby",
            Assess(And(Given.Total("cows", 25))).Section.Fired[0].Because
        );
    }

    [Fact]
    public void Without_any_suicide_screen_row_E_stays_open()
    {
        var bare = Calm().Without(e => e is Symptoms);
        Assert.Equal(["suicide-screen"], AskFor(Assess(bare).Section, SettingRow.Emergency));
        PersonRecord And(Event e) => bare with { Events = [.. bare.Events, e] };
        static Answers Item9(decimal? value, double hoursAgo) =>
            new()
            {
                At = Given.HoursAgo(hoursAgo),
                Instrument = "phq9",
                Items = new Dictionary<string, decimal?> { ["9"] = value },
            };
        Assert.Empty(AskFor(Assess(And(Item9(0, 24))).Section, SettingRow.Emergency));
        Assert.Equal(["suicide-screen"], AskFor(Assess(And(Item9(1, 24))).Section, SettingRow.Emergency));
        Assert.Equal(["suicide-screen"], AskFor(Assess(And(Item9(null, 24))).Section, SettingRow.Emergency));
        Assert.Equal(
            ["suicide-screen"],
            AskFor(
                Assess(
                    bare.Without(e => IsScore(e, "phq9")) with
                    {
                        Events = [.. bare.Events.Where(e => !IsScore(e, "phq9")), Item9(0, 31 * 24)],
                    }
                ).Section,
                SettingRow.Emergency
            )
        );
        var asked = new Symptoms { At = Given.HoursAgo(8 * 24), Reports = [new(Symptom.SuicidalPlan, false)] };
        Assert.Equal(["suicide-screen"], AskFor(Assess(And(asked)).Section, SettingRow.Emergency));
        var screen = new Answers
        {
            At = Given.HoursAgo(24),
            Instrument = "cssrs",
            Items = new Dictionary<string, decimal?>
            {
                ["1"] = 0,
                ["2"] = 0,
                ["3"] = 0,
                ["4"] = 0,
                ["5"] = 0,
                ["6a"] = 0,
                ["6b"] = 0,
            },
        };
        Assert.Empty(AskFor(Assess(And(screen)).Section, SettingRow.Emergency));
    }

    [Fact]
    public void Drowsiness_without_breathing_measured_and_jaundice_without_INR_leave_row_E_open()
    {
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Signs(2, Symptom.Drowsiness))).Section, SettingRow.Emergency)
        );
        Assert.Empty(AskFor(Assess(Calm(Given.Signs(25, Symptom.Drowsiness))).Section, SettingRow.Emergency));
        var measured = Signs() with { OxygenSaturation = 97 };
        Assert.Empty(AskFor(Assess(Calm(Given.Signs(2, Symptom.Drowsiness), measured)).Section, SettingRow.Emergency));
        Assert.Equal(
            ["vitals"],
            AskFor(Assess(Calm(Given.Signs(2, Symptom.Drowsiness), Signs())).Section, SettingRow.Emergency)
        );
        Assert.Equal(
            ["vitals"],
            AskFor(
                Assess(Calm(Given.Signs(2, Symptom.Drowsiness), measured with { RespiratoryRate = null })).Section,
                SettingRow.Emergency
            )
        );
        Assert.Equal(
            ["liver-tests"],
            AskFor(Assess(Calm(Given.Signs(2, Symptom.Jaundice))).Section, SettingRow.Emergency)
        );
        var inr = Given.Lab(Analyte.Inr, 1, null, 24, LabUnit.Ratio);
        Assert.Empty(AskFor(Assess(Calm(Given.Signs(2, Symptom.Jaundice), inr)).Section, SettingRow.Emergency));
        var old = Given.Lab(Analyte.Inr, 1, null, 8 * 24, LabUnit.Ratio);
        Assert.Equal(
            ["liver-tests"],
            AskFor(Assess(Calm(Given.Signs(2, Symptom.Jaundice), old)).Section, SettingRow.Emergency)
        );
    }

    [Fact]
    public void A_newborn_is_for_the_hospital_and_adult_rows_are_not_asked()
    {
        var record = Given.Record() with
        {
            Person = new Person { AgeYears = 0, ExposedToKratomBeforeBirth = true },
        };
        var assessed = Assess(record, new KudForSetting(null, null, null));
        Assert.Equal(SettingRow.Hospital, assessed.Section.Row);
        Assert.Equal(
            "newborn exposed to kratom before birth: at least 72 h of observation",
            assessed.Section.Fired.Single().Because
        );
        Assert.Empty(assessed.Section.CannotExclude);
        Assert.False(assessed.Section.HomeStartFits);
        Assert.Equal(["setting.suggestion"], assessed.Findings.Select(f => f.Id));
        Assert.Equal(Urgency.Urgent, assessed.Findings[0].Urgency);
        var ill = Assess(record, new KudForSetting(null, null, null), Finding("safety.newborn", Urgency.Emergency));
        Assert.Equal(SettingRow.Emergency, ill.Section.Row);
        var older = record with { Person = record.Person with { AgeYears = 1 } };
        Assert.Null(Assess(older, new KudForSetting(null, null, null)).Section.Row);
        var ageless = record with { Person = record.Person with { AgeYears = null } };
        Assert.Equal(SettingRow.Hospital, Assess(ageless, new KudForSetting(null, null, null)).Section.Row);
        var unexposed = record with { Person = record.Person with { ExposedToKratomBeforeBirth = null } };
        Assert.Null(Assess(unexposed, new KudForSetting(null, null, null)).Section.Row);
    }

    [Theory]
    [InlineData(true, true, null, null, true)]
    [InlineData(true, null, UseDisorder.Moderate, null, true)]
    [InlineData(true, null, UseDisorder.Severe, null, true)]
    [InlineData(true, false, UseDisorder.Unspecified, null, true)]
    [InlineData(true, false, UseDisorder.Mild, null, false)]
    [InlineData(true, false, UseDisorder.None, null, false)]
    [InlineData(true, false, UseDisorder.Severe, true, false)]
    [InlineData(false, true, UseDisorder.Severe, null, false)]
    public void Alcohol_dependence_with_withdrawal_risk_is_for_the_hospital(
        bool daily,
        bool? before,
        UseDisorder? disorder,
        bool? remission,
        bool hospital
    )
    {
        foreach (var substance in (Substance[])[Substance.Alcohol, Substance.Benzodiazepine])
        {
            var section = Assess(
                Calm()
                    .Using(
                        new SubstanceHistory
                        {
                            Substance = substance,
                            UsesNow = true,
                            Daily = daily,
                            WithdrawalBefore = before,
                            Disorder = disorder,
                            InRemission = remission,
                        }
                    )
            ).Section;
            Assert.Equal(hospital, section.Row == SettingRow.Hospital);
            Assert.Empty(AskFor(section, SettingRow.Hospital));
        }
    }

    [Fact]
    public void Alcohol_that_is_not_known_leaves_the_hospital_open()
    {
        string[] ask = ["alcohol-benzodiazepine-dependence"];
        Assert.Equal(ask, AskFor(Assess(Calm().Forgetting(Substance.Alcohol)).Section, SettingRow.Hospital));
        Assert.Equal(ask, AskFor(Assess(Calm().Forgetting(Substance.Benzodiazepine)).Section, SettingRow.Hospital));
        var daily = new SubstanceHistory
        {
            Substance = Substance.Alcohol,
            UsesNow = true,
            Daily = true,
        };
        Assert.Equal(ask, AskFor(Assess(Calm().Using(daily)).Section, SettingRow.Hospital));
        var conflicting = daily with { UsesNow = false, WithdrawalBefore = true };
        Assert.Equal(SettingRow.Hospital, Assess(Calm().Using(conflicting)).Section.Row);
        var byFinding = Assess(
            Calm(),
            Mild,
            Finding("safety.alcohol-benzodiazepine-withdrawal", Urgency.Urgent)
        ).Section;
        Assert.Equal("alcohol or benzodiazepine dependence with a risk of withdrawal", byFinding.Fired[0].Because);
        Assert.Equal(SettingRow.Hospital, byFinding.Row);
    }

    [Fact]
    public void A_seizure_in_withdrawal_is_for_the_hospital()
    {
        Assert.Equal(SettingRow.Hospital, Assess(Calm().Having(Condition.SeizureInWithdrawal)).Section.Row);
        var unknown = Assess(Calm().Forgetting(Condition.Seizure)).Section;
        Assert.Equal(["seizure"], AskFor(unknown, SettingRow.Hospital));
        var other = Assess(Calm().Having(Condition.Seizure)).Section;
        Assert.Equal(["seizure"], AskFor(other, SettingRow.Hospital));
        var told = Assess(Calm().Having(Condition.Seizure).Having(Condition.SeizureInWithdrawal, false)).Section;
        Assert.Equal(SettingRow.Outpatient, told.Row);
        Assert.Empty(told.CannotExclude);
    }

    [Theory]
    [InlineData(Analyte.Alt, 199, 40, false)]
    [InlineData(Analyte.Alt, 200, 40, true)]
    [InlineData(Analyte.Ast, 199, 40, false)]
    [InlineData(Analyte.Ast, 200, 40, true)]
    [InlineData(Analyte.Bilirubin, 2.39, 1.2, false)]
    [InlineData(Analyte.Bilirubin, 2.4, 1.2, true)]
    public void Acute_hepatitis_is_for_the_hospital(Analyte analyte, decimal value, decimal limit, bool hospital)
    {
        var section = Assess(Calm(Given.Lab(analyte, value, limit, 5))).Section;
        Assert.Equal(hospital, section.Row == SettingRow.Hospital);
        Assert.Empty(section.CannotExclude);
    }

    [Fact]
    public void Liver_tests_that_are_missing_old_or_without_limits_leave_the_hospital_open()
    {
        string[] ask = ["liver-tests", "lab-limits"];
        foreach (var analyte in (Analyte[])[Analyte.Alt, Analyte.Bilirubin])
        {
            var missing = Calm().Without(e => e is Laboratory l && l.Analyte == analyte);
            Assert.Equal(ask, AskFor(Assess(missing).Section, SettingRow.Hospital));
            var old = missing with { Events = [.. missing.Events, Given.Lab(analyte, 300, 40, 31 * 24)] };
            Assert.Equal(ask, AskFor(Assess(old).Section, SettingRow.Hospital));
            var bare = missing with { Events = [.. missing.Events, Given.Lab(analyte, 300, null, 5)] };
            Assert.Equal(ask, AskFor(Assess(bare).Section, SettingRow.Hospital));
            var urgent = Assess(bare, Mild, Finding("liver.urgent", Urgency.Urgent)).Section;
            Assert.Equal(SettingRow.Hospital, urgent.Row);
        }

        Assert.Equal(SettingRow.Outpatient, Assess(Calm(), Mild, Finding("liver.urgent", Urgency.Urgent)).Section.Row);
        var both = Calm().Without(e => e is Laboratory);
        Assert.Equal(SettingRow.Outpatient, Assess(both, Mild, Finding("liver.urgent", Urgency.Urgent)).Section.Row);
        var unread = both with { Events = [.. both.Events, Given.Lab(Analyte.Alt, 300, null, 5)] };
        Assert.Equal(
            "urgent liver signs, and results without the laboratory's limits",
            Assess(unread, Mild, Finding("liver.urgent", Urgency.Urgent)).Section.Fired[0].Because
        );
        var stale = both with { Events = [.. both.Events, Given.Lab(Analyte.Alt, 300, null, 31 * 24)] };
        Assert.Equal(SettingRow.Outpatient, Assess(stale, Mild, Finding("liver.urgent", Urgency.Urgent)).Section.Row);
        Assert.Equal("acute hepatitis", Assess(both.Having(Condition.AcuteHepatitis)).Section.Fired[0].Because);
        Assert.Equal(SettingRow.Hospital, Assess(Calm(), Mild, Finding("liver.hys-law", Urgency.Urgent)).Section.Row);
        Assert.Equal(
            "acute hepatitis (ALT 5x the upper limit, AST 1.5x the upper limit and bilirubin 0.42x the upper limit)",
            Assess(Calm(Given.Lab(Analyte.Alt, 200, 40, 5), Given.Lab(Analyte.Ast, 60, 40, 5))).Section.Fired[0].Because
        );
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public void QTc_of_500_is_for_the_hospital(int qtc, bool hospital)
    {
        var section = Assess(Calm(new Ecg { At = Given.HoursAgo(3), QtcMs = qtc })).Section;
        Assert.Equal(hospital, section.Row == SettingRow.Hospital);
        Assert.Equal(hospital ? "QTc 500 ms" : "2 of 11 criteria (mild)", section.Fired[0].Because);
    }

    [Fact]
    public void An_ECG_is_asked_for_only_when_there_is_a_reason()
    {
        foreach (
            var condition in (Condition[])
                [Condition.CongenitalLongQt, Condition.ElectrolyteProblem, Condition.HeartFailure, Condition.Arrhythmia]
        )
        {
            Assert.Contains(
                "ecg",
                AskFor(Assess(Calm().Having(condition, severe: false)).Section, SettingRow.Hospital)
            );
            Assert.DoesNotContain("ecg", AskFor(Assess(Calm().Having(condition, false)).Section, SettingRow.Hospital));
        }

        Assert.Equal(
            ["ecg"],
            AskFor(Assess(Calm(Given.Drug("citalopram", MedicineAction.Prescribed))).Section, SettingRow.Hospital)
        );
        Assert.Empty(
            AskFor(Assess(Calm(Given.Drug("ibuprofen", MedicineAction.Prescribed))).Section, SettingRow.Hospital)
        );
        Assert.Equal(
            ["ecg"],
            AskFor(Assess(Calm(Given.Signs(29 * 24, Symptom.Fainting))).Section, SettingRow.Hospital)
        );
        Assert.Empty(AskFor(Assess(Calm(Given.Signs(31 * 24, Symptom.Fainting))).Section, SettingRow.Hospital));
    }

    [Fact]
    public void Psychosis_or_mania_now_is_for_the_hospital()
    {
        const string because = "psychosis or mania now";
        Assert.Equal(because, Assess(Calm().Having(Condition.Mania)).Section.Fired[0].Because);
        Assert.Equal(because, Assess(Calm().Having(Condition.Psychosis, severe: true)).Section.Fired[0].Because);
        Assert.Equal(because, Assess(Calm(Given.Signs(6 * 24, Symptom.Mania))).Section.Fired[0].Because);
        Assert.Equal(because, Assess(Calm(Given.Signs(6 * 24, Symptom.Hallucinations))).Section.Fired[0].Because);
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(Given.Signs(8 * 24, Symptom.Mania))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(Given.Signs(8 * 24, Symptom.Hallucinations))).Section.Row);
        Assert.Equal(
            SettingRow.Hospital,
            Assess(Calm(), Mild, Finding("safety.psychosis-mania", Urgency.Urgent)).Section.Row
        );
        Assert.Equal(["psychosis"], AskFor(Assess(Calm().Having(Condition.Psychosis)).Section, SettingRow.Hospital));
        Assert.Empty(AskFor(Assess(Calm().Having(Condition.Psychosis, severe: false)).Section, SettingRow.Hospital));
        Assert.Equal(
            ["psychosis"],
            AskFor(Assess(Calm().Forgetting(Condition.Psychosis)).Section, SettingRow.Hospital)
        );
        var other = Calm().Forgetting(Condition.Psychosis).Having(Condition.Mania, false);
        Assert.Empty(AskFor(Assess(other).Section, SettingRow.Hospital));
    }

    [Fact]
    public void Fluids_that_are_not_kept_are_for_the_hospital()
    {
        const string because = "cannot keep fluids down, or passes no urine";
        Assert.Equal(because, Assess(Calm(Given.Signs(5, Symptom.CannotKeepFluids))).Section.Fired[0].Because);
        Assert.Equal(because, Assess(Calm(Given.Signs(5, Symptom.NoUrine))).Section.Fired[0].Because);
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(Given.Signs(25, Symptom.CannotKeepFluids))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(Given.Signs(25, Symptom.NoUrine))).Section.Row);
        Assert.Equal(
            SettingRow.Hospital,
            Assess(Calm(), Mild, Finding("safety.dehydration", Urgency.Urgent)).Section.Row
        );
        foreach (var losing in (Symptom[])[Symptom.Vomiting, Symptom.Diarrhoea])
        {
            Assert.Equal(["fluids"], AskFor(Assess(Calm(Given.Signs(5, losing))).Section, SettingRow.Hospital));
            Assert.Empty(AskFor(Assess(Calm(Given.Signs(25, losing))).Section, SettingRow.Hospital));
            var kept = new Symptoms { At = Given.HoursAgo(4), Reports = [new(Symptom.CannotKeepFluids, false)] };
            Assert.Empty(AskFor(Assess(Calm(Given.Signs(5, losing), kept)).Section, SettingRow.Hospital));
        }
    }

    [Fact]
    public void Severe_heart_or_lung_disease_is_for_the_hospital()
    {
        foreach (var condition in Heart)
        {
            Assert.Equal(
                "severe heart or lung disease",
                Assess(Calm().Having(condition, severe: true)).Section.Fired[0].Because
            );
            Assert.Contains("heart", AskFor(Assess(Calm().Having(condition)).Section, SettingRow.Hospital));
            Assert.DoesNotContain(
                "heart",
                AskFor(Assess(Calm().Having(condition, severe: false)).Section, SettingRow.Hospital)
            );
        }

        Assert.Equal(SettingRow.Hospital, Assess(Calm().Having(Condition.CoronaryDisease)).Section.Row);
        Assert.Equal(["heart"], AskFor(Assess(Calm().Forgetting(Condition.HeartDisease)).Section, SettingRow.Hospital));
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public void Severe_COWS_without_a_safe_home_is_residential(int cows, bool residential)
    {
        var unsafeHome = Calm(Given.Total("cows", cows)).In(c => c with { SafeHome = false });
        var section = Assess(unsafeHome).Section;
        Assert.Equal(residential, section.Row == SettingRow.Residential);
        var unknown = Calm(Given.Total("cows", cows)).In(c => c with { SafeHome = null });
        Assert.Equal(residential ? ["housing"] : [], AskFor(Assess(unknown).Section, SettingRow.Residential));
        Assert.Equal(SettingRow.Outpatient, Assess(Calm(Given.Total("cows", cows))).Section.Row);
    }

    [Fact]
    public void Severe_COWS_says_so()
    {
        var section = Assess(Calm(Given.Total("cows", 30)).In(c => c with { SafeHome = false })).Section;
        Assert.StartsWith("severe withdrawal (COWS 30/48", section.Fired[0].Because, StringComparison.Ordinal);
        Assert.EndsWith(") and no safe home", section.Fired[0].Because, StringComparison.Ordinal);
    }

    private static Answers Cows(params (string Item, decimal Points)[] points)
    {
        var items = Enumerable
            .Range(1, 11)
            .ToDictionary(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => (decimal?)0);
        foreach (var (item, value) in points)
        {
            items[item] = value;
        }

        return new Answers
        {
            At = Given.HoursAgo(1),
            Instrument = "cows",
            Items = items,
        };
    }

    [Fact]
    public void Severe_SOWS_needs_signs_that_were_seen()
    {
        PersonRecord With(decimal sows, params Event[] more) =>
            Calm([Given.Total("sows", sows), .. more]).In(c => c with { SafeHome = false });
        Assert.Equal(SettingRow.Residential, Assess(With(21, Cows(("9", 1)))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(With(20, Cows(("9", 1)))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(With(21, Cows())).Section.Row);
        Assert.Empty(AskFor(Assess(With(21, Cows())).Section, SettingRow.Residential));
        var unseen = Assess(With(21)).Section;
        Assert.Equal(SettingRow.Outpatient, unseen.Row);
        Assert.Equal(["objective-sign", "cows"], AskFor(unseen, SettingRow.Residential));
        Assert.StartsWith(
            "severe withdrawal (SOWS 21/64",
            Assess(With(21, Cows(("9", 1)))).Section.Fired[0].Because,
            StringComparison.Ordinal
        );
        var sowsOnly = With(5).Without(e => IsScore(e, "cows"));
        Assert.Empty(AskFor(Assess(sowsOnly).Section, SettingRow.Residential));
        var neither = sowsOnly.Without(e => IsScore(e, "sows"));
        Assert.Equal(["cows", "sows"], AskFor(Assess(neither).Section, SettingRow.Residential));
        var cowsOnly = Calm().Without(e => IsScore(e, "sows")).In(c => c with { SafeHome = false });
        Assert.Empty(AskFor(Assess(cowsOnly).Section, SettingRow.Residential));
        var old = neither with { Events = [.. neither.Events, Given.Total("cows", 4, 25)] };
        Assert.Equal(["cows", "sows"], AskFor(Assess(old).Section, SettingRow.Residential));
    }

    [Fact]
    public void Two_failed_outpatient_attempts_are_residential_and_one_is_intensive_outpatient()
    {
        Assert.Equal(
            SettingRow.Residential,
            Assess(Calm().With(h => h with { FailedOutpatientAttempts = 2 })).Section.Row
        );
        Assert.Equal(
            "2 outpatient attempts at stopping did not work",
            Assess(Calm().With(h => h with { FailedOutpatientAttempts = 2 })).Section.Fired[0].Because
        );
        var one = Assess(Calm().With(h => h with { FailedOutpatientAttempts = 1 })).Section;
        Assert.Equal(SettingRow.IntensiveOutpatient, one.Row);
        Assert.Equal("a return to use in outpatient care", one.Fired[0].Because);
        Assert.Empty(one.CannotExclude);
        static CareEpisode Failed(int daysAgo, CareSetting? setting) =>
            new()
            {
                At = Given.DaysAgo(daysAgo),
                Contact = CareContact.AttemptFailed,
                Setting = setting,
            };
        foreach (
            var setting in (CareSetting?[])
                [
                    null,
                    CareSetting.Outpatient,
                    CareSetting.IntensiveOutpatient,
                    CareSetting.PartialHospital,
                    CareSetting.Telehealth,
                    CareSetting.Home,
                ]
        )
        {
            Assert.Equal(SettingRow.Residential, Assess(Calm(Failed(20, setting), Failed(40, setting))).Section.Row);
            Assert.Equal(SettingRow.IntensiveOutpatient, Assess(Calm(Failed(20, setting))).Section.Row);
        }

        foreach (
            var setting in (CareSetting[])
                [CareSetting.Hospital, CareSetting.Residential, CareSetting.Custody, CareSetting.Emergency]
        )
        {
            Assert.Equal(SettingRow.Outpatient, Assess(Calm(Failed(20, setting), Failed(40, setting))).Section.Row);
        }

        var unknown = Assess(Calm().With(h => h with { FailedOutpatientAttempts = null })).Section;
        Assert.Equal(["past-attempts"], AskFor(unknown, SettingRow.Residential));
        Assert.Equal(["past-attempts"], AskFor(unknown, SettingRow.IntensiveOutpatient));
        var counted = Calm(Failed(20, null), Failed(40, null)).With(h => h with { FailedOutpatientAttempts = null });
        Assert.Equal(SettingRow.Residential, Assess(counted).Section.Row);
    }

    [Fact]
    public void A_return_to_kratom_in_outpatient_care_is_intensive_outpatient()
    {
        static CareEpisode Visit(CareSetting? setting) =>
            new()
            {
                At = Given.DaysAgo(60),
                Contact = CareContact.Visit,
                Setting = setting,
            };
        static Life Back(int daysAgo, LifeEvent what = LifeEvent.ReturnToKratom) =>
            new() { At = Given.DaysAgo(daysAgo), What = what };
        SettingRow? Row(params Event[] events) =>
            Assess(Calm(events).In(c => c with { PreferredSetting = CareSetting.Outpatient })).Section.Row;
        Assert.Equal(SettingRow.IntensiveOutpatient, Row(Visit(CareSetting.Outpatient), Back(30)));
        Assert.Equal(SettingRow.IntensiveOutpatient, Row(Visit(CareSetting.Telehealth), Back(30)));
        Assert.Equal(SettingRow.Outpatient, Row(Visit(CareSetting.Hospital), Back(30)));
        Assert.Equal(SettingRow.Outpatient, Row(Visit(null), Back(30)));
        Assert.Equal(SettingRow.Outpatient, Row(Back(30)));
        Assert.Equal(SettingRow.Outpatient, Row(Visit(CareSetting.Outpatient), Back(30, LifeEvent.CutDown)));
        var early = Visit(CareSetting.Outpatient) with { At = Given.DaysAgo(120) };
        Assert.Equal(SettingRow.IntensiveOutpatient, Row(early, Back(90)));
        Assert.Equal(SettingRow.Outpatient, Row(early, Back(92)));
    }

    [Theory]
    [InlineData(ProductKind.Extract, 2, true)]
    [InlineData(ProductKind.Shot, 2, true)]
    [InlineData(ProductKind.SevenHydroxy, 2, true)]
    [InlineData(ProductKind.Pseudoindoxyl, 3, true)]
    [InlineData(ProductKind.Extract, 1.9, false)]
    [InlineData(ProductKind.LeafPowder, 5, false)]
    [InlineData(ProductKind.Tea, 5, false)]
    [InlineData(ProductKind.LeafCapsule, 5, false)]
    public void Concentrated_products_many_times_a_day_with_sedatives_are_residential(
        ProductKind kind,
        decimal doses,
        bool residential
    )
    {
        var record = Calm() with { Events = [.. CalmEvents.Where(e => e is not Habit), Given.Habit(kind, doses)] };
        var drinking = record.Using(
            new SubstanceHistory
            {
                Substance = Substance.Alcohol,
                UsesNow = true,
                Daily = false,
                Disorder = UseDisorder.None,
                WithdrawalBefore = false,
            }
        );
        Assert.Equal(residential, Assess(drinking).Section.Row == SettingRow.Residential);
        Assert.NotEqual(SettingRow.Residential, Assess(record).Section.Row);
        if (residential)
        {
            Assert.Equal("7-OH or extract several times a day with alcohol", Assess(drinking).Section.Fired[0].Because);
            var unknown = Assess(record.Forgetting(Substance.Gabapentinoid)).Section;
            Assert.Equal(["sedatives"], AskFor(unknown, SettingRow.Residential));
        }
    }

    [Fact]
    public void An_unknown_product_or_frequency_with_sedatives_leaves_residential_open()
    {
        var drinking = Calm()
            .Using(
                new SubstanceHistory
                {
                    Substance = Substance.Alcohol,
                    UsesNow = true,
                    Daily = false,
                    Disorder = UseDisorder.None,
                    WithdrawalBefore = false,
                }
            );
        var unknown = drinking with
        {
            Events = [.. CalmEvents.Where(e => e is not Habit), Given.Habit(ProductKind.Unknown, 3)],
        };
        Assert.Equal(["product"], AskFor(Assess(unknown).Section, SettingRow.Residential));
        var often = drinking with
        {
            Events = [.. CalmEvents.Where(e => e is not Habit), Given.Habit(ProductKind.Extract)],
        };
        Assert.Equal(["doses-per-day"], AskFor(Assess(often).Section, SettingRow.Residential));
    }

    [Fact]
    public void Severe_criteria_with_unstable_or_unsafe_housing_are_residential()
    {
        var severe = new KudForSetting(6, 7, true);
        var section = Assess(Calm().In(c => c with { StableHousing = false }), severe).Section;
        Assert.Equal(SettingRow.Residential, section.Row);
        Assert.Equal(
            "6–7 of 11 criteria (severe) and housing that is not stable or not safe",
            section.Fired[0].Because
        );
        Assert.Equal(SettingRow.Residential, Assess(Calm().In(c => c with { SafeHome = false }), severe).Section.Row);
        Assert.Equal(SettingRow.PartialHospital, Assess(Calm(), severe).Section.Row);
        Assert.Equal(
            SettingRow.IntensiveOutpatient,
            Assess(Calm().In(c => c with { StableHousing = false }), new KudForSetting(5, 5, true)).Section.Row
        );
        Assert.Equal(
            ["housing"],
            AskFor(Assess(Calm().In(c => c with { StableHousing = null }), severe).Section, SettingRow.Residential)
        );
        Assert.Equal(
            ["kud"],
            AskFor(
                Assess(Calm().In(c => c with { StableHousing = false }), new KudForSetting(5, 6, true)).Section,
                SettingRow.Residential
            )
        );
    }

    [Theory]
    [InlineData(LifeEvent.ReturnToKratom)]
    [InlineData(LifeEvent.ReturnToOpioids)]
    public void A_wish_for_inpatient_care_after_a_return_to_use_is_residential(LifeEvent what)
    {
        PersonRecord After(int days, CareSetting? wish) =>
            Calm(new Life { At = Given.DaysAgo(days), What = what }).In(c => c with { PreferredSetting = wish });
        Assert.Equal(
            "prefers inpatient care after a return to use",
            Assess(After(10, CareSetting.Residential)).Section.Fired[0].Because
        );
        Assert.Equal(SettingRow.Residential, Assess(After(10, CareSetting.Hospital)).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(After(10, CareSetting.PartialHospital)).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(After(92, CareSetting.Residential)).Section.Row);
        Assert.Equal(["treatment-goal"], AskFor(Assess(After(10, null)).Section, SettingRow.Residential));
        Assert.Equal(
            SettingRow.Outpatient,
            Assess(Calm().In(c => c with { PreferredSetting = CareSetting.Residential })).Section.Row
        );
    }

    [Fact]
    public void Rows_above_the_suggestion_alone_are_left_open_and_named_in_words()
    {
        var assessed = Assess(
            Calm()
                .With(h => h with { FailedOutpatientAttempts = 2 })
                .Without(e => e is Laboratory)
                .Without(e => IsScore(e, "phq9"))
        );
        Assert.Equal([SettingRow.Hospital], assessed.Section.CannotExclude.Select(o => o.Row));
        var finding = Find(assessed, "setting.cannot-exclude")!;
        Assert.Equal(
            "Cannot exclude: hospital, medically managed around the clock: ask ALT, AST, ALP, bilirubin, INR; That laboratory's upper limits of normal.",
            finding.Clinician
        );
        Assert.Equal(["liver-tests", "lab-limits"], finding.Missing.Select(m => m.Id));
        Assert.Equal([new Input("hospital, medically managed around the clock", "not excluded")], finding.Because);
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(Urgency.Soon, Find(assessed, "setting.suggestion")!.Urgency);
        var lower = Assess(Calm(), new KudForSetting(2, 2, null));
        Assert.Equal(Urgency.Routine, Find(lower, "setting.cannot-exclude")!.Urgency);
    }

    [Fact]
    public void The_suggestion_names_every_row_in_words()
    {
        string[] clinical =
        [
            "brief advice, harm reduction and a recheck",
            "outpatient care",
            "intensive outpatient care, 9-19 h a week",
            "partial hospital care, 20 h a week or more",
        ];
        string[] plain =
        [
            "a short talk now, and a check later",
            "visits to a clinic",
            "a program with a few visits each week",
            "a day program, on most days of the week",
        ];
        int[] criteria = [0, 2, 4, 6];
        for (var i = 0; i < criteria.Length; i++)
        {
            var finding = Find(
                Assess(Calm(), new KudForSetting(criteria[i], criteria[i], false)),
                "setting.suggestion"
            )!;
            Assert.Contains($"at least {clinical[i]}.", finding.Clinician, StringComparison.Ordinal);
            Assert.Contains($"is at least {plain[i]}.", finding.Person, StringComparison.Ordinal);
            Assert.Equal(Urgency.Routine, finding.Urgency);
            Assert.DoesNotContain("ASAM", finding.Clinician, StringComparison.Ordinal);
        }

        var residential = Find(
            Assess(Calm().With(h => h with { FailedOutpatientAttempts = 2 })),
            "setting.suggestion"
        )!;
        Assert.Contains(
            "at least residential care around the clock with withdrawal care.",
            residential.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is at least a place to stay, with care day and night.",
            residential.Person,
            StringComparison.Ordinal
        );
        var hospital = Find(Assess(Calm().Having(Condition.Mania)), "setting.suggestion")!;
        Assert.Contains("is at least a hospital, with care day and night.", hospital.Person, StringComparison.Ordinal);
        Assert.Equal(Urgency.Urgent, hospital.Urgency);
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.OptionsCase;

namespace Coppice.Care.Tests;

public class OptionsTests
{
    private static AvoidItem? Avoided(PersonRecord record, string what) =>
        Assess(record).Section.Avoid.SingleOrDefault(a => a.What == what);

    private static SupportiveMedicine Supportive(PersonRecord record, string name) =>
        Assess(record).Section.Supportive.Single(s => s.Name == name);

    private static PersonRecord Kratom(double hoursAgo, params Event[] more) =>
        Ready(more) with
        {
            Events =
            [
                .. Ready(more).Events.Select(e => e is Habit h ? h with { LastUse = Given.HoursAgo(hoursAgo) } : e),
            ],
        };

    [Fact]
    public void Every_option_is_there_in_order_and_none_has_words_for_the_person()
    {
        var assessed = Assess(Ready());
        Assert.Equal(
            [
                "buprenorphine",
                "clonidine",
                "lofexidine",
                "supportive",
                "methadone",
                "dihydrocodeine",
                "clomipramine",
                "taper",
                "naltrexone",
                "psychosocial",
            ],
            assessed.Section.Options.Select(o => o.Name)
        );
        Assert.Equal(
            [
                "options.no-approved-treatment",
                "options.buprenorphine",
                "options.buprenorphine-range",
                "options.clonidine",
                "options.lofexidine",
                "options.supportive",
                "options.methadone",
                "options.dihydrocodeine",
                "options.clomipramine",
                "options.taper",
                "options.psychosocial",
                "options.avoid",
            ],
            assessed.Findings.Select(f => f.Id)
        );
        Assert.All(assessed.Findings, f => Assert.Null(f.Person));
        var banner = assessed.Findings[0];
        Assert.Contains("no randomized trial is known", banner.Clinician, StringComparison.Ordinal);
        Assert.Equal(Urgency.Info, banner.Urgency);
    }

    [Fact]
    public void A_newborn_and_a_record_without_kratom_have_no_options()
    {
        void Empty(PersonRecord record)
        {
            var assessed = Assess(record);
            Assert.Empty(assessed.Findings);
            Assert.Empty(assessed.Section.Options);
            Assert.Empty(assessed.Section.Supportive);
            Assert.Empty(assessed.Section.Avoid);
            Assert.Null(assessed.Section.BuprenorphineRange);
            Assert.Null(assessed.Section.Lofexidine);
        }

        Empty(Ready().Who(p => p with { AgeYears = 0, ExposedToKratomBeforeBirth = true }));
        Empty(Given.Record());
        Empty(Given.Record(Given.Total("cows", 14), SettingCase.Signs(), Given.Total("phq9", 3)));
        Empty(Given.Record(new Life { At = Given.DaysAgo(3), What = LifeEvent.Loss }));
        Empty(
            Given.Record(
                new UrineTest
                {
                    At = Given.DaysAgo(3),
                    Results = [new(UrineTarget.Mitragynine, Record.TestResult.Negative)],
                }
            )
        );
        Empty(
            Given.Record(
                new UrineTest
                {
                    At = Given.DaysAgo(3),
                    Results = [new(UrineTarget.Opiates, Record.TestResult.Positive)],
                }
            )
        );
        Empty(Given.Record(Given.Lab(Analyte.MitragynineBlood, 0, null, 5, LabUnit.NgPerMl)));
        Empty(Given.Record(Given.Lab(Analyte.Alt, 5, null, 5)));
    }

    [Fact]
    public void Anything_about_kratom_opens_the_options()
    {
        void Open(Event happened) => Assert.NotEmpty(Assess(Given.Record(happened)).Section.Options);
        Open(Given.Use(5));
        Open(Given.Habit(ProductKind.Tea));
        Open(Given.Total("kud", 2));
        Open(Given.Total("kds", 2));
        Open(new Life { At = Given.DaysAgo(3), What = LifeEvent.StoppedKratom });
        Open(new Life { At = Given.DaysAgo(3), What = LifeEvent.CutDown });
        Open(new Life { At = Given.DaysAgo(3), What = LifeEvent.ReturnToKratom });
        Open(
            new UrineTest
            {
                At = Given.DaysAgo(3),
                Results = [new(UrineTarget.Mitragynine, Record.TestResult.Positive)],
            }
        );
        Open(
            new UrineTest
            {
                At = Given.DaysAgo(3),
                Results = [new(UrineTarget.SevenHydroxymitragynine, Record.TestResult.Positive)],
            }
        );
        Open(Given.Lab(Analyte.MitragynineBlood, 5, null, 5, LabUnit.NgPerMl));
        Open(Given.Lab(Analyte.MitragynineUrine, 5, null, 5, LabUnit.NgPerMl));
        Open(new Spending { At = Given.DaysAgo(3), Money = new Money(5, "USD") });
        Open(
            new Stock
            {
                At = Given.DaysAgo(3),
                Product = new Product { Kind = ProductKind.Tea },
                Left = new Amount(5, AmountUnit.Glass),
            }
        );
        Open(
            new Answers
            {
                At = Given.DaysAgo(1),
                Instrument = "kpanel",
                Items = new Dictionary<string, decimal?> { ["1"] = 2 },
            }
        );
    }

    [Fact]
    public void Medicines_for_symptoms_are_options_when_nothing_speaks_against_them()
    {
        var assessed = Assess(Ready());
        Assert.Equal(
            [
                "hydroxyzine",
                "ondansetron",
                "loperamide",
                "trazodone",
                "gabapentin",
                "ibuprofen",
                "acetaminophen",
                "dicyclomine",
            ],
            assessed.Section.Supportive.Select(s => s.Name)
        );
        Assert.All(assessed.Section.Supportive, s => Assert.Equal(OptionState.Consider, s.State));
        Assert.All(assessed.Section.Supportive, s => Assert.Empty(s.Because));
        var option = Option(Ready(), "supportive");
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Equal(8, option.Met.Count);
        Assert.Empty(option.Ask);
        Assert.Contains(
            "the over-the-counter limit is lower",
            Find(Ready(), "options.supportive")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("hydroxyzine", true)]
    [InlineData("ondansetron", true)]
    [InlineData("loperamide", true)]
    [InlineData("trazodone", true)]
    [InlineData("gabapentin", false)]
    [InlineData("ibuprofen", false)]
    [InlineData("acetaminophen", false)]
    [InlineData("dicyclomine", false)]
    public void QT_gates_the_medicines_that_lengthen_it(string name, bool qt)
    {
        void Is(PersonRecord record, OptionState state, params string[] because)
        {
            var medicine = Supportive(record, name);
            Assert.Equal(qt ? state : OptionState.Consider, medicine.State);
            Assert.Equal(qt ? because : [], medicine.Because);
        }

        Is(Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 450 }), OptionState.NotNow, "QTc 450 ms");
        Is(Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 449 }), OptionState.Consider);
        Is(Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 499 }), OptionState.NotNow, "QTc 499 ms");
        Is(Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 500 }), OptionState.Avoid, "QTc 500 ms");
        Is(Ready().Having(Condition.CongenitalLongQt), OptionState.Avoid, "congenital long QT");
        Is(Ready().Having(Condition.ElectrolyteProblem), OptionState.NotNow, "potassium or magnesium low");
        Is(
            Ready(Given.Drug("citalopram", MedicineAction.Prescribed)),
            OptionState.NotNow,
            "citalopram lengthens QT too"
        );
        Is(Ready().Without(e => e is Ecg), OptionState.NotNow);
        foreach (var condition in (Condition[])[Condition.HeartDisease, Condition.HeartFailure, Condition.Arrhythmia])
        {
            var ill = Supportive(Ready().Without(e => e is Ecg).Having(condition), name);
            Assert.Equal(qt ? OptionState.NotNow : OptionState.Consider, ill.State);
            Assert.Equal(qt ? ["ECG, because of the heart"] : [], ill.Unknown);
            Assert.Empty(Supportive(Ready().Having(condition), name).Unknown);
        }

        Assert.Equal(
            qt ? ["ECG, because of the heart"] : [],
            Supportive(Ready(Given.Signs(29 * 24, Symptom.Fainting)).Without(e => e is Ecg), name).Unknown
        );
        Assert.Equal(
            qt ? ["no current ECG"] : [],
            Supportive(Ready(Given.Signs(31 * 24, Symptom.Fainting)).Without(e => e is Ecg), name).Unknown
        );
    }

    [Fact]
    public void A_medicine_does_not_stand_in_its_own_way()
    {
        Assert.Equal(
            OptionState.Consider,
            Supportive(Ready(Given.Drug("ondansetron", MedicineAction.Prescribed)), "ondansetron").State
        );
        Assert.Equal(
            ["ondansetron lengthens QT too"],
            Supportive(Ready(Given.Drug("ondansetron", MedicineAction.Prescribed)), "loperamide").Because
        );
    }

    [Theory]
    [InlineData("hydroxyzine", true)]
    [InlineData("trazodone", true)]
    [InlineData("gabapentin", true)]
    [InlineData("ondansetron", false)]
    [InlineData("ibuprofen", false)]
    public void Sedatives_gate_the_medicines_that_sedate(string name, bool sedates)
    {
        var drinking = Supportive(
            Ready().Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true }),
            name
        );
        Assert.Equal(sedates ? OptionState.NotNow : OptionState.Consider, drinking.State);
        Assert.Equal(sedates ? ["sedation with alcohol"] : [], drinking.Because);
        var unknown = Supportive(Ready().Forgetting(Substance.Alcohol), name);
        Assert.Equal(sedates ? OptionState.NotNow : OptionState.Consider, unknown.State);
        Assert.Equal(sedates ? ["sedatives not known"] : [], unknown.Unknown);
        var option = Option(Ready().Forgetting(Substance.Alcohol), "supportive");
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Equal(["sedatives"], option.Ask);
        Assert.Equal(sedates, option.Unknown.Contains($"{name} (sedatives not known)"));
    }

    [Fact]
    public void Liver_kidney_bleeding_pregnancy_and_infection_gate_their_medicines()
    {
        void Is(PersonRecord record, string name, OptionState state, string? because)
        {
            var medicine = Supportive(record, name);
            Assert.Equal(state, medicine.State);
            Assert.Equal(because is null ? [] : [because], medicine.Because);
        }

        Is(
            Ready(Given.Lab(Analyte.Alt, 41, 40, 3)),
            "acetaminophen",
            OptionState.Avoid,
            "liver tests are raised: no stacking"
        );
        Assert.NotNull(Avoided(Ready(Given.Lab(Analyte.Alt, 41, 40, 3)), "acetaminophen"));
        Assert.Null(Avoided(Ready(), "acetaminophen"));
        var untested = Ready().Without(e => e is Laboratory);
        Is(untested, "acetaminophen", OptionState.NotNow, null);
        Assert.Equal(["no current liver tests"], Supportive(untested, "acetaminophen").Unknown);
        Assert.Equal(["liver-tests"], Option(untested, "supportive").Ask);
        Is(untested, "ibuprofen", OptionState.Consider, null);
        foreach (var kidney in (Condition[])[Condition.KidneyDisease, Condition.Dialysis])
        {
            Is(Ready().Having(kidney), "ibuprofen", OptionState.Avoid, "kidney disease");
            Is(Ready().Having(kidney), "gabapentin", OptionState.NotNow, "kidney disease: dose by kidney function");
            Is(Ready().Having(kidney), "acetaminophen", OptionState.Consider, null);
            Is(Ready().Having(kidney, false), "ibuprofen", OptionState.Consider, null);
        }

        Assert.NotNull(Avoided(Ready().Having(Condition.Dialysis), "ibuprofen"));
        Is(Ready(Given.Signs(29 * 24, Symptom.BloodInVomitOrStool)), "ibuprofen", OptionState.Avoid, "bleeding");
        Is(Ready(Given.Signs(31 * 24, Symptom.BloodInVomitOrStool)), "ibuprofen", OptionState.Consider, null);
        Is(
            Ready(Given.Signs(5, Symptom.BloodInVomitOrStool)),
            "loperamide",
            OptionState.NotNow,
            "fever or blood: infection first"
        );
        Is(Ready(Given.Signs(5, Symptom.Fever)), "loperamide", OptionState.NotNow, "fever or blood: infection first");
        Is(Ready(Given.Signs(25, Symptom.Fever)), "loperamide", OptionState.Consider, null);
        var pregnant = Ready().Who(p => p with { Pregnancy = Pregnancy.Pregnant });
        Is(pregnant, "ibuprofen", OptionState.NotNow, "pregnant");
        Is(pregnant, "dicyclomine", OptionState.NotNow, "pregnant");
        Is(pregnant, "ondansetron", OptionState.Consider, null);
    }

    [Fact]
    public void When_no_medicine_is_open_the_list_is_not_now()
    {
        var record = Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 470 }, Given.Lab(Analyte.Alt, 90, 40, 3))
            .Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true })
            .Who(p => p with { Pregnancy = Pregnancy.Pregnant });
        var option = Option(record, "supportive");
        Assert.Equal(OptionState.NotNow, option.State);
        Assert.Empty(option.Met);
        Assert.Contains("hydroxyzine (QTc 470 ms and sedation with alcohol)", option.NotMet);
        Assert.Equal(Urgency.Info, Find(record, "options.supportive")!.Urgency);
        Assert.Equal(["ecg"], Option(Ready().Without(e => e is Ecg), "supportive").Ask);
    }

    [Fact]
    public void Methadone_is_for_a_program_and_QT_speaks_against_it()
    {
        var option = Option(Ready(), "methadone");
        Assert.Equal(OptionState.Specialist, option.State);
        Assert.Equal(["opioid treatment program or inpatient only"], option.NotMet);
        Assert.Empty(option.Cautions);
        Assert.Equal(Urgency.Info, Find(Ready(), "options.methadone")!.Urgency);
        var at499 = Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 499 });
        Assert.Equal(OptionState.Specialist, Option(at499, "methadone").State);
        Assert.Equal(["QTc is long"], Option(at499, "methadone").Cautions);
        var at500 = Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 500 });
        Assert.Equal(["QTc 500 ms: 500 or more"], Option(at500, "methadone").Against);
        Assert.Null(Find(at500, "options.methadone"));
        Assert.Equal(["congenital long QT"], Option(Ready().Having(Condition.CongenitalLongQt), "methadone").Against);
        Assert.Equal(
            ["no current ECG; methadone lengthens QT"],
            Option(Ready().Without(e => e is Ecg), "methadone").Cautions
        );
        Assert.Equal(["ecg"], Option(Ready().Without(e => e is Ecg), "methadone").Ask);
        var pregnant = Ready().Who(p => p with { Pregnancy = Pregnancy.Pregnant });
        Assert.Equal(
            ["pregnant: standard care in an opioid treatment program (unverified)"],
            Option(pregnant, "methadone").Cautions
        );
        var drinking = Ready().Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true });
        Assert.Equal(["sedatives (alcohol): breathing can slow"], Option(drinking, "methadone").Cautions);
    }

    [Theory]
    [InlineData("US-PA", OptionState.NotNow)]
    [InlineData("US", OptionState.NotNow)]
    [InlineData(null, OptionState.NotNow)]
    [InlineData("GB-ENG", OptionState.Specialist)]
    [InlineData("USX", OptionState.Specialist)]
    public void Dihydrocodeine_is_not_used_in_the_US(string? region, OptionState state)
    {
        var record = Ready().Who(p => p with { Region = region });
        var option = Option(record, "dihydrocodeine");
        Assert.Equal(state, option.State);
        Assert.Equal(region is null ? ["region (it is not used for this in the US)"] : [], option.Unknown);
        Assert.Equal(
            region is null ? []
                : state == OptionState.NotNow ? ["not used for this in the US"]
                : ["inpatient, by a specialist, with lofexidine (one case report)"],
            option.NotMet
        );
        var drinking = record.Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true });
        Assert.Equal(["sedatives (alcohol): breathing can slow"], Option(drinking, "dihydrocodeine").Cautions);
    }

    [Fact]
    public void Clomipramine_is_for_symptoms_that_stay()
    {
        var option = Option(Kratom(14 * 24), "clomipramine");
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Equal(["QTc not long", "14 days or more since the last kratom"], option.Met);
        Assert.Equal(Urgency.Routine, Find(Kratom(14 * 24), "options.clomipramine")!.Urgency);
        var early = Option(Kratom((14 * 24) - 1), "clomipramine");
        Assert.Equal(OptionState.NotNow, early.State);
        Assert.StartsWith("kratom within 14 days", early.NotMet.Single(), StringComparison.Ordinal);
        Assert.Equal(Urgency.Info, Find(Ready(), "options.clomipramine")!.Urgency);
        var day = Kratom(0) with
        {
            Events = [.. Ready().Events.Select(e => e is Habit h ? h with { LastUse = Given.DaysAgo(14) } : e)],
        };
        Assert.Equal(["time since the last kratom (14 days)"], Option(day, "clomipramine").Unknown);
        Assert.Equal(["last-use"], Option(day, "clomipramine").Ask);
    }

    [Fact]
    public void Seizures_QT_and_other_medicines_stand_against_clomipramine()
    {
        PersonRecord free = Kratom(20 * 24);
        foreach (var condition in (Condition[])[Condition.Seizure, Condition.SeizureInWithdrawal])
        {
            Assert.Equal(
                ["seizure history: it lowers the threshold"],
                Option(free.Having(condition), "clomipramine").Against
            );
            Assert.Null(Find(free.Having(condition), "options.clomipramine"));
        }

        Assert.Equal(OptionState.Avoid, Option(free.And(Given.Signs(3000, Symptom.Seizure)), "clomipramine").State);
        var notNow = new Symptoms { At = Given.HoursAgo(1), Reports = [new(Symptom.Seizure, false)] };
        Assert.Equal(
            OptionState.Avoid,
            Option(free.And(Given.Signs(3000, Symptom.Seizure), notNow), "clomipramine").State
        );
        Assert.Equal(OptionState.Consider, Option(free.And(notNow), "clomipramine").State);
        var unknown = Option(free.Forgetting(Condition.Seizure), "clomipramine");
        Assert.Equal(["seizure history"], unknown.Unknown);
        Assert.Equal(["seizure"], unknown.Ask);
        Assert.Equal(OptionState.NotNow, unknown.State);
        var at450 = Option(free.And(new Ecg { At = Given.HoursAgo(1), QtcMs = 450 }), "clomipramine");
        Assert.Equal(["QTc is long (450 ms)"], at450.NotMet);
        Assert.Equal(OptionState.NotNow, at450.State);
        Assert.Equal(
            ["QTc 500 ms: 500 or more"],
            Option(free.And(new Ecg { At = Given.HoursAgo(1), QtcMs = 500 }), "clomipramine").Against
        );
        Assert.Equal(["congenital long QT"], Option(free.Having(Condition.CongenitalLongQt), "clomipramine").Against);
        Assert.Equal(["ECG"], Option(free.Without(e => e is Ecg), "clomipramine").Unknown);
        IReadOnlyList<string> With(string drug) =>
            Option(free.And(Given.Drug(drug, MedicineAction.Prescribed)), "clomipramine").NotMet;
        Assert.Equal(["bupropion on board lowers the seizure threshold"], With("bupropion"));
        Assert.Equal(["haloperidol on board lengthens QT"], With("haloperidol"));
        Assert.Equal(["sertraline on board acts on serotonin"], With("sertraline"));
        Assert.Empty(With("clomipramine"));
        Assert.Empty(With("ibuprofen"));
    }

    [Fact]
    public void A_reduction_is_declined_in_pregnancy_seizures_and_sedatives()
    {
        var open = Option(Ready(), "taper");
        Assert.Equal(OptionState.Consider, open.State);
        Assert.Equal(["no seizure history", "no sedatives or other opioids"], open.Met);
        Assert.Empty(open.Cautions);
        var pregnant = Ready().Who(p => p with { Pregnancy = Pregnancy.Pregnant });
        Assert.Equal(["pregnant: declined; perinatal addiction care"], Option(pregnant, "taper").Against);
        Assert.Null(Find(pregnant, "options.taper"));
        Assert.NotNull(Avoided(pregnant, "taper"));
        var unknown = Option(Ready().Who(p => p with { SexAtBirth = null }), "taper");
        Assert.Equal(["pregnancy"], unknown.Unknown);
        Assert.Equal(["pregnancy"], unknown.Ask);
        Assert.Equal(OptionState.NotNow, unknown.State);
        Assert.Equal(["seizure history: declined"], Option(Ready().Having(Condition.Seizure), "taper").NotMet);
        Assert.Equal(["seizure history"], Option(Ready().Forgetting(Condition.Seizure), "taper").Unknown);
        var drinking = Ready().Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true });
        Assert.Equal(["sedatives or other opioids (alcohol): declined"], Option(drinking, "taper").NotMet);
        Assert.Equal(OptionState.NotNow, Option(drinking, "taper").State);
        Assert.Equal(["sedatives"], Option(Ready().Forgetting(Substance.Alcohol), "taper").Unknown);
    }

    [Fact]
    public void Seven_hydroxy_with_sedatives_is_never_reduced_without_supervision()
    {
        const string never = "7-OH or pseudoindoxyl with sedatives: never without supervision";
        var seven = Ready(Given.UseOf(ProductKind.SevenHydroxy, 14));
        var alone = Option(seven, "taper");
        Assert.Equal(OptionState.Consider, alone.State);
        Assert.Equal(["7-OH or pseudoindoxyl: no published taper; supervised only"], alone.Cautions);
        var both = Option(seven.Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true }), "taper");
        Assert.Equal([never], both.Against);
        Assert.Equal([never], both.NotMet);
        var maybe = Option(seven.Forgetting(Substance.Alcohol), "taper");
        Assert.Equal(["7-OH with sedatives", "sedatives"], maybe.Unknown);
        Assert.Equal(["sedatives"], maybe.Ask);
        var product = Ready(Given.UseOf(ProductKind.Unknown, 14))
            .Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true });
        Assert.Equal(["7-OH with sedatives"], Option(product, "taper").Unknown);
        Assert.Equal(["product"], Option(product, "taper").Ask);
        Assert.Equal(["no kratom for a week or more: nothing to reduce"], Option(Kratom(168), "taper").NotMet);
        Assert.Empty(Option(Kratom(167), "taper").NotMet);
    }

    [Fact]
    public void Naltrexone_is_never_first()
    {
        var recent = Option(Ready(), "naltrexone");
        Assert.Equal(OptionState.Avoid, recent.State);
        Assert.Equal(["last kratom 14 h ago: under 14 days"], recent.Against);
        Assert.Null(Find(Ready(), "options.naltrexone"));
        Assert.Equal(
            new AvoidItem("naltrexone", "last kratom 14 h ago: under 14 days"),
            Avoided(Ready(), "naltrexone")
        );
        var avoid = Find(Ready(), "options.avoid")!;
        Assert.Equal(
            "Not now: naltrexone (last kratom 14 h ago: under 14 days). For naltrexone see the hard stop (safety.naltrexone).",
            avoid.Clinician
        );
        Assert.Equal(Urgency.Soon, avoid.Urgency);
        Assert.Equal(OptionState.Avoid, Option(Kratom((14 * 24) - 0.1), "naltrexone").State);
        var free = Option(Kratom(14 * 24), "naltrexone");
        Assert.Equal(OptionState.NotNow, free.State);
        Assert.Equal(["negative naloxone challenge"], free.Unknown);
        Assert.Equal(["liver tests within limits"], free.Met);
        Assert.Equal(["naloxone-challenge"], free.Ask);
        Assert.NotNull(Find(Kratom(14 * 24), "options.naltrexone"));
        Assert.Null(Find(Kratom(14 * 24), "options.avoid"));
        var unknown = Option(Given.Record(Given.Habit(ProductKind.LeafPowder, 3)), "naltrexone");
        Assert.Equal(["time of the last kratom not known: it may be within 14 days"], unknown.Against);
        Assert.Contains("last-use", unknown.Ask);
    }

    [Fact]
    public void Opioids_and_the_liver_speak_against_naltrexone()
    {
        var free = Kratom(20 * 24);
        const string opioid = "buprenorphine or another opioid on board";
        Assert.Equal(
            [opioid],
            Option(free.And(Given.Drug("buprenorphine", MedicineAction.Prescribed)), "naltrexone").Against
        );
        Assert.Equal(
            [opioid],
            Option(free.And(Given.Drug("oxycodone", MedicineAction.Prescribed)), "naltrexone").Against
        );
        Assert.Equal(
            [opioid],
            Option(free.And(Given.Drug("methadone", MedicineAction.Prescribed)), "naltrexone").Against
        );
        Assert.Equal(
            ["acute hepatitis or liver failure"],
            Option(free.Having(Condition.AcuteHepatitis), "naltrexone").Against
        );
        Assert.Equal(
            ["acute hepatitis or liver failure"],
            Option(free.Having(Condition.LiverDisease, severe: true), "naltrexone").Against
        );
        Assert.Empty(Option(free.Having(Condition.LiverDisease), "naltrexone").Against);
        Assert.Equal(
            ["liver tests are raised"],
            Option(free.And(Given.Lab(Analyte.Alt, 50, 40, 3)), "naltrexone").NotMet
        );
        Assert.Equal(
            ["negative naloxone challenge", "liver tests"],
            Option(free.Without(e => e is Laboratory), "naltrexone").Unknown
        );
    }

    [Fact]
    public void Psychosocial_care_is_always_an_option()
    {
        var option = Option(Ready(), "psychosocial");
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Empty(option.Cautions);
        Assert.Equal(["kratom on record"], option.Met);
        var finding = Find(Ready(), "options.psychosocial")!;
        Assert.Contains("engaged 74 %, group format 60 %", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(Urgency.Routine, finding.Urgency);
        var dual = AtSetting() with { DualDiagnosis = new AddOn(true, ["PHQ-9 12/27", "known anxiety"], []) };
        Assert.Equal(
            ["treat alongside: PHQ-9 12/27 and known anxiety"],
            Option(Ready(), "psychosocial", dual).Cautions
        );
        Assert.Equal(
            ["under 18: no cash incentives; family-based care"],
            Option(Ready().Who(p => p with { AgeYears = 17 }), "psychosocial").Cautions
        );
    }

    [Fact]
    public void What_not_to_give_is_named_with_its_reason()
    {
        var free = Kratom(20 * 24);
        Assert.Empty(Assess(free).Section.Avoid);
        Assert.Equal(
            "QTc 460 ms",
            Avoided(free.And(new Ecg { At = Given.HoursAgo(1), QtcMs = 460 }), "medicines that lengthen QT")!.Because
        );
        Assert.Equal(
            "congenital long QT",
            Avoided(free.Having(Condition.CongenitalLongQt), "medicines that lengthen QT")!.Because
        );
        Assert.Equal(
            "congenital long QT",
            Avoided(
                free.Having(Condition.CongenitalLongQt).Without(e => e is Ecg),
                "medicines that lengthen QT"
            )!.Because
        );
        Assert.Equal(
            "seizure history: both lower the threshold",
            Avoided(free.Having(Condition.Seizure), "tramadol and bupropion")!.Because
        );
        Assert.Null(Avoided(free.Forgetting(Condition.Seizure), "tramadol and bupropion"));
    }

    [Fact]
    public void More_sedation_is_to_be_avoided_when_breathing_could_slow()
    {
        const string what = "benzodiazepines, gabapentinoids and other sedatives";
        var free = Kratom(20 * 24);
        string? Why(params Event[] more) => Avoided(free.And(more), what)?.Because;
        Assert.Null(Why());
        Assert.Equal("breathing is slow or the person cannot be woken", Why(Given.Signs(5, Symptom.SlowBreathing)));
        Assert.Equal("breathing is slow or the person cannot be woken", Why(Given.Signs(5, Symptom.CannotWake)));
        Assert.Null(Why(Given.Signs(25, Symptom.CannotWake)));
        Assert.Null(Why(Given.Signs(25, Symptom.SlowBreathing)));
        Assert.Equal("fewer than 12 breaths a minute", Why(SettingCase.Signs(0.5, breaths: 11)));
        Assert.Null(Why(SettingCase.Signs(0.5, breaths: 12)));
        Assert.Equal("drowsy within 24 h", Why(Given.Signs(5, Symptom.Drowsiness)));
        Assert.Null(Why(Given.Signs(25, Symptom.Drowsiness)));
        Assert.Equal(
            "7-OH or pseudoindoxyl: breathing can slow with sedatives",
            Why(Given.UseOf(ProductKind.SevenHydroxy, 400))
        );
        Assert.Equal("already on board: diazepam", Why(Given.Drug("diazepam", MedicineAction.Prescribed)));
    }

    [Fact]
    public void Status_words_leave_out_what_is_empty()
    {
        var option = new TreatmentOption("x", OptionState.NotNow, [], ["a", "b"], [], ["c"]);
        Assert.Equal("State: not now. Not met: a; b. Keep in mind: c.", option.Status());
        Assert.Equal("State: consider.", new TreatmentOption("x", OptionState.Consider, [], [], [], []).Status());
        Assert.Equal(
            "State: specialist. Met: a. Not known: b.",
            new TreatmentOption("x", OptionState.Specialist, ["a"], [], ["b"], []).Status()
        );
        Assert.Equal([new Input("Not met", "a"), new Input("Not met", "b")], option.Inputs());
    }
}

using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>A record in which everything that the setting asks about is known and calm, to be changed one fact at a time.</summary>
internal static class SettingCase
{
    public static readonly KudForSetting Mild = new(2, 2, false);

    public static readonly Condition[] Heart =
    [
        Condition.HeartDisease,
        Condition.HeartFailure,
        Condition.Arrhythmia,
        Condition.LungDisease,
    ];

    public static History CalmHistory { get; } =
        new()
        {
            OpioidUseDisorder = false,
            Overdose = false,
            AskedAboutKratom = true,
            FailedOutpatientAttempts = 0,
            Substances =
            [
                .. (
                    (Substance[])
                        [
                            Substance.Alcohol,
                            Substance.Benzodiazepine,
                            Substance.OtherSedative,
                            Substance.Gabapentinoid,
                            Substance.PrescriptionOpioid,
                            Substance.Heroin,
                            Substance.Fentanyl,
                            Substance.Methadone,
                        ]
                ).Select(s => new SubstanceHistory { Substance = s, UsesNow = false }),
            ],
            Conditions =
            [
                new(Condition.Seizure, false),
                new(Condition.Psychosis, false),
                new(Condition.HeartDisease, false),
                new(Condition.LiverDisease, false),
                new(Condition.KidneyDisease, false),
            ],
        };

    public static Circumstances CalmCircumstances { get; } =
        new()
        {
            SafeHome = true,
            StableHousing = true,
            SomeoneToHelp = true,
            ReachableByPhone = true,
            HasNaloxone = true,
            HasOverdosePlan = true,
            HoursForCare = 40,
            TransportBarrier = false,
            InsuranceBarrier = false,
            ChildCareBarrier = false,
            Supported = true,
        };

    public static Event[] CalmEvents { get; } =
    [
        new Habit
        {
            At = Given.DaysAgo(1),
            Product = new Product { Kind = ProductKind.LeafPowder },
            DosesPerDay = 3,
            AmountPerDay = new Amount(15, AmountUnit.GLeaf),
            LastUse = Given.HoursAgo(14),
            Reasons = [UseReason.Pain],
        },
        Given.Total("cows", 4, 2),
        Given.Total("sows", 4, 2),
        Given.Total("phq9", 3, 48),
        Given.Total("gad7", 3, 48),
        Given.Total("pcptsd5", 0, 48),
        Given.Total("peg", 1, 48),
        new Symptoms { At = Given.HoursAgo(2), Reports = [new(Symptom.SuicidalPlan, false)] },
        Given.Lab(Analyte.Alt, 20, 40, 48),
        Given.Lab(Analyte.Bilirubin, 0.5m, 1.2m, 48),
    ];

    public static PersonRecord Calm(params Event[] more) =>
        Given.Record([.. CalmEvents, .. more]) with
        {
            Person = new Person
            {
                AgeYears = 35,
                SexAtBirth = Sex.Male,
                TimeZone = "America/New_York",
                Region = "US-PA",
            },
            History = CalmHistory,
            Circumstances = CalmCircumstances,
        };

    public static PersonRecord With(this PersonRecord record, Func<History, History> change) =>
        record with
        {
            History = change(record.History),
        };

    public static PersonRecord In(this PersonRecord record, Func<Circumstances, Circumstances> change) =>
        record with
        {
            Circumstances = change(record.Circumstances),
        };

    public static PersonRecord Who(this PersonRecord record, Func<Person, Person> change) =>
        record with
        {
            Person = change(record.Person),
        };

    /// <summary>The calm record without the events that match.</summary>
    public static PersonRecord Without(this PersonRecord record, Func<Event, bool> which) =>
        record with
        {
            Events = [.. record.Events.Where(e => !which(e))],
        };

    public static PersonRecord Having(
        this PersonRecord record,
        Condition condition,
        bool present = true,
        bool? severe = null
    ) =>
        record.With(h =>
            h with
            {
                Conditions =
                [
                    .. h.Conditions.Where(c => c.Condition != condition),
                    new ConditionHistory(condition, present, severe),
                ],
            }
        );

    public static PersonRecord Forgetting(this PersonRecord record, Condition condition) =>
        record.With(h => h with { Conditions = [.. h.Conditions.Where(c => c.Condition != condition)] });

    public static PersonRecord Using(this PersonRecord record, SubstanceHistory substance) =>
        record.With(h =>
            h with
            {
                Substances = [.. h.Substances.Where(s => s.Substance != substance.Substance), substance],
            }
        );

    public static PersonRecord Forgetting(this PersonRecord record, Substance substance) =>
        record.With(h => h with { Substances = [.. h.Substances.Where(s => s.Substance != substance)] });

    public static bool IsScore(Event happened, string instrument) =>
        happened is Answers answers && answers.Instrument == instrument;

    public static Assessed<SettingSection> Assess(
        PersonRecord record,
        KudForSetting? kud = null,
        params IReadOnlyList<Finding> soFar
    ) => Setting.Of(Given.Chart(record), soFar, kud ?? Mild);

    public static Finding Finding(string id, Urgency urgency) =>
        new()
        {
            Id = id,
            Area = Knowledge.Area.Safety,
            Urgency = urgency,
            Title = "Slow breathing",
            Clinician = "",
            Because = [new Input("Breaths", "8/min"), new Input("SpO2", "88 %")],
            Missing = [],
            For = [],
            Against = [],
        };

    public static Vitals Signs(
        double hoursAgo = 1,
        int? systolic = 120,
        int? diastolic = 80,
        int? pulse = 80,
        int? breaths = 16
    ) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Systolic = systolic,
            Diastolic = diastolic,
            HeartRate = pulse,
            RespiratoryRate = breaths,
        };
}

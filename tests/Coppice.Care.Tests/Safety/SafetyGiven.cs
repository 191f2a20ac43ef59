using Coppice.Record;
using NodaTime;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

/// <summary>Short words for the tests of safety.</summary>
internal static class SafetyGiven
{
    public static Assessed<SafetySection> Assess(PersonRecord record) => Safety.Of(Given.Chart(record));

    public static Assessed<SafetySection> Assess(params Event[] events) => Assess(Given.Record(events));

    public static Finding? Find(PersonRecord record, string id) =>
        Assess(record).Findings.SingleOrDefault(f => f.Id == id);

    /// <summary>The finding is there with exactly this urgency, this basis and these open questions.</summary>
    public static Finding Fires(
        PersonRecord record,
        string id,
        Urgency urgency,
        string[] because,
        params string[] missing
    )
    {
        var found = Find(record, id);
        Assert.True(found is not null, $"{id} does not fire");
        Assert.Equal(because, found.Because.Select(b => $"{b.What}: {b.Value}"));
        Assert.Equal(missing, found.Missing.Select(m => m.Id));
        Assert.Equal(urgency, found.Urgency);
        Assert.NotEmpty(found.For);
        return found;
    }

    public static void Silent(PersonRecord record, string id) => Assert.Null(Find(record, id));

    public static PersonRecord With(this PersonRecord record, History history) => record with { History = history };

    public static PersonRecord With(this PersonRecord record, Circumstances circumstances) =>
        record with
        {
            Circumstances = circumstances,
        };

    public static PersonRecord With(this PersonRecord record, Person person) => record with { Person = person };

    public static Person Adult => Given.Record().Person;

    public static Symptoms Report(double hoursAgo, Symptom symptom, bool present = true, decimal? severity = null) =>
        new() { At = Given.HoursAgo(hoursAgo), Reports = [new SymptomReport(symptom, present, severity)] };

    public static Symptoms Untimed(Symptom symptom, bool present = true) =>
        new() { Reports = [new SymptomReport(symptom, present)] };

    public static Vitals Sign(
        double hoursAgo = 1,
        int? pulse = null,
        int? systolic = null,
        int? diastolic = null,
        int? breaths = null,
        decimal? oxygen = null,
        decimal? temperature = null,
        int? coma = null,
        decimal? weight = null
    ) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            HeartRate = pulse,
            Systolic = systolic,
            Diastolic = diastolic,
            RespiratoryRate = breaths,
            OxygenSaturation = oxygen,
            TemperatureC = temperature,
            GlasgowComa = coma,
            WeightKg = weight,
        };

    public static Life Life(LifeEvent what, double hoursAgo) => new() { At = Given.HoursAgo(hoursAgo), What = what };

    public static CareEpisode Contact(CareContact contact, double hoursAgo) =>
        new() { At = Given.HoursAgo(hoursAgo), Contact = contact };

    public static Ecg Ecg(int? qtc, double hoursAgo = 1, QtFormula? formula = null) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            QtcMs = qtc,
            Formula = formula,
        };

    public static UrineTest Urine(double hoursAgo, params (UrineTarget Target, TestResult Result)[] results) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Results = [.. results.Select(r => new UrineResult(r.Target, r.Result))],
        };

    public static UrineTest NegativeStandardScreen(double hoursAgo = 24) =>
        Urine(hoursAgo, (UrineTarget.Opiates, TestResult.Negative), (UrineTarget.Cocaine, TestResult.Negative));

    public static Answers Answered(string instrument, double hoursAgo, params (string Item, decimal? Value)[] items) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Instrument = instrument,
            Items = items.ToDictionary(i => i.Item, i => i.Value),
        };

    public static SubstanceHistory Uses(Substance substance, bool? now = true, bool? daily = null) =>
        new()
        {
            Substance = substance,
            UsesNow = now,
            Daily = daily,
        };

    /// <summary>A history in which every group of sedatives is known not to be used.</summary>
    public static History NoSedatives =>
        new()
        {
            Substances =
            [
                .. new[]
                {
                    Substance.Alcohol,
                    Substance.Benzodiazepine,
                    Substance.OtherSedative,
                    Substance.Gabapentinoid,
                    Substance.PrescriptionOpioid,
                    Substance.Heroin,
                    Substance.Fentanyl,
                    Substance.Methadone,
                }.Select(s => Uses(s, now: false)),
            ],
        };

    public static History Has(params Condition[] conditions) =>
        new() { Conditions = [.. conditions.Select(c => new ConditionHistory(c, Present: true))] };

    public static EventTime At(int year, int month, int day, int hour, int minute = 0) =>
        EventTime.AtMoment(new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Given.NewYork));
}

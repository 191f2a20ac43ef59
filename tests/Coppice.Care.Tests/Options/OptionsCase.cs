using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>A record in which every gate of the options is met, to be changed one fact at a time.</summary>
internal static class OptionsCase
{
    public static SettingSection AtSetting(SettingRow? row = SettingRow.Outpatient, bool? home = true) =>
        new()
        {
            Row = row,
            Result = row,
            Fired = [],
            CannotExclude = [],
            DualDiagnosis = new AddOn(false, [], []),
            Naloxone = new AddOn(false, [], []),
            Services = new AddOn(false, [], []),
            HomeStartFits = home,
            HomeStart = new HomeStart([], [], [], []),
            ReEvaluate = [],
            Notes = [],
        };

    /// <summary>COWS with every item answered: restlessness, yawning and others add up to the total; yawning is seen.</summary>
    public static Answers Cows(params (string Item, decimal Points)[] points)
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

    /// <summary>12 points, signs seen.</summary>
    public static Answers Cows12 { get; } = Cows(("3", 3), ("9", 4), ("8", 4), ("2", 1));

    public static PersonRecord Ready(params Event[] more) =>
        (SettingCase.Calm() with { Events = [] }) with
        {
            Events =
            [
                new Habit
                {
                    At = Given.DaysAgo(1),
                    Product = new Product { Kind = ProductKind.LeafPowder },
                    DosesPerDay = 4,
                    AmountPerDay = new Amount(15, AmountUnit.GLeaf),
                    LastUse = Given.HoursAgo(14),
                },
                Cows12,
                SettingCase.Signs(),
                new Ecg { At = Given.HoursAgo(5), QtcMs = 420 },
                Given.Lab(Analyte.Alt, 20, 40, 48),
                Given.Lab(Analyte.Bilirubin, 0.5m, 1.2m, 48),
                .. more,
            ],
        };

    public static PersonRecord And(this PersonRecord record, params Event[] more) =>
        record with
        {
            Events = [.. record.Events, .. more],
        };

    public static Assessed<OptionsSection> Assess(PersonRecord record, SettingSection? setting = null) =>
        Options.Of(Given.Chart(record), setting ?? AtSetting());

    public static TreatmentOption Option(PersonRecord record, string name, SettingSection? setting = null) =>
        Assess(record, setting).Section.Options.Single(o => o.Name == name);

    public static Finding? Find(PersonRecord record, string id, SettingSection? setting = null) =>
        Assess(record, setting).Findings.SingleOrDefault(f => f.Id == id);
}

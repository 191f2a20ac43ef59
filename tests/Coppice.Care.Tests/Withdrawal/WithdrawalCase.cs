using System.Globalization;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care.Tests;

/// <summary>Short words for withdrawal tests.</summary>
internal static class WithdrawalCase
{
    public static Assessed<WithdrawalSection> Assess(params Event[] events) => Assess(Given.Record(events));

    public static Assessed<WithdrawalSection> Assess(PersonRecord record) => Care.Withdrawal.Of(Given.Chart(record));

    public static Assessed<WithdrawalSection> AssessAt(Instant now, params Event[] events) =>
        Care.Withdrawal.Of(Care.Chart.Of(Given.Record(events), now, Given.Knowledge));

    public static Finding? Of(this Assessed<WithdrawalSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == "withdrawal." + id);

    public static string[] Kinds(this Assessed<WithdrawalSection> assessed) =>
        [.. assessed.Findings.Select(f => f.Id["withdrawal.".Length..])];

    public static string[] Questions(this Finding finding) => [.. finding.Missing.Select(m => m.Id)];

    public static string[] Inputs(this Finding finding) => [.. finding.Because.Select(b => $"{b.What}: {b.Value}")];

    /// <summary>Answers to some items of an instrument; the others are left open.</summary>
    public static Answers Items(string instrument, double hoursAgo, params (int Item, decimal? Value)[] items) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Instrument = instrument,
            Items = items.ToDictionary(i => i.Item.ToString(CultureInfo.InvariantCulture), i => i.Value),
        };

    /// <summary>All items of an instrument with 0, except those given.</summary>
    public static Answers Full(
        string instrument,
        int count,
        double hoursAgo,
        params (int Item, decimal Value)[] items
    ) =>
        Items(
            instrument,
            hoursAgo,
            [
                .. Enumerable
                    .Range(1, count)
                    .Select(i => (i, (decimal?)items.Where(x => x.Item == i).Select(x => x.Value).SingleOrDefault())),
            ]
        );

    public static Life Stopped(double hoursAgo) =>
        new() { At = Given.HoursAgo(hoursAgo), What = LifeEvent.StoppedKratom };

    public static Life Happened(LifeEvent what, double hoursAgo) =>
        new() { At = Given.HoursAgo(hoursAgo), What = what };

    /// <summary>Daily use of leaf, stated 20 days ago, with its last use some hours ago.</summary>
    public static Habit Daily(double lastUseHoursAgo) =>
        Given.Habit(ProductKind.LeafPowder, 3, forDays: 400) with
        {
            At = Given.DaysAgo(20),
            LastUse = Given.HoursAgo(lastUseHoursAgo),
        };

    /// <summary>The history of somebody of whom alcohol, benzodiazepines and opioids are known not to be used.</summary>
    public static History Sober =>
        new()
        {
            OpioidUseDisorder = false,
            Substances =
            [
                new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = false },
                new SubstanceHistory { Substance = Substance.Benzodiazepine, UsesNow = false },
            ],
        };
}

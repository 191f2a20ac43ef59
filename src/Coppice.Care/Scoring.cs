using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>
/// Scores every instrument by what its questionnaire says. Missing is missing, never zero: open answers give a range. A value that
/// the instrument does not allow is refused, with the ones it does.
/// </summary>
public static class Scoring
{
    private const int Open = -1;
    private const int MostItems = 64;
    private const decimal Slack = 0.05m;

    private static readonly ConditionalWeakTable<Instrument, Table> Tables = [];

    /// <summary>Answers that no instrument, or not this one, allows, with the legal ones. Empty when all are legal.</summary>
    /// <param name="knowledge">The instruments there are.</param>
    /// <param name="answers">The answers.</param>
    public static IReadOnlyList<IllegalAnswer> Illegal(KnowledgeBase knowledge, Answers answers)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(answers);
        return knowledge.Instruments.TryGetValue(answers.Instrument, out var instrument)
            ? Illegal(instrument, answers)
            :
            [
                new(
                    "instrument",
                    $"instrument must be {Words.Either(knowledge.Instruments.Keys.Order(StringComparer.Ordinal))}; "
                        + $"found '{answers.Instrument}'"
                ),
            ];
    }

    /// <summary>Answers that the instrument does not allow, with the legal ones. Empty when all are legal.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="answers">The answers.</param>
    public static IReadOnlyList<IllegalAnswer> Illegal(Instrument instrument, Answers answers)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(answers);
        var table = Of(instrument);
        Span<int> values = stackalloc int[MostItems];
        values = values[..table.Items.Length];
        List<IllegalAnswer>? found = null;
        Read(table, answers, values, ref found);
        return found ?? (IReadOnlyList<IllegalAnswer>)[];
    }

    /// <summary>Scores answers.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="answers">The answers.</param>
    /// <exception cref="ArgumentException">
    /// An answer is illegal; see <see cref="Illegal(Instrument, Answers)"/>.
    /// </exception>
    public static Score Score(Instrument instrument, Answers answers)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(answers);
        var table = Of(instrument);
        Span<int> values = stackalloc int[MostItems];
        values = values[..table.Items.Length];
        List<IllegalAnswer>? illegal = null;
        var range = Read(table, answers, values, ref illegal);
        if (illegal is not null)
        {
            throw new ArgumentException(
                $"{instrument.Id}: {string.Join("; ", illegal.Select(i => i.Message))}",
                nameof(answers)
            );
        }

        var open = Unanswered(table, values);
        var known =
            instrument.Method == ScoreMethod.Cssrs
                ? range.Low == range.High
                : answers.Total is not null || open is null;
        var (band, label, person) = Band(instrument, range);
        return new Score
        {
            Instrument = instrument.Id,
            Title = instrument.Title,
            Version = instrument.Versions.Count > 0 ? answers.Version : null,
            At = answers.At,
            Total = instrument.HasTotal && known ? range.Low : null,
            Low = range.Low,
            High = range.High,
            Minimum = instrument.Minimum,
            Maximum = instrument.Maximum,
            Band = band,
            BandLabel = label,
            BandPerson = person,
            Unanswered = open ?? (IReadOnlyList<string>)[],
            Subscales = Subscales(table, values, answers.Version),
            Alerts = Alerts(table, values) ?? (IReadOnlyList<AnswerAlert>)[],
        };
    }

    private static Table Of(Instrument instrument) => Tables.GetValue(instrument, static i => new Table(i));

    /// <summary>
    /// Reads the answers into <paramref name="values"/> (<see cref="Open"/> where there is none), notes what is illegal, and gives
    /// the range of the score that they allow.
    /// </summary>
    private static Spread Read(Table table, Answers answers, Span<int> values, ref List<IllegalAnswer>? found)
    {
        values.Fill(Open);
        var instrument = table.Instrument;
        if (answers.Instrument != instrument.Id)
        {
            Refuse(ref found, "instrument", $"instrument must be {instrument.Id}; found '{answers.Instrument}'");
            return table.All;
        }

        var version = table.VersionOf(answers.Version);
        if (version < 0)
        {
            Refuse(
                ref found,
                "version",
                $"version must be {Words.Either(instrument.Versions)}; found "
                    + (answers.Version is null ? "none" : $"'{answers.Version}'")
            );
            return table.All;
        }

        if (answers.Items is { Count: > 0 } given)
        {
            ReadItems(table, given, version, values, ref found);
        }

        if (answers.Total is { } total && !instrument.HasTotal)
        {
            var parts = instrument.Subscales.Select(s => s.Id).ToList();
            Refuse(
                ref found,
                "total",
                $"{instrument.Id} has no overall total"
                    + (parts.Count > 0 ? $", only {string.Join(", ", parts)}" : "")
                    + $"; found {Words.Of(total)}"
            );
        }

        if (found is not null)
        {
            return table.All;
        }

        if (instrument.Method == ScoreMethod.Single && instrument.HasTotal && answers.Total is { } only)
        {
            SetOnly(table, only, version, values, ref found);
        }

        var range = Range(table, values);
        if (found is null && answers.Total is { } stated)
        {
            CheckTotal(instrument, stated, range, ref found);

            // Items that are all there give the score. A screener's open answers may still raise it.
            range =
                range.Low == range.High ? range
                : table.YesAlwaysCounts && values.ContainsAnyExcept(Open) ? range with { Low = stated }
                : new Spread(stated, stated);
        }

        if (found is null && answers.Band is { } severity)
        {
            var band = CheckBand(instrument, severity, range, ref found);

            // Both hold. A screener's open answers may still raise it above a band that was given with some of them.
            var caps = !table.YesAlwaysCounts || !values.ContainsAnyExcept(Open);
            range = new Spread(Math.Max(range.Low, band.Low), caps ? Math.Min(range.High, band.High) : range.High);
        }

        return range;
    }

    private static void ReadItems(
        Table table,
        IReadOnlyDictionary<string, decimal?> given,
        int version,
        Span<int> values,
        ref List<IllegalAnswer>? found
    )
    {
        var known = 0;
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var item = ref table.Items[i];
            if (!given.TryGetValue(item.Id, out var value))
            {
                continue;
            }

            known++;
            if (value is not { } number)
            {
                continue;
            }

            if (item.Accepts(number, version))
            {
                values[i] = (int)number;
            }
            else
            {
                Refuse(
                    ref found,
                    item.Id,
                    $"item {item.Id} {Words.Legal(table.Instrument.Items[i], item.HighOf(version))}; found {Words.Of(number)}"
                );
            }
        }

        if (known != given.Count)
        {
            foreach (var id in given.Keys.Where(k => !table.Has(k)).Order(StringComparer.Ordinal))
            {
                Refuse(
                    ref found,
                    id,
                    $"{table.Instrument.Id} has no item '{id}'; its items are "
                        + string.Join(", ", table.Instrument.Items.Select(i => i.LinkId))
                );
            }
        }

        // In a screener a yes always counts. Elsewhere a form that says both "this never happened" and "it troubles me" is unclear.
        for (var i = 0; i < values.Length && table.Gated && !table.YesAlwaysCounts; i++)
        {
            if (values[i] > 0 && table.Asked(i, values) == Table.Asking.No)
            {
                var gate = table.Instrument.Items[i].AskedWhen!;
                Refuse(
                    ref found,
                    table.Items[i].Id,
                    $"item {table.Items[i].Id} must be 0 or not answered, because it is asked only when item {gate.Item} is "
                        + $"{Words.Of(gate.Value)}; found {Words.Of(values[i])}"
                );
            }
        }
    }

    /// <summary>For an instrument of one item, the total is that item's answer.</summary>
    private static void SetOnly(
        Table table,
        decimal total,
        int version,
        Span<int> values,
        ref List<IllegalAnswer>? found
    )
    {
        var index = BitOperations.TrailingZeroCount(table.Total);
        ref readonly var item = ref table.Items[index];
        if (!item.Accepts(total, version))
        {
            Refuse(
                ref found,
                "total",
                $"total {Words.Legal(table.Instrument.Items[index], item.HighOf(version))}; found {Words.Of(total)}"
            );
        }
        else if (values[index] == Open)
        {
            values[index] = (int)total;
        }
    }

    private static void CheckTotal(Instrument instrument, decimal total, Spread range, ref List<IllegalAnswer>? found)
    {
        var whole = instrument.Method != ScoreMethod.Mean;
        if (total < instrument.Minimum || total > instrument.Maximum || (whole && !decimal.IsInteger(total)))
        {
            Refuse(
                ref found,
                "total",
                $"total must be a {(whole ? "whole " : "")}number from {Words.Of(instrument.Minimum)} to "
                    + $"{Words.Of(instrument.Maximum)}; found {Words.Of(total)}"
            );
            return;
        }

        // A mean may have been written down with one decimal. Whole totals are never this near without being equal.
        if (total < range.Low - Slack || total > range.High + Slack)
        {
            Refuse(
                ref found,
                "total",
                range.Low == range.High
                    ? $"total must agree with the items, which give {Words.Of(range.Low)}; found {Words.Of(total)}"
                    : $"total must agree with the items, which allow {Words.Of(range.Low)} to {Words.Of(range.High)}; "
                        + $"found {Words.Of(total)}"
            );
        }
    }

    private static Spread CheckBand(Instrument instrument, int severity, Spread range, ref List<IllegalAnswer>? found)
    {
        decimal? low = null;
        var high = 0m;
        foreach (var band in instrument.Bands)
        {
            if (band.Severity == severity)
            {
                low ??= band.Low;
                high = band.High;
            }
        }

        if (low is not { } lowest)
        {
            var legal = instrument.Bands.Select(b => b.Severity).OfType<int>().Distinct().Order().ToList();
            Refuse(
                ref found,
                "band",
                legal.Count == 0
                    ? $"{instrument.Id} has no published severity bands; found {Words.Of(severity)}"
                    : $"band must be {Words.Either(legal.Select(s => Words.Of(s)))}; found {Words.Of(severity)}"
            );
            return range;
        }

        if (lowest > range.High || high < range.Low)
        {
            Refuse(
                ref found,
                "band",
                $"band {Words.Of(severity)} is {Words.Of(lowest)} to {Words.Of(high)} and must agree with the answers, which give "
                    + (
                        range.Low == range.High
                            ? Words.Of(range.Low)
                            : $"{Words.Of(range.Low)} to {Words.Of(range.High)}"
                    )
            );
        }

        return new Spread(lowest, high);
    }

    /// <summary>The least and the most that the score can be, over every legal way to fill in what is open.</summary>
    private static Spread Range(Table table, ReadOnlySpan<int> values)
    {
        switch (table.Instrument.Method)
        {
            case ScoreMethod.None:
                return table.All;
            case ScoreMethod.Cssrs:
                return Triage(table, values);
            case ScoreMethod.Sum:
            case ScoreMethod.Mean:
            case ScoreMethod.Count:
            case ScoreMethod.Single:
            default:
                if (table.Total == 0)
                {
                    return table.All;
                }

                var (low, high) = Sum(table, table.Total, values, 0);
                if (table.Instrument.Method != ScoreMethod.Mean)
                {
                    return new Spread(low, high);
                }

                var count = BitOperations.PopCount(table.Total);
                return new Spread(Mean(low, count), Mean(high, count));
        }
    }

    private static (int Low, int High) Sum(Table table, ulong which, ReadOnlySpan<int> values, int version)
    {
        var low = 0;
        var high = 0;
        for (; which != 0; which &= which - 1)
        {
            var i = BitOperations.TrailingZeroCount(which);
            if (values[i] != Open)
            {
                low += values[i];
                high += values[i];
                continue;
            }

            var asked = table.Asked(i, values);
            low += asked == Table.Asking.Yes ? table.Items[i].Low : 0;
            high += asked == Table.Asking.No ? 0 : table.Items[i].HighOf(version);
        }

        return (low, high);
    }

    private static decimal Mean(int sum, int count) =>
        Math.Round((decimal)sum / count, 2, MidpointRounding.AwayFromZero);

    private static Spread Triage(Table table, ReadOnlySpan<int> values)
    {
        ulong yes = 0;
        ulong possible = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
            {
                yes |= 1UL << i;
            }
            else if (values[i] == Open && table.Asked(i, values) != Table.Asking.No)
            {
                possible |= 1UL << i;
            }
        }

        var low = table.Instrument.Minimum;
        var high = low;
        foreach (var (level, any) in table.Triage)
        {
            low = (yes & any) != 0 ? Math.Max(low, level) : low;
            high = ((yes | possible) & any) != 0 ? Math.Max(high, level) : high;
        }

        return new Spread(low, high);
    }

    private static List<string>? Unanswered(Table table, ReadOnlySpan<int> values)
    {
        List<string>? open = null;
        for (var which = table.Answerable; which != 0; which &= which - 1)
        {
            var i = BitOperations.TrailingZeroCount(which);
            if (values[i] == Open && table.Asked(i, values) != Table.Asking.No)
            {
                (open ??= []).Add(table.Items[i].Id);
            }
        }

        return open;
    }

    private static SubScore[] Subscales(Table table, ReadOnlySpan<int> values, string? version)
    {
        var index = table.VersionOf(version);
        var scores = new SubScore[table.Subscales.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var (scale, which) = table.Subscales[i];
            var (low, high) = Sum(table, which, values, index);
            var answered = true;
            for (var rest = which; rest != 0; rest &= rest - 1)
            {
                var item = BitOperations.TrailingZeroCount(rest);
                answered &= values[item] != Open || table.Asked(item, values) == Table.Asking.No;
            }

            var count = table.Instrument.Method == ScoreMethod.Mean ? BitOperations.PopCount(which) : 1;
            var range = new Spread(Mean(low, count), Mean(high, count));
            scores[i] = new SubScore(scale.Id, scale.Label, answered ? range.Low : null, range.Low, range.High);
        }

        return scores;
    }

    private static List<AnswerAlert>? Alerts(Table table, ReadOnlySpan<int> values)
    {
        List<AnswerAlert>? found = null;
        for (var which = table.Alerting; which != 0; which &= which - 1)
        {
            var i = BitOperations.TrailingZeroCount(which);
            var alert = table.Instrument.Items[i].Alert!;
            if (values[i] != Open && values[i] >= alert.At)
            {
                (found ??= []).Add(new AnswerAlert(table.Items[i].Id, alert.Code, values[i]));
            }
        }

        return found;
    }

    private static (string? Code, string? Label, string? Person) Band(Instrument instrument, Spread range)
    {
        ScoreBand? low = null;
        ScoreBand? high = null;
        var bands = instrument.Bands;
        for (var i = 0; i < bands.Count; i++)
        {
            low = bands[i].Low <= range.Low ? bands[i] : low;
            high = bands[i].Low <= range.High ? bands[i] : high;
        }

        return low is null ? default
            : ReferenceEquals(low, high) ? (low.Code, low.Label, low.Person)
            : (null, $"{low.Code.Replace('-', ' ')} to {high!.Code.Replace('-', ' ')}", null);
    }

    private static void Refuse(ref List<IllegalAnswer>? found, string item, string message) =>
        (found ??= []).Add(new IllegalAnswer(item, message));

    /// <summary>From the least to the most, both included.</summary>
    private readonly record struct Spread(decimal Low, decimal High);

    /// <summary>Words of messages.</summary>
    private static class Words
    {
        /// <summary>Every digit that was given: 2.001 must not be refused as "found 2".</summary>
        public static string Of(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

        public static string Either(IEnumerable<string> all)
        {
            var words = all.ToList();
            return words.Count > 1
                ? string.Join(", ", words.Take(words.Count - 1)) + " or " + words[^1]
                : string.Concat(words);
        }

        public static string Legal(InstrumentItem item, int high) =>
            !item.TakesPoints ? $"takes a word, not a number ({Either(item.Answers.Select(a => a.Code))})"
            : item.Answers.Count > 0 ? $"must be {Either(item.Answers.Select(a => a.Code))}"
            : $"must be a whole number from {Of(item.Low)} to {Of(high)}";
    }

    /// <summary>One item in the table.</summary>
    private readonly struct Row
    {
        private readonly ulong points;
        private readonly int[] highs;

        public Row(InstrumentItem item, IReadOnlyList<string> versions, int gate)
        {
            Id = item.LinkId;
            Low = (int)item.Low;
            Gate = gate;
            GateValue = item.AskedWhen is { } asked ? (int)asked.Value : 0;
            foreach (var answer in item.Answers)
            {
                points |= answer.Value is { } value ? 1UL << (int)value : 0;
            }

            // An item without points has an empty range, so that it accepts nothing.
            highs =
                !item.TakesPoints ? [-1]
                : item.HighByVersion.Count > 0 ? [.. versions.Select(v => (int)item.HighByVersion[v])]
                : [(int)item.High];
        }

        public string Id { get; }

        public int Low { get; }

        /// <summary>Index of the item that this one hangs on, or -1.</summary>
        public int Gate { get; }

        public int GateValue { get; }

        public int HighOf(int version) => highs[Math.Min(version, highs.Length - 1)];

        public bool Accepts(decimal number, int version) =>
            number >= Low
            && number <= HighOf(version)
            && decimal.IsInteger(number)
            && (points == 0 || (points & (1UL << (int)number)) != 0);
    }

    /// <summary>An instrument laid out for scoring: items by index, sets of items as bits.</summary>
    private sealed class Table
    {
        private readonly HashSet<string> ids;

        public Table(Instrument instrument)
        {
            Instrument = instrument;
            var items = instrument.Items;
            ids = [.. items.Select(i => i.LinkId)];
            Items = [.. items.Select(i => new Row(i, instrument.Versions, IndexOf(i.AskedWhen?.Item)))];
            Total = Bits(instrument.TotalItems);
            Subscales = [.. instrument.Subscales.Select(s => (s, Bits(s.Items)))];
            Triage =
            [
                .. instrument.Triage.Select(r => (instrument.Bands.First(b => b.Code == r.Band).Low, Bits(r.Any))),
            ];
            Answerable = Bits(items.Where(i => i.TakesPoints).Select(i => i.LinkId));
            Alerting = Bits(items.Where(i => i.Alert is not null).Select(i => i.LinkId));
            Gated = items.Any(i => i.AskedWhen is not null);
            YesAlwaysCounts = instrument.Method == ScoreMethod.Cssrs;
            All = new Spread(instrument.Minimum, instrument.Maximum);
        }

        /// <summary>Whether an item is asked, as far as the answers tell.</summary>
        public enum Asking
        {
            Yes,
            No,
            Perhaps,
        }

        public Instrument Instrument { get; }

        public Row[] Items { get; }

        public ulong Total { get; }

        public (Subscale Scale, ulong Items)[] Subscales { get; }

        public (decimal Level, ulong Any)[] Triage { get; }

        public ulong Answerable { get; }

        public ulong Alerting { get; }

        public bool Gated { get; }

        public bool YesAlwaysCounts { get; }

        public Spread All { get; }

        public bool Has(string id) => ids.Contains(id);

        /// <summary>Index of the version, 0 for an instrument without versions, -1 when it must be named and is not.</summary>
        public int VersionOf(string? version)
        {
            var versions = Instrument.Versions;
            if (versions.Count == 0)
            {
                return 0;
            }

            for (var i = 0; i < versions.Count; i++)
            {
                if (versions[i] == version)
                {
                    return i;
                }
            }

            return -1;
        }

        public Asking Asked(int item, ReadOnlySpan<int> values)
        {
            var gate = Items[item].Gate;
            return gate < 0 ? Asking.Yes
                : values[gate] == Open ? Asking.Perhaps
                : values[gate] == Items[item].GateValue ? Asking.Yes
                : Asking.No;
        }

        private int IndexOf(string? id)
        {
            for (var i = 0; i < Instrument.Items.Count; i++)
            {
                if (Instrument.Items[i].LinkId == id)
                {
                    return i;
                }
            }

            return -1;
        }

        private ulong Bits(IEnumerable<string> all) => all.Aggregate(0UL, (bits, id) => bits | (1UL << IndexOf(id)));
    }
}

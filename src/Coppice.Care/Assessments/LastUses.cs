using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>
/// Every time at which kratom is known to have been used, as spans, to tell the hours from the last use before any moment. A day
/// without a time of day is a span of that whole day; nothing is made more exact than it was recorded.
/// </summary>
internal sealed class LastUses
{
    /// <summary>No span is longer than this: the longest day has 25 hours.</summary>
    private const long LongestDay = 25 * NodaConstants.TicksPerHour;

    /// <summary>Spans in ticks of the Unix epoch, by their start: a year of use is walked for every score, so they are plain numbers.</summary>
    private readonly List<(long Earliest, long Latest)> spans;

    /// <summary>
    /// Collects logged uses, the last use that a habit states, and a reported return to kratom. A reported stop stands for a last use
    /// when no use is known on its day or in the 24 hours before it: then the log was not complete.
    /// </summary>
    public LastUses(Chart chart)
    {
        var now = chart.Now.ToUnixTimeTicks();
        spans = new List<(long, long)>(chart.Uses.Count + 8);
        var others = new List<(long Earliest, long Latest)>();
        var stops = new List<(long Earliest, long Latest)>();
        foreach (var use in chart.Uses)
        {
            Add(spans, use.At);
        }

        foreach (var habit in chart.Habits)
        {
            Add(others, habit.LastUse);
        }

        foreach (var happened in chart.BesidesUse)
        {
            if (happened is Life { What: LifeEvent.ReturnToKratom })
            {
                Add(others, happened.At);
            }
            else if (happened is Life { What: LifeEvent.StoppedKratom })
            {
                Add(stops, happened.At);
            }
        }

        // Uses are in order already; the few others are put where they belong.
        foreach (var other in others)
        {
            spans.Insert(Upto(other.Earliest), other);
        }

        foreach (var stop in stops)
        {
            var before = stop.Earliest - NodaConstants.TicksPerDay;
            if (!spans.Exists(u => u.Latest >= before && u.Earliest <= stop.Latest))
            {
                spans.Insert(Upto(stop.Earliest), stop);
            }
        }

        if (spans.Count > 0)
        {
            Latest = Instant.FromUnixTimeTicks(spans.Max(s => s.Latest));
            Surely = Instant.FromUnixTimeTicks(spans[^1].Earliest);
        }

        void Add(List<(long, long)> list, EventTime? at)
        {
            if (at is { } time && Ticks(time.Earliest(chart.Home)) is var earliest && earliest <= now)
            {
                list.Add((earliest, Math.Min(time.IsExact ? earliest : Ticks(time.Latest(chart.Home)), now)));
            }
        }
    }

    /// <summary>The latest that kratom can have been used; null when no use is known.</summary>
    public Instant? Latest { get; }

    /// <summary>The latest start of a span of use: kratom was surely used then or later. Null when no use is known.</summary>
    public Instant? Surely { get; }

    /// <summary>
    /// Hours from the last use to something that happened between two moments (equal when exact); null when no use before it is known.
    /// A use that may have been before it or after it widens the span.
    /// </summary>
    public Hours? Before(Instant earliest, Instant latest)
    {
        var (first, end) = (Ticks(earliest), Ticks(latest));
        long? sure = null;
        long? possible = null;
        long? last = null;
        for (var i = Upto(end) - 1; i >= 0; i--)
        {
            var (from, to) = spans[i];
            if (from < sure - LongestDay)
            {
                break;
            }

            last = Math.Max(last ?? long.MinValue, Math.Min(to, end));
            if (to <= first)
            {
                sure ??= from;
            }
            else
            {
                possible ??= from;
            }
        }

        return last is { } use
            ? new Hours(Math.Max(0, Exact(first - use)), Exact(end - (sure ?? possible)!.Value))
            : null;
    }

    private static long Ticks(Instant moment) => moment.ToUnixTimeTicks();

    /// <summary>Hours to a few milliseconds, so that the last nanosecond of a day does not make 24 hours a little more.</summary>
    private static double Exact(long ticks) => Math.Round(ticks / (double)NodaConstants.TicksPerHour, 6);

    /// <summary>How many spans begin at the moment or before.</summary>
    private int Upto(long moment)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].Earliest <= moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

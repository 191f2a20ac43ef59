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
    private static readonly Duration LongestDay = Duration.FromHours(25);

    private readonly List<(Instant Earliest, Instant Latest)> spans = [];

    /// <summary>
    /// Collects logged uses, the last use that a habit states, and a reported return to kratom. A reported stop stands for a last use
    /// when no use is known on its day or in the 24 hours before it: then the log was not complete.
    /// </summary>
    public LastUses(Chart chart)
    {
        var others = new List<(Instant Earliest, Instant Latest)>();
        var stops = new List<(Instant Earliest, Instant Latest)>();
        foreach (var happened in chart.Past)
        {
            switch (happened)
            {
                case Use:
                    Add(spans, happened.At);
                    break;
                case Habit habit:
                    Add(others, habit.LastUse);
                    break;
                case Life { What: LifeEvent.ReturnToKratom }:
                    Add(others, happened.At);
                    break;
                case Life { What: LifeEvent.StoppedKratom }:
                    Add(stops, happened.At);
                    break;
                default:
                    break;
            }
        }

        // Uses are in order already; the few others are put where they belong.
        foreach (var other in others)
        {
            spans.Insert(Upto(other.Earliest), other);
        }

        foreach (var stop in stops)
        {
            var before = stop.Earliest - Duration.FromHours(24);
            if (!spans.Exists(u => u.Latest >= before && u.Earliest <= stop.Latest))
            {
                spans.Insert(Upto(stop.Earliest), stop);
            }
        }

        Latest = spans.Count == 0 ? null : spans.Max(s => s.Latest);

        void Add(List<(Instant, Instant)> list, EventTime? at)
        {
            if (at is { } time && time.Earliest(chart.Home) is var earliest && earliest <= chart.Now)
            {
                list.Add((earliest, Instant.Min(time.Latest(chart.Home), chart.Now)));
            }
        }
    }

    /// <summary>The latest that kratom can have been used; null when no use is known.</summary>
    public Instant? Latest { get; }

    /// <summary>The latest start of a span of use: kratom was surely used then or later. Null when no use is known.</summary>
    public Instant? Surely => spans.Count == 0 ? null : spans[^1].Earliest;

    /// <summary>
    /// Hours from the last use to something that happened between two moments (equal when exact); null when no use before it is known.
    /// A use that may have been before it or after it widens the span.
    /// </summary>
    public Hours? Before(Instant earliest, Instant latest)
    {
        Instant? sure = null;
        Instant? possible = null;
        Instant? last = null;
        for (var i = Upto(latest) - 1; i >= 0; i--)
        {
            var (from, to) = spans[i];
            if (sure is { } found && from < found - LongestDay)
            {
                break;
            }

            var end = Instant.Min(to, latest);
            last = last is { } known ? Instant.Max(known, end) : end;
            if (to <= earliest)
            {
                sure ??= from;
            }
            else
            {
                possible ??= from;
            }
        }

        return last is { } use
            ? new Hours(Math.Max(0, Exact(earliest - use)), Exact(latest - (sure ?? possible)!.Value))
            : null;
    }

    /// <summary>Hours to a few milliseconds, so that the last nanosecond of a day does not make 24 hours a little more.</summary>
    private static double Exact(Duration duration) => Math.Round(duration.TotalHours, 6);

    /// <summary>How many spans begin at the moment or before.</summary>
    private int Upto(Instant moment)
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

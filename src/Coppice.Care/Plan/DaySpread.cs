using NodaTime;

namespace Coppice.Care;

/// <summary>
/// Spreads a day's total over its doses, in whole measuring steps. No dose is ever larger than the one it takes the place of, so that
/// neither a day nor a dose rises.
/// </summary>
internal static class DaySpread
{
    /// <summary>The doses of a day.</summary>
    /// <param name="total">The day's total, no more than the day before held.</param>
    /// <param name="before">The doses of the day before, in the order of the day, each above 0.</param>
    /// <param name="least">
    /// A dose is not made smaller than this: when all cannot be kept at it, one of them shrinks alone and then goes, for how often
    /// one takes it matters more than how much (rogers-2024).
    /// </param>
    public static int[] Of(int total, IReadOnlyList<int> before, int least) =>
        before.Sum(b => Math.Min(b, least)) <= total ? Level(total, before) : Fewer(total, before, least);

    /// <summary>
    /// Times for so many doses: the usual ones while none is dropped; then with even gaps within the same waking hours, never
    /// wider than an even share of the day and night.
    /// </summary>
    public static IReadOnlyList<LocalTime> Times(int count, IReadOnlyList<LocalTime> usual)
    {
        if (count == usual.Count || count == 0)
        {
            return [.. usual.Take(count)];
        }

        var first = Minutes(usual[0]);
        var window = Minutes(usual[^1]) - first;
        var gap = count == 1 ? 0 : Math.Min(window / (count - 1), 1440 / count);

        // A quarter of an hour is as exact as a day is; doses nearer than that keep their minutes.
        var grain = gap >= 15 || count == 1 ? 15 : 1;
        var start = (window - (gap * (count - 1))) / 2;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => LocalTime.FromMinutesSinceMidnight(first + ((start + (i * gap)) / grain * grain))),
        ];
    }

    /// <summary>Every dose stays, the largest are trimmed first.</summary>
    private static int[] Level(int total, IReadOnlyList<int> before)
    {
        var level = 0;
        while (before.Sum(b => Math.Min(b, level + 1)) <= total && level < total)
        {
            level++;
        }

        var doses = before.Select(b => Math.Min(b, level)).ToArray();
        var rest = total - doses.Sum();
        foreach (var i in FromTheEnds(doses.Length).Where(i => before[i] > level).Take(rest))
        {
            doses[i]++;
        }

        return doses;
    }

    private static int[] Fewer(int total, IReadOnlyList<int> before, int least)
    {
        var kept = new List<int>();
        var held = 0;
        foreach (var i in FromTheEnds(before.Count).OrderByDescending(i => before[i]))
        {
            if (held >= total)
            {
                break;
            }

            kept.Add(i);
            held += Math.Min(before[i], least);
        }

        kept.Sort();
        var doses = new int[kept.Count];
        var left = total;
        foreach (var i in FromTheEnds(doses.Length))
        {
            doses[i] = Math.Min(Math.Min(before[kept[i]], least), left);
            left -= doses[i];
        }

        return doses;
    }

    /// <summary>First, last, second, last but one …: the dose in the middle of the day is the first to shrink.</summary>
    private static IEnumerable<int> FromTheEnds(int count) =>
        Enumerable.Range(0, count).Select(n => n % 2 == 0 ? n / 2 : count - 1 - (n / 2));

    private static int Minutes(LocalTime time) => (time.Hour * 60) + time.Minute;
}

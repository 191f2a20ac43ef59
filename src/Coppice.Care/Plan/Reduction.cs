namespace Coppice.Care;

/// <summary>One step down, in whole measuring steps: what each dose of the day holds.</summary>
/// <param name="Day">Days after the plan begins.</param>
/// <param name="Units">By dose, in measuring steps, the largest first.</param>
/// <param name="Forced">Whether the measuring step, and not the pace, made the cut this large.</param>
internal sealed record ReductionStage(int Day, IReadOnlyList<int> Units, bool Forced);

/// <summary>
/// Makes schedules that can be delivered: every dose is a whole number of measuring steps, so what is delivered is what is stated;
/// neither a day nor a dose ever rises; doses a day shrink as well, as withdrawal follows frequency more than amount
/// (rogers-2024); and it reaches zero.
/// </summary>
internal static class Reduction
{
    /// <summary>Below so many measuring steps a dose, one dose of the day is dropped if no other has to rise for it.</summary>
    private const int LeastUnits = 2;

    /// <summary>Makes a schedule.</summary>
    /// <param name="units">A usual day now, by dose, in measuring steps rounded down; at least one above 0.</param>
    /// <param name="cut">Share taken off the day at each step, above 0 and below 1.</param>
    /// <param name="daysPerStep">Days between steps, 1 or more.</param>
    public static IReadOnlyList<ReductionStage> Make(IReadOnlyList<int> units, double cut, int daysPerStep)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentOutOfRangeException.ThrowIfLessThan(daysPerStep, 1);
        if (!(cut is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(cut), cut, "expected a share above 0 and below 1");
        }

        List<int> day = [.. units.Where(u => u > 0).OrderDescending()];
        if (day.Count == 0)
        {
            throw new ArgumentException("expected a day that can be measured", nameof(units));
        }

        var stages = new List<ReductionStage>();
        for (var at = 0; day.Count > 0; at += daysPerStep)
        {
            var total = day.Sum();
            var wanted = (int)Math.Ceiling((total * (1 - cut)) - 1e-9);
            var next = Math.Min(wanted, total - 1);
            day = Spread(next, day);
            stages.Add(new ReductionStage(at, day, next < wanted));
        }

        return stages;
    }

    /// <summary>Spreads a day over as few doses as may be without raising any.</summary>
    private static List<int> Spread(int total, List<int> before)
    {
        var doses = Math.Min(before.Count, total);
        while (doses > 1 && total < doses * LeastUnits && Fits(total, doses - 1, before))
        {
            doses--;
        }

        // An even spread can ask more of a small dose than it held: then the day is cut dose by dose, the largest first.
        if (doses > 0 && !Fits(total, doses, before))
        {
            List<int> trimmed = [.. before];
            for (var over = before.Sum() - total; over > 0; over--)
            {
                trimmed[trimmed.IndexOf(trimmed.Max())]--;
            }

            return [.. trimmed.Where(u => u > 0).OrderDescending()];
        }

        return [.. Enumerable.Range(0, doses).Select(i => (total / doses) + (i < total % doses ? 1 : 0))];
    }

    private static bool Fits(int total, int doses, List<int> before) =>
        Enumerable.Range(0, doses).All(i => (total / doses) + (i < total % doses ? 1 : 0) <= before[i]);
}

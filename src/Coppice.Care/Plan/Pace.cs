using Coppice.Record;

namespace Coppice.Care;

/// <summary>How a schedule goes down.</summary>
/// <param name="Cut">Share taken off at each step.</param>
/// <param name="Days">Days from one step to the next.</param>
internal sealed record Pace(decimal Cut, int Days)
{
    /// <summary>Most days that a pace which people share may take: two years.</summary>
    public const int SharedDays = 730;

    /// <summary>Whether the share is of the first day, so that steps stay as large in amount, and not of the day before.</summary>
    public bool Linear { get; init; }

    /// <summary>Least that is taken off at each step, in the person's unit.</summary>
    public decimal LeastCut { get; init; }

    /// <summary>Whether people share it online.</summary>
    public bool IsShared { get; init; }

    /// <summary>Shares that are tried.</summary>
    private static readonly decimal[] Cuts =
    [
        0.025m,
        0.03m,
        0.04m,
        0.05m,
        0.06m,
        0.075m,
        0.1m,
        0.125m,
        0.15m,
        0.175m,
        0.2m,
        0.25m,
    ];

    private static readonly Pace[] Shapes =
    [
        new(0, 0),
        new(0, 0) { Linear = true },
        new(0, 7),
        new(0, 7) { Linear = true },
    ];

    /// <summary>
    /// The paces that are tried: by family, each from the fastest to the slowest. A family shares everything but the share taken off.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Pace>> Families(PlanWish wish)
    {
        var cuts = Cuts.Append(wish.MostCut).Where(c => c <= wish.MostCut).Distinct().OrderDescending().ToList();
        return Shapes
            .Select(shape => shape with { Days = Math.Max(shape.Days, wish.LeastDays) })
            .Distinct()
            .Select(shape => cuts.ConvertAll(c => shape with { Cut = c }));
    }

    /// <summary>Paces that people share online (community-taper): experience, not evidence. Those beyond the person's limits are left out.</summary>
    public static IEnumerable<Pace> Shared(PlanWish wish, AmountUnit unit) => new[]
        {
            new Pace(0.05m, 6) { LeastCut = unit == AmountUnit.GLeaf ? 0.25m : 0 },
            new Pace(0.1m, 7),
            new Pace(0.25m, 14),
        }.Where(p => p.Days >= wish.LeastDays && p.Cut <= wish.MostCut).Select(p => p with { IsShared = true });
}

using System.Globalization;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>What a person wishes of a plan.</summary>
public sealed record PlanWish
{
    /// <summary>The smallest amount that can be measured; that of the latest chosen plan, or a usual one for the unit, when left out.</summary>
    public Measuring? Measure { get; init; }

    /// <summary>Highest withdrawal that is accepted: the SOWS that nine in ten should stay at or below, 1..64.</summary>
    public double Ceiling { get; init; } = 12;

    /// <summary>The last day of use that is wished.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Fewest days that a step lasts, 1..30.</summary>
    public int LeastDays { get; init; } = 4;

    /// <summary>Largest share that is taken off a day at one step, 0.01..0.5. The measuring step can force more; then it is said.</summary>
    public decimal MostCut { get; init; } = 0.25m;

    /// <summary>Days of the week on which the person works: a step begins on a day before a day off, if one is near.</summary>
    public IReadOnlyList<IsoDayOfWeek> WorkDays { get; init; } = [];

    /// <summary>What is left; the latest count of the record when left out.</summary>
    public Amount? Stock { get; init; }

    /// <summary>What cannot be wished, and what would be right; empty when all can.</summary>
    /// <param name="today">The person's day.</param>
    public IEnumerable<string> Problems(LocalDate today)
    {
        if (!(Ceiling is >= 1 and <= Most))
        {
            yield return Say($"ceiling: expected a SOWS from 1 to 64; found {Ceiling}");
        }

        if (Until <= today)
        {
            yield return $"until: expected a day after {LocalDatePattern.Iso.Format(today)}; found {LocalDatePattern.Iso.Format(Until.Value)}";
        }

        if (LeastDays is < 1 or > 30)
        {
            yield return Say($"days per step: expected 1 to 30; found {LeastDays}");
        }

        if (MostCut is < 0.01m or > 0.5m)
        {
            yield return Say($"largest cut: expected 1 to 50 %; found {MostCut * 100:0.##} %");
        }
    }

    private const double Most = 64;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>A usual day as it really is now: what a plan starts from, and what it may never exceed.</summary>
/// <param name="Times">Times of the doses, in the order of the day.</param>
/// <param name="Amounts">Their amounts, in the person's unit.</param>
/// <param name="Total">The day's total: the amounts come of dividing it, and are rounded.</param>
internal sealed record UsualDay(IReadOnlyList<LocalTime> Times, IReadOnlyList<decimal> Amounts, decimal Total)
{
    /// <summary>Full days before today over which a log tells what is really taken.</summary>
    public const int RecentDays = 7;

    /// <summary>Fewest of them while a plan runs: those of the step before say nothing of this one.</summary>
    public const int FewestDays = 3;

    /// <summary>Digits after the point that are kept: finer than anybody measures, and rid of what dividing leaves behind.</summary>
    private const int Digits = 6;

    /// <summary>
    /// The usual day. Where what is told, what was taken in a month and what was taken lately differ, the least counts: a plan that
    /// starts above what is taken now would ask for more.
    /// </summary>
    /// <param name="chart">The record.</param>
    /// <param name="exposure">The month.</param>
    /// <param name="since">The day on which the present step of a running plan began; null without one.</param>
    public static UsualDay Of(Chart chart, Exposure exposure, LocalDate? since)
    {
        var usual = exposure.Usual;
        var month = usual.Sum(u => (decimal)u.Amount);
        var told = chart.Pattern.AmountPerDay is { } amount && amount.Unit == exposure.Unit ? amount.Value : month;
        var lately = Lately(chart, exposure.Unit, since) ?? month;
        var total = decimal.Round(Math.Min(month, Math.Min(told, lately)), Digits);
        return new UsualDay(
            [.. usual.Select(u => u.Time)],
            [.. usual.Select(u => month == 0 ? 0 : decimal.Round((decimal)u.Amount * total / month, Digits))],
            total
        );
    }

    /// <summary>What of a usual day is still to come, from a time of day on.</summary>
    public decimal From(LocalTime time) => Times.Zip(Amounts).Where(d => d.First >= time).Sum(d => d.Second);

    /// <summary>Whether the amount was told: a plan is never made from a guess, which may be more than is taken.</summary>
    public static bool IsAmountKnown(Chart chart) =>
        chart.Habit?.AmountPerDay is not null
        || chart.Uses.Any(u => u is { At: not null, Amount: not null } && chart.Within(u, 30 * 24));

    /// <summary>Whether kratom is taken every day: a plan for each day would be more than now for someone who does not.</summary>
    public static bool IsDaily(Chart chart) => chart.Pattern.DosesPerDay is not < 1;

    /// <summary>Mean of the latest full days, when at least half of them were logged in this unit.</summary>
    private static decimal? Lately(Chart chart, AmountUnit unit, LocalDate? since)
    {
        var window = since is { } began
            ? Math.Clamp(Period.DaysBetween(began, chart.Today), FewestDays, RecentDays)
            : RecentDays;
        var days = DailyUse.Of(chart, window).Days;
        return 2 * days.Count > window && days.All(d => d.Amount?.Unit == unit)
            ? days.Average(d => d.Amount!.Value)
            : null;
    }
}

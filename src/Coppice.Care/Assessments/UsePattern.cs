using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>How much and how often, now: stated by the person, or counted from the log when nothing was stated.</summary>
/// <param name="DosesPerDay">Doses a day; null when not known.</param>
/// <param name="AmountPerDay">Amount a day in one unit; null when not known or when units are mixed.</param>
/// <param name="Tier">Highest tier of the products used lately.</param>
/// <param name="DaysOfUse">For how many days kratom has been used, at least; null when not known.</param>
/// <param name="PreventsWithdrawal">Used to prevent or stop withdrawal; null when no reason is known.</param>
/// <param name="MorningUse">Used soon after waking; null when not known.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record UsePattern(
    decimal? DosesPerDay,
    Amount? AmountPerDay,
    ProductTier Tier,
    int? DaysOfUse,
    bool? PreventsWithdrawal,
    bool? MorningUse,
    string Source
)
{
    /// <summary>Full days, today left out, over which a log is averaged.</summary>
    public const int WindowDays = 14;

    /// <summary>Fewest logged days for an average.</summary>
    public const int LeastDays = 7;

    /// <summary>Reads the pattern.</summary>
    public static UsePattern Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var habit = chart.Habit;
        var logged = DailyUse.Of(chart, WindowDays);
        var enough = logged.Days.Count >= LeastDays;
        var doses = habit?.DosesPerDay ?? (enough ? Math.Round((decimal)logged.Days.Average(d => d.Count), 1) : null);
        var amount = habit?.AmountPerDay ?? (enough ? logged.AverageAmount : null);
        var reasons = Reasons(chart, habit);
        return new UsePattern(
            doses,
            amount,
            HighestTier(chart),
            habit?.ForDays ?? Span(chart),
            reasons.Count == 0
                ? null
                : reasons.Contains(UseReason.PreventWithdrawal) || reasons.Contains(UseReason.StopWithdrawal),
            habit?.MorningUse,
            habit is not null ? "stated" : "log"
        );
    }

    private static HashSet<UseReason> Reasons(Chart chart, Habit? habit)
    {
        var reasons = new HashSet<UseReason>(habit?.Reasons ?? []);
        for (var i = chart.Uses.Count - 1; i >= 0 && chart.Within(chart.Uses[i], 30 * 24); i--)
        {
            reasons.UnionWith(chart.Uses[i].Reasons);
        }

        return reasons;
    }

    private static ProductTier HighestTier(Chart chart)
    {
        var tiers = chart.RecentProducts().Select(kind => chart.Knowledge.Products[kind].Tier).ToList();
        return tiers.Contains(ProductTier.Higher) ? ProductTier.Higher
            : tiers.Contains(ProductTier.Standard) && !tiers.Contains(ProductTier.Unknown) ? ProductTier.Standard
            : ProductTier.Unknown;
    }

    private static int? Span(Chart chart)
    {
        var first = chart.Uses.FirstOrDefault(u => u.At is not null);
        return first is null ? null : Period.DaysBetween(first.At!.Value.Date, chart.Today);
    }
}

/// <summary>One logged day.</summary>
/// <param name="Day">The local calendar day.</param>
/// <param name="Count">Uses.</param>
/// <param name="Amount">Sum of the amounts; null when one is unknown or units differ.</param>
internal sealed record LoggedDay(LocalDate Day, int Count, Amount? Amount);

/// <summary>Logged use by local calendar day over full days before today. A day without a log is not a day without use: it is left out.</summary>
internal sealed class DailyUse
{
    private DailyUse(IReadOnlyList<LoggedDay> days, bool mixed)
    {
        Days = days;
        MixedUnits = mixed;
    }

    public IReadOnlyList<LoggedDay> Days { get; }

    /// <summary>Whether amounts in the window are in more than one unit.</summary>
    public bool MixedUnits { get; }

    /// <summary>Mean amount a logged day, when every logged day has one in the same unit.</summary>
    public Amount? AverageAmount =>
        Days.Count > 0 && !MixedUnits && Days.All(d => d.Amount is not null)
            ? new Amount(Math.Round(Days.Average(d => d.Amount!.Value), 2), Days[0].Amount!.Unit)
            : null;

    public static DailyUse Of(Chart chart, int windowDays)
    {
        var from = chart.Today.PlusDays(-windowDays);
        var days = new List<LoggedDay>();
        AmountUnit? unit = null;
        var mixed = false;
        foreach (var use in InWindow(chart, from))
        {
            var day = LocalDay(chart, use.At!.Value);
            if (use.Amount is { } amount)
            {
                mixed |= unit is { } known && known != amount.Unit;
                unit ??= amount.Unit;
            }

            if (days.Count > 0 && days[^1].Day == day)
            {
                days[^1] = new LoggedDay(day, days[^1].Count + 1, Add(days[^1].Amount, use.Amount));
            }
            else
            {
                days.Add(new LoggedDay(day, 1, use.Amount));
            }
        }

        return new DailyUse(days, mixed);
    }

    /// <summary>Uses on full days from a day on, oldest first, today left out.</summary>
    public static IEnumerable<Use> InWindow(Chart chart, LocalDate from)
    {
        var first = chart.Uses.Count;
        while (first > 0 && chart.Uses[first - 1].At is { } at && LocalDay(chart, at) >= from)
        {
            first--;
        }

        for (var i = first; i < chart.Uses.Count; i++)
        {
            if (LocalDay(chart, chart.Uses[i].At!.Value) < chart.Today)
            {
                yield return chart.Uses[i];
            }
        }
    }

    /// <summary>The person's calendar day of a time: an exact moment is read in the person's own zone.</summary>
    public static LocalDate LocalDay(Chart chart, EventTime at) =>
        at.Moment is { } moment ? moment.ToInstant().InZone(chart.Home).Date : at.Date;

    private static Amount? Add(Amount? left, Amount? right) =>
        left is not null && right is not null && left.Unit == right.Unit
            ? new Amount(left.Value + right.Value, left.Unit)
            : null;
}

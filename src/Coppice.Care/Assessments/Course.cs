using Coppice.Knowledge;
using Coppice.Record;
using Coppice.Record.Json;
using NodaTime;

namespace Coppice.Care;

/// <summary>How use has changed over the last four weeks. Today is left out because it is not over.</summary>
public sealed record CourseSection
{
    /// <summary>Logged days in the window.</summary>
    public required int LoggedDays { get; init; }

    /// <summary>Days the window spans.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Uses a day.</summary>
    public Trend? UsesPerDay { get; init; }

    /// <summary>Amount a day, in <see cref="AmountUnit"/>.</summary>
    public Trend? AmountPerDay { get; init; }

    /// <summary>Amount a use, in <see cref="AmountUnit"/>.</summary>
    public Trend? AmountPerUse { get; init; }

    /// <summary>The one unit of the amounts; null when they are mixed or unknown.</summary>
    public AmountUnit? AmountUnit { get; init; }

    /// <summary>Median hours between uses, by day.</summary>
    public Trend? GapHours { get; init; }

    /// <summary>Share of uses with a reason that were to prevent or stop withdrawal in the last 14 full days, 0–1.</summary>
    public double? PreventiveShare { get; init; }

    /// <summary>Money spent in the last 30 days.</summary>
    public Money? Spent30Days { get; init; }

    /// <summary>Hours since the last use, as a span.</summary>
    public Hours? SinceLastUse { get; init; }

    /// <summary>Days that the stock lasts at the present rate.</summary>
    public double? DaysOfStock { get; init; }
}

/// <summary>How use has changed: frequency, amount, gaps, reasons, products, money, stock.</summary>
internal static class Course
{
    /// <summary>Trailing window of full days.</summary>
    public const int WindowDays = 28;

    /// <summary>Fewest uses with a reason for a share.</summary>
    public const int LeastReasons = 5;

    /// <summary>Share of uses to prevent or stop withdrawal from which it is said.</summary>
    public const double PreventiveFrom = 0.2;

    /// <summary>Rise of spending from one 30 days to the next from which it is said.</summary>
    public const decimal SpendingRise = 1.25m;

    /// <summary>Rise from one stated pattern to the next from which it is said.</summary>
    public const decimal StatedRise = 1.25m;

    /// <summary>Days of stock at or below which it is said.</summary>
    public const double LowStockDays = 7;

    public static Assessed<CourseSection> Of(Chart chart, UsePattern pattern)
    {
        var findings = new List<Finding>();
        var daily = DailyUse.Of(chart, WindowDays);
        var section = Trends(chart, daily) with
        {
            PreventiveShare = Preventive(chart, findings),
            Spent30Days = Spending(chart, findings),
            SinceLastUse = chart.SinceLastUse,
            DaysOfStock = StockDays(chart, pattern, findings),
        };
        Said(chart, section, daily, findings);
        Escalation(chart, findings);
        LastUse(chart, findings);
        return new(section, findings);
    }

    private static CourseSection Trends(Chart chart, DailyUse daily)
    {
        var start = chart.Today.PlusDays(-WindowDays);
        int Number(LocalDate day) => Period.DaysBetween(start, day);
        var counts = daily.Days.Select(d => (Number(d.Day), (double)d.Count)).ToList();
        var amounts = daily.MixedUnits
            ? []
            : daily
                .Days.Where(d => d.Amount is not null)
                .Select(d => (Day: Number(d.Day), d.Count, Value: (double)d.Amount!.Value))
                .ToList();
        return new CourseSection
        {
            LoggedDays = daily.Days.Count,
            WindowDays = WindowDays,
            UsesPerDay = TheilSen.Of(counts),
            AmountPerDay = TheilSen.Of([.. amounts.Select(a => (a.Day, a.Value))]),
            AmountPerUse = TheilSen.Of([.. amounts.Select(a => (a.Day, a.Value / a.Count))]),
            AmountUnit = daily.MixedUnits ? null : daily.Days.FirstOrDefault(d => d.Amount is not null)?.Amount!.Unit,
            GapHours = TheilSen.Of([.. Gaps(chart, start).Select(g => (Number(g.Day), g.Hours))]),
        };
    }

    /// <summary>Median hours between uses for each day, a gap being counted on the day of the later use, across midnight.</summary>
    private static IEnumerable<(LocalDate Day, double Hours)> Gaps(Chart chart, LocalDate start)
    {
        Instant? previous = null;
        LocalDate? current = null;
        var gaps = new List<double>();
        foreach (var use in DailyUse.InWindow(chart, start))
        {
            if (use.At!.Value.Moment is not { } moment)
            {
                previous = null;
                continue;
            }

            var at = moment.ToInstant();
            var day = DailyUse.LocalDay(chart, use.At.Value);
            if (current is { } running && running != day)
            {
                if (gaps.Count > 0)
                {
                    yield return (running, Middle(gaps));
                }

                gaps.Clear();
            }

            current = day;
            if (previous is { } before)
            {
                gaps.Add((at - before).TotalHours);
            }

            previous = at;
        }

        if (current is { } last && gaps.Count > 0)
        {
            yield return (last, Middle(gaps));
        }
    }

    private static double Middle(List<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return TheilSen.Median(sorted);
    }

    private static void Said(Chart chart, CourseSection section, DailyUse daily, List<Finding> findings)
    {
        var unit = section.AmountUnit is { } u ? u.UnitText() : "";
        var any = Stated(chart, section, findings);
        any |= Say(
            chart,
            findings,
            section.UsesPerDay,
            "uses a day",
            "course.frequency-rising",
            "course.frequency-falling"
        );
        any |= Say(
            chart,
            findings,
            section.AmountPerDay,
            $"{unit} a day",
            "course.amount-rising",
            "course.amount-falling"
        );
        if (section.GapHours is { Direction: Direction.Falling } gaps)
        {
            findings.Add(Trending(chart, "course.gaps-shrinking", Urgency.Routine, gaps, "h between uses"));
            any = true;
        }

        if (daily.MixedUnits)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.unlike-units",
                    Urgency.Info,
                    [new Input("Units in the log", "more than one", null)],
                    ["amount", "strength"]
                )
            );
        }

        if (section.LoggedDays is > 0 and < TheilSen.MinimumDays)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.not-enough",
                    Urgency.Info,
                    [new Input("Logged days", $"{section.LoggedDays} of the last {WindowDays}")],
                    ["logs"],
                    ("days", section.LoggedDays.Text()),
                    ("needed", TheilSen.MinimumDays.Text())
                )
            );
        }
        else if (!any && section.UsesPerDay is not null)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.steady",
                    Urgency.Info,
                    [new Input("Uses a day, median", section.UsesPerDay!.Median.Text())],
                    null,
                    ("days", section.LoggedDays.Text()),
                    ("median", section.UsesPerDay.Median.Text())
                )
            );
        }
    }

    private static bool Say(
        Chart chart,
        List<Finding> findings,
        Trend? trend,
        string unit,
        string rising,
        string falling
    )
    {
        if (trend is null or { Direction: Direction.Steady })
        {
            return false;
        }

        var up = trend.Direction == Direction.Rising;
        findings.Add(Trending(chart, up ? rising : falling, up ? Urgency.Routine : Urgency.Info, trend, unit));
        return true;
    }

    private static Finding Trending(Chart chart, string rule, Urgency urgency, Trend trend, string unit) =>
        chart.Knowledge.Finding(
            rule,
            urgency,
            [
                new Input($"Median, {unit}", trend.Median.Text()),
                new Input(
                    $"Change a week, {unit}",
                    $"{trend.PerWeek.Text(2)} (95 % {trend.LowPerWeek.Text(2)} to {trend.HighPerWeek.Text(2)})"
                ),
                new Input("Logged days", trend.Days.Text()),
            ],
            null,
            (
                "detail",
                $"{trend.PerWeek.Text(2)} {unit} a week (95 % {trend.LowPerWeek.Text(2)} to {trend.HighPerWeek.Text(2)}), median {trend.Median.Text()}, {trend.Days} logged days"
            )
        );

    private static double? Preventive(Chart chart, List<Finding> findings)
    {
        var withReason = 0;
        var preventive = 0;
        foreach (var use in DailyUse.InWindow(chart, chart.Today.PlusDays(-UsePattern.WindowDays)))
        {
            withReason += use.Reasons.Count > 0 ? 1 : 0;
            preventive += use.Reasons.Any(IsPreventive) ? 1 : 0;
        }

        double? share = withReason >= LeastReasons ? (double)preventive / withReason : null;
        var stated = chart.Habit?.Reasons.Any(IsPreventive) == true;
        if (share >= PreventiveFrom || stated)
        {
            var basis =
                share >= PreventiveFrom ? $"{preventive} of {withReason} uses with a reason, 14 days" : "stated";
            findings.Add(
                chart.Knowledge.Finding(
                    "course.preventive-dosing",
                    Urgency.Routine,
                    [new Input("Use to prevent or stop withdrawal", basis)],
                    null,
                    ("basis", basis)
                )
            );
        }

        return share;
    }

    private static bool IsPreventive(UseReason reason) =>
        reason is UseReason.PreventWithdrawal or UseReason.StopWithdrawal;

    private static Money? Spending(Chart chart, List<Finding> findings)
    {
        var spent = chart.All<Spending>().Where(s => s.At is not null).ToList();
        var now = Sum(chart, spent, 0, 30);
        if (now is null)
        {
            return null;
        }

        var before = Sum(chart, spent, 30, 60);
        var text = $"{now.Value.Text()} {now.Currency}";
        if (before is not null && before.Currency == now.Currency && now.Value >= before.Value * SpendingRise)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.spending-rising",
                    Urgency.Routine,
                    [
                        new Input("Spent, last 30 days", text),
                        new Input("Spent, 30 days before", $"{before.Value.Text()} {before.Currency}"),
                    ],
                    null,
                    ("now", text),
                    ("before", $"{before.Value.Text()} {before.Currency}")
                )
            );
        }
        else
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.spending",
                    Urgency.Info,
                    [new Input("Spent, last 30 days", text)],
                    null,
                    ("now", text)
                )
            );
        }

        return now;
    }

    private static Money? Sum(Chart chart, List<Spending> spent, int fromDaysAgo, int toDaysAgo)
    {
        var days = spent
            .Where(s =>
                Period.DaysBetween(DailyUse.LocalDay(chart, s.At!.Value), chart.Today) is var ago
                && ago >= fromDaysAgo
                && ago < toDaysAgo
            )
            .ToList();
        return days.Count == 0 || days.Any(s => s.Money.Currency != days[0].Money.Currency)
            ? null
            : new Money(days.Sum(s => s.Money.Value), days[0].Money.Currency);
    }

    private static double? StockDays(Chart chart, UsePattern pattern, List<Finding> findings)
    {
        var stock = chart.All<Stock>().LastOrDefault(s => s.At is not null);
        if (stock is null)
        {
            return null;
        }

        if (pattern.AmountPerDay is not { Value: > 0 } rate || rate.Unit != stock.Left.Unit)
        {
            return null;
        }

        var counted = stock.At!.Value.Latest(chart.Home);
        var used = chart
            .Uses.Where(u => u.At is { } at && at.Earliest(chart.Home) > counted && u.Amount?.Unit == stock.Left.Unit)
            .Sum(u => u.Amount!.Value);
        var days = (double)(Math.Max(0, stock.Left.Value - used) / rate.Value);
        findings.Add(
            chart.Knowledge.Finding(
                "course.stock",
                days <= LowStockDays ? Urgency.Routine : Urgency.Info,
                [
                    new Input("Left when counted", stock.Left.Text(), stock.At.ToString()),
                    new Input("Logged since", $"{used.Text()} {stock.Left.Unit.UnitText()}"),
                    new Input("Amount a day", rate.Text()),
                ],
                null,
                ("days", days.Text(0))
            )
        );
        return days;
    }

    private static void Escalation(Chart chart, List<Finding> findings)
    {
        var now = chart.RecentProducts().Where(k => chart.Knowledge.Products[k].Tier == ProductTier.Higher).ToList();
        var earlier = chart
            .Past.Select(e => (e as Use)?.Product.Kind ?? (e as Habit)?.Product.Kind)
            .OfType<ProductKind>()
            .TakeWhile(k => chart.Knowledge.Products[k].Tier != ProductTier.Higher)
            .ToList();
        if (
            now.Count > 0
            && earlier.Count > 0
            && earlier.TrueForAll(k => chart.Knowledge.Products[k].Tier == ProductTier.Standard)
        )
        {
            var product = Words.Plain(now[0]);
            findings.Add(
                chart.Knowledge.Finding(
                    "course.product-escalation",
                    Urgency.Soon,
                    [new Input("Before", Words.Plain(earlier[^1])), new Input("Now", product)],
                    ["strength"],
                    ("product", chart.Knowledge.Both(p => p.Say($"product.{Word.Of(now[0])}")))
                )
            );
        }
    }

    /// <summary>Two stated patterns in the same unit, the later one higher by a quarter or more, when no log says more.</summary>
    private static bool Stated(Chart chart, CourseSection section, List<Finding> findings)
    {
        if (section.AmountPerDay is not null || chart.Habits.Count < 2)
        {
            return false;
        }

        var (before, now) = (chart.Habits[^2].AmountPerDay, chart.Habits[^1].AmountPerDay);
        if (
            before is not { Value: > 0 }
            || now is null
            || now.Unit != before.Unit
            || now.Value < before.Value * StatedRise
        )
        {
            return false;
        }

        findings.Add(
            chart.Knowledge.Finding(
                "course.amount-rising",
                Urgency.Routine,
                [
                    new Input("Stated before, a day", before.Text(), chart.Habits[^2].At?.ToString()),
                    new Input("Stated now, a day", now.Text(), chart.Habits[^1].At?.ToString()),
                ],
                ["logs"],
                ("detail", $"from {before.Text()} to {now.Text()} a day, as stated")
            )
        );
        return true;
    }

    private static void LastUse(Chart chart, List<Finding> findings)
    {
        if (chart.SinceLastUse is { } since)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "course.last-use",
                    Urgency.Info,
                    [new Input("Since last use", since.Clinical())],
                    null,
                    ("hours", since.Clinical())
                )
            );
        }
    }
}

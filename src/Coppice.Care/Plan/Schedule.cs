using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Some days with the same doses.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Days">How many there are.</param>
/// <param name="Times">Times of the doses.</param>
/// <param name="Amounts">Their amounts, in the person's unit.</param>
/// <param name="Forced">Whether the cut is larger than allowed, as nothing smaller can be measured.</param>
internal sealed record Stretch(
    LocalDate From,
    int Days,
    IReadOnlyList<LocalTime> Times,
    IReadOnlyList<decimal> Amounts,
    bool Forced = false
)
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The day's total: the sum of what is delivered, so the two cannot differ.</summary>
    public decimal Total { get; } = Amounts.Sum();

    /// <summary>The day after the last.</summary>
    public LocalDate End => From.PlusDays(Days);

    /// <summary>As it is shown.</summary>
    public PlannedStep Planned() =>
        new(
            LocalDatePattern.Iso.Format(From),
            Days,
            Total,
            [.. Times.Zip(Amounts, (time, amount) => new PlannedDose(Clock.Format(time), amount))],
            Forced
        );
}

/// <summary>A schedule down to nothing, which can be delivered as it stands.</summary>
/// <param name="Pace">How it goes down.</param>
/// <param name="Steps">Its steps.</param>
internal sealed record Schedule(Pace Pace, IReadOnlyList<Stretch> Steps)
{
    /// <summary>Days for which a step waits for a day before a day off. A convention.</summary>
    public const int MostWait = 3;

    /// <summary>A dose is never made smaller than so many measuring steps while there is another to take from.</summary>
    public const int LeastUnits = 2;

    /// <summary>The first day without kratom.</summary>
    public LocalDate Free => Steps[^1].End;

    /// <summary>Makes the schedule of a pace; null when a usual dose is too small to measure, or it would not end in time.</summary>
    /// <param name="day">The usual day now.</param>
    /// <param name="measure">The measuring step.</param>
    /// <param name="pace">How to go down.</param>
    /// <param name="wish">The person's limits.</param>
    /// <param name="first">The first day on which a step can begin.</param>
    /// <param name="horizon">The last day on which it may still be taken.</param>
    public static Schedule? Make(
        UsualDay day,
        decimal measure,
        Pace pace,
        PlanWish wish,
        LocalDate first,
        LocalDate horizon
    )
    {
        var doses = Units(day, measure);
        if (doses.Length == 0)
        {
            return null;
        }

        var current = day.Total;
        var from = Begin(first, wish);
        var steps = new List<Stretch>();
        while (true)
        {
            var total = Math.Min(Next(current, day.Total, measure, pace, wish), doses.Sum());
            if (total == 0)
            {
                break;
            }

            doses = DaySpread.Of(total, doses, LeastUnits);
            var next = Begin(from.PlusDays(pace.Days), wish);
            steps.Add(
                new Stretch(
                    from,
                    Period.DaysBetween(from, next),
                    DaySpread.Times(doses.Length, day.Times),
                    [.. doses.Select(d => d * measure)],
                    current - (total * measure) > wish.MostCut * current
                )
            );
            if (next.PlusDays(-1) > horizon)
            {
                return null;
            }

            current = total * measure;
            from = next;
        }

        return steps.Count == 0 ? null : new Schedule(pace, steps);
    }

    /// <summary>The usual day as it can be measured, at most what it is; null when its doses are too small to measure.</summary>
    public static Stretch? Unchanged(UsualDay day, decimal measure, LocalDate from, int days)
    {
        var doses = Units(day, measure);
        var total = Math.Min((int)Math.Floor(day.Total / measure), doses.Sum());
        if (total == 0)
        {
            return null;
        }

        doses = DaySpread.Of(total, doses, 1);
        return new Stretch(from, days, DaySpread.Times(doses.Length, day.Times), [.. doses.Select(d => d * measure)]);
    }

    /// <summary>The doses of a usual day in measuring steps, each to the nearest: nobody can weigh the rest.</summary>
    private static int[] Units(UsualDay day, decimal measure) =>
        [.. day.Amounts.Select(a => (int)Math.Ceiling((a / measure) - 0.5m)).Where(u => u > 0)];

    /// <summary>
    /// The next day's total in measuring steps: the pace's cut, never more than allowed, and always at least one step. It is reckoned
    /// in the person's unit, in which every amount is exact.
    /// </summary>
    private static int Next(decimal current, decimal start, decimal measure, Pace pace, PlanWish wish)
    {
        var cut = Math.Max(pace.Cut * (pace.Linear ? start : current), pace.LeastCut);
        var wanted = Math.Ceiling((current - Math.Min(cut, wish.MostCut * current)) / measure);
        return (int)Math.Min(wanted, Math.Ceiling(current / measure) - 1);
    }

    /// <summary>The day itself, or, when a day before a day off is near, that one.</summary>
    private static LocalDate Begin(LocalDate due, PlanWish wish)
    {
        for (var wait = 0; wish.WorkDays.Count > 0 && wait <= MostWait; wait++)
        {
            if (!wish.WorkDays.Contains(due.PlusDays(wait + 1).DayOfWeek))
            {
                return due.PlusDays(wait);
            }
        }

        return due;
    }
}

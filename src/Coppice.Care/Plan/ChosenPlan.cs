using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>The plan that the person chose, laid out over the days.</summary>
internal sealed class ChosenPlan
{
    /// <summary>Days that the last step is taken to last when the plan does not say from when on none is taken.</summary>
    public const int LastDays = 7;

    private ChosenPlan(ReductionPlan plan, IReadOnlyList<Stretch> steps)
    {
        Plan = plan;
        Steps = steps;
    }

    /// <summary>What was recorded.</summary>
    public ReductionPlan Plan { get; }

    /// <summary>Its steps with doses, in order.</summary>
    public IReadOnlyList<Stretch> Steps { get; }

    /// <summary>The first day without kratom.</summary>
    public LocalDate Free => Steps[^1].End;

    /// <summary>The latest plan; null when there is none, or none with doses.</summary>
    public static ChosenPlan? Of(Chart chart)
    {
        if (chart.Last<ReductionPlan>() is not { } plan)
        {
            return null;
        }

        var steps = plan.Steps.OrderBy(s => s.From.Date).ToList();
        var stretches = new List<Stretch>();
        for (var i = 0; i < steps.Count; i++)
        {
            var from = steps[i].From.Date;
            var days = i + 1 < steps.Count ? Period.DaysBetween(from, steps[i + 1].From.Date) : LastDays;
            if (days > 0 && steps[i].Doses.Sum(d => d.Amount) > 0)
            {
                stretches.Add(
                    new Stretch(from, days, Times(steps[i].Doses), [.. steps[i].Doses.Select(d => d.Amount)])
                );
            }
        }

        return stretches.Count == 0 ? null : new ChosenPlan(plan, stretches);
    }

    /// <summary>The step of a day; null before the first, after the last and on a day without kratom.</summary>
    public Stretch? On(LocalDate day) => Steps.LastOrDefault(s => s.From <= day && day < s.End);

    /// <summary>The steps of which days are left from a day on, the first cut to what is left of it.</summary>
    public IReadOnlyList<Stretch> From(LocalDate day) =>
        [
            .. Steps
                .Where(s => s.End > day)
                .Select(s => s.From >= day ? s : s with { From = day, Days = Period.DaysBetween(day, s.End) }),
        ];

    private static IReadOnlyList<LocalTime> Times(IReadOnlyList<ReductionDose> doses) =>
        doses.All(d => d.Time is not null)
            ? [.. doses.Select(d => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(d.Time!).Value)]
            : DaySpread.Times(doses.Count, [new LocalTime(7, 0), new LocalTime(22, 0)]);
}

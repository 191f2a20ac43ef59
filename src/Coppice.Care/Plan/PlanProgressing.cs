using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Finds where a person is in the plan they chose, and after a slip or in a hard week the ways on.</summary>
internal static class PlanProgressing
{
    /// <summary>Days back over which the log is compared with the plan, today included as far as it has gone.</summary>
    public const int DaysBack = 7;

    /// <summary>Days for which one can hold before the plan goes on.</summary>
    public const int HoldDays = 7;

    /// <summary>Whether what is taken now is not what the plan is for.</summary>
    public static bool IsChanged(ReductionPlan plan, Exposure exposure) =>
        plan.Unit != exposure.Unit
        || plan.Product.Kind != exposure.Product.Kind
        || plan.Product.Strength != exposure.Product.Strength;

    /// <summary>Where the person is.</summary>
    public static PlanProgress Of(Offers offers, ChosenPlan chosen)
    {
        var chart = offers.Chart;
        var today = chosen.On(chart.Today);
        var days = Days(offers, chosen);
        var felt = Felt(offers);
        var place =
            IsChanged(chosen.Plan, offers.Exposure) ? PlanPlace.ProductChanged
            : chart.Today < chosen.Steps[0].From ? PlanPlace.NotBegun
            : chart.Today >= chosen.Free ? PlanPlace.Done
            : days.Exists(d => d.Above) ? PlanPlace.AfterSlip
            : felt > offers.Wish.Ceiling ? PlanPlace.HardWeek
            : days.Exists(d => d.Taken is not null) ? PlanPlace.OnIt
            : PlanPlace.NotLogged;
        return new PlanProgress
        {
            Place = place,
            Name = chosen.Plan.Name,
            Unit = chosen.Plan.Unit,
            Steps = [.. chosen.Steps.Select(s => s.Planned())],
            Step = today is null ? null : chosen.Steps.Index().First(s => s.Item == today).Index + 1,
            Today = today?.Planned(),
            Next = chosen.Steps.FirstOrDefault(s => s.From > chart.Today)?.Planned(),
            Begins = LocalDatePattern.Iso.Format(chosen.Steps[0].From),
            FreeFrom = LocalDatePattern.Iso.Format(chosen.Free),
            Days = days,
            Felt = felt,
            Ways = place is PlanPlace.AfterSlip or PlanPlace.HardWeek
                ? Ways(offers, chosen, days.Max(d => d.Taken) ?? 0)
                : [],
        };
    }

    /// <summary>The days of the plan within the last week, what each said and what was logged.</summary>
    private static List<PlanDay> Days(Offers offers, ChosenPlan chosen)
    {
        var chart = offers.Chart;
        var logged = chart
            .Uses.Where(u => u.At is not null)
            .ToLookup(u => DailyUse.LocalDay(chart, u.At!.Value), u => u.Amount);
        var days = new List<PlanDay>();
        for (
            var day = LocalDate.Max(chosen.Steps[0].From, chart.Today.PlusDays(1 - DaysBack));
            day <= chart.Today;
            day = day.PlusDays(1)
        )
        {
            var planned = chosen.On(day)?.Total ?? 0;
            decimal? taken =
                logged[day].Any() && logged[day].All(a => a?.Unit == chosen.Plan.Unit)
                    ? logged[day].Sum(a => a!.Value)
                    : null;
            days.Add(
                new PlanDay(LocalDatePattern.Iso.Format(day), planned, taken, taken > planned + (offers.Measure / 2))
            );
        }

        return days;
    }

    /// <summary>The highest withdrawal that was scored within the last week, SOWS; null without a score.</summary>
    private static double? Felt(Offers offers)
    {
        var since = offers.Exposure.NowMinute - (DaysBack * 1440);
        return offers
            .Scores.Where(s => s.Measure == Model.Measure.Withdrawal && s.Minute >= since)
            .Max(s => (double?)Math.Round(s.Value, 1));
    }

    /// <summary>
    /// Return, soft day and hold, all from tomorrow on, laid out with their own days and amounts. None goes above what is really taken
    /// now.
    /// </summary>
    private static List<PlanOffer> Ways(Offers offers, ChosenPlan chosen, decimal most)
    {
        var tomorrow = offers.Tomorrow;
        var ways = new List<PlanOffer>();
        if (chosen.From(tomorrow) is { Count: > 0 } rest)
        {
            Add(PlanKind.Return, PlanWords.Return, rest);
            var began = chosen.On(offers.Chart.Today)?.From ?? offers.Chart.Today;
            var before = chosen.Steps.LastOrDefault(s => s.End <= began);
            if (before is not null && before.Total <= most)
            {
                Add(
                    PlanKind.SoftDay,
                    PlanWords.SoftDay,
                    [before with { From = tomorrow, Days = 1 }, .. chosen.From(tomorrow.PlusDays(1))]
                );
            }
        }

        var held = Schedule.Unchanged(offers.Day, offers.Measure, tomorrow, HoldDays)!;
        var later = new List<Stretch> { held };
        foreach (var step in chosen.Steps.Where(s => s.Total < held.Total))
        {
            later.Add(step with { From = later[^1].End });
        }

        Add(PlanKind.Hold, PlanWords.HoldAWeek, later);
        return ways;

        void Add(PlanKind kind, string name, IReadOnlyList<Stretch> steps)
        {
            var days = Period.DaysBetween(offers.Chart.Today, steps[^1].End) + Outlooks.DaysAfter;
            ways.Add(offers.Of(kind, name, steps, days, ends: true));
        }
    }
}

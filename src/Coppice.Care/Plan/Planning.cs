namespace Coppice.Care;

/// <summary>Makes the plan part of a review: gates first, then what can be measured, then the search.</summary>
internal static class Planning
{
    /// <summary>Days for which no change is looked at.</summary>
    public const int HoldDays = 28;

    /// <summary>Makes the section.</summary>
    /// <param name="chart">The record at its moment.</param>
    /// <param name="said">Findings of the review.</param>
    /// <param name="model">The person's ensemble; null when not enough is known.</param>
    /// <param name="open">Open questions of the ensemble.</param>
    /// <param name="wish">What is wished.</param>
    public static PlanSection Of(
        Chart chart,
        IReadOnlyList<Finding> said,
        PersonModel? model,
        IReadOnlyCollection<string> open,
        PlanWish wish
    )
    {
        if (model is { Exposure.Stopped: true })
        {
            return Without(chart, PlanStatus.NotNeeded, [PlanWords.Plain(chart, "plan.not-needed")], []);
        }

        var gates = PlanGates.Of(chart, said);
        if (gates.Declined.Count > 0)
        {
            return Without(chart, PlanStatus.Declined, gates.Declined, []);
        }

        if (!UsualDay.IsDaily(chart))
        {
            return Without(chart, PlanStatus.NotDaily, [PlanWords.NotDaily(chart)], []);
        }

        if (model is null || !UsualDay.IsAmountKnown(chart))
        {
            List<string> asked = [.. open.Order(StringComparer.Ordinal)];
            return Without(chart, PlanStatus.NotEnough, [PlanWords.NotEnough(chart, asked)], asked);
        }

        var chosen = ChosenPlan.Of(chart);
        var exposure = model.Exposure;
        var measuring =
            wish.Measure ?? (Fits(chosen, exposure) is { Plan.Measure: { } known } ? new Measuring(known) : null);
        var measure = (measuring ?? new Measuring(Measuring.UsualStep(exposure.Unit))).In(exposure.Unit);
        var day = UsualDay.Of(chart, exposure, chosen?.On(chart.Today)?.From);
        if (measure is not { } step || Schedule.Unchanged(day, step, chart.Today, HoldDays) is null)
        {
            return Without(
                chart,
                PlanStatus.CannotMeasure,
                [PlanWords.CannotMeasure(chart, wish.Measure, measure, day, exposure)],
                []
            );
        }

        return Offer(new Offers(chart, model, day, step, wish), gates, open, chosen, measuring is null);
    }

    private static PlanSection Offer(
        Offers offers,
        PlanGates gates,
        IReadOnlyCollection<string> open,
        ChosenPlan? chosen,
        bool measureAssumed
    )
    {
        var chart = offers.Chart;
        var plans = offers.Search();
        var presets = offers.Presets();
        var progress = chosen is null ? null : PlanProgressing.Of(offers, chosen);
        return new PlanSection
        {
            Status = gates.Open.Count > 0 ? PlanStatus.Provisional : PlanStatus.Offered,
            Findings =
            [
                .. progress is null
                    ? Array.Empty<Finding>()
                    : [PlanWords.Progress(chart, progress, offers.Exposure, offers.Wish.Ceiling)],
                .. PlanWords.Offered(offers, plans, gates, measureAssumed),
                .. presets.Count == 0 ? Array.Empty<Finding>() : [PlanWords.Presets(chart, presets)],
            ],
            Limits = PlanWords.Plain(chart, "plan.limits"),
            Unit = offers.Exposure.Unit,
            Measure = offers.Measure,
            UsualDay = offers.Day.Total,
            Ceiling = offers.Ceiling,
            Plans = plans,
            Hold = offers.Hold,
            Presets = presets,
            Progress = progress,
            Ask = [.. gates.Open.Concat(open).Distinct(StringComparer.Ordinal).Select(chart.Knowledge.Question)],
            Tried = offers.Outlooks.Tried,
        };
    }

    /// <summary>The chosen plan, when it is for what is taken now.</summary>
    private static ChosenPlan? Fits(ChosenPlan? chosen, Exposure exposure) =>
        chosen is not null && !PlanProgressing.IsChanged(chosen.Plan, exposure) ? chosen : null;

    private static PlanSection Without(
        Chart chart,
        PlanStatus status,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<string> asked
    ) =>
        new()
        {
            Status = status,
            Findings = findings,
            Limits = PlanWords.Plain(chart, "plan.limits"),
            Ask = [.. asked.Select(chart.Knowledge.Question)],
        };
}

using System.Globalization;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Puts plans into words.</summary>
internal static class PlanWords
{
    /// <summary>What is offered, and what had to give.</summary>
    public static Finding Offered(
        Chart chart,
        IReadOnlyList<PlanOffer> plans,
        PlanWish wish,
        AmountUnit unit,
        decimal measure,
        IReadOnlyCollection<string> asked
    )
    {
        var first = plans[0];
        var gave = first switch
        {
            { Kind: PlanKind.Hold } => "None of the paces ends within half a year, so only no change is shown.",
            { WithinCeiling: false, WithinDate: false } =>
                "No plan keeps to both your date and how ill you are ready to feel. This is the nearest.",
            { WithinCeiling: false } => "No plan stays below how ill you are ready to feel. This is the gentlest.",
            { WithinDate: false } => "No plan ends by your date. This is the shortest.",
            _ => "",
        };
        var person =
            $"{gave} You choose the pace, and you can hold or go back at any time. Your history is kept.".Trim()
            + (
                asked.Count > 0
                    ? " Please answer the open questions first: some answers mean a doctor should help."
                    : ""
            );
        var clinician = string.Create(
            CultureInfo.InvariantCulture,
            $"{plans.Count(p => p.Kind is not (PlanKind.Hold or PlanKind.Community))} plans in steps of {measure:0.####} {unit.UnitText()}; ceiling SOWS {wish.Ceiling:0.#} at the 90th percentile{(wish.Until is { } u ? $", by {u.Year:0000}-{u.Month:00}-{u.Day:00}" : "")}. First: {first.Name}, {first.Days} days, peak SOWS {first.Peak.Median:0.#} ({first.Peak.Low:0.#} to {first.Peak.High:0.#}). {gave} The model is likely too hopeful about tapers."
        );
        return chart.Knowledge.Finding(
            "plan.offered",
            Urgency.Info,
            [new Input("Usual day", chart.Pattern.AmountPerDay?.Text() ?? "amount not known")],
            asked,
            ("person", person),
            ("clinician", clinician)
        );
    }

    /// <summary>The community's paces.</summary>
    public static Finding Community(Chart chart, IReadOnlyList<PlanOffer> plans) =>
        chart.Knowledge.Finding(
            "plan.community",
            Urgency.Info,
            [],
            [],
            (
                "paces",
                string.Join(" and ", plans.Where(p => p.Kind == PlanKind.Community).Select(p => p.Name))
                    is { Length: > 0 } text
                    ? text
                    : "none that ends within half a year"
            )
        );

    /// <summary>Where the person is in their plan.</summary>
    public static Finding Progress(Chart chart, PlanProgress progress, AmountUnit unit)
    {
        var person =
            progress.ProductChanged ? "What you take has changed, so the plan is made anew from what you take now."
            : progress.Above == true
                ? "You took more than the plan said. That is information, not failure. You can return to today's step, hold for a week, or have one soft day."
            : progress.Above == false ? "You kept to your plan yesterday."
            : "We have no log of yesterday. That is fine.";
        return chart.Knowledge.Finding(
            "plan.progress",
            Urgency.Info,
            [],
            [],
            ("person", person),
            ("today", $"{progress.Today.Text()} {unit.UnitText()}"),
            ("yesterday", progress.Yesterday is { } y ? $"{y.Text()} {unit.UnitText()}" : "not known")
        );
    }
}

using System.Globalization;
using Coppice.Model;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Puts plans into words. Every number comes from the offers, so that words, table and curve cannot differ.</summary>
internal static class PlanWords
{
    private static readonly ProductKind[] Strong = [ProductKind.SevenHydroxy, ProductKind.Pseudoindoxyl];

    private static readonly LocalDatePattern Spoken = LocalDatePattern.CreateWithInvariantCulture("MMMM d");

    /// <summary>What no change is called.</summary>
    public const string Hold = "no change for now";

    /// <summary>What the ways on after a slip or in a hard week are called.</summary>
    public const string Return = "on with the plan, from the step of today";

    /// <inheritdoc cref="Return"/>
    public const string SoftDay = "one day at the step before, then on";

    /// <inheritdoc cref="Return"/>
    public const string HoldAWeek = "a week at what is taken now, then the plan, later";

    /// <summary>What a pace is called.</summary>
    public static string Name(Pace pace) =>
        pace.IsShared
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{pace.Cut * 100:0.#} %{(pace.LeastCut > 0 ? $" or {pace.LeastCut} g" : "")} {Every(pace.Days)}"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{pace.Cut * 100:0.#} % {(pace.Linear ? "of the first day" : "of what is left")} every {pace.Days} days"
            );

    /// <summary>A rule whose words need no value.</summary>
    public static Finding Plain(Chart chart, string rule) => chart.Knowledge.Finding(rule, Urgency.Info, []);

    /// <summary>Kratom is not taken every day.</summary>
    public static Finding NotDaily(Chart chart)
    {
        var perDay = chart.Pattern.DosesPerDay!.Value.Text();
        return chart.Knowledge.Finding(
            "plan.not-daily",
            Urgency.Info,
            [new Input("Doses per day", perDay)],
            [],
            ("perDay", perDay)
        );
    }

    /// <summary>Too little is known.</summary>
    public static Finding NotEnough(Chart chart, IReadOnlyList<string> open) =>
        chart.Knowledge.Finding("plan.not-enough", Urgency.Info, [], open, ("open", Clinical(chart, open)));

    /// <summary>What can be measured does not fit what is taken.</summary>
    /// <param name="chart">The record.</param>
    /// <param name="wished">The measure that was wished.</param>
    /// <param name="measure">It, in the person's unit; null when it is of another kind.</param>
    /// <param name="day">The usual day.</param>
    /// <param name="exposure">What is taken.</param>
    public static Finding CannotMeasure(
        Chart chart,
        Measuring? wished,
        decimal? measure,
        UsualDay day,
        Exposure exposure
    )
    {
        var unit = exposure.Unit;
        if (measure is not { } step)
        {
            return chart.Knowledge.Finding(
                "plan.other-measure",
                Urgency.Info,
                [new Input("Can measure", $"{Exact(wished!.Step)} {wished.Unit!.Value.UnitText()}")],
                [],
                ("unit", unit.UnitText())
            );
        }

        return chart.Knowledge.Finding(
            "plan.cannot-measure",
            Urgency.Info,
            [new Input("Usual day", Amount(day.Total, unit))],
            [],
            ("measure", Amount(step, unit)),
            ("dose", Amount(day.Amounts.Max(), unit))
        );
    }

    /// <summary>What is offered, what is open, and what had to give.</summary>
    public static IEnumerable<Finding> Offered(
        Offers offers,
        IReadOnlyList<PlanOffer> plans,
        PlanGates gates,
        bool measureAssumed
    )
    {
        var chart = offers.Chart;
        var unit = offers.Exposure.Unit;
        var measure = Amount(offers.Measure, unit);
        if (gates.Open.Count > 0)
        {
            yield return chart.Knowledge.Finding(
                "plan.provisional",
                Urgency.Routine,
                [],
                gates.Open,
                ("open", Clinical(chart, gates.Open))
            );
        }

        if (plans.Count == 0)
        {
            yield return Plain(chart, "plan.none");
        }
        else
        {
            yield return chart.Knowledge.Finding(
                "plan.offered",
                Urgency.Info,
                [
                    new Input("Usual day", new Amount(offers.Day.Total, unit).Text()),
                    new Input("Measuring step", measure),
                ],
                [],
                ("last", Spoken.Format(Day(plans[0].LastUse!))),
                ("worst", Worst(plans[0].Peak)),
                ("usual", new Amount(offers.Day.Total, unit).Text()),
                ("measure", measure),
                ("plans", string.Join("; ", plans.Select(Clinical))),
                ("ceiling", offers.Wish.Ceiling.Text()),
                (
                    "counted",
                    offers.Ceiling.Basis == CeilingBasis.WholeScore
                        ? "for the 90th percentile of the peak"
                        : $"for the median of no change, {offers.Ceiling.Unchanged.Text()}, and the 90th percentile of what a plan adds"
                ),
                ("until", offers.Wish.Until is { } until ? $", last use by {LocalDatePattern.Iso.Format(until)}" : ""),
                ("tried", offers.Outlooks.Tried.Text()),
                ("members", Outlooks.Members.Text())
            );
            foreach (var finding in Giving(offers, plans).Concat(Forced(chart, plans[0], measure)))
            {
                yield return finding;
            }

            if (plans[0].StockUntil is { } day)
            {
                yield return chart.Knowledge.Finding(
                    "plan.stock",
                    Urgency.Routine,
                    [new Input("Needed", Amount(plans[0].Needed, unit))],
                    [],
                    ("day", Spoken.Format(Day(day))),
                    ("needed", Amount(plans[0].Needed, unit))
                );
            }
        }

        if (measureAssumed)
        {
            yield return chart.Knowledge.Finding("plan.measure", Urgency.Info, [], [], ("measure", measure));
        }

        if (Strong.Contains(offers.Exposure.Product.Kind))
        {
            yield return Plain(chart, "plan.seven-hydroxy");
        }

        var sedatives = new SafetyFacts(chart).Sedatives;
        if (sedatives.Now == true)
        {
            yield return chart.Knowledge.Finding(
                "plan.with-sedatives",
                Urgency.Soon,
                sedatives.Basis,
                [],
                ("names", sedatives.Names.Join())
            );
        }

        yield return chart.Knowledge.Finding(
            "plan.hold",
            Urgency.Info,
            [],
            [],
            ("days", Planning.HoldDays.Text()),
            ("peak", Show(offers.Hold.Peak))
        );
    }

    /// <summary>Paces that people share.</summary>
    public static Finding Presets(Chart chart, IReadOnlyList<PlanOffer> presets) =>
        chart.Knowledge.Finding(
            "plan.presets",
            Urgency.Info,
            [],
            [],
            ("paces", presets.Select(p => p.Name).ToList().Join())
        );

    /// <summary>Where the person is in the plan that they chose.</summary>
    public static Finding Progress(Chart chart, PlanProgress progress, Exposure exposure, double ceiling)
    {
        var slips = progress.Days.Where(d => d.Above).ToList();
        return chart.Knowledge.Finding(
            "plan.progress-"
                + progress.Place switch
                {
                    PlanPlace.NotBegun => "not-begun",
                    PlanPlace.OnIt => "on",
                    PlanPlace.AfterSlip => "slip",
                    PlanPlace.HardWeek => "hard-week",
                    PlanPlace.NotLogged => "not-logged",
                    PlanPlace.Done => "done",
                    _ => "changed",
                },
            Urgency.Info,
            [
                new Input("Chosen plan", progress.Name ?? "no name"),
                .. slips.Select(s => new Input("Above the plan", Slip(s, progress.Unit), s.Day)),
                .. progress.Place == PlanPlace.HardWeek
                    ? new[] { new Input("Highest withdrawal in 7 days, SOWS", progress.Felt!.Value.Text()) }
                    : [],
            ],
            [],
            ("step", (progress.Step ?? 0).Text()),
            ("steps", progress.Steps.Count.Text()),
            ("today", Amount(progress.Today?.Total ?? 0, progress.Unit)),
            ("day", progress.Place == PlanPlace.NotBegun ? progress.Begins : progress.FreeFrom),
            ("days", slips.Count == 1 ? "1 day" : $"{slips.Count} days"),
            ("last", slips.Count == 0 ? "" : $"{slips[^1].Day}: {Slip(slips[^1], progress.Unit)}"),
            ("felt", (progress.Felt ?? 0).Text()),
            ("ceiling", ceiling.Text()),
            ("ways", string.Join("; ", progress.Ways.Select(Clinical))),
            ("then", progress.Unit.UnitText()),
            ("now", $"{Words.Plain(exposure.Product.Kind)} in {exposure.Unit.UnitText()}")
        );
    }

    /// <summary>How the ceiling is counted when that is not the plain way, which of ease and date had to give, and by how much.</summary>
    private static IEnumerable<Finding> Giving(Offers offers, IReadOnlyList<PlanOffer> plans)
    {
        var ceiling = offers.Ceiling;
        var gentlest = plans[0];
        if (ceiling.Basis == CeilingBasis.WhatThePlanAdds)
        {
            yield return Counted(offers, ceiling);
        }

        var rule = (gentlest.AboveCeiling is not null && !ceiling.AlreadyAbove, gentlest.DaysLate) switch
        {
            (true, not null) => "plan.both-give",
            (true, null) => "plan.ceiling-gives",
            (false, not null) => "plan.date-gives",
            _ => null,
        };
        if (rule is null)
        {
            yield break;
        }

        var inTime = plans.FirstOrDefault(p => p is { DaysLate: null });
        yield return offers.Chart.Knowledge.Finding(
            rule,
            Urgency.Info,
            [],
            [],
            ("days", (gentlest.DaysLate ?? 0).Text()),
            ("points", (gentlest.AboveCeiling ?? 0).Text()),
            ("until", offers.Wish.Until is null ? "" : " by the wished date"),
            (
                "instead",
                inTime is null
                    ? " None ends by then."
                    : $" By then the least 90th percentile of the peak is {inTime.Peak.High.Text()}."
            )
        );
    }

    /// <summary>Even no change may break the ceiling: because of how the person feels, or because that is not known.</summary>
    private static Finding Counted(Offers offers, PlanCeiling ceiling) =>
        offers.Chart.Knowledge.Finding(
            ceiling.AlreadyAbove ? "plan.ceiling-already" : "plan.ceiling-added",
            ceiling.AlreadyAbove ? Urgency.Routine : Urgency.Info,
            [],
            ["sows"],
            ("likely", ceiling.Unchanged.Text()),
            ("most", offers.Hold.Peak.High.Text()),
            ("room", Math.Max(0, ceiling.Accepted - ceiling.Unchanged).Text()),
            ("ceiling", ceiling.Accepted.Text()),
            ("scores", offers.Scores.Count.Text())
        );

    private static IEnumerable<Finding> Forced(Chart chart, PlanOffer plan, string measure)
    {
        var forced = plan.Steps.Where(s => s.Forced).ToList();
        if (forced.Count > 0)
        {
            yield return chart.Knowledge.Finding(
                "plan.forced",
                Urgency.Info,
                [],
                [],
                ("count", forced.Count.Text()),
                ("steps", plan.Steps.Count.Text()),
                ("first", forced[0].From),
                ("measure", measure)
            );
        }
    }

    private static string Every(int days) =>
        days switch
        {
            6 => "every 5 to 7 days",
            7 => "a week",
            _ => $"every {days / 7} weeks",
        };

    private static string Slip(PlanDay day, AmountUnit unit) =>
        $"{Amount(day.Taken!.Value, unit)} instead of {Amount(day.Planned, unit)}";

    private static string Worst(Band peak)
    {
        var (likely, most) = (ForecastWords.Level(peak.Median), ForecastWords.Level(peak.High));
        return likely == most ? $"{likely} at its worst" : $"{likely} at its worst, but it could be {most}";
    }

    private static string Clinical(PlanOffer offer) =>
        $"{Words.Plain(offer.Kind)}: {offer.Name}, {offer.Steps.Count} steps, last use {offer.LastUse} (day {offer.Days}), peak SOWS {Show(offer.Peak)}, {Show(offer.Adds)} more than no change, at day {Show(offer.PeakDay)}, {Exact(offer.Needed)} in all";

    private static string Clinical(Chart chart, IReadOnlyList<string> open) =>
        string.Join("; ", open.Select(id => chart.Knowledge.Question(id).Clinician));

    private static string Show(Band band) =>
        string.Create(CultureInfo.InvariantCulture, $"{band.Median:0.#} ({band.Low:0.#} to {band.High:0.#})");

    /// <summary>An amount as it is: rounded, it would no longer be what is delivered.</summary>
    private static string Exact(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Amount(decimal value, AmountUnit unit) => $"{Exact(value)} {unit.UnitText()}";

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;
}

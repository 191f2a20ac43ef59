using System.Globalization;
using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Record;
using Coppice.Record.Json;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Puts plans into words. Every number comes from the offers, so that words, table and curve cannot differ.</summary>
internal static class PlanWords
{
    private static readonly ProductKind[] Strong = [ProductKind.SevenHydroxy, ProductKind.Pseudoindoxyl];

    /// <summary>What no change is called.</summary>
    public const string Hold = "way.hold";

    /// <summary>What the ways on after a slip or in a hard week are called.</summary>
    public const string Return = "way.return";

    /// <inheritdoc cref="Return"/>
    public const string SoftDay = "way.soft-day";

    /// <inheritdoc cref="Return"/>
    public const string HoldAWeek = "way.hold-a-week";

    /// <summary>What a pace is called.</summary>
    public static string Name(Pace pace, Phrases phrases)
    {
        var cut = (pace.Cut * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return !pace.IsShared
                ? phrases.Say(
                    pace.Linear ? "pace.of-first-day" : "pace.of-what-is-left",
                    ("cut", cut),
                    ("days", pace.Days.Text())
                )
            : pace.LeastCut > 0
                ? phrases.Say(
                    "pace.or-least",
                    ("cut", cut),
                    ("least", pace.LeastCut.Text()),
                    ("every", Every(pace.Days, phrases))
                )
            : phrases.Say("pace.shared", ("cut", cut), ("every", Every(pace.Days, phrases)));
    }

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
                ("unit", chart.Knowledge.Both(p => Unit(unit, p)))
            );
        }

        return chart.Knowledge.Finding(
            "plan.cannot-measure",
            Urgency.Info,
            [new Input("Usual day", Amount(day.Total, unit))],
            [],
            ("measure", chart.Knowledge.Both(p => Amount(step, unit, p))),
            ("dose", chart.Knowledge.Both(p => Amount(day.Amounts.Max(), unit, p)))
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
                ("last", chart.Knowledge.Both(p => p.DayAndMonth(Day(plans[0].LastUse!)))),
                ("worst", chart.Knowledge.Both(p => Worst(plans[0].Peak, p))),
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
                    ("day", chart.Knowledge.Both(p => p.DayAndMonth(Day(day)))),
                    ("needed", Amount(plans[0].Needed, unit))
                );
            }
        }

        if (measureAssumed)
        {
            yield return chart.Knowledge.Finding(
                "plan.measure",
                Urgency.Info,
                [],
                [],
                ("measure", chart.Knowledge.Both(p => Amount(offers.Measure, unit, p)))
            );
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
            (
                "paces",
                new Voices(
                    chart.Knowledge.Phrases.Join([.. presets.Select(o => o.PersonName ?? o.Name)]),
                    chart.Knowledge.ClinicianPhrases.Join([.. presets.Select(o => o.Name)])
                )
            )
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
            ("today", chart.Knowledge.Both(p => Amount(progress.Today?.Total ?? 0, progress.Unit, p))),
            (
                "day",
                chart.Knowledge.Both(p =>
                    p.Date(Day(progress.Place == PlanPlace.NotBegun ? progress.Begins : progress.FreeFrom))
                )
            ),
            (
                "days",
                chart.Knowledge.Both(p =>
                    p.Say(slips.Count == 1 ? "span.day" : "span.days", ("count", slips.Count.Text()))
                )
            ),
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

    private static string Every(int days, Phrases phrases) =>
        days switch
        {
            6 => phrases.Say("every.five-to-seven-days"),
            7 => phrases.Say("every.week"),
            _ => phrases.Say("every.weeks", ("weeks", (days / 7).Text())),
        };

    private static string Slip(PlanDay day, AmountUnit unit) =>
        $"{Amount(day.Taken!.Value, unit)} instead of {Amount(day.Planned, unit)}";

    private static string Worst(Band peak, Phrases phrases)
    {
        var likely = phrases.Say($"level.{ForecastWords.Level(peak.Median)}");
        var most = phrases.Say($"level.{ForecastWords.Level(peak.High)}");
        return likely == most
            ? phrases.Say("worst.sure", ("likely", likely))
            : phrases.Say("worst.range", ("likely", likely), ("most", most));
    }

    private static string Clinical(PlanOffer offer) =>
        $"{Words.Plain(offer.Kind)}: {offer.Name}, {offer.Steps.Count} steps, last use {offer.LastUse} (day {offer.Days}), peak SOWS {Show(offer.Peak)}, {Show(offer.Adds)} more than no change, at day {Show(offer.PeakDay)}, {Exact(offer.Needed)} in all";

    private static string Clinical(Chart chart, IReadOnlyList<string> open) =>
        string.Join("; ", open.Select(id => chart.Knowledge.Question(id).Clinician));

    private static string Show(Band band) =>
        string.Create(CultureInfo.InvariantCulture, $"{band.Median:0.#} ({band.Low:0.#} to {band.High:0.#})");

    /// <summary>An amount as it is: rounded, it would no longer be what is delivered.</summary>
    private static string Exact(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Unit(AmountUnit unit, Phrases phrases) => phrases.Say($"unit.{Word.Of(unit)}");

    private static string Amount(decimal value, AmountUnit unit, Phrases phrases) =>
        $"{Exact(value)} {Unit(unit, phrases)}";

    /// <summary>An amount to the clinician.</summary>
    private static string Amount(decimal value, AmountUnit unit) => $"{Exact(value)} {unit.UnitText()}";

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;
}

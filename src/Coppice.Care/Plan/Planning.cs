using System.Globalization;
using Coppice.Model;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>
/// Searches reduction plans: makes every schedule of a small family of paces that can be delivered, asks the person's own ensemble
/// what each may bring, with the same members for all, and offers three and no change.
/// </summary>
internal static class Planning
{
    /// <summary>Members that each schedule is tried on.</summary>
    private const int Among = 200;

    /// <summary>Days after the last use that are looked at: the peak comes within two weeks.</summary>
    private const int DaysAfter = 14;

    /// <summary>90th percentiles that are nearer than this are equal, SOWS points.</summary>
    private const double Equal = 0.5;

    private static readonly int[] Paces = [2, 3, 4, 5, 7, 10, 14];
    private static readonly double[] Cuts = [0.05, 0.1, 0.15, 0.2, 0.25];

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Makes the section.</summary>
    /// <param name="chart">The record at its moment.</param>
    /// <param name="said">Findings of the review: the gates.</param>
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
        if (Declined(chart, said) is { Count: > 0 } reasons)
        {
            return Without(
                chart,
                PlanStatus.Declined,
                "plan.declined",
                [],
                ("person", string.Join(" ", reasons.Select(r => r.Person))),
                ("why", string.Join(", ", reasons.Select(r => r.Clinician)))
            );
        }

        if (model is null)
        {
            return Without(chart, PlanStatus.NotEnough, "plan.not-enough", open, ("why", string.Join(", ", open)));
        }

        if (model.Exposure.Stopped)
        {
            return Without(chart, PlanStatus.NotNeeded, "plan.not-needed", []);
        }

        var unit = model.Exposure.Unit;
        var measure = wish.Measure ?? chart.Last<ReductionPlan>()?.Measure ?? UsualMeasure(unit);
        int[] units = [.. model.Exposure.Usual.Select(u => (int)Math.Floor(((decimal)u.Amount / measure) + 0.001m))];
        if (units.Max() < 1)
        {
            return Without(
                chart,
                PlanStatus.NotEnough,
                "plan.not-enough",
                open,
                ("why", $"a measuring step of {measure.Text()} {unit.UnitText()} is larger than a usual dose")
            );
        }

        var asked = Unknown(chart);
        var plans = Search(chart, model, wish, units, measure);
        var progress = ProgressOf(chart, model);
        List<Finding> findings =
        [
            .. progress is null ? Array.Empty<Finding>() : [PlanWords.Progress(chart, progress, unit)],
            PlanWords.Offered(chart, plans, wish, unit, measure, asked),
            PlanWords.Community(chart, plans),
        ];
        return new PlanSection
        {
            Status = asked.Count > 0 ? PlanStatus.Provisional : PlanStatus.Offered,
            Findings = findings,
            Unit = unit,
            Measure = measure,
            Plans = plans,
            Progress = progress,
            Ask = [.. asked.Concat(open).Distinct(StringComparer.Ordinal).Select(chart.Knowledge.Question)],
        };
    }

    /// <summary>The smallest amount that people usually can measure in a unit (a convention).</summary>
    public static decimal UsualMeasure(AmountUnit unit) =>
        unit switch
        {
            AmountUnit.GLeaf => 0.25m,
            AmountUnit.GExtract => 0.05m,
            AmountUnit.MgMitragynine => 5,
            AmountUnit.Mg7Oh or AmountUnit.MgPseudoindoxyl => 2.5m,
            AmountUnit.Tablet or AmountUnit.Teaspoon or AmountUnit.Glass => 0.5m,
            AmountUnit.MlLiquid or AmountUnit.Shot => 0.25m,
            _ => 1,
        };

    private static PlanSection Without(
        Chart chart,
        PlanStatus status,
        string rule,
        IReadOnlyCollection<string> open,
        params ReadOnlySpan<(string, string)> words
    ) =>
        new()
        {
            Status = status,
            Findings = [chart.Knowledge.Finding(rule, Urgency.Info, [], open, words)],
            Plans = [],
            Ask = [.. open.Select(chart.Knowledge.Question)],
        };

    /// <summary>What speaks against cutting down without care; empty when nothing does.</summary>
    private static List<(string Person, string Clinician)> Declined(Chart chart, IReadOnlyList<Finding> said)
    {
        var facts = chart.Facts;
        var found = new List<(string, string)>();
        Add(facts.Pregnant == true, "You are pregnant, and stopping can harm the baby.", "pregnancy");
        Add(facts.Seizures == true, "You have had a seizure.", "seizure history");
        Add(facts.Sedatives == true, "You drink, or take pills or drugs that calm.", "sedatives or alcohol");
        Add(
            chart.Record.History.SevereWithdrawalBefore == true,
            "You have been very ill when you stopped before.",
            "severe withdrawal before"
        );
        Add(
            facts.SevenOh == true && facts.Sedatives != false,
            "You use 7-OH, and we do not know that you take nothing else that calms.",
            "7-OH with sedatives, or sedatives not known"
        );
        Add(
            said.Any(f => f.Id is "safety.suicide-now" or "safety.suicide-risk"),
            "You have had thoughts of ending your life. Call or text 988 now if you do.",
            "suicidality"
        );
        Add(
            said.Any(f => f.Id == "safety.alcohol-benzodiazepine-withdrawal"),
            "Stopping drink or calming pills needs a doctor.",
            "alcohol or sedative withdrawal"
        );
        Add(chart.Record.Person.AgeYears is < 18 || facts.Newborn, "You are under 18.", "under 18");
        return found;

        void Add(bool holds, string person, string clinician)
        {
            if (holds)
            {
                found.Add((person, clinician));
            }
        }
    }

    /// <summary>Questions whose answer could speak against a plan and is not known: never read as no.</summary>
    private static List<string> Unknown(Chart chart)
    {
        var asked = new List<string>();
        var facts = chart.Facts;
        Ask(facts.Pregnant is null && chart.Record.Person.SexAtBirth != Sex.Male, "pregnancy");
        Ask(facts.Seizures is null, "seizure");
        Ask(facts.Sedatives is null, "sedatives");
        Ask(chart.Record.History.SevereWithdrawalBefore is null, "past-attempts");
        Ask(
            chart.LatestScore("cssrs", 30 * 24) is null && chart.LatestScore("phq9", 30 * 24) is null,
            "suicide-screen"
        );
        Ask(chart.Record.Person.AgeYears is null, "age");
        return asked;

        void Ask(bool unknown, string id)
        {
            if (unknown)
            {
                asked.Add(id);
            }
        }
    }

    private static List<PlanOffer> Search(Chart chart, PersonModel model, PlanWish wish, int[] units, decimal measure)
    {
        var among = model.Updated.Choose(Math.Min(Among, model.Members.Count));
        var offers = new List<PlanOffer>();
        foreach (var pace in Paces.Where(p => p >= wish.LeastDays))
        {
            foreach (var cut in Cuts.Where(c => c <= wish.MostCut))
            {
                if (Offer(chart, model, wish, units, measure, among, PlanKind.Gentlest, cut, pace) is { } offer)
                {
                    offers.Add(offer);
                }
            }
        }

        var plans = new List<PlanOffer>();
        var fitting = offers.Where(o => o.WithinDate != false).ToList();
        var gentlest =
            Gentlest(fitting.Where(o => o.WithinCeiling))
            ?? Gentlest(fitting)
            ?? offers.OrderBy(o => o.Days).FirstOrDefault();
        if (gentlest is not null)
        {
            plans.Add(gentlest);
            var faster = offers
                .Where(o => o.Days < gentlest.Days)
                .OrderBy(o => !o.WithinCeiling)
                .ThenBy(o => o.WithinCeiling ? o.Days : o.Peak.High)
                .FirstOrDefault();
            var slower = offers.Where(o => o.Days > gentlest.Days * 1.25).OrderBy(o => o.Days).FirstOrDefault();
            plans.AddRange(
                new[]
                {
                    faster is null ? null : faster with { Kind = PlanKind.Faster },
                    slower is null ? null : slower with { Kind = PlanKind.Slower },
                }.OfType<PlanOffer>()
            );
        }

        plans.Add(Hold(chart, model, wish, among, units, measure));
        foreach (var (cut, pace) in new[] { (0.05, 6), (0.1, 7) })
        {
            if (Offer(chart, model, wish, units, measure, among, PlanKind.Community, cut, pace) is { } offer)
            {
                plans.Add(offer);
            }
        }

        return plans;
    }

    /// <summary>The lowest 90th percentile, and of those as low the shortest.</summary>
    private static PlanOffer? Gentlest(IEnumerable<PlanOffer> offers)
    {
        var all = offers.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var least = all.Min(o => o.Peak.High);
        return all.Where(o => o.Peak.High <= least + Equal).MinBy(o => o.Days);
    }

    private static PlanOffer? Offer(
        Chart chart,
        PersonModel model,
        PlanWish wish,
        int[] units,
        decimal measure,
        int[] among,
        PlanKind kind,
        double cut,
        int pace
    )
    {
        var stages = Reduction.Make(units, cut, pace);
        var steps = new List<PlannedStep>();
        var starts = new List<LocalDate>();
        var day = chart.Today.PlusDays(1);
        foreach (var stage in stages)
        {
            for (var moved = 0; moved < 6 && wish.WorkDays.Contains(day.DayOfWeek); moved++)
            {
                day = day.PlusDays(1);
            }

            var times = Exposure.Times(Math.Max(1, stage.Units.Count));
            List<PlannedDose> doses =
            [
                .. stage.Units.Select((u, i) => new PlannedDose(Time.Format(times[i]), u * measure)),
            ];
            steps.Add(new PlannedStep(LocalDatePattern.Iso.Format(day), doses.Sum(d => d.Amount), doses, stage.Forced));
            starts.Add(day);
            day = day.PlusDays(pace);
        }

        var free = starts[^1];
        var days = Period.DaysBetween(chart.Today, free);
        if (days > ForecastWish.MaxDays - DaysAfter)
        {
            return null;
        }

        var future = model.Exposure.UsualDoses(chart.Now, chart.Home.AtStartOfDay(starts[0]).ToInstant()).ToList();
        var needed = future.Sum(d => (decimal)d.Amount);
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            future.AddRange(
                model.Exposure.DosesOn(
                    chart.Home.AtStartOfDay(starts[i]).ToInstant(),
                    chart.Home.AtStartOfDay(starts[i + 1]).ToInstant(),
                    steps[i].Doses.Select(d => (Time.Parse(d.Time).Value, (double)d.Amount)),
                    model.Exposure.Product,
                    model.Exposure.Unit
                )
            );
            needed += steps[i].Total * Period.DaysBetween(starts[i], starts[i + 1]);
        }

        var outcome = Foresee(model, future, days + DaysAfter, among);
        return new PlanOffer
        {
            Kind = kind,
            Name = string.Create(CultureInfo.InvariantCulture, $"{cut * 100:0} % every {pace} days"),
            Steps = steps,
            FreeFrom = LocalDatePattern.Iso.Format(free),
            Days = days,
            Peak = outcome.Peak,
            PeakDay = outcome.Day,
            Weeks = outcome.Weeks,
            Needed = Math.Round(needed, 2),
            StockLeft = StockOf(chart, model) is { } stock ? Math.Round(stock - needed, 2) : null,
            WithinCeiling = outcome.Peak.High <= wish.Ceiling,
            WithinDate = wish.Until is { } until ? free <= until.PlusDays(1) : null,
        };
    }

    private static PlanOffer Hold(
        Chart chart,
        PersonModel model,
        PlanWish wish,
        int[] among,
        int[] units,
        decimal measure
    )
    {
        const int days = 28;
        var usual = model.Exposure.UsualDoses(chart.Now, chart.Now + Duration.FromDays(days)).ToList();
        var outcome = Foresee(model, usual, days, among);
        var needed = units.Sum() * measure * days;
        return new PlanOffer
        {
            Kind = PlanKind.Hold,
            Name = "no change for now",
            Steps = [],
            Days = 0,
            Peak = outcome.Peak,
            PeakDay = outcome.Day,
            Weeks = outcome.Weeks,
            Needed = needed,
            StockLeft = StockOf(chart, model) is { } stock ? Math.Round(stock - needed, 2) : null,
            WithinCeiling = outcome.Peak.High <= wish.Ceiling,
            WithinDate = wish.Until is null ? null : false,
        };
    }

    private static decimal? StockOf(Chart chart, PersonModel model) =>
        chart.Last<Stock>() is { } stock && stock.Left.Unit == model.Exposure.Unit ? stock.Left.Value : null;

    private static (Band Peak, Band Day, List<Band> Weeks) Foresee(
        PersonModel model,
        IEnumerable<Dose> future,
        int days,
        int[] among
    )
    {
        var now = model.Exposure.NowMinute;
        var run = model.Ahead(future, now + (days * 1440), new Request([], []) { TraceEvery = 120 }, among);
        var weights = new double[among.Length];
        Array.Fill(weights, 1.0 / among.Length);
        var peaks = new double[among.Length];
        var when = new double[among.Length];
        var weeks = new List<Band>();
        var best = new double[among.Length];
        for (var p = 0; p < run.TracePoints; p++)
        {
            var values = run.Trace(p);
            for (var i = 0; i < among.Length; i++)
            {
                var score = Math.Clamp(
                    model.Updated.Base(Measure.Withdrawal, among[i])
                        + (model.Updated.Gain(Measure.Withdrawal, among[i]) * values[i]),
                    0,
                    64
                );
                best[i] = Math.Max(best[i], score);
                if (score > peaks[i])
                {
                    peaks[i] = score;
                    when[i] = (p + 1) / 12.0;
                }
            }

            if ((p + 1) % 84 == 0 || p == run.TracePoints - 1)
            {
                weeks.Add(Shown(Band.Of(best, weights)));
                Array.Clear(best);
            }
        }

        return (Shown(Band.Of(peaks, weights)), Forecasting.Rounded(Band.Of(when, weights), 0), weeks);

        Band Shown(Band band) => Forecasting.Rounded(band.Widened(model.Updated.Widening, 0, 64), 1);
    }

    private static PlanProgress? ProgressOf(Chart chart, PersonModel model)
    {
        if (chart.Last<ReductionPlan>() is not { } plan)
        {
            return null;
        }

        decimal On(LocalDate day) => plan.Steps.LastOrDefault(s => s.From.Date <= day)?.Doses.Sum(d => d.Amount) ?? 0;
        var yesterday = chart.Today.PlusDays(-1);
        var logged = chart.Uses.Where(u => u.At is { } at && DailyUse.LocalDay(chart, at) == yesterday).ToList();
        decimal? used =
            logged.Count > 0 && logged.TrueForAll(u => u.Amount?.Unit == plan.Unit)
                ? logged.Sum(u => u.Amount!.Value)
                : null;
        return new PlanProgress(
            On(chart.Today),
            used,
            used is { } u ? u > On(yesterday) : null,
            plan.Product.Kind != model.Exposure.Product.Kind || plan.Unit != model.Exposure.Unit
        );
    }
}

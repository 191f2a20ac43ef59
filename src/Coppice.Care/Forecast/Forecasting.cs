using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Makes the forecast part of a review.</summary>
internal static class Forecasting
{
    /// <summary>Hours for which the curve is drawn every six hours.</summary>
    private const int FineHours = 240;

    /// <summary>Members among which a cause is switched off.</summary>
    private const int CauseMembers = 200;

    private static readonly ZonedDateTimePattern Moment = ZonedDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mmo<Z+HH:mm>",
        null
    );

    private static readonly Substance[] OtherOpioids =
    [
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.PrescriptionOpioid,
        Substance.Methadone,
        Substance.Tianeptine,
    ];

    /// <summary>Makes the section.</summary>
    /// <param name="chart">The record at its moment.</param>
    /// <param name="model">The person's ensemble; null when not enough is known.</param>
    /// <param name="open">Open questions of the ensemble.</param>
    /// <param name="wish">What is asked.</param>
    public static ForecastSection Of(
        Chart chart,
        PersonModel? model,
        IReadOnlyCollection<string> open,
        ForecastWish wish
    )
    {
        if (NotFor(chart) is { } reason)
        {
            return None(
                chart,
                ForecastStatus.NotFor,
                chart.Knowledge.Finding(
                    "forecast.not-for",
                    Urgency.Info,
                    [],
                    [],
                    ("person", chart.Knowledge.Phrases.Say(reason.Phrase)),
                    ("why", reason.Clinician)
                ),
                []
            );
        }

        if (model is null)
        {
            var why = open.Count == 0 ? "no kratom use on record" : "not known: " + string.Join(", ", open);
            return None(
                chart,
                ForecastStatus.NotEnough,
                chart.Knowledge.Finding("forecast.not-enough", Urgency.Info, [], open, ("why", why)),
                open
            );
        }

        var scenarios = Suppositions(chart, model, wish).ToList();
        var forecasts = scenarios.ConvertAll(s => One(chart, model, wish, s.Scenario, s.Doses));
        var quality = QualityOf(model);
        var lost = LostToleranceOf(chart, model);
        List<Finding> findings =
        [
            .. forecasts.Select(f => ForecastWords.Scenario(chart, f, model)),
            ForecastWords.Personal(chart, quality, open),
            .. ForecastWords.Grade(chart, quality),
            .. lost is null ? Array.Empty<Finding>() : [ForecastWords.Lost(chart, lost)],
            Limits(chart),
        ];
        return new ForecastSection
        {
            Status = ForecastStatus.Made,
            Findings = findings,
            Scenarios = forecasts,
            Quality = quality,
            LostTolerance = lost,
            Assumptions = model.Exposure.Assumptions,
            Ask = [.. open.Select(chart.Knowledge.Question)],
        };
    }

    private static ForecastSection None(
        Chart chart,
        ForecastStatus status,
        Finding finding,
        IReadOnlyCollection<string> open
    ) =>
        new()
        {
            Status = status,
            Findings = [finding, Limits(chart)],
            Scenarios = [],
            Assumptions = [],
            Ask = [.. open.Select(chart.Knowledge.Question)],
        };

    private static Finding Limits(Chart chart) => chart.Knowledge.Finding("forecast.limits", Urgency.Info, []);

    /// <summary>Why the model is not made for this person now; null when it is.</summary>
    private static (string Phrase, string Clinician)? NotFor(Chart chart)
    {
        if (chart.Record.Person is { ExposedToKratomBeforeBirth: true, AgeYears: null or 0 })
        {
            return ("not-for.newborn", "newborn");
        }

        if (chart.Record.Person.AgeYears is < 18)
        {
            return ("not-for.minor", "under 18");
        }

        if (
            chart.OnBoard(MedicineClass.Antagonist).FirstOrDefault(m => m.Name != "naloxone") is { } antagonist
            && chart.Knowledge.Medicines.ContainsKey(antagonist.Name)
        )
        {
            return ("not-for.blocker", $"{antagonist.Name} on board");
        }

        if (
            chart.OnBoard(MedicineClass.Opioid).FirstOrDefault(m => !chart.IsA(m.Name, MedicineClass.PartialAgonist)) is
            { } opioid
        )
        {
            return ("not-for.opioid-medicine", $"{opioid.Name} on board");
        }

        foreach (var substance in OtherOpioids)
        {
            if (chart.About(substance) is { } known && (known.UsesNow == true || known.Daily == true))
            {
                return ("not-for.opioid", $"{Words.Plain(substance)} now");
            }
        }

        return null;
    }

    private static IEnumerable<(Scenario Scenario, List<Dose> Doses)> Suppositions(
        Chart chart,
        PersonModel model,
        ForecastWish wish
    )
    {
        var until = chart.Now + Duration.FromDays(wish.Days);
        if (Wanted(Scenario.Stop))
        {
            yield return (Scenario.Stop, []);
        }

        if (!model.Exposure.Stopped && Wanted(Scenario.CarryOn))
        {
            yield return (Scenario.CarryOn, [.. model.Exposure.UsualDoses(chart.Now, until)]);
        }

        if (chart.Last<ReductionPlan>() is { } plan && Wanted(Scenario.Plan))
        {
            yield return (Scenario.Plan, model.Exposure.Doses(plan, chart.Now, until));
        }

        if (wish.Given is { } shares && Wanted(Scenario.Given))
        {
            var today = chart.Now.InZone(chart.Home).Date;
            yield return (
                Scenario.Given,
                [
                    .. model
                        .Exposure.UsualDoses(chart.Now, until)
                        .Select(d => d with { Amount = d.Amount * Share(d.Minute) })
                        .Where(d => d.Amount > 0),
                ]
            );

            double Share(int minute)
            {
                var moment = model.Exposure.Start + Duration.FromMinutes(minute);
                var day = Period.DaysBetween(today, moment.InZone(chart.Home).Date);
                return day < shares.Count ? shares[day]
                    : shares.Count == 0 ? 0
                    : shares[^1];
            }
        }

        bool Wanted(Scenario scenario) => wish.Scenarios?.Contains(scenario) != false;
    }

    private static ScenarioForecast One(
        Chart chart,
        PersonModel model,
        ForecastWish wish,
        Scenario scenario,
        List<Dose> doses
    )
    {
        var now = model.Exposure.NowMinute;
        List<int> hours = [0];
        for (var h = 6; h <= wish.Days * 24; h += h < FineHours ? 6 : 24)
        {
            hours.Add(h);
        }

        var request = new Request(
            [.. hours.Select(h => now + (h * 60))],
            [Signal.Withdrawal, Signal.SlowDeficit, Signal.Tolerance]
        )
        {
            TraceEvery = 60,
            Parts = wish.Parts,
        };
        var run = model.Ahead(doses, now + (wish.Days * 1440), request);
        var points = hours.Select((h, i) => Point(chart, model, run, i, h)).ToList();
        var courses = Courses(model, run, now);
        var weights = model.Updated.Weights;
        double[] peaks =
        [
            .. courses.Select((c, i) => Math.Clamp(c.Peak + model.Updated.Base(Measure.Withdrawal, i), 0, 64)),
        ];
        return new ScenarioForecast
        {
            Scenario = scenario,
            Points = points,
            Onset = TimingOf(courses.ConvertAll(c => c.Onset), weights),
            Peak = Rounded(Band.Of(peaks, weights).Widened(model.Updated.Widening, 0, 64), 1),
            PeakHours = Rounded(Band.Of([.. courses.Select(c => c.PeakAt)], weights), 0),
            Eased = TimingOf(courses.ConvertAll(c => c.Eased), weights),
            Causes = scenario == Scenario.Stop ? CausesOf(chart, model, wish) : [],
        };
    }

    private static ForecastPoint Point(Chart chart, PersonModel model, Readings run, int index, int hours)
    {
        var weights = model.Updated.Weights;
        var widening = model.Updated.Widening;
        var withdrawal = run[index, 0].ToArray();
        var craving = new double[withdrawal.Length];
        var tolerance = new double[withdrawal.Length];
        var span = model.Members[Symbol.span];
        for (var i = 0; i < withdrawal.Length; i++)
        {
            craving[i] = Effects.Craving(withdrawal[i], run[index, 1][i]);
            tolerance[i] = Effects.C50Multiplier(run[index, 2][i], span[i]);
        }

        model.Updated.Report(Measure.Withdrawal, withdrawal);
        model.Updated.Report(Measure.Craving, craving);
        return new ForecastPoint(
            Moment.Format((chart.Now + Duration.FromHours(hours)).InZone(chart.Home)),
            hours,
            Rounded(Band.Of(withdrawal, weights).Widened(widening, 0, 64), 1),
            Rounded(Band.Of(craving, weights).Widened(widening, 0, 100), 0),
            Rounded(Band.Of(tolerance, weights), 2)
        );
    }

    /// <summary>The course of each member as its person feels it, without the base of the reporting; hours from now.</summary>
    private static List<Model.Course> Courses(PersonModel model, Readings run, int now, int[]? among = null)
    {
        var courses = new List<Model.Course>(run.Count);
        var points = run.TracePoints;
        var first = ((((now / 60) + 1) * 60) - now) / 60.0;

        // The trace lies by time, a course is read by person: a few people at a time keep both near.
        const int few = 16;
        var scores = new double[few * points];
        for (var block = 0; block < run.Count; block += few)
        {
            var here = Math.Min(few, run.Count - block);
            for (var p = 0; p < points; p++)
            {
                var at = run.Trace(p).Slice(block, here);
                for (var i = 0; i < here; i++)
                {
                    scores[(i * points) + p] = at[i];
                }
            }

            for (var i = 0; i < here; i++)
            {
                var member = among is null ? block + i : among[block + i];
                var mine = scores.AsSpan(i * points, points);
                var gain = model.Updated.Gain(Measure.Withdrawal, member);
                foreach (ref var score in mine)
                {
                    score *= gain;
                }

                courses.Add(Model.Course.Of(mine, first, 1));
            }
        }

        return courses;
    }

    private static Timing TimingOf(List<double?> hours, double[] weights)
    {
        var share = 0.0;
        var values = new double[hours.Count];
        var counted = new double[hours.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (hours[i] is { } h)
            {
                values[i] = h;
                counted[i] = weights[i];
                share += weights[i];
            }
        }

        return share > 0
            ? new Timing(Rounded(Band.Of(values, counted), 0), Math.Round(share, 3))
            : new Timing(new Band(0, 0, 0), 0);
    }

    /// <summary>What each cause adds to the peak after stopping, by switching it off in a part of the ensemble.</summary>
    private static List<Cause> CausesOf(Chart chart, PersonModel model, ForecastWish wish)
    {
        var among = model.Updated.Choose(Math.Min(CauseMembers, model.Members.Count));
        var weights = new double[among.Length];
        Array.Fill(weights, 1.0 / among.Length);
        var days = Math.Min(wish.Days, 21);
        var until = model.Exposure.NowMinute + (days * 1440);
        var all = Peaks([], wish.Parts, null);
        var causes = new List<Cause>();
        if (!model.Exposure.Stopped)
        {
            var usual = model.Exposure.UsualDoses(chart.Now, chart.Now + Duration.FromDays(days)).ToList();
            Add("washout", Peaks(usual, wish.Parts, null));
        }

        Add("fastAdaptation", Peaks([], wish.Parts & ~Parts.Fast, null));
        Add("mediumAdaptation", Peaks([], wish.Parts & ~Parts.Medium, null));
        Add("slowAdaptation", Peaks([], wish.Parts & ~Parts.Slow, null));
        var taken = model.Exposure.Taken.Doses;
        if (taken.Any(d => d.Input == Model.Input.Buprenorphine))
        {
            Add("buprenorphine", Peaks([], wish.Parts, Model.Input.Buprenorphine));
        }

        if (taken.Any(d => d.Input == Model.Input.Alpha2))
        {
            Add("alpha2", Peaks([], wish.Parts, Model.Input.Alpha2));
        }

        return causes;

        void Add(string id, double[] without)
        {
            double[] change = [.. all.Zip(without, (a, b) => a - b)];
            causes.Add(new Cause(id, Rounded(Band.Of(change, weights), 1)));
        }

        double[] Peaks(List<Dose> doses, Parts parts, Model.Input? without)
        {
            var request = new Request([], []) { TraceEvery = 60, Parts = parts };
            var run = without is { } input
                ? model.Without(input, doses, until, request, among)
                : model.Ahead(doses, until, request, among);
            return [.. Courses(model, run, model.Exposure.NowMinute, among).Select(c => c.Peak)];
        }
    }

    /// <summary>How much the person's scores narrowed the forecast of the next three days, and how earlier forecasts did.</summary>
    private static ForecastQuality QualityOf(PersonModel model)
    {
        var updated = model.Updated;
        var run = model.Ahead(
            [],
            model.Exposure.NowMinute + (72 * 60),
            new Request([model.Exposure.NowMinute + (48 * 60)], [Signal.Withdrawal])
        );
        var before = run[0, 0].ToArray();
        var after = run[0, 0].ToArray();
        updated.Report(Measure.Withdrawal, after);
        var equal = new double[before.Length];
        Array.Fill(equal, 1.0 / equal.Length);
        var prior = Variance(before, equal) + PersonModel.ReportingVariance(before);
        var posterior = Variance(after, updated.Weights);
        return new ForecastQuality(
            model.Observations.Count,
            model.Members.Count,
            Math.Round(updated.EffectiveSize),
            Math.Round(updated.Tempering, 3),
            model.Observations.Count == 0 ? 0 : Math.Round(Math.Clamp(1 - (posterior / prior), 0, 1), 2),
            updated.Grades.Count,
            updated.Grades.Count == 0 ? null : Math.Round(updated.Coverage, 2),
            updated.Grades.Count == 0 ? null : Math.Round(updated.Crps, 2),
            Math.Round(updated.Widening, 2)
        );
    }

    /// <summary>How far tolerance to earlier opioids has likely fallen; null without an opioid past.</summary>
    /// <remarks>
    /// Tolerance is a linear filter of the drive (5.3), so what kratom keeps up and what is left of earlier opioids add up exactly.
    /// </remarks>
    private static LostTolerance? LostToleranceOf(Chart chart, PersonModel model)
    {
        var history = chart.Record.History;
        var past =
            history.OpioidUseDisorder == true
            || history.LastOpioidUse is not null
            || Array.Exists(OtherOpioids, s => chart.About(s)?.Disorder is not (null or UseDisorder.None))
            || chart.Habit?.Reasons.Contains(UseReason.ReplaceOpioids) == true
            || chart.Uses.Any(u => u.Reasons.Contains(UseReason.ReplaceOpioids));
        if (!past)
        {
            return null;
        }

        var known = chart.Since(history.LastOpioidUse);
        var counter = new Counter(1);
        var count = model.Members.Count;
        var tau = model.Members[Symbol.tauT];
        var span = model.Members[Symbol.span];
        var run = model.Ahead(
            [],
            model.Exposure.NowMinute,
            new Request([model.Exposure.NowMinute], [Signal.Tolerance])
        );
        var kratom = run[0, 0];
        double[] then = new double[count],
            now = new double[count],
            left = new double[count],
            less = new double[count];
        for (var i = 0; i < count; i++)
        {
            // Nobody knows how tolerant the person was: from two thirds to fully so (ASSUMED).
            var full = 0.65 + (0.35 * counter.Uniform(i, (int)Purpose.Habit, 1));
            var when = counter.Uniform(i, (int)Purpose.Habit, 2);
            var hours = known is { } h
                ? h.Low + (when * (h.High - h.Low))
                : 30 * 24 * Portable.Exp(when * Portable.Log(24));
            var tolerance = Math.Min(full, kratom[i] + (full * Portable.Exp(-hours / tau[i])));
            then[i] = Effects.C50Multiplier(full, span[i]);
            now[i] = Effects.C50Multiplier(tolerance, span[i]);
            left[i] = tolerance / full;
            less[i] = then[i] / now[i];
        }

        var weights = model.Updated.Weights;
        return new LostTolerance(
            Rounded(Band.Of(then, weights), 1),
            Rounded(Band.Of(now, weights), 1),
            Rounded(Band.Of(left, weights), 2),
            Rounded(Band.Of(less, weights), 1)
        );
    }

    private static double Variance(double[] values, double[] weights)
    {
        double mean = 0,
            square = 0;
        for (var i = 0; i < values.Length; i++)
        {
            mean += weights[i] * values[i];
        }

        for (var i = 0; i < values.Length; i++)
        {
            square += weights[i] * (values[i] - mean) * (values[i] - mean);
        }

        return square;
    }

    internal static Band Rounded(Band band, int digits) =>
        new(Math.Round(band.Low, digits), Math.Round(band.Median, digits), Math.Round(band.High, digits));
}

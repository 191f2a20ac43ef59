using System.Diagnostics;
using Coppice.Model;

namespace Coppice.Bench.Ctn;

/// <summary>
/// Grades one-step-ahead forecasts of the withdrawal band on real people: each record is forecast from what was known at the one before,
/// by a forecaster that has not seen that person. These are people with opioid use disorder, not kratom users.
/// </summary>
internal static class CtnBench
{
    private const int Resamples = 2_000;

    /// <summary>Prints the report; 2 when the data are not there.</summary>
    public static int Run(string? folder)
    {
        folder ??= CtnData.Find();
        if (folder is null || !File.Exists(Path.Combine(folder, "withdrawal.csv.gz")))
        {
            Console.Error.WriteLine(
                $"bench: the CTN-0094 files are not there: expected withdrawal.csv.gz in {folder ?? "../shared/data/ctn-0094"}"
            );
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var people = CtnData.Read(folder);
        var cases = CtnData.Cases(people);
        var persons = cases.Select(c => c.Known.Who).Distinct().Count();
        Say(
            $"""
            # One-step-ahead forecasts of the withdrawal band, on real people

            These are people treated for opioid use disorder (CTN-0027, CTN-0030, CTN-0051), not kratom users: the machinery of a forecast is
            graded, not a forecast for kratom. Data: R package public.ctn0094data 1.0.6, MIT licence, copyright 2023 the public.ctn0094data
            authors; the half with odd numbers; read from {folder}.

            {people.Count} people have a withdrawal record; {cases.Count} records of {persons} people follow an earlier one, and are forecast. Bands: none, mild, moderate,
            severe (COWS in 27 and 30, SOWS in 51). RPS: ranked probability score / 3, mean of records, lower is better. Skill: 1 - RPS / RPS of
            the reference. Interval: 95 % of the difference in RPS, {Resamples} bootstrap samples of people, seed {ModelSimulator.Seed}. Cross-validated by person,
            {CtnData.Folds} folds: half of `who`, rounded down, modulo {CtnData.Folds}.

            Known to a forecaster: the day to forecast, and up to the day of the last record the bands, study drug, arm, hospital stays and reported
            use (collected backwards at visits: a late report counts as known). What was taken later is not used: the model carries the study
            drug on by the trial's plan, and use as often as lately.

            """
        );

        var climatology = Score(Baselines.Climatology);
        var table = Score(Baselines.Transition);
        var off = new Ensemble(Ensemble.NoPharmacology, Ensemble.ByBands);
        var model = new ModelSimulator();
        var on = new Ensemble(model.Simulate, Ensemble.ByBands);
        var app = new Ensemble(model.Simulate, Ensemble.ByScores);
        var offAlone = Score(Features.Layer("ensemble, pharmacology off, calibrated", off.Features));
        var onAlone = Score(Features.Layer("ensemble, calibrated", on.Features));
        var layer = Score(Features.Layer("layer without ensemble", Features.All));
        var layerOff = Score(
            Features.Layer("layer with ensemble, pharmacology off", [.. Features.All, .. off.Features])
        );
        var layerOn = Score(Features.Layer("layer with ensemble", [.. Features.All, .. on.Features]));
        Say(
            $"""
            | forecaster | RPS | skill v climatology | skill v transition table | difference to the table | records | people |
            |---|---|---|---|---|---|---|
            """
        );
        Graded[] all =
        [
            climatology,
            Score(Baselines.SameAsLast),
            Score(Baselines.DaysSinceFirstDose),
            table,
            Score(off.Untrained("ensemble, pharmacology off, nothing trained")),
            Score(app.Untrained("ensemble as the app weighs it, nothing trained")),
            Score(on.Untrained("ensemble, nothing trained")),
            offAlone,
            Score(Features.Layer("ensemble as the app weighs it, calibrated", app.Features)),
            onAlone,
            layer,
            layerOff,
            layerOn,
        ];
        foreach (var one in all)
        {
            Say(
                $"| {one.Name} | {one.Mean:0.0000} | {Skill(one, climatology)} | {Skill(one, table)} | {Difference(one, table)} | {cases.Count} | {persons} |"
            );
        }

        Say(
            $"""

            The ensemble is {ModelSimulator.Size} people of the model, each with several ways of reporting, weighted by the person's own earlier bands; with the
            pharmacology off, only the ways of reporting are left. "As the app weighs it": bands as rough scores, with the app's own update.
            The layer is three ridge logistic regressions on the training folds; calibrated: the same on what the ensemble says, and nothing else.
            What the pharmacology adds (negative is better): to the calibrated ensemble {Difference(
                onAlone,
                offAlone
            )}; to the layer {Difference(layerOn, layerOff)}.

            | trial | records | people | climatology | transition table | ensemble, calibrated | layer with ensemble |
            |---|---|---|---|---|---|---|
            """
        );
        foreach (var trial in cases.GroupBy(c => c.Known.Trial).OrderBy(g => g.Key))
        {
            double Mean(Graded one) => one.Scores.Where((_, i) => cases[i].Known.Trial == trial.Key).Average();
            Say(
                $"| CTN-00{trial.Key} | {trial.Count()} | {trial.DistinctBy(c => c.Known.Who).Count()} | {Mean(climatology):0.0000} | {Mean(table):0.0000} | {Mean(onAlone):0.0000} | {Mean(layerOn):0.0000} |"
            );
        }

        Say(
            $"""

            | layer with ensemble, but without | RPS | worse by |
            |---|---|---|
            """
        );
        var features = Features.All.Concat(on.Features).ToArray();
        foreach (var kind in features.Select(f => f.Kind).Distinct())
        {
            var without = Score(Features.Layer(kind, [.. features.Where(f => f.Kind != kind)]));
            Say($"| {kind} | {without.Mean:0.0000} | {Difference(without, layerOn)} |");
        }

        Say(
            $"""

            The features, the size of the habit and the ways of reporting were chosen with these people in view (all folds), so the figures of ensemble and
            layer are a little flattering. {watch.Elapsed.TotalSeconds:0} s.
            """
        );
        return 0;

        Graded Score(Forecaster forecaster) => new(forecaster.Name, Rps.CrossValidated(forecaster, cases));

        string Difference(Graded one, Graded reference)
        {
            var (low, high) = Interval(cases, one.Scores, reference.Scores);
            const string sign = "+0.0000;-0.0000;0.0000";
            return FormattableString.Invariant(
                $"{(one.Mean - reference.Mean).ToString(sign, null)} ({low.ToString(sign, null)} to {high.ToString(sign, null)})"
            );
        }
    }

    private static string Skill(Graded one, Graded reference) =>
        FormattableString.Invariant($"{100 * (1 - (one.Mean / reference.Mean)):+0.0;-0.0;0.0} %");

    /// <summary>95 % percentile interval of the mean difference of two lists of scores, people drawn with replacement.</summary>
    private static (double Low, double High) Interval(IReadOnlyList<Case> cases, double[] scores, double[] reference)
    {
        var people = Enumerable
            .Range(0, cases.Count)
            .GroupBy(i => cases[i].Known.Who)
            .Select(g => (Sum: g.Sum(i => scores[i] - reference[i]), Count: g.Count()))
            .ToArray();
        var counter = new Counter(ModelSimulator.Seed);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            double sum = 0;
            var count = 0;
            for (var i = 0; i < people.Length; i++)
            {
                var drawn = people[(int)(people.Length * counter.Uniform(i, (int)Purpose.Resampling, r))];
                sum += drawn.Sum;
                count += drawn.Count;
            }

            means[r] = sum / count;
        }

        Array.Sort(means);
        return (means[Resamples / 40], means[Resamples - 1 - (Resamples / 40)]);
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    /// <summary>A forecaster's score in each case.</summary>
    private sealed record Graded(string Name, double[] Scores)
    {
        public double Mean { get; } = Scores.Average();
    }
}

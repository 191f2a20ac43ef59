using Coppice.Model;

namespace Coppice.Bench.Ctn;

/// <summary>
/// Withdrawal of an ensemble on the scale of the SOWS (0..64), one number for each member: at each record that is known, and on the day
/// to forecast.
/// </summary>
internal sealed record Simulated(IReadOnlyList<double[]> AtRecords, double[] AtTarget);

/// <summary>
/// The seam for the pharmacological model: what is known up to a participant's last record, and the day of the next, in; withdrawal by
/// member out. It is given no more than a forecaster is, so it cannot look ahead: what is taken between the two days it must plan from
/// what is known.
/// </summary>
internal delegate Simulated Simulator(History known, int targetDay);

/// <summary>
/// What an ensemble expects the participant to report, once members count by how well they agree with the participant's own bands: mean
/// and standard deviation of ln(1 + score), and the probability of being above each of the three cuts.
/// </summary>
internal sealed record Outlook(double Mean, double Spread, double[] Above);

/// <summary>How members are made to count.</summary>
internal delegate Outlook Weigher(History known, Simulated simulated);

/// <summary>An ensemble as a forecaster without training, and as features for the layer.</summary>
internal sealed class Ensemble(Simulator simulator, Weigher weigher)
{
    /// <summary>A member is taken several times, each with another way of reporting.</summary>
    private const int Copies = 8;

    /// <summary>What people report who have no withdrawal by the model: median, on the scale of the SOWS, and spread of its logarithm.</summary>
    private const double BaseMedian = 2;

    private const double BaseSd = 1.6;

    /// <summary>Scale of the logistic error of ln(1 + score).</summary>
    private const double Noise = 0.3;

    /// <summary>How often a band has nothing to do with the score.</summary>
    private const double Lapse = 0.03;

    /// <summary>How much a record counts for each later one: ways of reporting drift.</summary>
    private const double Kept = 0.85;

    private static readonly double[] SowsCuts = [1, 11, 21];

    /// <summary>COWS is 0.6 of the SOWS (docs/model.md, 6.8).</summary>
    private static readonly double[] CowsCuts = [5 / 0.6, 13 / 0.6, 25 / 0.6];

    private readonly Dictionary<(int Who, int Day), Outlook> done = [];

    /// <summary>Everybody has no withdrawal at all times: what is left is the way of reporting. The control for the pharmacology.</summary>
    public static Simulator NoPharmacology { get; } =
        (known, _) =>
            new Simulated(
                [.. known.Withdrawal.Select(_ => new double[ModelSimulator.Size])],
                new double[ModelSimulator.Size]
            );

    /// <summary>Scores from which the bands mild, moderate and severe begin in a trial, on the scale of the SOWS.</summary>
    public static double[] Cuts(int trial) => trial == 51 ? SowsCuts : CowsCuts;

    /// <summary>The ensemble as it is: nothing is fitted to the training folds.</summary>
    public Forecaster Untrained(string name) =>
        new(
            name,
            _ =>
                (known, day) =>
                {
                    var above = On(known, day).Above;
                    return [1 - above[0], above[0] - above[1], above[1] - above[2], above[2]];
                }
        );

    public IReadOnlyList<Feature> Features =>
        [
            new(Ctn.Features.Simulation, (k, day) => On(k, day).Mean),
            new(Ctn.Features.Simulation, (k, day) => On(k, day).Spread),
            .. Enumerable
                .Range(0, Rps.Bands - 1)
                .Select(cut => new Feature(Ctn.Features.Simulation, (k, day) => Logit(On(k, day).Above[cut]))),
        ];

    /// <summary>
    /// Bands are weighed as bands: the likelihood of each by a cumulative logistic error around ln(1 + base + withdrawal).
    /// </summary>
    public static Outlook ByBands(History known, Simulated simulated)
    {
        var cuts = Array.ConvertAll(Cuts(known.Trial), c => Math.Log(1 + c));
        var members = simulated.AtTarget.Length;
        var counter = new Counter(ModelSimulator.Seed);
        var weights = new double[members * Copies];
        var scores = new double[members * Copies];
        for (var m = 0; m < weights.Length; m++)
        {
            var reported = 1 + (BaseMedian * Math.Exp(BaseSd * counter.Normal(m, (int)Purpose.Reporting)));
            for (var r = 0; r < simulated.AtRecords.Count; r++)
            {
                var score = Math.Log(reported + simulated.AtRecords[r][m % members]);
                var band = known.Withdrawal[r].Band;
                var likely = Above(score, cuts, band - 1) - Above(score, cuts, band);
                weights[m] = (Kept * weights[m]) + Math.Log(Lapse + ((1 - Lapse) * likely));
            }

            scores[m] = Math.Log(reported + simulated.AtTarget[m % members]);
        }

        var most = weights.Max();
        weights = Array.ConvertAll(weights, w => Math.Exp(w - most));
        return Summary(scores, weights, cuts);
    }

    /// <summary>
    /// As the app does it with a person's scores (<see cref="Updated"/>, with the constants of Coppice.Care.PersonModel): a band is an
    /// incomplete score, anywhere in its range.
    /// </summary>
    public static Outlook ByScores(History known, Simulated simulated)
    {
        const int top = 64;
        var reporting = new Reporting(3, 5, 0.7, 0.4);
        var sd = known.Trial == 51 ? 4 : 2.5 / 0.6;
        var cuts = Cuts(known.Trial);
        var observations = known.Withdrawal.Select(w =>
        {
            var low = w.Band == 0 ? 0 : cuts[w.Band - 1];
            var high = w.Band == cuts.Length ? top : cuts[w.Band];
            var width = high - low;
            return new Observation(
                w.Day,
                Measure.Withdrawal,
                low + (width / 2),
                Math.Sqrt((sd * sd) + (width * width / 12))
            );
        });
        var updated = Updated.From(
            simulated.AtRecords,
            [.. observations],
            reporting,
            reporting,
            new Counter(ModelSimulator.Seed),
            simulated.AtTarget.Length
        );
        double[] scores = [.. simulated.AtTarget];
        updated.Report(Measure.Withdrawal, scores);
        return Summary(
            Array.ConvertAll(scores, s => Math.Log(1 + s)),
            updated.Weights,
            Array.ConvertAll(cuts, c => Math.Log(1 + c))
        );
    }

    /// <summary>Weighted mean, spread and probabilities above the cuts of ln(1 + score), the error of reporting included.</summary>
    private static Outlook Summary(double[] scores, double[] weights, double[] cuts)
    {
        var sum = weights.Sum();
        double Mean(Func<double, double> of) => scores.Zip(weights, (s, w) => w * of(s)).Sum() / sum;
        var mean = Mean(s => s);
        return new Outlook(
            mean,
            Math.Sqrt(Mean(s => (s - mean) * (s - mean))),
            [.. cuts.Select((_, cut) => Mean(s => Above(s, cuts, cut)))]
        );
    }

    private static double Above(double score, double[] cuts, int cut) =>
        cut < 0 ? 1
        : cut >= cuts.Length ? 0
        : 1 / (1 + Math.Exp((cuts[cut] - score) / Noise));

    /// <summary>Kept finite: a share of 0 counts as a third of a percent.</summary>
    private static double Logit(double share) => Math.Log((share + 0.003) / (1.003 - share));

    private Outlook On(History known, int day)
    {
        if (!done.TryGetValue((known.Who, day), out var outlook))
        {
            outlook = weigher(known, simulator(known, day));
            done.Add((known.Who, day), outlook);
        }

        return outlook;
    }
}

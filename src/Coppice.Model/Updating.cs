using System.Runtime.InteropServices;

namespace Coppice.Model;

/// <summary>What a score tells.</summary>
public enum Measure
{
    /// <summary>Withdrawal, on the SOWS scale.</summary>
    Withdrawal,

    /// <summary>Craving, 0..100.</summary>
    Craving,
}

/// <summary>A score of the person's own.</summary>
/// <param name="Minute">When, in minutes from the start of the simulation.</param>
/// <param name="Measure">What it tells.</param>
/// <param name="Value">The value, on the measure's scale.</param>
/// <param name="Sd">Standard deviation of its error, on the same scale.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Observation(int Minute, Measure Measure, double Value, double Sd);

/// <summary>
/// How people turn what they feel into a score: score = base + gain · model + error. People differ in both, normally around these.
/// </summary>
/// <param name="Base">Mean of what is scored when the model says 0.</param>
/// <param name="BaseSd">Its standard deviation.</param>
/// <param name="Gain">Mean of the gain.</param>
/// <param name="GainSd">Its standard deviation.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reporting(double Base, double BaseSd, double Gain, double GainSd);

/// <summary>One earlier forecast against what was then seen.</summary>
/// <param name="Observation">Which observation.</param>
/// <param name="Forecast">The band that was forecast from all that was known before it.</param>
/// <param name="Crps">Its continuous ranked probability score.</param>
/// <param name="Covered">Whether what was seen lay in the band.</param>
/// <param name="Surprise">How far off in forecast standard deviations.</param>
public sealed record Graded(Observation Observation, Band Forecast, double Crps, bool Covered, double Surprise);

/// <summary>
/// An ensemble after the person's own scores. Each member keeps its parameters and gets a weight; within each member, how the
/// person reports is known in closed form (a two-number Gaussian), so weights fall slowly. When they would still fall on too few
/// members, all scores count for less (tempering), and that is told.
/// </summary>
public sealed class Updated
{
    /// <summary>Least share of the members that must still count: below it the scores are tempered.</summary>
    public const double LeastShare = 0.1;

    /// <summary>Earlier surprises are weighed against so many unsurprising ones before the band is widened.</summary>
    private const double Trust = 5;

    private readonly (double Base, double Gain)[][] reporting;

    private Updated(double[] weights, Reporter[][] reports, Counter counter)
    {
        Weights = weights;
        reporting =
        [
            .. reports.Select(
                (each, measure) =>
                    each.Select(
                            (r, i) =>
                                r.Draw(
                                    counter.Normal(i, (int)Purpose.Reporting, 2 * measure),
                                    counter.Normal(i, (int)Purpose.Reporting, (2 * measure) + 1)
                                )
                        )
                        .ToArray()
            ),
        ];
    }

    /// <summary>The weight of each member; the sum is 1.</summary>
    public double[] Weights { get; }

    /// <summary>How many equally weighted members would tell as much.</summary>
    public required double EffectiveSize { get; init; }

    /// <summary>How much the scores were allowed to count, 0..1; 1 is fully.</summary>
    public required double Tempering { get; init; }

    /// <summary>How much wider bands are made because earlier forecasts missed; 1 or more.</summary>
    public required double Widening { get; init; }

    /// <summary>Every score against the forecast that was made from those before it.</summary>
    public required IReadOnlyList<Graded> Grades { get; init; }

    /// <summary>Share of the earlier bands that held what was then seen; NaN without any.</summary>
    public double Coverage => Grades.Count == 0 ? double.NaN : Grades.Count(g => g.Covered) / (double)Grades.Count;

    /// <summary>Mean score of the earlier forecasts; NaN without any.</summary>
    public double Crps => Grades.Count == 0 ? double.NaN : Grades.Average(g => g.Crps);

    /// <summary>Updates an ensemble.</summary>
    /// <param name="modelled">By observation, what each member says on the measure's scale.</param>
    /// <param name="observations">The observations, in order of time.</param>
    /// <param name="withdrawal">How people report withdrawal.</param>
    /// <param name="craving">How people report craving.</param>
    /// <param name="counter">Random numbers for the errors of earlier forecasts.</param>
    /// <param name="members">Number of members.</param>
    public static Updated From(
        IReadOnlyList<double[]> modelled,
        IReadOnlyList<Observation> observations,
        Reporting withdrawal,
        Reporting craving,
        Counter counter,
        int members
    )
    {
        ArgumentNullException.ThrowIfNull(modelled);
        ArgumentNullException.ThrowIfNull(observations);
        var grades = new List<Graded>();
        var square = 0.0;
        Reporter[][] reports = [Fill(withdrawal, members), Fill(craving, members)];
        var likely = new double[members];
        var (weights, tempering) = Weigh(likely);
        for (var k = 0; k < observations.Count; k++)
        {
            var seen = observations[k];
            var width = Width(square, grades.Count);
            grades.Add(Grade(seen, modelled[k], weights, reports[(int)seen.Measure], width, counter, k));
            square += grades[^1].Surprise * grades[^1].Surprise;
            var mine = reports[(int)seen.Measure];
            for (var i = 0; i < members; i++)
            {
                likely[i] += mine[i].See(modelled[k][i], seen.Value, seen.Sd * seen.Sd);
            }

            (weights, tempering) = Weigh(likely);
        }

        return new Updated(weights, reports, counter)
        {
            EffectiveSize = EffectiveOf(weights),
            Tempering = tempering,
            Widening = Width(square, grades.Count),
            Grades = grades,
        };
    }

    /// <summary>
    /// Turns what each member says into what the person would score, within the scale. Each member reports in one way throughout,
    /// drawn from what is known of this person's way.
    /// </summary>
    public void Report(Measure measure, Span<double> modelled)
    {
        var mine = reporting[(int)measure];
        var top = Top(measure);
        for (var i = 0; i < modelled.Length; i++)
        {
            modelled[i] = Math.Clamp(mine[i].Base + (mine[i].Gain * modelled[i]), 0, top);
        }
    }

    /// <summary>How strongly a member's person feels what the model says.</summary>
    public double Gain(Measure measure, int member) => reporting[(int)measure][member].Gain;

    /// <summary>What a member's person scores when the model says 0.</summary>
    public double Base(Measure measure, int member) => reporting[(int)measure][member].Base;

    /// <summary>
    /// So many members in the proportion of their weights: systematic, so that it needs no luck and always gives the same ones.
    /// </summary>
    public int[] Choose(int count)
    {
        var chosen = new int[count];
        var sum = 0.0;
        var member = -1;
        for (var i = 0; i < count; i++)
        {
            while (sum <= (i + 0.5) / count && member < Weights.Length - 1)
            {
                sum += Weights[++member];
            }

            chosen[i] = Math.Max(member, 0);
        }

        return chosen;
    }

    /// <summary>The top of a measure's scale.</summary>
    public static double Top(Measure measure) => measure == Measure.Withdrawal ? 64 : 100;

    private static double Width(double square, int count) => Math.Max(1, Math.Sqrt((Trust + square) / (Trust + count)));

    private static Reporter[] Fill(Reporting prior, int members)
    {
        var reports = new Reporter[members];
        Array.Fill(reports, Reporter.Of(prior));
        return reports;
    }

    /// <summary>Weights from how likely each member makes the scores, tempered when too few would count.</summary>
    private static (double[] Weights, double Tempering) Weigh(double[] likely)
    {
        var members = likely.Length;
        var weights = new double[members];
        var tempering = 1.0;
        Softmax(likely, tempering, weights);
        if (EffectiveOf(weights) < LeastShare * members)
        {
            tempering = Temper(likely, weights);
        }

        return (weights, tempering);
    }

    /// <summary>
    /// How much the scores may count for just the least share of the members to count; the weights are left so. By false position,
    /// which needs a handful of tries where halving needs thirty.
    /// </summary>
    private static double Temper(double[] likely, double[] weights)
    {
        var least = LeastShare * likely.Length;
        double low = 0,
            high = 1;
        var over = Portable.Log(likely.Length / least);
        var under = Portable.Log(EffectiveOf(weights) / least);
        for (var i = 0; i < 40 && high - low > 1e-9 * high; i++)
        {
            var tempering = low + ((high - low) * over / (over - under));
            Softmax(likely, tempering, weights);
            var spare = Portable.Log(EffectiveOf(weights) / least);
            if (spare is >= 0 and < 1e-3)
            {
                return tempering;
            }

            // The end that stays counts for half, or false position would creep up on it.
            if (spare >= 0)
            {
                (low, over, under) = (tempering, spare, under / 2);
            }
            else
            {
                (high, under, over) = (tempering, spare, over / 2);
            }
        }

        Softmax(likely, low, weights);
        return low;
    }

    private static void Softmax(double[] logs, double tempering, double[] weights)
    {
        var most = logs.Max();
        var sum = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            weights[i] = Portable.Exp(tempering * (logs[i] - most));
            sum += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }
    }

    private static double EffectiveOf(double[] weights) => 1 / weights.Sum(w => w * w);

    private static Graded Grade(
        Observation seen,
        double[] modelled,
        double[] weights,
        Reporter[] reports,
        double width,
        Counter counter,
        int index
    )
    {
        var forecast = new double[modelled.Length];
        double mean = 0,
            square = 0;
        for (var i = 0; i < forecast.Length; i++)
        {
            var (middle, variance) = reports[i].Foresee(modelled[i]);
            var sd = Math.Sqrt(variance + (seen.Sd * seen.Sd));
            forecast[i] = Math.Clamp(
                middle + (sd * counter.Normal(i, (int)Purpose.Residual, index)),
                0,
                Top(seen.Measure)
            );
            mean += weights[i] * forecast[i];
        }

        for (var i = 0; i < forecast.Length; i++)
        {
            square += weights[i] * (forecast[i] - mean) * (forecast[i] - mean);
        }

        var surprise = (seen.Value - mean) / Math.Sqrt(square);
        var sorted = new Weighted(forecast, weights);
        var band = new Band(sorted.At(0.1), sorted.At(0.5), sorted.At(0.9)).Widened(width, 0, Top(seen.Measure));
        return new Graded(
            seen,
            band,
            sorted.Crps(seen.Value),
            band.Low <= seen.Value && seen.Value <= band.High,
            surprise
        );
    }

    /// <summary>What one member knows of how the person reports: a Gaussian of base and gain.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Reporter
    {
        private double varianceBase;
        private double covariance;
        private double varianceGain;

        public double Base { get; private set; }

        public double Gain { get; private set; }

        public static Reporter Of(Reporting prior) =>
            new()
            {
                Base = prior.Base,
                Gain = prior.Gain,
                varianceBase = prior.BaseSd * prior.BaseSd,
                varianceGain = prior.GainSd * prior.GainSd,
            };

        public readonly (double Mean, double Variance) Foresee(double modelled) =>
            (
                Base + (Gain * modelled),
                varianceBase + (2 * covariance * modelled) + (varianceGain * modelled * modelled)
            );

        /// <summary>One way of reporting, from two standard normal numbers; the gain is a tenth or more.</summary>
        public readonly (double Base, double Gain) Draw(double first, double second)
        {
            var sd = Math.Sqrt(varianceBase);
            var slope = covariance / sd;
            var rest = Math.Sqrt(Math.Max(0, varianceGain - (slope * slope)));
            return (Base + (sd * first), Math.Max(0.1, Gain + (slope * first) + (rest * second)));
        }

        /// <summary>Learns from a score; gives the logarithm of how likely it was, up to a constant.</summary>
        public double See(double modelled, double value, double noise)
        {
            var (mean, variance) = Foresee(modelled);
            var total = variance + noise;
            var off = value - mean;
            var toBase = (varianceBase + (covariance * modelled)) / total;
            var toGain = (covariance + (varianceGain * modelled)) / total;
            Base += toBase * off;
            Gain += toGain * off;
            (varianceBase, covariance, varianceGain) = (
                varianceBase - (toBase * toBase * total),
                covariance - (toBase * toGain * total),
                varianceGain - (toGain * toGain * total)
            );
            return -0.5 * ((off * off / total) + Portable.Log(total));
        }
    }
}

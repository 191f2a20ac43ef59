namespace Coppice.Bench.Ctn;

/// <summary>
/// The calibrated layer: for each of the three cuts a ridge logistic regression for "the band is above this cut", then made to fall from
/// cut to cut. The ranked probability score is the mean of the three cuts' Brier scores, so each regression serves its own third of it;
/// unlike proportional odds, a feature may matter for "any withdrawal" and not for "severe". Newton's method from the base rate:
/// deterministic, and the penalty makes the optimum unique.
/// </summary>
internal sealed class CumulativeLogits
{
    /// <summary>Penalty on the square of each slope per standard deviation of its feature; the intercept is free.</summary>
    private const double Ridge = 5;

    private const int MostSteps = 50;

    /// <summary>When a step would gain less than half of this in log likelihood, the search is over.</summary>
    private const double Settled = 1e-9;

    /// <summary>Share of a step below which it is not halved again: what is left is rounding.</summary>
    private const double ShortestStep = 1e-6;

    private readonly double[] centre;
    private readonly double[] scale;
    private readonly double[][] weights;

    private CumulativeLogits(double[] centre, double[] scale, double[][] weights)
    {
        this.centre = centre;
        this.scale = scale;
        this.weights = weights;
    }

    /// <summary>Fits to rows of features and the bands that followed.</summary>
    public static CumulativeLogits Fit(IReadOnlyList<double[]> rows, IReadOnlyList<int> bands)
    {
        var features = rows[0].Length;
        var mean = new double[features];
        var deviation = new double[features];
        for (var j = 0; j < features; j++)
        {
            mean[j] = rows.Average(r => r[j]);
            var sd = Math.Sqrt(rows.Average(r => (r[j] - mean[j]) * (r[j] - mean[j])));
            deviation[j] = sd > 1e-9 ? sd : 1;
        }

        var standard = rows.Select(r => Standard(r, mean, deviation)).ToArray();
        var fitted = Enumerable
            .Range(0, Rps.Bands - 1)
            .Select(cut => Logistic(standard, [.. bands.Select(b => b > cut)]))
            .ToArray();
        return new CumulativeLogits(mean, deviation, fitted);
    }

    /// <summary>Shares of the bands.</summary>
    public double[] Shares(double[] row)
    {
        var x = Standard(row, centre, scale);
        var shares = new double[Rps.Bands];
        double above = 1;
        for (var cut = 0; cut < weights.Length; cut++)
        {
            var next = Math.Min(above, Sigmoid(Dot(weights[cut], x)));
            shares[cut] = above - next;
            above = next;
        }

        shares[^1] = above;
        return shares;
    }

    /// <summary>An intercept, then each feature in standard deviations from its mean in training.</summary>
    private static double[] Standard(double[] row, double[] centre, double[] scale) =>
        [1, .. row.Select((v, j) => (v - centre[j]) / scale[j])];

    private static double[] Logistic(double[][] x, bool[] y)
    {
        var n = x[0].Length;
        var w = new double[n];
        var rate = (y.Count(v => v) + 0.5) / (y.Length + 1);
        w[0] = Math.Log(rate / (1 - rate));
        for (var step = 0; step < MostSteps; step++)
        {
            var slope = new double[n];
            var curve = new double[n, n];
            for (var i = 0; i < x.Length; i++)
            {
                var row = x[i];
                var p = Sigmoid(Dot(w, row));
                var error = (y[i] ? 1 : 0) - p;
                var variance = p * (1 - p);
                for (var j = 0; j < n; j++)
                {
                    slope[j] += error * row[j];
                    var a = variance * row[j];
                    for (var k = 0; k <= j; k++)
                    {
                        curve[j, k] += a * row[k];
                    }
                }
            }

            for (var j = 1; j < n; j++)
            {
                slope[j] -= Ridge * w[j];
                curve[j, j] += Ridge;
            }

            var change = Solve(curve, [.. slope]);
            if (Dot(slope, change) < Settled)
            {
                return w;
            }

            // A full step may overshoot where a band is rare; half of it, and half again, until the fit is better.
            var before = Loss(w, x, y);
            double[] next;
            var length = 1.0;
            do
            {
                next = [.. w.Select((v, j) => v + (length * change[j]))];
                length /= 2;
            } while (Loss(next, x, y) > before && length > ShortestStep);

            w = next;
        }

        throw new InvalidOperationException("The logistic regression did not settle");
    }

    /// <summary>What is made small: minus the log likelihood, and the penalty.</summary>
    private static double Loss(double[] w, double[][] x, bool[] y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var z = Dot(w, x[i]);
            sum += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (y[i] ? z : 0);
        }

        return sum + (Ridge / 2 * w.Skip(1).Sum(v => v * v));
    }

    /// <summary>Solves a positive definite system, given by its lower triangle, by Cholesky; overwrites both.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                b[i] -= a[i, k] * b[k];
            }

            b[i] /= a[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                b[i] -= a[k, i] * b[k];
            }

            b[i] /= a[i, i];
        }

        return b;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}

using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Which way a quantity goes.</summary>
[JsonConverter(typeof(WordConverter<Direction>))]
public enum Direction
{
    /// <summary>No clear change.</summary>
    Steady,

    /// <summary>Rising.</summary>
    Rising,

    /// <summary>Falling.</summary>
    Falling,
}

/// <summary>A robust trend of one quantity by day.</summary>
/// <param name="Days">Days with data that it rests on.</param>
/// <param name="PerWeek">Change a week, in the quantity's unit: the Theil–Sen slope.</param>
/// <param name="LowPerWeek">Lower end of its 95 % interval (Sen 1968, from Kendall's variance with ties).</param>
/// <param name="HighPerWeek">Upper end.</param>
/// <param name="Median">Median of the quantity.</param>
/// <param name="Direction">Rising or falling only when the interval leaves zero out and the change over the window is at least a tenth of the median.</param>
public sealed record Trend(
    int Days,
    double PerWeek,
    double LowPerWeek,
    double HighPerWeek,
    double Median,
    Direction Direction
);

/// <summary>
/// Theil–Sen: the median of the slopes between all pairs of days. One wild day cannot bend it. Sen PK, J Am Stat Assoc 1968;63:1379.
/// </summary>
internal static class TheilSen
{
    /// <summary>Fewest days with data for which a trend is given.</summary>
    public const int MinimumDays = 14;

    private const double LeastChange = 0.10;
    private const double Z95 = 1.959964;

    /// <summary>The trend of values by day number, in order of days that differ; null below <see cref="MinimumDays"/> points.</summary>
    public static Trend? Of(IReadOnlyList<(int Day, double Value)> points)
    {
        var n = points.Count;
        if (n < MinimumDays)
        {
            return null;
        }

        var slopes = new double[n * (n - 1) / 2];
        var k = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                slopes[k++] = (points[j].Value - points[i].Value) / (points[j].Day - points[i].Day);
            }
        }

        Array.Sort(slopes);
        var values = points.Select(p => p.Value).Order().ToArray();
        var slope = Median(slopes);
        var spread = Z95 * Math.Sqrt(KendallVariance(values));
        var low = slopes[Math.Clamp((int)Math.Floor((slopes.Length - spread) / 2) - 1, 0, slopes.Length - 1)];
        var high = slopes[Math.Clamp((int)Math.Ceiling((slopes.Length + spread) / 2), 0, slopes.Length - 1)];
        var median = Median(values);
        var change = Math.Abs(slope * (points[^1].Day - points[0].Day));
        var clear = change > 0 && change >= LeastChange * Math.Abs(median);
        var direction =
            clear && low > 0 ? Direction.Rising
            : clear && high < 0 ? Direction.Falling
            : Direction.Steady;
        return new Trend(n, slope * 7, low * 7, high * 7, median, direction);
    }

    /// <summary>The median of sorted values.</summary>
    public static double Median(double[] sorted) =>
        sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static double KendallVariance(double[] sorted)
    {
        double n = sorted.Length;
        var sum = n * (n - 1) * ((2 * n) + 5);
        for (var i = 0; i < sorted.Length; )
        {
            var j = i;
            while (j < sorted.Length && sorted[j].Equals(sorted[i]))
            {
                j++;
            }

            double ties = j - i;
            sum -= ties * (ties - 1) * ((2 * ties) + 5);
            i = j;
        }

        return sum / 18;
    }
}

using System.Runtime.InteropServices;

namespace Coppice.Model;

/// <summary>The middle and the ends of a spread: a tenth lies below the low end and a tenth above the high end.</summary>
/// <param name="Low">10 %.</param>
/// <param name="Median">50 %.</param>
/// <param name="High">90 %.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Band(double Low, double Median, double High)
{
    /// <summary>The band of weighted values.</summary>
    /// <param name="values">The values; they are not changed.</param>
    /// <param name="weights">Their weights, 0 or more, with a sum above 0.</param>
    public static Band Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sorted = new Weighted(values, weights);
        return new Band(sorted.At(0.1), sorted.At(0.5), sorted.At(0.9));
    }

    /// <summary>The same band, this many times as wide on either side of its middle, kept within limits.</summary>
    public Band Widened(double factor, double least, double most) =>
        new(
            Math.Clamp(Median - (factor * (Median - Low)), least, most),
            Math.Clamp(Median, least, most),
            Math.Clamp(Median + (factor * (High - Median)), least, most)
        );
}

/// <summary>Weighted values in order.</summary>
public sealed class Weighted
{
    private readonly double[] values;
    private readonly double[] upTo;

    /// <summary>Sorts the values that have weight.</summary>
    /// <exception cref="ArgumentException">No value has weight, or the lengths differ.</exception>
    public Weighted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (values.Length != weights.Length)
        {
            throw new ArgumentException("expected as many weights as values", nameof(weights));
        }

        this.values = values.ToArray();
        upTo = weights.ToArray();
        Array.Sort(this.values, upTo);
        var sum = 0.0;
        for (var i = 0; i < upTo.Length; i++)
        {
            sum += upTo[i];
            upTo[i] = sum;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("expected a value with weight", nameof(weights));
        }
    }

    /// <summary>The smallest value at or below which a share of the weight lies.</summary>
    /// <param name="share">0 to 1.</param>
    public double At(double share)
    {
        var wanted = share * upTo[^1];
        var index = Array.BinarySearch(upTo, wanted);
        index = index < 0 ? ~index : index;
        while (index > 0 && upTo[index - 1] >= wanted)
        {
            index--;
        }

        return values[Math.Min(index, values.Length - 1)];
    }

    /// <summary>
    /// The continuous ranked probability score of these values as a forecast of what was seen: the mean distance to it less half the
    /// mean distance among themselves. 0 is perfect; the unit is that of the values.
    /// </summary>
    public double Crps(double seen)
    {
        var total = upTo[^1];
        double distance = 0,
            among = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var below = i == 0 ? 0 : upTo[i - 1];
            var weight = upTo[i] - below;
            distance += weight * Math.Abs(values[i] - seen);
            among += values[i] * weight * (below + upTo[i] - total);
        }

        return (distance / total) - (among / (total * total));
    }
}

using CsCheck;

namespace Coppice.Model.Tests;

public class QuantilesTests
{
    /// <summary>Values with weights, several values equal and several weights zero, at least one not.</summary>
    private static readonly Gen<(double Value, double Weight)[]> Weighed = Gen.Select(
            Gen.OneOf(Gen.Double[-20, 80], Gen.Int[0, 5].Select(i => (double)i)),
            Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0))
        )
        .Array[1, 30]
        .Where(a => a.Any(v => v.Item2 > 1e-6));

    [Fact]
    public void A_quantile_is_the_smallest_value_at_or_below_which_the_share_lies() =>
        Gen.Select(Weighed, Gen.Double[0.001, 1])
            .Sample(
                (each, share) =>
                {
                    var wanted = share * each.Sum(e => e.Weight);
                    var found = Of(each).At(share);
                    Assert.True(Below(each, found) >= wanted - 1e-9);
                    Assert.All(
                        each.Where(e => e.Value < found),
                        e => Assert.True(Below(each, e.Value) <= wanted + 1e-9)
                    );
                },
                iter: 20_000
            );

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1)]
    [InlineData(0.26, 2)]
    [InlineData(0.5, 2)]
    [InlineData(0.75, 3)]
    [InlineData(0.76, 4)]
    [InlineData(1, 4)]
    public void Where_a_share_falls_between_two_values_the_lower_counts(double share, double expected) =>
        Assert.Equal(expected, new Weighted([3, 1, 4, 2], [1, 1, 1, 1]).At(share));

    [Fact]
    public void The_ranked_score_is_the_distance_to_what_was_seen_less_half_the_distance_among_the_forecasts() =>
        Gen.Select(Weighed, Gen.Double[-30, 90])
            .Sample(
                (each, seen) =>
                {
                    var total = each.Sum(e => e.Weight);
                    var to = each.Sum(e => e.Weight * Math.Abs(e.Value - seen)) / total;
                    var among =
                        each.Sum(a => each.Sum(b => a.Weight * b.Weight * Math.Abs(a.Value - b.Value)))
                        / (total * total);
                    Assert.Equal(to - (among / 2), Of(each).Crps(seen), 1e-9);
                },
                iter: 20_000
            );

    [Fact]
    public void A_certain_forecast_scores_its_distance() => Assert.Equal(7, new Weighted([5, 9], [1, 0]).Crps(12));

    [Fact]
    public void A_band_leaves_a_tenth_of_the_weight_below_and_a_tenth_above()
    {
        double[] values = [.. Enumerable.Range(1, 100)];
        double[] weights = [.. Enumerable.Repeat(0.01, 100)];
        Array.Reverse(values);
        var band = Band.Of(values, weights);
        Assert.InRange(band.Low, 10, 11);
        Assert.InRange(band.Median, 50, 51);
        Assert.InRange(band.High, 90, 91);
        Assert.Equal(100, values[0]);
    }

    [Theory]
    [InlineData(1, 4, 8, 20)]
    [InlineData(1.5, 2, 8, 26)]
    [InlineData(3, 0, 8, 44)]
    [InlineData(6, 0, 8, 64)]
    public void Widening_keeps_the_middle_and_the_limits(double factor, double low, double median, double high) =>
        Assert.Equal(new Band(low, median, high), new Band(4, 8, 20).Widened(factor, 0, 64));

    [Fact]
    public void Limits_hold_for_the_middle_too()
    {
        Assert.Equal(new Band(0, 0, 3), new Band(-9, -5, 3).Widened(1, 0, 64));
        Assert.Equal(new Band(60, 64, 64), new Band(60, 70, 80).Widened(1, 0, 64));
    }

    [Fact]
    public void Weights_must_match_the_values_and_one_must_count()
    {
        Assert.Throws<ArgumentException>(() => new Weighted([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Weighted([1, 2], [0, 0]));
        Assert.Throws<ArgumentException>(() => new Weighted([1], [double.NaN]));
    }

    private static Weighted Of((double Value, double Weight)[] each) =>
        new([.. each.Select(e => e.Value)], [.. each.Select(e => e.Weight)]);

    private static double Below((double Value, double Weight)[] each, double value) =>
        each.Where(e => e.Value <= value).Sum(e => e.Weight);
}

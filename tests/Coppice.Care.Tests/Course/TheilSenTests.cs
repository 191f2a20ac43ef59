using CsCheck;

namespace Coppice.Care.Tests;

public class TheilSenTests
{
    private static readonly Gen<List<(int Day, double Value)>> Series = Gen.Select(
            Gen.Int[14, 40],
            Gen.Double[0, 50].Array[40]
        )
        .Select((n, values) => Enumerable.Range(0, n).Select(i => (Day: i, Value: Math.Round(values[i], 1))).ToList());

    [Fact]
    public void The_slope_is_the_median_of_all_pairwise_slopes() =>
        Series.Sample(
            points =>
            {
                var slopes = (
                    from a in points
                    from b in points
                    where b.Day > a.Day
                    select (b.Value - a.Value) / (b.Day - a.Day)
                )
                    .Order()
                    .ToList();
                var median =
                    slopes.Count % 2 == 1
                        ? slopes[slopes.Count / 2]
                        : (slopes[(slopes.Count / 2) - 1] + slopes[slopes.Count / 2]) / 2;
                Assert.Equal(median * 7, TheilSen.Of(points)!.PerWeek, 9);
            },
            iter: 2000
        );

    [Fact]
    public void The_interval_holds_the_slope() =>
        Series.Sample(
            points =>
            {
                var trend = TheilSen.Of(points)!;
                Assert.InRange(trend.PerWeek, trend.LowPerWeek, trend.HighPerWeek);
            },
            iter: 2000
        );

    [Fact]
    public void Turning_the_values_round_turns_the_trend_round() =>
        Series.Sample(
            points =>
            {
                var up = TheilSen.Of(points)!;
                var down = TheilSen.Of([.. points.Select(p => (p.Day, -p.Value))])!;
                Assert.Equal(up.PerWeek, -down.PerWeek, 9);
                Assert.Equal(up.LowPerWeek, -down.HighPerWeek, 9);
            },
            iter: 1000
        );

    [Fact]
    public void Fourteen_days_are_enough_and_thirteen_are_not()
    {
        Assert.Null(TheilSen.Of([.. Enumerable.Range(0, 13).Select(d => (d, (double)d))]));
        Assert.NotNull(TheilSen.Of([.. Enumerable.Range(0, 14).Select(d => (d, (double)d))]));
    }

    [Fact]
    public void A_straight_rise_is_rising_and_a_straight_fall_is_falling()
    {
        Assert.Equal(
            Direction.Rising,
            TheilSen.Of([.. Enumerable.Range(0, 20).Select(d => (d, 4 + (0.2 * d)))])!.Direction
        );
        Assert.Equal(
            Direction.Falling,
            TheilSen.Of([.. Enumerable.Range(0, 20).Select(d => (d, 8 - (0.2 * d)))])!.Direction
        );
    }

    [Fact]
    public void One_wild_day_does_not_bend_a_steady_course()
    {
        var points = Enumerable.Range(0, 20).Select(d => (d, d == 10 ? 100.0 : 4.0)).ToList();
        var trend = TheilSen.Of(points)!;
        Assert.Equal(0, trend.PerWeek);
        Assert.Equal(Direction.Steady, trend.Direction);
    }

    [Fact]
    public void A_rise_of_under_a_tenth_of_the_median_is_steady()
    {
        Assert.Equal(
            Direction.Steady,
            TheilSen.Of([.. Enumerable.Range(0, 20).Select(d => (d, 10 + (0.045 * d)))])!.Direction
        );
        Assert.Equal(
            Direction.Rising,
            TheilSen.Of([.. Enumerable.Range(0, 20).Select(d => (d, 10 + (0.06 * d)))])!.Direction
        );
    }

    [Fact]
    public void Ties_narrow_the_interval_as_Kendall_says()
    {
        // n = 14, seven values of 1 and seven of 2: var = (14·13·33 − 2·(7·6·19)) / 18 = 245; spread = 1.96·√245 = 30.68;
        // of the 91 ordered slopes the interval runs from the 30th to the 61st.
        var points = Enumerable.Range(0, 14).Select(d => (d, d < 7 ? 1.0 : 2.0)).ToList();
        var slopes = (from a in points from b in points where b.d > a.d select (b.Item2 - a.Item2) / (b.d - a.d))
            .Order()
            .ToList();
        var trend = TheilSen.Of(points)!;
        Assert.Equal(slopes[29] * 7, trend.LowPerWeek, 9);
        Assert.Equal(slopes[61] * 7, trend.HighPerWeek, 9);
    }
}

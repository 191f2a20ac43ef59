using CsCheck;
using NodaTime;

namespace Coppice.Care.Tests.Plan;

public class DaySpreadTests
{
    private static readonly LocalTime[] Four = [new(7, 0), new(12, 0), new(17, 0), new(22, 0)];

    [Theory]
    [InlineData(50, new[] { 14, 13, 13, 14 }, new[] { 13, 12, 12, 13 })]
    [InlineData(53, new[] { 14, 13, 13, 14 }, new[] { 14, 13, 13, 13 })]
    [InlineData(54, new[] { 14, 13, 13, 14 }, new[] { 14, 13, 13, 14 })]
    [InlineData(9, new[] { 6, 3, 2 }, new[] { 4, 3, 2 })]
    [InlineData(8, new[] { 2, 2, 2, 2 }, new[] { 2, 2, 2, 2 })]
    [InlineData(0, new[] { 1 }, new int[0])]
    public void All_doses_are_kept_while_each_can_be_two_measuring_steps(int total, int[] before, int[] after) =>
        Assert.Equal(after, DaySpread.Of(total, before, 2));

    [Theory]
    [InlineData(7, new[] { 2, 2, 2, 2 }, new[] { 2, 2, 1, 2 })]
    [InlineData(6, new[] { 2, 2, 1, 2 }, new[] { 2, 2, 2 })]
    [InlineData(5, new[] { 2, 2, 2 }, new[] { 2, 1, 2 })]
    [InlineData(4, new[] { 2, 1, 2 }, new[] { 2, 2 })]
    [InlineData(3, new[] { 2, 2 }, new[] { 2, 1 })]
    [InlineData(2, new[] { 2, 1 }, new[] { 2 })]
    [InlineData(1, new[] { 2 }, new[] { 1 })]
    [InlineData(3, new[] { 1, 1, 1, 1 }, new[] { 1, 1, 1 })]
    [InlineData(5, new[] { 1, 9, 1 }, new[] { 1, 3, 1 })]
    public void Then_the_middle_one_shrinks_alone_and_goes_and_none_rises_for_it(
        int total,
        int[] before,
        int[] after
    ) => Assert.Equal(after, DaySpread.Of(total, before, 2));

    [Fact]
    public void Any_day_adds_up_and_no_dose_is_larger_than_the_one_it_takes_the_place_of() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 9], Gen.Double[0, 1], Gen.Int[1, 6])
            .Sample(
                (before, share, least) =>
                {
                    var total = (int)(before.Sum() * share);
                    var after = DaySpread.Of(total, before, least);
                    Assert.Equal(total, after.Sum());
                    Assert.All(after, d => Assert.True(d > 0));
                    Assert.True(after.Length <= before.Length);
                    Assert.All(
                        after.OrderDescending().Zip(before.OrderDescending()),
                        pair => Assert.True(pair.First <= pair.Second)
                    );
                    if (after.Length < before.Length)
                    {
                        // A dose is dropped only when not all can be kept at the least, and then one at most is below it.
                        Assert.True(before.Sum(b => Math.Min(b, least)) > total);
                        Assert.All(after, d => Assert.True(d <= least));
                    }
                },
                iter: 10_000
            );

    [Fact]
    public void The_usual_times_are_kept_while_no_dose_is_dropped()
    {
        LocalTime[] odd = [new(6, 10), new(9, 0), new(21, 35)];
        Assert.Equal(odd, DaySpread.Times(3, odd));
    }

    [Fact]
    public void Dropping_a_dose_keeps_the_gaps_even_within_the_same_day()
    {
        Assert.Equal([new(7, 0), new(14, 30), new(22, 0)], DaySpread.Times(3, Four));
        Assert.Equal([new(8, 30), new(20, 30)], DaySpread.Times(2, Four));
        Assert.Equal([new LocalTime(14, 30)], DaySpread.Times(1, Four));
        Assert.Empty(DaySpread.Times(0, Four));
    }

    [Fact]
    public void Doses_near_each_other_keep_their_minutes()
    {
        LocalTime[] near = [new(7, 0), new(7, 10), new(7, 14)];
        Assert.Equal([new(7, 0), new(7, 14)], DaySpread.Times(2, near));
        Assert.Equal([new(7, 0), new(7, 7), new(7, 14), new(7, 21)], DaySpread.Times(4, [new(7, 0), new(7, 21)]));
        Assert.Equal([new(7, 0), new(7, 15), new(7, 30), new(7, 45)], DaySpread.Times(4, [new(7, 0), new(7, 45)]));
    }

    [Fact]
    public void Times_rise_through_the_day_and_gaps_differ_by_a_quarter_of_an_hour_at_most() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[240, 700], Gen.Int[1, 8])
            .Sample(
                (first, window, count) =>
                {
                    LocalTime[] usual =
                    [
                        LocalTime.FromMinutesSinceMidnight(first),
                        .. Enumerable
                            .Range(1, count)
                            .Select(i => LocalTime.FromMinutesSinceMidnight(first + (window * i / count))),
                    ];
                    var times = DaySpread.Times(count, usual);
                    Assert.Equal(count, times.Count);
                    Assert.All(times, t => Assert.InRange(t, usual[0], usual[^1]));
                    var gaps = times
                        .Zip(times.Skip(1), (a, b) => Period.Between(a, b, PeriodUnits.Minutes).Minutes)
                        .ToList();
                    Assert.All(gaps, g => Assert.InRange(g, 1, 1440 / count));
                    Assert.True(gaps.Count == 0 || gaps.Max() - gaps.Min() <= 15);
                }
            );
}

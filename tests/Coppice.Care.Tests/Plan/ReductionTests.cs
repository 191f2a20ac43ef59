using CsCheck;

namespace Coppice.Care.Tests.Plan;

public class ReductionTests
{
    private static readonly Gen<(int[] Units, double Cut, int Days)> Any = Gen.Select(
        Gen.Int[0, 60].Array[1, 8].Where(u => u.Any(x => x > 0)),
        Gen.Double[0.02, 0.5],
        Gen.Int[1, 14]
    );

    [Fact]
    public void Every_schedule_falls_reaches_zero_and_never_raises_a_day_a_dose_or_the_number_of_doses() =>
        Any.Sample(
            given =>
            {
                var stages = Reduction.Make(given.Units, given.Cut, given.Days);
                int[] before = [.. given.Units.Where(u => u > 0).OrderDescending()];
                for (var i = 0; i < stages.Count; i++)
                {
                    var units = stages[i].Units;
                    Assert.Equal(i * given.Days, stages[i].Day);
                    Assert.True(units.Sum() < before.Sum());
                    Assert.True(units.Count <= before.Length);
                    Assert.All(units, u => Assert.True(u > 0));
                    Assert.True(units.Zip(before).All(p => p.First <= p.Second));

                    // A cut is no larger than the pace, unless one measuring step already is.
                    var cut = before.Sum() - units.Sum();
                    Assert.True(cut <= (before.Sum() * given.Cut) + 1e-9 || cut == 1);
                    Assert.Equal(cut > (before.Sum() * given.Cut) + 1e-9, stages[i].Forced);
                    before = [.. units];
                }

                Assert.Empty(stages[^1].Units);
            },
            iter: 10_000
        );

    [Fact]
    public void Doses_a_day_shrink_before_the_last_step() =>
        Assert.Contains(Reduction.Make([6, 6, 6, 6], 0.1, 7), s => s.Units.Count is 1 or 2);

    [Fact]
    public void A_dose_is_not_dropped_when_another_would_have_to_rise() =>
        Assert.Equal([1, 1], Reduction.Make([1, 1, 1], 0.1, 7)[0].Units);

    [Fact]
    public void A_day_that_cannot_be_measured_has_no_schedule() =>
        Assert.Throws<ArgumentException>(() => Reduction.Make([0, 0], 0.1, 7));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_pace_of_nothing_or_all_is_refused(double cut) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduction.Make([4], cut, 7));

    [Fact]
    public void Steps_without_days_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduction.Make([4], 0.1, 0));
}

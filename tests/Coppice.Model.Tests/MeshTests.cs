using CsCheck;

namespace Coppice.Model.Tests;

public class MeshTests
{
    private static readonly Gen<(int Length, int Since, bool Quick)> Intervals = Gen.Select(
        Gen.OneOf(Gen.Int[1, 50], Gen.Int[1, 20_000]),
        Gen.OneOf(Gen.Const(0), Gen.Int[0, 1000], Gen.Const(1 << 20)),
        Gen.Bool
    );

    [Fact]
    public void Steps_are_powers_of_two_up_to_128_minutes_and_add_up_to_the_interval() =>
        Intervals.Sample(
            i =>
            {
                var steps = Steps(i.Length, i.Since, i.Quick);
                Assert.Equal(i.Length, steps.Sum());
                Assert.True(steps.TrueForAll(s => s is 1 or 2 or 4 or 8 or 16 or 32 or 64 or 128));
            },
            iter: 2000
        );

    [Fact]
    public void A_step_starts_on_its_own_multiple_counted_back_from_the_end() =>
        Intervals.Sample(
            i =>
            {
                var remaining = i.Length;
                foreach (var step in Steps(i.Length, i.Since, i.Quick))
                {
                    Assert.True(remaining % step == 0);
                    remaining -= step;
                }
            },
            iter: 2000
        );

    [Fact]
    public void Steps_never_grow_smaller_within_an_interval() =>
        Intervals.Sample(
            i =>
            {
                var steps = Steps(i.Length, i.Since, i.Quick);
                Assert.True(steps.Zip(steps.Skip(1)).All(s => s.Second >= s.First));
            },
            iter: 2000
        );

    [Fact]
    public void The_first_steps_after_a_dose_are_small() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Bool)
            .Sample(
                (length, quick) =>
                {
                    var since = 0;
                    foreach (var step in Steps(length, 0, quick))
                    {
                        Assert.True(
                            step
                                <= (
                                    since < 40 ? 16
                                    : since < 300 ? 32
                                    : since < 600 ? 64
                                    : 128
                                ),
                            "a step is too long"
                        );
                        since += step;
                    }
                },
                iter: 1000
            );

    [Fact]
    public void A_medicine_that_acts_quickly_keeps_steps_to_8_minutes() =>
        Intervals.Sample(i => Assert.True(Steps(i.Length, i.Since, true).TrueForAll(s => s <= 8)), iter: 1000);

    [Fact]
    public void With_room_enough_steps_only_grow_with_the_time_since_the_dose()
    {
        int[] sizes = [.. Enumerable.Range(0, 3000).Select(since => Mesh.Next(1 << 20, since, quick: false))];
        Assert.True(sizes.Zip(sizes.Skip(1)).All(s => s.Second >= s.First));
        Assert.InRange(1 << sizes[0], 1, 16);
        Assert.Equal(sizes[^1], Mesh.Next(1 << 20, int.MaxValue, quick: false));
        Assert.All(
            Enumerable.Range(0, 3000),
            since => Assert.Equal(Math.Min(3, sizes[since]), Mesh.Next(1 << 20, since, quick: true))
        );
    }

    [Fact]
    public void Long_after_a_dose_steps_are_as_large_as_what_remains_lets_them() =>
        Assert.Equal([1, 4, 32, 128, 128], Steps(293, 1 << 20, quick: false));

    [Fact]
    public void Every_dose_and_every_output_is_hit() =>
        Gen.Select(Gen.Int[0, 5000].Array[0, 6], Gen.Int[0, 5000].Array[0, 6])
            .Sample(
                (doses, outputs) =>
                {
                    // The gut holds exactly what its own decay leaves of each dose: a dose taken a minute late would show.
                    var regimen = Given.Tea([.. doses.Select(m => (m, 100.0))]);
                    int[] minutes = [.. outputs.Distinct().Order()];
                    var run = Runner.Run(
                        Given.Typical,
                        regimen,
                        0,
                        5000,
                        new Request(minutes, [Signal.Mitragynine, Signal.SevenHydroxy])
                    );
                    for (var i = 0; i < minutes.Length; i++)
                    {
                        var expected = 0.0;
                        foreach (var dose in doses.Where(d => d < minutes[i]))
                        {
                            expected += AfterOne(minutes[i] - dose);
                        }

                        Assert.Equal(expected, run[i, 0][0], 1e-9 * (1 + expected));
                    }
                },
                iter: 200
            );

    private static readonly Dictionary<int, double> Known = [];

    /// <summary>Mitragynine so long after one dose, from the runner on its own.</summary>
    private static double AfterOne(int minutes)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(minutes, out var level))
            {
                level = Given.Read(Given.Typical, Given.Tea((0, 100)), Signal.Mitragynine, [minutes])[0];
                Known[minutes] = level;
            }

            return level;
        }
    }

    private static List<int> Steps(int length, int since, bool quick)
    {
        var steps = new List<int>();
        while (length > 0)
        {
            var step = 1 << Mesh.Next(length, since, quick);
            steps.Add(step);
            length -= step;
            since += step;
        }

        return steps;
    }
}

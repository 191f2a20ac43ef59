using Coppice.Knowledge;
using CsCheck;

namespace Coppice.Model.Tests;

/// <summary>What must hold of linear kinetics whatever the parameters are.</summary>
public class KineticsTests
{
    private static readonly Signal[] Plasma =
    [
        Signal.Mitragynine,
        Signal.SevenHydroxy,
        Signal.MitragynineSite,
        Signal.Buprenorphine,
    ];

    private static readonly Gen<(int Minute, double Amount)[]> Doses = Gen.Select(
        Gen.Int[0, 3000],
        Gen.Double[0.1, 200]
    ).Array[0, 8];

    [Fact]
    public void Twice_the_doses_are_twice_the_levels_of_mitragynine_and_7_OH() =>
        Gen.Select(Doses, Gen.Int[0, 1000], Gen.Double[0.1, 20])
            .Sample(
                (doses, seed, factor) =>
                {
                    var people = Given.People(3, (ulong)seed);
                    var once = Levels(people, Given.Tea(doses));
                    var more = Levels(people, Given.Tea([.. doses.Select(d => (d.Minute, d.Amount * factor))]));
                    AssertClose([.. once.Select(x => x * factor)], more);
                },
                iter: 40
            );

    [Fact]
    public void Twice_the_7_OH_is_twice_its_level()
    {
        var once = Levels(Given.Typical, new Regimen([new Dose(31, Input.SevenHydroxy, 10)]));
        var twice = Levels(Given.Typical, new Regimen([new Dose(31, Input.SevenHydroxy, 20)]));
        Assert.True(once.Max() > 0);
        AssertClose([.. once.Select(x => 2 * x)], twice);
    }

    [Fact]
    public void Doses_taken_together_are_the_sum_of_doses_taken_alone() =>
        Gen.Select(Doses, Doses, Gen.Int[0, 1000])
            .Sample(
                (some, others, seed) =>
                {
                    var people = Given.People(3, (ulong)seed);
                    Dose[] sevenHydroxy = [.. others.Select(d => new Dose(d.Minute, Input.SevenHydroxy, d.Amount / 5))];
                    var a = Levels(people, Given.Tea(some));
                    var b = Levels(people, new Regimen(sevenHydroxy));
                    var both = Levels(people, new Regimen([.. Given.Tea(some).Doses, .. sevenHydroxy]));
                    AssertClose([.. a.Zip(b, (x, y) => x + y)], both);
                },
                iter: 40
            );

    [Fact]
    public void Buprenorphine_grows_with_the_dose_to_the_power_of_0_629()
    {
        // (3.1): the amount absorbed is dose·dose^-0.371.
        double At(double mg) =>
            Given.Read(Given.Typical, new Regimen([new Dose(0, Input.Buprenorphine, mg)]), Signal.Buprenorphine, [360])[
                0
            ];
        Assert.Equal(Math.Pow(2, 0.629), At(16) / At(8), 1e-9);
        Assert.Equal(Math.Pow(4, 0.629), At(2) / At(0.5), 1e-9);
        Assert.Equal(0, At(0));
    }

    [Fact]
    public void The_area_of_mitragynine_is_the_dose_over_the_clearance()
    {
        var people = Given.People(6, 51);
        var areas = Areas(people, new Dose(0, Input.Mitragynine, 50));
        for (var who = 0; who < people.Count; who++)
        {
            var dose = 50 * Given.NanomolesPerMilligram;
            Assert.Equal(1, areas[who].Mitragynine * people[Symbol.CL][who] / dose, 2e-4);
        }
    }

    [Fact]
    public void The_area_of_7_OH_is_R_times_the_area_of_mitragynine()
    {
        var people = Given.People(6, 52);
        var areas = Areas(people, new Dose(0, Input.Mitragynine, 50));
        for (var who = 0; who < people.Count; who++)
        {
            Assert.Equal(1, areas[who].SevenHydroxy / (people[Symbol.R][who] * areas[who].Mitragynine), 2e-4);
        }
    }

    [Fact]
    public void The_area_of_7_OH_swallowed_is_g7_times_the_dose()
    {
        var people = Given.People(6, 53);
        var areas = Areas(people, new Dose(0, Input.SevenHydroxy, 15));
        for (var who = 0; who < people.Count; who++)
        {
            Assert.Equal(1, areas[who].SevenHydroxy / (people[Symbol.g7][who] * 15), 2e-4);
            Assert.Equal(0, areas[who].Mitragynine);
        }
    }

    [Fact]
    public void The_area_of_buprenorphine_is_what_is_absorbed_over_the_clearance()
    {
        var people = Given.People(6, 54);
        var areas = Areas(people, new Dose(0, Input.Buprenorphine, 16));
        for (var who = 0; who < people.Count; who++)
        {
            // mg over L/h, read in ng/mL: 1000.
            var expected = 1000 * 16 * people[Symbol.Fb][who] / people[Symbol.CLb][who];
            Assert.Equal(1, areas[who].Buprenorphine / expected, 2e-4);
        }
    }

    [Fact]
    public void The_effect_site_has_the_area_of_the_plasma()
    {
        var people = Given.People(6, 55);
        var areas = Areas(people, new Dose(0, Input.Mitragynine, 50));
        Assert.All(areas, a => Assert.Equal(1, a.Site / a.Mitragynine, 2e-4));
    }

    [Fact]
    public void Levels_and_drive_are_never_below_nothing_and_drive_never_above_one() =>
        Gen.Select(Doses, Gen.Int[0, 1000], Gen.Double[0, 4])
            .Sample(
                (doses, seed, power) =>
                {
                    var people = Given.People(3, (ulong)seed);
                    Input[] inputs = [Input.Mitragynine, Input.SevenHydroxy, Input.FullAgonist, Input.Buprenorphine];
                    var scale = Math.Pow(10, power - 2);
                    var regimen = new Regimen(
                        doses.Select((d, i) => new Dose(d.Minute, inputs[i % 4], d.Amount * scale))
                    );
                    var minutes = Given.Every(97, 9700);
                    var run = Runner.Run(people, regimen, 0, 9700, new Request(minutes, Given.Signals));
                    for (var i = 0; i < minutes.Length; i++)
                    {
                        for (var who = 0; who < people.Count; who++)
                        {
                            Assert.All(Plasma, s => Assert.InRange(run[i, (int)s][who], -1e-9, double.MaxValue));
                            Assert.InRange(run[i, (int)Signal.Drive][who], 0, 1);
                            Assert.InRange(run[i, (int)Signal.Occupancy][who], 0, people[Symbol.Omax][who]);
                            Assert.InRange(run[i, (int)Signal.Tolerance][who], 0, 1 / 0.8);
                            Assert.InRange(run[i, (int)Signal.Medium][who], 0, people[Symbol.Amax][who]);
                            Assert.InRange(run[i, (int)Signal.Slow][who], 0, people[Symbol.Amax][who]);
                            Assert.InRange(run[i, (int)Signal.Withdrawal][who], 0, 64);
                        }
                    }
                },
                iter: 60
            );

    private static double[] Levels(Members people, Regimen regimen)
    {
        Signal[] signals = [Signal.Mitragynine, Signal.SevenHydroxy];
        int[] minutes = [0, 10, 60, 333, 1000, 2000, 3000, 3500, 5000];
        var run = Runner.Run(people, regimen, 0, 5000, new Request(minutes, signals));
        return
        [
            .. from minute in Enumerable.Range(0, minutes.Length)
            from signal in Enumerable.Range(0, signals.Length)
            from who in Enumerable.Range(0, people.Count)
            select run[minute, signal][who],
        ];
    }

    private static void AssertClose(double[] expected, double[] found) =>
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) <= 1e-11 * (Math.Abs(a) + (1e-3 * expected.Max())));

    /// <summary>
    /// Areas to the end of time: Simpson's rule on fine steps for two days, on coarse ones for eighty more, and the tail as it falls.
    /// </summary>
    private static List<(double Mitragynine, double SevenHydroxy, double Site, double Buprenorphine)> Areas(
        Members people,
        Dose dose
    )
    {
        const int Fine = 2;
        const int Coarse = 60;
        const int Turn = 2 * Given.Day;
        const int To = 82 * Given.Day;
        int[] minutes = [.. Given.Every(Fine, Turn), .. Given.Every(Coarse, To - Turn).Skip(1).Select(m => Turn + m)];
        var run = Runner.Run(people, new Regimen([dose]), 0, To, new Request(minutes, Plasma));
        var fine = Given.Every(Fine, Turn).Length;
        return [.. Enumerable.Range(0, people.Count).Select(who => (Of(0, who), Of(1, who), Of(2, who), Of(3, who)))];

        double Of(int signal, int who)
        {
            double[] values = [.. minutes.Select((_, i) => run[i, signal][who])];
            var (last, before) = (values[^1], values[^25]);
            var tail = before > last && last > 0 ? last * 24 / Math.Log(before / last) : 0;
            return Given.Area(values.AsSpan(0, fine), Fine / 60.0)
                + Given.Area(values.AsSpan(fine - 1), Coarse / 60.0)
                + tail;
        }
    }
}

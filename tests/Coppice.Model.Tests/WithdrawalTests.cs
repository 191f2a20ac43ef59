using Coppice.Knowledge;
using CsCheck;

namespace Coppice.Model.Tests;

/// <summary>What must hold of adaptation and withdrawal whatever the parameters are.</summary>
public class WithdrawalTests
{
    [Fact]
    public void Who_never_took_anything_has_nothing_but_the_foot_of_the_smooth_hinge()
    {
        var people = Given.People(50, 61);
        var minutes = Given.Every(Given.Day, 60 * Given.Day);
        var run = Runner.Run(people, new Regimen([]), 0, minutes[^1], new Request(minutes, Given.Signals));
        for (var who = 0; who < people.Count; who++)
        {
            // (6.1)-(6.3) with every adaptation 0: the deficit is hinge(-th), at most half the width of the hinge.
            var th = people[Symbol.th][who];
            var w50 = people[Symbol.W50][who];
            var foot = (Math.Sqrt((th * th) + (0.05 * 0.05)) - th) / 2;
            var target = 64 * foot * foot / ((w50 * w50) + (foot * foot));
            Assert.InRange(foot, 0, 0.025);
            for (var i = 0; i < minutes.Length; i++)
            {
                foreach (var signal in Given.Signals)
                {
                    var value = run[i, (int)signal][who];
                    if (signal == Signal.Withdrawal)
                    {
                        var expected = target * (1 - Math.Exp(-minutes[i] / 60.0 / people[Symbol.tw][who]));
                        Assert.Equal(expected, value, 1e-9);
                    }
                    else
                    {
                        Assert.Equal(0, value);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_foot_of_the_typical_person_is_far_below_what_counts_as_withdrawal()
    {
        var none = Given.Read(Given.Typical, new Regimen([]), Signal.Withdrawal, [30 * Given.Day])[0];
        Assert.InRange(none, 0, Course.Threshold / 4);
    }

    [Fact]
    public void Withdrawal_stays_between_0_and_64_and_tolerance_is_never_below_0() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Double[-1, 4], Gen.Int[1, 10])
            .Sample(
                (seed, power, days) =>
                {
                    var people = Given.People(4, (ulong)seed);
                    var regimen = new Regimen([
                        .. Given.Habit(days, Math.Pow(10, power), 7, 15, 23),
                        new Dose((days * Given.Day) + 300, Input.Buprenorphine, 16),
                        new Dose((days * Given.Day) + 301, Input.Alpha2, 3),
                    ]);
                    var to = (days + 5) * Given.Day;
                    var request = new Request(Given.Every(211, to), [Signal.Tolerance]) { TraceEvery = 19 };
                    var run = Runner.Run(people, regimen, 0, to, request);
                    for (var i = 0; i < request.Minutes.Count; i++)
                    {
                        Assert.All(run[i, 0].ToArray(), t => Assert.InRange(t, 0, 1.25));
                    }

                    for (var i = 0; i < run.TracePoints; i++)
                    {
                        Assert.All(run.Trace(i).ToArray(), w => Assert.InRange(w, 0, 64));
                    }
                },
                iter: 60
            );

    [Fact]
    public void More_a_day_brings_more_withdrawal_after_stopping() =>
        AssertRising(
            new[] { 4, 8, 16, 32, 64, 128 }.Select(mg =>
                Given.AfterStopping(Given.Typical, new Regimen(Given.Habit(30, mg, 7, 12, 17, 22)), 10).Max()
            )
        );

    [Fact]
    public void A_longer_habit_brings_more_withdrawal_after_stopping() =>
        AssertRising(
            new[] { 1, 3, 7, 14, 30, 60, 120 }.Select(days =>
                Given.AfterStopping(Given.Typical, new Regimen(Given.Habit(days, 40, 7, 12, 17, 22)), 10).Max()
            )
        );

    /// <summary>
    /// Of everyone it does not hold: a very large dose leaves the body slowly, which can make the fall gentler. So it is held for
    /// nearly everyone up to 128 mg of mitragynine a day, and for the middle of many people beyond.
    /// </summary>
    [Fact]
    public void More_a_day_brings_nearly_everyone_more_withdrawal_after_stopping()
    {
        var peaks = new[] { 8, 16, 32, 64, 128, 256 }
            .Select(mg => PeaksAfter(new Regimen(Given.Habit(30, mg / 4.0, 7, 12, 17, 22))))
            .ToList();
        AssertRisingInTheMiddle(peaks);
        foreach (var (less, more) in peaks.Take(5).Zip(peaks.Skip(1).Take(4)))
        {
            Assert.InRange(less.Zip(more).Count(p => p.Second < p.First - 0.01), 0, less.Length * 3 / 100);
        }
    }

    [Fact]
    public void A_longer_habit_brings_nearly_everyone_more_withdrawal_after_stopping()
    {
        var peaks = new[] { 3, 7, 14, 30, 60, 120 }
            .Select(days => PeaksAfter(new Regimen(Given.Habit(days, 15, 7, 12, 17, 22))))
            .ToList();
        AssertRisingInTheMiddle(peaks);
        foreach (var (less, more) in peaks.Zip(peaks.Skip(1)))
        {
            Assert.InRange(less.Zip(more).Count(p => p.Second < p.First - 0.01), 0, less.Length * 3 / 100);
        }
    }

    [Fact]
    public void Withdrawal_passes()
    {
        var scores = Given.AfterStopping(Given.Typical, new Regimen(Given.Habit(60, 60, 7, 12, 17, 22)), 400);
        var peak = scores.Index().MaxBy(s => s.Item).Index;
        Assert.InRange(peak, 12, 10 * 24);
        Assert.All(scores.Skip(peak).Zip(scores.Skip(peak + 1)), s => Assert.True(s.Second <= s.First));
        Assert.InRange(scores[^1], 0, 1);
    }

    [Fact]
    public void Taking_again_brings_it_down_and_puts_it_off()
    {
        var habit = Given.Habit(30, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var relapse = new Regimen([.. habit, new Dose(last + (36 * 60), Input.Mitragynine, 60)]);
        var minute = last + (44 * 60);
        var without = Given.Read(Given.Typical, new Regimen(habit), Signal.Withdrawal, [minute])[0];
        var with = Given.Read(Given.Typical, relapse, Signal.Withdrawal, [minute])[0];
        Assert.True(with < without, $"{with} < {without}");
    }

    [Theory]
    [InlineData(Parts.All & ~Parts.Fast)]
    [InlineData(Parts.All & ~Parts.Medium)]
    [InlineData(Parts.All & ~Parts.Slow)]
    [InlineData(Parts.Fast)]
    [InlineData(Parts.Medium)]
    [InlineData(Parts.Slow)]
    [InlineData(Parts.None)]
    public void Switching_a_part_off_never_raises_withdrawal_and_lowers_it_after_a_habit(Parts parts)
    {
        var people = Given.People(20, 62);
        var regimen = new Regimen(Given.Habit(20, 60, 7, 12, 17, 22));
        for (var who = 0; who < people.Count; who += 5)
        {
            var all = Given.AfterStopping(people, regimen, 7, Parts.All, who);
            var some = Given.AfterStopping(people, regimen, 7, parts, who);
            Assert.All(all.Zip(some), w => Assert.True(w.Second <= w.First + 1e-9, $"{w.Second} <= {w.First}"));
            Assert.True(some.Sum() < all.Sum());
        }
    }

    [Fact]
    public void With_every_part_off_withdrawal_falls_to_nothing_but_the_foot()
    {
        var regimen = new Regimen(Given.Habit(20, 60, 7, 12, 17, 22));
        var none = Given.Read(Given.Typical, new Regimen([]), Signal.Withdrawal, [60 * Given.Day])[0];
        var off = Given.AfterStopping(Given.Typical, regimen, 30, Parts.None);
        Assert.All(off, w => Assert.InRange(w, 0, none + 1e-6));
    }

    [Fact]
    public void Parts_that_are_off_change_nothing_but_withdrawal()
    {
        var regimen = new Regimen(Given.Habit(5, 60, 7, 12, 17, 22));
        int[] minutes = [3000, 9000];
        var on = Runner.Run(Given.Typical, regimen, 0, 9000, new Request(minutes, Given.Signals));
        var off = Runner.Run(
            Given.Typical,
            regimen,
            0,
            9000,
            new Request(minutes, Given.Signals) { Parts = Parts.None }
        );
        foreach (var signal in Given.Signals.Where(s => s != Signal.Withdrawal))
        {
            Assert.Equal(on[0, (int)signal][0], off[0, (int)signal][0]);
            Assert.Equal(on[1, (int)signal][0], off[1, (int)signal][0]);
        }
    }

    [Fact]
    public void An_alpha_2_agonist_lowers_what_is_shown_and_nothing_else()
    {
        var habit = Given.Habit(20, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var treated = new Regimen([
            .. habit,
            .. Enumerable.Range(0, 15).Select(i => new Dose(last + ((12 + (8 * i)) * 60), Input.Alpha2, 1.0 / 3)),
        ]);
        var people = Given.People(12, 63);
        var to = last + (6 * Given.Day);
        var request = new Request([to], Given.Signals) { TraceEvery = 60 };
        var without = Runner.Run(people, new Regimen(habit), 0, to, request);
        var with = Runner.Run(people, treated, 0, to, request);
        for (var who = 0; who < people.Count; who++)
        {
            for (var i = 0; i < without.TracePoints; i++)
            {
                var (plain, shown) = (without.Trace(i)[who], with.Trace(i)[who]);
                Assert.InRange(
                    shown,
                    plain * (1 - people[Symbol.E2max][who]),
                    i + 1 > (last / 60) + 12 ? plain * (1 - 1e-6) : plain * (1 + 2e-4)
                );
            }

            foreach (var signal in Given.Signals.Where(s => s != Signal.Withdrawal))
            {
                var expected = without[0, (int)signal][who];
                Assert.Equal(expected, with[0, (int)signal][who], 1e-5 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void A_full_days_dose_of_an_alpha_2_agonist_holds_it_at_four_fifths_of_its_largest_effect()
    {
        // (6.5): Pa stays about 1, and 1/(1 + 0.25) is four fifths.
        var habit = Given.Habit(20, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var treated = new Regimen([
            .. habit,
            .. Enumerable.Range(0, 40).Select(i => new Dose(last + ((i - 30) * 6 * 60), Input.Alpha2, 0.25)),
        ]);
        int[] minutes = [last + (48 * 60)];
        var without = Given.Read(Given.Typical, new Regimen(habit), Signal.Withdrawal, minutes)[0];
        var with = Given.Read(Given.Typical, treated, Signal.Withdrawal, minutes)[0];
        Assert.Equal(0.8, (1 - (with / without)) / Given.Typical[Symbol.E2max][0], 0.02);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    public void Buprenorphine_lowers_withdrawal_in_someone_who_has_stopped(double mg)
    {
        var habit = Given.Habit(30, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var treated = new Regimen([
            .. habit,
            .. Enumerable
                .Range(0, 5)
                .Select(day => new Dose(last + (36 * 60) + (day * Given.Day), Input.Buprenorphine, mg)),
        ]);
        int[] minutes = [.. Enumerable.Range(0, 48).Select(h => last + ((42 + h) * 60))];
        var without = Given.Read(Given.Typical, new Regimen(habit), Signal.Withdrawal, minutes);
        var with = Given.Read(Given.Typical, treated, Signal.Withdrawal, minutes);
        Assert.All(without.Zip(with), w => Assert.True(w.Second < w.First, $"{w.Second} < {w.First}"));
        Assert.True(with.Sum() < 0.7 * without.Sum());
    }

    [Fact]
    public void Symptoms_follow_quickly_once_buprenorphine_holds_the_receptors()
    {
        // (6.4): with half the receptors held the lag is short, so relief comes within hours.
        var habit = Given.Habit(30, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var at = last + (40 * 60);
        var treated = new Regimen([.. habit, new Dose(at, Input.Buprenorphine, 16)]);
        var scores = Given.Read(Given.Typical, treated, Signal.Withdrawal, [at, at + (8 * 60)]);
        Assert.True(scores[1] < scores[0] / 2, $"{scores[0]} -> {scores[1]}");
    }

    [Fact]
    public void Too_early_a_dose_of_buprenorphine_brings_withdrawal_on_in_someone_on_a_full_agonist()
    {
        var habit = Enumerable.Range(0, 30 * 4).Select(i => new Dose(i * 6 * 60, Input.FullAgonist, 100)).ToList();
        var at = habit[^1].Minute + 120;
        var early = new Regimen([.. habit, new Dose(at, Input.Buprenorphine, 8)]);
        int[] minutes = [at + 240];
        var without = Given.Read(Given.Typical, new Regimen(habit), Signal.Withdrawal, minutes)[0];
        var with = Given.Read(Given.Typical, early, Signal.Withdrawal, minutes)[0];
        Assert.True(with > without, $"{with} > {without}");
    }

    [Fact]
    public void The_primed_adapt_faster_and_recover_faster()
    {
        var regimen = new Regimen(Given.Habit(5, 60, 7, 12, 17, 22));
        int[] minutes = [2 * Given.Day, 14 * Given.Day, 24 * Given.Day];
        foreach (var signal in new[] { Signal.Medium, Signal.Slow })
        {
            var plain = Given.Read(Given.Typical, regimen, signal, minutes);
            var primed = Given.Read(Given.Typical.With(Symbol.pi, _ => 1), regimen, signal, minutes);
            Assert.True(primed[0] > plain[0]);
            Assert.True(primed[2] / primed[1] < plain[2] / plain[1]);
        }
    }

    [Fact]
    public void A_habit_held_long_enough_comes_to_a_steady_state()
    {
        var days = 400;
        var regimen = new Regimen(Given.Habit(days, 40, 7, 12, 17, 22));
        var at = (days - 1) * Given.Day;
        var run = Runner.Run(
            Given.Typical,
            regimen,
            0,
            at,
            new Request([at - Given.Day, at], [Signal.Drive, Signal.Medium, Signal.Slow, Signal.Tolerance])
        );
        for (var signal = 0; signal < 4; signal++)
        {
            Assert.Equal(1, run[1, signal][0] / run[0, signal][0], 1e-4);
        }

        // Slow adaptation has come to the mean of what it follows, and so has medium: they are near one another.
        Assert.Equal(run[1, 1][0], run[1, 2][0], 0.1 * run[1, 2][0]);
    }

    /// <summary>The highest withdrawal of each of many people in the ten days after the last dose.</summary>
    private static double[] PeaksAfter(Regimen habit)
    {
        var people = Given.People(400, 5);
        var last = habit.Doses[^1].Minute;
        var to = last + (10 * Given.Day);
        var run = Runner.Run(people, habit, 0, to, new Request([], []) { TraceEvery = 60 });
        var peaks = new double[people.Count];
        for (var p = last / 60; p < run.TracePoints; p++)
        {
            for (var i = 0; i < peaks.Length; i++)
            {
                peaks[i] = Math.Max(peaks[i], run.Trace(p)[i]);
            }
        }

        return peaks;
    }

    private static void AssertRisingInTheMiddle(List<double[]> peaks) =>
        AssertRising(peaks.Select(p => p.Order().ElementAt(p.Length / 2)));

    private static void AssertRising(IEnumerable<double> peaks)
    {
        var list = peaks.ToList();
        Assert.All(list.Zip(list.Skip(1)), p => Assert.True(p.Second > p.First, string.Join(" ", list)));
    }
}

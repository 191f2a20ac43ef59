using Coppice.Knowledge;

namespace Coppice.Model.Tests;

/// <summary>When a dose counts: first and last minutes, output minutes, and points of the trace.</summary>
public class DoseTimesTests
{
    [Fact]
    public void A_dose_at_the_first_minute_is_taken()
    {
        var run = Runner.Run(Given.Typical, Given.Tea((0, 50)), 0, 60, new Request([0, 60], [Signal.Mitragynine]));
        Assert.Equal(0, run[0, 0][0]);
        Assert.True(run[1, 0][0] > 0);
    }

    [Fact]
    public void A_dose_at_the_last_minute_is_not_in_the_end_state_and_is_taken_by_the_run_that_goes_on()
    {
        var regimen = Given.Tea((60, 50));
        var run = Runner.Run(Given.Typical, regimen, 0, 60, new Request([60], [Signal.Mitragynine]));
        Assert.Equal(0, run[0, 0][0]);
        Assert.Equal(0, run.End.Values[(int)At.AM][0]);
        var next = Runner.Run(Given.Typical, regimen, 60, 61, new Request([61], [Signal.Mitragynine]), run.End);
        Assert.True(next[0, 0][0] > 0);
        Assert.Equal(
            50 * Given.NanomolesPerMilligram * Math.Exp(-Given.Typical[Symbol.ka][0] / 60),
            next.End.Values[(int)At.AM][0],
            1e-9
        );
    }

    [Fact]
    public void Doses_before_the_first_minute_and_after_the_last_are_left_out()
    {
        var run = Runner.Run(
            Given.Typical,
            Given.Tea((10, 50), (90, 50)),
            20,
            80,
            new Request([80], [Signal.Mitragynine])
        );
        Assert.Equal(0, run[0, 0][0]);
        Assert.Equal(0, run.End.Values[(int)At.AM][0]);
    }

    [Fact]
    public void An_output_at_the_minute_of_a_dose_is_read_before_it()
    {
        var one = Given.Read(Given.Typical, Given.Tea((0, 50)), Signal.Mitragynine, [120, 121]);
        var two = Given.Read(Given.Typical, Given.Tea((0, 50), (120, 50)), Signal.Mitragynine, [120, 121]);
        Assert.Equal(one[0], two[0]);
        Assert.True(two[1] > one[1] + 1);
    }

    [Fact]
    public void Doses_at_one_minute_add_up()
    {
        int[] minutes = [30, 100, 1000];
        var apart = Given.Read(Given.Typical, Given.Tea((7, 20), (7, 30)), Signal.SevenHydroxy, minutes);
        var once = Given.Read(Given.Typical, Given.Tea((7, 50)), Signal.SevenHydroxy, minutes);
        Assert.Equal(once, apart, (a, b) => Math.Abs(a - b) <= 1e-12 * a);
    }

    [Fact]
    public void A_dose_of_nothing_changes_nothing_but_the_steps()
    {
        int[] minutes = [100, 1000, 5000];
        var without = Given.Read(Given.Typical, Given.Tea((7, 50)), Signal.Withdrawal, minutes);
        var with = Given.Read(Given.Typical, Given.Tea((7, 50), (90, 0)), Signal.Withdrawal, minutes);
        Assert.Equal(without, with, (a, b) => Math.Abs(a - b) <= 1e-5 * a);
    }

    [Fact]
    public void A_regimen_puts_its_doses_in_order_of_time()
    {
        var regimen = Given.Tea((500, 1), (20, 2), (20, 3), (100, 4));
        Assert.Equal([20, 20, 100, 500], regimen.Doses.Select(d => d.Minute));
        Assert.Equal([2, 3, 4, 1], regimen.Doses.Select(d => d.Amount));
        Assert.Empty(regimen.Factors);
    }

    [Fact]
    public void A_regimen_without_an_input_keeps_the_others()
    {
        var regimen = new Regimen([
            new Dose(1, Input.Mitragynine, 5),
            new Dose(2, Input.Buprenorphine, 4),
            new Dose(3, Input.SevenHydroxy, 3),
        ]);
        Assert.Equal([1, 3], regimen.Without(Input.Buprenorphine).Doses.Select(d => d.Minute));
        Assert.Equal(3, regimen.Doses.Count);
    }

    [Theory]
    [InlineData(0, 600, 60, 10)]
    [InlineData(0, 599, 60, 9)]
    [InlineData(60, 120, 60, 1)]
    [InlineData(59, 61, 60, 1)]
    [InlineData(61, 119, 60, 0)]
    [InlineData(0, 0, 60, 0)]
    [InlineData(0, 300, 1, 300)]
    [InlineData(0, 300, 0, 0)]
    [InlineData(10, 1000, 256, 3)]
    public void The_trace_has_a_point_at_every_multiple_after_the_start_up_to_the_end(
        int from,
        int to,
        int every,
        int points
    )
    {
        var request = new Request([], []) { TraceEvery = every };
        Assert.Equal(points, request.TracePoints(from, to));
        Assert.Equal(points, Runner.Run(Given.Typical, Given.Tea((0, 50)), from, to, request).TracePoints);
    }

    [Fact]
    public void The_trace_reads_what_an_output_at_its_minute_reads()
    {
        var people = Given.People(5, 81);
        var regimen = new Regimen(Given.Habit(5, 60, 7, 12, 17, 22));
        var to = 9 * Given.Day;
        int[] minutes = [.. Given.Every(53, to).Skip(1)];
        var read = Runner.Run(people, regimen, 0, to, new Request(minutes, [Signal.Withdrawal]));
        var trace = Runner.Run(people, regimen, 0, to, new Request([], []) { TraceEvery = 53 });
        var both = Runner.Run(people, regimen, 0, to, new Request(minutes, [Signal.Withdrawal]) { TraceEvery = 53 });
        for (var i = 0; i < minutes.Length; i++)
        {
            for (var who = 0; who < people.Count; who++)
            {
                // A point of the trace on a node is the node; between nodes it is within the promise.
                Assert.Equal(read[i, 0][who], both.Trace(i)[who], 1e-13 * read[i, 0][who]);
                Assert.Equal(read[i, 0][who], trace.Trace(i)[who], 1e-4 * Math.Max(read[i, 0][who], 0.64));
            }
        }
    }

    [Fact]
    public void The_trace_with_an_alpha_2_agonist_reads_what_an_output_at_its_minute_reads()
    {
        var habit = Given.Habit(10, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var regimen = new Regimen([
            .. habit,
            .. Enumerable.Range(0, 3).Select(d => new Dose(last + ((d + 1) * Given.Day), Input.Alpha2, 1)),
        ]);
        var to = last + (8 * Given.Day);
        int[] minutes = [.. Given.Every(53, to).Skip(1)];
        var read = Given.Read(Given.Typical, regimen, Signal.Withdrawal, minutes);
        var trace = Runner.Run(Given.Typical, regimen, 0, to, new Request([], []) { TraceEvery = 53 });
        for (var i = 0; i < minutes.Length; i++)
        {
            Assert.Equal(read[i], trace.Trace(i)[0], 1e-4 * read[i]);
        }
    }

    [Fact]
    public void Reading_often_does_not_change_what_is_read()
    {
        var people = Given.People(5, 82);
        var regimen = new Regimen(Given.Habit(5, 60, 7, 12, 17, 22));
        var to = 8 * Given.Day;
        var seldom = Runner.Run(people, regimen, 0, to, new Request([to], Given.Signals));
        var often = Runner.Run(people, regimen, 0, to, new Request(Given.Every(1, to), Given.Signals));
        for (var signal = 0; signal < Given.Signals.Length; signal++)
        {
            for (var who = 0; who < people.Count; who++)
            {
                var expected = often[to, signal][who];
                Assert.Equal(expected, seldom[0, signal][who], 1e-5 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void A_minute_asked_for_twice_is_read_twice()
    {
        var run = Runner.Run(
            Given.Typical,
            Given.Tea((0, 50)),
            0,
            100,
            new Request([60, 60, 100], [Signal.Mitragynine])
        );
        Assert.Equal(run[0, 0][0], run[1, 0][0]);
        Assert.True(run[1, 0][0] > 0);
    }

    [Fact]
    public void Minutes_and_doses_out_of_order_are_refused_and_do_not_run_for_ever()
    {
        AssertRefused(new Regimen([]), new Request([100, 50], [Signal.Drive]));
        Dose[] doses = [new(100, Input.Mitragynine, 1), new(50, Input.Mitragynine, 1)];
        AssertRefused(new Regimen(doses, []), new Request([], []));
    }

    [Fact]
    public void Minutes_outside_the_run_are_refused_and_not_read_as_nothing()
    {
        AssertRefused(new Regimen([]), new Request([201], [Signal.Drive]));
        AssertRefused(new Regimen([]), new Request([-1], [Signal.Drive]));
    }

    /// <summary>A run that never ends is left behind on its own thread.</summary>
    private static void AssertRefused(Regimen regimen, Request request)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
            thrown = Xunit.Record.Exception(() => Runner.Run(Given.Typical, regimen, 0, 200, request))
        )
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(5)), "the run does not end");
        Assert.IsType<ArgumentException>(thrown, exactMatch: false);
    }
}

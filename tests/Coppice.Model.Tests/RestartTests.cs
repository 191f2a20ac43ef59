using Coppice.Knowledge;

namespace Coppice.Model.Tests;

/// <summary>A run that stops and goes on is one run.</summary>
public class RestartTests
{
    private const int To = 9 * Given.Day;

    private static readonly Members People = Given.People(11, 41);

    private static readonly Regimen Mixed = new([
        .. Given.Habit(4, 60, 7, 13, 19),
        new Dose(3000, Input.SevenHydroxy, 20),
        new Dose(6001, Input.FullAgonist, 4),
        new Dose(6003, Input.Alpha2, 0.5),
        new Dose(8000, Input.Buprenorphine, 8),
    ]);

    [Theory]
    [InlineData(0, false)]
    [InlineData(7 * 60, false)]
    [InlineData((7 * 60) + Given.Day, false)]
    [InlineData(6001, false)]
    [InlineData(6003, false)]
    [InlineData(8000, false)]
    [InlineData(To, false)]
    [InlineData(8000, true)]
    [InlineData(1, true)]
    [InlineData(9001, true)]
    public void A_run_cut_at_a_node_is_the_same_run_to_the_last_bit(int cut, bool isRead)
    {
        // Doses are nodes, and so is what is read.
        int[] minutes = [.. new[] { 500, 3333, 11_000, To }.Concat(isRead ? [cut] : []).Distinct().Order()];
        var request = new Request(minutes, Given.Signals) { TraceEvery = 60 };
        var oneRun = Runner.Run(People, Mixed, 0, To, request);
        var first = Runner.Run(People, Mixed, 0, cut, request with { Minutes = [.. minutes.Where(m => m <= cut)] });
        var rest = request with { Minutes = [.. minutes.Where(m => m >= cut)] };
        var second = Runner.Run(People, Mixed, cut, To, rest, first.End);
        Assert.Equal(cut, first.End.Minute);
        Assert.Equal(oneRun.TracePoints, first.TracePoints + second.TracePoints);
        for (var who = 0; who < People.Count; who++)
        {
            AssertSame(oneRun, first, second, who);
        }
    }

    [Theory]
    [InlineData(1, false, 1e-5)]
    [InlineData(777, false, 1e-5)]
    [InlineData(5003, false, 1e-5)]
    [InlineData(10_007, false, 1e-5)]
    [InlineData(1, true, 1e-4)]
    [InlineData(5003, true, 1e-4)]
    [InlineData(8001, true, 1e-4)]
    [InlineData(8050, true, 1e-4)]
    [InlineData(10_007, true, 1e-4)]
    public void A_run_cut_anywhere_is_nearly_the_same_run(int cut, bool drugs, double bound)
    {
        var regimen = drugs ? Mixed : new Regimen(Mixed.Doses.Where(d => d.Input <= Input.SevenHydroxy));
        var request = new Request([To], Given.Signals) { TraceEvery = 60 };
        var oneRun = Runner.Run(People, regimen, 0, To, request);
        var first = Runner.Run(People, regimen, 0, cut, new Request([], []) { TraceEvery = 60 });
        var second = Runner.Run(People, regimen, cut, To, request, first.End);
        for (var who = 0; who < People.Count; who++)
        {
            for (var signal = 0; signal < Given.Signals.Length; signal++)
            {
                var expected = oneRun[0, signal][who];
                Assert.InRange(Math.Abs(second[0, signal][who] - expected), 0, bound * Math.Abs(expected));
            }

            // The points of the trace fall between other nodes: they agree as well as a trace agrees with the equations.
            var highest = Enumerable.Range(0, oneRun.TracePoints).Max(i => oneRun.Trace(i)[who]);
            for (var i = 0; i < oneRun.TracePoints; i++)
            {
                var expected = oneRun.Trace(i)[who];
                var found = i < first.TracePoints ? first.Trace(i)[who] : second.Trace(i - first.TracePoints)[who];
                Assert.InRange(Math.Abs(found - expected), 0, 5e-4 * Math.Max(expected, 0.01 * highest));
            }
        }
    }

    [Fact]
    public void Many_cuts_are_as_good_as_one()
    {
        var whole = Runner.Run(
            People,
            Mixed,
            0,
            To,
            new Request([.. Given.Every(Given.Hour, To)], [Signal.Withdrawal])
        );
        ModelState? state = null;
        for (var hour = 0; hour < To / Given.Hour; hour++)
        {
            var run = Runner.Run(
                People,
                Mixed,
                hour * Given.Hour,
                (hour + 1) * Given.Hour,
                new Request([hour * Given.Hour], [Signal.Withdrawal]),
                state
            );
            Assert.Equal(whole[hour, 0].ToArray(), run[0, 0].ToArray());
            state = run.End;
        }
    }

    [Fact]
    public void A_run_of_no_length_gives_back_its_start()
    {
        var start = Runner.Run(People, Mixed, 0, 8000, new Request([], [])).End;
        var run = Runner.Run(People, Mixed, 8000, 8000, new Request([8000], [Signal.Drive]) { TraceEvery = 1 }, start);
        Assert.Equal(0, run.TracePoints);
        for (var s = 0; s < (int)At.Count; s++)
        {
            Assert.Equal(start.Values[s], run.End.Values[s]);
        }

        Assert.All(run[0, 0].ToArray(), drive => Assert.True(drive > 0));
    }

    [Fact]
    public void The_start_of_a_run_is_left_as_it_was()
    {
        var start = Runner.Run(People, Mixed, 0, 8000, new Request([], [])).End;
        var kept = start.Values.Select(v => v.ToArray()).ToArray();
        Runner.Run(People, Mixed, 8000, To, new Request([], []), start);
        Assert.Equal(kept, start.Values);
    }

    [Theory]
    [InlineData(Input.FullAgonist)]
    [InlineData(Input.Buprenorphine)]
    [InlineData(Input.Alpha2)]
    public void Medicines_taken_before_must_stay_listed(Input input)
    {
        var regimen = new Regimen([new Dose(10, input, 1), new Dose(20, Input.Mitragynine, 50)]);
        var request = new Request([200], Given.Signals);
        var whole = Runner.Run(People, regimen, 0, 200, new Request([100, 200], Given.Signals));
        var start = Runner.Run(People, regimen, 0, 100, new Request([], [])).End;
        Assert.Throws<ArgumentException>(() => Runner.Run(People, regimen.Without(input), 100, 200, request, start));
        var rest = Runner.Run(People, regimen, 100, 200, request, start);
        for (var signal = 0; signal < Given.Signals.Length; signal++)
        {
            Assert.Equal(whole[1, signal].ToArray(), rest[0, signal].ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(320)]
    public void A_dose_just_before_the_start_needs_no_listing(int cut)
    {
        // Not knowing of the dose the steps are larger, and the result is still nearly the same.
        var habit = new Regimen(Given.Habit(3, 80, 8, 12, 16, 20));
        var last = habit.Doses[^1].Minute;
        var listed = Runner.Run(People, habit, 0, last + 2000, new Request([], []) { TraceEvery = 60 });
        var start = Runner.Run(People, habit, 0, last + cut, new Request([], []) { TraceEvery = 60 });
        var request = new Request([], []) { TraceEvery = 60 };
        var rest = Runner.Run(People, new Regimen([]), last + cut, last + 2000, request, start.End);
        for (var i = 0; i < rest.TracePoints; i++)
        {
            for (var who = 0; who < People.Count; who++)
            {
                var expected = listed.Trace(start.TracePoints + i)[who];
                Assert.InRange(Math.Abs(rest.Trace(i)[who] - expected), 0, 5e-4 * Math.Max(expected, 0.64));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_habit_of_many_days_is_nearly_that_of_fewer_grown_to_as_many(double priming)
    {
        // A1, A2 and T follow a drive that repeats every day: after n days they have come 1 - exp(-n·day/tau) of the way, but
        // for the first days, in which levels still build up.
        const int Few = 40 * Given.Day;
        const int Many = 160 * Given.Day;
        Signal[] signals = [Signal.Medium, Signal.Slow, Signal.Tolerance];
        var people = People.With(Symbol.pi, _ => priming);
        var habit = new Regimen(Given.Habit(160, 40, 7, 13, 19));
        var lived = Runner.Run(people, habit, 0, Many, new Request([Many], signals));
        var grown = Runner.Run(people, habit, 0, Few, new Request([], [])).End.AsIfFor(people, 160);
        var read = Runner.Run(people, habit, Few, Few, new Request([Few], signals), grown);
        for (var who = 0; who < people.Count; who++)
        {
            for (var signal = 0; signal < signals.Length; signal++)
            {
                Assert.InRange(read[0, signal][who] / lived[0, signal][who], 0.93, 1.07);
            }
        }
    }

    [Fact]
    public void Growing_to_no_more_than_was_lived_changes_nothing()
    {
        var end = Runner.Run(People, Mixed, 0, To, new Request([], [])).End;
        foreach (var days in new[] { 1, To / (double)Given.Day })
        {
            var grown = end.AsIfFor(People, days);
            Assert.Equal(To, grown.Minute);
            for (var s = 0; s < (int)At.Count; s++)
            {
                Assert.Equal(end.Values[s], grown.Values[s], (a, b) => Math.Abs(a - b) <= 1e-15 * Math.Abs(a));
            }
        }
    }

    [Fact]
    public void Who_has_lived_through_nothing_yet_does_not_grow_into_what_is_no_number()
    {
        var end = Runner.Run(People, new Regimen([]), 0, 0, new Request([], [])).End;
        Assert.True(end.AsIfFor(People, 100).Values.All(s => s.All(x => x == 0)));
    }

    [Fact]
    public void A_start_of_another_minute_or_of_other_people_is_refused()
    {
        var start = Runner.Run(People, Mixed, 0, 100, new Request([], [])).End;
        var request = new Request([], []);
        Assert.Throws<ArgumentException>(() => Runner.Run(People, Mixed, 99, 200, request, start));
        Assert.Throws<ArgumentException>(() => Runner.Run(People, Mixed, 0, 200, request, start));
        Assert.Throws<ArgumentException>(() => Runner.Run(Given.People(12, 41), Mixed, 100, 200, request, start));
        Assert.Throws<ArgumentException>(() => Runner.Run(Given.Typical, Mixed, 100, 200, request, start));
        Assert.Throws<ArgumentException>(() => Runner.Run(People, Mixed, 100, 200, request, start.Choose([0, 1])));
    }

    [Fact]
    public void A_run_backwards_or_of_nothing_is_refused()
    {
        var request = new Request([], []);
        Assert.Throws<ArgumentOutOfRangeException>(() => Runner.Run(People, Mixed, 100, 99, request));
        Assert.Throws<ArgumentNullException>(() => Runner.Run(null!, Mixed, 0, 1, request));
        Assert.Throws<ArgumentNullException>(() => Runner.Run(People, null!, 0, 1, request));
        Assert.Throws<ArgumentNullException>(() => Runner.Run(People, Mixed, 0, 1, null!));
    }

    private static void AssertSame(Readings oneRun, Readings first, Readings second, int who)
    {
        for (var i = 0; i < oneRun.TracePoints; i++)
        {
            var found = i < first.TracePoints ? first.Trace(i)[who] : second.Trace(i - first.TracePoints)[who];
            Assert.Equal(BitConverter.DoubleToInt64Bits(oneRun.Trace(i)[who]), BitConverter.DoubleToInt64Bits(found));
        }

        for (var s = 0; s < (int)At.Count; s++)
        {
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(oneRun.End.Values[s][who]),
                BitConverter.DoubleToInt64Bits(second.End.Values[s][who])
            );
        }
    }
}

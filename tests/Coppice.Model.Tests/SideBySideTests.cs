namespace Coppice.Model.Tests;

/// <summary>The same numbers come out one by one or side by side, and a person's numbers are theirs alone: to the last bit.</summary>
public class SideBySideTests
{
    private const int To = (6 * Given.Day) + 17;

    private static readonly Request Everything = new([0, 33, 500, 3001, 7000, To], Given.Signals) { TraceEvery = 37 };

    public static TheoryData<int, bool> Cases() =>
        new MatrixTheoryData<int, bool>([1, 2, 7, 8, 9, 15, 16, 17, 27], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_by_one_and_side_by_side_give_the_same_bits(int count, bool drugs)
    {
        var people = Given.People(count, 21);
        var regimen = Doses(count, drugs);
        var apart = Runner.Run<One>(people, regimen, 0, To, Everything, null);
        var together = Runner.Run<Lanes>(people, regimen, 0, To, Everything, null);
        var asItRuns = Runner.Run(people, regimen, 0, To, Everything);
        for (var who = 0; who < count; who++)
        {
            Assert.Equal(apart.Bits(Everything, who), together.Bits(Everything, who));
            Assert.Equal(apart.Bits(Everything, who), asItRuns.Bits(Everything, who));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_persons_numbers_do_not_depend_on_who_else_is_there(bool drugs)
    {
        const int Count = 19;
        var people = Given.People(Count, 22);
        var regimen = Doses(Count, drugs);
        var all = Runner.Run(people, regimen, 0, To, Everything);
        int[][] choices =
        [
            [18],
            [3, 3],
            [18, 0, 9, 4, 11, 7, 2, 16, 5, 1],
            [.. Enumerable.Range(0, Count).Reverse()],
        ];
        foreach (var chosen in choices)
        {
            var some = Runner.Run(people.Choose(chosen), Of(regimen, chosen), 0, To, Everything);
            for (var i = 0; i < chosen.Length; i++)
            {
                Assert.Equal(all.Bits(Everything, chosen[i]), some.Bits(Everything, i));
            }
        }
    }

    [Fact]
    public void A_start_that_holds_a_medicine_which_the_doses_do_not_name_is_refused()
    {
        // One took buprenorphine in the days before, the other did not; nobody takes any from now on.
        var people = Given.People(2, 23);
        const int Turn = 4 * Given.Day;
        var habit = Given.Habit(3, 60, 8, 14, 20);
        var before = new Regimen(
            [.. habit, new Dose((3 * Given.Day) + 600, Input.Buprenorphine, 8, -1, 0)],
            [
                [1, 0],
            ]
        );
        var after = new Regimen(habit);
        var turn = Runner.Run(people, before, 0, Turn, new Request([], [])).End;
        var request = new Request([Turn + 400], Given.Signals) { TraceEvery = 60 };
        Assert.Throws<ArgumentException>(() => Runner.Run(people, after, Turn, To, request, turn));

        // With the doses named, the one who took none has the same numbers beside the other as alone.
        var both = Runner.Run(people, before, Turn, To, request, turn);
        var alone = Runner.Run(
            people.Choose([1]),
            before with
            {
                Factors =
                [
                    [0],
                ],
            },
            Turn,
            To,
            request,
            turn.Choose([1])
        );
        Assert.Equal(alone.Bits(request, 0), both.Bits(request, 1));
        var oneByOne = Runner.Run<One>(people, before, Turn, To, request, turn);
        Assert.Equal(oneByOne.Bits(request, 1), both.Bits(request, 1));
        Assert.NotEqual(both.Trace(20)[0], both.Trace(20)[1]);
    }

    [Fact]
    public void Choosing_from_a_state_keeps_the_people_and_the_minute()
    {
        var people = Given.People(10, 24);
        var end = Runner.Run(people, Doses(10, true), 0, To, new Request([], [])).End;
        var chosen = end.Choose([7, 1]);
        Assert.Equal(To, chosen.Minute);
        for (var s = 0; s < (int)At.Count; s++)
        {
            Assert.Equal([end.Values[s][7], end.Values[s][1]], chosen.Values[s]);
        }
    }

    [Fact]
    public void The_same_run_twice_gives_the_same_bits_also_on_several_threads()
    {
        var people = Given.People(9, 25);
        var regimen = Doses(9, true);
        var first = Runner.Run(people, regimen, 0, To, Everything).Bits(Everything, 8);
        var again = new long[4][];
        Parallel.For(
            0,
            again.Length,
            i => again[i] = Runner.Run(people, regimen, 0, To, Everything).Bits(Everything, 8)
        );
        Assert.All(again, bits => Assert.Equal(first, bits));
    }

    private static Regimen Doses(int count, bool drugs)
    {
        var dice = new Dice(30);
        double[] content = [.. Enumerable.Range(0, count).Select(_ => dice.Log(5, 40))];
        double[] taken = [.. Enumerable.Range(0, count).Select(_ => dice.Heads() ? 1.0 : 0)];
        List<Dose> doses =
        [
            .. Given.Habit(3, 4, 8, 13, 21).Select((d, i) => d with { Content = 0, Taken = i % 2 == 0 ? 1 : -1 }),
            new(1000, Input.SevenHydroxy, 12),
        ];
        if (drugs)
        {
            doses.Add(new Dose(2501, Input.FullAgonist, 3));
            doses.Add(new Dose(5000, Input.Buprenorphine, 4, -1, 1));
            doses.Add(new Dose(5003, Input.Alpha2, 0.5));
        }

        return new Regimen([.. doses.OrderBy(d => d.Minute)], [content, taken]);
    }

    private static Regimen Of(Regimen regimen, int[] who) =>
        regimen with
        {
            Factors = [.. regimen.Factors.Select(f => who.Select(i => f[i]).ToArray())],
        };
}

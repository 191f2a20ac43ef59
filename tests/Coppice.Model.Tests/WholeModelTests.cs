using Coppice.Knowledge;

namespace Coppice.Model.Tests;

/// <summary>
/// The whole model against <see cref="Textbook"/>: drawn people, drawn doses at odd minutes, several at one minute, long gaps, no
/// doses. An error is relative to the value or to a hundredth of the signal's own highest value, whichever is more.
/// </summary>
public class WholeModelTests
{
    private const int Days = 12;

    /// <summary>What every signal keeps to while nothing but kratom is taken.</summary>
    private const double Promise = 1e-4;

    /// <summary>
    /// What the trace keeps to: between nodes it is a cubic, and the target of withdrawal bends within the long steps of a long
    /// abstinence.
    /// </summary>
    private const double TracePromise = 5e-4;

    /// <summary>
    /// Kinetics and drive have no error but rounding. Adaptation, tolerance and withdrawal err where the drive bends most within
    /// a step: in the first minutes after a first dose, and more so the stronger the drug.
    /// </summary>
    [Theory]
    [InlineData("nothing", 1, 1e-9, TracePromise)]
    [InlineData("mitragynine", 12, Promise, TracePromise)]
    [InlineData("mitragynine and 7-OH", 8, Promise, TracePromise)]
    [InlineData("kratom and an alpha-2 agonist", 6, Promise, TracePromise)]
    [InlineData("full agonist", 6, Promise, TracePromise)]
    [InlineData("kratom and full agonist", 6, Promise, TracePromise)]
    [InlineData("buprenorphine", 6, Promise, TracePromise)]
    [InlineData("everything", 12, Promise, TracePromise)]
    public void The_model_computes_what_its_equations_say(string kind, int regimens, double bound, double traceBound)
    {
        var worst = new Worst();
        for (var i = 0; i < regimens; i++)
        {
            Compare(kind, Given.People(3, (ulong)(100 + i)), (ulong)i, Parts.All, worst);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(worst.ToString());
        worst.AssertWithin(bound, traceBound);
    }

    [Theory]
    [InlineData(Parts.None)]
    [InlineData(Parts.Fast)]
    [InlineData(Parts.Fast | Parts.Medium)]
    [InlineData(Parts.Fast | Parts.Slow)]
    [InlineData(Parts.Medium | Parts.Slow)]
    public void The_model_computes_what_its_equations_say_when_parts_are_off(Parts parts)
    {
        var worst = new Worst();
        Compare("kratom and full agonist", Given.People(2, 7), 77, parts, worst);
        worst.AssertWithin(Promise, TracePromise);
    }

    [Fact]
    public void The_model_computes_what_its_equations_say_for_the_primed()
    {
        var worst = new Worst();
        var primed = Given.People(3, 8).With(Symbol.pi, _ => 0.7);
        Compare("kratom and full agonist", primed, 88, Parts.All, worst);
        worst.AssertWithin(Promise, TracePromise);
    }

    [Fact]
    public void Factors_of_content_and_of_doses_missed_multiply_the_amount_of_each_person()
    {
        var people = Given.People(11, 9);
        var dice = new Dice(9);
        double[] content = [.. Enumerable.Range(0, people.Count).Select(_ => dice.Real(5, 30))];
        double[] taken = [.. Enumerable.Range(0, people.Count).Select(i => i % 3 == 0 ? 0 : dice.Real(0.2, 1))];
        var regimen = new Regimen(
            [
                new Dose(61, Input.Mitragynine, 3, 0),
                new Dose(200, Input.SevenHydroxy, 9, -1, 1),
                new Dose(411, Input.Mitragynine, 2, 0, 1),
                new Dose(411, Input.FullAgonist, 1, -1, 1),
                new Dose(600, Input.Alpha2, 1, -1, 1),
            ],
            [content, taken]
        );
        var worst = new Worst();
        int[] minutes = [60, 100, 300, 411, 500, 1000, 2000, 3000];
        var run = Runner.Run(people, regimen, 0, 3000, new Request(minutes, Given.Signals));
        for (var who = 0; who < people.Count; who++)
        {
            var book = new Textbook(Given.Person(people, who));
            worst.Add(run, who, minutes, book.Run(regimen, who, 3000, minutes, 0), book.Highest);
        }

        worst.AssertWithin(Promise, 0);
    }

    [Fact]
    public void The_typical_person_who_changes_from_kratom_to_buprenorphine_is_computed_to_a_hundred_thousandth()
    {
        var habit = Given.Habit(8, 60, 7, 12, 17, 22);
        var last = habit[^1].Minute;
        var regimen = new Regimen([
            .. habit,
            new Dose(last + (20 * 60), Input.Buprenorphine, 2),
            new Dose(last + (22 * 60), Input.Buprenorphine, 6),
            new Dose(last + (46 * 60), Input.Buprenorphine, 8),
        ]);
        var to = last + (6 * Given.Day);
        int[] minutes = [.. Given.Every(60, to).Where(m => m > last)];
        var request = new Request(minutes, Given.Signals) { TraceEvery = 60 };
        var run = Runner.Run(Given.Typical, regimen, 0, to, request);
        var book = new Textbook(Given.Person(Given.Typical, 0));
        var worst = new Worst();
        worst.Add(run, 0, minutes, book.Run(regimen, 0, to, minutes, 60), book.Highest);
        TestContext.Current.TestOutputHelper?.WriteLine(worst.ToString());
        worst.AssertWithin(1e-5, 1e-5);
    }

    [Fact]
    public void The_share_of_buprenorphine_absorbed_follows_the_dose_that_was_taken()
    {
        // (3.1): 2 tablets of 4 mg, a quarter of 32 mg, and 8 mg are one and the same dose.
        var minutes = new[] { 60, 240, 720, 1440 };
        double[] Plasma(double amount, double content, double taken) =>
            Given.Read(
                Given.Typical,
                new Regimen(
                    [new Dose(0, Input.Buprenorphine, amount, 0, 1)],
                    [
                        [content],
                        [taken],
                    ]
                ),
                Signal.Buprenorphine,
                minutes
            );
        var plain = Plasma(8, 1, 1);
        Assert.All(plain.Zip(Plasma(2, 4, 1)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(plain.Zip(Plasma(32, 1, 0.25)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void The_book_itself_has_converged()
    {
        var dice = new Dice(5);
        var people = Given.People(4, 5);
        for (var who = 0; who < people.Count; who++)
        {
            var regimen = Doses("everything", dice, 3);
            int[] minutes = [.. Enumerable.Range(1, 72).Select(h => h * 60)];
            var book = new Textbook(Given.Person(people, who));
            var coarse = book.Run(regimen, 0, 72 * 60, minutes, 0).Signals;
            var fine = new Textbook(Given.Person(people, who), 8).Run(regimen, 0, 72 * 60, minutes, 0).Signals;
            foreach (var (a, b) in coarse.Zip(fine))
            {
                Assert.All(
                    Given.Signals,
                    s => Assert.InRange(Math.Abs(a[(int)s] - b[(int)s]), 0, 1e-6 * book.Highest[(int)s] / 100)
                );
            }
        }
    }

    private static void Compare(string kind, Members people, ulong seed, Parts parts, Worst worst)
    {
        var dice = new Dice((seed << 8) + (ulong)kind.Length);
        var regimen = Doses(kind, dice, Days);
        var to = (Days * Given.Day) + dice.Whole(0, 300);
        int[] minutes =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(_ => dice.Whole(0, to))
                .Concat(regimen.Doses.Take(20).Select(d => d.Minute))
                .Append(to)
                .Where(m => m <= to)
                .Distinct()
                .Order(),
        ];
        var every = new[] { 60, 7, 30, 61, 1 }[dice.Whole(0, 4)];
        var run = Runner.Run(
            people,
            regimen,
            0,
            to,
            new Request(minutes, Given.Signals) { TraceEvery = every, Parts = parts }
        );
        for (var who = 0; who < people.Count; who++)
        {
            var book = new Textbook(Given.Person(people, who), 2, parts);
            worst.Add(run, who, minutes, book.Run(regimen, who, to, minutes, every), book.Highest);
        }
    }

    /// <summary>Doses of one kind: habits with lapses, odd minutes, some of them at one minute, and long gaps.</summary>
    private static Regimen Doses(string kind, Dice dice, int days)
    {
        var doses = new List<Dose>();
        var until = days * Given.Day;
        if (
            kind is "mitragynine" or "mitragynine and 7-OH" or "everything"
            || kind.StartsWith("kratom", StringComparison.Ordinal)
        )
        {
            Scatter(Input.Mitragynine, 2, 200, 4);
        }

        if (kind is "mitragynine and 7-OH" or "everything" || kind.StartsWith("kratom", StringComparison.Ordinal))
        {
            Scatter(Input.SevenHydroxy, 2, 60, 3);
        }

        if (kind is "full agonist" or "kratom and full agonist" or "everything")
        {
            Scatter(Input.FullAgonist, 0.5, 20, 4);
        }

        if (kind is "buprenorphine" or "everything")
        {
            Scatter(Input.Buprenorphine, 0.5, 24, 1);
        }

        if (kind is "kratom and an alpha-2 agonist" or "everything")
        {
            Scatter(Input.Alpha2, 0.1, 1, 3);
        }

        return new Regimen(doses);

        void Scatter(Input input, double low, double high, int perDay)
        {
            var amount = dice.Log(low, high);
            var minute = dice.Whole(0, Given.Day);
            var stop = dice.Heads() ? until : dice.Whole(until / 3, until);
            while (minute < stop)
            {
                doses.Add(new Dose(minute, input, amount * dice.Real(0.5, 1.5)));
                var gap = dice.Whole(0, 19) switch
                {
                    0 => 0, // two at one minute
                    1 => 1,
                    2 => dice.Whole(1, 3 * Given.Day), // a long gap
                    _ => dice.Whole(Given.Day / perDay / 2, Given.Day / perDay * 3 / 2),
                };
                minute += gap;
            }
        }
    }

    /// <summary>The worst error of each signal, and of the trace.</summary>
    private sealed class Worst
    {
        private readonly double[] signals = new double[Given.Signals.Length];
        private double trace;

        public void Add(
            Readings run,
            int who,
            int[] minutes,
            (double[][] Signals, List<double> Trace) book,
            double[] highest
        )
        {
            foreach (var signal in Given.Signals)
            {
                var s = (int)signal;
                for (var m = 0; m < minutes.Length; m++)
                {
                    signals[s] = Math.Max(signals[s], Error(run[m, s][who], book.Signals[m][s], highest[s]));
                }
            }

            Assert.Equal(book.Trace.Count, run.TracePoints);
            for (var i = 0; i < book.Trace.Count; i++)
            {
                trace = Math.Max(trace, Error(run.Trace(i)[who], book.Trace[i], highest[(int)Signal.Withdrawal]));
            }
        }

        public void AssertWithin(double bound, double traceBound)
        {
            foreach (var signal in Given.Signals)
            {
                var exact =
                    signal
                    is not (
                        Signal.Withdrawal
                        or Signal.Tolerance
                        or Signal.Medium
                        or Signal.Slow
                        or Signal.SlowDeficit
                    );
                Assert.True(signals[(int)signal] <= (exact ? 1e-6 : bound), $"{signal}: {this}");
            }

            Assert.True(trace <= traceBound, $"trace: {this}");
        }

        public override string ToString() =>
            FormattableString.Invariant($"trace {trace:e1}; ")
            + string.Join("; ", Given.Signals.Select(s => FormattableString.Invariant($"{s} {signals[(int)s]:e1}")));

        private static double Error(double value, double expected, double highest)
        {
            Assert.True(double.IsFinite(value));
            var scale = Math.Max(Math.Abs(expected), 0.01 * highest);
            return scale == 0 ? Math.Abs(value) : Math.Abs(value - expected) / scale;
        }
    }
}

using CsCheck;

namespace Coppice.Model.Tests;

public class LinearPatternTests
{
    /// <summary>A random system: up to 6 states, some flows between them, and a rate for each, /h.</summary>
    private static readonly Gen<(int States, (int To, int From)[] Flows, double[] Rates)> Systems = Gen.Select(
        Gen.Int[1, 6],
        Gen.Bool.Array[36],
        Gen.Double[-3, 0.6].Array[36],
        Gen.Int[0, 3],
        (states, there, powers, kind) =>
        {
            var flows = (
                from to in Enumerable.Range(0, states)
                from source in Enumerable.Range(0, states)
                where to != source && there[(to * 6) + source]
                select (to, source)
            ).ToArray();
            double[] rates =
            [
                .. powers.Select(
                    (power, i) =>
                        kind switch
                        {
                            0 => 1.25, // all equal
                            1 => 1.25 * (1 + (1e-9 * i)), // nearly equal
                            _ => Math.Pow(10, power),
                        }
                ),
            ];
            return (states, flows, rates);
        }
    );

    [Fact]
    public void The_increments_are_those_of_the_exponential_to_28_digits() =>
        Systems.Sample(
            system =>
            {
                var pattern = new LinearPattern(system.States, system.Flows);
                var rates = Rates(pattern, system.Flows, system.Rates, out var dense);
                var increments = Increments(pattern, rates);
                foreach (var size in new[] { 0, 3, Mesh.Sizes })
                {
                    var expected = Exponential(dense, (1m / 120) * (1 << size));
                    for (var i = 0; i < pattern.Entries.Length; i++)
                    {
                        var (to, from) = pattern.Entries[i];
                        var exact = (double)(expected[to, from] - (to == from ? 1 : 0));
                        var found = increments[(size * pattern.Entries.Length) + i];
                        Assert.True(
                            Math.Abs(found - exact) <= 1e-13 * Math.Max(Math.Abs(exact), 1e-6),
                            $"{found:R} for {exact:R} at ({to},{from}), size {size}"
                        );
                    }
                }
            },
            iter: 60
        );

    [Fact]
    public void The_exponential_is_nothing_outside_its_pattern_and_the_pattern_has_no_place_too_many() =>
        Systems.Sample(
            system =>
            {
                var pattern = new LinearPattern(system.States, system.Flows);
                for (var from = 0; from < system.States; from++)
                {
                    var reached = Reached(from, system.Flows);
                    for (var to = 0; to < system.States; to++)
                    {
                        Assert.Equal(reached.Contains(to), pattern[to, from] >= 0);
                        if (reached.Contains(to))
                        {
                            Assert.Equal((to, from), pattern.Entries[pattern[to, from]]);
                        }
                    }
                }

                Assert.Equal(pattern.Entries.Order(), pattern.Entries);
                Assert.Equal(pattern.Entries.Distinct().Count(), pattern.Entries.Length);
            },
            iter: 500
        );

    [Fact]
    public void Two_steps_of_one_size_are_one_of_the_next() =>
        Gen.Select(Systems, Gen.Double[0, 100].Array[6])
            .Sample(
                (system, start) =>
                {
                    var pattern = new LinearPattern(system.States, system.Flows);
                    var increments = Increments(pattern, Rates(pattern, system.Flows, system.Rates, out _));
                    for (var size = 0; size < Mesh.Sizes; size++)
                    {
                        var twice = Moved(pattern, increments, size, Moved(pattern, increments, size, start));
                        var once = Moved(pattern, increments, size + 1, start);
                        Assert.All(
                            once.Zip(twice),
                            pair => Assert.Equal(pair.First, pair.Second, 1e-12 * (1 + Math.Abs(pair.First)))
                        );
                    }
                },
                iter: 300
            );

    [Fact]
    public void What_leaves_one_state_arrives_in_another() =>
        Gen.Select(Systems, Gen.Double[0, 100].Array[6])
            .Sample(
                (system, start) =>
                {
                    var pattern = new LinearPattern(system.States, system.Flows);
                    var increments = Increments(pattern, Rates(pattern, system.Flows, system.Rates, out _));
                    for (var size = 0; size <= Mesh.Sizes; size++)
                    {
                        var moved = Moved(pattern, increments, size, start);
                        Assert.Equal(start.Take(system.States).Sum(), moved.Sum(), 1e-11);
                        Assert.All(moved, amount => Assert.InRange(amount, -1e-12, 600 + 1e-11));
                    }
                },
                iter: 300
            );

    [Fact]
    public void A_chain_of_equal_rates_is_Bateman_with_powers_of_time()
    {
        // dx0 = -k·x0, dx1 = k·x0 - k·x1, dx2 = k·x1 - k·x2: x1 = kt·e^-kt and x2 = (kt)²/2·e^-kt after x0 = 1.
        var pattern = new LinearPattern(3, (1, 0), (2, 1));
        const double K = 1.7;
        var rates = new One[pattern.Entries.Length];
        for (var i = 0; i < 3; i++)
        {
            rates[pattern[i, i]] = new One(-K);
        }

        rates[pattern[1, 0]] = new One(K);
        rates[pattern[2, 1]] = new One(K);
        var increments = Increments(pattern, rates);
        for (var size = 0; size <= Mesh.Sizes; size++)
        {
            var kt = K * (1 << size) / 120.0;
            var moved = Moved(pattern, increments, size, [1, 0, 0]);
            Assert.Equal(Math.Exp(-kt), moved[0], 1e-15);
            Assert.Equal(kt * Math.Exp(-kt), moved[1], 1e-15);
            Assert.Equal(kt * kt / 2 * Math.Exp(-kt), moved[2], 1e-15);
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.0875)]
    [InlineData(1.4)]
    [InlineData(20.0)]
    public void A_single_rate_keeps_every_digit_of_what_is_lost(double rate)
    {
        var pattern = new LinearPattern(1);
        var increments = Increments(pattern, [new One(-rate)]);
        for (var size = 0; size <= Mesh.Sizes; size++)
        {
            var exact = (double)(
                Exponential(
                    new[,]
                    {
                        { -Exact(rate) },
                    },
                    (1m / 120) * (1 << size)
                )[0, 0] - 1
            );
            Assert.InRange(Math.Abs(increments[size] / exact - 1), 0, 2e-15);
        }
    }

    [Fact]
    public void Lanes_get_the_increments_that_each_would_get_alone()
    {
        var pattern = new LinearPattern(4, (1, 0), (1, 2), (2, 1), (3, 1));
        var dice = new Dice(4);
        var n = pattern.Entries.Length;
        var each = Enumerable
            .Range(0, Lanes.Count)
            .Select(_ => Enumerable.Range(0, n).Select(_ => dice.Real(-2, 2)).ToArray())
            .ToArray();
        var together = new Lanes[n * (Mesh.Sizes + 1)];
        pattern.Exponentials<Lanes>(
            [.. Enumerable.Range(0, n).Select(i => Lanes.Load(each.Select(rates => rates[i]).ToArray()))],
            together
        );
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            var alone = Increments(pattern, [.. each[lane].Select(rate => new One(rate))]);
            var here = new double[Lanes.Count];
            for (var i = 0; i < together.Length; i++)
            {
                together[i].Store(here);
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone[i]), BitConverter.DoubleToInt64Bits(here[lane]));
            }
        }
    }

    private static HashSet<int> Reached(int from, (int To, int From)[] flows)
    {
        var reached = new HashSet<int> { from };
        var waiting = new Queue<int>(reached);
        while (waiting.TryDequeue(out var state))
        {
            foreach (var flow in flows.Where(f => f.From == state && reached.Add(f.To)))
            {
                waiting.Enqueue(flow.To);
            }
        }

        return reached;
    }

    /// <summary>Rates of a system in which what flows out of one state flows into others.</summary>
    private static One[] Rates(LinearPattern pattern, (int To, int From)[] flows, double[] rates, out decimal[,] dense)
    {
        dense = new decimal[pattern.States, pattern.States];
        var left = new double[pattern.States];
        var here = new One[pattern.Entries.Length];
        for (var i = 0; i < flows.Length; i++)
        {
            var (to, from) = flows[i];
            here[pattern[to, from]] = new One(rates[i]);
            dense[to, from] = Exact(rates[i]);
            left[from] += rates[i];
        }

        for (var state = 0; state < pattern.States; state++)
        {
            here[pattern[state, state]] = new One(-left[state]);
            dense[state, state] = -Exact(left[state]);
        }

        return here;
    }

    /// <summary>All digits: a plain cast would round to 15.</summary>
    private static decimal Exact(double value)
    {
        var high = (decimal)value;
        return high + (decimal)(value - (double)high);
    }

    private static double[] Increments(LinearPattern pattern, One[] rates)
    {
        var increments = new One[pattern.Entries.Length * (Mesh.Sizes + 1)];
        pattern.Exponentials<One>(rates, increments);
        return [.. increments.Select(Value)];
    }

    private static double[] Moved(LinearPattern pattern, double[] increments, int size, double[] start)
    {
        One[] state = [.. start.Take(pattern.States).Select(x => new One(x))];
        One[] block =
        [
            .. increments.Skip(size * pattern.Entries.Length).Take(pattern.Entries.Length).Select(x => new One(x)),
        ];
        pattern.Advance<One>(block, state, new One[pattern.States]);
        return [.. state.Select(Value)];
    }

    private static double Value(One x)
    {
        Span<double> value = stackalloc double[1];
        x.Store(value);
        return value[0];
    }

    /// <summary>Scaling, Taylor, squaring; in decimal numbers of 28 digits, with every place of the matrix.</summary>
    private static decimal[,] Exponential(decimal[,] rates, decimal hours)
    {
        const int Halvings = 16;
        var n = rates.GetLength(0);
        var small = new decimal[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                small[i, j] = rates[i, j] * hours / (1 << Halvings);
            }
        }

        var sum = new decimal[n, n];
        var term = new decimal[n, n];
        for (var i = 0; i < n; i++)
        {
            sum[i, i] = 1;
            term[i, i] = 1;
        }

        for (var order = 1; order <= 14; order++)
        {
            term = Product(term, small);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    term[i, j] /= order;
                    sum[i, j] += term[i, j];
                }
            }
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = Product(sum, sum);
        }

        return sum;
    }

    private static decimal[,] Product(decimal[,] left, decimal[,] right)
    {
        var n = left.GetLength(0);
        var product = new decimal[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var via = 0; via < n; via++)
                {
                    product[i, j] += left[i, via] * right[via, j];
                }
            }
        }

        return product;
    }
}

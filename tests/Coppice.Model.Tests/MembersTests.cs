using Coppice.Knowledge;

namespace Coppice.Model.Tests;

public class MembersTests
{
    private const int Many = 20_000;

    private static readonly Symbol[] Symbols = Enum.GetValues<Symbol>();

    [Fact]
    public void The_typical_person_has_every_parameter_at_its_stated_value()
    {
        Assert.Equal(1, Given.Typical.Count);
        Assert.All(
            Symbols,
            s => Assert.Equal(Given.Parameters[s].Value, Given.Typical[s][0], 4e-16 * Given.Parameters[s].Value)
        );
    }

    [Fact]
    public void The_median_of_many_is_the_stated_value_and_the_spread_is_as_stated()
    {
        var people = Given.People(Many, 71);
        foreach (var symbol in Symbols)
        {
            var parameter = Given.Parameters[symbol];
            var drawn = people[symbol].ToArray();
            if (parameter.Spread == Spread.None)
            {
                Assert.True(Array.TrueForAll(drawn, x => x == parameter.Value), $"{symbol}");
                continue;
            }

            // On the scale of the spread: normal around the stated value.
            var center = Scaled(parameter, parameter.Value);
            double[] z = [.. drawn.Select(x => (Scaled(parameter, x) - center) / parameter.Sd).Order()];
            var error = 1 / Math.Sqrt(Many);
            Assert.InRange(z.Average(), -4 * error, 4 * error);
            Assert.InRange((z[Many / 2] + z[(Many / 2) - 1]) / 2, -5 * error, 5 * error);
            Assert.InRange(z.Average(x => x * x), 1 - (4 * Math.Sqrt(2) * error), 1 + (4 * Math.Sqrt(2) * error));
            Assert.InRange(z[(int)(0.8413447 * Many)], 1 - (6 * error), 1 + (6 * error));
            Assert.InRange(z[^1], 3, 6);
        }
    }

    [Fact]
    public void A_spread_is_what_its_formula_says_for_a_number_of_ones_own()
    {
        var people = Given.People(3, 72);
        var counter = new Counter(72);
        foreach (var symbol in Symbols)
        {
            var parameter = Given.Parameters[symbol];
            for (var who = 0; who < 3; who++)
            {
                var z = counter.Normal(who, (int)Purpose.Parameter, (int)symbol);
                var expected = parameter.Spread switch
                {
                    Spread.LogNormal => Math.Exp(Math.Log(parameter.Value) + (parameter.Sd * z)),
                    Spread.LogitNormal => 1 / (1 + ((1 / parameter.Value) - 1) * Math.Exp(-parameter.Sd * z)),
                    _ => parameter.Value,
                };
                Assert.Equal(expected, people[symbol][who], 1e-14 * expected);
            }
        }
    }

    [Fact]
    public void Shares_stay_shares_and_the_rest_stays_positive()
    {
        var people = Given.People(Many, 73);
        foreach (var symbol in Symbols.Where(s => Given.Parameters[s].Spread != Spread.None))
        {
            var share = Given.Parameters[symbol].Spread == Spread.LogitNormal;
            Assert.True(
                Array.TrueForAll(people[symbol].ToArray(), x => x > 0 && double.IsFinite(x) && (!share || x < 1)),
                $"{symbol}"
            );
        }
    }

    [Fact]
    public void Two_parameters_of_a_person_have_nothing_to_do_with_each_other()
    {
        var people = Given.People(Many, 74);
        Symbol[] spread = [.. Symbols.Where(s => Given.Parameters[s].Spread != Spread.None)];
        var z = spread.ToDictionary(
            s => s,
            s =>
                people[s]
                    .ToArray()
                    .Select(x =>
                        (Scaled(Given.Parameters[s], x) - Scaled(Given.Parameters[s], Given.Parameters[s].Value))
                        / Given.Parameters[s].Sd
                    )
                    .ToArray()
        );
        for (var i = 1; i < spread.Length; i++)
        {
            var correlation = z[spread[i]].Zip(z[spread[i - 1]], (a, b) => a * b).Average();
            Assert.InRange(correlation, -4.5 / Math.Sqrt(Many), 4.5 / Math.Sqrt(Many));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(1L << 40)]
    public void A_person_of_a_seed_is_the_same_person_whichever_slice_is_drawn(long first)
    {
        var slice = Members.Sample(Given.Parameters, 10, 75, first);
        for (var i = 0; i < 10; i++)
        {
            var alone = Members.Sample(Given.Parameters, 1, 75, first + i);
            Assert.All(Symbols, s => Assert.Equal(alone[s][0], slice[s][i]));
        }
    }

    [Fact]
    public void Another_seed_or_another_person_is_someone_else()
    {
        var spread = Symbols.First(s => Given.Parameters[s].Spread == Spread.LogNormal);
        var people = Given.People(1000, 76);
        Assert.Equal(1000, people[spread].ToArray().Distinct().Count());
        Assert.NotEqual(people[spread][0], Given.People(1, 77)[spread][0]);
    }

    [Fact]
    public void Choosing_keeps_each_person_whole_and_lets_one_come_twice()
    {
        var people = Given.People(5, 78);
        var chosen = people.Choose([4, 0, 4]);
        Assert.Equal(3, chosen.Count);
        Assert.All(Symbols, s => Assert.Equal([people[s][4], people[s][0], people[s][4]], chosen[s].ToArray()));
    }

    [Fact]
    public void Changing_one_parameter_changes_it_for_all_and_leaves_the_rest_and_the_first_people_alone()
    {
        var people = Given.People(5, 79);
        var before = Symbols.ToDictionary(s => s, s => people[s].ToArray());
        var changed = people.With(Symbol.tau2, x => 2 * x);
        Assert.All(Symbols, s => Assert.Equal(before[s], people[s].ToArray()));
        Assert.All(
            Symbols,
            s => Assert.Equal(s == Symbol.tau2 ? before[s].Select(x => 2 * x) : before[s], changed[s].ToArray())
        );
        Assert.Throws<ArgumentNullException>(() => people.With(Symbol.ka, null!));
    }

    [Fact]
    public void No_people_and_no_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Members.Sample(Given.Parameters, 0, 1));
        Assert.Throws<ArgumentNullException>(() => Members.Sample(null!, 1, 1));
        Assert.Throws<ArgumentNullException>(() => Members.Typical(null!));
    }

    private static double Scaled(ModelParameter parameter, double x) =>
        parameter.Spread == Spread.LogNormal ? Math.Log(x) : Math.Log(x / (1 - x));
}

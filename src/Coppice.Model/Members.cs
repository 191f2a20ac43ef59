using Coppice.Knowledge;

namespace Coppice.Model;

/// <summary>Parameters of several people: by symbol, one number each.</summary>
public sealed class Members
{
    /// <summary>Number of symbols.</summary>
    internal static readonly int Symbols = Enum.GetValues<Symbol>().Length;

    private readonly double[][] values;

    private Members(int count, double[][] values)
    {
        Count = count;
        this.values = values;
    }

    /// <summary>Number of people.</summary>
    public int Count { get; }

    /// <summary>The numbers for one symbol.</summary>
    public ReadOnlySpan<double> this[Symbol symbol] => values[(int)symbol];

    /// <summary>The typical person: every parameter at its stated value.</summary>
    public static Members Typical(IReadOnlyDictionary<Symbol, ModelParameter> parameters) =>
        Draw(parameters, 1, null, 0);

    /// <summary>
    /// People drawn from the stated spreads. Person <c>n</c> of a seed is always the same person.
    /// </summary>
    /// <param name="parameters">Every symbol once.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first person.</param>
    public static Members Sample(
        IReadOnlyDictionary<Symbol, ModelParameter> parameters,
        int count,
        ulong seed,
        long first = 0
    ) => Draw(parameters, count, new Counter(seed), first);

    /// <summary>The same people with one parameter changed for all.</summary>
    public Members With(Symbol symbol, Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changed = (double[][])values.Clone();
        changed[(int)symbol] = [.. values[(int)symbol].Select(change)];
        return new Members(Count, changed);
    }

    /// <summary>Some of these people, in the order given; one may come several times.</summary>
    public Members Choose(ReadOnlySpan<int> who)
    {
        var chosen = new double[Symbols][];
        for (var s = 0; s < Symbols; s++)
        {
            chosen[s] = new double[who.Length];
            for (var i = 0; i < who.Length; i++)
            {
                chosen[s][i] = values[s][who[i]];
            }
        }

        return new Members(who.Length, chosen);
    }

    private static Members Draw(
        IReadOnlyDictionary<Symbol, ModelParameter> parameters,
        int count,
        Counter? counter,
        long first
    )
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var all = new double[Symbols][];
        foreach (var symbol in Enum.GetValues<Symbol>())
        {
            var parameter = parameters[symbol];
            var drawn = new double[count];
            for (var i = 0; i < count; i++)
            {
                var z =
                    counter is { } c && parameter.Spread != Spread.None
                        ? c.Normal(first + i, (int)Purpose.Parameter, (int)symbol)
                        : 0;
                drawn[i] = At(parameter, z);
            }

            all[(int)symbol] = drawn;
        }

        return new Members(count, all);
    }

    private static double At(ModelParameter parameter, double z)
    {
        switch (parameter.Spread)
        {
            case Spread.LogNormal:
                return parameter.Value * Portable.Exp(parameter.Sd * z);
            case Spread.LogitNormal:
                var odds = parameter.Value / (1 - parameter.Value) * Portable.Exp(parameter.Sd * z);
                return odds / (1 + odds);
            default:
                return parameter.Value;
        }
    }
}

/// <summary>What a random number is for; part of its name.</summary>
public enum Purpose
{
    /// <summary>A parameter of a person.</summary>
    Parameter = 1,

    /// <summary>What a product holds.</summary>
    Content = 2,

    /// <summary>Whether, and how much of, a dose that was not logged was taken.</summary>
    Unlogged = 3,

    /// <summary>An amount that was not stated.</summary>
    UnknownAmount = 4,

    /// <summary>When a dose was taken of which only the day is known.</summary>
    TimeOfDay = 5,

    /// <summary>The habit of a made-up person.</summary>
    Habit = 6,

    /// <summary>How a person reports what they feel.</summary>
    Reporting = 7,

    /// <summary>Choosing members anew.</summary>
    Resampling = 8,

    /// <summary>What differs from person to person and day to day beside the model.</summary>
    Residual = 9,
}

using Coppice.Knowledge;

namespace Coppice.Model.Tests;

/// <summary>People and doses that many tests start from.</summary>
internal static class Given
{
    public const int Hour = 60;
    public const int Day = 24 * Hour;

    /// <summary>Nanomoles in a milligram of mitragynine.</summary>
    public const double NanomolesPerMilligram = 1e6 / 398.5;

    public static readonly Signal[] Signals = Enum.GetValues<Signal>();

    public static IReadOnlyDictionary<Symbol, ModelParameter> Parameters => KnowledgeBase.Default.Model;

    public static Members Typical { get; } = Members.Typical(Parameters);

    public static Members People(int count, ulong seed = 1) => Members.Sample(Parameters, count, seed);

    /// <summary>The parameters of one person.</summary>
    public static Func<Symbol, double> Person(Members members, int who) => symbol => members[symbol][who];

    /// <summary>The same doses at the same hours of every day from day 0.</summary>
    public static List<Dose> Habit(int days, double amount, params int[] hours) =>
        [
            .. from day in Enumerable.Range(0, days)
            from hour in hours
            select new Dose((day * Day) + (hour * Hour), Input.Mitragynine, amount),
        ];

    /// <summary>Mitragynine only.</summary>
    public static Regimen Tea(params (int Minute, double Amount)[] doses) =>
        new(doses.Select(d => new Dose(d.Minute, Input.Mitragynine, d.Amount)));

    /// <summary>A run that reads one signal.</summary>
    public static double[] Read(
        Members members,
        Regimen regimen,
        Signal signal,
        IReadOnlyList<int> minutes,
        int who = 0
    )
    {
        var run = Runner.Run(members, regimen, 0, minutes[^1], new Request(minutes, [signal]));
        return [.. minutes.Select((_, i) => run[i, 0][who])];
    }

    /// <summary>Every so many minutes from 0 on.</summary>
    public static int[] Every(int step, int until) =>
        [.. Enumerable.Range(0, (until / step) + 1).Select(i => i * step)];

    /// <summary>The area under evenly spaced values, by Simpson's rule; an odd number of values.</summary>
    public static double Area(ReadOnlySpan<double> values, double step)
    {
        var sum = values[0] + values[^1];
        for (var i = 1; i < values.Length - 1; i++)
        {
            sum += (i % 2 == 1 ? 4 : 2) * values[i];
        }

        return sum * step / 3;
    }

    /// <summary>Withdrawal every hour over so many days after the last dose.</summary>
    public static double[] AfterStopping(
        Members members,
        Regimen regimen,
        int days,
        Parts parts = Parts.All,
        int who = 0
    )
    {
        var last = regimen.Doses[^1].Minute;
        var run = Runner.Run(
            members,
            regimen,
            0,
            last + (days * Day),
            new Request([], []) { TraceEvery = Hour, Parts = parts }
        );
        return [.. Enumerable.Range(0, days * 24).Select(h => run.Trace((last / Hour) + h)[who])];
    }

    /// <summary>Everything that a run gave one person, bit by bit.</summary>
    public static long[] Bits(this Readings run, Request request, int who)
    {
        var values = new List<double>();
        for (var output = 0; output < request.Minutes.Count; output++)
        {
            for (var signal = 0; signal < request.Signals.Count; signal++)
            {
                values.Add(run[output, signal][who]);
            }
        }

        for (var point = 0; point < run.TracePoints; point++)
        {
            values.Add(run.Trace(point)[who]);
        }

        return [.. values.Concat(run.End.Values.Select(state => state[who])).Select(BitConverter.DoubleToInt64Bits)];
    }
}

namespace Coppice.Bench.Ctn;

/// <summary>Shares of the four bands on a later day, from what is known now.</summary>
internal delegate double[] Forecast(History known, int targetDay);

/// <summary>A named way to learn from training cases how to forecast.</summary>
internal sealed record Forecaster(string Name, Func<IReadOnlyList<Case>, Forecast> Train);

/// <summary>The forecasts that a useful one must beat.</summary>
internal static class Baselines
{
    /// <summary>A cell of a table counts as if it held this many cases more, spread as all training cases are.</summary>
    private const double Smoothing = 1;

    public static Forecaster Climatology { get; } = new("climatology (marginal)", cases => Table(cases, (_, _) => 0));

    public static Forecaster SameAsLast { get; } =
        new(
            "same as last time",
            _ =>
                (known, _) =>
                    [.. Enumerable.Range(0, Rps.Bands).Select(b => b == known.Withdrawal[^1].Band ? 1.0 : 0.0)]
        );

    public static Forecaster DaysSinceFirstDose { get; } =
        new(
            "trial × weeks since first dose",
            cases => Table(cases, (known, day) => (known.Trial, WeeksSinceFirstDose(known, day)))
        );

    public static Forecaster Transition { get; } =
        new(
            "transition table",
            cases =>
                Table(
                    cases,
                    (known, day) => (known.Trial, known.Withdrawal[^1].Band, GapClass(day - known.Withdrawal[^1].Day))
                )
        );

    private static int? WeeksSinceFirstDose(History known, int day) =>
        known.Drug.Count == 0 ? null : (day - known.Drug[0].Day) / 7;

    private static int GapClass(int gap) =>
        gap switch
        {
            <= 3 => 0,
            <= 8 => 1,
            <= 20 => 2,
            _ => 3,
        };

    private static Forecast Table<TKey>(IReadOnlyList<Case> cases, Func<History, int, TKey> key)
        where TKey : notnull
    {
        var all = Shares(cases);
        var cells = cases
            .GroupBy(c => key(c.Known, c.TargetDay))
            .ToDictionary(
                g => g.Key,
                g =>
                    Shares(g)
                        .Select((s, b) => ((s * g.Count()) + (all[b] * Smoothing)) / (g.Count() + Smoothing))
                        .ToArray()
            );
        return (known, day) => cells.GetValueOrDefault(key(known, day), all);
    }

    private static double[] Shares(IEnumerable<Case> cases)
    {
        var shares = new double[Rps.Bands];
        var n = 0;
        foreach (var c in cases)
        {
            shares[c.Band]++;
            n++;
        }

        return Array.ConvertAll(shares, s => s / n);
    }
}

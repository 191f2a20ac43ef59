namespace Coppice.Bench.Ctn;

/// <summary>One number that the layer may use, and the kind of knowledge it stands for.</summary>
internal sealed record Feature(string Kind, Func<History, int, double> Of);

/// <summary>
/// What the layer looks at. Every feature is made of what was known on the day of the last record, and of the day that is forecast (visits
/// are booked). Nothing that was taken, said or decided after the last record is used.
/// </summary>
internal static class Features
{
    public const string Bands = "own bands so far";
    public const string Gap = "days to the forecast";
    public const string Drug = "study drug so far";
    public const string Use = "opioid use so far";
    public const string Schedule = "days since the arm began";
    public const string Simulation = "simulated withdrawal";

    public static IReadOnlyList<Feature> All { get; } =
    [
        new(Bands, (k, _) => Whether(Last(k) >= 1)),
        new(Bands, (k, _) => Whether(Last(k) >= 2)),
        new(Bands, (k, _) => Whether(Last(k) >= 3)),
        new(Bands, (k, _) => k.Withdrawal.Count > 1 ? k.Withdrawal[^2].Band : Last(k)),
        // Mean and share of "none", each drawn a little to the usual while records are few.
        new(Bands, (k, _) => (k.Withdrawal.Sum(w => w.Band) + 0.7) / (k.Withdrawal.Count + 1)),
        new(Bands, (k, _) => (k.Withdrawal.Count(w => w.Band == 0) + 0.5) / (k.Withdrawal.Count + 1)),
        new(Bands, (k, _) => k.Withdrawal.Max(w => w.Band)),
        new(Gap, (k, day) => Log(day - Origin(k))),
        new(Gap, (k, day) => Last(k) * Log(day - Origin(k))),
        new(Drug, (k, _) => Whether(k.Drug.Count > 0 && Origin(k) - k.Drug[^1].Day <= (k.OnNaltrexone ? 30 : 2))),
        new(Drug, (k, day) => Log(k.Drug.Count == 0 ? 60 : Math.Min(60, day - k.Drug[^1].Day))),
        new(Drug, (k, _) => k.Drug.Count(d => d.Day > Origin(k) - 28)),
        new(Drug, (k, day) => k.Drug.Count == 0 ? 0 : Log(day - k.Drug[0].Day)),
        new(Drug, (k, _) => Whether(k.Drug.Count == 0)),
        new(Use, (k, _) => k.OpioidDays.Count(d => d > Origin(k) - 7)),
        new(Use, (k, _) => k.OpioidDays.Count(d => d < 0)),
        new(Schedule, (k, _) => Whether(k.OnNaltrexone)),
        new(Schedule, (k, _) => Whether(k.Arms.Count > 1)),
        .. ((int[])[7, 14, 28, 70]).Select(knot => new Feature(
            Schedule,
            (k, day) => Math.Max(0, DaysInArm(k, day) - knot)
        )),
    ];

    /// <summary>
    /// A forecaster of the layer on these features. Trial 51 (SOWS, inpatients) has slopes of its own; the ten records of trial 27 share
    /// those of trial 30 (both COWS).
    /// </summary>
    public static Forecaster Layer(string name, IReadOnlyList<Feature> features) =>
        new(
            name,
            cases =>
            {
                var fitted = CumulativeLogits.Fit(
                    [.. cases.Select(c => Row(c.Known, c.TargetDay))],
                    [.. cases.Select(c => c.Band)]
                );
                return (known, day) => fitted.Shares(Row(known, day));

                double[] Row(History known, int day)
                {
                    var values = features.Select(f => f.Of(known, day)).ToArray();
                    var none = new double[values.Length];
                    return known.Trial == 51
                        ? [1, 0, .. none, .. values]
                        : [0, Whether(known.Trial == 27), .. values, .. none];
                }
            }
        );

    private static int Origin(History known) => known.Withdrawal[^1].Day;

    private static int Last(History known) => known.Withdrawal[^1].Band;

    private static int DaysInArm(History known, int day) => known.Arms.Count == 0 ? 0 : day - known.Arms[^1].Day;

    private static double Log(double days) => Math.Log(1 + Math.Max(0, days));

    private static double Whether(bool so) => so ? 1 : 0;
}

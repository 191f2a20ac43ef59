namespace Coppice.Model;

/// <summary>What is drawn from the states for people to read.</summary>
public static class Effects
{
    /// <summary>Craving, 0..100, (6.6).</summary>
    /// <param name="withdrawal">Withdrawal, SOWS.</param>
    /// <param name="slowDeficit">A2 - S.</param>
    /// <param name="cue">How much the surroundings call for it, 0..1.</param>
    public static double Craving(double withdrawal, double slowDeficit, double cue = 0) =>
        100 * (1 - Portable.Exp(-((withdrawal / 20) + (4 * Math.Max(0, slowDeficit)) + cue)));

    /// <summary>C50 multiplier, 1 or more, (5.3).</summary>
    /// <param name="tolerance">T.</param>
    /// <param name="span">The multiplier above 1 at full tolerance.</param>
    public static double C50Multiplier(double tolerance, double span) => 1 + (span * Math.Min(1, tolerance));

    /// <summary>COWS that goes with a SOWS, 0..48, (6.8).</summary>
    public static double Cows(double sows) => Math.Min(48, 0.6 * sows);

    /// <summary>Stimulating effect, 0..1, for display, (6.9).</summary>
    /// <param name="site">Mitragynine at the effect site, nM.</param>
    public static double Stimulant(double site) => site / (site + 80);

    /// <summary>Sedating effect, 0..1, for display, (6.9).</summary>
    /// <param name="drive">S.</param>
    public static double Sedative(double drive)
    {
        var cube = drive * drive * drive;
        return cube / (cube + (0.158 * 0.158 * 0.158));
    }
}

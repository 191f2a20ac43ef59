namespace Coppice.Model;

/// <summary>
/// The steps of the simulation, known in advance: powers of two of a minute, small after a dose and larger with time, such that
/// every dose and every output falls on a node. No error control, so people side by side never part ways.
/// </summary>
internal static class Mesh
{
    /// <summary>Number of step sizes: 1, 2, 4 … 128 minutes.</summary>
    public const int Sizes = 8;

    /// <summary>
    /// The index of the next step, which is two to that power in minutes: the largest that the time since the last dose allows and
    /// that divides what remains, so that small steps come first.
    /// </summary>
    /// <param name="remaining">Minutes to the next dose or output; 1 or more.</param>
    /// <param name="sinceDose">Minutes since the last dose.</param>
    /// <param name="quick">Whether an opioid or a medicine may change things quickly, which asks for steps of 8 minutes at most.</param>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    public static int Next(int remaining, int sinceDose, bool quick) =>
        Math.Min(
            Math.Min(Allowed(sinceDose), quick ? 3 : Sizes - 1),
            System.Numerics.BitOperations.TrailingZeroCount(remaining)
        );

    private static int Allowed(int sinceDose) =>
        sinceDose switch
        {
            < 8 => 2,
            < 24 => 3,
            < 48 => 4,
            < 360 => 5,
            < 1440 => 6,
            _ => 7,
        };
}

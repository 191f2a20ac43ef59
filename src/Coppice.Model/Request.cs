namespace Coppice.Model;

/// <summary>What to read out of a simulation.</summary>
/// <param name="Minutes">Minutes at which the signals are read, rising; each is a node of the mesh, so each is exact.</param>
/// <param name="Signals">The signals.</param>
public sealed record Request(IReadOnlyList<int> Minutes, IReadOnlyList<Signal> Signals)
{
    /// <summary>
    /// Withdrawal is also traced every so many minutes (multiples, after the start and up to the end); 0 for no trace. Between
    /// nodes it is read off a cubic that has the right values and slopes at both.
    /// </summary>
    public int TraceEvery { get; init; }

    /// <summary>Parts that are on.</summary>
    public Parts Parts { get; init; } = Parts.All;

    /// <summary>Points of the trace between two minutes.</summary>
    public int TracePoints(int from, int to) => TraceEvery == 0 ? 0 : (to / TraceEvery) - (from / TraceEvery);
}

/// <summary>The states of the model, in the order in which they are kept.</summary>
internal enum At
{
    AM,
    C1,
    C2,
    H,
    H2,
    AH,
    EM,
    EH,
    A0,
    A1,
    A2,
    T,
    W,
    AF,
    F,
    EF,
    B1,
    B2,
    Bc,
    Bp,
    Bq,
    Be,
    Ga,
    Pa,
    Count,
}

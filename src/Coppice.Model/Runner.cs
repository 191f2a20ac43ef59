using System.Runtime.Intrinsics;
using Coppice.Knowledge;

namespace Coppice.Model;

/// <summary>Where several people are at one minute: what a later run starts from.</summary>
public sealed class ModelState
{
    internal ModelState(int minute, int sinceDose, double[][] values)
    {
        Minute = minute;
        SinceDose = sinceDose;
        Values = values;
    }

    /// <summary>The minute.</summary>
    public int Minute { get; }

    /// <summary>Minutes since the last dose, which say how long the next steps may be.</summary>
    internal int SinceDose { get; }

    internal double[][] Values { get; }

    /// <summary>
    /// The same people, had they lived as they did for so many days and not only for the simulated time: the states that are slow
    /// filters of the drive, A1, A2 and T, are nearer their plateau by a factor that is known exactly for a steady drive.
    /// </summary>
    /// <param name="members">The people.</param>
    /// <param name="days">Days of the habit; no fewer than were simulated.</param>
    public ModelState AsIfFor(Members members, double days)
    {
        ArgumentNullException.ThrowIfNull(members);
        var simulated = Minute / 60.0;
        if (simulated == 0)
        {
            return this;
        }

        var hours = Math.Max(days * 24, simulated);
        var grown = (double[][])Values.Clone();
        foreach (var (at, tau) in new[] { (At.A1, Symbol.tau1), (At.A2, Symbol.tau2), (At.T, Symbol.tauT) })
        {
            var taus = members[tau];
            var scaled = new double[members.Count];
            for (var i = 0; i < scaled.Length; i++)
            {
                // Priming quickens the adaptations (5.2), not tolerance.
                var constant = at == At.T ? taus[i] : taus[i] / (1 + members[Symbol.pi][i]);
                scaled[i] =
                    Values[(int)at][i]
                    * (1 - Portable.Exp(-hours / constant))
                    / (1 - Portable.Exp(-simulated / constant));
            }

            grown[(int)at] = scaled;
        }

        return new ModelState(Minute, SinceDose, grown);
    }

    /// <summary>Some of these people, in the order given.</summary>
    public ModelState Choose(ReadOnlySpan<int> who)
    {
        var chosen = new double[Values.Length][];
        for (var s = 0; s < Values.Length; s++)
        {
            chosen[s] = new double[who.Length];
            for (var i = 0; i < who.Length; i++)
            {
                chosen[s][i] = Values[s][who[i]];
            }
        }

        return new ModelState(Minute, SinceDose, chosen);
    }
}

/// <summary>What a run gave.</summary>
public sealed class Readings
{
    private readonly Request request;
    private readonly double[] signals;
    private readonly double[] trace;

    internal Readings(int count, Request request, double[] signals, double[] trace, ModelState end)
    {
        Count = count;
        this.request = request;
        this.signals = signals;
        this.trace = trace;
        End = end;
    }

    /// <summary>Number of people.</summary>
    public int Count { get; }

    /// <summary>Where they are at the end, before a dose at that minute.</summary>
    public ModelState End { get; }

    /// <summary>Points of the trace.</summary>
    public int TracePoints => trace.Length / Count;

    /// <summary>One signal at one output minute, by person; before a dose at that minute.</summary>
    /// <param name="output">Index in the request's minutes.</param>
    /// <param name="signal">Index in the request's signals.</param>
    public Span<double> this[int output, int signal] =>
        signals.AsSpan(((output * request.Signals.Count) + signal) * Count, Count);

    /// <summary>Withdrawal at one point of the trace, by person.</summary>
    public Span<double> Trace(int point) => trace.AsSpan(point * Count, Count);
}

/// <summary>Runs people through the model: side by side where the machine can, one by one otherwise, with the same numbers.</summary>
public static class Runner
{
    /// <summary>Minutes since the last dose of people who never had one: longer than any step waits for.</summary>
    private const int Never = 1 << 20;

    /// <summary>Runs from one minute to another.</summary>
    /// <param name="members">The people.</param>
    /// <param name="regimen">Their doses.</param>
    /// <param name="from">The minute to start at.</param>
    /// <param name="to">The minute to end at.</param>
    /// <param name="request">What to read out.</param>
    /// <param name="start">Where they are at the start; nothing taken ever when left out.</param>
    /// <exception cref="ArgumentException">The start is of another minute or of other people.</exception>
    public static Readings Run(
        Members members,
        Regimen regimen,
        int from,
        int to,
        Request request,
        ModelState? start = null
    ) =>
        Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated
            ? Run<Lanes>(members, regimen, from, to, request, start)
            : Run<One>(members, regimen, from, to, request, start);

    internal static Readings Run<T>(
        Members members,
        Regimen regimen,
        int from,
        int to,
        Request request,
        ModelState? start
    )
        where T : unmanaged, IReals<T>
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(regimen);
        ArgumentNullException.ThrowIfNull(request);
        if (start is not null && (start.Minute != from || start.Values[0].Length != members.Count))
        {
            throw new ArgumentException("expected a start at the same minute and of the same people", nameof(start));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        Check(regimen, from, to, request, start);
        var count = members.Count;
        var rows = request.Minutes.Count * request.Signals.Count;
        var points = request.TracePoints(from, to);
        var signals = new double[rows * count];
        var trace = new double[points * count];
        var end = new double[(int)At.Count][];
        for (var s = 0; s < end.Length; s++)
        {
            end[s] = new double[count];
        }

        var laneSignals = new double[rows * T.Count];
        var laneTrace = new double[points * T.Count];
        var state = new T[(int)At.Count];
        var lanes = new double[T.Count];
        var sinceDose = Never;
        var simulation = new Simulation<T>(members);
        for (var first = 0; first < count; first += T.Count)
        {
            var here = Math.Min(T.Count, count - first);
            for (var s = 0; s < state.Length; s++)
            {
                if (start is null)
                {
                    state[s] = T.All(0);
                    continue;
                }

                for (var i = 0; i < T.Count; i++)
                {
                    lanes[i] = start.Values[s][Math.Min(first + i, count - 1)];
                }

                state[s] = T.Load(lanes);
            }

            simulation.Prepare(first);
            sinceDose = simulation.Run(
                regimen,
                from,
                to,
                start?.SinceDose ?? Never,
                state,
                request,
                laneSignals,
                laneTrace
            );
            Scatter(laneSignals, signals, rows, first, here, count);
            Scatter(laneTrace, trace, points, first, here, count);
            for (var s = 0; s < state.Length; s++)
            {
                state[s].Store(lanes);
                lanes.AsSpan(0, here).CopyTo(end[s].AsSpan(first));
            }
        }

        return new Readings(count, request, signals, trace, new ModelState(to, sinceDose, end));

        static void Scatter(double[] from, double[] to, int rows, int first, int here, int count)
        {
            for (var row = 0; row < rows; row++)
            {
                from.AsSpan(row * T.Count, here).CopyTo(to.AsSpan((row * count) + first));
            }
        }
    }

    private static void Check(Regimen regimen, int from, int to, Request request, ModelState? start)
    {
        for (var i = 1; i < regimen.Doses.Count; i++)
        {
            if (regimen.Doses[i].Minute < regimen.Doses[i - 1].Minute)
            {
                throw new ArgumentException("expected doses in order of time", nameof(regimen));
            }
        }

        for (var i = 0; i < request.Minutes.Count; i++)
        {
            if (
                request.Minutes[i] < from
                || request.Minutes[i] > to
                || (i > 0 && request.Minutes[i] < request.Minutes[i - 1])
            )
            {
                throw new ArgumentException("expected minutes within the run, in order of time", nameof(request));
            }
        }

        // What takes part is told by the doses alone, so that one person's numbers never depend on another's past.
        foreach (
            var (input, first, last) in new[]
            {
                (Input.FullAgonist, At.AF, At.EF),
                (Input.Buprenorphine, At.B1, At.Be),
                (Input.Alpha2, At.Ga, At.Pa),
            }
        )
        {
            if (start is null || regimen.Doses.Any(d => d.Input == input))
            {
                continue;
            }

            for (var s = first; s <= last; s++)
            {
                if (start.Values[(int)s].AsSpan().ContainsAnyExcept(0))
                {
                    throw new ArgumentException(
                        $"expected the doses of {input} that led to the start among the doses",
                        nameof(regimen)
                    );
                }
            }
        }
    }
}

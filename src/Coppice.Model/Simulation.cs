using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Coppice.Knowledge;

namespace Coppice.Model;

/// <summary>
/// The equations of <c>docs/model.md</c> for people who share the times of their doses. Linear kinetics are advanced exactly by
/// each person's own transition matrix; adaptation and tolerance, which only listen to the drive, by exponential Simpson (exact
/// for a drive that is a parabola within a step); withdrawal in the same way from its target. Nothing feeds back into the drive,
/// so there is nothing to iterate.
/// </summary>
internal sealed class Simulation<T>
    where T : unmanaged, IReals<T>
{
    /// <summary>Weights of one step size: three filters to its middle, five to its end, three weights each.</summary>
    private const int Weights = 24;

    private static readonly LinearPattern Kratom = new(
        8,
        [(1, 0), (1, 2), (2, 1), (3, 0), (3, 1), (3, 4), (3, 5), (4, 3), (6, 1), (7, 3)]
    );

    private readonly Members members;
    private readonly double[] room = new double[T.Count];
    private readonly Aligned<T> kratom = new(Kratom.Entries.Length * (Mesh.Sizes + 1));
    private readonly Aligned<T> weights = new(Weights * Mesh.Sizes);
    private readonly Aligned<T> x = new((int)At.W + 1);
    private readonly Aligned<Fixed> fixedAt = new(1);
    private readonly Aligned<Node> nodeAt = new(1);
    private Drugs<T> drugs = null!;
    private int first;

    /// <summary>Makes room; nobody is in it until <see cref="Prepare"/>.</summary>
    public Simulation(Members members) => this.members = members;

    private static readonly T Zero = T.All(0);

    private static readonly T One = T.All(1);

    private static readonly T Half = T.All(0.5);

    /// <summary>Square of the width of the hinge, (6.1).</summary>
    private static readonly T Width2 = T.All(0.05 * 0.05);

    /// <summary>Square of the adaptation at which the fast deficit counts by half, (6.2).</summary>
    private static readonly T Gate2 = T.All(0.06 * 0.06);

    /// <summary>The top of the SOWS, (6.3).</summary>
    private static readonly T Top = T.All(64);

    /// <summary>1/0.8: the state follows S, and T is this many times it, (5.3).</summary>
    private static readonly T Steepness = T.All(1.25);

    private ref Fixed Of => ref fixedAt[0];

    private ref Node Now => ref nodeAt[0];

    /// <summary>Prepares the people from <paramref name="first"/> on; lanes beyond the last person repeat the last.</summary>
    public void Prepare(int first)
    {
        this.first = first;
        var km = P(Symbol.KM);
        Of = new Fixed
        {
            InverseKM = One / km,
            InverseKH = P(Symbol.rH) / km,
            EM = P(Symbol.eM),
            EH = P(Symbol.eH),
            KA = P(Symbol.KA),
            Amax = P(Symbol.Amax),
            W2 = P(Symbol.w2) * (One + (P(Symbol.pi) * Half)),
            Th = P(Symbol.th),
            Th0 = P(Symbol.th0),
            W502 = P(Symbol.W50) * P(Symbol.W50),
            InverseTw = One / P(Symbol.tw),
        };
        drugs = new Drugs<T>(P);
        PrepareKratom();
        PrepareWeights();
    }

    /// <summary>Runs from one minute to another.</summary>
    /// <param name="regimen">Doses; those before <paramref name="from"/> are left out, one at <paramref name="from"/> is taken.</param>
    /// <param name="from">The minute to start at.</param>
    /// <param name="to">The minute to end at.</param>
    /// <param name="sinceDose">Minutes since the last dose, if none of those before is among the doses.</param>
    /// <param name="state">The state at <paramref name="from"/>; receives that at <paramref name="to"/>, before a dose at that minute.</param>
    /// <param name="request">What to read out.</param>
    /// <param name="signals">Receives, by output minute, signal and lane, the values before a dose at that minute.</param>
    /// <param name="trace">Receives withdrawal by trace point and lane.</param>
    /// <returns>Minutes since the last dose, at the end.</returns>
    public int Run(
        Regimen regimen,
        int from,
        int to,
        int sinceDose,
        Span<T> state,
        Request request,
        Span<double> signals,
        Span<double> trace
    )
    {
        drugs.Start(regimen, state);
        if (drugs.Any)
        {
            sinceDose = Run<WithDrugs>(regimen, from, to, sinceDose, state, request, signals, trace);
        }
        else
        {
            sinceDose = Run<KratomAlone>(regimen, from, to, sinceDose, state, request, signals, trace);
        }

        drugs.Stop(state);
        return sinceDose;
    }

    private int Run<TInputs>(
        Regimen regimen,
        int from,
        int to,
        int sinceDose,
        Span<T> state,
        Request request,
        Span<double> signals,
        Span<double> trace
    )
        where TInputs : struct, IInputs
    {
        Of.Medium = request.Parts.HasFlag(Parts.Medium) ? One - Of.W2 : Zero;
        Of.Slow = request.Parts.HasFlag(Parts.Slow) ? Of.W2 : Zero;
        Of.Kp = request.Parts.HasFlag(Parts.Fast) ? P(Symbol.kp) : Zero;
        var doses = regimen.Doses;
        var nextDose = 0;
        while (nextDose < doses.Count && doses[nextDose].Minute < from)
        {
            nextDose++;
        }

        sinceDose = nextDose > 0 ? from - doses[nextDose - 1].Minute : sinceDose;
        var outputs = request.Minutes;
        var nextOutput = 0;
        while (nextOutput < outputs.Count && outputs[nextOutput] < from)
        {
            nextOutput++;
        }

        var every = request.TraceEvery;
        var traceAt = every > 0 ? ((from / every) + 1) * every : int.MaxValue;
        state[..((int)At.W + 1)].CopyTo(x.All);
        var s0 = Drive<TInputs>(x[(int)At.EM], x[(int)At.EH], out var g0);
        Now = new Node(s0, g0, Target(x[(int)At.A0], x[(int)At.A1], x[(int)At.A2], s0));
        var minute = from;
        while (true)
        {
            while (nextOutput < outputs.Count && outputs[nextOutput] == minute)
            {
                var at = signals[(nextOutput * request.Signals.Count * T.Count)..];
                foreach (var signal in request.Signals)
                {
                    var value = signal switch
                    {
                        Signal.Withdrawal => x[(int)At.W] * drugs.Left,
                        Signal.Tolerance => x[(int)At.T] * Steepness,
                        Signal.SlowDeficit => x[(int)At.A2] - Now.S,
                        Signal.Drive => Now.S,
                        Signal.Medium => x[(int)At.A1],
                        Signal.Slow => x[(int)At.A2],
                        Signal.Mitragynine => x[(int)At.C1],
                        Signal.SevenHydroxy => x[(int)At.H],
                        Signal.MitragynineSite => x[(int)At.EM],
                        Signal.Buprenorphine => drugs.BuprenorphinePlasma,
                        Signal.Occupancy => TInputs.Drugs ? drugs.Occupancy : Zero,
                        _ => throw new InvalidOperationException($"No signal '{signal}'"),
                    };
                    value.Store(at);
                    at = at[T.Count..];
                }

                nextOutput++;
            }

            if (minute == to)
            {
                break;
            }

            while (nextDose < doses.Count && doses[nextDose].Minute == minute)
            {
                var dose = doses[nextDose];
                var amount = AmountOf(regimen, dose);
                switch (dose.Input)
                {
                    case Input.Mitragynine:
                        x[(int)At.AM] += amount * T.All(1e6 / 398.5);
                        break;
                    case Input.SevenHydroxy:
                        x[(int)At.AH] += amount * P(Symbol.g7);
                        break;
                    default:
                        drugs.Take(dose, amount);
                        break;
                }

                sinceDose = 0;
                nextDose++;
            }

            var until = nextDose < doses.Count ? Math.Min(to, doses[nextDose].Minute) : to;
            until = nextOutput < outputs.Count ? Math.Min(until, outputs[nextOutput]) : until;
            while (minute < until)
            {
                var size = Mesh.Next(until - minute, sinceDose, TInputs.Drugs);
                var before = Now;
                var w = x[(int)At.W];
                Step<TInputs>(size);
                minute += 1 << size;
                sinceDose += 1 << size;
                if (traceAt <= minute)
                {
                    Trace(ref trace, ref traceAt, every, minute, size, w, before.Target - w);
                }
            }
        }

        x.All.CopyTo(state);
        return sinceDose;
    }

    /// <summary>One step of two to the power <paramref name="size"/> minutes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Step<TInputs>(int size)
        where TInputs : struct, IInputs
    {
        Kinetics<TInputs>(size, out var siteM, out var siteH);
        if (TInputs.Drugs)
        {
            drugs.Advance(size);
        }

        var sh = Drive<TInputs>(siteM, siteH, out var gh);
        if (TInputs.Drugs)
        {
            drugs.Advance(size);
        }

        var s1 = Drive<TInputs>(x[(int)At.EM], x[(int)At.EH], out var g1);
        var (s0, g0, target0) = Now;
        ReadOnlySpan<T> v = weights.Slice(size * Weights, Weights);
        var a0 = x[(int)At.A0];
        var a1 = x[(int)At.A1];
        var a2 = x[(int)At.A2];
        var targetH = Target(
            Filter(v, 0, a0, s0, sh, s1),
            Filter(v, 3, a1, g0, gh, g1),
            Filter(v, 6, a2, g0, gh, g1),
            sh
        );
        a0 = Filter(v, 9, a0, s0, sh, s1);
        a1 = Filter(v, 12, a1, g0, gh, g1);
        a2 = Filter(v, 15, a2, g0, gh, g1);
        var target1 = Target(a0, a1, a2, s1);
        x[(int)At.A0] = a0;
        x[(int)At.A1] = a1;
        x[(int)At.A2] = a2;
        x[(int)At.T] = Filter(v, 18, x[(int)At.T], s0, sh, s1);
        x[(int)At.W] =
            TInputs.Drugs && drugs.Quick
                ? drugs.Follow(size, x[(int)At.W], target0, targetH, target1)
                : Filter(v, 21, x[(int)At.W], target0, targetH, target1);
        Now = new Node(s1, g1, target1);
    }

    /// <summary>Moves kratom on by one step; gives the effect sites in its middle.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Kinetics<TInputs>(int size, out T middleM, out T middleH)
        where TInputs : struct, IInputs
    {
        var entries = Kratom.Entries.Length;
        ReadOnlySpan<T> k = kratom.Slice(size * entries, 31);
        var aM = x[(int)At.AM];
        var c1 = x[(int)At.C1];
        var c2 = x[(int)At.C2];
        var h1 = x[(int)At.H];
        var h2 = x[(int)At.H2];
        var aH = x[(int)At.AH];
        var siteM = x[(int)At.EM];
        var siteH = x[(int)At.EH];
        middleM = siteM + Sum(k[20], aM, k[21], c1, k[22], c2) + (k[23] * siteM);
        middleH = siteH + Sum(k[24], aM, k[25], c1, k[26], c2, k[27], h1, k[28], h2, k[29], aH) + (k[30] * siteH);
        k = kratom.Slice((size + 1) * entries, 31);
        x[(int)At.EM] = siteM + Sum(k[20], aM, k[21], c1, k[22], c2) + (k[23] * siteM);
        x[(int)At.EH] = siteH + Sum(k[24], aM, k[25], c1, k[26], c2, k[27], h1, k[28], h2, k[29], aH) + (k[30] * siteH);
        x[(int)At.AM] = aM + (k[0] * aM);
        x[(int)At.C1] = c1 + Sum(k[1], aM, k[2], c1, k[3], c2);
        x[(int)At.C2] = c2 + Sum(k[4], aM, k[5], c1, k[6], c2);
        x[(int)At.H] = h1 + Sum(k[7], aM, k[8], c1, k[9], c2, k[10], h1, k[11], h2, k[12], aH);
        x[(int)At.H2] = h2 + Sum(k[13], aM, k[14], c1, k[15], c2, k[16], h1, k[17], h2, k[18], aH);
        x[(int)At.AH] = aH + (k[19] * aH);
    }

    /// <summary>The parameter of these people.</summary>
    private T P(Symbol symbol) => Pack(members[symbol]);

    private T Pack(ReadOnlySpan<double> values)
    {
        if (first + T.Count <= values.Length)
        {
            return T.Load(values[first..]);
        }

        for (var i = 0; i < T.Count; i++)
        {
            room[i] = values[Math.Min(first + i, values.Length - 1)];
        }

        return T.Load(room);
    }

    private T AmountOf(Regimen regimen, Dose dose)
    {
        var amount = T.All(dose.Amount);
        if (dose.Content >= 0)
        {
            amount *= Pack(regimen.Factors[dose.Content]);
        }

        return dose.Taken >= 0 ? amount * Pack(regimen.Factors[dose.Taken]) : amount;
    }

    /// <summary>Drive S (4.2) and what adaptation follows, G (5.1), with one division for both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Drive<TInputs>(T siteM, T siteH, out T g)
        where TInputs : struct, IInputs
    {
        ref var of = ref Of;
        var xM = siteM * of.InverseKM;
        var xH = siteH * of.InverseKH;
        var above = (of.EM * xM) + (of.EH * xH);
        var below = One + xM + xH;
        if (TInputs.Drugs)
        {
            drugs.Compete(ref above, ref below);
        }

        var both = (of.KA * below) + above;
        var inverse = above / (below * both);
        g = of.Amax * below * inverse;
        return both * inverse;
    }

    /// <summary>Where withdrawal is heading, (6.1)-(6.3), with one division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Target(T a0, T a1, T a2, T s)
    {
        ref var of = ref Of;
        var a = (of.Medium * a1) + (of.Slow * a2);
        var d = a - s - of.Th;
        var d0 = a0 - s - of.Th0;
        var aa = a * a;
        var gate = aa + Gate2;
        var n = (Hinge(d) * gate) + (of.Kp * Hinge(d0) * aa);
        var nn = n * n;
        return Top * nn / ((of.W502 * gate * gate) + nn);
    }

    /// <summary>A smooth max(0, x), (6.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Hinge(T x) => Half * (x + T.Sqrt((x * x) + Width2));

    /// <summary>A first-order follower of a parabola through three values of a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Filter(ReadOnlySpan<T> v, int at, T x, T u0, T uh, T u1) =>
        x + ((v[at] * (u0 - x)) + ((v[at + 1] * (uh - x)) + (v[at + 2] * (u1 - x))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(T a, T x, T b, T y, T c, T z) => (a * x) + ((b * y) + (c * z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(T a, T x, T b, T y, T c, T z, T d, T p, T e, T q, T f, T r) =>
        Sum(a, x, b, y, c, z) + Sum(d, p, e, q, f, r);

    /// <summary>Reads withdrawal between two nodes off the cubic with the right values and slopes.</summary>
    private void Trace(ref Span<double> trace, ref int traceAt, int every, int minute, int size, T before, T pull0)
    {
        var after = x[(int)At.W];
        var pull1 = Now.Target - after;
        var length = 1 << size;
        var hours = T.All(length / 60.0);
        var (rate0, rate1) = drugs.Quick ? drugs.Rates : (Of.InverseTw, Of.InverseTw);
        while (traceAt <= minute)
        {
            var u = 1 - ((minute - traceAt) / (double)length);
            var y = 1 - u;
            var value =
                (T.All((1 + (2 * u)) * y * y) * before)
                + (T.All(u * u * (3 - (2 * u))) * after)
                + (hours * ((T.All(u * y * y) * pull0 * rate0) - (T.All(u * u * y) * pull1 * rate1)));
            (value * drugs.LeftWithin(u)).Store(trace);
            trace = trace[T.Count..];
            traceAt += every;
        }
    }

    private void PrepareKratom()
    {
        var rates = new T[Kratom.Entries.Length];
        var ka = P(Symbol.ka);
        var v1 = P(Symbol.V1);
        var q = P(Symbol.Q);
        var v2 = P(Symbol.V2);
        var cl = P(Symbol.CL);
        var r = P(Symbol.R);
        var fp = P(Symbol.fp);
        var kh = P(Symbol.kh);
        var kd = P(Symbol.kd);
        var kr = P(Symbol.kr);
        var ke0 = P(Symbol.ke0);
        Set(0, 0, Zero - ka);
        Set(1, 0, ka / v1);
        Set(1, 1, Zero - ((cl + q) / v1));
        Set(1, 2, q / v1);
        Set(2, 1, q / v2);
        Set(2, 2, Zero - (q / v2));
        Set(3, 0, r * kh * fp * ka / cl);
        Set(3, 1, kh * r * (One - fp));
        Set(3, 3, Zero - kh - kd);
        Set(3, 4, kr);
        Set(3, 5, kh * ka);
        Set(4, 3, kd);
        Set(4, 4, Zero - kr);
        Set(5, 5, Zero - ka);
        Set(6, 1, ke0);
        Set(6, 6, Zero - ke0);
        Set(7, 3, ke0);
        Set(7, 7, Zero - ke0);
        Kratom.Exponentials<T>(rates, kratom.All);

        void Set(int to, int from, T rate) => rates[Kratom[to, from]] = rate;
    }

    private void PrepareWeights()
    {
        var faster = One + P(Symbol.pi);
        var rate0 = One / P(Symbol.tau0);
        var rate1 = faster / P(Symbol.tau1);
        var rate2 = faster / P(Symbol.tau2);
        var rateT = One / P(Symbol.tauT);
        for (var size = 0; size < Mesh.Sizes; size++)
        {
            var v = weights.Slice(size * Weights, Weights);
            var half = T.All((1 << size) / 120.0);
            var whole = half + half;
            ToMiddle(half * rate0, v[0..3]);
            ToMiddle(half * rate1, v[3..6]);
            ToMiddle(half * rate2, v[6..9]);
            ToEnd(whole * rate0, v[9..12]);
            ToEnd(whole * rate1, v[12..15]);
            ToEnd(whole * rate2, v[15..18]);
            ToEnd(whole * rateT, v[18..21]);
            ToEnd(whole * Of.InverseTw, v[21..24]);
        }
    }

    /// <summary>Weights of the values at 0, ½ and 1 for the follower at 1; z is the step over the time constant.</summary>
    private static void ToEnd(T z, Span<T> w)
    {
        var (i0, i1, i2) = Moments(z);
        w[0] = i0 - (T.All(3) * i1) + (T.All(2) * i2);
        w[1] = T.All(4) * (i1 - i2);
        w[2] = (T.All(2) * i2) - i1;
    }

    /// <summary>The same for the follower at ½; z is half the step over the time constant.</summary>
    private static void ToMiddle(T z, Span<T> w)
    {
        var (i0, i1, i2) = Moments(z);
        var j1 = Half * i1;
        var j2 = Half * Half * i2;
        w[0] = i0 - (T.All(3) * j1) + (T.All(2) * j2);
        w[1] = T.All(4) * (j1 - j2);
        w[2] = (T.All(2) * j2) - j1;
    }

    /// <summary>∫₀¹ z·exp(-z(1-x))·xⁿ dx for n = 0, 1, 2, as power series: no digit is lost when z is small.</summary>
    private static (T, T, T) Moments(T z)
    {
        var power = z;
        T i0 = Zero,
            i1 = Zero,
            i2 = Zero;
        var factorial = 1.0;
        for (var k = 0; k < 22; k++)
        {
            factorial *= k + 1;
            var sign = k % 2 == 0 ? 1 : -1;
            i0 += power * T.All(sign / factorial);
            i1 += power * T.All(sign / (factorial * (k + 2)));
            i2 += power * T.All(2 * sign / (factorial * (k + 2) * (k + 3)));
            power *= z;
        }

        return (i0, i1, i2);
    }

    /// <summary>What the next step needs from the node before.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Node(T S, T G, T Target);

    /// <summary>What does not change during a run.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Fixed
    {
        public T InverseKM;
        public T InverseKH;
        public T EM;
        public T EH;
        public T KA;
        public T Amax;
        public T W2;
        public T Th;
        public T Th0;
        public T W502;
        public T InverseTw;
        public T Medium;
        public T Slow;
        public T Kp;
    }

    /// <summary>Whether anything but kratom takes part: known to the compiler, so that most people do not pay for it.</summary>
    private interface IInputs
    {
        static abstract bool Drugs { get; }
    }

    private readonly struct KratomAlone : IInputs
    {
        public static bool Drugs => false;
    }

    private readonly struct WithDrugs : IInputs
    {
        public static bool Drugs => true;
    }
}

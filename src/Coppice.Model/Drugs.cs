using System.Runtime.CompilerServices;
using Coppice.Knowledge;

namespace Coppice.Model;

/// <summary>
/// The inputs that most people do not have: a full agonist (2.1), buprenorphine (3.1)-(3.4), an alpha-2 agonist (6.5). Each costs
/// nothing when it is not there.
/// </summary>
internal sealed class Drugs<T>
    where T : unmanaged, IReals<T>
{
    private static readonly T Zero = T.All(0);
    private static readonly T One = T.All(1);

    private readonly Func<Symbol, T> p;
    private readonly Part agonist = new(new LinearPattern(3, [(1, 0), (2, 1)]), At.AF);
    private readonly Part buprenorphine = new(
        new LinearPattern(6, [(2, 0), (2, 1), (2, 3), (2, 4), (3, 2), (4, 2), (5, 2)]),
        At.B1
    );

    private readonly Part alpha2 = new(new LinearPattern(2, [(1, 0)]), At.Ga);
    private readonly T tw;
    private readonly T eF;
    private readonly T eBOmax;
    private readonly T omax;
    private readonly T inverseKB;
    private readonly T e2Max;
    private T occupancy0;
    private T occupancyH;
    private T occupancy1;
    private T left0;
    private T leftH;
    private T rate0;
    private T rate1;

    /// <summary>Prepares the people whose parameters these are.</summary>
    public Drugs(Func<Symbol, T> p)
    {
        this.p = p;
        tw = p(Symbol.tw);
        eF = p(Symbol.eF);
        omax = p(Symbol.Omax);
        eBOmax = p(Symbol.eB) * omax;
        inverseKB = One / p(Symbol.KB);
        e2Max = p(Symbol.E2max);
    }

    /// <summary>Whether any of them takes part.</summary>
    public bool Any => agonist.Present || buprenorphine.Present || alpha2.Present;

    /// <summary>Whether buprenorphine takes part, and so symptoms may follow quickly.</summary>
    public bool Quick => buprenorphine.Present;

    /// <summary>Share of the full receptors' occupancy that buprenorphine holds, (4.3).</summary>
    public T Occupancy => occupancy1;

    /// <summary>Buprenorphine in plasma, ng/mL.</summary>
    public T BuprenorphinePlasma => buprenorphine.Present ? T.All(1000) * buprenorphine.State[2] / p(Symbol.Vb1) : Zero;

    /// <summary>Share of withdrawal that an alpha-2 agonist leaves, (6.5).</summary>
    public T Left => alpha2.Present ? One - (e2Max * alpha2.State[1] / (alpha2.State[1] + T.All(0.25))) : One;

    /// <summary>The same within the last step, off the parabola through its start, middle and end.</summary>
    /// <param name="u">Share of the step that has passed.</param>
    public T LeftWithin(double u) =>
        alpha2.Present
            ? (T.All((1 - u) * (1 - (2 * u))) * left0)
                + (T.All(4 * u * (1 - u)) * leftH)
                + (T.All(u * ((2 * u) - 1)) * Left)
            : One;

    /// <summary>Rates of symptoms at the start and the end of the last step, /h, (6.4).</summary>
    public (T, T) Rates => (rate0, rate1);

    /// <summary>Takes over the states, and prepares the inputs that take part.</summary>
    public void Start(Regimen regimen, ReadOnlySpan<T> state)
    {
        agonist.Start(regimen, Input.FullAgonist, state, PrepareAgonist);
        buprenorphine.Start(regimen, Input.Buprenorphine, state, PrepareBuprenorphine);
        alpha2.Start(regimen, Input.Alpha2, state, PrepareAlpha2);
        occupancy1 = Zero;
    }

    /// <summary>Gives the states back.</summary>
    public void Stop(Span<T> state)
    {
        agonist.Stop(state);
        buprenorphine.Stop(state);
        alpha2.Stop(state);
    }

    /// <summary>Takes a dose.</summary>
    public void Take(Dose dose, T amount)
    {
        switch (dose.Input)
        {
            case Input.FullAgonist:
                agonist.State[0] += amount;
                break;
            case Input.Buprenorphine:
                var absorbed = amount * p(Symbol.Fb) * Absorbed(amount);
                buprenorphine.State[0] += absorbed * T.All(0.759);
                buprenorphine.State[1] += absorbed * T.All(0.241);
                break;
            case Input.Alpha2:
                alpha2.State[0] += amount * p(Symbol.ka2) * T.All(24);
                break;
            default:
                throw new InvalidOperationException($"No input '{dose.Input}' here");
        }
    }

    /// <summary>Moves the inputs that take part on by half a step.</summary>
    public void Advance(int size)
    {
        if (alpha2.Present)
        {
            left0 = leftH;
            leftH = Left;
        }

        agonist.Advance(size);
        buprenorphine.Advance(size);
        alpha2.Advance(size);
    }

    /// <summary>Adds to both sides of (4.2), and keeps the occupancy (4.3).</summary>
    public void Compete(ref T above, ref T below)
    {
        if (agonist.Present)
        {
            above += eF * agonist.State[2];
            below += agonist.State[2];
        }

        if (buprenorphine.Present)
        {
            var xB = buprenorphine.State[5] * inverseKB;
            above += eBOmax * xB;
            below += xB;
            occupancy0 = occupancyH;
            occupancyH = occupancy1;
            occupancy1 = omax * xB / below;
        }
    }

    /// <summary>
    /// Withdrawal after one step when its rate changes within the step: the integrating factor by a Padé approximant, the rest by
    /// Simpson's rule.
    /// </summary>
    public T Follow(int size, T w, T target0, T targetH, T target1)
    {
        var step = T.All((1 << size) / 60.0);
        rate0 = Rate(occupancy0);
        var rateH = Rate(occupancyH);
        rate1 = Rate(occupancy1);
        var sixth = step / T.All(6);
        var four = T.All(4);
        var whole = Decay(sixth * (rate0 + (four * rateH) + rate1));
        var last = Decay(step / T.All(24) * ((T.All(8) * rateH) + (T.All(5) * rate1) - rate0));
        return target1
            + (whole * (w - target1))
            + (sixth * ((whole * rate0 * (target0 - target1)) + (four * last * rateH * (targetH - target1))));
    }

    /// <summary>How the absorbed share of buprenorphine falls with the dose that was taken, (3.1).</summary>
    private static T Absorbed(T amount)
    {
        Span<double> each = stackalloc double[T.Count];
        amount.Store(each);
        foreach (ref var mg in each)
        {
            mg = mg > 0 ? Portable.Exp(-0.371 * Portable.Log(mg / 16)) : 0;
        }

        return T.Load(each);
    }

    /// <summary>The rate of symptoms, /h, (6.4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Rate(T occupancy)
    {
        var o2 = occupancy * occupancy;
        var o4 = o2 * o2;
        var c = T.All(0.35 * 0.35 * 0.35 * 0.35);
        return (o4 + c) / ((tw * c) + (T.All(0.75) * o4));
    }

    private static T Decay(T x)
    {
        var even = One + (x * x / T.All(12));
        var odd = x / T.All(2);
        return (even - odd) / (even + odd);
    }

    private void PrepareAgonist(LinearPattern pattern, Span<T> rates)
    {
        var ka = p(Symbol.ka);
        var kF = p(Symbol.kF);
        var ke0 = p(Symbol.ke0);
        rates[pattern[0, 0]] = Zero - ka;
        rates[pattern[1, 0]] = kF * ka;
        rates[pattern[1, 1]] = Zero - kF;
        rates[pattern[2, 1]] = ke0;
        rates[pattern[2, 2]] = Zero - ke0;
    }

    private void PrepareBuprenorphine(LinearPattern pattern, Span<T> rates)
    {
        var v1 = p(Symbol.Vb1);
        var v2 = p(Symbol.Vb2);
        var v3 = p(Symbol.Vb3);
        var q2 = p(Symbol.Qb2);
        var q3 = p(Symbol.Qb3);
        var keb = p(Symbol.keb);
        rates[pattern[0, 0]] = T.All(-1.72);
        rates[pattern[1, 1]] = T.All(-0.0875);
        rates[pattern[2, 0]] = T.All(1.72);
        rates[pattern[2, 1]] = T.All(0.0875);
        rates[pattern[2, 2]] = Zero - ((p(Symbol.CLb) + q2 + q3) / v1);
        rates[pattern[2, 3]] = q2 / v2;
        rates[pattern[2, 4]] = q3 / v3;
        rates[pattern[3, 2]] = q2 / v1;
        rates[pattern[3, 3]] = Zero - (q2 / v2);
        rates[pattern[4, 2]] = q3 / v1;
        rates[pattern[4, 4]] = Zero - (q3 / v3);
        rates[pattern[5, 2]] = T.All(1000) * keb / v1;
        rates[pattern[5, 5]] = Zero - keb;
    }

    private void PrepareAlpha2(LinearPattern pattern, Span<T> rates)
    {
        rates[pattern[0, 0]] = T.All(-0.5);
        rates[pattern[1, 0]] = T.All(0.5);
        rates[pattern[1, 1]] = Zero - p(Symbol.ka2);
    }

    private delegate void Prepare(LinearPattern pattern, Span<T> rates);

    /// <summary>One input: its states, and its increments once it takes part.</summary>
    private sealed class Part(LinearPattern pattern, At at)
    {
        private readonly T[] change = new T[pattern.States];
        private T[]? increments;

        public T[] State { get; } = new T[pattern.States];

        public bool Present { get; private set; }

        public void Start(Regimen regimen, Input input, ReadOnlySpan<T> state, Prepare prepare)
        {
            state.Slice((int)at, pattern.States).CopyTo(State);
            Present = regimen.Doses.Any(d => d.Input == input);
            if (Present && increments is null)
            {
                var rates = new T[pattern.Entries.Length];
                prepare(pattern, rates);
                increments = new T[rates.Length * (Mesh.Sizes + 1)];
                pattern.Exponentials<T>(rates, increments);
            }
        }

        public void Stop(Span<T> state) => State.CopyTo(state[(int)at..]);

        public void Advance(int size)
        {
            if (Present)
            {
                var n = pattern.Entries.Length;
                pattern.Advance(increments.AsSpan(size * n, n), State.AsSpan(), change);
            }
        }
    }
}

using Coppice.Knowledge;

namespace Coppice.Model.Tests;

/// <summary>
/// <c>docs/model.md</c> written down once more, line by line, for one person, and solved as a first course in numerical methods
/// would: classical Runge-Kutta with a step far below every time constant. It shares nothing with what it judges but the names.
/// </summary>
internal sealed class Textbook(Func<Symbol, double> p, int stepsPerMinute = 2, Parts parts = Parts.All)
{
    private const int AM = 0;
    private const int C1 = 1;
    private const int C2 = 2;
    private const int H = 3;
    private const int H2 = 4;
    private const int AH = 5;
    private const int EM = 6;
    private const int EH = 7;
    private const int AF = 8;
    private const int F = 9;
    private const int EF = 10;
    private const int B1 = 11;
    private const int B2 = 12;
    private const int BC = 13;
    private const int BP = 14;
    private const int BQ = 15;
    private const int BE = 16;
    private const int A0 = 17;
    private const int A1 = 18;
    private const int A2 = 19;
    private const int T = 20;
    private const int W = 21;
    private const int GA = 22;
    private const int PA = 23;
    private const int States = 24;

    private readonly double ka = p(Symbol.ka);
    private readonly double v1 = p(Symbol.V1);
    private readonly double q = p(Symbol.Q);
    private readonly double v2 = p(Symbol.V2);
    private readonly double cl = p(Symbol.CL);
    private readonly double r = p(Symbol.R);
    private readonly double fp = p(Symbol.fp);
    private readonly double kh = p(Symbol.kh);
    private readonly double kd = p(Symbol.kd);
    private readonly double kr = p(Symbol.kr);
    private readonly double ke0 = p(Symbol.ke0);
    private readonly double km = p(Symbol.KM);
    private readonly double rH = p(Symbol.rH);
    private readonly double eM = p(Symbol.eM);
    private readonly double eH = p(Symbol.eH);
    private readonly double kF = p(Symbol.kF);
    private readonly double eF = p(Symbol.eF);
    private readonly double clb = p(Symbol.CLb);
    private readonly double vb1 = p(Symbol.Vb1);
    private readonly double vb2 = p(Symbol.Vb2);
    private readonly double vb3 = p(Symbol.Vb3);
    private readonly double qb2 = p(Symbol.Qb2);
    private readonly double qb3 = p(Symbol.Qb3);
    private readonly double keb = p(Symbol.keb);
    private readonly double kb = p(Symbol.KB);
    private readonly double omax = p(Symbol.Omax);
    private readonly double eB = p(Symbol.eB);
    private readonly double tau0 = p(Symbol.tau0);
    private readonly double tau1 = p(Symbol.tau1) / (1 + p(Symbol.pi));
    private readonly double tau2 = p(Symbol.tau2) / (1 + p(Symbol.pi));
    private readonly double w2 = p(Symbol.w2) * (1 + (p(Symbol.pi) / 2));
    private readonly double amax = p(Symbol.Amax);
    private readonly double kA = p(Symbol.KA);
    private readonly double th = p(Symbol.th);
    private readonly double th0 = p(Symbol.th0);
    private readonly double kp = p(Symbol.kp);
    private readonly double w50 = p(Symbol.W50);
    private readonly double tw = p(Symbol.tw);
    private readonly double tauT = p(Symbol.tauT);
    private readonly double ka2 = p(Symbol.ka2);
    private readonly double e2Max = p(Symbol.E2max);

    private readonly double[] y = new double[States];
    private readonly double[] k1 = new double[States];
    private readonly double[] k2 = new double[States];
    private readonly double[] k3 = new double[States];
    private readonly double[] k4 = new double[States];
    private readonly double[] at = new double[States];

    /// <summary>The highest size of each signal at any minute so far.</summary>
    public double[] Highest { get; } = new double[Given.Signals.Length];

    /// <summary>
    /// Runs from nothing taken ever. Gives, for each asked minute, every signal; and withdrawal every so many minutes.
    /// </summary>
    /// <param name="regimen">Doses.</param>
    /// <param name="who">The person's place in the regimen's factors.</param>
    /// <param name="to">The last minute.</param>
    /// <param name="minutes">Minutes at which to read, before a dose.</param>
    /// <param name="every">Minutes between points of the trace.</param>
    public (double[][] Signals, List<double> Trace) Run(
        Regimen regimen,
        int who,
        int to,
        IReadOnlyCollection<int> minutes,
        int every
    )
    {
        var read = new Dictionary<int, double[]>();
        var trace = new List<double>();
        for (var minute = 0; ; minute++)
        {
            var now = Given.Signals.Select(Read).ToArray();
            for (var s = 0; s < now.Length; s++)
            {
                Highest[s] = Math.Max(Highest[s], Math.Abs(now[s]));
            }

            if (minutes.Contains(minute))
            {
                read[minute] = now;
            }

            if (every > 0 && minute > 0 && minute % every == 0)
            {
                trace.Add(now[(int)Signal.Withdrawal]);
            }

            if (minute == to)
            {
                return ([.. minutes.Select(m => read[m])], trace);
            }

            foreach (var dose in regimen.Doses.Where(d => d.Minute == minute))
            {
                Take(dose.Input, dose.Amount * Factor(dose.Content) * Factor(dose.Taken));
            }

            for (var i = 0; i < stepsPerMinute; i++)
            {
                Step(1.0 / 60 / stepsPerMinute);
            }
        }

        double Factor(int index) => index < 0 ? 1 : regimen.Factors[index][who];
    }

    private void Take(Input input, double amount)
    {
        switch (input)
        {
            case Input.Mitragynine: // mg as if from tea: F is in the amount
                y[AM] += 1e6 * amount / 398.5;
                break;
            case Input.SevenHydroxy:
                y[AH] += amount * p(Symbol.g7);
                break;
            case Input.FullAgonist:
                y[AF] += amount;
                break;
            case Input.Buprenorphine when amount > 0: // (3.1)
                var absorbed = amount * p(Symbol.Fb) * Math.Pow(amount / 16, -0.371);
                y[B1] += 0.759 * absorbed;
                y[B2] += 0.241 * absorbed;
                break;
            case Input.Alpha2:
                y[GA] += amount * 24 * ka2;
                break;
        }
    }

    private (double S, double OccB) Drive(double[] x)
    {
        var xM = x[EM] / km; // (4.1)
        var xH = x[EH] * rH / km;
        var xF = x[EF];
        var xB = x[BE] / kb;
        var den = 1 + xM + xH + xF + xB;
        var s = ((eM * xM) + (eH * xH) + (eF * xF) + (eB * omax * xB)) / den; // (4.2)
        return (s, omax * xB / den); // (4.3)
    }

    private static double Hinge(double x) => (x + Math.Sqrt((x * x) + (0.05 * 0.05))) / 2;

    private void Derivative(double[] x, double[] d)
    {
        d[AM] = -ka * x[AM]; // (1.1)
        d[C1] = (ka * x[AM] / v1) - ((cl + q) / v1 * x[C1]) + (q / v1 * x[C2]); // (1.2)
        d[C2] = q / v2 * (x[C1] - x[C2]); // (1.3)
        d[H] =
            (kh * r * (1 - fp) * x[C1])
            + (r * kh * fp / cl * ka * x[AM])
            + (kh * ka * x[AH])
            - (kh * x[H])
            - (kd * x[H])
            + (kr * x[H2]); // (1.4)
        d[H2] = (kd * x[H]) - (kr * x[H2]); // (1.5)
        d[AH] = -ka * x[AH]; // (1.6)
        d[EM] = ke0 * (x[C1] - x[EM]); // (1.7)
        d[EH] = ke0 * (x[H] - x[EH]);

        d[AF] = -ka * x[AF]; // (2.1)
        d[F] = (kF * ka * x[AF]) - (kF * x[F]);
        d[EF] = ke0 * (x[F] - x[EF]);

        d[B1] = -1.72 * x[B1]; // (3.1)
        d[B2] = -0.0875 * x[B2];
        d[BC] =
            (1.72 * x[B1])
            + (0.0875 * x[B2])
            - ((clb + qb2 + qb3) / vb1 * x[BC])
            + (qb2 / vb2 * x[BP])
            + (qb3 / vb3 * x[BQ]); // (3.2)
        d[BP] = (qb2 / vb1 * x[BC]) - (qb2 / vb2 * x[BP]); // (3.3)
        d[BQ] = (qb3 / vb1 * x[BC]) - (qb3 / vb3 * x[BQ]);
        d[BE] = keb * ((1000 * x[BC] / vb1) - x[BE]); // (3.4)

        var (s, occB) = Drive(x);
        var g = amax * s / (s + kA); // (5.1)
        d[A0] = (s - x[A0]) / tau0; // (5.2)
        d[A1] = (g - x[A1]) / tau1;
        d[A2] = (g - x[A2]) / tau2;
        d[T] = ((s / 0.8) - x[T]) / tauT; // (5.3)

        var a = (parts.HasFlag(Parts.Medium) ? (1 - w2) * x[A1] : 0) + (parts.HasFlag(Parts.Slow) ? w2 * x[A2] : 0);
        var fast = parts.HasFlag(Parts.Fast) ? kp : 0;
        var deficit = Hinge(a - s - th) + (fast * Hinge(x[A0] - s - th0) * a * a / ((a * a) + (0.06 * 0.06))); // (6.2)
        var target = 64 * deficit * deficit / ((w50 * w50) + (deficit * deficit)); // (6.3)
        var phi = Math.Pow(occB, 4) / (Math.Pow(occB, 4) + Math.Pow(0.35, 4)); // (6.4)
        d[W] = (target - x[W]) / ((tw * (1 - phi)) + (0.75 * phi));
        d[GA] = -0.5 * x[GA]; // (6.5)
        d[PA] = (0.5 * x[GA]) - (ka2 * x[PA]);
    }

    private double Read(Signal signal)
    {
        var (s, occB) = Drive(y);
        return signal switch
        {
            Signal.Withdrawal => y[W] * (1 - (e2Max * y[PA] / (y[PA] + 0.25))),
            Signal.Tolerance => y[T],
            Signal.SlowDeficit => y[A2] - s,
            Signal.Drive => s,
            Signal.Medium => y[A1],
            Signal.Slow => y[A2],
            Signal.Mitragynine => y[C1],
            Signal.SevenHydroxy => y[H],
            Signal.MitragynineSite => y[EM],
            Signal.Buprenorphine => 1000 * y[BC] / vb1,
            Signal.Occupancy => occB,
            _ => throw new InvalidOperationException($"no '{signal}' in the book"),
        };
    }

    private void Step(double h)
    {
        Derivative(y, k1);
        Shift(k1, h / 2);
        Derivative(at, k2);
        Shift(k2, h / 2);
        Derivative(at, k3);
        Shift(k3, h);
        Derivative(at, k4);
        for (var i = 0; i < States; i++)
        {
            y[i] += h / 6 * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]);
        }
    }

    private void Shift(double[] slope, double h)
    {
        for (var i = 0; i < States; i++)
        {
            at[i] = y[i] + (h * slope[i]);
        }
    }
}

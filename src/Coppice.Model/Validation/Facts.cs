using Coppice.Knowledge;

namespace Coppice.Model.Validation;

/// <summary>
/// The figures that the acceptance facts ask for, by the id of the fact. The facts themselves, with their intervals and sources,
/// are in Knowledge (<c>facts.json</c>).
/// </summary>
public static class Facts
{
    /// <summary>Relative bioavailability of leaf powder in a typical product; unknown, 1 to 4 (ASSUMED).</summary>
    public const double Leaf = 2;

    /// <summary>Relative bioavailability of an extract (DERIVED).</summary>
    public const double Extract = 3.9;

    /// <summary>Mitragynine in a gram of leaf, mg (FIT).</summary>
    public const double MgPerGram = 14;

    /// <summary>Days of a habit before it ends.</summary>
    private const int Long = 150;

    private const int Day = VirtualHabit.Day;

    private static readonly int[] Frequencies = [1, 2, 3, 4, 6];

    private static readonly int[] Durations = [3, 7, 14, 30, 90];

    /// <summary>Computes every figure.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="people">Size of the virtual population.</param>
    /// <param name="seed">Its seed.</param>
    public static IReadOnlyDictionary<string, double> Of(
        IReadOnlyDictionary<Symbol, ModelParameter> parameters,
        int people = 2000,
        ulong seed = 1
    )
    {
        var figures = new Dictionary<string, double>();
        var typical = Members.Typical(parameters);
        var population = Members.Sample(parameters, people, seed);
        Kinetics(typical, figures);
        Buprenorphine(typical, figures);
        LeafWithdrawal(typical, population, seed, figures);
        FullAgonists(typical, population, figures);
        Others(typical, figures);
        EarlyTime(population, typical, seed, figures);
        return figures;
    }

    internal static void Kinetics(Members typical, Dictionary<string, double> figures)
    {
        const int step = 3;
        var tea = Levels(typical, 39, [0], 60, step);
        figures["cmax"] = tea.Mitragynine.Max();
        figures["tmax"] = Top(tea.Mitragynine) * step / 60.0;
        var whole = Levels(typical, 39, [0], 720, 60);
        figures["auc"] = whole.Mitragynine.Sum();
        figures["half-life"] = HalfLife(whole.Mitragynine, 48, 96);
        figures["7oh-cmax"] = tea.SevenHydroxy.Max();
        figures["7oh-tmax"] = Top(tea.SevenHydroxy) * step / 60.0;
        figures["7oh-half-life"] = HalfLife(whole.SevenHydroxy, 3, 12);
        figures["7oh-ratio"] = Ratio(whole, 0, whole.Mitragynine.Length);
        int[] daily = [.. Enumerable.Range(0, 30).Select(d => d * 24)];
        var repeated = Levels(typical, 53.2, daily, 30 * 24, 60);
        figures["7oh-ratio-repeated"] = Ratio(repeated, 14 * 24, 15 * 24);
        figures["7oh-ratio-falls"] = Ratio(Levels(typical, 53.2, [0], 24, 60), 0, 24) - figures["7oh-ratio-repeated"];
        figures["plateau-day-9"] = repeated.Mitragynine[(9 * 24) - 1] / repeated.Mitragynine[^1];
        figures["proportional"] =
            (
                Portable.Log(Levels(typical, 53.2, [0], 12, step).Mitragynine.Max())
                - Portable.Log(Levels(typical, 6.65, [0], 12, step).Mitragynine.Max())
            ) / Portable.Log(8);
        var one = Levels(typical, 59.2 * Extract, [0], 12, step);
        var fifteen = Levels(typical, 59.2 * Extract, daily[..15], 15 * 24, step);
        figures["extract-cmax"] = one.Mitragynine.Max() * 0.3985;
        figures["extract-tmax"] = Top(one.Mitragynine) * step / 60.0;
        figures["extract-accumulation"] = fifteen.Mitragynine[(14 * 24 * 60 / step)..].Max() / one.Mitragynine.Max();
        figures["extract-7oh-ratio"] = one.SevenHydroxy.Max() / one.Mitragynine.Max();
    }

    private static void Buprenorphine(Members typical, Dictionary<string, double> figures)
    {
        foreach (var mg in new[] { 2, 16, 32 })
        {
            var run = Runner.Run(
                typical,
                new Regimen(VirtualHabit.Daily(Input.Buprenorphine, mg, 1, 10)),
                0,
                10 * Day,
                new Request([.. Enumerable.Range(1, 64).Select(i => (9 * Day) + 480 + (i * 15))], [Signal.Occupancy])
            );
            figures[$"bup-occupancy-{mg}"] = Enumerable.Range(0, 64).Max(i => run[i, 0][0]);
        }

        var full = VirtualHabit.Daily(Input.FullAgonist, 96, 4, Long);
        var last = full[^1].Minute;
        var start = last + (24 * 60);
        IEnumerable<Dose> given =
        [
            .. full,
            .. Enumerable.Range(0, 5).Select(d => new Dose(start + (d * Day), Input.Buprenorphine, 16)),
        ];
        var (course, scores) = After(typical, new Regimen(given), last, 4);
        figures["bup-suppresses"] = scores[24 + 48 - 1];
        _ = course;

        var eight = Enumerable.Range(0, 120).Select(d => new Dose((d * Day) + 480, Input.Buprenorphine, 8)).ToList();
        var (stopped, _) = After(typical, new Regimen(eight), eight[^1].Minute, 40);
        figures["bup-stop-peak-day"] = stopped.PeakAt / 24;
        figures["bup-stop-end-day"] = (stopped.Eased ?? double.NaN) / 24;
        figures["bup-stop-peak"] = stopped.Peak;
    }

    private static void LeafWithdrawal(
        Members typical,
        Members population,
        ulong seed,
        Dictionary<string, double> figures
    )
    {
        var (leaf, scores) = After(typical, Grams(9), null, 45);
        figures["leaf-onset"] = leaf.Onset ?? double.NaN;
        figures["leaf-peak-at"] = leaf.PeakAt;
        figures["leaf-end-day"] = (leaf.Eased ?? double.NaN) / 24;
        figures["leaf-peak"] = leaf.Peak;
        figures["leaf-before-next"] = scores[8];
        var (heavy, heavyScores) = After(typical, Grams(15), null, 45);
        figures["chronic-day-5"] = heavyScores[(5 * 24) - 1];
        figures["leaf-peak-15g"] = heavy.Peak;

        var people = Population(population, seed, 9, 0.75, 4, 45);
        figures["population-peak-mean"] = people.Average(c => c.Peak);
        figures["population-peak-sd"] = Sd([.. people.Select(c => c.Peak)]);
        figures["population-onset-median"] = Median([.. people.Select(c => c.Onset).OfType<double>()]);
        figures["population-peak-at-median"] = Median([
            .. people.Where(c => c.Peak >= Course.Threshold).Select(c => c.PeakAt),
        ]);
        figures["population-end-median"] = Median([.. people.Select(c => c.Eased).OfType<double>()]) / 24;

        var byFrequency = Frequencies.Select(n =>
            After(typical, new Regimen(LeafDoses(2.5 * n, n, Long)), null, 20).Course.Peak
        );
        figures["rises-with-frequency"] = Rise([.. byFrequency]);
        var byDays = Durations.Select(days =>
            After(typical, new Regimen(LeafDoses(15, 4, days)), null, 20).Course.Peak
        );
        figures["rises-with-duration"] = Rise([.. byDays]);
        figures["single-exposure"] = After(typical, new Regimen(LeafDoses(8, 1, 1)), null, 10).Course.Peak;
        var fifteenDoses = VirtualHabit.Daily(Input.Mitragynine, 53.2 * Leaf, 1, 15);
        figures["fifteen-doses"] = After(typical, new Regimen(fifteenDoses), null, 23).Course.Peak;
    }

    private static void FullAgonists(Members typical, Members population, Dictionary<string, double> figures)
    {
        var full = new Regimen(VirtualHabit.Daily(Input.FullAgonist, 96, 4, Long));
        var last = full.Doses[^1].Minute;
        var (course, _) = After(typical, full, null, 40);
        figures["full-onset"] = course.Onset ?? double.NaN;
        figures["full-end-day"] = (course.Eased ?? double.NaN) / 24;
        var lasting = typical.With(Symbol.kF, _ => 0.023);
        var methadone = new Regimen(VirtualHabit.Daily(Input.FullAgonist, 30, 1, Long));
        var (slow, _) = After(lasting, methadone, null, 60);
        figures["long-onset"] = slow.Onset ?? double.NaN;
        figures["long-end-day"] = (slow.Eased ?? double.NaN) / 24;

        List<Dose> taper = [.. methadone.Doses];
        for (var day = 0; day < 21; day++)
        {
            taper.Add(new Dose(((Long + day) * Day) + 480, Input.FullAgonist, 30 * (21 - day) / 21.0));
        }

        var began = Long * Day;
        var run = Runner.Run(
            lasting,
            new Regimen(taper),
            0,
            began + (60 * Day),
            new Request([], []) { TraceEvery = 60 }
        );
        var scores = Enumerable.Range(0, 60 * 24).Select(h => run.Trace((began / 60) + h)[0]).ToArray();
        var reduced = Course.Of(scores, 1, 1);
        figures["taper-peak-day"] = reduced.PeakAt / 24;
        figures["taper-normal-day"] = (reduced.Eased ?? double.NaN) / 24;

        var tolerance = Runner.Run(
            typical,
            full,
            0,
            last + (60 * Day),
            new Request([last, last + (14 * Day), last + (28 * Day)], [Signal.Tolerance])
        );
        var span = typical[Symbol.span][0];
        double Multiplier(int output) => 1 + (span * Math.Min(1, tolerance[output, 0][0]));
        figures["tolerance-full"] = Multiplier(0);
        figures["tolerance-day-28"] = Multiplier(2);
        figures["tolerance-loss-day-14"] = Multiplier(0) / Multiplier(1);
        figures["return-hazard"] = figures["tolerance-loss-day-14"];

        var shape = Runner.Run(
            typical,
            full,
            0,
            last + (90 * Day),
            new Request([last + (14 * Day), last + (30 * Day), last + (60 * Day)], [Signal.SlowDeficit])
        );
        figures["protracted-day-30"] = shape[1, 0][0];
        figures["protracted-half-life"] =
            30 * Portable.Log(2) / Portable.Log(shape[1, 0][0] / Math.Max(shape[2, 0][0], 1e-12));
        figures["precipitated-share"] = PrecipitatedShare(population, full, last);
    }

    private static void Others(Members typical, Dictionary<string, double> figures)
    {
        // 7-OH against leaf at the same mean drive: the amount of 7-OH is found by bisection.
        var leaf = Grams(9);
        var wanted = MeanDrive(typical, leaf);
        double low = 1,
            high = 400;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (MeanDrive(typical, SevenHydroxy(middle)) < wanted)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        var sevenCourse = After(typical, SevenHydroxy(low), null, 30).Course;
        var leafCourse = After(typical, leaf, null, 30).Course;
        figures["7oh-earlier"] = (leafCourse.Onset ?? double.NaN) - (sevenCourse.Onset ?? double.NaN);
        figures["7oh-higher"] = sevenCourse.Peak - leafCourse.Peak;
        figures["7oh-mg-at-equal-drive"] = low;

        // An alpha-2 agonist at a full day's dose, from the last use on, against none, on the third day.
        var full = VirtualHabit.Daily(Input.FullAgonist, 96, 4, Long);
        var last = full[^1].Minute;
        var without = After(typical, new Regimen(full), last, 5).Scores[71];
        var with = After(
            typical,
            new Regimen([
                .. full,
                .. Enumerable.Range(1, 16).Select(i => new Dose(last + (i * 360), Input.Alpha2, 0.25)),
            ]),
            last,
            5
        ).Scores[71];
        figures["alpha2"] = 100 * (1 - (with / without));

        figures["stimulant-1.5g"] = StimulantLessSedative(typical, 1.5);
        figures["sedative-8g"] = -StimulantLessSedative(typical, 8);
        double small = 0.5,
            large = 20;
        for (var i = 0; i < 30; i++)
        {
            var middle = (small + large) / 2;
            if (StimulantLessSedative(typical, middle) > 0)
            {
                small = middle;
            }
            else
            {
                large = middle;
            }
        }

        figures["crossover"] = small;
    }

    private static void EarlyTime(Members population, Members typical, ulong seed, Dictionary<string, double> figures)
    {
        // About 5 g a dose, three doses a day, ten hours after the last one of the day.
        var habit = LeafDoses(15, 3, Long);
        var (_, overnight) = AfterAll(population, habit, seed, 0.5, 2);
        figures["overnight-mean"] = Enumerable.Range(0, population.Count).Average(i => overnight[i][9]);
        var glass = VirtualHabit.Daily(Input.Mitragynine, 276.5, 4, Long);
        var (_, malaysia) = AfterAll(population, glass, seed, 0.5, 2);
        figures["malaysia-cows"] = Median([
            .. Enumerable.Range(0, population.Count).Select(i => 0.6 * malaysia[i][9..20].Max()),
        ]);
        figures["malaysia-typical"] = 0.6 * After(typical, new Regimen(glass), null, 2).Scores[9..20].Max();
    }

    private static Regimen Grams(double perDay) => new(LeafDoses(perDay, 4, Long));

    private static List<Dose> LeafDoses(double grams, int dosesPerDay, int days) =>
        VirtualHabit.Daily(Input.Mitragynine, grams * MgPerGram * Leaf, dosesPerDay, days);

    private static Regimen SevenHydroxy(double mg) => new(VirtualHabit.Daily(Input.SevenHydroxy, mg, 4, Long));

    private static double StimulantLessSedative(Members typical, double grams)
    {
        var minutes = Enumerable.Range(1, 32).Select(i => i * 15).ToList();
        var run = Runner.Run(
            typical,
            new Regimen([new Dose(0, Input.Mitragynine, grams * MgPerGram * Leaf)]),
            0,
            480,
            new Request(minutes, [Signal.MitragynineSite, Signal.Drive])
        );
        var site = minutes.Select((_, i) => run[i, 0][0]).Max();
        var drive = minutes.Select((_, i) => run[i, 1][0]).Max();
        return Effects.Stimulant(site) - Effects.Sedative(drive);
    }

    private static double MeanDrive(Members typical, Regimen regimen)
    {
        var last = regimen.Doses[^1].Minute;
        var run = Runner.Run(
            typical,
            regimen,
            0,
            last,
            new Request([.. Enumerable.Range(0, 24).Select(h => last - Day + (h * 60))], [Signal.Drive])
        );
        return Enumerable.Range(0, 24).Average(i => run[i, 0][0]);
    }

    /// <summary>
    /// Share of a population on a full agonist who, given 8 mg of buprenorphine once COWS has reached 8, rise by 6 on COWS within 2 h.
    /// </summary>
    private static double PrecipitatedShare(Members population, Regimen full, int last)
    {
        var history = Runner.Run(population, full, 0, last + (72 * 60), new Request([], []) { TraceEvery = 60 });
        var begun = last / 60;
        var risen = 0;
        var started = 0;
        for (var hour = 4; hour <= 72; hour += 4)
        {
            var here = Enumerable
                .Range(0, population.Count)
                .Where(i =>
                    history.Trace(begun + hour - 1)[i] * 0.6 >= 8
                    && !Enumerable.Range(1, (hour / 4) - 1).Any(h => history.Trace(begun + (h * 4) - 1)[i] * 0.6 >= 8)
                )
                .ToArray();
            if (here.Length == 0)
            {
                continue;
            }

            var at = last + (hour * 60);
            var run = Runner.Run(
                population.Choose(here),
                new Regimen([.. full.Doses, new Dose(at, Input.Buprenorphine, 8)]),
                0,
                at + 120,
                new Request([at, at + 30, at + 60, at + 90, at + 120], [Signal.Withdrawal])
            );
            started += here.Length;
            for (var i = 0; i < here.Length; i++)
            {
                var rise = Enumerable.Range(1, 4).Max(o => run[o, 0][i]) - run[0, 0][i];
                risen += rise * 0.6 >= 6 ? 1 : 0;
            }
        }

        return 100.0 * risen / started;
    }

    private static List<Course> Population(
        Members population,
        ulong seed,
        double gramsPerDay,
        double sd,
        int dosesPerDay,
        int days
    ) => AfterAll(population, LeafDoses(gramsPerDay, dosesPerDay, Long), seed, sd, days).Courses;

    /// <summary>The course after a habit whose amount, content and formulation differ from person to person.</summary>
    private static (List<Course> Courses, List<double[]> Scores) AfterAll(
        Members population,
        IReadOnlyList<Dose> habit,
        ulong seed,
        double sd,
        int days
    )
    {
        var counter = new Counter(seed);
        double[] amount =
        [
            .. Enumerable
                .Range(0, population.Count)
                .Select(i => Portable.Exp(sd * counter.Normal(i, (int)Purpose.Habit))),
        ];
        var regimen = new Regimen([.. habit.Select(d => d with { Content = 0 })], [amount]);
        var last = habit[^1].Minute;
        var run = Runner.Run(population, regimen, 0, last + (days * Day), new Request([], []) { TraceEvery = 60 });
        var scores = Enumerable
            .Range(0, population.Count)
            .Select(i => Enumerable.Range(0, days * 24).Select(h => run.Trace((last / 60) + h)[i]).ToArray())
            .ToList();
        return ([.. scores.Select(s => Course.Of(s, 1, 1))], scores);
    }

    private static (Course Course, double[] Scores) After(Members members, Regimen regimen, int? last, int days)
    {
        var at = last ?? regimen.Doses[^1].Minute;
        var run = Runner.Run(members, regimen, 0, at + (days * Day), new Request([], []) { TraceEvery = 60 });
        var scores = Enumerable.Range(0, days * 24).Select(h => run.Trace((at / 60) + h)[0]).ToArray();
        return (Course.Of(scores, 1, 1), scores);
    }

    private static (double[] Mitragynine, double[] SevenHydroxy) Levels(
        Members typical,
        double mg,
        IReadOnlyList<int> hours,
        int untilHours,
        int every
    )
    {
        var minutes = Enumerable.Range(1, untilHours * 60 / every).Select(i => i * every).ToList();
        var run = Runner.Run(
            typical,
            new Regimen(hours.Select(h => new Dose(h * 60, Input.Mitragynine, mg))),
            0,
            minutes[^1],
            new Request(minutes, [Signal.Mitragynine, Signal.SevenHydroxy])
        );
        return ([.. minutes.Select((_, i) => run[i, 0][0])], [.. minutes.Select((_, i) => run[i, 1][0])]);
    }

    private static double Ratio((double[] Mitragynine, double[] SevenHydroxy) levels, int from, int to) =>
        levels.SevenHydroxy[from..to].Sum() / levels.Mitragynine[from..to].Sum();

    private static int Top(double[] values) => Array.IndexOf(values, values.Max()) + 1;

    private static double HalfLife(double[] hourly, int from, int to) =>
        (to - from) * Portable.Log(2) / Portable.Log(hourly[from - 1] / hourly[to - 1]);

    private static double Rise(double[] values) => values.Zip(values.Skip(1)).Min(p => p.Second - p.First);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN
            : values.Length % 2 == 1 ? values[values.Length / 2]
            : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }

    private static double Sd(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}

using Coppice.Knowledge;

namespace Coppice.Model.Cohorts;

/// <summary>
/// A cohort of made-up people on whom policies are compared: the same people, by the same random numbers, under every policy. Person
/// <c>n</c> of a spec and a seed is always the same person, with the same outcome to the last bit, whoever else is run and on
/// however many threads. Immutable and safe to share between threads.
/// </summary>
/// <remarks>
/// Implementation note: those who take as many doses a day share the times of their doses under every policy, and so run side by
/// side; amounts differ by factors. The habit is simulated once for all policies, for 60 days at most; longer ones are accounted
/// for in closed form (<see cref="ModelState.AsIfFor"/>).
/// </remarks>
public sealed class Cohort
{
    /// <summary>The SOWS from which withdrawal is called moderate.</summary>
    public const double Moderate = 11;

    /// <summary>Longest part of a habit that is simulated, days.</summary>
    private const int LongestLead = 60;

    /// <summary>People who run at once: whole rows of lanes, and few, so that their traces stay small.</summary>
    private const int AtOnce = 16;

    private const int Day = 24 * 60;

    /// <summary>Points of the trace in a day.</summary>
    private const int PointsInDay = 24;

    private static readonly Request Unread = new([], []);
    private static readonly int[] ToleranceDays = [0, 14, 28];

    private readonly CohortSpec spec;
    private readonly IReadOnlyDictionary<Symbol, ModelParameter> parameters;
    private readonly CohortContent[] contents;
    private readonly CohortSchedule[] schedules;
    private readonly Counter counter;
    private readonly ulong seed;
    private readonly bool someBeginLater;

    /// <summary>Prepares a cohort.</summary>
    /// <param name="spec">What it is; without a problem of <see cref="CohortCheck"/>.</param>
    /// <param name="knowledge">Contents of products and parameters of the model.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">The spec has a problem.</exception>
    public Cohort(CohortSpec spec, KnowledgeBase knowledge, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(knowledge);
        if (CohortCheck.Problems(spec, knowledge) is [var problem, ..])
        {
            throw new ArgumentException(problem.ToString(), nameof(spec));
        }

        this.spec = spec;
        this.seed = seed;
        counter = new Counter(seed);
        parameters = knowledge.Model.ToDictionary(
            p => p.Key,
            p =>
                spec.Spread is { } spread && spread.TryGetValue(p.Key.ToString(), out var sd)
                    ? p.Value with
                    {
                        Sd = sd,
                    }
                    : p.Value
        );
        contents = [.. spec.Groups.Select(g => CohortContent.Of(g.Product, g.Amount.Unit, knowledge)!)];
        LeadDays = Math.Min(LongestLead, spec.Groups.Max(g => Days(g.HabitDays, 3)));
        someBeginLater = spec.Groups.Any(g => Days(g.HabitDays, -3) < LeadDays);
        var inputs = contents.Select(c => c.Input).Distinct().Order().ToList();
        schedules =
        [
            .. Enumerable
                .Range(1, CohortCheck.MostDoses)
                .Select(n => new CohortSchedule(spec, inputs, LeadDays, someBeginLater, n)),
        ];
    }

    /// <summary>What every output of a cohort says of itself, beside what the model cannot know (<c>docs/model.md</c>).</summary>
    public static IReadOnlyList<string> Limits { get; } =
    [
        "Made-up people, for education and research. Nothing here is about a real person, and nothing here may set a dose, a medicine or a safety decision.",
        "Everyone follows the policy to the letter: no slips, no medicines, no bad weeks. The model is likely too hopeful about tapers.",
        "Intervals hold how few people were made up, not how wrong the model may be.",
    ];

    /// <summary>Days of the habit that are simulated.</summary>
    public int LeadDays { get; }

    /// <summary>Days that are simulated for one person, over all policies.</summary>
    public long DaysPerPerson => LeadDays + ((long)spec.HorizonDays * spec.Policies.Count);

    /// <summary>Makes people up and runs every policy on them.</summary>
    /// <param name="first">The number of the first person, 0 or more.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="stop">Stops between people.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CohortRun Run(long first, int count, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var people = new CohortPerson[count];
        for (var i = 0; i < count; i++)
        {
            people[i] = Person(first + i);
        }

        var run = new CohortRun(
            first,
            Members.Sample(parameters, count, seed, first),
            people,
            spec.Policies.Count,
            spec.Periods
        );
        foreach (
            var alike in Enumerable.Range(0, count).GroupBy(i => (people[i].DosesPerDay, Priming: Priming(people[i])))
        )
        {
            foreach (var who in alike.Chunk(AtOnce))
            {
                stop.ThrowIfCancellationRequested();
                RunAlike(schedules[alike.Key.DosesPerDay - 1], who, alike.Key.Priming, run);
            }
        }

        return run;
    }

    private static int Days(Spreading habit, double z) =>
        (int)Math.Clamp(Math.Round(habit.At(z), MidpointRounding.AwayFromZero), 1, 36_500);

    private double Priming(CohortPerson person) =>
        person.OpioidPast ? spec.Groups[person.Group].OpioidPast!.Priming : 0;

    private CohortPerson Person(long number)
    {
        var where = counter.Uniform(number, (int)Purpose.Habit, 0);
        var g = 0;
        for (var upTo = spec.Groups[0].Share; where > upTo && g < spec.Groups.Count - 1; upTo += spec.Groups[g].Share)
        {
            g++;
        }

        var group = spec.Groups[g];
        var content = contents[g];
        var amount = group.Amount.Spreading.At(counter.Normal(number, (int)Purpose.Habit, 1));
        return new CohortPerson(
            g,
            amount,
            amount * content.Milligrams.At(counter.Normal(number, (int)Purpose.Content, 0)),
            content.Formulation.At(counter.Normal(number, (int)Purpose.Content, 1)),
            DosesPerDay(group, counter.Uniform(number, (int)Purpose.Habit, 2)),
            Days(group.HabitDays, counter.Normal(number, (int)Purpose.Habit, 3)),
            group.OpioidPast is { } past && counter.Uniform(number, (int)Purpose.Habit, 4) < past.Share
        );
    }

    private static int DosesPerDay(CohortGroup group, double where)
    {
        var weights = group.Weights.ToList();
        var left = where * weights.Sum(w => w.Weight);
        foreach (var (doses, weight) in weights)
        {
            left -= weight;
            if (left <= 0)
            {
                return doses;
            }
        }

        return weights[^1].Doses;
    }

    private void RunAlike(CohortSchedule schedule, int[] who, double priming, CohortRun run)
    {
        CohortPerson[] people = [.. who.Select(i => run.People[i])];
        var members = run.Members.Choose(who).With(Symbol.pi, _ => priming);
        double[][] amounts = [PerPerson(AsTea), PerPerson(p => IsTea(p) ? 0 : p.Milligrams)];
        var habit = new Regimen(schedule.Habit, [.. amounts, .. Begun()]);
        var start = Grown(Runner.Run(members, habit, 0, schedule.Last, Unread).End, members, people);
        var request = new Request(
            [.. ToleranceDays.Where(day => day <= spec.HorizonDays).Select(day => schedule.Last + (day * Day))],
            [Signal.Tolerance]
        )
        {
            TraceEvery = Day / PointsInDay,
        };
        var scores = new double[spec.HorizonDays * PointsInDay];
        for (var p = 0; p < spec.Policies.Count; p++)
        {
            var policy = spec.Policies[p];
            var regimen = new Regimen(schedule.Policies[p], [.. amounts, .. Steps(policy)]);
            var readings = Runner.Run(members, regimen, schedule.Last, schedule.Until, request, start);
            for (var k = 0; k < who.Length; k++)
            {
                for (var point = 0; point < scores.Length; point++)
                {
                    scores[point] = readings.Trace(point)[k];
                }

                run.Outcomes[p][who[k]] = Outcome(
                    scores,
                    [.. Enumerable.Range(0, request.Minutes.Count).Select(n => readings[n, 0][k])],
                    members[Symbol.span][k],
                    LastDose(policy, people[k]),
                    run.Series[p].AsSpan(who[k] * spec.Periods, spec.Periods)
                );
            }
        }

        bool IsTea(CohortPerson person) => contents[person.Group].Input == Input.Mitragynine;

        double AsTea(CohortPerson person) => IsTea(person) ? person.Milligrams * person.Formulation : 0;

        double[] PerPerson(Func<CohortPerson, double> of) => [.. people.Select(of)];

        // By day of the simulated habit, 1 for those who had begun by then.
        IEnumerable<double[]> Begun() =>
            someBeginLater
                ? Enumerable.Range(0, LeadDays).Select(day => PerPerson(p => day >= LeadDays - p.HabitDays ? 1 : 0))
                : [];

        // By step of a taper, the share of the usual amount that is delivered.
        IEnumerable<double[]> Steps(CohortPolicy policy) =>
            Enumerable.Range(0, schedule.StepsOf(policy)).Select(step => PerPerson(p => Delivered(policy, p, step)));

        double? LastDose(CohortPolicy policy, CohortPerson person) =>
            schedule.LastDoseDay(
                policy,
                Enumerable.Range(0, schedule.StepsOf(policy)).Count(step => Delivered(policy, person, step) > 0)
            );
    }

    private double Delivered(CohortPolicy policy, CohortPerson person, int step) =>
        policy.Delivered(person.Amount, spec.Groups[person.Group].Amount.Measure, step) / person.Amount;

    /// <summary>Everyone where their own whole habit has brought them, not only the part that is simulated.</summary>
    private ModelState Grown(ModelState simulated, Members members, CohortPerson[] people)
    {
        var grown = new double[simulated.Values.Length][];
        for (var s = 0; s < grown.Length; s++)
        {
            grown[s] = new double[people.Length];
        }

        for (var k = 0; k < people.Length; k++)
        {
            var days = (simulated.Minute / (double)Day) + Math.Max(0, people[k].HabitDays - LeadDays);
            var one = simulated.Choose([k]).AsIfFor(members.Choose([k]), days);
            for (var s = 0; s < grown.Length; s++)
            {
                grown[s][k] = one.Values[s][0];
            }
        }

        return new ModelState(simulated.Minute, simulated.SinceDose, grown);
    }

    private CohortOutcome Outcome(
        double[] scores,
        double[] tolerance,
        double span,
        double? lastDoseDay,
        Span<float> series
    )
    {
        var sum = 0.0;
        var moderate = 0;
        for (var day = 0; day < spec.HorizonDays; day++)
        {
            var highest = 0.0;
            foreach (var score in scores.AsSpan(day * PointsInDay, PointsInDay))
            {
                sum += score;
                highest = Math.Max(highest, score);
            }

            moderate += highest >= Moderate ? 1 : 0;
            if (series.Length > 0)
            {
                ref var period = ref series[day / spec.PeriodDays];
                period = Math.Max(period, (float)highest);
            }
        }

        var course = Course.Of(scores, 24.0 / PointsInDay, 24.0 / PointsInDay);
        var seen = lastDoseDay <= spec.HorizonDays - CohortCheck.WatchedDays;
        return new CohortOutcome(
            course.Onset,
            course.Peak,
            course.PeakAt,
            seen ? course.Eased / 24 : null,
            moderate / (double)spec.HorizonDays,
            Multiplier(0)!.Value,
            Multiplier(1),
            Multiplier(2),
            sum / PointsInDay,
            lastDoseDay
        );

        double? Multiplier(int which) =>
            which < tolerance.Length ? Effects.C50Multiplier(tolerance[which], span) : null;
    }
}

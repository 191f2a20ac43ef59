using Coppice.Knowledge;
using Coppice.Model;

namespace Coppice.Bench.Ctn;

/// <summary>
/// Coppice's pharmacological model for a trial participant. Full agonist: a daily habit before consent, then each day on which use was
/// reported. Study buprenorphine under the tongue once a day after the visit; methadone as a day of the habit; an injection of naltrexone
/// blocks the full agonist for four weeks. From the last record on: the study drug goes on as it was until the trial's plan ends, and
/// each member uses on as many days as were lately reported.
/// </summary>
/// <remarks>Remembers where a participant was at the last record, so cases are best asked for in order. Not for several threads.</remarks>
internal sealed class ModelSimulator
{
    /// <summary>Members.</summary>
    public const int Size = 64;

    public const ulong Seed = 94;

    private const int MinutesPerDay = 1440;

    /// <summary>Minute of the day at which withdrawal is scored, and after which the study drug is taken (ASSUMED).</summary>
    private const int Visit = 9 * 60;

    /// <summary>The first day that is simulated for each participant; reports of use begin about 30 days before consent.</summary>
    private const int FirstDay = -40;

    /// <summary>Days of the daily habit before that (ASSUMED).</summary>
    private const int HabitDays = 150;

    /// <summary>One of four daily doses of the habit, half-maximal constants times hours: median, and spread of its logarithm (ASSUMED).</summary>
    private const double HabitDose = 8;

    private const double HabitSd = 1.2;

    /// <summary>Index of each member's habit among the factors of a regimen.</summary>
    private const int Habit = 0;

    private const double MostBuprenorphine = 32;

    private static readonly Request Nothing = new([], []);

    private readonly Members members = Members.Sample(KnowledgeBase.Default.Model, Size, Seed);
    private readonly Counter counter = new(Seed);
    private readonly double[] habit;
    private readonly ModelState start;
    private readonly Dictionary<(int Who, int TargetDay), Simulated> done = [];
    private readonly List<double[]> atRecords = [];
    private int who;
    private int minute;
    private ModelState state;

    public ModelSimulator()
    {
        habit = [.. Enumerable.Range(0, Size).Select(i => Math.Exp(HabitSd * counter.Normal(i, (int)Purpose.Habit)))];
        var before = Enumerable.Range(FirstDay - HabitDays, HabitDays).SelectMany(day => DayOfUse(day, Habit));
        start = state = Runner.Run(members, new Regimen([.. before], [habit]), 0, Minute(FirstDay, 0), Nothing).End;
    }

    /// <summary>A <see cref="Simulator"/>. The same question is answered once.</summary>
    public Simulated Simulate(History known, int targetDay)
    {
        if (!done.TryGetValue((known.Who, targetDay), out var simulated))
        {
            simulated = Advance(known, targetDay);
            done.Add((known.Who, targetDay), simulated);
        }

        return simulated;
    }

    private Simulated Advance(History known, int targetDay)
    {
        if (known.Who != who || known.Withdrawal.Count < atRecords.Count)
        {
            (who, minute, state) = (known.Who, Minute(FirstDay, 0), start);
            atRecords.Clear();
        }

        foreach (var record in known.Withdrawal.Skip(atRecords.Count))
        {
            var taken = Enumerable
                .Range(DayOf(minute), record.Day - DayOf(minute) + 1)
                .SelectMany(day => Taken(known, day));
            (state, var scores) = Run(taken, [habit], Minute(record.Day, Visit));
            minute = Minute(record.Day, Visit);
            atRecords.Add(scores);
        }

        var (planned, factors) = Planned(known, targetDay);
        return new Simulated([.. atRecords], Run(planned, factors, Minute(targetDay, Visit)).Scores);
    }

    private (ModelState End, double[] Scores) Run(IEnumerable<Dose> doses, IReadOnlyList<double[]> factors, int until)
    {
        // Both drugs may be on board from before: doses of nothing tell the model so.
        IEnumerable<Dose> earlier = [new(0, Input.FullAgonist, 0), new(0, Input.Buprenorphine, 0)];
        var ahead = earlier.Concat(doses.Where(d => d.Minute >= minute && d.Minute < until).OrderBy(d => d.Minute));
        var readings = Runner.Run(
            members,
            new Regimen([.. ahead], factors),
            minute,
            until,
            new Request([until], [Signal.Withdrawal]),
            state
        );
        return (readings.End, readings[0, 0].ToArray());
    }

    /// <summary>What is known to have been taken on a day; the habit goes on until reports begin.</summary>
    private static IEnumerable<Dose> Taken(History known, int day)
    {
        var reported = known.OpioidDays.Count > 0 ? Math.Min(known.OpioidDays[0], -28) : -28;
        var used = day < reported || known.OpioidDays.Contains(day);
        IEnumerable<Dose> own = used && !Blocked(known, day) ? DayOfUse(day, Habit) : [];
        return own.Concat(known.Drug.Where(d => d.Day == day).SelectMany(d => StudyDrug(known, day, d.Amount)));
    }

    /// <summary>What will be taken, by the plan and by what was usual.</summary>
    private (List<Dose> Doses, List<double[]> Factors) Planned(History known, int targetDay)
    {
        var origin = known.Withdrawal[^1].Day;
        var doses = Taken(known, origin).ToList();
        var factors = new List<double[]> { habit };
        var lately = known.OpioidDays.Count(d => d > origin - 28);
        var rate = (lately + 0.5) / 29;
        var onDrug = known.Drug.Count > 0 && origin - known.Drug[^1].Day <= 2;
        var inHospital = known.Admissions.Count > known.Discharges.Count;
        for (var day = origin + 1; day <= targetDay; day++)
        {
            if (onDrug && day < PlanEnds(known))
            {
                doses.AddRange(StudyDrug(known, day, known.Drug[^1].Amount));
            }

            if (!Blocked(known, day) && !inHospital)
            {
                doses.AddRange(DayOfUse(day, factors.Count));
                factors.Add([.. habit.Select((h, i) => Uses(i, day) ? h : 0)]);
            }
        }

        return (doses, factors);

        bool Uses(int member, int day) =>
            counter.Uniform(member, (int)Purpose.Unlogged, (known.Who * 1000) + day) < rate;
    }

    /// <summary>The trials' plans: four weeks, then sixteen in the second phase of CTN-0030; 24 weeks in the others.</summary>
    private static int PlanEnds(History known)
    {
        var weeks =
            known.Trial != 30 ? 24
            : known.Arms.Count > 1 ? 16
            : 4;
        return (known.Arms.Count == 0 ? known.Withdrawal[^1].Day : known.Arms[^1].Day) + (7 * weeks);
    }

    private static bool Blocked(History known, int day) =>
        known.OnNaltrexone && known.Drug.Any(d => d.Day <= day && d.Day > day - 28);

    private static IEnumerable<Dose> DayOfUse(int day, int factor) =>
        Enumerable.Range(0, 4).Select(i => new Dose(Minute(day, i * 360), Input.FullAgonist, HabitDose, factor));

    private static IEnumerable<Dose> StudyDrug(History known, int day, double amount) =>
        known.Arms.Count > 0 && known.Arms[^1].Treatment == "Methadone" ? DayOfUse(day, Habit)
        : known.OnNaltrexone ? []
        : [new Dose(Minute(day, Visit), Input.Buprenorphine, Math.Min(MostBuprenorphine, amount))];

    private static int Minute(int day, int minute) => ((day - FirstDay + HabitDays) * MinutesPerDay) + minute;

    private static int DayOf(int minute) => (minute / MinutesPerDay) + FirstDay - HabitDays;
}

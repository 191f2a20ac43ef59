using System.Runtime.InteropServices;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>A span of hours that the truth lies in; both ends are equal when the times are exact.</summary>
/// <param name="Low">The least it can be.</param>
/// <param name="High">The most it can be.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hours(double Low, double High)
{
    /// <summary>Whether it can lie below the limit. Gates that protect use this: what cannot be excluded counts.</summary>
    public bool CanBeBelow(double hours) => Low < hours;

    /// <summary>Whether it surely lies at or above the limit.</summary>
    public bool IsAtLeast(double hours) => Low >= hours;
}

/// <summary>
/// A record as it stands at one moment: what has happened by then, indexed for the rules. Later events are not seen. It holds
/// facts and simple look-ups; judgement is in the assessments.
/// </summary>
public sealed class Chart
{
    private readonly Dictionary<Type, object> byKind = [];
    private UsePattern? pattern;
    private OptionsFacts? facts;
    private readonly Dictionary<Condition, ConditionHistory> conditions;
    private readonly Dictionary<Substance, SubstanceHistory> substances;

    private Chart(PersonRecord record, Instant now, KnowledgeBase knowledge)
    {
        Record = record;
        Now = now;
        Knowledge = knowledge;
        Home = record.Person.Home;
        Today = now.InZone(Home).Date;
        Past = InOrder(record.Events);
        BesidesUse = [.. Past.Where(e => e is not (Use or Craving))];
        Uses = All<Use>();
        Habits = All<Habit>();
        Vitals = All<Vitals>();
        Labs = All<Laboratory>();
        Symptoms = All<Symptoms>();
        Medicines = All<Medicine>();
        conditions = record.History.Conditions.ToDictionary(c => c.Condition);
        substances = record.History.Substances.ToDictionary(s => s.Substance);
        Scores = ScoreAll();
        LastUse = FindLastUse();
    }

    /// <summary>The record.</summary>
    public PersonRecord Record { get; }

    /// <summary>The moment.</summary>
    public Instant Now { get; }

    /// <summary>What is known.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The person's zone.</summary>
    public DateTimeZone Home { get; }

    /// <summary>The person's calendar day at that moment.</summary>
    public LocalDate Today { get; }

    /// <summary>Events up to the moment, oldest first; those without a time come first.</summary>
    public IReadOnlyList<Event> Past { get; }

    /// <summary>Everything but single uses and cravings, which are most of a log, oldest first.</summary>
    public IReadOnlyList<Event> BesidesUse { get; }

    /// <summary>Uses, oldest first.</summary>
    public IReadOnlyList<Use> Uses { get; }

    /// <summary>Stated patterns of use, oldest first.</summary>
    public IReadOnlyList<Habit> Habits { get; }

    /// <summary>Vital signs, oldest first.</summary>
    public IReadOnlyList<Vitals> Vitals { get; }

    /// <summary>Laboratory results, oldest first.</summary>
    public IReadOnlyList<Laboratory> Labs { get; }

    /// <summary>Symptom reports, oldest first.</summary>
    public IReadOnlyList<Symptoms> Symptoms { get; }

    /// <summary>Medicine events, oldest first.</summary>
    public IReadOnlyList<Medicine> Medicines { get; }

    /// <summary>Scores of everything answered, oldest first.</summary>
    public IReadOnlyList<Score> Scores { get; }

    /// <summary>The stated pattern that holds now: the latest one. Null when none was stated.</summary>
    public Habit? Habit => Habits.Count > 0 ? Habits[^1] : null;

    /// <summary>When kratom was last used, as a span of moments; null when no use is known.</summary>
    public (Instant Earliest, Instant Latest)? LastUse { get; }

    /// <summary>How much and how often, now.</summary>
    public UsePattern Pattern => pattern ??= UsePattern.Of(this);

    /// <summary>Facts that the setting, the options and the monitoring plan share.</summary>
    internal OptionsFacts Facts => facts ??= OptionsFacts.Of(this);

    /// <summary>Hours since the last known use; null when none is known.</summary>
    public Hours? SinceLastUse =>
        LastUse is { } use
            ? new Hours(Math.Max(0, (Now - use.Latest).TotalHours), Math.Max(0, (Now - use.Earliest).TotalHours))
            : null;

    /// <summary>Reads the record at a moment.</summary>
    public static Chart Of(PersonRecord record, Instant now, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(knowledge);
        return new Chart(record, now, knowledge);
    }

    /// <summary>Events of one kind, oldest first.</summary>
    public IReadOnlyList<T> All<T>()
        where T : Event
    {
        if (!byKind.TryGetValue(typeof(T), out var known))
        {
            var most = typeof(T) == typeof(Use) || typeof(T) == typeof(Craving);
            known = (most ? Past : BesidesUse).OfType<T>().ToList();
            byKind.Add(typeof(T), known);
        }

        return (List<T>)known;
    }

    /// <summary>The latest event of one kind, or null.</summary>
    public T? Last<T>()
        where T : Event => All<T>() is { Count: > 0 } all ? all[^1] : null;

    /// <summary>Whether the person has the condition: true, false, or null when not known.</summary>
    public bool? Has(Condition condition) => conditions.TryGetValue(condition, out var known) ? known.Present : null;

    /// <summary>Whether the condition is known to be present and severe or unstable now.</summary>
    public bool HasSevere(Condition condition) =>
        conditions.TryGetValue(condition, out var known) && known is { Present: true, Severe: true };

    /// <summary>What is known of a substance, or null.</summary>
    public SubstanceHistory? About(Substance substance) => substances.GetValueOrDefault(substance);

    /// <summary>Whether the person is known to be pregnant.</summary>
    public bool IsPregnant => Facts.Pregnant == true;

    /// <summary>Hours between an event and now; null when the event has no time.</summary>
    public Hours? Since(Event happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Since(happened.At);
    }

    /// <summary>Hours between a time and now; null when there is no time.</summary>
    public Hours? Since(EventTime? at) =>
        at is { } t
            ? new Hours(
                Math.Max(0, (Now - Instant.Min(t.Latest(Home), Now)).TotalHours),
                Math.Max(0, (Now - t.Earliest(Home)).TotalHours)
            )
            : null;

    /// <summary>Whether an event can have happened within the last hours. One without a time cannot be excluded.</summary>
    public bool Within(Event happened, double hours) => Since(happened) is not { } since || since.Low <= hours;

    /// <summary>
    /// The latest report of a symptom within the last hours: present (true), absent (false), or null when it was not asked.
    /// </summary>
    public SymptomReport? Latest(Symptom symptom, double withinHours, out Event? source)
    {
        for (var i = Symptoms.Count - 1; i >= 0; i--)
        {
            if (!Within(Symptoms[i], withinHours))
            {
                continue;
            }

            foreach (var report in Symptoms[i].Reports)
            {
                if (report.Symptom == symptom)
                {
                    source = Symptoms[i];
                    return report;
                }
            }
        }

        source = null;
        return null;
    }

    /// <summary>Whether a symptom was present at its latest report within the last hours.</summary>
    public bool Present(Symptom symptom, double withinHours) =>
        Latest(symptom, withinHours, out _) is { Present: true };

    /// <summary>The latest score of an instrument, or null.</summary>
    public Score? LatestScore(string instrument, double withinHours = double.MaxValue)
    {
        for (var i = Scores.Count - 1; i >= 0; i--)
        {
            if (
                Scores[i].Instrument == instrument
                && (Since(Scores[i].At) is not { } since || since.Low <= withinHours)
            )
            {
                return Scores[i];
            }
        }

        return null;
    }

    /// <summary>The latest result of an analyte, or null.</summary>
    public Laboratory? LatestLab(Analyte analyte)
    {
        for (var i = Labs.Count - 1; i >= 0; i--)
        {
            if (Labs[i].Analyte == analyte)
            {
                return Labs[i];
            }
        }

        return null;
    }

    /// <summary>
    /// Medicines that are on board as far as is known: prescribed and not stopped since, or given within the last
    /// <paramref name="givenWithinHours"/> hours.
    /// </summary>
    public IEnumerable<Medicine> OnBoard(double givenWithinHours = 72)
    {
        var latest = new Dictionary<string, Medicine>();
        foreach (var medicine in Medicines)
        {
            switch (medicine.Action)
            {
                case MedicineAction.Prescribed:
                    latest[medicine.Name] = medicine;
                    break;
                case MedicineAction.Stopped:
                    latest.Remove(medicine.Name);
                    break;
                case MedicineAction.Given when Within(medicine, givenWithinHours):
                    latest[medicine.Name] = medicine;
                    break;
                default:
                    break;
            }
        }

        return latest.Values;
    }

    /// <summary>Medicines on board that belong to a class.</summary>
    public IEnumerable<Medicine> OnBoard(MedicineClass kind, double givenWithinHours = 72) =>
        OnBoard(givenWithinHours).Where(m => IsA(m.Name, kind));

    /// <summary>Whether a medicine is known to belong to a class.</summary>
    public bool IsA(string medicine, MedicineClass kind) =>
        Knowledge.Medicines.TryGetValue(medicine, out var known) && known.Classes.Contains(kind);

    /// <summary>Kinds of product used, by log within the last 30 days or by the stated pattern.</summary>
    public IReadOnlySet<ProductKind> RecentProducts()
    {
        var kinds = new HashSet<ProductKind>();
        if (Habit is { } habit)
        {
            kinds.Add(habit.Product.Kind);
        }

        for (var i = Uses.Count - 1; i >= 0 && Within(Uses[i], 30 * 24); i--)
        {
            kinds.Add(Uses[i].Product.Kind);
        }

        return kinds;
    }

    private List<Score> ScoreAll()
    {
        var scores = new List<Score>();
        foreach (var answers in All<Answers>())
        {
            if (
                Knowledge.Instruments.TryGetValue(answers.Instrument, out var instrument)
                && Scoring.Illegal(instrument, answers).Count == 0
            )
            {
                scores.Add(Scoring.Score(instrument, answers));
            }
        }

        return scores;
    }

    /// <summary>Events up to now, oldest first, those without a time first; events of the same moment keep the record's order.</summary>
    private List<Event> InOrder(IReadOnlyList<Event> events)
    {
        var kept = new List<Event>(events.Count);
        var starts = new List<Instant>(events.Count);
        var sorted = true;
        foreach (var happened in events)
        {
            var start = happened.At?.Earliest(Home) ?? Instant.MinValue;
            if (start <= Now)
            {
                sorted &= starts.Count == 0 || starts[^1] <= start;
                kept.Add(happened);
                starts.Add(start);
            }
        }

        return sorted ? kept : [.. kept.Zip(starts).OrderBy(e => e.Second).Select(e => e.First)];
    }

    private (Instant, Instant)? FindLastUse()
    {
        (Instant Earliest, Instant Latest)? last = null;
        foreach (var habit in Habits)
        {
            last = Later(last, habit.LastUse);
        }

        // A use that begins more than the longest day before another cannot end after it.
        for (var i = Uses.Count - 1; i >= 0; i--)
        {
            if (Uses[i].At is not { } at || last?.Earliest - at.Earliest(Home) > Duration.FromHours(25))
            {
                break;
            }

            last = Later(last, at);
        }

        return last;
    }

    private (Instant Earliest, Instant Latest)? Later((Instant Earliest, Instant Latest)? known, EventTime? at)
    {
        if (at is not { } time || time.Earliest(Home) is var earliest && earliest > Now)
        {
            return known;
        }

        var latest = Instant.Min(time.Latest(Home), Now);
        return known is { } k ? (Instant.Max(k.Earliest, earliest), Instant.Max(k.Latest, latest)) : (earliest, latest);
    }
}

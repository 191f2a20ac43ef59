using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>
/// The record as the safety rules read it. A sign that cannot be excluded counts as there; a sign that was not asked or measured
/// is not known and is never read as normal.
/// </summary>
internal sealed class SafetyFacts
{
    /// <summary>Hours in which a danger sign still calls for action now (clinical dossier 4.2 row E: "now / less than 24 h").</summary>
    public const double DangerHours = 24;

    /// <summary>
    /// Hours in which signs, scores and results describe the present state. Three days is the usual time to the peak of kratom
    /// withdrawal (coppice-withdrawal-window).
    /// </summary>
    public const double StateHours = 72;

    /// <summary>Days for which a test, an ECG or a plan to give a medicine speaks of the present. A convention.</summary>
    public const double RecentDays = 90;

    /// <summary>Hours for which single symptoms are looked at: 90 days, the longest window of a rule.</summary>
    public const double RememberedHours = RecentDays * 24;

    /// <summary>
    /// Hours without kratom or 7-OH before a gate may open: 14 days, the long end of 7-14 (coppice-naltrexone-interval).
    /// </summary>
    public const double WashoutHours = 14 * 24;

    /// <summary>The least COWS that is withdrawal (mild begins at 5: cows-bands-ctn).</summary>
    public const decimal CowsMild = 5;

    /// <summary>The least COWS that is moderate (cows-bands-ctn).</summary>
    public const decimal CowsModerate = 13;

    /// <summary>The least COWS that is moderately severe (cows-bands-ctn).</summary>
    public const decimal CowsSevere = 25;

    /// <summary>The least SOWS that is moderate (sows-bands-ctn); lower ones occur without any withdrawal.</summary>
    public const decimal SowsModerate = 11;

    /// <summary>The least SOWS that is severe (sows-bands-ctn).</summary>
    public const decimal SowsSevere = 21;

    /// <summary>Distinct withdrawal signs that together are read as withdrawal when no scale was done. A convention.</summary>
    public const int SignsOfWithdrawal = 3;

    private static readonly Symptom[] WithdrawalSigns =
    [
        Symptom.Anxiety,
        Symptom.Restlessness,
        Symptom.Yawning,
        Symptom.Sweating,
        Symptom.Tearing,
        Symptom.RunnyNose,
        Symptom.Gooseflesh,
        Symptom.Tremor,
        Symptom.HotFlashes,
        Symptom.Chills,
        Symptom.Aches,
        Symptom.Nausea,
        Symptom.Vomiting,
        Symptom.Diarrhoea,
        Symptom.Cramps,
        Symptom.Twitching,
        Symptom.Insomnia,
        Symptom.RestlessLegs,
        Symptom.Agitation,
    ];

    private readonly List<(SymptomReport Report, Symptoms Source)>?[] symptoms = new List<(SymptomReport, Symptoms)>?[
        (int)Enum.GetValues<Symptom>().Max() + 1
    ];

    private readonly List<Vitals> vitals;
    private readonly List<Medicine> onBoard;
    private List<Input>? withdrawal;

    public SafetyFacts(Chart chart)
    {
        Chart = chart;
        foreach (var happened in chart.Past)
        {
            Keep(happened);
        }

        foreach (var source in Recent(chart.Symptoms, RememberedHours))
        {
            foreach (var report in source.Reports)
            {
                (symptoms[(int)report.Symptom] ??= []).Add((report, source));
            }
        }

        vitals = Recent(chart.Vitals, StateHours);
        onBoard = [.. chart.OnBoard()];
        RecentUses = Recent(chart.Uses, RecentDays * 24);
        Kratom = new SafetyKratom(this);
        Naltrexone = new SafetyNaltrexone(this);
        Sedatives = new SafetySedatives(this);
    }

    public Chart Chart { get; }

    /// <summary>Uses of the last 90 days, oldest first; those without a time come first.</summary>
    public IReadOnlyList<Use> RecentUses { get; }

    public List<Life> Lives { get; } = [];

    public List<CareEpisode> Contacts { get; } = [];

    public List<Ecg> Ecgs { get; } = [];

    public List<UrineTest> UrineTests { get; } = [];

    public List<FunctionReport> Functions { get; } = [];

    public List<Answers> Answers { get; } = [];

    public List<Craving> Cravings { get; } = [];

    /// <summary>Whether the record speaks of kratom through money, stock or craving, without saying when it was used.</summary>
    public bool MentionsKratom { get; private set; }

    public SafetyKratom Kratom { get; }

    public SafetyNaltrexone Naltrexone { get; }

    public SafetySedatives Sedatives { get; }

    /// <summary>A word of the record in plain letters, such as <c>blood in vomit or stool</c>.</summary>
    public static string Plain<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select(
                    (c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
                )
        );

    /// <summary>What a finding shows of an event.</summary>
    public static Input Of(string what, string value, Event? source) => new(what, value, source?.At?.ToString());

    /// <summary>What a finding shows of a medicine.</summary>
    public static Input Of(Medicine medicine) =>
        Of("Medicine", $"{medicine.Name} ({Plain(medicine.Action)})", medicine);

    /// <summary>What a finding shows of an event of life.</summary>
    public static Input Of(Life life) => Of("Event", Plain(life.What), life);

    /// <summary>Makes a finding.</summary>
    public Finding Finding(
        string rule,
        Urgency urgency,
        IEnumerable<Input> because,
        IEnumerable<string>? missing = null,
        params ReadOnlySpan<Said> words
    ) => Chart.Knowledge.Finding(rule, urgency, because, missing, words);

    /// <summary>
    /// Symptoms of which any report within the hours says "present", whatever was said later: a seizure that is over was still a
    /// seizure.
    /// </summary>
    public List<Input> Any(double withinHours, params ReadOnlySpan<Symptom> which) =>
        Find(withinHours, which, standing: false);

    /// <summary>Symptoms that are present within the hours and were not denied since.</summary>
    public List<Input> Now(double withinHours, params ReadOnlySpan<Symptom> which) =>
        Find(withinHours, which, standing: true);

    /// <summary>The highest severity (0-4) at which a symptom stands within the hours; null when not graded or not there.</summary>
    public decimal? Severity(Symptom symptom, double withinHours)
    {
        decimal? highest = null;
        foreach (var (report, source) in Reports(symptom))
        {
            if (IsPresent(report) && Chart.Within(source, withinHours) && !DeniedSince(symptom, source))
            {
                highest = report.Severity is { } severity ? Math.Max(highest ?? severity, severity) : highest;
            }
        }

        return highest;
    }

    /// <summary>
    /// The readings of one vital sign that may be the latest one within the hours: one, unless the times leave the order open.
    /// </summary>
    public List<(decimal Value, Vitals Source)> Reading(Func<Vitals, decimal?> sign, double withinHours)
    {
        var found = vitals.FindAll(v => sign(v) is not null && Chart.Within(v, withinHours));
        return [.. MayBeLatest(found).Select(v => (sign(v)!.Value, v))];
    }

    /// <summary>Of events that are oldest first, those that may be the latest one. Those without a time only when none has one.</summary>
    public IEnumerable<T> MayBeLatest<T>(IReadOnlyList<T> events)
        where T : Event
    {
        if (events.Count == 0)
        {
            return [];
        }

        if (events[^1].At is not { } last)
        {
            return events;
        }

        var newest = last.Earliest(Chart.Home);
        return events.Where(e => e.At is { } at && at.Latest(Chart.Home) >= newest);
    }

    /// <summary>The latest event of life of one of the kinds within the hours, or null.</summary>
    public Life? Lived(double withinHours, params ReadOnlySpan<LifeEvent> kinds)
    {
        for (var i = Lives.Count - 1; i >= 0; i--)
        {
            if (kinds.Contains(Lives[i].What) && Chart.Within(Lives[i], withinHours))
            {
                return Lives[i];
            }
        }

        return null;
    }

    /// <summary>The latest contact of the kind within the hours, or null.</summary>
    public CareEpisode? Met(double withinHours, CareContact kind) =>
        Contacts.FindLast(c => c.Contact == kind && Chart.Within(c, withinHours));

    /// <summary>The latest answer to an item, whatever else of the form is blank or wrong.</summary>
    public (decimal Value, Answers Source)? Answer(string instrument, string item, double withinHours)
    {
        for (var i = Answers.Count - 1; i >= 0; i--)
        {
            if (
                Answers[i].Instrument == instrument
                && Chart.Within(Answers[i], withinHours)
                && Answers[i].Items is { } items
                && items.GetValueOrDefault(item) is { } value
            )
            {
                return (value, Answers[i]);
            }
        }

        return null;
    }

    /// <summary>Whether a result of the analyte is there from within the hours.</summary>
    public Laboratory? Lab(Analyte analyte, double withinHours) =>
        Chart.LatestLab(analyte) is { } lab && Chart.Within(lab, withinHours) ? lab : null;

    /// <summary>
    /// Events that can have happened within the hours, of a list that is oldest first. It looks at the recent ones only: one whose
    /// day began more than two days before the window cannot reach into it.
    /// </summary>
    public List<T> Recent<T>(IReadOnlyList<T> events, double withinHours)
        where T : Event
    {
        var oldest = Chart.Now - Duration.FromHours(withinHours + 48);
        var first = events.Count;
        while (first > 0 && events[first - 1].At is { } at && at.Earliest(Chart.Home) >= oldest)
        {
            first--;
        }

        var found = new List<T>();
        for (var i = 0; i < first && events[i].At is null; i++)
        {
            found.Add(events[i]);
        }

        for (var i = first; i < events.Count; i++)
        {
            if (Chart.Within(events[i], withinHours))
            {
                found.Add(events[i]);
            }
        }

        return found;
    }

    /// <summary>Medicines of a class that are on board.</summary>
    public List<Medicine> OnBoard(MedicineClass kind) => onBoard.FindAll(m => Chart.IsA(m.Name, kind));

    /// <summary>Medicines of a class that are on board, and those being considered: a gate is of most use before a medicine is added.</summary>
    public List<Medicine> InPlay(MedicineClass kind)
    {
        List<Medicine> found = OnBoard(kind);
        var considered = new Dictionary<string, Medicine>(StringComparer.Ordinal);
        foreach (var medicine in Chart.Medicines)
        {
            if (medicine.Action == MedicineAction.Stopped)
            {
                considered.Remove(medicine.Name);
            }
            else if (
                medicine.Action == MedicineAction.Considered
                && Chart.IsA(medicine.Name, kind)
                && Chart.Within(medicine, RecentDays * 24)
                && !found.Exists(m => m.Name == medicine.Name)
            )
            {
                considered[medicine.Name] = medicine;
            }
        }

        found.AddRange(considered.Values);
        return found;
    }

    /// <summary>What speaks for withdrawal now: a scale, three signs, or a stop within the washout. Empty when nothing does.</summary>
    public IReadOnlyList<Input> Withdrawal() => withdrawal ??= FindWithdrawal();

    private List<Input> FindWithdrawal()
    {
        var found = new List<Input>();
        if (Chart.LatestScore("cows", StateHours) is { } cows && cows.Low >= CowsMild)
        {
            found.Add(new Input("COWS", Total(cows), cows.At?.ToString()));
        }

        if (Chart.LatestScore("sows", StateHours) is { } sows && sows.Low >= SowsModerate)
        {
            found.Add(new Input("SOWS", Total(sows), sows.At?.ToString()));
        }

        var signs = Now(StateHours, WithdrawalSigns);
        if (signs.Count >= SignsOfWithdrawal)
        {
            found.AddRange(signs);
        }

        if (Lived(WashoutHours, LifeEvent.StoppedKratom, LifeEvent.CutDown) is { } stop)
        {
            found.Add(Of(stop));
        }

        if (Met(WashoutHours, CareContact.WithdrawalCare) is { } care)
        {
            found.Add(Of("Contact", Plain(care.Contact), care));
        }

        return found;
    }

    /// <summary>Withdrawal signs told or seen after one moment and up to another.</summary>
    public List<Input> SignsBetween(Instant after, Instant until)
    {
        var found = new List<Input>();
        foreach (var symptom in WithdrawalSigns)
        {
            foreach (var (report, source) in Reports(symptom))
            {
                if (IsPresent(report) && MayBeBetween(source.At, after, until))
                {
                    found.Add(Show(report, source));
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>A symptom that was told or seen after one moment and up to another, or null.</summary>
    public Input? SignBetween(Symptom symptom, Instant after, Instant until)
    {
        foreach (var (report, source) in Reports(symptom))
        {
            if (IsPresent(report) && MayBeBetween(source.At, after, until))
            {
                return Show(report, source);
            }
        }

        return null;
    }

    /// <summary>Whether a time can lie after one moment and not after another. No time cannot be placed, so it does not count.</summary>
    public bool MayBeBetween(EventTime? at, Instant after, Instant until) =>
        at is { } time && time.Latest(Chart.Home) > after && time.Earliest(Chart.Home) <= until;

    /// <summary>A score in words: the total, or the range that the answers allow.</summary>
    public static string Total(Score score) =>
        score.Total is { } total ? total.Text() : $"{score.Low.Text()}-{score.High.Text()} (incomplete)";

    private static bool IsPresent(SymptomReport report) => report is { Present: true } and not { Severity: 0 };

    private static Input Show(SymptomReport report, Symptoms source) =>
        Of(
            "Symptom",
            report.Severity is { } severity
                ? $"{Plain(report.Symptom)}, severity {severity.Text()} of 4"
                : Plain(report.Symptom),
            source
        );

    private List<(SymptomReport Report, Symptoms Source)> Reports(Symptom symptom) => symptoms[(int)symptom] ?? [];

    private List<Input> Find(double withinHours, ReadOnlySpan<Symptom> which, bool standing)
    {
        var found = new List<Input>();
        foreach (var symptom in which)
        {
            var reports = Reports(symptom);
            for (var i = reports.Count - 1; i >= 0; i--)
            {
                var (report, source) = reports[i];
                if (
                    IsPresent(report)
                    && Chart.Within(source, withinHours)
                    && !(standing && DeniedSince(symptom, source))
                )
                {
                    found.Add(Show(report, source));
                    break;
                }
            }
        }

        return found;
    }

    private bool DeniedSince(Symptom symptom, Symptoms source) =>
        Reports(symptom)
            .Exists(r =>
                !IsPresent(r.Report)
                && r.Source.At is { } denied
                && (source.At is not { } told || denied.Earliest(Chart.Home) >= told.Latest(Chart.Home))
            );

    private void Keep(Event happened)
    {
        switch (happened)
        {
            case Life life:
                Lives.Add(life);
                break;
            case CareEpisode care:
                Contacts.Add(care);
                break;
            case Ecg ecg:
                Ecgs.Add(ecg);
                break;
            case UrineTest test:
                UrineTests.Add(test);
                break;
            case FunctionReport report:
                Functions.Add(report);
                break;
            case Answers answers:
                Answers.Add(answers);
                MentionsKratom |= answers.Instrument is "kud" or "kds";
                break;
            case Craving craving:
                Cravings.Add(craving);
                MentionsKratom = true;
                break;
            case Spending or Stock:
                MentionsKratom = true;
                break;
            default:
                break;
        }
    }
}

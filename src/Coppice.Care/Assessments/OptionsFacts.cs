using Coppice.Record;

namespace Coppice.Care;

/// <summary>
/// Facts that the setting suggestion, the options and the monitoring plan share, each of them yes, no or not known.
/// What the record does not say is not known; it is never read as no.
/// </summary>
internal sealed class OptionsFacts
{
    /// <summary>Hours for which a withdrawal score or a vital sign counts as "now" before a dose: the interval between checks.</summary>
    public const double NowHours = 4;

    /// <summary>Hours for which a withdrawal score describes the episode.</summary>
    public const double EpisodeHours = 24;

    /// <summary>Days for which a symptom screen (two-week or one-month window) is taken as current.</summary>
    public const int ScreenDays = 30;

    /// <summary>Days for which laboratory results describe an injury that is going on.</summary>
    public const int LabDays = 30;

    /// <summary>QTc, ms, from which it is long in men and when sex is not known; women: <see cref="LongQtcWomen"/>.</summary>
    public const int LongQtc = 450;

    /// <summary>QTc, ms, from which it is long in women.</summary>
    public const int LongQtcWomen = 460;

    /// <summary>QTc, ms, from which it is urgent.</summary>
    public const int UrgentQtc = 500;

    private static readonly Substance[] SedativeSubstances =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
        Substance.Gabapentinoid,
        Substance.PrescriptionOpioid,
    ];

    private static readonly Substance[] ShortOpioids = [Substance.Heroin, Substance.PrescriptionOpioid];

    private static readonly Substance[] LongOpioids = [Substance.Methadone, Substance.Fentanyl];

    private OptionsFacts(Chart chart)
    {
        Chart = chart;
        Pattern = chart.Pattern;
        Products = chart.RecentProducts();
        OnBoard = [.. chart.OnBoard()];
        (Sedatives, SedativeNames) = FindSedatives();
        SevenOh = FindSevenOh();
        Pregnant = FindPregnant();
        Seizures = FindSeizures();
        Ecg = chart.All<Ecg>().LastOrDefault(e => e.QtcMs is not null);
        LongQt = FindLongQt();
        LiverRaised = FindLiverRaised();
        ElectrolytesLow =
            chart.Has(Condition.ElectrolyteProblem) == true
            || BelowLimit(Analyte.Potassium)
            || BelowLimit(Analyte.Magnesium);
        CareNow = chart.Last<CareEpisode>();
    }

    public Chart Chart { get; }

    /// <summary>How much and how often.</summary>
    public UsePattern Pattern { get; }

    /// <summary>Kinds of product used lately.</summary>
    public IReadOnlySet<ProductKind> Products { get; }

    /// <summary>Medicines on board.</summary>
    public IReadOnlyList<Medicine> OnBoard { get; }

    /// <summary>Alcohol, sedative medicines or other opioids are used now.</summary>
    public bool? Sedatives { get; }

    /// <summary>Which ones.</summary>
    public IReadOnlyList<string> SedativeNames { get; }

    /// <summary>A 7-OH or pseudoindoxyl product is used.</summary>
    public bool? SevenOh { get; }

    /// <summary>Pregnant now.</summary>
    public bool? Pregnant { get; }

    /// <summary>Has ever had a seizure.</summary>
    public bool? Seizures { get; }

    /// <summary>The latest ECG with a QTc.</summary>
    public Ecg? Ecg { get; }

    /// <summary>QTc is long, or long QT is congenital. A normal tracing older than <see cref="LabDays"/> says nothing of now.</summary>
    public bool? LongQt { get; }

    /// <summary>
    /// A liver test is above that laboratory's limit, or there is acute hepatitis. Normal tests older than <see cref="LabDays"/> say
    /// nothing of now.
    /// </summary>
    public bool? LiverRaised { get; }

    /// <summary>
    /// Potassium or magnesium is low: stated in the history, or the latest result within <see cref="LabDays"/> is below that
    /// laboratory's lower limit.
    /// </summary>
    public bool ElectrolytesLow { get; }

    /// <summary>Age in years; null when not known.</summary>
    public int? AgeYears => Chart.Record.Person.AgeYears;

    /// <summary>The latest contact with care.</summary>
    public CareEpisode? CareNow { get; }

    /// <summary>Admitted to a hospital or a residential place and not discharged since.</summary>
    public bool Inpatient =>
        CareNow is { Contact: not CareContact.Discharge }
        && (
            CareNow.Contact == CareContact.Admission
            || CareNow.Setting is CareSetting.Hospital or CareSetting.Residential
        );

    /// <summary>Whether this is the record of a newborn who was exposed before birth.</summary>
    public bool Newborn => Chart.Record.Person is { ExposedToKratomBeforeBirth: true, AgeYears: null or 0 };

    public static OptionsFacts Of(Chart chart) => new(chart);

    /// <summary>Whether a score surely reaches a limit, surely does not, or cannot be told.</summary>
    public static bool? Reaches(Score? score, decimal limit) =>
        score is null ? null
        : score.Low >= limit ? true
        : score.High < limit ? false
        : null;

    /// <summary>Whether a medicine is buprenorphine, alone or with naloxone.</summary>
    public static bool IsBuprenorphine(Medicine medicine) =>
        medicine.Name.StartsWith("buprenorphine", StringComparison.Ordinal);

    /// <summary>The latest value of a vital sign within the last hours, or null.</summary>
    public decimal? Vital(Func<Vitals, decimal?> sign, double withinHours, out Vitals? source)
    {
        for (var i = Chart.Vitals.Count - 1; i >= 0; i--)
        {
            if (sign(Chart.Vitals[i]) is { } value && Chart.Within(Chart.Vitals[i], withinHours))
            {
                source = Chart.Vitals[i];
                return value;
            }
        }

        source = null;
        return null;
    }

    /// <summary>The latest result of an analyte within <see cref="LabDays"/>, in upper limits of normal; null when not known.</summary>
    public decimal? RecentTimesLimit(Analyte analyte) =>
        Chart.LatestLab(analyte) is { } lab && Chart.Within(lab, LabDays * 24) ? lab.TimesUpperLimit : null;

    /// <summary>The latest score within <see cref="ScreenDays"/>.</summary>
    public Score? Screen(string instrument) => Chart.LatestScore(instrument, ScreenDays * 24);

    /// <summary>The answers behind the latest legal score of an instrument within the hours, when items were given.</summary>
    public IReadOnlyDictionary<string, decimal?>? Items(string instrument, double withinHours)
    {
        var all = Chart.All<Answers>();
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (all[i].Instrument == instrument && Chart.Within(all[i], withinHours))
            {
                return all[i].Items;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a clinician saw a sign of withdrawal: an item of COWS that cannot be scored on the person's word alone, or any
    /// sign of OOWS. Null when no items are on record.
    /// </summary>
    public bool? ObjectiveSign(double withinHours)
    {
        if (Chart.LatestScore("oows", withinHours) is { Low: >= 1 })
        {
            return true;
        }

        if (Items("cows", withinHours) is not { } items)
        {
            return null;
        }

        var known = true;
        foreach (var (item, least) in SeenFrom)
        {
            if (!items.TryGetValue(item, out var value) || value is not { } points)
            {
                known = false;
            }
            else if (points >= least)
            {
                return true;
            }
        }

        return known ? false : null;
    }

    /// <summary>Other opioids with a long or very strong action (methadone, fentanyl): in use now, or seen in urine within 7 days.</summary>
    public bool? LongActingOpioid() =>
        Using(LongOpioids)
        | OnBoard.Any(m => m.Name is "methadone" or "fentanyl")
        | UrineShows(UrineTarget.Methadone, UrineTarget.Fentanyl);

    /// <summary>Other opioids with a short action: in use now, prescribed, or seen in urine within 7 days.</summary>
    public bool? ShortActingOpioid() =>
        Using(ShortOpioids)
        | OnBoard.Any(m =>
            Chart.IsA(m.Name, Knowledge.MedicineClass.Opioid)
            && !Chart.IsA(m.Name, Knowledge.MedicineClass.PartialAgonist)
            && m.Name is not ("methadone" or "fentanyl" or "loperamide")
        )
        | UrineShows(UrineTarget.Opiates, UrineTarget.Oxycodone);

    /// <summary>COWS items and the points from which they rest on something seen, not only told.</summary>
    private static readonly (string Item, decimal Least)[] SeenFrom =
    [
        ("1", 1), // pulse over 80
        ("2", 2), // flushed or moist face
        ("3", 3), // shifting about
        ("4", 2), // pupils moderately wide
        ("6", 2), // nose or eyes running
        ("8", 2), // tremor that is seen
        ("9", 1), // yawning
        ("10", 2), // obviously irritable
        ("11", 3), // gooseflesh
    ];

    private bool? Using(Substance[] substances)
    {
        bool? uses = false;
        foreach (var substance in substances)
        {
            var known = Chart.About(substance);
            uses |= known?.Daily == true ? true : known?.UsesNow;
        }

        return uses;
    }

    private bool UrineShows(params ReadOnlySpan<UrineTarget> targets)
    {
        foreach (var test in Chart.All<UrineTest>())
        {
            if (!Chart.Within(test, 7 * 24))
            {
                continue;
            }

            foreach (var result in test.Results)
            {
                if (result.Result == TestResult.Positive && targets.Contains(result.Target))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private (bool?, IReadOnlyList<string>) FindSedatives()
    {
        var names = new List<string>();
        void Add(string name)
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }

        foreach (var known in Chart.Record.History.Substances)
        {
            if ((known.UsesNow == true || known.Daily == true) && IsSedating(known.Substance))
            {
                Add(Words.Plain(known.Substance));
            }
        }

        foreach (var medicine in OnBoard.Where(m => Chart.IsA(m.Name, Knowledge.MedicineClass.Sedative)))
        {
            Add(medicine.Name);
        }

        foreach (var with in Chart.Habit?.With ?? [])
        {
            if (IsSedating(with))
            {
                Add(Words.Plain(with));
            }
        }

        for (var i = Chart.Uses.Count - 1; i >= 0 && Chart.Within(Chart.Uses[i], 14 * 24); i--)
        {
            foreach (var with in Chart.Uses[i].With.Where(IsSedating))
            {
                Add(Words.Plain(with));
            }
        }

        return names.Count > 0 ? (true, names) : (Using(SedativeSubstances), names);
    }

    private static bool IsSedating(Substance substance) =>
        SedativeSubstances.Contains(substance)
        || ShortOpioids.Contains(substance)
        || LongOpioids.Contains(substance)
        || substance == Substance.Tianeptine;

    private bool? FindSevenOh()
    {
        if (Products.Contains(ProductKind.SevenHydroxy) || Products.Contains(ProductKind.Pseudoindoxyl))
        {
            return true;
        }

        return Products.Count == 0 || Products.Contains(ProductKind.Unknown) ? null : false;
    }

    private bool? FindPregnant()
    {
        var found = Chart.All<Life>().LastOrDefault(l => l.What is LifeEvent.PregnancyFound or LifeEvent.Birth);
        if (found?.What == LifeEvent.PregnancyFound)
        {
            return true;
        }

        var test = Chart.LatestLab(Analyte.PregnancyTest);
        var recent = test is not null && Chart.Within(test, 14 * 24);
        if (recent && test!.Value > 0)
        {
            return true;
        }

        var person = Chart.Record.Person;
        return person.Pregnancy switch
        {
            Pregnancy.Pregnant => true,
            Pregnancy.NotPregnant or Pregnancy.PostPartum => false,
            _ => person.SexAtBirth == Sex.Male || recent ? false : null,
        };
    }

    private bool? FindSeizures() =>
        Chart.Has(Condition.Seizure) == true
        || Chart.Has(Condition.SeizureInWithdrawal) == true
        || Chart.Symptoms.Any(s => s.Reports.Any(r => r is { Symptom: Symptom.Seizure, Present: true }))
            ? true
            : Chart.Has(Condition.Seizure);

    private bool? FindLongQt()
    {
        var limit = Chart.Record.Person.SexAtBirth == Sex.Female ? LongQtcWomen : LongQtc;
        return Chart.Has(Condition.CongenitalLongQt) == true || Ecg?.QtcMs >= limit ? true
            : Ecg is not null && Chart.Within(Ecg, LabDays * 24) ? false
            : null;
    }

    private bool BelowLimit(Analyte analyte) =>
        Chart.LatestLab(analyte) is { LowerLimit: { } limit } lab
        && lab.Value < limit
        && Chart.Within(lab, LabDays * 24);

    private bool? FindLiverRaised()
    {
        if (Chart.Has(Condition.AcuteHepatitis) == true)
        {
            return true;
        }

        bool? Above(Analyte analyte) =>
            Chart.LatestLab(analyte) is { TimesUpperLimit: { } times } lab
                ? times > 1
                    ? true
                    : Chart.Within(lab, LabDays * 24)
                        ? false
                        : null
                : null;
        return Above(Analyte.Alt)
            | Above(Analyte.Bilirubin)
            | (Above(Analyte.Ast) ?? false)
            | (Above(Analyte.Alp) ?? false);
    }
}

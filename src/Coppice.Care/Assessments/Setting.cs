using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>
/// A row of the Coppice setting suggestion, lowest first. The highest row that fires wins. Coppice's own rules; not a level of care
/// of any other body.
/// </summary>
[JsonConverter(typeof(WordConverter<SettingRow>))]
public enum SettingRow
{
    /// <summary>Row C: brief advice, safer use, a check later.</summary>
    BriefAdvice,

    /// <summary>Row O: outpatient care.</summary>
    Outpatient,

    /// <summary>Row I: intensive outpatient care, 9–19 hours a week.</summary>
    IntensiveOutpatient,

    /// <summary>Row P: partial hospital care, 20 hours a week or more.</summary>
    PartialHospital,

    /// <summary>Row R: residential care around the clock with withdrawal care.</summary>
    Residential,

    /// <summary>Row H: hospital, medically managed around the clock.</summary>
    Hospital,

    /// <summary>Row E: emergency, 911 or an emergency department. Never scored further.</summary>
    Emergency,
}

/// <summary>What the criteria of kratom use disorder say for the setting.</summary>
/// <param name="CriteriaLow">Fewest criteria the answers allow, 0–11; null when never asked.</param>
/// <param name="CriteriaHigh">Most criteria the answers allow, 0–11; null when never asked.</param>
/// <param name="FunctionalLoss">Roles, relationships or activities suffer; null when not known.</param>
public sealed record KudForSetting(int? CriteriaLow, int? CriteriaHigh, bool? FunctionalLoss);

/// <summary>A row that fired.</summary>
/// <param name="Row">The row.</param>
/// <param name="Because">The fact that fired it.</param>
public sealed record FiredRow(SettingRow Row, string Because);

/// <summary>A row above the suggestion that what is not known could still reach.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ask">Ids of the questions that would settle it.</param>
public sealed record OpenRow(SettingRow Row, IReadOnlyList<string> Ask);

/// <summary>Something that is added to care in any setting.</summary>
/// <param name="Applies">Whether it applies; null when that is not known.</param>
/// <param name="Because">Why it applies.</param>
/// <param name="Ask">Ids of the questions that are open.</param>
public sealed record AddOn(bool? Applies, IReadOnlyList<string> Because, IReadOnlyList<string> Ask);

/// <summary>Whether a first dose of buprenorphine at home fits, with the conditions.</summary>
/// <param name="Met">Conditions that hold.</param>
/// <param name="NotMet">Conditions that do not.</param>
/// <param name="Unknown">Conditions that are not known.</param>
/// <param name="Ask">Ids of the questions that are open.</param>
public sealed record HomeStart(
    IReadOnlyList<string> Met,
    IReadOnlyList<string> NotMet,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Ask
);

/// <summary>A recorded choice of another setting.</summary>
/// <param name="Choice">What was chosen, as recorded.</param>
/// <param name="Chosen">The row it stands for; null when the word is none of them.</param>
/// <param name="Reason">The recorded reason.</param>
/// <param name="By">Who chose, by role.</param>
/// <param name="Allowed">Whether it stands: up freely; one step down by a clinician with a reason.</param>
/// <param name="Why">Why it stands or does not.</param>
public sealed record SettingOverride(
    string Choice,
    SettingRow? Chosen,
    string? Reason,
    string? By,
    bool Allowed,
    string Why
);

/// <summary>A time at which the suggestion is looked at again.</summary>
/// <param name="Day">Days after the start: 3, 7, 14 or 30.</param>
/// <param name="Due">The calendar day.</param>
public sealed record ReEvaluation(int Day, EventTime Due);

/// <summary>The Coppice setting suggestion: where care could happen, and why.</summary>
public sealed record SettingSection
{
    /// <summary>The highest row that fired; null when nothing is known that fires one.</summary>
    public SettingRow? Row { get; init; }

    /// <summary>The row after an override that stands, or after a preference for more care; otherwise <see cref="Row"/>.</summary>
    public SettingRow? Result { get; init; }

    /// <summary>Every row that fired, highest first, with the fact.</summary>
    public required IReadOnlyList<FiredRow> Fired { get; init; }

    /// <summary>Rows above <see cref="Row"/> that cannot be excluded, highest first, with what to ask.</summary>
    public required IReadOnlyList<OpenRow> CannotExclude { get; init; }

    /// <summary>Depression, anxiety, trauma, pain or a psychotic illness beside kratom: mental health care at any row.</summary>
    public required AddOn DualDiagnosis { get; init; }

    /// <summary>Naloxone and an overdose plan.</summary>
    public required AddOn Naloxone { get; init; }

    /// <summary>Help with travel, payment or child care.</summary>
    public required AddOn Services { get; init; }

    /// <summary>Whether a first dose at home fits; null when that cannot be said yet.</summary>
    public bool? HomeStartFits { get; init; }

    /// <summary>The conditions of a first dose at home.</summary>
    public required HomeStart HomeStart { get; init; }

    /// <summary>The latest recorded choice of a setting, and whether it stands; null when there is none.</summary>
    public SettingOverride? Override { get; init; }

    /// <summary>The setting the person would prefer; null when not known, or when it is none of the rows.</summary>
    public SettingRow? Preferred { get; init; }

    /// <summary>When to look again.</summary>
    public required IReadOnlyList<ReEvaluation> ReEvaluate { get; init; }

    /// <summary>What to know about the suggested setting, such as hours that are not possible.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The Coppice setting suggestion. Reads the chart and what others found; unknown never lowers it.</summary>
internal static class Setting
{
    /// <summary>Days after the start on which to look again.</summary>
    private static readonly int[] LookAgainDays = [3, 7, 14, 30];

    private static readonly AddOn None = new(false, [], []);

    private const string AlcoholId = "safety.alcohol-benzodiazepine-withdrawal";
    private const string PsychosisId = "safety.psychosis-mania";
    private const string FluidsId = "safety.dehydration";
    private const string HysLawId = "liver.hys-law";
    private static readonly string[] PhysicalIds = ["dependence.physical", "dependence.physical-alone"];

    private static readonly Condition[] HeartAndLung =
    [
        Condition.HeartDisease,
        Condition.CoronaryDisease,
        Condition.HeartFailure,
        Condition.Arrhythmia,
        Condition.LungDisease,
    ];

    /// <summary>One reason for a row: it holds, it does not, or it is not known and these questions would tell.</summary>
    private sealed record Clause(SettingRow Row, bool? Holds, string Because, params string[] Ask);

    /// <summary>Suggests a setting.</summary>
    /// <param name="chart">The record at the moment.</param>
    /// <param name="soFar">Findings of safety, liver, withdrawal and dependence.</param>
    /// <param name="kud">The criteria of kratom use disorder.</param>
    public static Assessed<SettingSection> Of(Chart chart, IReadOnlyList<Finding> soFar, KudForSetting kud)
    {
        var facts = OptionsFacts.Of(chart);
        var clauses = new List<Clause>();
        Found(soFar, clauses);
        var dual = facts.Newborn ? None : DualDiagnosis(facts);
        if (facts.Newborn)
        {
            clauses.Add(
                new(SettingRow.Hospital, true, "newborn exposed to kratom before birth: at least 72 h of observation")
            );
        }
        else
        {
            Emergency(facts, clauses);
            Hospital(facts, soFar, clauses);
            Residential(facts, kud, clauses);
            Lower(facts, soFar, kud, dual, clauses);
        }

        SettingRow? row = null;
        foreach (var clause in clauses)
        {
            if (clause.Holds == true && (row is null || clause.Row > row))
            {
                row = clause.Row;
            }
        }

        var open = Open(clauses, row);
        var preferred = RowOf(chart.Record.Circumstances.PreferredSetting);
        var chosen = OverrideOf(chart, row);
        var home = facts.Newborn ? new HomeStart([], ["adult"], [], []) : Home(facts, row, open);
        var section = new SettingSection
        {
            Row = row,
            Result = ResultOf(row, chosen, preferred),
            Fired =
            [
                .. clauses
                    .Where(c => c.Holds == true)
                    .OrderByDescending(c => c.Row)
                    .Select(c => new FiredRow(c.Row, c.Because)),
            ],
            CannotExclude = open,
            DualDiagnosis = dual,
            Naloxone = facts.Newborn ? None : Naloxone(facts),
            Services = Services(chart),
            HomeStartFits =
                home.NotMet.Count > 0 ? false
                : home.Unknown.Count > 0 ? null
                : true,
            HomeStart = home,
            Override = chosen,
            Preferred = preferred,
            ReEvaluate = LookAgain(chart, chosen),
            Notes = Notes(chart, row, preferred),
        };
        return new(section, Say(facts, section));
    }

    private static void Found(IReadOnlyList<Finding> soFar, List<Clause> clauses)
    {
        foreach (var finding in soFar)
        {
            if (finding.Urgency == Urgency.Emergency)
            {
                clauses.Add(new(SettingRow.Emergency, true, Basis(finding)));
            }
        }
    }

    private static void Emergency(OptionsFacts facts, List<Clause> clauses)
    {
        var chart = facts.Chart;
        const SettingRow e = SettingRow.Emergency;
        var cows = chart.LatestScore("cows", OptionsFacts.EpisodeHours);
        if (cows is not null)
        {
            var extreme = OptionsFacts.Reaches(cows, 37);
            var unstable = Unstable(facts, out var sign);
            clauses.Add(
                new(
                    e,
                    extreme & unstable,
                    $"COWS {cows.Clinical()} with unstable vital signs ({sign})",
                    [.. Asks((extreme, "cows"), (unstable, "vitals"))]
                )
            );
        }

        var severe =
            OptionsFacts.Reaches(cows, 25)
            | chart.Present(Symptom.VaginalBleeding, 24)
            | chart.Present(Symptom.LessFetalMovement, 24);
        clauses.Add(
            new(
                e,
                facts.Pregnant & severe,
                "pregnant, with severe withdrawal, bleeding or less movement of the baby",
                [.. Asks((facts.Pregnant, "pregnancy"), (severe, "cows"))]
            )
        );
        clauses.Add(new(e, SuicideScreened(facts) ? false : null, "", "suicide-screen"));
        var breathing =
            facts.Vital(v => v.RespiratoryRate, 24, out _) is not null
            && facts.Vital(v => v.OxygenSaturation, 24, out _) is not null;
        clauses.Add(new(e, chart.Present(Symptom.Drowsiness, 24) && !breathing ? null : false, "", "vitals"));
        var inr = chart.LatestLab(Analyte.Inr) is { } known && chart.Within(known, 7 * 24);
        clauses.Add(new(e, chart.Present(Symptom.Jaundice, 7 * 24) && !inr ? null : false, "", "liver-tests"));
    }

    private static bool SuicideScreened(OptionsFacts facts)
    {
        if (
            facts.Screen("cssrs") is { Complete: true }
            || facts.Chart.Latest(Symptom.SuicidalPlan, 7 * 24, out _) is not null
        )
        {
            return true;
        }

        return facts.Items("phq9", OptionsFacts.ScreenDays * 24) is { } items
            && items.TryGetValue("9", out var thoughts)
            && thoughts is 0;
    }

    private static bool? Unstable(OptionsFacts facts, out string sign)
    {
        var pulse = facts.Vital(v => v.HeartRate, OptionsFacts.EpisodeHours, out _);
        var systolic = facts.Vital(v => v.Systolic, OptionsFacts.EpisodeHours, out _);
        var breaths = facts.Vital(v => v.RespiratoryRate, OptionsFacts.EpisodeHours, out _);
        sign =
            systolic < 90 ? $"systolic {systolic} mmHg"
            : pulse is < 50 or > 120 ? $"pulse {pulse}/min"
            : breaths < 12 ? $"breaths {breaths}/min"
            : "";
        return sign.Length > 0 ? true
            : pulse is null || systolic is null || breaths is null ? null
            : false;
    }

    private static void Hospital(OptionsFacts facts, IReadOnlyList<Finding> soFar, List<Clause> clauses)
    {
        var chart = facts.Chart;
        const SettingRow h = SettingRow.Hospital;
        bool Found(string id) => soFar.Any(f => f.Id == id);
        clauses.Add(
            new(
                h,
                Found(AlcoholId)
                    | DependentWithRisk(chart, Substance.Alcohol)
                    | DependentWithRisk(chart, Substance.Benzodiazepine),
                "alcohol or benzodiazepine dependence with a risk of withdrawal",
                "alcohol-benzodiazepine-dependence"
            )
        );
        clauses.Add(
            new(
                h,
                chart.Has(Condition.SeizureInWithdrawal) ?? (facts.Seizures == false ? false : null),
                "a seizure during withdrawal in the past",
                "seizure"
            )
        );
        clauses.Add(AcuteHepatitis(facts, Found(HysLawId)));
        clauses.Add(LongQtc(facts));
        var psychosis = chart.Has(Condition.Psychosis) switch
        {
            true => KnownNotSevere(chart, Condition.Psychosis) ? false : null,
            var known => known ?? chart.Has(Condition.Mania),
        };
        clauses.Add(
            new(
                h,
                Found(PsychosisId)
                || chart.Has(Condition.Mania) == true
                || chart.HasSevere(Condition.Psychosis)
                || chart.Present(Symptom.Mania, 7 * 24)
                || chart.Present(Symptom.Hallucinations, 7 * 24)
                    ? true
                    : psychosis,
                "psychosis or mania now",
                "psychosis"
            )
        );
        var losing = chart.Present(Symptom.Vomiting, 24) || chart.Present(Symptom.Diarrhoea, 24);
        clauses.Add(
            new(
                h,
                Found(FluidsId) || chart.Present(Symptom.CannotKeepFluids, 24) || chart.Present(Symptom.NoUrine, 24)
                        ? true
                    : losing && chart.Latest(Symptom.CannotKeepFluids, 24, out _) is null ? null
                    : false,
                "cannot keep fluids down, or passes no urine",
                "fluids"
            )
        );
        clauses.Add(
            new(
                h,
                HeartAndLung.Any(chart.HasSevere) || chart.Has(Condition.CoronaryDisease) == true ? true
                    : HeartAndLung.Any(c => chart.Has(c) == true && !KnownNotSevere(chart, c)) ? null
                    : chart.Has(Condition.HeartDisease) is null ? null
                    : false,
                "severe heart or lung disease",
                "heart"
            )
        );
    }

    private static bool KnownNotSevere(Chart chart, Condition condition) =>
        chart.Record.History.Conditions.Any(c => c.Condition == condition && c.Severe == false);

    /// <summary>Used on most days, and either withdrawal before or a moderate, severe or ungraded disorder that is not in remission.</summary>
    private static bool? DependentWithRisk(Chart chart, Substance substance)
    {
        if (chart.About(substance) is not { } known)
        {
            return null;
        }

        if (known is { UsesNow: false, Daily: not true })
        {
            return false;
        }

        bool? disorder = known switch
        {
            { Disorder: null } => null,
            { Disorder: UseDisorder.None or UseDisorder.Mild } or { InRemission: true } => false,
            _ => true,
        };
        return known.Daily & (known.WithdrawalBefore | disorder);
    }

    private static Clause AcuteHepatitis(OptionsFacts facts, bool hysLaw)
    {
        var alt = facts.RecentTimesLimit(Analyte.Alt);
        var ast = facts.RecentTimesLimit(Analyte.Ast);
        var bilirubin = facts.RecentTimesLimit(Analyte.Bilirubin);
        bool? holds =
            hysLaw || facts.Chart.Has(Condition.AcuteHepatitis) == true || alt >= 5 || ast >= 5 || bilirubin >= 2 ? true
            : alt is null || bilirubin is null ? null
            : false;
        var limits = new List<string>();
        void Add(string name, decimal? times)
        {
            if (times is { } t)
            {
                limits.Add($"{name} {t.Text()}x the upper limit");
            }
        }

        Add("ALT", alt);
        Add("AST", ast);
        Add("bilirubin", bilirubin);
        return new(
            SettingRow.Hospital,
            holds,
            limits.Count > 0 ? $"acute hepatitis ({limits.Join()})" : "acute hepatitis",
            "liver-tests",
            "lab-limits"
        );
    }

    private static Clause LongQtc(OptionsFacts facts)
    {
        var chart = facts.Chart;
        bool? holds;
        if (facts.Ecg is { } ecg)
        {
            holds = ecg.QtcMs >= OptionsFacts.UrgentQtc;
        }
        else
        {
            var reason =
                facts.OnBoard.Any(m => chart.IsA(m.Name, Knowledge.MedicineClass.Qt))
                || chart.Has(Condition.CongenitalLongQt) == true
                || chart.Has(Condition.ElectrolyteProblem) == true
                || chart.Has(Condition.HeartFailure) == true
                || chart.Has(Condition.Arrhythmia) == true
                || chart.Present(Symptom.Fainting, 30 * 24);
            holds = reason ? null : false;
        }

        return new(SettingRow.Hospital, holds, $"QTc {facts.Ecg?.QtcMs} ms", "ecg");
    }

    private static void Residential(OptionsFacts facts, KudForSetting kud, List<Clause> clauses)
    {
        var chart = facts.Chart;
        var around = chart.Record.Circumstances;
        const SettingRow r = SettingRow.Residential;
        var severe = SevereWithdrawal(facts, out var score, out var scoreAsks);
        clauses.Add(
            new(
                r,
                severe & !around.SafeHome,
                $"severe withdrawal ({score}) and no safe home",
                [.. severe is null ? scoreAsks : [], .. Asks((around.SafeHome, "housing"))]
            )
        );
        var failed = Math.Max(
            chart.Record.History.FailedOutpatientAttempts ?? 0,
            chart
                .Past.OfType<CareEpisode>()
                .Count(c => c.Contact == CareContact.AttemptFailed && IsOutpatient(c.Setting))
        );
        clauses.Add(
            new(
                r,
                failed >= 2 ? true
                    : chart.Record.History.FailedOutpatientAttempts is null ? null
                    : false,
                $"{failed} outpatient attempts at stopping did not work",
                "past-attempts"
            )
        );
        var concentrated = Concentrated(facts);
        var often = ManyTimesDaily(facts);
        clauses.Add(
            new(
                r,
                concentrated & often & facts.Sedatives,
                $"7-OH or extract several times a day with {facts.SedativeNames.Join()}",
                [.. Asks((concentrated, "product"), (often, "doses-per-day"), (facts.Sedatives, "sedatives"))]
            )
        );
        var severeKud = AtLeast(kud, 6);
        var unstable = !around.StableHousing | !around.SafeHome;
        clauses.Add(
            new(
                r,
                severeKud & unstable,
                $"{Criteria(kud)} criteria (severe) and housing that is not stable or not safe",
                [.. Asks((severeKud, "kud"), (unstable, "housing"))]
            )
        );
        var returned = chart
            .Past.OfType<Life>()
            .Any(l => l.What is LifeEvent.ReturnToKratom or LifeEvent.ReturnToOpioids && chart.Within(l, 90 * 24));
        clauses.Add(
            new(
                r,
                !returned ? false
                    : around.PreferredSetting is null ? null
                    : around.PreferredSetting is CareSetting.Hospital or CareSetting.Residential,
                "prefers inpatient care after a return to use",
                "treatment-goal"
            )
        );
    }

    private static bool IsOutpatient(CareSetting? setting) =>
        setting
            is null
                or CareSetting.Outpatient
                or CareSetting.IntensiveOutpatient
                or CareSetting.PartialHospital
                or CareSetting.Telehealth
                or CareSetting.Home;

    private static bool? SevereWithdrawal(OptionsFacts facts, out string score, out string[] asks)
    {
        var cows = facts.Chart.LatestScore("cows", OptionsFacts.EpisodeHours);
        var sows = facts.Chart.LatestScore("sows", OptionsFacts.EpisodeHours);
        var byCows = OptionsFacts.Reaches(cows, 25);
        var bySows = OptionsFacts.Reaches(sows, 21);
        var signs = facts.ObjectiveSign(OptionsFacts.EpisodeHours);
        var seen = bySows & signs;
        score = byCows == true ? $"COWS {cows!.Clinical()}" : $"SOWS {sows?.Clinical()} with signs that were seen";
        asks = bySows == true && seen is null ? ["objective-sign", "cows"] : ["cows", "sows"];
        return cows is null && sows is null ? null : (cows is null ? false : byCows) | (sows is null ? false : seen);
    }

    private static bool? Concentrated(OptionsFacts facts)
    {
        foreach (var kind in facts.Products)
        {
            if (
                kind is ProductKind.Extract or ProductKind.Shot or ProductKind.SevenHydroxy or ProductKind.Pseudoindoxyl
            )
            {
                return true;
            }
        }

        return facts.SevenOh;
    }

    private static bool? ManyTimesDaily(OptionsFacts facts) =>
        facts.Pattern.DosesPerDay is { } doses ? doses >= 2 : null;

    private static void Lower(
        OptionsFacts facts,
        IReadOnlyList<Finding> soFar,
        KudForSetting kud,
        AddOn dual,
        List<Clause> clauses
    )
    {
        var chart = facts.Chart;
        var mild = AtLeast(kud, 2);
        var moderate = AtLeast(kud, 4);
        var severe = AtLeast(kud, 6);
        var counted = $"{Criteria(kud)} criteria";
        clauses.Add(new(SettingRow.PartialHospital, severe, $"{counted} (severe)", "kud"));
        if (severe != true)
        {
            clauses.Add(
                new(
                    SettingRow.PartialHospital,
                    moderate & dual.Applies,
                    $"{counted} (moderate) with {dual.Because.Join()}",
                    [.. Asks((moderate, "kud")), .. dual.Applies is null ? dual.Ask : []]
                )
            );
            clauses.Add(new(SettingRow.IntensiveOutpatient, moderate, $"{counted} (moderate)", "kud"));
        }

        if (moderate != true)
        {
            clauses.Add(
                new(
                    SettingRow.IntensiveOutpatient,
                    mild & kud.FunctionalLoss,
                    $"{counted} (mild) and kratom gets in the way of daily life",
                    [.. Asks((mild, "kud"), (kud.FunctionalLoss, "function"))]
                )
            );
            clauses.Add(new(SettingRow.Outpatient, mild, $"{counted} (mild)", "kud"));
        }

        clauses.Add(
            new(
                SettingRow.IntensiveOutpatient,
                ReturnedInOutpatient(chart),
                "a return to use in outpatient care",
                "past-attempts"
            )
        );
        var physical =
            soFar.Any(f => PhysicalIds.Contains(f.Id)) || facts.Pattern.PreventsWithdrawal == true
                ? true
                : facts.Pattern.PreventsWithdrawal;
        clauses.Add(new(SettingRow.Outpatient, physical, "physical dependence", "reasons"));
        if (kud.CriteriaHigh <= 1)
        {
            clauses.Add(new(SettingRow.BriefAdvice, true, $"{counted}"));
        }
    }

    /// <summary>One failed outpatient attempt, or a return to kratom within 90 days while care was outpatient.</summary>
    private static bool? ReturnedInOutpatient(Chart chart)
    {
        var outpatient = false;
        foreach (var happened in chart.Past)
        {
            if (happened is CareEpisode care)
            {
                if (care.Contact == CareContact.AttemptFailed && IsOutpatient(care.Setting))
                {
                    return true;
                }

                outpatient = care.Setting is not null && IsOutpatient(care.Setting);
            }
            else if (
                happened is Life { What: LifeEvent.ReturnToKratom }
                && outpatient
                && chart.Within(happened, 90 * 24)
            )
            {
                return true;
            }
        }

        return chart.Record.History.FailedOutpatientAttempts is { } attempts ? attempts >= 1 : null;
    }

    private static bool? AtLeast(KudForSetting kud, int criteria) =>
        kud.CriteriaLow >= criteria ? true
        : kud.CriteriaHigh < criteria ? false
        : null;

    private static string Criteria(KudForSetting kud) =>
        kud.CriteriaLow == kud.CriteriaHigh
            ? $"{kud.CriteriaLow} of 11"
            : $"{kud.CriteriaLow}–{kud.CriteriaHigh} of 11";

    private static AddOn DualDiagnosis(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var because = new List<string>();
        var asks = new List<string>();
        bool? applies = false;
        void Test(bool? holds, string words, string ask)
        {
            applies |= holds;
            if (holds == true)
            {
                because.Add(words);
            }
            else if (holds is null)
            {
                asks.Add(ask);
            }
        }

        void Screen(string instrument, string name, decimal cut)
        {
            var score = facts.Screen(instrument);
            Test(OptionsFacts.Reaches(score, cut), $"{name} {score?.Clinical()}", instrument);
        }

        Screen("phq9", "PHQ-9", 10);
        Screen("gad7", "GAD-7", 10);
        var trauma = facts.Screen("pcptsd5");
        var sex = chart.Record.Person.SexAtBirth;
        if (trauma is { Low: >= 3 } and { High: < 4 } && sex is null or Sex.Intersex)
        {
            Test(null, "", "sex");
        }
        else
        {
            Screen("pcptsd5", "PC-PTSD-5", sex == Sex.Female ? 3 : 4);
        }

        Screen("peg", "PEG", 5);
        Test(
            chart.Has(Condition.Bipolar) == true
            || chart.Has(Condition.Psychosis) == true
            || chart.Has(Condition.Mania) == true
                ? true
                : chart.Has(Condition.Psychosis) ?? chart.Has(Condition.Bipolar) ?? chart.Has(Condition.Mania),
            "a bipolar or psychotic illness",
            "psychosis"
        );
        foreach (
            var condition in (Condition[])
                [
                    Condition.Depression,
                    Condition.PostpartumDepression,
                    Condition.Anxiety,
                    Condition.Ptsd,
                    Condition.ChronicPain,
                ]
        )
        {
            Test(chart.HasSevere(condition), $"{Words.Plain(condition)}, severe", "");
        }

        return new AddOn(applies, because, [.. asks.Distinct()]);
    }

    private static AddOn Naloxone(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var history = chart.Record.History;
        var because = new List<string>();
        var asks = new List<string>();
        void Test(bool? holds, string words, string ask)
        {
            if (holds == true)
            {
                because.Add(words);
            }
            else if (holds is null)
            {
                asks.Add(ask);
            }
        }

        Test(facts.SevenOh, "7-OH or pseudoindoxyl product", "product");
        Test(facts.Sedatives, $"sedatives ({facts.SedativeNames.Join()})", "sedatives");
        Test(Vulnerability.OpioidDisorder(chart), "opioid use disorder, past or present", "opioid-history");
        Test(
            chart.Past.OfType<Life>().Any(l => l.What == LifeEvent.Overdose) ? true : history.Overdose,
            "an overdose in the past",
            "overdose-history"
        );
        var detox = chart.Past.Any(e =>
            e
                is Life
                    {
                        What: LifeEvent.CompletedWithdrawal
                            or LifeEvent.ReleasedFromCustody
                            or LifeEvent.ReturnToOpioids
                    }
                    or CareEpisode { Contact: CareContact.Discharge }
            && chart.Within(e, 90 * 24)
        );
        Test(
            detox,
            "tolerance may be lost: withdrawal completed, discharge, release or return to opioids within 90 days",
            ""
        );
        return new AddOn(
            because.Count > 0 ? true
                : asks.Count > 0 ? null
                : false,
            because,
            asks
        );
    }

    private static AddOn Services(Chart chart)
    {
        var around = chart.Record.Circumstances;
        var because = new List<string>();
        bool? applies = false;
        void Test(bool? holds, string words)
        {
            applies |= holds;
            if (holds == true)
            {
                because.Add(words);
            }
        }

        Test(around.TransportBarrier, "travel");
        Test(around.InsuranceBarrier, "payment");
        Test(around.ChildCareBarrier, "child care");
        var unknown =
            around.TransportBarrier is null || around.InsuranceBarrier is null || around.ChildCareBarrier is null;
        return new AddOn(applies, because, unknown ? ["barriers"] : []);
    }

    private static HomeStart Home(OptionsFacts facts, SettingRow? row, IReadOnlyList<OpenRow> open)
    {
        var chart = facts.Chart;
        var around = chart.Record.Circumstances;
        var met = new List<string>();
        var notMet = new List<string>();
        var unknown = new List<string>();
        var asks = new List<string>();
        void Test(bool? holds, string words, params ReadOnlySpan<string> ask)
        {
            (
                holds switch
                {
                    true => met,
                    false => notMet,
                    null => unknown,
                }
            ).Add(words);
            if (holds is null)
            {
                asks.AddRange(ask);
            }
        }

        var higher = open.Where(o => o.Row >= SettingRow.Residential).SelectMany(o => o.Ask).Distinct().ToArray();
        Test(
            row is null
                ? null
                : row is SettingRow.Outpatient or SettingRow.IntensiveOutpatient or SettingRow.PartialHospital,
            "an outpatient, intensive outpatient or partial hospital setting",
            "kud"
        );
        Test(higher.Length == 0 ? true : null, "no higher setting left open", higher);
        Test(chart.Record.Person.AgeYears is { } age ? age >= 18 : null, "adult", "age");
        Test(!facts.Pregnant, "not pregnant", "pregnancy");
        Test(!facts.Sedatives, "no alcohol, sedatives or other opioids", "sedatives");
        Test(!facts.SevenOh, "no 7-OH or pseudoindoxyl product", "product");
        Test(!facts.LongActingOpioid(), "no methadone or fentanyl", "last-opioid");
        Test(around.SomeoneToHelp, "someone at home or within reach", "support");
        Test(around.ReachableByPhone, "a telephone", "support");
        Test(around.HasNaloxone, "naloxone at hand", "naloxone");
        return new HomeStart(met, notMet, unknown, [.. asks.Distinct()]);
    }

    private static List<OpenRow> Open(List<Clause> clauses, SettingRow? row)
    {
        var open = new List<OpenRow>();
        for (var r = SettingRow.Emergency; r > SettingRow.BriefAdvice && r != row; r--)
        {
            var asks = clauses.Where(c => c.Row == r && c.Holds is null).SelectMany(c => c.Ask).Distinct().ToList();
            if (asks.Count > 0)
            {
                open.Add(new OpenRow(r, asks));
            }
        }

        return open;
    }

    private static SettingRow? RowOf(CareSetting? setting) =>
        setting switch
        {
            CareSetting.Emergency => SettingRow.Emergency,
            CareSetting.Hospital => SettingRow.Hospital,
            CareSetting.Residential => SettingRow.Residential,
            CareSetting.PartialHospital => SettingRow.PartialHospital,
            CareSetting.IntensiveOutpatient => SettingRow.IntensiveOutpatient,
            CareSetting.Outpatient or CareSetting.Telehealth => SettingRow.Outpatient,
            CareSetting.Home => SettingRow.BriefAdvice,
            _ => null,
        };

    private static SettingRow? RowOf(string word)
    {
        foreach (var row in Enum.GetValues<SettingRow>())
        {
            if (Word.Of(row) == word)
            {
                return row;
            }
        }

        return Enum.GetValues<CareSetting>().Where(s => Word.Of(s) == word).Select(s => RowOf(s)).FirstOrDefault();
    }

    private static SettingOverride? OverrideOf(Chart chart, SettingRow? row)
    {
        var decision = chart.Past.OfType<Decision>().LastOrDefault(d => d.About == DecisionAbout.Setting);
        if (decision is null)
        {
            return null;
        }

        var chosen = RowOf(decision.Choice);
        var (allowed, why) = Judge(decision, chosen, row);
        return new SettingOverride(decision.Choice, chosen, decision.Reason, decision.By, allowed, why);
    }

    private static (bool, string) Judge(Decision decision, SettingRow? chosen, SettingRow? row)
    {
        if (chosen is not { } choice)
        {
            return (false, $"Refused: '{decision.Choice}' is not a setting");
        }

        if (row is not { } suggested)
        {
            return (true, "Stands: nothing is known that suggests another setting");
        }

        var down = suggested - choice;
        if (down <= 0)
        {
            return (true, down == 0 ? "Agrees with the suggestion" : "Stands: more care than suggested is always open");
        }

        if (down > 1)
        {
            return (false, $"Refused: {down} steps below the suggestion; at most one step down can be recorded");
        }

        if (string.IsNullOrWhiteSpace(decision.Reason))
        {
            return (false, "Refused: one step down needs a reason");
        }

        return IsClinician(decision.By)
            ? (true, "Stands: one step down by a clinician, with a reason")
            : (false, "Refused: one step down needs a clinician; record who decided");
    }

    /// <summary>A role other than the person or somebody close; a blank role is nobody.</summary>
    private static bool IsClinician(string? by) =>
        !string.IsNullOrWhiteSpace(by)
        && by.Trim().ToLowerInvariant()
            is not ("person" or "patient" or "client" or "self" or "family" or "friend" or "partner" or "parent");

    private static SettingRow? ResultOf(SettingRow? row, SettingOverride? chosen, SettingRow? preferred)
    {
        if (chosen is { Allowed: true })
        {
            return chosen.Chosen;
        }

        return preferred > row ? preferred : row;
    }

    private static IReadOnlyList<ReEvaluation> LookAgain(Chart chart, SettingOverride? chosen)
    {
        var start = chart.Today;
        var decided = chosen is { Allowed: true };
        foreach (var happened in chart.Past)
        {
            var begins =
                happened is CareEpisode { Contact: CareContact.Admission or CareContact.WithdrawalCare }
                || (decided && happened is Decision { About: DecisionAbout.Setting });
            if (begins && happened.At is { } at)
            {
                start = DailyUse.LocalDay(chart, at);
            }
        }

        return [.. LookAgainDays.Select(d => new ReEvaluation(d, EventTime.OnDay(start.PlusDays(d))))];
    }

    private static List<string> Notes(Chart chart, SettingRow? row, SettingRow? preferred)
    {
        var around = chart.Record.Circumstances;
        var notes = new List<string>();
        var hours = row switch
        {
            SettingRow.PartialHospital => 20,
            SettingRow.IntensiveOutpatient => 9,
            _ => 0,
        };
        if (hours > 0 && around.HoursForCare is { } possible && possible < hours)
        {
            notes.Add(
                $"Needs {hours} h a week or more; {possible} h are possible. Find what would make room, or look one step up."
            );
        }

        if (hours > 0 && around.SafeHome == false)
        {
            notes.Add("Needs a safe home, and home is not safe: look one step up.");
        }

        if (row == SettingRow.Outpatient && around.WantsBuprenorphine == true)
        {
            notes.Add("Would like to discuss buprenorphine: medically managed outpatient care.");
        }

        if (preferred < row)
        {
            notes.Add(
                $"Prefers {Clinical(preferred!.Value)}: less care than suggested. One step down needs a clinician's decision with a reason."
            );
        }

        return notes;
    }

    private static IEnumerable<string> Asks(params (bool? Known, string Ask)[] inputs) =>
        inputs.Where(i => i.Known is null).Select(i => i.Ask);

    private static string Basis(Finding finding) =>
        finding.Because.Count == 0
            ? finding.Title
            : $"{finding.Title}: {string.Join("; ", finding.Because.Select(b => $"{b.What} {b.Value}"))}";

    /// <summary>A row in a few words for a clinician.</summary>
    public static string Clinical(SettingRow row) =>
        row switch
        {
            SettingRow.Emergency => "emergency department, 911",
            SettingRow.Hospital => "hospital, medically managed around the clock",
            SettingRow.Residential => "residential care around the clock with withdrawal care",
            SettingRow.PartialHospital => "partial hospital care, 20 h a week or more",
            SettingRow.IntensiveOutpatient => "intensive outpatient care, 9-19 h a week",
            SettingRow.Outpatient => "outpatient care",
            _ => "brief advice, harm reduction and a recheck",
        };

    private static string Plain(SettingRow row) =>
        row switch
        {
            SettingRow.Emergency => "emergency care, now: call 911",
            SettingRow.Hospital => "a hospital, with care day and night",
            SettingRow.Residential => "a place to stay, with care day and night",
            SettingRow.PartialHospital => "a day program, on most days of the week",
            SettingRow.IntensiveOutpatient => "a program with a few visits each week",
            SettingRow.Outpatient => "visits to a clinic",
            _ => "a short talk now, and a check later",
        };

    private static List<Finding> Say(OptionsFacts facts, SettingSection section)
    {
        var knowledge = facts.Chart.Knowledge;
        var findings = new List<Finding>();
        var open = section.CannotExclude.SelectMany(o => o.Ask).Distinct().ToList();
        var fired = section.Fired.Where(f => f.Row == section.Row).Select(f => f.Because).ToList();
        if (section.Row is { } row)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.suggestion",
                    row switch
                    {
                        SettingRow.Emergency => Urgency.Emergency,
                        SettingRow.Hospital => Urgency.Urgent,
                        SettingRow.Residential => Urgency.Soon,
                        _ => Urgency.Routine,
                    },
                    section.Fired.Select(f => new Input(Clinical(f.Row), f.Because)),
                    null,
                    ("place", Plain(row)),
                    ("setting", Clinical(row)),
                    ("because", string.Join("; ", fired)),
                    ("notes", string.Concat(section.Notes.Select(n => " " + n)))
                )
            );
        }
        else
        {
            findings.Add(knowledge.Finding("setting.not-enough", Urgency.Routine, [], ["kud"]));
        }

        if (open.Count > 0)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.cannot-exclude",
                    section.CannotExclude[0].Row >= SettingRow.Hospital ? Urgency.Soon : Urgency.Routine,
                    section.CannotExclude.Select(o => new Input(Clinical(o.Row), "not excluded")),
                    open,
                    (
                        "rows",
                        string.Join(
                            "; ",
                            section.CannotExclude.Select(o =>
                                $"{Clinical(o.Row)}: {o.Ask.Select(a => knowledge.Question(a).Clinician).ToList().Join()}"
                            )
                        )
                    )
                )
            );
        }

        Extras(facts, section, findings);
        return findings;
    }

    private static void Extras(OptionsFacts facts, SettingSection section, List<Finding> findings)
    {
        var knowledge = facts.Chart.Knowledge;
        if (section.DualDiagnosis.Applies == true)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.dual-diagnosis",
                    Urgency.Soon,
                    section.DualDiagnosis.Because.Select(b => new Input("Beside kratom", b)),
                    section.DualDiagnosis.Ask,
                    ("because", section.DualDiagnosis.Because.Join())
                )
            );
        }

        if (section.Naloxone.Applies != false)
        {
            var around = facts.Chart.Record.Circumstances;
            findings.Add(
                knowledge.Finding(
                    "setting.naloxone",
                    section.Naloxone.Applies == true ? Urgency.Soon : Urgency.Routine,
                    section.Naloxone.Because.Select(b => new Input("Reason", b)),
                    [
                        .. section.Naloxone.Ask,
                        .. Asks((around.HasNaloxone, "naloxone"), (around.HasOverdosePlan, "overdose-plan")),
                    ],
                    (
                        "because",
                        section.Naloxone.Applies == true
                            ? section.Naloxone.Because.Join()
                            : "a reason for it cannot be excluded"
                    ),
                    ("kit", Known(around.HasNaloxone)),
                    ("plan", Known(around.HasOverdosePlan))
                )
            );
        }

        if (section.Services.Applies == true)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.services",
                    Urgency.Soon,
                    section.Services.Because.Select(b => new Input("In the way", b)),
                    section.Services.Ask,
                    ("barriers", section.Services.Because.Join())
                )
            );
        }

        if (section.Override is { } chosen)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.override",
                    chosen.Allowed ? Urgency.Info : Urgency.Soon,
                    [
                        new Input("Choice", chosen.Choice),
                        new Input("Reason", chosen.Reason ?? "none"),
                        new Input("By", chosen.By ?? "not recorded"),
                    ],
                    null,
                    ("why", chosen.Why),
                    ("reason", string.IsNullOrWhiteSpace(chosen.Reason) ? "no reason given" : chosen.Reason)
                )
            );
        }

        if (section.Row is SettingRow.Outpatient or SettingRow.IntensiveOutpatient or SettingRow.PartialHospital)
        {
            findings.Add(
                knowledge.Finding(
                    "setting.home-start",
                    Urgency.Info,
                    section.HomeStart.Met.Select(m => new Input("Met", m)),
                    section.HomeStart.Ask,
                    (
                        "fits",
                        section.HomeStartFits switch
                        {
                            true => "could be considered: every condition is met",
                            false => $"does not fit; not met: {section.HomeStart.NotMet.Join()}",
                            null => $"cannot be judged yet; not known: {section.HomeStart.Unknown.Join()}",
                        }
                    )
                )
            );
        }
    }

    private static string Known(bool? yes) =>
        yes switch
        {
            true => "yes",
            false => "no",
            null => "not known",
        };
}

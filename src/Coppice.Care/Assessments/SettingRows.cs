using Coppice.Record;

namespace Coppice.Care;

/// <summary>The rows of the setting suggestion: one clause for every reason.</summary>
internal static class SettingRows
{
    private const string AlcoholId = "safety.alcohol-benzodiazepine-withdrawal";
    private const string PsychosisId = "safety.psychosis-mania";
    private const string FluidsId = "safety.dehydration";
    private const string HysLawId = "liver.hys-law";
    private const string LiverUrgentId = "liver.urgent";
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
    public sealed record Clause(SettingRow Row, bool? Holds, string Because, params string[] Ask);

    /// <summary>Every reason for a row, whether it holds, does not, or is not known.</summary>
    public static List<Clause> Of(OptionsFacts facts, IReadOnlyList<Finding> soFar, KudForSetting kud)
    {
        var clauses = new List<Clause>();
        Found(soFar, clauses);
        if (facts.Newborn)
        {
            clauses.Add(
                new(SettingRow.Hospital, true, "newborn exposed to kratom before birth: at least 72 h of observation")
            );
            return clauses;
        }

        Emergency(facts, clauses);
        Hospital(facts, soFar, clauses);
        Residential(facts, kud, clauses);
        Lower(facts, soFar, kud, SettingAddOns.Screens(facts), clauses);
        return clauses;
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
        clauses.Add(AcuteHepatitis(facts, Found(HysLawId), Found(LiverUrgentId)));
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

    private static Clause AcuteHepatitis(OptionsFacts facts, bool hysLaw, bool urgent)
    {
        var alt = facts.RecentTimesLimit(Analyte.Alt);
        var ast = facts.RecentTimesLimit(Analyte.Ast);
        var bilirubin = facts.RecentTimesLimit(Analyte.Bilirubin);
        var unread = urgent && (Unread(facts.Chart, Analyte.Alt) || Unread(facts.Chart, Analyte.Bilirubin));
        bool? holds =
            hysLaw
            || unread
            || facts.Chart.Has(Condition.AcuteHepatitis) == true
            || alt >= 5
            || ast >= 5
            || bilirubin >= 2
                ? true
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
            limits.Count > 0 ? $"acute hepatitis ({limits.Join()})"
                : unread ? "urgent liver signs, and results without the laboratory's limits"
                : "acute hepatitis",
            "liver-tests",
            "lab-limits"
        );
    }

    /// <summary>A recent result that cannot be judged because its laboratory's limit is not on record.</summary>
    private static bool Unread(Chart chart, Analyte analyte) =>
        chart.LatestLab(analyte) is { TimesUpperLimit: null } lab && chart.Within(lab, OptionsFacts.LabDays * 24);

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
            chart.All<CareEpisode>().Count(c => c.Contact == CareContact.AttemptFailed && IsOutpatient(c.Setting))
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
            .All<Life>()
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
        AddOn screens,
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
                    moderate & screens.Applies,
                    $"{counted} (moderate) with {screens.Because.Join()}",
                    [.. Asks((moderate, "kud")), .. screens.Applies is null ? screens.Ask : []]
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
        foreach (var happened in chart.BesidesUse)
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

    public static IEnumerable<string> Asks(params (bool? Known, string Ask)[] inputs) =>
        inputs.Where(i => i.Known is null).Select(i => i.Ask);

    private static string Basis(Finding finding) =>
        finding.Because.Count == 0
            ? finding.Title
            : $"{finding.Title}: {string.Join("; ", finding.Because.Select(b => $"{b.What} {b.Value}"))}";
}

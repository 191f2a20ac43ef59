using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Suicide, psychosis and mania, confusion, and withdrawal from alcohol or sedatives.</summary>
internal static class SafetyMind
{
    /// <summary>Days for which a told plan that was not taken back calls for help now. A convention.</summary>
    public const double PlanDays = 7;

    /// <summary>Days for which a high screen calls for help now: it asks about the past month (cssrs-columbia).</summary>
    public const double HighScreenDays = 30;

    /// <summary>C-SSRS level of high risk: past-month intent or plan, or behaviour within 3 months (cssrs-columbia).</summary>
    public const decimal HighRisk = 3;

    /// <summary>Days for which mania or hallucinations that were told are current.</summary>
    public const double MindDays = 7;

    /// <summary>Hours since the last drink or pill in which withdrawal can still come: 14 days. General practice, unverified.</summary>
    public const double SedativeWithdrawalHours = 14 * 24;

    /// <summary>Sedatives other than benzodiazepines whose stop can cause seizures or delirium. General practice, unverified.</summary>
    private static readonly string[] Hypnotics =
    [
        "butalbital",
        "carisoprodol",
        "eszopiclone",
        "phenobarbital",
        "primidone",
        "sodium oxybate",
        "zaleplon",
        "zolpidem",
    ];

    private static readonly string[] HighItems = ["4", "5", "6b"];
    private static readonly string[] LowerItems = ["1", "2", "3", "6a"];

    public static Finding?[] All(SafetyFacts facts)
    {
        var now = SuicideNow(facts);
        return
        [
            now,
            now is null ? SuicideRisk(facts) : null,
            Confusion(facts),
            PsychosisMania(facts),
            AlcoholBenzodiazepine(facts),
        ];
    }

    private static Finding? SuicideNow(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.SuicidalPlan);
        if (because.Count == 0)
        {
            because.AddRange(facts.Now(PlanDays * 24, Symptom.SuicidalPlan));
        }

        because.AddRange(Screen(facts, HighItems, HighRisk, HighScreenDays * 24));
        return because.Count == 0 ? null : facts.Finding("safety.suicide-now", Urgency.Emergency, because);
    }

    private static Finding? SuicideRisk(SafetyFacts facts)
    {
        var recent = SafetyFacts.RecentDays * 24;
        var because = new List<Input>();
        if (facts.Answer("phq9", "9", recent) is { Value: > 0 } item9)
        {
            because.Add(SafetyFacts.Of("PHQ-9 item 9", item9.Value.Text(), item9.Source));
        }

        because.AddRange(Screen(facts, [.. HighItems, .. LowerItems], 1, recent));
        var plan = facts.Any(PlanDays * 24, Symptom.SuicidalPlan);
        because.AddRange(plan.Count > 0 ? plan : facts.Now(recent, Symptom.SuicidalPlan));
        because.AddRange(facts.Now(recent, Symptom.SuicidalThoughts));
        if (facts.Chart.Has(Condition.SuicideAttempt) == true && facts.Withdrawal() is { Count: > 0 } withdrawal)
        {
            because.Add(new Input("Condition", "suicide attempt in the past"));
            because.AddRange(withdrawal);
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.suicide-risk",
                Urgency.Urgent,
                because,
                facts.Answer("cssrs", "2", PlanDays * 24) is null ? ["suicide-screen"] : []
            );
    }

    /// <summary>
    /// What the C-SSRS says: its level, or single answers, each of which stands by itself. The last complete screen decides; one that
    /// came later with blanks is read beside it and hides nothing.
    /// </summary>
    private static IEnumerable<Input> Screen(SafetyFacts facts, string[] items, decimal level, double withinHours)
    {
        for (var i = facts.Answers.Count - 1; i >= 0; i--)
        {
            var screen = facts.Answers[i];
            if (screen.Instrument != "cssrs")
            {
                continue;
            }

            var score = facts.Chart.Scores.LastOrDefault(s => s.Instrument == "cssrs" && s.At == screen.At);
            if (facts.Chart.Within(screen, withinHours))
            {
                foreach (var item in items)
                {
                    if (screen.Items?.GetValueOrDefault(item) is > 0)
                    {
                        yield return SafetyFacts.Of($"C-SSRS item {item}", "yes", screen);
                    }
                }

                if (score is not null && score.Low >= level)
                {
                    yield return new Input("C-SSRS", score.BandLabel ?? score.Low.Text(), screen.At?.ToString());
                }
            }

            if (score is { Complete: true })
            {
                yield break;
            }
        }
    }

    private static Finding? Confusion(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.Confusion, Symptom.Hallucinations);
        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.confusion",
                Urgency.Emergency,
                because,
                ["vitals", "alcohol-benzodiazepine-dependence"]
            );
    }

    private static Finding? PsychosisMania(SafetyFacts facts)
    {
        var because = facts.Now(MindDays * 24, Symptom.Mania, Symptom.Hallucinations);
        var steady = because.Count == 0;
        foreach (var kind in new[] { Condition.Psychosis, Condition.Mania })
        {
            if (facts.Chart.Has(kind) == true)
            {
                because.Add(new Input("Condition", SafetyFacts.Plain(kind)));
                steady &= facts.Chart.IsSteady(kind);
            }
        }

        if (because.Count == 0)
        {
            return null;
        }

        var danger = facts.Any(
            SafetyFacts.DangerHours,
            Symptom.Agitation,
            Symptom.SuicidalPlan,
            Symptom.SuicidalThoughts
        );
        if (danger.Count > 0)
        {
            return facts.Finding(
                "safety.psychosis-mania",
                Urgency.Emergency,
                [.. because, .. danger],
                ["suicide-screen"]
            );
        }

        return steady
            ? facts.Finding("safety.psychosis-steady", Urgency.Soon, because, ["psychosis", "suicide-screen"])
            : facts.Finding("safety.psychosis-mania", Urgency.Urgent, because, ["suicide-screen"]);
    }

    /// <summary>Whether a condition that is present is said not to be severe or unstable now; not said is not steady.</summary>
    private static bool IsSteady(this Chart chart, Condition condition) =>
        chart.Record.History.Conditions.Any(c => c.Condition == condition && c.Severe == false);

    private static Finding? AlcoholBenzodiazepine(SafetyFacts facts)
    {
        var because = new List<Input>();
        var certain = false;
        var open = false;
        foreach (var substance in new[] { Substance.Alcohol, Substance.Benzodiazepine, Substance.OtherSedative })
        {
            if (facts.Chart.About(substance) is not { } known || Daily(facts, known) == false)
            {
                continue;
            }

            var risk =
                known.WithdrawalBefore == true
                || known is { Daily: true, UsesNow: false, LastUse: not null } && Lately(facts, known)
                || (known.Disorder is not (null or UseDisorder.None) && known.InRemission != true);
            var daily = Daily(facts, known);
            if (risk || (daily == true && (known.WithdrawalBefore is null || known.Disorder is null)))
            {
                because.Add(
                    new Input(
                        "Substance",
                        $"{SafetyFacts.Plain(substance)}, {(daily == true ? "daily" : "how often not known")}",
                        known.LastUse?.ToString()
                    )
                );
                certain |= risk;
                open |= daily is null || known.WithdrawalBefore is null || known.Disorder is null;
            }
        }

        foreach (var medicine in facts.OnBoard(MedicineClass.Benzodiazepine))
        {
            if (medicine.Action == MedicineAction.Prescribed && facts.Chart.About(Substance.Benzodiazepine) is null)
            {
                because.Add(SafetyFacts.Of(medicine));
                open = true;
            }
        }

        foreach (var medicine in Stopped(facts))
        {
            because.Add(SafetyFacts.Of(medicine));
            certain = true;
        }

        if (because.Count == 0)
        {
            return null;
        }

        string[] missing = open ? ["alcohol-benzodiazepine-dependence"] : [];
        return certain
            ? facts.Finding("safety.alcohol-benzodiazepine-withdrawal", Urgency.Urgent, because, missing)
            : facts.Finding("safety.alcohol-benzodiazepine-unknown", Urgency.Soon, because, missing);
    }

    /// <summary>Benzodiazepines and other hypnotics whose last word is a stop, and that lately; one without a time may be.</summary>
    private static IEnumerable<Medicine> Stopped(SafetyFacts facts)
    {
        var latest = new Dictionary<string, Medicine>(StringComparer.Ordinal);
        foreach (var medicine in facts.Chart.Medicines)
        {
            if (
                medicine.Action != MedicineAction.Considered
                && (
                    facts.Chart.IsA(medicine.Name, MedicineClass.Benzodiazepine)
                    || Array.IndexOf(Hypnotics, medicine.Name) >= 0
                )
            )
            {
                latest[medicine.Name] = medicine;
            }
        }

        return latest.Values.Where(m =>
            m.Action == MedicineAction.Stopped && facts.Chart.Within(m, SedativeWithdrawalHours)
        );
    }

    private static bool Lately(SafetyFacts facts, SubstanceHistory known) =>
        known.LastUse is { } at && facts.Chart.Since(at) is { Low: <= SedativeWithdrawalHours };

    /// <summary>Whether it is used on most days; null when it is used and how often is not known; false when it is not.</summary>
    private static bool? Daily(SafetyFacts facts, SubstanceHistory known)
    {
        if (known.Daily is { } daily)
        {
            return daily;
        }

        return known.UsesNow == true || Lately(facts, known) || (known.UsesNow is null && known.LastUse is null)
            ? null
            : false;
    }
}

using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Suicide, psychosis and mania, confusion, and withdrawal from alcohol or sedatives.</summary>
internal static class SafetyMind
{
    /// <summary>Days for which a told plan, or a high screen, that was not taken back calls for help now. A convention.</summary>
    public const double PlanDays = 7;

    /// <summary>C-SSRS level of high risk: past-month intent or plan, or behaviour within 3 months (cssrs-columbia).</summary>
    public const decimal HighRisk = 3;

    /// <summary>Days for which mania or hallucinations that were told are current.</summary>
    public const double MindDays = 7;

    /// <summary>Hours since the last drink or pill in which withdrawal can still come: 7 days. General practice, unverified.</summary>
    public const double SedativeWithdrawalHours = 7 * 24;

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

        because.AddRange(Screen(facts, HighItems, HighRisk, PlanDays * 24));
        return because.Count == 0 ? null : facts.Finding("safety.suicide-now", Urgency.Emergency, because);
    }

    private static Finding? SuicideRisk(SafetyFacts facts)
    {
        var recent = SafetyFacts.RecentDays * 24;
        var because = new List<Input>();
        if (facts.Answer("phq9", "9", recent) is { Value: > 0 } item9)
        {
            because.Add(SafetyFacts.Of("PHQ-9 item 9", SafetyFacts.Number(item9.Value), item9.Source));
        }

        because.AddRange(Screen(facts, [.. HighItems, .. LowerItems], 1, recent));
        because.AddRange(facts.Any(PlanDays * 24, Symptom.SuicidalPlan));
        because.AddRange(facts.Now(PlanDays * 24, Symptom.SuicidalThoughts));
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

    /// <summary>What the last C-SSRS says: its level, or single answers, each of which stands by itself.</summary>
    private static IEnumerable<Input> Screen(SafetyFacts facts, string[] items, decimal level, double withinHours)
    {
        if (
            facts.Answers.FindLast(a => a.Instrument == "cssrs") is not { } screen
            || !facts.Chart.Within(screen, withinHours)
        )
        {
            yield break;
        }

        foreach (var item in items)
        {
            if (screen.Items?.GetValueOrDefault(item) is > 0)
            {
                yield return SafetyFacts.Of($"C-SSRS item {item}", "yes", screen);
            }
        }

        if (facts.Chart.LatestScore("cssrs", withinHours) is { } score && score.Low >= level)
        {
            yield return new Input("C-SSRS", score.BandLabel ?? SafetyFacts.Number(score.Low), score.At?.ToString());
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

        if (because.Count == 0)
        {
            return null;
        }

        string[] missing = open ? ["alcohol-benzodiazepine-dependence"] : [];
        return certain
            ? facts.Finding("safety.alcohol-benzodiazepine-withdrawal", Urgency.Urgent, because, missing)
            : facts.Finding("safety.alcohol-benzodiazepine-unknown", Urgency.Soon, because, missing);
    }

    /// <summary>Whether it is used on most days; null when it is used and how often is not known; false when it is not.</summary>
    private static bool? Daily(SafetyFacts facts, SubstanceHistory known)
    {
        if (known.Daily is { } daily)
        {
            return daily;
        }

        var lately = known.LastUse is { } at && facts.Chart.Since(at) is { Low: <= SedativeWithdrawalHours };
        return known.UsesNow == true || lately || (known.UsesNow is null && known.LastUse is null) ? null : false;
    }
}

using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>What speaks against cutting down without care, and what is not known of it.</summary>
/// <param name="Declined">A finding for each reason; empty when none is known.</param>
/// <param name="Open">Questions that could give a reason: an answer that is not known is never read as no.</param>
internal sealed record PlanGates(IReadOnlyList<Finding> Declined, IReadOnlyList<string> Open)
{
    private static readonly Substance[] Dependence =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
        Substance.Gabapentinoid,
    ];

    /// <summary>Those of them that must be known before dependence may be said to be absent.</summary>
    private static readonly Substance[] MustBeAsked =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
    ];

    /// <summary>Prescribed medicines that can cause withdrawal themselves, beside the benzodiazepines. A convention.</summary>
    private static readonly string[] CauseWithdrawal =
    [
        "baclofen",
        "butalbital",
        "carisoprodol",
        "eszopiclone",
        "gabapentin",
        "phenobarbital",
        "pregabalin",
        "primidone",
        "sodium oxybate",
        "zaleplon",
        "zolpidem",
    ];

    private static readonly Substance[] Opioids =
    [
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.PrescriptionOpioid,
        Substance.Methadone,
        Substance.Buprenorphine,
        Substance.Tianeptine,
    ];

    /// <summary>Looks at every reason.</summary>
    /// <param name="chart">The record.</param>
    /// <param name="said">The findings of the review, so that a plan and an alert cannot disagree.</param>
    public static PlanGates Of(Chart chart, IReadOnlyList<Finding> said)
    {
        var facts = new SafetyFacts(chart);
        var shared = chart.Facts;
        var history = chart.Record.History;
        var declined = new List<Finding>();
        var open = new List<string>();

        var emergencies = said.Where(f => f.Urgency == Urgency.Emergency).ToList();
        Decline(
            "plan.declined-emergency",
            emergencies.ConvertAll(f => new Input("Finding", f.Title)),
            Urgency.Emergency
        );
        Decline("plan.declined-suicide", Basis(said, "safety.suicide-now", "safety.suicide-risk"));
        var (pregnant, pregnancy) = SafetyPregnancy.IsPregnant(facts);
        Decline("plan.declined-pregnancy", pregnancy);
        Decline("plan.declined-newborn", shared.Newborn ? [new Input("Newborn", "kratom before birth")] : []);
        Decline(
            "plan.declined-minor",
            !shared.Newborn && shared.AgeYears is { } age and < Safety.AdultYears ? [new Input("Age", age.Text())] : []
        );
        Decline("plan.declined-seizure", Seizures(chart));
        Decline("plan.declined-dependence", DependenceOn(chart, said));
        Decline(
            "plan.declined-severe",
            history.SevereWithdrawalBefore == true ? [new Input("History", "severe withdrawal before")] : []
        );
        Decline(
            "plan.declined-seven-hydroxy",
            shared.SevenOh == true && facts.Sedatives.Now == true
                ? [new Input("Product", "7-OH or pseudoindoxyl"), .. facts.Sedatives.Basis]
                : []
        );
        Decline("plan.declined-opioid", OpioidsNow(chart));
        Decline("plan.declined-two-products", TwoProducts(chart));

        Ask("suicide-screen", !IsScreened(chart));
        Ask("pregnancy", pregnant is null);
        Ask("age", shared.AgeYears is null);
        Ask("seizure", shared.Seizures is null);
        Ask("alcohol-benzodiazepine-dependence", !Array.TrueForAll(MustBeAsked, s => IsFree(chart.About(s))));
        Ask("sedatives", facts.Sedatives.Now is null);
        Ask("past-attempts", history.SevereWithdrawalBefore is null);
        return new PlanGates(declined, open);

        void Decline(string rule, IReadOnlyList<Input> because, Urgency urgency = Urgency.Soon)
        {
            if (because.Count > 0)
            {
                declined.Add(chart.Knowledge.Finding(rule, urgency, because));
            }
        }

        void Ask(string id, bool unknown)
        {
            if (unknown)
            {
                open.Add(id);
            }
        }
    }

    private static List<Input> Basis(IReadOnlyList<Finding> said, params string[] ids) =>
        [.. said.Where(f => ids.Contains(f.Id)).SelectMany(f => f.Because)];

    private static List<Input> Seizures(Chart chart)
    {
        var found = new List<Input>();
        foreach (var condition in new[] { Condition.Seizure, Condition.SeizureInWithdrawal })
        {
            if (chart.Has(condition) == true)
            {
                found.Add(new Input("Condition", Words.Plain(condition)));
            }
        }

        found.AddRange(
            chart
                .Symptoms.Where(s => s.Reports.Any(r => r is { Symptom: Symptom.Seizure, Present: true }))
                .Select(s => SafetyFacts.Of("Symptom", "seizure", s))
        );
        return found;
    }

    /// <summary>Dependence on alcohol or sedatives, now or before, in remission or not; daily use counts as it.</summary>
    private static List<Input> DependenceOn(Chart chart, IReadOnlyList<Finding> said)
    {
        var found = new List<Input>();
        foreach (var substance in Dependence)
        {
            if (
                chart.About(substance) is { } known
                && (known.Daily == true || known.WithdrawalBefore == true || HasDisorder(known))
            )
            {
                found.Add(new Input("Substance", $"{Words.Plain(substance)}: daily use or dependence, now or before"));
            }
        }

        found.AddRange(
            chart
                .OnBoard()
                .Where(m => m.Action == MedicineAction.Prescribed)
                .Where(m => chart.IsA(m.Name, MedicineClass.Benzodiazepine) || CauseWithdrawal.Contains(m.Name))
                .Select(SafetyFacts.Of)
        );
        return found.Count > 0 ? found : Basis(said, "safety.alcohol-benzodiazepine-withdrawal");
    }

    private static bool HasDisorder(SubstanceHistory known) => known.Disorder is not (null or UseDisorder.None);

    /// <summary>Whether it is known not to be used daily and never to have been a disorder.</summary>
    private static bool IsFree(SubstanceHistory? known) =>
        known is { Disorder: UseDisorder.None } && (known.Daily ?? known.UsesNow) == false;

    /// <summary>Opioids and their blockers, for which neither the model nor a plan alone is made.</summary>
    private static List<Input> OpioidsNow(Chart chart) =>
        [
            .. Opioids
                .Where(s => chart.About(s) is { } known && (known.UsesNow == true || known.Daily == true))
                .Select(s => new Input("Substance", $"{Words.Plain(s)} now")),
            .. chart
                .OnBoard()
                .Where(m => chart.IsA(m.Name, MedicineClass.Opioid) || chart.IsA(m.Name, MedicineClass.Antagonist))
                .Where(m => m.Name is not ("naloxone" or "loperamide"))
                .Select(SafetyFacts.Of),
        ];

    /// <summary>More than one kind of product within a week: cutting one and not the other is more than the model can foresee.</summary>
    private static List<Input> TwoProducts(Chart chart)
    {
        var kinds = chart.Uses.Where(u => u.At is not null && chart.Within(u, 7 * 24)).Select(u => u.Product.Kind);
        var found = kinds.Distinct().Order().ToList();
        return found.Count > 1 ? found.ConvertAll(k => new Input("Product within 7 days", Words.Plain(k))) : [];
    }

    private static bool IsScreened(Chart chart) =>
        chart.Facts.Screen("cssrs") is { Complete: true }
        || chart.Facts.Items("phq9", OptionsFacts.ScreenDays * 24)?.GetValueOrDefault("9") is not null;
}

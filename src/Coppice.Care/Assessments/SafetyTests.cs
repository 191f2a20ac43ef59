using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>What tests cannot see, what is not known about medicines, and hazards of daily life.</summary>
internal static class SafetyTests
{
    /// <summary>Days for which an answer to the use disorder criteria holds: their window is 12 months.</summary>
    public const double CriteriaDays = 365;

    /// <summary>Days for which a medicine that was given once is looked at. A convention.</summary>
    public const double GivenDays = 30;

    public static Finding?[] All(SafetyFacts facts) =>
        [UrineCannotSee(facts), Cyp3A(facts), UnknownMedicines(facts), Driving(facts)];

    /// <summary>
    /// The latest urine test of the last 90 days that did not look for kratom, or not for 7-OH where 7-OH is used; and what it could
    /// not see.
    /// </summary>
    public static (UrineTest Test, string Unseen)? Blind(SafetyFacts facts)
    {
        for (var i = facts.UrineTests.Count - 1; i >= 0; i--)
        {
            var test = facts.UrineTests[i];
            if (!facts.Chart.Within(test, SafetyFacts.RecentDays * 24))
            {
                continue;
            }

            if (!test.CanSeeKratom)
            {
                return (test, "mitragynine or 7-OH");
            }

            if (
                facts.Kratom.SevenHydroxy == true
                && !test.Results.Any(r => r.Target == UrineTarget.SevenHydroxymitragynine)
            )
            {
                return (test, "7-OH");
            }
        }

        return null;
    }

    private static Finding? UrineCannotSee(SafetyFacts facts)
    {
        if (Blind(facts) is not { } blind)
        {
            return null;
        }

        var relied =
            facts.Naltrexone.Latest is not null || facts.Naltrexone.Buprenorphine is not null || !facts.Kratom.Asked;
        var targets =
            blind.Test.Results.Count == 0
                ? "standard panel, targets not listed"
                : string.Join(", ", blind.Test.Results.Select(r => SafetyFacts.Plain(r.Target)));
        return facts.Finding(
            "safety.urine-cannot-see",
            relied ? Urgency.Soon : Urgency.Routine,
            [SafetyFacts.Of("Urine test", targets, blind.Test)],
            facts.Kratom.Asked ? ["urine-panel"] : ["urine-panel", "kratom-use"],
            ("unseen", blind.Unseen)
        );
    }

    private static Finding? Cyp3A(SafetyFacts facts)
    {
        if (!facts.Kratom.Known || facts.Kratom.Within(SafetyFacts.WashoutHours) == false)
        {
            return null;
        }

        var medicines = facts.InPlay(MedicineClass.Cyp3A);
        return medicines.Count == 0
            ? null
            : facts.Finding(
                "safety.cyp3a",
                Urgency.Routine,
                [.. medicines.Select(SafetyFacts.Of), facts.Kratom.Basis],
                facts.Kratom.Within(SafetyFacts.WashoutHours) is null ? [facts.Kratom.Question] : [],
                ("medicines", string.Join(", ", medicines.Select(m => m.Name)))
            );
    }

    private static Finding? UnknownMedicines(SafetyFacts facts)
    {
        var unknown = new Dictionary<string, Medicine>(StringComparer.Ordinal);
        foreach (var medicine in facts.Chart.Medicines)
        {
            if (
                facts.Chart.Knowledge.Medicines.ContainsKey(medicine.Name)
                || SafetyNaltrexone.IsNaltrexone(medicine.Name)
            )
            {
                continue;
            }

            switch (medicine.Action)
            {
                case MedicineAction.Stopped:
                    unknown.Remove(medicine.Name);
                    break;
                case MedicineAction.Prescribed:
                case MedicineAction.Given when facts.Chart.Within(medicine, GivenDays * 24):
                case MedicineAction.Considered when facts.Chart.Within(medicine, SafetyFacts.RecentDays * 24):
                    unknown[medicine.Name] = medicine;
                    break;
                default:
                    break;
            }
        }

        return unknown.Count == 0
            ? null
            : facts.Finding(
                "safety.medicine-unknown",
                Urgency.Routine,
                unknown.Values.Select(SafetyFacts.Of),
                ["medicines"],
                ("medicines", string.Join(", ", unknown.Keys))
            );
    }

    private static Finding? Driving(SafetyFacts facts)
    {
        var because = new List<Input>();
        if (
            facts.Functions.FindLast(f => f.Hazard is not null) is { Hazard: Difficulty.Serious } report
            && facts.Chart.Within(report, SafetyFacts.RecentDays * 24)
        )
        {
            because.Add(SafetyFacts.Of("Hazards after use", "serious", report));
        }

        if (facts.Answer("kud", "8", CriteriaDays * 24) is { Value: 1 } criterion)
        {
            because.Add(SafetyFacts.Of("Use disorder criterion 8", "yes", criterion.Source));
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.driving",
                Urgency.Routine,
                because,
                facts.Sedatives.Now is null ? ["sedatives"] : []
            );
    }
}

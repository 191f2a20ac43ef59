using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>What is taken now that slows breathing together with kratom or 7-OH.</summary>
internal sealed class SafetySedatives
{
    /// <summary>Substances that slow breathing. Prescribed buprenorphine is a treatment with a ceiling and is not one of them.</summary>
    private static readonly Substance[] Sedating =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
        Substance.Gabapentinoid,
        Substance.PrescriptionOpioid,
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.Methadone,
        Substance.Tianeptine,
    ];

    /// <summary>The groups that must all be known to be absent before "no sedatives" may be said.</summary>
    private static readonly Substance[] MustBeAsked =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
        Substance.Gabapentinoid,
        Substance.PrescriptionOpioid,
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.Methadone,
    ];

    private readonly SafetyFacts facts;
    private readonly List<string> names = [];
    private readonly List<Input> basis = [];

    public SafetySedatives(SafetyFacts facts)
    {
        this.facts = facts;
        foreach (var substance in Sedating)
        {
            FromHistory(substance);
        }

        if (facts.Chart.Record.History.LastOpioidUse is { } at && Recent(at))
        {
            Add("other opioid", new Input("Last opioid use", at.ToString(), at.ToString()));
        }

        foreach (var medicine in facts.OnBoard(MedicineClass.Sedative))
        {
            Add(medicine.Name, SafetyFacts.Of(medicine));
        }

        FromUses();
        FromTests();
        Now =
            names.Count > 0 ? true
            : Array.TrueForAll(MustBeAsked, s => facts.Chart.About(s) is { UsesNow: false }) ? false
            : null;
    }

    /// <summary>Whether a sedative is taken now; null when not all groups were asked about.</summary>
    public bool? Now { get; }

    /// <summary>Their names, each once.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>What says so.</summary>
    public IReadOnlyList<Input> Basis => basis;

    private void FromHistory(Substance substance)
    {
        if (
            facts.Chart.About(substance) is { } known
            && (known.UsesNow == true || known.Daily == true || (known.LastUse is { } at && Recent(at)))
        )
        {
            Add(
                SafetyFacts.Plain(substance),
                new Input("Substance", $"{SafetyFacts.Plain(substance)} now", known.LastUse?.ToString())
            );
        }
    }

    private void FromUses()
    {
        if (facts.Chart.Habit is { } habit)
        {
            foreach (var substance in habit.With.Where(s => Array.IndexOf(Sedating, s) >= 0))
            {
                Add(
                    SafetyFacts.Plain(substance),
                    SafetyFacts.Of("Taken with kratom", SafetyFacts.Plain(substance), habit)
                );
            }
        }

        for (var i = facts.RecentUses.Count - 1; i >= 0; i--)
        {
            var use = facts.RecentUses[i];
            if (use.With.Count > 0 && facts.Chart.Within(use, SafetyFacts.WashoutHours))
            {
                foreach (var substance in use.With.Where(s => Array.IndexOf(Sedating, s) >= 0))
                {
                    Add(
                        SafetyFacts.Plain(substance),
                        SafetyFacts.Of("Taken with kratom", SafetyFacts.Plain(substance), use)
                    );
                }
            }
        }
    }

    private void FromTests()
    {
        foreach (var test in facts.UrineTests.Where(t => facts.Chart.Within(t, SafetyFacts.WashoutHours)))
        {
            foreach (var result in test.Results.Where(r => r.Result == TestResult.Positive))
            {
                if (
                    result.Target
                    is UrineTarget.Alcohol
                        or UrineTarget.Benzodiazepines
                        or UrineTarget.Barbiturates
                        or UrineTarget.Opiates
                        or UrineTarget.Oxycodone
                        or UrineTarget.Fentanyl
                        or UrineTarget.Methadone
                )
                {
                    Add(
                        $"{SafetyFacts.Plain(result.Target)} in urine",
                        SafetyFacts.Of("Urine test", $"{SafetyFacts.Plain(result.Target)} positive", test)
                    );
                }
            }
        }
    }

    private bool Recent(EventTime at) => facts.Chart.Since(at) is { Low: < SafetyFacts.WashoutHours };

    private void Add(string name, Input because)
    {
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            names.Add(name);
            basis.Add(because);
        }
    }
}

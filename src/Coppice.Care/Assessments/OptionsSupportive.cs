using Coppice.Record;

namespace Coppice.Care;

/// <summary>A medicine against one symptom, with what the record says about it.</summary>
/// <param name="Name">Generic name.</param>
/// <param name="For">The symptom.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Because">What speaks against it.</param>
/// <param name="Unknown">Gates of which it is not known; such a medicine is not an option until they are.</param>
public sealed record SupportiveMedicine(
    string Name,
    string For,
    OptionState State,
    IReadOnlyList<string> Because,
    IReadOnlyList<string> Unknown
);

/// <summary>Medicines against single symptoms, gated by QT, sedation, kidney and liver; and the options with the least evidence.</summary>
internal static class OptionsSupportive
{
    /// <summary>One medicine of the list: what it is for and which gates it has.</summary>
    private sealed record Item(string Name, string For, bool Qt = false, bool Sedating = false);

    private const string SedativesUnknown = "sedatives not known";
    private const string LiverUnknown = "no current liver tests";

    private static readonly Item[] Items =
    [
        new("hydroxyzine", "anxiety, restlessness", Qt: true, Sedating: true),
        new("ondansetron", "nausea", Qt: true),
        new("loperamide", "diarrhea", Qt: true),
        new("trazodone", "sleep", Qt: true, Sedating: true),
        new("gabapentin", "restlessness, aches", Sedating: true),
        new("ibuprofen", "aches"),
        new("acetaminophen", "aches"),
        new("dicyclomine", "cramps"),
    ];

    public static IReadOnlyList<SupportiveMedicine> Of(OptionsFacts facts) => [.. Items.Select(i => Judge(facts, i))];

    /// <summary>The list as one option: to consider when at least one medicine is.</summary>
    public static TreatmentOption Option(OptionsFacts facts, IReadOnlyList<SupportiveMedicine> medicines)
    {
        var gates = new OptionsGates().Adult(facts.AgeYears);
        var open = medicines.Where(m => m.State == OptionState.Consider).Select(m => m.Name).ToList();
        foreach (var medicine in medicines)
        {
            if (medicine.Because.Count > 0)
            {
                gates.Gate(false, "", $"{medicine.Name} ({medicine.Because.Join()})", "");
            }
            else if (medicine.Unknown.Count > 0)
            {
                gates.Gate(null, "", "", $"{medicine.Name} ({medicine.Unknown.Join()})");
            }
            else
            {
                gates.Gate(true, medicine.Name, "", "");
            }
        }

        if (facts.LongQt is null)
        {
            gates.Ask("ecg");
        }

        if (medicines.Any(m => m.Unknown.Contains(SedativesUnknown)))
        {
            gates.Ask("sedatives");
        }

        if (medicines.Any(m => m.Unknown.Contains(LiverUnknown)))
        {
            gates.Ask("liver-tests");
        }

        return gates.Option("supportive") with
        {
            State =
                facts.AgeYears < 18 ? OptionState.Specialist
                : open.Count > 0 ? OptionState.Consider
                : OptionState.NotNow,
        };
    }

    public static TreatmentOption Methadone(OptionsFacts facts)
    {
        var gates = new OptionsGates().Adult(facts.AgeYears);
        gates
            .Against(
                facts.Ecg?.QtcMs >= OptionsFacts.UrgentQtc || facts.Chart.Has(Condition.CongenitalLongQt) == true,
                facts.Ecg?.QtcMs >= OptionsFacts.UrgentQtc
                    ? $"QTc {facts.Ecg?.QtcMs} ms: {OptionsFacts.UrgentQtc} or more"
                    : "congenital long QT",
                ""
            )
            .ForSpecialist(true, "opioid treatment program or inpatient only")
            .Caution(facts.LongQt, "QTc is long", "no current ECG; methadone lengthens QT", "ecg")
            .Caution(facts.Pregnant, "pregnant: standard care in an opioid treatment program (unverified)")
            .Caution(facts.Sedatives, $"sedatives ({facts.SedativeNames.Join()}): breathing can slow");
        return gates.Option("methadone");
    }

    public static TreatmentOption Dihydrocodeine(OptionsFacts facts)
    {
        var gates = new OptionsGates();
        var region = facts.Chart.Record.Person.Region;
        var us = region is null ? (bool?)null : region.StartsWith("US-", StringComparison.Ordinal) || region == "US";
        gates.ForSpecialist(us == false, "inpatient, by a specialist, with lofexidine (one case report)");
        if (us != false)
        {
            gates.Gate(
                us is null ? null : false,
                "",
                "not used for this in the US",
                "region (it is not used for this in the US)"
            );
        }

        gates.Caution(facts.Sedatives, $"sedatives ({facts.SedativeNames.Join()}): breathing can slow");
        return gates.Option("dihydrocodeine");
    }

    public static TreatmentOption Clomipramine(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var gates = new OptionsGates();
        gates
            .Against(facts.Seizures, "seizure history: it lowers the threshold", "seizure history", "seizure")
            .Against(
                chart.Has(Condition.CongenitalLongQt) == true || facts.Ecg?.QtcMs >= OptionsFacts.UrgentQtc,
                chart.Has(Condition.CongenitalLongQt) == true
                    ? "congenital long QT"
                    : $"QTc {facts.Ecg?.QtcMs} ms: {OptionsFacts.UrgentQtc} or more",
                ""
            )
            .Gate(!facts.LongQt, "QTc not long", $"QTc is long ({facts.Ecg?.QtcMs} ms)", "ECG", "ecg");
        Drug(Knowledge.MedicineClass.SeizureThreshold, "lowers the seizure threshold");
        Drug(Knowledge.MedicineClass.Qt, "lengthens QT");
        Drug(Knowledge.MedicineClass.Serotonergic, "acts on serotonin");
        var since = chart.SinceLastUse;
        gates.Gate(
            since is not { } s ? null
                : s.IsAtLeast(14 * 24) ? true
                : s.CanBeBelow(14 * 24) && s.High < 14 * 24 ? false
                : null,
            "14 days or more since the last kratom",
            "kratom within 14 days: seizures are reported with kratom; the report is of symptoms that stayed after stopping",
            "time since the last kratom (14 days)",
            "last-use"
        );
        return gates.Option("clomipramine");

        void Drug(Knowledge.MedicineClass kind, string words)
        {
            if (facts.OnBoard.FirstOrDefault(m => m.Name != "clomipramine" && chart.IsA(m.Name, kind)) is { } other)
            {
                gates.Gate(false, "", $"{other.Name} on board {words}", "");
            }
        }
    }

    private static SupportiveMedicine Judge(OptionsFacts facts, Item item)
    {
        var chart = facts.Chart;
        var avoid = new List<string>();
        var wait = new List<string>();
        var unknown = new List<string>();
        if (item.Qt)
        {
            Qt(facts, item, avoid, wait, unknown);
        }

        if (item.Sedating)
        {
            if (facts.Sedatives == true)
            {
                wait.Add($"sedation with {facts.SedativeNames.Join()}");
            }
            else if (facts.Sedatives is null)
            {
                unknown.Add(SedativesUnknown);
            }
        }

        switch (item.Name)
        {
            case "acetaminophen" when facts.LiverRaised == true:
                avoid.Add("liver tests are raised: no stacking");
                break;
            case "acetaminophen" when facts.LiverRaised is null:
                unknown.Add(LiverUnknown);
                break;
            case "ibuprofen" when chart.Has(Condition.KidneyDisease) == true || chart.Has(Condition.Dialysis) == true:
                avoid.Add("kidney disease");
                break;
            case "ibuprofen" when chart.Present(Symptom.BloodInVomitOrStool, 30 * 24):
                avoid.Add("bleeding");
                break;
            case "ibuprofen" or "dicyclomine" when facts.Pregnant == true:
                wait.Add("pregnant");
                break;
            case "gabapentin" when chart.Has(Condition.KidneyDisease) == true || chart.Has(Condition.Dialysis) == true:
                wait.Add("kidney disease: dose by kidney function");
                break;
            case "loperamide" when chart.Present(Symptom.Fever, 24) || chart.Present(Symptom.BloodInVomitOrStool, 24):
                wait.Add("fever or blood: infection first");
                break;
            default:
                break;
        }

        var minor = facts.AgeYears < 18;
        if (minor)
        {
            wait.Add("under 18: adult doses");
        }
        else if (facts.AgeYears is null)
        {
            unknown.Add("age not known");
        }

        return avoid.Count > 0 ? new(item.Name, item.For, OptionState.Avoid, avoid, unknown)
            : minor ? new(item.Name, item.For, OptionState.Specialist, wait, unknown)
            : wait.Count > 0 || unknown.Count > 0 ? new(item.Name, item.For, OptionState.NotNow, wait, unknown)
            : new(item.Name, item.For, OptionState.Consider, [], []);
    }

    private static void Qt(OptionsFacts facts, Item item, List<string> avoid, List<string> wait, List<string> unknown)
    {
        var chart = facts.Chart;
        if (chart.Has(Condition.CongenitalLongQt) == true)
        {
            avoid.Add("congenital long QT");
        }
        else if (facts.Ecg?.QtcMs >= OptionsFacts.UrgentQtc)
        {
            avoid.Add($"QTc {facts.Ecg.QtcMs} ms");
        }
        else if (facts.LongQt == true)
        {
            wait.Add($"QTc {facts.Ecg!.QtcMs} ms");
        }

        if (
            facts.OnBoard.FirstOrDefault(m => m.Name != item.Name && chart.IsA(m.Name, Knowledge.MedicineClass.Qt)) is
            { } other
        )
        {
            wait.Add($"{other.Name} lengthens QT too");
        }

        if (facts.ElectrolytesLow)
        {
            wait.Add("potassium or magnesium low");
        }

        if (facts.LongQt is null)
        {
            var heart =
                chart.Has(Condition.HeartDisease) == true
                || chart.Has(Condition.HeartFailure) == true
                || chart.Has(Condition.Arrhythmia) == true
                || chart.Present(Symptom.Fainting, 30 * 24);
            unknown.Add(heart ? "ECG, because of the heart" : "no current ECG");
        }
    }
}

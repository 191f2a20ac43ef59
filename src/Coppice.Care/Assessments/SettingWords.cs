using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>The findings of the setting suggestion.</summary>
internal static class SettingWords
{
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

    public static List<Finding> Say(OptionsFacts facts, SettingSection section, IReadOnlyList<Finding> soFar)
    {
        var knowledge = facts.Chart.Knowledge;
        var findings = new List<Finding>();
        var open = section.CannotExclude.SelectMany(o => o.Ask).Distinct().ToList();
        var fired = section.Fired.Where(f => f.Row == section.Row).Select(f => f.Because).ToList();
        if (section.Row is { } row)
        {
            findings.Add(
                knowledge.Finding(
                    row == SettingRow.Emergency ? "setting.emergency" : "setting.suggestion",
                    row switch
                    {
                        SettingRow.Emergency => Urgency.Emergency,
                        SettingRow.Hospital => Urgency.Urgent,
                        SettingRow.Residential => Urgency.Soon,
                        _ => Urgency.Routine,
                    },
                    section.Fired.Select(f => new Input(Clinical(f.Row), f.Because)),
                    null,
                    ("place", knowledge.Phrases.Say($"place.{Word.Of(row)}")),
                    ("more", open.Count > 0 ? " " + knowledge.Phrases.Say("place.more") : ""),
                    ("setting", Clinical(row)),
                    ("because", string.Join("; ", fired)),
                    ("notes", string.Concat(section.Notes.Select(n => " " + n)))
                )
            );
        }
        else if (
            soFar
                .Where(f => f is { Urgency: Urgency.Urgent, Area: Knowledge.Area.Safety or Knowledge.Area.Liver })
                .ToList() is
            { Count: > 0 } urgent
        )
        {
            findings.Add(
                knowledge.Finding(
                    "setting.urgent-first",
                    Urgency.Urgent,
                    urgent.Select(f => new Input("Urgent", f.Title)),
                    ["kud"],
                    ("urgent", string.Join("; ", urgent.Select(f => f.Title)))
                )
            );
        }
        else
        {
            findings.Add(
                knowledge.Finding(
                    "setting.not-enough",
                    Urgency.Routine,
                    [new Input("Criteria", "not enough answered")],
                    ["kud"]
                )
            );
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
                            ". ",
                            section.CannotExclude.Select(o =>
                                $"{Clinical(o.Row)}: ask {string.Join("; ", o.Ask.Select(a => knowledge.Question(a).Clinician))}"
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
                        .. SettingRows.Asks(
                            (around.HasNaloxone, "naloxone"),
                            (around.HasOverdosePlan, "overdose-plan")
                        ),
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
                    (
                        "barriers",
                        knowledge.Both(p =>
                            p.Join([
                                .. SettingAddOns
                                    .Barriers(facts.Chart)
                                    .Where(b => b.There == true)
                                    .Select(b => p.Say(b.Phrase)),
                            ])
                        )
                    )
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

        var asked =
            facts.Chart.Record.Circumstances.WantsBuprenorphine == true
            || facts.Chart.Medicines.Any(m => OptionsFacts.IsBuprenorphine(m) && m.Action == MedicineAction.Considered);
        var row = section.Row;
        if (
            !facts.Newborn
            && (asked || row is SettingRow.Outpatient or SettingRow.IntensiveOutpatient or SettingRow.PartialHospital)
        )
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

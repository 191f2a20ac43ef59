using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>The moment that makes an overdose plan due (clinical dossier 3.9: at intake, at discharge, at every return).</summary>
[JsonConverter(typeof(WordConverter<OverdosePlanMoment>))]
public enum OverdosePlanMoment
{
    /// <summary>No plan is known.</summary>
    Intake,

    /// <summary>Care or a withdrawal programme ended.</summary>
    Discharge,

    /// <summary>A return to kratom or opioids, or an overdose.</summary>
    Return,
}

/// <summary>The facts about safety that other parts of the review build on. Null always means: not known.</summary>
public sealed record SafetySection
{
    /// <summary>Whether a safety rule asks for emergency help now.</summary>
    public required bool Emergency { get; init; }

    /// <summary>
    /// Whether something that slows breathing is taken now. False only when every group (alcohol, benzodiazepines, other sedatives,
    /// gabapentinoids, opioids) is known not to be used.
    /// </summary>
    public bool? SedativesNow { get; init; }

    /// <summary>What those are.</summary>
    public required IReadOnlyList<string> Sedatives { get; init; }

    /// <summary>Whether kratom is likely still in the body: used within about 9.4 days, five half-lives (tanna-2022).</summary>
    public bool? KratomLikelyOnBoard { get; init; }

    /// <summary>Whether kratom or 7-OH was used within 14 days, the window of the naltrexone gate.</summary>
    public bool? KratomWithin14Days { get; init; }

    /// <summary>Whether a 7-OH or pseudoindoxyl product is used.</summary>
    public bool? SevenHydroxy { get; init; }

    /// <summary>Whether the naltrexone gate is closed: naltrexone is in play and 14 days without kratom are not certain.</summary>
    public required bool NaltrexoneStop { get; init; }

    /// <summary>Whether an overdose plan is due.</summary>
    public required bool OverdosePlanDue { get; init; }

    /// <summary>Why it is due; null when it is not.</summary>
    public OverdosePlanMoment? OverdosePlanReason { get; init; }

    /// <summary>Whether the person is pregnant.</summary>
    public bool? Pregnant { get; init; }

    /// <summary>Whether the person is 18 or older.</summary>
    public bool? Adult { get; init; }
}

/// <summary>The gates that keep a person safe. Each is a pure rule over the chart; the words are in <c>data/rules/safety.json</c>.</summary>
internal static class Safety
{
    /// <summary>The age of an adult, years.</summary>
    public const int AdultYears = 18;

    /// <summary>Applies every safety rule.</summary>
    public static Assessed<SafetySection> Of(Chart chart)
    {
        var facts = new SafetyFacts(chart);
        var plan = SafetyOpioids.PlanMoment(facts);
        var findings = new List<Finding>();
        Finding?[][] themes =
        [
            SafetyBreathing.All(facts),
            SafetyOpioids.All(facts, plan),
            SafetyHeart.All(facts),
            SafetyBody.All(facts),
            SafetyMind.All(facts),
            SafetyPregnancy.All(facts),
            SafetyTests.All(facts),
        ];
        foreach (var theme in themes)
        {
            foreach (var finding in theme)
            {
                if (finding is not null)
                {
                    findings.Add(finding);
                }
            }
        }

        var section = new SafetySection
        {
            Emergency = findings.Exists(f => f.Urgency == Urgency.Emergency),
            SedativesNow = facts.Sedatives.Now,
            Sedatives = facts.Sedatives.Names,
            KratomLikelyOnBoard = facts.Kratom.Within(SafetyKratom.OnBoardHours),
            KratomWithin14Days = facts.Kratom.Within(SafetyFacts.WashoutHours),
            SevenHydroxy = facts.Kratom.SevenHydroxy,
            NaltrexoneStop = findings.Exists(f => f.Id == "safety.naltrexone"),
            OverdosePlanDue = plan is not null,
            OverdosePlanReason = plan?.Moment,
            Pregnant = SafetyPregnancy.IsPregnant(facts).Answer,
            Adult = chart.Record.Person.AgeYears is { } age ? age >= AdultYears : null,
        };
        return new Assessed<SafetySection>(section, findings);
    }
}

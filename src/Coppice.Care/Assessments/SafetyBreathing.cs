using Coppice.Record;

namespace Coppice.Care;

/// <summary>Breathing, waking, and what slows both.</summary>
internal static class SafetyBreathing
{
    /// <summary>Breaths a minute under which breathing is too slow (coppice-stop-rules).</summary>
    public const decimal SlowBreaths = 12;

    /// <summary>Oxygen saturation, %, under which it is too low (coppice-stop-rules).</summary>
    public const decimal LowOxygen = 92;

    /// <summary>Glasgow coma score at or under which a person is in a coma. General practice; not checked at a source.</summary>
    public const decimal Coma = 8;

    public static Finding?[] All(SafetyFacts facts)
    {
        var emergency = Emergency(facts);
        return [emergency, emergency is null ? Drowsy(facts) : null, Sedatives(facts), SedativesUnknown(facts)];
    }

    private static Finding? Emergency(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.CannotWake, Symptom.SlowBreathing, Symptom.BlueLips);
        var breaths = facts.Reading(v => v.RespiratoryRate, SafetyFacts.DangerHours);
        var oxygen = facts.Reading(v => v.OxygenSaturation, SafetyFacts.DangerHours);
        because.AddRange(
            breaths
                .Where(r => r.Value < SlowBreaths)
                .Select(r => SafetyFacts.Of("Breathing", $"{r.Value.Text()}/min", r.Source))
        );
        because.AddRange(
            oxygen.Where(r => r.Value < LowOxygen).Select(r => SafetyFacts.Of("SpO2", $"{r.Value.Text()} %", r.Source))
        );
        because.AddRange(
            facts
                .Reading(v => v.GlasgowComa, SafetyFacts.DangerHours)
                .Where(r => r.Value <= Coma)
                .Select(r => SafetyFacts.Of("Glasgow coma score", r.Value.Text(), r.Source))
        );
        if (facts.Lived(SafetyFacts.DangerHours, LifeEvent.Overdose) is { } overdose)
        {
            because.Add(SafetyFacts.Of(overdose));
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.breathing-emergency",
                Urgency.Emergency,
                because,
                breaths.Count == 0 || oxygen.Count == 0 ? ["vitals"] : []
            );
    }

    /// <summary>
    /// Drowsy with 7-OH or a sedative, or after kratom while neither is known to be absent, and nobody has measured breathing
    /// (wapc-2025, la-county-2025).
    /// </summary>
    private static Finding? Drowsy(SafetyFacts facts)
    {
        var because = facts.Now(SafetyFacts.DangerHours, Symptom.Drowsiness);
        if (because.Count == 0)
        {
            return null;
        }

        if (facts.Kratom.SevenHydroxy == true)
        {
            because.Add(new Input("Product", "7-OH"));
        }

        because.AddRange(facts.Sedatives.Basis);
        if (
            facts.Kratom.Known
            && facts.Kratom.Within(SafetyFacts.DangerHours) != false
            && !(facts.Sedatives.Now == false && facts.Kratom.OnlyLeaf)
        )
        {
            because.Add(facts.Kratom.Basis);
        }

        var measured =
            facts.Reading(v => v.RespiratoryRate, SafetyFacts.DangerHours).Count > 0
            && facts.Reading(v => v.OxygenSaturation, SafetyFacts.DangerHours).Count > 0;
        return because.Count == 1 || measured
            ? null
            : facts.Finding(
                "safety.drowsy",
                Urgency.Urgent,
                because,
                facts.Sedatives.Now is null ? ["vitals", "sedatives"] : ["vitals"]
            );
    }

    private static Finding? Sedatives(SafetyFacts facts)
    {
        var recent = facts.Kratom.Within(SafetyFacts.WashoutHours);
        if (facts.Sedatives.Now != true || !facts.Kratom.Known || recent == false)
        {
            return null;
        }

        var missing = new List<string>();
        if (recent is null)
        {
            missing.Add("last-use");
        }

        if (facts.Chart.Record.Circumstances.HasNaloxone is null)
        {
            missing.Add("naloxone");
        }

        return facts.Finding(
            "safety.sedatives",
            Urgency.Urgent,
            [facts.Kratom.Basis, .. facts.Sedatives.Basis],
            missing,
            ("sedatives", string.Join(", ", facts.Sedatives.Names)),
            ("last", facts.Kratom.LastUse)
        );
    }

    private static Finding? SedativesUnknown(SafetyFacts facts) =>
        facts.Sedatives.Now is null && facts.Kratom.Known && facts.Kratom.Within(SafetyFacts.WashoutHours) != false
            ? facts.Finding("safety.sedatives-unknown", Urgency.Soon, [facts.Kratom.Basis], ["sedatives", "medicines"])
            : null;
}

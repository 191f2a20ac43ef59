using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Seizures, infection, fluids, bleeding, kidneys and muscle, bowels, thyroid, and the product itself.</summary>
internal static class SafetyBody
{
    /// <summary>Temperature, °C, from which there is fever. General practice; used only together with another sign.</summary>
    public const decimal Fever = 38.0m;

    /// <summary>Temperature, °C, from which fever alone calls for a clinician the same day (coppice-stop-rules).</summary>
    public const decimal HighFever = 38.5m;

    /// <summary>Temperature, °C, above which it is an emergency (emergency block, clinical dossier 6.2).</summary>
    public const decimal DangerousFever = 38.9m;

    /// <summary>Times the laboratory's upper limit from which creatine kinase points to muscle breakdown. Convention, unverified.</summary>
    public const decimal MuscleBreakdown = 5;

    /// <summary>Days for which constipation is current.</summary>
    public const double BowelDays = 7;

    /// <summary>Severity, 0-4, from which constipation is severe.</summary>
    public const decimal SevereSymptom = 3;

    /// <summary>Days over which fatigue and weight are looked at. A convention.</summary>
    public const double ThyroidDays = 30;

    /// <summary>Days for which a thyroid test or a weight speaks of the present. A convention.</summary>
    public const double HalfYearDays = 180;

    /// <summary>Change of weight, as a share, that is meaningful: 5 % in half a year. General practice; not checked at a source.</summary>
    public const decimal WeightChange = 0.05m;

    public static Finding?[] All(SafetyFacts facts)
    {
        var infection = InfectionEmergency(facts);
        return
        [
            SeizureNow(facts),
            SeizureThreshold(facts),
            infection,
            infection is null ? Infection(facts) : null,
            Dehydration(facts),
            Bleeding(facts),
            KidneyMuscle(facts),
            SevenHydroxy(facts),
            Under18(facts),
            Constipation(facts),
            Thyroid(facts),
        ];
    }

    private static Finding? SeizureNow(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.Seizure);
        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.seizure-now",
                Urgency.Emergency,
                [.. because, .. facts.Sedatives.Basis],
                ["alcohol-benzodiazepine-dependence", "medicines"]
            );
    }

    private static Finding? SeizureThreshold(SafetyFacts facts)
    {
        if (!facts.Kratom.Known || facts.Kratom.Within(SafetyFacts.WashoutHours) == false)
        {
            return null;
        }

        var because = new List<Input>();
        foreach (var condition in new[] { Condition.Seizure, Condition.SeizureInWithdrawal })
        {
            if (facts.Chart.Has(condition) == true)
            {
                because.Add(new Input("Condition", SafetyFacts.Plain(condition)));
            }
        }

        because.AddRange(Seizures(facts));
        because.AddRange(facts.InPlay(MedicineClass.SeizureThreshold).Select(SafetyFacts.Of));
        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.seizure-threshold",
                Urgency.Soon,
                [.. because, facts.Kratom.Basis],
                facts.Chart.Has(Condition.Seizure) is null ? ["seizure"] : []
            );
    }

    /// <summary>The latest report of a seizure, however long ago.</summary>
    private static IEnumerable<Input> Seizures(SafetyFacts facts) =>
        facts
            .Chart.Symptoms.Where(e =>
                e.Reports.Any(r => r is { Symptom: Symptom.Seizure, Present: true } and not { Severity: 0 })
            )
            .Select(e => SafetyFacts.Of("Symptom", "seizure", e))
            .TakeLast(1);

    private static List<Input> Temperatures(SafetyFacts facts, Func<decimal, bool> which) =>
        [
            .. facts
                .Reading(v => v.TemperatureC, SafetyFacts.DangerHours)
                .Where(r => which(r.Value))
                .Select(r => SafetyFacts.Of("Temperature", $"{r.Value.Text()} °C", r.Source)),
        ];

    /// <summary>Fever measured, or felt with no measurement to say otherwise.</summary>
    private static List<Input> Fevers(SafetyFacts facts) =>
        facts.Reading(v => v.TemperatureC, SafetyFacts.DangerHours).Count > 0
            ? Temperatures(facts, t => t >= Fever)
            : facts.Now(SafetyFacts.DangerHours, Symptom.Fever);

    private static Finding? InfectionEmergency(SafetyFacts facts)
    {
        var because = Temperatures(facts, t => t > DangerousFever);
        var neck = facts.Now(SafetyFacts.DangerHours, Symptom.StiffNeck);
        if (neck.Count > 0)
        {
            var fever = Fevers(facts);
            if (fever.Count > 0 || !Measured(facts))
            {
                because.AddRange(neck);
                because.AddRange(fever.Where(f => !because.Contains(f)));
            }
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.infection-emergency",
                Urgency.Emergency,
                because,
                Measured(facts) ? [] : ["vitals"]
            );
    }

    private static Finding? Infection(SafetyFacts facts)
    {
        var because = facts.Now(SafetyFacts.DangerHours, Symptom.StiffNeck);
        var fever = Fevers(facts);
        if (fever.Count > 0)
        {
            var with = facts.Now(SafetyFacts.StateHours, Symptom.Diarrhoea);
            with.AddRange(Injected(facts));
            with.AddRange(facts.Withdrawal());
            if (with.Count > 0 || because.Count > 0 || Temperatures(facts, t => t >= HighFever).Count > 0)
            {
                because.AddRange(fever);
                because.AddRange(with.Where(w => !because.Contains(w)));
            }
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.infection",
                Urgency.Urgent,
                because,
                Measured(facts) ? ["infection"] : ["infection", "vitals"]
            );
    }

    private static bool Measured(SafetyFacts facts) =>
        facts.Reading(v => v.TemperatureC, SafetyFacts.DangerHours).Count > 0;

    private static IEnumerable<Input> Injected(SafetyFacts facts) =>
        facts
            .RecentUses.Where(u =>
                u.Route is Route.Injected or Route.Intravenous or Route.Intramuscular or Route.Subcutaneous
            )
            .Select(u => SafetyFacts.Of("Use", SafetyFacts.Plain(u.Route!.Value), u))
            .TakeLast(1);

    private static Finding? Dehydration(SafetyFacts facts)
    {
        var because = facts.Now(SafetyFacts.DangerHours, Symptom.CannotKeepFluids, Symptom.NoUrine);
        if (because.Count == 0)
        {
            return null;
        }

        // The emergency card says: throwing up or loose stool, and no urine for 12 hours, means go now. The review must agree.
        var losses = facts.Now(SafetyFacts.DangerHours, Symptom.Vomiting, Symptom.Diarrhoea);
        var dry = facts.Now(SafetyFacts.DangerHours, Symptom.NoUrine).Count > 0;
        return facts.Finding(
            "safety.dehydration",
            dry && (losses.Count > 0 || because.Count > 1) ? Urgency.Emergency : Urgency.Urgent,
            [.. because, .. losses],
            ["electrolytes", "kidney"]
        );
    }

    private static Finding? Bleeding(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.BloodInVomitOrStool);
        return because.Count == 0 ? null : facts.Finding("safety.bleeding", Urgency.Emergency, because, ["vitals"]);
    }

    private static Finding? KidneyMuscle(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.StateHours, Symptom.Agitation, Symptom.CannotWake, Symptom.DarkUrine);
        because.AddRange(
            facts
                .Reading(v => v.GlasgowComa, SafetyFacts.StateHours)
                .Where(r => r.Value <= SafetyBreathing.Coma)
                .Select(r => SafetyFacts.Of("Glasgow coma score", r.Value.Text(), r.Source))
        );
        var kidney =
            facts.Lab(Analyte.Creatinine, SafetyFacts.StateHours) ?? facts.Lab(Analyte.Egfr, SafetyFacts.StateHours);
        var muscle = facts.Lab(Analyte.CreatineKinase, SafetyFacts.StateHours);
        if (because.Count > 0 && (kidney is null || muscle is null))
        {
            return facts.Finding("safety.kidney-muscle", Urgency.Urgent, [.. because, .. High(facts)], ["kidney"]);
        }

        var high = High(facts);
        if (high.Count > 0)
        {
            return facts.Finding("safety.kidney-muscle", Urgency.Urgent, [.. because, .. high]);
        }

        return muscle is { TimesUpperLimit: null } && because.Count > 0
            ? facts.Finding("safety.kidney-muscle", Urgency.Urgent, because, ["lab-limits"])
            : null;
    }

    /// <summary>Creatine kinase far above its limit, or creatinine above it without known kidney disease.</summary>
    private static List<Input> High(SafetyFacts facts)
    {
        var high = new List<Input>();
        if (facts.Lab(Analyte.CreatineKinase, SafetyFacts.StateHours) is { TimesUpperLimit: >= MuscleBreakdown } muscle)
        {
            high.Add(Show("Creatine kinase", muscle));
        }

        if (
            facts.Chart.Has(Condition.KidneyDisease) != true
            && facts.Lab(Analyte.Creatinine, SafetyFacts.StateHours) is { TimesUpperLimit: > 1 } creatinine
        )
        {
            high.Add(Show("Creatinine", creatinine));
        }

        return high;
    }

    private static Input Show(string what, Laboratory lab) =>
        SafetyFacts.Of(
            what,
            lab.TimesUpperLimit is { } times
                ? $"{lab.Value.Text()} ({times.Text()} times that lab's limit)"
                : lab.Value.Text(),
            lab
        );

    private static Finding? SevenHydroxy(SafetyFacts facts)
    {
        if (facts.Kratom.SevenHydroxy != true)
        {
            return null;
        }

        var missing = new List<string>();
        if (facts.Sedatives.Now is null)
        {
            missing.Add("sedatives");
        }

        if (facts.Chart.Record.Circumstances.HasNaloxone is null)
        {
            missing.Add("naloxone");
        }

        return facts.Finding(
            "safety.seven-hydroxy",
            Urgency.Soon,
            [new Input("Product", "7-OH"), facts.Kratom.Basis],
            missing
        );
    }

    private static Finding? Under18(SafetyFacts facts) =>
        facts.Chart.Record.Person
            is { AgeYears: { } age and < Safety.AdultYears, ExposedToKratomBeforeBirth: null or false }
            ? facts.Finding("safety.under-18", Urgency.Soon, [new Input("Age", $"{age} years")])
            : null;

    private static Finding? Constipation(SafetyFacts facts)
    {
        var because = facts.Now(BowelDays * 24, Symptom.Constipation);
        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.constipation",
                facts.Severity(Symptom.Constipation, BowelDays * 24) >= SevereSymptom ? Urgency.Soon : Urgency.Routine,
                because
            );
    }

    private static Finding? Thyroid(SafetyFacts facts)
    {
        var because = facts.Now(ThyroidDays * 24, Symptom.Fatigue);
        if (because.Count == 0)
        {
            return null;
        }

        var weight = facts.Now(ThyroidDays * 24, Symptom.WeightLoss);
        weight.AddRange(Weight(facts));
        if (weight.Count == 0)
        {
            return null;
        }

        because.AddRange(weight);
        if (facts.Lab(Analyte.Tsh, HalfYearDays * 24) is not { } tsh)
        {
            return facts.Finding("safety.thyroid", Urgency.Routine, because, ["thyroid"]);
        }

        because.Add(SafetyFacts.Of("TSH", tsh.Value.Text(), tsh));
        if (tsh is { UpperLimit: null } or { LowerLimit: null })
        {
            return facts.Finding("safety.thyroid", Urgency.Routine, because, ["lab-limits"]);
        }

        return tsh.Value > tsh.UpperLimit || tsh.Value < tsh.LowerLimit
            ? facts.Finding("safety.thyroid", Urgency.Routine, because)
            : null;
    }

    private static IEnumerable<Input> Weight(SafetyFacts facts)
    {
        Vitals? first = null;
        Vitals? last = null;
        foreach (var vitals in facts.Chart.Vitals)
        {
            if (vitals is { WeightKg: not null, At: not null } && facts.Chart.Within(vitals, HalfYearDays * 24))
            {
                first ??= vitals;
                last = vitals;
            }
        }

        if (
            first is { WeightKg: { } from }
            && last is { WeightKg: { } to }
            && Math.Abs(to - from) >= WeightChange * from
        )
        {
            yield return SafetyFacts.Of("Weight", $"{from.Text()} to {to.Text()} kg", last);
        }
    }
}

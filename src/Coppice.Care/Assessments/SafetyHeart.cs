using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>QT, heart, pulse and blood pressure.</summary>
internal static class SafetyHeart
{
    /// <summary>QTc, ms, from which it is long in men (qtc-normal: usually under 450) and when sex is not known.</summary>
    public const int LongQtc = 450;

    /// <summary>QTc, ms, from which it is long in women (qtc-normal: usually under 460).</summary>
    public const int LongQtcWomen = 460;

    /// <summary>QTc, ms, from which a clinician acts the same day (krantz-2009-qtc; clinical dossier 3.7).</summary>
    public const int UrgentQtc = 500;

    /// <summary>Rise of QTc, ms, between two tracings from which a clinician acts the same day (qtc-rise-60, unverified).</summary>
    public const int UrgentRise = 60;

    /// <summary>Hours in which a fainting spell still asks for an ECG: 30 days. A convention.</summary>
    public const double FaintingHours = 30 * 24;

    /// <summary>Hours for which a low potassium or magnesium speaks of the present: 30 days. A convention.</summary>
    public const double SaltHours = 30 * 24;

    /// <summary>Glasses of brew a day from which an ECG is asked for (leong-2021-ecg; clinical dossier 3.7).</summary>
    public const decimal ManyGlasses = 4;

    /// <summary>Systolic pressure, mmHg, under which it is low (coppice-stop-rules).</summary>
    public const decimal LowSystolic = 90;

    /// <summary>Diastolic pressure, mmHg, under which an alpha-2 agonist is held (coppice-alpha2-hold).</summary>
    public const decimal HoldDiastolic = 60;

    /// <summary>Pulse under which an alpha-2 agonist is held (coppice-alpha2-hold).</summary>
    public const decimal HoldPulse = 60;

    /// <summary>Pulse under which it is slow in anybody (clinical dossier 2.5; alpha2-hold-hr50, unverified).</summary>
    public const decimal SlowPulse = 50;

    /// <summary>Pulse above which it is fast at rest: the top COWS step begins above 120 (cows-wesson-ling-2003).</summary>
    public const decimal FastPulse = 120;

    /// <summary>Pulse from which a clinician acts the same day: 132 was seen in the agitated case (acep-2025-agitation).</summary>
    public const decimal VeryFastPulse = 130;

    /// <summary>Systolic pressure, mmHg, from which a clinician acts the same day. General practice; not checked at a source.</summary>
    public const decimal HighSystolic = 180;

    /// <summary>Diastolic pressure, mmHg, from which a clinician acts the same day. General practice; not checked at a source.</summary>
    public const decimal HighDiastolic = 120;

    /// <summary>Age, years, from which these limits may be used; children have others.</summary>
    public const int AdultLimitsFrom = 12;

    public static Finding?[] All(SafetyFacts facts)
    {
        var urgent = QtUrgent(facts);
        var hold = Alpha2Hold(facts);
        return
        [
            HeartEmergency(facts),
            urgent,
            urgent is null ? Qt(facts) : null,
            hold,
            Alpha2Unmeasured(facts),
            Vitals(facts, hold is not null),
        ];
    }

    private static Finding? HeartEmergency(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.ChestPain, Symptom.Fainting);
        return because.Count == 0
            ? null
            : facts.Finding("safety.heart-emergency", Urgency.Emergency, because, ["ecg", "vitals"]);
    }

    private static Finding? QtUrgent(SafetyFacts facts)
    {
        var measured = facts.Ecgs.FindAll(e => e.QtcMs is not null);
        Ecg? longest = null;
        foreach (var ecg in facts.MayBeLatest(measured))
        {
            longest = ecg.QtcMs > (longest?.QtcMs ?? 0) ? ecg : longest;
        }

        if (longest is null)
        {
            return null;
        }

        Ecg? shortest = null;
        foreach (var ecg in measured)
        {
            shortest = !ReferenceEquals(ecg, longest) && !(shortest?.QtcMs <= ecg.QtcMs) ? ecg : shortest;
        }

        var rise = shortest is null ? 0 : longest.QtcMs!.Value - shortest.QtcMs!.Value;
        if (longest.QtcMs < UrgentQtc && rise < UrgentRise)
        {
            return null;
        }

        List<Input> because = [Show(longest)];
        if (rise >= UrgentRise)
        {
            because.Add(Show(shortest!));
        }

        because.AddRange(LowSalts(facts));

        return facts.Finding(
            "safety.qt-urgent",
            Urgency.Urgent,
            because,
            ["electrolytes", "medicines"],
            ("qtc", longest.QtcMs!.Value.Text()),
            ("rise", rise >= UrgentRise ? $", {rise} ms above the lowest other tracing" : "")
        );
    }

    private static Finding? Qt(SafetyFacts facts)
    {
        var measured = facts.Ecgs.FindAll(e => e.QtcMs is not null);
        var limit = facts.Chart.Record.Person.SexAtBirth == Sex.Female ? LongQtcWomen : LongQtc;
        var because = facts.MayBeLatest(measured).Where(e => e.QtcMs >= limit).Select(Show).ToList();
        var missing = new List<string> { "electrolytes" };
        var low = LowSalts(facts);
        var recent = measured.Exists(e => facts.Chart.Within(e, SafetyFacts.RecentDays * 24));
        if (because.Count > 0)
        {
            because.AddRange(OnBoard(facts));
            if (facts.Chart.Record.Person.SexAtBirth is null)
            {
                missing.Add("sex");
            }
        }
        else if (!recent)
        {
            because.AddRange(Reasons(facts));
            missing.Add("ecg");
        }
        else if (low.Count > 0)
        {
            because.AddRange(OnBoard(facts));
        }

        because.AddRange(low);
        var urgency = low.Count > 0 && facts.OnBoard(MedicineClass.Qt).Count > 0 ? Urgency.Urgent : Urgency.Soon;
        return because.Count == 0
            ? null
            : facts.Finding("safety.qt", urgency, because, missing, ("limit", limit.Text()));
    }

    /// <summary>Potassium and magnesium under the lower limit of the laboratory that measured them.</summary>
    private static List<Input> LowSalts(SafetyFacts facts)
    {
        var low = new List<Input>();
        foreach (var analyte in new[] { Analyte.Potassium, Analyte.Magnesium })
        {
            if (facts.Lab(analyte, SaltHours) is { } lab && lab.Value < lab.LowerLimit)
            {
                var unit = lab.Unit == LabUnit.MgPerDl ? "mg/dL" : "mmol/L";
                var value = $"{lab.Value.Text()} {unit} (that lab's lower limit: {lab.LowerLimit.Value.Text()})";
                low.Add(SafetyFacts.Of(analyte.ToString(), value, lab));
            }
        }

        return low;
    }

    /// <summary>Reasons for an ECG when none is there.</summary>
    private static IEnumerable<Input> Reasons(SafetyFacts facts)
    {
        foreach (var medicine in OnBoard(facts))
        {
            yield return medicine;
        }

        foreach (var fainting in facts.Any(FaintingHours, Symptom.Fainting))
        {
            yield return fainting;
        }

        foreach (var condition in new[] { Condition.CongenitalLongQt, Condition.ElectrolyteProblem })
        {
            if (facts.Chart.Has(condition) == true)
            {
                yield return new Input("Condition", SafetyFacts.Plain(condition));
            }
        }

        if (facts.Chart.Habit is { AmountPerDay: { Unit: AmountUnit.Glass, Value: >= ManyGlasses } amount } habit)
        {
            yield return SafetyFacts.Of("Kratom", $"{amount.Value.Text()} glasses a day", habit);
        }
    }

    private static IEnumerable<Input> OnBoard(SafetyFacts facts) =>
        facts.InPlay(MedicineClass.Qt).Select(SafetyFacts.Of);

    private static Finding? Alpha2Hold(SafetyFacts facts)
    {
        var because = facts.OnBoard(MedicineClass.Alpha2Agonist).Select(SafetyFacts.Of).ToList();
        if (because.Count == 0)
        {
            return null;
        }

        var low = Low(facts, v => v.Systolic, LowSystolic, "Systolic pressure", "mmHg");
        low.AddRange(Low(facts, v => v.Diastolic, HoldDiastolic, "Diastolic pressure", "mmHg"));
        low.AddRange(Low(facts, v => v.HeartRate, HoldPulse, "Pulse", "/min"));
        return low.Count == 0 ? null : facts.Finding("safety.alpha2-hold", Urgency.Urgent, [.. because, .. low]);
    }

    private static Finding? Alpha2Unmeasured(SafetyFacts facts)
    {
        var because = facts.OnBoard(MedicineClass.Alpha2Agonist).Select(SafetyFacts.Of).ToList();
        var measured =
            facts.Reading(v => v.Systolic, SafetyFacts.DangerHours).Count > 0
            && facts.Reading(v => v.Diastolic, SafetyFacts.DangerHours).Count > 0
            && facts.Reading(v => v.HeartRate, SafetyFacts.DangerHours).Count > 0;
        return because.Count == 0 || measured
            ? null
            : facts.Finding("safety.alpha2-unmeasured", Urgency.Soon, because, ["vitals"]);
    }

    private static Finding? Vitals(SafetyFacts facts, bool held)
    {
        if (facts.Chart.Record.Person.AgeYears < AdultLimitsFrom)
        {
            return null;
        }

        var urgent = new List<Input>();
        if (!held)
        {
            urgent.AddRange(Low(facts, v => v.Systolic, LowSystolic, "Systolic pressure", "mmHg"));
            urgent.AddRange(Low(facts, v => v.HeartRate, SlowPulse, "Pulse", "/min"));
        }

        urgent.AddRange(High(facts, v => v.Systolic, HighSystolic, "Systolic pressure", "mmHg"));
        urgent.AddRange(High(facts, v => v.Diastolic, HighDiastolic, "Diastolic pressure", "mmHg"));
        urgent.AddRange(High(facts, v => v.HeartRate, VeryFastPulse, "Pulse", "/min"));
        if (urgent.Count > 0)
        {
            return facts.Finding("safety.vitals", Urgency.Urgent, urgent);
        }

        var fast = High(facts, v => v.HeartRate, FastPulse + 1, "Pulse", "/min");
        return fast.Count == 0 ? null : facts.Finding("safety.vitals", Urgency.Soon, fast);
    }

    private static List<Input> Low(
        SafetyFacts facts,
        Func<Vitals, decimal?> sign,
        decimal under,
        string what,
        string unit
    ) => [.. facts.Reading(sign, SafetyFacts.DangerHours).Where(r => r.Value < under).Select(r => Show(what, unit, r))];

    private static List<Input> High(
        SafetyFacts facts,
        Func<Vitals, decimal?> sign,
        decimal from,
        string what,
        string unit
    ) => [.. facts.Reading(sign, SafetyFacts.DangerHours).Where(r => r.Value >= from).Select(r => Show(what, unit, r))];

    private static Input Show(string what, string unit, (decimal Value, Vitals Source) reading) =>
        SafetyFacts.Of(what, $"{reading.Value.Text()} {unit}", reading.Source);

    private static Input Show(Ecg ecg) =>
        SafetyFacts.Of(
            "QTc",
            ecg.Formula is { } formula
                ? $"{ecg.QtcMs!.Value.Text()} ms ({formula})"
                : $"{ecg.QtcMs!.Value.Text()} ms (formula not stated)",
            ecg
        );
}

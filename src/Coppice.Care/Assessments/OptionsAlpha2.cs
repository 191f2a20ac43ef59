using Coppice.Record;

namespace Coppice.Care;

/// <summary>The label's ceiling of lofexidine after adjustment for liver and kidney; the lower of the two holds.</summary>
/// <param name="MgPerDose">Milligrams in each of four doses a day, at most.</param>
/// <param name="MgPerDay">Milligrams a day at that dose.</param>
/// <param name="Hepatic">What the liver allows, mg four times a day; null when liver function is not known.</param>
/// <param name="Renal">What the kidneys allow, mg four times a day; null when kidney function is not known.</param>
/// <param name="LimitedBy">What lowered it: <c>liver</c>, <c>kidney</c>, <c>both</c>, or null when nothing did.</param>
public sealed record LofexidineDose(
    decimal MgPerDose,
    decimal MgPerDay,
    decimal? Hepatic,
    decimal? Renal,
    string? LimitedBy
);

/// <summary>Clonidine and lofexidine: hold limits, avoid list, adjustment.</summary>
internal static class OptionsAlpha2
{
    /// <summary>Hold under this systolic pressure, mmHg.</summary>
    public const int Systolic = 90;

    /// <summary>Hold under this diastolic pressure, mmHg.</summary>
    public const int Diastolic = 60;

    /// <summary>Hold under this heart rate, beats a minute.</summary>
    public const int HeartRate = 60;

    private const decimal Full = 0.54m;
    private const decimal Middle = 0.36m;
    private const decimal Low = 0.18m;

    /// <summary>Whether the next dose would be held: true, false, or null when a sign is not known within four hours.</summary>
    public static bool? Hold(OptionsFacts facts) =>
        Under(facts, v => v.Systolic, Systolic)
        | Under(facts, v => v.Diastolic, Diastolic)
        | Under(facts, v => v.HeartRate, HeartRate);

    public static TreatmentOption Clonidine(OptionsFacts facts)
    {
        var gates = new OptionsGates().Adult(facts.AgeYears);
        Vital(facts, gates);
        Other(facts, gates, "clonidine");
        gates.Caution(
            facts.Chart.Has(Condition.Arrhythmia),
            "arrhythmia or marked bradycardia: ECG and cardiology advice first"
        );
        return gates.Option("clonidine");
    }

    public static TreatmentOption Lofexidine(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var gates = new OptionsGates().Adult(facts.AgeYears);
        foreach (
            var (condition, words) in (ReadOnlySpan<(Condition, string)>)
                [
                    (Condition.CoronaryDisease, "severe coronary insufficiency or recent heart attack"),
                    (Condition.CerebrovascularDisease, "cerebrovascular disease"),
                    (Condition.Arrhythmia, "arrhythmia or marked bradycardia"),
                    (Condition.CongenitalLongQt, "congenital long QT"),
                ]
        )
        {
            gates.Against(chart.Has(condition) == true, $"{words}: on the label's avoid list", "");
        }

        gates.Against(
            facts.Ecg?.QtcMs >= OptionsFacts.UrgentQtc,
            $"QTc {facts.Ecg?.QtcMs} ms: {OptionsFacts.UrgentQtc} or more",
            ""
        );
        Vital(facts, gates);
        Other(facts, gates, "lofexidine");
        if (facts.ElectrolytesLow)
        {
            gates.Gate(false, "", "potassium or magnesium low: correct first", "");
        }

        var tracing = NeedsEcg(facts);
        if (facts.LongQt == true || tracing is not null)
        {
            gates.Gate(
                !facts.LongQt,
                "QTc not long",
                $"QTc is long ({facts.Ecg?.QtcMs} ms)",
                $"ECG, because of {tracing}",
                "ecg"
            );
        }

        gates
            .Caution(
                chart.Has(Condition.KidneyDisease),
                "chronic kidney disease: the label both lists chronic renal failure as a reason to avoid and gives reduced doses"
            )
            .Caution(chart.Has(Condition.Cyp2D6PoorMetaboliser), "CYP2D6 poor metabolizer: levels are higher")
            .Caution(
                facts.OnBoard.Any(m => m.Name == "naltrexone"),
                "oral naltrexone works less well within 2 h of it"
            );
        var dose = Dose(facts);
        gates
            .Caution(
                dose.Hepatic is null ? null : false,
                "",
                "liver function not known: the ceiling may be lower",
                "child-pugh"
            )
            .Caution(
                dose.Renal is null ? null : false,
                "",
                "kidney function not known: the ceiling may be lower",
                "kidney"
            );
        return gates.Option("lofexidine");
    }

    /// <summary>The label's ceiling: liver by Child-Pugh (5–6, 7–9, over 9), kidney by eGFR (90 and over, 30–89.9, under 30 or dialysis).</summary>
    public static LofexidineDose Dose(OptionsFacts facts)
    {
        var chart = facts.Chart;
        decimal? hepatic = chart.Record.History.ChildPugh switch
        {
            null => chart.Has(Condition.LiverDisease) == false && facts.LiverRaised != true ? Full
            : facts.LiverRaised == false && chart.Has(Condition.LiverDisease) != true ? Full
            : null,
            <= 6 => Full,
            <= 9 => Middle,
            _ => Low,
        };
        decimal? renal =
            chart.Has(Condition.Dialysis) == true ? Low
            : chart.LatestLab(Analyte.Egfr) is { } egfr
                ? egfr.Value switch
                {
                    < 30 => Low,
                    < 90 => Middle,
                    _ => Full,
                }
            : chart.Has(Condition.KidneyDisease) == false ? Full
            : null;
        var perDose = Math.Min(hepatic ?? Full, renal ?? Full);
        var limited = (hepatic < Full, renal < Full) switch
        {
            (true, true) => "both",
            (true, false) => "liver",
            (false, true) => "kidney",
            _ => null,
        };
        return new LofexidineDose(perDose, perDose * 4, hepatic, renal, limited);
    }

    private static string? NeedsEcg(OptionsFacts facts)
    {
        var chart = facts.Chart;
        return chart.Has(Condition.HeartFailure) == true ? "heart failure"
            : facts.OnBoard.Any(m => m.Name == "methadone") ? "methadone"
            : facts.OnBoard.FirstOrDefault(m => chart.IsA(m.Name, Knowledge.MedicineClass.Qt)) is { } drug ? drug.Name
            : chart.Has(Condition.LiverDisease) == true || chart.Record.History.ChildPugh >= 7 ? "hepatic impairment"
            : chart.Has(Condition.KidneyDisease) == true || chart.Has(Condition.Dialysis) == true ? "renal impairment"
            : null;
    }

    private static bool? Under(OptionsFacts facts, Func<Vitals, decimal?> sign, int limit) =>
        facts.Vital(sign, OptionsFacts.NowHours, out _) is { } value ? value < limit : null;

    private static void Vital(OptionsFacts facts, OptionsGates gates)
    {
        Sign("systolic", "mmHg", v => v.Systolic, Systolic);
        Sign("diastolic", "mmHg", v => v.Diastolic, Diastolic);
        Sign("heart rate", "/min", v => v.HeartRate, HeartRate);

        void Sign(string name, string unit, Func<Vitals, decimal?> sign, int limit)
        {
            var value = facts.Vital(sign, OptionsFacts.NowHours, out _);
            var text = $"{name} {value?.Text()} {unit}".Replace(" /min", "/min", StringComparison.Ordinal);
            gates.Gate(
                value is null ? null : value >= limit,
                $"{text} ({limit} or more)",
                $"{text}: hold under {limit}",
                $"{name} within 4 h",
                "vitals"
            );
        }
    }

    private static void Other(OptionsFacts facts, OptionsGates gates, string name)
    {
        if (
            facts.OnBoard.FirstOrDefault(m =>
                m.Name != name && facts.Chart.IsA(m.Name, Knowledge.MedicineClass.Alpha2Agonist)
            ) is
            { } other
        )
        {
            gates.Gate(false, "", $"another alpha-2 agonist on board ({other.Name})", "");
        }

        if (facts.OnBoard.FirstOrDefault(m => facts.Chart.IsA(m.Name, Knowledge.MedicineClass.BetaBlocker)) is { } beta)
        {
            gates.Caution(true, $"{beta.Name} slows the pulse too");
        }
    }
}

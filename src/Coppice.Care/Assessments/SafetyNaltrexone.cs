using Coppice.Record;

namespace Coppice.Care;

/// <summary>Naltrexone and buprenorphine in the record: what was given, what stands, what is being considered.</summary>
internal sealed class SafetyNaltrexone
{
    /// <summary>Days for which a given dose counts: an injection is given about every four weeks, so the next one is near.</summary>
    public const double GivenDays = 31;

    public SafetyNaltrexone(SafetyFacts facts)
    {
        foreach (var medicine in facts.Chart.Medicines)
        {
            if (IsNaltrexone(medicine.Name))
            {
                switch (medicine.Action)
                {
                    case MedicineAction.Stopped:
                        Stopped = medicine;
                        Standing = null;
                        break;
                    case MedicineAction.Given when facts.Chart.Within(medicine, GivenDays * 24):
                        Given.Add(medicine);
                        break;
                    case MedicineAction.Prescribed:
                    case MedicineAction.Considered when facts.Chart.Within(medicine, SafetyFacts.RecentDays * 24):
                        Standing = medicine;
                        break;
                    default:
                        break;
                }
            }
            else if (
                facts.Chart.IsA(medicine.Name, Coppice.Knowledge.MedicineClass.PartialAgonist)
                && facts.Chart.Within(medicine, SafetyFacts.RecentDays * 24)
            )
            {
                Buprenorphine = medicine.Action == MedicineAction.Stopped ? null : medicine;
            }
        }
    }

    /// <summary>Naltrexone prescribed or being considered, and not stopped since.</summary>
    public Medicine? Standing { get; }

    /// <summary>Naltrexone given lately, oldest first.</summary>
    public List<Medicine> Given { get; } = [];

    /// <summary>The latest stop of naltrexone.</summary>
    public Medicine? Stopped { get; }

    /// <summary>Buprenorphine considered, prescribed or given lately and not stopped since.</summary>
    public Medicine? Buprenorphine { get; }

    /// <summary>Naltrexone in any form that stands, is considered or was given lately.</summary>
    public Medicine? Latest => Standing ?? (Given.Count > 0 ? Given[^1] : null);

    /// <summary>
    /// Whether a name stands for naltrexone, alone or in a combination; brand names count, because a missed one would open a hard
    /// stop. Methylnaltrexone stays outside the brain and does not.
    /// </summary>
    public static bool IsNaltrexone(string name) =>
        (
            name.Contains("naltrexone", StringComparison.OrdinalIgnoreCase)
            && !name.Contains("methylnaltrexone", StringComparison.OrdinalIgnoreCase)
        ) || name.ToLowerInvariant() is "vivitrol" or "revia" or "contrave";
}

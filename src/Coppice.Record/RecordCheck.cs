using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Coppice.Record;

/// <summary>
/// Plausibility of a record that has the right shape: values that no person can have are refused before anything is computed.
/// The limits are limits of possibility, not of normality.
/// </summary>
public static partial class RecordCheck
{
    /// <summary>Most events that one record may hold.</summary>
    public const int MaxEvents = 200_000;

    private static readonly LocalDate FirstDay = new(1900, 1, 1);
    private static readonly LocalDate LastDay = new(2200, 1, 1);

    /// <summary>Every implausible value, with its path and what would be right. Empty when there is none.</summary>
    public static IReadOnlyList<RecordProblem> Problems(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var found = new Collector();
        Header(record, found);
        People(record, found);
        if (record.Events.Count > MaxEvents)
        {
            found.Add("$.events", $"expected at most {MaxEvents} events; found {record.Events.Count}");
            return found.Problems;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i] is not { } happened)
            {
                found.Add($"$.events[{i}]", "expected an event; found null");
                continue;
            }

            found.Index = i;
            if (happened.Id is { } id && !ids.Add(id))
            {
                found.At("id", $"expected an id that no other event has; found '{id}' again");
            }

            found.Day("at", happened.At);
            Check(happened, found);
        }

        return found.Problems;
    }

    private static void Header(PersonRecord record, Collector found)
    {
        if (record.Format != PersonRecord.CurrentFormat)
        {
            found.Add("$.format", $"expected {PersonRecord.CurrentFormat}; found '{record.Format}'");
        }

        if (record.Now is { IsExact: false } now)
        {
            found.Add("$.now", $"expected an exact time with its offset; found the day {now}");
        }

        if (record.Now is { } moment)
        {
            found.Year("$.now", moment);
        }
    }

    private static void People(PersonRecord record, Collector found)
    {
        var person = record.Person;
        found.Range("$.person.ageYears", person.AgeYears, 0, 120);
        if (person.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            found.Add("$.person.timeZone", $"expected an IANA zone such as America/New_York; found '{zone}'");
        }

        if (person.Region is { } region && !Region().IsMatch(region))
        {
            found.Add("$.person.region", $"expected an ISO 3166-2 region such as US-PA; found '{region}'");
        }

        if (person is { SexAtBirth: Sex.Male, Pregnancy: Pregnancy.Pregnant or Pregnancy.PostPartum })
        {
            found.Add(
                "$.person.pregnancy",
                "expected notPregnant, or another sexAtBirth; found pregnancy with male sex at birth"
            );
        }

        found.Range("$.history.failedOutpatientAttempts", record.History.FailedOutpatientAttempts, 0, 1000);
        found.Range("$.history.childPugh", record.History.ChildPugh, 5, 15);
        found.Year("$.history.lastOpioidUse", record.History.LastOpioidUse);
        Distinct(record.History.Conditions, c => c.Condition, "$.history.conditions", found);
        Distinct(record.History.Substances, s => s.Substance, "$.history.substances", found);
        found.Range("$.circumstances.hoursForCare", record.Circumstances.HoursForCare, 0, 168);
    }

    private static void Distinct<T, TKey>(IReadOnlyList<T> list, Func<T, TKey> key, string path, Collector found)
        where TKey : struct, Enum
    {
        var seen = new HashSet<TKey>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
            {
                found.Add($"{path}[{i}]", "expected an entry; found null");
            }
            else if (!seen.Add(key(list[i])))
            {
                found.Add($"{path}[{i}]", $"expected each entry once; found {Json.Word.Of(key(list[i]))} again");
            }
        }
    }

    private static void Check(Event happened, Collector found)
    {
        switch (happened)
        {
            case Use use:
                ProductOf(use.Product, found);
                found.AmountOf("amount", use.Amount);
                break;
            case Habit habit:
                ProductOf(habit.Product, found);
                found.AmountOf("amountPerDay", habit.AmountPerDay);
                found.In("dosesPerDay", habit.DosesPerDay, 0, 100);
                found.In("forDays", habit.ForDays, 0, 36_500);
                found.Day("lastUse", habit.LastUse);
                break;
            case Craving craving:
                found.In("intensity", craving.Intensity, 0, 10);
                break;
            case Spending spending:
                found.In("money.value", spending.Money.Value, 0, 1_000_000);
                found.In("forDays", spending.ForDays, 1, 3660);
                if (!Currency().IsMatch(spending.Money.Currency))
                {
                    found.At(
                        "money.currency",
                        $"expected three capital letters such as USD; found '{spending.Money.Currency}'"
                    );
                }

                break;
            case Stock stock:
                ProductOf(stock.Product, found);
                found.AmountOf("left", stock.Left);
                break;
            case Symptoms symptoms:
                for (var i = 0; i < symptoms.Reports.Count; i++)
                {
                    if (symptoms.Reports[i] is null)
                    {
                        found.At($"reports[{i}]", "expected a symptom; found null");
                        continue;
                    }

                    found.In($"reports[{i}].severity", symptoms.Reports[i].Severity, 0, 4);
                }

                break;
            case Answers answers:
                Answered(answers, found);
                break;
            case Vitals vitals:
                found.In("heartRate", vitals.HeartRate, 10, 300);
                found.In("systolic", vitals.Systolic, 30, 300);
                found.In("diastolic", vitals.Diastolic, 10, 200);
                found.In("respiratoryRate", vitals.RespiratoryRate, 0, 100);
                found.In("oxygenSaturation", vitals.OxygenSaturation, 30, 100);
                found.In("temperatureC", vitals.TemperatureC, 25, 45);
                found.In("weightKg", vitals.WeightKg, 0.3m, 400);
                found.In("glasgowComa", vitals.GlasgowComa, 3, 15);
                if (vitals is { Systolic: { } systolic, Diastolic: { } diastolic } && diastolic >= systolic)
                {
                    found.At("diastolic", $"expected less than the systolic pressure of {systolic}; found {diastolic}");
                }

                break;
            case Laboratory lab:
                found.In("value", lab.Value, 0, 1_000_000);
                found.In("upperLimit", lab.UpperLimit, 0.0001m, 1_000_000);
                found.In("lowerLimit", lab.LowerLimit, 0, 1_000_000);
                if (lab is { UpperLimit: { } upper, LowerLimit: { } lower } && lower >= upper)
                {
                    found.At("lowerLimit", $"expected less than the upper limit of {Text(upper)}; found {Text(lower)}");
                }

                UnitOf(lab, found);
                break;
            case Ecg ecg:
                found.In("qtcMs", ecg.QtcMs, 200, 800);
                found.In("qrsMs", ecg.QrsMs, 40, 400);
                found.In("heartRate", ecg.HeartRate, 10, 300);
                break;
            case UrineTest test:
                for (var i = 0; i < test.Results.Count; i++)
                {
                    if (test.Results[i] is null)
                    {
                        found.At($"results[{i}]", "expected a result; found null");
                    }
                }

                break;
            case Medicine medicine:
                found.In("doseMg", medicine.DoseMg, 0, 100_000);
                found.In("mgPerDay", medicine.MgPerDay, 0, 100_000);
                if (string.IsNullOrWhiteSpace(medicine.Name) || medicine.Name.Any(char.IsUpper))
                {
                    found.At(
                        "name",
                        $"expected a generic name in lower case such as buprenorphine; found '{medicine.Name}'"
                    );
                }

                break;
            case Consent consent:
                found.Day("expires", consent.Expires);
                break;
            default:
                break;
        }
    }

    private static void Answered(Answers answers, Collector found)
    {
        if (answers.Items is null && answers.Total is null && answers.Band is null)
        {
            found.At("items", "expected items, or a total, or a band; found none of them");
        }

        found.In("total", answers.Total, 0, 1000);
        found.In("band", answers.Band, 0, 3);
        foreach (var (item, value) in answers.Items ?? new Dictionary<string, decimal?>())
        {
            found.In($"items['{item}']", value, -1000, 1000);
        }
    }

    private static void ProductOf(Product product, Collector found) =>
        found.In("product.strength.milligrams", product.Strength?.Milligrams, 0, 100_000);

    private static void UnitOf(Laboratory lab, Collector found)
    {
        LabUnit[] legal = lab.Analyte switch
        {
            Analyte.Alt or Analyte.Ast or Analyte.Alp or Analyte.CreatineKinase => [LabUnit.UPerL],
            Analyte.Bilirubin or Analyte.DirectBilirubin or Analyte.Creatinine => [LabUnit.MgPerDl, LabUnit.UmolPerL],
            Analyte.Inr or Analyte.PregnancyTest => [LabUnit.Ratio],
            Analyte.Albumin => [LabUnit.GPerDl],
            Analyte.Egfr => [LabUnit.MlPerMin],
            Analyte.Tsh => [LabUnit.MiuPerL],
            Analyte.Potassium => [LabUnit.MmolPerL],
            Analyte.Magnesium => [LabUnit.MmolPerL, LabUnit.MgPerDl],
            _ => [LabUnit.NgPerMl],
        };
        if (!legal.Contains(lab.Unit))
        {
            found.At(
                "unit",
                $"expected {string.Join(" or ", legal.Select(Json.Word.Of))} for {Json.Word.Of(lab.Analyte)}; found {Json.Word.Of(lab.Unit)}"
            );
        }
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$", RegexOptions.None, 1000)]
    private static partial Regex Region();

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.None, 1000)]
    private static partial Regex Currency();

    private sealed class Collector
    {
        private readonly List<RecordProblem> problems = [];

        public int Index { get; set; }

        public IReadOnlyList<RecordProblem> Problems => problems;

        public void Add(string path, string message) => problems.Add(new RecordProblem(path, message));

        public void At(string field, string message) => Add($"$.events[{Index}].{field}", message);

        public void In(string field, decimal? value, decimal low, decimal high)
        {
            if (value < low || value > high)
            {
                Range($"$.events[{Index}].{field}", value, low, high);
            }
        }

        public void Range(string path, decimal? value, decimal low, decimal high)
        {
            if (value is { } v && (v < low || v > high))
            {
                Add(path, $"expected {Text(low)} to {Text(high)}; found {Text(v)}");
            }
        }

        public void AmountOf(string field, Amount? amount) => In($"{field}.value", amount?.Value, 0, 10_000);

        public void Day(string field, EventTime? time)
        {
            if (time is { } t && (t.Date < FirstDay || t.Date >= LastDay))
            {
                Year($"$.events[{Index}].{field}", time);
            }
        }

        public void Year(string path, EventTime? time)
        {
            if (time is { } t && (t.Date < FirstDay || t.Date >= LastDay))
            {
                Add(path, $"expected a time between 1900 and 2199; found {t}");
            }
        }
    }
}

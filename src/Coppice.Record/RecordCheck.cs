using System.Globalization;
using System.Text.RegularExpressions;
using Coppice.Record.Json;

namespace Coppice.Record;

/// <summary>
/// Plausibility of a record that has the right shape: values that no person can have are refused before anything is computed.
/// The limits are limits of possibility, not of normality.
/// </summary>
public static partial class RecordCheck
{
    /// <summary>Most events that one record may hold.</summary>
    public const int MaxEvents = 200_000;

    /// <summary>Most steps that one reduction plan may hold.</summary>
    public const int MaxSteps = 400;

    /// <summary>The implausible values, each with its path and what would be right; at most a hundred. Empty when there is none.</summary>
    public static IReadOnlyList<RecordProblem> Problems(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var found = new ProblemList();
        CheckHeader(record, found);
        CheckPerson(record.Person, found);
        CheckHistory(record.History, found);
        found.Range("$.circumstances.hoursForCare", record.Circumstances.HoursForCare, 0, 168);
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

            var place = new Place(found, i);
            if (happened.Id is { } id && !ids.Add(id))
            {
                place.Add("id", $"expected an id that no other event has; found {Found.Quote(id)} again");
            }

            CheckEvent(happened, place);
        }

        return found.Problems;
    }

    private static void CheckHeader(PersonRecord record, ProblemList found)
    {
        if (record.Format != PersonRecord.CurrentFormat)
        {
            found.Add("$.format", $"expected {PersonRecord.CurrentFormat}; found {Found.Quote(record.Format)}");
        }

        if (record.Now is { IsExact: false } now)
        {
            found.Add("$.now", $"expected an exact time with its offset; found the day {now}");
        }
    }

    private static void CheckPerson(Person person, ProblemList found)
    {
        found.Range("$.person.ageYears", person.AgeYears, 0, 120);
        if (person.TimeZone is { } zone && EventTime.IanaZone(zone) is null)
        {
            found.Add(
                "$.person.timeZone",
                $"expected an IANA zone such as America/New_York; found {Found.Quote(zone)}"
            );
        }

        if (person.Region is { } region && !Region().IsMatch(region))
        {
            found.Add("$.person.region", $"expected an ISO 3166-2 region such as US-PA; found {Found.Quote(region)}");
        }

        if (person is { SexAtBirth: Sex.Male, Pregnancy: Pregnancy.Pregnant or Pregnancy.PostPartum })
        {
            found.Add(
                "$.person.pregnancy",
                "expected notPregnant, or another sexAtBirth; found pregnancy with male sex at birth"
            );
        }
    }

    private static void CheckHistory(History history, ProblemList found)
    {
        found.Range("$.history.failedOutpatientAttempts", history.FailedOutpatientAttempts, 0, 1000);
        found.Range("$.history.childPugh", history.ChildPugh, 5, 15);
        Distinct(history.Conditions, c => c.Condition, "$.history.conditions", found);
        Distinct(history.Substances, s => s.Substance, "$.history.substances", found);
    }

    private static void Distinct<T, TKey>(IReadOnlyList<T> list, Func<T, TKey> key, string path, ProblemList found)
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
                found.Add($"{path}[{i}]", $"expected each entry once; found {Word.Of(key(list[i]))} again");
            }
        }
    }

    private static void CheckEvent(Event happened, Place place)
    {
        switch (happened)
        {
            case Use use:
                CheckProduct(use.Product, place);
                place.Range("amount.value", use.Amount?.Value, 0, 10_000);
                break;
            case Habit habit:
                CheckProduct(habit.Product, place);
                place.Range("amountPerDay.value", habit.AmountPerDay?.Value, 0, 10_000);
                place.Range("dosesPerDay", habit.DosesPerDay, 0, 100);
                place.Range("forDays", habit.ForDays, 0, 36_500);
                break;
            case Stock stock:
                CheckProduct(stock.Product, place);
                place.Range("left.value", stock.Left.Value, 0, 10_000);
                break;
            case Spending spending:
                CheckSpending(spending, place);
                break;
            case Craving craving:
                place.Range("intensity", craving.Intensity, 0, 10);
                break;
            case Symptoms symptoms:
                place.NoNulls("reports", symptoms.Reports);
                for (var i = 0; i < symptoms.Reports.Count; i++)
                {
                    place.Range($"reports[{i}].severity", symptoms.Reports[i]?.Severity, 0, 4);
                }

                break;
            case Answers answers:
                CheckAnswers(answers, place);
                break;
            case Vitals vitals:
                CheckVitals(vitals, place);
                break;
            case Laboratory lab:
                CheckLaboratory(lab, place);
                break;
            case Ecg ecg:
                place.Range("qtcMs", ecg.QtcMs, 200, 800);
                place.Range("qrsMs", ecg.QrsMs, 40, 400);
                place.Range("heartRate", ecg.HeartRate, 10, 300);
                break;
            case UrineTest test:
                place.NoNulls("results", test.Results);
                break;
            case Medicine medicine:
                CheckMedicine(medicine, place);
                break;
            case Decision decision:
                place.Words("choice", decision.Choice);
                break;
            case ReductionPlan plan:
                CheckPlan(plan, place);
                break;
            case Consent consent:
                place.Words("recipient", consent.Recipient);
                place.Words("scope", consent.Scope);
                break;
            default:
                break;
        }
    }

    private static void CheckProduct(Product product, Place place) =>
        place.Range("product.strength.milligrams", product.Strength?.Milligrams, 0, 100_000);

    private static void CheckSpending(Spending spending, Place place)
    {
        place.Range("money.value", spending.Money.Value, 0, 1_000_000);
        place.Range("forDays", spending.ForDays, 1, 3660);
        if (!Currency().IsMatch(spending.Money.Currency))
        {
            var currency = Found.Quote(spending.Money.Currency);
            place.Add("money.currency", $"expected three capital letters such as USD; found {currency}");
        }
    }

    private static void CheckAnswers(Answers answers, Place place)
    {
        place.Words("instrument", answers.Instrument);
        place.Range("total", answers.Total, 0, 1000);
        place.Range("band", answers.Band, 0, 3);
        if (answers is { Items: null, Total: null, Band: null })
        {
            place.Add("items", "expected items, or a total, or a band; found none of them");
        }

        foreach (var (item, value) in answers.Items ?? new Dictionary<string, decimal?>())
        {
            if (value is < -1000 or > 1000)
            {
                place.Range(ProblemList.Child("items", item), value, -1000, 1000);
            }
        }
    }

    private static void CheckVitals(Vitals vitals, Place place)
    {
        place.Range("heartRate", vitals.HeartRate, 10, 300);
        place.Range("systolic", vitals.Systolic, 30, 300);
        place.Range("diastolic", vitals.Diastolic, 10, 200);
        place.Range("respiratoryRate", vitals.RespiratoryRate, 0, 100);
        place.Range("oxygenSaturation", vitals.OxygenSaturation, 30, 100);
        place.Range("temperatureC", vitals.TemperatureC, 25, 45);
        place.Range("weightKg", vitals.WeightKg, 0.3m, 400);
        place.Range("glasgowComa", vitals.GlasgowComa, 3, 15);
        if (vitals.Diastolic >= vitals.Systolic)
        {
            place.Add(
                "diastolic",
                $"expected less than the systolic pressure of {vitals.Systolic}; found {vitals.Diastolic}"
            );
        }
    }

    private static void CheckLaboratory(Laboratory lab, Place place)
    {
        place.Range("value", lab.Value, 0, 1_000_000);
        place.Range("upperLimit", lab.UpperLimit, 0.0001m, 1_000_000);
        place.Range("lowerLimit", lab.LowerLimit, 0, 1_000_000);
        if (lab.LowerLimit >= lab.UpperLimit)
        {
            place.Add(
                "lowerLimit",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected less than the upper limit of {lab.UpperLimit}; found {lab.LowerLimit}"
                )
            );
        }

        if (lab is { Analyte: Analyte.PregnancyTest, Value: not (0 or 1) })
        {
            place.Add(
                "value",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected 1 for positive or 0 for negative; found {lab.Value}"
                )
            );
        }

        var legal = Units(lab.Analyte);
        if (!legal.Contains(lab.Unit))
        {
            var right = string.Join(" or ", legal.Select(Word.Of));
            place.Add("unit", $"expected {right} for {Word.Of(lab.Analyte)}; found {Word.Of(lab.Unit)}");
        }
    }

    private static LabUnit[] Units(Analyte analyte) =>
        analyte switch
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

    private static void CheckMedicine(Medicine medicine, Place place)
    {
        place.Range("doseMg", medicine.DoseMg, 0, 100_000);
        place.Range("mgPerDay", medicine.MgPerDay, 0, 100_000);
        if (string.IsNullOrWhiteSpace(medicine.Name) || medicine.Name.Any(char.IsUpper))
        {
            place.Add(
                "name",
                $"expected a generic name in lower case such as buprenorphine; found {Found.Quote(medicine.Name)}"
            );
        }
    }

    private static void CheckPlan(ReductionPlan plan, Place place)
    {
        CheckProduct(plan.Product, place);
        place.Range("measure", plan.Measure, 0.0001m, 10_000);
        if (plan.Steps.Count > MaxSteps)
        {
            place.Add("steps", $"expected at most {MaxSteps} steps; found {plan.Steps.Count}");
            return;
        }

        place.NoNulls("steps", plan.Steps);
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            if (plan.Steps[i] is { } step)
            {
                CheckStep(step, $"steps[{i}]", place);
            }
        }
    }

    private static void CheckStep(ReductionStep step, string field, Place place)
    {
        if (step.From.IsExact)
        {
            place.Add($"{field}.from", $"expected a day such as 2026-03-08; found the moment {step.From}");
        }

        place.NoNulls($"{field}.doses", step.Doses);
        for (var i = 0; i < step.Doses.Count; i++)
        {
            place.Range($"{field}.doses[{i}].amount", step.Doses[i]?.Amount, 0, 10_000);
            if (step.Doses[i]?.Time is { } time && !TimeOfDay().IsMatch(time))
            {
                place.Add(
                    $"{field}.doses[{i}].time",
                    $"expected a time of day such as 07:30; found {Found.Quote(time)}"
                );
            }
        }
    }

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^[A-Z]{2}-[A-Z0-9]{1,3}\z", RegexOptions.None, 1000)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.None, 1000)]
    private static partial Regex Currency();

    /// <summary>One event of the list, to which the paths of its problems are relative.</summary>
    private readonly record struct Place(ProblemList Problems, int Index)
    {
        public void Add(string field, string message) => Problems.Add($"$.events[{Index}].{field}", message);

        public void Range(string field, decimal? value, decimal low, decimal high)
        {
            if (value < low || value > high)
            {
                Problems.Range($"$.events[{Index}].{field}", value, low, high);
            }
        }

        public void Words(string field, string text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                Add(field, "expected some words; found none");
            }
        }

        public void NoNulls<T>(string field, IReadOnlyList<T> list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is null)
                {
                    Add($"{field}[{i}]", "expected an entry; found null");
                }
            }
        }
    }
}

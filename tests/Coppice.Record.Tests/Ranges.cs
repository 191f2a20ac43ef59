using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Coppice.Record.Json;

namespace Coppice.Record.Tests;

/// <summary>The limits of possibility of one number of the record, as the tests know them.</summary>
/// <param name="Owner">The type that holds it.</param>
/// <param name="Field">Its name in a document.</param>
/// <param name="Low">The least legal value.</param>
/// <param name="High">The greatest legal value.</param>
internal sealed record Limits(Type Owner, string Field, decimal Low, decimal High);

/// <summary>
/// Every number of the record with its limits: told once more here, so that the check, the schema and the documentation are
/// each held against it.
/// </summary>
internal static class Ranges
{
    public static IReadOnlyList<Limits> All { get; } =
    [
        new(typeof(Person), "ageYears", 0, 120),
        new(typeof(History), "failedOutpatientAttempts", 0, 1000),
        new(typeof(History), "childPugh", 5, 15),
        new(typeof(Circumstances), "hoursForCare", 0, 168),
        new(typeof(Amount), "value", 0, 10_000),
        new(typeof(LabelStrength), "milligrams", 0, 100_000),
        new(typeof(Money), "value", 0, 1_000_000),
        new(typeof(Habit), "dosesPerDay", 0, 100),
        new(typeof(Habit), "forDays", 0, 36_500),
        new(typeof(Craving), "intensity", 0, 10),
        new(typeof(Spending), "forDays", 1, 3660),
        new(typeof(SymptomReport), "severity", 0, 4),
        new(typeof(Answers), "items", -1000, 1000),
        new(typeof(Answers), "total", 0, 1000),
        new(typeof(Answers), "band", 0, 3),
        new(typeof(Vitals), "heartRate", 10, 300),
        new(typeof(Vitals), "systolic", 30, 300),
        new(typeof(Vitals), "diastolic", 10, 200),
        new(typeof(Vitals), "respiratoryRate", 0, 100),
        new(typeof(Vitals), "oxygenSaturation", 30, 100),
        new(typeof(Vitals), "temperatureC", 25, 45),
        new(typeof(Vitals), "weightKg", 0.3m, 400),
        new(typeof(Vitals), "glasgowComa", 3, 15),
        new(typeof(Laboratory), "value", 0, 1_000_000),
        new(typeof(Laboratory), "upperLimit", 0.0001m, 1_000_000),
        new(typeof(Laboratory), "lowerLimit", 0, 1_000_000),
        new(typeof(Ecg), "qtcMs", 200, 800),
        new(typeof(Ecg), "qrsMs", 40, 400),
        new(typeof(Ecg), "heartRate", 10, 300),
        new(typeof(Medicine), "doseMg", 0, 100_000),
        new(typeof(Medicine), "mgPerDay", 0, 100_000),
        new(typeof(ReductionDose), "amount", 0, 10_000),
        new(typeof(ReductionPlan), "measure", 0.0001m, 10_000),
    ];

    public static Limits? Of(Type owner, string field) =>
        All.SingleOrDefault(r => r.Owner == owner && r.Field == field);

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a field holds a number, or numbers by name.</summary>
    public static bool IsNumber(JsonPropertyInfo field)
    {
        var type = RecordJson.Strict.GetTypeInfo(field.PropertyType);
        return (Nullable.GetUnderlyingType(type.ElementType ?? type.Type) ?? type.ElementType ?? type.Type)
                is var number
            && (number == typeof(decimal) || number == typeof(int));
    }
}

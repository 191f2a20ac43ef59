using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care.Tests;

/// <summary>Short words for making records in tests. Times are hours or days before <see cref="Now"/>.</summary>
internal static class Given
{
    public static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    public static readonly Instant Now = new LocalDateTime(2026, 3, 20, 12, 0).InZoneStrictly(NewYork).ToInstant();

    public static KnowledgeBase Knowledge => KnowledgeBase.Default;

    public static PersonRecord Record(params Event[] events) =>
        new()
        {
            Format = PersonRecord.CurrentFormat,
            Person = new Person { AgeYears = 35, TimeZone = "America/New_York" },
            Events = events,
        };

    public static EventTime HoursAgo(double hours) =>
        EventTime.AtMoment((Now - Duration.FromHours(hours)).InZone(NewYork));

    public static EventTime DaysAgo(int days) => EventTime.OnDay(Now.InZone(NewYork).Date.PlusDays(-days));

    public static Use Use(double hoursAgo, decimal? grams = 5, params UseReason[] reasons) =>
        new()
        {
            At = HoursAgo(hoursAgo),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Amount = grams is { } g ? new Amount(g, AmountUnit.GLeaf) : null,
            Reasons = reasons,
        };

    public static Use UseOf(ProductKind kind, double hoursAgo, Amount? amount = null) =>
        new()
        {
            At = HoursAgo(hoursAgo),
            Product = new Product { Kind = kind },
            Amount = amount,
        };

    public static Habit Habit(
        ProductKind kind,
        decimal? dosesPerDay = null,
        Amount? perDay = null,
        int? forDays = null
    ) =>
        new()
        {
            At = DaysAgo(1),
            Product = new Product { Kind = kind },
            DosesPerDay = dosesPerDay,
            AmountPerDay = perDay,
            ForDays = forDays,
        };

    public static Answers Total(string instrument, decimal total, double hoursAgo = 1) =>
        new()
        {
            At = HoursAgo(hoursAgo),
            Instrument = instrument,
            Total = total,
        };

    public static Symptoms Signs(double hoursAgo, params Symptom[] present) =>
        new() { At = HoursAgo(hoursAgo), Reports = [.. present.Select(s => new SymptomReport(s))] };

    public static Laboratory Lab(
        Analyte analyte,
        decimal value,
        decimal? upper,
        double hoursAgo,
        LabUnit? unit = null
    ) =>
        new()
        {
            At = HoursAgo(hoursAgo),
            Analyte = analyte,
            Value = value,
            UpperLimit = upper,
            Unit = unit ?? (analyte is Analyte.Bilirubin or Analyte.DirectBilirubin ? LabUnit.MgPerDl : LabUnit.UPerL),
        };

    public static Medicine Drug(string name, MedicineAction action, double hoursAgo = 24, decimal? doseMg = null) =>
        new()
        {
            At = HoursAgo(hoursAgo),
            Name = name,
            Action = action,
            DoseMg = doseMg,
        };

    public static Chart Chart(PersonRecord record) => Care.Chart.Of(record, Now, Knowledge);
}

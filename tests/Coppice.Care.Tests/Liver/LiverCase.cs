using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>Short words for liver tests. Limits are ALT 40, AST 40, ALP 100 U/L, bilirubin 1 and direct bilirubin 0.3 mg/dL.</summary>
internal static class LiverCase
{
    public static Assessed<LiverSection> Assess(params Event[] events) => Liver.Of(Given.Chart(Given.Record(events)));

    public static Assessed<LiverSection> Assess(PersonRecord record) => Liver.Of(Given.Chart(record));

    public static Finding? Find(this Assessed<LiverSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == "liver." + id);

    public static string[] Ids(this Assessed<LiverSection> assessed) => [.. assessed.Findings.Select(f => f.Id)];

    public static string[] Asks(this Finding finding) => [.. finding.Missing.Select(m => m.Id)];

    public static string[] Values(this Finding finding) => [.. finding.Because.Select(b => $"{b.What}: {b.Value}")];

    public static Laboratory Alt(decimal times, double hoursAgo = 24) =>
        Given.Lab(Analyte.Alt, times * 40, 40, hoursAgo);

    public static Laboratory Ast(decimal times, double hoursAgo = 24) =>
        Given.Lab(Analyte.Ast, times * 40, 40, hoursAgo);

    public static Laboratory Alp(decimal times, double hoursAgo = 24) =>
        Given.Lab(Analyte.Alp, times * 100, 100, hoursAgo);

    public static Laboratory Bilirubin(decimal times, double hoursAgo = 24) =>
        Given.Lab(Analyte.Bilirubin, times, 1, hoursAgo);

    public static Laboratory Direct(decimal times, double hoursAgo = 24) =>
        Given.Lab(Analyte.DirectBilirubin, times * 0.3m, 0.3m, hoursAgo);

    public static Laboratory Inr(decimal value, double hoursAgo = 24) =>
        Given.Lab(Analyte.Inr, value, null, hoursAgo, LabUnit.Ratio);

    public static Laboratory NoLimit(Analyte analyte, decimal value, double hoursAgo = 24, LabUnit? unit = null) =>
        Given.Lab(analyte, value, null, hoursAgo, unit);

    /// <summary>A full set within all limits, except what is given.</summary>
    public static Laboratory[] Set(
        decimal alt = 0.5m,
        decimal ast = 0.5m,
        decimal alp = 0.5m,
        decimal bilirubin = 0.5m,
        double hoursAgo = 24
    ) => [Alt(alt, hoursAgo), Ast(ast, hoursAgo), Alp(alp, hoursAgo), Bilirubin(bilirubin, hoursAgo), Inr(1, hoursAgo)];

    public static Symptoms NoSigns(double hoursAgo = 2) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Reports =
            [
                new SymptomReport(Symptom.Jaundice, false),
                new SymptomReport(Symptom.DarkUrine, false),
                new SymptomReport(Symptom.Itch, false),
            ],
        };
}

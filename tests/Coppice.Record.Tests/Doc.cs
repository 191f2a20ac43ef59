using System.Text;

namespace Coppice.Record.Tests;

/// <summary>Short ways to make small documents and to read them.</summary>
internal static class Doc
{
    public static string With(string fields) => $$"""{"format":"coppice-record/1",{{fields}}}""";

    public static string WithEvent(string kind, string fields) =>
        With(
            $$"""
            "events":[{"kind":"{{kind}}"{{(fields.Length == 0 ? "" : ",")}}{{fields}}}]
            """
        );

    public static RecordReading Read(string json) => RecordFile.Read(Encoding.UTF8.GetBytes(json));

    public static PersonRecord Record(string json)
    {
        var reading = Read(json);
        Assert.Empty(reading.Problems);
        return reading.Record!;
    }

    public static T Event<T>(string kind, string fields)
        where T : Event => Assert.IsType<T>(Assert.Single(Record(WithEvent(kind, fields)).Events));

    /// <summary>The only problem of a document.</summary>
    public static RecordProblem Problem(string json)
    {
        var reading = Read(json);
        Assert.Null(reading.Record);
        return Assert.Single(reading.Problems);
    }
}

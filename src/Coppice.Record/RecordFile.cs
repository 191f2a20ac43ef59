using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coppice.Record.Json;

namespace Coppice.Record;

/// <summary>The outcome of reading a document: a record, or the problems that stop it from being one.</summary>
/// <param name="Record">The record, when there are no problems.</param>
/// <param name="Problems">What is wrong. Empty when there is a record.</param>
public sealed record RecordReading(PersonRecord? Record, IReadOnlyList<RecordProblem> Problems);

/// <summary>Reads and writes records as UTF-8 JSON. Reading never throws on bad input and never guesses.</summary>
public static class RecordFile
{
    /// <summary>Largest document that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private static JsonTypeInfo<PersonRecord> Info => (JsonTypeInfo<PersonRecord>)RecordJson.Info(typeof(PersonRecord));

    /// <summary>Reads one record. A byte order mark before it is passed over.</summary>
    public static RecordReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return new(
                null,
                [
                    new(
                        "$",
                        $"expected at most {MaxBytes / 1024 / 1024} MiB; found {utf8.Length / 1024 / 1024} MiB and more"
                    ),
                ]
            );
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (Parse(utf8) is not { } record)
        {
            return new(null, RecordShape.Problems(utf8));
        }

        var problems = RecordCheck.Problems(record);
        return new(problems.Count == 0 ? record : null, problems);
    }

    /// <summary>Writes a record as indented UTF-8 JSON that ends with a line feed. What is not known is left out.</summary>
    public static byte[] Write(PersonRecord record) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(record, Info), (byte)'\n'];

    private static PersonRecord? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Info);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}

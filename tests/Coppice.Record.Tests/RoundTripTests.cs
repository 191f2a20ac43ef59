using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Coppice.Record.Tests;

public class RoundTripTests
{
    public static TheoryData<string> Kinds => [.. RecordTypes.Kinds.Keys];

    [Fact]
    public void Any_record_is_read_and_written_without_losing_a_digit() => AnyRecord.Json.Sample(Keeps, iter: 1000);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_event_of_this_kind_is_read_and_written_without_losing_a_digit(string kind) =>
        AnyRecord.Event(kind).Sample(e => Keeps(Doc.With($"\"events\":[{e}]")), iter: 200);

    [Fact]
    public void The_schema_allows_any_record() =>
        AnyRecord.Json.Sample(json => Assert.True(SchemaTests.Schema.Allows(JsonNode.Parse(json))), iter: 200);

    private static void Keeps(string json)
    {
        var record = Doc.Record(json);
        var written = RecordFile.Write(record);
        Assert.Equal(Told(Encoding.UTF8.GetBytes(json)), Told(written));
        Assert.Equal(written, RecordFile.Write(RecordFile.Read(written).Record!));
    }

    /// <summary>Everything that a document tells, place by place, numbers digit by digit: all but nulls and empty things.</summary>
    private static SortedDictionary<string, string> Told(byte[] json)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        Tell(document.RootElement, "$", told);
        return told;
    }

    private static void Tell(JsonElement value, string path, SortedDictionary<string, string> told)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    Tell(field.Value, $"{path}.{field.Name}", told);
                }

                break;
            case JsonValueKind.Array:
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    Tell(value[i], $"{path}[{i}]", told);
                }

                break;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                told[path] = value.GetString()!;
                break;
            default:
                told[path] = value.GetRawText();
                break;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coppice.Record.Tests;

public class SchemaTests
{
    private static readonly JsonObject Published = JsonNode.Parse(Golden.Bytes(SchemaFile.Path))!.AsObject();

    internal static SchemaCheck Schema { get; } = new(Published);

    public static TheoryData<string> Examples => Golden.Examples;

    [Fact]
    public void The_published_schema_is_the_one_that_the_types_make() =>
        Golden.Same(SchemaFile.Path, SchemaFile.Make());

    [Fact]
    public void Every_type_field_word_and_requirement_is_in_the_schema_and_nothing_else_is()
    {
        var types = RecordTypes
            .Objects.SelectMany(t =>
                t.Properties.Select(p => $"{Camel(t.Type.Name)}.{p.Name}{(p.IsRequired ? " required" : "")}")
            )
            .Concat(RecordTypes.Kinds.Select(k => $"{Camel(k.Value.Type.Name)}.kind={k.Key} required"))
            .Concat(RecordTypes.Enums.SelectMany(e => Enum.GetNames(e).Select(n => $"{Camel(e.Name)}: {Camel(n)}")));
        var schema = Published["$defs"]!
            .AsObject()
            .SelectMany(d =>
            {
                var definition = d.Value!.AsObject();
                var required = definition["required"]?.AsArray().Select(r => (string)r!).ToArray() ?? [];
                var fields = definition["properties"]?.AsObject() ?? [];
                var words = definition["oneOf"]?.AsArray().Select(w => (string?)w!["const"]) ?? [];
                return fields
                    .Select(f =>
                        $"{d.Key}.{f.Key}{(f.Key == "kind" && f.Value!["const"] is { } kind ? $"={kind}" : "")}{(required.Contains(f.Key) ? " required" : "")}"
                    )
                    .Concat(words.Where(w => w is not null).Select(w => $"{d.Key}: {w}"));
            });
        Assert.Equal(types.Order(StringComparer.Ordinal), schema.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_definition_field_and_word_is_described_and_no_object_takes_unknown_fields()
    {
        foreach (var (name, definition) in Published["$defs"]!.AsObject())
        {
            Assert.True(definition!["description"] is not null, name);
            Assert.True(
                definition["type"]?.GetValueKind() != JsonValueKind.String
                    || (string)definition["type"]! != "object"
                    || definition["additionalProperties"]!.GetValueKind() == JsonValueKind.False,
                name
            );
            foreach (var (field, schema) in definition["properties"]?.AsObject() ?? [])
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)schema!["description"]), $"{name}.{field}");
            }

            foreach (var word in definition["oneOf"]?.AsArray().Where(w => w!["const"] is not null) ?? [])
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)word!["description"]), $"{name} {word["const"]}");
            }
        }
    }

    [Fact]
    public void Every_number_tells_its_limits_in_words_too()
    {
        foreach (var limits in Ranges.All)
        {
            var words = (string)
                Published["$defs"]![Camel(limits.Owner.Name)]!["properties"]![limits.Field]!["description"]!;
            Assert.Contains(InWords(limits.Low), words, StringComparison.Ordinal);
            Assert.Contains(InWords(limits.High), words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_schema_allows_every_example(string path) =>
        Assert.True(Schema.Allows(JsonNode.Parse(Golden.Bytes(path))));

    [Theory]
    [InlineData("2026-03-08", true)]
    [InlineData("2026-03-08T23:30-04:00", true)]
    [InlineData("2026-03-08T23:30:00.5Z[UTC]", true)]
    [InlineData("2026-03-08T23:30:00", false)]
    [InlineData("2200-01-01", false)]
    [InlineData("2026-13-01", false)]
    [InlineData("today", false)]
    public void The_schema_knows_a_time(string time, bool legal)
    {
        Assert.Equal(legal, EventTime.TryParse(time, out _, out _));
        Assert.Equal(legal, Schema.Allows(JsonNode.Parse(Doc.WithEvent("note", $"\"at\":\"{time}\""))));
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>As the documentation writes numbers: thousands with a comma, and a real minus.</summary>
    private static string InWords(decimal value) =>
        (
            value % 1 == 0
                ? value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)
                : Ranges.Text(value)
        ).Replace('-', '−');
}

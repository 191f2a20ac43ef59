using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;

namespace Coppice.Cli;

/// <summary>A spec of a cohort as it was read, and the same without white space: what tells one spec from another.</summary>
internal sealed record SpecFile(CohortSpec Spec, string Compact)
{
    private const int Most = 20;

    /// <summary>Reads a spec, strictly: what is not known is refused, and every problem names its place.</summary>
    public static SpecFile Read(string name, byte[] utf8)
    {
        using var document = Parse(name, utf8);
        var shape = new SpecShape();
        shape.Value(document.RootElement, CohortJson.Default.CohortSpec, "$");
        Refuse(name, shape.Problems);
        var spec = document.RootElement.Deserialize(CohortJson.Default.CohortSpec)!;
        Refuse(name, [.. CohortCheck.Problems(spec, KnowledgeBase.Default).Select(p => p.ToString())]);
        return new SpecFile(spec, CompactOf(document.RootElement));
    }

    private static JsonDocument Parse(string name, byte[] utf8)
    {
        try
        {
            var start = utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return JsonDocument.Parse(utf8.AsMemory(start));
        }
        catch (JsonException e)
        {
            var line = ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            var column = ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new UsageException(
                $"{name}: $: expected well-formed JSON; found something else at line {line}, column {column}"
            );
        }
    }

    private static void Refuse(string name, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new UsageException([.. problems.Take(Most).Select(p => $"{name}: {p}")]);
        }
    }

    private static string CompactOf(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>Walks a document beside the types it is read into and names each place that does not fit.</summary>
internal sealed class SpecShape
{
    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    public void Value(JsonElement found, JsonTypeInfo type, string path)
    {
        switch (type.Kind, found.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                Fields(found, type, path);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                foreach (var entry in Distinct(found, path))
                {
                    Value(entry.Value, InfoOf(type.ElementType!), Child(path, entry.Name));
                }

                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (i, element) in found.EnumerateArray().Index())
                {
                    Value(element, InfoOf(type.ElementType!), $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]");
                }

                break;
            default:
                if (type.Kind != JsonTypeInfoKind.None || !Fits(found, type.Type))
                {
                    Add(path, Expected(type), Told(found));
                }

                break;
        }
    }

    private void Fields(JsonElement found, JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Distinct(found, path))
        {
            seen.Add(field.Name);
            if (type.Properties.FirstOrDefault(p => p.Name == field.Name) is not { } known)
            {
                Add(Child(path, field.Name), $"only known fields ({Names(type)})", $"'{Short(field.Name)}'");
            }
            else if (field.Value.ValueKind != JsonValueKind.Null || !known.IsSetNullable)
            {
                Value(field.Value, InfoOf(known.PropertyType), Child(path, field.Name));
            }
        }

        foreach (var missing in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
        {
            Add(Child(path, missing.Name), Expected(InfoOf(missing.PropertyType)), "nothing");
        }
    }

    private IEnumerable<JsonProperty> Distinct(JsonElement found, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in found.EnumerateObject())
        {
            if (seen.Add(field.Name))
            {
                yield return field;
            }
            else
            {
                Add(Child(path, field.Name), "each field once", "it again");
            }
        }
    }

    private static bool Fits(JsonElement found, Type type) =>
        found.ValueKind switch
        {
            JsonValueKind.String => type == typeof(string) || (type.IsEnum && Words(type).Contains(found.GetString()!)),
            JsonValueKind.Number when type == typeof(int) => found.TryGetInt32(out _),
            JsonValueKind.Number when type == typeof(double) => found.TryGetDouble(out var value)
                && double.IsFinite(value),
            JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
            _ => false,
        };

    private static string Expected(JsonTypeInfo type) =>
        type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list in [ ]",
            JsonTypeInfoKind.Dictionary => "an object of names and numbers in { }",
            JsonTypeInfoKind.Object => $"an object in {{ }} of {Names(type)}",
            _ when type.Type.IsEnum => $"one of {string.Join(", ", Words(type.Type))}",
            _ when type.Type == typeof(int) => "a whole number such as 7",
            _ when type.Type == typeof(double) => "a number such as 2.5",
            _ when type.Type == typeof(bool) => "true or false",
            _ => "text in quotes",
        };

    private static string Told(JsonElement found) =>
        found.ValueKind switch
        {
            JsonValueKind.String => $"'{Short(found.GetString()!)}'",
            JsonValueKind.Number => $"the number {Short(found.GetRawText())}",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "null",
        };

    private static IEnumerable<string> Words(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static string Names(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(p => p.Name));

    private static JsonTypeInfo InfoOf(Type type) =>
        CohortJson.Default.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type)!;

    private static string Child(string path, string name) => $"{path}.{Short(name)}";

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private void Add(string path, string expected, string found) =>
        problems.Add($"{path}: expected {expected}; found {found}");
}

[JsonSerializable(typeof(CohortSpec))]
[JsonSerializable(typeof(CohortParts.Manifest))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
internal sealed partial class CohortJson : JsonSerializerContext;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Coppice.Record.Tests;

/// <summary>
/// Makes docs/record.schema.json from what the serialiser knows of the types, the limits, and the words of their XML
/// documentation.
/// </summary>
internal static partial class SchemaFile
{
    public const string Path = "docs/record.schema.json";

    private const string TimePattern =
        @"^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-8]):[0-5][0-9])(\[[A-Za-z0-9_+/-]+\])?)?$";

    // Text of a certain form; the check refuses any other.
    private static readonly Dictionary<(Type, string), JsonObject> Forms = new()
    {
        [(typeof(PersonRecord), "format")] = new() { ["const"] = PersonRecord.CurrentFormat },
        [(typeof(Person), "region")] = new() { ["pattern"] = "^[A-Z]{2}-[A-Z0-9]{1,3}$" },
        [(typeof(Money), "currency")] = new() { ["pattern"] = "^[A-Z]{3}$" },
        [(typeof(Medicine), "name")] = new() { ["pattern"] = @"^(?=.*\S)[^\p{Lu}]+$" },
        [(typeof(Answers), "instrument")] = new() { ["pattern"] = @"\S" },
        [(typeof(Decision), "choice")] = new() { ["pattern"] = @"\S" },
        [(typeof(Consent), "recipient")] = new() { ["pattern"] = @"\S" },
        [(typeof(Consent), "scope")] = new() { ["pattern"] = @"\S" },
        [(typeof(ReductionDose), "time")] = new() { ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
        [(typeof(ReductionPlan), "steps")] = new() { ["maxItems"] = RecordCheck.MaxSteps },
    };

    private static readonly JsonSerializerOptions Tidy = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, XElement> Documentation = XDocument
        .Load(System.IO.Path.Combine(AppContext.BaseDirectory, "Coppice.Record.xml"))
        .Descendants("member")
        .ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);

    public static string Make()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://coppice.example/schema/{PersonRecord.CurrentFormat}",
            ["title"] = $"Coppice record, format {PersonRecord.CurrentFormat}",
            ["$comment"] =
                "Made from the types by tests/Coppice.Record.Tests (UPDATE_GOLDEN=1). docs/record.md tells the few rules that a schema cannot say.",
            ["$ref"] = Reference(typeof(PersonRecord)),
        };
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            [Name(typeof(EventTime))] = new JsonObject
            {
                ["description"] = Words(typeof(EventTime)),
                ["type"] = "string",
                ["pattern"] = TimePattern,
            },
            [Name(typeof(Event))] = new JsonObject
            {
                ["description"] = Words(typeof(Event)),
                ["oneOf"] = new JsonArray([
                    .. RecordTypes.Kinds.Values.Select(k => new JsonObject { ["$ref"] = Reference(k.Type) }),
                ]),
            },
        };
        foreach (var type in RecordTypes.Objects)
        {
            definitions[Name(type.Type)] = Of(type);
        }

        foreach (var type in RecordTypes.Enums)
        {
            definitions[Name(type)] = OfEnum(type);
        }

        schema["$defs"] = new JsonObject(definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return schema.ToJsonString(Tidy) + "\n";
    }

    private static JsonObject Of(JsonTypeInfo type)
    {
        var fields = new JsonObject();
        var required = new JsonArray();
        if (RecordTypes.Kinds.FirstOrDefault(k => k.Value.Type == type.Type).Key is { } kind)
        {
            fields["kind"] = new JsonObject { ["description"] = "The kind of event.", ["const"] = kind };
            required.Add("kind");
        }

        foreach (var field in type.Properties)
        {
            fields[field.Name] = Of(type.Type, field);
            if (field.IsRequired)
            {
                required.Add(field.Name);
            }
        }

        var made = new JsonObject
        {
            ["description"] = Words(type.Type),
            ["type"] = "object",
            ["properties"] = fields,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
        {
            made["required"] = required;
        }

        return made;
    }

    private static JsonObject Of(Type owner, JsonPropertyInfo field)
    {
        var value = OfValue(field.PropertyType);
        foreach (var (keyword, form) in Forms.GetValueOrDefault((owner, field.Name)) ?? [])
        {
            value[keyword] = form!.DeepClone();
        }

        if (Ranges.Of(owner, field.Name) is { } limits)
        {
            var number = value["additionalProperties"]?.AsObject() ?? value;
            number["minimum"] = limits.Low;
            number["maximum"] = limits.High;
        }

        if (field.IsSetNullable)
        {
            value = OrNull(value);
        }

        value.Insert(0, "description", Words(owner, field.Name));
        return value;
    }

    private static JsonObject OfValue(Type type)
    {
        var info = RecordTypes.Info(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new() { ["type"] = "array", ["items"] = OfValue(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new()
            {
                ["type"] = "object",
                ["additionalProperties"] = Nullable.GetUnderlyingType(info.ElementType!) is null
                    ? OfValue(info.ElementType!)
                    : OrNull(OfValue(info.ElementType!)),
            },
            _ when info.Type == typeof(string) => new() { ["type"] = "string" },
            _ when info.Type == typeof(bool) => new() { ["type"] = "boolean" },
            _ when info.Type == typeof(int) => new() { ["type"] = "integer" },
            _ when info.Type == typeof(decimal) => new() { ["type"] = "number" },
            _ => new() { ["$ref"] = Reference(info.Type) },
        };
    }

    private static JsonObject OrNull(JsonObject value)
    {
        if (value["type"] is { } type)
        {
            value["type"] = new JsonArray(type.DeepClone(), "null");
            return value;
        }

        return new() { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };
    }

    private static JsonObject OfEnum(Type type) =>
        new()
        {
            ["description"] = Words(type),
            ["oneOf"] = new JsonArray([
                .. Enum.GetNames(type)
                    .Select(n => new JsonObject
                    {
                        ["const"] = JsonNamingPolicy.CamelCase.ConvertName(n),
                        ["description"] = Summary($"F:{type.FullName}.{n}"),
                    }),
            ]),
        };

    private static string Name(Type type) => JsonNamingPolicy.CamelCase.ConvertName(type.Name);

    private static string Reference(Type type) => $"#/$defs/{Name(type)}";

    private static string Words(Type type) => Summary($"T:{type.FullName}");

    private static string Words(Type owner, string field)
    {
        var declared = owner.GetProperties().Single(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == field);
        var parameter = Documentation[$"T:{owner.FullName}"]
            .Elements("param")
            .FirstOrDefault(p => p.Attribute("name")!.Value == declared.Name);
        return parameter is null ? Summary($"P:{declared.DeclaringType!.FullName}.{declared.Name}") : Plain(parameter);
    }

    private static string Summary(string member) => Plain(Documentation[member].Element("summary")!);

    private static string Plain(XElement element)
    {
        foreach (var see in element.Elements("see"))
        {
            var target = see.Attribute("cref")!.Value;
            see.SetValue(
                target == $"F:{typeof(PersonRecord).FullName}.{nameof(PersonRecord.CurrentFormat)}"
                    ? PersonRecord.CurrentFormat
                    : JsonNamingPolicy.CamelCase.ConvertName(target[(target.LastIndexOf('.') + 1)..])
            );
        }

        return Spaces().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}

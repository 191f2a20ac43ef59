using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coppice.Record.Tests;

/// <summary>As much of JSON Schema 2020-12 as docs/record.schema.json uses; a keyword that is not known here is an error.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    public bool Allows(JsonNode? value) => Allows(root, value);

    private bool Allows(JsonObject schema, JsonNode? value) =>
        schema.All(rule =>
            rule.Key switch
            {
                "$schema" or "$id" or "$comment" or "$defs" or "title" or "description" => true,
                "$ref" => Allows(Definition((string)rule.Value!), value),
                "oneOf" => Schemas(rule).Count(s => Allows(s, value)) == 1,
                "anyOf" => Schemas(rule).Any(s => Allows(s, value)),
                "const" => JsonNode.DeepEquals(rule.Value, value),
                "type" => rule.Value is JsonArray types
                    ? types.Any(t => IsOf((string)t!, value))
                    : IsOf((string)rule.Value!, value),
                "pattern" => value?.GetValueKind() != JsonValueKind.String
                    || Regex.IsMatch((string)value!, (string)rule.Value!, RegexOptions.None, TimeSpan.FromSeconds(1)),
                "minimum" => value?.GetValueKind() != JsonValueKind.Number || Number(value) >= Number(rule.Value!),
                "maximum" => value?.GetValueKind() != JsonValueKind.Number || Number(value) <= Number(rule.Value!),
                "items" => value is not JsonArray list || list.All(v => Allows(rule.Value!.AsObject(), v)),
                "maxItems" => value is not JsonArray items || items.Count <= (int)rule.Value!,
                "required" => value is not JsonObject fields
                    || rule.Value!.AsArray().All(name => fields.ContainsKey((string)name!)),
                "properties" => value is not JsonObject fields
                    || rule.Value!.AsObject()
                        .All(p => !fields.TryGetPropertyValue(p.Key, out var v) || Allows(p.Value!.AsObject(), v)),
                "additionalProperties" => value is not JsonObject fields
                    || fields
                        .Where(f => schema["properties"]?.AsObject().ContainsKey(f.Key) != true)
                        .All(f => rule.Value is JsonObject others && Allows(others, f.Value)),
                _ => throw new NotSupportedException(rule.Key),
            }
        );

    private JsonObject Definition(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static IEnumerable<JsonObject> Schemas(KeyValuePair<string, JsonNode?> rule) =>
        rule.Value!.AsArray().Select(s => s!.AsObject());

    private static double Number(JsonNode value) => value.GetValue<JsonElement>().GetDouble();

    private static bool IsOf(string type, JsonNode? value) =>
        (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
        {
            ("object", JsonValueKind.Object) => true,
            ("array", JsonValueKind.Array) => true,
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("null", JsonValueKind.Null) => true,
            ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => double.IsInteger(Number(value!)),
            _ => false,
        };
}

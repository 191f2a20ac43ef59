using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coppice.Record.Json;

/// <summary>Enums are words in camel case, spelled exactly; a wrong word is refused with the legal ones.</summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByWord = Enum.GetValues<T>()
        .ToFrozenDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), StringComparer.Ordinal);

    private static readonly FrozenDictionary<T, string> ByValue = ByWord.ToFrozenDictionary(p => p.Value, p => p.Key);

    private static readonly string Legal = string.Join(", ", Enum.GetValues<T>().Select(v => ByValue[v]));

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString()! : null;
        return word is not null && ByWord.TryGetValue(word, out var value)
            ? value
            : throw new JsonException($"expected one of {Legal}; found {Found.Describe(ref reader)}");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(ByValue[value]);
    }
}

/// <summary>The word that stands for an enum value in a document.</summary>
public static class Word
{
    /// <summary>The value's word, such as <c>leafPowder</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>Says what a reader stands on, in a few words.</summary>
internal static class Found
{
    public static string Describe(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Quote(ref reader),
            JsonTokenType.Number => $"the number {Cut(System.Text.Encoding.UTF8.GetString(reader.ValueSpan))}",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => "null",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            _ => "something else",
        };

    private static string Quote(ref Utf8JsonReader reader) => $"'{Cut(reader.GetString()!)}'";

    private static string Cut(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}

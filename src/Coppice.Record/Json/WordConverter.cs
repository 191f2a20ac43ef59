using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coppice.Record.Json;

/// <summary>Enums are words in camel case, spelled exactly.</summary>
public sealed class WordConverter<T> : JsonConverter<T>, ITextForm
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByWord = Enum.GetValues<T>()
        .ToFrozenDictionary(Word.Of, StringComparer.Ordinal);

    private static readonly FrozenDictionary<T, string> ByValue = ByWord.ToFrozenDictionary(p => p.Value, p => p.Key);

    string ITextForm.Expected => $"one of {string.Join(", ", Enum.GetValues<T>().Select(Word.Of))}";

    string? ITextForm.Problem(string text) =>
        ByWord.ContainsKey(text) ? null : $"expected {((ITextForm)this).Expected}; found {Found.Quote(text)}";

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ByWord.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException();

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

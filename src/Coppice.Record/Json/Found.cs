using System.Text;
using System.Text.Json;

namespace Coppice.Record.Json;

/// <summary>Says what stands in a document, in a few words.</summary>
internal static class Found
{
    private const int Longest = 40;

    /// <summary>What a reader stands on.</summary>
    public static string Describe(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader) is { } text ? Quote(text) : "text with a broken character",
            JsonTokenType.Number => $"the number {Cut(Encoding.UTF8.GetString(reader.ValueSpan))}",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "null",
        };

    /// <summary>The text or name a reader stands on; null when it is not valid Unicode.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A text in quotes, shortened when it is long.</summary>
    public static string Quote(string text) => $"'{Cut(text)}'";

    private static string Cut(string text) =>
        text.Length <= Longest
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
}

using System.Text;

namespace Coppice.Knowledge;

/// <summary>Text with placeholders in braces.</summary>
public static class Template
{
    /// <summary>Puts values in the place of placeholders.</summary>
    /// <param name="where">What the text belongs to, for the message when a value is missing.</param>
    /// <param name="text">The text, such as <c>about {days} more days</c>.</param>
    /// <param name="values">A value for each placeholder.</param>
    /// <exception cref="InvalidOperationException">A placeholder has no value: our fault.</exception>
    public static string Fill(string where, string text, params ReadOnlySpan<(string Key, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder(text.Length + 64);
        var at = 0;
        while (text.IndexOf('{', at) is var open and >= 0)
        {
            var close = text.IndexOf('}', open);
            filled.Append(text, at, open - at).Append(Value(where, text.AsSpan(open + 1, close - open - 1), values));
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }

    private static string Value(string where, ReadOnlySpan<char> key, ReadOnlySpan<(string Key, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (key.SequenceEqual(name))
            {
                return value;
            }
        }

        throw new InvalidOperationException($"'{where}' needs a value for '{key}'");
    }
}

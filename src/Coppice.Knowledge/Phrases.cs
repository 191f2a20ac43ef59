using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Knowledge;

/// <summary>
/// Small pieces of wording that code puts together, by key, in one language. Numbers have a decimal point and no separator of
/// thousands in both languages, as people who speak Spanish in the US and Mexico write them.
/// </summary>
public sealed class Phrases
{
    internal Phrases(Language language, FrozenDictionary<string, string> texts)
    {
        Language = language;
        Texts = texts;
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The phrases by key, with their placeholders.</summary>
    internal FrozenDictionary<string, string> Texts { get; }

    /// <summary>The phrase with this key, its placeholders filled.</summary>
    /// <exception cref="InvalidOperationException">There is no such phrase, or a placeholder has no value: our fault.</exception>
    public string Say(string key, params ReadOnlySpan<(string Key, string Value)> values) =>
        Template.Fill(
            key,
            Texts.GetValueOrDefault(key) ?? throw new InvalidOperationException($"No phrase '{key}'"),
            values
        );

    /// <summary>A day of the year: <c>January 4</c>, or <c>4 de enero</c>.</summary>
    public string DayAndMonth(LocalDate date) =>
        Say(
            "day-and-month",
            ("day", date.Day.ToString(CultureInfo.InvariantCulture)),
            ("month", Say($"month.{date.Month.ToString(CultureInfo.InvariantCulture)}"))
        );

    /// <summary>A day: <c>2026-01-04</c>, or <c>4 de enero de 2026</c>.</summary>
    public string Date(LocalDate date) =>
        Language == Language.English
            ? LocalDatePattern.Iso.Format(date)
            : $"{DayAndMonth(date)} de {date.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Items joined as <c>a, b and c</c> or <c>a, b y c</c>.</summary>
    public string Join(IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} {And(items[^1])} {items[^1]}",
        };
    }

    /// <summary>In Spanish, <c>y</c> becomes <c>e</c> before the sound of an i.</summary>
    private string And(string next)
    {
        return Language == Language.English ? "and"
            : Begins("i") || (Begins("hi") && !Begins("hie")) ? "e"
            : "y";

        bool Begins(string sound) => next.StartsWith(sound, StringComparison.OrdinalIgnoreCase);
    }
}

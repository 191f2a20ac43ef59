using System.Text.RegularExpressions;

namespace Coppice.Knowledge.Tests;

/// <summary>
/// Flesch–Kincaid grade: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. Kincaid JP et al., 1975. Syllables are counted by groups of
/// vowels, less a silent final e; good to a few tenths of a grade over a paragraph.
/// </summary>
internal static partial class ReadingGrade
{
    public static double Of(string text)
    {
        var sentences = Math.Max(1, Sentence().Count(text));
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        return words.Count == 0
            ? 0
            : (0.39 * words.Count / sentences) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
    }

    public static int Syllables(string word)
    {
        var lower = word.ToLowerInvariant().TrimEnd('\'', '’');
        var count = Vowels().Count(lower);
        if (
            lower.Length > 2
            && lower.EndsWith('e')
            && !lower.EndsWith("le", StringComparison.Ordinal)
            && !IsVowel(lower[^2])
        )
        {
            count--;
        }

        if (
            lower.Length > 3
            && lower.EndsWith("ed", StringComparison.Ordinal)
            && lower[^3] is not ('t' or 'd')
            && !IsVowel(lower[^3])
        )
        {
            count--;
        }

        return Math.Max(1, count);
    }

    private static bool IsVowel(char c) => "aeiouy".Contains(c, StringComparison.Ordinal);

    [GeneratedRegex(@"[.!?:]+(?=\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex("[A-Za-z][A-Za-z'’]*|[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vowels();
}

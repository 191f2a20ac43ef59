using System.Text.RegularExpressions;

namespace Coppice.Knowledge.Tests;

/// <summary>
/// Reading ease of Spanish text, 206.835 − 62.3 × syllables a word − words a sentence (Szigriszt-Pazos 1993). On the INFLESZ scale
/// 55 to 65 is normal, 65 to 80 fairly easy, above 80 very easy. Syllables are counted by vowels, a diphthong or triphthong as one.
/// </summary>
internal static partial class ReadingEase
{
    private const string Strong = "aeoáéó";
    private const string Weak = "iuü";
    private const string Accented = "íú";

    public static double Of(string text)
    {
        var sentences = Math.Max(1, Sentence().Count(text));
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        return words.Count == 0
            ? 100
            : 206.835 - (62.3 * words.Sum(Syllables) / words.Count) - ((double)words.Count / sentences);
    }

    public static int Syllables(string word)
    {
        var lower = Silent().Replace(word.ToLowerInvariant(), "k");
        var count = 0;
        var before = ' ';
        for (var i = 0; i < lower.Length; i++)
        {
            var c = lower[i] == 'y' && i == lower.Length - 1 ? 'i' : lower[i];
            if (!(Is(Strong, c) || Is(Weak, c) || Is(Accented, c)))
            {
                before = ' ';
                continue;
            }

            var joined = Is(Weak, before) ? !Is(Accented, c) : Is(Strong, before) && Is(Weak, c);
            count += joined ? 0 : 1;
            before = c;
        }

        return Math.Max(1, count);

        static bool Is(string set, char c) => set.Contains(c, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[.!?:;]+(?=\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\p{L}+|[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("[qg]u(?=[eéií])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Silent();
}

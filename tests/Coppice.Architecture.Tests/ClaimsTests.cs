using System.Text.RegularExpressions;
using Coppice.Knowledge;

namespace Coppice.Architecture.Tests;

/// <summary>
/// Reads <c>docs/claims.md</c> and checks that every claim of the two articles has its row, and that nothing is named there that
/// does not exist.
/// </summary>
public sealed partial class ClaimsTests
{
    private const string Document = "docs/claims.md";
    private const string Corrections = "src/Coppice.Knowledge/data/corrections.json";
    private const int ClaimsOfFirst = 44;
    private const int ClaimsOfSecond = 63;

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, Document));
    private static readonly IReadOnlyList<Row> Rows = Read(Text);

    [Fact]
    public void Every_claim_has_one_row_in_the_order_of_the_articles()
    {
        var expected = Enumerable
            .Range(1, ClaimsOfFirst)
            .Select(i => $"A{i}")
            .Concat(Enumerable.Range(1, ClaimsOfSecond).Select(i => $"B{i}"));
        Assert.Equal(expected, Rows.Select(r => r.Id));
    }

    [Fact]
    public void Every_row_has_a_claim_a_status_of_the_list_and_words_after_it() =>
        Nothing(Rows.Where(r => r.Claim.Length == 0 || r.Status is null || r.Words.Length == 0).Select(r => r.Id));

    [Fact]
    public void What_is_partly_there_says_what_is_missing() =>
        Nothing(Rows.Where(r => r.Status == "Partly" && !Says(r, "Missing: ")).Select(r => r.Id));

    [Fact]
    public void What_is_not_there_yet_says_what_it_comes_with() =>
        Nothing(Rows.Where(r => r.Status == "Not yet" && !Says(r, "omes with the ")).Select(r => r.Id));

    [Fact]
    public void Every_place_is_a_finding_or_a_path_and_every_test_is_a_path()
    {
        var strange = Rows.SelectMany(r => r.Places.Where(p => !IsFinding(p) && !IsPath(p)).Select(p => $"{r.Id}: {p}"))
            .Concat(Rows.SelectMany(r => r.Tests.Where(t => !IsPath(t)).Select(t => $"{r.Id}: {t}")));
        Nothing(strange);
    }

    [Fact]
    public void Every_finding_that_is_named_exists()
    {
        var rules = KnowledgeBase.Default.Rules;
        Nothing(Tokens(Text).Where(t => IsFinding(t) && !rules.ContainsKey(t)));
    }

    [Fact]
    public void Every_file_and_folder_that_is_named_exists() =>
        Nothing(Tokens(Text).Where(t => IsPath(t) && !Exists(t)));

    [Fact]
    public void What_is_done_corrected_or_partly_there_names_a_place_and_a_test()
    {
        var bare = Rows.Where(r =>
            r.Status is "Done" or "Corrected" or "Partly" && (r.Places.Count == 0 || !r.Tests.Any(HoldsTests))
        );
        Nothing(bare.Select(r => r.Id));
    }

    [Fact]
    public void Every_test_that_is_named_is_a_file_of_tests_or_a_folder_that_holds_one() =>
        Nothing(Rows.SelectMany(r => r.Tests.Where(t => !HoldsTests(t)).Select(t => $"{r.Id}: {t}")));

    [Fact]
    public void Every_correction_in_the_data_is_told_and_every_one_told_is_in_the_data()
    {
        var inData = KnowledgeBase.Default.Corrections.Select(c => c.Id).Order(StringComparer.Ordinal);
        var told = Rows.Where(r => r.Places.Contains(Corrections)).ToList();
        Assert.Equal(inData, told.Select(r => r.Id).Order(StringComparer.Ordinal));
        Nothing(told.Where(r => r.Status is not ("Corrected" or "Partly" or "Deliberately not")).Select(r => r.Id));
    }

    [Fact]
    public void Sources_that_are_named_are_in_the_evidence()
    {
        var sources = Tokens(Text).Where(t => t.StartsWith("seed-article-", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, s => Assert.True(KnowledgeBase.Default.Evidence.ContainsKey(s), s));
    }

    [Fact]
    public void No_word_hurts() => Nothing(Hurtful().Matches(Text).Select(m => m.Value));

    /// <summary>Fails with every item in the message, which a comparison of lists would cut short.</summary>
    private static void Nothing(IEnumerable<string> found)
    {
        var all = found.Distinct().ToList();
        Assert.True(all.Count == 0, string.Join(", ", all));
    }

    private static bool Says(Row row, string words) => row.Words.Contains(words, StringComparison.Ordinal);

    private static bool IsFinding(string token) => FindingId().IsMatch(token);

    private static bool IsPath(string token) =>
        token.Contains('/', StringComparison.Ordinal) && !token.Contains(' ', StringComparison.Ordinal);

    private static bool Exists(string path) =>
        path.EndsWith('/')
            ? Directory.Exists(Path.Combine(Repository.Root, path))
            : File.Exists(Path.Combine(Repository.Root, path));

    private static bool HoldsTests(string path) =>
        path.StartsWith("tests/", StringComparison.Ordinal)
        && Exists(path)
        && (
            path.EndsWith('/')
                ? Directory.EnumerateFiles(Path.Combine(Repository.Root, path), "*Tests.cs").Any()
                : path.EndsWith("Tests.cs", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Tokens(string text) =>
        Backticked().Matches(text).Select(m => m.Groups["token"].Value);

    private static List<Row> Read(string text)
    {
        var rows = new List<Row>();
        foreach (var line in text.Split('\n'))
        {
            if (!RowStart().IsMatch(line))
            {
                continue;
            }

            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length == 5, $"{Document}: expected 5 cells; found {cells.Length} in '{line}'");
            var status = Status().Match(cells[2]);
            rows.Add(
                new Row(
                    cells[0],
                    cells[1],
                    status.Success ? status.Groups["status"].Value : null,
                    cells[2][status.Length..].Trim(),
                    [.. Tokens(cells[3])],
                    [.. Tokens(cells[4])]
                )
            );
        }

        return rows;
    }

    /// <summary>One row of the tables.</summary>
    private sealed record Row(
        string Id,
        string Claim,
        string? Status,
        string Words,
        IReadOnlyList<string> Places,
        IReadOnlyList<string> Tests
    );

    [GeneratedRegex(@"^\|\s*[AB]\d+\s*\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowStart();

    [GeneratedRegex(
        @"^\*\*(?<status>Done|Corrected|Partly|Not yet|Deliberately not)\*\*",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Status();

    [GeneratedRegex("`(?<token>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Backticked();

    [GeneratedRegex("^[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FindingId();

    [GeneratedRegex(
        @"\b(addict|addicts|addicted|abuser|abusers|abuse|abused|abusing|clean|dirty|junkie|relapse|relapsed|relapsing|drug habit|drug seeking|drug-seeking)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hurtful();
}

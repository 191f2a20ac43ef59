using System.Text;

namespace Coppice.Knowledge.Tests;

public class KnowledgeBaseTests
{
    private static KnowledgeException Broken(string file, Func<string, string> change)
    {
        var files = KnowledgeBase.ReadEmbedded().ToDictionary(f => f.Key, f => f.Value);
        var before = Encoding.UTF8.GetString(files[file]);
        var after = change(before);
        Assert.NotEqual(before, after);
        files[file] = Encoding.UTF8.GetBytes(after);
        return Assert.Throws<KnowledgeException>(() => KnowledgeBase.Load(files));
    }

    private static string Once(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not there");
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
    }

    [Fact]
    public void What_ships_can_be_read() => Assert.True(KnowledgeBase.Default.Rules.Count > 100);

    [Fact]
    public void A_rule_that_names_a_source_that_is_not_there_is_refused_with_the_rule_and_the_source()
    {
        var e = Broken(
            "rules/course.json",
            t => Once(t, "\"evidence\": \"rogers-2024\"", "\"evidence\": \"nobody-2099\"")
        );
        Assert.Contains("rules/course.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("nobody-2099", e.Message, StringComparison.Ordinal);
        Assert.Contains("course.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_contradicted_by_one_that_is_not_there_is_refused() =>
        Assert.Contains(
            "contradictedBy",
            Broken(
                "evidence.json",
                t =>
                    Once(
                        t,
                        t[t.IndexOf("\"contradictedBy\": [\n", StringComparison.Ordinal)..].Split('\n')[2],
                        "          \"evidence\": \"nobody-2099\","
                    )
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Half_a_file_is_refused_with_its_name() =>
        Assert.StartsWith("laws.json", Broken("laws.json", t => t[..(t.Length / 2)]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_that_nobody_reads_is_refused() =>
        Assert.Contains(
            "shout",
            Broken("rules/course.json", t => Once(t, "\"title\":", "\"shout\": 1, \"title\":")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_file_is_named()
    {
        var files = KnowledgeBase
            .ReadEmbedded()
            .Where(f => f.Key != "products.json")
            .ToDictionary(f => f.Key, f => f.Value);
        Assert.Contains(
            "products.json",
            Assert.Throws<KnowledgeException>(() => KnowledgeBase.Load(files)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_rule_twice_is_refused() =>
        Assert.Contains(
            "twice",
            Broken(
                "rules/course.json",
                t => Once(t, "\"id\": \"course.frequency-falling\"", "\"id\": \"course.frequency-rising\"")
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_rule_in_the_wrong_file_is_refused() =>
        Assert.Contains(
            "must begin with 'course.'",
            Broken("rules/course.json", t => Once(t, "\"id\": \"course.steady\"", "\"id\": \"liver.steady\"")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_stray_brace_is_refused() =>
        Assert.Contains(
            "stray brace",
            Broken(
                "rules/course.json",
                t => Once(t, "Logged days so far: {days}", "Logged days so far: {days")
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_product_that_is_missing_or_there_twice_is_refused() =>
        Assert.Contains(
            "exactly one product of kind tea",
            Broken("products.json", t => Once(t, "\"kind\": \"sevenHydroxy\"", "\"kind\": \"tea\"")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_rule_has_evidence_for_it_and_says_when_it_fires()
    {
        Assert.All(KnowledgeBase.Default.Rules.Values, r => Assert.NotEmpty(r.For));
        Assert.All(KnowledgeBase.Default.Rules.Values, r => Assert.True(r.When.Length >= 15, r.Id));
    }

    [Fact]
    public void Every_source_says_when_it_was_checked_and_what_it_found()
    {
        Assert.All(
            KnowledgeBase.Default.Evidence.Values,
            e =>
                Assert.True(
                    DateOnly.TryParse(e.Checked, System.Globalization.CultureInfo.InvariantCulture, out _),
                    e.Id
                )
        );
        Assert.All(
            KnowledgeBase.Default.Evidence.Values,
            e => Assert.False(string.IsNullOrWhiteSpace(e.Finding), e.Id)
        );
        Assert.DoesNotContain(
            KnowledgeBase.Default.Evidence.Values,
            e =>
                e.Citation.Contains("droracle", StringComparison.OrdinalIgnoreCase)
                || e.Url?.Contains("droracle", StringComparison.OrdinalIgnoreCase) == true
        );
    }

    [Fact]
    public void Every_state_and_the_capital_have_a_row_of_law_with_its_day_and_its_source()
    {
        var laws = KnowledgeBase.Default.Laws;
        Assert.Equal(51, laws.States.Select(s => s.Region).Distinct().Count());
        Assert.All(laws.States, s => Assert.Equal("2026-11-22", s.AsOf));
        Assert.Contains(laws.States, s => s.Status == "unknown");
        Assert.All(laws.States, s => Assert.False(string.IsNullOrWhiteSpace(s.Source)));
    }

    [Fact]
    public void The_contested_dose_bands_carry_what_contradicts_them() =>
        Assert.Contains(
            KnowledgeBase.Default.Evidence["weiss-douglas-2021"].ContradictedBy,
            c => c.Evidence == "broyan-2022"
        );

    [Theory]
    [InlineData("911")]
    [InlineData("988")]
    [InlineData("1-800-222-1222")]
    [InlineData("1-800-662-4357")]
    public void The_numbers_that_save_lives_are_right(string number) =>
        Assert.Contains(KnowledgeBase.Default.Emergency.Call, c => c.Number == number);

    [Fact]
    public void Both_voices_are_told_that_this_is_not_a_medical_device()
    {
        Assert.Contains(
            "not a medical device",
            KnowledgeBase.Default.Emergency.IntendedUse.Person,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Contains(
            "not a medical device",
            KnowledgeBase.Default.Emergency.IntendedUse.Clinician,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public void Mitragynine_per_gram_is_a_spread_and_7_OH_leaf_is_not_converted()
    {
        var leaf = KnowledgeBase.Default.Products[Record.ProductKind.LeafPowder].Content.Single();
        Assert.Equal((14m, 1.6m), (leaf.Median, leaf.Gsd));
        Assert.All(
            KnowledgeBase.Default.Products[Record.ProductKind.SevenHydroxy].Content,
            c => Assert.NotEqual(Record.AmountUnit.GLeaf, c.Per)
        );
    }
}

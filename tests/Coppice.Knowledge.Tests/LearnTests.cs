using System.Text;

namespace Coppice.Knowledge.Tests;

/// <summary>What a person can learn: every claim shows where it comes from, and nothing important is left out.</summary>
public class LearnTests
{
    private static KnowledgeException Broken(string old, string replacement)
    {
        var files = KnowledgeBase.ReadEmbedded().ToDictionary(f => f.Key, f => f.Value);
        var before = Encoding.UTF8.GetString(files["learn.json"]);
        var at = before.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not there");
        files["learn.json"] = Encoding.UTF8.GetBytes(
            string.Concat(before.AsSpan(0, at), replacement, before.AsSpan(at + old.Length))
        );
        return Assert.Throws<KnowledgeException>(() => KnowledgeBase.Load(files));
    }

    [Theory]
    [InlineData("what-kratom-is")]
    [InlineData("dose-and-effect")]
    [InlineData("signs")]
    [InlineData("withdrawal")]
    [InlineData("lasting")]
    [InlineData("earlier-opioids")]
    [InlineData("products")]
    [InlineData("seven-oh")]
    [InlineData("harms")]
    [InlineData("mixing")]
    [InlineData("lost-tolerance")]
    [InlineData("treatment")]
    [InlineData("places")]
    [InlineData("pregnancy")]
    [InlineData("family")]
    [InlineData("rights")]
    public void There_is_something_to_learn_about(string topic)
    {
        var found = Assert.Single(KnowledgeBase.Default.Learn, t => t.Id == topic);
        Assert.NotEmpty(found.Sections);
        Assert.All(found.Sections, s => Assert.InRange(s.Claims.Count, 1, 6));
    }

    [Fact]
    public void The_answer_comes_first_and_is_short() =>
        Assert.All(KnowledgeBase.Default.Learn, t => Assert.InRange(t.Short.Split(' ').Length, 8, 40));

    [Fact]
    public void A_claim_never_rests_on_marketing_alone()
    {
        var knowledge = KnowledgeBase.Default;
        var bare = Claims()
            .Where(c => c.Claim.Evidence.All(id => knowledge.Evidence[id].Grade == Grade.M))
            .Select(c => c.Where);
        Assert.Empty(bare);
    }

    [Fact]
    public void A_claim_that_cites_a_source_that_is_not_there_is_refused_with_its_place()
    {
        var e = Broken("\"singh-2014\"", "\"nobody-2099\"");
        Assert.Contains("learn.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("what-kratom-is.plant.origin", e.Message, StringComparison.Ordinal);
        Assert.Contains("nobody-2099", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_without_a_source_is_refused_with_its_place()
    {
        var e = Broken("\"singh-2014\",\n                \"assanangkornchai-2007\"\n", "");
        Assert.Contains("what-kratom-is.plant.origin has no evidence", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_twice_in_a_section_is_refused() =>
        Assert.Contains(
            "'origin' is there twice",
            Broken("\"id\": \"sold\"", "\"id\": \"origin\"").Message,
            StringComparison.Ordinal
        );

    private static IEnumerable<(string Where, Claim Claim)> Claims() =>
        from topic in KnowledgeBase.Default.Learn
        from section in topic.Sections
        from claim in section.Claims
        select ($"{topic.Id}.{section.Id}.{claim.Id}", claim);
}

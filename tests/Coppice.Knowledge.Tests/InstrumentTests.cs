using System.Text;

namespace Coppice.Knowledge.Tests;

public class InstrumentTests
{
    [Theory]
    [InlineData("cows", "ext/rater", "ext/ratre", "expected the extension 'rater'; found none")]
    [InlineData("cows", "ext/meaningful-change", "ext/meaning", "an extension that Coppice knows here")]
    [InlineData("cows", "cows-bands-ctn", "cows-bands-xxx", "evidence names the evidence 'cows-bands-xxx'")]
    [InlineData("cows", "\"valueDecimal\": 48", "\"valueDecimal\": 55", "maximum 48, as the items give")]
    [InlineData("cows", "\"code\": \"5\"", "\"code\": \"4\"", "expected 5; found '4'")]
    [InlineData("cows", "\"status\": \"active\"", "\"status\": \"draft\"", "$.status: expected active; found 'draft'")]
    [InlineData(
        "cows",
        "\"linkId\": \"2\"",
        "\"linkId\": \"1\"",
        "$.item[1].linkId: expected each linkId once; found 1"
    )]
    [InlineData("cows", "\"required\": false", "\"required\": true", "$.item[0].required: expected false")]
    [InlineData("cows", "\"publisher\"", "\"publicher\"", "expected only resourceType")]
    [InlineData("phq9", "44260-8", "44260-9", "a LOINC code whose check digit is right; found 44260-9")]
    [InlineData("cssrs", "\"question\": \"2\"", "\"question\": \"9\"", "an answer of an earlier item")]
    [InlineData("cssrs", "4,5,6b", "4,5,6c", "items that take points and are scored; found 6c")]
    [InlineData("gad7", "\"valueCode\": \"sum\"", "\"valueCode\": \"median\"", "found 'median'")]
    [InlineData("bam", "\"url\": \"likert\"", "\"url\": \"days\"", "each version once")]
    [InlineData("peg", "\"valueDecimal\": 3.99", "\"valueDecimal\": 3", "to start at 3.01")]
    [InlineData("peg", "\"title\"", "\"version\"", "peg.json")]
    public void A_broken_file_is_refused_and_says_where(string id, string text, string becomes, string message)
    {
        var files = KnowledgeBase.ReadEmbedded().ToDictionary();
        var name = $"instruments/{id}.json";
        files[name] = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(files[name]).Replace(text, becomes, StringComparison.Ordinal)
        );
        var refused = Assert.Throws<KnowledgeException>(() => KnowledgeBase.Load(files));
        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_is_a_verified_one()
    {
        var verified = KnowledgeBase
            .Default.Codes.Where(c => c.System == "loinc" && c.Verified)
            .Select(c => c.Code)
            .ToHashSet();
        foreach (var instrument in KnowledgeBase.Default.Instruments.Values)
        {
            Assert.All(
                instrument
                    .Codes.Append(instrument.ScoreCode)
                    .Concat(instrument.Items.SelectMany(i => i.Codes))
                    .OfType<Coding>(),
                c => Assert.Contains(c.Code, verified)
            );
        }
    }
}

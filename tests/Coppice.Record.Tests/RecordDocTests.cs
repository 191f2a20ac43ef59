using System.Text.RegularExpressions;

namespace Coppice.Record.Tests;

public partial class RecordDocTests
{
    private static readonly string Page = Golden.Text("docs/record.md");

    [Fact]
    public void The_records_on_the_page_are_records()
    {
        var records = Fences().Matches(Page).Select(m => m.Groups["json"].Value).ToList();
        Assert.NotEmpty(records);
        Assert.All(records, r => Doc.Record(r));
    }

    [Fact]
    public void The_page_lists_the_kinds_of_event_in_their_order() =>
        Assert.Equal(RecordTypes.Kinds.Keys, Rows().Matches(Page).Select(m => m.Groups["kind"].Value));

    [Fact]
    public void The_page_names_every_example() =>
        Assert.All(Golden.Examples, e => Assert.Contains($"(../{e.Data})", Page, StringComparison.Ordinal));

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^\| `(?<kind>\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();
}

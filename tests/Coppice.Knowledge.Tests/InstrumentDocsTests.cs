using System.Globalization;

namespace Coppice.Knowledge.Tests;

/// <summary>What the documents say of a form is what its file says.</summary>
public class InstrumentDocsTests
{
    private static readonly string[] Statuses = ["kept", "open: permission", "open: source"];

    public static TheoryData<string> All => [.. KnowledgeBase.Default.Instruments.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void The_table_of_instruments_agrees_with_the_file(string id)
    {
        var form = KnowledgeBase.Default.Instruments[id];
        var row = Assert.Single(Rows("instruments.md"), r => r[1] == $"`{id}`");
        var questions = form.TotalsOnly ? "totals only" : form.Items.Count.ToString(CultureInfo.InvariantCulture);
        var bands = form.Bands.Select(b =>
            (b.Low == b.High ? $"{b.Low:0.##}" : $"{b.Low:0.##}-{b.High:0.##}") + " " + b.Code.Replace('-', ' ')
        );
        Assert.Equal(
            [
                questions,
                form.Bands.Count == 0 ? "none" : string.Join(", ", bands),
                form.Licence,
                form.LicenceVerified ? "yes" : "no",
                form.Validated ? "yes" : "no",
            ],
            [row[2], row[4], row[6], row[7], row[8]]
        );
        Assert.False(string.IsNullOrWhiteSpace(row[9]), "say what it is not");
        if (form.HasTotal && form.Method != ScoreMethod.Cssrs)
        {
            Assert.Contains($"{form.Minimum}-{form.Maximum}", row[3], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_deviation_of_a_form_is_in_the_register(string id)
    {
        var form = KnowledgeBase.Default.Instruments[id];
        var rows = Rows("deviations.md").Where(r => r[0].StartsWith($"`{id}.", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, form.Deviations.Count).Select(i => $"`{id}.{i}`"), rows.Select(r => r[0]));
    }

    [Fact]
    public void Every_row_of_the_register_says_what_why_and_how_it_stands()
    {
        var rows = Rows("deviations.md").Where(r => r[0].StartsWith('`')).ToList();
        Assert.All(
            rows,
            r =>
            {
                Assert.Equal(5, r.Length);
                Assert.All(r, cell => Assert.False(string.IsNullOrWhiteSpace(cell)));
                Assert.Contains(r[4], Statuses);
            }
        );
        Assert.Equal(rows.Count, rows.Select(r => r[0]).Distinct().Count());
    }

    [Fact]
    public void The_register_has_a_part_for_instruments_guidelines_and_equations() =>
        Assert.Equal(
            ["## Instruments", "## Guidelines", "## Equations"],
            File.ReadLines(Path("deviations.md")).Where(l => l.StartsWith("## ", StringComparison.Ordinal))
        );

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path(file))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | "));

    private static string Path(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Coppice.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return System.IO.Path.Combine(folder.FullName, "docs", file);
    }
}

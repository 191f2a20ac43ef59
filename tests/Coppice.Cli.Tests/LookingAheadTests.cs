using System.Text;
using System.Xml.Linq;
using Coppice.Knowledge;

namespace Coppice.Cli.Tests;

public class LookingAheadTests
{
    /// <summary>Update the report with: ./coppice validate-model --out docs/validation.md, and read it before committing.</summary>
    [Fact]
    public void The_validation_report_is_what_this_build_gives() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Root, "docs", "validation.md")),
            ValidateModelCommand.Report(KnowledgeBase.Default)
        );

    [Fact]
    public void A_forecast_shows_its_limits_the_help_lines_and_the_intended_use()
    {
        var (output, code) = Run("forecast", Example, "--for", "person");
        Assert.Equal(0, code);
        Assert.Contains("rough guide", output, StringComparison.Ordinal);
        Assert.Contains("988", output, StringComparison.Ordinal);
        Assert.Contains("not a medical", output, StringComparison.Ordinal);
        Assert.Contains("median", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--days", "0")]
    [InlineData("--days", "181")]
    [InlineData("--scenario", "never")]
    [InlineData("--without", "everything")]
    [InlineData("--given", "1,1.5")]
    [InlineData("--plot", "picture.bmp")]
    public void A_wrong_wish_is_refused_with_what_would_be_right(string option, string value) =>
        Assert.Equal(2, Run("forecast", Example, option, value).Code);

    [Fact]
    public void A_plot_is_a_drawing_with_its_labels_and_is_always_the_same()
    {
        var path = Path.Combine(Path.GetTempPath(), $"coppice-{Environment.ProcessId}.svg");
        try
        {
            Assert.Equal(0, Run("forecast", Example, "--plot", path).Code);
            var first = File.ReadAllText(path);
            Assert.Equal(0, Run("forecast", Example, "--plot", path).Code);
            Assert.Equal(first, File.ReadAllText(path));
            Assert.Contains("kratom is stopped now", XDocument.Parse(first).Root!.Value, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Coppice.slnx")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }

    private static string Example => Path.Combine(Root, "examples", "first-look.json");

    private static (string Output, int Code) Run(params string[] args)
    {
        var output = new StringWriter(new StringBuilder());
        var code = App.Run(args, () => Stream.Null, output, TextWriter.Null, NodaTime.Instant.FromUnixTimeSeconds(0));
        return (output.ToString(), code);
    }
}

using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli.Tests;

/// <summary>Pages that need no record, help, and wrong usage.</summary>
public class PagesTests
{
    public static TheoryData<string> Commands =>
        [
            "review",
            "score",
            "validate",
            "explain",
            "instruments",
            "emergency",
            "law",
            "corrections",
            "cases",
            "check-knowledge",
        ];

    public static TheoryData<string> PagesWithoutARecord =>
        [
            "",
            "--help",
            "instruments",
            "instruments cows",
            "instruments sows",
            "emergency",
            "law",
            "law US-PA",
            "corrections",
            "check-knowledge",
            "explain",
            "cases C20",
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_has_help_with_its_usage(string command)
    {
        var page = Command.Fine(command, "--help");
        Assert.Contains($"coppice {command}", page.Out, StringComparison.Ordinal);
        Assert.Contains("-h, --help", page.Out, StringComparison.Ordinal);
        Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(page.Out, Command.Fine(command, "-h").Out);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_help_of_the_whole_lists_it(string command) =>
        Assert.Contains($"\n  {command} ", Command.Fine("--help").Out, StringComparison.Ordinal);

    [Fact]
    public void Without_a_command_help_is_printed() => Assert.Equal(Command.Fine("--help").Out, Command.Fine().Out);

    [Fact]
    public void The_version_is_printed() => Assert.Equal(Review.ThisVersion, Command.Fine("--version").Out.Trim());

    [Theory]
    [MemberData(nameof(PagesWithoutARecord))]
    public void A_page_is_at_most_100_wide_and_the_same_in_every_culture(string command)
    {
        var args = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var page = Command.Fine(args);
        Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        var here = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = comma;
        try
        {
            Assert.Equal(page.Out, Command.Fine(args).Out);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = here;
        }
    }

    [Fact]
    public void Emergency_help_has_every_number_sign_and_step_and_says_what_Coppice_is()
    {
        var help = KnowledgeBase.Default.Emergency;
        var page = Command.Fine("emergency").Flat;
        string[] texts =
        [
            .. help.Call.Select(c => c.Number),
            .. help.GoNow,
            .. help.Naloxone.Steps,
            .. help.Naloxone.Notes,
            help.IntendedUse.Person,
        ];
        Assert.All(texts, text => Assert.Contains(Command.Flat(text), page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_instrument_is_listed_and_has_a_page_with_its_licence()
    {
        var list = Command.Fine("instruments").Flat;
        foreach (var instrument in KnowledgeBase.Default.Instruments.Values)
        {
            Assert.Contains($" {instrument.Id} ", list, StringComparison.Ordinal);
            var page = Command.Fine("instruments", instrument.Id);
            Assert.Contains("Licence: ", page.Out, StringComparison.Ordinal);
            Assert.Equal(!instrument.LicenceVerified, page.Flat.Contains("(not verified)", StringComparison.Ordinal));
            Assert.All(
                instrument.Items,
                item => Assert.Contains(Command.Flat(item.Text), page.Flat, StringComparison.Ordinal)
            );
            Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
        }
    }

    [Fact]
    public void An_instrument_that_there_is_not_is_refused() =>
        Command.Refused(["instruments", "audit"], "expected one of bam, cows", "found 'audit'");

    [Fact]
    public void The_law_is_printed_with_its_day_and_its_notice()
    {
        var laws = KnowledgeBase.Default.Laws;
        var page = Command.Fine("law").Flat;
        Assert.Contains(laws.AsOf, page, StringComparison.Ordinal);
        Assert.Contains(laws.Notice, page, StringComparison.Ordinal);
        Assert.All(laws.States, state => Assert.Contains($"({state.Region})", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("US-PA")]
    [InlineData("us-pa")]
    [InlineData("pa")]
    public void The_law_of_one_state_can_be_asked_for(string region)
    {
        var page = Command.Fine("law", region).Flat;
        Assert.Contains("(US-PA)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("(US-AL)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_there_is_not_is_refused() =>
        Command.Refused(["law", "US-XX"], "expected a state such as US-PA", "US-XX");

    [Fact]
    public void Every_correction_is_printed()
    {
        var page = Command.Fine("corrections").Flat;
        Assert.All(
            KnowledgeBase.Default.Corrections,
            c => Assert.Contains($"{c.Id} Claim: {Command.Flat(c.Claim)}", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_knowledge_is_checked() =>
        Assert.Contains(
            $"{KnowledgeBase.Default.Rules.Count} rules, ",
            Command.Fine("check-knowledge").Out,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("frobnicate", "expected one of review, score, ", "found 'frobnicate'")]
    [InlineData("--frobnicate", "there is no option '--frobnicate'", "coppice --help")]
    [InlineData("review", "expected FILE; found none", "coppice review --help")]
    [InlineData("score", "expected INSTRUMENT; found none", "coppice score --help")]
    [InlineData("validate", "expected FILE; found none", "coppice validate --help")]
    [InlineData("review a b", "did not expect 'b'", "coppice review --help")]
    [InlineData("review a --loud", "there is no option '--loud'", "coppice review --help")]
    [InlineData("review a --for boss", "--for: expected person or clinician; found 'boss'", "coppice review --help")]
    [InlineData(
        "review a --for Person",
        "--for: expected person or clinician; found 'Person'",
        "coppice review --help"
    )]
    [InlineData("review a --for", "--for: expected person|clinician; found none", "coppice review --help")]
    [InlineData("review a --at", "--at: expected TIME; found none", "coppice review --help")]
    [InlineData("emergency now", "did not expect 'now'", "coppice emergency --help")]
    public void Wrong_usage_is_refused_with_what_would_be_right(string command, params string[] words) =>
        Assert.Equal("", Command.Refused(command.Split(' '), words).Out);
}

using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Cli.Tests;

public class PublishedCaseTests
{
    public static TheoryData<string> Cases => [.. CaseFile.All.Select(c => c.Case)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_review_of_a_published_case_holds_what_the_paper_says(string id)
    {
        var run = CaseRun.Of(Case(id), KnowledgeBase.Default);
        var failed = run.Checks.Where(c => !c.Passed).Select(c => $"{c.What}; found: {c.Found}");
        Assert.True(run.Passed, $"{id} {run.Case.Title}\n{string.Join('\n', failed)}");
    }

    [Fact]
    public void There_are_35_cases_or_more() => Assert.InRange(CaseFile.All.Count, 35, int.MaxValue);

    [Fact]
    public void No_two_cases_have_one_id() =>
        Assert.Equal(
            CaseFile.All.Count,
            CaseFile.All.Select(c => c.Case).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_names_its_source_and_says_how_it_was_seen(string id)
    {
        var source = Case(id).Source;
        Assert.False(string.IsNullOrWhiteSpace(source.Citation));
        Assert.Contains(source.Seen, new[] { "read", "secondary" });
        Assert.True(source.Doi is null || source.Doi.StartsWith("10.", StringComparison.Ordinal), source.Doi);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_expects_something_and_says_why_for_each(string id)
    {
        var expect = Case(id).Expect;
        string[] wanted =
        [
            .. expect.Findings,
            .. expect.Absent,
            .. expect.SettingAtLeast is null ? [] : new[] { "settingAtLeast" },
            .. expect.SettingAtMost is null ? [] : new[] { "settingAtMost" },
        ];
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), Case(id).Why.Keys.Order(StringComparer.Ordinal));
        Assert.All(Case(id).Why.Values, why => Assert.False(string.IsNullOrWhiteSpace(why)));
        Assert.All(expect.Figures, figure => Assert.False(string.IsNullOrWhiteSpace(figure.Why), figure.At));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_case_expects_is_the_id_of_a_rule(string id) =>
        Assert.All(
            Case(id).Expect.Findings.Concat(Case(id).Expect.Absent),
            expected => Assert.Contains(expected, KnowledgeBase.Default.Rules.Keys)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_record_of_a_case_says_its_own_now_so_that_it_never_ages(string id)
    {
        var reading = RecordFile.Read(System.Text.Encoding.UTF8.GetBytes(Case(id).Record.GetRawText()));
        Assert.Empty(reading.Problems);
        Assert.True(reading.Record!.Now?.IsExact);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_command_tells_of_a_case_what_a_run_of_it_finds(string id)
    {
        var run = Command.Run("cases", id.ToLowerInvariant());
        var expected = CaseRun.Of(Case(id), KnowledgeBase.Default);
        Assert.Equal(expected.Passed ? 0 : 1, run.Code);
        Assert.Contains(
            $"{expected.Checks.Count(c => c.Passed)} of {expected.Checks.Count} expectations",
            run.Flat,
            StringComparison.Ordinal
        );
        Assert.Contains(Command.Flat(Case(id).Source.Citation), run.Flat, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_there_is_not_is_refused() =>
        Command.Refused(["cases", "Z99"], "expected one of", "C20", "Z99");

    private static CaseFile Case(string id) => CaseFile.All.Single(c => c.Case == id);
}

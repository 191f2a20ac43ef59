namespace Coppice.Cli;

/// <summary>Prints the table of published cases.</summary>
internal static class CasesPage
{
    public static void Write(Page page, IReadOnlyList<CaseRun> runs, bool detailed)
    {
        page.Table(
            ["Case", "What it is", "Expectations", "Result"],
            runs.Select(r =>
                (IReadOnlyList<string>)
                    [
                        r.Case.Case,
                        r.Case.Title,
                        $"{r.Checks.Count(c => c.Passed)} of {r.Checks.Count}",
                        r.Passed ? "pass" : "FAIL",
                    ]
            )
        );
        foreach (var run in runs.Where(r => detailed || !r.Passed))
        {
            page.Heading($"{run.Case.Case} {run.Case.Title}").Text(run.Case.Source.Citation, 2, Page.Quiet);
            if (detailed)
            {
                page.Text(run.Case.About, 2).Text($"Encoded: {run.Case.Encoded}", 2, Page.Quiet);
            }

            foreach (var check in run.Checks.Where(c => detailed || !c.Passed))
            {
                page.Item(
                    check.Passed ? "✓" : "✗",
                    check.Passed ? check.What : $"{check.What}; found: {check.Found}",
                    4
                );
            }

            foreach (var difference in run.Case.Disagreements)
            {
                page.Item("!", $"Rule and paper differ: {difference}", 4);
            }
        }

        page.Text(
            $"{runs.Count(r => r.Passed)} of {runs.Count} cases pass, {runs.Sum(r => r.Checks.Count(c => c.Passed))} of {runs.Sum(r => r.Checks.Count)} expectations."
        );
    }
}

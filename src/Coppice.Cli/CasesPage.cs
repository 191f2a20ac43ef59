namespace Coppice.Cli;

/// <summary>Prints the table of published cases.</summary>
internal static class CasesPage
{
    private const string Met = "✓";
    private const string Without = "–";

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
        page.Text(ForecastSummary(runs));
        foreach (var (mark, text) in Forecasts(runs).Where(l => detailed || l.Mark != Met))
        {
            page.Item(mark, text);
        }
    }

    /// <summary>How many of the stated time courses the forecast holds.</summary>
    public static string ForecastSummary(IReadOnlyList<CaseRun> runs)
    {
        var courses = runs.SelectMany(r => r.Courses).ToList();
        return $"Forecasts: {courses.Count(c => c.Met)} of {courses.Count(c => c.Made)} time courses fall in the 80 % band. No forecast: {courses.Count(c => !c.Made)} time courses of which too little is known, {runs.Count(r => r.Case.NoForecast is not null)} cases whose source gives none.";
    }

    /// <summary>Every stated time course with its forecast, the misses first; then the cases without, and why.</summary>
    public static IEnumerable<(string Mark, string Text)> Forecasts(IReadOnlyList<CaseRun> runs) =>
        runs.SelectMany(r => r.Courses)
            .OrderByDescending(c => c.Made)
            .ThenBy(c => c.Met)
            .Select(c =>
                (
                    !c.Made ? Without
                    : c.Met ? Met
                    : "✗",
                    c.Text
                )
            )
            .Concat(
                runs.Where(r => r.Case.NoForecast is not null)
                    .Select(r => (Without, $"{r.Case.Case}: no forecast: {r.Case.NoForecast}"))
            );
}

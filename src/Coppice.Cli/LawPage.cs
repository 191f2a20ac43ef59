using Coppice.Knowledge;
using Coppice.Record.Json;

namespace Coppice.Cli;

/// <summary>Prints the law table and the corrections of public claims.</summary>
internal static class LawPage
{
    public static void Write(Page page, Laws laws, string? region)
    {
        var states = laws
            .States.Where(s =>
                region is null
                || string.Equals(s.Region, region, StringComparison.OrdinalIgnoreCase)
                || string.Equals(s.Region, $"US-{region}", StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        if (states.Count == 0)
        {
            throw new UsageException($"expected a state such as US-PA, or none for all; found '{region}'");
        }

        page.Text($"As of {laws.AsOf}. {laws.Notice}", 0, Page.Bold);
        if (region is null)
        {
            page.Heading("Federal");
            foreach (var row in laws.Federal)
            {
                page.Item(
                    "•",
                    $"{row.Topic}: {row.Status}{Effective(row.Effective)} [{row.Source}; {Word.Of(row.SourceStatus)}{(row.Verify ? "; verify" : "")}]"
                );
            }

            page.Heading("States");
        }

        foreach (var row in states)
        {
            page.Item(
                "•",
                $"{row.Name} ({row.Region}), {row.Status}: {row.Says}{Effective(row.Effective)} [{row.Source}; {Word.Of(row.SourceStatus)}]"
            );
        }
    }

    public static void WriteCorrections(Page page, IReadOnlyList<Correction> corrections)
    {
        page.Text("What two public articles say, and what is right", 0, Page.Bold);
        foreach (var row in corrections)
        {
            page.Item($"{row.Id}", $"Claim: {row.Claim}");
            page.Text($"{row.Says} [{row.Status}; {string.Join(", ", row.Evidence)}]", 6, Page.Quiet);
        }
    }

    private static string Effective(string? day) => day is null ? "" : $" In force from {day}.";
}

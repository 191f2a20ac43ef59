using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints emergency help. It needs no record and no network.</summary>
internal static class EmergencyPage
{
    private static readonly string[] Shortest = ["911", "988", "poison-help", "samhsa"];

    public static void Write(Page page, EmergencyHelp help)
    {
        page.Text("Help now", 0, Page.Urgent);
        page.Pairs(
            help.Call.Select(line =>
                (
                    line.Number,
                    $"{Named(line)}{line.How} {line.For}{(line.Status is Seen.Read ? "" : " (not yet verified)")}"
                )
            ),
            marks: Page.Bold
        );
        page.Heading("Get emergency help for any of these");
        foreach (var sign in help.GoNow)
        {
            page.Item("•", sign);
        }

        page.Heading("Not waking, or breathing slowly");
        foreach (var (number, step) in help.Naloxone.Steps.Index())
        {
            page.Item($"{number + 1}.", step);
        }

        foreach (var note in help.Naloxone.Notes)
        {
            page.Item("•", note);
        }

        page.Blank().Text(help.IntendedUse.Person, 0, Page.Quiet);
    }

    /// <summary>The numbers and the first steps, for the foot of another page.</summary>
    public static void WriteShort(Page page, EmergencyHelp help)
    {
        page.Heading("If it is an emergency");
        page.Pairs(
            help.Call.Where(line => Shortest.Contains(line.Id)).Select(line => (line.Number, NameOnly(line))),
            marks: Page.Bold
        );
        page.Text(
            "Not waking or breathing slowly: call 911, give naloxone, rescue breaths, stay. All steps: coppice emergency",
            2
        );
    }

    private static string Named(HelpLine line) => line.Name == line.Number ? "" : $"{NameOnly(line)}. ";

    /// <summary>The name without the number, which stands before it.</summary>
    private static string NameOnly(HelpLine line) =>
        line.Name.StartsWith($"{line.Number} ", StringComparison.Ordinal)
            ? line.Name[(line.Number.Length + 1)..]
            : line.Name;
}

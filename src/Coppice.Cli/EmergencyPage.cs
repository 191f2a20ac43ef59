using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints emergency help. It needs no record and no network.</summary>
internal static class EmergencyPage
{
    public static void Write(Page page, EmergencyHelp help)
    {
        page.Text("Help now", 0, Page.Urgent);
        foreach (var line in help.Call)
        {
            page.Item(
                "•",
                $"{line.Name}: {line.Number}. {line.How} {line.For}{(line.Status is Seen.Read ? "" : " (number not yet verified)")}"
            );
        }

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

    public static void WriteShort(Page page, EmergencyHelp help)
    {
        page.Heading("If it is an emergency");
        page.Text(string.Join("  ·  ", help.Call.Take(4).Select(c => $"{c.Name} {c.Number}")), 2);
        page.Text(
            "Not waking or breathing slowly: call 911, give naloxone, rescue breaths, stay. All steps: coppice emergency",
            2
        );
    }
}

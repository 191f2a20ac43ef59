using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints instruments: what they are for, their licence and items.</summary>
internal static class InstrumentPage
{
    public static void WriteAll(Page page, KnowledgeBase knowledge)
    {
        page.Table(
            ["Id", "Title", "Score", "Licence"],
            knowledge
                .Instruments.Values.OrderBy(i => i.Id, StringComparer.Ordinal)
                .Select(i =>
                    (IReadOnlyList<string>)
                        [i.Id, i.Title, Range(i), $"{i.Licence}{(i.LicenceVerified ? "" : " (not verified)")}"]
                )
        );
        page.Blank()
            .Text("Items and bands of one: coppice instruments ID. Its score: coppice score ID.", 0, Page.Quiet);
    }

    public static void Write(Page page, Instrument instrument)
    {
        page.Text($"{instrument.Title} [{instrument.Id}] version {instrument.Version}", 0, Page.Bold)
            .Text(instrument.Description);
        page.Text(
            $"{(instrument.ByClinician ? "Rated by a clinician" : "Answered by the person")}. Time asked about: {instrument.Window}."
        );
        foreach (var item in instrument.Items)
        {
            page.Item($"{item.LinkId}.", item.Text);
            page.Text(
                item.Answers.Count > 0
                    ? string.Join(" · ", item.Answers.Select(a => $"{a.Code} {a.Display}"))
                    : $"{Care.Words.Text(item.Low)} to {Care.Words.Text(item.High)}",
                5,
                Page.Quiet
            );
        }

        if (instrument.TotalsOnly)
        {
            page.Text("Only a total may be entered: the items may not be shipped.");
        }

        if (instrument.Bands.Count > 0)
        {
            page.Text(
                "Bands: "
                    + string.Join(
                        " · ",
                        instrument.Bands.Select(b => $"{Care.Words.Text(b.Low)}–{Care.Words.Text(b.High)} {b.Label}")
                    )
            );
        }

        page.Blank().Text(Licence(instrument), 0, Page.Quiet);
        if (instrument.Deviations.Count > 0)
        {
            page.Heading("Where Coppice departs from what was published");
            foreach (var deviation in instrument.Deviations)
            {
                page.Item("•", deviation);
            }
        }
    }

    private static string Range(Instrument instrument) =>
        instrument.Minimum == instrument.Maximum
            ? "none"
            : $"{Care.Words.Text(instrument.Minimum)}–{Care.Words.Text(instrument.Maximum)}{(instrument.TotalsOnly ? ", total only" : "")}";

    /// <summary>What may be done with it, and whether that was checked.</summary>
    private static string Licence(Instrument instrument) =>
        $"Licence: {string.Join(" ", new[] { instrument.Copyright, instrument.Licence }.Where(t => !string.IsNullOrEmpty(t)))}{(instrument.LicenceVerified ? "" : " (not verified)")}";
}

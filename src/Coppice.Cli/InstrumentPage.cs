using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints instruments: what they are for, their licence and items.</summary>
internal static class InstrumentPage
{
    public static void WriteAll(Page page, KnowledgeBase knowledge) =>
        page.Table(
            ["Id", "Title", "Score", "Licence"],
            knowledge
                .Instruments.Values.OrderBy(i => i.Id, StringComparer.Ordinal)
                .Select(i =>
                    (IReadOnlyList<string>)
                        [
                            i.Id,
                            i.Title,
                            $"{Care.Words.Text(i.Minimum)}–{Care.Words.Text(i.Maximum)}{(i.TotalsOnly ? ", total only" : "")}",
                            $"{i.Licence}{(i.LicenceVerified ? "" : " (not verified)")}",
                        ]
                )
        );

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

        page.Heading("Licence")
            .Text(
                $"{instrument.Copyright} {instrument.Licence}{(instrument.LicenceVerified ? " (verified)" : " (not verified)")}"
            );
        if (instrument.Deviations.Count > 0)
        {
            page.Heading("Where Coppice departs from what was published");
            foreach (var deviation in instrument.Deviations)
            {
                page.Item("•", deviation);
            }
        }
    }
}

using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints scores of one instrument.</summary>
internal static class ScorePage
{
    public static void Write(Page page, Instrument instrument, IReadOnlyList<Score> scores)
    {
        page.Text(instrument.Title, 0, Page.Bold);
        foreach (var score in scores)
        {
            page.Item("•", $"{(score.At is { } at ? $"{at}: " : "")}{Care.Words.Clinical(score)}");
            if (score.Unanswered.Count > 0)
            {
                page.Text($"Not answered: {string.Join(", ", score.Unanswered)}. Missing is not zero.", 4, Page.Quiet);
            }

            foreach (var part in score.Subscales)
            {
                page.Text(
                    $"{part.Label}: {(part.Total is { } total ? Care.Words.Text(total) : $"{Care.Words.Text(part.Low)}–{Care.Words.Text(part.High)}, incomplete")}",
                    4
                );
            }

            if (score.BandPerson is { } words)
            {
                page.Text(words, 4);
            }
        }

        page.Text(
            $"Licence: {instrument.Licence}{(instrument.LicenceVerified ? "" : " (not verified)")}",
            0,
            Page.Quiet
        );
    }
}

using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints scores of one instrument.</summary>
internal static class ScorePage
{
    public static void Write(Page page, Instrument instrument, IReadOnlyList<Score> scores, EmergencyHelp help)
    {
        page.Text(instrument.Title, 0, Page.Bold);
        foreach (var score in scores)
        {
            page.Item("•", $"{(score.At is { } at ? $"{Times.Short(at)}: " : "")}{Told(score)}");
            foreach (var alert in score.Alerts)
            {
                page.Text(
                    $"Item {alert.Item} is {Care.Words.Text(alert.Value)} ({alert.Code}): act on it today, whatever the score is. Call or text 988; call 911 in danger.",
                    4,
                    Page.Urgent
                );
            }

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

        page.Blank().Text($"Licence: coppice instruments {instrument.Id}", 0, Page.Quiet);
        page.Blank().Text(help.IntendedUse.Person, 0, Page.Quiet);
    }

    /// <summary>The score for a clinician; an instrument that only records answers has none.</summary>
    public static string Told(Score score) =>
        score.Minimum == score.Maximum ? "no overall score" : Care.Words.Clinical(score);
}

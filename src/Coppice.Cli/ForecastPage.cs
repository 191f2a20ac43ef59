using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints the forecast of a review in one of the two voices.</summary>
internal static class ForecastPage
{
    /// <summary>Findings that qualify the others, after the chart.</summary>
    private static readonly string[] Afterwards = ["forecast.personal", "forecast.grade", "forecast.limits"];

    public static void Write(Page page, Review review, bool forPerson)
    {
        var section = review.Forecast;
        page.Text(
            $"Coppice {review.Version} · {(forPerson ? "for you" : "for the clinician")} · {Times.Long(review.At)}",
            0,
            Page.Quiet
        );
        foreach (var finding in section.Findings.Where(f => !Afterwards.Contains(f.Id)))
        {
            Say(page, finding, forPerson);
        }

        if (section.Scenarios.Count > 0)
        {
            page.Blank();
            ForecastChart.Write(page, section, forPerson);
        }

        foreach (var finding in section.Findings.Where(f => Afterwards.Contains(f.Id)))
        {
            Say(page, finding, forPerson);
        }

        foreach (var assumption in section.Assumptions)
        {
            page.Item("~", $"Taken for granted: {assumption}.");
        }

        if (section.Ask.Count > 0)
        {
            page.Heading(forPerson ? "What would make this better" : "OPEN QUESTIONS");
            foreach (var ask in section.Ask)
            {
                page.Item("?", forPerson ? ask.Person : ask.Clinician);
            }
        }

        EmergencyPage.WriteShort(page, KnowledgeBase.Default.Emergency);
        page.Blank().Text(forPerson ? review.IntendedUse.Person : review.IntendedUse.Clinician, 0, Page.Quiet);
    }

    private static void Say(Page page, Finding finding, bool forPerson)
    {
        var words = forPerson ? finding.Person : finding.Clinician;
        if (words is not null)
        {
            page.Heading(forPerson ? finding.Title : $"{finding.Title}  [{finding.Id}]").Text(words, 2);
        }
    }
}

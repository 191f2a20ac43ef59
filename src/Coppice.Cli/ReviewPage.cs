using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record.Json;

namespace Coppice.Cli;

/// <summary>Prints a review in one of the two voices. Everything printed is in the review.</summary>
internal static class ReviewPage
{
    private const int QuestionsForPerson = 6;

    public static void Write(Page page, Review review, KnowledgeBase knowledge, bool forPerson)
    {
        page.Text(
            $"Coppice {review.Version} · {(forPerson ? "for you" : "for the clinician")} · {review.At}",
            0,
            Page.Quiet
        );
        page.Blank()
            .Text(
                forPerson ? review.Headline.Person : review.Headline.Clinician,
                0,
                review.Headline.Urgency == Urgency.Emergency ? Page.Urgent : Page.Calm
            );
        if (forPerson)
        {
            Person(page, review, knowledge);
        }
        else
        {
            Clinician(page, review);
        }

        page.Blank().Text(forPerson ? review.IntendedUse.Person : review.IntendedUse.Clinician, 0, Page.Quiet);
    }

    private static void Person(Page page, Review review, KnowledgeBase knowledge)
    {
        foreach (var group in review.Findings.Where(f => f.Person is not null).GroupBy(f => f.Urgency))
        {
            page.Heading(ForPerson(group.Key), group.Key == Urgency.Emergency ? Page.Urgent : Page.Bold);
            foreach (var finding in group)
            {
                page.Item("•", finding.Person!);
            }
        }

        if (review.Ask.Count > 0)
        {
            page.Heading("What we do not know yet");
            foreach (var ask in review.Ask.Take(QuestionsForPerson))
            {
                page.Item("?", ask.Person);
            }

            if (review.Ask.Count > QuestionsForPerson)
            {
                page.Text(
                    $"There are {review.Ask.Count - QuestionsForPerson} more. You can skip any of them.",
                    4,
                    Page.Quiet
                );
            }
        }

        EmergencyPage.WriteShort(page, knowledge.Emergency);
        page.Blank()
            .Text(
                "Why does it say that? Run: coppice explain FINDING-ID. The ids are in the clinician's view.",
                0,
                Page.Quiet
            );
    }

    private static void Clinician(Page page, Review review)
    {
        foreach (var group in review.Findings.GroupBy(f => f.Urgency))
        {
            page.Heading(Word.Of(group.Key).ToUpperInvariant(), group.Key <= Urgency.Urgent ? Page.Urgent : Page.Bold);
            foreach (var finding in group)
            {
                page.Text($"{finding.Title}  [{finding.Id}]", 2, Page.Bold);
                page.Text(finding.Clinician, 4);
                Basis(page, finding);
            }
        }

        Setting(page, review);
        Tables(page, review);
        if (review.Ask.Count > 0)
        {
            page.Heading("OPEN QUESTIONS, most urgent first");
            foreach (var ask in review.Ask)
            {
                page.Item("?", ask.Clinician);
            }
        }
    }

    private static void Basis(Page page, Finding finding)
    {
        if (finding.Because.Count > 0)
        {
            page.Text(
                "Because: "
                    + string.Join(
                        "; ",
                        finding.Because.Select(i =>
                            i.When is null ? $"{i.What} {i.Value}" : $"{i.What} {i.Value} ({i.When})"
                        )
                    ),
                4,
                Page.Quiet
            );
        }

        if (finding.Missing.Count > 0)
        {
            page.Text("Not known: " + string.Join("; ", finding.Missing.Select(m => m.Clinician)), 4, Page.Quiet);
        }

        page.Text("For: " + Sources(finding.For), 4, Page.Quiet);
        if (finding.Against.Count > 0)
        {
            page.Text("Against: " + Sources(finding.Against), 4, Page.Quiet);
        }
    }

    private static string Sources(IReadOnlyList<Cited> sources) =>
        string.Join(
            "; ",
            sources.Select(s => $"{s.Id} ({s.Grade}{(s.Status is Seen.Read or Seen.Computed ? "" : ", unverified")})")
        );

    private static void Setting(Page page, Review review)
    {
        page.Heading("SETTING: Coppice setting suggestion");
        page.Text(review.Setting.Row is { } row ? $"At least: {Care.Words.Plain(row)}" : "Not enough to say yet.", 2);
        foreach (var fired in review.Setting.Fired)
        {
            page.Item("•", $"{Care.Words.Plain(fired.Row)}: {fired.Because}");
        }
    }

    private static void Tables(Page page, Review review)
    {
        if (review.Scores.Count > 0)
        {
            page.Heading("SCORES");
            page.Table(
                ["When", "Instrument", "Score"],
                review
                    .Scores.TakeLast(12)
                    .Select(s =>
                        (IReadOnlyList<string>)[s.At?.ToString() ?? "time not known", s.Title, Care.Words.Clinical(s)]
                    )
            );
        }
    }

    private static string ForPerson(Urgency urgency) =>
        urgency switch
        {
            Urgency.Emergency => "Get help now",
            Urgency.Urgent => "Talk to a doctor or nurse today",
            Urgency.Soon => "In the next days",
            Urgency.Routine => "Worth knowing",
            _ => "How things stand",
        };
}

using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record.Json;

namespace Coppice.Cli;

/// <summary>Prints a review in one of the two voices. Everything printed is in the review.</summary>
internal static class ReviewPage
{
    private const int QuestionsForPerson = 5;

    /// <summary>Letters from which a value is told apart by itself; a shorter one, such as "yes", only beside its name.</summary>
    private const int LongEnough = 12;

    public static void Write(Page page, Review review, KnowledgeBase knowledge, bool forPerson)
    {
        var urgent = review.Headline.Urgency == Urgency.Emergency;
        page.Text(
            $"Coppice {review.Version} · {(forPerson ? "for you" : "for the clinician")} · {Times.Long(review.At)}",
            0,
            Page.Quiet
        );
        page.Blank()
            .Text(forPerson ? review.Headline.Person : review.Headline.Clinician, 0, urgent ? Page.Urgent : Page.Calm);
        if (forPerson)
        {
            Person(page, review, knowledge);
        }
        else
        {
            Clinician(page, review);
            ClinicianTables.Write(page, review);
            Questions(page, review);
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
                page.Item("•", finding.Id == review.Headline.Finding ? Rest(review, finding) : finding.Person!);
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
    }

    /// <summary>What is left to say when the headline has said the first sentence; all of it when that was all.</summary>
    private static string Rest(Review review, Finding finding)
    {
        var said = review.Headline.Person;
        var rest = finding.Person!.StartsWith(said, StringComparison.Ordinal)
            ? finding.Person[said.Length..].Trim()
            : "";
        return rest.Length > 0 ? rest : finding.Person;
    }

    private static void Clinician(Page page, Review review)
    {
        foreach (var group in review.Findings.GroupBy(f => f.Urgency))
        {
            page.Heading(Word.Of(group.Key).ToUpperInvariant(), group.Key <= Urgency.Urgent ? Page.Urgent : Page.Bold);
            foreach (var finding in group)
            {
                page.Text($"{finding.Title}  [{finding.Id}]", 2, Page.Bold);
                page.Text(Times.Shorten(finding.Clinician), 4);
                Basis(page, finding);
            }
        }
    }

    /// <summary>What fired a finding and what is not known, as far as its words have not said it, and its sources.</summary>
    private static void Basis(Page page, Finding finding)
    {
        var because = finding.Because.Where(i =>
            !Said(finding, i.Value)
            || (i.Value.Length < LongEnough && !Said(finding, i.What))
            || (i.When is { } at && !Said(finding, at))
        );
        List("Because", because.Select(i => $"{i.What}: {Times.Shorten(Times.Told(i))}"));
        List("Not known", finding.Missing.Select(m => m.Clinician).Where(m => !Said(finding, m)));
        List("For", finding.For.Select(Source));
        List("Against", finding.Against.Select(Source));

        void List(string what, IEnumerable<string> items)
        {
            if (string.Join("; ", items) is { Length: > 0 } text)
            {
                page.Text($"{what}: {text}", 4, Page.Quiet);
            }
        }
    }

    /// <summary>Whether the finding's words hold this, as whole words.</summary>
    private static bool Said(Finding finding, string what)
    {
        var text = finding.Clinician;
        for (var at = 0; (at = text.IndexOf(what, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var after = at + what.Length;
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (after == text.Length || !char.IsLetterOrDigit(text[after]))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static string Source(Cited source) =>
        $"{source.Id} ({source.Grade}{(source.Status is Seen.Read or Seen.Computed ? "" : ", unverified")})";

    private static void Questions(Page page, Review review)
    {
        if (review.Ask.Count > 0)
        {
            page.Heading("OPEN QUESTIONS, those that matter most first");
            foreach (var ask in review.Ask)
            {
                page.Item("?", ask.Clinician);
            }
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

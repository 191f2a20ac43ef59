using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>Prints a rule, its words and its evidence, and what fired it in a record.</summary>
internal static class ExplainPage
{
    /// <summary>Every rule by its id.</summary>
    public static void WriteAll(Page page, KnowledgeBase knowledge)
    {
        page.Text("Findings that a review can hold", 0, Page.Bold);
        foreach (var area in knowledge.Rules.Values.GroupBy(r => r.Area).OrderBy(g => g.Key))
        {
            page.Heading(Care.Words.Plain(area.Key))
                .Pairs(area.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => (r.Id, r.Title)));
        }
    }

    public static void Write(Page page, KnowledgeBase knowledge, Rule rule, IReadOnlyList<Finding>? fired)
    {
        page.Text($"{rule.Title}  [{rule.Id}]", 0, Page.Bold);
        page.Heading("When it fires").Text(rule.When, 2);
        if (fired is not null)
        {
            page.Heading("In this record");
            if (fired.Count == 0)
            {
                page.Text("It does not fire.", 2);
            }

            foreach (var finding in fired)
            {
                page.Text($"It fires, {Record.Json.Word.Of(finding.Urgency)}: {Times.Shorten(finding.Clinician)}", 2);
                foreach (var input in finding.Because)
                {
                    page.Item("•", $"{input.What}: {Times.Shorten(Times.Told(input))}", 4);
                }

                foreach (var missing in finding.Missing)
                {
                    page.Item("?", $"Not known: {missing.Clinician}", 4);
                }
            }
        }

        page.Heading("What it says to the person").Text(rule.Person ?? "Nothing: it is for the clinician alone.", 2);
        page.Heading("What it says to the clinician").Text(rule.Clinician, 2);
        Sources(page, "Evidence for", [.. rule.For.Select(b => (b, knowledge.Evidence[b.Evidence]))]);
        var against = knowledge.Against(rule).Select(b => (b, knowledge.Evidence[b.Evidence]));
        Sources(page, "Evidence against, or that limits it", [.. against]);
        page.Blank().Text(knowledge.Emergency.IntendedUse.Clinician, 0, Page.Quiet);
    }

    private static void Sources(Page page, string heading, IReadOnlyList<(Basis Basis, Evidence Source)> sources)
    {
        page.Heading(heading);
        if (sources.Count == 0)
        {
            page.Text("None is known to Coppice.", 2);
        }

        foreach (var (basis, source) in sources)
        {
            var verified = source.Verified ? "" : ", unverified";
            var link =
                source.Doi is { } doi ? $" doi:{doi}"
                : source.Url is { } url ? $" {url}"
                : "";
            page.Item(
                "•",
                $"{source.Citation}.{link} [{source.Id}; grade {source.Grade}, {Record.Json.Word.Of(source.Status)}{verified}, checked {source.Checked}]"
            );
            page.Text(basis.Note ?? source.Finding, 4);
            if (source.Limits is { } limits)
            {
                page.Text($"Limits: {limits}", 4, Page.Quiet);
            }
        }
    }
}

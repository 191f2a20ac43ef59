using System.Runtime.CompilerServices;
using Coppice.Knowledge;

namespace Coppice.Care;

/// <summary>Findings and their basis: fills the words of a rule, attaches questions and evidence.</summary>
public static class Findings
{
    private static readonly ConditionalWeakTable<Rule, Bases> Cache = [];

    /// <summary>Makes a finding.</summary>
    /// <param name="knowledge">Where the rule, its evidence and the questions are.</param>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="urgency">How soon to act.</param>
    /// <param name="because">What fired it.</param>
    /// <param name="missing">Ids of questions that are open.</param>
    /// <param name="words">Values for the placeholders of the rule's words.</param>
    /// <exception cref="InvalidOperationException">A rule, a question or a placeholder value is missing: our fault.</exception>
    internal static Finding Finding(
        this KnowledgeBase knowledge,
        string rule,
        Urgency urgency,
        IEnumerable<Input> because,
        IEnumerable<string>? missing = null,
        params ReadOnlySpan<Said> words
    )
    {
        var found = knowledge.Rules.GetValueOrDefault(rule) ?? throw new InvalidOperationException($"No rule '{rule}'");
        var bases = Cache.GetValue(found, r => new Bases(knowledge, r));
        return new Finding
        {
            Id = found.Id,
            Area = found.Area,
            Urgency = urgency,
            Title = found.Title,
            PersonTitle = found.Person is null ? null : found.PersonTitle,
            Person = found.Person is null ? null : Fill(found.Id, found.Person, words, person: true),
            Clinician = Fill(found.Id, found.Clinician, words, person: false),
            Because = [.. because],
            Missing = missing is null ? [] : [.. missing.Distinct(StringComparer.Ordinal).Select(knowledge.Question)],
            For = bases.For,
            Against = bases.Against,
        };
    }

    /// <summary>The question with this id.</summary>
    internal static Missing Question(this KnowledgeBase knowledge, string id)
    {
        var ask = knowledge.Asks.GetValueOrDefault(id) ?? throw new InvalidOperationException($"No question '{id}'");
        return new Missing(ask.Id, ask.Person, ask.Clinician);
    }

    /// <summary>What speaks against a rule or limits it: what it lists, and what contradicts the sources for it.</summary>
    public static IEnumerable<Basis> Against(this KnowledgeBase knowledge, Rule rule) =>
        rule
            .Against.Concat(
                rule.For.Select(b => knowledge.Evidence[b.Evidence])
                    .Where(e => e.Grade != Grade.M)
                    .SelectMany(e => e.ContradictedBy)
                    .Where(c => rule.For.All(b => b.Evidence != c.Evidence))
                    .Select(c => new Basis(c.Evidence, c.How))
            )
            .DistinctBy(b => b.Evidence);

    /// <summary>The source with this id, as it is shown.</summary>
    internal static Cited Cite(this KnowledgeBase knowledge, string id, string? note = null)
    {
        var source = knowledge.Evidence[id];
        return new Cited
        {
            Id = source.Id,
            Citation = source.Citation,
            Link = source.Doi is { } doi ? $"https://doi.org/{doi}" : source.Url,
            Grade = source.Grade,
            Status = source.Status,
            Checked = source.Checked,
            Says = note ?? source.Finding,
        };
    }

    private static string Fill(string rule, string text, ReadOnlySpan<Said> words, bool person)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var values = new (string, string)[words.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (words[i].Key, person ? words[i].Value.Person : words[i].Value.Clinician);
        }

        return Template.Fill(rule, text, values);
    }

    private sealed class Bases(KnowledgeBase knowledge, Rule rule)
    {
        public IReadOnlyList<Cited> For { get; } = [.. rule.For.Select(b => knowledge.Cite(b.Evidence, b.Note))];

        /// <summary>
        /// Against: what the rule lists, and whatever contradicts the sources for it. A public article makes many claims, so what
        /// contradicts one of them does not count here; nor does a source that also speaks for the rule.
        /// </summary>
        public IReadOnlyList<Cited> Against { get; } =
        [.. knowledge.Against(rule).Select(b => knowledge.Cite(b.Evidence, b.Note))];
    }
}

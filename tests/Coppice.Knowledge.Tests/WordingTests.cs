using System.Text.RegularExpressions;

namespace Coppice.Knowledge.Tests;

/// <summary>Every sentence that a person or a clinician can be shown is read here.</summary>
public partial class WordingTests
{
    private const double HighestGrade = 8.0;

    public static TheoryData<string> PersonRules =>
        [
            .. KnowledgeBase
                .Default.Rules.Values.Where(r => r.Person is not null)
                .Select(r => r.Id)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(PersonRules))]
    public void What_a_person_is_told_reads_at_grade_eight_or_below(string id)
    {
        var text = Filled(KnowledgeBase.Default.Rules[id].Person!);
        Assert.True(ReadingGrade.Of(text) <= HighestGrade, $"grade {ReadingGrade.Of(text):0.0}: {text}");
    }

    [Fact]
    public void Questions_to_a_person_read_at_grade_eight_or_below()
    {
        var hard = KnowledgeBase
            .Default.Asks.Values.Where(a => ReadingGrade.Of(a.Person) > HighestGrade)
            .Select(a => $"{a.Id} {ReadingGrade.Of(a.Person):0.0}: {a.Person}");
        Assert.Empty(hard);
    }

    [Fact]
    public void Emergency_help_reads_at_grade_eight_or_below()
    {
        var help = KnowledgeBase.Default.Emergency;
        string[] texts = [.. help.GoNow, .. help.Naloxone.Steps, .. help.Naloxone.Notes, help.IntendedUse.Person];
        Assert.True(ReadingGrade.Of(string.Join(" ", texts)) <= HighestGrade);
    }

    [Fact]
    public void What_a_person_can_learn_reads_at_grade_eight_or_below()
    {
        var hard = Learn()
            .Where(t => ReadingGrade.Of(t.Text) > HighestGrade)
            .Select(t => $"{t.Where} {ReadingGrade.Of(t.Text):0.0}: {t.Text}");
        Assert.Empty(hard);
    }

    [Fact]
    public void No_word_hurts()
    {
        var found = Shown()
            .Where(t => Hurtful().IsMatch(t.Text))
            .Select(t => $"{t.Where}: {Hurtful().Match(t.Text).Value} in '{t.Text}'");
        Assert.Empty(found);
    }

    [Fact]
    public void No_cure_is_promised()
    {
        var found = Shown().Where(t => Promise().IsMatch(t.Text)).Select(t => $"{t.Where}: {t.Text}");
        Assert.Empty(found);
    }

    [Fact]
    public void A_person_is_never_told_a_dose_of_a_medicine()
    {
        var found = ForPerson().Where(t => Dose().IsMatch(t.Text)).Select(t => $"{t.Where}: {t.Text}");
        Assert.Empty(found);
    }

    [Fact]
    public void A_person_is_never_told_to_start_or_raise_kratom()
    {
        var found = ForPerson().Where(t => Raise().IsMatch(t.Text)).Select(t => $"{t.Where}: {t.Text}");
        Assert.Empty(found);
    }

    [Fact]
    public void A_clinician_is_never_ordered()
    {
        var found = KnowledgeBase
            .Default.Rules.Values.Where(r => Order().IsMatch(r.Clinician))
            .Select(r => $"{r.Id}: {r.Clinician}");
        Assert.Empty(found);
    }

    [Fact]
    public void Options_with_medicines_are_for_the_clinician_alone() =>
        Assert.All(KnowledgeBase.Default.Rules.Values.Where(r => r.Area == Area.Options), r => Assert.Null(r.Person));

    [Fact]
    public void Nothing_copies_a_licensed_placement_guide()
    {
        var found = KnowledgeBase.Default.Rules.Values.Where(r =>
            r.Clinician.Contains("ASAM level", StringComparison.OrdinalIgnoreCase)
            || r.Clinician.Contains("ASAM-compliant", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Empty(found.Select(r => r.Id));
    }

    [Fact]
    public void The_grade_formula_knows_easy_from_hard()
    {
        Assert.InRange(ReadingGrade.Of("The cat sat on the mat. It was warm."), -3, 2);
        Assert.InRange(
            ReadingGrade.Of("Pharmacological considerations necessitate individualised multidisciplinary evaluation."),
            20,
            60
        );
        Assert.Equal(3, ReadingGrade.Syllables("withdrawal"));
        Assert.Equal(1, ReadingGrade.Syllables("use"));
        Assert.Equal(2, ReadingGrade.Syllables("doctor"));
    }

    private static string Filled(string text) => KnowledgeBase.Placeholder().Replace(text, "four");

    private static IEnumerable<(string Where, string Text)> ForPerson()
    {
        var knowledge = KnowledgeBase.Default;
        foreach (var rule in knowledge.Rules.Values.Where(r => r.Person is not null))
        {
            yield return (rule.Id, rule.Person!);
        }

        foreach (var ask in knowledge.Asks.Values)
        {
            yield return ($"ask {ask.Id}", ask.Person);
        }

        foreach (var band in knowledge.Instruments.Values.SelectMany(i => i.Bands.Select(b => (i.Id, b.Person))))
        {
            yield return band;
        }

        foreach (var text in Learn())
        {
            yield return text;
        }

        foreach (var topic in knowledge.Learn)
        {
            yield return (topic.Id, $"{topic.Title}. {string.Join(". ", topic.Sections.Select(s => s.Title))}.");
        }

        foreach (
            var text in knowledge
                .Emergency.GoNow.Concat(knowledge.Emergency.Naloxone.Steps)
                .Concat(knowledge.Emergency.Naloxone.Notes)
        )
        {
            yield return ("emergency", text);
        }
    }

    private static IEnumerable<(string Where, string Text)> Learn()
    {
        foreach (var topic in KnowledgeBase.Default.Learn)
        {
            yield return (topic.Id, topic.Short);
            foreach (var section in topic.Sections)
            {
                foreach (var claim in section.Claims)
                {
                    yield return ($"{topic.Id}.{section.Id}.{claim.Id}", claim.Says);
                }
            }
        }
    }

    private static IEnumerable<(string Where, string Text)> Shown()
    {
        var knowledge = KnowledgeBase.Default;
        foreach (var text in ForPerson())
        {
            yield return text;
        }

        foreach (var rule in knowledge.Rules.Values)
        {
            yield return (rule.Id, rule.Clinician);
            yield return (rule.Id, rule.Title);
            yield return (rule.Id, rule.When);
        }

        foreach (var ask in knowledge.Asks.Values)
        {
            yield return ($"ask {ask.Id}", ask.Clinician);
        }

        foreach (var instrument in knowledge.Instruments.Values)
        {
            yield return (instrument.Id, instrument.Title + " " + instrument.Description);
            foreach (var item in instrument.Items)
            {
                yield return (
                    $"{instrument.Id} {item.LinkId}",
                    item.Text + " " + string.Join(" ", item.Answers.Select(a => a.Display))
                );
            }
        }

        foreach (var product in knowledge.Products.Values)
        {
            yield return ($"product {product.Name}", product.Notes);
        }

        foreach (var law in knowledge.Laws.States)
        {
            yield return (law.Region, law.Says);
        }

        foreach (var correction in knowledge.Corrections)
        {
            yield return (correction.Id, correction.Claim + " " + correction.Says);
        }

        foreach (var source in knowledge.Evidence.Values)
        {
            yield return (source.Id, source.Finding + " " + source.Limits + " " + source.Design);
        }

        foreach (var code in knowledge.Codes)
        {
            yield return (code.Code, code.Display);
        }
    }

    [GeneratedRegex(
        @"\b(addict|addicts|addicted|abuser|abusers|abuse|abused|abusing|clean|dirty|junkie|relapse|relapsed|relapsing|drug habit|drug seeking|drug-seeking)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hurtful();

    [GeneratedRegex(
        @"\b(cure|cures|cured|guarantee|guaranteed|always works|will recover)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Promise();

    [GeneratedRegex(
        @"\b\d+(\.\d+)?\s*(mg|mcg|µg|milligrams?)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Dose();

    [GeneratedRegex(
        @"\b(take|use|try|start)( a little| some)? (more|extra)( kratom|$|\.)|\b(raise|increase) your (dose|amount|kratom)|\bstart (taking |using )?kratom",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Raise();

    [GeneratedRegex(
        @"\b(you must|must be given|administer immediately|prescribe )\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Order();
}

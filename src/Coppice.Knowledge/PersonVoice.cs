using System.Collections.Frozen;

namespace Coppice.Knowledge;

/// <summary>What becomes of a text that the person reads.</summary>
/// <param name="place">Where it stands, such as <c>rule course.steady</c>.</param>
/// <param name="english">The text.</param>
internal delegate string Say(string place, string english);

/// <summary>Goes through every text of the knowledge that the person reads. The clinician's texts are left alone.</summary>
internal static class PersonVoice
{
    public static Rule Of(Rule rule, Say say) =>
        rule.Person is null
            ? rule
            : rule with
            {
                Person = say($"rule {rule.Id}", rule.Person),
                PersonTitle = say($"rule {rule.Id}, title", rule.PersonTitle ?? rule.Title),
            };

    public static Ask Of(Ask ask, Say say) => ask with { Person = say($"question {ask.Id}", ask.Person) };

    /// <summary>A form that a clinician rates shows the person its name and what its bands mean; other forms are all theirs.</summary>
    public static Instrument Of(Instrument form, Say say)
    {
        var place = $"form {form.Id}";
        var named = form with
        {
            PersonTitle = say(place, form.PersonTitle),
            Bands = [.. form.Bands.Select(b => b with { Person = say($"{place}, {b.Code}", b.Person) })],
        };
        return form.ByClinician
            ? named
            : named with
            {
                Intro = form.Intro is null ? null : say(place, form.Intro),
                Window = say(place, form.Window),
                Items = [.. form.Items.Select(i => Of(i, say, $"{place}, item {i.LinkId}"))],
            };
    }

    public static EmergencyHelp Of(EmergencyHelp help, Say say) =>
        new(
            [
                .. help.Call.Select(c =>
                    c with
                    {
                        Name = say(c.Id, c.Name),
                        How = say(c.Id, c.How),
                        For = say(c.Id, c.For),
                    }
                ),
            ],
            All("go now", help.GoNow, say),
            new NaloxoneSteps(
                All("naloxone steps", help.Naloxone.Steps, say),
                All("naloxone notes", help.Naloxone.Notes, say)
            ),
            help.IntendedUse with
            {
                Person = say("intended use", help.IntendedUse.Person),
            }
        );

    public static Laws Of(Laws laws, Say say) =>
        laws with
        {
            Notice = say("laws", laws.Notice),
            Federal =
            [
                .. laws.Federal.Select(f =>
                    f with
                    {
                        Topic = say("federal law", f.Topic),
                        Status = say("federal law", f.Status),
                    }
                ),
            ],
            States = [.. laws.States.Select(s => s with { Says = say(s.Region, s.Says) })],
        };

    public static Correction Of(Correction correction, Say say) =>
        correction with
        {
            Claim = say($"correction {correction.Id}", correction.Claim),
            Says = say($"correction {correction.Id}", correction.Says),
        };

    public static Topic Of(Topic topic, Say say) =>
        topic with
        {
            Title = say(topic.Id, topic.Title),
            Short = say(topic.Id, topic.Short),
            Sections =
            [
                .. topic.Sections.Select(s =>
                    s with
                    {
                        Title = say($"{topic.Id}.{s.Id}", s.Title),
                        Claims = [.. s.Claims.Select(c => c with { Says = say($"{topic.Id}.{s.Id}.{c.Id}", c.Says) })],
                    }
                ),
            ],
        };

    public static FrozenDictionary<string, string> Of(FrozenDictionary<string, string> phrases, Say say) =>
        phrases.ToFrozenDictionary(p => p.Key, p => say($"phrase {p.Key}", p.Value));

    private static InstrumentItem Of(InstrumentItem item, Say say, string place) =>
        item with
        {
            Text = say(place, item.Text),
            Answers = [.. item.Answers.Select(a => a with { Display = say(place, a.Display) })],
        };

    private static IReadOnlyList<string> All(string place, IReadOnlyList<string> texts, Say say) =>
        [.. texts.Select(t => say(place, t))];
}

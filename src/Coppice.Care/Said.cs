using Coppice.Knowledge;

namespace Coppice.Care;

/// <summary>The same thing said to the person, in their language, and to the clinician, in English.</summary>
/// <param name="Person">To the person.</param>
/// <param name="Clinician">To the clinician.</param>
internal readonly record struct Voices(string Person, string Clinician);

/// <summary>A value for a placeholder of a rule's words.</summary>
/// <param name="Key">The placeholder.</param>
/// <param name="Value">What stands in its place in each voice.</param>
internal readonly record struct Said(string Key, Voices Value)
{
    /// <summary>A value that is the same in every language, such as a number, or that only one voice uses.</summary>
    public static implicit operator Said((string Key, string Value) same) =>
        new(same.Key, new Voices(same.Value, same.Value));

    /// <summary>A value in two voices.</summary>
    public static implicit operator Said((string Key, Voices Value) both) => new(both.Key, both.Value);
}

/// <summary>Says things in both voices.</summary>
internal static class Speech
{
    /// <summary>What <paramref name="say"/> gives with the wording for each voice.</summary>
    public static Voices Both(this KnowledgeBase knowledge, Func<Phrases, string> say) =>
        new(say(knowledge.Phrases), say(knowledge.ClinicianPhrases));
}

using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Knowledge;

/// <summary>The part of the review that a rule belongs to.</summary>
[JsonConverter(typeof(WordConverter<Area>))]
public enum Area
{
    /// <summary>Gates that keep the person safe.</summary>
    Safety,

    /// <summary>The liver.</summary>
    Liver,

    /// <summary>Withdrawal now.</summary>
    Withdrawal,

    /// <summary>Kratom use disorder and physical dependence.</summary>
    Dependence,

    /// <summary>What makes dependence likelier.</summary>
    Vulnerability,

    /// <summary>How use has changed.</summary>
    Course,

    /// <summary>Daily life.</summary>
    Function,

    /// <summary>Depression, anxiety, trauma, pain.</summary>
    CoOccurring,

    /// <summary>Where care could happen.</summary>
    Setting,

    /// <summary>What a clinician could consider.</summary>
    Options,

    /// <summary>What to check and when.</summary>
    Monitoring,

    /// <summary>How it will unfold.</summary>
    Forecast,

    /// <summary>Reduction plans.</summary>
    Plan,
}

/// <summary>A source that bears on a rule.</summary>
/// <param name="Evidence">Its id in the evidence file.</param>
/// <param name="Note">What it says about this rule, when that is not plain from the source's own finding.</param>
public sealed record Basis(string Evidence, string? Note = null);

/// <summary>
/// A rule: its words in both voices and its basis. The logic is in Coppice.Care; <see cref="When"/> states it for readers.
/// Words may hold placeholders in braces, which the code fills.
/// </summary>
/// <remarks>
/// Implementation note: the generated reader sets null for a list that a file leaves out, so a list turns null into an empty one.
/// </remarks>
public sealed record Rule
{
    /// <summary>Stable id, such as <c>safety.naltrexone</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The part of the review.</summary>
    public required Area Area { get; init; }

    /// <summary>A few words for a heading.</summary>
    public required string Title { get; init; }

    /// <summary>When it fires, in words a clinician can check.</summary>
    public required string When { get; init; }

    /// <summary>What the person is told; null when it is for the clinician alone (every medicine option is).</summary>
    public string? Person { get; init; }

    /// <summary>The heading for the person; null when <see cref="Title"/> serves both.</summary>
    public string? PersonTitle { get; init; }

    /// <summary>What the clinician is told.</summary>
    public required string Clinician { get; init; }

    /// <summary>Sources for it.</summary>
    public IReadOnlyList<Basis> For
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Sources against it, or that limit it.</summary>
    public IReadOnlyList<Basis> Against
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>A question to ask when an input is missing.</summary>
public sealed record Ask
{
    /// <summary>Stable id, such as <c>sedatives</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The question to the person.</summary>
    public required string Person { get; init; }

    /// <summary>The item for the clinician.</summary>
    public required string Clinician { get; init; }
}

/// <summary>One file of rules.</summary>
internal sealed record RuleFile(IReadOnlyList<Rule> Rules);

/// <summary>The file of questions.</summary>
internal sealed record AskFile(IReadOnlyList<Ask> Asks);

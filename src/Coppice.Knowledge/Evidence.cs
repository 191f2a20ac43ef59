using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Knowledge;

/// <summary>What kind of source it is, which decides how much weight it can bear.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Grade>))]
public enum Grade
{
    /// <summary>Controlled human study or randomised trial.</summary>
    C,

    /// <summary>Guideline, label or regulation.</summary>
    G,

    /// <summary>Survey or cohort.</summary>
    S,

    /// <summary>Case series.</summary>
    CS,

    /// <summary>Case report.</summary>
    CR,

    /// <summary>Animal or laboratory study.</summary>
    A,

    /// <summary>Expert opinion or convention, including Coppice's own.</summary>
    X,

    /// <summary>Marketing.</summary>
    M,
}

/// <summary>How the source was seen.</summary>
[JsonConverter(typeof(WordConverter<Seen>))]
public enum Seen
{
    /// <summary>Read at the primary source or a faithful mirror (often its abstract).</summary>
    Read,

    /// <summary>Read on a secondary page; the primary was not seen.</summary>
    Secondary,

    /// <summary>General knowledge that nobody has checked at a source yet.</summary>
    Unverified,

    /// <summary>Calculated from figures that were read.</summary>
    Computed,
}

/// <summary>One source and what it says. Its text is for clinicians to read and correct in <c>data/evidence.json</c>.</summary>
public sealed record Evidence
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Authors, journal, year, pages, or the body and document.</summary>
    public required string Citation { get; init; }

    /// <summary>DOI, without a resolver.</summary>
    public string? Doi { get; init; }

    /// <summary>Address, when there is no DOI.</summary>
    public string? Url { get; init; }

    /// <summary>Design and size.</summary>
    public required string Design { get; init; }

    /// <summary>Grade.</summary>
    public required Grade Grade { get; init; }

    /// <summary>How it was seen.</summary>
    public required Seen Status { get; init; }

    /// <summary>The day it was last checked, ISO 8601.</summary>
    public required string Checked { get; init; }

    /// <summary>What it found, in one or two sentences.</summary>
    public required string Finding { get; init; }

    /// <summary>What it cannot show.</summary>
    public string? Limits { get; init; }

    /// <summary>Other sources that say otherwise.</summary>
    public IReadOnlyList<Contradiction> ContradictedBy
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether the source itself was read. What was not is shown as unverified.</summary>
    [JsonIgnore]
    public bool Verified => Status is Seen.Read or Seen.Computed;
}

/// <summary>A source that says otherwise.</summary>
/// <param name="Evidence">Its id.</param>
/// <param name="How">What it says instead.</param>
public sealed record Contradiction(string Evidence, string How);

/// <summary>The file of all evidence.</summary>
internal sealed record EvidenceFile(IReadOnlyList<Evidence> Evidence);

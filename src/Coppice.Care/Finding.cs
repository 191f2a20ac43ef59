using System.Text.Json.Serialization;
using Coppice.Knowledge;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>How soon somebody should act on a finding.</summary>
[JsonConverter(typeof(WordConverter<Urgency>))]
public enum Urgency
{
    /// <summary>Call 911 or go to an emergency department now.</summary>
    Emergency,

    /// <summary>A clinician the same day.</summary>
    Urgent,

    /// <summary>Within days.</summary>
    Soon,

    /// <summary>At the next visit.</summary>
    Routine,

    /// <summary>For information.</summary>
    Info,
}

/// <summary>A fact of the record that made a rule fire.</summary>
/// <param name="What">What it is, such as <c>COWS</c>.</param>
/// <param name="Value">Its value with its unit.</param>
/// <param name="When">When it was, as recorded; null for a standing fact or when not known.</param>
public sealed record Input(string What, string Value, string? When = null);

/// <summary>A fact that is not known and that would change or sharpen the finding.</summary>
/// <param name="Id">The id of the question.</param>
/// <param name="Person">The question to the person.</param>
/// <param name="Clinician">The item for the clinician.</param>
public sealed record Missing(string Id, string Person, string Clinician);

/// <summary>A source, as it is shown beside a finding.</summary>
public sealed record Cited
{
    /// <summary>Evidence id.</summary>
    public required string Id { get; init; }

    /// <summary>Citation.</summary>
    public required string Citation { get; init; }

    /// <summary>DOI or address.</summary>
    public string? Link { get; init; }

    /// <summary>Grade.</summary>
    public required Grade Grade { get; init; }

    /// <summary>How it was seen.</summary>
    public required Seen Status { get; init; }

    /// <summary>When it was last checked.</summary>
    public required string Checked { get; init; }

    /// <summary>What it says of this finding.</summary>
    public required string Says { get; init; }
}

/// <summary>
/// One statement about a person, with its basis: what fired it, what is missing, the evidence for and against, and how urgent it is.
/// </summary>
public sealed record Finding
{
    /// <summary>Stable id of its rule.</summary>
    public required string Id { get; init; }

    /// <summary>The part of the review.</summary>
    public required Area Area { get; init; }

    /// <summary>How soon to act.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>A heading.</summary>
    public required string Title { get; init; }

    /// <summary>The heading in the person's language; null when <see cref="Title"/> serves both.</summary>
    public string? PersonTitle { get; init; }

    /// <summary>What the person is told; null when the finding is for the clinician alone.</summary>
    public string? Person { get; init; }

    /// <summary>What the clinician is told.</summary>
    public required string Clinician { get; init; }

    /// <summary>What fired it.</summary>
    public required IReadOnlyList<Input> Because { get; init; }

    /// <summary>What is missing.</summary>
    public required IReadOnlyList<Missing> Missing { get; init; }

    /// <summary>Evidence for it.</summary>
    public required IReadOnlyList<Cited> For { get; init; }

    /// <summary>Evidence against it, or that limits it.</summary>
    public required IReadOnlyList<Cited> Against { get; init; }
}

/// <summary>A part of a review together with the findings it gives rise to.</summary>
/// <param name="Section">The part.</param>
/// <param name="Findings">Its findings.</param>
public sealed record Assessed<T>(T Section, IReadOnlyList<Finding> Findings);

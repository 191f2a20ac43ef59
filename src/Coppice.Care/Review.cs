using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>
/// Everything Coppice says about one person at one moment. Every page, command, report and interface draws on this one object, so
/// they cannot disagree.
/// </summary>
public sealed record Review
{
    /// <summary>The moment it describes, in the person's zone.</summary>
    public required string At { get; init; }

    /// <summary>Version of Coppice that made it.</summary>
    public required string Version { get; init; }

    /// <summary>The intended-use line, in both voices.</summary>
    public required IntendedUse IntendedUse { get; init; }

    /// <summary>Every finding, most urgent first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Reviews a record at a moment. Pure: the same input gives the same output, everywhere.</summary>
    public static Review Of(PersonRecord record, Instant now, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        var chart = Chart.Of(record, now, knowledge);
        return new Review
        {
            At = chart.Today.ToString("uuuu-MM-dd", null),
            Version = "0.1.0",
            IntendedUse = knowledge.Emergency.IntendedUse,
            Findings = [],
        };
    }
}

using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Where the person is in their plan.</summary>
[JsonConverter(typeof(WordConverter<PlanPlace>))]
public enum PlanPlace
{
    /// <summary>It has not begun.</summary>
    NotBegun,

    /// <summary>In it, and the log keeps to it.</summary>
    OnIt,

    /// <summary>In it, with more than it says on a day of the last week.</summary>
    AfterSlip,

    /// <summary>In it, with a score of the last week above what the person accepts.</summary>
    HardWeek,

    /// <summary>In it, without a log of the last week.</summary>
    NotLogged,

    /// <summary>It is over.</summary>
    Done,

    /// <summary>What is taken now is another product, or of another strength or unit.</summary>
    ProductChanged,
}

/// <summary>A day of the chosen plan.</summary>
/// <param name="Day">The day.</param>
/// <param name="Planned">What the plan said, in its unit.</param>
/// <param name="Taken">What was logged, in the same unit; null when nothing was, or not in that unit. It is never read as nothing.</param>
/// <param name="Above">Whether more was taken than planned, by more than half a measuring step; false when it is not known.</param>
public sealed record PlanDay(string Day, decimal Planned, decimal? Taken, bool Above);

/// <summary>The plan that the person chose, and where they are in it. History is kept: it is read, never changed.</summary>
public sealed record PlanProgress
{
    /// <summary>Where.</summary>
    public required PlanPlace Place { get; init; }

    /// <summary>What the plan is called.</summary>
    public string? Name { get; init; }

    /// <summary>The unit of its amounts.</summary>
    public required AmountUnit Unit { get; init; }

    /// <summary>The steps of the plan, as it was chosen.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>The number of today's step, from 1; null when there is none today.</summary>
    public int? Step { get; init; }

    /// <summary>Today's step with its times and amounts; null when there is none today.</summary>
    public PlannedStep? Today { get; init; }

    /// <summary>The step after that of today; null when there is none left.</summary>
    public PlannedStep? Next { get; init; }

    /// <summary>Its first day.</summary>
    public required string Begins { get; init; }

    /// <summary>The first day without kratom.</summary>
    public required string FreeFrom { get; init; }

    /// <summary>The days of the plan within the last week, oldest first; the last is today as far as it has gone.</summary>
    public required IReadOnlyList<PlanDay> Days { get; init; }

    /// <summary>The highest withdrawal scored within the last week, SOWS; null without a score.</summary>
    public double? Felt { get; init; }

    /// <summary>After a slip or in a hard week: return, soft day and hold, each laid out anew with what it may bring.</summary>
    public required IReadOnlyList<PlanOffer> Ways { get; init; }
}

using System.Text.Json.Serialization;
using Coppice.Model;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>What a plan is.</summary>
[JsonConverter(typeof(WordConverter<PlanKind>))]
public enum PlanKind
{
    /// <summary>The gentlest that fits the ceiling and the date.</summary>
    Gentlest,

    /// <summary>A faster one: the shortest that keeps to the ceiling.</summary>
    Faster,

    /// <summary>A slower one.</summary>
    Slower,

    /// <summary>No change for now; after a slip, a week at what is really taken, and then the plan, later.</summary>
    Hold,

    /// <summary>A pace that people share online: experience, not evidence.</summary>
    Community,

    /// <summary>After a slip: back to the step of today.</summary>
    Return,

    /// <summary>After a slip: one day at the step before, then the step of today.</summary>
    SoftDay,
}

/// <summary>One dose of a step.</summary>
/// <param name="Time">Time of day, such as <c>07:00</c>.</param>
/// <param name="Amount">How much, in the plan's unit: a whole number of measuring steps.</param>
public sealed record PlannedDose(string Time, decimal Amount);

/// <summary>One step of a plan.</summary>
/// <param name="From">First day.</param>
/// <param name="Days">How many days.</param>
/// <param name="Total">The day's total: the sum of its doses.</param>
/// <param name="Doses">The doses of each day.</param>
/// <param name="Forced">Whether the cut is larger than was allowed, as nothing smaller can be measured.</param>
public sealed record PlannedStep(string From, int Days, decimal Total, IReadOnlyList<PlannedDose> Doses, bool Forced);

/// <summary>A plan with what it may bring.</summary>
public sealed record PlanOffer
{
    /// <summary>What it is.</summary>
    public required PlanKind Kind { get; init; }

    /// <summary>Its pace in words.</summary>
    public required string Name { get; init; }

    /// <summary>Its pace in the person's language; null when <see cref="Name"/> serves both.</summary>
    public string? PersonName { get; init; }

    /// <summary>Its steps.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>The last day of use; null when there is none.</summary>
    public string? LastUse { get; init; }

    /// <summary>Days from today to the last day of use; null when there is none.</summary>
    public int? Days { get; init; }

    /// <summary>Highest withdrawal from tomorrow on within the days looked at, SOWS: how today feels is none of the plan's doing.</summary>
    public required Band Peak { get; init; }

    /// <summary>How much higher that is than with no change, points, each member against itself: a narrower band, as it holds only what the plan does.</summary>
    public required Band Adds { get; init; }

    /// <summary>When the highest is, days from now.</summary>
    public required Band PeakDay { get; init; }

    /// <summary>Highest withdrawal of each week from tomorrow on, SOWS.</summary>
    public required IReadOnlyList<Band> Weeks { get; init; }

    /// <summary>Days that were looked at: the plan and two weeks, 180 at most.</summary>
    public required int DaysAhead { get; init; }

    /// <summary>Product needed from tomorrow on, in the plan's unit.</summary>
    public required decimal Needed { get; init; }

    /// <summary>What is left of the stock at the end, negative when it does not last; null when the stock is not known.</summary>
    public decimal? StockLeft { get; init; }

    /// <summary>The last day for which the stock lasts; null when it lasts to the end, or is not known.</summary>
    public string? StockUntil { get; init; }

    /// <summary>How far it goes above the ceiling as <see cref="PlanCeiling"/> counts it, points; null when it keeps to it.</summary>
    public double? AboveCeiling { get; init; }

    /// <summary>Days by which it ends after the wished date; null when it keeps to it, or none was wished.</summary>
    public int? DaysLate { get; init; }
}

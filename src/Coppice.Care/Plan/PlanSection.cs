using System.Text.Json.Serialization;
using Coppice.Model;
using Coppice.Record;
using Coppice.Record.Json;
using NodaTime;

namespace Coppice.Care;

/// <summary>Whether reduction plans are offered.</summary>
[JsonConverter(typeof(WordConverter<PlanStatus>))]
public enum PlanStatus
{
    /// <summary>Offered.</summary>
    Offered,

    /// <summary>Offered, but questions that could speak against one are open.</summary>
    Provisional,

    /// <summary>Not offered: something speaks against doing it without care.</summary>
    Declined,

    /// <summary>Kratom has been stopped.</summary>
    NotNeeded,

    /// <summary>Not enough is known.</summary>
    NotEnough,
}

/// <summary>What a plan is.</summary>
[JsonConverter(typeof(WordConverter<PlanKind>))]
public enum PlanKind
{
    /// <summary>The gentlest that fits the ceiling and the date.</summary>
    Gentlest,

    /// <summary>The shortest that keeps to the ceiling.</summary>
    Faster,

    /// <summary>A slower one.</summary>
    Slower,

    /// <summary>No change for now.</summary>
    Hold,

    /// <summary>A pace that people share online: experience, not evidence.</summary>
    Community,
}

/// <summary>What a person wishes of a plan.</summary>
public sealed record PlanWish
{
    /// <summary>The smallest amount that can be measured, in the unit of the usual day; a usual one for the unit when left out.</summary>
    public decimal? Measure { get; init; }

    /// <summary>Highest SOWS, as the 90th percentile, that is accepted.</summary>
    public double Ceiling { get; init; } = 12;

    /// <summary>The last day of use that is wished.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Fewest days between steps.</summary>
    public int LeastDays { get; init; } = 4;

    /// <summary>Largest cut of a day at one step, share.</summary>
    public double MostCut { get; init; } = 0.25;

    /// <summary>Days of the week on which no step begins, if one can begin later that week.</summary>
    public IReadOnlyList<IsoDayOfWeek> WorkDays { get; init; } = [];
}

/// <summary>One dose of a step.</summary>
/// <param name="Time">Time of day, such as <c>07:00</c>.</param>
/// <param name="Amount">How much, in the plan's unit: a whole number of measuring steps.</param>
public sealed record PlannedDose(string Time, decimal Amount);

/// <summary>One step of a plan.</summary>
/// <param name="From">First day.</param>
/// <param name="Total">The day's total: the sum of its doses.</param>
/// <param name="Doses">The doses of each day.</param>
/// <param name="Forced">Whether the measuring step made the cut larger than the pace.</param>
public sealed record PlannedStep(string From, decimal Total, IReadOnlyList<PlannedDose> Doses, bool Forced);

/// <summary>A plan with what it may bring.</summary>
public sealed record PlanOffer
{
    /// <summary>What it is.</summary>
    public required PlanKind Kind { get; init; }

    /// <summary>Its pace in words.</summary>
    public required string Name { get; init; }

    /// <summary>Its steps; empty for hold.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>The first day without kratom; null for hold.</summary>
    public string? FreeFrom { get; init; }

    /// <summary>Days until then.</summary>
    public required int Days { get; init; }

    /// <summary>Highest withdrawal on the way and in the two weeks after, SOWS.</summary>
    public required Band Peak { get; init; }

    /// <summary>When that is, days from now.</summary>
    public required Band PeakDay { get; init; }

    /// <summary>Highest withdrawal of each week from now on, SOWS.</summary>
    public required IReadOnlyList<Band> Weeks { get; init; }

    /// <summary>Product needed in all, in the plan's unit; for hold, for four weeks.</summary>
    public required decimal Needed { get; init; }

    /// <summary>What is left of the stock at the end, negative when it does not last; null when the stock is not known.</summary>
    public decimal? StockLeft { get; init; }

    /// <summary>Whether the 90th percentile keeps to the ceiling.</summary>
    public required bool WithinCeiling { get; init; }

    /// <summary>Whether it ends by the wished date; null without one.</summary>
    public bool? WithinDate { get; init; }
}

/// <summary>Where the person is in the plan that they chose.</summary>
/// <param name="Today">What the plan says for today, in its unit.</param>
/// <param name="Yesterday">What was logged yesterday, in the same unit; null when not known.</param>
/// <param name="Above">Whether more was used than the plan said; null when not known.</param>
/// <param name="ProductChanged">Whether the product is another one now.</param>
public sealed record PlanProgress(decimal Today, decimal? Yesterday, bool? Above, bool ProductChanged);

/// <summary>Reduction plans.</summary>
public sealed record PlanSection
{
    /// <summary>Whether they are offered.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>What to say of them, in both voices.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The unit of every amount; null when there is no plan.</summary>
    public AmountUnit? Unit { get; init; }

    /// <summary>The measuring step, in that unit.</summary>
    public decimal? Measure { get; init; }

    /// <summary>The plans: gentlest, faster, slower, hold, then the community's.</summary>
    public required IReadOnlyList<PlanOffer> Plans { get; init; }

    /// <summary>Where the person is in the plan they chose; null without one.</summary>
    public PlanProgress? Progress { get; init; }

    /// <summary>Open questions.</summary>
    public required IReadOnlyList<Missing> Ask { get; init; }
}

/// <summary>Plans on their own, as JSON.</summary>
public sealed record PlanDocument
{
    /// <summary>The shape of this object.</summary>
    public string Format { get; init; } = "coppice-plan/1";

    /// <summary>Version of Coppice.</summary>
    public required string Version { get; init; }

    /// <summary>The record's id, when it has one.</summary>
    public string? Record { get; init; }

    /// <summary>The moment it describes.</summary>
    public required string At { get; init; }

    /// <summary>The intended-use line, in both voices.</summary>
    public required Knowledge.IntendedUse IntendedUse { get; init; }

    /// <summary>The plans.</summary>
    public required PlanSection Plan { get; init; }

    /// <summary>The plans of a review.</summary>
    public static PlanDocument Of(Review review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return new PlanDocument
        {
            Version = review.Version,
            Record = review.Record,
            At = review.At,
            IntendedUse = review.IntendedUse,
            Plan = review.Plan,
        };
    }
}

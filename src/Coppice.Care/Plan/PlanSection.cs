using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

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

    /// <summary>Kratom is not taken every day, so that a plan for each day would be more than now.</summary>
    NotDaily,

    /// <summary>Not enough is known.</summary>
    NotEnough,

    /// <summary>What can be measured is of another kind than what is taken, or larger than a dose.</summary>
    CannotMeasure,
}

/// <summary>Reduction plans.</summary>
public sealed record PlanSection
{
    /// <summary>Whether they are offered.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>What to say of them, in both voices, with its basis.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The limits of what is said: they go with every plan.</summary>
    public required Finding Limits { get; init; }

    /// <summary>The unit of every amount; null when there is no plan.</summary>
    public AmountUnit? Unit { get; init; }

    /// <summary>The measuring step, in that unit.</summary>
    public decimal? Measure { get; init; }

    /// <summary>The usual day that they start from, in that unit.</summary>
    public decimal? UsualDay { get; init; }

    /// <summary>What of withdrawal is accepted, and how that is counted; null when there is no plan.</summary>
    public PlanCeiling? Ceiling { get; init; }

    /// <summary>The plans: the gentlest that fits, a faster and a slower one.</summary>
    public IReadOnlyList<PlanOffer> Plans { get; init; } = [];

    /// <summary>No change for now; null when no plan is offered.</summary>
    public PlanOffer? Hold { get; init; }

    /// <summary>Paces that people share online: experience, not evidence.</summary>
    public IReadOnlyList<PlanOffer> Presets { get; init; } = [];

    /// <summary>Where the person is in the plan they chose; null without one.</summary>
    public PlanProgress? Progress { get; init; }

    /// <summary>Open questions, those that could speak against a plan first.</summary>
    public required IReadOnlyList<Missing> Ask { get; init; }

    /// <summary>How many ways were tried on the ensemble.</summary>
    public int Tried { get; init; }
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

using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>
/// The part of the expected time course that the hours since last use fall in. The edges (6, 24, 72 and 240 hours) are a convention
/// drawn from reports; no primary kratom study measured them.
/// </summary>
[JsonConverter(typeof(WordConverter<WithdrawalPhase>))]
public enum WithdrawalPhase
{
    /// <summary>Cannot be told.</summary>
    Unknown,

    /// <summary>Under 6 hours since last use.</summary>
    BeforeOnset,

    /// <summary>6 to under 24 hours.</summary>
    Onset,

    /// <summary>24 to under 72 hours.</summary>
    Peak,

    /// <summary>72 to under 240 hours (day 3 to day 10).</summary>
    Easing,

    /// <summary>240 hours or more, with symptoms.</summary>
    Protracted,

    /// <summary>48 hours or more, and recent scores and symptom reports show none.</summary>
    NotInWithdrawal,
}

/// <summary>One withdrawal score on the time line.</summary>
public sealed record WithdrawalScore
{
    /// <summary>When it was answered; null when not known.</summary>
    public EventTime? At { get; init; }

    /// <summary><c>cows</c>, <c>sows</c> or <c>kpanel</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>The total; null when it is incomplete.</summary>
    public decimal? Total { get; init; }

    /// <summary>Lowest score the answers allow.</summary>
    public required decimal Low { get; init; }

    /// <summary>Highest score the answers allow.</summary>
    public required decimal High { get; init; }

    /// <summary>Lowest possible score of the instrument.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Highest possible score of the instrument.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>The band's code; null when the possible range spans several, or none is published.</summary>
    public string? Band { get; init; }

    /// <summary>The band for a clinician.</summary>
    public string? BandLabel { get; init; }

    /// <summary>Least hours it can have been since the last known use before it; null when no use before it is known.</summary>
    public double? HoursSinceLastUseLow { get; init; }

    /// <summary>Most hours it can have been since the last known use before it; null when no use before it is known.</summary>
    public double? HoursSinceLastUseHigh { get; init; }
}

/// <summary>Withdrawal: scores over time and where in the expected course the person may be.</summary>
public sealed record WithdrawalSection
{
    /// <summary>COWS, SOWS and K-panel scores, oldest first; those without a time come first.</summary>
    public required IReadOnlyList<WithdrawalScore> Scores { get; init; }

    /// <summary>The latest COWS that says anything.</summary>
    public WithdrawalScore? LatestCows { get; init; }

    /// <summary>The latest SOWS that says anything.</summary>
    public WithdrawalScore? LatestSows { get; init; }

    /// <summary>The latest K-panel that says anything.</summary>
    public WithdrawalScore? LatestKPanel { get; init; }

    /// <summary>The earliest phase that the span of hours allows.</summary>
    public required WithdrawalPhase Phase { get; init; }

    /// <summary>The latest phase that the span of hours allows; the same as <see cref="Phase"/> unless the span straddles an edge.</summary>
    public required WithdrawalPhase PhaseLatest { get; init; }

    /// <summary>Least hours since the last known use, or since a stop that was reported more than 24 hours after it; null when unknown.</summary>
    public double? HoursSinceLastUseLow { get; init; }

    /// <summary>Most hours since then; null when unknown.</summary>
    public double? HoursSinceLastUseHigh { get; init; }

    /// <summary>
    /// Whether the latest COWS or SOWS is 6 or more above the one before it: true, false, or null when there are not two to compare or
    /// they are too incomplete to tell.
    /// </summary>
    public bool? Rising { get; init; }

    /// <summary>Symptoms reported in the last 72 hours that the scales in use do not hold.</summary>
    public required IReadOnlyList<string> Misses { get; init; }
}

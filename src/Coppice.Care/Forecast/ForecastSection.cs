using System.Text.Json.Serialization;
using Coppice.Model;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>What is supposed about the time to come.</summary>
[JsonConverter(typeof(WordConverter<Scenario>))]
public enum Scenario
{
    /// <summary>No kratom from now on.</summary>
    Stop,

    /// <summary>The usual day goes on. A comparison, never advice.</summary>
    CarryOn,

    /// <summary>The reduction plan that the person chose.</summary>
    Plan,

    /// <summary>A schedule that was given with the question.</summary>
    Given,
}

/// <summary>Whether there is a forecast.</summary>
[JsonConverter(typeof(WordConverter<ForecastStatus>))]
public enum ForecastStatus
{
    /// <summary>There is one.</summary>
    Made,

    /// <summary>Not enough is known.</summary>
    NotEnough,

    /// <summary>The model is not made for this person now.</summary>
    NotFor,
}

/// <summary>One moment of a forecast.</summary>
/// <param name="At">The moment, in the person's zone.</param>
/// <param name="Hours">Hours from now.</param>
/// <param name="Withdrawal">What the person would score on the SOWS, 0..64.</param>
/// <param name="Craving">Craving, 0..100.</param>
/// <param name="Tolerance">C50 multiplier: the dose that halves breathing, as a multiple of that in someone new to opioids.</param>
public sealed record ForecastPoint(string At, double Hours, Band Withdrawal, Band Craving, Band Tolerance);

/// <summary>When something happens.</summary>
/// <param name="Hours">Hours from now, among the members in which it happens.</param>
/// <param name="Share">The share of members, by weight, in which it happens within the horizon, 0..1.</param>
public sealed record Timing(Band Hours, double Share);

/// <summary>How much one cause adds to the peak of withdrawal: the peak with everything less the peak with this one switched off.</summary>
/// <param name="Id">washout, fastAdaptation, mediumAdaptation, slowAdaptation, buprenorphine or alpha2.</param>
/// <param name="Points">SOWS points; negative when it takes withdrawal away.</param>
public sealed record Cause(string Id, Band Points);

/// <summary>How it unfolds under one supposition.</summary>
public sealed record ScenarioForecast
{
    /// <summary>The supposition.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The curve: every six hours for ten days, then daily.</summary>
    public required IReadOnlyList<ForecastPoint> Points { get; init; }

    /// <summary>When withdrawal begins: 4 of 64 above the person's own base, and risen by 1.</summary>
    public required Timing Onset { get; init; }

    /// <summary>The highest score.</summary>
    public required Band Peak { get; init; }

    /// <summary>When that is.</summary>
    public required Band PeakHours { get; init; }

    /// <summary>When withdrawal is over: below 4 for good.</summary>
    public required Timing Eased { get; init; }

    /// <summary>What makes up the peak; the parts need not add up, as they act through one another.</summary>
    public required IReadOnlyList<Cause> Causes { get; init; }
}

/// <summary>How good the forecasts have been, and how much this one leans on the person's own scores.</summary>
/// <param name="Scores">The person's scores that were used.</param>
/// <param name="Members">Members of the ensemble.</param>
/// <param name="EffectiveSize">How many equally weighted members would tell as much.</param>
/// <param name="Tempering">How much the scores were allowed to count, 0..1.</param>
/// <param name="Leaning">Share of the forecast's variance that the person's own scores took away, 0..1.</param>
/// <param name="Forecasts">Scores that could be compared with the forecast made before them.</param>
/// <param name="Coverage">Share of them that lay in the 80 % band; null without any.</param>
/// <param name="Crps">Mean continuous ranked probability score, points; null without any.</param>
/// <param name="Widening">How much wider this forecast was made because earlier ones missed; 1 is not at all.</param>
public sealed record ForecastQuality(
    int Scores,
    int Members,
    double EffectiveSize,
    double Tempering,
    double Leaning,
    int Forecasts,
    double? Coverage,
    double? Crps,
    double Widening
);

/// <summary>Tolerance to earlier opioids.</summary>
/// <param name="Then">C50 multiplier when opioids were last used.</param>
/// <param name="Now">C50 multiplier now.</param>
/// <param name="Left">Share of the tolerance above none that is left now, 0..1.</param>
/// <param name="LessThan">How many times less opioid may now do what it did then.</param>
public sealed record LostTolerance(Band Then, Band Now, Band Left, Band LessThan);

/// <summary>How it will unfold. Nothing here decides a safety gate or a medicine.</summary>
public sealed record ForecastSection
{
    /// <summary>Whether there is a forecast.</summary>
    public required ForecastStatus Status { get; init; }

    /// <summary>What it says, in both voices, with its basis; the limits come last and are always there.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>By supposition; empty when there is no forecast.</summary>
    public required IReadOnlyList<ScenarioForecast> Scenarios { get; init; }

    /// <summary>How good it is; null when there is no forecast.</summary>
    public ForecastQuality? Quality { get; init; }

    /// <summary>Tolerance to earlier opioids; null when there is no opioid past or no forecast.</summary>
    public LostTolerance? LostTolerance { get; init; }

    /// <summary>What was taken for granted.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Questions whose answers would sharpen it.</summary>
    public required IReadOnlyList<Missing> Ask { get; init; }
}

/// <summary>What is asked of a forecast.</summary>
public sealed record ForecastWish
{
    /// <summary>Farthest that a forecast goes, days.</summary>
    public const int MaxDays = 180;

    /// <summary>Days ahead, 1..180.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Members of the ensemble, 50 or more.</summary>
    public int Members { get; init; } = 2000;

    /// <summary>Seed of the ensemble.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Only these suppositions; all that make sense when left out.</summary>
    public IReadOnlyList<Scenario>? Scenarios { get; init; }

    /// <summary>Parts of the model that are on: switch one off to see what it adds.</summary>
    public Parts Parts { get; init; } = Parts.All;

    /// <summary>A schedule for <see cref="Scenario.Given"/>: by day from today on, the day's amount as a share of the usual one, 0..1.</summary>
    public IReadOnlyList<double>? Given { get; init; }
}

/// <summary>A forecast on its own, as JSON: with the version, the moment and the intended-use line that every output carries.</summary>
public sealed record ForecastDocument
{
    /// <summary>Version of the shape of this object.</summary>
    public const string CurrentFormat = "coppice-forecast/1";

    /// <summary>The shape of this object.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Version of Coppice.</summary>
    public required string Version { get; init; }

    /// <summary>The record's id, when it has one.</summary>
    public string? Record { get; init; }

    /// <summary>The moment it describes.</summary>
    public required string At { get; init; }

    /// <summary>The intended-use line, in both voices.</summary>
    public required Knowledge.IntendedUse IntendedUse { get; init; }

    /// <summary>The forecast.</summary>
    public required ForecastSection Forecast { get; init; }

    /// <summary>The forecast of a review.</summary>
    public static ForecastDocument Of(Review review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return new ForecastDocument
        {
            Version = review.Version,
            Record = review.Record,
            At = review.At,
            IntendedUse = review.IntendedUse,
            Forecast = review.Forecast,
        };
    }
}

using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>The pattern of a liver injury by its R ratio (ACG 2014 edges). Another convention uses more than 5 and less than 2.</summary>
[JsonConverter(typeof(WordConverter<LiverPattern>))]
public enum LiverPattern
{
    /// <summary>R 5 or more.</summary>
    Hepatocellular,

    /// <summary>R between 2 and 5.</summary>
    Mixed,

    /// <summary>R 2 or less.</summary>
    Cholestatic,
}

/// <summary>How one liver test has moved over the last 180 days.</summary>
[JsonConverter(typeof(WordConverter<LiverCourse>))]
public enum LiverCourse
{
    /// <summary>One timed result: no course can be told.</summary>
    Single,

    /// <summary>Neither a rise nor a fall of 25 %.</summary>
    Steady,

    /// <summary>25 % or more above its lowest earlier value, without a fall of 25 % before.</summary>
    Rising,

    /// <summary>25 % or more below its peak, and not risen by 25 % since.</summary>
    Falling,

    /// <summary>Fell by 25 % or more from a peak and then rose by 25 % or more above its lowest value: a second peak.</summary>
    RisingAgain,
}

/// <summary>One result of a panel.</summary>
public sealed record LiverResult
{
    /// <summary>The value in <see cref="Unit"/>.</summary>
    public required decimal Value { get; init; }

    /// <summary>The unit.</summary>
    public required LabUnit Unit { get; init; }

    /// <summary>That laboratory's upper limit of normal, in the same unit; null when it was not given.</summary>
    public decimal? UpperLimit { get; init; }

    /// <summary>Value over the upper limit, to four decimals; null without a limit.</summary>
    public decimal? TimesUpperLimit { get; init; }
}

/// <summary>Liver tests of one calendar day (the person's own), or those without a time. A test that repeats opens a new panel.</summary>
public sealed record LiverPanel
{
    /// <summary>When the first of its results was taken; null when not known.</summary>
    public EventTime? At { get; init; }

    /// <summary>Alanine aminotransferase.</summary>
    public LiverResult? Alt { get; init; }

    /// <summary>Aspartate aminotransferase.</summary>
    public LiverResult? Ast { get; init; }

    /// <summary>Alkaline phosphatase.</summary>
    public LiverResult? Alp { get; init; }

    /// <summary>Total bilirubin.</summary>
    public LiverResult? Bilirubin { get; init; }

    /// <summary>Direct bilirubin.</summary>
    public LiverResult? DirectBilirubin { get; init; }

    /// <summary>International normalised ratio.</summary>
    public decimal? Inr { get; init; }

    /// <summary>
    /// R = (ALT / its limit) / (ALP / its limit), to four decimals; null when it cannot be told, and <see cref="WhyNoR"/> says why.
    /// </summary>
    public decimal? R { get; init; }

    /// <summary>The pattern by <see cref="R"/>; null without R.</summary>
    public LiverPattern? Pattern { get; init; }

    /// <summary>Why there is no R; null when there is one.</summary>
    public string? WhyNoR { get; init; }
}

/// <summary>How one liver test moved over its timed results of the last 180 days.</summary>
public sealed record LiverTrend
{
    /// <summary>The test.</summary>
    public required Analyte Analyte { get; init; }

    /// <summary>The highest value before it fell by 25 %; without such a fall, the highest value.</summary>
    public required LiverResult Peak { get; init; }

    /// <summary>When the peak was.</summary>
    public EventTime? PeakAt { get; init; }

    /// <summary>The lowest value after the peak; null when it has not fallen by 25 %.</summary>
    public LiverResult? Lowest { get; init; }

    /// <summary>The latest value.</summary>
    public required LiverResult Latest { get; init; }

    /// <summary>When the latest was.</summary>
    public EventTime? LatestAt { get; init; }

    /// <summary>How it moved.</summary>
    public required LiverCourse Course { get; init; }
}

/// <summary>The liver: panels with their R ratio, and how each test moves.</summary>
public sealed record LiverSection
{
    /// <summary>Panels, oldest first; those without a time come first.</summary>
    public required IReadOnlyList<LiverPanel> Panels { get; init; }

    /// <summary>One entry for each of ALT, AST, ALP and total bilirubin that has a timed result in the last 180 days.</summary>
    public required IReadOnlyList<LiverTrend> Trends { get; init; }

    /// <summary>Jaundice, dark urine and itch that were present at their latest report of the last 14 days.</summary>
    public required IReadOnlyList<Symptom> Signs { get; init; }

    /// <summary>Whether liver tests are due: weekly or more use, or a medicine that needs them, and no full set in 3 months.</summary>
    public required bool BaselineDue { get; init; }
}

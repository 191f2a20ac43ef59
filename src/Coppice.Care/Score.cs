using Coppice.Record;

namespace Coppice.Care;

/// <summary>
/// A score of one instrument at one time. An incomplete one has a possible range and no total: <see cref="Low"/> is the least it
/// can be whatever the open answers are, so a rule that protects compares <see cref="High"/>, and one that states compares
/// <see cref="Low"/>.
/// </summary>
public sealed record Score
{
    /// <summary>The instrument's id.</summary>
    public required string Instrument { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>The way it was scored, for the instrument that has several (BAM: days or likert). Never compare across versions.</summary>
    public string? Version { get; init; }

    /// <summary>When it was answered.</summary>
    public EventTime? At { get; init; }

    /// <summary>
    /// The score, when every asked item was answered or the total was given; otherwise null, and always null for an instrument
    /// without one overall score (BAM, dose screen). A C-SSRS level that no open answer can change counts as known.
    /// </summary>
    public decimal? Total { get; init; }

    /// <summary>Lowest score the answers allow.</summary>
    public required decimal Low { get; init; }

    /// <summary>Highest score the answers allow.</summary>
    public required decimal High { get; init; }

    /// <summary>Lowest possible score of the instrument.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Highest possible score of the instrument.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>The band's code, when low and high fall in the same band; otherwise null.</summary>
    public string? Band { get; init; }

    /// <summary>The band's name for a clinician; when low and high fall in different bands, the span, such as <c>mild to severe</c>.</summary>
    public string? BandLabel { get; init; }

    /// <summary>The band in words for the person, when low and high fall in the same band; otherwise null.</summary>
    public string? BandPerson { get; init; }

    /// <summary>
    /// Items that were not answered, whether or not the total was given. Items that the answer to another item rules out are not
    /// among them.
    /// </summary>
    public required IReadOnlyList<string> Unanswered { get; init; }

    /// <summary>Scores of parts, where the instrument has them.</summary>
    public IReadOnlyList<SubScore> Subscales { get; init; } = [];

    /// <summary>Answers that need somebody to act by themselves, whatever the score is and whatever was left blank.</summary>
    public IReadOnlyList<AnswerAlert> Alerts { get; init; } = [];

    /// <summary>Whether every asked item was answered, or the total is known.</summary>
    public bool Complete => Total is not null || Unanswered.Count == 0;
}

/// <summary>A subscale's score.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its name.</param>
/// <param name="Total">The score when complete; otherwise null.</param>
/// <param name="Low">Lowest the answers allow.</param>
/// <param name="High">Highest the answers allow.</param>
public sealed record SubScore(string Id, string Label, decimal? Total, decimal Low, decimal High);

/// <summary>An answer that needs somebody to act by itself, such as any answer above 0 to item 9 of the PHQ-9.</summary>
/// <param name="Item">The item.</param>
/// <param name="Code">What it is about, such as <c>suicide</c>.</param>
/// <param name="Value">The answer.</param>
public sealed record AnswerAlert(string Item, string Code, decimal Value);

/// <summary>An answer that the instrument does not allow.</summary>
/// <param name="Item">The item, or <c>instrument</c>, <c>version</c>, <c>total</c> or <c>band</c>.</param>
/// <param name="Message">What was found and what is legal.</param>
public sealed record IllegalAnswer(string Item, string Message);

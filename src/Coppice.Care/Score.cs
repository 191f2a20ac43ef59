using Coppice.Record;

namespace Coppice.Care;

/// <summary>A score of one instrument at one time. An incomplete one has a possible range and no total.</summary>
public sealed record Score
{
    /// <summary>The instrument's id.</summary>
    public required string Instrument { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>When it was answered.</summary>
    public EventTime? At { get; init; }

    /// <summary>The score when every item was answered; otherwise null.</summary>
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

    /// <summary>The band's name for a clinician; for an incomplete score, the span of bands.</summary>
    public string? BandLabel { get; init; }

    /// <summary>The band in words for the person.</summary>
    public string? BandPerson { get; init; }

    /// <summary>Items that were not answered.</summary>
    public required IReadOnlyList<string> Unanswered { get; init; }

    /// <summary>Subscale scores, where the instrument has them.</summary>
    public IReadOnlyList<SubScore> Subscales { get; init; } = [];

    /// <summary>Whether every item was answered, or the total was given.</summary>
    public bool Complete => Total is not null;
}

/// <summary>A subscale's score.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its name.</param>
/// <param name="Total">The score when complete.</param>
/// <param name="Low">Lowest the answers allow.</param>
/// <param name="High">Highest the answers allow.</param>
public sealed record SubScore(string Id, string Label, decimal? Total, decimal Low, decimal High);

/// <summary>An answer that the instrument does not allow.</summary>
/// <param name="Item">The item.</param>
/// <param name="Message">What was found and what is legal.</param>
public sealed record IllegalAnswer(string Item, string Message);

namespace Coppice.Knowledge;

/// <summary>How an instrument's items become its score.</summary>
public enum ScoreMethod
{
    /// <summary>Sum of the items.</summary>
    Sum,

    /// <summary>Mean of the items.</summary>
    Mean,

    /// <summary>Number of items answered yes (1).</summary>
    Count,

    /// <summary>The one item's value.</summary>
    Single,

    /// <summary>The screener rules of the C-SSRS.</summary>
    Cssrs,

    /// <summary>Not scored; the answers speak for themselves.</summary>
    None,
}

/// <summary>One legal answer to an item.</summary>
/// <param name="Value">Its ordinal value.</param>
/// <param name="Display">The anchor, in Coppice's own words.</param>
public sealed record LegalAnswer(decimal Value, string Display);

/// <summary>One item of an instrument.</summary>
public sealed record InstrumentItem
{
    /// <summary>The item's id within the instrument.</summary>
    public required string LinkId { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>The only legal answers; empty when the item takes a number.</summary>
    public IReadOnlyList<LegalAnswer> Answers { get; init; } = [];

    /// <summary>Smallest legal number, when the item takes one.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest legal number, when the item takes one.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether only whole numbers are legal.</summary>
    public bool WholeNumber { get; init; }

    /// <summary>For the use disorder criteria: control, social, risk or pharmacological.</summary>
    public string? Group { get; init; }

    /// <summary>Another recorded fact that this item must agree with, such as <c>pulse</c>.</summary>
    public string? AgreesWith { get; init; }

    /// <summary>Smallest legal value.</summary>
    public decimal Low => Answers.Count > 0 ? Answers.Min(a => a.Value) : Minimum ?? 0;

    /// <summary>Largest legal value.</summary>
    public decimal High => Answers.Count > 0 ? Answers.Max(a => a.Value) : Maximum ?? 0;
}

/// <summary>A subscale.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its name.</param>
/// <param name="Items">The items in it.</param>
public sealed record Subscale(string Id, string Label, IReadOnlyList<string> Items);

/// <summary>A band of the score.</summary>
/// <param name="Low">Lowest score in it.</param>
/// <param name="High">Highest score in it.</param>
/// <param name="Code">Its code, such as <c>moderate</c>.</param>
/// <param name="Label">Its name for a clinician.</param>
/// <param name="Person">What it means, for the person.</param>
public sealed record ScoreBand(decimal Low, decimal High, string Code, string Label, string Person);

/// <summary>An instrument, read from its FHIR R4 Questionnaire in <c>data/instruments</c>.</summary>
public sealed record Instrument
{
    /// <summary>Its id, such as <c>cows</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the questionnaire file.</summary>
    public required string Version { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>The copyright and licence line.</summary>
    public required string Copyright { get; init; }

    /// <summary>What the licence allows.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether the licence was verified at a source.</summary>
    public required bool LicenceVerified { get; init; }

    /// <summary>Whether the instrument has been validated (for anything; the deviations say for what not).</summary>
    public required bool Validated { get; init; }

    /// <summary>Whether a clinician rates it; otherwise the person answers.</summary>
    public required bool ByClinician { get; init; }

    /// <summary>The time its questions ask about.</summary>
    public required string Window { get; init; }

    /// <summary>Ids of its evidence.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Where Coppice departs from what was published.</summary>
    public IReadOnlyList<string> Deviations { get; init; } = [];

    /// <summary>How it is scored.</summary>
    public required ScoreMethod Method { get; init; }

    /// <summary>Lowest possible score.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Highest possible score.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Its items; none when only a total may be entered.</summary>
    public IReadOnlyList<InstrumentItem> Items { get; init; } = [];

    /// <summary>Subscales, for instruments that have them.</summary>
    public IReadOnlyList<Subscale> Subscales { get; init; } = [];

    /// <summary>Bands of the score, in order; none when none are published for this use.</summary>
    public IReadOnlyList<ScoreBand> Bands { get; init; } = [];

    /// <summary>A lower cut for women, where one is published.</summary>
    public decimal? CutForWomen { get; init; }

    /// <summary>Only a total may be entered, because the items may not be shipped.</summary>
    public bool TotalsOnly => Items.Count == 0;
}

using System.Collections.ObjectModel;

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

    /// <summary>The screener rules of the C-SSRS: a level by which items were answered yes, not a sum.</summary>
    Cssrs,

    /// <summary>Not scored; the answers speak for themselves.</summary>
    None,
}

/// <summary>A code of a public code system.</summary>
/// <param name="System">The code system, such as <c>http://loinc.org</c>.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">Its name there; null when it was not seen in full.</param>
public sealed record Coding(string System, string Code, string? Display);

/// <summary>One legal answer to an item.</summary>
/// <param name="Code">Its code. Equal to the value when it has one; otherwise a word, such as <c>leaf</c>.</param>
/// <param name="Value">Its points, a whole number 0–63; null when the answer carries none.</param>
/// <param name="Display">The anchor, in Coppice's own words unless the licence allows the published ones.</param>
public sealed record LegalAnswer(string Code, decimal? Value, string Display);

/// <summary>Another item's answer on which it hangs whether an item is asked.</summary>
/// <param name="Item">The other item.</param>
/// <param name="Value">The answer at which this one is asked.</param>
public sealed record Gate(string Item, decimal Value);

/// <summary>An answer that needs somebody to act by itself, whatever the score is and whatever is left blank.</summary>
/// <param name="Code">What it is about, such as <c>suicide</c>.</param>
/// <param name="At">The value from which it holds.</param>
public sealed record SafetyAlert(string Code, decimal At);

/// <summary>One item of an instrument.</summary>
public sealed record InstrumentItem
{
    /// <summary>The item's id within the instrument.</summary>
    public required string LinkId { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>Its codes in public code systems; none when none was verified.</summary>
    public IReadOnlyList<Coding> Codes { get; init; } = [];

    /// <summary>The only legal answers, from least to most; empty when the item takes a number.</summary>
    public IReadOnlyList<LegalAnswer> Answers { get; init; } = [];

    /// <summary>Whether more than one answer may be chosen.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether it takes points. Otherwise its answer is a word, and no number is legal.</summary>
    public required bool TakesPoints { get; init; }

    /// <summary>Smallest legal value; 0 when it takes no points.</summary>
    public required decimal Low { get; init; }

    /// <summary>Largest legal value under any version; 0 when it takes no points.</summary>
    public required decimal High { get; init; }

    /// <summary>Largest legal value under each version of the instrument; empty when there are no versions.</summary>
    public IReadOnlyDictionary<string, decimal> HighByVersion { get; init; } =
        ReadOnlyDictionary<string, decimal>.Empty;

    /// <summary>When it is asked; null when always.</summary>
    public Gate? AskedWhen { get; init; }

    /// <summary>Whether it is left out of every score.</summary>
    public bool NotScored { get; init; }

    /// <summary>An answer that needs somebody to act by itself.</summary>
    public SafetyAlert? Alert { get; init; }

    /// <summary>For the use disorder criteria: control, social, risk or pharmacological.</summary>
    public string? Group { get; init; }

    /// <summary>The symptom it asks about, as a stable word; only for the kratom panel.</summary>
    public string? Symptom { get; init; }

    /// <summary>Another recorded fact that this item must agree with: <c>pulse</c>.</summary>
    public string? AgreesWith { get; init; }
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
/// <param name="Severity">
/// Where it stands among published severities: 0 none, 1 mild, 2 moderate, 3 severe (moderately severe counts as severe); null
/// when it stands for none of them.
/// </param>
/// <param name="Label">Its name for a clinician.</param>
/// <param name="Person">What it means, for the person.</param>
public sealed record ScoreBand(decimal Low, decimal High, string Code, int? Severity, string Label, string Person);

/// <summary>A rule that sets a level: yes to any of its items. The highest level that holds counts.</summary>
/// <param name="Band">The code of the band whose level it sets.</param>
/// <param name="Any">The items.</param>
/// <param name="Says">The rule in words, with its time windows.</param>
/// <param name="Verified">Whether the rule was seen at its source.</param>
public sealed record TriageRule(string Band, IReadOnlyList<string> Any, string Says, bool Verified);

/// <summary>An instrument, read from its FHIR R4 Questionnaire in <c>data/instruments</c>.</summary>
public sealed record Instrument
{
    /// <summary>Its id, such as <c>cows</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the questionnaire file.</summary>
    public required string Version { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>Its name as the person sees it.</summary>
    public required string PersonTitle { get; init; }

    /// <summary>The words to show above the items; null when there are none. PHQ-9 and GAD-7 are not valid without theirs.</summary>
    public string? Intro { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>The copyright and licence line.</summary>
    public required string Copyright { get; init; }

    /// <summary>What the licence allows.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether the licence was verified at a source.</summary>
    public required bool LicenceVerified { get; init; }

    /// <summary>Whether the form as it ships has been validated, for anything. A paraphrase has not.</summary>
    public required bool Validated { get; init; }

    /// <summary>What has and has not been validated.</summary>
    public required string ValidationNote { get; init; }

    /// <summary>
    /// Says that the words are Coppice's own translation and have not been tested; to be shown above the form. Null in English.
    /// </summary>
    public string? TranslationNote { get; init; }

    /// <summary>Whether a clinician rates it; otherwise the person answers.</summary>
    public required bool ByClinician { get; init; }

    /// <summary>The time its questions ask about.</summary>
    public required string Window { get; init; }

    /// <summary>Ids of its evidence.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Where Coppice departs from what was published.</summary>
    public required IReadOnlyList<string> Deviations { get; init; }

    /// <summary>Codes of the form in public code systems; none when none was verified.</summary>
    public IReadOnlyList<Coding> Codes { get; init; } = [];

    /// <summary>The code of its score, as distinct from the form; null when none was verified.</summary>
    public Coding? ScoreCode { get; init; }

    /// <summary>How it is scored.</summary>
    public required ScoreMethod Method { get; init; }

    /// <summary>Lowest possible score.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Highest possible score.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Its items in order.</summary>
    public required IReadOnlyList<InstrumentItem> Items { get; init; }

    /// <summary>The items that make the total; empty when there is no overall total.</summary>
    public IReadOnlyList<string> TotalItems { get; init; } = [];

    /// <summary>Scores of parts, for instruments that have them.</summary>
    public IReadOnlyList<Subscale> Subscales { get; init; } = [];

    /// <summary>Bands of the score, in order and without gaps; none when none are published for this use.</summary>
    public IReadOnlyList<ScoreBand> Bands { get; init; } = [];

    /// <summary>Rules of <see cref="ScoreMethod.Cssrs"/>; otherwise none.</summary>
    public IReadOnlyList<TriageRule> Triage { get; init; } = [];

    /// <summary>A lower cut for women, where one is published.</summary>
    public decimal? CutForWomen { get; init; }

    /// <summary>The change in score that a source calls meaningful; null when no source was found.</summary>
    public decimal? MeaningfulChange { get; init; }

    /// <summary>Its questions may not be shipped: totals from the published form are entered instead.</summary>
    public bool TotalsOnly { get; init; }

    /// <summary>Ways of scoring that are never compared, one of which must be named with the answers; usually none.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Whether there is one overall score.</summary>
    public bool HasTotal => TotalItems.Count > 0;
}

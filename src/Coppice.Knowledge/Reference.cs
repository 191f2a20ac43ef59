using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Knowledge;

/// <summary>How strong a product tends to be, as a matter of default caution.</summary>
[JsonConverter(typeof(WordConverter<ProductTier>))]
public enum ProductTier
{
    /// <summary>The kind is not known, so a higher tier cannot be excluded.</summary>
    Unknown,

    /// <summary>Plain leaf.</summary>
    Standard,

    /// <summary>Extracts, shots, 7-OH and pseudoindoxyl products.</summary>
    Higher,
}

/// <summary>How much of an alkaloid one unit of a product holds: a log-normal distribution, never a point.</summary>
public sealed record Content
{
    /// <summary>The alkaloid.</summary>
    public required string Analyte { get; init; }

    /// <summary>The unit of product.</summary>
    public required AmountUnit Per { get; init; }

    /// <summary>The unit of the content, milligrams.</summary>
    public required string Unit { get; init; }

    /// <summary>Median content.</summary>
    public required decimal Median { get; init; }

    /// <summary>Geometric standard deviation, over 1.</summary>
    public decimal? Gsd { get; init; }

    /// <summary>Lower end of the middle 90 %.</summary>
    public decimal? Low90 { get; init; }

    /// <summary>Upper end of the middle 90 %.</summary>
    public decimal? High90 { get; init; }

    /// <summary>READ, DERIVED, FIT or ASSUMED.</summary>
    public required string Basis { get; init; }

    /// <summary>Id of its evidence.</summary>
    public required string Source { get; init; }
}

/// <summary>What is known of one kind of product.</summary>
public sealed record ProductKnowledge
{
    /// <summary>The kind.</summary>
    public required ProductKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its tier.</summary>
    public required ProductTier Tier { get; init; }

    /// <summary>Units in which it is usually measured.</summary>
    public IReadOnlyList<AmountUnit> Units
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Content distributions; empty when there are no data.</summary>
    public IReadOnlyList<Content> Content
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Peak level per milligram of mitragynine relative to tea.</summary>
    public FormulationFactor? FormulationFactor { get; init; }

    /// <summary>The dose that labels state, when such labels were seen.</summary>
    public LabelledDose? LabelledDose { get; init; }

    /// <summary>What to know about it.</summary>
    public required string Notes { get; init; }
}

/// <summary>How high the mitragynine peak is per milligram, relative to tea (1).</summary>
/// <param name="Value">Typical value; null when only a range is known.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
/// <param name="Basis">READ, DERIVED, FIT or ASSUMED.</param>
/// <param name="Source">Evidence id.</param>
public sealed record FormulationFactor(decimal? Value, decimal Low, decimal High, string Basis, string Source);

/// <summary>The dose stated on labels of a kind of product.</summary>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Basis">READ, DERIVED, FIT or ASSUMED.</param>
/// <param name="Source">Evidence id.</param>
public sealed record LabelledDose(decimal Low, decimal High, AmountUnit Unit, string Basis, string Source);

/// <summary>What a medicine does that a gate must know.</summary>
[JsonConverter(typeof(WordConverter<MedicineClass>))]
public enum MedicineClass
{
    /// <summary>Opioid agonist.</summary>
    Opioid,

    /// <summary>Opioid partial agonist: buprenorphine.</summary>
    PartialAgonist,

    /// <summary>Opioid antagonist.</summary>
    Antagonist,

    /// <summary>Slows breathing with opioids, or sedates.</summary>
    Sedative,

    /// <summary>Benzodiazepine.</summary>
    Benzodiazepine,

    /// <summary>Prolongs QT.</summary>
    Qt,

    /// <summary>Lowers the seizure threshold.</summary>
    SeizureThreshold,

    /// <summary>Alpha-2 agonist.</summary>
    Alpha2Agonist,

    /// <summary>Slows the pulse.</summary>
    BetaBlocker,

    /// <summary>Anticholinergic: widens pupils.</summary>
    Anticholinergic,

    /// <summary>Stimulant: quickens the pulse and widens pupils.</summary>
    Stimulant,

    /// <summary>CYP3A substrate with a narrow margin.</summary>
    Cyp3A,

    /// <summary>Can harm the liver.</summary>
    Liver,

    /// <summary>Acts on serotonin.</summary>
    Serotonergic,
}

/// <summary>One medicine that Coppice knows.</summary>
public sealed record MedicineKnowledge
{
    /// <summary>Generic name in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<MedicineClass> Classes { get; init; }

    /// <summary>Ids of evidence for the classes.</summary>
    public IReadOnlyList<string> Evidence
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether the classes were checked at a source.</summary>
    public required bool Verified { get; init; }
}

/// <summary>A claim of the public articles that needs correcting, and the correction.</summary>
public sealed record Correction
{
    /// <summary>Row id, such as <c>A31</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The claim in short.</summary>
    public required string Claim { get; init; }

    /// <summary>What is right.</summary>
    [JsonPropertyName("correction")]
    public required string Says { get; init; }

    /// <summary>Evidence ids.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>corrected or weak.</summary>
    public required string Status { get; init; }
}

/// <summary>The law of one state, as far as it is known.</summary>
public sealed record StateLaw
{
    /// <summary>ISO 3166-2 region.</summary>
    public required string Region { get; init; }

    /// <summary>The state's name.</summary>
    public required string Name { get; init; }

    /// <summary>A short status; <c>unknown</c> is a legal one.</summary>
    public required string Status { get; init; }

    /// <summary>What is known, in a sentence.</summary>
    public required string Says { get; init; }

    /// <summary>Day of effect, ISO 8601.</summary>
    public string? Effective { get; init; }

    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>read, secondary or unverified.</summary>
    public required Seen SourceStatus { get; init; }

    /// <summary>The day it was looked up.</summary>
    public required string AsOf { get; init; }
}

/// <summary>A federal rule or step.</summary>
public sealed record FederalLaw
{
    /// <summary>What it is about.</summary>
    public required string Topic { get; init; }

    /// <summary>What is known.</summary>
    public required string Status { get; init; }

    /// <summary>Day of effect, ISO 8601.</summary>
    public string? Effective { get; init; }

    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>read, secondary or unverified.</summary>
    public required Seen SourceStatus { get; init; }

    /// <summary>Must be checked before it is relied on.</summary>
    public required bool Verify { get; init; }
}

/// <summary>The law table.</summary>
/// <param name="AsOf">The day it describes.</param>
/// <param name="Notice">What it is not.</param>
/// <param name="Federal">Federal rows.</param>
/// <param name="States">One row a state.</param>
public sealed record Laws(
    string AsOf,
    string Notice,
    IReadOnlyList<FederalLaw> Federal,
    IReadOnlyList<StateLaw> States
);

/// <summary>A number to call.</summary>
public sealed record HelpLine
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number or address.</summary>
    public required string Number { get; init; }

    /// <summary>How to reach it.</summary>
    public required string How { get; init; }

    /// <summary>What it is for.</summary>
    public required string For { get; init; }

    /// <summary>Whether it was checked.</summary>
    public required Seen Status { get; init; }

    /// <summary>Anything to know.</summary>
    public string? Note { get; init; }
}

/// <summary>What to do for somebody who does not wake or breathes slowly.</summary>
/// <param name="Steps">In order.</param>
/// <param name="Notes">What else to know.</param>
public sealed record NaloxoneSteps(IReadOnlyList<string> Steps, IReadOnlyList<string> Notes);

/// <summary>The line that every output carries.</summary>
/// <param name="Person">For the person.</param>
/// <param name="Clinician">For the clinician.</param>
public sealed record IntendedUse(string Person, string Clinician);

/// <summary>Help that is always one step away.</summary>
/// <param name="Call">Numbers.</param>
/// <param name="GoNow">Signs that mean: get emergency help now.</param>
/// <param name="Naloxone">Naloxone steps.</param>
/// <param name="IntendedUse">The intended-use line.</param>
public sealed record EmergencyHelp(
    IReadOnlyList<HelpLine> Call,
    IReadOnlyList<string> GoNow,
    NaloxoneSteps Naloxone,
    IntendedUse IntendedUse
);

/// <summary>A code of a public code system. Always used together with its system.</summary>
public sealed record CodeEntry
{
    /// <summary>icd10cm, loinc, rxnorm, snomed, unii or cas.</summary>
    public required string System { get; init; }

    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>Short wording of our own.</summary>
    public required string Display { get; init; }

    /// <summary>Whether two or more independent authorities agree on it.</summary>
    public required bool Verified { get; init; }

    /// <summary>Traps.</summary>
    public string? Note { get; init; }
}

internal sealed record ProductFile(IReadOnlyList<ProductKnowledge> Products);

internal sealed record MedicineFile(IReadOnlyList<MedicineKnowledge> Medicines);

internal sealed record CorrectionFile(IReadOnlyList<Correction> Corrections);

internal sealed record CodeFile(string AsOf, IReadOnlyList<CodeEntry> Codes);

using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>What kind of kratom product it is. The kind decides the content distribution and the risk tier (Coppice.Knowledge).</summary>
[JsonConverter(typeof(Json.WordConverter<ProductKind>))]
public enum ProductKind
{
    /// <summary>A kratom product of which the kind is not known.</summary>
    Unknown,

    /// <summary>Dried, ground leaf.</summary>
    LeafPowder,

    /// <summary>Leaf powder in capsules.</summary>
    LeafCapsule,

    /// <summary>Tea or brew from leaf.</summary>
    Tea,

    /// <summary>Concentrated extract, liquid or dry.</summary>
    Extract,

    /// <summary>A small bottle sold as one serving, usually extract.</summary>
    Shot,

    /// <summary>A concentrated 7-hydroxymitragynine (7-OH) product.</summary>
    SevenHydroxy,

    /// <summary>A mitragynine pseudoindoxyl product.</summary>
    Pseudoindoxyl,
}

/// <summary>What a label (or a laboratory) says one unit of the product holds.</summary>
/// <param name="Milligrams">Milligrams of the alkaloid in one unit; from 0 to 100,000.</param>
/// <param name="Of">The alkaloid.</param>
/// <param name="Per">The unit that holds it.</param>
public sealed record LabelStrength(decimal Milligrams, Alkaloid Of, AmountUnit Per);

/// <summary>An alkaloid that a label can name.</summary>
[JsonConverter(typeof(Json.WordConverter<Alkaloid>))]
public enum Alkaloid
{
    /// <summary>Mitragynine.</summary>
    Mitragynine,

    /// <summary>7-hydroxymitragynine.</summary>
    SevenHydroxymitragynine,

    /// <summary>Mitragynine pseudoindoxyl.</summary>
    MitragyninePseudoindoxyl,
}

/// <summary>A product as the person knows it.</summary>
public sealed record Product
{
    /// <summary>The kind; <see cref="ProductKind.Unknown"/> when it is not known.</summary>
    public required ProductKind Kind { get; init; }

    /// <summary>The brand or the name on the packet.</summary>
    public string? Name { get; init; }

    /// <summary>The strength on the label, when there is one. A label is a claim, not a measurement.</summary>
    public LabelStrength? Strength { get; init; }

    /// <summary>The batch or lot.</summary>
    public string? Batch { get; init; }
}

using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>Grams of plain kratom leaf (powder, or the leaf in capsules or tea). Never comparable with milligrams of 7-OH.</summary>
public readonly record struct GramsOfLeaf(decimal Value);

/// <summary>Milligrams of mitragynine, as a label or a laboratory states it.</summary>
public readonly record struct MilligramsOfMitragynine(decimal Value);

/// <summary>Milligrams of 7-hydroxymitragynine (7-OH). Never comparable with grams of leaf.</summary>
public readonly record struct MilligramsOfSevenHydroxy(decimal Value);

/// <summary>The unit in which a person measures what they take. Units of different kinds are never converted into one another.</summary>
[JsonConverter(typeof(Json.WordConverter<AmountUnit>))]
public enum AmountUnit
{
    /// <summary>Grams of plain leaf.</summary>
    GLeaf,

    /// <summary>Capsules; what one holds is the product's label strength or unknown.</summary>
    Capsule,

    /// <summary>Teaspoons of powder; weight unknown (published reports put one at 2–3 g).</summary>
    Teaspoon,

    /// <summary>Glasses or cups of tea or brew.</summary>
    Glass,

    /// <summary>Grams of concentrated extract.</summary>
    GExtract,

    /// <summary>Millilitres of a liquid product.</summary>
    MlLiquid,

    /// <summary>Shots or bottles sold as one serving.</summary>
    Shot,

    /// <summary>Tablets, gummies or chews.</summary>
    Tablet,

    /// <summary>Milligrams of mitragynine.</summary>
    MgMitragynine,

    /// <summary>Milligrams of 7-hydroxymitragynine.</summary>
    Mg7Oh,

    /// <summary>Milligrams of mitragynine pseudoindoxyl.</summary>
    MgPseudoindoxyl,
}

/// <summary>
/// How much was taken, in the unit the person used. An amount that is not known is a null <see cref="Amount"/>, never zero.
/// </summary>
/// <param name="Value">The number of units; from 0 to 10,000.</param>
/// <param name="Unit">The unit.</param>
public sealed record Amount(decimal Value, AmountUnit Unit)
{
    /// <summary>The grams of plain leaf, when that is the unit; otherwise null: other units are not converted.</summary>
    [JsonIgnore]
    public GramsOfLeaf? Leaf => Unit == AmountUnit.GLeaf ? new GramsOfLeaf(Value) : null;

    /// <summary>The milligrams of mitragynine, when that is the unit; otherwise null.</summary>
    [JsonIgnore]
    public MilligramsOfMitragynine? Mitragynine =>
        Unit == AmountUnit.MgMitragynine ? new MilligramsOfMitragynine(Value) : null;

    /// <summary>The milligrams of 7-OH, when that is the unit; otherwise null.</summary>
    [JsonIgnore]
    public MilligramsOfSevenHydroxy? SevenHydroxy =>
        Unit == AmountUnit.Mg7Oh ? new MilligramsOfSevenHydroxy(Value) : null;
}

/// <summary>An amount of money in one currency.</summary>
/// <param name="Value">From 0 to 1,000,000.</param>
/// <param name="Currency">ISO 4217 letters such as USD.</param>
public sealed record Money(decimal Value, string Currency);

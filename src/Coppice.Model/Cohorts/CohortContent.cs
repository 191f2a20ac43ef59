using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Model.Cohorts;

/// <summary>What one unit of a group's product holds, and how it compares with tea.</summary>
/// <param name="Input">The model's input.</param>
/// <param name="Milligrams">Of mitragynine or of 7-OH in one unit.</param>
/// <param name="Formulation">Peak per milligram of mitragynine relative to tea; 1 for 7-OH.</param>
internal sealed record CohortContent(Input Input, Spreading Milligrams, Spreading Formulation)
{
    /// <summary>Standard deviation of the logarithm of a content of which no spread is known (ASSUMED, as for a person's product).</summary>
    private const double UnknownLogSd = 0.6;

    /// <summary>How far a label is trusted, as the same (ASSUMED, as for a person's product).</summary>
    private const double LabelLogSd = 0.3;

    /// <summary>The relative peak of a formulation of which nothing is known (ASSUMED, as for a person's product).</summary>
    private static readonly (decimal Low, decimal High) UnknownFormulation = (1, 5);

    private static readonly Spreading One = new(1);

    /// <summary>The kinds of product that the model can follow.</summary>
    public static bool Knows(ProductKind kind) => kind is not (ProductKind.Pseudoindoxyl or ProductKind.Unknown);

    /// <summary>Whether a product can be measured in a unit.</summary>
    public static bool Fits(ProductKind kind, AmountUnit unit) =>
        unit switch
        {
            AmountUnit.Mg7Oh => kind == ProductKind.SevenHydroxy,
            AmountUnit.MgMitragynine => kind != ProductKind.SevenHydroxy,
            AmountUnit.MgPseudoindoxyl => false,
            AmountUnit.GLeaf or AmountUnit.Teaspoon or AmountUnit.Glass => kind
                is ProductKind.LeafPowder
                    or ProductKind.LeafCapsule
                    or ProductKind.Tea,
            AmountUnit.GExtract => kind is ProductKind.Extract or ProductKind.Shot,
            _ => true,
        };

    /// <summary>The content; null when Knowledge has none for that unit and the spec states none.</summary>
    public static CohortContent? Of(CohortProduct product, AmountUnit unit, KnowledgeBase knowledge)
    {
        var known = knowledge.Products[product.Kind];
        if (product.Kind == ProductKind.SevenHydroxy)
        {
            return (product.Content ?? Known(known, "7-hydroxymitragynine", unit)) is { } mg
                ? new CohortContent(Input.SevenHydroxy, mg, One)
                : null;
        }

        var content =
            product.Content
            ?? Known(known, "mitragynine", unit)
            ?? (unit == AmountUnit.MgMitragynine ? new Spreading(1, Portable.Exp(LabelLogSd)) : null);
        return content is null
            ? null
            : new CohortContent(Input.Mitragynine, content, product.Formulation ?? Relative(known.FormulationFactor));
    }

    private static Spreading? Known(ProductKnowledge known, string analyte, AmountUnit unit) =>
        known.Content.FirstOrDefault(c => c.Analyte == analyte && c.Per == unit) is { } content
            ? new Spreading((double)content.Median, (double?)content.Gsd ?? Portable.Exp(UnknownLogSd))
            : null;

    /// <summary>The range counts as the middle 90 %.</summary>
    private static Spreading Relative(FormulationFactor? factor)
    {
        var (low, high) = factor is null ? UnknownFormulation : (factor.Low, factor.High);
        var ratio = (double)(high / low);
        return new Spreading(Math.Sqrt((double)(low * high)), Portable.Exp(Portable.Log(ratio) / (2 * 1.645)));
    }
}

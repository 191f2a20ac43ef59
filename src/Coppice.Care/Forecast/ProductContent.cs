using System.Runtime.InteropServices;
using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Record;
using Intake = Coppice.Model.Input;

namespace Coppice.Care;

/// <summary>What one unit of a product puts into the model: a log-normal spread, never a point.</summary>
/// <param name="Input">The model's input.</param>
/// <param name="Median">The input's unit in one unit of product: tea-equivalent mg of mitragynine, or mg of 7-OH.</param>
/// <param name="LogSd">Standard deviation of its logarithm.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProductContent(Intake Input, double Median, double LogSd)
{
    /// <summary>Leaf in a capsule when no label says it, g: a common size, not measured (ASSUMED).</summary>
    public const double CapsuleGrams = 0.5;

    /// <summary>Leaf in a teaspoon, g: the middle of the 2-3 g that one case report took (ASSUMED).</summary>
    public const double TeaspoonGrams = 2.5;

    /// <summary>What a label is trusted to, as the standard deviation of the logarithm: assays found a third to one and a half of it (ASSUMED).</summary>
    private const double LabelLogSd = 0.3;

    /// <summary>Standard deviation of the logarithm for a capsule or a spoon of unknown size (ASSUMED).</summary>
    private const double MeasureLogSd = 0.25;

    /// <summary>The content of one unit; null when nothing is known of it and the label was not read.</summary>
    public static ProductContent? Of(KnowledgeBase knowledge, Product product, AmountUnit unit)
    {
        var known = knowledge.Products[product.Kind];
        if (product.Strength is { } label && (label.Per == unit || Same(label, unit)))
        {
            return label.Of switch
            {
                Alkaloid.Mitragynine => Mitragynine(known, (double)label.Milligrams, LabelLogSd),
                Alkaloid.SevenHydroxymitragynine => SevenHydroxy(known, (double)label.Milligrams),
                _ => null,
            };
        }

        switch (unit)
        {
            case AmountUnit.MgMitragynine:
                return Mitragynine(known, 1, LabelLogSd);
            case AmountUnit.Mg7Oh:
                return SevenHydroxy(known, 1);
            case AmountUnit.Capsule when product.Kind is ProductKind.LeafCapsule or ProductKind.LeafPowder:
                return Leaf(known, CapsuleGrams, MeasureLogSd);
            case AmountUnit.Teaspoon:
                return Leaf(known, TeaspoonGrams, MeasureLogSd);
            case AmountUnit.GLeaf:
                return Leaf(known, 1, 0);
            default:
                var content = known.Content.FirstOrDefault(c => c.Analyte == "mitragynine" && c.Per == unit);
                return content is null
                    ? null
                    : Mitragynine(known, (double)content.Median, content.Gsd is { } g ? Portable.Log((double)g) : 0.6);
        }
    }

    private static bool Same(LabelStrength label, AmountUnit unit) =>
        (label.Per, unit) is (AmountUnit.Capsule, AmountUnit.Tablet) or (AmountUnit.Tablet, AmountUnit.Capsule);

    private static ProductContent? Leaf(ProductKnowledge known, double grams, double logSd) =>
        known.Content.FirstOrDefault(c => c.Analyte == "mitragynine" && c.Per == AmountUnit.GLeaf) is { } content
            ? Mitragynine(known, grams * (double)content.Median, Both(Portable.Log((double)content.Gsd!), logSd))
            : null;

    /// <summary>Mitragynine as if from tea: times the relative peak of the formulation, whose range counts as the middle 90 %.</summary>
    private static ProductContent Mitragynine(ProductKnowledge known, double mg, double logSd)
    {
        var (low, high) = known.FormulationFactor is { } factor ? ((double)factor.Low, (double)factor.High) : (1, 5);
        var spread = Portable.Log(high / low) / (2 * 1.645);
        return new ProductContent(Intake.Mitragynine, mg * Math.Sqrt(low * high), Both(logSd, spread));
    }

    private static ProductContent SevenHydroxy(ProductKnowledge known, double mg)
    {
        var content = known.Content.FirstOrDefault(c => c.Analyte == "7-hydroxymitragynine");
        return new ProductContent(
            Intake.SevenHydroxy,
            mg * (double)(content?.Median ?? 1),
            Both(content?.Gsd is { } g ? Portable.Log((double)g) : LabelLogSd, 0)
        );
    }

    private static double Both(double x, double y) => Math.Sqrt((x * x) + (y * y));
}

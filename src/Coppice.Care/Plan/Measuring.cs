using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>The smallest amount that a person can measure: a step of their scale, a capsule, a half of a scored tablet, a drop.</summary>
/// <param name="Step">How much, above 0.</param>
/// <param name="Unit">Of which unit; null for the unit in which the person counts.</param>
public sealed partial record Measuring(decimal Step, AmountUnit? Unit = null)
{
    /// <summary>Largest measuring step that is read.</summary>
    public const decimal Most = 10_000;

    /// <summary>Digits after the point that are read: nobody measures finer.</summary>
    public const int Digits = 4;

    /// <summary>Millilitres in a drop: twenty drops to the millilitre (the pharmacist's convention; bottles differ).</summary>
    public const decimal DropMl = 0.05m;

    /// <summary>What a right measure looks like, for messages.</summary>
    public const string Expected =
        "an amount above 0 such as 0.25g, 1 capsule, half tablet, 2 drops, 0.5ml, quarter teaspoon, or a bare number in the record's own unit";

    private static readonly AmountUnit[] Grams = [AmountUnit.GLeaf, AmountUnit.GExtract];

    private static readonly AmountUnit[] Milligrams =
    [
        AmountUnit.MgMitragynine,
        AmountUnit.Mg7Oh,
        AmountUnit.MgPseudoindoxyl,
    ];

    /// <summary>What people can usually measure in a unit when nothing better is known (a convention).</summary>
    public static decimal UsualStep(AmountUnit unit) =>
        unit switch
        {
            AmountUnit.GLeaf or AmountUnit.Teaspoon => 0.25m,
            AmountUnit.GExtract => 0.05m,
            AmountUnit.MlLiquid or AmountUnit.Shot => 0.25m,
            AmountUnit.Tablet or AmountUnit.Glass => 0.5m,
            AmountUnit.MgMitragynine => 5,
            AmountUnit.Mg7Oh or AmountUnit.MgPseudoindoxyl => 2.5m,
            _ => 1,
        };

    /// <summary>The step in the unit in which the person counts; null when it is of another kind: units are never converted.</summary>
    public decimal? In(AmountUnit unit) =>
        Unit is not { } mine || mine == unit || Alike(Grams, mine, unit) || Alike(Milligrams, mine, unit) ? Step : null;

    /// <summary>Reads what a person writes; says what is wrong when it cannot.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Measuring? measuring,
        [NotNullWhen(false)] out string? problem
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = Written().Match(text.Trim());
        var step = found.Success ? Number(found.Groups["number"].Value) : null;
        measuring =
            step is > 0 and <= Most && decimal.Round(step.Value, Digits) == step
                ? Of(step.Value, found.Groups["unit"].Value)
                : null;
        problem = measuring is null ? $"expected {Expected}; found '{text}'" : null;
        return measuring is not null;
    }

    private static bool Alike(AmountUnit[] family, AmountUnit one, AmountUnit other) =>
        family.Contains(one) && family.Contains(other);

    private static Measuring? Of(decimal step, string unit) =>
        unit.ToUpperInvariant() switch
        {
            "" => new(step),
            "G" or "GRAM" or "GRAMS" => new(step, AmountUnit.GLeaf),
            "MG" => new(step, AmountUnit.MgMitragynine),
            "ML" => new(step, AmountUnit.MlLiquid),
            "DROP" or "DROPS" => new(step * DropMl, AmountUnit.MlLiquid),
            "CAPSULE" or "CAPSULES" => new(step, AmountUnit.Capsule),
            "TABLET" or "TABLETS" => new(step, AmountUnit.Tablet),
            "TEASPOON" or "TEASPOONS" => new(step, AmountUnit.Teaspoon),
            "GLASS" or "GLASSES" => new(step, AmountUnit.Glass),
            "SHOT" or "SHOTS" => new(step, AmountUnit.Shot),
            _ => null,
        };

    private static decimal? Number(string text) =>
        text.ToUpperInvariant() switch
        {
            "HALF" => 0.5m,
            "QUARTER" => 0.25m,
            _ => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : null,
        };

    [GeneratedRegex(
        @"^(?<number>[0-9]*\.?[0-9]+|half|quarter)\s*(?<unit>[a-z]*)\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Written();
}

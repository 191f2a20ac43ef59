using System.Globalization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Small pieces of wording that several findings share. Invariant: the faces put numbers in the person's own format.</summary>
public static class Words
{
    /// <summary>A number without trailing zeros, at most two decimals.</summary>
    public static string Text(this decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number with at most the given decimals.</summary>
    public static string Text(this double value, int decimals = 1) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero)
            .ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Text(this int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A span of hours for a clinician: <c>50 h</c> or <c>8–32 h</c>.</summary>
    public static string Clinical(this Hours hours) =>
        hours.High - hours.Low < 0.05 ? $"{hours.Low.Text()} h" : $"{hours.Low.Text(0)}–{hours.High.Text(0)} h";

    /// <summary>Items joined as <c>a, b and c</c>.</summary>
    public static string Join(this IReadOnlyList<string> items) =>
        items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
        };

    /// <summary>An amount with its unit.</summary>
    public static string Text(this Amount amount) => $"{amount.Value.Text()} {UnitText(amount.Unit)}";

    /// <summary>A unit in words.</summary>
    public static string UnitText(this AmountUnit unit) =>
        unit switch
        {
            AmountUnit.GLeaf => "g leaf",
            AmountUnit.GExtract => "g extract",
            AmountUnit.MlLiquid => "mL",
            AmountUnit.MgMitragynine => "mg mitragynine",
            AmountUnit.Mg7Oh => "mg 7-OH",
            AmountUnit.MgPseudoindoxyl => "mg pseudoindoxyl",
            AmountUnit.Capsule => "capsules",
            AmountUnit.Teaspoon => "teaspoons",
            AmountUnit.Glass => "glasses",
            AmountUnit.Shot => "shots",
            AmountUnit.Tablet => "tablets",
            _ => Word.Of(unit),
        };

    /// <summary>A camel-case word as plain words: <c>leafPowder</c> becomes <c>leaf powder</c>.</summary>
    public static string Plain<T>(T value)
        where T : struct, Enum
    {
        var word = Word.Of(value);
        return string.Concat(word.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
    }

    /// <summary>A score for a clinician: <c>14/64 (moderate)</c>, or its possible range when incomplete.</summary>
    public static string Clinical(this Score score)
    {
        var value = score.Total is { } total ? total.Text() : $"{score.Low.Text()}–{score.High.Text()}";
        var band = score.BandLabel is { } label ? $" ({label})" : "";
        var partial = score.Complete ? "" : ", incomplete";
        return $"{value}/{score.Maximum.Text()}{band}{partial}";
    }
}

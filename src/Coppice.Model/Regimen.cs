using System.Runtime.InteropServices;

namespace Coppice.Model;

/// <summary>What goes in, and in which unit.</summary>
public enum Input
{
    /// <summary>Mitragynine, mg as if from tea (mg times relative bioavailability).</summary>
    Mitragynine,

    /// <summary>7-OH swallowed, mg.</summary>
    SevenHydroxy,

    /// <summary>A full opioid agonist, in half-maximal constants times hours.</summary>
    FullAgonist,

    /// <summary>Buprenorphine under the tongue, mg.</summary>
    Buprenorphine,

    /// <summary>An alpha-2 agonist, share of a full day's dose.</summary>
    Alpha2,
}

/// <summary>One dose.</summary>
/// <param name="Minute">When, in minutes from the start of the simulation; the model hits this minute exactly.</param>
/// <param name="Input">What.</param>
/// <param name="Amount">How much, in the input's unit, or in the person's unit when <paramref name="Content"/> converts it.</param>
/// <param name="Content">Index of the regimen's factors: what one unit holds, by member; -1 when the amount is exact.</param>
/// <param name="Taken">Index of the regimen's factors: how much of it was really taken, by member; -1 when it was taken.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Dose(int Minute, Input Input, double Amount, int Content = -1, int Taken = -1);

/// <summary>Doses in order of time, and the factors that differ between members.</summary>
/// <param name="Doses">Doses, earliest first.</param>
/// <param name="Factors">By index, one number for each member.</param>
public sealed record Regimen(IReadOnlyList<Dose> Doses, IReadOnlyList<double[]> Factors)
{
    /// <summary>Doses whose amounts are exact.</summary>
    public Regimen(IEnumerable<Dose> doses)
        : this([.. doses.OrderBy(d => d.Minute)], []) { }

    /// <summary>The same without one input.</summary>
    public Regimen Without(Input input) => this with { Doses = [.. Doses.Where(d => d.Input != input)] };
}

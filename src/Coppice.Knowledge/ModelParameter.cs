using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Knowledge;

/// <summary>
/// The symbols of the model's parameters, as <c>docs/model.md</c> writes them; the number in brackets is the equation. Values,
/// spreads and sources are in <c>model.json</c>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Symbol>))]
public enum Symbol
{
    /// <summary>Absorption rate, /h (1.1).</summary>
    ka,

    /// <summary>Central volume of mitragynine over bioavailability, L (1.2).</summary>
    V1,

    /// <summary>Flow between the two spaces, L/h (1.2).</summary>
    Q,

    /// <summary>Tissue volume, L (1.3).</summary>
    V2,

    /// <summary>Clearance over bioavailability, L/h (1.2).</summary>
    CL,

    /// <summary>Area of 7-OH over area of mitragynine (1.4).</summary>
    R,

    /// <summary>Share of 7-OH that is formed at first pass (1.4).</summary>
    fp,

    /// <summary>Elimination rate of 7-OH, /h (1.4).</summary>
    kh,

    /// <summary>Rate of 7-OH into its tissue space, /h (1.4).</summary>
    kd,

    /// <summary>Rate of 7-OH out of its tissue space, /h (1.5).</summary>
    kr,

    /// <summary>Rate of the effect site, /h (1.7).</summary>
    ke0,

    /// <summary>Half-maximal total plasma concentration of mitragynine, nM (4.1).</summary>
    KM,

    /// <summary>Potency of 7-OH relative to mitragynine (4.1).</summary>
    rH,

    /// <summary>Efficacy of mitragynine, 0..1 (4.2).</summary>
    eM,

    /// <summary>Efficacy of 7-OH, 0..1 (4.2).</summary>
    eH,

    /// <summary>Exposure to 7-OH from one milligram swallowed, nM·h/mg (1.6).</summary>
    g7,

    /// <summary>Elimination rate of a full agonist, /h (2.1).</summary>
    kF,

    /// <summary>Efficacy of a full agonist, 0..1 (4.2).</summary>
    eF,

    /// <summary>Clearance of buprenorphine, L/h (3.2).</summary>
    CLb,

    /// <summary>Central volume of buprenorphine, L (3.2).</summary>
    Vb1,

    /// <summary>First peripheral volume of buprenorphine, L (3.3).</summary>
    Vb2,

    /// <summary>Second peripheral volume of buprenorphine, L (3.3).</summary>
    Vb3,

    /// <summary>First flow of buprenorphine, L/h (3.2).</summary>
    Qb2,

    /// <summary>Second flow of buprenorphine, L/h (3.2).</summary>
    Qb3,

    /// <summary>Sublingual bioavailability of 16 mg of buprenorphine (3.1).</summary>
    Fb,

    /// <summary>Rate of the effect site of buprenorphine, /h (3.4).</summary>
    keb,

    /// <summary>Half-maximal concentration of buprenorphine, ng/mL (4.1).</summary>
    KB,

    /// <summary>Highest occupancy by buprenorphine, 0..1 (4.3).</summary>
    Omax,

    /// <summary>Efficacy of buprenorphine, 0..1 (4.2).</summary>
    eB,

    /// <summary>Time constant of fast adaptation, h (5.2).</summary>
    tau0,

    /// <summary>Time constant of medium adaptation, h (5.2).</summary>
    tau1,

    /// <summary>Time constant of slow adaptation, h (5.2).</summary>
    tau2,

    /// <summary>Share of slow adaptation, 0..1 (5.2).</summary>
    w2,

    /// <summary>Largest adaptation (5.1).</summary>
    Amax,

    /// <summary>Drive at which adaptation is half its largest (5.1).</summary>
    KA,

    /// <summary>Deficit that is not felt (6.2).</summary>
    th,

    /// <summary>Fast deficit that is not felt (6.2).</summary>
    th0,

    /// <summary>Weight of the fast deficit (6.2).</summary>
    kp,

    /// <summary>Deficit at which withdrawal is half its largest (6.3).</summary>
    W50,

    /// <summary>Lag of symptoms, h (6.4).</summary>
    tw,

    /// <summary>Time constant of respiratory tolerance, h (5.3).</summary>
    tauT,

    /// <summary>C50 multiplier above 1 at full tolerance (5.3).</summary>
    span,

    /// <summary>Elimination rate of an alpha-2 agonist, /h (6.5).</summary>
    ka2,

    /// <summary>Largest share of withdrawal that an alpha-2 agonist takes away (6.5).</summary>
    E2max,

    /// <summary>Priming by an earlier opioid use disorder (5.2); 0 or more.</summary>
    pi,
}

/// <summary>How a parameter spreads between people.</summary>
[JsonConverter(typeof(WordConverter<Spread>))]
public enum Spread
{
    /// <summary>The same for everyone.</summary>
    None,

    /// <summary>Log-normal: the value is the median, the spread the standard deviation of the logarithm.</summary>
    LogNormal,

    /// <summary>Normal on the logit, for shares between 0 and 1: the value is the median.</summary>
    LogitNormal,
}

/// <summary>One parameter of the model: its value, how it spreads, and why it is believed.</summary>
public sealed record ModelParameter
{
    /// <summary>The symbol of <c>docs/model.md</c>.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>The value of the typical person.</summary>
    public required double Value { get; init; }

    /// <summary>Its unit; empty for a ratio.</summary>
    public required string Unit { get; init; }

    /// <summary>How it spreads between people.</summary>
    public required Spread Spread { get; init; }

    /// <summary>How much: standard deviation on the scale that <see cref="Spread"/> names; 0 when there is none.</summary>
    public required double Sd { get; init; }

    /// <summary>READ, DERIVED, FIT or ASSUMED.</summary>
    public required string Basis { get; init; }

    /// <summary>Basis of the spread.</summary>
    public required string SdBasis { get; init; }

    /// <summary>Evidence id.</summary>
    public required string Source { get; init; }

    /// <summary>What to know about it.</summary>
    public string? Note { get; init; }
}

/// <summary>The file of parameters.</summary>
internal sealed record ModelFile(IReadOnlyList<ModelParameter> Parameters);

/// <summary>A published fact that the model must reproduce, with the interval that counts as doing so.</summary>
public sealed record ModelFact
{
    /// <summary>Its number.</summary>
    public required string Id { get; init; }

    /// <summary>What is computed, in words.</summary>
    public required string Statement { get; init; }

    /// <summary>The name of the figure.</summary>
    public required string Figure { get; init; }

    /// <summary>Least that reproduces it; none when left out.</summary>
    public double? Low { get; init; }

    /// <summary>Most that reproduces it; none when left out.</summary>
    public double? High { get; init; }

    /// <summary>Unit of the figure; empty for a ratio.</summary>
    public required string Unit { get; init; }

    /// <summary>Evidence id.</summary>
    public required string Source { get; init; }

    /// <summary>READ, READ-2 (secondary), DERIVED.</summary>
    public required string Basis { get; init; }

    /// <summary>What to know about it.</summary>
    public string? Note { get; init; }

    /// <summary>Whether a figure reproduces it; one that is not a number does not.</summary>
    public bool Holds(double figure) =>
        !double.IsNaN(figure) && (Low is not { } low || figure >= low) && (High is not { } high || figure <= high);
}

/// <summary>The file of facts.</summary>
internal sealed record ModelFactFile(IReadOnlyList<ModelFact> Facts);

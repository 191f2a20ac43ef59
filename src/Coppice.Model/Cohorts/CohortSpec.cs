using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Model.Cohorts;

/// <summary>What a cohort of made-up people is: who they are, what they take, and the policies that are compared on them.</summary>
public sealed record CohortSpec
{
    /// <summary>The format that this version reads.</summary>
    public const string CurrentFormat = "coppice-cohort/1";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>What it is for, in a line.</summary>
    public string? Name { get; init; }

    /// <summary>The groups; their shares add up to 1.</summary>
    public required IReadOnlyList<CohortGroup> Groups { get; init; }

    /// <summary>The policies; the others are compared with the first.</summary>
    public required IReadOnlyList<CohortPolicy> Policies { get; init; }

    /// <summary>Days that are followed, from the last usual dose on.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Days of one period of <see cref="Series"/>; they divide the horizon. 1 when left out.</summary>
    public int? EveryDays { get; init; }

    /// <summary>Whether withdrawal by period is written too.</summary>
    public bool Series { get; init; }

    /// <summary>By symbol of the model, another standard deviation between people than the stated one.</summary>
    public IReadOnlyDictionary<string, double>? Spread { get; init; }

    /// <summary>Periods of the series; 0 when there is none.</summary>
    [JsonIgnore]
    public int Periods => Series ? HorizonDays / PeriodDays : 0;

    /// <summary>Days of one period.</summary>
    [JsonIgnore]
    public int PeriodDays => EveryDays ?? 1;
}

/// <summary>People who take the same kind of product.</summary>
public sealed record CohortGroup
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its share of all people.</summary>
    public required double Share { get; init; }

    /// <summary>What they take.</summary>
    public required CohortProduct Product { get; init; }

    /// <summary>How much at a time.</summary>
    public required CohortAmount Amount { get; init; }

    /// <summary>Weights by number of doses a day, "1" to "8".</summary>
    public required IReadOnlyDictionary<string, double> DosesPerDay { get; init; }

    /// <summary>For how many days they have done so.</summary>
    public required Spreading HabitDays { get; init; }

    /// <summary>Those with an earlier opioid use disorder; nobody when left out.</summary>
    public OpioidPast? OpioidPast { get; init; }

    /// <summary>The numbers of doses a day that someone takes, rising, and their weights.</summary>
    internal IEnumerable<(int Doses, double Weight)> Weights =>
        DosesPerDay
            .Where(d => d.Value > 0 && CohortCheck.IsNumberOfDoses(d.Key))
            .Select(d => (Doses: d.Key[0] - '0', Weight: d.Value))
            .OrderBy(d => d.Doses);
}

/// <summary>A log-normal spread.</summary>
/// <param name="Median">Its median.</param>
/// <param name="Gsd">Its geometric standard deviation; 1 is the same for everyone.</param>
public sealed record Spreading(double Median, double Gsd = 1)
{
    /// <summary>The value at so many standard deviations; held at three, so that nobody is impossible.</summary>
    internal double At(double z) => Median * Portable.Exp(Portable.Log(Gsd) * Math.Clamp(z, -3, 3));
}

/// <summary>A product.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Content">
/// Milligrams of mitragynine, or of 7-OH for a 7-OH product, in one unit of the amount; as Knowledge has it when left out.
/// </param>
/// <param name="Formulation">Peak per milligram of mitragynine relative to tea; as Knowledge has it when left out.</param>
public sealed record CohortProduct(ProductKind Kind, Spreading? Content = null, Spreading? Formulation = null);

/// <summary>An amount at a time.</summary>
/// <param name="Median">Its median.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Gsd">Its geometric standard deviation; 1 is the same for everyone.</param>
/// <param name="Measure">The smallest step these people can measure: a smaller dose is a whole number of these; any amount when left out.</param>
public sealed record CohortAmount(double Median, AmountUnit Unit, double Gsd = 1, double? Measure = null)
{
    /// <summary>How it differs from person to person.</summary>
    internal Spreading Spreading => new(Median, Gsd);
}

/// <summary>An earlier opioid use disorder.</summary>
/// <param name="Share">Share of the group.</param>
/// <param name="Priming">The model's pi for them, 0 to 0.5; contested, so 0 when left out.</param>
public sealed record OpioidPast(double Share, double Priming = 0);

/// <summary>What people do from now on.</summary>
[JsonConverter(typeof(WordConverter<PolicyKind>))]
public enum PolicyKind
{
    /// <summary>Take nothing after the last usual dose.</summary>
    Stop,

    /// <summary>Go on as usual.</summary>
    CarryOn,

    /// <summary>Take less at a time, in steps, to nothing.</summary>
    Taper,

    /// <summary>Take as much at a time but one time a day fewer with every step, to nothing.</summary>
    ReduceDosesPerDay,
}

/// <summary>What a cut is a share of.</summary>
[JsonConverter(typeof(WordConverter<CutOf>))]
public enum CutOf
{
    /// <summary>Of the usual amount: equal steps.</summary>
    Start,

    /// <summary>Of the amount before the step: ever smaller steps, until less than can be measured is left.</summary>
    Current,
}

/// <summary>A policy.</summary>
public sealed record CohortPolicy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>Days of one step, for a taper and for fewer doses a day.</summary>
    public int? EveryDays { get; init; }

    /// <summary>For a taper: what each step takes off, as a share; or else <see cref="OverDays"/>.</summary>
    public double? Cut { get; init; }

    /// <summary>What the cut is a share of; the usual amount when left out.</summary>
    public CutOf? Of { get; init; }

    /// <summary>For a taper in equal steps: the days until nothing is taken.</summary>
    public int? OverDays { get; init; }

    /// <summary>
    /// The share of the usual amount that a step of a taper leaves; 0 from the end on. Steps are numbered from 0, the first day
    /// after the last usual dose.
    /// </summary>
    public double Left(int step)
    {
        if (OverDays is { } days)
        {
            var steps = days / EveryDays!.Value;
            return step >= steps ? 0 : 1 - ((step + 1) / (double)(steps + 1));
        }

        if (Of is CutOf.Current)
        {
            var left = 1.0;
            for (var i = 0; i <= step; i++)
            {
                left *= 1 - Cut!.Value;
            }

            return left;
        }

        var rest = 1 - ((step + 1) * Cut!.Value);
        return rest < 1e-9 ? 0 : rest;
    }

    /// <summary>What a step of a taper delivers of an amount: never more than stated, a whole number of measures.</summary>
    /// <param name="usual">The usual amount.</param>
    /// <param name="measure">The smallest step that can be measured; null when any amount can.</param>
    /// <param name="step">The step, from 0.</param>
    public double Delivered(double usual, double? measure, int step)
    {
        var stated = usual * Left(step);
        return measure is { } unit ? Math.Floor((stated / unit) + 1e-9) * unit : stated;
    }
}

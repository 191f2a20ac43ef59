using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>How the ceiling is counted.</summary>
[JsonConverter(typeof(WordConverter<CeilingBasis>))]
public enum CeilingBasis
{
    /// <summary>The 90th percentile of the highest withdrawal keeps to it.</summary>
    WholeScore,

    /// <summary>
    /// Even no change would break it at the 90th percentile. So the middle of no change and the 90th percentile of what the plan
    /// adds to it keep to it together: how a person scores without any withdrawal is not held against the plan.
    /// </summary>
    WhatThePlanAdds,
}

/// <summary>The highest withdrawal that is accepted, and how it is counted.</summary>
/// <param name="Accepted">The SOWS that is accepted.</param>
/// <param name="Basis">How it is counted.</param>
/// <param name="Unchanged">The middle of the highest withdrawal with no change, SOWS.</param>
public sealed record PlanCeiling(double Accepted, CeilingBasis Basis, double Unchanged)
{
    /// <summary>Whether no change alone is likely to break it, so that nothing can keep it.</summary>
    public bool AlreadyAbove => Unchanged > Accepted;

    /// <summary>Reads a ceiling against what no change may bring.</summary>
    internal static PlanCeiling Of(double accepted, Outlook hold) =>
        new(
            accepted,
            hold.Peak.High > accepted ? CeilingBasis.WhatThePlanAdds : CeilingBasis.WholeScore,
            hold.Peak.Median
        );

    /// <summary>The number that is held against it.</summary>
    internal double Counted(Outlook outlook) =>
        Basis == CeilingBasis.WholeScore ? outlook.Peak.High : Math.Round(Unchanged + outlook.Adds.High, 1);
}

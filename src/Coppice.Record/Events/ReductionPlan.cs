namespace Coppice.Record;

/// <summary>One dose of a step.</summary>
public sealed record ReductionDose
{
    /// <summary>How much, in the plan's unit, 0–10,000.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The time of day such as <c>07:30</c>, when one was chosen.</summary>
    public string? Time { get; init; }
}

/// <summary>One step of a reduction plan: what is taken on each day from one day on, until the next step begins.</summary>
public sealed record ReductionStep
{
    /// <summary>The first day of the step. Must be a day, not a moment.</summary>
    public required EventTime From { get; init; }

    /// <summary>The doses of each day, in the order of the day. An empty list is a day without kratom.</summary>
    public required IReadOnlyList<ReductionDose> Doses { get; init; }
}

/// <summary>
/// A reduction plan that the person chose. It says what was chosen and not what was taken; a plan that came earlier is replaced and
/// kept.
/// </summary>
public sealed record ReductionPlan : Event
{
    /// <summary>The product.</summary>
    public required Product Product { get; init; }

    /// <summary>The unit of the amounts.</summary>
    public required AmountUnit Unit { get; init; }

    /// <summary>The steps, at most 400; the last one, without doses, tells from when on none is taken.</summary>
    public required IReadOnlyList<ReductionStep> Steps { get; init; }

    /// <summary>The smallest amount that the person can measure, in the unit, 0.0001–10,000.</summary>
    public decimal? Measure { get; init; }

    /// <summary>What the plan is called, such as <c>gentlest</c> or <c>10 % a week</c>.</summary>
    public string? Name { get; init; }
}

using System.Runtime.InteropServices;

namespace Coppice.Model.Cohorts;

/// <summary>A made-up person's habit.</summary>
/// <param name="Group">Index of the group.</param>
/// <param name="Amount">At a time, in the group's unit.</param>
/// <param name="Milligrams">Of mitragynine or 7-OH at a time.</param>
/// <param name="Formulation">Peak per milligram of mitragynine relative to tea; 1 for 7-OH.</param>
/// <param name="DosesPerDay">Doses a day.</param>
/// <param name="HabitDays">Days of the habit.</param>
/// <param name="OpioidPast">Whether there was an opioid use disorder before.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CohortPerson(
    int Group,
    double Amount,
    double Milligrams,
    double Formulation,
    int DosesPerDay,
    int HabitDays,
    bool OpioidPast
);

/// <summary>What one policy gives one person; times from the last usual dose.</summary>
/// <param name="Onset">Hours until withdrawal is first felt (<see cref="Course.Onset"/>); null when it never is.</param>
/// <param name="Peak">Highest SOWS.</param>
/// <param name="PeakAt">When that is, h.</param>
/// <param name="Eased">
/// Days until it is below the threshold for good; null when it never reached it, is not over, or use goes on until the last week.
/// </param>
/// <param name="ModerateShare">Share of days on which SOWS reaches <see cref="Cohort.Moderate"/>.</param>
/// <param name="C50AtStart">C50 multiplier at the last usual dose.</param>
/// <param name="C50OnDay14">14 days later; null when the horizon is nearer.</param>
/// <param name="C50OnDay28">28 days later; null when the horizon is nearer.</param>
/// <param name="Area">Area under withdrawal up to the horizon, SOWS·days.</param>
/// <param name="LastDoseDay">Days until the last dose; null when use goes on at the horizon.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CohortOutcome(
    double? Onset,
    double Peak,
    double PeakAt,
    double? Eased,
    double ModerateShare,
    double C50AtStart,
    double? C50OnDay14,
    double? C50OnDay28,
    double Area,
    double? LastDoseDay
);

/// <summary>Some people of a cohort, and what every policy gave them.</summary>
public sealed class CohortRun
{
    internal CohortRun(long first, Members members, CohortPerson[] people, int policies, int periods)
    {
        First = first;
        Members = members;
        People = people;
        Outcomes = [.. Enumerable.Range(0, policies).Select(_ => new CohortOutcome[people.Length])];
        Series = [.. Enumerable.Range(0, policies).Select(_ => new float[people.Length * periods])];
    }

    /// <summary>The number of the first person.</summary>
    public long First { get; }

    /// <summary>Their parameters.</summary>
    public Members Members { get; }

    /// <summary>Their habits.</summary>
    public CohortPerson[] People { get; }

    /// <summary>By policy and person.</summary>
    public CohortOutcome[][] Outcomes { get; }

    /// <summary>By policy; person by person the highest withdrawal of each period. Empty when the spec asks for none.</summary>
    public float[][] Series { get; }
}

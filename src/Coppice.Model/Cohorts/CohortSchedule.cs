namespace Coppice.Model.Cohorts;

/// <summary>
/// The dose times of everyone who takes so many doses a day, under the habit and under every policy. Amounts differ from person to
/// person and are factors: 0 is milligrams of mitragynine as if from tea, 1 is milligrams of 7-OH, from 2 on is what each day of
/// the habit, or each step of a taper, lets through.
/// </summary>
internal sealed class CohortSchedule
{
    /// <summary>The first factor of days or steps.</summary>
    public const int Taken = 2;

    private const int Day = 24 * 60;

    private readonly CohortSpec spec;
    private readonly IReadOnlyList<Input> inputs;
    private readonly int leadDays;

    public CohortSchedule(CohortSpec spec, IReadOnlyList<Input> inputs, int leadDays, bool someBeginLater, int perDay)
    {
        this.spec = spec;
        this.inputs = inputs;
        this.leadDays = leadDays;
        PerDay = perDay;
        Last = ((leadDays - 1) * Day) + TimesOf(perDay)[^1];
        Until = Last + (spec.HorizonDays * Day);
        Habit =
        [
            .. Enumerable
                .Range(0, leadDays)
                .SelectMany(day => On(day, perDay, someBeginLater ? Taken + day : -1))
                .Where(d => d.Minute < Last),
        ];
        Policies = [.. spec.Policies.Select(Of)];
    }

    /// <summary>Doses a day.</summary>
    public int PerDay { get; }

    /// <summary>The minute of the last usual dose.</summary>
    public int Last { get; }

    /// <summary>The minute of the horizon.</summary>
    public int Until { get; }

    /// <summary>The habit before the last usual dose.</summary>
    public Dose[] Habit { get; }

    /// <summary>By policy, the last usual dose and those after it.</summary>
    public Dose[][] Policies { get; }

    /// <summary>Minutes of the day at which so many doses are taken: spread from 7 in the morning to 10 at night.</summary>
    public static int[] TimesOf(int perDay) =>
        perDay <= 1 ? [480] : [.. Enumerable.Range(0, perDay).Select(i => 420 + (i * 900 / (perDay - 1) / 15 * 15))];

    /// <summary>Steps of a taper up to the horizon; none for another policy.</summary>
    public int StepsOf(CohortPolicy policy) =>
        policy switch
        {
            { Kind: not PolicyKind.Taper } => 0,
            { OverDays: { } over } => over / policy.EveryDays!.Value,
            _ => (spec.HorizonDays / policy.EveryDays!.Value) + 1,
        };

    /// <summary>Days from the last usual dose to the last one of a policy; null when there are doses up to the horizon.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="steps">For a taper, the steps that deliver something.</param>
    public double? LastDoseDay(CohortPolicy policy, int steps)
    {
        switch (policy.Kind)
        {
            case PolicyKind.Stop:
                return 0;
            case PolicyKind.CarryOn:
                return null;
            default:
                var left = policy.Kind == PolicyKind.Taper ? steps : PerDay - 1;
                var days = left * policy.EveryDays!.Value;
                if (days == 0)
                {
                    return 0;
                }

                var lastTimes = TimesOf(policy.Kind == PolicyKind.Taper ? PerDay : 1);
                return days >= spec.HorizonDays ? null : days + ((lastTimes[^1] - TimesOf(PerDay)[^1]) / (double)Day);
        }
    }

    private Dose[] Of(CohortPolicy policy)
    {
        IEnumerable<Dose> doses = At(Last, -1);
        for (var day = 0; day < spec.HorizonDays; day++)
        {
            var step = policy.EveryDays is { } every ? day / every : 0;
            var (perDay, taken) = policy.Kind switch
            {
                PolicyKind.CarryOn => (PerDay, -1),
                PolicyKind.Taper when step < StepsOf(policy) => (PerDay, Taken + step),
                PolicyKind.ReduceDosesPerDay => (Math.Max(0, PerDay - 1 - step), -1),
                _ => (0, -1),
            };
            doses = perDay > 0 ? doses.Concat(On(leadDays + day, perDay, taken)) : doses;
        }

        return [.. doses.Where(d => d.Minute < Until)];
    }

    private IEnumerable<Dose> On(int day, int perDay, int taken) =>
        TimesOf(perDay).SelectMany(time => At((day * Day) + time, taken));

    private IEnumerable<Dose> At(int minute, int taken) =>
        inputs.Select(input => new Dose(minute, input, 1, input == Input.SevenHydroxy ? 1 : 0, taken));
}

using NodaTime;

namespace Coppice.Care;

/// <summary>What was found: three schedules, of which the last two may be missing when there is nothing shorter or longer.</summary>
internal sealed record Choice(Schedule Gentlest, Schedule? Faster, Schedule? Slower);

/// <summary>
/// Searches the families of schedules. Within a family more time means less withdrawal, so the shortest that keeps to a bound is
/// found by halving and few schedules need to be tried.
/// </summary>
/// <param name="families">By family, schedules from the shortest to the longest; none is empty.</param>
/// <param name="high">The 90th percentile of the peak of a schedule.</param>
/// <param name="ceiling">What of it is accepted.</param>
/// <param name="until">The wished last day of use; null without one.</param>
internal sealed class PlanSearch(
    IReadOnlyList<IReadOnlyList<Schedule>> families,
    Func<Schedule, double> high,
    double ceiling,
    LocalDate? until
)
{
    /// <summary>90th percentiles that are no further apart are equal, SOWS points.</summary>
    public const double Equal = 0.5;

    /// <summary>A slower schedule takes at least so many times as long.</summary>
    private const double Slower = 1.25;

    /// <summary>The three schedules; null when no schedule ends within the horizon.</summary>
    public Choice? Find()
    {
        if (families.Count == 0)
        {
            return null;
        }

        var inTime = families.Select(f => f.TakeWhile(IsInTime).ToList()).Where(f => f.Count > 0).ToList();
        var shortest = families.Select(f => f[0]).MinBy(s => s.Free)!;
        var keeps = Shortest(families, ceiling);
        var best = inTime.Count > 0 ? Gentlest(inTime) : null;
        var (gentlest, faster) = (best, keeps) switch
        {
            // The date and the ceiling are both kept.
            ({ } b, { } k) when high(b) <= ceiling => (b, k == b ? shortest : k),

            // Either can be kept, not both: the ceiling first, and as the faster one the gentlest that keeps the date.
            (_, { } k) => (k, best ?? shortest),
            _ => (best ?? Gentlest(families), shortest),
        };
        return new Choice(gentlest, faster.Free < gentlest.Free ? faster : null, SlowerThan(gentlest));
    }

    private bool IsInTime(Schedule schedule) => until is not { } day || schedule.Free <= day.PlusDays(1);

    /// <summary>The lowest 90th percentile, and of those as low the shortest.</summary>
    private Schedule Gentlest(IReadOnlyList<IReadOnlyList<Schedule>> among) =>
        Shortest(among, among.Min(f => high(f[^1])) + Equal)!;

    /// <summary>The shortest whose 90th percentile keeps to a bound; null when none does.</summary>
    private Schedule? Shortest(IReadOnlyList<IReadOnlyList<Schedule>> among, double bound)
    {
        Schedule? best = null;
        foreach (var family in among)
        {
            var shorter = family.TakeWhile(s => best is null || s.Free < best.Free).ToList();
            if (shorter.Count == 0 || high(shorter[^1]) > bound)
            {
                continue;
            }

            int low = 0,
                keeps = shorter.Count - 1;
            while (low < keeps)
            {
                var middle = (low + keeps) / 2;
                (low, keeps) = high(shorter[middle]) <= bound ? (low, middle) : (middle + 1, keeps);
            }

            best = shorter[keeps];
        }

        return best;
    }

    /// <summary>Of the same family the next that takes clearly longer, or of any; failing that the longest, when a week is gained.</summary>
    private Schedule? SlowerThan(Schedule schedule)
    {
        var start = schedule.Steps[0].From;
        var least = Period.DaysBetween(start, schedule.Free) * Slower;
        var own = families.First(f => f.Contains(schedule));
        var all = families.SelectMany(f => f).OrderBy(s => s.Free).ToList();
        return own.Concat(all).FirstOrDefault(s => Period.DaysBetween(start, s.Free) >= least)
            ?? (all[^1].Free >= schedule.Free.PlusDays(7) ? all[^1] : null);
    }
}

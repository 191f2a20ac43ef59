using CsCheck;
using NodaTime;

namespace Coppice.Care.Tests.Plan;

/// <summary>The search on its own: the schedules are real, what each brings is made up.</summary>
public class PlanSearchTests
{
    private static readonly UsualDay Twelve = PlanGiven.Day(3, 3, 3, 3);

    private static readonly IReadOnlyList<IReadOnlyList<Schedule>> Families = FamiliesOf(Twelve, 0.25m);

    private static readonly IReadOnlyList<Schedule> All = [.. Families.SelectMany(f => f)];

    private static readonly Schedule Shortest = All.MinBy(s => s.Free)!;

    /// <summary>The longer the gentler: 30 less a tenth for each day.</summary>
    private static double Falling(Schedule schedule) => 30 - (0.1 * Length(schedule));

    private static int Length(Schedule schedule) => Period.DaysBetween(PlanGiven.Today, schedule.Free);

    private static Choice Find(double ceiling, LocalDate? until = null, Func<Schedule, double>? high = null) =>
        new PlanSearch(Families, high ?? Falling, ceiling, until).Find()!;

    [Fact]
    public void The_gentlest_is_the_shortest_of_those_within_half_a_point_of_the_lowest()
    {
        var least = All.Min(Falling);
        var choice = Find(64);
        Assert.InRange(Falling(choice.Gentlest), least, least + PlanSearch.Equal);
        Assert.DoesNotContain(All, s => Falling(s) <= least + PlanSearch.Equal && s.Free < choice.Gentlest.Free);
    }

    [Fact]
    public void The_faster_one_is_the_shortest_that_keeps_to_the_ceiling()
    {
        var ceiling = Falling(All.OrderBy(s => s.Free).ElementAt(All.Count / 3));
        var faster = Find(ceiling).Faster!;
        Assert.True(Falling(faster) <= ceiling);
        Assert.DoesNotContain(All, s => Falling(s) <= ceiling && s.Free < faster.Free);
    }

    [Fact]
    public void The_slower_one_takes_a_quarter_longer_or_more()
    {
        var until = PlanGiven.Today.PlusDays(70);
        var choice = Find(64, until);
        var start = choice.Gentlest.Steps[0].From;
        Assert.True(
            Period.DaysBetween(start, choice.Slower!.Free) >= 1.25 * Period.DaysBetween(start, choice.Gentlest.Free)
        );
        Assert.Equal(choice.Gentlest.Pace with { Cut = 0 }, choice.Slower.Pace with { Cut = 0 });
    }

    [Fact]
    public void Without_anything_longer_there_is_no_slower_one()
    {
        var last = All.MaxBy(s => s.Free)!;
        Assert.Null(Find(64, high: s => s.Free == last.Free ? 0 : 30).Slower);
    }

    [Fact]
    public void Near_the_end_of_what_can_be_looked_at_the_longest_is_the_slower_one_when_a_week_is_gained()
    {
        var last = All.Max(s => s.Free);
        foreach (var wanted in All.Select(s => s.Free).Distinct().Where(d => d > last.PlusDays(-25)))
        {
            // All that ends before is worse, and so the first that ends on the wanted day is the gentlest.
            var slower = Find(64, high: s => s.Free < wanted ? 40 : 10).Slower;
            Assert.Equal(wanted <= last.PlusDays(-7) ? last : null, slower?.Free);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_wished_day_is_the_last_day_of_use(int more, bool kept)
    {
        var gentlest = Find(64).Gentlest;
        var choice = Find(64, gentlest.Free.PlusDays(-1 + more));
        Assert.Equal(kept, choice.Gentlest == gentlest);
        Assert.True(choice.Gentlest.Free <= gentlest.Free.PlusDays(more));
    }

    [Fact]
    public void When_ceiling_and_date_cannot_both_be_kept_the_ceiling_is_and_the_faster_one_keeps_the_date()
    {
        var until = Shortest.Free.PlusDays(20);
        var ceiling = Falling(Shortest) - 5;
        var choice = Find(ceiling, until);
        Assert.True(Falling(choice.Gentlest) <= ceiling);
        Assert.DoesNotContain(All, s => Falling(s) <= ceiling && s.Free < choice.Gentlest.Free);
        Assert.True(choice.Faster!.Free <= until.PlusDays(1));
        var inTime = All.Where(s => s.Free <= until.PlusDays(1)).Min(Falling);
        Assert.InRange(Falling(choice.Faster), inTime, inTime + PlanSearch.Equal);
    }

    [Fact]
    public void When_none_ends_by_the_date_the_shortest_that_keeps_to_the_ceiling_is_the_gentlest_that_fits()
    {
        var ceiling = Falling(Shortest) - 1;
        var choice = Find(ceiling, Shortest.Free.PlusDays(-10));
        Assert.DoesNotContain(All, s => Falling(s) <= ceiling && s.Free < choice.Gentlest.Free);
        Assert.Equal(Shortest.Free, choice.Faster!.Free);
    }

    [Fact]
    public void When_none_keeps_to_the_ceiling_the_date_is_kept_and_the_lowest_taken()
    {
        var until = Shortest.Free.PlusDays(30);
        var choice = Find(1, until);
        var inTime = All.Where(s => s.Free <= until.PlusDays(1)).Min(Falling);
        Assert.True(choice.Gentlest.Free <= until.PlusDays(1));
        Assert.InRange(Falling(choice.Gentlest), inTime, inTime + PlanSearch.Equal);
        Assert.Equal(Shortest.Free, choice.Faster!.Free);
    }

    [Fact]
    public void When_nothing_can_be_kept_the_lowest_of_all_is_shown()
    {
        var choice = Find(1, Shortest.Free.PlusDays(-10));
        Assert.InRange(Falling(choice.Gentlest), All.Min(Falling), All.Min(Falling) + PlanSearch.Equal);
        Assert.Equal(Shortest.Free, choice.Faster!.Free);
    }

    [Fact]
    public void When_the_gentlest_is_the_shortest_that_keeps_to_the_ceiling_a_faster_one_above_it_is_shown()
    {
        // All the same but the shortest days, which are worse: the gentlest is also the shortest that keeps to the ceiling.
        var second = All.Select(s => s.Free).Distinct().Order().ElementAt(1);
        var choice = Find(12, high: s => s.Free < second ? 20 : 10);
        Assert.Equal(second, choice.Gentlest.Free);
        Assert.Equal(Shortest.Free, choice.Faster!.Free);
    }

    [Fact]
    public void When_nothing_is_shorter_there_is_no_faster_one()
    {
        var choice = Find(12, high: _ => 5);
        Assert.Equal(Shortest.Free, choice.Gentlest.Free);
        Assert.Null(choice.Faster);
    }

    [Fact]
    public void Without_any_schedule_there_is_no_choice() => Assert.Null(new PlanSearch([], Falling, 12, null).Find());

    [Fact]
    public void A_ceiling_that_is_just_kept_is_kept()
    {
        var choice = Find(10, high: s => s == Shortest ? 10 : 11);
        Assert.Equal(Shortest, choice.Gentlest);
        Assert.NotEqual(Shortest, Find(9.99, high: s => s.Free == Shortest.Free ? 10 : 9.99).Gentlest);
    }

    [Fact]
    public void For_anyone_the_search_finds_what_trying_all_finds_and_tries_fewer() =>
        Gen.Select(
                Gen.Int[1, 40].Array[1, 6],
                Gen.Double[5, 40],
                Gen.Double[0.01, 0.3],
                Gen.Double[0, 40],
                Gen.Int[20, 200]
            )
            .Sample(
                (units, top, slope, ceiling, until) =>
                {
                    var families = FamiliesOf(PlanGiven.Day([.. units.Select(u => u * 0.5m)]), 0.5m);
                    if (families.Count == 0)
                    {
                        return;
                    }

                    var tried = new HashSet<Schedule>();
                    double High(Schedule schedule)
                    {
                        tried.Add(schedule);
                        return top - (slope * Length(schedule));
                    }

                    var wished = PlanGiven.Today.PlusDays(until);
                    var choice = new PlanSearch(families, High, ceiling, wished).Find()!;
                    var all = families.SelectMany(f => f).ToList();
                    Assert.InRange(tried.Count, 1, 40);
                    var both = all.Where(s => s.Free <= wished.PlusDays(1) && High(s) <= ceiling).ToList();
                    if (both.Count > 0)
                    {
                        var least = both.Min(High);
                        Assert.True(choice.Gentlest.Free <= wished.PlusDays(1));
                        Assert.True(High(choice.Gentlest) <= Math.Min(ceiling, least + PlanSearch.Equal));
                        var shortest = all.Where(s => High(s) <= ceiling).Min(s => s.Free);
                        Assert.True(choice.Gentlest.Free == shortest || choice.Faster!.Free == shortest);
                    }
                    else if (all.Any(s => High(s) <= ceiling))
                    {
                        Assert.Equal(all.Where(s => High(s) <= ceiling).Min(s => s.Free), choice.Gentlest.Free);
                    }

                    Assert.True(choice.Faster is null || choice.Faster.Free < choice.Gentlest.Free);
                    Assert.True(choice.Slower is null || choice.Slower.Free > choice.Gentlest.Free);
                },
                iter: 1000
            );

    private static List<List<Schedule>> FamiliesOf(UsualDay day, decimal measure) =>
        [
            .. Pace.Families(new PlanWish())
                .Select(f =>
                    f.Select(p => PlanGiven.Make(day, measure, p, horizon: 166))
                        .OfType<Schedule>()
                        .DistinctBy(s => s.Free)
                        .OrderBy(s => s.Free)
                        .ToList()
                )
                .Where(f => f.Count > 0),
        ];
}

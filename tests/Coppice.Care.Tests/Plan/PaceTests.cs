using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care.Tests.Plan;

public class PaceTests
{
    [Fact]
    public void Four_families_go_from_the_fastest_to_the_slowest()
    {
        var families = Pace.Families(new PlanWish()).ToList();
        Assert.Equal([(4, false), (4, true), (7, false), (7, true)], families.Select(f => (f[0].Days, f[0].Linear)));
        Assert.All(
            families,
            family =>
            {
                Assert.Equal(family.OrderByDescending(p => p.Cut), family);
                Assert.Equal((0.25m, 0.025m), (family[0].Cut, family[^1].Cut));
                Assert.Single(family.Select(p => (p.Days, p.Linear)).Distinct());
            }
        );
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 7, 7 })]
    [InlineData(7, new[] { 7, 7 })]
    [InlineData(10, new[] { 10, 10 })]
    public void No_step_is_shorter_than_the_person_allows_and_none_is_tried_twice(int least, int[] days) =>
        Assert.Equal(days, Pace.Families(new PlanWish { LeastDays = least }).Select(f => f[0].Days));

    [Theory]
    [InlineData(0.25, 0.25)]
    [InlineData(0.24, 0.24)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.01, 0.01)]
    public void The_largest_cut_that_the_person_allows_is_tried_and_none_above_it(double most, double first) =>
        Assert.All(
            Pace.Families(new PlanWish { MostCut = (decimal)most }),
            family =>
            {
                Assert.Equal((decimal)first, family[0].Cut);
                Assert.Distinct(family);
            }
        );

    [Fact]
    public void Paces_that_people_share_are_shown_as_they_share_them()
    {
        var shared = Pace.Shared(new PlanWish(), AmountUnit.GLeaf).ToList();
        Assert.Equal(
            [
                (0.05m, 6, 0.25m, "5 % or 0.25 g every 5 to 7 days"),
                (0.1m, 7, 0m, "10 % a week"),
                (0.25m, 14, 0m, "25 % every 2 weeks"),
            ],
            shared.Select(p => (p.Cut, p.Days, p.LeastCut, PlanWords.Name(p, KnowledgeBase.Default.Phrases)))
        );
    }

    [Fact]
    public void A_quarter_of_a_gram_is_only_of_leaf()
    {
        var first = Pace.Shared(new PlanWish(), AmountUnit.Capsule).First();
        Assert.Equal(
            (0m, "5 % every 5 to 7 days"),
            (first.LeastCut, PlanWords.Name(first, KnowledgeBase.Default.Phrases))
        );
    }

    [Theory]
    [InlineData(6, 0.25, 3)]
    [InlineData(7, 0.25, 2)]
    [InlineData(8, 0.25, 1)]
    [InlineData(15, 0.25, 0)]
    [InlineData(4, 0.24, 2)]
    [InlineData(4, 0.1, 2)]
    [InlineData(4, 0.09, 1)]
    public void A_shared_pace_beyond_the_person_s_limits_is_left_out(int least, double most, int count) =>
        Assert.Equal(
            count,
            Pace.Shared(new PlanWish { LeastDays = least, MostCut = (decimal)most }, AmountUnit.GLeaf).Count()
        );
}

namespace Coppice.Care.Tests.Plan;

public class PlanWishTests
{
    [Fact]
    public void What_is_wished_when_nothing_is_said_can_be_wished()
    {
        var wish = new PlanWish();
        Assert.Empty(wish.Problems(PlanGiven.Today));
        Assert.Equal((12, 4, 0.25m), (wish.Ceiling, wish.LeastDays, wish.MostCut));
        Assert.Null(wish.Until);
        Assert.Empty(wish.WorkDays);
    }

    [Theory]
    [InlineData(0.99, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(64.01, false)]
    [InlineData(double.NaN, false)]
    public void The_ceiling_is_a_score_of_the_scale(double ceiling, bool can) =>
        Check(new PlanWish { Ceiling = ceiling }, can, "ceiling: expected a SOWS from 1 to 64; found ");

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void The_date_is_to_come(int days, bool can) =>
        Check(
            new PlanWish { Until = PlanGiven.Today.PlusDays(days) },
            can,
            "until: expected a day after 2026-03-20; found 2026-03-"
        );

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_step_lasts_a_day_to_a_month(int days, bool can) =>
        Check(new PlanWish { LeastDays = days }, can, "days per step: expected 1 to 30; found ");

    [Theory]
    [InlineData(0.0099, false)]
    [InlineData(0.01, true)]
    [InlineData(0.5, true)]
    [InlineData(0.501, false)]
    public void A_cut_is_a_hundredth_to_a_half(double cut, bool can) =>
        Check(new PlanWish { MostCut = (decimal)cut }, can, "largest cut: expected 1 to 50 %; found ");

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(
            [
                "ceiling: expected a SOWS from 1 to 64; found 0.5",
                "until: expected a day after 2026-03-20; found 2026-03-19",
                "days per step: expected 1 to 30; found 0",
                "largest cut: expected 1 to 50 %; found 60 %",
            ],
            new PlanWish
            {
                Ceiling = 0.5,
                Until = PlanGiven.Today.PlusDays(-1),
                LeastDays = 0,
                MostCut = 0.6m,
            }.Problems(PlanGiven.Today)
        );

    private static void Check(PlanWish wish, bool can, string says)
    {
        var problems = wish.Problems(PlanGiven.Today).ToList();
        Assert.Equal(can ? 0 : 1, problems.Count);
        Assert.All(problems, p => Assert.StartsWith(says, p, StringComparison.Ordinal));
    }
}

using Coppice.Record;

namespace Coppice.Care.Tests.Plan;

public class PlanProgressTests
{
    /// <summary>4, 3 and 2 g in two doses for ten days each; today is the sixth day of the second step.</summary>
    private static readonly ReductionPlan Running = PlanGiven.Chosen(
        (-15, [2, 2]),
        (-5, [1.5m, 1.5m]),
        (5, [1, 1]),
        (15, [])
    );

    /// <summary>With a little taken this morning, when anything is logged: a day without a log would be read as having stopped.</summary>
    private static PlanSection Of(ReductionPlan plan, params Event[] more) =>
        PlanGiven.Plans(
            PlanGiven.Anyone.With([plan, .. more, .. more.Length > 0 ? new Event[] { Given.Use(3, 0.5m) } : []])
        );

    /// <summary>Uses on the fourth to the first day before today, in two doses.</summary>
    private static Event[] Logged(params decimal[] days) =>
        [.. days.Reverse().SelectMany((g, i) => PlanGiven.Log(i + 1, g / 2, g / 2).TakeLast(2))];

    [Fact]
    public void Without_a_chosen_plan_there_is_no_place_in_it()
    {
        Assert.Null(PlanGiven.Plans(PlanGiven.Anyone).Progress);
        Assert.Null(Of(PlanGiven.Chosen()).Progress);
        Assert.Null(Of(PlanGiven.Chosen((-5, []))).Progress);
        Assert.Null(Of(PlanGiven.Chosen((-5, [0]))).Progress);
    }

    [Fact]
    public void Who_keeps_to_the_plan_is_told_the_step_of_today()
    {
        var section = Of(Running, Logged(3, 3, 3, 3));
        var progress = section.Progress!;
        Assert.Equal(PlanPlace.OnIt, progress.Place);
        Assert.Equal(
            (2, 3, 3m, "mine"),
            (progress.Step!.Value, progress.Steps.Count, progress.Today!.Total, progress.Name!)
        );
        Assert.Equal(
            (PlanGiven.Iso(PlanGiven.Today.PlusDays(-15)), PlanGiven.Iso(PlanGiven.Today.PlusDays(15))),
            (progress.Begins, progress.FreeFrom)
        );
        Assert.DoesNotContain(progress.Days, d => d.Above);
        Assert.Empty(progress.Ways);
        var finding = section.Findings[0];
        Assert.Equal("plan.progress-on", finding.Id);
        Assert.Contains("step 2 of 3. Today is 3 g leaf.", finding.Person!, StringComparison.Ordinal);
    }

    [Fact]
    public void Today_its_times_and_amounts_and_what_comes_next_are_told()
    {
        var progress = Of(Running, Logged(3, 3, 3, 3)).Progress!;
        Assert.Equal([new PlannedDose("07:00", 1.5m), new PlannedDose("22:00", 1.5m)], progress.Today!.Doses);
        Assert.Equal((PlanGiven.Iso(PlanGiven.Today.PlusDays(5)), 2m), (progress.Next!.From, progress.Next.Total));
        Assert.Equal([4m, 3, 2], progress.Steps.Select(s => s.Total));
        Assert.Equal([10, 10, 10], progress.Steps.Select(s => s.Days));
        Assert.Null(Of(PlanGiven.Chosen((-5, [1]), (5, []))).Progress!.Next);
        Assert.Equal(1, Of(PlanGiven.Chosen((3, [1]), (9, []))).Progress!.Next!.Total);
    }

    [Fact]
    public void Each_day_of_the_week_is_there_and_one_without_a_log_is_not_known()
    {
        var days = Of(Running, Logged(3, 3)).Progress!.Days;
        Assert.Equal(
            Enumerable.Range(-6, 7).Select(d => PlanGiven.Iso(PlanGiven.Today.PlusDays(d))),
            days.Select(d => d.Day)
        );
        Assert.Equal([4m, 3, 3, 3, 3, 3, 3], days.Select(d => d.Planned));
        Assert.Equal([null, null, null, null, 3, 3, 0.5m], days.Select(d => d.Taken));
    }

    [Fact]
    public void After_a_hard_week_one_can_hold_or_go_on_and_nothing_goes_up()
    {
        var section = Of(Running, [Given.Total("sows", 20, 24), Given.Total("sows", 16, 48), .. Logged(3, 3, 3, 3)]);
        var progress = section.Progress!;
        Assert.Equal((PlanPlace.HardWeek, 20), (progress.Place, progress.Felt!.Value));
        Assert.Equal([PlanKind.Return, PlanKind.Hold], progress.Ways.Select(w => w.Kind));
        Assert.All(progress.Ways.SelectMany(w => w.Steps), s => Assert.True(s.Total <= 3));
        var finding = section.Findings[0];
        Assert.Equal("plan.progress-hard-week", finding.Id);
        Assert.Contains("your history is kept", finding.Person!, StringComparison.Ordinal);
        Assert.Contains("20 on the SOWS scale, above the ceiling of 12", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains(finding.Because, b => b.Value == "20");
    }

    [Theory]
    [InlineData(12, 24, PlanPlace.OnIt)]
    [InlineData(13, 24, PlanPlace.HardWeek)]
    [InlineData(13, (7 * 24) + 1, PlanPlace.OnIt)]
    [InlineData(13, 7 * 24, PlanPlace.HardWeek)]
    public void A_week_is_hard_when_a_score_of_the_last_seven_days_is_above_the_ceiling(
        int sows,
        double hoursAgo,
        PlanPlace place
    ) => Assert.Equal(place, Of(Running, [Given.Total("sows", sows, hoursAgo), .. Logged(3, 3, 3, 3)]).Progress!.Place);

    [Fact]
    public void A_craving_is_no_withdrawal()
    {
        var craving = new Craving { At = Given.DaysAgo(1), Intensity = 9 };
        var progress = Of(Running, [craving, .. Logged(3, 3, 3, 3)]).Progress!;
        Assert.Equal(PlanPlace.OnIt, progress.Place);
        Assert.Null(progress.Felt);
    }

    [Fact]
    public void A_slip_in_a_hard_week_is_told_as_a_slip() =>
        Assert.Equal(
            PlanPlace.AfterSlip,
            Of(Running, [Given.Total("sows", 20, 24), .. Logged(3, 3, 5, 3)]).Progress!.Place
        );

    [Fact]
    public void A_slip_is_information_and_history_is_kept()
    {
        var section = Of(Running, Logged(3, 3, 5, 3));
        var progress = section.Progress!;
        Assert.Equal(PlanPlace.AfterSlip, progress.Place);
        Assert.Equal(
            [new PlanDay(PlanGiven.Iso(PlanGiven.Today.PlusDays(-2)), 3, 5, true)],
            progress.Days.Where(d => d.Above)
        );
        var finding = section.Findings[0];
        Assert.Equal("plan.progress-slip", finding.Id);
        Assert.Contains(
            "on 1 day of the last week. Your history is kept. A slip is information.",
            finding.Person!,
            StringComparison.Ordinal
        );
        Assert.Contains("5 g leaf instead of 3 g leaf", finding.Clinician, StringComparison.Ordinal);
        Assert.DoesNotContain("fail", finding.Person!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(finding.Because, b => b is { What: "Above the plan", Value: "5 g leaf instead of 3 g leaf" });
    }

    [Theory]
    [InlineData(3.25, false)]
    [InlineData(3.26, true)]
    public void Less_than_half_a_measuring_step_above_is_no_slip(double taken, bool slip) =>
        Assert.Equal(slip, Of(Running, Logged(3, 3, (decimal)taken, 3)).Progress!.Days.Count(d => d.Above) == 1);

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void A_slip_is_told_for_a_week(int daysAgo, bool told)
    {
        var uses = PlanGiven.Log(daysAgo, 4, 4).TakeLast(2);
        Assert.Equal(told ? PlanPlace.AfterSlip : PlanPlace.OnIt, Of(Running, [.. uses]).Progress!.Place);
    }

    [Fact]
    public void Each_day_is_held_against_the_step_of_that_day()
    {
        // Six days ago the first step still said 4.
        Assert.Equal(PlanPlace.OnIt, Of(Running, [.. PlanGiven.Log(6, 2, 2).TakeLast(2)]).Progress!.Place);
        Assert.Equal(PlanPlace.AfterSlip, Of(Running, [.. PlanGiven.Log(5, 2, 2).TakeLast(2)]).Progress!.Place);
    }

    [Fact]
    public void What_was_taken_today_already_counts() =>
        Assert.Equal(PlanPlace.AfterSlip, Of(Running, Given.Use(3, 4)).Progress!.Place);

    [Fact]
    public void A_day_before_the_plan_began_is_no_slip()
    {
        var plan = PlanGiven.Chosen((-2, [1]), (5, []));
        Assert.Equal(PlanPlace.OnIt, Of(plan, [.. PlanGiven.Log(3, 6).TakeLast(1)]).Progress!.Place);
    }

    [Fact]
    public void A_day_with_an_amount_that_is_not_known_says_nothing()
    {
        Assert.Equal(PlanPlace.OnIt, Of(Running, Given.Use(30, grams: null), Given.Use(32, 9)).Progress!.Place);
        Assert.Equal(PlanPlace.OnIt, Of(Running, Given.Use(30, 9) with { At = null }).Progress!.Place);
        Assert.Equal(
            PlanPlace.NotLogged,
            PlanGiven.Plans(PlanGiven.Anyone.With(Running, Given.Use(3, grams: null))).Progress!.Place
        );
    }

    [Fact]
    public void Without_a_log_nobody_is_blamed()
    {
        var section = Of(Running);
        Assert.Equal(PlanPlace.NotLogged, section.Progress!.Place);
        Assert.Equal("plan.progress-not-logged", section.Findings[0].Id);
        Assert.Contains("Today your plan says 3 g leaf.", section.Findings[0].Person!, StringComparison.Ordinal);
        Assert.Contains("That is fine.", section.Findings[0].Person!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, PlanPlace.NotBegun, "plan.progress-not-begun")]
    [InlineData(0, PlanPlace.NotLogged, "plan.progress-not-logged")]
    [InlineData(-9, PlanPlace.NotLogged, "plan.progress-not-logged")]
    [InlineData(-10, PlanPlace.Done, "plan.progress-done")]
    public void A_plan_begins_on_its_first_day_and_is_over_on_the_first_without(
        int begins,
        PlanPlace place,
        string rule
    )
    {
        var section = Of(PlanGiven.Chosen((begins, [2, 2]), (begins + 10, [])));
        Assert.Equal(place, section.Progress!.Place);
        Assert.Equal(rule, section.Findings[0].Id);
        var day = PlanGiven.Iso(PlanGiven.Today.PlusDays(place == PlanPlace.Done ? 0 : 1));
        Assert.Equal(
            place is PlanPlace.NotBegun or PlanPlace.Done,
            section.Findings[0].Clinician.Contains(day, StringComparison.Ordinal)
        );
        Assert.Equal(place == PlanPlace.NotLogged ? 4 : null, section.Progress.Today?.Total);
        Assert.Equal(place == PlanPlace.NotLogged ? 1 : null, section.Progress.Step);
    }

    [Fact]
    public void A_plan_that_names_no_last_day_goes_on_for_a_week_at_its_last_step()
    {
        var progress = Of(PlanGiven.Chosen((-3, [2, 2]))).Progress!;
        Assert.Equal(PlanGiven.Iso(PlanGiven.Today.PlusDays(ChosenPlan.LastDays - 3)), progress.FreeFrom);
    }

    [Fact]
    public void Steps_may_stand_in_any_order_and_times_are_those_that_were_chosen()
    {
        var backwards = Running with { Steps = [.. Running.Steps.Reverse()] };
        var chosen = ChosenPlan.Of(Given.Chart(PlanGiven.Anyone.With(backwards)))!;
        Assert.Equal([4m, 3, 2], chosen.Steps.Select(s => s.Total));
        var timed = new ReductionPlan
        {
            At = Given.DaysAgo(5),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Unit = AmountUnit.GLeaf,
            Steps =
            [
                new ReductionStep
                {
                    From = Given.DaysAgo(5),
                    Doses =
                    [
                        new ReductionDose { Amount = 1, Time = "06:45" },
                        new ReductionDose { Amount = 1, Time = "21:10" },
                    ],
                },
            ],
        };
        Assert.Equal(
            [new(6, 45), new(21, 10)],
            ChosenPlan.Of(Given.Chart(PlanGiven.Anyone.With(timed)))!.Steps[0].Times
        );
        Assert.Equal([new(7, 0), new(22, 0)], chosen.Steps[0].Times);
    }

    [Fact]
    public void The_latest_plan_is_the_one_that_counts()
    {
        var later = PlanGiven.Chosen((-2, [1]), (8, [])) with { At = Given.DaysAgo(2), Name = "new" };
        Assert.Equal("new", Of(Running, later).Progress!.Name);
    }

    [Fact]
    public void Another_product_strength_or_unit_is_planned_anew()
    {
        var strength = new LabelStrength(20, Alkaloid.Mitragynine, AmountUnit.GLeaf);
        foreach (
            var changed in new[]
            {
                Running with
                {
                    Product = new Product { Kind = ProductKind.Tea },
                },
                Running with
                {
                    Product = new Product { Kind = ProductKind.LeafPowder, Strength = strength },
                },
                Running with
                {
                    Unit = AmountUnit.Capsule,
                },
            }
        )
        {
            var section = Of(changed, Logged(3, 3, 6, 3));
            Assert.Equal(PlanPlace.ProductChanged, section.Progress!.Place);
            Assert.Equal("plan.progress-changed", section.Findings[0].Id);
            Assert.Contains("leaf powder in g leaf", section.Findings[0].Clinician, StringComparison.Ordinal);
            Assert.Empty(section.Progress.Ways);
            Assert.NotEmpty(section.Plans);
        }

        var renamed = Running with
        {
            Product = new Product { Kind = ProductKind.LeafPowder, Name = "another bag" },
        };
        Assert.Equal(PlanPlace.NotLogged, Of(renamed).Progress!.Place);
    }

    [Fact]
    public void After_a_slip_one_can_return_hold_or_have_one_soft_day()
    {
        var ways = Of(Running, Logged(3, 3, 5, 5)).Progress!.Ways;
        Assert.Equal([PlanKind.Return, PlanKind.SoftDay, PlanKind.Hold], ways.Select(w => w.Kind));
        var tomorrow = PlanGiven.Today.PlusDays(1);

        // Return: the rest of today's step, then the plan with its own days.
        Assert.Equal(
            [(PlanGiven.Iso(tomorrow), 4, 3m), (PlanGiven.Iso(PlanGiven.Today.PlusDays(5)), 10, 2m)],
            Steps(ways[0])
        );

        // Soft day: tomorrow at the step before.
        Assert.Equal(
            [
                (PlanGiven.Iso(tomorrow), 1, 4m),
                (PlanGiven.Iso(tomorrow.PlusDays(1)), 3, 3m),
                (PlanGiven.Iso(PlanGiven.Today.PlusDays(5)), 10, 2m),
            ],
            Steps(ways[1])
        );

        // Hold: a week at what is really taken, 4 g on the logged days of this step, then each lower step for its days.
        Assert.Equal(
            [
                (PlanGiven.Iso(tomorrow), 7, 4m),
                (PlanGiven.Iso(tomorrow.PlusDays(7)), 10, 3m),
                (PlanGiven.Iso(tomorrow.PlusDays(17)), 10, 2m),
            ],
            Steps(ways[2])
        );
        Assert.Equal([14, 14, 27], ways.Select(w => w.Days!.Value));
        Assert.All(ways, w => Assert.Equal(w.Days + 15, w.DaysAhead));
        Assert.All(ways, w => Assert.InRange(w.Peak.High, w.Peak.Low, 64));
    }

    [Theory]
    [InlineData(3.99, false)]
    [InlineData(4, true)]
    public void A_soft_day_is_never_more_than_what_was_taken(double taken, bool offered)
    {
        var ways = Of(Running, Logged(3, 3, (decimal)taken, 3)).Progress!.Ways;
        Assert.Equal(offered, ways.Any(w => w.Kind == PlanKind.SoftDay));
    }

    [Fact]
    public void In_the_first_step_there_is_no_step_before_to_be_soft_with()
    {
        var ways = Of(PlanGiven.Chosen((-5, [2, 2]), (5, [1, 1]), (15, [])), Logged(4, 4, 6, 4)).Progress!.Ways;
        Assert.Equal([PlanKind.Return, PlanKind.Hold], ways.Select(w => w.Kind));
    }

    [Fact]
    public void On_a_day_without_kratom_within_a_plan_the_step_before_it_can_be_the_soft_day()
    {
        var plan = PlanGiven.Chosen((-5, [2]), (-1, []), (2, [1]), (9, []));
        var ways = Of(plan, Logged(2, 2, 2, 3)).Progress!.Ways;
        Assert.Equal([PlanKind.Return, PlanKind.SoftDay, PlanKind.Hold], ways.Select(w => w.Kind));
        Assert.Equal((PlanGiven.Iso(PlanGiven.Today.PlusDays(1)), 1, 2m), Steps(ways[1])[0]);
    }

    [Fact]
    public void On_the_last_day_of_a_plan_there_is_nothing_to_return_to()
    {
        var ways = Of(PlanGiven.Chosen((-9, [2, 2]), (1, [])), Logged(4, 4, 6, 4)).Progress!.Ways;
        Assert.Equal([PlanKind.Hold], ways.Select(w => w.Kind));
    }

    [Fact]
    public void Plans_are_made_anew_from_what_is_really_taken_and_not_from_before_the_plan()
    {
        var section = Of(Running, Logged(3, 3, 5, 5));
        Assert.Equal(4, section.UsualDay);
        Assert.All(section.Plans, p => Assert.True(p.Steps[0].Total < 4));
        Assert.Equal(4, section.Hold!.Steps[0].Total);
    }

    private static List<(string From, int Days, decimal Total)> Steps(PlanOffer offer) =>
        [.. offer.Steps.Select(s => (s.From, s.Days, s.Total))];
}

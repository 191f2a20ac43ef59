using System.Text.Json;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care.Tests.Plan;

public class PlanningTests
{
    private static readonly PlanSection Anyone = PlanGiven.Plans(PlanGiven.Anyone);

    private static IReadOnlyList<PlanOffer> All(PlanSection section) =>
        [.. section.Plans, section.Hold!, .. section.Presets];

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    private static bool Says(PlanSection section, string rule) => section.Findings.Any(f => f.Id == rule);

    [Fact]
    public void Three_plans_hold_and_what_people_share_are_offered_with_their_limits()
    {
        Assert.Equal(PlanStatus.Offered, Anyone.Status);
        Assert.Equal([PlanKind.Gentlest, PlanKind.Faster, PlanKind.Slower], Anyone.Plans.Select(p => p.Kind));
        Assert.Equal(PlanKind.Hold, Anyone.Hold!.Kind);
        Assert.Equal(
            ["5 % or 0.25 g every 5 to 7 days", "10 % a week", "25 % every 2 weeks"],
            Anyone.Presets.Select(p => p.Name)
        );
        Assert.All(Anyone.Presets, p => Assert.Equal(PlanKind.Community, p.Kind));
        Assert.Equal("plan.limits", Anyone.Limits.Id);
        Assert.Equal(
            (AmountUnit.GLeaf, 0.25m, 12m),
            (Anyone.Unit!.Value, Anyone.Measure!.Value, Anyone.UsualDay!.Value)
        );
        Assert.DoesNotContain(Anyone.Ask, a => a.Id is not ("strength" or "duration"));
        Assert.Null(Anyone.Progress);
        Assert.True(Says(Anyone, "plan.offered") && Says(Anyone, "plan.hold") && Says(Anyone, "plan.presets"));
    }

    [Fact]
    public void What_is_delivered_is_what_is_stated_and_nothing_rises()
    {
        foreach (var plan in All(Anyone))
        {
            var before = 12m;
            var from = PlanGiven.Today.PlusDays(1);
            foreach (var step in plan.Steps)
            {
                Assert.Equal(step.Total, step.Doses.Sum(d => d.Amount));
                Assert.All(step.Doses, d => Assert.True(d.Amount > 0 && d.Amount % 0.25m == 0));
                Assert.Equal(step.Doses.OrderBy(d => d.Time, StringComparer.Ordinal), step.Doses);
                Assert.True(plan.Kind == PlanKind.Hold ? step.Total <= before : step.Total < before);
                Assert.Equal(from, Day(step.From));
                before = step.Total;
                from = from.PlusDays(step.Days);
            }

            Assert.Equal(plan.Steps.Sum(s => s.Total * s.Days), plan.Needed);
            if (plan.Kind != PlanKind.Hold)
            {
                Assert.Equal(from.PlusDays(-1), Day(plan.LastUse!));
                Assert.Equal(Period.DaysBetween(PlanGiven.Today, from) - 1, plan.Days);
                Assert.Equal(Math.Min(180, plan.Days!.Value + 15), plan.DaysAhead);
            }
        }
    }

    [Fact]
    public void Hold_has_no_last_day_and_is_looked_at_for_four_weeks()
    {
        var hold = Anyone.Hold!;
        Assert.Null(hold.LastUse);
        Assert.Null(hold.Days);
        Assert.Null(hold.DaysLate);
        Assert.Equal((28, 12m), (hold.Steps.Single().Days, hold.Steps.Single().Total));
        Assert.Equal((29, 28 * 12m), (hold.DaysAhead, hold.Needed));
    }

    [Fact]
    public void Every_number_has_its_interval_and_never_leaves_the_scale()
    {
        foreach (var plan in All(Anyone))
        {
            Assert.All(
                [plan.Peak, .. plan.Weeks],
                b => Assert.True(0 <= b.Low && b.Low <= b.Median && b.Median <= b.High && b.High <= 64)
            );
            Assert.Equal((plan.DaysAhead + 6) / 7, plan.Weeks.Count);
            Assert.InRange(plan.PeakDay.Low, 0, plan.PeakDay.High);
            Assert.InRange(plan.PeakDay.High, plan.PeakDay.Median, plan.DaysAhead);

            // The peak is the highest week for each member, so it is at or above each week's band.
            Assert.All(
                plan.Weeks,
                w => Assert.True(w.High <= plan.Peak.High + 0.05 && w.Median <= plan.Peak.Median + 0.05)
            );
        }
    }

    [Fact]
    public void A_faster_plan_is_shorter_and_a_slower_one_longer()
    {
        Assert.True(Anyone.Plans[1].Days < Anyone.Plans[0].Days);
        Assert.True(Anyone.Plans[2].Days > Anyone.Plans[0].Days);
    }

    [Fact]
    public void The_plan_found_is_as_gentle_as_any_that_could_be_tried_and_few_are_tried()
    {
        Assert.InRange(Anyone.Tried, 5, 40);
        var chart = Given.Chart(PlanGiven.Anyone);
        var model = PersonModel.Of(chart, 80, 1, out _)!;
        var day = UsualDay.Of(chart, model.Exposure, null);
        var outlooks = new Outlooks(
            chart,
            model,
            day,
            Schedule.Unchanged(day, 0.25m, PlanGiven.Today.PlusDays(1), 28)!
        );
        var all = Pace.Families(new PlanWish())
            .SelectMany(f => f)
            .Select(p => PlanGiven.Make(day, 0.25m, p, horizon: 166))
            .OfType<Schedule>()
            .ToList();
        var ceiling = PlanCeiling.Of(12, outlooks.Hold);
        Assert.Equal(Anyone.Ceiling, ceiling);
        var least = all.Min(s => ceiling.Counted(outlooks.Of(s)));
        var mine = all.Where(s => s.Free == Day(Anyone.Plans[0].LastUse!).PlusDays(1))
            .Min(s => ceiling.Counted(outlooks.Of(s)));
        Assert.InRange(mine, least, least + PlanSearch.Equal + 0.25);
    }

    [Fact]
    public void The_same_record_gives_the_same_plans() =>
        Assert.Equal(
            JsonSerializer.Serialize(Anyone, ReviewJson.Default.PlanSection),
            JsonSerializer.Serialize(PlanGiven.Plans(PlanGiven.Anyone), ReviewJson.Default.PlanSection)
        );

    [Fact]
    public void A_plan_ends_by_the_wished_day()
    {
        var until = PlanGiven.Today.PlusDays(60);
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Until = until, Ceiling = 64 });
        Assert.True(Day(section.Plans[0].LastUse!) <= until);
        Assert.Null(section.Plans[0].DaysLate);
        Assert.Null(section.Plans[0].AboveCeiling);
        Assert.DoesNotContain(section.Findings, f => f.Id.EndsWith("-gives", StringComparison.Ordinal));

        // What people share ends later, and it is said how much.
        var shared = section.Presets[0];
        Assert.Equal(Period.DaysBetween(until, Day(shared.LastUse!)), shared.DaysLate);
    }

    [Fact]
    public void A_day_that_none_can_meet_gives_and_it_is_said_by_how_much()
    {
        var section = PlanGiven.Plans(
            PlanGiven.Anyone,
            new PlanWish { Until = PlanGiven.Today.PlusDays(10), Ceiling = 64 }
        );
        var finding = section.Findings.Single(f => f.Id == "plan.date-gives");
        var late = section.Plans[0].DaysLate!.Value;
        Assert.Equal(section.Plans[0].Days - 10, late);
        Assert.Contains($"{late} days after your date", finding.Person!, StringComparison.Ordinal);
        Assert.Contains("None ends by then.", finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ceiling_that_none_keeps_gives_and_it_is_said_by_how_much()
    {
        var hold = Anyone.Hold!.Peak.High;
        var least = Anyone.Plans.Min(p => p.Peak.High);
        Assert.True(hold < least, $"{hold} {least}");
        var ceiling = (hold + least) / 2;
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Ceiling = ceiling });
        var above = section.Plans[0].AboveCeiling!.Value;
        Assert.Equal(section.Plans[0].Peak.High - ceiling, above, 1);
        Assert.Null(section.Hold!.AboveCeiling);
        var finding = section.Findings.Single(f => f.Id == "plan.ceiling-gives");
        Assert.Contains($"is {above.Text()} points above it", finding.Clinician, StringComparison.Ordinal);
        Assert.False(Says(section, "plan.ceiling-added"));

        var both = PlanGiven.Plans(
            PlanGiven.Anyone,
            new PlanWish { Ceiling = ceiling, Until = PlanGiven.Today.PlusDays(10) }
        );
        Assert.True(Says(both, "plan.both-give"));
    }

    [Fact]
    public void When_no_change_keeps_to_the_ceiling_the_whole_score_is_held_against_it()
    {
        var ceiling = Anyone.Hold!.Peak.High;
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Ceiling = ceiling });
        Assert.Equal(new PlanCeiling(ceiling, CeilingBasis.WholeScore, section.Hold!.Peak.Median), section.Ceiling);
        Assert.All(
            All(section),
            p => Assert.Equal(p.Peak.High > ceiling ? Math.Round(p.Peak.High - ceiling, 1) : null, p.AboveCeiling)
        );
        Assert.DoesNotContain(section.Findings, f => f.Id is "plan.ceiling-added" or "plan.ceiling-already");
    }

    [Fact]
    public void When_even_no_change_may_break_the_ceiling_what_the_plan_adds_is_held_against_it_and_a_score_is_asked_for()
    {
        var ceiling = Anyone.Hold!.Peak.High - 0.1;
        Assert.True(ceiling >= Anyone.Hold.Peak.Median);
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Ceiling = ceiling });
        var hold = section.Hold!;
        Assert.Equal(new PlanCeiling(ceiling, CeilingBasis.WhatThePlanAdds, hold.Peak.Median), section.Ceiling);
        Assert.Null(hold.AboveCeiling);
        Assert.All(
            All(section),
            p =>
            {
                var above = Math.Round(hold.Peak.Median + p.Adds.High - ceiling, 1);
                Assert.Equal(above > 0 ? above : null, p.AboveCeiling);
            }
        );
        var finding = section.Findings.Single(f => f.Id == "plan.ceiling-added");
        Assert.Equal(["sows"], finding.Missing.Select(m => m.Id));
        Assert.Contains($"{hold.Peak.Median.Text()} at the median", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            $"{(ceiling - hold.Peak.Median).Text()} points of room",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"Ceiling SOWS {ceiling.Text()} for the median of no change, {hold.Peak.Median.Text()}, and the 90th percentile of what a plan adds",
            section.Findings.Single(f => f.Id == "plan.offered").Clinician,
            StringComparison.Ordinal
        );
        Assert.False(Says(section, "plan.ceiling-already"));
    }

    [Fact]
    public void The_usual_ceiling_can_be_kept_by_someone_of_whom_no_score_is_known()
    {
        Assert.Equal(CeilingBasis.WhatThePlanAdds, Anyone.Ceiling!.Basis);
        Assert.Null(Anyone.Plans[0].AboveCeiling);
    }

    [Fact]
    public void Someone_who_feels_worse_than_the_ceiling_now_is_told_to_be_cared_for_first_and_shown_what_adds_least()
    {
        var ceiling = Math.Max(1, Anyone.Hold!.Peak.Median - 1);
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Ceiling = ceiling });
        var finding = section.Findings.Single(f => f.Id == "plan.ceiling-already");
        Assert.True(section.Ceiling!.AlreadyAbove);
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Contains(section.Hold!.Peak.Median.Text(), finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(1, section.Hold.AboveCeiling);
        Assert.All(
            section.Plans.Skip(1).Where(p => p.Kind == PlanKind.Faster),
            p => Assert.True(p.Adds.High >= section.Plans[0].Adds.High)
        );
        Assert.DoesNotContain(
            section.Findings,
            f => f.Id is "plan.ceiling-added" or "plan.ceiling-gives" or "plan.both-give"
        );

        var late = PlanGiven.Plans(
            PlanGiven.Anyone,
            new PlanWish { Ceiling = ceiling, Until = PlanGiven.Today.PlusDays(10) }
        );
        Assert.True(Says(late, "plan.date-gives"));
    }

    [Fact]
    public void What_a_plan_adds_is_held_against_no_change_in_the_same_member_and_so_is_surer_than_the_score()
    {
        Assert.Equal(new Model.Band(0, 0, 0), Anyone.Hold!.Adds);
        Assert.All(
            Anyone.Plans,
            p =>
            {
                Assert.InRange(p.Adds.High, p.Adds.Median, 64);
                Assert.True(p.Adds.High - p.Adds.Low < p.Peak.High - p.Peak.Low);
            }
        );
    }

    [Fact]
    public void Person_and_clinician_are_told_the_same_plan()
    {
        var finding = Anyone.Findings.Single(f => f.Id == "plan.offered");
        var plan = Anyone.Plans[0];
        Assert.Contains(plan.LastUse!, finding.Clinician, StringComparison.Ordinal);
        Assert.Contains($"day {plan.Days}", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            $"{plan.Peak.Median.Text()} ({plan.Peak.Low.Text()} to {plan.Peak.High.Text()})",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains("From 12 g leaf a day in steps of 0.25 g leaf.", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            LocalDatePattern.CreateWithInvariantCulture("MMMM d").Format(Day(plan.LastUse!)),
            finding.Person!,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(finding.Against);
    }

    [Fact]
    public void An_open_question_makes_the_plans_a_first_look_and_comes_first()
    {
        var section = PlanGiven.Plans(
            PlanGiven.Anyone.WithHistory(h => h with { Conditions = [], SevereWithdrawalBefore = null })
        );
        Assert.Equal(PlanStatus.Provisional, section.Status);
        Assert.NotEmpty(section.Plans);
        Assert.Equal("plan.provisional", section.Findings[0].Id);
        Assert.Equal(["seizure", "past-attempts"], section.Findings[0].Missing.Select(m => m.Id));
        Assert.Equal(["seizure", "past-attempts"], section.Ask.Take(2).Select(a => a.Id));
        Assert.Contains("Seizure history", section.Findings[0].Clinician, StringComparison.Ordinal);
        Assert.False(Says(Anyone, "plan.provisional"));
    }

    [Theory]
    [InlineData(1.0, PlanStatus.Offered)]
    [InlineData(0.5, PlanStatus.NotDaily)]
    public void Someone_who_does_not_take_it_every_day_is_never_given_a_plan_for_each_day(
        double perDay,
        PlanStatus status
    )
    {
        var section = PlanGiven.Plans(
            PlanGiven.Taking(Given.Habit(ProductKind.LeafPowder, (decimal)perDay, PlanGiven.Leaf(4), 700))
        );
        Assert.Equal(status, section.Status);
        Assert.Equal(status == PlanStatus.Offered, section.Plans.Count > 0);
    }

    [Fact]
    public void A_guess_is_never_planned_from_for_it_may_be_more_than_is_taken()
    {
        var section = PlanGiven.Plans(PlanGiven.Taking(Given.Habit(ProductKind.LeafPowder, 4, forDays: 700)));
        Assert.Equal(PlanStatus.NotEnough, section.Status);
        Assert.Contains(section.Ask, a => a.Id == "amount");
        Assert.Equal("plan.not-enough", section.Findings.Single().Id);
        Assert.Contains("Amount per day", section.Findings[0].Clinician, StringComparison.Ordinal);
        Assert.Equal("plan.limits", section.Limits.Id);
        Assert.Empty(section.Plans);
    }

    [Fact]
    public void Nothing_known_is_not_enough()
    {
        var section = PlanGiven.Plans(PlanGiven.Taking());
        Assert.Equal(PlanStatus.NotEnough, section.Status);
        Assert.NotEmpty(section.Ask);
    }

    [Fact]
    public void Who_has_stopped_needs_no_plan_whatever_else_is_known()
    {
        var stop = new Life { At = Given.HoursAgo(5), What = LifeEvent.StoppedKratom };
        var section = PlanGiven.Plans(
            PlanGiven.Anyone.With(stop).WithHistory(h => h with { SevereWithdrawalBefore = true })
        );
        Assert.Equal(PlanStatus.NotNeeded, section.Status);
        Assert.Equal(["plan.not-needed"], section.Findings.Select(f => f.Id));
    }

    [Theory]
    [InlineData(5.99, PlanStatus.Offered)]
    [InlineData(6, PlanStatus.CannotMeasure)]
    public void A_measuring_step_that_is_too_large_for_a_dose_is_said_to_be(double step, PlanStatus status)
    {
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Measure = new Measuring((decimal)step) });
        Assert.Equal(status, section.Status);
        Assert.Equal(status == PlanStatus.CannotMeasure, Says(section, "plan.cannot-measure"));
    }

    [Fact]
    public void A_measure_of_another_kind_is_not_converted()
    {
        var section = PlanGiven.Plans(
            PlanGiven.Anyone,
            new PlanWish { Measure = new Measuring(1, AmountUnit.Capsule) }
        );
        Assert.Equal(PlanStatus.CannotMeasure, section.Status);
        var finding = section.Findings.Single();
        Assert.Equal("plan.other-measure", finding.Id);
        Assert.Contains("g leaf", finding.Person!, StringComparison.Ordinal);
        Assert.Equal(["1 capsules"], finding.Because.Select(b => b.Value));
    }

    [Fact]
    public void What_can_be_measured_comes_from_the_wish_then_from_the_chosen_plan_then_from_custom()
    {
        var chosen = PlanGiven.Anyone.With(PlanGiven.Chosen((-40, [3, 3, 3, 3]), (40, [])));
        Assert.Equal(0.5m, PlanGiven.Plans(chosen).Measure);
        Assert.Equal(1, PlanGiven.Plans(chosen, new PlanWish { Measure = new Measuring(1) }).Measure);
        Assert.False(Says(PlanGiven.Plans(chosen), "plan.measure"));
        var finding = Anyone.Findings.Single(f => f.Id == "plan.measure");
        Assert.Contains("0.25 g leaf", finding.Person!, StringComparison.Ordinal);
        Assert.False(
            Says(PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { Measure = new Measuring(0.25m) }), "plan.measure")
        );
    }

    [Fact]
    public void The_measure_of_a_plan_for_another_product_does_not_count()
    {
        var other = PlanGiven.Chosen((-40, [3, 3, 3, 3]), (40, [])) with
        {
            Product = new Product { Kind = ProductKind.Tea },
        };
        Assert.Equal(0.25m, PlanGiven.Plans(PlanGiven.Anyone.With(other)).Measure);
    }

    [Fact]
    public void Steps_that_the_measure_forces_are_said()
    {
        var finding = Anyone.Findings.Single(f => f.Id == "plan.forced");
        var forced = Anyone.Plans[0].Steps.Where(s => s.Forced).ToList();
        Assert.Contains(
            $"{forced.Count} of {Anyone.Plans[0].Steps.Count} steps",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(forced[0].From, finding.Clinician, StringComparison.Ordinal);
        var loose = new PlanWish { MostCut = 0.5m, Measure = new Measuring(0.25m) };
        Assert.Equal(
            PlanGiven.Plans(PlanGiven.Anyone, loose).Plans[0].Steps.Any(s => s.Forced),
            Says(PlanGiven.Plans(PlanGiven.Anyone, loose), "plan.forced")
        );
    }

    [Fact]
    public void Limits_that_no_plan_can_keep_leave_hold()
    {
        var section = PlanGiven.Plans(PlanGiven.Anyone, new PlanWish { LeastDays = 30 });
        Assert.Equal(PlanStatus.Offered, section.Status);
        Assert.Empty(section.Plans);
        Assert.NotNull(section.Hold);
        Assert.Empty(section.Presets);
        Assert.True(Says(section, "plan.none"));
        Assert.False(Says(section, "plan.offered"));
        Assert.False(Says(section, "plan.presets"));
    }

    [Fact]
    public void Seven_OH_is_said_to_be_a_guess()
    {
        var section = PlanGiven.Plans(
            PlanGiven.Taking(Given.Habit(ProductKind.SevenHydroxy, 4, new Amount(60, AmountUnit.Mg7Oh), 200))
        );
        Assert.Equal(PlanStatus.Offered, section.Status);
        Assert.True(Says(section, "plan.seven-hydroxy"));
        Assert.False(Says(Anyone, "plan.seven-hydroxy"));
        Assert.Equal(2.5m, section.Measure);
        Assert.Equal("5 % every 5 to 7 days", section.Presets[0].Name);
    }

    [Fact]
    public void Stock_is_the_latest_count_less_what_was_logged_since()
    {
        const decimal Needed = 28 * 12;
        var hold = PlanGiven.Plans(Stocked(Needed + 2)).Hold!;
        Assert.Equal(2, hold.StockLeft);
        Assert.Null(hold.StockUntil);
        hold = PlanGiven.Plans(Stocked(Needed, logged: 5)).Hold!;
        Assert.Equal(-5, hold.StockLeft);
        Assert.NotNull(hold.StockUntil);
        Assert.Equal(0, PlanGiven.Plans(Stocked(Needed)).Hold!.StockLeft);
        Assert.Null(PlanGiven.Plans(Stocked(Needed)).Hold!.StockUntil);
        Assert.Null(Anyone.Plans[0].StockLeft);
        Assert.Null(Anyone.Plans[0].StockUntil);
    }

    [Fact]
    public void Stock_that_does_not_last_for_today_is_said_to_last_until_today()
    {
        var hold = PlanGiven.Plans(Stocked(2 - RestOfToday)).Hold!;
        Assert.Equal(PlanGiven.Iso(PlanGiven.Today), hold.StockUntil);
        Assert.Equal(-hold.Needed, hold.StockLeft);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(11.9, -1)]
    [InlineData(12, 0)]
    [InlineData(23.9, 0)]
    [InlineData(24, 1)]
    public void Stock_that_does_not_last_says_until_which_day(double left, int days)
    {
        var hold = PlanGiven.Plans(Stocked((decimal)left)).Hold!;
        Assert.Equal(PlanGiven.Iso(PlanGiven.Today.PlusDays(1 + days)), hold.StockUntil);
        Assert.Equal((decimal)left - hold.Needed, hold.StockLeft);
    }

    [Fact]
    public void Stock_that_runs_out_in_a_later_step_counts_the_steps_before()
    {
        var first = Anyone.Plans[0].Steps[0];
        var second = Anyone.Plans[0].Steps[1];
        var section = PlanGiven.Plans(Stocked((first.Total * first.Days) + second.Total));
        Assert.Equal(second.From, section.Plans[0].StockUntil);
        var finding = section.Findings.Single(f => f.Id == "plan.stock");
        Assert.Contains(second.From[^2..].TrimStart('0'), finding.Person!, StringComparison.Ordinal);
        Assert.False(Says(PlanGiven.Plans(Stocked(10_000)), "plan.stock"));
    }

    [Fact]
    public void Stock_of_another_product_or_unit_does_not_count_and_a_wish_counts_over_the_record()
    {
        var tea = new Stock
        {
            At = Given.DaysAgo(1),
            Product = new Product { Kind = ProductKind.Tea },
            Left = PlanGiven.Leaf(100),
        };
        Assert.Null(PlanGiven.Plans(PlanGiven.Anyone.With(tea)).Hold!.StockLeft);
        var capsules = tea with
        {
            Product = new Product { Kind = ProductKind.LeafPowder },
            Left = new Amount(100, AmountUnit.Capsule),
        };
        Assert.Null(PlanGiven.Plans(PlanGiven.Anyone.With(capsules)).Hold!.StockLeft);
        var wished = PlanGiven.Plans(Stocked(5), new PlanWish { Stock = PlanGiven.Leaf(400) }).Hold!;
        Assert.Equal(400 - RestOfToday - wished.Needed, wished.StockLeft);
        Assert.Null(
            PlanGiven.Plans(Stocked(5), new PlanWish { Stock = new Amount(4, AmountUnit.Capsule) }).Hold!.StockLeft
        );
    }

    [Fact]
    public void Waiting_for_a_day_before_a_day_off_takes_the_usual_day_from_the_stock()
    {
        // 20 March 2026 is a Friday; with only Wednesday off, a step due on Saturday waits for Tuesday.
        var wish = new PlanWish
        {
            WorkDays = [.. Enum.GetValues<IsoDayOfWeek>().Except([IsoDayOfWeek.None, IsoDayOfWeek.Wednesday])],
        };
        var section = PlanGiven.Plans(PlanGiven.Anyone, wish);
        var plan = section.Plans[0];
        Assert.Equal("2026-03-24", plan.Steps[0].From);
        Assert.Equal(plan.Steps.Sum(s => s.Total * s.Days) + (3 * 12), plan.Needed);
    }

    [Fact]
    public void A_shared_pace_beyond_half_a_year_is_looked_at_for_half_a_year()
    {
        var longest = Anyone.Presets[0];
        Assert.True(longest.Days > 180);
        Assert.Equal(180, longest.DaysAhead);
        Assert.All(Anyone.Plans, p => Assert.True(p.Days <= 166));
    }

    [Fact]
    public void Names_say_the_pace()
    {
        Assert.All(
            Anyone.Plans,
            p => Assert.Matches("^[0-9.]+ % of (what is left|the first day) every [47] days$", p.Name)
        );
        Assert.Equal("no change for now", Anyone.Hold!.Name);
    }

    [Fact]
    public void Doses_are_tried_where_the_clocks_change_without_losing_or_adding_one()
    {
        var chart = Given.Chart(PlanGiven.Anyone);
        var model = PersonModel.Of(chart, 2, 1, out _)!;
        var spring = new LocalDate(2026, 3, 7);
        var doses = model.Exposure.DosesOn(
            Given.NewYork.AtStartOfDay(spring).ToInstant(),
            Given.NewYork.AtStartOfDay(spring.PlusDays(3)).ToInstant(),
            [(new LocalTime(2, 30), 1), (new LocalTime(22, 0), 1)],
            model.Exposure.Product,
            model.Exposure.Unit
        );
        Assert.Equal(6, doses.Count());
    }

    /// <summary>What a usual day still takes after noon: 3 g at 12, 17 and 22.</summary>
    private const decimal RestOfToday = 9;

    /// <summary>So much is left when tomorrow begins.</summary>
    private static PersonRecord Stocked(decimal left, decimal logged = 0)
    {
        var count = new Stock
        {
            At = Given.HoursAgo(40),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Left = PlanGiven.Leaf(left + RestOfToday),
        };
        return logged == 0
            ? PlanGiven.Anyone.With(count)
            : PlanGiven.Anyone.With(count, Given.Use(50, 3), Given.Use(2, logged));
    }
}

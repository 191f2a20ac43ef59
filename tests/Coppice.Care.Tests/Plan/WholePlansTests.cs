using Coppice.Record;
using CsCheck;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care.Tests.Plan;

/// <summary>What must be true of everything that is offered to anyone, with the forecast and the search as they are.</summary>
public class WholePlansTests
{
    private const int People = 300;

    private static readonly (ProductKind Kind, AmountUnit Unit, int Most)[] Taken =
    [
        (ProductKind.LeafPowder, AmountUnit.GLeaf, 60),
        (ProductKind.Tea, AmountUnit.GLeaf, 40),
        (ProductKind.LeafCapsule, AmountUnit.Capsule, 80),
        (ProductKind.SevenHydroxy, AmountUnit.Mg7Oh, 400),
    ];

    private static readonly Gen<(PersonRecord Record, PlanWish Wish)> Anyone = Gen.Select(
        Gen.Select(Gen.Int[0, Taken.Length - 1], Gen.Int[1, 9], Gen.Double[0.05, 1], Gen.Int[1, 2000]),
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 500], Gen.Bool),
        Gen.Select(Gen.Double[1, 64], Gen.Int[1, 200], Gen.Int[1, 14], Gen.Int[2, 50]),
        Gen.Select(Gen.Enum<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Array[0, 6], Gen.Int[0, 40]),
        (takes, has, wishes, week) =>
        {
            var (which, doses, share, days) = takes;
            var (kind, unit, most) = Taken[which];
            var (measure, stock, isStocked) = has;
            var (ceiling, until, least, cut) = wishes;
            var perDay = decimal.Round((decimal)(most * share), 2);
            var habit = Given.Habit(kind, doses, new Amount(perDay, unit), days);
            var count = new Stock
            {
                At = Given.DaysAgo(1),
                Product = new Product { Kind = kind },
                Left = new Amount(stock, unit),
            };
            Event[] scored = week.Item2 > 20 ? [Given.Total("sows", week.Item2, 20)] : [];
            return (
                isStocked ? PlanGiven.Taking([habit, count, .. scored]) : PlanGiven.Taking([habit, .. scored]),
                new PlanWish
                {
                    Measure = new Measuring(measure / 20m),
                    Ceiling = ceiling,
                    Until = until > 100 ? null : PlanGiven.Today.PlusDays(until),
                    LeastDays = least,
                    MostCut = cut / 100m,
                    WorkDays = [.. week.Item1.Distinct()],
                }
            );
        }
    );

    [Fact]
    public void Everything_offered_to_anyone_can_be_delivered_never_rises_ends_and_tells_what_gives()
    {
        var offered = 0;
        Anyone.Sample(
            given =>
            {
                var section = PlanGiven.Plans(given.Record, given.Wish, members: 50);
                if (section.Hold is null)
                {
                    Assert.Equal(PlanStatus.CannotMeasure, section.Status);
                    return;
                }

                Interlocked.Increment(ref offered);
                Assert.Equal(PlanStatus.Offered, section.Status);
                Check(section, section.Hold, given.Wish);
                foreach (var plan in section.Plans.Concat(section.Presets))
                {
                    Check(section, plan, given.Wish);
                    Assert.Equal(section.Measure, plan.Steps[^1].Total);
                }

                var gentlest = section.Plans.Count > 0 ? section.Plans[0] : null;
                Assert.Equal(gentlest?.StockUntil is not null, Says(section, "plan.stock"));
                Assert.Equal(
                    gentlest is { DaysLate: not null },
                    Says(section, "plan.date-gives") || Says(section, "plan.both-give")
                );
                Assert.Equal(gentlest?.Steps.Any(s => s.Forced) == true, Says(section, "plan.forced"));
                Assert.Equal(
                    gentlest is { AboveCeiling: not null },
                    Says(section, "plan.ceiling-gives")
                        || Says(section, "plan.both-give")
                        || (gentlest is not null && Says(section, "plan.ceiling-already"))
                );
                Assert.Equal(section.Plans.Count == 0, Says(section, "plan.none"));
            },
            iter: People
        );
        Assert.True(offered > People / 3, $"only {offered} of {People} were offered plans");
    }

    private static void Check(PlanSection section, PlanOffer plan, PlanWish wish)
    {
        var (step, before) = (section.Measure!.Value, section.UsualDay!.Value);
        var doses = int.MaxValue;
        var largest = decimal.MaxValue;
        var from = PlanGiven.Today.PlusDays(1);
        var needed = section.UsualDay.Value * Period.DaysBetween(from, Day(plan.Steps[0].From));
        from = Day(plan.Steps[0].From);
        foreach (var stage in plan.Steps)
        {
            Assert.Equal(from, Day(stage.From));
            Assert.Equal(stage.Total, stage.Doses.Sum(d => d.Amount));
            Assert.All(stage.Doses, d => Assert.True(d.Amount > 0 && d.Amount % step == 0));
            Assert.True(stage.Total <= before && stage.Doses.Count <= doses);
            Assert.True(stage.Doses.Max(d => d.Amount) <= largest);
            Assert.Equal(
                stage.Doses.Select(d => d.Time).Distinct().Order(StringComparer.Ordinal),
                stage.Doses.Select(d => d.Time)
            );
            needed += stage.Total * stage.Days;
            (before, doses, largest) = (stage.Total, stage.Doses.Count, stage.Doses.Max(d => d.Amount));
            from = from.PlusDays(stage.Days);
        }

        Assert.Equal(needed, plan.Needed, 2);
        Assert.Equal(plan.StockLeft < 0, plan.StockUntil is not null);
        Assert.True(
            0 <= plan.Peak.Low
                && plan.Peak.Low <= plan.Peak.Median
                && plan.Peak.Median <= plan.Peak.High
                && plan.Peak.High <= 64
        );
        Assert.True(plan.Adds.Low <= plan.Adds.Median && plan.Adds.Median <= plan.Adds.High);
        if (plan.Kind == PlanKind.Hold)
        {
            return;
        }

        Assert.Equal(from.PlusDays(-1), Day(plan.LastUse!));
        var late = wish.Until is { } until ? Period.DaysBetween(until, from.PlusDays(-1)) : 0;
        Assert.Equal(late > 0 ? late : null, plan.DaysLate);
    }

    private static bool Says(PlanSection section, string rule) => section.Findings.Any(f => f.Id == rule);

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;
}

using Coppice.Record;
using NodaTime;

namespace Coppice.Care.Tests.Plan;

public class PlanningTests
{
    private static readonly PersonRecord Person = Given.Record(
        Given.Habit(ProductKind.LeafPowder, 4, new Amount(12, AmountUnit.GLeaf), 700)
    ) with
    {
        Person = new Person
        {
            AgeYears = 34,
            SexAtBirth = Sex.Male,
            TimeZone = "America/New_York",
        },
        History = new History
        {
            SevereWithdrawalBefore = false,
            Conditions =
            [
                new ConditionHistory(Condition.Seizure, false),
                new ConditionHistory(Condition.SeizureInWithdrawal, false),
            ],
            Substances =
            [
                .. new[]
                {
                    Substance.Alcohol,
                    Substance.Benzodiazepine,
                    Substance.OtherSedative,
                    Substance.Gabapentinoid,
                    Substance.PrescriptionOpioid,
                    Substance.Heroin,
                    Substance.Fentanyl,
                    Substance.Methadone,
                }.Select(s => new SubstanceHistory { Substance = s, UsesNow = false }),
            ],
        },
    };

    private static PlanSection Of(PersonRecord record, PlanWish? wish = null) =>
        Care
            .Review.Of(
                record,
                Given.Now,
                Given.Knowledge,
                new Wishes
                {
                    Forecast = new ForecastWish { Members = 200 },
                    Plan = wish ?? new PlanWish(),
                }
            )
            .Plan;

    [Fact]
    public void Three_plans_and_no_change_and_what_is_shared_online_are_offered()
    {
        var section = Of(Person, new PlanWish { Measure = 0.5m });
        Assert.Equal(PlanStatus.Provisional, section.Status);
        Assert.Equal(
            [
                PlanKind.Gentlest,
                PlanKind.Faster,
                PlanKind.Slower,
                PlanKind.Hold,
                PlanKind.Community,
                PlanKind.Community,
            ],
            section.Plans.Select(p => p.Kind)
        );
        Assert.Contains(section.Findings, f => f.Id == "plan.offered");
    }

    [Fact]
    public void What_is_delivered_is_what_is_stated_and_nothing_ever_rises()
    {
        foreach (var plan in Of(Person, new PlanWish { Measure = 0.25m }).Plans.Where(p => p.Kind != PlanKind.Hold))
        {
            var before = 12m;
            foreach (var step in plan.Steps)
            {
                Assert.Equal(step.Total, step.Doses.Sum(d => d.Amount));
                Assert.All(step.Doses, d => Assert.Equal(0, d.Amount % 0.25m));
                Assert.True(step.Total < before);
                before = step.Total;
            }

            Assert.Equal(0, plan.Steps[^1].Total);
            Assert.Equal(plan.FreeFrom, plan.Steps[^1].From);
        }
    }

    [Fact]
    public void The_faster_plan_is_shorter_and_the_slower_one_longer()
    {
        var plans = Of(Person).Plans;
        Assert.True(plans[1].Days < plans[0].Days);
        Assert.True(plans[2].Days > plans[0].Days);
    }

    [Fact]
    public void The_first_plan_ends_by_the_wished_day_when_one_can()
    {
        var until = new LocalDate(2026, 5, 20);
        var plan = Of(Person, new PlanWish { Until = until }).Plans[0];
        Assert.True(plan.WithinDate);
    }

    [Fact]
    public void A_date_that_no_plan_meets_is_said_to_be_missed()
    {
        var section = Of(Person, new PlanWish { Until = new LocalDate(2026, 3, 25), Ceiling = 64 });
        Assert.False(section.Plans[0].WithinDate);
        Assert.Contains("No plan ends by your date", section.Findings[0].Person!, StringComparison.Ordinal);
    }

    [Fact]
    public void Stock_that_does_not_last_is_said_to_fall_short()
    {
        var stock = new Stock
        {
            At = Given.DaysAgo(1),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Left = new Amount(10, AmountUnit.GLeaf),
        };
        Assert.True(Of(Person with { Events = [.. Person.Events, stock] }).Plans[0].StockLeft < 0);
    }

    [Fact]
    public void A_measuring_step_larger_than_a_dose_gives_no_plan() =>
        Assert.Equal(PlanStatus.NotEnough, Of(Person, new PlanWish { Measure = 5 }).Status);

    [Fact]
    public void Who_has_stopped_needs_no_plan() =>
        Assert.Equal(
            PlanStatus.NotNeeded,
            Of(
                Person with
                {
                    Events = [.. Person.Events, new Life { At = Given.HoursAgo(5), What = LifeEvent.StoppedKratom }],
                }
            ).Status
        );

    public static TheoryData<string, PersonRecord> Reasons =>
        new()
        {
            {
                "pregnan",
                Person with
                {
                    Person = Person.Person with { Pregnancy = Pregnancy.Pregnant, SexAtBirth = Sex.Female },
                }
            },
            { "under 18", Person with { Person = Person.Person with { AgeYears = 17 } } },
            { "severe withdrawal", Person with { History = Person.History with { SevereWithdrawalBefore = true } } },
            {
                "seizure",
                Person with
                {
                    History = Person.History with { Conditions = [new ConditionHistory(Condition.Seizure, true)] },
                }
            },
            {
                "sedatives",
                Person with
                {
                    History = Person.History with
                    {
                        Substances =
                        [
                            new SubstanceHistory
                            {
                                Substance = Substance.Alcohol,
                                UsesNow = true,
                                Daily = true,
                            },
                        ],
                    },
                }
            },
            {
                "suicidality",
                Person with
                {
                    Events =
                    [
                        .. Person.Events,
                        new Symptoms
                        {
                            At = Given.HoursAgo(3),
                            Reports = [new SymptomReport(Symptom.SuicidalThoughts)],
                        },
                    ],
                }
            },
        };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_plan_alone_is_declined_with_the_reason_and_care_instead(string reason, PersonRecord record)
    {
        var section = Of(record);
        Assert.Equal(PlanStatus.Declined, section.Status);
        Assert.Empty(section.Plans);
        Assert.Contains(reason, section.Findings[0].Clinician, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("doctor or nurse", section.Findings[0].Person!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_asked_first_and_never_read_as_no()
    {
        var section = Of(Person with { History = new History() });
        Assert.Equal(PlanStatus.Provisional, section.Status);
        Assert.Superset(
            new HashSet<string> { "seizure", "sedatives", "past-attempts", "suicide-screen" },
            section.Ask.Select(a => a.Id).ToHashSet()
        );
    }

    [Fact]
    public void After_a_slip_history_is_kept_and_there_is_a_way_back()
    {
        var plan = new ReductionPlan
        {
            At = Given.DaysAgo(10),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Unit = AmountUnit.GLeaf,
            Steps = [new ReductionStep { From = Given.DaysAgo(10), Doses = [new ReductionDose { Amount = 4 }] }],
        };
        var section = Of(Person with { Events = [.. Person.Events, plan, Given.Use(26, 6), Given.Use(2, 2)] });
        Assert.True(section.Progress!.Above);
        var said = section.Findings.Single(f => f.Id == "plan.progress").Person!;
        Assert.Contains("history is kept", said, StringComparison.Ordinal);
        Assert.Contains("return to today's step", said, StringComparison.Ordinal);
    }
}

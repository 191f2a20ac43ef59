using Coppice.Record;
using NodaTime;

namespace Coppice.Care.Tests.Plan;

/// <summary>Short words for the tests of plans.</summary>
internal static class PlanGiven
{
    public static readonly LocalDate Today = Given.Now.InZone(Given.NewYork).Date;

    private static readonly Substance[] Asked =
    [
        Substance.Alcohol,
        Substance.Benzodiazepine,
        Substance.OtherSedative,
        Substance.Gabapentinoid,
        Substance.PrescriptionOpioid,
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.Methadone,
    ];

    /// <summary>Someone of whom everything that could decline a plan is known and nothing does: 12 g of leaf a day in four doses.</summary>
    public static PersonRecord Anyone { get; } = Taking(Given.Habit(ProductKind.LeafPowder, 4, Leaf(12), 700));

    public static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    public static Amount Leaf(decimal grams) => new(grams, AmountUnit.GLeaf);

    /// <summary>The same person with other events; the suicide screen stays.</summary>
    public static PersonRecord Taking(params Event[] events) =>
        Given.Record([.. events, Screen()]) with
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
                    .. Asked.Select(s => new SubstanceHistory
                    {
                        Substance = s,
                        UsesNow = false,
                        Disorder = UseDisorder.None,
                    }),
                ],
            },
        };

    /// <summary>A PHQ-9 of which item 9 was answered with no.</summary>
    public static Answers Screen(decimal? item9 = 0, int daysAgo = 2) =>
        new()
        {
            At = Given.DaysAgo(daysAgo),
            Instrument = "phq9",
            Items = new Dictionary<string, decimal?> { ["9"] = item9 },
        };

    public static PersonRecord With(this PersonRecord record, params Event[] more) =>
        record with
        {
            Events = [.. record.Events, .. more],
        };

    public static PersonRecord WithHistory(this PersonRecord record, Func<History, History> change) =>
        record with
        {
            History = change(record.History),
        };

    /// <summary>The same history with another word on one substance.</summary>
    public static PersonRecord About(this PersonRecord record, SubstanceHistory known) =>
        record.WithHistory(h =>
            h with
            {
                Substances = [.. h.Substances.Where(s => s.Substance != known.Substance), known],
            }
        );

    /// <summary>A log of so many full days before today, with the same doses each day.</summary>
    public static Event[] Log(int days, params decimal[] grams) =>
        [
            .. from day in Enumerable.Range(1, days)
            from dose in grams.Index()
            select (Event)
                new Use
                {
                    At = EventTime.AtMoment(
                        Today.PlusDays(-day).At(new LocalTime(8 + (3 * dose.Index), 0)).InZoneLeniently(Given.NewYork)
                    ),
                    Product = new Product { Kind = ProductKind.LeafPowder },
                    Amount = Leaf(dose.Item),
                },
        ];

    /// <summary>A chosen plan in grams of leaf: steps as days from today and the doses of each day.</summary>
    public static ReductionPlan Chosen(params (int Day, decimal[] Doses)[] steps) =>
        new()
        {
            At = Given.DaysAgo(20),
            Product = new Product { Kind = ProductKind.LeafPowder },
            Unit = AmountUnit.GLeaf,
            Measure = 0.5m,
            Name = "mine",
            Steps =
            [
                .. steps.Select(s => new ReductionStep
                {
                    From = EventTime.OnDay(Today.PlusDays(s.Day)),
                    Doses = [.. s.Doses.Select(d => new ReductionDose { Amount = d })],
                }),
            ],
        };

    /// <summary>The plans for a record, with a small ensemble.</summary>
    public static PlanSection Plans(PersonRecord record, PlanWish? wish = null, int members = 80) =>
        Care
            .Review.Of(
                record,
                Given.Now,
                Given.Knowledge,
                new Wishes
                {
                    Forecast = new ForecastWish { Members = members },
                    Plan = wish ?? new PlanWish(),
                }
            )
            .Plan;

    public static UsualDay Day(params decimal[] amounts) =>
        new(DaySpread.Times(amounts.Length, [new LocalTime(7, 0), new LocalTime(22, 0)]), amounts, amounts.Sum());

    public static Schedule? Make(
        UsualDay day,
        decimal measure,
        Pace pace,
        PlanWish? wish = null,
        int horizon = 100_000
    ) => Schedule.Make(day, measure, pace, wish ?? new PlanWish(), Today.PlusDays(1), Today.PlusDays(horizon));
}

using Coppice.Knowledge;
using Coppice.Model.Cohorts;
using Coppice.Record;

namespace Coppice.Model.Tests;

/// <summary>Made-up people and what is done with them.</summary>
public class CohortTests
{
    private static readonly CohortSpec Spec = new()
    {
        Format = CohortSpec.CurrentFormat,
        Groups =
        [
            new CohortGroup
            {
                Name = "leaf",
                Share = 0.6,
                Product = new CohortProduct(ProductKind.LeafPowder),
                Amount = new CohortAmount(3, AmountUnit.GLeaf, 1.6, 0.25),
                DosesPerDay = new Dictionary<string, double>
                {
                    ["2"] = 1,
                    ["3"] = 2,
                    ["8"] = 1,
                },
                HabitDays = new Spreading(20, 3),
                OpioidPast = new OpioidPast(0.5, 0.25),
            },
            new CohortGroup
            {
                Name = "7-OH",
                Share = 0.4,
                Product = new CohortProduct(ProductKind.SevenHydroxy),
                Amount = new CohortAmount(20, AmountUnit.Mg7Oh),
                DosesPerDay = new Dictionary<string, double> { ["3"] = 1 },
                HabitDays = new Spreading(90),
            },
        ],
        Policies =
        [
            new CohortPolicy { Name = "stop", Kind = PolicyKind.Stop },
            new CohortPolicy
            {
                Name = "fewer",
                Kind = PolicyKind.ReduceDosesPerDay,
                EveryDays = 1,
            },
        ],
        HorizonDays = 20,
        EveryDays = 5,
        Series = true,
    };

    [Theory]
    [InlineData(1, 119)]
    [InlineData(37, 83)]
    [InlineData(64, 56)]
    public void People_are_the_same_to_the_last_bit_however_they_are_cut_into_runs(int before, int after)
    {
        var cohort = new Cohort(Spec, KnowledgeBase.Default, 11);
        var stop = TestContext.Current.CancellationToken;
        const long first = 5_000_000_000;
        var whole = cohort.Run(first, before + after, stop);
        CohortRun[] cut = [cohort.Run(first, before, stop), cohort.Run(first + before, after, stop)];
        Assert.Equal(whole.People, cut.SelectMany(c => c.People));
        for (var p = 0; p < Spec.Policies.Count; p++)
        {
            Assert.Equal(whole.Outcomes[p], cut.SelectMany(c => c.Outcomes[p]));
            Assert.Equal(whole.Series[p], cut.SelectMany(c => c.Series[p]));
        }
    }

    [Fact]
    public void A_spec_that_cannot_be_run_makes_no_cohort()
    {
        var wrong = Spec with { HorizonDays = 0 };
        var refused = Assert.Throws<ArgumentException>(() => new Cohort(wrong, KnowledgeBase.Default, 1));
        Assert.Contains("$.horizonDays: expected 1 to 180; found 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_step_delivers_never_rises_is_measurable_and_comes_to_nothing()
    {
        var dice = new Counter(5);
        for (var i = 0; i < 3000; i++)
        {
            var usual = 0.05 + (20 * dice.Uniform(i, 0));
            double? measure = i % 3 == 0 ? null : 0.05 + dice.Uniform(i, 1);
            var policy = new CohortPolicy
            {
                Name = "taper",
                Kind = PolicyKind.Taper,
                EveryDays = 2,
                OverDays = i % 2 == 0 ? 2 * (1 + (i % 40)) : null,
                Cut = i % 2 == 0 ? null : 0.05 + (0.9 * dice.Uniform(i, 2)),
                Of = i % 4 == 1 && measure is not null ? CutOf.Current : null,
            };
            var before = usual;
            for (var step = 0; step < 200; step++)
            {
                var now = policy.Delivered(usual, measure, step);
                Assert.InRange(now, 0, before);
                Assert.InRange(now, 0, (usual * policy.Left(step)) + 1e-6);
                if (measure is { } unit)
                {
                    Assert.Equal(Math.Round(now / unit), now / unit, 1e-6);
                }

                before = now;
            }

            Assert.Equal(0, before);
        }
    }
}

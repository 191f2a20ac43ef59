using System.Reflection;

namespace Coppice.Record.Tests;

public class UnitsTests
{
    public static TheoryData<AmountUnit> Units => [.. Enum.GetValues<AmountUnit>()];

    [Theory]
    [MemberData(nameof(Units))]
    public void An_amount_is_what_its_unit_says_and_nothing_else(AmountUnit unit)
    {
        var amount = new Amount(2.5m, unit);
        Assert.Equal(unit == AmountUnit.GLeaf ? new GramsOfLeaf(2.5m) : null, amount.Leaf);
        Assert.Equal(unit == AmountUnit.MgMitragynine ? new MilligramsOfMitragynine(2.5m) : null, amount.Mitragynine);
        Assert.Equal(unit == AmountUnit.Mg7Oh ? new MilligramsOfSevenHydroxy(2.5m) : null, amount.SevenHydroxy);
    }

    [Theory]
    [InlineData(typeof(GramsOfLeaf))]
    [InlineData(typeof(MilligramsOfMitragynine))]
    [InlineData(typeof(MilligramsOfSevenHydroxy))]
    public void Grams_of_leaf_and_milligrams_of_an_alkaloid_have_no_way_into_one_another(Type unit)
    {
        Type[] units = [typeof(GramsOfLeaf), typeof(MilligramsOfMitragynine), typeof(MilligramsOfSevenHydroxy)];
        var members = unit.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance);
        var operators = members.Where(m => m.Name.StartsWith("op_", StringComparison.Ordinal)).Select(m => m.Name);
        Assert.Equal(["op_Equality", "op_Inequality"], operators.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(members, m => units.Contains(m.ReturnType));
        Assert.Equal(
            [typeof(decimal)],
            unit.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
        );
    }

    [Fact]
    public void An_amount_that_is_not_known_stays_not_known()
    {
        var use = Doc.Event<Use>("use", """ "product":{"kind":"leafPowder"} """);
        Assert.Null(use.Amount);
        Assert.Null(Doc.Event<Use>("use", """ "product":{"kind":"leafPowder"},"amount":null """).Amount);
    }

    [Fact]
    public void An_amount_of_zero_is_zero_and_not_unknown() =>
        Assert.Equal(
            0m,
            Doc.Event<Use>("use", """ "product":{"kind":"tea"},"amount":{"value":0,"unit":"glass"} """).Amount!.Value
        );

    [Fact]
    public void An_amount_without_a_unit_or_a_number_is_refused()
    {
        var unitless = Doc.Problem(Doc.WithEvent("use", """ "product":{"kind":"tea"},"amount":{"value":2} """));
        Assert.Equal("$.events[0].amount.unit", unitless.Path);
        Assert.EndsWith("found nothing", unitless.Message, StringComparison.Ordinal);
        var numberless = Doc.Problem(Doc.WithEvent("use", """ "product":{"kind":"tea"},"amount":{"unit":"glass"} """));
        Assert.Equal("$.events[0].amount.value: expected a number such as 2.5; found nothing", numberless.ToString());
    }

    [Fact]
    public void A_result_is_compared_with_a_limit_only_when_the_limit_is_known()
    {
        const string Alt = """ "analyte":"alt","value":120,"unit":"uPerL" """;
        Assert.Null(Doc.Event<Laboratory>("laboratory", Alt).TimesUpperLimit);
        Assert.Equal(3m, Doc.Event<Laboratory>("laboratory", Alt + ""","upperLimit":40""").TimesUpperLimit);
    }

    [Fact]
    public void A_urine_test_sees_kratom_only_when_a_target_of_it_is_kratom()
    {
        Assert.False(Doc.Event<UrineTest>("urineTest", """ "results":[] """).CanSeeKratom);
        Assert.False(
            Doc.Event<UrineTest>("urineTest", """ "results":[{"target":"opiates","result":"negative"}] """).CanSeeKratom
        );
        Assert.True(
            Doc.Event<UrineTest>(
                "urineTest",
                """ "results":[{"target":"mitragynine","result":"negative"}] """
            ).CanSeeKratom
        );
    }
}

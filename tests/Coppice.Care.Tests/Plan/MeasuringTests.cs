using Coppice.Record;

namespace Coppice.Care.Tests.Plan;

public class MeasuringTests
{
    [Theory]
    [InlineData("0.25g", 0.25, AmountUnit.GLeaf)]
    [InlineData(".25 G", 0.25, AmountUnit.GLeaf)]
    [InlineData("1 gram", 1, AmountUnit.GLeaf)]
    [InlineData("2 grams", 2, AmountUnit.GLeaf)]
    [InlineData("2.5mg", 2.5, AmountUnit.MgMitragynine)]
    [InlineData("0.5ml", 0.5, AmountUnit.MlLiquid)]
    [InlineData("1 drop", 0.05, AmountUnit.MlLiquid)]
    [InlineData("2 drops", 0.1, AmountUnit.MlLiquid)]
    [InlineData("1 capsule", 1, AmountUnit.Capsule)]
    [InlineData("2 capsules", 2, AmountUnit.Capsule)]
    [InlineData("half tablet", 0.5, AmountUnit.Tablet)]
    [InlineData("Quarter Tablet", 0.25, AmountUnit.Tablet)]
    [InlineData("3 tablets", 3, AmountUnit.Tablet)]
    [InlineData("quarter teaspoon", 0.25, AmountUnit.Teaspoon)]
    [InlineData("1 teaspoons", 1, AmountUnit.Teaspoon)]
    [InlineData("half glass", 0.5, AmountUnit.Glass)]
    [InlineData("2 glasses", 2, AmountUnit.Glass)]
    [InlineData("1 shot", 1, AmountUnit.Shot)]
    [InlineData("2 shots", 2, AmountUnit.Shot)]
    [InlineData(" 10000 capsules ", 10_000, AmountUnit.Capsule)]
    [InlineData("0.0001g", 0.0001, AmountUnit.GLeaf)]
    public void What_a_person_can_measure_is_read(string text, double step, AmountUnit unit)
    {
        Assert.True(Measuring.TryParse(text, out var measuring, out var problem));
        Assert.Equal(new Measuring((decimal)step, unit), measuring);
        Assert.Null(problem);
    }

    [Fact]
    public void A_bare_number_is_in_the_unit_in_which_the_person_counts()
    {
        Assert.True(Measuring.TryParse("0.5", out var measuring, out _));
        Assert.Equal(new Measuring(0.5m), measuring);
        Assert.All(Enum.GetValues<AmountUnit>(), u => Assert.Equal(0.5m, measuring.In(u)));
    }

    [Theory]
    [InlineData("0g")]
    [InlineData("0")]
    [InlineData("-1g")]
    [InlineData("2 bananas")]
    [InlineData("bananas")]
    [InlineData("0,25g")]
    [InlineData("g")]
    [InlineData("")]
    [InlineData("1e3g")]
    [InlineData("10000.0001g")]
    [InlineData("0.00001g")]
    [InlineData("99999999999999999999999999999999999999g")]
    [InlineData("1 2 g")]
    public void What_cannot_be_measured_is_refused_with_what_would_be_right(string text)
    {
        Assert.False(Measuring.TryParse(text, out var measuring, out var problem));
        Assert.Null(measuring);
        Assert.Equal($"expected {Measuring.Expected}; found '{text}'", problem);
    }

    [Theory]
    [InlineData(AmountUnit.GLeaf, AmountUnit.GExtract, true)]
    [InlineData(AmountUnit.GLeaf, AmountUnit.GLeaf, true)]
    [InlineData(AmountUnit.MgMitragynine, AmountUnit.Mg7Oh, true)]
    [InlineData(AmountUnit.MgMitragynine, AmountUnit.MgPseudoindoxyl, true)]
    [InlineData(AmountUnit.Capsule, AmountUnit.Capsule, true)]
    [InlineData(AmountUnit.Capsule, AmountUnit.Tablet, false)]
    [InlineData(AmountUnit.GLeaf, AmountUnit.Capsule, false)]
    [InlineData(AmountUnit.GLeaf, AmountUnit.Mg7Oh, false)]
    [InlineData(AmountUnit.MgMitragynine, AmountUnit.GLeaf, false)]
    [InlineData(AmountUnit.MlLiquid, AmountUnit.GExtract, false)]
    public void A_scale_weighs_grams_of_anything_but_units_are_never_converted(
        AmountUnit mine,
        AmountUnit theirs,
        bool fits
    ) => Assert.Equal(fits ? 2 : null, new Measuring(2, mine).In(theirs));

    [Theory]
    [InlineData(AmountUnit.GLeaf, 0.25)]
    [InlineData(AmountUnit.Teaspoon, 0.25)]
    [InlineData(AmountUnit.GExtract, 0.05)]
    [InlineData(AmountUnit.MlLiquid, 0.25)]
    [InlineData(AmountUnit.Shot, 0.25)]
    [InlineData(AmountUnit.Tablet, 0.5)]
    [InlineData(AmountUnit.Glass, 0.5)]
    [InlineData(AmountUnit.Capsule, 1)]
    [InlineData(AmountUnit.MgMitragynine, 5)]
    [InlineData(AmountUnit.Mg7Oh, 2.5)]
    [InlineData(AmountUnit.MgPseudoindoxyl, 2.5)]
    public void Every_unit_has_what_people_usually_can_measure(AmountUnit unit, double step) =>
        Assert.Equal((decimal)step, Measuring.UsualStep(unit));
}

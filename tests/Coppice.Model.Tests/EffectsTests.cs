namespace Coppice.Model.Tests;

/// <summary>What is drawn from the states, as <c>docs/model.md</c> writes it.</summary>
public class EffectsTests
{
    [Fact]
    public void Craving_is_nothing_at_rest_rises_with_everything_that_feeds_it_and_stays_within_100()
    {
        Assert.Equal(0, Effects.Craving(0, 0));
        Assert.Equal(0, Effects.Craving(0, -1));
        Assert.Equal(100 * (1 - Math.Exp(-((10 / 20.0) + (4 * 0.1) + 0.5))), Effects.Craving(10, 0.1, 0.5), 1e-12);
        Assert.True(Effects.Craving(11, 0.1) > Effects.Craving(10, 0.1));
        Assert.True(Effects.Craving(10, 0.2) > Effects.Craving(10, 0.1));
        Assert.True(Effects.Craving(10, 0.1, 1) > Effects.Craving(10, 0.1));
        Assert.InRange(Effects.Craving(64, 1, 1), 99, 100);
    }

    [Fact]
    public void Respiratory_tolerance_multiplies_C50_up_to_its_span()
    {
        Assert.Equal(1, Effects.C50Multiplier(0, 3));
        Assert.Equal(2.5, Effects.C50Multiplier(0.5, 3));
        Assert.Equal(4, Effects.C50Multiplier(1, 3));
        Assert.Equal(4, Effects.C50Multiplier(1.25, 3));
    }

    [Fact]
    public void COWS_is_six_tenths_of_SOWS_and_at_most_48()
    {
        Assert.Equal(0, Effects.Cows(0));
        Assert.Equal(6, Effects.Cows(10), 1e-12);
        Assert.Equal(38.4, Effects.Cows(64), 1e-12);
        Assert.Equal(48, Effects.Cows(100));
    }

    [Fact]
    public void The_stimulating_effect_is_half_at_80_nM()
    {
        Assert.Equal(0, Effects.Stimulant(0));
        Assert.Equal(0.5, Effects.Stimulant(80), 1e-12);
        Assert.InRange(Effects.Stimulant(1e6), 0.99, 1);
    }

    [Fact]
    public void The_sedating_effect_is_half_at_a_drive_of_0_158()
    {
        Assert.Equal(0, Effects.Sedative(0));
        Assert.Equal(0.5, Effects.Sedative(0.158), 1e-12);
        Assert.Equal(1 / (1 + Math.Pow(0.158, 3)), Effects.Sedative(1), 1e-12);
    }
}

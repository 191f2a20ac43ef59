using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Coppice.Model.Tests;

public class PortableTests
{
    /// <summary>Two units in the last place.</summary>
    private const double Close = 4.5e-16;

    [Fact]
    public void Exp_agrees_with_the_library_over_its_whole_range() =>
        Gen.Double[-700, 700]
            .Sample(x => Assert.InRange(Relative(Portable.Exp(x), Math.Exp(x)), 0, Close), iter: 200_000);

    [Fact]
    public void Exp_agrees_with_the_library_near_zero() =>
        Gen.Select(Gen.Double[-320, 0], Gen.Bool)
            .Sample(
                (power, negative) =>
                {
                    var x = Math.Pow(10, power) * (negative ? -1 : 1);
                    Assert.InRange(Relative(Portable.Exp(x), Math.Exp(x)), 0, Close);
                },
                iter: 50_000
            );

    [Fact]
    public void Exp_agrees_at_the_halves_where_its_reduction_changes_over() =>
        Assert.All(
            Enumerable.Range(-1000, 2001).Select(k => (k + 0.5) * Math.Log(2)),
            x =>
            {
                foreach (var near in new[] { Math.BitDecrement(x), x, Math.BitIncrement(x) })
                {
                    Assert.InRange(Relative(Portable.Exp(near), Math.Exp(near)), 0, Close);
                }
            }
        );

    [Fact]
    public void Exp_of_nothing_is_exactly_one()
    {
        Assert.Equal(1, Portable.Exp(0));
        Assert.Equal(1, Portable.Exp(-0.0));
        Assert.Equal(1, Portable.Exp(double.Epsilon));
        Assert.Equal(1, Portable.Exp(-double.Epsilon));
    }

    [Fact]
    public void Exp_is_nothing_below_its_range_and_held_above_it()
    {
        Assert.InRange(Relative(Portable.Exp(-700), Math.Exp(-700)), 0, Close);
        Assert.Equal(0, Portable.Exp(Math.BitDecrement(-700.0)));
        Assert.Equal(0, Portable.Exp(double.NegativeInfinity));
        Assert.InRange(Relative(Portable.Exp(700), Math.Exp(700)), 0, Close);
        Assert.Equal(Portable.Exp(700), Portable.Exp(Math.BitIncrement(700.0)));
        Assert.Equal(Portable.Exp(700), Portable.Exp(double.PositiveInfinity));
    }

    [Fact]
    public void Log_agrees_with_the_library_over_all_normal_numbers() =>
        Gen.Select(Gen.Int[-1022, 1023], Gen.Double[1, 2])
            .Sample(
                (exponent, mantissa) =>
                {
                    var x = Math.ScaleB(Math.Min(mantissa, Math.BitDecrement(2.0)), exponent);
                    Assert.InRange(Relative(Portable.Log(x), Math.Log(x)), 0, Close);
                },
                iter: 200_000
            );

    [Fact]
    public void Log_keeps_its_digits_near_one() =>
        Gen.Select(Gen.Double[-15.6, -1], Gen.Bool)
            .Sample(
                (power, negative) =>
                {
                    var x = 1 + (Math.Pow(10, power) * (negative ? -1 : 1));
                    Assert.InRange(Relative(Portable.Log(x), Math.Log(x)), 0, Close);
                },
                iter: 50_000
            );

    [Fact]
    public void Log_of_one_is_exactly_nothing_and_of_powers_of_two_is_right()
    {
        Assert.Equal(0, Portable.Log(1));
        Assert.All(
            Enumerable.Range(-1022, 2046).Where(k => k != 0),
            k => Assert.InRange(Relative(Portable.Log(Math.ScaleB(1, k)), k * Math.Log(2)), 0, Close)
        );
        Assert.InRange(Relative(Portable.Log(double.MaxValue), Math.Log(double.MaxValue)), 0, Close);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072009e-308)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Log_refuses_what_is_not_positive_and_normal(double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Portable.Log(x));

    [Fact]
    public void Log_takes_Exp_back() =>
        Gen.Double[-700, 700]
            .Sample(
                x => Assert.InRange(Math.Abs(Portable.Log(Portable.Exp(x)) - x), 0, 3e-16 + (3e-16 * Math.Abs(x))),
                iter: 50_000
            );

    [Fact]
    public void Exp_and_Log_never_turn_back() =>
        Gen.Double[-700, 700]
            .Sample(
                x =>
                {
                    var step = 1e-13 * (1 + Math.Abs(x));
                    Assert.True(Portable.Exp(x + step) >= Portable.Exp(x));
                    var y = Math.Exp(x);
                    Assert.True(Portable.Log(y * (1 + 1e-15)) >= Portable.Log(y));
                },
                iter: 50_000
            );

    /// <summary>Solved to 60 digits.</summary>
    [Theory]
    [InlineData(0.975, 1.9599639845400539)]
    [InlineData(0.84134474606854293, 1.0)]
    [InlineData(0.25, -0.67448975019608174)]
    [InlineData(0.001, -3.0902323061678135)]
    [InlineData(1e-10, -6.3613409024040562)]
    [InlineData(1e-20, -9.2623400897984076)]
    [InlineData(1e-100, -21.273453560965324)]
    [InlineData(1e-300, -37.047096299361199)]
    public void The_normal_quantile_has_its_known_values(double p, double z) =>
        Assert.InRange(Relative(Portable.NormalQuantile(p), z), 0, 2e-15);

    [Fact]
    public void The_normal_quantile_agrees_with_MathNet_in_the_middle() =>
        Gen.Double[1e-6, 1 - 1e-6]
            .Sample(
                p => Assert.InRange(Math.Abs(Portable.NormalQuantile(p) - Normal.InvCDF(0, 1, p)), 0, 1e-14),
                iter: 100_000
            );

    [Fact]
    public void The_normal_quantile_agrees_with_MathNet_in_the_lower_tail() =>
        Gen.Double[-307, -1]
            .Sample(
                power =>
                {
                    var p = Math.Pow(10, power);
                    Assert.InRange(Relative(Portable.NormalQuantile(p), Normal.InvCDF(0, 1, p)), 0, 1e-14);
                },
                iter: 50_000
            );

    [Fact]
    public void The_share_below_the_normal_quantile_is_the_share_asked_for() =>
        Gen.Double[-300, -0.302]
            .Sample(
                power =>
                {
                    var p = Math.Pow(10, power);
                    var z = Portable.NormalQuantile(p);
                    // An error of one unit in the last place of z shows z² times as large in the share.
                    Assert.InRange(
                        Relative(SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2, p),
                        0,
                        1e-14 + (1e-15 * z * z)
                    );
                },
                iter: 50_000
            );

    [Fact]
    public void The_normal_quantile_is_exactly_nothing_at_a_half_and_the_same_on_both_sides()
    {
        Assert.Equal(0, Portable.NormalQuantile(0.5));
        Gen.Int[1, (1 << 30) - 1]
            .Sample(
                n =>
                {
                    // A share of so many 2^-31ths: one less that share is exact.
                    var p = Math.ScaleB(n, -31);
                    Assert.Equal(-Portable.NormalQuantile(p), Portable.NormalQuantile(1 - p));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void The_normal_quantile_does_not_jump_where_its_pieces_meet()
    {
        foreach (var p in new[] { 0.075, Math.Exp(-25), 0.925 })
        {
            var below = Portable.NormalQuantile(p * (1 - 1e-12));
            var above = Portable.NormalQuantile(p * (1 + 1e-12));
            var slope = Math.Sqrt(2 * Math.PI) * Math.Exp(below * below / 2);
            Assert.InRange((above - below) / (2e-12 * p * slope), 0.99, 1.01);
        }
    }

    [Fact]
    public void The_normal_quantile_reaches_the_ends_of_what_can_be_drawn()
    {
        var smallest = 0.5 / (1UL << 52);
        Assert.InRange(Portable.NormalQuantile(smallest), -8.3, -8.1);
        Assert.Equal(-Portable.NormalQuantile(smallest), Portable.NormalQuantile(1 - smallest));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void The_normal_quantile_refuses_what_is_not_between_0_and_1(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Portable.NormalQuantile(p));

    private static double Relative(double value, double expected) =>
        value == expected ? 0 : Math.Abs(value - expected) / Math.Abs(expected);
}

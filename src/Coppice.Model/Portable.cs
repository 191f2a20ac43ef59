namespace Coppice.Model;

/// <summary>
/// Elementary functions made of sums, products, quotients and roots alone: the libraries below .NET differ in the last bit between
/// a server and a browser, these do not.
/// </summary>
public static class Portable
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1/2!, 1/4! … 1/14!</summary>
    private static readonly double[] EvenExp = [.. Enumerable.Range(1, 7).Select(i => 1 / Factorial(2 * i))];

    /// <summary>1/3!, 1/5! … 1/13!</summary>
    private static readonly double[] OddExp = [.. Enumerable.Range(1, 6).Select(i => 1 / Factorial((2 * i) + 1))];

    /// <summary>1, 1/3, 1/5 … 1/25</summary>
    private static readonly double[] OddInverses = [.. Enumerable.Range(0, 13).Select(i => 1.0 / ((2 * i) + 1))];

    private static readonly double[] Central =
    [
        3.3871328727963666080e0,
        1.3314166789178437745e+2,
        1.9715909503065514427e+3,
        1.3731693765509461125e+4,
        4.5921953931549871457e+4,
        6.7265770927008700853e+4,
        3.3430575583588128105e+4,
        2.5090809287301226727e+3,
    ];

    private static readonly double[] CentralUnder =
    [
        1,
        4.2313330701600911252e+1,
        6.8718700749205790830e+2,
        5.3941960214247511077e+3,
        2.1213794301586595867e+4,
        3.9307895800092710610e+4,
        2.8729085735721942674e+4,
        5.2264952788528545610e+3,
    ];

    private static readonly double[] Outer =
    [
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ];

    private static readonly double[] OuterUnder =
    [
        1,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ];

    private static readonly double[] Tail =
    [
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ];

    private static readonly double[] TailUnder =
    [
        1,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ];

    /// <summary>e to the <paramref name="x"/>; 0 below -700, and held at its value for 700 above that; NaN gives NaN.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x < -700)
        {
            return 0;
        }

        x = Math.Min(x, 700);
        var k = Math.Floor((x * Log2E) + 0.5);
        var r = x - (k * Ln2High) - (k * Ln2Low);

        // 1 + r + r²/2! + … in two halves, which a processor can work on at once; the two largest terms last.
        var r2 = r * r;
        var sum = 1 + (r + (r2 * (Polynomial(EvenExp, r2) + (r * Polynomial(OddExp, r2)))));
        return sum * PowerOfTwo((int)k);
    }

    /// <summary>The natural logarithm of a positive normal number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive and normal.</exception>
    public static double Log(double x)
    {
        if (!(double.IsNormal(x) && x > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "expected a positive number");
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var s2 = s * s;
        var sum = Polynomial(OddInverses, s2);
        return (exponent * Ln2High) + ((2 * s * sum) + (exponent * Ln2Low));
    }

    /// <summary>
    /// The standard normal value below which a share <paramref name="p"/> lies, 0 &lt; p &lt; 1; Wichura's algorithm AS 241
    /// (Applied Statistics 1988;37:477), relative error about 1e-16.
    /// </summary>
    public static double NormalQuantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Polynomial(Central, r) / Polynomial(CentralUnder, r);
        }

        var tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        var value =
            tail <= 5
                ? Polynomial(Outer, tail - 1.6) / Polynomial(OuterUnder, tail - 1.6)
                : Polynomial(Tail, tail - 5) / Polynomial(TailUnder, tail - 5);
        return q < 0 ? -value : value;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);

    private static double PowerOfTwo(int k) => k < -1022 ? 0 : BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}

using MathNet.Numerics.Distributions;

namespace Coppice.Model.Tests;

public class CounterTests
{
    private const int Many = 100_000;

    /// <summary>The vectors of Random123, kat_vectors, philox4x32 10.</summary>
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0, 0, 0 }, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd }
    )]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 }
    )]
    public void Philox_gives_its_published_words(uint[] name, uint[] words)
    {
        var (w0, w1, w2, w3) = Counter.Philox(name[0], name[1], name[2], name[3], name[4], name[5]);
        Assert.Equal(words, new[] { w0, w1, w2, w3 });
    }

    [Fact]
    public void A_number_is_the_middle_of_its_cell_of_the_block_that_its_name_makes()
    {
        const ulong Seed = 0x299f31d0a4093822;
        const long Person = unchecked((long)0x85a308d3243f6a88);
        const int Purpose = 0x13198a2e;
        const int Index = 0x03707344;
        const ulong Word = 0xd16cfe0994fdcceb;
        Assert.Equal(((Word >> 12) + 0.5) / Math.Pow(2, 52), new Counter(Seed).Uniform(Person, Purpose, Index));
    }

    [Fact]
    public void Every_part_of_the_name_makes_another_number()
    {
        var here = new Counter(7);
        double[] numbers =
        [
            here.Uniform(3, 2, 1),
            here.Uniform(3 + (1L << 32), 2, 1),
            here.Uniform(2, 3, 1),
            here.Uniform(3, 1, 2),
            here.Uniform(3, 2),
            here.Uniform(-3, 2, 1),
            here.Uniform(3, -2, 1),
            here.Uniform(3, 2, -1),
            new Counter(8).Uniform(3, 2, 1),
            new Counter(7 + (1UL << 32)).Uniform(3, 2, 1),
        ];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void A_number_does_not_depend_on_what_was_drawn_before()
    {
        var counter = new Counter(5);
        var forward = Enumerable.Range(0, 1000).Select(i => counter.Uniform(i, 1)).ToArray();
        var backward = Enumerable.Range(0, 1000).Reverse().Select(i => counter.Uniform(i, 1)).Reverse().ToArray();
        var apart = new double[1000];
        Parallel.For(0, 1000, i => apart[i] = new Counter(5).Uniform(i, 1));
        Assert.Equal(forward, backward);
        Assert.Equal(forward, apart);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Numbers_are_evenly_spread_strictly_between_0_and_1(Func<int, double> draw)
    {
        var sorted = Enumerable.Range(0, Many).Select(draw).Order().ToArray();
        Assert.True(sorted[0] > 0);
        Assert.True(sorted[^1] < 1);

        // Kolmogorov and Smirnov: 2.2/√n is passed once in 8000 times by chance; the streams are fixed, so never by bad luck.
        var gap = sorted.Select((u, i) => Math.Max(u - (i / (double)Many), ((i + 1.0) / Many) - u)).Max();
        Assert.InRange(gap, 0, 2.2 / Math.Sqrt(Many));

        // χ² of 1000 cells: mean 999, standard deviation 44.7; too even is as suspect as too uneven.
        var cells = new int[1000];
        foreach (var u in sorted)
        {
            cells[(int)(u * 1000)]++;
        }

        Assert.InRange(cells.Sum(n => (n - 100.0) * (n - 100.0) / 100), 999 - (4 * 44.7), 999 + (4 * 44.7));
    }

    public static TheoryData<Func<int, double>> Streams() =>
        new(
            i => new Counter(1).Uniform(i, 1),
            i => new Counter(1).Uniform(1, i),
            i => new Counter(1).Uniform(1, 1, i),
            i => new Counter((ulong)i).Uniform(1, 1),
            i => new Counter((ulong)i << 32).Uniform(1, 1)
        );

    [Fact]
    public void Neighbours_by_person_purpose_index_and_seed_have_nothing_to_do_with_each_other()
    {
        var here = new Counter(11);
        var next = new Counter(12);
        var u = Enumerable.Range(0, Many).Select(i => here.Uniform(i, 1) - 0.5).ToArray();
        Func<int, double>[] others =
        [
            i => here.Uniform(i + 1, 1),
            i => here.Uniform(i, 2),
            i => here.Uniform(i, 1, 1),
            i => next.Uniform(i, 1),
        ];
        Assert.All(
            others,
            other =>
            {
                var correlation = 12 * u.Select((a, i) => a * (other(i) - 0.5)).Average();
                Assert.InRange(correlation, -4 / Math.Sqrt(Many), 4 / Math.Sqrt(Many));
            }
        );
    }

    [Fact]
    public void Normal_numbers_are_normal()
    {
        var counter = new Counter(3);
        var sorted = Enumerable.Range(0, Many).Select(i => counter.Normal(i, 1, 2)).Order().ToArray();
        Assert.InRange(sorted.Average(), -4 / Math.Sqrt(Many), 4 / Math.Sqrt(Many));
        Assert.InRange(sorted.Average(z => z * z), 1 - (4 * Math.Sqrt(2.0 / Many)), 1 + (4 * Math.Sqrt(2.0 / Many)));
        var gap = sorted.Select((z, i) => Math.Abs(Normal.CDF(0, 1, z) - ((i + 0.5) / Many))).Max();
        Assert.InRange(gap, 0, 2.2 / Math.Sqrt(Many));
        Assert.Equal(Portable.NormalQuantile(counter.Uniform(9, 8, 7)), counter.Normal(9, 8, 7));
    }
}

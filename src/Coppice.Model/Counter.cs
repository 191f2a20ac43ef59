namespace Coppice.Model;

/// <summary>
/// Random numbers from a seed and a counter: Philox4x32-10 (Salmon et al., SC 2011, doi:10.1145/2063384.2063405). The number with
/// a given name is the same whatever was drawn before, on any machine and with any number of threads.
/// </summary>
/// <param name="seed">The seed.</param>
public readonly struct Counter(ulong seed)
{
    /// <summary>A number evenly spread over 0..1, both ends left out.</summary>
    /// <param name="person">Whose number it is.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="index">Which of several for the same purpose.</param>
    public double Uniform(long person, int purpose, int index = 0)
    {
        var (high, low) = Block(
            unchecked((uint)person),
            unchecked((uint)((ulong)person >> 32)),
            unchecked((uint)purpose),
            unchecked((uint)index)
        );
        var bits = (((ulong)high << 32) | low) >> 12;
        return (bits + 0.5) / (1UL << 52);
    }

    /// <summary>A standard normal number.</summary>
    /// <param name="person">Whose number it is.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="index">Which of several for the same purpose.</param>
    public double Normal(long person, int purpose, int index = 0) =>
        Portable.NormalQuantile(Uniform(person, purpose, index));

    /// <summary>The first two words of a Philox block; the whole block is what the tests compare with the published vectors.</summary>
    private (uint, uint) Block(uint c0, uint c1, uint c2, uint c3)
    {
        var words = Philox(c0, c1, c2, c3, unchecked((uint)seed), unchecked((uint)(seed >> 32)));
        return (words.W0, words.W1);
    }

    internal static (uint W0, uint W1, uint W2, uint W3) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        unchecked
        {
            for (var round = 0; round < 10; round++)
            {
                var p0 = 0xD2511F53UL * c0;
                var p1 = 0xCD9E8D57UL * c2;
                (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
                k0 += 0x9E3779B9;
                k1 += 0xBB67AE85;
            }

            return (c0, c1, c2, c3);
        }
    }
}

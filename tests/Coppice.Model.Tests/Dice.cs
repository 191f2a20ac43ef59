namespace Coppice.Model.Tests;

/// <summary>Chance that falls the same way in every run, for tests whose bounds were measured.</summary>
internal sealed class Dice(ulong seed)
{
    private readonly Counter counter = new(seed);
    private int index;

    public double Real(double low, double high) => low + ((high - low) * counter.Uniform(0, 1000, index++));

    /// <summary>From <paramref name="low"/> up to and with <paramref name="high"/>.</summary>
    public int Whole(int low, int high) => low + (int)(counter.Uniform(0, 1000, index++) * (high - low + 1));

    /// <summary>Evenly spread on a logarithmic scale.</summary>
    public double Log(double low, double high) => low * Math.Pow(high / low, Real(0, 1));

    public bool Heads() => Whole(0, 1) == 1;
}

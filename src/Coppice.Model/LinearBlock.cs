namespace Coppice.Model;

/// <summary>
/// The places of a system of linear rate equations that are not zero, in the matrix and in its exponential. States are numbered in
/// order of flow.
/// </summary>
internal sealed class LinearPattern
{
    private readonly int[,] index;
    private readonly (int To, int Left, int Right)[] products;

    /// <summary>Makes the pattern whose exponential connects every state with all that flow into it.</summary>
    /// <param name="states">Number of states.</param>
    /// <param name="flows">Pairs of states: the second flows into the first.</param>
    public LinearPattern(int states, params (int To, int From)[] flows)
    {
        States = states;
        var reached = new bool[states, states];
        for (var i = 0; i < states; i++)
        {
            reached[i, i] = true;
        }

        foreach (var (to, from) in flows)
        {
            reached[to, from] = true;
        }

        for (var via = 0; via < states; via++)
        {
            for (var to = 0; to < states; to++)
            {
                for (var from = 0; from < states; from++)
                {
                    reached[to, from] |= reached[to, via] && reached[via, from];
                }
            }
        }

        index = new int[states, states];
        var entries = new List<(int, int)>();
        for (var to = 0; to < states; to++)
        {
            for (var from = 0; from < states; from++)
            {
                index[to, from] = reached[to, from] ? entries.Count : -1;
                if (reached[to, from])
                {
                    entries.Add((to, from));
                }
            }
        }

        Entries = [.. entries];
        products =
        [
            .. from e in entries
            from via in Enumerable.Range(0, states)
            where index[e.Item1, via] >= 0 && index[via, e.Item2] >= 0
            select (index[e.Item1, e.Item2], index[e.Item1, via], index[via, e.Item2]),
        ];
    }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>Places that are not zero, row by row.</summary>
    public (int To, int From)[] Entries { get; }

    /// <summary>Where a place is in <see cref="Entries"/>.</summary>
    public int this[int to, int from] => index[to, from];

    /// <summary>
    /// exp(rates·h) - 1 for h = ½, 1, 2 … 128 minutes: by its Taylor series at ½ minute, then by doubling, (1+K)² - 1 = 2K + K².
    /// Keeping the increment and not the matrix itself keeps every digit, and no eigenvalue is needed, so equal rates do no harm.
    /// </summary>
    /// <param name="rates">The rates per hour, one for each entry.</param>
    /// <param name="increments">Receives one block of entries for each size.</param>
    public void Exponentials<T>(ReadOnlySpan<T> rates, Span<T> increments)
        where T : struct, IReals<T>
    {
        var n = Entries.Length;
        var term = new T[n];
        var next = new T[n];
        var first = increments[..n];
        for (var i = 0; i < n; i++)
        {
            term[i] = rates[i] * T.All(0.5 / 60);
            first[i] = term[i];
        }

        for (var order = 2; order <= 12; order++)
        {
            Array.Clear(next);
            foreach (var (to, left, right) in products)
            {
                next[to] = (term[left] * rates[right]) + next[to];
            }

            for (var i = 0; i < n; i++)
            {
                term[i] = next[i] * T.All(0.5 / 60 / order);
                first[i] += term[i];
            }
        }

        for (var size = 1; size <= Mesh.Sizes; size++)
        {
            var half = increments.Slice((size - 1) * n, n);
            var whole = increments.Slice(size * n, n);
            for (var i = 0; i < n; i++)
            {
                whole[i] = half[i] + half[i];
            }

            foreach (var (to, left, right) in products)
            {
                whole[to] = (half[left] * half[right]) + whole[to];
            }
        }
    }

    /// <summary>Moves the states on by one step.</summary>
    /// <param name="increments">The increments of that step.</param>
    /// <param name="state">The states.</param>
    /// <param name="change">Room for as many changes.</param>
    public void Advance<T>(ReadOnlySpan<T> increments, Span<T> state, Span<T> change)
        where T : struct, IReals<T>
    {
        change.Clear();
        for (var i = 0; i < Entries.Length; i++)
        {
            var (to, from) = Entries[i];
            change[to] = (increments[i] * state[from]) + change[to];
        }

        for (var i = 0; i < state.Length; i++)
        {
            state[i] += change[i];
        }
    }
}

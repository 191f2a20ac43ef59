namespace Coppice.Care.Tests;

/// <summary>
/// Every score that somebody could still end with, found by trying every way to fill in what is open. Slow and plain on purpose:
/// it is what the scoring is held against.
/// </summary>
internal static class Completions
{
    /// <summary>All scores that the answers leave possible, from the published forms alone.</summary>
    public static SortedSet<decimal> Of(Published.Form form, IReadOnlyDictionary<string, decimal?> answers) =>
        form.How == Published.How.Screener ? Levels(form, answers) : Sums(form, form.Scored, answers);

    /// <summary>All sums of these items. The ways to answer the gates are tried one by one, the rest as sets of sums.</summary>
    public static SortedSet<decimal> Sums(
        Published.Form form,
        Published.Item[] items,
        IReadOnlyDictionary<string, decimal?> answers
    )
    {
        SortedSet<decimal> all = [];
        foreach (var gates in Gates(form, answers))
        {
            SortedSet<decimal> sums = [0];
            foreach (var item in items)
            {
                var asked = item.AskedWhenYesTo is not { } gate || gates[gate] == 1;
                decimal[] possible =
                    answers.GetValueOrDefault(item.Id) is { } given ? [given]
                    : asked ? item.Legal
                    : [0];
                // An answer above 0 behind a closed gate cannot be, so this way to answer the gate is none.
                sums = [.. sums.SelectMany(_ => possible.Where(v => asked || v == 0), (sum, value) => sum + value)];
            }

            all.UnionWith(sums);
        }

        return form.How == Published.How.Mean
            ? [.. all.Select(sum => Math.Round(sum / items.Length, 2, MidpointRounding.AwayFromZero))]
            : all;
    }

    /// <summary>What is still to be asked: open, and not ruled out by a No to the question that it hangs on.</summary>
    public static IEnumerable<string> StillToAsk(Published.Form form, IReadOnlyDictionary<string, decimal?> answers) =>
        form
            .Items.Where(i => i.Legal.Length > 0 && answers.GetValueOrDefault(i.Id) is null)
            .Where(i => i.AskedWhenYesTo is not { } gate || answers.GetValueOrDefault(gate) is null or 1)
            .Select(i => i.Id);

    private static IEnumerable<Dictionary<string, decimal>> Gates(
        Published.Form form,
        IReadOnlyDictionary<string, decimal?> answers
    )
    {
        IEnumerable<Dictionary<string, decimal>> ways =
        [
            [],
        ];
        foreach (var gate in form.Items.Select(i => i.AskedWhenYesTo).OfType<string>().Distinct())
        {
            decimal[] possible = answers.GetValueOrDefault(gate) is { } given ? [given] : [0, 1];
            ways = ways.SelectMany(
                _ => possible,
                (way, value) => new Dictionary<string, decimal>(way) { [gate] = value }
            );
        }

        return ways;
    }

    /// <summary>Levels of the suicide screener over every Yes and No; a question that is not asked counts as No.</summary>
    private static SortedSet<decimal> Levels(Published.Form form, IReadOnlyDictionary<string, decimal?> answers)
    {
        SortedSet<decimal> levels = [];
        for (var way = 0; way < 1 << form.Items.Length; way++)
        {
            var yes = form
                .Items.Where((_, i) => (way & (1 << i)) != 0)
                .Select(i => i.Id)
                .ToHashSet(StringComparer.Ordinal);
            var fits = form.Items.All(i =>
                answers.GetValueOrDefault(i.Id) is { } given
                    ? given == 1 == yes.Contains(i.Id)
                    : !yes.Contains(i.Id) || i.AskedWhenYesTo is not { } gate || yes.Contains(gate)
            );
            if (fits)
            {
                levels.Add(Level(yes));
            }
        }

        return levels;
    }

    /// <summary>The level of the suicide screener for these Yes answers.</summary>
    public static decimal Level(IReadOnlySet<string> yes) =>
        yes.Contains("4") || yes.Contains("5") || yes.Contains("6b") ? 3
        : yes.Contains("3") || yes.Contains("6a") ? 2
        : yes.Contains("1") || yes.Contains("2") ? 1
        : 0;
}

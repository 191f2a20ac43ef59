using System.Globalization;
using Coppice.Knowledge;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Model.Cohorts;

/// <summary>Says what in a spec cannot be right: where, what was expected, what was found.</summary>
public static class CohortCheck
{
    /// <summary>Longest horizon, days.</summary>
    public const int LongestHorizon = 180;

    /// <summary>Days that must be followed after a plan has come to nothing, so that its end is seen.</summary>
    public const int WatchedDays = 7;

    /// <summary>Most doses a day.</summary>
    public const int MostDoses = 8;

    private const int MostGroups = 20;
    private const int MostPolicies = 12;
    private const int LongestName = 40;

    /// <summary>The problems; none when the spec can be run.</summary>
    public static IReadOnlyList<RecordProblem> Problems(CohortSpec spec, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(knowledge);
        var found = new Findings();
        if (spec.Format != CohortSpec.CurrentFormat)
        {
            found.Add("$.format", CohortSpec.CurrentFormat, Quoted(spec.Format));
        }

        found.Range("$.horizonDays", spec.HorizonDays, 1, LongestHorizon);
        if (found.Range("$.everyDays", spec.PeriodDays, 1, LongestHorizon) && spec.HorizonDays % spec.PeriodDays != 0)
        {
            found.Add(
                "$.everyDays",
                $"a number of days that divides the horizon of {Text(spec.HorizonDays)}",
                Text(spec.PeriodDays)
            );
        }

        found.Count("$.groups", spec.Groups.Count, MostGroups);
        for (var i = 0; i < spec.Groups.Count; i++)
        {
            Group($"$.groups[{Text(i)}]", spec.Groups[i], knowledge, found);
        }

        Names("$.groups", spec.Groups.Select(g => g.Name), found);
        var shares = spec.Groups.Sum(g => g.Share);
        if (spec.Groups.Count > 0 && !(Math.Abs(shares - 1) <= 1e-6))
        {
            found.Add("$.groups", "shares that add up to 1", Text(shares));
        }

        found.Count("$.policies", spec.Policies.Count, MostPolicies);
        for (var i = 0; i < spec.Policies.Count; i++)
        {
            Policy($"$.policies[{Text(i)}]", spec.Policies[i], spec, found);
        }

        Names("$.policies", spec.Policies.Select(p => p.Name), found);
        Spread(spec, knowledge, found);
        return found.Problems;
    }

    /// <summary>Whether a word is a number of doses a day, <c>"1"</c> to <c>"8"</c>.</summary>
    internal static bool IsNumberOfDoses(string word) => word is [>= '1' and <= (char)('0' + MostDoses)];

    private static void Group(string path, CohortGroup group, KnowledgeBase knowledge, Findings found)
    {
        if (!(group.Share > 0 && group.Share <= 1))
        {
            found.Add($"{path}.share", "more than 0, up to 1", Text(group.Share));
        }

        Spreading($"{path}.amount", group.Amount.Spreading, 0.001, 10_000, found);
        if (group.Amount.Measure is { } measure)
        {
            found.Range($"{path}.amount.measure", measure, 0.0001, 10_000);
        }

        Spreading($"{path}.habitDays", group.HabitDays, 1, 20_000, found);
        Product(path, group, knowledge, found);
        foreach (var (doses, weight) in group.DosesPerDay)
        {
            if (!IsNumberOfDoses(doses))
            {
                found.Add($"{path}.dosesPerDay", $"doses a day from 1 to {Text(MostDoses)}", Quoted(doses));
            }

            found.Range($"{path}.dosesPerDay.{Cut(doses)}", weight, 0, 1e6);
        }

        if (!group.Weights.Any())
        {
            found.Add($"{path}.dosesPerDay", "at least one weight above 0, such as \"4\": 1", "none");
        }

        if (group.OpioidPast is { } past)
        {
            found.Range($"{path}.opioidPast.share", past.Share, 0, 1);
            found.Range($"{path}.opioidPast.priming", past.Priming, 0, 0.5);
        }
    }

    private static void Product(string path, CohortGroup group, KnowledgeBase knowledge, Findings found)
    {
        var product = group.Product;
        var kind = Word.Of(product.Kind);
        var unit = Word.Of(group.Amount.Unit);
        if (product.Content is { } content)
        {
            Spreading($"{path}.product.content", content, 0.0001, 10_000, found);
        }

        if (product.Formulation is { } formulation)
        {
            Spreading($"{path}.product.formulation", formulation, 0.1, 20, found);
            if (product.Kind == ProductKind.SevenHydroxy)
            {
                found.Add($"{path}.product.formulation", "none for sevenHydroxy: it is relative to tea", "one");
            }
        }

        if (!CohortContent.Knows(product.Kind))
        {
            var kinds = Enum.GetValues<ProductKind>().Where(CohortContent.Knows).Select(Word.Of);
            found.Add($"{path}.product.kind", $"one that the model can follow ({string.Join(", ", kinds)})", kind);
        }
        else if (!CohortContent.Fits(product.Kind, group.Amount.Unit))
        {
            found.Add($"{path}.amount.unit", $"a unit in which {kind} is measured", unit);
        }
        else if (CohortContent.Of(product, group.Amount.Unit, knowledge) is null)
        {
            found.Add(
                $"{path}.product.content",
                $"a median and gsd of the milligrams in one {unit}, as Coppice knows none for {kind}",
                "nothing"
            );
        }
    }

    private static void Policy(string path, CohortPolicy policy, CohortSpec spec, Findings found)
    {
        var kind = Word.Of(policy.Kind);
        var taper = policy.Kind == PolicyKind.Taper;
        var stepped = taper || policy.Kind == PolicyKind.ReduceDosesPerDay;
        Only(stepped, policy.EveryDays, "everyDays");
        Only(taper, policy.Cut, "cut");
        Only(taper, policy.Of, "of");
        Only(taper, policy.OverDays, "overDays");
        if (!stepped)
        {
            return;
        }

        if (policy.EveryDays is not { } every)
        {
            found.Add($"{path}.everyDays", "the days of one step", "nothing");
            return;
        }

        if (!found.Range($"{path}.everyDays", every, 1, LongestHorizon))
        {
            return;
        }

        if (taper && policy.Cut is null == policy.OverDays is null)
        {
            found.Add(path, "either cut or overDays", policy.Cut is null ? "neither" : "both");
            return;
        }

        if (policy.OverDays is not null && policy.Of is not null)
        {
            found.Add($"{path}.of", "it with a cut alone", "it with overDays");
        }

        if (policy.Cut is { } cut && !(cut is > 0 and <= 1))
        {
            found.Add($"{path}.cut", "a share above 0, up to 1", Text(cut));
            return;
        }

        if (policy.OverDays is { } over && !found.Range($"{path}.overDays", over, 1, LongestHorizon))
        {
            return;
        }

        if (policy.OverDays % every > 0)
        {
            found.Add($"{path}.everyDays", $"days that divide overDays, {Text(policy.OverDays ?? 0)}", Text(every));
            return;
        }

        Ends(path, policy, every, spec, found);

        void Only<T>(bool fits, T? value, string name)
            where T : struct
        {
            if (!fits && value is not null)
            {
                found.Add($"{path}.{name}", $"none for {kind}", "one");
            }
        }
    }

    /// <summary>A plan must come to nothing within the horizon, for the middle person of each group at least.</summary>
    private static void Ends(string path, CohortPolicy policy, int every, CohortSpec spec, Findings found)
    {
        for (var g = 0; g < spec.Groups.Count; g++)
        {
            var group = spec.Groups[g];
            if (policy.Of == CutOf.Current && group.Amount.Measure is null && policy.Cut < 1)
            {
                found.Add(
                    $"$.groups[{Text(g)}].amount.measure",
                    $"the smallest step that can be measured, as {path} cuts what is left and ends when less than that is",
                    "nothing"
                );
                continue;
            }

            var steps =
                policy.Kind == PolicyKind.Taper
                    ? StepsOf(policy, group)
                    : group.Weights.Select(w => w.Doses).LastOrDefault(1) - 1;
            var days = policy.OverDays ?? (long)steps * every;
            var most = spec.HorizonDays - WatchedDays;
            if (days > most)
            {
                found.Add(
                    path,
                    $"a plan that comes to nothing {Text(WatchedDays)} days before the horizon, by day {Text(most)}",
                    days > 3650
                        ? $"one of more than ten years in {Quoted(group.Name)}"
                        : $"one of {Text(days)} days in {Quoted(group.Name)}"
                );
                return;
            }
        }
    }

    /// <summary>Steps of a taper before nothing is taken, for the middle person of a group.</summary>
    private static int StepsOf(CohortPolicy policy, CohortGroup group)
    {
        var step = 0;
        while (step < 3650 && policy.Delivered(group.Amount.Median, group.Amount.Measure, step) > 0)
        {
            step++;
        }

        return step;
    }

    private static void Spread(CohortSpec spec, KnowledgeBase knowledge, Findings found)
    {
        foreach (var (name, sd) in spec.Spread ?? new Dictionary<string, double>())
        {
            var path = $"$.spread.{Cut(name)}";
            if (!Enum.TryParse<Symbol>(name, out var symbol) || symbol.ToString() != name)
            {
                found.Add(path, "a symbol of the model (docs/model.md), such as KM", Quoted(name));
            }
            else if (knowledge.Model[symbol].Spread == Knowledge.Spread.None)
            {
                found.Add(path, "a symbol that differs between people", Quoted(name));
            }
            else
            {
                found.Range(path, sd, 0, 1.5);
            }
        }
    }

    private static void Spreading(string path, Spreading spreading, double low, double high, Findings found)
    {
        found.Range($"{path}.median", spreading.Median, low, high);
        found.Range($"{path}.gsd", spreading.Gsd, 1, 5);
    }

    private static void Names(string path, IEnumerable<string> names, Findings found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in names.Index())
        {
            if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            {
                found.Add($"{path}[{Text(i)}].name", $"1 to {Text(LongestName)} letters in a line", Quoted(name));
            }
            else if (!seen.Add(name))
            {
                found.Add($"{path}[{Text(i)}].name", "a name that no other has", Quoted(name));
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"'{Cut(text)}'";

    private static string Cut(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private sealed class Findings
    {
        private const int Most = 100;
        private readonly List<RecordProblem> problems = [];

        public IReadOnlyList<RecordProblem> Problems => problems;

        public void Add(string path, string expected, string found)
        {
            if (problems.Count < Most)
            {
                problems.Add(new RecordProblem(path, $"expected {expected}; found {found}"));
            }
        }

        public bool Range(string path, double value, double low, double high)
        {
            if (value >= low && value <= high)
            {
                return true;
            }

            Add(path, $"{Text(low)} to {Text(high)}", Text(value));
            return false;
        }

        public void Count(string path, int count, int most)
        {
            if (count < 1 || count > most)
            {
                Add(path, $"1 to {Text(most)} of them", Text(count));
            }
        }
    }
}

using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>
/// Every form as its source publishes it, written out by hand. Nothing here is read from the shipped files, so that a slip there
/// shows.
/// </summary>
internal static class Published
{
    public enum How
    {
        Sum,
        Mean,
        Screener,
        Parts,
        Nothing,
    }

    /// <summary>The largest COWS points of each item, which make 48.</summary>
    public const decimal CowsMaximum = 4 + 4 + 5 + 5 + 4 + 4 + 5 + 4 + 4 + 4 + 5;

    private static readonly decimal[] ZeroToThree = [0, 1, 2, 3];
    private static readonly decimal[] ZeroToFour = [0, 1, 2, 3, 4];
    private static readonly decimal[] NoOrYes = [0, 1];

    public static readonly IReadOnlyList<Form> All =
    [
        new(
            "cows",
            How.Sum,
            48,
            [
                new("1", [0, 1, 2, 4]),
                new("2", [0, 1, 2, 3, 4]),
                new("3", [0, 1, 3, 5]),
                new("4", [0, 1, 2, 5]),
                new("5", [0, 1, 2, 4]),
                new("6", [0, 1, 2, 4]),
                new("7", [0, 1, 2, 3, 5]),
                new("8", [0, 1, 2, 4]),
                new("9", [0, 1, 2, 4]),
                new("10", [0, 1, 2, 4]),
                new("11", [0, 3, 5]),
            ],
            [(0, 4, "none"), (5, 12, "mild"), (13, 24, "moderate"), (25, 36, "moderately-severe"), (37, 48, "severe")]
        ),
        new(
            "sows",
            How.Sum,
            64,
            Numbered(16, ZeroToFour),
            [(0, 0, "none"), (1, 10, "mild"), (11, 20, "moderate"), (21, 64, "severe")]
        ),
        new(
            "kud",
            How.Sum,
            11,
            Numbered(11, NoOrYes),
            [(0, 1, "none"), (2, 3, "mild"), (4, 5, "moderate"), (6, 11, "severe")]
        ),
        new(
            "phq9",
            How.Sum,
            27,
            Numbered(9, ZeroToThree),
            [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately-severe"), (20, 27, "severe")]
        ),
        new(
            "gad7",
            How.Sum,
            21,
            Numbered(7, ZeroToThree),
            [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")]
        ),
        new(
            "pcptsd5",
            How.Sum,
            5,
            [
                new("0", NoOrYes) { Scored = false },
                .. Numbered(5, NoOrYes).Select(i => i with { AskedWhenYesTo = "0" }),
            ],
            [(0, 3, "negative"), (4, 5, "positive")]
        ),
        new(
            "peg",
            How.Mean,
            10,
            [Number("1", 10), Number("2", 10), Number("3", 10)],
            [(0, 3.99m, "low"), (4, 6.99m, "moderate"), (7, 10, "severe")]
        ),
        new(
            "cssrs",
            How.Screener,
            3,
            [
                new("1", NoOrYes),
                new("2", NoOrYes),
                new("3", NoOrYes) { AskedWhenYesTo = "2" },
                new("4", NoOrYes) { AskedWhenYesTo = "2" },
                new("5", NoOrYes) { AskedWhenYesTo = "2" },
                new("6a", NoOrYes),
                new("6b", NoOrYes) { AskedWhenYesTo = "6a" },
            ],
            [(0, 0, "none"), (1, 1, "low"), (2, 2, "moderate"), (3, 3, "high")]
        ),
        new(
            "bam",
            How.Parts,
            180,
            [
                new("version", []) { Words = "days or likert" },
                Number("use", 90),
                Number("risk", 180),
                Number("protective", 180),
            ],
            [],
            "days"
        ),
        new(
            "bam",
            How.Parts,
            180,
            [
                new("version", []) { Words = "days or likert" },
                Number("use", 12),
                Number("risk", 24),
                Number("protective", 24),
            ],
            [],
            "likert"
        ),
        new("craving", How.Sum, 10, [Number("1", 10)], []),
        new("kpanel", How.Sum, 48, Numbered(12, ZeroToFour), []),
        new(
            "dosescreen",
            How.Nothing,
            0,
            [
                Number("1", 48),
                new("2", []) { Words = "pain, mood, energy, sleep, enjoyment, replace, withdrawal, habit or other" },
                new("3", NoOrYes),
                new("4", NoOrYes),
                new("5", []) { Words = "leaf, extract, 7oh or unknown" },
            ],
            []
        ),
        new(
            "ldq",
            How.Sum,
            30,
            [Number("total", 30)],
            [(0, 9, "low"), (10, 10, "unclassified"), (11, 20, "moderate"), (21, 30, "severe")]
        ),
        new(
            "dast10",
            How.Sum,
            10,
            [Number("total", 10)],
            [(0, 0, "none"), (1, 2, "low"), (3, 5, "moderate"), (6, 8, "substantial"), (9, 10, "severe")]
        ),
        new("sds", How.Sum, 15, [Number("total", 15)], []),
        new("kds", How.Sum, 100, [Number("total", 100)], []),
        new("oows", How.Sum, 13, [Number("total", 13)], []),
    ];

    public static Form Of(string name) => All.First(f => f.Name == name);

    public static TheoryData<string> Names => [.. All.Select(f => f.Name)];

    public static TheoryData<string> WithTotal => [.. All.Where(f => f.HasTotal).Select(f => f.Name)];

    private static Item[] Numbered(int count, decimal[] legal) =>
        [.. Enumerable.Range(1, count).Select(i => new Item(i.ToString(null, null), legal))];

    private static Item Number(string id, int high) =>
        new(id, [.. Enumerable.Range(0, high + 1).Select(i => (decimal)i)]) { ByNumber = true };

    /// <summary>One question and the only points it can take.</summary>
    public sealed record Item(string Id, decimal[] Legal)
    {
        public bool ByNumber { get; init; }

        public string? Words { get; init; }

        public string? AskedWhenYesTo { get; init; }

        public bool Scored { get; init; } = true;

        /// <summary>What a message must say is legal.</summary>
        public string Says =>
            Words is not null ? $"takes a word, not a number ({Words})"
            : ByNumber ? $"must be a whole number from 0 to {Legal[^1]}"
            : $"must be {string.Join(", ", Legal[..^1])} or {Legal[^1]}";
    }

    public sealed record Form(
        string Id,
        How How,
        decimal Maximum,
        Item[] Items,
        (decimal Low, decimal High, string Code)[] Bands,
        string? Version = null
    )
    {
        public string Name => Version is null ? Id : $"{Id}/{Version}";

        public bool HasTotal => How is not (How.Parts or How.Nothing);

        public Item[] Scored => [.. Items.Where(i => i.Scored && i.Legal.Length > 0)];

        /// <summary>The form as it ships, a new copy each time, so that a test sees nothing that scoring kept from another.</summary>
        public Instrument Shipped => KnowledgeBase.Default.Instruments[Id] with { };

        /// <summary>The band of a total; null when the form has none.</summary>
        public string? BandOf(decimal total)
        {
            foreach (var (low, high, code) in Bands)
            {
                if (low <= total && total <= high)
                {
                    return code;
                }
            }

            return null;
        }

        public Answers Answered(IReadOnlyDictionary<string, decimal?>? items = null, decimal? total = null) =>
            new()
            {
                Instrument = Id,
                Version = Version,
                Items = items,
                Total = total,
            };

        public Answers With(string item, decimal value) =>
            Answered(new Dictionary<string, decimal?> { [item] = value });

        public Score Score(IReadOnlyDictionary<string, decimal?>? items = null, decimal? total = null) =>
            Scoring.Score(Shipped, Answered(items, total));

        public IReadOnlyList<IllegalAnswer> Illegal(Answers answers) => Scoring.Illegal(Shipped, answers);
    }
}

using System.Globalization;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care.Tests;

public class ScoringTests
{
    [Fact]
    public void Every_instrument_loads() =>
        Assert.Equal(
            [
                "bam",
                "cows",
                "craving",
                "cssrs",
                "dast10",
                "dosescreen",
                "gad7",
                "kds",
                "kpanel",
                "kud",
                "ldq",
                "oows",
                "pcptsd5",
                "peg",
                "phq9",
                "sds",
                "sows",
            ],
            KnowledgeBase.Default.Instruments.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(WithTotal))]
    public void An_empty_form_is_never_zero(string id)
    {
        var score = Score(id);
        Assert.Null(score.Total);
        Assert.False(score.Complete);
        Assert.Equal((score.Minimum, score.Maximum), (score.Low, score.High));
        Assert.Null(score.Band);
    }

    public static TheoryData<string> WithTotal =>
        [.. KnowledgeBase.Default.Instruments.Values.Where(i => i.HasTotal).Select(i => i.Id)];

    [Fact]
    public void Cows_adds_up_and_names_its_band()
    {
        var score = Score("cows", Every("cows", item => item.High));
        Assert.Equal(48, score.Total);
        Assert.Equal("severe", score.Band);
        Assert.Empty(score.Unanswered);
    }

    [Fact]
    public void An_open_item_gives_a_range_and_a_span_of_bands()
    {
        var items = Every("cows", item => item.Answers[1].Value!.Value);
        items.Remove("11");
        var score = Score("cows", items);
        Assert.Null(score.Total);
        Assert.Equal((10, 15), (score.Low, score.High));
        Assert.Equal("mild to moderate", score.BandLabel);
        Assert.Null(score.Band);
        Assert.Equal(["11"], score.Unanswered);
    }

    [Theory]
    [InlineData("cows", "1", "3", "item 1 must be 0, 1, 2 or 4; found 3")]
    [InlineData("cows", "11", "4", "item 11 must be 0, 3 or 5; found 4")]
    [InlineData("peg", "2", "11", "item 2 must be a whole number from 0 to 10; found 11")]
    [InlineData("peg", "2", "2.5", "item 2 must be a whole number from 0 to 10; found 2.5")]
    [InlineData("gad7", "8", "1", "gad7 has no item '8'; its items are 1, 2, 3, 4, 5, 6, 7")]
    [InlineData("dosescreen", "5", "1", "item 5 takes a word, not a number (leaf, extract, 7oh or unknown); found 1")]
    public void An_illegal_item_is_refused_with_the_legal_values(string id, string item, string value, string message)
    {
        var answers = Answers(id, new() { [item] = decimal.Parse(value, CultureInfo.InvariantCulture) });
        Assert.Equal(message, Assert.Single(Scoring.Illegal(Of(id), answers)).Message);
        Assert.Throws<ArgumentException>(() => Scoring.Score(Of(id), answers));
    }

    [Fact]
    public void An_instrument_that_does_not_exist_is_refused() =>
        Assert.StartsWith(
            "instrument must be bam, cows,",
            Assert.Single(Scoring.Illegal(KnowledgeBase.Default, Answers("cow"))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("cows", 49, "total must be a whole number from 0 to 48; found 49")]
    [InlineData("ldq", 31, "total must be a whole number from 0 to 30; found 31")]
    [InlineData("bam", 31, "bam has no overall total, only use, risk, protective; found 31")]
    public void An_illegal_total_is_refused(string id, decimal total, string message)
    {
        var answers = Answers(id) with { Total = total, Version = "days" };
        Assert.Equal(message, Assert.Single(Scoring.Illegal(Of(id), answers)).Message);
    }

    [Fact]
    public void Items_and_a_total_must_agree()
    {
        var answers = Answers("gad7", Every("gad7", _ => 1)) with { Total = 8 };
        Assert.Equal(
            "total must agree with the items, which give 7; found 8",
            Assert.Single(Scoring.Illegal(Of("gad7"), answers)).Message
        );
        Assert.Equal(7, Scoring.Score(Of("gad7"), answers with { Total = 7 }).Total);
    }

    [Theory]
    [InlineData("cows", 0, 0, 4)]
    [InlineData("cows", 3, 25, 48)]
    [InlineData("sows", 3, 21, 64)]
    [InlineData("phq9", 2, 10, 14)]
    [InlineData("kud", 1, 2, 3)]
    public void A_published_band_alone_gives_its_range(string id, int band, decimal low, decimal high)
    {
        var score = Scoring.Score(Of(id), Answers(id) with { Band = band });
        Assert.Null(score.Total);
        Assert.Equal((low, high), (score.Low, score.High));
    }

    [Fact]
    public void A_mean_is_a_mean()
    {
        var score = Score(
            "peg",
            new()
            {
                ["1"] = 3,
                ["2"] = 4,
                ["3"] = 4,
            }
        );
        Assert.Equal(3.67m, score.Total);
        Assert.Equal("low", score.Band);
    }

    [Fact]
    public void No_exposure_scores_zero_and_no_answer_about_exposure_scores_nothing()
    {
        Assert.Equal(0, Score("pcptsd5", new() { ["0"] = 0 }).Total);
        Assert.Empty(Score("pcptsd5", new() { ["0"] = 0 }).Unanswered);
        var open = Score("pcptsd5", Every("pcptsd5", i => i.LinkId == "0" ? null : 0));
        Assert.Null(open.Total);
        Assert.Equal(["0"], open.Unanswered);
    }

    [Theory]
    [InlineData("4", 3, 3)]
    [InlineData("6b", 3, 3)]
    [InlineData("6a", 2, 3)]
    [InlineData("3", 2, 3)]
    [InlineData("1", 1, 3)]
    public void One_yes_sets_at_least_its_level(string item, decimal low, decimal high)
    {
        var score = Score("cssrs", new() { [item] = 1 });
        Assert.Equal((low, high), (score.Low, score.High));
        Assert.Equal(item, Assert.Single(score.Alerts).Item);
    }

    [Fact]
    public void No_to_the_gates_is_none_and_a_yes_behind_a_gate_counts()
    {
        Assert.Equal(
            "none",
            Score(
                "cssrs",
                new()
                {
                    ["1"] = 0,
                    ["2"] = 0,
                    ["6a"] = 0,
                }
            ).Band
        );
        Assert.Equal(
            "high",
            Score(
                "cssrs",
                new()
                {
                    ["1"] = 0,
                    ["2"] = 0,
                    ["5"] = 1,
                    ["6a"] = 0,
                }
            ).Band
        );
    }

    [Fact]
    public void Bam_totals_need_their_version()
    {
        var items = new Dictionary<string, decimal?> { ["use"] = 13, ["risk"] = 20 };
        Assert.Equal(
            "version must be days or likert; found none",
            Assert.Single(Scoring.Illegal(Of("bam"), Answers("bam", items))).Message
        );
        Assert.Equal(
            "item use must be a whole number from 0 to 12; found 13",
            Assert.Single(Scoring.Illegal(Of("bam"), Answers("bam", items) with { Version = "likert" })).Message
        );
        var score = Scoring.Score(Of("bam"), Answers("bam", items) with { Version = "days" });
        Assert.Equal("days", score.Version);
        Assert.Equal([13, 20, null], score.Subscales.Select(s => s.Total));
        Assert.Equal((0, 180), (score.Subscales[2].Low, score.Subscales[2].High));
        Assert.Null(score.Total);
        Assert.Equal(["protective"], score.Unanswered);
    }

    private static Instrument Of(string id) => KnowledgeBase.Default.Instruments[id];

    private static Dictionary<string, decimal?> Every(string id, Func<InstrumentItem, decimal?> value) =>
        Of(id).Items.ToDictionary(i => i.LinkId, value);

    private static Answers Answers(string id, Dictionary<string, decimal?>? items = null) =>
        new() { Instrument = id, Items = items };

    private static Score Score(string id, Dictionary<string, decimal?>? items = null) =>
        Scoring.Score(Of(id), Answers(id, items));
}

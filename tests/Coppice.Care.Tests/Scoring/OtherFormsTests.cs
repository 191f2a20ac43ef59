using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>Forms that a clinic may add: scoring holds for shapes that none of the shipped forms has.</summary>
public class OtherFormsTests
{
    [Fact]
    public void Where_answers_start_at_1_a_blank_counts_at_least_1()
    {
        var form = Form(ScoreMethod.Sum, 3, 15, Number("a", 1, 5), Number("b", 1, 5), Number("c", 1, 5));
        var score = Scoring.Score(form, Answers(("b", 2)));
        Assert.Equal((4, 12), (score.Low, score.High));
        Assert.Equal("item a must be a whole number from 1 to 5; found 0", Refused(form, Answers(("a", 0))));
    }

    [Fact]
    public void A_part_of_a_form_scored_by_means_is_a_mean_too()
    {
        var form = Form(ScoreMethod.Mean, 0, 10, Number("a", 0, 10), Number("b", 0, 10), Number("c", 0, 10)) with
        {
            Subscales = [new("part", "Part", ["a", "b"])],
        };
        Assert.Equal(
            [new("part", "Part", 4.5m, 4.5m, 4.5m)],
            Scoring.Score(form, Answers(("a", 4), ("b", 5))).Subscales
        );
        Assert.Equal([new("part", "Part", null, 2, 7)], Scoring.Score(form, Answers(("a", 4))).Subscales);
    }

    [Fact]
    public void A_part_whose_questions_are_ruled_out_is_known()
    {
        var form = Form(ScoreMethod.Sum, 0, 6, Number("a", 0, 2), Number("b", 0, 2), Gated("c", "a", 2)) with
        {
            Subscales = [new("part", "Part", ["b", "c"])],
        };
        Assert.Equal([new("part", "Part", 1, 1, 1)], Scoring.Score(form, Answers(("a", 1), ("b", 1))).Subscales);
        Assert.Equal([new("part", "Part", null, 1, 3)], Scoring.Score(form, Answers(("a", 2), ("b", 1))).Subscales);
        Assert.Equal([new("part", "Part", null, 1, 3)], Scoring.Score(form, Answers(("b", 1))).Subscales);
        Assert.Equal(
            "item c must be 0 or not answered, because it is asked only when item a is 2; found 1",
            Refused(form, Answers(("a", 1), ("c", 1)))
        );
    }

    [Fact]
    public void A_total_of_a_one_item_form_must_be_one_of_its_answers()
    {
        var form = Form(ScoreMethod.Single, 0, 4, Steps("a", 0, 2, 4));
        Assert.Equal("total must be 0, 2 or 4; found 3", Refused(form, Answers() with { Total = 3 }));
        Assert.Equal(2, Scoring.Score(form, Answers() with { Total = 2 }).Total);
        Assert.Empty(Scoring.Score(form, Answers() with { Total = 2 }).Unanswered);
    }

    [Fact]
    public void The_only_legal_answer_is_named_alone() =>
        Assert.Equal(
            "item a must be 2; found 1",
            Refused(Form(ScoreMethod.Sum, 2, 2, Steps("a", 2)), Answers(("a", 1)))
        );

    [Fact]
    public void A_form_of_63_items_with_63_points_each_fits()
    {
        var ids = Enumerable.Range(1, 63).Select(i => $"i{i}").ToArray();
        var form = Form(ScoreMethod.Sum, 0, 63 * 63, [.. ids.Select(id => Steps(id, 0, 63))]);
        Assert.Equal(63 * 63, Scoring.Score(form, Answers([.. ids.Select(id => (id, 63m))])).Total);
        Assert.Equal((63, 63 * 63), Range(Scoring.Score(form, Answers(("i63", 63)))));
        Assert.Equal("item i63 must be 0 or 63; found 31", Refused(form, Answers(("i63", 31))));
    }

    private static (decimal Low, decimal High) Range(Score score) => (score.Low, score.High);

    private static string Refused(Instrument form, Answers answers) =>
        Assert.Single(Scoring.Illegal(form, answers)).Message;

    private static Answers Answers(params (string Item, decimal Value)[] items) =>
        new() { Instrument = "clinic", Items = items.ToDictionary(i => i.Item, i => (decimal?)i.Value) };

    private static Instrument Form(ScoreMethod method, decimal low, decimal high, params InstrumentItem[] items) =>
        KnowledgeBase.Default.Instruments["kpanel"] with
        {
            Id = "clinic",
            Method = method,
            Minimum = low,
            Maximum = high,
            Items = items,
            TotalItems = [.. items.Select(i => i.LinkId)],
        };

    private static InstrumentItem Number(string id, decimal low, decimal high) =>
        new()
        {
            LinkId = id,
            Text = id,
            TakesPoints = true,
            Low = low,
            High = high,
        };

    private static InstrumentItem Gated(string id, string gate, decimal when) =>
        Number(id, 0, 2) with
        {
            AskedWhen = new Gate(gate, when),
        };

    private static InstrumentItem Steps(string id, params decimal[] points) =>
        Number(id, points[0], points[^1]) with
        {
            Answers = [.. points.Select(p => new LegalAnswer($"{p}", p, $"{p}"))],
        };
}

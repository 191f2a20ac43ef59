using System.Globalization;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care.Tests;

/// <summary>What a form allows is accepted; anything else is refused, and the person who entered it is told what fits.</summary>
public class LegalAnswersTests
{
    private static readonly decimal[] Odd =
    [
        -1000,
        -0.01m,
        0.01m,
        15,
        16,
        31,
        32,
        63,
        64,
        65,
        96,
        128,
        1000,
        4294967296m,
    ];

    public static TheoryData<string> Forms => Published.Names;

    public static TheoryData<string> FormsWithTotal => Published.WithTotal;

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_asks_what_its_source_asks_and_no_more(string name)
    {
        var form = Published.Of(name);
        Assert.Equal(form.Items.Select(i => i.Id), form.Shipped.Items.Select(i => i.LinkId));
        Assert.Equal((0, form.Maximum), (form.Shipped.Minimum, form.Shipped.Maximum));
    }

    [Fact]
    public void No_shipped_form_is_left_out_here() =>
        Assert.Equal(
            KnowledgeBase.Default.Instruments.Keys.Order(StringComparer.Ordinal),
            Published.All.Select(f => f.Id).Distinct().Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_answer_on_the_form_is_accepted(string name)
    {
        var form = Published.Of(name);
        foreach (var item in form.Items)
        {
            foreach (var value in item.Legal)
            {
                Assert.Empty(form.Illegal(form.With(item.Id, value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_other_answer_is_refused_and_the_message_names_the_legal_ones(string name)
    {
        var form = Published.Of(name);
        foreach (var item in form.Items)
        {
            var over = item.Legal.Length == 0 ? 1 : item.Legal[^1];
            var grid = Enumerable.Range(-4, 29).Select(i => i / 2m).Concat(Odd).Append(over + 1).Append(over + 0.5m);
            foreach (var value in grid.Except(item.Legal))
            {
                var answers = form.With(item.Id, value);
                var refused = Assert.Single(form.Illegal(answers));
                Assert.Equal(item.Id, refused.Item);
                Assert.Equal($"item {item.Id} {item.Says}; found {value:0.##}", refused.Message);
                var thrown = Assert.Throws<ArgumentException>(() => Scoring.Score(form.Shipped, answers));
                Assert.Contains($"{form.Id}: {refused.Message}", thrown.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("2.0001", "2.0001")]
    [InlineData("2.50", "2.5")]
    [InlineData("3.0", "3")]
    public void A_refused_value_is_shown_as_it_was_given(string given, string shown) =>
        Assert.Equal(
            $"item 1 must be 0, 1, 2 or 4; found {shown}",
            Assert
                .Single(
                    Published
                        .Of("cows")
                        .Illegal(Published.Of("cows").With("1", decimal.Parse(given, CultureInfo.InvariantCulture)))
                )
                .Message
        );

    [Fact]
    public void Every_wrong_answer_is_named_not_only_the_first()
    {
        var cows = Published.Of("cows");
        var answers = cows.Answered(
            new Dictionary<string, decimal?>
            {
                ["11"] = 4,
                ["1"] = 3,
                ["2"] = 2,
                ["12"] = 0,
                ["0"] = 0,
            }
        );
        var refused = cows.Illegal(answers);
        Assert.Equal(["1", "11", "0", "12"], refused.Select(r => r.Item));
        Assert.StartsWith(
            "cows: item 1 must be 0, 1, 2 or 4; found 3; item 11 must be 0, 3 or 5; found 4; cows has no item '0';",
            Assert.Throws<ArgumentException>(() => Scoring.Score(cows.Shipped, answers)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("cows has no item '12'; its items are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11", refused[^1].Message);
    }

    [Fact]
    public void An_item_left_blank_is_not_a_wrong_answer()
    {
        var cows = Published.Of("cows");
        var answers = cows.Answered(new Dictionary<string, decimal?> { ["1"] = null, ["2"] = 1 });
        Assert.Empty(cows.Illegal(answers));
        Assert.DoesNotContain("2", Scoring.Score(cows.Shipped, answers).Unanswered);
        Assert.Contains("1", Scoring.Score(cows.Shipped, answers).Unanswered);
    }

    [Fact]
    public void A_blank_under_a_name_that_is_no_item_is_refused_too() =>
        Assert.Equal(
            "13",
            Assert
                .Single(
                    Published
                        .Of("cows")
                        .Illegal(Published.Of("cows").Answered(new Dictionary<string, decimal?> { ["13"] = null }))
                )
                .Item
        );

    [Theory]
    [MemberData(nameof(FormsWithTotal))]
    public void Every_total_within_the_range_is_accepted_and_every_one_outside_is_refused(string name)
    {
        var form = Published.Of(name);
        for (var total = 0m; total <= form.Maximum; total++)
        {
            var score = form.Score(total: total);
            Assert.Equal((total, total, total), (score.Total, score.Low, score.High));
            Assert.Equal(form.BandOf(total), score.Band);
            Assert.True(score.Complete);
        }

        var kind = form.How == Published.How.Mean ? "" : "whole ";
        foreach (var total in Odd.Concat([-1, -0.5m, form.Maximum + 0.5m, form.Maximum + 1, form.Maximum * 2 + 1]))
        {
            if ((total > 0 && total <= form.Maximum && decimal.IsInteger(total)) || (kind == "" && total is 0.01m))
            {
                continue;
            }

            var message = Assert.Single(form.Illegal(form.Answered(total: total))).Message;
            Assert.EndsWith(
                $"must be a {kind}number from 0 to {form.Maximum}; found {total:0.##}",
                message,
                StringComparison.Ordinal
            );
            Assert.StartsWith("total ", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("cows", 12.5)]
    [InlineData("sows", 0.5)]
    [InlineData("phq9", 9.5)]
    [InlineData("kud", 1.5)]
    [InlineData("ldq", 10.5)]
    [InlineData("cssrs", 2.5)]
    [InlineData("craving", 7.5)]
    public void A_half_point_is_no_total(string name, decimal total) =>
        Assert.Equal(
            "total",
            Assert.Single(Published.Of(name).Illegal(Published.Of(name).Answered(total: total))).Item
        );

    [Theory]
    [InlineData("bam/days", "bam has no overall total, only use, risk, protective; found 5")]
    [InlineData("bam/likert", "bam has no overall total, only use, risk, protective; found 5")]
    [InlineData("dosescreen", "dosescreen has no overall total; found 5")]
    public void A_form_without_an_overall_score_takes_no_total(string name, string message) =>
        Assert.Equal(
            new IllegalAnswer("total", message),
            Assert.Single(Published.Of(name).Illegal(Published.Of(name).Answered(total: 5)))
        );

    [Fact]
    public void Answers_to_one_form_are_never_scored_as_another()
    {
        var sows = Published.Of("sows").Answered(total: 10);
        Assert.Equal(
            new IllegalAnswer("instrument", "instrument must be cows; found 'sows'"),
            Assert.Single(Scoring.Illegal(Published.Of("cows").Shipped, sows))
        );
        Assert.Throws<ArgumentException>(() => Scoring.Score(Published.Of("cows").Shipped, sows));
    }

    [Fact]
    public void A_form_that_does_not_exist_is_refused_with_the_ones_that_do() =>
        Assert.Equal(
            new IllegalAnswer(
                "instrument",
                "instrument must be bam, cows, craving, cssrs, dast10, dosescreen, gad7, kds, kpanel, kud, ldq, oows, pcptsd5, "
                    + "peg, phq9, sds or sows; found 'ciwa'"
            ),
            Assert.Single(Scoring.Illegal(KnowledgeBase.Default, new Answers { Instrument = "ciwa" }))
        );

    [Fact]
    public void A_form_that_does_exist_is_found_by_its_name() =>
        Assert.Equal(
            "item 1 must be 0, 1, 2 or 4; found 3",
            Assert.Single(Scoring.Illegal(KnowledgeBase.Default, Published.Of("cows").With("1", 3))).Message
        );

    [Fact]
    public void Nothing_in_place_of_answers_is_a_mistake_of_the_caller()
    {
        var cows = Published.Of("cows");
        Assert.Throws<ArgumentNullException>(() => Scoring.Illegal((KnowledgeBase)null!, cows.Answered()));
        Assert.Throws<ArgumentNullException>(() => Scoring.Illegal(KnowledgeBase.Default, null!));
        Assert.Throws<ArgumentNullException>("instrument", () => Scoring.Illegal((Instrument)null!, cows.Answered()));
        Assert.Throws<ArgumentNullException>(() => Scoring.Illegal(cows.Shipped, null!));
        Assert.Throws<ArgumentNullException>("instrument", () => Scoring.Score(null!, cows.Answered()));
        Assert.Throws<ArgumentNullException>(() => Scoring.Score(cows.Shipped, null!));
    }
}

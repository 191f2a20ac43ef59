namespace Coppice.Care.Tests;

/// <summary>A total or a band that somebody wrote down, alone or with some of the answers.</summary>
public class StatedScoresTests
{
    public static TheoryData<string> FormsWithTotal => Published.WithTotal;

    [Theory]
    [MemberData(nameof(FormsWithTotal))]
    public void A_total_that_the_answers_rule_out_is_refused_and_one_they_allow_is_taken(string name)
    {
        var form = Published.Of(name);
        if (form.How is Published.How.Screener || form.Scored.Length == 1)
        {
            return;
        }

        var item = form.Scored[^1];
        var answers = form.Items.Where(i => !i.Scored).Append(item).ToDictionary(i => i.Id, i => (decimal?)i.Legal[^1]);
        var open = form.Score(answers);
        foreach (var total in Enumerable.Range(0, (int)form.Maximum + 1))
        {
            var stated = form.Answered(answers, total);
            if (total >= open.Low && total <= open.High)
            {
                var score = Scoring.Score(form.Shipped, stated);
                Assert.Equal((total, total, total), (score.Total, score.Low, score.High));
                Assert.Equal(form.BandOf(total), score.Band);
                Assert.Equal(open.Unanswered, score.Unanswered);
            }
            else
            {
                Assert.Equal(
                    new IllegalAnswer(
                        "total",
                        $"total must agree with the items, which allow {open.Low:0.##} to {open.High:0.##}; found {total}"
                    ),
                    Assert.Single(form.Illegal(stated))
                );
            }
        }
    }

    [Theory]
    [InlineData("ldq", "total")]
    [InlineData("craving", "1")]
    public void For_a_scale_of_one_number_the_total_is_the_answer(string name, string item)
    {
        var form = Published.Of(name);
        var byTotal = form.Score(total: 7);
        var byItem = form.Score(new Dictionary<string, decimal?> { [item] = 7 });
        Assert.Equal(
            (byItem.Total, byItem.Low, byItem.High, byItem.Band),
            (byTotal.Total, byTotal.Low, byTotal.High, byTotal.Band)
        );
        Assert.Empty(byTotal.Unanswered);
        Assert.Equal(7, form.Score(new Dictionary<string, decimal?> { [item] = 7 }, 7).Total);
        Assert.Equal(
            "total must agree with the items, which give 6; found 7",
            Assert.Single(form.Illegal(form.Answered(new Dictionary<string, decimal?> { [item] = 6 }, 7))).Message
        );
    }

    [Theory]
    [InlineData("cows", 0, 0, 4)]
    [InlineData("cows", 1, 5, 12)]
    [InlineData("cows", 2, 13, 24)]
    [InlineData("cows", 3, 25, 48)]
    [InlineData("sows", 0, 0, 0)]
    [InlineData("sows", 1, 1, 10)]
    [InlineData("sows", 2, 11, 20)]
    [InlineData("sows", 3, 21, 64)]
    [InlineData("phq9", 3, 15, 27)]
    [InlineData("gad7", 3, 15, 21)]
    [InlineData("kud", 3, 6, 11)]
    [InlineData("dast10", 3, 6, 10)]
    [InlineData("ldq", 1, 0, 9)]
    [InlineData("peg", 2, 4, 6.99)]
    [InlineData("cssrs", 2, 2, 2)]
    public void A_severity_alone_gives_the_scores_it_can_stand_for(string name, int severity, decimal low, decimal high)
    {
        var form = Published.Of(name);
        var score = Scoring.Score(form.Shipped, form.Answered() with { Band = severity });
        Assert.Equal((low, high), (score.Low, score.High));
        Assert.Equal(form.BandOf(low) == form.BandOf(high) ? form.BandOf(low) : null, score.Band);
        Assert.NotEmpty(score.Unanswered);
    }

    [Theory]
    [InlineData("cows", 4, "band must be 0, 1, 2 or 3; found 4")]
    [InlineData("cows", -1, "band must be 0, 1, 2 or 3; found -1")]
    [InlineData("ldq", 0, "band must be 1, 2 or 3; found 0")]
    [InlineData("peg", 1, "band must be 2 or 3; found 1")]
    [InlineData("kpanel", 1, "kpanel has no published severity bands; found 1")]
    [InlineData("pcptsd5", 1, "pcptsd5 has no published severity bands; found 1")]
    [InlineData("bam/days", 1, "bam has no published severity bands; found 1")]
    public void A_severity_that_the_form_does_not_have_is_refused(string name, int severity, string message)
    {
        var form = Published.Of(name);
        Assert.Equal(
            new IllegalAnswer("band", message),
            Assert.Single(form.Illegal(form.Answered() with { Band = severity }))
        );
    }

    [Fact]
    public void A_severity_must_agree_with_the_total()
    {
        var cows = Published.Of("cows");
        for (var total = 0; total <= 48; total++)
        {
            var own =
                total >= 25 ? 3
                : total >= 13 ? 2
                : total >= 5 ? 1
                : 0;
            for (var severity = 0; severity <= 3; severity++)
            {
                var answers = cows.Answered(total: total) with { Band = severity };
                Assert.Equal(severity == own, cows.Illegal(answers).Count == 0);
            }

            Assert.Equal(total, Scoring.Score(cows.Shipped, cows.Answered(total: total) with { Band = own }).Total);
        }

        Assert.Equal(
            new IllegalAnswer("band", "band 3 is 25 to 48 and must agree with the answers, which give 24"),
            Assert.Single(cows.Illegal(cows.Answered(total: 24) with { Band = 3 }))
        );
    }

    [Fact]
    public void A_severity_must_agree_with_the_answers()
    {
        var gad7 = Published.Of("gad7");
        var items = Enumerable.Range(1, 4).ToDictionary(i => $"{i}", _ => (decimal?)0);
        Assert.Equal(
            "band 3 is 15 to 21 and must agree with the answers, which give 0 to 9",
            Assert.Single(gad7.Illegal(gad7.Answered(items) with { Band = 3 })).Message
        );
    }

    [Fact]
    public void A_severity_and_some_answers_together_say_no_less_than_either_alone()
    {
        var cows = Published.Of("cows");
        var score = Scoring.Score(cows.Shipped, cows.With("11", 5) with { Band = 3 });
        Assert.Equal((null, 25, 48), (score.Total, score.Low, score.High));
        Assert.Equal(10, score.Unanswered.Count);

        var mild = Scoring.Score(
            cows.Shipped,
            cows.Answered(new Dictionary<string, decimal?> { ["3"] = 5, ["11"] = 3 }) with
            {
                Band = 1,
            }
        );
        Assert.Equal((null, 8, 12, "mild"), (mild.Total, mild.Low, mild.High, mild.Band));
    }

    [Fact]
    public void A_stated_level_of_suicide_risk_never_caps_what_open_answers_may_add()
    {
        var cssrs = Published.Of("cssrs");
        var score = Scoring.Score(cssrs.Shipped, cssrs.With("1", 1) with { Band = 2 });
        Assert.Equal((null, 2, 3), (score.Total, score.Low, score.High));
    }
}

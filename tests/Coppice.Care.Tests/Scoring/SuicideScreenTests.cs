namespace Coppice.Care.Tests;

/// <summary>The suicide screener: what each pattern of answers means, and that no blank ever calms it.</summary>
public class SuicideScreenTests
{
    private static readonly string[] Items = ["1", "2", "3", "4", "5", "6a", "6b"];
    private static readonly string[] Bands = ["none", "low", "moderate", "high"];

    private static readonly Published.Form Form = Published.Of("cssrs");

    [Fact]
    public void Every_full_pattern_of_yes_and_no_has_its_level()
    {
        for (var pattern = 0; pattern < 1 << 7; pattern++)
        {
            var answers = Items.Index().ToDictionary(i => i.Item, i => (decimal?)((pattern >> i.Index) & 1));
            var yes = Items.Where(i => answers[i] == 1).ToHashSet(StringComparer.Ordinal);
            var level = (int)Completions.Level(yes);
            var score = Form.Score(answers);
            Assert.Equal((level, level, level, Bands[level]), (score.Total, score.Low, score.High, score.Band));
            Assert.True(score.Complete);
            Assert.Equal(Items.Where(yes.Contains), score.Alerts.Select(a => a.Item));
            Assert.All(score.Alerts, a => Assert.Equal(("suicide", 1), (a.Code, a.Value)));
        }
    }

    [Fact]
    public void Every_pattern_with_blanks_gives_exactly_the_levels_it_leaves_open()
    {
        for (var pattern = 0; pattern < 2187; pattern++)
        {
            var rest = pattern;
            var answers = new Dictionary<string, decimal?>();
            foreach (var item in Items)
            {
                answers[item] = (rest % 3) switch
                {
                    2 => null,
                    var given => given,
                };
                rest /= 3;
            }

            var possible = Completions.Of(Form, answers);
            var score = Form.Score(answers);
            Assert.Equal((possible.Min, possible.Max), (score.Low, score.High));
            Assert.Equal(possible.Count == 1 ? possible.Min : null, score.Total);
            Assert.Equal(possible.Count == 1 ? Bands[(int)possible.Min] : null, score.Band);
            Assert.Equal(Completions.StillToAsk(Form, answers), score.Unanswered);
            Assert.Equal(Items.Where(i => answers[i] == 1), score.Alerts.Select(a => a.Item));
        }
    }

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    [InlineData("6b")]
    public void Intent_a_plan_or_recent_behavior_is_high_whatever_is_blank_or_said_no_to(string item)
    {
        Assert.Equal("high", Form.Score(new Dictionary<string, decimal?> { [item] = 1 }).Band);
        var no = Items.ToDictionary(i => i, i => (decimal?)(i == item ? 1 : 0));
        Assert.Equal("high", Form.Score(no).Band);
    }

    [Fact]
    public void None_is_said_only_when_everything_that_is_asked_was_answered_no()
    {
        var no = new Dictionary<string, decimal?>
        {
            ["1"] = 0,
            ["2"] = 0,
            ["6a"] = 0,
        };
        Assert.Equal("none", Form.Score(no).Band);
        Assert.Empty(Form.Score(no).Unanswered);
        foreach (var left in no.Keys.ToList())
        {
            var score = Form.Score(new Dictionary<string, decimal?>(no) { [left] = null });
            Assert.Null(score.Band);
            Assert.Null(score.Total);
            Assert.Equal(left == "1" ? 1 : 3, score.High);
        }
    }

    [Fact]
    public void A_lifetime_attempt_with_no_date_is_moderate_to_high()
    {
        var score = Form.Score(
            new Dictionary<string, decimal?>
            {
                ["1"] = 0,
                ["2"] = 0,
                ["6a"] = 1,
            }
        );
        Assert.Equal((2, 3, null), (score.Low, score.High, score.Band));
        Assert.Equal("moderate to high", score.BandLabel);
        Assert.Equal(["6b"], score.Unanswered);
    }

    [Fact]
    public void A_level_alone_is_taken_as_the_level()
    {
        for (var level = 0; level <= 3; level++)
        {
            var score = Form.Score(total: level);
            Assert.Equal((level, level, level, Bands[level]), (score.Total, score.Low, score.High, score.Band));
            Assert.Empty(score.Alerts);
        }
    }

    [Fact]
    public void A_level_with_some_answers_can_only_go_up_with_the_rest()
    {
        var wish = new Dictionary<string, decimal?> { ["1"] = 1 };
        var score = Form.Score(wish, 1);
        Assert.Equal((null, 1, 3), (score.Total, score.Low, score.High));
        Assert.Equal(
            "total must agree with the items, which allow 1 to 3; found 0",
            Assert.Single(Form.Illegal(Form.Answered(wish, 0))).Message
        );
        Assert.Equal(3, Form.Score(wish, 3).Total);
    }

    [Fact]
    public void A_level_never_overrules_the_answers()
    {
        var plan = new Dictionary<string, decimal?> { ["5"] = 1 };
        Assert.Equal(
            "total must agree with the items, which give 3; found 1",
            Assert.Single(Form.Illegal(Form.Answered(plan, 1))).Message
        );
    }
}

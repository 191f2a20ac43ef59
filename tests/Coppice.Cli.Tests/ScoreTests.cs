using System.Text.Json;

namespace Coppice.Cli.Tests;

public class ScoreTests
{
    private const string AllCows = "1=0,2=1,3=0,4=0,5=1,6=0,7=0,8=1,9=0,10=2,11=0";

    [Fact]
    public void A_complete_COWS_has_a_total_and_a_band() =>
        Assert.Contains(
            "5/48 (Mild withdrawal)",
            Command.Fine("score", "cows", "--answers", AllCows).Flat,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_empty_COWS_is_incomplete_and_not_zero()
    {
        var page = Command.Fine("score", "cows", "--answers", "").Flat;
        Assert.Contains("0–48/48", page, StringComparison.Ordinal);
        Assert.Contains("incomplete", page, StringComparison.Ordinal);
        Assert.Contains("Missing is not zero", page, StringComparison.Ordinal);
        var score = Assert.Single(Command.Fine("score", "cows", "--answers", "", "--json").Json.EnumerateArray());
        Assert.False(score.TryGetProperty("total", out _));
        Assert.Equal((0, 48), (score.GetProperty("low").GetInt32(), score.GetProperty("high").GetInt32()));
        Assert.Equal(11, score.GetProperty("unanswered").GetArrayLength());
    }

    [Theory]
    [InlineData("1=3")]
    [InlineData("1=-1")]
    [InlineData("1=5")]
    [InlineData("1=0.5")]
    public void An_answer_that_COWS_does_not_allow_is_refused_with_those_it_does(string answers) =>
        Command.Refused(
            ["score", "cows", "--answers", answers],
            "cows: item 1 must be 0, 1, 2 or 4",
            $"found {answers[2..]}"
        );

    [Theory]
    [InlineData("12=1", "12")]
    [InlineData("1=1,1=2", "expected each item once; found '1' again")]
    [InlineData("1", "expected item=number pairs such as 1=2,2=0; found '1'")]
    [InlineData("1=two", "found '1=two'")]
    [InlineData("=1", "")]
    [InlineData("1=1;2=2", "found '1=1;2=2'")]
    [InlineData("1=1e400", "found '1=1e400'")]
    [InlineData("1=99999999999999999999999999999999999", "found '1=9999")]
    public void Answers_that_are_none_are_refused(string answers, string words) =>
        Command.Refused(["score", "cows", "--answers", answers], words);

    [Theory]
    [InlineData("cows", "49")]
    [InlineData("cows", "-1")]
    [InlineData("gad7", "22")]
    [InlineData("gad7", "7.5")]
    public void A_total_beyond_the_instrument_is_refused(string instrument, string total) =>
        Command.Refused(["score", instrument, "--total", total], $"{instrument}: total must be", $"found {total}");

    [Theory]
    [InlineData("twelve")]
    [InlineData("1,000")]
    [InlineData("")]
    public void A_total_that_is_no_number_is_refused(string total) =>
        Command.Refused(["score", "gad7", "--total", total], $"--total: expected a number such as 14; found '{total}'");

    [Fact]
    public void A_total_alone_is_scored() =>
        Assert.Contains("12/21", Command.Fine("score", "gad7", "--total", "12").Flat, StringComparison.Ordinal);

    [Fact]
    public void A_total_that_its_answers_do_not_add_up_to_is_refused() =>
        Command.Refused(["score", "cows", "--answers", AllCows, "--total", "6"], "cows: total", "6");

    [Fact]
    public void Every_score_of_an_instrument_in_a_record_is_printed_with_its_time()
    {
        var page = Command.Fine("score", "cows", Command.Example("clinic-day-2.json"));
        Assert.Equal(7, page.Lines.Count(l => l.StartsWith("  • 2026-04-1", StringComparison.Ordinal)));
        Assert.Contains("2026-04-14 20:00 -05:00: 25/48", page.Out, StringComparison.Ordinal);
        var json = Command.Fine("score", "cows", Command.Example("clinic-day-2.json"), "--json").Json;
        Assert.Equal(7, json.GetArrayLength());
        Assert.All(json.EnumerateArray(), s => Assert.Equal("cows", s.GetProperty("instrument").GetString()));
    }

    [Fact]
    public void An_answer_about_suicide_is_told_whatever_the_score_is()
    {
        var page = Command.Fine("score", "phq9", "--answers", "1=0,2=0,3=0,4=0,5=0,6=0,7=0,8=0,9=1").Flat;
        Assert.Contains("1/27", page, StringComparison.Ordinal);
        Assert.Contains("Item 9 is 1 (suicide)", page, StringComparison.Ordinal);
        Assert.Contains("988", page, StringComparison.Ordinal);
        Assert.Contains("911", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_answers_to_the_instrument_is_refused() =>
        Command.Refused(
            ["score", "pcptsd5", Command.Example("clinic-day-2.json")],
            "expected answers to pcptsd5; found none"
        );

    [Fact]
    public void An_instrument_that_there_is_not_is_refused_with_those_there_are() =>
        Command.Refused(["score", "audit", "--total", "3"], "expected one of bam, cows, ", "sows; found 'audit'");

    [Fact]
    public void An_instrument_may_be_written_in_capitals() =>
        Assert.Equal(
            Command.Fine("score", "gad7", "--total", "12").Out,
            Command.Fine("score", "GAD7", "--total", "12").Out
        );

    [Fact]
    public void A_file_and_answers_at_once_are_refused() =>
        Command.Refused(["score", "cows", Command.Example("clinic-day-2.json"), "--total", "3"], "found both");

    [Fact]
    public void Neither_a_file_nor_answers_is_refused() =>
        Command.Refused(
            ["score", "cows"],
            "expected a FILE, or --answers such as 1=2,2=0, or --total; found none of them"
        );

    [Fact]
    public void An_instrument_of_several_forms_is_scored_by_the_one_that_is_named()
    {
        Command.Refused(["score", "bam", "--answers", "use=3"], "bam: version must be days or likert");
        Command.Refused(["score", "bam", "--answers", "use=3", "--form", "weeks"], "days or likert", "found 'weeks'");
        Assert.Contains(
            "3",
            Command.Fine("score", "bam", "--answers", "use=3", "--form", "likert").Flat,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_instrument_without_one_score_has_no_zero_of_zero() =>
        Assert.Contains(
            "no overall score",
            Command.Fine("score", "dosescreen", "--answers", "1=1").Flat,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_score_says_what_Coppice_is() =>
        Assert.Contains(
            "It is not a medical device.",
            Command.Fine("score", "gad7", "--total", "12").Flat,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_score_as_JSON_leaves_out_what_is_not_known() =>
        Assert.DoesNotContain(
            Command.Fine("score", "cows", "--answers", "1=1", "--json").Json[0].EnumerateObject(),
            field => field.Value.ValueKind == JsonValueKind.Null
        );
}

using Coppice.Record;

namespace Coppice.Care.Tests;

public class DailyLifeTests
{
    private static Assessed<FunctionSection> Function(PersonRecord record) => DailyLife.Of(Given.Chart(record));

    private static Assessed<CoOccurringSection> Mind(PersonRecord record) => CoOccurring.Of(Given.Chart(record));

    [Fact]
    public void A_life_nobody_asked_about_is_a_question()
    {
        var assessed = Function(Given.Record(Given.Use(5)));
        Assert.Equal(["function.not-asked"], assessed.Findings.Select(f => f.Id));
        Assert.All(assessed.Section.Areas, a => Assert.Null(a.Difficulty));
    }

    [Fact]
    public void Serious_difficulty_is_more_urgent_than_some()
    {
        Assert.Equal(
            Urgency.Soon,
            Function(Given.Record(new FunctionReport { Work = Difficulty.Serious }))
                .Findings.Single(f => f.Id == "function.problems")
                .Urgency
        );
        Assert.Equal(
            Urgency.Routine,
            Function(Given.Record(new FunctionReport { Work = Difficulty.Some }))
                .Findings.Single(f => f.Id == "function.problems")
                .Urgency
        );
    }

    [Fact]
    public void No_difficulty_anywhere_says_nothing()
    {
        var report = new FunctionReport
        {
            Work = Difficulty.None,
            Secrecy = Difficulty.None,
            Money = Difficulty.None,
        };
        Assert.Empty(Function(Given.Record(report)).Findings);
    }

    [Fact]
    public void Hiding_and_money_have_words_of_their_own()
    {
        var ids = Function(Given.Record(new FunctionReport { Secrecy = Difficulty.Some, Money = Difficulty.Serious }))
            .Findings.Select(f => f.Id);
        Assert.Equal(["function.problems", "function.secrecy", "function.money"], ids);
    }

    [Theory]
    [InlineData("phq9", 9, false)]
    [InlineData("phq9", 10, true)]
    [InlineData("gad7", 9, false)]
    [InlineData("gad7", 10, true)]
    [InlineData("peg", 4.9, false)]
    [InlineData("peg", 5, true)]
    public void The_flag_is_set_at_the_line(string instrument, decimal total, bool positive)
    {
        var assessed = Mind(Given.Record(Given.Total(instrument, total)));
        Assert.Equal(positive, assessed.Section.Positive.Count == 1);
        Assert.DoesNotContain(instrument, assessed.Section.NotScreened);
    }

    [Theory]
    [InlineData(Sex.Male, 3, false)]
    [InlineData(Sex.Male, 4, true)]
    [InlineData(Sex.Female, 2, false)]
    [InlineData(Sex.Female, 3, true)]
    [InlineData(null, 3, true)]
    public void The_trauma_line_is_lower_for_women_and_when_sex_is_not_known(Sex? sex, decimal total, bool positive)
    {
        var record = Given.Record(Given.Total("pcptsd5", total)) with { Person = new Person { SexAtBirth = sex } };
        Assert.Equal(positive, Mind(record).Section.Positive.Contains("trauma"));
    }

    [Fact]
    public void A_half_answered_screen_that_could_cross_the_line_stays_open()
    {
        var half = new Answers
        {
            At = Given.HoursAgo(1),
            Instrument = "phq9",
            Items = new Dictionary<string, decimal?> { ["1"] = 3, ["2"] = 3 },
        };
        var assessed = Mind(Given.Record(half));
        Assert.DoesNotContain("depression", assessed.Section.Positive);
        Assert.Contains("phq9", assessed.Section.NotScreened);
    }

    [Fact]
    public void Known_depression_counts_without_a_score()
    {
        var record = Given.Record(Given.Use(5)) with
        {
            History = new History { Conditions = [new ConditionHistory(Condition.Depression, true)] },
        };
        var finding = Mind(record).Findings.Single(f => f.Id == "cooccurring.depression");
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Equal(["phq9"], finding.Missing.Select(m => m.Id));
    }

    [Fact]
    public void Screens_never_done_are_named()
    {
        var finding = Mind(Given.Record(Given.Use(5))).Findings.Single();
        Assert.Equal("cooccurring.not-screened", finding.Id);
        Assert.Equal(["phq9", "gad7", "pcptsd5", "peg"], finding.Missing.Select(m => m.Id));
    }
}

using Coppice.Knowledge;

namespace Coppice.Cli.Tests;

public class ExplainTests
{
    public static TheoryData<string> Rules => [.. KnowledgeBase.Default.Rules.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_is_explained_with_its_logic_its_words_and_its_evidence(string id)
    {
        var rule = KnowledgeBase.Default.Rules[id];
        var page = Command.Fine("explain", id);
        Assert.Contains(Command.Flat(rule.When), page.Flat, StringComparison.Ordinal);
        Assert.Contains(Command.Flat(rule.Clinician), page.Flat, StringComparison.Ordinal);
        Assert.Contains(
            rule.Person is { } words ? Command.Flat(words) : "for the clinician alone",
            page.Flat,
            StringComparison.Ordinal
        );
        var evidence = page.Flat[page.Flat.IndexOf("Evidence for", StringComparison.Ordinal)..];
        Assert.NotEmpty(rule.For);
        Assert.All(rule.For, basis => Assert.Contains($"[{basis.Evidence}; grade", evidence, StringComparison.Ordinal));
        Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("It is not a medical device", page.Flat, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_id_every_id_is_listed()
    {
        var page = Command.Fine("explain").Flat;
        Assert.All(KnowledgeBase.Default.Rules.Keys, id => Assert.Contains($" {id} ", page, StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_record_the_inputs_that_fired_it_are_shown()
    {
        var page = Command.Fine("explain", "safety.sedatives", Command.Example("clinic-day-2.json")).Flat;
        Assert.Contains("It fires, urgent: With kratom", page, StringComparison.Ordinal);
        Assert.Contains("• Medicine: gabapentin (prescribed) (2026-01-10)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_record_in_which_it_does_not_fire_that_is_said() =>
        Assert.Contains(
            "It does not fire.",
            Command.Fine("explain", "safety.newborn", Command.Example("clinic-day-2.json")).Flat,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("naltrexone", "safety.naltrexone")]
    [InlineData("safty.naltrexone", "safety.naltrexone")]
    [InlineData("SAFETY.QT", "safety.qt")]
    [InlineData("withdrawl.now", "withdrawal.now")]
    public void An_id_that_there_is_not_is_refused_with_those_near_it(string wanted, string near) =>
        Command.Refused(["explain", wanted], $"found '{wanted}'", "Near it: ", near);
}

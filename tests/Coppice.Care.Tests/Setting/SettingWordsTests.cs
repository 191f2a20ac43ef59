using static Coppice.Care.Tests.SettingCase;

namespace Coppice.Care.Tests;

public class SettingWordsTests
{
    private static readonly KudForSetting Unasked = new(null, null, null);

    [Fact]
    public void The_suggestion_is_a_floor_while_questions_are_open()
    {
        var open = Assess(Calm(), new KudForSetting(2, 2, null));
        Assert.NotEmpty(open.Section.CannotExclude);
        Assert.Equal(
            "So far, a good place to start is at least visits to a clinic. You may need more once the open questions are answered. You and your care team choose.",
            open.Findings.Single(f => f.Id == "setting.suggestion").Person
        );
    }

    [Theory]
    [InlineData(Urgency.Urgent, Knowledge.Area.Safety, true)]
    [InlineData(Urgency.Urgent, Knowledge.Area.Liver, true)]
    [InlineData(Urgency.Soon, Knowledge.Area.Safety, false)]
    [InlineData(Urgency.Urgent, Knowledge.Area.Dependence, false)]
    public void What_is_urgent_comes_before_a_setting_that_is_not_known(
        Urgency urgency,
        Knowledge.Area area,
        bool first
    )
    {
        var found = Finding("safety.lost-tolerance", urgency) with { Area = area, Title = "Lost tolerance" };
        var assessed = Assess(Given.Record(), Unasked, found);
        Assert.Null(assessed.Section.Row);
        Assert.Equal(first, assessed.Findings.All(f => f.Id != "setting.not-enough"));
        var finding = assessed.Findings.SingleOrDefault(f => f.Id == "setting.urgent-first");
        Assert.Equal(first, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Urgent, finding.Urgency);
            Assert.StartsWith("First see a doctor or nurse today.", finding.Person, StringComparison.Ordinal);
            Assert.Contains(
                "Not enough to suggest a setting; the urgent findings come first: Lost tolerance.",
                finding.Clinician,
                StringComparison.Ordinal
            );
            Assert.Equal(["kud"], finding.Missing.Select(m => m.Id));
        }
    }
}

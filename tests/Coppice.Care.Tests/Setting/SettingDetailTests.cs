using Coppice.Record;
using static Coppice.Care.Tests.SettingCase;

namespace Coppice.Care.Tests;

public class SettingDetailTests
{
    private static Finding? Find(Assessed<SettingSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == id);

    [Fact]
    public void One_scale_that_is_calm_is_enough_to_say_that_withdrawal_is_not_severe()
    {
        var unsafeHome = Calm().In(c => c with { SafeHome = false });
        Assert.Equal(SettingRow.Outpatient, Assess(unsafeHome.Without(e => IsScore(e, "cows"))).Section.Row);
        Assert.Equal(SettingRow.Outpatient, Assess(unsafeHome.Without(e => IsScore(e, "sows"))).Section.Row);
    }

    [Fact]
    public void A_psychotic_illness_that_is_stable_does_not_call_for_a_hospital()
    {
        var stable = Assess(Calm().Having(Condition.Psychosis, severe: false)).Section;
        Assert.Equal(SettingRow.Outpatient, stable.Row);
        Assert.Empty(stable.CannotExclude);
        Assert.True(stable.DualDiagnosis.Applies);
    }

    [Fact]
    public void Each_fired_row_names_its_fact()
    {
        string Because(PersonRecord record, KudForSetting? kud = null) => Assess(record, kud).Section.Fired[0].Because;
        Assert.Equal("a seizure during withdrawal in the past", Because(Calm().Having(Condition.SeizureInWithdrawal)));
        Assert.Equal("6 of 11 criteria (severe)", Because(Calm(), new KudForSetting(6, 6, false)));
        Assert.Equal("4 of 11 criteria (moderate)", Because(Calm(), new KudForSetting(4, 4, false)));
        Assert.Equal("0–1 of 11 criteria", Because(Calm(), new KudForSetting(0, 1, false)));
    }

    [Fact]
    public void Two_facts_for_one_row_are_both_said()
    {
        var both = Assess(Calm().Having(Condition.Mania).Having(Condition.CoronaryDisease));
        Assert.Contains(
            "Because: psychosis or mania now; severe heart or lung disease.",
            Find(both, "setting.suggestion")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_open_rows_are_told_apart()
    {
        var open = Assess(
            Calm().Forgetting(Condition.HeartDisease).With(h => h with { FailedOutpatientAttempts = null })
        );
        Assert.Contains(
            "Heart disease, syncope, congenital long QT. residential care around the clock",
            Find(open, "setting.cannot-exclude")!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_screen_that_is_reached_leaves_only_the_criteria_open()
    {
        var record = Calm(Given.Total("phq9", 12)).Without(e => IsScore(e, "peg"));
        var section = Assess(record, new KudForSetting(2, 4, false)).Section;
        Assert.Equal(["kud"], section.CannotExclude.Single(o => o.Row == SettingRow.PartialHospital).Ask);
    }

    [Fact]
    public void Two_screens_that_are_reached_are_one_dual_diagnosis_with_both_names()
    {
        var record = Calm(
            Given.Total("phq9", 12),
            Given.Total("gad7", 12),
            Given.Total("pcptsd5", 4),
            Given.Total("peg", 6)
        );
        var assessed = Assess(record, new KudForSetting(4, 4, false));
        Assert.True(assessed.Section.DualDiagnosis.Applies);
        Assert.Equal(
            ["PHQ-9", "GAD-7", "PC-PTSD-5", "PEG"],
            assessed.Section.DualDiagnosis.Because.Select(b => b.Split(' ')[0])
        );
        Assert.Equal(SettingRow.PartialHospital, assessed.Section.Row);
        Assert.All(Find(assessed, "setting.dual-diagnosis")!.Because, b => Assert.Equal("Beside kratom", b.What));
    }

    [Fact]
    public void An_illness_told_absent_beside_one_told_present_counts_as_present()
    {
        var bipolar = Calm().Forgetting(Condition.Psychosis).Having(Condition.Mania, false).Having(Condition.Bipolar);
        Assert.True(Assess(bipolar).Section.DualDiagnosis.Applies);
        Assert.Empty(Assess(bipolar).Section.DualDiagnosis.Ask);
    }

    [Fact]
    public void A_newborn_has_no_additions_of_an_adult()
    {
        var record = Given.Record() with
        {
            Person = new Person { AgeYears = 0, ExposedToKratomBeforeBirth = true },
        };
        var section = Assess(record, new KudForSetting(null, null, null)).Section;
        Assert.False(section.DualDiagnosis.Applies);
        Assert.Empty(section.DualDiagnosis.Ask);
        Assert.False(section.Naloxone.Applies);
        Assert.Equal(["adult"], section.HomeStart.NotMet);
    }

    [Fact]
    public void Without_a_row_a_home_start_asks_for_the_criteria()
    {
        var section = Assess(Calm(), new KudForSetting(null, null, null)).Section;
        Assert.Equal(["kud"], section.HomeStart.Ask);
    }

    [Fact]
    public void An_incomplete_COWS_that_could_be_extreme_is_to_be_completed()
    {
        var items = new Dictionary<string, decimal?>
        {
            ["2"] = 4,
            ["3"] = 5,
            ["4"] = 5,
            ["5"] = 4,
            ["6"] = 4,
            ["7"] = 5,
            ["8"] = 1,
            ["10"] = 1,
            ["11"] = 5,
        };
        var record = Calm(
            new Answers
            {
                At = Given.HoursAgo(1),
                Instrument = "cows",
                Items = items,
            },
            Signs(pulse: 130)
        );
        var cows = Given.Chart(record).LatestScore("cows")!;
        Assert.True(cows is { Low: < 37, High: >= 37 });
        Assert.Equal(["cows"], Assess(record).Section.CannotExclude.Single(o => o.Row == SettingRow.Emergency).Ask);
    }

    [Fact]
    public void Barriers_are_inputs()
    {
        var finding = Find(Assess(Calm().In(c => c with { TransportBarrier = true })), "setting.services")!;
        Assert.Equal([new Input("In the way", "travel")], finding.Because);
    }
}

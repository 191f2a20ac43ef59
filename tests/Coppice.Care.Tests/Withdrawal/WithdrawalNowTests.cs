using Coppice.Record;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class WithdrawalNowTests
{
    [Theory]
    [InlineData("cows", 0, Urgency.Info)]
    [InlineData("cows", 4, Urgency.Info)]
    [InlineData("cows", 5, Urgency.Routine)]
    [InlineData("cows", 12, Urgency.Routine)]
    [InlineData("cows", 13, Urgency.Soon)]
    [InlineData("cows", 24, Urgency.Soon)]
    [InlineData("cows", 25, Urgency.Urgent)]
    [InlineData("cows", 48, Urgency.Urgent)]
    [InlineData("sows", 0, Urgency.Info)]
    [InlineData("sows", 1, Urgency.Routine)]
    [InlineData("sows", 20, Urgency.Routine)]
    [InlineData("sows", 21, Urgency.Soon)]
    [InlineData("sows", 64, Urgency.Soon)]
    public void The_score_sets_how_soon(string instrument, int total, Urgency urgency)
    {
        var finding = Assess(Given.Total(instrument, total)).Of("now")!;
        Assert.Equal(urgency, finding.Urgency);
        Assert.StartsWith($"{total} (", finding.Because[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_scores_are_told_and_the_more_urgent_counts()
    {
        var finding = Assess(Given.Use(30), Given.Total("cows", 14, 3), Given.Total("sows", 10, 2)).Of("now")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["COWS: 14 (Moderate withdrawal)", "SOWS: 10 (Mild (CTN convention))"], finding.Inputs());
        Assert.Equal(Given.HoursAgo(3).ToString(), finding.Because[0].When);
        Assert.StartsWith(
            "COWS 14 (Moderate withdrawal); SOWS 10 (Mild (CTN convention)); 30 hours since last known use. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "COWS: 14 of 48. Moderate signs of withdrawal. Your care team can help you feel better. SOWS: 10 of 64. Mild symptoms. If ",
            finding.Person,
            StringComparison.Ordinal
        );
        Assert.Equal(["sedatives", "last-opioid"], finding.Questions());
        Assert.Equal(Urgency.Routine, Assess(Given.Total("cows", 0), Given.Total("sows", 10)).Of("now")!.Urgency);
        Assert.Equal(Urgency.Urgent, Assess(Given.Total("cows", 30), Given.Total("sows", 30)).Of("now")!.Urgency);
    }

    [Fact]
    public void An_unknown_last_use_is_asked_for()
    {
        var finding = Assess(Given.Total("cows", 2)).Of("now")!;
        Assert.Equal(["last-use"], finding.Questions());
        Assert.Contains("time of last use not known", finding.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.1, false)]
    public void A_score_speaks_for_72_hours(double hoursAgo, bool told)
    {
        Assert.Equal(told, Assess(Given.Total("cows", 14, hoursAgo)).Of("now") is not null);
        Assert.Equal(told, Assess(Given.Total("sows", 14, hoursAgo)).Of("now") is not null);
    }

    [Fact]
    public void The_latest_score_is_told_and_one_without_a_time_only_when_alone()
    {
        Assert.StartsWith(
            "9 ",
            Assess(Given.Total("cows", 14, 5), Given.Total("cows", 9, 2)).Of("now")!.Because[0].Value,
            StringComparison.Ordinal
        );
        var untimed = Assess(Given.Total("cows", 14) with { At = null });
        Assert.StartsWith("14 ", untimed.Of("now")!.Because[0].Value, StringComparison.Ordinal);
        Assert.Null(untimed.Of("now")!.Because[0].When);
        Assert.Equal(14, untimed.Section.LatestCows!.Total);
    }

    [Fact]
    public void An_incomplete_score_is_a_range()
    {
        // Items 1-10 answered with 1 or 0: 2 points; item 11 open (0 to 5).
        var cows = Items("cows", 2, [.. Enumerable.Range(1, 10).Select(i => (i, (decimal?)(i is 1 or 2 ? 1 : 0)))]);
        var assessed = Assess(Given.Use(30), cows);
        var finding = assessed.Of("now")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.StartsWith("COWS: 2 to 7 (", finding.Inputs()[0], StringComparison.Ordinal);
        Assert.EndsWith(", exact score not known", finding.Inputs()[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "COWS: between 2 and 7. The exact score is not known. If",
            finding.Person,
            StringComparison.Ordinal
        );
        Assert.Equal("cows", finding.Questions()[0]);
        var score = assessed.Section.LatestCows!;
        Assert.Null(score.Total);
        Assert.Equal((2, 7), (score.Low, score.High));
        Assert.Equal((0, 48), (score.Minimum, score.Maximum));
        Assert.Null(score.Band);
        Assert.Equal("sows", Assess(Items("sows", 2, (1, 3))).Of("now")!.Questions()[0]);
    }

    [Fact]
    public void An_incomplete_score_is_urgent_only_when_it_surely_is()
    {
        Assert.Equal(Urgency.Soon, Assess(Items("cows", 2, (1, 4))).Of("now")!.Urgency);
        var high = Items("cows", 2, (1, 4), (2, 4), (3, 5), (4, 5), (5, 4), (6, 4));
        Assert.Equal(Urgency.Urgent, Assess(high).Of("now")!.Urgency);
    }

    [Fact]
    public void One_answer_of_0_is_an_answer()
    {
        var finding = Assess(Items("cows", 2, (1, 0))).Of("now")!;
        Assert.StartsWith("COWS: 0 to 44 (", finding.Inputs()[0], StringComparison.Ordinal);
        Assert.Equal(Urgency.Soon, finding.Urgency);
    }

    [Fact]
    public void A_form_without_an_answer_says_nothing()
    {
        var empty = new Answers
        {
            At = Given.HoursAgo(1),
            Instrument = "cows",
            Items = new Dictionary<string, decimal?> { ["1"] = null },
        };
        var assessed = Assess(Given.Total("cows", 14, 5), empty);
        Assert.StartsWith("14 ", assessed.Of("now")!.Because[0].Value, StringComparison.Ordinal);
        Assert.Equal(14, assessed.Section.LatestCows!.Total);
        Assert.Equal(2, assessed.Section.Scores.Count);
        var alone = Assess(empty);
        Assert.Equal(["not-enough"], alone.Kinds());
        Assert.Null(alone.Section.LatestCows);
    }

    [Fact]
    public void The_section_keeps_the_latest_of_each_scale()
    {
        var section = Assess(
            Given.Total("cows", 14, 200),
            Given.Total("sows", 12, 100),
            Full("kpanel", 12, 90, (1, 3))
        ).Section;
        Assert.Equal(14, section.LatestCows!.Total);
        Assert.Equal("moderate", section.LatestCows.Band);
        Assert.Equal("Moderate withdrawal", section.LatestCows.BandLabel);
        Assert.Equal(12, section.LatestSows!.Total);
        Assert.Equal(3, section.LatestKPanel!.Total);
        Assert.Equal(Given.HoursAgo(90), section.LatestKPanel.At);
    }

    [Theory]
    [InlineData(0, WithdrawalPhase.BeforeOnset)]
    [InlineData(5.9, WithdrawalPhase.BeforeOnset)]
    [InlineData(6, WithdrawalPhase.Onset)]
    [InlineData(23.9, WithdrawalPhase.Onset)]
    [InlineData(24, WithdrawalPhase.Peak)]
    [InlineData(71.9, WithdrawalPhase.Peak)]
    [InlineData(72, WithdrawalPhase.Easing)]
    [InlineData(239.9, WithdrawalPhase.Easing)]
    [InlineData(240, WithdrawalPhase.Unknown)]
    public void The_phase_follows_the_hours(double hours, WithdrawalPhase phase)
    {
        var section = Assess(Daily(hours)).Section;
        Assert.Equal(phase, section.Phase);
        Assert.Equal(phase, section.PhaseLatest);
    }

    [Fact]
    public void After_day_10_symptoms_make_it_protracted()
    {
        var assessed = Assess(Daily(240), Given.Signs(5, Symptom.Insomnia, Symptom.Craving));
        Assert.Equal(WithdrawalPhase.Protracted, assessed.Section.Phase);
        Assert.Contains(
            "You may be in the time after the first days, when some signs may last.",
            assessed.Of("phase")!.Person,
            StringComparison.Ordinal
        );
        // Not after two single uses of which nothing more is known.
        var few = Assess(Given.Use(300), Given.Use(290), Given.Signs(5, Symptom.Fatigue));
        Assert.Equal(WithdrawalPhase.Unknown, few.Section.Phase);
        Assert.Equal(["scale-misses", "not-enough"], few.Kinds());
    }

    [Fact]
    public void A_span_that_straddles_edges_gives_both_ends()
    {
        var section = Assess(Daily(0) with { LastUse = Given.DaysAgo(3) }).Section;
        Assert.Equal((60, 84), (section.HoursSinceLastUseLow, section.HoursSinceLastUseHigh));
        Assert.Equal((WithdrawalPhase.Peak, WithdrawalPhase.Easing), (section.Phase, section.PhaseLatest));
        var today = Assess(Daily(0) with { LastUse = Given.DaysAgo(0) }).Section;
        Assert.Equal((WithdrawalPhase.BeforeOnset, WithdrawalPhase.Onset), (today.Phase, today.PhaseLatest));
    }

    [Theory]
    [InlineData(47.9, 4, 0, WithdrawalPhase.Peak)]
    [InlineData(48, 4, 0, WithdrawalPhase.NotInWithdrawal)]
    [InlineData(300, 4, 0, WithdrawalPhase.NotInWithdrawal)]
    [InlineData(48, 5, 0, WithdrawalPhase.Peak)]
    [InlineData(48, 4, 1, WithdrawalPhase.Peak)]
    [InlineData(20, 0, 0, WithdrawalPhase.Onset)]
    public void No_sign_after_48_hours_is_not_in_withdrawal(double hours, int cows, int sows, WithdrawalPhase phase) =>
        Assert.Equal(phase, Assess(Daily(hours), Given.Total("cows", cows), Given.Total("sows", sows)).Section.Phase);

    [Fact]
    public void One_scale_without_a_sign_is_enough_and_none_is_not()
    {
        Assert.Equal(WithdrawalPhase.NotInWithdrawal, Assess(Daily(60), Given.Total("cows", 2)).Section.Phase);
        Assert.Equal(WithdrawalPhase.NotInWithdrawal, Assess(Daily(60), Given.Total("sows", 0)).Section.Phase);
        Assert.Equal(WithdrawalPhase.Peak, Assess(Daily(60)).Section.Phase);
        Assert.Equal(WithdrawalPhase.Peak, Assess(Daily(60), Given.Total("cows", 2, 73)).Section.Phase);
        Assert.Equal(
            WithdrawalPhase.Peak,
            Assess(Daily(60), Given.Total("cows", 2), Given.Signs(3, Symptom.Aches)).Section.Phase
        );
        var part = Assess(Daily(60), Given.Total("cows", 2)).Of("phase")!;
        Assert.Contains("60 hours since last kratom: not in withdrawal.", part.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            "You may be in past it",
            part.Person!.Replace("the time past it", "past it", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_incomplete_score_does_not_prove_that_there_is_none() =>
        Assert.Equal(WithdrawalPhase.Peak, Assess(Daily(60), Items("cows", 1, (1, 0), (2, 0))).Section.Phase);

    [Theory]
    [InlineData(30, "30 hours", "peak", "the days when it is often worst")]
    [InlineData(29.5, "29 to 30 hours", "peak", "the days when it is often worst")]
    [InlineData(3, "3 hours", "before onset", "the time before it starts")]
    [InlineData(0.5, "0 to 1 hour", "before onset", "the time before it starts")]
    [InlineData(1, "1 hour", "before onset", "the time before it starts")]
    [InlineData(12, "12 hours", "onset", "the time when it may start")]
    [InlineData(72, "3 days", "easing", "the days when it most often eases")]
    [InlineData(73, "3 to 4 days", "easing", "the days when it most often eases")]
    public void The_phase_is_told_with_its_span(double hours, string span, string phase, string part)
    {
        var finding = Assess(Daily(hours)).Of("phase")!;
        Assert.Equal(Urgency.Info, finding.Urgency);
        Assert.Equal([$"Since last kratom: {span}"], finding.Inputs());
        Assert.StartsWith($"{span} since last kratom: {phase}. ", finding.Clinician, StringComparison.Ordinal);
        Assert.StartsWith($"It has been {span} since you last took kratom.", finding.Person, StringComparison.Ordinal);
        Assert.Contains($"You may be in {part}.", finding.Person, StringComparison.Ordinal);
        Assert.Empty(finding.Missing);
        Assert.DoesNotContain("7-OH", finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_straddling_phase_is_told_with_both_ends()
    {
        var finding = Assess(Daily(0) with { LastUse = Given.DaysAgo(3) }).Of("phase")!;
        Assert.StartsWith(
            "60 to 84 hours since last kratom: peak to easing. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "You may be in any part from the days when it is often worst to the days when it most often eases.",
            finding.Person,
            StringComparison.Ordinal
        );
        var later = Assess(Daily(0) with { LastUse = Given.DaysAgo(4) }).Of("phase")!;
        Assert.StartsWith("3 to 5 days since last kratom: easing. ", later.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProductKind.SevenHydroxy, true)]
    [InlineData(ProductKind.Pseudoindoxyl, true)]
    [InlineData(ProductKind.Extract, false)]
    public void The_course_of_7_OH_is_said_to_be_unknown(ProductKind kind, bool said)
    {
        var clinician = Assess(Given.UseOf(kind, 30), Stopped(29)).Of("phase")!.Clinician;
        Assert.Equal(
            said,
            clinician.EndsWith("no time course has been published; check more often.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_phase_is_told_with_dependence_a_stop_or_signs_only()
    {
        Assert.Null(Assess(Given.Use(30)).Of("phase"));
        Assert.Equal(["doses-per-day", "duration"], Assess(Given.Use(30), Stopped(29)).Of("phase")!.Questions());
        Assert.NotNull(Assess(Given.Use(30), Given.Signs(2, Symptom.Aches)).Of("phase"));
        Assert.Null(Assess(Given.Use(300), Given.Signs(2, Symptom.Aches)).Of("phase"));
        Assert.NotNull(Assess(Given.Use(239), Given.Signs(2, Symptom.Aches)).Of("phase"));
        Assert.Null(Assess(Given.Signs(2, Symptom.Aches)).Of("phase"));
        // A symptom an hour after use is not withdrawal from it.
        Assert.Null(Assess(Given.Use(3), Given.Signs(2, Symptom.Nausea)).Of("phase"));
        Assert.NotNull(Assess(Given.Use(6), Given.Signs(2, Symptom.Nausea)).Of("phase"));
    }

    [Fact]
    public void Nothing_known_is_not_enough_to_say()
    {
        var assessed = Assess();
        var finding = Assert.Single(assessed.Findings);
        Assert.Equal("withdrawal.not-enough", finding.Id);
        Assert.Equal(Urgency.Info, finding.Urgency);
        Assert.Empty(finding.Because);
        Assert.Equal(["last-use", "sows", "cows", "k-panel", "doses-per-day", "duration"], finding.Questions());
        Assert.StartsWith(
            "Not enough to say: no score in the last 72 h and no known last use. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(WithdrawalPhase.Unknown, assessed.Section.Phase);
        Assert.Equal(WithdrawalPhase.Unknown, assessed.Section.PhaseLatest);
        Assert.Null(assessed.Section.HoursSinceLastUseLow);
        Assert.Null(assessed.Section.Rising);
        Assert.Empty(assessed.Section.Scores);
        Assert.Empty(assessed.Section.Misses);
    }

    [Fact]
    public void Not_enough_says_what_is_lacking()
    {
        var use = Assess(Given.Use(30)).Of("not-enough")!;
        Assert.Contains(": no score or symptom report in the last 72 h.", use.Clinician, StringComparison.Ordinal);
        Assert.Equal(["sows", "cows", "k-panel", "doses-per-day", "duration"], use.Questions());
        var signs = Assess(Given.Use(300), Given.Signs(2, Symptom.Aches)).Of("not-enough")!;
        Assert.Contains(": symptoms without a score.", signs.Clinician, StringComparison.Ordinal);
        var light = Assess(Given.Habit(ProductKind.Tea, 0.5m)).Of("not-enough")!;
        Assert.Equal(["last-use", "sows", "cows", "k-panel"], light.Questions());
        Assert.Null(Assess(Given.Total("cows", 0)).Of("not-enough"));
    }

    [Fact]
    public void Nothing_is_said_of_a_newborn()
    {
        var record = Given.Record(Given.Signs(2, Symptom.NewbornTremor), Given.Total("cows", 9), Stopped(30));
        var assessed = Assess(record with { Person = record.Person with { AgeYears = 0 } });
        Assert.Empty(assessed.Findings);
        Assert.Single(assessed.Section.Scores);
        Assert.Null(assessed.Section.Rising);
        Assert.NotEmpty(Assess(record with { Person = record.Person with { AgeYears = 1 } }).Findings);
        Assert.NotEmpty(Assess(record with { Person = record.Person with { AgeYears = null } }).Findings);
    }
}

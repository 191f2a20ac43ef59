using Coppice.Record;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class WithdrawalExpectedTests
{
    private static Habit Stated(decimal? doses, int? forDays = null, ProductKind kind = ProductKind.LeafPowder) =>
        Given.Habit(kind, doses, forDays: forDays) with
        {
            At = Given.DaysAgo(20),
        };

    [Fact]
    public void A_stop_in_somebody_who_is_likely_dependent_is_told()
    {
        var finding = Assess(Daily(31), Stopped(30)).Of("expected")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["Reported: stopped kratom", "Doses a day: 3"], finding.Inputs());
        Assert.Equal(["sows", "cows", "sedatives", "last-opioid"], finding.Questions());
        Assert.StartsWith(
            "Stopped or cut down, dependence is likely, and no COWS or SOWS since. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_not_known_does_not_make_dependence_unlikely()
    {
        var finding = Assess(Stopped(30)).Of("expected")!;
        Assert.Contains("dependence cannot be excluded", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["sows", "cows", "doses-per-day", "duration", "sedatives", "last-opioid"], finding.Questions());
        var untimed = Assess(Stopped(30) with { At = null }).Of("expected")!;
        Assert.Contains("last-use", untimed.Questions());
        Assert.Null(untimed.Because[0].When);
    }

    [Theory]
    [InlineData(LifeEvent.StoppedKratom, "stopped kratom")]
    [InlineData(LifeEvent.CutDown, "cut down")]
    [InlineData(LifeEvent.Loss, null)]
    [InlineData(LifeEvent.ReturnToKratom, null)]
    public void What_counts_as_a_stop(LifeEvent what, string? words) =>
        Assert.Equal(words, Assess(Stated(3), Happened(what, 30)).Of("expected")?.Because[0].Value);

    [Fact]
    public void Withdrawal_care_counts_and_other_care_does_not()
    {
        CareEpisode Of(CareContact contact) => new() { At = Given.HoursAgo(20), Contact = contact };

        Assert.Equal(
            "withdrawal care",
            Assess(Stated(3), Of(CareContact.WithdrawalCare)).Of("expected")!.Because[0].Value
        );
        Assert.Null(Assess(Stated(3), Of(CareContact.Visit)).Of("expected"));
    }

    [Theory]
    [InlineData(240, true)]
    [InlineData(240.1, false)]
    public void A_stop_counts_for_ten_days(double hoursAgo, bool told) =>
        Assert.Equal(told, Assess(Stopped(hoursAgo)).Of("expected") is not null);

    [Fact]
    public void A_return_ends_a_stop()
    {
        Assert.Null(Assess(Stopped(60), Happened(LifeEvent.ReturnToKratom, 30)).Of("expected"));
        Assert.NotNull(Assess(Happened(LifeEvent.ReturnToKratom, 60), Stopped(30)).Of("expected"));
        // After a return, a day without counts only when a later use is known.
        Assert.NotNull(Assess(Stated(3), Happened(LifeEvent.ReturnToKratom, 60), Given.Use(30)).Of("expected"));
        // Use logged more than a day after the stop is a return, whatever was said.
        Assert.NotNull(Assess(Stopped(60), Given.Use(36)).Of("expected"));
        Assert.Null(Assess(Stopped(60), Given.Use(35.9)).Of("expected"));
        Assert.NotNull(Assess(Happened(LifeEvent.CutDown, 60), Given.Use(2)).Of("expected"));
    }

    [Theory]
    [InlineData(23.9, false)]
    [InlineData(24, true)]
    [InlineData(240, true)]
    [InlineData(240.1, false)]
    public void A_day_without_kratom_after_daily_use_counts_as_a_stop(double hours, bool told)
    {
        var finding = Assess(Daily(hours)).Of("expected");
        Assert.Equal(told, finding is not null);
        if (finding is not null)
        {
            Assert.Equal("Since last kratom", finding.Because[0].What);
        }
    }

    [Fact]
    public void A_day_without_kratom_after_rarer_use_does_not()
    {
        Assert.Null(Assess(Daily(50) with { DosesPerDay = 0.9m }).Of("expected"));
        Assert.Null(Assess(Daily(50) with { DosesPerDay = null }).Of("expected"));
        Assert.NotNull(Assess(Daily(50) with { DosesPerDay = 1 }).Of("expected"));
        Assert.Null(Assess(Given.Use(50)).Of("expected"));
    }

    [Fact]
    public void A_score_since_the_stop_ends_it()
    {
        Assert.Null(Assess(Stopped(30), Given.Total("sows", 2, 20)).Of("expected"));
        Assert.Null(Assess(Stopped(30), Given.Total("cows", 2, 20)).Of("expected"));
        Assert.NotNull(Assess(Stopped(30), Given.Total("cows", 2, 31)).Of("expected"));
        Assert.Null(Assess(Stopped(30), Given.Total("cows", 2, 30)).Of("expected"));
        Assert.Null(Assess(Stopped(30), Given.Total("cows", 2) with { At = null }).Of("expected"));
        Assert.NotNull(Assess(Stopped(100), Given.Total("cows", 2, 80)).Of("expected"));
        // The day of the stop may be after it.
        Assert.Null(Assess(Stopped(30), Given.Total("cows", 2) with { At = Given.DaysAgo(1) }).Of("expected"));
        Assert.Null(Assess(Daily(50), Given.Total("sows", 2, 49)).Of("expected"));
        Assert.NotNull(Assess(Daily(50), Given.Total("sows", 2, 51)).Of("expected"));
        // A form without an answer is no score.
        Assert.NotNull(Assess(Stopped(30), Items("cows", 2, (1, null))).Of("expected"));
    }

    [Theory]
    [InlineData(3.0, null, ProductKind.LeafPowder, true)]
    [InlineData(3.0, 7, ProductKind.LeafPowder, true)]
    [InlineData(3.0, 6, ProductKind.LeafPowder, false)]
    [InlineData(3.0, 6, ProductKind.LeafCapsule, false)]
    [InlineData(3.0, 6, ProductKind.Tea, false)]
    [InlineData(3.0, 6, ProductKind.Extract, null)]
    [InlineData(3.0, 6, ProductKind.SevenHydroxy, null)]
    [InlineData(3.0, 6, ProductKind.Unknown, null)]
    [InlineData(1.0, null, ProductKind.LeafPowder, true)]
    [InlineData(0.9, null, ProductKind.LeafPowder, false)]
    [InlineData(0.9, 400, ProductKind.SevenHydroxy, false)]
    [InlineData(null, 400, ProductKind.LeafPowder, null)]
    [InlineData(null, 6, ProductKind.LeafPowder, false)]
    [InlineData(null, 7, ProductKind.LeafPowder, null)]
    [InlineData(1.0, 6, ProductKind.Extract, null)]
    public void A_stated_pattern_makes_dependence_likely_unlikely_or_neither(
        double? doses,
        int? forDays,
        ProductKind kind,
        bool? likely
    )
    {
        var finding = Assess(Stated((decimal?)doses, forDays, kind), Stopped(30)).Of("expected");
        Assert.Equal(likely != false, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(likely == true, finding.Clinician.Contains("dependence is likely", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Signs_of_dependence_outweigh_a_light_pattern()
    {
        var light = Stated(0.5m, 3);
        Check(["Reason for use: withdrawal"], light with { Reasons = [UseReason.PreventWithdrawal] });
        Check(["Reason for use: withdrawal"], light with { Reasons = [UseReason.Pain, UseReason.StopWithdrawal] });
        Check(["First use: soon after waking"], light with { MorningUse = true });
        Check(["Reason for use: withdrawal"], light, Given.Use(40, 5, UseReason.StopWithdrawal));
        Check(["Reason for use: withdrawal"], light, Given.Use(720, 5, UseReason.PreventWithdrawal));
        Check(["Criterion 11 (withdrawal): yes"], light, Items("kud", 50, (11, 1)));
        Check(["Days with use in 28 days: 14"], [light, .. Enumerable.Range(2, 14).Select(d => Given.Use(d * 24))]);
        Assert.Null(Assess(light, Stopped(30)).Of("expected"));
        Assert.Null(Assess(light with { MorningUse = false, Reasons = [UseReason.Pain] }, Stopped(30)).Of("expected"));
        Assert.Null(Assess(light, Given.Use(721, 5, UseReason.PreventWithdrawal), Stopped(30)).Of("expected"));
        Assert.Null(Assess(light, Items("kud", 50, (11, 0), (10, 1)), Stopped(30)).Of("expected"));
        Assert.Null(
            Assess([light, .. Enumerable.Range(2, 13).Select(d => Given.Use(d * 24)), Stopped(30)]).Of("expected")
        );

        static void Check(string[] because, params Event[] events) =>
            Assert.Equal(because, Assess([.. events, Stopped(30)]).Of("expected")!.Inputs()[1..]);
    }

    [Fact]
    public void Days_of_use_are_counted_over_28_days()
    {
        // 14 days, of which the first is 28 days before the last: outside.
        Event[] spread = [Given.Use(24 * 30), .. Enumerable.Range(2, 13).Select(d => Given.Use(d * 24)), Stopped(30)];
        Assert.Contains("cannot be excluded", Assess(spread).Of("expected")!.Clinician, StringComparison.Ordinal);
        Event[] within = [Given.Use(24 * 29), .. Enumerable.Range(2, 13).Select(d => Given.Use(d * 24)), Stopped(30)];
        Assert.Contains("is likely", Assess(within).Of("expected")!.Clinician, StringComparison.Ordinal);
        // Many uses on one day are one day.
        Event[] oneDay = [.. Enumerable.Range(0, 14).Select(h => Given.Use(41 + h / 10.0)), Stopped(30)];
        Assert.Contains("cannot be excluded", Assess(oneDay).Of("expected")!.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Severe_withdrawal_before_makes_it_likely()
    {
        var record = Given.Record(Stated(0.5m), Stopped(30)) with
        {
            History = Sober with { SevereWithdrawalBefore = true },
        };
        var finding = Assess(record).Of("expected")!;
        Assert.Equal(["Reported: stopped kratom", "Severe withdrawal before: yes"], finding.Inputs());
        Assert.Equal(["sows", "cows"], finding.Questions());
        var no = record with { History = Sober with { SevereWithdrawalBefore = false } };
        Assert.Null(Assess(no).Of("expected"));
    }

    [Fact]
    public void Questions_about_other_substances_close_when_they_are_answered()
    {
        string[] Open(History history) =>
            [
                .. Assess(Given.Record(Daily(31), Stopped(30)) with { History = history })
                    .Of("expected")!
                    .Questions()
                    .Skip(2),
            ];

        Assert.Equal(["sedatives", "last-opioid"], Open(new History()));
        Assert.Empty(Open(Sober));
        Assert.Equal(["last-opioid"], Open(Sober with { OpioidUseDisorder = null }));
        Assert.Equal(["last-opioid"], Open(Sober with { OpioidUseDisorder = true }));
        Assert.Empty(Open(Sober with { OpioidUseDisorder = true, LastOpioidUse = Given.DaysAgo(400) }));
        foreach (
            var opioid in new[]
            {
                Substance.Heroin,
                Substance.Fentanyl,
                Substance.PrescriptionOpioid,
                Substance.Methadone,
            }
        )
        {
            var told = new SubstanceHistory { Substance = opioid, Daily = false };
            Assert.Empty(Open(Sober with { OpioidUseDisorder = null, Substances = [.. Sober.Substances, told] }));
        }

        Assert.Equal(["sedatives"], Open(Sober with { Substances = [Sober.Substances[0]] }));
        Assert.Equal(["sedatives"], Open(Sober with { Substances = [Sober.Substances[1]] }));
        Assert.Equal(
            ["sedatives"],
            Open(
                Sober with
                {
                    Substances = [new SubstanceHistory { Substance = Substance.Alcohol }, Sober.Substances[1]],
                }
            )
        );
    }
}

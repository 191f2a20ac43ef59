using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Record;

namespace Coppice.Care.Tests.Forecast;

public class ForecastTests
{
    private static readonly PersonRecord Daily = Given.Record(
        Given.Habit(ProductKind.LeafPowder, 4, new Amount(15, AmountUnit.GLeaf), 700)
    );

    private static ForecastSection Of(PersonRecord record, ForecastWish? wish = null) =>
        Care
            .Review.Of(
                record,
                Given.Now,
                Given.Knowledge,
                new Wishes { Forecast = wish ?? new ForecastWish { Members = 400 } }
            )
            .Forecast;

    private static Answers Sows(double hoursAgo, decimal total) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Instrument = "sows",
            Total = total,
        };

    [Fact]
    public void Every_number_has_its_interval_and_stays_on_its_scale()
    {
        foreach (var scenario in Of(Daily).Scenarios)
        {
            Assert.All(
                scenario.Points,
                p =>
                {
                    Assert.True(0 <= p.Withdrawal.Low && p.Withdrawal.Low <= p.Withdrawal.Median);
                    Assert.True(p.Withdrawal.Median <= p.Withdrawal.High && p.Withdrawal.High <= 64);
                    Assert.InRange(p.Craving.High, p.Craving.Low, 100);
                    Assert.InRange(p.Tolerance.Median, 1, 6);
                }
            );
            Assert.InRange(scenario.Onset.Share, 0, 1);
        }
    }

    [Fact]
    public void The_limits_come_with_every_forecast_in_both_voices()
    {
        foreach (var record in new[] { Daily, Given.Record() })
        {
            var limits = Of(record).Findings[^1];
            Assert.Equal("forecast.limits", limits.Id);
            Assert.NotNull(limits.Person);
        }
    }

    [Fact]
    public void The_model_decides_no_gate_no_headline_and_no_alert()
    {
        var review = Care.Review.Of(Daily, Given.Now, Given.Knowledge);
        Assert.DoesNotContain(review.Findings, f => f.Id.StartsWith("forecast.", StringComparison.Ordinal));
        Assert.DoesNotContain(review.Findings, f => f.Id.StartsWith("plan.", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_known_gives_no_forecast_and_says_what_is_missing()
    {
        var section = Of(Given.Record());
        Assert.Equal(ForecastStatus.NotEnough, section.Status);
        Assert.NotEmpty(section.Ask);
        Assert.Empty(section.Scenarios);
    }

    [Theory]
    [InlineData(17, ForecastStatus.NotFor)]
    [InlineData(18, ForecastStatus.Made)]
    public void The_model_is_for_adults(int age, ForecastStatus status) =>
        Assert.Equal(status, Of(Daily with { Person = Daily.Person with { AgeYears = age } }).Status);

    [Fact]
    public void Another_opioid_now_gives_no_forecast() =>
        Assert.Equal(
            ForecastStatus.NotFor,
            Of(
                Daily with
                {
                    History = new History
                    {
                        Substances = [new SubstanceHistory { Substance = Substance.Heroin, UsesNow = true }],
                    },
                }
            ).Status
        );

    [Fact]
    public void Stopping_brings_more_withdrawal_than_carrying_on_and_more_after_more()
    {
        var section = Of(Daily);
        var less = Of(Given.Record(Given.Habit(ProductKind.LeafPowder, 4, new Amount(3, AmountUnit.GLeaf), 700)));
        Assert.True(section.Scenarios[0].Peak.Median > section.Scenarios[1].Peak.Median);
        Assert.True(section.Scenarios[0].Peak.High > less.Scenarios[0].Peak.High);
    }

    [Fact]
    public void Who_has_stopped_is_not_shown_how_it_would_be_to_go_on() =>
        Assert.Equal(
            [Scenario.Stop],
            Of(
                Daily with
                {
                    Events = [.. Daily.Events, new Life { At = Given.HoursAgo(3), What = LifeEvent.StoppedKratom }],
                }
            )
                .Scenarios.Select(s => s.Scenario)
        );

    [Fact]
    public void High_scores_of_ones_own_raise_the_forecast_and_low_ones_lower_it()
    {
        var high = Of(Daily with { Events = [.. Daily.Events, Sows(30, 30), Sows(6, 32)] });
        var low = Of(Daily with { Events = [.. Daily.Events, Sows(30, 0), Sows(6, 0)] });
        Assert.True(high.Scenarios[0].Points[0].Withdrawal.Median > low.Scenarios[0].Points[0].Withdrawal.Median + 5);
        Assert.Equal(2, high.Quality!.Scores);
        Assert.InRange(high.Quality.EffectiveSize, 40, 400);
        Assert.True(high.Quality.Leaning > 0);
        Assert.Equal(2, high.Quality.Forecasts);
    }

    [Fact]
    public void A_score_far_out_of_the_forecast_widens_the_next_one()
    {
        var missed = Of(Daily with { Events = [.. Daily.Events, Sows(60, 0), Sows(30, 60), Sows(6, 0)] });
        Assert.True(missed.Quality!.Widening > 1);
        Assert.True(missed.Quality.Coverage < 1);
    }

    [Fact]
    public void An_entry_made_later_for_an_earlier_time_counts_as_if_it_had_always_been_there()
    {
        var first = Daily with { Events = [.. Daily.Events, Sows(30, 12), Sows(6, 8)] };
        var second = Daily with { Events = [Sows(6, 8), Sows(30, 12), .. Daily.Events] };
        Assert.Equal(Of(first).Scenarios[0].Points, Of(second).Scenarios[0].Points);
    }

    [Fact]
    public void A_part_that_is_switched_off_takes_its_share_away()
    {
        var all = Of(Daily).Scenarios[0];
        var without = Of(Daily, new ForecastWish { Members = 400, Parts = Parts.All & ~Parts.Medium }).Scenarios[0];
        Assert.True(without.Peak.High < all.Peak.High);
        Assert.Contains(all.Causes, c => c.Id == "washout");
    }

    [Fact]
    public void An_amount_not_known_makes_the_band_wider_not_the_answer_sure()
    {
        var unknown = Of(Given.Record(Given.Habit(ProductKind.LeafPowder, 4, null, 700)));
        Assert.Equal(ForecastStatus.Made, unknown.Status);
        Assert.Contains(unknown.Ask, a => a.Id == "amount");
    }

    [Fact]
    public void An_opioid_past_brings_the_warning_of_lost_tolerance_words_first()
    {
        var section = Of(
            Daily with
            {
                History = new History { OpioidUseDisorder = true, LastOpioidUse = Given.DaysAgo(400) },
            }
        );
        Assert.NotNull(section.LostTolerance);
        Assert.True(section.LostTolerance.Now.Median < section.LostTolerance.Then.Median);
        Assert.StartsWith(
            "A dose of opioid that was usual before could now stop your breathing.",
            section.Findings.Single(f => f.Id == "forecast.lost-tolerance").Person!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tolerance_to_opioids_left_a_year_ago_is_lower_than_to_those_left_a_week_ago()
    {
        LostTolerance After(int days) =>
            Of(
                Daily with
                {
                    History = new History { OpioidUseDisorder = true, LastOpioidUse = Given.DaysAgo(days) },
                }
            ).LostTolerance!;
        Assert.True(After(365).Left.Median < After(7).Left.Median);
    }

    [Fact]
    public void The_same_record_gives_the_same_forecast() =>
        Assert.Equal(Of(Daily).Scenarios[0].Points, Of(Daily).Scenarios[0].Points);

    [Theory]
    [InlineData(0, "this afternoon")]
    [InlineData(12, "tonight")]
    [InlineData(15, "tonight")]
    [InlineData(20, "tomorrow morning")]
    [InlineData(72, "Monday afternoon")]
    [InlineData(240, "in about 10 days")]
    public void A_time_is_told_as_one_says_it(double hours, string words) =>
        Assert.Equal(words, ForecastWords.When(Given.Now, Given.NewYork, hours, KnowledgeBase.Default.Phrases));

    [Theory]
    [InlineData(0, "none")]
    [InlineData(0.4, "none")]
    [InlineData(1, "mild")]
    [InlineData(10, "mild")]
    [InlineData(11, "moderate")]
    [InlineData(20, "moderate")]
    [InlineData(21, "severe")]
    [InlineData(64, "severe")]
    public void A_score_is_told_by_its_band(double sows, string word) => Assert.Equal(word, ForecastWords.Level(sows));
}

namespace Coppice.Care.Tests;

/// <summary>The scales say what their sources say, at every score.</summary>
public class ScoringTests
{
    private static readonly decimal[][] CowsPoints =
    [
        [0, 1, 2, 4],
        [0, 1, 2, 3, 4],
        [0, 1, 3, 5],
        [0, 1, 2, 5],
        [0, 1, 2, 4],
        [0, 1, 2, 4],
        [0, 1, 2, 3, 5],
        [0, 1, 2, 4],
        [0, 1, 2, 4],
        [0, 1, 2, 4],
        [0, 3, 5],
    ];

    [Fact]
    public void An_empty_COWS_is_incomplete_not_zero()
    {
        foreach (
            var items in new[] { null, [], Enumerable.Range(1, 11).ToDictionary(i => $"{i}", _ => (decimal?)null) }
        )
        {
            var score = Published.Of("cows").Score(items);
            Assert.Null(score.Total);
            Assert.False(score.Complete);
            Assert.Null(score.Band);
            Assert.Null(score.BandPerson);
            Assert.Equal("none to severe", score.BandLabel);
            Assert.Equal((0, 48), (score.Low, score.High));
            Assert.Equal(11, score.Unanswered.Count);
        }
    }

    [Fact]
    public void COWS_item_1_cannot_be_3() =>
        Assert.Equal(
            "item 1 must be 0, 1, 2 or 4; found 3",
            Assert.Single(Published.Of("cows").Illegal(Published.Of("cows").With("1", 3))).Message
        );

    [Fact]
    public void Each_COWS_item_takes_the_points_of_the_published_table() =>
        Assert.Equal(CowsPoints, Published.Of("cows").Shipped.Items.Select(i => i.Answers.Select(a => a.Value!.Value)));

    [Fact]
    public void The_COWS_maximum_is_48_not_55()
    {
        var cows = Published.Of("cows");
        Assert.Equal(48, Published.CowsMaximum);
        Assert.Equal(48, cows.Shipped.Maximum);
        var most = cows.Score(
            Enumerable.Range(1, 11).ToDictionary(i => $"{i}", i => (decimal?)CowsPoints[i - 1].Max())
        );
        Assert.Equal((48, 48, "severe"), (most.Total, most.Maximum, most.Band));
        Assert.All([49m, 52, 55], total => Assert.Single(cows.Illegal(cows.Answered(total: total))));
    }

    [Theory]
    [InlineData(0, 4, "none", "No withdrawal by COWS")]
    [InlineData(5, 12, "mild", "Mild withdrawal")]
    [InlineData(13, 24, "moderate", "Moderate withdrawal")]
    [InlineData(25, 36, "moderately-severe", "Moderately severe withdrawal")]
    [InlineData(37, 48, "severe", "Severe withdrawal")]
    public void COWS_bands_are_not_shifted_by_one(int low, int high, string band, string label) =>
        Only("cows", 48, low, high, band, label);

    [Theory]
    [InlineData(0, 0, "none", "No withdrawal symptoms reported")]
    [InlineData(1, 10, "mild", "Mild (CTN convention)")]
    [InlineData(11, 20, "moderate", "Moderate (CTN convention)")]
    [InlineData(21, 64, "severe", "Severe (CTN convention)")]
    public void SOWS_bands_are_not_shifted_by_one(int low, int high, string band, string label) =>
        Only("sows", 64, low, high, band, label);

    [Theory]
    [InlineData(0, 4, "minimal")]
    [InlineData(5, 9, "mild")]
    [InlineData(10, 14, "moderate")]
    [InlineData(15, 19, "moderately-severe")]
    [InlineData(20, 27, "severe")]
    public void PHQ_9_bands_start_at_5_10_15_and_20(int low, int high, string band) =>
        Only("phq9", 27, low, high, band);

    [Theory]
    [InlineData(0, 4, "minimal")]
    [InlineData(5, 9, "mild")]
    [InlineData(10, 14, "moderate")]
    [InlineData(15, 21, "severe")]
    public void GAD_7_bands_start_at_5_10_and_15(int low, int high, string band) => Only("gad7", 21, low, high, band);

    [Theory]
    [InlineData(0, 1, "none")]
    [InlineData(2, 3, "mild")]
    [InlineData(4, 5, "moderate")]
    [InlineData(6, 11, "severe")]
    public void Kratom_use_disorder_starts_at_2_criteria_then_4_then_6(int low, int high, string band) =>
        Only("kud", 11, low, high, band);

    [Theory]
    [InlineData(0, 9, "low")]
    [InlineData(10, 10, "unclassified")]
    [InlineData(11, 20, "moderate")]
    [InlineData(21, 30, "severe")]
    public void An_LDQ_of_10_is_left_unclassified_as_the_source_leaves_it(int low, int high, string band) =>
        Only("ldq", 30, low, high, band);

    [Theory]
    [InlineData(0, 0, "none")]
    [InlineData(1, 2, "low")]
    [InlineData(3, 5, "moderate")]
    [InlineData(6, 8, "substantial")]
    [InlineData(9, 10, "severe")]
    public void DAST_10_bands_are_the_published_five(int low, int high, string band) =>
        Only("dast10", 10, low, high, band);

    [Theory]
    [InlineData("sds", 15)]
    [InlineData("kds", 100)]
    [InlineData("oows", 13)]
    [InlineData("craving", 10)]
    [InlineData("kpanel", 48)]
    public void A_scale_without_published_bands_for_kratom_names_none(string name, int maximum)
    {
        for (var total = 0; total <= maximum; total++)
        {
            var score = Published.Of(name).Score(total: total);
            Assert.Equal((null, null, null), (score.Band, score.BandLabel, score.BandPerson));
        }
    }

    [Fact]
    public void The_trauma_screen_is_positive_at_4_and_for_women_at_3()
    {
        var form = Published.Of("pcptsd5");
        for (var yes = 0; yes <= 5; yes++)
        {
            var items = Enumerable.Range(0, 6).ToDictionary(i => $"{i}", i => (decimal?)(i <= yes ? 1 : 0));
            var score = form.Score(items);
            Assert.Equal(yes, score.Total);
            Assert.Equal(yes >= 4 ? "positive" : "negative", score.Band);
        }

        Assert.Equal(3, form.Shipped.CutForWomen);
        Assert.Contains("women: 3 is positive", form.Score(total: 3).BandLabel, StringComparison.Ordinal);
    }

    [Fact]
    public void No_hard_event_means_a_trauma_score_of_0_and_nothing_more_to_ask()
    {
        var score = Published.Of("pcptsd5").Score(new Dictionary<string, decimal?> { ["0"] = 0 });
        Assert.Equal((0, 0, 0, "negative"), (score.Total, score.Low, score.High, score.Band));
        Assert.True(score.Complete);
        Assert.Empty(score.Unanswered);
    }

    [Fact]
    public void A_person_who_skips_the_question_on_hard_events_gets_no_trauma_score()
    {
        var score = Published
            .Of("pcptsd5")
            .Score(Enumerable.Range(1, 5).ToDictionary(i => $"{i}", i => (decimal?)(i <= 4 ? 1 : 0)));
        Assert.Null(score.Total);
        Assert.Equal(["0"], score.Unanswered);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public void A_reaction_to_an_event_that_never_happened_is_asked_about_not_scored(string item)
    {
        var form = Published.Of("pcptsd5");
        var unclear = form.Answered(new Dictionary<string, decimal?> { ["0"] = 0, [item] = 1 });
        Assert.Equal(
            $"item {item} must be 0 or not answered, because it is asked only when item 0 is 1; found 1",
            Assert.Single(form.Illegal(unclear)).Message
        );
        Assert.Empty(form.Illegal(form.Answered(new Dictionary<string, decimal?> { ["0"] = 0, [item] = 0 })));
    }

    [Fact]
    public void PEG_is_the_mean_of_three_at_every_answer()
    {
        var form = Published.Of("peg");
        for (var sum = 0; sum <= 30; sum++)
        {
            var first = Math.Min(10, sum);
            var second = Math.Min(10, sum - first);
            var score = form.Score(
                new Dictionary<string, decimal?>
                {
                    ["3"] = first,
                    ["1"] = second,
                    ["2"] = sum - first - second,
                }
            );
            Assert.Equal(Math.Round(sum / 3m, 2, MidpointRounding.AwayFromZero), score.Total);
            Assert.Equal(
                sum < 12 ? "low"
                    : sum < 21 ? "moderate"
                    : "severe",
                score.Band
            );
        }
    }

    [Theory]
    [InlineData(3.99, "low")]
    [InlineData(4, "moderate")]
    [InlineData(6.99, "moderate")]
    [InlineData(6.999, "moderate")]
    [InlineData(7, "severe")]
    public void A_PEG_mean_written_down_keeps_its_side_of_the_line(decimal mean, string band) =>
        Assert.Equal(band, Published.Of("peg").Score(total: mean).Band);

    [Theory]
    [InlineData(3.67, true)]
    [InlineData(3.7, true)]
    [InlineData(3.62, true)]
    [InlineData(3.72, true)]
    [InlineData(3.61, false)]
    [InlineData(3.73, false)]
    [InlineData(4, false)]
    public void A_PEG_mean_may_be_rounded_to_one_decimal_but_no_further(decimal mean, bool agrees)
    {
        var form = Published.Of("peg");
        var answers = form.Answered(
            new Dictionary<string, decimal?>
            {
                ["1"] = 3,
                ["2"] = 4,
                ["3"] = 4,
            },
            mean
        );
        Assert.Equal(agrees, form.Illegal(answers).Count == 0);
        if (agrees)
        {
            Assert.Equal(3.67m, Scoring.Score(form.Shipped, answers).Total);
        }
    }

    [Theory]
    [InlineData("days", 90, 180)]
    [InlineData("likert", 12, 24)]
    public void BAM_totals_are_read_in_the_version_they_were_made_in(string version, int use, int other)
    {
        var form = Published.Of($"bam/{version}");
        var open = form.Score();
        Assert.Equal(version, open.Version);
        Assert.Equal(
            [
                new("use", "Use", null, 0, use),
                new("risk", "Risk", null, 0, other),
                new("protective", "Protective", null, 0, other),
            ],
            open.Subscales
        );
        Assert.Equal(["use", "risk", "protective"], open.Unanswered);
        Assert.False(open.Complete);

        var full = form.Score(
            new Dictionary<string, decimal?>
            {
                ["use"] = use,
                ["risk"] = 0,
                ["protective"] = other,
            }
        );
        Assert.Equal(
            [
                new("use", "Use", use, use, use),
                new("risk", "Risk", 0, 0, 0),
                new("protective", "Protective", other, other, other),
            ],
            full.Subscales
        );
        Assert.Empty(full.Unanswered);
        Assert.True(full.Complete);
        Assert.Null(full.Total);
        Assert.Null(full.Band);
    }

    [Theory]
    [InlineData(null, "version must be days or likert; found none")]
    [InlineData("bam-r", "version must be days or likert; found 'bam-r'")]
    public void BAM_totals_without_a_known_version_are_refused(string? version, string message)
    {
        var form = Published.Of("bam/days");
        var answers = form.With("use", 3) with { Version = version };
        Assert.Equal(new IllegalAnswer("version", message), Assert.Single(form.Illegal(answers)));
    }

    [Fact]
    public void The_BAM_versions_of_the_form_are_the_ones_that_scoring_knows() =>
        Assert.Equal(
            Published.Of("bam/days").Shipped.Versions,
            Published.Of("bam/days").Shipped.Items[0].Answers.Select(a => a.Code)
        );

    [Fact]
    public void A_scale_without_versions_shows_none() =>
        Assert.Null(
            Scoring
                .Score(Published.Of("cows").Shipped, Published.Of("cows").Answered(total: 5) with { Version = "2003" })
                .Version
        );

    [Fact]
    public void The_K_panel_asks_for_the_12_things_that_opioid_scales_miss()
    {
        var form = Published.Of("kpanel");
        Assert.Equal(
            [
                "insomnia",
                "nightmares",
                "appetite-weight",
                "low-mood",
                "anger",
                "fatigue",
                "brain-fog",
                "restless-legs",
                "blurred-vision",
                "feverish",
                "palpitations",
                "bowel-change",
            ],
            form.Shipped.Items.Select(i => i.Symptom)
        );
        Assert.False(form.Shipped.Validated);
        Assert.Equal(1 + 2 + 3 + 4 + 0 + 1 + 2 + 3 + 4 + 0 + 1 + 2, Score(form).Total);

        static Score Score(Published.Form form) =>
            form.Score(form.Items.Index().ToDictionary(i => i.Item.Id, i => (decimal?)((i.Index + 1) % 5)));
    }

    [Fact]
    public void The_dose_screen_has_no_score_at_all()
    {
        var form = Published.Of("dosescreen");
        var some = form.Score(new Dictionary<string, decimal?> { ["1"] = 6, ["3"] = 1 });
        Assert.Equal((null, 0, 0, null), (some.Total, some.Low, some.High, some.Band));
        Assert.Equal(["4"], some.Unanswered);
        Assert.False(some.Complete);
        Assert.Empty(some.Subscales);
        Assert.Equal(["1", "3", "4"], form.Score().Unanswered);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Any_thought_of_being_better_off_dead_stands_alone_whatever_else_is_blank(int answer, bool alerts)
    {
        var form = Published.Of("phq9");
        var score = form.Score(new Dictionary<string, decimal?> { ["9"] = answer });
        Assert.Equal(alerts ? [new AnswerAlert("9", "suicide", answer)] : [], score.Alerts);
        var rest = form.Items.ToDictionary(i => i.Id, i => (decimal?)(i.Id == "9" ? answer : 0));
        Assert.Equal(score.Alerts, form.Score(rest).Alerts);
    }

    [Fact]
    public void A_high_mood_score_without_its_items_does_not_stand_in_for_item_9()
    {
        var score = Published.Of("phq9").Score(total: 27);
        Assert.Empty(score.Alerts);
        Assert.Contains("9", score.Unanswered);
        Assert.True(score.Complete);
    }

    [Fact]
    public void A_score_says_which_form_it_is_and_when_it_was_filled_in()
    {
        var form = Published.Of("cows");
        var score = Scoring.Score(form.Shipped, form.Answered(total: 13) with { At = Given.HoursAgo(2) });
        Assert.Equal("cows", score.Instrument);
        Assert.Equal(form.Shipped.Title, score.Title);
        Assert.Equal(Given.HoursAgo(2), score.At);
        Assert.Equal((0, 48), (score.Minimum, score.Maximum));
        Assert.Equal("Moderate signs of withdrawal. Your care team can help you feel better.", score.BandPerson);
    }

    private static void Only(string name, int maximum, int low, int high, string band, string? label = null)
    {
        var form = Published.Of(name);
        Assert.Equal(maximum, form.Shipped.Maximum);
        for (var total = 0; total <= maximum; total++)
        {
            var score = form.Score(total: total);
            Assert.Equal(total >= low && total <= high, score.Band == band);
            if (score.Band == band)
            {
                Assert.Equal(label ?? score.BandLabel, score.BandLabel);
                Assert.False(string.IsNullOrWhiteSpace(score.BandPerson));
            }
        }
    }
}

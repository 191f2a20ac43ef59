using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;

namespace Coppice.Care.Tests;

public class SuicideTests
{
    private const string Now = "safety.suicide-now";
    private const string Risk = "safety.suicide-risk";

    [Fact]
    public void A_plan_told_today_is_an_emergency_even_when_it_was_taken_back()
    {
        var record = Given.Record(Report(24, Symptom.SuicidalPlan), Report(1, Symptom.SuicidalPlan, present: false));
        var found = Fires(record, Now, Urgency.Emergency, ["Symptom: suicidal plan"]);
        Assert.Contains("988", found.Person, StringComparison.Ordinal);
        Silent(record, Risk);
    }

    [Theory]
    [InlineData(7 * 24, true)]
    [InlineData(7 * 24 + 0.1, false)]
    public void A_plan_of_this_week_that_stands_is_an_emergency(double hoursAgo, bool fires)
    {
        var record = Given.Record(Report(hoursAgo, Symptom.SuicidalPlan));
        if (fires)
        {
            Fires(record, Now, Urgency.Emergency, ["Symptom: suicidal plan"]);
        }
        else
        {
            Silent(record, Now);
            Fires(record, Risk, Urgency.Urgent, ["Symptom: suicidal plan"], "suicide-screen");
        }
    }

    [Fact]
    public void A_plan_of_this_week_that_was_taken_back_is_still_for_today()
    {
        var record = Given.Record(Report(25, Symptom.SuicidalPlan), Report(5, Symptom.SuicidalPlan, present: false));
        Silent(record, Now);
        Fires(record, Risk, Urgency.Urgent, ["Symptom: suicidal plan"], "suicide-screen");
    }

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    [InlineData("6b")]
    public void One_yes_to_a_high_item_is_an_emergency_whatever_is_blank(string item)
    {
        var found = Find(Given.Record(Answered("cssrs", 30 * 24, (item, 1))), Now)!;
        Assert.Equal(Urgency.Emergency, found.Urgency);
        Assert.Equal($"C-SSRS item {item}", found.Because[0].What);
        Assert.Equal("yes", found.Because[0].Value);
        var old = Given.Record(Answered("cssrs", 30 * 24 + 1, (item, 1)));
        Silent(old, Now);
        Assert.Equal(Urgency.Urgent, Find(old, Risk)!.Urgency);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("6a")]
    public void One_yes_to_a_lower_item_is_for_today(string item)
    {
        var record = Given.Record(Answered("cssrs", 90 * 24, (item, 1)));
        Silent(record, Now);
        var found = Find(record, Risk)!;
        Assert.Equal(Urgency.Urgent, found.Urgency);
        Assert.Equal($"C-SSRS item {item}", found.Because[0].What);
        Silent(Given.Record(Answered("cssrs", 90 * 24 + 1, (item, 1))), Risk);
    }

    [Fact]
    public void A_screen_of_no_says_no()
    {
        var record = Given.Record(
            Answered("cssrs", 24, ("1", 0), ("2", 0), ("3", 0), ("4", 0), ("5", 0), ("6a", 0), ("6b", 0))
        );
        Silent(record, Now);
        Silent(record, Risk);
    }

    [Theory]
    [InlineData(3, Now)]
    [InlineData(2, Risk)]
    [InlineData(1, Risk)]
    [InlineData(0, null)]
    public void The_level_alone_counts(int level, string? rule)
    {
        var record = Given.Record(Given.Total("cssrs", level, 24));
        Assert.Equal(rule == Now, Find(record, Now) is not null);
        Assert.Equal(rule == Risk, Find(record, Risk) is not null);
    }

    [Fact]
    public void The_last_screen_counts()
    {
        Assert.NotNull(Find(Given.Record(Given.Total("cssrs", 3, 30 * 24)), Now));
        var record = Given.Record(Given.Total("cssrs", 3, 48), Given.Total("cssrs", 0, 24));
        Silent(record, Now);
        Silent(record, Risk);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void Item_nine_of_the_PHQ_9_counts_whatever_else_is_blank(int answer, bool fires)
    {
        var record = Given.Record(Answered("phq9", 90 * 24, ("9", answer)));
        if (fires)
        {
            Fires(record, Risk, Urgency.Urgent, [$"PHQ-9 item 9: {answer}"], "suicide-screen");
        }
        else
        {
            Silent(record, Risk);
        }

        Silent(Given.Record(Answered("phq9", 90 * 24 + 1, ("9", answer))), Risk);
    }

    [Fact]
    public void An_unanswered_item_nine_does_not_hide_the_last_answer()
    {
        var record = Given.Record(Answered("phq9", 48, ("9", 2)), Answered("phq9", 24, ("9", null), ("1", 0)));
        Assert.NotNull(Find(record, Risk));
        Silent(Given.Record(Answered("phq9", 48, ("9", 2)), Answered("phq9", 24, ("9", 0))), Risk);
        Silent(Given.Record(Given.Total("phq9", 20, 24)), Risk);
    }

    [Fact]
    public void Another_item_or_another_form_is_not_item_nine()
    {
        Silent(Given.Record(Answered("phq9", 24, ("8", 3))), Risk);
        Silent(Given.Record(Answered("gad7", 24, ("9", 3))), Risk);
    }

    [Theory]
    [InlineData(Symptom.SuicidalThoughts, "suicidal thoughts", 90 * 24, true)]
    [InlineData(Symptom.SuicidalThoughts, "suicidal thoughts", 90 * 24 + 0.1, false)]
    [InlineData(Symptom.SuicidalPlan, "suicidal plan", 90 * 24, true)]
    [InlineData(Symptom.SuicidalPlan, "suicidal plan", 90 * 24 + 0.1, false)]
    public void Thoughts_and_plans_of_ninety_days_are_for_today(
        Symptom symptom,
        string words,
        double hoursAgo,
        bool fires
    )
    {
        var record = Given.Record(Report(hoursAgo, symptom));
        if (fires)
        {
            Fires(record, Risk, Urgency.Urgent, [$"Symptom: {words}"], "suicide-screen");
            Silent(Given.Record(Report(hoursAgo, symptom), Report(5, symptom, present: false)), Risk);
        }
        else
        {
            Silent(record, Risk);
        }
    }

    [Fact]
    public void Thoughts_that_were_denied_since_are_over() =>
        Silent(
            Given.Record(Report(25, Symptom.SuicidalThoughts), Report(5, Symptom.SuicidalThoughts, present: false)),
            Risk
        );

    [Fact]
    public void A_past_attempt_counts_in_withdrawal()
    {
        var attempt = Has(Condition.SuicideAttempt);
        Fires(
            Given.Record(Given.Total("cows", 5, 5)).With(attempt),
            Risk,
            Urgency.Urgent,
            ["Condition: suicide attempt in the past", "COWS: 5"],
            "suicide-screen"
        );
        Silent(Given.Record(Given.Total("cows", 4, 5)).With(attempt), Risk);
        Silent(Given.Record(Given.Total("cows", 5, 5)), Risk);
    }

    [Theory]
    [InlineData(7 * 24, false)]
    [InlineData(7 * 24 + 1, true)]
    public void A_screen_of_this_week_is_not_asked_for_again(double hoursAgo, bool asks) =>
        Assert.Equal(
            asks,
            Find(
                Given.Record(Answered("cssrs", hoursAgo, ("1", 1), ("2", 0)), Answered("phq9", 24, ("9", 1))),
                Risk
            )!.Missing.Count > 0
        );
}

public class ConfusionAndPsychosisTests
{
    private const string Confused = "safety.confusion";
    private const string Psychosis = "safety.psychosis-mania";
    private const string Steady = "safety.psychosis-steady";

    [Theory]
    [InlineData(Symptom.Confusion, "confusion")]
    [InlineData(Symptom.Hallucinations, "hallucinations")]
    public void Confusion_and_hallucinations_of_today_are_an_emergency(Symptom symptom, string words)
    {
        Fires(
            Given.Record(Report(24, symptom), Report(1, symptom, present: false)),
            Confused,
            Urgency.Emergency,
            [$"Symptom: {words}"],
            "vitals",
            "alcohol-benzodiazepine-dependence"
        );
        Silent(Given.Record(Report(24.1, symptom)), Confused);
        Silent(Given.Record(Report(2, Symptom.BrainFog)), Confused);
    }

    [Theory]
    [InlineData(Symptom.Mania, "mania")]
    [InlineData(Symptom.Hallucinations, "hallucinations")]
    public void Mania_or_hallucinations_of_this_week_are_for_today(Symptom symptom, string words)
    {
        Fires(
            Given.Record(Report(7 * 24, symptom)),
            Psychosis,
            Urgency.Urgent,
            [$"Symptom: {words}"],
            "suicide-screen"
        );
        Silent(Given.Record(Report(7 * 24 + 0.1, symptom)), Psychosis);
        Silent(Given.Record(Report(50, symptom), Report(5, symptom, present: false)), Psychosis);
    }

    [Theory]
    [InlineData(Condition.Psychosis, null)]
    [InlineData(Condition.Psychosis, true)]
    [InlineData(Condition.Mania, null)]
    [InlineData(Condition.Mania, true)]
    public void An_illness_is_for_today_unless_it_is_said_to_be_steady(Condition condition, bool? severe)
    {
        var record = Given.Record().With(new History { Conditions = [new ConditionHistory(condition, true, severe)] });
        Fires(record, Psychosis, Urgency.Urgent, [$"Condition: {SafetyFacts.Plain(condition)}"], "suicide-screen");
        Silent(record, Steady);
    }

    [Theory]
    [InlineData(Condition.Psychosis)]
    [InlineData(Condition.Mania)]
    public void A_steady_illness_is_within_days(Condition condition)
    {
        var record = Given.Record().With(new History { Conditions = [new ConditionHistory(condition, true, false)] });
        Fires(
            record,
            Steady,
            Urgency.Soon,
            [$"Condition: {SafetyFacts.Plain(condition)}"],
            "psychosis",
            "suicide-screen"
        );
        Silent(record, Psychosis);
    }

    [Fact]
    public void A_steady_illness_with_a_sign_of_this_week_is_for_today() =>
        Fires(
            Given
                .Record(Report(48, Symptom.Mania))
                .With(new History { Conditions = [new ConditionHistory(Condition.Psychosis, true, false)] }),
            Psychosis,
            Urgency.Urgent,
            ["Symptom: mania", "Condition: psychosis"],
            "suicide-screen"
        );

    [Fact]
    public void An_unsteady_illness_of_another_kind_does_not_unsettle_it() =>
        Assert.Equal(
            Urgency.Soon,
            Find(
                Given
                    .Record()
                    .With(
                        new History
                        {
                            Conditions =
                            [
                                new ConditionHistory(Condition.Depression, true, true),
                                new ConditionHistory(Condition.Psychosis, true, false),
                            ],
                        }
                    ),
                Steady
            )!.Urgency
        );

    [Fact]
    public void One_unsteady_illness_of_two_is_for_today() =>
        Assert.Equal(
            Urgency.Urgent,
            Find(
                Given
                    .Record()
                    .With(
                        new History
                        {
                            Conditions =
                            [
                                new ConditionHistory(Condition.Psychosis, true),
                                new ConditionHistory(Condition.Mania, true, false),
                            ],
                        }
                    ),
                Psychosis
            )!.Urgency
        );

    [Theory]
    [InlineData(Symptom.Agitation, "agitation")]
    [InlineData(Symptom.SuicidalPlan, "suicidal plan")]
    [InlineData(Symptom.SuicidalThoughts, "suicidal thoughts")]
    public void With_danger_it_is_an_emergency(Symptom danger, string words)
    {
        Fires(
            Given.Record(Report(24, danger)).With(Has(Condition.Psychosis)),
            Psychosis,
            Urgency.Emergency,
            ["Condition: psychosis", $"Symptom: {words}"],
            "suicide-screen"
        );
        Assert.Equal(
            Urgency.Urgent,
            Find(Given.Record(Report(24.1, danger)).With(Has(Condition.Psychosis)), Psychosis)!.Urgency
        );
        Silent(Given.Record(Report(24, danger)), Psychosis);
    }

    [Fact]
    public void Other_illness_or_a_known_absence_is_silent()
    {
        Silent(Given.Record().With(Has(Condition.Depression, Condition.Bipolar)), Psychosis);
        Silent(
            Given.Record().With(new History { Conditions = [new ConditionHistory(Condition.Psychosis, false)] }),
            Psychosis
        );
    }
}

public class AlcoholBenzodiazepineTests
{
    private const string Id = "safety.alcohol-benzodiazepine-withdrawal";
    private const string Open = "safety.alcohol-benzodiazepine-unknown";
    private const string Ask = "alcohol-benzodiazepine-dependence";

    private static PersonRecord Of(params SubstanceHistory[] substances) =>
        Given.Record().With(new History { Substances = substances });

    private static SubstanceHistory Alcohol => new() { Substance = Substance.Alcohol };

    [Theory]
    [InlineData(Substance.Alcohol, "alcohol")]
    [InlineData(Substance.Benzodiazepine, "benzodiazepine")]
    [InlineData(Substance.OtherSedative, "other sedative")]
    public void Daily_use_with_withdrawal_before_is_for_today(Substance substance, string words) =>
        Fires(
            Of(
                new SubstanceHistory
                {
                    Substance = substance,
                    Daily = true,
                    WithdrawalBefore = true,
                    Disorder = UseDisorder.None,
                }
            ),
            Id,
            Urgency.Urgent,
            [$"Substance: {words}, daily"]
        );

    [Theory]
    [InlineData(UseDisorder.Mild)]
    [InlineData(UseDisorder.Moderate)]
    [InlineData(UseDisorder.Severe)]
    [InlineData(UseDisorder.Unspecified)]
    public void Daily_use_with_a_disorder_is_for_today(UseDisorder disorder) =>
        Fires(
            Of(Alcohol with { Daily = true, WithdrawalBefore = false, Disorder = disorder }),
            Id,
            Urgency.Urgent,
            ["Substance: alcohol, daily"]
        );

    [Fact]
    public void A_disorder_in_remission_without_withdrawal_before_is_not_this_finding()
    {
        Silent(
            Of(
                Alcohol with
                {
                    UsesNow = true,
                    WithdrawalBefore = false,
                    Disorder = UseDisorder.Severe,
                    InRemission = true,
                }
            ),
            Id
        );
        Assert.NotNull(
            Find(
                Of(
                    Alcohol with
                    {
                        Daily = true,
                        WithdrawalBefore = false,
                        Disorder = UseDisorder.Severe,
                        InRemission = false,
                    }
                ),
                Id
            )
        );
    }

    [Fact]
    public void Daily_use_without_disorder_or_withdrawal_is_silent()
    {
        var record = Of(Alcohol with { Daily = true, WithdrawalBefore = false, Disorder = UseDisorder.None });
        Silent(record, Id);
        Silent(record, Open);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(false, null)]
    [InlineData(null, UseDisorder.None)]
    public void Daily_use_with_the_rest_not_known_is_asked_about(bool? withdrawal, UseDisorder? disorder) =>
        Fires(
            Of(Alcohol with { Daily = true, WithdrawalBefore = withdrawal, Disorder = disorder }),
            Open,
            Urgency.Soon,
            ["Substance: alcohol, daily"],
            Ask
        );

    [Fact]
    public void How_often_is_not_known_counts_with_withdrawal_before() =>
        Fires(
            Of(Alcohol with { UsesNow = true, WithdrawalBefore = true, Disorder = UseDisorder.None }),
            Id,
            Urgency.Urgent,
            ["Substance: alcohol, how often not known"],
            Ask
        );

    [Fact]
    public void Use_that_is_not_daily_or_is_over_is_silent()
    {
        Silent(Of(Alcohol with { UsesNow = true, Daily = false, WithdrawalBefore = true }), Id);
        Silent(Of(Alcohol with { UsesNow = false, WithdrawalBefore = true }), Id);
        Silent(Of(Alcohol with { UsesNow = true }), Id);
        Silent(Of(Uses(Substance.Cannabis, daily: true) with { WithdrawalBefore = true }), Id);
        Silent(Of(), Id);
    }

    [Theory]
    [InlineData(14 * 24, true)]
    [InlineData(14 * 24 + 0.1, false)]
    public void A_person_who_stopped_in_two_weeks_is_at_risk(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(Of(Alcohol with { UsesNow = false, WithdrawalBefore = true, LastUse = Given.HoursAgo(hoursAgo) }), Id)
                is not null
        );

    [Fact]
    public void Withdrawal_before_with_nothing_known_of_now_cannot_be_excluded() =>
        Fires(
            Of(Alcohol with { WithdrawalBefore = true }),
            Id,
            Urgency.Urgent,
            ["Substance: alcohol, how often not known"],
            Ask
        );

    [Fact]
    public void A_prescribed_benzodiazepine_is_asked_about()
    {
        var prescribed = Given.Drug("clonazepam", MedicineAction.Prescribed, 500);
        Fires(Given.Record(prescribed), Open, Urgency.Soon, ["Medicine: clonazepam (prescribed)"], Ask);
        Silent(Given.Record(Given.Drug("clonazepam", MedicineAction.Given, 5)), Open);
        Silent(Given.Record(Given.Drug("gabapentin", MedicineAction.Prescribed, 5)), Open);
        Silent(
            Given
                .Record(prescribed)
                .With(
                    new History
                    {
                        Substances =
                        [
                            new SubstanceHistory
                            {
                                Substance = Substance.Benzodiazepine,
                                Daily = true,
                                WithdrawalBefore = false,
                                Disorder = UseDisorder.None,
                            },
                        ],
                    }
                ),
            Open
        );
    }

    [Theory]
    [InlineData("clonazepam", 14 * 24, true)]
    [InlineData("clonazepam", 14 * 24 + 0.1, false)]
    [InlineData("phenobarbital", 24, true)]
    [InlineData("zolpidem", 24, true)]
    [InlineData("cetirizine", 24, false)]
    public void A_sedative_that_was_stopped_is_for_today(string name, double hoursAgo, bool fires)
    {
        var record = Given.Record(
            Given.Drug(name, MedicineAction.Prescribed, 2000),
            Given.Drug(name, MedicineAction.Stopped, hoursAgo)
        );
        if (fires)
        {
            Fires(record, Id, Urgency.Urgent, [$"Medicine: {name} (stopped)"]);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void A_stop_without_a_time_counts_and_one_that_was_begun_again_does_not()
    {
        var stopped = Given.Drug("clonazepam", MedicineAction.Stopped, 48);
        Assert.NotNull(Find(Given.Record(stopped with { At = null }), Id));
        Silent(Given.Record(stopped, Given.Drug("clonazepam", MedicineAction.Prescribed, 24)), Id);
    }

    [Theory]
    [InlineData(14 * 24, true)]
    [InlineData(14 * 24 + 0.1, false)]
    public void Daily_drinking_that_ended_lately_is_for_today(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(Of(Alcohol with { Daily = true, UsesNow = false, LastUse = Given.HoursAgo(hoursAgo) }), Id) is not null
        );

    [Fact]
    public void The_words_say_that_kratom_scales_do_not_cover_it() =>
        Assert.Contains(
            "CIWA",
            Find(Of(Alcohol with { Daily = true, WithdrawalBefore = true }), Id)!.Clinician,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_later_screen_left_half_blank_does_not_hide_a_high_one()
    {
        static Answers Screen(double hoursAgo, params (string Item, decimal Value)[] items) =>
            new()
            {
                At = Given.HoursAgo(hoursAgo),
                Instrument = "cssrs",
                Items = items.ToDictionary(x => x.Item, x => (decimal?)x.Value),
            };

        var high = Screen(10 * 24, ("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 0), ("6a", 0));
        var blank = Screen(2 * 24, ("1", 0));
        var calm = Screen(24, ("1", 0), ("2", 0), ("6a", 0));
        static bool Now(params Event[] events) =>
            Safety.Of(Given.Chart(Given.Record(events))).Findings.Any(f => f.Id == "safety.suicide-now");
        Assert.True(Now(high));
        Assert.True(Now(high, blank));
        Assert.False(Now(high, blank, calm));
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

public class NaltrexoneTests
{
    private const string Stop = "safety.naltrexone";
    private const double Days14 = 14 * 24;

    private static Medicine Considered(double hoursAgo = 1) =>
        Given.Drug("naltrexone", MedicineAction.Considered, hoursAgo);

    private static Laboratory Alt(double hoursAgo = 24) => Given.Lab(Analyte.Alt, 30, 40, hoursAgo);

    [Fact]
    public void Naltrexone_is_a_hard_stop_when_kratom_was_used_lately()
    {
        var found = Fires(
            Given.Record(Given.Use(48), Considered(), Alt()),
            Stop,
            Urgency.Urgent,
            ["Medicine: naltrexone (considered)", "Kratom: last known use 48 h ago"],
            "naloxone-challenge"
        );
        Assert.Contains("last known use 48 h ago", found.Clinician, StringComparison.Ordinal);
        Assert.NotNull(found.Person);
    }

    [Fact]
    public void Naltrexone_is_a_hard_stop_when_the_last_kratom_use_is_unknown() =>
        Fires(
            Given.Record(Given.Use(1) with { At = null }, Considered()),
            Stop,
            Urgency.Urgent,
            ["Medicine: naltrexone (considered)", "Kratom: last use not known"],
            "naloxone-challenge",
            "liver-tests",
            "last-use"
        );

    [Fact]
    public void Naltrexone_is_a_hard_stop_when_kratom_was_never_asked_about() =>
        Fires(
            Given.Record(Considered(), Alt()),
            Stop,
            Urgency.Urgent,
            ["Medicine: naltrexone (considered)", "Kratom: kratom was never asked about"],
            "naloxone-challenge",
            "kratom-use"
        );

    [Theory]
    [InlineData(Days14 - 0.1, true)]
    [InlineData(Days14, false)]
    [InlineData(Days14 + 0.1, false)]
    public void The_gate_opens_at_fourteen_full_days(double hoursAgo, bool closed)
    {
        var assessed = Assess(Given.Use(hoursAgo), Considered());
        Assert.Equal(closed, assessed.Section.NaltrexoneStop);
        Assert.Equal(closed, assessed.Findings.Any(f => f.Id == Stop));
    }

    [Fact]
    public void A_person_who_was_asked_and_uses_none_may_be_considered() =>
        Silent(Given.Record(Considered()).With(new History { AskedAboutKratom = true }), Stop);

    [Fact]
    public void A_negative_standard_urine_screen_does_not_clear_kratom()
    {
        Assert.NotNull(Find(Given.Record(Given.Use(48), Considered(), NegativeStandardScreen()), Stop));
        Assert.NotNull(Find(Given.Record(Considered(), NegativeStandardScreen()), Stop));
    }

    [Fact]
    public void A_negative_kratom_test_does_not_show_fourteen_days_either() =>
        Assert.NotNull(
            Find(Given.Record(Considered(), Urine(24, (UrineTarget.Mitragynine, TestResult.Negative))), Stop)
        );

    [Theory]
    [InlineData(90, true)]
    [InlineData(90.1, false)]
    public void A_plan_holds_for_ninety_days(double daysAgo, bool closed) =>
        Assert.Equal(closed, Find(Given.Record(Given.Use(5), Considered(daysAgo * 24)), Stop) is not null);

    [Fact]
    public void A_prescription_holds_until_it_is_stopped()
    {
        var prescribed = Given.Drug("naltrexone", MedicineAction.Prescribed, 200 * 24);
        Assert.NotNull(Find(Given.Record(Given.Use(5), prescribed), Stop));
        Silent(
            Given.Record(Given.Use(5), prescribed, Given.Drug("naltrexone", MedicineAction.Stopped, 100 * 24)),
            Stop
        );
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(31.1, false)]
    public void A_given_dose_counts_for_the_month_until_the_next(double daysAgo, bool closed) =>
        Assert.Equal(
            closed,
            Find(Given.Record(Given.Use(5), Given.Drug("naltrexone", MedicineAction.Given, daysAgo * 24)), Stop)
                is not null
        );

    [Fact]
    public void A_dose_given_too_early_counts_though_kratom_is_long_ago_by_now() =>
        Fires(
            Given.Record(Given.Use(30 * 24), Given.Drug("naltrexone", MedicineAction.Given, 20 * 24), Alt()),
            Stop,
            Urgency.Urgent,
            ["Medicine: naltrexone (given)", "Kratom: last known use 720 h ago"],
            "naloxone-challenge"
        );

    [Fact]
    public void A_dose_given_after_fourteen_days_and_no_kratom_since_is_no_stop() =>
        Silent(Given.Record(Given.Use(40 * 24), Given.Drug("naltrexone", MedicineAction.Given, 20 * 24)), Stop);

    [Fact]
    public void Kratom_after_a_dose_closes_the_gate_for_the_next_one() =>
        Assert.NotNull(
            Find(
                Given.Record(Given.Use(60 * 24), Given.Drug("naltrexone", MedicineAction.Given, 20 * 24), Given.Use(5)),
                Stop
            )
        );

    [Fact]
    public void A_pattern_told_after_the_dose_does_not_clear_the_time_before_it() =>
        Assert.NotNull(
            Find(
                Given.Record(
                    Given.Drug("naltrexone", MedicineAction.Given, 30 * 24),
                    Given.Habit(ProductKind.Tea) with
                    {
                        At = Given.DaysAgo(20),
                    },
                    Life(LifeEvent.StoppedKratom, 18 * 24)
                ),
                Stop
            )
        );

    [Fact]
    public void A_pattern_of_years_covers_the_time_before_the_dose() =>
        Assert.True(
            Find(
                Given.Record(
                    Given.Drug("naltrexone", MedicineAction.Given, 6 * 24),
                    Given.Habit(ProductKind.Tea, forDays: 1000) with
                    {
                        At = Given.DaysAgo(2),
                        LastUse = Given.DaysAgo(2),
                    },
                    Given.Signs(5 * 24, Symptom.Sweating, Symptom.Yawning)
                ),
                "safety.naltrexone-precipitated"
            )
                is { Missing.Count: 0 }
        );

    [Theory]
    [InlineData("naltrexone")]
    [InlineData("naltrexone-bupropion")]
    [InlineData("naltrexone extended-release")]
    [InlineData("vivitrol")]
    [InlineData("revia")]
    [InlineData("contrave")]
    public void No_name_of_naltrexone_slips_through(string name) =>
        Assert.NotNull(Find(Given.Record(Given.Use(5), Given.Drug(name, MedicineAction.Considered)), Stop));

    [Theory]
    [InlineData("methylnaltrexone")]
    [InlineData("naloxone")]
    [InlineData("buprenorphine")]
    public void Other_medicines_are_not_naltrexone(string name) =>
        Silent(Given.Record(Given.Use(5), Given.Drug(name, MedicineAction.Considered)), Stop);

    [Theory]
    [InlineData(90, false)]
    [InlineData(90.1, true)]
    public void Liver_tests_hold_for_ninety_days(double daysAgo, bool missing) =>
        Assert.Equal(
            missing,
            Find(Given.Record(Given.Use(5), Considered(), Alt(daysAgo * 24)), Stop)!
                .Missing.Any(m => m.Id == "liver-tests")
        );

    [Fact]
    public void The_day_of_the_last_use_is_a_span_of_days()
    {
        var found = Find(Given.Record(Given.Use(1) with { At = Given.DaysAgo(3) }, Considered()), Stop)!;
        Assert.Contains(found.Because, b => b.Value == "last known use 60–84 h ago");
    }
}

public class AskKratomTests
{
    private const string Id = "safety.ask-kratom";

    [Fact]
    public void Before_naltrexone_kratom_is_asked_about() =>
        Fires(
            Given.Record(Given.Drug("naltrexone", MedicineAction.Considered)),
            Id,
            Urgency.Soon,
            ["Medicine: naltrexone (considered)"],
            "kratom-use"
        );

    [Fact]
    public void After_a_dose_of_naltrexone_too() =>
        Fires(
            Given.Record(Given.Drug("naltrexone", MedicineAction.Given)),
            Id,
            Urgency.Soon,
            ["Medicine: naltrexone (given)"],
            "kratom-use"
        );

    [Theory]
    [InlineData("buprenorphine")]
    [InlineData("buprenorphine-naloxone")]
    public void Before_buprenorphine_kratom_is_asked_about(string name) =>
        Fires(
            Given.Record(Given.Drug(name, MedicineAction.Prescribed)),
            Id,
            Urgency.Soon,
            [$"Medicine: {name} (prescribed)"],
            "kratom-use"
        );

    [Theory]
    [InlineData(90, true)]
    [InlineData(90.1, false)]
    public void Old_buprenorphine_does_not_ask(double daysAgo, bool asks) =>
        Assert.Equal(
            asks,
            Find(Given.Record(Given.Drug("buprenorphine", MedicineAction.Given, daysAgo * 24)), Id) is not null
        );

    [Fact]
    public void Stopped_buprenorphine_does_not_ask() =>
        Silent(
            Given.Record(
                Given.Drug("buprenorphine", MedicineAction.Prescribed, 48),
                Given.Drug("buprenorphine", MedicineAction.Stopped)
            ),
            Id
        );

    [Fact]
    public void A_urine_test_that_cannot_see_kratom_is_no_answer() =>
        Fires(
            Given.Record(NegativeStandardScreen()),
            Id,
            Urgency.Soon,
            ["Urine test: did not look for mitragynine or 7-OH"],
            "kratom-use"
        );

    [Fact]
    public void Once_it_is_known_or_asked_it_is_silent()
    {
        var naltrexone = Given.Drug("naltrexone", MedicineAction.Considered);
        Silent(Given.Record(naltrexone, Given.Use(5)), Id);
        Silent(Given.Record(naltrexone).With(new History { AskedAboutKratom = true }), Id);
        Silent(Given.Record(), Id);
        Assert.NotNull(Find(Given.Record(naltrexone).With(new History { AskedAboutKratom = false }), Id));
    }

    [Fact]
    public void Another_medicine_does_not_ask() =>
        Silent(Given.Record(Given.Drug("sertraline", MedicineAction.Prescribed)), Id);
}

public class NaltrexonePrecipitatedTests
{
    private const string Id = "safety.naltrexone-precipitated";

    private static Medicine Dose(double hoursAgo) => Given.Drug("naltrexone", MedicineAction.Given, hoursAgo);

    [Fact]
    public void Two_signs_after_naltrexone_are_withdrawal() =>
        Fires(
            Given.Record(Given.Use(60), Dose(24), Given.Signs(20, Symptom.Vomiting, Symptom.Sweating)),
            Id,
            Urgency.Urgent,
            [
                "Medicine: naltrexone (given)",
                "Symptom: sweating",
                "Symptom: vomiting",
                "Kratom: last known use 60 h ago",
            ]
        );

    [Fact]
    public void One_sign_alone_may_be_a_side_effect() =>
        Silent(Given.Record(Given.Use(60), Dose(24), Given.Signs(20, Symptom.Nausea)), Id);

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.1, false)]
    [InlineData(0.1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Only_signs_in_the_72_hours_after_the_dose_count(double hoursAfter, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(
                    Given.Use(120),
                    Dose(100),
                    Given.Signs(100 - hoursAfter, Symptom.Vomiting, Symptom.Sweating)
                ),
                Id
            )
                is not null
        );

    [Theory]
    [InlineData("cows", 4, false)]
    [InlineData("cows", 5, true)]
    [InlineData("sows", 10, false)]
    [InlineData("sows", 11, true)]
    public void A_scale_counts_from_withdrawal_on(string scale, int total, bool fires)
    {
        var record = Given.Record(Given.Use(60), Dose(24), Given.Total(scale, total, 20));
        if (fires)
        {
            Fires(
                record,
                Id,
                Urgency.Urgent,
                [
                    "Medicine: naltrexone (given)",
                    $"{scale.ToUpperInvariant()}: {total}",
                    "Kratom: last known use 60 h ago",
                ]
            );
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void Another_scale_does_not_count() =>
        Silent(Given.Record(Given.Use(60), Dose(24), Given.Total("phq9", 20, 20)), Id);

    [Theory]
    [InlineData(7 * 24, true)]
    [InlineData(7 * 24 + 0.1, false)]
    public void It_is_a_matter_for_today_for_a_week(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(
                    Given.Use(200),
                    Dose(hoursAgo),
                    Given.Signs(hoursAgo - 5, Symptom.Vomiting, Symptom.Sweating)
                ),
                Id
            )
                is not null
        );

    [Fact]
    public void Kratom_that_was_never_asked_about_counts_and_is_asked_for() =>
        Fires(
            Given.Record(Dose(24), Given.Signs(20, Symptom.Vomiting, Symptom.Sweating)),
            Id,
            Urgency.Urgent,
            [
                "Medicine: naltrexone (given)",
                "Symptom: sweating",
                "Symptom: vomiting",
                "Kratom: kratom was never asked about",
            ],
            "kratom-use"
        );

    [Theory]
    [InlineData(13.9, true)]
    [InlineData(14, false)]
    public void Kratom_more_than_fourteen_days_before_the_dose_does_not_count(double daysBefore, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(
                    Given.Use(24 + (daysBefore * 24)),
                    Dose(24),
                    Given.Signs(20, Symptom.Vomiting, Symptom.Sweating)
                ),
                Id
            )
                is not null
        );

    [Fact]
    public void A_dose_without_a_time_cannot_be_placed() =>
        Silent(
            Given.Record(
                Given.Use(60),
                Dose(24) with
                {
                    At = null,
                },
                Given.Signs(20, Symptom.Vomiting, Symptom.Sweating)
            ),
            Id
        );

    [Fact]
    public void Signs_without_a_time_cannot_be_placed() =>
        Silent(
            Given.Record(
                Given.Use(60),
                Dose(24),
                Given.Signs(20, Symptom.Vomiting, Symptom.Sweating) with
                {
                    At = null,
                }
            ),
            Id
        );

    [Fact]
    public void A_pattern_stated_after_the_dose_leaves_the_days_before_it_open() =>
        Assert.Equal(
            ["last-use"],
            Find(
                Given.Record(
                    Dose(48),
                    Given.Signs(40, Symptom.Vomiting, Symptom.Sweating),
                    Given.Habit(ProductKind.Tea, 3)
                ),
                Id
            )!
                .Missing.Select(m => m.Id)
        );

    [Fact]
    public void A_dose_that_is_only_considered_precipitates_nothing() =>
        Silent(
            Given.Record(
                Given.Use(60),
                Given.Drug("naltrexone", MedicineAction.Considered, 24),
                Given.Signs(20, Symptom.Vomiting, Symptom.Sweating)
            ),
            Id
        );
}

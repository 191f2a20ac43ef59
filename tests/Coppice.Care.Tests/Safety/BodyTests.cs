using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;

namespace Coppice.Care.Tests;

public class SeizureTests
{
    private const string Now = "safety.seizure-now";
    private const string Threshold = "safety.seizure-threshold";

    [Fact]
    public void A_seizure_in_the_last_day_is_an_emergency_even_when_it_has_passed()
    {
        Fires(
            Given.Record(Report(24, Symptom.Seizure), Report(1, Symptom.Seizure, present: false)),
            Now,
            Urgency.Emergency,
            ["Symptom: seizure"],
            "alcohol-benzodiazepine-dependence",
            "medicines"
        );
        Silent(Given.Record(Report(24.1, Symptom.Seizure)), Now);
    }

    [Fact]
    public void Sedatives_are_named_beside_a_seizure() =>
        Fires(
            Given.Record(Report(2, Symptom.Seizure)).With(new History { Substances = [Uses(Substance.Alcohol)] }),
            Now,
            Urgency.Emergency,
            ["Symptom: seizure", "Substance: alcohol now"],
            "alcohol-benzodiazepine-dependence",
            "medicines"
        );

    [Theory]
    [InlineData(Condition.Seizure, "seizure")]
    [InlineData(Condition.SeizureInWithdrawal, "seizure in withdrawal")]
    public void A_seizure_in_the_past_lowers_the_threshold(Condition condition, string words) =>
        Assert.Equal(
            [$"Condition: {words}", "Kratom: last known use 5 h ago"],
            Find(Given.Record(Given.Use(5)).With(Has(condition)), Threshold)!
                .Because.Select(b => $"{b.What}: {b.Value}")
        );

    [Theory]
    [InlineData("bupropion")]
    [InlineData("tramadol")]
    [InlineData("modafinil")]
    [InlineData("amitriptyline")]
    [InlineData("clomipramine")]
    public void Some_medicines_lower_it_and_an_unknown_history_is_asked_for(string name) =>
        Fires(
            Given.Record(Given.Use(5), Given.Drug(name, MedicineAction.Prescribed)),
            Threshold,
            Urgency.Soon,
            [$"Medicine: {name} (prescribed)", "Kratom: last known use 5 h ago"],
            "seizure"
        );

    [Fact]
    public void A_medicine_about_to_be_added_counts() =>
        Assert.NotNull(Find(Given.Record(Given.Use(5), Given.Drug("modafinil", MedicineAction.Considered)), Threshold));

    [Fact]
    public void A_seizure_reported_long_ago_counts() =>
        Fires(
            Given
                .Record(Given.Use(5), Report(5000, Symptom.Seizure))
                .With(new History { Conditions = [new ConditionHistory(Condition.Seizure, Present: false)] }),
            Threshold,
            Urgency.Soon,
            ["Symptom: seizure", "Kratom: last known use 5 h ago"]
        );

    [Fact]
    public void A_seizure_that_was_denied_is_none_and_the_latest_of_two_is_shown()
    {
        Silent(Given.Record(Given.Use(5), Report(5000, Symptom.Seizure, present: false)), Threshold);
        Silent(Given.Record(Given.Use(5), Report(5000, Symptom.Seizure, severity: 0)), Threshold);
        var shown = Find(
            Given.Record(Given.Use(5), Report(5000, Symptom.Seizure), Report(4000, Symptom.Seizure)),
            Threshold
        )!.Because[0];
        Assert.Equal(Given.HoursAgo(4000).ToString(), shown.When);
    }

    [Theory]
    [InlineData(14 * 24 - 0.1, true)]
    [InlineData(14 * 24, false)]
    public void Without_kratom_for_fourteen_days_it_is_silent(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Given.Use(hoursAgo)).With(Has(Condition.Seizure)), Threshold) is not null
        );

    [Fact]
    public void Without_kratom_or_without_a_reason_it_is_silent()
    {
        Silent(Given.Record().With(Has(Condition.Seizure)), Threshold);
        Silent(Given.Record(Given.Use(5)), Threshold);
        Silent(
            Given
                .Record(Given.Use(5))
                .With(new History { Conditions = [new ConditionHistory(Condition.Seizure, Present: false)] }),
            Threshold
        );
    }

    [Fact]
    public void An_unknown_last_use_counts() =>
        Assert.NotNull(Find(Given.Record(Given.Use(5) with { At = null }).With(Has(Condition.Seizure)), Threshold));
}

public class InfectionTests
{
    private const string Now = "safety.infection-emergency";
    private const string Today = "safety.infection";

    [Theory]
    [InlineData(38.4, null)]
    [InlineData(38.5, Urgency.Urgent)]
    [InlineData(38.9, Urgency.Urgent)]
    [InlineData(39.0, Urgency.Emergency)]
    public void Fever_alone_counts_from_38_5_and_is_an_emergency_above_38_9(decimal celsius, Urgency? urgency)
    {
        var record = Given.Record(Sign(temperature: celsius));
        var words = $"Temperature: {celsius.Text()} °C";
        switch (urgency)
        {
            case Urgency.Urgent:
                Fires(record, Today, Urgency.Urgent, [words], "infection");
                Silent(record, Now);
                break;
            case Urgency.Emergency:
                Fires(record, Now, Urgency.Emergency, [words]);
                Silent(record, Today);
                break;
            default:
                Silent(record, Today);
                Silent(record, Now);
                break;
        }
    }

    [Theory]
    [InlineData(37.9, false)]
    [InlineData(38.0, true)]
    public void With_diarrhoea_fever_counts_from_38(decimal celsius, bool fires)
    {
        var record = Given.Record(Sign(temperature: celsius), Report(72, Symptom.Diarrhoea));
        if (fires)
        {
            Fires(record, Today, Urgency.Urgent, ["Temperature: 38 °C", "Symptom: diarrhoea"], "infection");
        }
        else
        {
            Silent(record, Today);
        }
    }

    [Fact]
    public void Old_or_denied_diarrhoea_does_not_count()
    {
        Silent(Given.Record(Sign(temperature: 38.2m), Report(72.1, Symptom.Diarrhoea)), Today);
        Silent(
            Given.Record(
                Sign(temperature: 38.2m),
                Report(9, Symptom.Diarrhoea),
                Report(1, Symptom.Diarrhoea, present: false)
            ),
            Today
        );
    }

    [Theory]
    [InlineData("cows", 4, false)]
    [InlineData("cows", 5, true)]
    [InlineData("sows", 10, false)]
    [InlineData("sows", 11, true)]
    public void With_withdrawal_by_scale_it_counts(string scale, int total, bool fires)
    {
        var record = Given.Record(Sign(temperature: 38.2m), Given.Total(scale, total, 72));
        if (fires)
        {
            Fires(
                record,
                Today,
                Urgency.Urgent,
                ["Temperature: 38.2 °C", $"{scale.ToUpperInvariant()}: {total}"],
                "infection"
            );
        }
        else
        {
            Silent(record, Today);
        }

        Silent(Given.Record(Sign(temperature: 38.2m), Given.Total(scale, 30, 72.1)), Today);
    }

    [Fact]
    public void Three_signs_are_withdrawal_and_two_are_not()
    {
        Fires(
            Given.Record(
                Sign(temperature: 38.2m),
                Given.Signs(72, Symptom.Yawning, Symptom.Aches, Symptom.RestlessLegs)
            ),
            Today,
            Urgency.Urgent,
            ["Temperature: 38.2 °C", "Symptom: yawning", "Symptom: aches", "Symptom: restless legs"],
            "infection"
        );
        Silent(Given.Record(Sign(temperature: 38.2m), Given.Signs(5, Symptom.Yawning, Symptom.Aches)), Today);
        Silent(
            Given.Record(
                Sign(temperature: 38.2m),
                Given.Signs(5, Symptom.Yawning, Symptom.Aches, Symptom.Craving, Symptom.Itch)
            ),
            Today
        );
    }

    [Theory]
    [InlineData(LifeEvent.StoppedKratom, "stopped kratom")]
    [InlineData(LifeEvent.CutDown, "cut down")]
    public void A_stop_or_cut_down_in_the_last_fourteen_days_is_withdrawal(LifeEvent what, string words)
    {
        Fires(
            Given.Record(Sign(temperature: 38.2m), Life(what, 14 * 24)),
            Today,
            Urgency.Urgent,
            ["Temperature: 38.2 °C", $"Event: {words}"],
            "infection"
        );
        Silent(Given.Record(Sign(temperature: 38.2m), Life(what, 14 * 24 + 1)), Today);
        Silent(Given.Record(Sign(temperature: 38.2m), Life(LifeEvent.Loss, 24)), Today);
    }

    [Fact]
    public void Withdrawal_care_counts()
    {
        Fires(
            Given.Record(Sign(temperature: 38.2m), Contact(CareContact.WithdrawalCare, 14 * 24)),
            Today,
            Urgency.Urgent,
            ["Temperature: 38.2 °C", "Contact: withdrawal care"],
            "infection"
        );
        Silent(Given.Record(Sign(temperature: 38.2m), Contact(CareContact.WithdrawalCare, 14 * 24 + 1)), Today);
    }

    [Theory]
    [InlineData(Route.Injected, true)]
    [InlineData(Route.Intravenous, true)]
    [InlineData(Route.Intramuscular, true)]
    [InlineData(Route.Subcutaneous, true)]
    [InlineData(Route.Oral, false)]
    [InlineData(Route.Nasal, false)]
    public void With_injecting_it_counts(Route route, bool fires)
    {
        var record = Given.Record(Sign(temperature: 38.2m), Given.Use(90 * 24) with { Route = route });
        if (fires)
        {
            Fires(
                record,
                Today,
                Urgency.Urgent,
                ["Temperature: 38.2 °C", $"Use: {SafetyFacts.Plain(route)}"],
                "infection"
            );
            Silent(Given.Record(Sign(temperature: 38.2m), Given.Use(90 * 24 + 1) with { Route = route }), Today);
        }
        else
        {
            Silent(record, Today);
        }
    }

    [Fact]
    public void The_latest_injection_is_shown_once() =>
        Assert.Equal(
            ["38.2 °C", "intravenous"],
            Find(
                Given.Record(
                    Sign(temperature: 38.2m),
                    Given.Use(48) with
                    {
                        Route = Route.Injected,
                    },
                    Given.Use(24) with
                    {
                        Route = Route.Intravenous,
                    }
                ),
                Today
            )!
                .Because.Select(b => b.Value)
        );

    [Fact]
    public void Fever_that_is_felt_and_not_measured_counts_as_fever() =>
        Fires(
            Given.Record(Given.Signs(5, Symptom.Fever, Symptom.Diarrhoea)),
            Today,
            Urgency.Urgent,
            ["Symptom: fever", "Symptom: diarrhoea"],
            "infection",
            "vitals"
        );

    [Fact]
    public void A_measured_normal_temperature_answers_a_felt_fever() =>
        Silent(Given.Record(Given.Signs(5, Symptom.Fever, Symptom.Diarrhoea), Sign(temperature: 37.2m)), Today);

    [Fact]
    public void Felt_fever_alone_is_not_enough() => Silent(Given.Record(Report(5, Symptom.Fever)), Today);

    [Fact]
    public void A_stiff_neck_with_fever_is_an_emergency()
    {
        Fires(
            Given.Record(Report(24, Symptom.StiffNeck), Sign(temperature: 38.0m)),
            Now,
            Urgency.Emergency,
            ["Symptom: stiff neck", "Temperature: 38 °C"]
        );
        Fires(
            Given.Record(Given.Signs(5, Symptom.StiffNeck, Symptom.Fever)),
            Now,
            Urgency.Emergency,
            ["Symptom: stiff neck", "Symptom: fever"],
            "vitals"
        );
    }

    [Fact]
    public void A_stiff_neck_with_no_temperature_is_not_read_as_no_fever()
    {
        Fires(Given.Record(Report(24, Symptom.StiffNeck)), Now, Urgency.Emergency, ["Symptom: stiff neck"], "vitals");
        Silent(Given.Record(Report(24.1, Symptom.StiffNeck)), Now);
    }

    [Fact]
    public void A_stiff_neck_with_a_normal_temperature_is_for_today()
    {
        var record = Given.Record(Report(5, Symptom.StiffNeck), Sign(temperature: 37.9m));
        Fires(record, Today, Urgency.Urgent, ["Symptom: stiff neck"], "infection");
        Silent(record, Now);
    }

    [Fact]
    public void A_dangerous_fever_and_a_stiff_neck_are_told_together() =>
        Fires(
            Given.Record(Report(5, Symptom.StiffNeck), Sign(temperature: 39.5m)),
            Now,
            Urgency.Emergency,
            ["Temperature: 39.5 °C", "Symptom: stiff neck"]
        );

    [Fact]
    public void Yesterdays_fever_is_not_todays() => Silent(Given.Record(Sign(24.1, temperature: 39.5m)), Now);
}

public class FluidTests
{
    private const string Id = "safety.dehydration";

    [Theory]
    [InlineData(Symptom.CannotKeepFluids, "cannot keep fluids")]
    [InlineData(Symptom.NoUrine, "no urine")]
    public void Too_little_fluid_is_for_today(Symptom symptom, string words)
    {
        Fires(Given.Record(Report(24, symptom)), Id, Urgency.Urgent, [$"Symptom: {words}"], "electrolytes", "kidney");
        Silent(Given.Record(Report(24.1, symptom)), Id);
        Silent(Given.Record(Report(5, symptom), Report(1, symptom, present: false)), Id);
    }

    [Theory]
    [InlineData(Symptom.Vomiting, "vomiting")]
    [InlineData(Symptom.Diarrhoea, "diarrhoea")]
    public void No_urine_with_losses_is_an_emergency_as_the_card_says(Symptom loss, string words) =>
        Fires(
            Given.Record(Given.Signs(5, Symptom.NoUrine, loss)),
            Id,
            Urgency.Emergency,
            ["Symptom: no urine", $"Symptom: {words}"],
            "electrolytes",
            "kidney"
        );

    [Fact]
    public void No_urine_and_no_fluids_is_an_emergency() =>
        Fires(
            Given.Record(Given.Signs(5, Symptom.NoUrine, Symptom.CannotKeepFluids)),
            Id,
            Urgency.Emergency,
            ["Symptom: cannot keep fluids", "Symptom: no urine"],
            "electrolytes",
            "kidney"
        );

    [Fact]
    public void Vomiting_with_urine_passed_is_for_today() =>
        Fires(
            Given.Record(Given.Signs(5, Symptom.CannotKeepFluids, Symptom.Vomiting)),
            Id,
            Urgency.Urgent,
            ["Symptom: cannot keep fluids", "Symptom: vomiting"],
            "electrolytes",
            "kidney"
        );

    [Fact]
    public void Vomiting_alone_is_not_this_finding() => Silent(Given.Record(Report(5, Symptom.Vomiting)), Id);

    [Fact]
    public void Blood_is_an_emergency_for_a_day()
    {
        Fires(
            Given.Record(
                Report(24, Symptom.BloodInVomitOrStool),
                Report(1, Symptom.BloodInVomitOrStool, present: false)
            ),
            "safety.bleeding",
            Urgency.Emergency,
            ["Symptom: blood in vomit or stool"],
            "vitals"
        );
        Silent(Given.Record(Report(24.1, Symptom.BloodInVomitOrStool)), "safety.bleeding");
    }
}

public class KidneyMuscleTests
{
    private const string Id = "safety.kidney-muscle";

    private static Laboratory Creatinine(decimal value = 1.0m, decimal? limit = 1.2m, double hoursAgo = 5) =>
        Given.Lab(Analyte.Creatinine, value, limit, hoursAgo, LabUnit.MgPerDl);

    private static Laboratory Kinase(decimal value = 100, decimal? limit = 200, double hoursAgo = 5) =>
        Given.Lab(Analyte.CreatineKinase, value, limit, hoursAgo);

    private static Laboratory Egfr => Given.Lab(Analyte.Egfr, 95, null, 5, LabUnit.MlPerMin);

    [Theory]
    [InlineData(Symptom.Agitation, "agitation")]
    [InlineData(Symptom.CannotWake, "cannot wake")]
    [InlineData(Symptom.DarkUrine, "dark urine")]
    public void Without_kidney_and_muscle_tests_these_signs_are_for_today(Symptom symptom, string words)
    {
        Fires(Given.Record(Report(72, symptom)), Id, Urgency.Urgent, [$"Symptom: {words}"], "kidney");
        Silent(Given.Record(Report(72.1, symptom)), Id);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Deep_unconsciousness_too(int coma, bool fires)
    {
        var record = Given.Record(Sign(70, coma: coma));
        if (fires)
        {
            Fires(record, Id, Urgency.Urgent, ["Glasgow coma score: 8"], "kidney");
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void Both_tests_are_needed()
    {
        var sign = Report(5, Symptom.Agitation);
        Assert.NotNull(Find(Given.Record(sign, Creatinine()), Id));
        Assert.NotNull(Find(Given.Record(sign, Kinase()), Id));
        Assert.NotNull(Find(Given.Record(sign, Egfr), Id));
        Silent(Given.Record(sign, Creatinine(), Kinase()), Id);
        Silent(Given.Record(sign, Egfr, Kinase()), Id);
        Assert.NotNull(Find(Given.Record(sign, Creatinine(hoursAgo: 72.1), Kinase()), Id));
        Assert.NotNull(Find(Given.Record(sign, Creatinine(), Kinase(hoursAgo: 72.1)), Id));
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    public void Creatine_kinase_counts_from_five_times_its_limit(decimal value, bool fires)
    {
        var record = Given.Record(Kinase(value));
        if (fires)
        {
            Fires(
                record,
                Id,
                Urgency.Urgent,
                [$"Creatine kinase: {value.Text()} " + $"({(value / 200).Text()} times that lab's limit)"]
            );
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(1.2, false)]
    [InlineData(1.3, true)]
    public void Creatinine_counts_above_its_limit_unless_kidney_disease_is_known(decimal value, bool fires)
    {
        var record = Given.Record(Creatinine(value));
        if (fires)
        {
            Fires(record, Id, Urgency.Urgent, ["Creatinine: 1.3 (1.08 times that lab's limit)"]);
        }
        else
        {
            Silent(record, Id);
        }

        Silent(record.With(Has(Condition.KidneyDisease)), Id);
        var absent = new History { Conditions = [new ConditionHistory(Condition.KidneyDisease, Present: false)] };
        Assert.Equal(fires, Find(record.With(absent), Id) is not null);
    }

    [Fact]
    public void A_kinase_without_a_limit_is_not_read_as_normal()
    {
        Fires(
            Given.Record(Report(5, Symptom.Agitation), Creatinine(), Kinase(limit: null)),
            Id,
            Urgency.Urgent,
            ["Symptom: agitation"],
            "lab-limits"
        );
        Silent(Given.Record(Kinase(5000, limit: null)), Id);
    }

    [Fact]
    public void Signs_and_a_high_test_are_told_together() =>
        Fires(
            Given.Record(Report(5, Symptom.DarkUrine), Kinase(2000), Creatinine()),
            Id,
            Urgency.Urgent,
            ["Symptom: dark urine", "Creatine kinase: 2000 (10 times that lab's limit)"]
        );

    [Fact]
    public void A_high_test_is_told_though_the_other_is_missing() =>
        Fires(
            Given.Record(Report(5, Symptom.DarkUrine), Kinase(2000)),
            Id,
            Urgency.Urgent,
            ["Symptom: dark urine", "Creatine kinase: 2000 (10 times that lab's limit)"],
            "kidney"
        );
}

public class ProductAndPersonTests
{
    [Fact]
    public void A_7_OH_product_is_within_days_and_sedatives_and_naloxone_are_asked_for()
    {
        Fires(
            Given.Record(Given.UseOf(ProductKind.SevenHydroxy, 5)),
            "safety.seven-hydroxy",
            Urgency.Soon,
            ["Product: 7-OH", "Kratom: last known use 5 h ago"],
            "sedatives",
            "naloxone"
        );
        Fires(
            Given
                .Record(Given.UseOf(ProductKind.Pseudoindoxyl, 5))
                .With(NoSedatives)
                .With(new Circumstances { HasNaloxone = false }),
            "safety.seven-hydroxy",
            Urgency.Soon,
            ["Product: 7-OH", "Kratom: last known use 5 h ago"]
        );
        Silent(Given.Record(Given.Use(5)), "safety.seven-hydroxy");
        Silent(Given.Record(Given.UseOf(ProductKind.Unknown, 5)), "safety.seven-hydroxy");
    }

    [Theory]
    [InlineData(17, true, false)]
    [InlineData(18, false, true)]
    [InlineData(19, false, true)]
    [InlineData(null, false, null)]
    public void Under_18_is_its_own_care_and_an_unknown_age_is_not_adult(int? age, bool fires, bool? adult)
    {
        var record = Given.Record().With(Adult with { AgeYears = age });
        if (fires)
        {
            Fires(record, "safety.under-18", Urgency.Soon, ["Age: 17 years"]);
        }
        else
        {
            Silent(record, "safety.under-18");
        }

        Assert.Equal(adult, Assess(record).Section.Adult);
    }

    [Fact]
    public void A_newborns_record_is_not_a_young_persons()
    {
        Silent(Given.Record().With(Adult with { AgeYears = 0, ExposedToKratomBeforeBirth = true }), "safety.under-18");
        Assert.NotNull(
            Find(
                Given.Record().With(Adult with { AgeYears = 15, ExposedToKratomBeforeBirth = false }),
                "safety.under-18"
            )
        );
    }

    [Theory]
    [InlineData(null, Urgency.Routine, "constipation")]
    [InlineData(2, Urgency.Routine, "constipation, severity 2 of 4")]
    [InlineData(3, Urgency.Soon, "constipation, severity 3 of 4")]
    [InlineData(4, Urgency.Soon, "constipation, severity 4 of 4")]
    public void Constipation_matters_sooner_when_it_is_severe(int? severity, Urgency urgency, string words) =>
        Fires(
            Given.Record(Report(7 * 24, Symptom.Constipation, severity: severity)),
            "safety.constipation",
            urgency,
            [$"Symptom: {words}"]
        );

    [Fact]
    public void The_worst_constipation_of_the_week_counts()
    {
        Event[] reports =
        [
            Report(60, Symptom.Constipation, severity: 1),
            Report(50, Symptom.Constipation, severity: 3),
            Report(40, Symptom.Constipation, severity: 2),
        ];
        Assert.Equal(Urgency.Soon, Find(Given.Record(reports), "safety.constipation")!.Urgency);
        Assert.Equal(
            Urgency.Routine,
            Find(
                Given.Record(
                    Report(8 * 24, Symptom.Constipation, severity: 4),
                    Report(40, Symptom.Constipation, severity: 2)
                ),
                "safety.constipation"
            )!.Urgency
        );
    }

    [Fact]
    public void Old_or_denied_constipation_is_silent()
    {
        Silent(Given.Record(Report(7 * 24 + 0.1, Symptom.Constipation)), "safety.constipation");
        Silent(
            Given.Record(
                Report(40, Symptom.Constipation, severity: 4),
                Report(5, Symptom.Constipation, present: false)
            ),
            "safety.constipation"
        );
    }
}

public class ThyroidTests
{
    private const string Id = "safety.thyroid";

    private static Laboratory Tsh(decimal value, decimal? upper = 4, decimal? lower = 0.4m, double hoursAgo = 24) =>
        Given.Lab(Analyte.Tsh, value, upper, hoursAgo, LabUnit.MiuPerL) with
        {
            LowerLimit = lower,
        };

    private static Symptoms Tired => Given.Signs(30 * 24, Symptom.Fatigue, Symptom.WeightLoss);

    [Fact]
    public void Fatigue_and_weight_loss_without_a_thyroid_test_ask_for_one()
    {
        Fires(Given.Record(Tired), Id, Urgency.Routine, ["Symptom: fatigue", "Symptom: weight loss"], "thyroid");
        Silent(Given.Record(Given.Signs(30 * 24 + 1, Symptom.Fatigue, Symptom.WeightLoss)), Id);
    }

    [Fact]
    public void One_of_the_two_is_not_enough()
    {
        Silent(Given.Record(Report(5, Symptom.Fatigue)), Id);
        Silent(Given.Record(Report(5, Symptom.WeightLoss)), Id);
    }

    [Theory]
    [InlineData(100, 95.1, false)]
    [InlineData(100, 95, true)]
    [InlineData(100, 105, true)]
    [InlineData(100, 104.9, false)]
    public void A_change_of_five_percent_counts(decimal from, decimal to, bool fires)
    {
        var record = Given.Record(
            Report(5, Symptom.Fatigue),
            Sign(180 * 24, weight: from),
            Sign(300, pulse: 70),
            Sign(24, weight: to)
        );
        if (fires)
        {
            Fires(record, Id, Urgency.Routine, ["Symptom: fatigue", $"Weight: 100 to {to.Text()} kg"], "thyroid");
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void A_weight_of_more_than_half_a_year_ago_or_without_a_time_does_not_count()
    {
        Silent(Given.Record(Report(5, Symptom.Fatigue), Sign(180 * 24 + 1, weight: 100), Sign(24, weight: 80)), Id);
        Silent(
            Given.Record(Report(5, Symptom.Fatigue), Sign(24, weight: 100) with { At = null }, Sign(24, weight: 80)),
            Id
        );
    }

    [Theory]
    [InlineData(0.3, true)]
    [InlineData(0.4, false)]
    [InlineData(4.0, false)]
    [InlineData(4.1, true)]
    public void A_thyroid_test_outside_its_limits_is_told(decimal value, bool fires)
    {
        var record = Given.Record(Tired, Tsh(value));
        if (fires)
        {
            Fires(record, Id, Urgency.Routine, ["Symptom: fatigue", "Symptom: weight loss", $"TSH: {value.Text()}"]);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(null, 0.4)]
    [InlineData(4.0, null)]
    public void A_thyroid_test_without_limits_is_not_read_as_normal(double? upper, double? lower) =>
        Fires(
            Given.Record(Tired, Tsh(2, (decimal?)upper, (decimal?)lower)),
            Id,
            Urgency.Routine,
            ["Symptom: fatigue", "Symptom: weight loss", "TSH: 2"],
            "lab-limits"
        );

    [Theory]
    [InlineData(180, false)]
    [InlineData(180.1, true)]
    public void A_thyroid_test_holds_for_half_a_year(double daysAgo, bool fires) =>
        Assert.Equal(fires, Find(Given.Record(Tired, Tsh(2, hoursAgo: daysAgo * 24)), Id) is not null);
}

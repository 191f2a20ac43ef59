using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;

namespace Coppice.Care.Tests;

public class HeartEmergencyTests
{
    [Theory]
    [InlineData(Symptom.ChestPain, "chest pain")]
    [InlineData(Symptom.Fainting, "fainting")]
    public void Chest_pain_or_fainting_in_the_last_day_is_an_emergency(Symptom symptom, string words)
    {
        Fires(
            Given.Record(Report(24, symptom), Report(1, symptom, present: false)),
            "safety.heart-emergency",
            Urgency.Emergency,
            [$"Symptom: {words}"],
            "ecg",
            "vitals"
        );
        Silent(Given.Record(Report(24.1, symptom)), "safety.heart-emergency");
        Silent(Given.Record(Report(1, symptom, present: false)), "safety.heart-emergency");
    }
}

public class QtTests
{
    private const string Id = "safety.qt";
    private const string Same = "safety.qt-urgent";

    private static PersonRecord Of(Sex? sex, params Event[] events) =>
        Given.Record(events) with
        {
            Person = Adult with { SexAtBirth = sex },
        };

    [Theory]
    [InlineData(Sex.Male, 449, false)]
    [InlineData(Sex.Male, 450, true)]
    [InlineData(Sex.Male, 451, true)]
    [InlineData(Sex.Female, 459, false)]
    [InlineData(Sex.Female, 460, true)]
    [InlineData(Sex.Female, 499, true)]
    [InlineData(Sex.Intersex, 450, true)]
    public void A_long_QTc_is_looked_at_within_days(Sex sex, int qtc, bool fires)
    {
        var record = Of(sex, Ecg(qtc));
        if (fires)
        {
            var found = Fires(record, Id, Urgency.Soon, [$"QTc: {qtc} ms (formula not stated)"], "electrolytes");
            Assert.Contains(
                sex == Sex.Female ? "from 460 ms" : "from 450 ms",
                found.Clinician,
                StringComparison.Ordinal
            );
        }
        else
        {
            Silent(record, Id);
        }

        Silent(record, Same);
    }

    [Fact]
    public void When_sex_is_not_known_the_lower_limit_holds_and_sex_is_asked_for()
    {
        Fires(
            Of(null, Ecg(450, formula: QtFormula.Fridericia)),
            Id,
            Urgency.Soon,
            ["QTc: 450 ms (Fridericia)"],
            "electrolytes",
            "sex"
        );
        Silent(Of(null, Ecg(449)), Id);
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    public void Five_hundred_is_for_today(int qtc, bool today)
    {
        var record = Of(Sex.Male, Ecg(qtc));
        Assert.Equal(!today, Find(record, Id) is not null);
        if (today)
        {
            var found = Fires(
                record,
                Same,
                Urgency.Urgent,
                [$"QTc: {qtc} ms (formula not stated)"],
                "electrolytes",
                "medicines"
            );
            Assert.Contains($"QTc {qtc} ms.", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Same);
        }
    }

    [Theory]
    [InlineData(459, false)]
    [InlineData(460, true)]
    [InlineData(461, true)]
    public void A_rise_of_sixty_is_for_today(int qtc, bool today)
    {
        var record = Of(Sex.Female, Ecg(400, 200), Ecg(qtc));
        if (today)
        {
            var found = Fires(
                record,
                Same,
                Urgency.Urgent,
                [$"QTc: {qtc} ms (formula not stated)", "QTc: 400 ms (formula not stated)"],
                "electrolytes",
                "medicines"
            );
            Assert.Contains(
                $"{qtc - 400} ms above the lowest other tracing",
                found.Clinician,
                StringComparison.Ordinal
            );
        }
        else
        {
            Silent(record, Same);
        }
    }

    [Fact]
    public void The_lowest_other_tracing_is_the_base() =>
        Fires(
            Of(Sex.Male, Ecg(440, 300), Ecg(400, 200), Ecg(430, 100), Ecg(470)),
            Same,
            Urgency.Urgent,
            ["QTc: 470 ms (formula not stated)", "QTc: 400 ms (formula not stated)"],
            "electrolytes",
            "medicines"
        );

    [Fact]
    public void An_earlier_peak_that_has_gone_is_not_now()
    {
        Silent(Of(Sex.Male, Ecg(510, 200), Ecg(420)), Same);
        Silent(Of(Sex.Male, Ecg(510, 200), Ecg(420)), Id);
    }

    [Fact]
    public void A_tracing_without_a_number_says_nothing()
    {
        Silent(Of(Sex.Male, Ecg(null)), Same);
        Silent(Of(Sex.Male, Ecg(null)), Id);
        Assert.NotNull(Find(Of(Sex.Male, Ecg(510, 20), Ecg(null)), Same));
    }

    [Fact]
    public void An_old_long_QTc_stays_until_a_newer_one()
    {
        Assert.NotNull(Find(Of(Sex.Male, Ecg(510, 5000)), Same));
        Assert.NotNull(Find(Of(Sex.Male, Ecg(460, 5000)), Id));
    }

    [Fact]
    public void Two_tracings_of_one_day_without_an_hour_both_count() =>
        Fires(
            Of(Sex.Male, Ecg(510) with { At = Given.DaysAgo(1) }, Ecg(505) with { At = Given.DaysAgo(1) }),
            Same,
            Urgency.Urgent,
            ["QTc: 510 ms (formula not stated)"],
            "electrolytes",
            "medicines"
        );

    [Fact]
    public void The_medicines_are_named_beside_a_long_QTc() =>
        Fires(
            Of(Sex.Male, Ecg(470), Given.Drug("ondansetron", MedicineAction.Given, 5)),
            Id,
            Urgency.Soon,
            ["QTc: 470 ms (formula not stated)", "Medicine: ondansetron (given)"],
            "electrolytes"
        );

    [Theory]
    [InlineData(MedicineAction.Prescribed, "prescribed")]
    [InlineData(MedicineAction.Considered, "considered")]
    public void A_QT_medicine_without_a_tracing_asks_for_one(MedicineAction action, string words) =>
        Fires(
            Of(Sex.Male, Given.Drug("methadone", action)),
            Id,
            Urgency.Soon,
            [$"Medicine: methadone ({words})"],
            "electrolytes",
            "ecg"
        );

    [Theory]
    [InlineData(90, false)]
    [InlineData(90.1, true)]
    public void A_normal_tracing_holds_for_ninety_days(double daysAgo, bool asks) =>
        Assert.Equal(
            asks,
            Find(Of(Sex.Male, Given.Drug("methadone", MedicineAction.Prescribed), Ecg(420, daysAgo * 24)), Id)
                is not null
        );

    [Theory]
    [InlineData(30, true)]
    [InlineData(30.1, false)]
    public void Fainting_asks_for_a_tracing_for_thirty_days(double daysAgo, bool asks)
    {
        var record = Of(Sex.Male, Report(daysAgo * 24, Symptom.Fainting));
        if (asks)
        {
            Fires(record, Id, Urgency.Soon, ["Symptom: fainting"], "electrolytes", "ecg");
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(Condition.CongenitalLongQt, "congenital long qt")]
    [InlineData(Condition.ElectrolyteProblem, "electrolyte problem")]
    public void Some_conditions_ask_for_a_tracing(Condition condition, string words)
    {
        Fires(Of(Sex.Male).With(Has(condition)), Id, Urgency.Soon, [$"Condition: {words}"], "electrolytes", "ecg");
        Silent(Of(Sex.Male).With(Has(Condition.Depression)), Id);
        Silent(Of(Sex.Male).With(new History { Conditions = [new ConditionHistory(condition, Present: false)] }), Id);
    }

    [Theory]
    [InlineData(3.9, AmountUnit.Glass, false)]
    [InlineData(4, AmountUnit.Glass, true)]
    [InlineData(40, AmountUnit.GLeaf, false)]
    public void Four_glasses_a_day_ask_for_a_tracing(decimal value, AmountUnit unit, bool asks)
    {
        var record = Of(Sex.Male, Given.Habit(ProductKind.Tea, 4, new Amount(value, unit)));
        if (asks)
        {
            Fires(record, Id, Urgency.Soon, ["Kratom: 4 glasses a day"], "electrolytes", "ecg");
        }
        else
        {
            Silent(record, Id);
        }
    }

    private static Laboratory Salt(Analyte analyte, decimal value, decimal? lower, double daysAgo = 1) =>
        Given.Lab(analyte, value, null, daysAgo * 24, LabUnit.MmolPerL) with
        {
            LowerLimit = lower,
        };

    [Theory]
    [InlineData(Analyte.Potassium, 3.5, 3.5, 30, false)]
    [InlineData(Analyte.Potassium, 3.4, 3.5, 30, true)]
    [InlineData(Analyte.Potassium, 3.4, 3.5, 30.1, false)]
    [InlineData(Analyte.Potassium, 3.4, null, 1, false)]
    [InlineData(Analyte.Magnesium, 0.69, 0.7, 30, true)]
    [InlineData(Analyte.Creatinine, 1.0, 2.1, 1, false)]
    public void A_low_salt_is_looked_at_within_days(
        Analyte analyte,
        double value,
        double? lower,
        double daysAgo,
        bool fires
    )
    {
        var record = Of(Sex.Male, Ecg(420), Salt(analyte, (decimal)value, (decimal?)lower, daysAgo));
        if (fires)
        {
            var words =
                $"{analyte}: {((decimal)value).Text()} mmol/L (that lab's lower limit: {((decimal)lower!).Text()})";
            Fires(record, Id, Urgency.Soon, [words], "electrolytes");
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(MedicineAction.Prescribed, Urgency.Urgent)]
    [InlineData(MedicineAction.Considered, Urgency.Soon)]
    public void A_low_salt_with_a_QT_medicine_on_board_is_for_today(MedicineAction action, Urgency urgency)
    {
        var salt = Salt(Analyte.Potassium, 3.1m, 3.5m);
        var drug = Given.Drug("methadone", action);
        Assert.Equal(urgency, Find(Of(Sex.Male, drug, salt), Id)!.Urgency);
        Assert.Equal(urgency, Find(Of(Sex.Male, Ecg(420), drug, salt), Id)!.Urgency);
        Assert.Equal(2, Find(Of(Sex.Male, Ecg(510), drug, salt), Same)!.Because.Count);
    }

    [Fact]
    public void Nothing_to_worry_about_is_silent() => Silent(Of(Sex.Male, Given.Use(5)), Id);

    [Fact]
    public void A_considered_medicine_that_was_dropped_does_not_ask()
    {
        Silent(
            Of(
                Sex.Male,
                Given.Drug("methadone", MedicineAction.Considered, 48),
                Given.Drug("methadone", MedicineAction.Stopped, 24)
            ),
            Id
        );
        Silent(Of(Sex.Male, Given.Drug("methadone", MedicineAction.Considered, 91 * 24)), Id);
        Silent(Of(Sex.Male, Given.Drug("ibuprofen", MedicineAction.Considered)), Id);
        Silent(Of(Sex.Male, Given.Drug("methadone", MedicineAction.Given, 73)), Id);
    }

    [Fact]
    public void A_medicine_both_on_board_and_considered_is_named_once() =>
        Fires(
            Of(
                Sex.Male,
                Given.Drug("methadone", MedicineAction.Prescribed, 48),
                Given.Drug("methadone", MedicineAction.Considered, 24)
            ),
            Id,
            Urgency.Soon,
            ["Medicine: methadone (prescribed)"],
            "electrolytes",
            "ecg"
        );
}

public class PressureTests
{
    private const string Hold = "safety.alpha2-hold";
    private const string Unmeasured = "safety.alpha2-unmeasured";
    private const string Signs = "safety.vitals";

    private static Medicine Clonidine => Given.Drug("clonidine", MedicineAction.Prescribed);

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    [InlineData(91, false)]
    public void A_low_systolic_pressure_holds_an_alpha_2_agonist(int systolic, bool holds)
    {
        var record = Given.Record(Clonidine, Sign(systolic: systolic, diastolic: 70, pulse: 70));
        if (holds)
        {
            Fires(record, Hold, Urgency.Urgent, ["Medicine: clonidine (prescribed)", "Systolic pressure: 89 mmHg"]);
        }
        else
        {
            Silent(record, Hold);
        }

        Silent(record, Unmeasured);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(61, false)]
    public void A_low_diastolic_pressure_holds_it(int diastolic, bool holds)
    {
        var record = Given.Record(Clonidine, Sign(systolic: 110, diastolic: diastolic, pulse: 70));
        if (holds)
        {
            Fires(record, Hold, Urgency.Urgent, ["Medicine: clonidine (prescribed)", "Diastolic pressure: 59 mmHg"]);
        }
        else
        {
            Silent(record, Hold);
        }
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(61, false)]
    public void A_slow_pulse_holds_it(int pulse, bool holds)
    {
        var record = Given.Record(Clonidine, Sign(systolic: 110, diastolic: 70, pulse: pulse));
        if (holds)
        {
            Fires(record, Hold, Urgency.Urgent, ["Medicine: clonidine (prescribed)", "Pulse: 59 /min"]);
        }
        else
        {
            Silent(record, Hold);
        }
    }

    [Theory]
    [InlineData("lofexidine")]
    [InlineData("guanfacine")]
    [InlineData("tizanidine")]
    public void Every_alpha_2_agonist_counts(string name) =>
        Assert.NotNull(Find(Given.Record(Given.Drug(name, MedicineAction.Given, 2), Sign(systolic: 80)), Hold));

    [Fact]
    public void Without_an_alpha_2_agonist_there_is_nothing_to_hold()
    {
        Silent(Given.Record(Sign(systolic: 80)), Hold);
        Silent(Given.Record(Sign(systolic: 80)), Unmeasured);
    }

    [Theory]
    [InlineData(110, 70, null)]
    [InlineData(110, null, 70)]
    [InlineData(null, 70, 70)]
    [InlineData(null, null, null)]
    public void What_is_not_measured_is_not_normal(int? systolic, int? diastolic, int? pulse) =>
        Fires(
            Given.Record(Clonidine, Sign(systolic: systolic, diastolic: diastolic, pulse: pulse)),
            Unmeasured,
            Urgency.Soon,
            ["Medicine: clonidine (prescribed)"],
            "vitals"
        );

    [Theory]
    [InlineData(24, false)]
    [InlineData(24.1, true)]
    public void A_measurement_holds_for_a_day(double hoursAgo, bool asks) =>
        Assert.Equal(
            asks,
            Find(Given.Record(Clonidine, Sign(hoursAgo, systolic: 110, diastolic: 70, pulse: 70)), Unmeasured)
                is not null
        );

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    [InlineData(179, false)]
    [InlineData(180, true)]
    public void Systolic_pressure_outside_its_limits_is_for_today(int systolic, bool fires)
    {
        var record = Given.Record(Sign(systolic: systolic));
        if (fires)
        {
            Fires(record, Signs, Urgency.Urgent, [$"Systolic pressure: {systolic} mmHg"]);
        }
        else
        {
            Silent(record, Signs);
        }
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void A_very_high_diastolic_pressure_is_for_today(int diastolic, bool fires)
    {
        var record = Given.Record(Sign(diastolic: diastolic));
        if (fires)
        {
            Fires(record, Signs, Urgency.Urgent, ["Diastolic pressure: 120 mmHg"]);
        }
        else
        {
            Silent(record, Signs);
        }
    }

    [Theory]
    [InlineData(49, Urgency.Urgent)]
    [InlineData(50, null)]
    [InlineData(120, null)]
    [InlineData(121, Urgency.Soon)]
    [InlineData(129, Urgency.Soon)]
    [InlineData(130, Urgency.Urgent)]
    public void The_pulse_has_limits_too(int pulse, Urgency? urgency)
    {
        var record = Given.Record(Sign(pulse: pulse));
        if (urgency is { } expected)
        {
            Fires(record, Signs, expected, [$"Pulse: {pulse} /min"]);
        }
        else
        {
            Silent(record, Signs);
        }
    }

    [Fact]
    public void Low_values_under_an_alpha_2_agonist_are_told_once()
    {
        var record = Given.Record(Clonidine, Sign(systolic: 85, diastolic: 50, pulse: 45));
        Assert.NotNull(Find(record, Hold));
        Silent(record, Signs);
        Fires(Given.Record(Clonidine, Sign(systolic: 85, pulse: 135)), Signs, Urgency.Urgent, ["Pulse: 135 /min"]);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void The_limits_are_not_for_small_children(int age, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Sign(pulse: 140)).With(Adult with { AgeYears = age }), Signs) is not null
        );

    [Fact]
    public void An_unknown_age_does_not_lower_the_risk() =>
        Assert.NotNull(Find(Given.Record(Sign(pulse: 140)).With(Adult with { AgeYears = null }), Signs));

    [Fact]
    public void Yesterdays_pulse_is_not_todays() => Silent(Given.Record(Sign(24.1, pulse: 140)), Signs);
}

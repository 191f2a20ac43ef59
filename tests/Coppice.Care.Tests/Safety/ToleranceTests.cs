using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

public class LostToleranceTests
{
    private const string Id = "safety.lost-tolerance";
    private const string Disorder = "Opioid use disorder: past or present";

    private static readonly History Opioids = new() { OpioidUseDisorder = true, LastOpioidUse = Given.DaysAgo(400) };

    private static readonly Circumstances Kit = new() { HasNaloxone = true };

    private static string LastOpioid => $"Last opioid use: {Given.DaysAgo(400)}";

    private static PersonRecord Past(params Event[] events) => Given.Record(events).With(Opioids).With(Kit);

    [Theory]
    [InlineData(14 * 24, true)]
    [InlineData(14 * 24 + 0.1, false)]
    public void A_return_to_opioids_is_urgent_for_two_weeks(double hoursAgo, bool urgent)
    {
        var record = Past(Given.Use(5), Life(LifeEvent.ReturnToOpioids, hoursAgo));
        if (urgent)
        {
            var found = Fires(record, Id, Urgency.Urgent, ["Event: return to opioids", Disorder, LastOpioid]);
            Assert.Contains("return to opioids after a break", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(Urgency.Soon, Find(record, Id)!.Urgency);
        }
    }

    [Fact]
    public void A_return_counts_though_the_past_is_not_known() =>
        Fires(
            Given.Record(Life(LifeEvent.ReturnToOpioids, 24)),
            Id,
            Urgency.Urgent,
            ["Event: return to opioids"],
            "opioid-history",
            "last-opioid",
            "naloxone"
        );

    [Theory]
    [InlineData(LifeEvent.StoppedKratom, "stopped kratom", "kratom stopped")]
    [InlineData(LifeEvent.CompletedWithdrawal, "completed withdrawal", "withdrawal completed")]
    [InlineData(LifeEvent.ReleasedFromCustody, "released from custody", "release from custody")]
    public void A_break_is_urgent_for_thirty_days(LifeEvent what, string words, string why)
    {
        var found = Fires(Past(Life(what, 30 * 24)), Id, Urgency.Urgent, [$"Event: {words}", Disorder, LastOpioid]);
        Assert.Contains($"({why})", found.Clinician, StringComparison.Ordinal);
        Assert.NotEqual(Urgency.Urgent, Find(Past(Life(what, 30 * 24 + 0.1)), Id)?.Urgency);
    }

    [Fact]
    public void A_discharge_is_a_break()
    {
        Fires(
            Past(Contact(CareContact.Discharge, 30 * 24)),
            Id,
            Urgency.Urgent,
            ["Contact: discharge", Disorder, LastOpioid]
        );
        Assert.Contains(
            "(discharge)",
            Find(Past(Contact(CareContact.Discharge, 24)), Id)!.Clinician,
            StringComparison.Ordinal
        );
        Silent(Past(Contact(CareContact.Discharge, 30 * 24 + 0.1)), Id);
        Silent(Past(Contact(CareContact.Visit, 24)), Id);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(60.1, false)]
    public void Stopping_naltrexone_is_a_break_for_sixty_days(double daysAgo, bool fires)
    {
        var record = Past(Given.Drug("naltrexone", MedicineAction.Stopped, daysAgo * 24));
        if (fires)
        {
            var found = Fires(record, Id, Urgency.Urgent, ["Medicine: naltrexone (stopped)", Disorder, LastOpioid]);
            Assert.Contains("(naltrexone stopped)", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void Naltrexone_that_was_begun_again_is_not_stopped() =>
        Fires(
            Past(
                Given.Drug("naltrexone", MedicineAction.Stopped, 48),
                Given.Drug("naltrexone", MedicineAction.Prescribed, 24)
            ),
            Id,
            Urgency.Soon,
            ["Medicine: naltrexone (prescribed)", Disorder, LastOpioid]
        );

    [Fact]
    public void An_opioid_past_that_is_not_known_does_not_lower_the_risk_of_a_break() =>
        Fires(
            Given.Record(Life(LifeEvent.StoppedKratom, 24)),
            Id,
            Urgency.Soon,
            ["Event: stopped kratom"],
            "opioid-history",
            "last-opioid",
            "naloxone"
        );

    [Fact]
    public void Without_opioids_in_the_past_there_is_no_tolerance_to_lose() =>
        Silent(Given.Record(Life(LifeEvent.StoppedKratom, 24)).With(new History { OpioidUseDisorder = false }), Id);

    [Theory]
    [InlineData(90, true)]
    [InlineData(90.1, false)]
    public void Cutting_down_is_a_reason_within_ninety_days(double daysAgo, bool fires)
    {
        var record = Past(Life(LifeEvent.CutDown, daysAgo * 24));
        Assert.Equal(fires, Find(record, Id)!.Because[0].Value == "cut down");
        Assert.Equal(Urgency.Soon, Find(record, Id)!.Urgency);
        Assert.Contains(
            fires ? "(cutting down)" : "(kratom in place",
            Find(record, Id)!.Clinician,
            StringComparison.Ordinal
        );
        Silent(record.With(new History()), Id);
    }

    [Fact]
    public void Naltrexone_that_is_only_considered_has_not_lowered_tolerance()
    {
        Silent(Past(Given.Drug("naltrexone", MedicineAction.Considered)), Id);
        Fires(
            Past(Given.Drug("naltrexone", MedicineAction.Given)),
            Id,
            Urgency.Soon,
            ["Medicine: naltrexone (given)", Disorder, LastOpioid]
        );
        Assert.Contains(
            "(naltrexone)",
            Find(Past(Given.Drug("naltrexone", MedicineAction.Given)), Id)!.Clinician,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Route.Intramuscular, 35 * 24, true)]
    [InlineData(Route.Intramuscular, 35 * 24 + 0.1, false)]
    [InlineData(null, 35 * 24, true)]
    [InlineData(Route.Oral, 72, true)]
    [InlineData(Route.Oral, 72.1, false)]
    public void Kratom_after_naltrexone_is_for_today(Route? route, double hoursAgo, bool fires)
    {
        var given = Given.Drug("naltrexone", MedicineAction.Given, hoursAgo) with { Route = route };
        var record = Given.Record(given, Given.Use(5)).With(Kit);
        if (fires)
        {
            var found = Fires(
                record,
                Id,
                Urgency.Urgent,
                ["Medicine: naltrexone (given)", "Kratom: last known use 5 h ago"],
                "opioid-history",
                "last-opioid"
            );
            Assert.Contains("naltrexone blocks opioids", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void Kratom_before_naltrexone_does_not_count_and_an_unknown_time_does()
    {
        var given = Given.Drug("naltrexone", MedicineAction.Given, 24);
        Silent(Given.Record(Given.Use(25), given), Id);
        Assert.NotNull(Find(Given.Record(Given.Use(25) with { At = null }, given), Id));
        Assert.NotNull(Find(Given.Record(Given.Use(25), given with { At = null }), Id));
    }

    [Fact]
    public void Kratom_in_place_of_other_opioids_is_within_days()
    {
        var found = Fires(
            Past(Given.Use(5)),
            Id,
            Urgency.Soon,
            ["Kratom: last known use 5 h ago", Disorder, LastOpioid]
        );
        Assert.Contains("kratom in place of other opioids", found.Clinician, StringComparison.Ordinal);
        Silent(Given.Record(Given.Use(5)), Id);
        Silent(Past(), Id);
    }

    [Theory]
    [InlineData("oxycodone")]
    [InlineData("methadone")]
    [InlineData("buprenorphine")]
    public void Opioid_treatment_keeps_tolerance(string name) =>
        Silent(Past(Given.Use(5), Given.Drug(name, MedicineAction.Prescribed)), Id);

    [Fact]
    public void Opioids_in_use_keep_tolerance() =>
        Silent(Given.Record(Given.Use(5)).With(Opioids with { Substances = [Uses(Substance.Heroin)] }), Id);

    [Theory]
    [InlineData(Substance.Heroin)]
    [InlineData(Substance.Fentanyl)]
    [InlineData(Substance.PrescriptionOpioid)]
    [InlineData(Substance.Methadone)]
    [InlineData(Substance.Tianeptine)]
    public void A_disorder_with_any_opioid_is_an_opioid_past(Substance substance)
    {
        SubstanceHistory known = new() { Substance = substance, Disorder = UseDisorder.Mild };
        var record = Given.Record(Given.Use(5)).With(new History { Substances = [known] }).With(Kit);
        Fires(
            record,
            Id,
            Urgency.Soon,
            ["Kratom: last known use 5 h ago", $"Substance: {SafetyFacts.Plain(substance)}"],
            "last-opioid"
        );
        Silent(record.With(new History { Substances = [known with { Disorder = UseDisorder.None }] }), Id);
        Silent(record.With(new History { Substances = [known with { Disorder = null }] }), Id);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, true)]
    public void Use_of_an_opioid_now_is_an_opioid_past(bool? now, bool? daily) =>
        Assert.Equal(
            Urgency.Urgent,
            Find(
                Given
                    .Record(Life(LifeEvent.StoppedKratom, 24))
                    .With(new History { Substances = [Uses(Substance.Heroin, now, daily)] }),
                Id
            )!.Urgency
        );

    [Fact]
    public void Kratom_to_replace_opioids_tells_of_an_opioid_past()
    {
        Fires(
            Given.Record(Given.Use(5, 5, UseReason.ReplaceOpioids)).With(Kit),
            Id,
            Urgency.Soon,
            ["Kratom: last known use 5 h ago", "Reason for kratom: in place of other opioids"],
            "last-opioid"
        );
        Assert.NotNull(
            Find(Given.Record(Given.Habit(ProductKind.Tea) with { Reasons = [UseReason.ReplaceOpioids] }), Id)
        );
        Silent(Given.Record(Given.Use(5, 5, UseReason.Pain)), Id);
    }
}

public class OpioidReturnTests
{
    private const string Id = "safety.opioid-return";

    private static readonly Circumstances Kit = new() { HasNaloxone = true };

    private static (UrineTarget, TestResult) Positive(UrineTarget target) => (target, TestResult.Positive);

    [Fact]
    public void A_return_that_is_told_is_urgent()
    {
        Fires(
            Given.Record(Life(LifeEvent.ReturnToOpioids, 14 * 24)),
            Id,
            Urgency.Urgent,
            ["Event: return to opioids"],
            "last-opioid",
            "naloxone"
        );
        Silent(Given.Record(Life(LifeEvent.ReturnToOpioids, 14 * 24 + 0.1)), Id);
        Silent(Given.Record(Life(LifeEvent.ReturnToKratom, 24)), Id);
    }

    [Theory]
    [InlineData(UrineTarget.Opiates, "opiates")]
    [InlineData(UrineTarget.Oxycodone, "oxycodone")]
    [InlineData(UrineTarget.Fentanyl, "fentanyl")]
    [InlineData(UrineTarget.Methadone, "methadone")]
    public void A_positive_test_is_urgent_for_two_weeks(UrineTarget target, string words)
    {
        Fires(
            Given.Record(Urine(14 * 24, Positive(target))).With(Kit),
            Id,
            Urgency.Urgent,
            [$"Urine test: {words} positive"],
            "last-opioid"
        );
        Silent(Given.Record(Urine(14 * 24 + 0.1, Positive(target))), Id);
        Silent(Given.Record(Urine(24, (target, TestResult.Negative))), Id);
        Silent(Given.Record(Urine(24, (target, TestResult.Indeterminate))), Id);
    }

    [Theory]
    [InlineData(UrineTarget.Buprenorphine)]
    [InlineData(UrineTarget.Mitragynine)]
    [InlineData(UrineTarget.Cocaine)]
    public void Other_positive_tests_are_no_return(UrineTarget target) =>
        Silent(Given.Record(Urine(24, Positive(target))), Id);

    [Theory]
    [InlineData(UrineTarget.Opiates, "morphine", true)]
    [InlineData(UrineTarget.Opiates, "codeine", true)]
    [InlineData(UrineTarget.Opiates, "dihydrocodeine", true)]
    [InlineData(UrineTarget.Opiates, "hydrocodone", true)]
    [InlineData(UrineTarget.Opiates, "hydromorphone", true)]
    [InlineData(UrineTarget.Opiates, "oxycodone", false)]
    [InlineData(UrineTarget.Oxycodone, "oxycodone", true)]
    [InlineData(UrineTarget.Oxycodone, "morphine", false)]
    [InlineData(UrineTarget.Fentanyl, "fentanyl", true)]
    [InlineData(UrineTarget.Fentanyl, "morphine", false)]
    [InlineData(UrineTarget.Methadone, "methadone", true)]
    [InlineData(UrineTarget.Methadone, "fentanyl", false)]
    public void A_prescription_explains_only_its_own_test(UrineTarget target, string medicine, bool explained) =>
        Assert.Equal(
            !explained,
            Find(Given.Record(Urine(24, Positive(target)), Given.Drug(medicine, MedicineAction.Prescribed, 400)), Id)
                is not null
        );

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Steady_use_is_no_return(int lastUseDaysBefore, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given
                    .Record(Urine(24, Positive(UrineTarget.Opiates)))
                    .With(new History { LastOpioidUse = Given.HoursAgo(24 + (lastUseDaysBefore * 24)) }),
                Id
            )
                is not null
        );

    [Fact]
    public void A_use_after_the_test_does_not_explain_it() =>
        Assert.NotNull(
            Find(
                Given
                    .Record(Urine(48, Positive(UrineTarget.Opiates)))
                    .With(new History { LastOpioidUse = Given.HoursAgo(24) }),
                Id
            )
        );

    [Fact]
    public void Daily_use_is_no_return()
    {
        var test = Given.Record(Urine(24, Positive(UrineTarget.Opiates)));
        Silent(test.With(new History { Substances = [Uses(Substance.Heroin, daily: true)] }), Id);
        Assert.NotNull(Find(test.With(new History { Substances = [Uses(Substance.Heroin, daily: false)] }), Id));
        Assert.NotNull(Find(test.With(new History { Substances = [Uses(Substance.Alcohol, daily: true)] }), Id));
    }

    [Fact]
    public void A_test_without_a_time_is_not_explained() =>
        Assert.NotNull(
            Find(
                Given
                    .Record(Urine(24, Positive(UrineTarget.Opiates)) with { At = null })
                    .With(new History { LastOpioidUse = Given.HoursAgo(48) }),
                Id
            )
        );
}

public class OverdosePlanTests
{
    private const string Id = "safety.overdose-plan-due";

    private static readonly Circumstances Plan = new() { HasOverdosePlan = true, HasNaloxone = true };

    [Fact]
    public void At_intake_a_plan_that_is_not_known_is_due()
    {
        var record = Given.Record(Given.Use(5));
        var found = Fires(record, Id, Urgency.Soon, ["Overdose plan: not known"], "overdose-plan", "naloxone");
        Assert.Contains("no plan on record", found.Clinician, StringComparison.Ordinal);
        var section = Assess(record).Section;
        Assert.True(section.OverdosePlanDue);
        Assert.Equal(OverdosePlanMoment.Intake, section.OverdosePlanReason);
    }

    [Fact]
    public void At_intake_no_plan_is_due_and_a_plan_is_not()
    {
        Fires(
            Given.Record(Given.Use(5)).With(new Circumstances { HasOverdosePlan = false, HasNaloxone = false }),
            Id,
            Urgency.Soon,
            ["Overdose plan: none"]
        );
        var section = Assess(Given.Record(Given.Use(5)).With(Plan)).Section;
        Assert.False(section.OverdosePlanDue);
        Assert.Null(section.OverdosePlanReason);
    }

    [Fact]
    public void An_opioid_past_or_an_overdose_makes_it_due_without_kratom()
    {
        Assert.NotNull(Find(Given.Record().With(new History { OpioidUseDisorder = true }), Id));
        Assert.NotNull(Find(Given.Record().With(new History { Overdose = true }), Id));
        Silent(Given.Record().With(new History { OpioidUseDisorder = false, Overdose = false }), Id);
        Silent(Given.Record(), Id);
    }

    [Theory]
    [InlineData(LifeEvent.ReturnToKratom, "return to kratom")]
    [InlineData(LifeEvent.ReturnToOpioids, "return to opioids")]
    [InlineData(LifeEvent.Overdose, "overdose")]
    public void Every_return_makes_it_due_even_with_a_plan(LifeEvent what, string words)
    {
        var record = Given.Record(Given.Use(900), Life(what, 14 * 24)).With(Plan);
        var found = Fires(record, Id, Urgency.Urgent, [$"Event: {words}"]);
        Assert.Contains("a return to use or an overdose", found.Clinician, StringComparison.Ordinal);
        Assert.Equal(OverdosePlanMoment.Return, Assess(record).Section.OverdosePlanReason);
        Silent(Given.Record(Life(what, 14 * 24 + 0.1)).With(Plan), Id);
    }

    [Theory]
    [InlineData(LifeEvent.CompletedWithdrawal, "completed withdrawal")]
    [InlineData(LifeEvent.ReleasedFromCustody, "released from custody")]
    public void The_end_of_an_episode_makes_it_due_even_with_a_plan(LifeEvent what, string words)
    {
        var record = Given.Record(Life(what, 14 * 24)).With(Plan);
        var found = Fires(record, Id, Urgency.Soon, [$"Event: {words}"]);
        Assert.Contains("the end of a care episode", found.Clinician, StringComparison.Ordinal);
        Assert.Equal(OverdosePlanMoment.Discharge, Assess(record).Section.OverdosePlanReason);
        Silent(Given.Record(Life(what, 14 * 24 + 0.1)).With(Plan), Id);
    }

    [Fact]
    public void A_discharge_makes_it_due()
    {
        var record = Given.Record(Contact(CareContact.Discharge, 14 * 24)).With(Plan);
        Fires(record, Id, Urgency.Soon, ["Contact: discharge"]);
        Assert.Equal(OverdosePlanMoment.Discharge, Assess(record).Section.OverdosePlanReason);
        Silent(Given.Record(Contact(CareContact.Discharge, 14 * 24 + 0.1)).With(Plan), Id);
        Silent(Given.Record(Contact(CareContact.Admission, 24)).With(Plan), Id);
    }

    [Fact]
    public void A_return_presses_more_than_a_discharge() =>
        Fires(
            Given.Record(Contact(CareContact.Discharge, 24), Life(LifeEvent.ReturnToKratom, 48)).With(Plan),
            Id,
            Urgency.Urgent,
            ["Event: return to kratom"]
        );
}

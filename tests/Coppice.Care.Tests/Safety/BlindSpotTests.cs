using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;
using TestResult = Coppice.Record.TestResult;

namespace Coppice.Care.Tests;

/// <summary>What a test cannot see, what Coppice does not know, and hazards.</summary>
public class BlindSpotTests
{
    private const string Urine = "safety.urine-cannot-see";
    private const string Unknown = "safety.medicine-unknown";
    private const string Cyp = "safety.cyp3a";
    private const string Driving = "safety.driving";

    private static UrineTest Panel(params UrineTarget[] targets) =>
        SafetyGiven.Urine(24, [.. targets.Select(t => (t, TestResult.Negative))]);

    [Fact]
    public void A_standard_panel_cannot_see_kratom()
    {
        var found = Fires(
            Given.Record(Given.Use(5), Panel(UrineTarget.Opiates, UrineTarget.Cocaine)),
            Urine,
            Urgency.Routine,
            ["Urine test: opiates, cocaine"],
            "urine-panel"
        );
        Assert.Contains("did not look for mitragynine or 7-OH", found.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_panel_of_unknown_targets_cannot_be_trusted_to_see_it() =>
        Fires(
            Given.Record(Given.Use(5), Panel()),
            Urine,
            Urgency.Routine,
            ["Urine test: standard panel, targets not listed"],
            "urine-panel"
        );

    [Theory]
    [InlineData("naltrexone", MedicineAction.Considered)]
    [InlineData("naltrexone", MedicineAction.Given)]
    [InlineData("buprenorphine", MedicineAction.Considered)]
    public void It_matters_sooner_when_it_is_relied_on(string medicine, MedicineAction action) =>
        Fires(
            Given.Record(Given.Use(5), Panel(UrineTarget.Opiates), Given.Drug(medicine, action)),
            Urine,
            Urgency.Soon,
            ["Urine test: opiates"],
            "urine-panel"
        );

    [Fact]
    public void It_matters_sooner_when_kratom_was_never_asked_about() =>
        Fires(
            Given.Record(Panel(UrineTarget.Opiates)),
            Urine,
            Urgency.Soon,
            ["Urine test: opiates"],
            "urine-panel",
            "kratom-use"
        );

    [Theory]
    [InlineData(UrineTarget.Mitragynine)]
    [InlineData(UrineTarget.SevenHydroxymitragynine)]
    public void A_panel_that_looks_for_kratom_can_see_leaf(UrineTarget target) =>
        Silent(Given.Record(Given.Use(5), Panel(UrineTarget.Opiates, target)), Urine);

    [Fact]
    public void A_panel_for_mitragynine_alone_cannot_see_a_7_OH_product()
    {
        var use = Given.UseOf(ProductKind.SevenHydroxy, 5);
        var found = Find(Given.Record(use, Panel(UrineTarget.Mitragynine)), Urine)!;
        Assert.Contains("did not look for 7-OH:", found.Clinician, StringComparison.Ordinal);
        Silent(Given.Record(use, Panel(UrineTarget.Mitragynine, UrineTarget.SevenHydroxymitragynine)), Urine);
    }

    [Theory]
    [InlineData(90, true)]
    [InlineData(90.1, false)]
    public void A_test_is_looked_at_for_ninety_days(double daysAgo, bool fires) =>
        Assert.Equal(fires, Find(Given.Record(Given.Use(5), NegativeStandardScreen(daysAgo * 24)), Urine) is not null);

    [Fact]
    public void The_latest_blind_test_is_shown() =>
        Fires(
            Given.Record(
                Given.Use(5),
                SafetyGiven.Urine(72, (UrineTarget.Fentanyl, TestResult.Negative)),
                SafetyGiven.Urine(48, (UrineTarget.Opiates, TestResult.Negative)),
                SafetyGiven.Urine(24, (UrineTarget.Mitragynine, TestResult.Negative))
            ),
            Urine,
            Urgency.Routine,
            ["Urine test: opiates"],
            "urine-panel"
        );

    [Fact]
    public void Without_a_test_there_is_nothing_to_say() => Silent(Given.Record(Given.Use(5)), Urine);

    [Theory]
    [InlineData(MedicineAction.Prescribed, "prescribed", 5000, true)]
    [InlineData(MedicineAction.Given, "given", 30 * 24, true)]
    [InlineData(MedicineAction.Given, "given", (30 * 24) + 1, false)]
    [InlineData(MedicineAction.Considered, "considered", 90 * 24, true)]
    [InlineData(MedicineAction.Considered, "considered", (90 * 24) + 1, false)]
    [InlineData(MedicineAction.Stopped, "stopped", 1, false)]
    public void A_medicine_Coppice_does_not_know_is_said_to_be_unknown(
        MedicineAction action,
        string words,
        double hoursAgo,
        bool fires
    )
    {
        var record = Given.Record(Given.Drug("moonflower", action, hoursAgo));
        if (fires)
        {
            var found = Fires(record, Unknown, Urgency.Routine, [$"Medicine: moonflower ({words})"], "medicines");
            Assert.Contains("moonflower", found.Person, StringComparison.Ordinal);
            Assert.Contains("moonflower", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Unknown);
        }
    }

    [Fact]
    public void Known_stopped_and_branded_medicines_are_not_unknown()
    {
        Silent(Given.Record(Given.Drug("sertraline", MedicineAction.Prescribed)), Unknown);
        Silent(Given.Record(Given.Drug("vivitrol", MedicineAction.Given)), Unknown);
        Silent(
            Given.Record(
                Given.Drug("moonflower", MedicineAction.Prescribed, 48),
                Given.Drug("moonflower", MedicineAction.Stopped, 24)
            ),
            Unknown
        );
    }

    [Fact]
    public void Each_unknown_medicine_is_named_once()
    {
        var found = Fires(
            Given.Record(
                Given.Drug("moonflower", MedicineAction.Prescribed, 48),
                Given.Drug("moonflower", MedicineAction.Given, 24),
                Given.Drug("sunwort", MedicineAction.Given, 12)
            ),
            Unknown,
            Urgency.Routine,
            ["Medicine: moonflower (given)", "Medicine: sunwort (given)"],
            "medicines"
        );
        Assert.Contains("moonflower, sunwort", found.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_CYP3A_medicine_with_kratom_is_named()
    {
        var found = Fires(
            Given.Record(Given.Use(5), Given.Drug("tacrolimus", MedicineAction.Prescribed)),
            Cyp,
            Urgency.Routine,
            ["Medicine: tacrolimus (prescribed)", "Kratom: last known use 5 h ago"]
        );
        Assert.Contains("tacrolimus", found.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            "tacrolimus, cyclosporine",
            Find(
                Given.Record(
                    Given.Use(5),
                    Given.Drug("tacrolimus", MedicineAction.Prescribed, 48),
                    Given.Drug("cyclosporine", MedicineAction.Prescribed, 24)
                ),
                Cyp
            )!.Clinician,
            StringComparison.Ordinal
        );
        Fires(
            Given.Record(Given.Use(5) with { At = null }, Given.Drug("tacrolimus", MedicineAction.Considered)),
            Cyp,
            Urgency.Routine,
            ["Medicine: tacrolimus (considered)", "Kratom: last use not known"],
            "last-use"
        );
    }

    [Fact]
    public void Without_kratom_or_without_such_a_medicine_it_is_silent()
    {
        var tacrolimus = Given.Drug("tacrolimus", MedicineAction.Prescribed);
        Silent(Given.Record(tacrolimus), Cyp);
        Silent(Given.Record(tacrolimus, Given.Use(14 * 24)), Cyp);
        Assert.NotNull(Find(Given.Record(tacrolimus, Given.Use(14 * 24 - 1)), Cyp));
        Silent(Given.Record(Given.Use(5), Given.Drug("sertraline", MedicineAction.Prescribed)), Cyp);
    }

    private static FunctionReport Hazard(Difficulty? hazard, double hoursAgo = 24) =>
        new() { At = Given.HoursAgo(hoursAgo), Hazard = hazard };

    [Theory]
    [InlineData(Difficulty.Serious, true)]
    [InlineData(Difficulty.Some, false)]
    [InlineData(Difficulty.None, false)]
    [InlineData(null, false)]
    public void Serious_hazards_are_talked_about(Difficulty? hazard, bool fires)
    {
        var record = Given.Record(Hazard(hazard, 90 * 24));
        if (fires)
        {
            Fires(record, Driving, Urgency.Routine, ["Hazards after use: serious"], "sedatives");
            Silent(Given.Record(Hazard(hazard, (90 * 24) + 1)), Driving);
        }
        else
        {
            Silent(record, Driving);
        }
    }

    [Fact]
    public void A_later_report_that_did_not_ask_does_not_hide_the_hazard()
    {
        Assert.NotNull(Find(Given.Record(Hazard(Difficulty.Serious, 48), Hazard(null)), Driving));
        Silent(Given.Record(Hazard(Difficulty.Serious, 48), Hazard(Difficulty.None)), Driving);
    }

    [Theory]
    [InlineData(1, 365, true)]
    [InlineData(1, 365.1, false)]
    [InlineData(0, 1, false)]
    public void The_criterion_of_hazard_counts_for_a_year(int answer, double daysAgo, bool fires)
    {
        var record = Given.Record(Answered("kud", daysAgo * 24, ("8", answer))).With(NoSedatives);
        if (fires)
        {
            Fires(record, Driving, Urgency.Routine, ["Use disorder criterion 8: yes"]);
        }
        else
        {
            Silent(record, Driving);
        }
    }
}

public class SafetyWordsTests
{
    public static TheoryData<string> Rules =>
        [
            .. Given
                .Knowledge.Rules.Keys.Where(id => id.StartsWith("safety.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_person_is_told_in_words_without_doses_and_is_never_sent_into_withdrawal_alone(string id)
    {
        var rule = Given.Knowledge.Rules[id];
        Assert.NotNull(rule.Person);
        Assert.DoesNotMatch(@"\d\s*(mg|mcg|µg|ml|g|grams?|milligrams?|tablets?|pills?)\b", rule.Person);
        Assert.DoesNotContain("start kratom", rule.Person, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(rule.For);
        Assert.NotEmpty(rule.When);
    }

    [Theory]
    [InlineData("safety.breathing-emergency")]
    [InlineData("safety.heart-emergency")]
    [InlineData("safety.seizure-now")]
    [InlineData("safety.suicide-now")]
    [InlineData("safety.confusion")]
    [InlineData("safety.bleeding")]
    [InlineData("safety.pregnancy-emergency")]
    public void An_emergency_says_whom_to_call(string id) =>
        Assert.Contains("911", Given.Knowledge.Rules[id].Person, StringComparison.Ordinal);

    [Fact]
    public void An_empty_record_makes_no_finding_and_claims_nothing()
    {
        var (section, findings) = Assess(Given.Record().With(new Person()));
        Assert.Empty(findings);
        Assert.False(section.Emergency);
        Assert.False(section.NaltrexoneStop);
        Assert.False(section.OverdosePlanDue);
        Assert.Null(section.OverdosePlanReason);
        Assert.Null(section.SedativesNow);
        Assert.Empty(section.Sedatives);
        Assert.Null(section.KratomLikelyOnBoard);
        Assert.Null(section.KratomWithin14Days);
        Assert.Null(section.SevenHydroxy);
        Assert.Null(section.Pregnant);
        Assert.Null(section.Adult);
    }

    [Fact]
    public void No_rule_fires_twice()
    {
        Event[] events =
        [
            Given.UseOf(ProductKind.SevenHydroxy, 5),
            Given.Habit(ProductKind.Extract, 6),
            Given.Drug("naltrexone", MedicineAction.Given, 20),
            Given.Drug("naltrexone", MedicineAction.Considered, 2),
            Given.Drug("buprenorphine", MedicineAction.Given, 4),
            Given.Drug("clonidine", MedicineAction.Prescribed, 4),
            Given.Drug("moonflower", MedicineAction.Prescribed, 4),
            Given.Total("cows", 5, 6),
            Given.Total("cows", 30, 3),
            Sign(systolic: 80, pulse: 140, breaths: 9, oxygen: 90, temperature: 39.4m, coma: 8),
            Given.Signs(2, [.. Enum.GetValues<Symptom>()]),
            NegativeStandardScreen(),
            Ecg(520),
            .. Enum.GetValues<LifeEvent>().Select(e => Life(e, 24)),
        ];
        var findings = Assess(events).Findings;
        Assert.Equal(findings.Count, findings.Select(f => f.Id).Distinct().Count());
        Assert.True(findings.Count > 25);
        Assert.All(findings, f => Assert.DoesNotContain("{", f.Person + f.Clinician, StringComparison.Ordinal));
    }

    [Fact]
    public void Hours_are_told_as_everywhere_in_the_review() =>
        Assert.Equal(
            "Kratom: last known use 50.5 h ago",
            Find(Given.Record(Given.Use(50.5)), "safety.sedatives-unknown")!
                .Because.Select(b => $"{b.What}: {b.Value}")
                .Single()
        );
}

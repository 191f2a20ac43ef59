using Coppice.Record;

namespace Coppice.Care.Tests.Plan;

public class PlanGatesTests
{
    private static readonly string[] Everything =
    [
        "suicide-screen",
        "pregnancy",
        "age",
        "seizure",
        "alcohol-benzodiazepine-dependence",
        "sedatives",
        "past-attempts",
    ];

    [Fact]
    public void Someone_of_whom_all_is_known_and_nothing_speaks_against_it_is_offered_plans()
    {
        var gates = Of(PlanGiven.Anyone);
        Assert.Empty(gates.Declined);
        Assert.Empty(gates.Open);
    }

    [Fact]
    public void Of_someone_unknown_everything_is_asked_and_nothing_is_read_as_no()
    {
        var gates = Of(Given.Record(Given.Use(4)) with { Person = new Person() });
        Assert.Empty(gates.Declined);
        Assert.Equal(Everything, gates.Open);
    }

    [Fact]
    public void Pregnancy_declines()
    {
        var record = PlanGiven.Anyone with
        {
            Person = new Person
            {
                AgeYears = 30,
                SexAtBirth = Sex.Female,
                Pregnancy = Pregnancy.Pregnant,
            },
        };
        Declines(record, "plan.declined-pregnancy", "Pregnancy: pregnant");
        var notPregnant = record with { Person = record.Person with { Pregnancy = Pregnancy.NotPregnant } };
        Assert.Empty(Of(notPregnant).Declined);
        Assert.Empty(Of(notPregnant).Open);
        Assert.Equal(["pregnancy"], Of(record with { Person = record.Person with { Pregnancy = null } }).Open);
    }

    [Theory]
    [InlineData(17, true)]
    [InlineData(18, false)]
    public void Under_18_declines(int age, bool declined)
    {
        var record = PlanGiven.Anyone with { Person = PlanGiven.Anyone.Person with { AgeYears = age } };
        Assert.Equal(
            declined ? ["plan.declined-minor: Age 17"] : [],
            Of(record).Declined.Select(f => $"{f.Id}: {f.Because[0].What} {f.Because[0].Value}")
        );
    }

    [Fact]
    public void A_newborn_is_not_told_that_it_is_under_18()
    {
        var baby = PlanGiven.Taking() with
        {
            Person = new Person { AgeYears = 0, ExposedToKratomBeforeBirth = true },
        };
        var declined = Of(baby).Declined.Select(f => f.Id).ToList();
        Assert.Contains("plan.declined-newborn", declined);
        Assert.DoesNotContain("plan.declined-minor", declined);
    }

    [Theory]
    [InlineData(Condition.Seizure, "seizure")]
    [InlineData(Condition.SeizureInWithdrawal, "seizure in withdrawal")]
    public void Any_seizure_in_the_past_declines(Condition condition, string told) =>
        Declines(
            PlanGiven.Anyone.WithHistory(h => h with { Conditions = [new ConditionHistory(condition, true)] }),
            "plan.declined-seizure",
            $"Condition: {told}"
        );

    [Fact]
    public void A_seizure_told_long_ago_declines_as_well()
    {
        Declines(
            PlanGiven.Anyone.With(Given.Signs(24 * 400, Symptom.Seizure)),
            "plan.declined-seizure",
            "Symptom: seizure"
        );
        var denied = new Symptoms
        {
            At = Given.DaysAgo(400),
            Reports = [new SymptomReport(Symptom.Seizure, Present: false), new SymptomReport(Symptom.Tremor)],
        };
        Assert.Empty(Of(PlanGiven.Anyone.With(denied)).Declined);
    }

    [Theory]
    [InlineData(Substance.Alcohol)]
    [InlineData(Substance.Benzodiazepine)]
    [InlineData(Substance.OtherSedative)]
    [InlineData(Substance.Gabapentinoid)]
    public void Dependence_on_alcohol_or_sedatives_declines_now_or_before(Substance substance)
    {
        SubstanceHistory[] kinds =
        [
            new() { Substance = substance, Daily = true },
            new() { Substance = substance, WithdrawalBefore = true },
            new() { Substance = substance, Disorder = UseDisorder.Mild },
            new()
            {
                Substance = substance,
                UsesNow = false,
                Disorder = UseDisorder.Severe,
                InRemission = true,
            },
        ];
        foreach (var known in kinds)
        {
            Declines(
                PlanGiven.Anyone.About(known),
                "plan.declined-dependence",
                $"Substance: {Words.Plain(substance)}: daily use or dependence, now or before"
            );
        }
    }

    [Fact]
    public void A_drink_now_and_then_does_not_decline_but_is_spoken_of()
    {
        var record = PlanGiven.Anyone.About(
            new SubstanceHistory
            {
                Substance = Substance.Alcohol,
                UsesNow = true,
                Daily = false,
                Disorder = UseDisorder.None,
            }
        );
        Assert.Empty(Of(record).Declined);
        Assert.Empty(Of(record).Open);
        Assert.Contains(PlanGiven.Plans(record).Findings, f => f.Id == "plan.with-sedatives");
        Assert.DoesNotContain(PlanGiven.Plans(PlanGiven.Anyone).Findings, f => f.Id == "plan.with-sedatives");
    }

    [Fact]
    public void Dependence_is_absent_only_when_use_and_disorder_are_both_known()
    {
        foreach (
            var known in new SubstanceHistory[]
            {
                new() { Substance = Substance.Benzodiazepine, UsesNow = false },
                new() { Substance = Substance.Benzodiazepine, Disorder = UseDisorder.None },
                new()
                {
                    Substance = Substance.Benzodiazepine,
                    UsesNow = true,
                    Disorder = UseDisorder.None,
                },
            }
        )
        {
            Assert.Contains("alcohol-benzodiazepine-dependence", Of(PlanGiven.Anyone.About(known)).Open);
        }

        var noGabapentin = PlanGiven.Anyone.About(
            new SubstanceHistory { Substance = Substance.Gabapentinoid, UsesNow = false }
        );
        Assert.Empty(Of(noGabapentin).Open);
    }

    [Fact]
    public void A_benzodiazepine_that_is_prescribed_declines_and_one_given_once_is_spoken_of()
    {
        Declines(
            PlanGiven.Anyone.With(Given.Drug("diazepam", MedicineAction.Prescribed)),
            "plan.declined-dependence",
            "Medicine: diazepam (prescribed)"
        );
        Assert.Empty(Of(PlanGiven.Anyone.With(Given.Drug("diazepam", MedicineAction.Given))).Declined);
    }

    [Theory]
    [InlineData("zolpidem", true)]
    [InlineData("phenobarbital", true)]
    [InlineData("gabapentin", true)]
    [InlineData("baclofen", true)]
    [InlineData("cetirizine", false)]
    [InlineData("trazodone", false)]
    public void A_prescribed_medicine_that_can_cause_withdrawal_itself_declines(string name, bool declines) =>
        Assert.Equal(
            declines ? ["plan.declined-dependence"] : [],
            Of(PlanGiven.Anyone.With(Given.Drug(name, MedicineAction.Prescribed))).Declined.Select(f => f.Id)
        );

    [Fact]
    public void A_benzodiazepine_that_was_just_stopped_declines_as_the_safety_gate_says() =>
        Declines(
            PlanGiven.Anyone.With(Given.Drug("diazepam", MedicineAction.Stopped, 48)),
            "plan.declined-dependence",
            "Medicine: diazepam (stopped)"
        );

    [Fact]
    public void Severe_withdrawal_before_declines()
    {
        Declines(
            PlanGiven.Anyone.WithHistory(h => h with { SevereWithdrawalBefore = true }),
            "plan.declined-severe",
            "History: severe withdrawal before"
        );
        Assert.Equal(
            ["past-attempts"],
            Of(PlanGiven.Anyone.WithHistory(h => h with { SevereWithdrawalBefore = null })).Open
        );
    }

    [Theory]
    [InlineData(ProductKind.SevenHydroxy, AmountUnit.Mg7Oh, true)]
    [InlineData(ProductKind.Pseudoindoxyl, AmountUnit.MgPseudoindoxyl, true)]
    [InlineData(ProductKind.LeafPowder, AmountUnit.GLeaf, false)]
    public void Seven_OH_with_anything_that_calms_declines_and_leaf_does_not(
        ProductKind kind,
        AmountUnit unit,
        bool declined
    )
    {
        var record = PlanGiven
            .Taking(Given.Habit(kind, 4, new Amount(60, unit), 200))
            .About(
                new SubstanceHistory
                {
                    Substance = Substance.Alcohol,
                    UsesNow = true,
                    Daily = false,
                    Disorder = UseDisorder.None,
                }
            );
        Assert.Equal(declined ? ["plan.declined-seven-hydroxy"] : [], Of(record).Declined.Select(f => f.Id));
    }

    [Fact]
    public void Seven_OH_alone_does_not_decline() =>
        Assert.Empty(
            Of(
                PlanGiven.Taking(Given.Habit(ProductKind.SevenHydroxy, 4, new Amount(60, AmountUnit.Mg7Oh), 200))
            ).Declined
        );

    [Fact]
    public void Thoughts_of_suicide_decline_by_the_same_word_as_the_alert()
    {
        Declines(
            PlanGiven.Anyone.With(Given.Signs(48, Symptom.SuicidalThoughts)),
            "plan.declined-suicide",
            "Symptom: suicidal thoughts"
        );
        Declines(PlanGiven.Anyone.With(PlanGiven.Screen(1, 1)), "plan.declined-suicide", "PHQ-9 item 9: 1");
        var plan = Of(PlanGiven.Anyone.With(Given.Signs(2, Symptom.SuicidalPlan))).Declined.Select(f => f.Id).ToList();
        Assert.Equal(["plan.declined-emergency", "plan.declined-suicide"], plan);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(32, false)]
    public void A_screen_of_this_month_answers_the_question(int daysAgo, bool answered)
    {
        var record = PlanGiven.Anyone with { Events = [PlanGiven.Anyone.Events[0], PlanGiven.Screen(0, daysAgo)] };
        Assert.Equal(answered ? [] : ["suicide-screen"], Of(record).Open);
    }

    [Fact]
    public void A_mood_total_without_item_9_is_no_screen_and_a_complete_one_is()
    {
        var record = PlanGiven.Anyone with { Events = [PlanGiven.Anyone.Events[0]] };
        Assert.Equal(["suicide-screen"], Of(record.With(Given.Total("phq9", 3))).Open);
        var partly = new Answers
        {
            At = Given.DaysAgo(1),
            Instrument = "cssrs",
            Items = new Dictionary<string, decimal?> { ["1"] = 0 },
        };
        Assert.Equal(["suicide-screen"], Of(record.With(partly)).Open);
        var whole = partly with
        {
            Items = new[] { "1", "2", "3", "4", "5", "6a", "6b" }.ToDictionary(i => i, _ => (decimal?)0),
        };
        Assert.Empty(Of(record.With(whole)).Open);
    }

    [Fact]
    public void An_emergency_comes_first()
    {
        var gates = Of(PlanGiven.Anyone.With(Given.Signs(1, Symptom.ChestPain)));
        Assert.Equal("plan.declined-emergency", gates.Declined[0].Id);
        Assert.Equal(Urgency.Emergency, gates.Declined[0].Urgency);
        Assert.NotEmpty(gates.Declined[0].Because);
    }

    [Theory]
    [InlineData(Substance.Heroin)]
    [InlineData(Substance.Fentanyl)]
    [InlineData(Substance.PrescriptionOpioid)]
    [InlineData(Substance.Methadone)]
    [InlineData(Substance.Buprenorphine)]
    [InlineData(Substance.Tianeptine)]
    public void Another_opioid_is_for_those_who_treat(Substance opioid)
    {
        foreach (
            var known in new SubstanceHistory[]
            {
                new() { Substance = opioid, UsesNow = true },
                new() { Substance = opioid, Daily = true },
            }
        )
        {
            Declines(PlanGiven.Anyone.About(known), "plan.declined-opioid", $"Substance: {Words.Plain(opioid)} now");
        }

        var before = new SubstanceHistory { Substance = opioid, UsesNow = false };
        Assert.Empty(Of(PlanGiven.Anyone.About(before)).Declined);
    }

    [Theory]
    [InlineData("buprenorphine", true)]
    [InlineData("naltrexone", true)]
    [InlineData("naloxone", false)]
    [InlineData("loperamide", false)]
    [InlineData("clonidine", false)]
    public void A_medicine_that_acts_on_opioid_receptors_is_for_those_who_treat(string medicine, bool declined)
    {
        var found = Of(PlanGiven.Anyone.With(Given.Drug(medicine, MedicineAction.Prescribed))).Declined;
        Assert.Equal(declined, found.Any(f => f.Id == "plan.declined-opioid"));
    }

    [Theory]
    [InlineData(7 * 24 - 1, true)]
    [InlineData((7 * 24) + 1, false)]
    public void Two_kinds_of_product_in_a_week_decline(double hoursAgo, bool declined)
    {
        var record = PlanGiven.Anyone.With(
            Given.Use(5),
            Given.UseOf(ProductKind.Extract, hoursAgo, new Amount(1, AmountUnit.GExtract))
        );
        Assert.Equal(
            declined ? ["leaf powder", "extract"] : [],
            Of(record)
                .Declined.Where(f => f.Id == "plan.declined-two-products")
                .SelectMany(f => f.Because)
                .Select(b => b.Value)
        );
    }

    private static PlanGates Of(PersonRecord record) =>
        PlanGates.Of(Given.Chart(record), Care.Review.Of(record, Given.Now, Given.Knowledge).Findings);

    private static void Declines(PersonRecord record, string rule, params string[] because)
    {
        var finding = Assert.Single(Of(record).Declined);
        Assert.Equal(rule, finding.Id);
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(because, finding.Because.Select(b => $"{b.What}: {b.Value}"));
        var section = PlanGiven.Plans(record);
        Assert.Equal(PlanStatus.Declined, section.Status);
        Assert.Equal([rule], section.Findings.Select(f => f.Id));
        Assert.Empty(section.Plans);
        Assert.Empty(section.Presets);
        Assert.Null(section.Hold);
    }
}

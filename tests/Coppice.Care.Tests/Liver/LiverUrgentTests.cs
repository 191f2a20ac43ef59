using Coppice.Record;
using static Coppice.Care.Tests.LiverCase;

namespace Coppice.Care.Tests;

public class LiverUrgentTests
{
    [Theory]
    [InlineData(1.5, 24, null)]
    [InlineData(1.51, 24, Urgency.Emergency)]
    [InlineData(1.51, 14 * 24, Urgency.Emergency)]
    [InlineData(1.51, 14 * 24 + 1, Urgency.Urgent)]
    [InlineData(1.51, 90 * 24, Urgency.Urgent)]
    [InlineData(1.51, 90 * 24 + 1, null)]
    [InlineData(1.5, 20 * 24, null)]
    public void An_INR_above_1_5_is_an_emergency_for_14_days(double inr, double hoursAgo, Urgency? urgency)
    {
        var assessed = Assess(Inr((decimal)inr, hoursAgo));
        Assert.Equal(urgency == Urgency.Emergency, assessed.Find("emergency") is not null);
        Assert.Equal(urgency == Urgency.Urgent, assessed.Find("urgent") is not null);
        Assert.Equal(urgency is not null, assessed.Find("stop-kratom") is not null);
        if (assessed.Find("emergency") is { } finding)
        {
            Assert.Equal(Urgency.Emergency, finding.Urgency);
            Assert.Equal(["INR: 1.51"], finding.Values());
            Assert.Equal(["hcv-cause", "liver-tests", "last-use"], finding.Asks());
            Assert.Contains("INR 1.51", finding.Clinician, StringComparison.Ordinal);
            Assert.Contains("911", finding.Person, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_latest_INR_counts()
    {
        Assert.Null(Assess(Inr(2, 48), Inr(1, 24)).Find("emergency"));
        Assert.NotNull(Assess(Inr(1, 48), Inr(2, 24)).Find("emergency"));
        // Two of one day without times: either may be the latest.
        Assert.NotNull(
            Assess(Inr(2) with { At = Given.DaysAgo(2) }, Inr(1) with { At = Given.DaysAgo(2) }).Find("emergency")
        );
        Assert.NotNull(Assess(Inr(2) with { At = null }, Inr(1)).Find("emergency"));
    }

    [Theory]
    [InlineData(24, 24, true)]
    [InlineData(14 * 24, 7 * 24, true)]
    [InlineData(14 * 24 + 1, 24, false)]
    [InlineData(24, 7 * 24 + 1, false)]
    public void Jaundice_with_confusion_is_an_emergency(double jaundice, double confusion, bool emergency)
    {
        var assessed = Assess(Given.Signs(jaundice, Symptom.Jaundice), Given.Signs(confusion, Symptom.Confusion));
        Assert.Equal(emergency, assessed.Find("emergency") is not null);
        if (emergency)
        {
            var finding = assessed.Find("emergency")!;
            Assert.Equal(["Jaundice: present", "Confusion: present"], finding.Values());
            Assert.All(finding.Because, b => Assert.NotNull(b.When));
            Assert.Contains("Jaundice; Confusion.", finding.Clinician, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, 24, true)]
    [InlineData(1.99, 24, false)]
    [InlineData(2, 90 * 24 + 1, false)]
    public void A_bilirubin_of_twice_its_limit_with_confusion_is_an_emergency(
        double times,
        double hours,
        bool emergency
    )
    {
        var finding = Assess(Bilirubin((decimal)times, hours), Given.Signs(5, Symptom.Confusion)).Find("emergency");
        Assert.Equal(emergency, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(["Bilirubin: 2 mg/dL (2 x limit 1)", "Confusion: present"], finding.Values());
        }
    }

    [Fact]
    public void Neither_jaundice_nor_confusion_alone_is_a_liver_emergency()
    {
        Assert.Null(Assess(Given.Signs(5, Symptom.Jaundice)).Find("emergency"));
        Assert.Null(Assess(Given.Signs(5, Symptom.Confusion)).Find("emergency"));
        Assert.Empty(Assess(Given.Signs(5, Symptom.Confusion)).Findings);
        var gone = new Symptoms { At = Given.HoursAgo(1), Reports = [new SymptomReport(Symptom.Confusion, false)] };
        Assert.Null(Assess(Given.Signs(5, Symptom.Jaundice, Symptom.Confusion), gone).Find("emergency"));
    }

    [Theory]
    [InlineData(Analyte.Alt, 5, true)]
    [InlineData(Analyte.Alt, 4.99, false)]
    [InlineData(Analyte.Ast, 5, true)]
    [InlineData(Analyte.Ast, 4.99, false)]
    [InlineData(Analyte.Alp, 2, true)]
    [InlineData(Analyte.Alp, 1.99, false)]
    [InlineData(Analyte.DirectBilirubin, 5, true)]
    [InlineData(Analyte.DirectBilirubin, 4.99, false)]
    [InlineData(Analyte.Bilirubin, 5, true)]
    [InlineData(Analyte.Bilirubin, 4.99, false)]
    public void Each_test_has_its_same_day_limit(Analyte analyte, double times, bool urgent)
    {
        var assessed = Assess([
            .. Set(hoursAgo: 48),
            Given.Lab(analyte, (decimal)times * 10, 10, 24),
            NoSigns(),
            Given.Use(100),
        ]);
        var finding = assessed.Find("urgent");
        Assert.Equal(urgent, finding is not null);
        Assert.Equal(!urgent, assessed.Find("raised") is not null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Urgent, finding.Urgency);
            Assert.Equal(["hcv-cause"], finding.Asks());
            Assert.Single(finding.Because);
            Assert.Equal(Urgency.Urgent, assessed.Find("stop-kratom")!.Urgency);
        }
    }

    [Theory]
    [InlineData(2, 3.0, 0.5, true)]
    [InlineData(2, 0.5, 3.0, true)]
    [InlineData(2, 2.99, 2.99, false)]
    [InlineData(1.99, 3.0, 0.5, false)]
    [InlineData(2, null, 0.5, true)]
    [InlineData(2, null, null, true)]
    [InlineData(2, 2.99, null, false)]
    [InlineData(1.99, null, null, false)]
    public void A_bilirubin_of_twice_its_limit_counts_with_an_enzyme_of_three_or_an_unknown_one(
        double bilirubin,
        double? alt,
        double? ast,
        bool urgent
    )
    {
        var events = new List<Event> { Bilirubin((decimal)bilirubin), Alp(0.5m), Inr(1), NoSigns() };
        if (alt is { } a)
        {
            events.Add(Alt((decimal)a));
        }

        if (ast is { } b)
        {
            events.Add(Ast((decimal)b));
        }

        var finding = Assess([.. events]).Find("urgent");
        Assert.Equal(urgent, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(alt is null || ast is null, finding.Asks().Contains("liver-tests"));
        }
    }

    [Fact]
    public void An_enzyme_that_cannot_be_compared_does_not_lower_a_raised_bilirubin()
    {
        var finding = Assess(Bilirubin(2), NoLimit(Analyte.Alt, 30)).Find("urgent")!;
        Assert.Equal(["Bilirubin: 2 mg/dL (2 x limit 1)"], finding.Values());
        Assert.Equal(["hcv-cause", "liver-tests", "lab-limits", "last-use", "jaundice"], finding.Asks());
    }

    [Theory]
    [InlineData(Symptom.Jaundice, "Jaundice")]
    [InlineData(Symptom.DarkUrine, "Dark urine")]
    [InlineData(Symptom.Itch, "Itch")]
    public void Each_liver_sign_is_same_day_for_14_days(Symptom sign, string words)
    {
        var finding = Assess(Given.Signs(14 * 24, sign)).Find("urgent")!;
        Assert.Equal([$"{words}: present"], finding.Values());
        Assert.NotNull(finding.Because[0].When);
        Assert.Contains($"Same-day review: {words}. ", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains("jaundice", finding.Asks());
        Assert.Null(Assess(Given.Signs(14 * 24 + 1, sign)).Find("urgent"));
        Assert.Null(Assess(Given.Signs(5, sign), NoSigns()).Find("urgent"));
    }

    [Theory]
    [InlineData(90 * 24, true)]
    [InlineData(90 * 24 + 1, false)]
    public void A_result_is_current_for_90_days(double hoursAgo, bool urgent)
    {
        var assessed = Assess(Alt(6, hoursAgo));
        Assert.Equal(urgent, assessed.Find("urgent") is not null);
        Assert.Equal(!urgent, assessed.Find("raised") is not null);
        if (!urgent)
        {
            // Never repeated: still told, still asked for, still a reason to stop.
            Assert.Equal(Urgency.Soon, assessed.Find("raised")!.Urgency);
            Assert.Contains("liver-tests", assessed.Find("raised")!.Asks());
            Assert.Equal(Urgency.Soon, assessed.Find("stop-kratom")!.Urgency);
        }
    }

    [Fact]
    public void Of_results_that_may_be_the_latest_the_worst_counts()
    {
        Assert.Null(Assess(Alt(6, 48), Alt(1, 24)).Find("urgent"));
        Assert.NotNull(Assess(Alt(6) with { At = null }, Alt(1, 24)).Find("urgent"));
        Assert.NotNull(
            Assess(Alt(1) with { At = Given.DaysAgo(1) }, Alt(6) with { At = Given.DaysAgo(1) }).Find("urgent")
        );
        Assert.NotNull(
            Assess(Alt(6) with { At = Given.DaysAgo(1) }, Alt(1) with { At = Given.DaysAgo(1) }).Find("urgent")
        );
        // A day that ended before the latest result began is over.
        Assert.Null(
            Assess(Alt(6) with { At = Given.DaysAgo(2) }, Alt(1) with { At = Given.DaysAgo(1) }).Find("urgent")
        );
    }

    [Fact]
    public void Known_acute_hepatitis_is_same_day()
    {
        var record = Given.Record() with
        {
            History = new History { Conditions = [new ConditionHistory(Condition.AcuteHepatitis, true)] },
        };
        var assessed = Assess(record);
        Assert.Equal(["Acute hepatitis or liver failure: present"], assessed.Find("urgent")!.Values());
        Assert.Equal(["Liver: a same-day or emergency liver finding now"], assessed.Find("stop-kratom")!.Values());
        var absent = Given.Record() with
        {
            History = new History { Conditions = [new ConditionHistory(Condition.AcuteHepatitis, false)] },
        };
        Assert.Empty(Assess(absent).Findings);
    }

    [Fact]
    public void Other_causes_in_the_record_are_named()
    {
        var record = Given.Record([.. Set(alt: 6), Given.Drug("acetaminophen", MedicineAction.Given, 29 * 24)]) with
        {
            History = new History
            {
                Substances = [new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true }],
                Conditions = [new ConditionHistory(Condition.LiverDisease, true)],
            },
        };
        Assert.Equal(
            [
                "ALT: 240 U/L (6 x limit 40)",
                "Medicine that can harm the liver: acetaminophen",
                "Other possible cause: alcohol",
                "Other possible cause: known liver disease",
            ],
            Assess(record).Find("urgent")!.Values()
        );
        var daily = Given.Record([.. Set(alt: 6), Given.Drug("acetaminophen", MedicineAction.Given, 31 * 24)]) with
        {
            History = new History
            {
                Substances = [new SubstanceHistory { Substance = Substance.Alcohol, Daily = true }],
                Conditions = [new ConditionHistory(Condition.LiverDisease, false)],
            },
        };
        Assert.Equal(
            ["ALT: 240 U/L (6 x limit 40)", "Other possible cause: alcohol"],
            Assess(daily).Find("urgent")!.Values()
        );
        var never = Given.Record([.. Set(alt: 6)]) with
        {
            History = new History
            {
                Substances = [new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = false }],
            },
        };
        Assert.Equal(["ALT: 240 U/L (6 x limit 40)"], Assess(never).Find("urgent")!.Values());
    }

    [Theory]
    [InlineData(3, 2.01, 1.99, true)]
    [InlineData(2.99, 2.01, 1.99, false)]
    [InlineData(3, 2, 1.99, false)]
    [InlineData(3, 2.01, 2, false)]
    public void Hys_law_is_strict_for_bilirubin_and_not_for_the_enzyme(
        double alt,
        double bilirubin,
        double alp,
        bool fires
    )
    {
        foreach (var enzyme in new[] { Alt((decimal)alt), Ast((decimal)alt) })
        {
            var assessed = Assess(enzyme, Bilirubin((decimal)bilirubin), Alp((decimal)alp), Given.Use(40));
            Assert.Equal(fires, assessed.Find("hys-law") is not null);
            if (fires)
            {
                Assert.Equal(Urgency.Urgent, assessed.Find("hys-law")!.Urgency);
                Assert.Equal("hcv-cause", assessed.Find("hys-law")!.Asks()[0]);
                Assert.Null(assessed.Find("raised"));
            }
        }
    }

    [Fact]
    public void Hys_law_says_possible_and_shows_what_it_stands_on()
    {
        var finding = Assess([.. Set(alt: 4, alp: 1.5m, bilirubin: 3), Given.Use(40)]).Find("hys-law")!;
        Assert.StartsWith(
            "Possible Hy's law: ALT 4 x limit, Bilirubin 3 x limit, ALP 1.5 x limit, which is raised: the FDA text says",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains("(recorded here: none recorded)", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["hcv-cause"], finding.Asks());
        Assert.Equal(
            ["ALT: 160 U/L (4 x limit 40)", "Bilirubin: 3 mg/dL (3 x limit 1)", "ALP: 150 U/L (1.5 x limit 100)"],
            finding.Values()
        );
        var normal = Assess([.. Set(alt: 4, alp: 1, bilirubin: 3), Given.Drug("valproate", MedicineAction.Prescribed)]);
        Assert.Contains("ALP 1 x limit. Not established", normal.Find("hys-law")!.Clinician, StringComparison.Ordinal);
        Assert.Contains("(recorded here: valproate)", normal.Find("hys-law")!.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Hys_law_does_not_take_an_unknown_ALP_for_a_raised_one()
    {
        var without = Assess(Alt(4), Bilirubin(3)).Find("hys-law")!;
        Assert.Contains("ALP not known", without.Clinician, StringComparison.Ordinal);
        Assert.Contains("liver-tests", without.Asks());
        var noLimit = Assess(Alt(4), Bilirubin(3), NoLimit(Analyte.Alp, 500), Inr(1), Ast(1), Given.Use(40))
            .Find("hys-law")!;
        Assert.Contains("ALP not known", noLimit.Clinician, StringComparison.Ordinal);
        Assert.Equal(["hcv-cause", "lab-limits"], noLimit.Asks());
        // A known one of twice its limit speaks, whatever else is unknown.
        Assert.Null(Assess(Alt(4), Bilirubin(3), NoLimit(Analyte.Alp, 50, 30), Alp(2)).Find("hys-law"));
    }

    [Fact]
    public void Hys_law_needs_values_that_can_be_compared()
    {
        Assert.Null(Assess(NoLimit(Analyte.Alt, 900), Bilirubin(3), Alp(1)).Find("hys-law"));
        Assert.Null(Assess(Alt(9), NoLimit(Analyte.Bilirubin, 9), Alp(1)).Find("hys-law"));
        Assert.NotNull(Assess(NoLimit(Analyte.Alt, 900, 30), Alt(3), Bilirubin(3), Alp(1)).Find("hys-law"));
        Assert.Null(Assess(Bilirubin(3), Alp(1)).Find("hys-law"));
        Assert.Null(Assess(Alt(3), Alp(1)).Find("hys-law"));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void Hys_law_puts_an_enzyme_and_a_later_bilirubin_of_30_days_together(int daysBefore, bool fires)
    {
        Assert.Equal(
            fires,
            Assess(Alt(10, (1 + daysBefore) * 24), Alt(1, 24), Alp(1), Bilirubin(3)).Find("hys-law") is not null
        );
        // Cholestasis in the same time speaks against it.
        Assert.Equal(
            !fires,
            Assess(Alp(2, (1 + daysBefore) * 24), Alt(3), Alp(1), Bilirubin(3)).Find("hys-law") is not null
        );
        // An enzyme of a later day than the bilirubin is another moment.
        Assert.Null(Assess(Bilirubin(3, 24 * daysBefore), Alt(10, 24 * (daysBefore - 1)), Alp(1)).Find("hys-law"));
    }

    [Fact]
    public void Hys_law_takes_results_without_a_time_as_possible()
    {
        Assert.NotNull(Assess(Alt(10) with { At = null }, Bilirubin(3)).Find("hys-law"));
        Assert.NotNull(Assess(Alt(10, 60 * 24), Bilirubin(3) with { At = null }).Find("hys-law"));
        Assert.Null(Assess(Alt(10, 91 * 24), Bilirubin(3, 91 * 24)).Find("hys-law"));
    }

    [Fact]
    public void Hys_law_after_the_enzyme_has_fallen_is_an_injury_now()
    {
        var assessed = Assess(Alt(10, 240), Alt(1), Alp(1), Bilirubin(3));
        Assert.NotNull(assessed.Find("hys-law"));
        Assert.Null(assessed.Find("urgent"));
        Assert.Null(assessed.Find("raised"));
        Assert.Equal(Urgency.Urgent, assessed.Find("stop-kratom")!.Urgency);
    }

    [Fact]
    public void Hys_law_lists_other_causes_after_the_tests()
    {
        var finding = Assess([
                .. Set(alt: 4, alp: 1, bilirubin: 3),
                Given.Drug("valproate", MedicineAction.Prescribed),
                Given.Drug("isoniazid", MedicineAction.Prescribed),
            ])
            .Find("hys-law")!;
        Assert.Equal(5, finding.Because.Count);
        Assert.Equal("Medicine that can harm the liver: isoniazid", finding.Values()[4]);
        Assert.Contains("(recorded here: valproate, isoniazid)", finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_and_names_are_told()
    {
        Assert.Equal(
            ["Bilirubin: 200 umol/L (10 x limit 20)"],
            Assess(Given.Lab(Analyte.Bilirubin, 200, 20, 24, LabUnit.UmolPerL)).Find("urgent")!.Values()
        );
        Assert.Equal(["Direct bilirubin: 3 mg/dL (10 x limit 0.3)"], Assess(Direct(10)).Find("urgent")!.Values());
    }
}

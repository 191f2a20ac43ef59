using Coppice.Record;
using static Coppice.Care.Tests.OptionsCase;

namespace Coppice.Care.Tests;

public class OptionsDetailTests
{
    [Fact]
    public void No_gate_is_left_without_words()
    {
        PersonRecord[] records =
        [
            Ready(),
            Ready(Given.Drug("naltrexone", MedicineAction.Given, 24)),
            Ready(Given.Drug("buprenorphine", MedicineAction.Given, 24)),
            Ready(Given.Drug("lofexidine", MedicineAction.Given, 5)),
            Ready(Given.Drug("sertraline", MedicineAction.Prescribed)),
            Ready().Having(Condition.ElectrolyteProblem),
            Given.Record(Given.Habit(ProductKind.Unknown)),
        ];
        foreach (var record in records)
        {
            foreach (var row in (SettingRow[])[SettingRow.Emergency, SettingRow.BriefAdvice])
            {
                foreach (var option in Assess(record, AtSetting(row)).Section.Options)
                {
                    string[] all = [.. option.Met, .. option.NotMet, .. option.Unknown, .. option.Cautions];
                    Assert.All(all, w => Assert.True(w.Length >= 3, option.Name));
                    Assert.Equal(all.Distinct(), all);
                }
            }
        }
    }

    [Fact]
    public void Reasons_are_told_apart()
    {
        var record = Ready(Given.UseOf(ProductKind.Unknown, 1)).Forgetting(Substance.Methadone);
        Assert.Contains(
            "cannot be excluded; other opioids",
            Find(record, "options.buprenorphine-not-now")!.Clinician,
            StringComparison.Ordinal
        );
        var naltrexone = Ready(Given.Drug("naltrexone", MedicineAction.Given, 24));
        Assert.Contains(
            "not met: last kratom 1 h ago: under 8 h; ",
            Find(naltrexone.And(Given.Use(1)), "options.buprenorphine-not-now")!.Clinician,
            StringComparison.Ordinal
        );
        var two = Ready().Having(Condition.CongenitalLongQt);
        Assert.Contains(
            "on the label's avoid list); ",
            Find(two, "options.avoid")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal([new Input("Record", "kratom")], Find(Ready(), "options.no-approved-treatment")!.Because);
    }

    [Fact]
    public void Each_medicine_says_what_it_is_for()
    {
        var aims = Assess(Ready()).Section.Supportive.ToDictionary(s => s.Name, s => s.For);
        Assert.Equal("anxiety, restlessness", aims["hydroxyzine"]);
        Assert.Equal("nausea", aims["ondansetron"]);
        Assert.Equal("diarrhea", aims["loperamide"]);
        Assert.Equal("sleep", aims["trazodone"]);
        Assert.Equal("restlessness, aches", aims["gabapentin"]);
        Assert.Equal("aches", aims["ibuprofen"]);
        Assert.Equal("aches", aims["acetaminophen"]);
        Assert.Equal("cramps", aims["dicyclomine"]);
    }

    [Fact]
    public void One_positive_line_among_others_is_enough()
    {
        var test = new UrineTest
        {
            At = Given.DaysAgo(3),
            Results =
            [
                new(UrineTarget.Opiates, Record.TestResult.Negative),
                new(UrineTarget.Mitragynine, Record.TestResult.Positive),
            ],
        };
        Assert.NotEmpty(Assess(Given.Record(test)).Section.Options);
        var seizure = new Symptoms { At = Given.DaysAgo(30), Reports = [new(Symptom.Nausea), new(Symptom.Seizure)] };
        Assert.True(OptionsFacts.Of(Given.Chart(Ready(seizure))).Seizures);
    }

    [Fact]
    public void Opioids_are_told_by_how_long_they_act()
    {
        OptionsFacts Facts(PersonRecord record) => OptionsFacts.Of(Given.Chart(record));
        foreach (var name in (string[])["methadone", "fentanyl"])
        {
            Assert.True(Facts(Ready(Given.Drug(name, MedicineAction.Prescribed))).LongActingOpioid());
            Assert.False(Facts(Ready(Given.Drug(name, MedicineAction.Prescribed))).ShortActingOpioid());
        }

        Assert.False(Facts(Ready(Given.Drug("buprenorphine", MedicineAction.Prescribed))).ShortActingOpioid());
        Assert.False(Facts(Ready(Given.Drug("ibuprofen", MedicineAction.Prescribed))).ShortActingOpioid());
        Assert.True(Facts(Ready(Given.Drug("oxycodone", MedicineAction.Prescribed))).ShortActingOpioid());
        var daily = Ready().Using(new SubstanceHistory { Substance = Substance.Heroin, Daily = true });
        Assert.True(Facts(daily).ShortActingOpioid());
        var both = daily.Using(new SubstanceHistory { Substance = Substance.PrescriptionOpioid, UsesNow = true });
        Assert.True(Facts(both).ShortActingOpioid());
    }

    [Fact]
    public void A_score_reaches_a_limit_falls_short_or_cannot_be_told()
    {
        static Score Between(decimal low, decimal high) =>
            new()
            {
                Instrument = "x",
                Title = "x",
                Low = low,
                High = high,
                Minimum = 0,
                Maximum = 48,
                Unanswered = [],
            };
        Assert.True(OptionsFacts.Reaches(Between(11, 20), 11));
        Assert.Null(OptionsFacts.Reaches(Between(5, 11), 11));
        Assert.False(OptionsFacts.Reaches(Between(5, 10), 11));
        Assert.Null(OptionsFacts.Reaches(null, 11));
    }

    [Fact]
    public void Of_two_products_the_first_reason_is_said_in_a_fixed_order()
    {
        var record = Given.Record(Given.UseOf(ProductKind.SevenHydroxy, 5), Given.UseOf(ProductKind.LeafCapsule, 4));
        Assert.Equal("capsules: what one holds varies", Assess(record).Section.BuprenorphineRange!.Suppressed);
    }

    [Fact]
    public void At_18_incentives_are_not_limited() =>
        Assert.Empty(Option(Ready().Who(p => p with { AgeYears = 18 }), "psychosocial").Cautions);

    [Fact]
    public void A_score_at_the_very_time_of_the_last_use_is_not_stale()
    {
        var record = Ready().Without(e => SettingCase.IsScore(e, "cows")).And(Given.Use(2), Given.Total("cows", 14, 2));
        Assert.DoesNotContain("COWS since the last kratom", Option(record, "buprenorphine").Unknown);
    }
}

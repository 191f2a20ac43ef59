using Coppice.Record;
using NodaTime;
using static Coppice.Care.Tests.LiverCase;

namespace Coppice.Care.Tests;

public class LiverLimitsAndBaselineTests
{
    [Fact]
    public void A_result_without_its_limit_is_not_compared()
    {
        var assessed = Assess(NoLimit(Analyte.Alt, 60), Alp(1), Given.Use(100));
        var finding = Assert.Single(assessed.Findings, f => f.Id != "liver.baseline-due");
        Assert.Equal("liver.no-limit", finding.Id);
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["ALT: 60 U/L (limit not known)"], finding.Values());
        Assert.Equal(["lab-limits"], finding.Asks());
        Assert.StartsWith(
            "Not compared, no R: ALT 60 U/L (limit not known). ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Null(assessed.Section.Panels[0].Alt!.TimesUpperLimit);
        Assert.Null(assessed.Section.Panels[0].Alt!.UpperLimit);
    }

    [Theory]
    [InlineData(Analyte.Alt, 124, LabUnit.UPerL, Urgency.Soon)]
    [InlineData(Analyte.Alt, 125, LabUnit.UPerL, Urgency.Urgent)]
    [InlineData(Analyte.Ast, 124, LabUnit.UPerL, Urgency.Soon)]
    [InlineData(Analyte.Ast, 125, LabUnit.UPerL, Urgency.Urgent)]
    [InlineData(Analyte.Alp, 199, LabUnit.UPerL, Urgency.Soon)]
    [InlineData(Analyte.Alp, 200, LabUnit.UPerL, Urgency.Urgent)]
    [InlineData(Analyte.Bilirubin, 1.9, LabUnit.MgPerDl, Urgency.Soon)]
    [InlineData(Analyte.Bilirubin, 2, LabUnit.MgPerDl, Urgency.Urgent)]
    [InlineData(Analyte.DirectBilirubin, 2, LabUnit.MgPerDl, Urgency.Urgent)]
    [InlineData(Analyte.Bilirubin, 33, LabUnit.UmolPerL, Urgency.Soon)]
    [InlineData(Analyte.Bilirubin, 34, LabUnit.UmolPerL, Urgency.Urgent)]
    public void A_value_that_could_be_a_same_day_one_is_looked_up_the_same_day(
        Analyte analyte,
        double value,
        LabUnit unit,
        Urgency urgency
    )
    {
        var assessed = Assess(NoLimit(analyte, (decimal)value, 24, unit));
        Assert.Equal(urgency, assessed.Find("no-limit")!.Urgency);
        Assert.Null(assessed.Find("urgent"));
        Assert.Null(assessed.Find("raised"));
    }

    [Theory]
    [InlineData(Analyte.Alt, 499, LabUnit.UPerL, false)]
    [InlineData(Analyte.Alt, 500, LabUnit.UPerL, true)]
    [InlineData(Analyte.Ast, 500, LabUnit.UPerL, true)]
    [InlineData(Analyte.Alp, 399, LabUnit.UPerL, false)]
    [InlineData(Analyte.Alp, 400, LabUnit.UPerL, true)]
    [InlineData(Analyte.Bilirubin, 7.9, LabUnit.MgPerDl, false)]
    [InlineData(Analyte.Bilirubin, 8, LabUnit.MgPerDl, true)]
    [InlineData(Analyte.DirectBilirubin, 8, LabUnit.MgPerDl, true)]
    [InlineData(Analyte.Bilirubin, 136, LabUnit.UmolPerL, false)]
    [InlineData(Analyte.Bilirubin, 137, LabUnit.UmolPerL, true)]
    public void A_value_that_no_limit_makes_safe_is_same_day(Analyte analyte, double value, LabUnit unit, bool urgent)
    {
        var assessed = Assess(NoLimit(analyte, (decimal)value, 24, unit));
        Assert.Equal(urgent, assessed.Find("urgent") is not null);
        Assert.Equal(urgent, assessed.Find("stop-kratom") is not null);
        Assert.Null(assessed.Section.Panels[0].R);
        if (urgent)
        {
            Assert.Contains("lab-limits", assessed.Find("urgent")!.Asks().Append("lab-limits"));
            Assert.EndsWith(
                "(limit not known)",
                Assert.Single(assessed.Find("urgent")!.Because).Value,
                StringComparison.Ordinal
            );
            Assert.EndsWith(
                "(limit not known)",
                assessed.Find("stop-kratom")!.Because[0].Value,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_great_value_within_its_known_limit_is_not_same_day() =>
        Assert.Null(Assess(Given.Lab(Analyte.Alp, 450, 460, 24)).Find("urgent"));

    [Theory]
    [InlineData(90 * 24, Urgency.Urgent)]
    [InlineData(90 * 24 + 1, Urgency.Routine)]
    public void Old_results_without_limits_are_routine(double hoursAgo, Urgency urgency)
    {
        var finding = Assess(NoLimit(Analyte.Alt, 300, hoursAgo)).Find("no-limit")!;
        Assert.Equal(urgency, finding.Urgency);
        Assert.Single(finding.Because);
    }

    [Fact]
    public void Every_result_without_a_limit_is_named_once()
    {
        var finding = Assess(NoLimit(Analyte.Alt, 50, 48), NoLimit(Analyte.Alt, 200), NoLimit(Analyte.Ast, 30))
            .Find("no-limit")!;
        Assert.Equal(
            ["ALT: 200 U/L (limit not known)", "AST: 30 U/L (limit not known)", "ALT: 50 U/L (limit not known)"],
            finding.Values()
        );
        Assert.Equal(Urgency.Urgent, finding.Urgency);
        Assert.Contains("ALT 200 U/L (limit not known); AST", finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_one_result_is_not_lent_to_another()
    {
        var assessed = Assess(Alt(1, 48), NoLimit(Analyte.Alt, 50));
        Assert.Equal(["ALT: 50 U/L (limit not known)"], assessed.Find("no-limit")!.Values());
        Assert.Null(Assess(Inr(1)).Find("no-limit"));
    }

    [Fact]
    public void Kratom_is_stopped_for_good_after_an_injury_of_any_age()
    {
        var finding = Assess([.. Set(alt: 6, hoursAgo: 24 * 800), .. Set(), Given.Use(30), NoSigns()])
            .Find("stop-kratom")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["ALT: 240 U/L (6 x limit 40)"], finding.Values());
        Assert.StartsWith("Liver injury in the past. ", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["hcv-cause"], finding.Asks());
        Assert.Contains("for good", finding.Person, StringComparison.Ordinal);
        Assert.DoesNotContain("cysteine", finding.Clinician, StringComparison.OrdinalIgnoreCase);

        var now = Assess([.. Set(alt: 6), Given.Use(30)]).Find("stop-kratom")!;
        Assert.Equal(Urgency.Urgent, now.Urgency);
        Assert.StartsWith("Liver injury now. ", now.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4.99, 0, 0, 0, false)]
    [InlineData(0, 5, 0, 0, true)]
    [InlineData(0, 0, 1.99, 0, false)]
    [InlineData(0, 0, 2, 0, true)]
    [InlineData(2.99, 0, 0, 2, false)]
    [InlineData(3, 0, 0, 2, true)]
    [InlineData(0, 3, 0, 2, true)]
    [InlineData(3, 0, 0, 1.99, false)]
    [InlineData(0, 0, 0, 4.99, false)]
    [InlineData(0, 0, 0, 5, true)]
    public void Past_injury_has_the_same_day_limits(double alt, double ast, double alp, double bilirubin, bool stop)
    {
        var past = Set((decimal)alt, (decimal)ast, (decimal)alp, (decimal)bilirubin, 24 * 400);
        Assert.Equal(stop, Assess([.. past, .. Set(), NoSigns()]).Find("stop-kratom") is not null);
    }

    [Fact]
    public void A_past_INR_alone_is_no_liver_injury() =>
        Assert.Null(Assess([Inr(3, 24 * 400), .. Set(), NoSigns()]).Find("stop-kratom"));

    [Fact]
    public void Somebody_who_was_asked_and_has_not_used_kratom_is_not_told_to_stop()
    {
        var record = Given.Record([.. Set(alt: 6)]);
        Assert.Equal(["kratom-use", "last-use", "hcv-cause"], Assess(record).Find("stop-kratom")!.Asks());
        var asked = record with { History = new History { AskedAboutKratom = true } };
        Assert.Null(Assess(asked).Find("stop-kratom"));
        Assert.NotNull(Assess(asked).Find("urgent"));
        var uses = Given.Record([.. Set(alt: 6), Given.Use(900)]) with
        {
            History = new History { AskedAboutKratom = true },
        };
        Assert.Equal(["hcv-cause"], Assess(uses).Find("stop-kratom")!.Asks());
        var habit = Given.Record([.. Set(alt: 6), Given.Habit(ProductKind.Tea)]) with
        {
            History = new History { AskedAboutKratom = true },
        };
        Assert.Equal(["last-use", "hcv-cause"], Assess(habit).Find("stop-kratom")!.Asks());
    }

    [Theory]
    [InlineData(1.0, Urgency.Soon)]
    [InlineData(0.14, Urgency.Soon)]
    [InlineData(0.13, null)]
    [InlineData(null, Urgency.Routine)]
    public void Tests_are_due_with_weekly_use(double? doses, Urgency? urgency)
    {
        var finding = Assess(Given.Habit(ProductKind.LeafPowder, (decimal?)doses)).Find("baseline-due");
        Assert.Equal(urgency, finding?.Urgency);
        if (finding is not null)
        {
            Assert.StartsWith(
                "Not known from the last 3 months: ALT or AST, ALP, total bilirubin. ",
                finding.Clinician,
                StringComparison.Ordinal
            );
            Assert.Equal(doses is null ? ["liver-tests", "doses-per-day"] : ["liver-tests"], finding.Asks());
            Assert.Equal(
                doses is null
                    ? "Kratom use: how often is not known"
                    : FormattableString.Invariant($"Doses a day: {doses}"),
                Assert.Single(finding.Values())
            );
        }
    }

    [Fact]
    public void The_section_says_whether_tests_are_due()
    {
        Assert.True(Assess(Given.Habit(ProductKind.LeafPowder, 1)).Section.BaselineDue);
        Assert.False(Assess([Given.Habit(ProductKind.LeafPowder, 1), .. Set()]).Section.BaselineDue);
    }

    [Fact]
    public void Four_days_of_use_in_28_are_weekly()
    {
        Use[] On(params int[] days) => [.. days.Select(d => Given.Use(d * 24))];

        var four = Assess(On(0, 9, 18, 27)).Find("baseline-due")!;
        Assert.Equal(Urgency.Soon, four.Urgency);
        Assert.Equal(["Days with use in 28 days: 4"], four.Values());
        Assert.Equal(["liver-tests"], four.Asks());
        Assert.Equal(Urgency.Routine, Assess(On(0, 9, 18, 28)).Find("baseline-due")!.Urgency);
        Assert.Equal(Urgency.Routine, Assess(On(0, 0, 9, 18)).Find("baseline-due")!.Urgency);
        Assert.Equal(Urgency.Routine, Assess(On(18)).Find("baseline-due")!.Urgency);
        Assert.Equal(["Kratom use: how often is not known"], Assess(On(20, 18)).Find("baseline-due")!.Values());
        Assert.Equal(Given.HoursAgo(18 * 24).ToString(), Assess(On(20, 18)).Find("baseline-due")!.Because[0].When);
        // A log of weekly use outweighs a stated rarer one.
        Assert.Equal(
            Urgency.Soon,
            Assess([.. On(0, 9, 18, 27), Given.Habit(ProductKind.Tea, 0.05m)]).Find("baseline-due")!.Urgency
        );
    }

    [Theory]
    [InlineData(2025, 12, 20, true)]
    [InlineData(2025, 12, 19, false)]
    public void Use_and_tests_count_for_three_calendar_months(int year, int month, int day, bool within)
    {
        var at = EventTime.OnDay(new LocalDate(year, month, day));
        var habit = Given.Habit(ProductKind.LeafPowder, 1) with { LastUse = at };
        Assert.Equal(within, Assess(habit).Find("baseline-due") is not null);
        Assert.Equal(within, Assess(Given.Use(1) with { At = at }).Find("baseline-due") is not null);
        Event[] tests = [.. Set().Select(l => l with { At = at })];
        Assert.Equal(
            !within,
            Assess([Given.Habit(ProductKind.LeafPowder, 1), .. tests]).Find("baseline-due") is not null
        );
    }

    [Fact]
    public void A_use_without_a_time_may_be_recent() =>
        Assert.Equal(Urgency.Routine, Assess(Given.Use(1) with { At = null }).Find("baseline-due")!.Urgency);

    [Fact]
    public void Every_kind_of_test_must_be_known_with_its_time()
    {
        var habit = Given.Habit(ProductKind.LeafPowder, 1);
        Check("ALT or AST", Alp(1), Bilirubin(1));
        Check("ALP", Ast(1), Bilirubin(1));
        Check("total bilirubin", Alt(1), Alp(1), Direct(1));
        Check("ALP, total bilirubin", Alt(1), Alp(1) with { At = null });
        Assert.Null(Assess(habit, Ast(1), Alp(1), Bilirubin(1)).Find("baseline-due"));
        Assert.Null(Assess(habit, Alt(1), Alp(1), Bilirubin(1)).Find("baseline-due"));

        void Check(string open, params Event[] labs) =>
            Assert.StartsWith(
                $"Not known from the last 3 months: {open}. ",
                Assess([habit, .. labs]).Find("baseline-due")!.Clinician,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("naltrexone", MedicineAction.Considered, 24, true)]
    [InlineData("lofexidine", MedicineAction.Considered, 24, true)]
    [InlineData("buprenorphine", MedicineAction.Considered, 24, true)]
    [InlineData("clonidine", MedicineAction.Considered, 24, false)]
    [InlineData("naltrexone", MedicineAction.Prescribed, 24 * 200, true)]
    [InlineData("naltrexone", MedicineAction.Given, 30 * 24, true)]
    [InlineData("naltrexone", MedicineAction.Given, 30 * 24 + 1, false)]
    [InlineData("naltrexone", MedicineAction.Stopped, 24, false)]
    public void Tests_are_due_with_a_medicine_that_needs_them(
        string name,
        MedicineAction action,
        double hours,
        bool due
    )
    {
        var finding = Assess(Given.Drug(name, action, hours)).Find("baseline-due");
        Assert.Equal(due, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(Urgency.Soon, finding.Urgency);
            Assert.Equal([$"Medicine: {name} {Coppice.Record.Json.Word.Of(action)}"], finding.Values());
            Assert.Equal(["liver-tests"], finding.Asks());
            Assert.Contains($"Reason: Medicine {name}", finding.Clinician, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_latest_word_on_a_medicine_counts()
    {
        Assert.Null(
            Assess(
                    Given.Drug("naltrexone", MedicineAction.Considered, 48),
                    Given.Drug("naltrexone", MedicineAction.Stopped)
                )
                .Find("baseline-due")
        );
        var both = Assess(Given.Habit(ProductKind.Tea), Given.Drug("lofexidine", MedicineAction.Prescribed, 48))
            .Find("baseline-due")!;
        Assert.Equal(Urgency.Soon, both.Urgency);
        Assert.Equal(["liver-tests", "doses-per-day"], both.Asks());
        Assert.Equal(2, both.Because.Count);
    }

    [Fact]
    public void No_person_is_told_a_dose_or_a_remedy()
    {
        var rules = Given
            .Knowledge.Rules.Values.Where(r => r.Id.StartsWith("liver.", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(11, rules.Length);
        Assert.All(
            rules,
            r =>
            {
                Assert.DoesNotContain(" mg", r.Person ?? "", StringComparison.Ordinal);
                Assert.DoesNotContain("cysteine", r.Clinician + r.Person, StringComparison.OrdinalIgnoreCase);
            }
        );
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.OptionsCase;

namespace Coppice.Care.Tests;

public class OptionsBuprenorphineTests
{
    private static TreatmentOption Bup(PersonRecord record, SettingSection? setting = null) =>
        Option(record, "buprenorphine", setting);

    private static PersonRecord LastUsed(EventTime? at) =>
        Ready() with
        {
            Events = [.. Ready().Events.Select(e => e is Habit habit ? habit with { LastUse = at } : e)],
        };

    private static PersonRecord Scored(params Event[] scores) =>
        Ready().Without(e => SettingCase.IsScore(e, "cows")).And(scores);

    [Fact]
    public void When_every_gate_is_met_it_is_an_option_to_consider()
    {
        var option = Bup(Ready());
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Equal(5, option.Met.Count);
        Assert.Equal("last kratom 14 h ago (12 h or more)", option.Met[0]);
        Assert.StartsWith("COWS 12/48", option.Met[1], StringComparison.Ordinal);
        Assert.EndsWith(": ASAM 2020 (11-12) met; TIP 63 (12) met", option.Met[1], StringComparison.Ordinal);
        Assert.Equal("an objective sign was seen", option.Met[2]);
        Assert.Equal("no 7-OH or pseudoindoxyl product on record", option.Met[3]);
        Assert.Equal("no other opioid within 3 days on record", option.Met[4]);
        Assert.Empty(option.NotMet);
        Assert.Empty(option.Unknown);
        Assert.Empty(option.Cautions);
        Assert.Empty(option.Ask);
        var finding = Find(Ready(), "options.buprenorphine")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Null(finding.Person);
        Assert.Contains("State: consider. Met: last kratom 14 h ago", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains(
            "2/0.5 or 4/1 mg, then steps of 2-4 mg about every 2 h to 8/2 mg on day 1; day 2 up to 16/4 mg",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains("names no target and no maximum", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains("off-label", finding.Clinician, StringComparison.Ordinal);
        Assert.Contains("Home start: fits, by every condition.", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(new Input("Met", "last kratom 14 h ago (12 h or more)"), finding.Because[0]);
        Assert.Null(Find(Ready(), "options.buprenorphine-not-now"));
        Assert.Null(Find(Ready(), "options.buprenorphine-specialist"));
        Assert.Null(Find(Ready(), "options.buprenorphine-ongoing"));
    }

    [Theory]
    [InlineData(false, "Home start: does not fit.")]
    [InlineData(null, "Home start: cannot be judged yet.")]
    public void It_says_whether_a_home_start_fits(bool? fits, string words)
    {
        Assert.Contains(
            words,
            Find(Ready(), "options.buprenorphine", AtSetting(home: fits))!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(fits, Assess(Ready(), AtSetting(home: fits)).Section.HomeStartFits);
    }

    [Theory]
    [InlineData(7.9, false, "last kratom 7.9 h ago: under 8 h")]
    [InlineData(8, true, "last kratom 8 h ago (8 h or more; 12 preferred)")]
    [InlineData(11.9, true, "last kratom 11.9 h ago (8 h or more; 12 preferred)")]
    [InlineData(12, true, "last kratom 12 h ago (12 h or more)")]
    public void Kratom_must_be_8_hours_ago_and_12_are_preferred(double hours, bool met, string words)
    {
        var option = Bup(LastUsed(Given.HoursAgo(hours)));
        Assert.Contains(words, met ? option.Met : option.NotMet);
        Assert.Equal(met ? OptionState.Consider : OptionState.NotNow, option.State);
    }

    [Fact]
    public void A_last_use_known_only_to_the_day_or_not_at_all_is_not_known()
    {
        var day = Bup(LastUsed(Given.DaysAgo(0)));
        Assert.Equal(
            ["last kratom 0–12 h ago: 8 h cannot be shown"],
            day.Unknown.Where(u => u.StartsWith("last", StringComparison.Ordinal))
        );
        Assert.Equal(OptionState.NotNow, day.State);
        Assert.Contains("last-use", day.Ask);
        var none = Bup(LastUsed(null));
        Assert.Equal(["time since the last kratom (8 h or more, 12 preferred)"], none.Unknown);
        Assert.Equal(["last-use"], none.Ask);
        Assert.Equal(OptionState.NotNow, none.State);
    }

    [Theory]
    [InlineData(7, false, "under ASAM 2020 (11-12), TIP 63 (12) and ASAM 2023 (8 with one objective sign)")]
    [InlineData(
        8,
        false,
        "under ASAM 2020 (11-12) and TIP 63 (12); ASAM 2023 takes 8 with one objective sign for high-potency synthetic opioids only (sign: not known)"
    )]
    [InlineData(
        10,
        false,
        "under ASAM 2020 (11-12) and TIP 63 (12); ASAM 2023 takes 8 with one objective sign for high-potency synthetic opioids only (sign: not known)"
    )]
    [InlineData(11, true, "ASAM 2020 (11-12) met; TIP 63 (12) not met")]
    [InlineData(12, true, "ASAM 2020 (11-12) met; TIP 63 (12) met")]
    public void The_COWS_gate_names_each_guideline(int cows, bool met, string words)
    {
        var option = Bup(Scored(Given.Total("cows", cows)));
        Assert.EndsWith(
            words,
            (met ? option.Met : option.NotMet).Single(l => l.StartsWith("COWS", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Equal(met ? OptionState.Consider : OptionState.NotNow, option.State);
        Assert.Contains(
            "items of COWS not on record: confirm objective signs of moderate withdrawal (label)",
            option.Cautions
        );
        Assert.Equal(["objective-sign"], option.Ask);
    }

    [Fact]
    public void The_objective_sign_is_told_where_it_matters()
    {
        var seen = Bup(Scored(Cows(("9", 4), ("8", 4)))).NotMet.Single();
        Assert.EndsWith("(sign: seen)", seen, StringComparison.Ordinal);
        var unseen = Bup(Scored(Cows(("7", 5), ("5", 2), ("10", 1)))).NotMet;
        Assert.EndsWith("(sign: not seen)", unseen[0], StringComparison.Ordinal);
        Assert.Equal(
            "no objective sign in COWS: the label starts at objective signs of moderate withdrawal",
            unseen[1]
        );
    }

    [Fact]
    public void Twelve_points_without_any_sign_that_was_seen_do_not_open_the_gate()
    {
        var option = Bup(Scored(Cows(("7", 5), ("5", 4), ("10", 1), ("2", 1), ("3", 1))));
        Assert.Equal(OptionState.NotNow, option.State);
        Assert.Equal(
            ["no objective sign in COWS: the label starts at objective signs of moderate withdrawal"],
            option.NotMet
        );
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData("3", 3)]
    [InlineData("4", 2)]
    [InlineData("6", 2)]
    [InlineData("8", 2)]
    [InlineData("9", 1)]
    [InlineData("10", 2)]
    [InlineData("11", 3)]
    public void These_items_are_signs_that_were_seen(string item, decimal points)
    {
        var facts = OptionsFacts.Of(Given.Chart(Scored(Cows((item, points)))));
        Assert.True(facts.ObjectiveSign(4));
    }

    [Theory]
    [InlineData("2", 1)]
    [InlineData("3", 1)]
    [InlineData("4", 1)]
    [InlineData("5", 4)]
    [InlineData("6", 1)]
    [InlineData("7", 5)]
    [InlineData("8", 1)]
    [InlineData("10", 1)]
    public void These_are_not(string item, decimal points)
    {
        var facts = OptionsFacts.Of(Given.Chart(Scored(Cows((item, points)))));
        Assert.False(facts.ObjectiveSign(4));
    }

    [Fact]
    public void A_sign_in_OOWS_counts_and_an_unanswered_item_leaves_it_open()
    {
        bool? Sign(params Event[] scores) => OptionsFacts.Of(Given.Chart(Scored(scores))).ObjectiveSign(4);
        Assert.True(Sign(Given.Total("oows", 1)));
        Assert.Null(Sign(Given.Total("oows", 0)));
        Assert.Null(Sign(Given.Total("oows", 1, 5)));
        Assert.Null(Sign());
        var partial = Cows();
        Assert.False(Sign(partial));
        var items = partial.Items!.Where(i => i.Key != "9").ToDictionary();
        Assert.Null(Sign(partial with { Items = items }));
        Assert.Null(Sign(partial with { At = Given.HoursAgo(5) }));
        items["9"] = null;
        Assert.Null(Sign(partial with { Items = items }));
        items["8"] = 2;
        Assert.True(Sign(partial with { Items = items }));
    }

    [Fact]
    public void COWS_must_be_of_the_last_four_hours_and_after_the_last_use()
    {
        var old = Bup(Scored(Given.Total("cows", 14, 4.1)));
        Assert.Equal(["COWS within 4 h"], old.Unknown);
        Assert.Equal(["cows"], old.Ask);
        Assert.Equal(OptionState.NotNow, old.State);
        Assert.Equal(OptionState.Consider, Bup(Scored(Given.Total("cows", 14, 4))).State);
        var sows = Bup(Scored(Given.Total("sows", 40)));
        Assert.Equal(["COWS within 4 h (SOWS alone has no source as a gate)"], sows.Unknown);
        var before = Bup(Scored(Given.Total("cows", 14, 3)).And(Given.Use(2)));
        Assert.Contains("COWS since the last kratom", before.Unknown);
        var after = Bup(Scored(Given.Total("cows", 14, 1)).And(Given.Use(9)));
        Assert.Equal(OptionState.Consider, after.State);
    }

    [Fact]
    public void An_incomplete_COWS_across_the_gate_is_not_known()
    {
        var items = Cows12.Items!.Where(i => i.Key != "9").ToDictionary();
        var option = Bup(Scored(Cows12 with { Items = items }));
        Assert.Single(option.Unknown);
        Assert.EndsWith(": complete it", option.Unknown[0], StringComparison.Ordinal);
        Assert.Equal(["cows"], option.Ask);
    }

    [Theory]
    [InlineData(ProductKind.SevenHydroxy)]
    [InlineData(ProductKind.Pseudoindoxyl)]
    public void A_7_OH_product_is_for_a_specialist_and_cites_both_reports(ProductKind kind)
    {
        var record = Ready(Given.UseOf(kind, 14));
        Assert.Equal(OptionState.Specialist, Bup(record).State);
        Assert.Contains("7-OH or pseudoindoxyl product: specialist timing, no home start", Bup(record).NotMet);
        var finding = Find(record, "options.buprenorphine-specialist")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Contains(finding.For, c => c.Id == "sharma-2025-7oh");
        Assert.Contains(finding.For, c => c.Id == "fenske-2026-7oh");
        Assert.Contains("No 7-OH dose schedule is published", finding.Clinician, StringComparison.Ordinal);
        Assert.Null(Find(record, "options.buprenorphine"));
        Assert.Null(Find(record, "options.buprenorphine-not-now"));
    }

    [Fact]
    public void A_product_that_is_not_known_is_not_taken_for_leaf()
    {
        var option = Bup(Ready(Given.UseOf(ProductKind.Unknown, 14)));
        Assert.Equal(["product: 7-OH cannot be excluded"], option.Unknown);
        Assert.Equal(["product"], option.Ask);
        Assert.Equal(OptionState.NotNow, option.State);
    }

    [Theory]
    [InlineData(Substance.Methadone)]
    [InlineData(Substance.Fentanyl)]
    public void Methadone_and_fentanyl_are_for_a_specialist(Substance substance)
    {
        var uses = Ready().Using(new SubstanceHistory { Substance = substance, UsesNow = true });
        Assert.Equal(OptionState.Specialist, Bup(uses).State);
        Assert.Contains("methadone or fentanyl: specialist timing, no home start", Bup(uses).NotMet);
        Assert.DoesNotContain("no other opioid within 3 days on record", Bup(uses).Met);
        var unknown = Bup(Ready().Forgetting(substance));
        Assert.Equal(OptionState.NotNow, unknown.State);
        Assert.Equal(["other opioids, methadone and fentanyl included"], unknown.Unknown);
        Assert.Equal(["last-opioid"], unknown.Ask);
        var free = Ready().Forgetting(substance).With(h => h with { LastOpioidUse = Given.HoursAgo(72) });
        Assert.Equal(OptionState.Consider, Bup(free).State);
        var recent = Ready().Forgetting(substance).With(h => h with { LastOpioidUse = Given.HoursAgo(71) });
        Assert.Equal(OptionState.NotNow, Bup(recent).State);
    }

    [Fact]
    public void Methadone_is_found_among_medicines_and_in_urine()
    {
        Assert.Equal(OptionState.Specialist, Bup(Ready(Given.Drug("methadone", MedicineAction.Prescribed))).State);
        Assert.Equal(OptionState.Specialist, Bup(Ready(Given.Drug("fentanyl", MedicineAction.Prescribed))).State);
        UrineTest Urine(UrineTarget target, double hoursAgo, Record.TestResult result = Record.TestResult.Positive) =>
            new() { At = Given.HoursAgo(hoursAgo), Results = [new(target, result)] };
        Assert.Equal(OptionState.Specialist, Bup(Ready(Urine(UrineTarget.Methadone, 24))).State);
        Assert.Equal(OptionState.Specialist, Bup(Ready(Urine(UrineTarget.Fentanyl, 24))).State);
        Assert.Equal(
            OptionState.Consider,
            Bup(Ready(Urine(UrineTarget.Fentanyl, 24, Record.TestResult.Negative))).State
        );
        Assert.Equal(OptionState.Consider, Bup(Ready(Urine(UrineTarget.Fentanyl, 8 * 24))).State);
        Assert.Contains(
            "time since the last short-acting opioid (12-18 h, ASAM 2015)",
            Bup(Ready(Urine(UrineTarget.Opiates, 24))).Unknown
        );
        Assert.Contains(
            "time since the last short-acting opioid (12-18 h, ASAM 2015)",
            Bup(Ready(Urine(UrineTarget.Oxycodone, 24))).Unknown
        );
    }

    [Theory]
    [InlineData(11.9, false)]
    [InlineData(12, true)]
    public void A_short_acting_opioid_must_be_12_hours_ago(double hours, bool met)
    {
        foreach (var substance in (Substance[])[Substance.Heroin, Substance.PrescriptionOpioid])
        {
            var record = Ready()
                .Using(new SubstanceHistory { Substance = substance, UsesNow = true })
                .With(h => h with { LastOpioidUse = Given.HoursAgo(hours) });
            var option = Bup(record);
            Assert.Equal(met ? OptionState.Consider : OptionState.NotNow, option.State);
            Assert.Contains(
                met
                    ? "last short-acting opioid 12 h ago (12-18 h, ASAM 2015)"
                    : "last short-acting opioid 11.9 h ago: under 12 h",
                met ? option.Met : option.NotMet
            );
        }
    }

    [Fact]
    public void A_short_acting_opioid_at_an_unknown_time_keeps_the_gate_shut()
    {
        var tramadol = Bup(Ready(Given.Drug("tramadol", MedicineAction.Prescribed)));
        Assert.Equal(["time since the last short-acting opioid (12-18 h, ASAM 2015)"], tramadol.Unknown);
        Assert.Equal(OptionState.NotNow, tramadol.State);
        Assert.Equal(OptionState.Consider, Bup(Ready(Given.Drug("loperamide", MedicineAction.Prescribed))).State);
        var day = Ready()
            .Using(new SubstanceHistory { Substance = Substance.Heroin, UsesNow = true })
            .With(h => h with { LastOpioidUse = Given.DaysAgo(0) });
        Assert.Contains("time since the last short-acting opioid (12-18 h, ASAM 2015)", Bup(day).Unknown);
        Assert.Equal(OptionState.NotNow, Bup(Ready().Forgetting(Substance.Heroin)).State);
    }

    [Theory]
    [InlineData(27, false)]
    [InlineData(29, true)]
    public void Naltrexone_within_28_days_blocks(int days, bool free)
    {
        var option = Bup(Ready(Given.Drug("naltrexone", MedicineAction.Given, days * 24)));
        Assert.Equal(free ? OptionState.Consider : OptionState.NotNow, option.State);
        Assert.Equal(free ? [] : ["naltrexone on board within 28 days: it blocks buprenorphine"], option.NotMet);
    }

    [Theory]
    [InlineData(6, OptionState.Consider)]
    [InlineData(7, OptionState.Consider)]
    [InlineData(9, OptionState.Consider)]
    [InlineData(10, OptionState.Avoid)]
    public void Hepatic_impairment_is_split(int childPugh, OptionState state)
    {
        var record = Ready().With(h => h with { ChildPugh = childPugh });
        var option = Bup(record);
        Assert.Equal(state, option.State);
        var caution =
            $"Child-Pugh {childPugh}: the combination with naloxone may not be appropriate in moderate hepatic impairment";
        Assert.Equal(childPugh is 7 or 9, option.Cautions.Contains(caution));
        if (state == OptionState.Avoid)
        {
            Assert.Equal(["Child-Pugh 10: avoid in severe hepatic impairment"], option.Against);
            Assert.Null(Find(record, "options.buprenorphine"));
            Assert.Equal(
                "A first dose of buprenorphine is not supported now: not met: Child-Pugh 10: avoid in severe hepatic impairment.",
                Find(record, "options.buprenorphine-not-now")!.Clinician
            );
            Assert.Contains(
                new AvoidItem("buprenorphine", "Child-Pugh 10: avoid in severe hepatic impairment"),
                Assess(record).Section.Avoid
            );
        }
    }

    [Fact]
    public void Severe_liver_disease_and_raised_tests_are_told()
    {
        var severe = Bup(Ready().Having(Condition.LiverDisease, severe: true));
        Assert.Equal(OptionState.Avoid, severe.State);
        Assert.Equal(["severe liver disease: avoid"], severe.Against);
        var raised = Bup(Ready(Given.Lab(Analyte.Alt, 41, 40, 5)));
        Assert.Equal(OptionState.Consider, raised.State);
        Assert.Equal(
            ["liver tests are raised and not graded: grade before a first dose, then test again"],
            raised.Cautions
        );
        Assert.Equal(["child-pugh"], raised.Ask);
        var graded = Bup(Ready(Given.Lab(Analyte.Alt, 41, 40, 5)).With(h => h with { ChildPugh = 5 }));
        Assert.Empty(graded.Cautions);
        Assert.Empty(graded.Ask);
        var untested = Bup(Ready().Without(e => e is Laboratory));
        Assert.Equal(
            ["no current liver tests: the label asks for them before and during treatment"],
            untested.Cautions
        );
        Assert.Equal(["liver-tests"], untested.Ask);
        Assert.Equal(OptionState.Consider, untested.State);
    }

    [Fact]
    public void Liver_tests_are_read_with_their_limits_and_age()
    {
        bool? Raised(params Event[] labs) =>
            OptionsFacts.Of(Given.Chart(Ready().Without(e => e is Laboratory).And(labs))).LiverRaised;
        Event Lab(Analyte analyte, decimal value, int days = 2) => Given.Lab(analyte, value, 40, days * 24);
        Assert.False(Raised(Lab(Analyte.Alt, 40), Lab(Analyte.Bilirubin, 40)));
        Assert.True(Raised(Lab(Analyte.Alt, 41)));
        Assert.True(Raised(Lab(Analyte.Bilirubin, 41)));
        Assert.True(Raised(Lab(Analyte.Alt, 40), Lab(Analyte.Bilirubin, 40), Lab(Analyte.Ast, 41)));
        Assert.True(Raised(Lab(Analyte.Alt, 40), Lab(Analyte.Bilirubin, 40), Lab(Analyte.Alp, 41)));
        Assert.False(
            Raised(Lab(Analyte.Alt, 40), Lab(Analyte.Bilirubin, 40), Lab(Analyte.Alp, 40), Lab(Analyte.Ast, 40))
        );
        Assert.Null(Raised(Lab(Analyte.Alt, 40)));
        Assert.Null(Raised(Lab(Analyte.Bilirubin, 40)));
        Assert.Null(Raised(Lab(Analyte.Alt, 40, 31), Lab(Analyte.Bilirubin, 40)));
        Assert.False(Raised(Lab(Analyte.Alt, 40, 30), Lab(Analyte.Bilirubin, 40)));
        Assert.True(Raised(Lab(Analyte.Alt, 41, 31), Lab(Analyte.Bilirubin, 40)));
        Assert.True(OptionsFacts.Of(Given.Chart(Ready().Having(Condition.AcuteHepatitis))).LiverRaised);
    }

    [Fact]
    public void Pregnancy_and_age_under_18_are_for_a_specialist()
    {
        var pregnant = Bup(Ready().Who(p => p with { Pregnancy = Pregnancy.Pregnant }));
        Assert.Equal(OptionState.Specialist, pregnant.State);
        Assert.Equal(
            ["pregnant: perinatal addiction care; buprenorphine or methadone is standard care there (unverified)"],
            pregnant.NotMet
        );
        var unknown = Bup(Ready().Who(p => p with { SexAtBirth = null }));
        Assert.Equal(OptionState.Consider, unknown.State);
        Assert.Equal(["pregnancy not known: test first"], unknown.Cautions);
        Assert.Equal(["pregnancy"], unknown.Ask);
        var young = Bup(Ready().Who(p => p with { AgeYears = 17 }));
        Assert.Equal(OptionState.Specialist, young.State);
        Assert.Equal(
            ["adult doses; under 18 needs a pediatric or addiction specialist; labeled from 16 (unverified)"],
            young.NotMet
        );
        Assert.Equal(OptionState.Consider, Bup(Ready().Who(p => p with { AgeYears = 18 })).State);
        var ageless = Bup(Ready().Who(p => p with { AgeYears = null }));
        Assert.Equal(["age (the doses are for adults)"], ageless.Unknown);
        Assert.Equal(OptionState.NotNow, ageless.State);
        Assert.Equal(["age"], ageless.Ask);
    }

    [Fact]
    public void Pregnancy_is_read_from_wherever_it_is_recorded()
    {
        bool? Pregnant(PersonRecord record) => OptionsFacts.Of(Given.Chart(record)).Pregnant;
        var woman = Ready().Who(p => p with { SexAtBirth = Sex.Female });
        Assert.Null(Pregnant(woman));
        Assert.False(Pregnant(Ready()));
        Assert.False(Pregnant(woman.Who(p => p with { Pregnancy = Pregnancy.NotPregnant })));
        Assert.False(Pregnant(woman.Who(p => p with { Pregnancy = Pregnancy.PostPartum })));
        Assert.True(Pregnant(woman.And(new Life { At = Given.DaysAgo(30), What = LifeEvent.PregnancyFound })));
        Assert.Null(
            Pregnant(
                woman.And(
                    new Life { At = Given.DaysAgo(30), What = LifeEvent.PregnancyFound },
                    new Life { At = Given.DaysAgo(3), What = LifeEvent.Birth }
                )
            )
        );
        Laboratory Test(decimal value, int days) =>
            Given.Lab(Analyte.PregnancyTest, value, null, days * 24, LabUnit.Ratio);
        Assert.True(Pregnant(woman.And(Test(1, 14))));
        Assert.True(Pregnant(woman.Who(p => p with { Pregnancy = Pregnancy.NotPregnant }).And(Test(1, 14))));
        Assert.Null(Pregnant(woman.And(Test(1, 15))));
        Assert.False(Pregnant(woman.And(Test(0, 14))));
        Assert.Null(Pregnant(woman.And(Test(0, 15))));
    }

    [Fact]
    public void Sedatives_and_long_QT_are_cautions()
    {
        var drinking = Bup(Ready().Using(new SubstanceHistory { Substance = Substance.Alcohol, UsesNow = true }));
        Assert.Equal(
            ["sedatives or other opioids (alcohol): breathing can slow; naloxone at hand, no home start"],
            drinking.Cautions
        );
        Assert.Equal(OptionState.Consider, drinking.State);
        var unknown = Bup(Ready().Forgetting(Substance.Alcohol));
        Assert.Equal(["sedatives not known"], unknown.Cautions);
        Assert.Equal(["sedatives"], unknown.Ask);
        var qt = Bup(Ready(new Ecg { At = Given.HoursAgo(2), QtcMs = 455 }));
        Assert.Equal(["QTc is long: the label warns of QT (unverified)"], qt.Cautions);
        Assert.Empty(Bup(Ready().Without(e => e is Ecg)).Cautions);
    }

    [Fact]
    public void Light_use_is_warned_of()
    {
        const string light =
            "use is light or stopped a week or more ago: tolerance may be low; deaths of opioid-naive people after 2 mg are on the label";
        PersonRecord Uses(decimal? doses, decimal? grams, double hours = 14) =>
            Ready() with
            {
                Events =
                [
                    .. Ready()
                        .Events.Select(e =>
                            e is Habit habit
                                ? habit with
                                {
                                    DosesPerDay = doses,
                                    AmountPerDay = grams is { } g ? new Amount(g, AmountUnit.GLeaf) : null,
                                    LastUse = Given.HoursAgo(hours),
                                }
                                : e
                        ),
                ],
            };
        Assert.Equal([light], Bup(Uses(0.9m, 15)).Cautions);
        Assert.Empty(Bup(Uses(1, 15)).Cautions);
        Assert.Equal([light], Bup(Uses(3, 4.9m)).Cautions);
        Assert.Empty(Bup(Uses(3, 5)).Cautions);
        Assert.Empty(Bup(Uses(3, null)).Cautions);
        Assert.Empty(Bup(Uses(null, 15)).Cautions);
        Assert.Equal([light], Bup(Uses(3, 15, 168)).Cautions);
        Assert.Empty(Bup(Uses(3, 15, 167)).Cautions);
        var unknown = Bup(Uses(null, null));
        Assert.Equal(
            [
                "amount and frequency not known: low tolerance cannot be excluded; deaths of opioid-naive people after 2 mg are on the label",
            ],
            unknown.Cautions
        );
        Assert.Equal(["amount"], unknown.Ask);
    }

    [Fact]
    public void An_emergency_and_brief_advice_come_before_a_first_dose()
    {
        var emergency = Bup(Ready(), AtSetting(SettingRow.Emergency));
        Assert.Equal(["an emergency comes first"], emergency.NotMet);
        Assert.NotNull(Find(Ready(), "options.buprenorphine", AtSetting(SettingRow.Emergency)));
        var brief = Bup(Ready(), AtSetting(SettingRow.BriefAdvice));
        Assert.Equal(["fewer than 2 criteria: no use disorder by count"], brief.NotMet);
        Assert.Null(Find(Ready(), "options.buprenorphine", AtSetting(SettingRow.BriefAdvice)));
        Assert.NotNull(Find(Ready(), "options.buprenorphine-not-now", AtSetting(SettingRow.BriefAdvice)));
        Assert.Equal(OptionState.Consider, Bup(Ready(), AtSetting(null)).State);
        Assert.Equal(OptionState.Consider, Bup(Ready(), AtSetting(SettingRow.Hospital)).State);
    }

    [Fact]
    public void What_stands_in_the_way_is_said_beside_the_option()
    {
        var record = Scored(Given.Total("cows", 7)).Forgetting(Substance.Methadone);
        Assert.NotNull(Find(record, "options.buprenorphine"));
        var finding = Find(record, "options.buprenorphine-not-now")!;
        Assert.StartsWith(
            "A first dose of buprenorphine is not supported now: not met: COWS 7/48",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            ". Also not known: other opioids, methadone and fentanyl included.",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(Urgency.Info, finding.Urgency);
        Assert.Contains(finding.Because, b => b.What == "Not met");
        Assert.Equal(
            "A first dose of buprenorphine is not supported now: not known: product: 7-OH cannot be excluded.",
            Find(Ready(Given.UseOf(ProductKind.Unknown, 14)), "options.buprenorphine-not-now")!.Clinician
        );
    }

    [Fact]
    public void Ongoing_treatment_has_words_of_its_own()
    {
        var given = Ready(Given.Drug("buprenorphine", MedicineAction.Given, 71)).Without(e => e is Answers);
        var option = Bup(given);
        Assert.Equal(OptionState.Consider, option.State);
        Assert.Equal(["buprenorphine is on board; the gates of a first dose do not apply"], option.Met);
        Assert.NotNull(Find(given, "options.buprenorphine-ongoing"));
        Assert.Null(Find(given, "options.buprenorphine"));
        var longAgo = Ready(Given.Drug("buprenorphine", MedicineAction.Given, 73)).Without(e => e is Answers);
        Assert.NotNull(Find(longAgo, "options.buprenorphine"));
        var prescribed = Ready(Given.Drug("buprenorphine-naloxone", MedicineAction.Prescribed, 24))
            .Without(e => e is Answers);
        Assert.NotNull(Find(prescribed, "options.buprenorphine-ongoing"));
        var justNow = Ready(Given.Drug("buprenorphine", MedicineAction.Prescribed, 23)).Without(e => e is Answers);
        Assert.Equal(OptionState.NotNow, Bup(justNow).State);
        Assert.Null(Find(justNow, "options.buprenorphine-ongoing"));
        var stopped = prescribed.And(Given.Drug("buprenorphine-naloxone", MedicineAction.Stopped, 2));
        Assert.Null(Find(stopped, "options.buprenorphine-ongoing"));
        var light = Ready(Given.Drug("buprenorphine", MedicineAction.Given, 5)) with { };
        light = light with { Events = [.. light.Events.Select(e => e is Habit h ? h with { DosesPerDay = 0.1m } : e)] };
        Assert.Empty(Bup(light).Cautions);
    }

    [Theory]
    [InlineData(ProductKind.LeafPowder, 19.9, "under 20 g/day: 4/1 to 8/2 mg/day (proposal from 8 people)")]
    [InlineData(
        ProductKind.LeafPowder,
        20,
        "20 to 40 g/day: no published band; a midpoint is interpolation, not evidence"
    )]
    [InlineData(ProductKind.Tea, 40, "20 to 40 g/day: no published band; a midpoint is interpolation, not evidence")]
    [InlineData(ProductKind.LeafPowder, 40.1, "over 40 g/day: 12/3 to 16/4 mg/day (proposal from 8 people)")]
    public void The_band_is_shown_for_plain_leaf_in_grams(ProductKind kind, decimal grams, string band)
    {
        var record = Given.Record(Given.Habit(kind, 3, new Amount(grams, AmountUnit.GLeaf)));
        var range = Assess(record).Section.BuprenorphineRange!;
        Assert.Equal(new BuprenorphineRange(grams, band, null), range);
        var finding = Find(record, "options.buprenorphine-range")!;
        Assert.StartsWith(
            $"One published proposal, contested: {band}. Against it:",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(finding.For, c => c.Id == "weiss-douglas-2021");
        Assert.Contains(finding.Against, c => c.Id == "broyan-2022");
        Assert.Contains(finding.Against, c => c.Id == "kiyokawa-2023");
        Assert.Equal([new Input("Leaf a day", $"{grams.Text()} g")], finding.Because);
        Assert.Empty(finding.Missing);
    }

    [Theory]
    [InlineData(ProductKind.Unknown, "the product is not known")]
    [InlineData(ProductKind.LeafCapsule, "capsules: what one holds varies")]
    [InlineData(ProductKind.Extract, "extract: grams are not comparable with leaf")]
    [InlineData(ProductKind.Shot, "shots: content is not comparable with leaf")]
    [InlineData(ProductKind.SevenHydroxy, "7-OH: milligrams are never converted to grams of leaf")]
    [InlineData(ProductKind.Pseudoindoxyl, "pseudoindoxyl: milligrams are never converted to grams of leaf")]
    public void The_band_is_suppressed_for_other_products(ProductKind kind, string why)
    {
        var alone = Given.Record(Given.Habit(kind, 3, new Amount(15, AmountUnit.GLeaf)));
        Assert.Equal(new BuprenorphineRange(null, null, why), Assess(alone).Section.BuprenorphineRange);
        var beside = Given.Record(
            Given.Habit(ProductKind.LeafPowder, 3, new Amount(15, AmountUnit.GLeaf)),
            Given.UseOf(kind, 5)
        );
        Assert.Equal(why, Assess(beside).Section.BuprenorphineRange!.Suppressed);
        var finding = Find(alone, "options.buprenorphine-range")!;
        Assert.StartsWith(
            $"One published proposal, contested: no band is shown here ({why}).",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(kind == ProductKind.Unknown ? ["product"] : [], finding.Missing.Select(m => m.Id));
        Assert.Equal([new Input("No band", why)], finding.Because);
    }

    [Fact]
    public void The_band_is_suppressed_without_grams_of_leaf()
    {
        var unknown = Given.Record(Given.Habit(ProductKind.LeafPowder, 3));
        Assert.Equal("the amount a day is not known", Assess(unknown).Section.BuprenorphineRange!.Suppressed);
        Assert.Equal(["amount"], Find(unknown, "options.buprenorphine-range")!.Missing.Select(m => m.Id));
        var spoons = Given.Record(Given.Habit(ProductKind.LeafPowder, 3, new Amount(6, AmountUnit.Teaspoon)));
        Assert.Equal(
            "the amount is in teaspoons, not in grams of leaf",
            Assess(spoons).Section.BuprenorphineRange!.Suppressed
        );
        var stoppedOnly = Given.Record(new Life { At = Given.DaysAgo(3), What = LifeEvent.StoppedKratom });
        Assert.Equal("the product is not known", Assess(stoppedOnly).Section.BuprenorphineRange!.Suppressed);
    }
}

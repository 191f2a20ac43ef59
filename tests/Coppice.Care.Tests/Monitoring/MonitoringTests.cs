using Coppice.Record;

namespace Coppice.Care.Tests;

public class MonitoringTests
{
    private static Assessed<MonitoringSection> Assess(params Event[] events) => Assess(Given.Record(events));

    private static Assessed<MonitoringSection> Assess(PersonRecord record) => Monitoring.Of(Given.Chart(record));

    private static IReadOnlyList<PlanItem> Plan(params Event[] events) => Assess(events).Section.Plan;

    private static PlanItem? Item(string what, params Event[] events) =>
        Plan(events).SingleOrDefault(p => p.What == what);

    private static Medicine Dose(double hoursAgo, string name = "buprenorphine") =>
        Given.Drug(name, MedicineAction.Given, hoursAgo);

    private static CareEpisode Contact(
        double daysAgo,
        CareContact contact = CareContact.Visit,
        CareSetting? setting = null
    ) =>
        new()
        {
            At = Given.HoursAgo(daysAgo * 24),
            Contact = contact,
            Setting = setting,
        };

    private static Life Event(LifeEvent what, int daysAgo) => new() { At = Given.DaysAgo(daysAgo), What = what };

    private static UrineTest Urine(int daysAgo, UrineTarget target = UrineTarget.Mitragynine) =>
        new() { At = Given.DaysAgo(daysAgo), Results = [new(target, Record.TestResult.Negative)] };

    [Fact]
    public void Nothing_recorded_and_a_newborn_have_no_plan_but_the_limits_stand()
    {
        var empty = Assess();
        Assert.Empty(empty.Section.Plan);
        Assert.Empty(empty.Findings);
        Assert.Equal(9, empty.Section.AlertLimits.Count);
        Assert.Null(empty.Section.FollowUpFrom);
        var newborn = Given.Record(Contact(2)) with
        {
            Person = new Person { AgeYears = 0, ExposedToKratomBeforeBirth = true },
        };
        Assert.Empty(Assess(newborn).Section.Plan);
        Assert.Empty(Assess(newborn).Findings);
    }

    [Fact]
    public void The_limits_are_the_checked_ones()
    {
        var limits = Assess(Given.Use(5)).Section.AlertLimits.ToDictionary(l => l.What, l => l.Limit);
        Assert.Equal(
            "systolic under 90 mmHg, diastolic under 60 mmHg or heart rate under 60/min: hold",
            limits["blood pressure or heart rate before an alpha-2 dose"]
        );
        Assert.Equal("under 12 breaths a minute", limits["breathing"]);
        Assert.Equal("under 92 %", limits["oxygen saturation"]);
        Assert.Equal("a rise of 6 or more within 2 h", limits["COWS after buprenorphine"]);
        Assert.Equal("38.5 °C or more", limits["temperature"]);
        Assert.Equal("any", limits["seizure"]);
        Assert.Equal("any", limits["suicidal intent"]);
        Assert.Equal("no urine, or no fluids kept down, for 12-24 h", limits["fluids"]);
        Assert.Equal("worse after day 3", limits["withdrawal"]);
        var finding = Assess(Given.Use(5)).Findings.Single(f => f.Id == "monitoring.alert-limits");
        Assert.StartsWith(
            "Tell a clinician at once: blood pressure or heart rate before an alpha-2 dose: systolic under 90 mmHg",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(Urgency.Info, finding.Urgency);
        Assert.Equal(9, finding.Because.Count);
    }

    private static void Same(double hoursFromNow, EventTime? due) => Assert.Equal(Given.HoursAgo(-hoursFromNow), due);

    [Fact]
    public void COWS_is_due_an_hour_after_a_dose_then_at_two_hours_then_every_four()
    {
        var first = Item("COWS after the dose", Given.Total("cows", 14, 1.5), Dose(0.5))!;
        Same(0.5, first.DueAt);
        Assert.False(first.Overdue);
        Assert.True(first.Acute);
        Assert.Equal("30-60 min after each dose", first.Every);
        Assert.True(Item("COWS after the dose", Given.Total("cows", 14, 1.5), Dose(1.1))!.Overdue);
        Assert.False(Item("COWS after the dose", Given.Total("cows", 14, 1.5), Dose(1))!.Overdue);

        var second = Item("COWS at 2 h", Given.Total("cows", 14, 3), Dose(2.5), Given.Total("cows", 10, 2))!;
        Same(-0.5, second.DueAt);
        Assert.True(second.Overdue);
        Assert.Equal("2 h after the dose", second.Every);

        var every = Item("COWS", Given.Total("cows", 14, 6), Dose(5), Given.Total("cows", 10, 3))!;
        Same(1, every.DueAt);
        Assert.False(every.Overdue);
        Assert.Equal("every 4 h for 24 h", every.Every);
        Assert.True(every.Acute);
        Assert.Equal(
            "observed buprenorphine start: time zero, 30-60 min after each dose, 2 h, then every 4 h for 24 h",
            every.Basis
        );
    }

    [Theory]
    [InlineData(29, "COWS after the dose")]
    [InlineData(30, "COWS at 2 h")]
    [InlineData(89, "COWS at 2 h")]
    [InlineData(90, "COWS")]
    public void The_next_COWS_follows_from_when_the_last_was_done(int minutesAfter, string next)
    {
        var plan = Plan(Given.Total("cows", 14, 4), Dose(3), Given.Total("cows", 9, 3 - (minutesAfter / 60.0)));
        Assert.Equal([next], plan.Where(p => p.What.StartsWith("COWS", StringComparison.Ordinal)).Select(p => p.What));
    }

    [Fact]
    public void Every_four_hours_ends_a_day_after_the_first_dose_and_the_latest_dose_counts()
    {
        Assert.NotNull(Item("COWS", Given.Total("cows", 14, 23), Dose(22), Given.Total("cows", 4, 2)));
        Assert.Null(Item("COWS", Given.Total("cows", 14, 23), Dose(22), Given.Total("cows", 4, 1.9)));
        Same(2, Item("COWS", Given.Total("cows", 14, 23), Dose(22), Given.Total("cows", 4, 2))!.DueAt);
        var second = Item(
            "COWS after the dose",
            Given.Total("cows", 14, 5),
            Dose(4),
            Given.Total("cows", 9, 2),
            Dose(0.25)
        )!;
        Same(0.75, second.DueAt);
        Assert.NotNull(Item("COWS after the dose", Given.Total("cows", 14, 25), Dose(24)));
        Assert.Null(Item("COWS after the dose", Given.Total("cows", 14, 25), Dose(24.1)));
    }

    [Fact]
    public void A_missing_baseline_is_said()
    {
        const string what = "COWS before the first dose (none on record; a rise cannot be judged)";
        var missing = Item(what, Dose(0.5))!;
        Same(-0.5, missing.DueAt);
        Assert.True(missing.Overdue);
        Assert.Equal("once", missing.Every);
        Assert.NotNull(Item(what, Dose(0.5), Given.Total("cows", 9, 0.2)));
        Assert.NotNull(Item(what, Given.Total("cows", 9, 4.6), Dose(0.5)));
        Assert.Null(Item(what, Given.Total("cows", 9, 4.5), Dose(0.5)));
        Assert.Null(Item(what, Given.Total("cows", 9, 0.5), Dose(0.5)));
        Assert.NotNull(Item(what, Given.Total("sows", 9, 1), Dose(0.5)));
        Assert.Equal(Urgency.Urgent, Assess(Dose(0.5)).Findings.Single(f => f.Id == "monitoring.overdue").Urgency);
    }

    [Fact]
    public void Before_a_first_dose_COWS_comes_with_it()
    {
        var item = Item("COWS", Given.Drug("buprenorphine", MedicineAction.Considered))!;
        Assert.Null(item.DueAt);
        Assert.False(item.Overdue);
        Assert.Equal("before the first dose", item.Every);
        Assert.Null(Item("COWS", Given.Drug("buprenorphine", MedicineAction.Considered, 31 * 24)));
        Assert.Null(
            Item(
                "COWS",
                Given.Drug("buprenorphine", MedicineAction.Considered, 90),
                Given.Drug("buprenorphine", MedicineAction.Stopped, 80)
            )
        );
        Assert.Null(Item("COWS", Given.Drug("naltrexone", MedicineAction.Considered)));
    }

    [Theory]
    [InlineData(CareSetting.Home)]
    [InlineData(CareSetting.Telehealth)]
    public void A_home_start_is_followed_by_SOWS_and_a_call(CareSetting setting)
    {
        Event[] start = [Contact(1, CareContact.Visit, setting), Dose(2)];
        var item = Item("SOWS", start)!;
        Same(-2, item.DueAt);
        Assert.True(item.Overdue);
        Assert.True(item.Acute);
        Assert.Equal("0, 1, 3, 6, 24, 48 and 72 h after the first dose", item.Every);
        Same(22, Item("call", start)!.DueAt);
        Assert.False(Item("call", start)!.Overdue);
        Assert.DoesNotContain(Plan(start), p => p.What.StartsWith("COWS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(49, 1)]
    [InlineData(48.3, 1)]
    [InlineData(48.25, 3)]
    [InlineData(48.2, 3)]
    [InlineData(47, 3)]
    [InlineData(46, 6)]
    [InlineData(45, 6)]
    [InlineData(40, 24)]
    [InlineData(26, 24)]
    [InlineData(25, 48)]
    [InlineData(10, 48)]
    [InlineData(1, 72)]
    public void The_next_SOWS_at_home_is_the_next_of_the_schedule(double lastHoursAgo, int due)
    {
        // First dose 49 h ago; an answer up to an hour before it is the one at zero.
        var item = Item(
            "SOWS",
            Contact(3, CareContact.Visit, CareSetting.Home),
            Given.Total("sows", 9, lastHoursAgo),
            Dose(49)
        );
        Same(due - 49, item!.DueAt);
    }

    [Fact]
    public void At_home_the_schedule_ends_after_72_hours_and_a_call_is_made_once()
    {
        Event home = Contact(3.5, CareContact.Visit, CareSetting.Home);
        Assert.Null(Item("SOWS", home, Dose(72), Given.Total("sows", 3, 0)));
        Assert.NotNull(Item("SOWS", home, Dose(72)));
        Assert.Null(Item("SOWS", home, Dose(72.1)));
        var visit = new CareEpisode
        {
            At = Given.HoursAgo(9),
            Contact = CareContact.Visit,
            Setting = CareSetting.Home,
        };
        Assert.NotNull(Item("call", home, Dose(28), visit));
        Assert.Null(Item("call", home, Dose(29), visit));
        Assert.NotNull(Item("call", home, Dose(29), visit with { Contact = CareContact.AttemptFailed }));
        Assert.NotNull(Item("SOWS", home, Given.Total("sows", 9, 30.1), Dose(29)));
        Same(-29, Item("SOWS", home, Given.Total("sows", 9, 30.1), Dose(29))!.DueAt);
    }

    [Theory]
    [InlineData(24, 4, "every 4 h while awake")]
    [InlineData(25, 2, "every 2 h while awake (COWS can be 25 or more)")]
    public void In_hospital_alpha_2_agonists_bring_signs_and_COWS_by_the_clock(int cows, int hours, string every)
    {
        Event[] events =
        [
            Contact(1, CareContact.Admission, CareSetting.Hospital),
            Dose(10, "clonidine"),
            SettingCase.Signs(1),
            Given.Total("cows", cows, 3),
        ];
        var signs = Item("vital signs", events)!;
        Same(hours - 1, signs.DueAt);
        Assert.False(signs.Overdue);
        Assert.True(signs.Acute);
        Assert.Equal(every, signs.Every);
        var scale = Item("COWS", events)!;
        Same(hours - 3, scale.DueAt);
        Assert.Equal(hours == 2, scale.Overdue);
        var before = Item("blood pressure and heart rate", events)!;
        Assert.Null(before.DueAt);
        Assert.Equal("before each dose of clonidine", before.Every);
    }

    [Fact]
    public void Outside_hospital_signs_go_with_each_dose_alone()
    {
        Event[] lofexidine = [Dose(10, "lofexidine")];
        Assert.Equal("before each dose of lofexidine", Item("blood pressure and heart rate", lofexidine)!.Every);
        Assert.Null(Item("vital signs", lofexidine));
        Assert.Null(Item("vital signs", [.. lofexidine, Contact(1, CareContact.Visit, CareSetting.Outpatient)]));
        Assert.NotNull(
            Item("vital signs", [.. lofexidine, Contact(1, CareContact.WithdrawalCare, CareSetting.Residential)])
        );
        Assert.NotNull(Item("vital signs", [.. lofexidine, Contact(1, CareContact.Visit, CareSetting.Hospital)]));
        Assert.NotNull(Item("vital signs", [.. lofexidine, Contact(1, CareContact.Admission)]));
        Assert.Null(
            Item(
                "vital signs",
                [
                    .. lofexidine,
                    Contact(1, CareContact.Admission, CareSetting.Hospital),
                    Contact(0.1, CareContact.Discharge, CareSetting.Hospital),
                ]
            )
        );
        Assert.Null(Item("blood pressure and heart rate", Dose(10, "ibuprofen")));
    }

    [Fact]
    public void With_nothing_done_since_the_medicine_began_checks_are_due_from_then()
    {
        Event admitted = Contact(1, CareContact.Admission, CareSetting.Hospital);
        var never = Item("vital signs", admitted, Dose(10, "clonidine"))!;
        Same(-10, never.DueAt);
        Assert.True(never.Overdue);
        Same(-10, Item("COWS", admitted, Dose(10, "clonidine"))!.DueAt);
        Same(-10, Item("vital signs", admitted, SettingCase.Signs(14.1), Dose(10, "clonidine"))!.DueAt);
        Same(-10, Item("vital signs", admitted, SettingCase.Signs(14), Dose(10, "clonidine"))!.DueAt);
        Same(-9.9, Item("vital signs", admitted, SettingCase.Signs(13.9), Dose(10, "clonidine"))!.DueAt);
        var timeless = new Medicine { Name = "clonidine", Action = MedicineAction.Prescribed };
        Same(0, Item("vital signs", admitted, timeless)!.DueAt);
        Assert.False(Item("vital signs", admitted, timeless)!.Overdue);
    }

    [Fact]
    public void Cutting_down_brings_SOWS_daily_and_COWS_weekly()
    {
        Life cut = new() { At = Given.HoursAgo(5 * 24), What = LifeEvent.CutDown };
        var sows = Item("SOWS", cut)!;
        Same(-4 * 24, sows.DueAt);
        Assert.True(sows.Overdue);
        Assert.False(sows.Acute);
        Assert.Equal("daily", sows.Every);
        Same(2 * 24, Item("COWS", cut)!.DueAt);
        Assert.Equal("weekly", Item("COWS", cut)!.Every);
        Same(14, Item("SOWS", cut, Given.Total("sows", 5, 10))!.DueAt);
        Same(6 * 24, Item("COWS", cut, Given.Total("cows", 5, 24))!.DueAt);
        Same(-4 * 24, Item("SOWS", Given.Total("sows", 5, 6 * 24), cut)!.DueAt);
        Assert.Null(Item("SOWS", cut, Event(LifeEvent.StoppedKratom, 1)));
        Assert.Null(Item("SOWS", cut, Event(LifeEvent.ReturnToKratom, 1)));
        Assert.Null(Item("SOWS", cut, Contact(1, CareContact.WithdrawalCare)));
        Assert.NotNull(Item("SOWS", cut, Given.Use(3)));
        Assert.Null(Item("SOWS", new Life { What = LifeEvent.CutDown }));
    }

    [Fact]
    public void After_the_acute_week_screens_come_weekly_then_monthly()
    {
        static Life Stop(double days) => new() { At = Given.HoursAgo(days * 24), What = LifeEvent.StoppedKratom };
        foreach (var what in (string[])["SOWS", "K-panel", "PHQ-9", "GAD-7"])
        {
            Assert.Null(Item(what, Stop(6.9)));
            var first = Item(what, Stop(7))!;
            Same(7 * 24, first.DueAt);
            Assert.Equal("weekly, four times", first.Every);
            Assert.Equal("weekly, four times", Item(what, Stop(34.9))!.Every);
            Assert.Equal("monthly, to six months", Item(what, Stop(35))!.Every);
            Same((7 + 30 - 35) * 24, Item(what, Stop(35))!.DueAt);
            Assert.NotNull(Item(what, Stop(179.9)));
            Assert.Null(Item(what, Stop(180)));
        }

        Same(4 * 24, Item("PHQ-9", Stop(20), Given.Total("phq9", 3, 3 * 24))!.DueAt);
        Same(27 * 24, Item("PHQ-9", Stop(60), Given.Total("phq9", 3, 3 * 24))!.DueAt);
        Same((14 - 20) * 24, Item("PHQ-9", Stop(20), Given.Total("phq9", 3, 14 * 24))!.DueAt);
        Assert.True(Item("PHQ-9", Stop(20))!.Overdue);
        Assert.Equal("after acute withdrawal", Item("PHQ-9", Stop(20))!.Basis);
        Assert.NotNull(Item("GAD-7", Event(LifeEvent.CompletedWithdrawal, 20)));
        Assert.NotNull(Item("GAD-7", Contact(20, CareContact.WithdrawalCare)));
        Assert.Null(Item("GAD-7", Contact(20, CareContact.Admission)));
        Assert.Null(Item("GAD-7", Stop(20), Event(LifeEvent.ReturnToKratom, 10)));
        Assert.Null(Item("GAD-7", Stop(20), Given.Use((20 * 24) - 25)));
        Assert.NotNull(Item("GAD-7", Stop(20), Given.Use((20 * 24) - 24)));
        Assert.NotNull(Item("GAD-7", Stop(20), Event(LifeEvent.ReturnToOpioids, 10)));
        Assert.Null(Item("GAD-7", new Life { What = LifeEvent.StoppedKratom }));
    }

    [Fact]
    public void Alcohol_and_benzodiazepines_bring_their_own_scale()
    {
        PlanItem? Ciwa(string what, SubstanceHistory known) =>
            Assess(Given.Record(Given.Use(5)).Using(known)).Section.Plan.SingleOrDefault(p => p.What == what);
        var alcohol = Ciwa("CIWA-Ar", new SubstanceHistory { Substance = Substance.Alcohol, Daily = true })!;
        Assert.Equal("by the local order set", alcohol.Every);
        Assert.Null(alcohol.DueAt);
        Assert.Equal("alcohol on most days, or withdrawal before: kratom scales do not cover it", alcohol.Basis);
        Assert.NotNull(
            Ciwa(
                "CIWA-B",
                new SubstanceHistory
                {
                    Substance = Substance.Benzodiazepine,
                    UsesNow = true,
                    WithdrawalBefore = true,
                }
            )
        );
        Assert.Null(
            Ciwa(
                "CIWA-B",
                new SubstanceHistory
                {
                    Substance = Substance.Benzodiazepine,
                    UsesNow = true,
                    WithdrawalBefore = false,
                }
            )
        );
        Assert.Null(
            Ciwa(
                "CIWA-B",
                new SubstanceHistory
                {
                    Substance = Substance.Benzodiazepine,
                    UsesNow = false,
                    WithdrawalBefore = true,
                }
            )
        );
        Assert.Null(Ciwa("CIWA-Ar", new SubstanceHistory { Substance = Substance.Cannabis, Daily = true }));
        IEnumerable<string> Missing(PersonRecord record) =>
            Assess(record).Findings.Single(f => f.Id == "monitoring.plan").Missing.Select(m => m.Id);
        Assert.Contains("alcohol-benzodiazepine-dependence", Missing(Given.Record(Given.Use(5))));
        Assert.DoesNotContain("alcohol-benzodiazepine-dependence", Missing(SettingCase.Calm()));
    }

    [Fact]
    public void Liver_tests_are_due_at_baseline_then_at_four_weeks_then_every_three_months()
    {
        var use = Given.Use(5);
        var baseline = Item("liver tests", use)!;
        Assert.Equal("baseline", baseline.Every);
        Assert.Equal(Given.DaysAgo(0), baseline.DueAt);
        Assert.False(baseline.Overdue);
        var late = Item("liver tests", use, Contact(10))!;
        Assert.Equal(Given.DaysAgo(10), late.DueAt);
        Assert.True(late.Overdue);
        Laboratory Alt(int days) => Given.Lab(Analyte.Alt, 20, 40, days * 24);
        var second = Item("liver tests", use, Alt(28))!;
        Assert.Equal(Given.DaysAgo(0), second.DueAt);
        Assert.Equal("2-4 weeks after the first", second.Every);
        Assert.False(second.Overdue);
        Assert.True(Item("liver tests", use, Alt(29))!.Overdue);
        Assert.Equal("2-4 weeks after the first", Item("liver tests", use, Alt(29), Alt(29))!.Every);
        var third = Item("liver tests", use, Alt(60), Alt(30))!;
        Assert.Equal("every 3 months while it goes on", third.Every);
        Assert.Equal(EventTime.OnDay(new NodaTime.LocalDate(2026, 5, 18)), third.DueAt);
        Assert.Equal("baseline", Item("liver tests", use, Given.Lab(Analyte.Ast, 20, 40, 5))!.Every);
    }

    [Fact]
    public void Liver_tests_go_with_weekly_use_and_with_three_medicines()
    {
        static Habit Weekly(decimal? doses) => Given.Habit(ProductKind.LeafPowder, doses);
        Assert.NotNull(Item("liver tests", Weekly(0.15m)));
        Assert.Null(Item("liver tests", Weekly(0.14m)));
        Assert.NotNull(Item("liver tests", Weekly(null)));
        Assert.Null(Item("liver tests", Weekly(3), Event(LifeEvent.StoppedKratom, 0)));
        Assert.Null(Item("liver tests", Contact(1)));
        foreach (var name in (string[])["naltrexone", "lofexidine", "buprenorphine"])
        {
            Assert.NotNull(Item("liver tests", Given.Drug(name, MedicineAction.Considered)));
            Assert.NotNull(Item("liver tests", Given.Drug(name, MedicineAction.Prescribed)));
            Assert.Null(Item("liver tests", Given.Drug(name, MedicineAction.Stopped)));
        }

        Assert.Null(Item("liver tests", Given.Drug("clonidine", MedicineAction.Prescribed)));
    }

    [Theory]
    [InlineData(Analyte.Alt)]
    [InlineData(Analyte.Ast)]
    [InlineData(Analyte.Alp)]
    [InlineData(Analyte.Bilirubin)]
    public void Raised_liver_tests_are_repeated_two_weeks_after_the_last(Analyte analyte)
    {
        var stopped = Event(LifeEvent.StoppedKratom, 40);
        Laboratory Test(decimal value, int days) => Given.Lab(analyte, value, 40, days * 24);
        var item = Item("liver tests", stopped, Test(90, 30), Test(41, 10))!;
        Assert.Equal("1-2 weeks after the last, until within limits", item.Every);
        Assert.Equal(Given.DaysAgo(-4), item.DueAt);
        Assert.False(item.Overdue);
        Assert.True(Item("liver tests", stopped, Test(41, 15))!.Overdue);
        Assert.Null(Item("liver tests", stopped, Test(90, 30), Test(40, 10)));
        Assert.NotNull(Item("liver tests", stopped, Test(90, 90)));
        Assert.Null(Item("liver tests", stopped, Test(90, 91)));
        Assert.Null(Item("liver tests", stopped, Test(90, 10) with { UpperLimit = null }));
        Assert.Equal(
            "1-2 weeks after the last, until within limits",
            Item("liver tests", Given.Use(5), Test(41, 3))!.Every
        );
    }

    [Fact]
    public void Mitragynine_is_tested_at_4_8_and_12_weeks_of_buprenorphine()
    {
        const string what = "mitragynine in urine by LC-MS";
        Medicine On(int days, MedicineAction action = MedicineAction.Prescribed) =>
            Given.Drug("buprenorphine", action, days * 24);
        var first = Item(what, On(20))!;
        Assert.Equal(Given.DaysAgo(20 - 28), first.DueAt);
        Assert.False(first.Overdue);
        Assert.Equal("4, 8 and 12 weeks", first.Every);
        Assert.False(Item(what, On(28))!.Overdue);
        Assert.True(Item(what, On(29))!.Overdue);
        Assert.Equal(Given.DaysAgo(30 - 28), Item(what, On(30), Urine(6))!.DueAt);
        Assert.Equal(Given.DaysAgo(30 - 56), Item(what, On(30), Urine(5))!.DueAt);
        Assert.Equal(Given.DaysAgo(60 - 84), Item(what, On(60), Urine(7))!.DueAt);
        Assert.Null(Item(what, On(90), Urine(9)));
        Assert.NotNull(Item(what, On(90), Urine(10)));
        Assert.Equal(Given.DaysAgo(30 - 28), Item(what, On(30), Urine(2, UrineTarget.Opiates))!.DueAt);
        var lab = Given.Lab(Analyte.MitragynineUrine, 5, null, 2 * 24, LabUnit.NgPerMl);
        Assert.Equal(Given.DaysAgo(30 - 56), Item(what, On(30), lab)!.DueAt);
        Assert.Equal(Given.DaysAgo(30 - 28), Item(what, On(30), On(10, MedicineAction.Given))!.DueAt);
        Assert.Null(Item(what, On(30), On(10, MedicineAction.Stopped)));
        Assert.Equal(Given.DaysAgo(5 - 28), Item(what, On(30), On(10, MedicineAction.Stopped), On(5))!.DueAt);
        var considered = Item(what, On(1, MedicineAction.Considered))!;
        Assert.Null(considered.DueAt);
        Assert.Equal("4, 8 and 12 weeks after the first dose", considered.Every);
        Assert.Null(Item(what, Given.Use(5)));
        var finding = Assess(On(1, MedicineAction.Considered))
            .Findings.Single(f => f.Id == "monitoring.mitragynine-test");
        Assert.StartsWith(
            "Mitragynine by LC-MS: 4, 8 and 12 weeks after the first dose; next after the first dose.",
            finding.Clinician,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0, "day 1-3", 3)]
    [InlineData(1, "day 7", 7)]
    [InlineData(2, "day 7", 7)]
    [InlineData(3, "day 7", 7)]
    [InlineData(6, "day 7", 7)]
    [InlineData(7, "day 14", 14)]
    [InlineData(13, "day 14", 14)]
    [InlineData(14, "day 30", 30)]
    [InlineData(30, "day 60", 60)]
    [InlineData(60, "day 90", 90)]
    [InlineData(90, "day 180", 180)]
    [InlineData(180, "day 365", 365)]
    public void Follow_up_is_the_next_day_of_the_cadence_after_the_last_contact(int lastDay, string every, int due)
    {
        var stop = Event(LifeEvent.StoppedKratom, 200);
        Event contact = new CareEpisode { At = Given.DaysAgo(200 - lastDay), Contact = CareContact.Visit };
        var item = Item("follow-up contact", stop, contact)!;
        Assert.Equal(every, item.Every);
        Assert.Equal(Given.DaysAgo(200 - due), item.DueAt);
        Assert.Equal(due < 200, item.Overdue);
        Assert.Equal("counted from the stop", item.Basis);
    }

    [Fact]
    public void Follow_up_ends_after_a_year_and_is_overdue_the_day_after()
    {
        Life stop = new() { At = Given.DaysAgo(365), What = LifeEvent.StoppedKratom };
        Assert.Null(Item("follow-up contact", stop, Contact(0)));
        Assert.False(Item("follow-up contact", Event(LifeEvent.StoppedKratom, 3))!.Overdue);
        Assert.True(Item("follow-up contact", Event(LifeEvent.StoppedKratom, 4))!.Overdue);
        Assert.Equal(
            "day 1-3",
            Item("follow-up contact", Event(LifeEvent.StoppedKratom, 4), Contact(2, CareContact.AttemptFailed))!.Every
        );
        Assert.Equal("day 1-3", Item("follow-up contact", Contact(9), Event(LifeEvent.StoppedKratom, 1))!.Every);
    }

    [Fact]
    public void Follow_up_counts_from_the_stop_then_the_last_use_then_the_first_contact()
    {
        var section = Assess(Given.Use(72), Contact(20)).Section;
        Assert.Equal(Given.DaysAgo(3), section.FollowUpFrom);
        Assert.Equal("counted from the last use", section.Plan.Single(p => p.What == "follow-up contact").Basis);
        var current = Assess(Given.Use(71), Contact(20), Contact(10)).Section;
        Assert.Equal(Given.DaysAgo(20), current.FollowUpFrom);
        Assert.Equal("counted from the first contact", current.Plan.Single(p => p.What == "follow-up contact").Basis);
        Assert.Equal("day 14", current.Plan.Single(p => p.What == "follow-up contact").Every);
        var failed = Assess(Given.Use(5), Contact(40, CareContact.AttemptFailed), Contact(8)).Section;
        Assert.Equal(Given.DaysAgo(8), failed.FollowUpFrom);
        var none = Assess(Given.Use(5));
        Assert.Null(none.Section.FollowUpFrom);
        Assert.DoesNotContain(none.Section.Plan, p => p.What == "follow-up contact");
        Assert.Contains("last-use", none.Findings.Single(f => f.Id == "monitoring.plan").Missing.Select(m => m.Id));
        Assert.Null(Assess(Given.Use(5), new CareEpisode { Contact = CareContact.Visit }).Section.FollowUpFrom);
    }

    [Fact]
    public void The_plan_and_what_is_late_are_findings()
    {
        var assessed = Assess(Given.Use(5), Contact(10));
        Assert.Equal(
            [
                "monitoring.plan",
                "monitoring.overdue",
                "monitoring.follow-up",
                "monitoring.liver-tests",
                "monitoring.alert-limits",
            ],
            assessed.Findings.Select(f => f.Id)
        );
        Assert.Equal(
            "Plan (defaults, a program can change them): liver tests (baseline), due 2026-03-10, overdue; follow-up contact (day 1-3), due 2026-03-13, overdue.",
            assessed.Findings[0].Clinician
        );
        Assert.Equal(Urgency.Routine, assessed.Findings[0].Urgency);
        Assert.Equal(new Input("liver tests", "baseline", "2026-03-10"), assessed.Findings[0].Because[0]);
        Assert.Equal(
            "Overdue: liver tests (baseline), due 2026-03-10, overdue; follow-up contact (day 1-3), due 2026-03-13, overdue.",
            assessed.Findings[1].Clinician
        );
        Assert.Equal(Urgency.Soon, assessed.Findings[1].Urgency);
        Assert.Equal(
            "Your next check-in: on 2026-03-13. If you miss one, you are still welcome.",
            assessed.Findings[2].Person
        );
        Assert.Equal(
            "Next contact: day 1-3; on 2026-03-13. When one is missed: three attempts to reconnect.",
            assessed.Findings[2].Clinician
        );
        Assert.Equal("Liver tests: baseline, due on 2026-03-10.", assessed.Findings[3].Clinician);
        var onTime = Assess(Given.Use(5), Contact(1));
        Assert.DoesNotContain(
            onTime.Findings,
            f => f.Id == "monitoring.overdue" && f.Because.Any(b => b.What == "follow-up contact")
        );
        Assert.Empty(Assess(Given.Total("phq9", 3)).Findings);
        var event0 = Assess(Given.Drug("clonidine", MedicineAction.Prescribed));
        Assert.Equal(
            "Plan (defaults, a program can change them): blood pressure and heart rate (before each dose of clonidine).",
            event0.Findings[0].Clinician
        );
    }
}

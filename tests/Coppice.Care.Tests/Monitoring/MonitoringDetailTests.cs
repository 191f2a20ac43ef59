using Coppice.Record;

namespace Coppice.Care.Tests;

public class MonitoringDetailTests
{
    private static PlanItem? Item(string what, params Event[] events) =>
        Monitoring.Of(Given.Chart(Given.Record(events))).Section.Plan.SingleOrDefault(p => p.What == what);

    private static Medicine Dose(double hoursAgo, string name = "buprenorphine") =>
        Given.Drug(name, MedicineAction.Given, hoursAgo);

    private static CareEpisode Contact(double daysAgo, CareContact contact, CareSetting setting) =>
        new()
        {
            At = Given.HoursAgo(daysAgo * 24),
            Contact = contact,
            Setting = setting,
        };

    [Fact]
    public void The_day_of_checks_counts_from_the_first_dose()
    {
        var scored = Given.Total("cows", 9, 2);
        Assert.Null(Item("COWS", Given.Total("cows", 14, 23.5), Dose(23), Dose(5), scored));
        Assert.NotNull(Item("COWS", Given.Total("cows", 14, 23.5), Dose(5), scored));
    }

    [Fact]
    public void Every_plan_says_why()
    {
        Assert.Equal(
            "time zero: a rise is judged against it",
            Item("COWS", Given.Drug("buprenorphine", MedicineAction.Considered))!.Basis
        );
        Event home = Contact(1, CareContact.Visit, CareSetting.Home);
        Assert.Equal(
            "home start: SOWS at 0, 1, 3, 6, 24, 48 and 72 h; a call at 24 h",
            Item("call", home, Dose(2))!.Basis
        );
        Assert.Equal("once, at 24 h", Item("call", home, Dose(2))!.Every);
        Assert.True(Item("call", home, Dose(2))!.Acute);
        Assert.Equal("label: check before dosing", Item("blood pressure and heart rate", Dose(2, "clonidine"))!.Basis);
        var cut = new Life { At = Given.DaysAgo(5), What = LifeEvent.CutDown };
        Assert.Equal("taper: SOWS daily, COWS weekly (Salem protocol)", Item("SOWS", cut)!.Basis);
        Assert.Equal(
            "weeks 4, 8 and 12 of buprenorphine, as in a series of 28 people",
            Item("mitragynine in urine by LC-MS", Given.Drug("buprenorphine", MedicineAction.Prescribed))!.Basis
        );
        Assert.True(Item("COWS at 2 h", Given.Total("cows", 14, 4), Dose(3), Given.Total("cows", 9, 2.4))!.Acute);
        Assert.True(Item("COWS before the first dose (none on record; a rise cannot be judged)", Dose(3))!.Acute);
    }

    [Fact]
    public void A_score_shortly_before_an_alpha_2_agonist_counts_as_the_first()
    {
        Event admitted = Contact(1, CareContact.Admission, CareSetting.Hospital);
        var item = Item("COWS", admitted, Given.Total("cows", 9, 11), Dose(10, "clonidine"))!;
        Assert.Equal(Given.HoursAgo(7), item.DueAt);
        var early = Item("COWS", admitted, Given.Total("cows", 9, 15), Dose(10, "clonidine"))!;
        Assert.Equal(Given.HoursAgo(10), early.DueAt);
    }

    [Fact]
    public void One_late_check_of_a_dose_makes_the_whole_list_urgent()
    {
        var findings = Monitoring
            .Of(
                Given.Chart(
                    Given.Record(Given.Use(200), Contact(10, CareContact.Visit, CareSetting.Outpatient), Dose(3))
                )
            )
            .Findings;
        var overdue = findings.Single(f => f.Id == "monitoring.overdue");
        Assert.Equal(Urgency.Urgent, overdue.Urgency);
        Assert.Contains(overdue.Because, b => b.What == "follow-up contact");
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;

namespace Coppice.Care.Tests;

public class BuprenorphinePrecipitatedTests
{
    private const string Id = "safety.precipitated-buprenorphine";

    private static Medicine Dose(double hoursAgo = 4, string name = "buprenorphine") =>
        Given.Drug(name, MedicineAction.Given, hoursAgo);

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(17, true)]
    public void A_rise_of_six_points_of_COWS_counts(int after, bool fires)
    {
        var record = Given.Record(Given.Total("cows", 10, 5), Dose(), Given.Total("cows", after, 3));
        if (fires)
        {
            var found = Fires(
                record,
                Id,
                Urgency.Urgent,
                ["Medicine: buprenorphine (given)", "COWS: 10", $"COWS: {after}"]
            );
            Assert.Contains($"{after - 10} points of COWS", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void A_rise_of_ten_points_of_SOWS_counts(int after, bool fires)
    {
        var record = Given.Record(Given.Total("sows", 20, 5), Dose(), Given.Total("sows", after, 3));
        if (fires)
        {
            Fires(record, Id, Urgency.Urgent, ["Medicine: buprenorphine (given)", "SOWS: 20", "SOWS: 30"]);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, true)]
    [InlineData(2, true)]
    [InlineData(2.1, false)]
    public void Only_the_two_hours_after_the_dose_count(double hoursAfter, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Given.Total("cows", 8, 5), Dose(), Given.Total("cows", 20, 4 - hoursAfter)), Id)
                is not null
        );

    [Theory]
    [InlineData(24, true)]
    [InlineData(24.1, false)]
    public void The_baseline_is_from_the_day_before(double hoursBefore, bool known)
    {
        var record = Given.Record(Given.Total("cows", 2, 4 + hoursBefore), Dose(), Given.Total("cows", 10, 3));
        Assert.Equal(known, Find(record, Id) is not null);
    }

    [Fact]
    public void The_last_score_before_the_dose_is_the_baseline() =>
        Silent(
            Given.Record(Given.Total("cows", 5, 10), Given.Total("cows", 12, 5), Dose(), Given.Total("cows", 14, 3)),
            Id
        );

    [Fact]
    public void The_highest_score_after_the_dose_counts() =>
        Fires(
            Given.Record(Given.Total("cows", 10, 5), Dose(), Given.Total("cows", 18, 3.5), Given.Total("cows", 12, 3)),
            Id,
            Urgency.Urgent,
            ["Medicine: buprenorphine (given)", "COWS: 10", "COWS: 18"]
        );

    [Theory]
    [InlineData("cows", 12, false)]
    [InlineData("cows", 13, true)]
    [InlineData("sows", 20, false)]
    [InlineData("sows", 21, true)]
    public void Without_a_score_before_the_dose_a_high_one_after_it_counts_and_is_asked_about(
        string scale,
        int after,
        bool fires
    )
    {
        var record = Given.Record(Dose(), Given.Total(scale, after, 3));
        if (fires)
        {
            var found = Fires(
                record,
                Id,
                Urgency.Urgent,
                ["Medicine: buprenorphine (given)", $"{scale.ToUpperInvariant()}: {after}"],
                scale
            );
            Assert.Contains("no score before the dose", found.Clinician, StringComparison.Ordinal);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void An_incomplete_score_is_no_baseline() =>
        Fires(
            Given.Record(Answered("cows", 5, ("1", 0)), Dose(), Given.Total("cows", 13, 3)),
            Id,
            Urgency.Urgent,
            ["Medicine: buprenorphine (given)", "COWS: 13"],
            "cows"
        );

    [Fact]
    public void An_incomplete_score_after_the_dose_counts_by_what_is_certain() =>
        Fires(
            Given.Record(Given.Total("cows", 2, 5), Dose(), Answered("cows", 3, ("3", 5), ("7", 5))),
            Id,
            Urgency.Urgent,
            ["Medicine: buprenorphine (given)", "COWS: 2", "COWS: 10-48 (incomplete)"]
        );

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.1, false)]
    public void It_is_shown_for_three_days(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(
                    Given.Total("cows", 8, hoursAgo + 1),
                    Dose(hoursAgo),
                    Given.Total("cows", 20, hoursAgo - 1)
                ),
                Id
            )
                is not null
        );

    [Fact]
    public void The_combination_with_naloxone_counts_too() =>
        Assert.NotNull(
            Find(
                Given.Record(
                    Given.Total("cows", 8, 5),
                    Dose(name: "buprenorphine-naloxone"),
                    Given.Total("cows", 20, 3)
                ),
                Id
            )
        );

    [Fact]
    public void Other_medicines_and_other_actions_do_not_count()
    {
        Event[] scores = [Given.Total("cows", 8, 5), Given.Total("cows", 20, 3)];
        Silent(Given.Record([.. scores, Dose(name: "clonidine")]), Id);
        Silent(Given.Record([.. scores, Given.Drug("buprenorphine", MedicineAction.Prescribed, 4)]), Id);
    }

    [Fact]
    public void Days_alone_cannot_tell_before_from_after_so_a_rise_counts() =>
        Fires(
            Given.Record(Given.Total("cows", 8, 5), Dose() with { At = Given.DaysAgo(0) }, Given.Total("cows", 20, 3)),
            Id,
            Urgency.Urgent,
            [
                "Medicine: buprenorphine (given)",
                "COWS: 8",
                "COWS: 20",
                "Order: time of dose not known; cannot be excluded",
            ]
        );

    [Theory]
    [InlineData("cows", 13, false)]
    [InlineData("cows", 14, true)]
    [InlineData("sows", 17, false)]
    [InlineData("sows", 18, true)]
    public void By_days_the_rise_must_be_as_large(string scale, int after, bool fires) =>
        Assert.Equal(
            fires,
            Find(
                Given.Record(
                    Given.Total(scale, 8, 5),
                    Dose() with
                    {
                        At = Given.DaysAgo(0),
                    },
                    Given.Total(scale, after, 3)
                ),
                Id
            )
                is not null
        );

    [Theory]
    [InlineData(12, 1, false)]
    [InlineData(13, 0, true)]
    [InlineData(13, 1, true)]
    [InlineData(13, 2, false)]
    public void By_days_a_high_score_of_the_day_or_the_next_counts(int total, int doseDaysAgo, bool fires)
    {
        var record = Given.Record(Dose() with { At = Given.DaysAgo(doseDaysAgo) }, Given.Total("cows", total, 1));
        if (fires)
        {
            Fires(
                record,
                Id,
                Urgency.Urgent,
                [
                    "Medicine: buprenorphine (given)",
                    $"COWS: {total}",
                    "Order: time of dose not known; cannot be excluded",
                ],
                "cows"
            );
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void A_score_known_only_by_its_day_may_be_after_the_dose() =>
        Fires(
            Given.Record(Given.Total("cows", 8, 5), Dose(), Given.Total("cows", 20) with { At = Given.DaysAgo(0) }),
            Id,
            Urgency.Urgent,
            [
                "Medicine: buprenorphine (given)",
                "COWS: 8",
                "COWS: 20",
                "Order: time of score not known; cannot be excluded",
            ]
        );

    [Fact]
    public void A_baseline_of_the_day_before_counts_and_a_fall_does_not()
    {
        Assert.NotNull(
            Find(
                Given.Record(
                    Given.Total("cows", 5) with
                    {
                        At = Given.DaysAgo(1),
                    },
                    Dose() with
                    {
                        At = Given.DaysAgo(0),
                    },
                    Given.Total("cows", 11)
                ),
                Id
            )
        );
        Silent(
            Given.Record(Given.Total("cows", 12, 5), Dose() with { At = Given.DaysAgo(0) }, Given.Total("cows", 4, 3)),
            Id
        );
    }
}

public class NaloxoneAgitationTests
{
    private const string Id = "safety.naloxone-agitation";

    private static Medicine Naloxone(double hoursAgo) => Given.Drug("naloxone", MedicineAction.Given, hoursAgo);

    [Fact]
    public void Agitation_after_naloxone_is_urgent_and_breathing_and_kidneys_are_asked_for()
    {
        var found = Fires(
            Given.Record(Naloxone(5), Report(4, Symptom.Agitation)),
            Id,
            Urgency.Urgent,
            ["Medicine: naloxone (given)", "Symptom: agitation"],
            "vitals",
            "kidney"
        );
        Assert.Contains("naloxone is still to be given", found.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Measured_breathing_is_not_asked_for_again() =>
        Fires(
            Given.Record(Naloxone(5), Report(4, Symptom.Agitation), Sign(breaths: 16)),
            Id,
            Urgency.Urgent,
            ["Medicine: naloxone (given)", "Symptom: agitation"],
            "kidney"
        );

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, true)]
    [InlineData(24, true)]
    [InlineData(24.1, false)]
    public void Only_the_day_after_counts(double hoursAfter, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Naloxone(40), Report(40 - hoursAfter, Symptom.Agitation)), Id) is not null
        );

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.1, false)]
    public void It_is_shown_for_three_days(double hoursAgo, bool fires) =>
        Assert.Equal(
            fires,
            Find(Given.Record(Naloxone(hoursAgo), Report(hoursAgo - 1, Symptom.Agitation)), Id) is not null
        );

    [Fact]
    public void Absent_agitation_other_signs_and_a_kit_at_home_do_not_fire()
    {
        Silent(Given.Record(Naloxone(5), Report(4, Symptom.Agitation, present: false)), Id);
        Silent(Given.Record(Naloxone(5), Report(4, Symptom.Anger)), Id);
        Silent(Given.Record(Given.Drug("naloxone", MedicineAction.Prescribed, 5), Report(4, Symptom.Agitation)), Id);
        Silent(Given.Record(Naloxone(5) with { At = null }, Report(4, Symptom.Agitation)), Id);
        Silent(Given.Record(Naloxone(5) with { Name = "clonidine" }, Report(4, Symptom.Agitation)), Id);
    }

    [Fact]
    public void A_day_only_dose_can_have_been_before_the_agitation() =>
        Assert.NotNull(
            Find(Given.Record(Naloxone(5) with { At = Given.DaysAgo(0) }, Report(4, Symptom.Agitation)), Id)
        );
}

using Coppice.Record;
using static Coppice.Care.Tests.SafetyGiven;

namespace Coppice.Care.Tests;

public class PregnancyTests
{
    private const string Id = "safety.pregnancy";
    private const string Emergency = "safety.pregnancy-emergency";

    private static PersonRecord Of(Pregnancy? pregnancy, params Event[] events) =>
        Given.Record(events).With(Adult with { Pregnancy = pregnancy });

    private static Laboratory Test(decimal value, double hoursAgo = 24) =>
        Given.Lab(Analyte.PregnancyTest, value, null, hoursAgo, LabUnit.Ratio);

    [Fact]
    public void Pregnancy_is_for_today_and_an_unknown_last_use_is_asked_for()
    {
        Fires(Of(Pregnancy.Pregnant, Given.Use(5)), Id, Urgency.Urgent, ["Pregnancy: pregnant"]);
        Fires(Of(Pregnancy.Pregnant), Id, Urgency.Urgent, ["Pregnancy: pregnant"], "kratom-use");
        Fires(
            Of(Pregnancy.Pregnant, Given.Use(5) with { At = null }),
            Id,
            Urgency.Urgent,
            ["Pregnancy: pregnant"],
            "last-use"
        );
        Silent(Of(Pregnancy.NotPregnant, Given.Use(5)), Id);
        Silent(Of(null, Given.Use(5)), Id);
    }

    [Fact]
    public void Her_words_tell_her_not_to_stop_alone() =>
        Assert.Contains(
            "do not stop or cut down by yourself",
            Find(Of(Pregnancy.Pregnant), Id)!.Person,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(42 * 7, true)]
    [InlineData((42 * 7) + 0.1, false)]
    public void A_pregnancy_that_was_found_lasts_42_weeks(double daysAgo, bool pregnant)
    {
        var record = Of(null, Given.Use(5), Life(LifeEvent.PregnancyFound, daysAgo * 24));
        if (pregnant)
        {
            Fires(record, Id, Urgency.Urgent, ["Event: pregnancy found"]);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_positive_test_is_a_pregnancy(decimal value, bool pregnant)
    {
        var record = Of(null, Given.Use(5), Test(value));
        if (pregnant)
        {
            Fires(record, Id, Urgency.Urgent, ["Pregnancy test: positive"]);
        }
        else
        {
            Silent(record, Id);
        }
    }

    [Fact]
    public void The_last_test_counts_and_an_old_one_does_not()
    {
        Silent(Of(null, Test(1, 48), Test(0, 24)), Id);
        Silent(Of(null, Test(1, (42 * 7 * 24) + 1)), Id);
        Assert.NotNull(Find(Of(null, Test(1, 42 * 7 * 24)), Id));
    }

    [Fact]
    public void A_positive_test_counts_over_a_stated_no_but_not_after_a_birth()
    {
        Assert.NotNull(Find(Of(Pregnancy.NotPregnant, Test(1)), Id));
        Silent(Of(Pregnancy.PostPartum, Test(1)), Id);
        Silent(Of(null, Test(1, 3000), Life(LifeEvent.Birth, 24)), Id);
        Assert.NotNull(Find(Of(null, Life(LifeEvent.Birth, 3000), Test(1, 24)), Id));
    }

    [Fact]
    public void A_birth_ends_a_pregnancy_that_was_found()
    {
        var found = Life(LifeEvent.PregnancyFound, 3000);
        Silent(Of(null, found, Life(LifeEvent.Birth, 24)), Id);
        Silent(Of(null, found with { At = null }, Life(LifeEvent.Birth, 24)), Id);
        Silent(Of(Pregnancy.PostPartum, found), Id);
        Silent(Of(Pregnancy.NotPregnant, found), Id);
        Assert.NotNull(Find(Of(null, Life(LifeEvent.Birth, 4000), found), Id));
        Assert.NotNull(Find(Of(null, found, Life(LifeEvent.Birth, 24) with { At = null }), Id));
    }

    [Theory]
    [InlineData(Pregnancy.Pregnant, null, true)]
    [InlineData(Pregnancy.NotPregnant, null, false)]
    [InlineData(Pregnancy.PostPartum, null, false)]
    [InlineData(null, Sex.Male, false)]
    [InlineData(null, Sex.Female, null)]
    [InlineData(null, null, null)]
    public void The_rest_of_the_review_is_told_yes_no_or_not_known(Pregnancy? pregnancy, Sex? sex, bool? answer)
    {
        var record = Given.Record().With(Adult with { Pregnancy = pregnancy, SexAtBirth = sex });
        Assert.Equal(answer, Assess(record).Section.Pregnant);
    }

    [Fact]
    public void After_a_birth_the_person_is_not_pregnant() =>
        Assert.False(Assess(Life(LifeEvent.Birth, 24)).Section.Pregnant);

    [Theory]
    [InlineData(Symptom.VaginalBleeding, "vaginal bleeding")]
    [InlineData(Symptom.LessFetalMovement, "less fetal movement")]
    public void Bleeding_or_less_movement_is_an_emergency(Symptom symptom, string words)
    {
        Fires(
            Of(Pregnancy.Pregnant, Report(24, symptom), Report(1, symptom, present: false)),
            Emergency,
            Urgency.Emergency,
            [$"Symptom: {words}", "Pregnancy: pregnant"]
        );
        Fires(Of(null, Report(24, symptom)), Emergency, Urgency.Emergency, [$"Symptom: {words}"], "pregnancy");
        Fires(Of(Pregnancy.PostPartum, Report(24, symptom)), Emergency, Urgency.Emergency, [$"Symptom: {words}"]);
        Silent(Of(Pregnancy.Pregnant, Report(24.1, symptom)), Emergency);
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(26, true)]
    public void Severe_withdrawal_in_pregnancy_is_an_emergency(int cows, bool fires)
    {
        var record = Of(Pregnancy.Pregnant, Given.Total("cows", cows, 24));
        if (fires)
        {
            Fires(record, Emergency, Urgency.Emergency, [$"COWS: {cows}", "Pregnancy: pregnant"]);
        }
        else
        {
            Silent(record, Emergency);
        }

        Silent(Of(null, Given.Total("cows", cows, 24)), Emergency);
        Silent(Of(Pregnancy.Pregnant, Given.Total("cows", cows, 24.1)), Emergency);
    }
}

public class PostPartumAndNewbornTests
{
    private const string PostPartum = "safety.post-partum";
    private const string Newborn = "safety.newborn";

    [Fact]
    public void The_year_after_a_birth_is_within_days()
    {
        Fires(
            Given.Record().With(Adult with { Pregnancy = Pregnancy.PostPartum }),
            PostPartum,
            Urgency.Soon,
            ["Pregnancy: post-partum"],
            "newborn-signs",
            "phq9"
        );
        Fires(
            Given.Record(Life(LifeEvent.Birth, 365 * 24)),
            PostPartum,
            Urgency.Soon,
            ["Event: birth"],
            "newborn-signs",
            "phq9"
        );
        Silent(Given.Record(Life(LifeEvent.Birth, 365 * 24 + 1)), PostPartum);
        Silent(Given.Record().With(Adult with { Pregnancy = Pregnancy.Pregnant }), PostPartum);
    }

    private static PersonRecord Baby(bool? exposed, int? age, params Event[] events) =>
        Given.Record(events).With(Adult with { AgeYears = age, ExposedToKratomBeforeBirth = exposed });

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public void A_newborn_exposed_to_kratom_is_watched_and_signs_are_asked_for(int? age)
    {
        var found = Fires(
            Baby(true, age),
            Newborn,
            Urgency.Urgent,
            ["Newborn: kratom was used during the pregnancy"],
            "newborn-signs"
        );
        Assert.Contains("72 h", found.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Symptom.NewbornTremor, "newborn tremor")]
    [InlineData(Symptom.NewbornPoorFeeding, "newborn poor feeding")]
    [InlineData(Symptom.NewbornHighCry, "newborn high cry")]
    public void Signs_in_a_newborn_are_an_emergency_as_the_card_says(Symptom symptom, string words)
    {
        Fires(
            Baby(true, 0, Report(72, symptom)),
            Newborn,
            Urgency.Emergency,
            [$"Symptom: {words}", "Newborn: kratom was used during the pregnancy"]
        );
        Fires(Baby(null, null, Report(72, symptom)), Newborn, Urgency.Emergency, [$"Symptom: {words}"]);
        Assert.Equal(Urgency.Urgent, Find(Baby(true, 0, Report(72.1, symptom)), Newborn)!.Urgency);
    }

    [Fact]
    public void A_child_or_a_baby_that_was_not_exposed_is_silent()
    {
        Silent(Baby(true, 1), Newborn);
        Silent(Baby(false, 0), Newborn);
        Silent(Baby(null, 0), Newborn);
    }
}

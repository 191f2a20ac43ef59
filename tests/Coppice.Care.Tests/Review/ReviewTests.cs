using Coppice.Record;

namespace Coppice.Care.Tests;

public class ReviewTests
{
    private static Review Of(PersonRecord record) => Review.Of(record, Given.Now, Given.Knowledge);

    [Fact]
    public void A_pregnant_person_with_a_hurt_liver_is_never_told_to_stop_alone()
    {
        var record = Given.Record(Given.Use(4), Given.Signs(2, Symptom.Jaundice)) with
        {
            Person = new Person { SexAtBirth = Sex.Female, Pregnancy = Pregnancy.Pregnant },
        };
        var review = Of(record);
        Assert.Contains(
            review.Findings,
            f => f.Id == "liver.in-pregnancy" && f.Urgency == Urgency.Urgent && f.Person is not null
        );
        Assert.Contains(review.Findings, f => f.Id == "liver.urgent" && f.Person is null);
        Assert.DoesNotContain(
            review.Findings,
            f => f.Person?.Contains("Do not take kratom", StringComparison.Ordinal) == true
        );
    }

    [Fact]
    public void A_hurt_liver_without_pregnancy_keeps_its_words()
    {
        var review = Of(Given.Record(Given.Use(4), Given.Signs(2, Symptom.Jaundice)));
        Assert.DoesNotContain(review.Findings, f => f.Id == "liver.in-pregnancy");
        Assert.NotNull(review.Findings.Single(f => f.Id == "liver.urgent").Person);
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(25, false)]
    public void How_often_to_use_is_no_advice_for_someone_who_has_stopped(double hours, bool said)
    {
        var review = Of(Given.Record(Given.Habit(ProductKind.Tea, 4), Given.Use(hours)));
        Assert.Equal(said, review.Findings.Single(f => f.Id == "vulnerability.frequency").Person is not null);
    }

    [Fact]
    public void An_empty_record_says_that_there_is_not_enough()
    {
        var review = Of(Given.Record());
        Assert.All(review.Findings, f => Assert.True(f.Urgency >= Urgency.Soon, f.Id));
        Assert.Null(review.Dependence.SeverityLow);
        Assert.NotEmpty(review.IntendedUse.Person);
    }

    [Fact]
    public void What_happens_later_is_not_seen()
    {
        var later = new Use
        {
            At = Given.HoursAgo(-5),
            Product = new Product { Kind = ProductKind.SevenHydroxy },
        };
        Assert.DoesNotContain(Of(Given.Record(Given.Use(30), later)).Findings, f => f.Id == "safety.seven-hydroxy");
    }

    [Fact]
    public void The_most_urgent_finding_gives_the_headline_and_comes_first()
    {
        var review = Of(Given.Record(Given.Use(4), Given.Signs(2, Symptom.CannotWake)));
        Assert.Equal(Urgency.Emergency, review.Headline.Urgency);
        Assert.Equal(review.Findings.First(f => f.Person is not null).Id, review.Headline.Finding);
        Assert.True(review.Findings.Zip(review.Findings.Skip(1)).All(p => p.First.Urgency <= p.Second.Urgency));
    }

    [Fact]
    public void Every_finding_carries_evidence_for_it()
    {
        var review = Of(
            Given.Record(Given.Habit(ProductKind.SevenHydroxy, 5), Given.Use(30), Given.Signs(3, Symptom.Vomiting))
        );
        Assert.All(review.Findings, f => Assert.NotEmpty(f.For));
        Assert.All(review.Findings, f => Assert.DoesNotContain('{', f.Clinician + f.Person));
        Assert.All(review.Findings, f => Assert.Empty(f.For.Select(c => c.Id).Intersect(f.Against.Select(c => c.Id))));
    }

    [Fact]
    public void The_order_of_events_in_the_file_does_not_matter()
    {
        Event[] events =
        [
            Given.Use(40),
            Given.Use(10),
            Given.Total("sows", 12, 30),
            Given.Total("sows", 20, 3),
            Given.Signs(5, Symptom.Fever),
        ];
        var forward = Of(Given.Record(events));
        var backward = Of(Given.Record([.. events.Reverse()]));
        Assert.Equal(
            forward.Findings.Select(f => f.Id + f.Clinician),
            backward.Findings.Select(f => f.Id + f.Clinician)
        );
    }
}

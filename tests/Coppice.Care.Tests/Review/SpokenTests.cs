using Coppice.Knowledge;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care.Tests;

/// <summary>What code puts together for the person, in their language.</summary>
public class SpokenTests
{
    private static readonly KnowledgeBase Spanish = KnowledgeBase.In(Language.Spanish);

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_unit_and_every_product_has_words_in_each_language(Language language)
    {
        var phrases = KnowledgeBase.In(language).Phrases;
        Assert.All(
            Enum.GetValues<AmountUnit>(),
            u => Assert.False(string.IsNullOrWhiteSpace(phrases.Say($"unit.{Word.Of(u)}")))
        );
        Assert.All(
            Enum.GetValues<ProductKind>(),
            k => Assert.False(string.IsNullOrWhiteSpace(phrases.Say($"product.{Word.Of(k)}")))
        );
    }

    [Fact]
    public void A_unit_has_one_name_in_English() =>
        Assert.All(
            Enum.GetValues<AmountUnit>(),
            u => Assert.Equal(u.UnitText(), KnowledgeBase.Default.Phrases.Say($"unit.{Word.Of(u)}"))
        );

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_grade_of_evidence_and_every_way_it_was_seen_has_words(Language language)
    {
        var phrases = KnowledgeBase.In(language).Phrases;
        Assert.All(Enum.GetValues<Grade>(), g => Assert.False(string.IsNullOrWhiteSpace(phrases.Say($"grade.{g}"))));
        Assert.All(
            Enum.GetValues<Seen>(),
            s => Assert.False(string.IsNullOrWhiteSpace(phrases.Say($"seen.{Word.Of(s)}")))
        );
    }

    [Theory]
    [InlineData(1, 1, "1 hora")]
    [InlineData(5, 5, "5 horas")]
    [InlineData(4.5, 20, "4 a 20 horas")]
    [InlineData(96, 100, "4 a 5 días")]
    public void A_span_is_told_in_Spanish(double low, double high, string words) =>
        Assert.Equal(words, Care.Withdrawal.Span(new Hours(low, high), Spanish.Phrases));

    [Theory]
    [InlineData(0, "esta tarde")]
    [InlineData(12, "esta noche")]
    [InlineData(20, "mañana por la mañana")]
    [InlineData(72, "el lunes por la tarde")]
    [InlineData(240, "en unos 10 días")]
    public void A_time_is_told_in_Spanish_as_one_says_it(double hours, string words) =>
        Assert.Equal(words, ForecastWords.When(Given.Now, Given.NewYork, hours, Spanish.Phrases));

    [Fact]
    public void A_person_who_speaks_Spanish_is_told_in_Spanish_what_a_clinician_is_told_in_English()
    {
        var record = Given.Record(Given.Habit(ProductKind.LeafPowder, 4, new Amount(15, AmountUnit.GLeaf), 700)) with
        {
            Circumstances = new Circumstances { TransportBarrier = true, InsuranceBarrier = true },
        };
        var finding = Care.Review.Of(record, Given.Now, Spanish).Findings.Single(f => f.Id == "setting.services");
        Assert.Equal(
            "Puede ser difícil llegar a la atención. Pida ayuda con esto: el transporte y el pago.",
            finding.Person
        );
        Assert.Contains("travel and payment", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal("Ayuda con lo que estorba", finding.PersonTitle);
        Assert.Equal(KnowledgeBase.Default.Rules["setting.services"].Title, finding.Title);
    }
}

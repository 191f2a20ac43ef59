using NodaTime;

namespace Coppice.Knowledge.Tests;

public class PhrasesTests
{
    private static readonly Phrases English = KnowledgeBase.Default.Phrases;
    private static readonly Phrases Spanish = KnowledgeBase.In(Language.Spanish).Phrases;

    [Theory]
    [InlineData("", "")]
    [InlineData("dinero", "dinero")]
    [InlineData("dinero|trabajo", "dinero y trabajo")]
    [InlineData("dinero|trabajo|insomnio", "dinero, trabajo e insomnio")]
    [InlineData("dinero|hielo", "dinero y hielo")]
    [InlineData("dinero|hinchazón", "dinero e hinchazón")]
    public void A_list_is_joined_as_one_says_it_in_Spanish(string items, string joined) =>
        Assert.Equal(joined, Spanish.Join(items.Split('|', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_list_is_joined_as_one_says_it_in_English() =>
        Assert.Equal("work, money and ice", English.Join(["work", "money", "ice"]));

    [Fact]
    public void A_day_is_told_in_the_language_of_the_person()
    {
        var day = new LocalDate(2026, 1, 4);
        Assert.Equal("2026-01-04", English.Date(day));
        Assert.Equal("4 de enero de 2026", Spanish.Date(day));
    }

    [Fact]
    public void A_phrase_that_is_not_there_is_our_fault() =>
        Assert.Contains(
            "nobody.says",
            Assert.Throws<InvalidOperationException>(() => English.Say("nobody.says")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_value_that_is_not_given_is_our_fault()
    {
        var e = Assert.Throws<InvalidOperationException>(() => English.Say("range", ("low", "1")));
        Assert.Contains("'range' needs a value for 'high'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Languages_have_their_codes()
    {
        Assert.Equal("en", Language.English.Code());
        Assert.Equal("es", Language.Spanish.Code());
        Assert.Equal(Language.Spanish, KnowledgeBase.In(Language.Spanish).Language);
        Assert.Same(KnowledgeBase.Default, KnowledgeBase.In(Language.English));
    }
}

namespace Coppice.Knowledge;

/// <summary>A language in which Coppice speaks to the person. To the clinician it speaks English.</summary>
public enum Language
{
    /// <summary>US English.</summary>
    English,

    /// <summary>Spanish as it is understood in the US, addressing the person as <c>usted</c>.</summary>
    Spanish,
}

/// <summary>Languages by their codes.</summary>
public static class Languages
{
    /// <summary>The ISO 639-1 code: <c>en</c> or <c>es</c>.</summary>
    public static string Code(this Language language) =>
        language switch
        {
            Language.English => "en",
            Language.Spanish => "es",
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "not a language of Coppice"),
        };
}

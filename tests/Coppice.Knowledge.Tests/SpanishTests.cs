using System.Text;
using System.Text.RegularExpressions;

namespace Coppice.Knowledge.Tests;

/// <summary>Whatever a person can be told in English they can be told in Spanish, as plainly and with the same respect.</summary>
public partial class SpanishTests
{
    /// <summary>INFLESZ: from here on a text is of normal difficulty or easier.</summary>
    private const double LeastEase = 55;

    /// <summary>INFLESZ: from here on a text is fairly easy.</summary>
    private const double UsualEase = 65;

    /// <summary>Headings and answers of a few words have no reading ease to speak of.</summary>
    private const int FewWords = 6;

    private static readonly KnowledgeBase English = KnowledgeBase.Default;
    private static readonly KnowledgeBase Spanish = KnowledgeBase.In(Language.Spanish);

    [Fact]
    public void Everything_a_person_reads_is_there_in_Spanish()
    {
        var english = Texts(English);
        var spanish = Texts(Spanish);
        Assert.True(english.Count > 1000);
        Assert.Equal(english.Select(t => t.Place), spanish.Select(t => t.Place));
        Assert.DoesNotContain(spanish, t => string.IsNullOrWhiteSpace(t.Text));
    }

    [Fact]
    public void No_English_is_left_over() =>
        Nothing(Texts(Spanish).Where(t => EnglishWord().IsMatch(Names().Replace(Filled(t.Text), ""))));

    [Fact]
    public void Spanish_leaves_nothing_out_that_the_code_fills_in()
    {
        var filled = Texts(English).Zip(Texts(Spanish));
        Assert.All(filled, t => Assert.Equal(Placeholders(t.First.Text), Placeholders(t.Second.Text)));
    }

    [Fact]
    public void No_word_hurts_in_Spanish() => Nothing(Texts(Spanish).Where(t => Hurtful().IsMatch(t.Text)));

    [Fact]
    public void The_person_is_addressed_as_usted() => Nothing(Texts(Spanish).Where(t => Familiar().IsMatch(t.Text)));

    [Fact]
    public void No_cure_is_promised_in_Spanish() => Nothing(Texts(Spanish).Where(t => Promise().IsMatch(t.Text)));

    [Fact]
    public void A_person_is_never_told_a_dose_of_a_medicine_in_Spanish() =>
        Nothing(
            Texts(Spanish)
                .Where(t => Dose().IsMatch(t.Text) && !t.Place.StartsWith("federal law", StringComparison.Ordinal))
        );

    [Fact]
    public void What_a_person_is_told_in_Spanish_is_not_hard_to_read()
    {
        var texts = ToRead();
        Nothing(texts.Where(t => ReadingEase.Of(Filled(t.Text)) < LeastEase));
        Assert.True(texts.Average(t => ReadingEase.Of(Filled(t.Text))) >= UsualEase);
    }

    [Theory]
    [InlineData("día", 2)]
    [InlineData("kratom", 2)]
    [InlineData("abstinencia", 4)]
    [InlineData("guía", 2)]
    [InlineData("siente", 2)]
    [InlineData("hay", 1)]
    [InlineData("qué", 1)]
    [InlineData("ahora", 3)]
    [InlineData("convulsión", 3)]
    public void Syllables_are_counted_as_they_are_spoken(string word, int syllables) =>
        Assert.Equal(syllables, ReadingEase.Syllables(word));

    [Fact]
    public void The_formula_of_reading_ease_knows_easy_from_hard()
    {
        Assert.InRange(ReadingEase.Of("El sol sale. La casa es de mi tía."), 85, 200);
        Assert.InRange(
            ReadingEase.Of("Consideraciones farmacológicas individualizadas necesitan evaluación multidisciplinaria."),
            -200,
            0
        );
    }

    [Fact]
    public void Numbers_for_help_are_the_same_in_both_languages()
    {
        Assert.Equal(English.Emergency.Call.Select(c => c.Number), Spanish.Emergency.Call.Select(c => c.Number));
        var numbers = Texts(English).Zip(Texts(Spanish));
        Assert.All(numbers, t => Assert.Equal(Telephones(t.First.Text), Telephones(t.Second.Text)));
    }

    [Fact]
    public void Both_languages_say_that_this_is_not_a_medical_device() =>
        Assert.Contains("No es un dispositivo médico", Spanish.Emergency.IntendedUse.Person, StringComparison.Ordinal);

    [Fact]
    public void The_clinician_reads_the_same_English()
    {
        Assert.All(Spanish.Rules.Values, r => Assert.Equal(English.Rules[r.Id].Clinician, r.Clinician));
        Assert.All(Spanish.Rules.Values, r => Assert.Equal(English.Rules[r.Id].Title, r.Title));
        Assert.All(Spanish.Asks.Values, a => Assert.Equal(English.Asks[a.Id].Clinician, a.Clinician));
        Assert.Equal(English.Emergency.IntendedUse.Clinician, Spanish.Emergency.IntendedUse.Clinician);
        Assert.Same(English.Phrases, Spanish.ClinicianPhrases);
        Assert.Same(English.Evidence, Spanish.Evidence);
    }

    [Fact]
    public void A_form_takes_the_same_answers_in_Spanish_and_says_that_its_words_are_not_validated()
    {
        Assert.All(English.Instruments.Values, i => Assert.Null(i.TranslationNote));
        foreach (var form in Spanish.Instruments.Values)
        {
            var english = English.Instruments[form.Id];
            Assert.False(form.Validated);
            Assert.Contains("No está validada", form.TranslationNote, StringComparison.Ordinal);
            Assert.Equal(english.Items.Select(i => i.LinkId), form.Items.Select(i => i.LinkId));
            Assert.Equal(
                english.Items.SelectMany(i => i.Answers.Select(a => (a.Code, a.Value))),
                form.Items.SelectMany(i => i.Answers.Select(a => (a.Code, a.Value)))
            );
            Assert.All(
                form.Items,
                i => Assert.Equal(i.Answers.Count, i.Answers.Select(a => a.Display).Distinct().Count())
            );
        }
    }

    [Fact]
    public void A_text_without_a_translation_is_refused_with_its_place()
    {
        var e = Broken("es/rules.json", t => Once(t, "Your use has been steady", "Your use was steady"));
        Assert.Contains("es: rule course.steady: there is no translation", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translation_of_what_is_not_said_is_refused_with_its_file()
    {
        var e = Broken("es/asks.json", t => Once(t, "{", "{ \"Nobody says this.\": \"Nadie dice esto.\","));
        Assert.Contains("es/asks.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("Nobody says this.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translation_that_loses_a_placeholder_is_refused()
    {
        var e = Broken("es/rules.json", t => Once(t, "durante {days} días", "durante varios días"));
        Assert.Contains("expected the placeholders", e.Message, StringComparison.Ordinal);
        Assert.Contains("es/rules.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_translated_twice_is_refused() =>
        Assert.Contains(
            "there twice",
            Broken("es/asks.json", t => Once(t, "{", "{ \"Pain\": \"Dolor\",")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Half_a_translation_is_refused_with_its_file() =>
        Assert.StartsWith(
            "es/laws.json",
            Broken("es/laws.json", t => t[..(t.Length / 2)]).Message,
            StringComparison.Ordinal
        );

    private static KnowledgeException Broken(string file, Func<string, string> change)
    {
        var files = KnowledgeBase.ReadEmbedded().ToDictionary(f => f.Key, f => f.Value);
        files[file] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(files[file])));
        return Assert.Throws<KnowledgeException>(() => English.In(Language.Spanish, files));
    }

    private static string Once(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not there");
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
    }

    /// <summary>Every text that the person reads, by the same way that the translation takes.</summary>
    private static List<(string Place, string Text)> Texts(KnowledgeBase knowledge)
    {
        var texts = new List<(string, string)>();
        knowledge.Said(
            knowledge.Language,
            (place, text) =>
            {
                texts.Add((place, text));
                return text;
            }
        );
        return [.. texts.OrderBy(t => t.Item1, StringComparer.Ordinal)];
    }

    /// <summary>What English is held to grade 8 in: rules, questions, help and what there is to learn.</summary>
    private static List<(string Place, string Text)> ToRead()
    {
        string[] others = ["form ", "federal law", "laws", "US-", "correction ", "phrase "];
        return
        [
            .. Texts(Spanish)
                .Where(t =>
                    !others.Any(o => t.Place.StartsWith(o, StringComparison.Ordinal))
                    && !t.Place.EndsWith(", title", StringComparison.Ordinal)
                    && t.Text.Split(' ').Length > FewWords
                ),
        ];
    }

    private static string Filled(string text) => KnowledgeBase.Placeholder().Replace(text, "cuatro");

    private static IEnumerable<string> Placeholders(string text) =>
        KnowledgeBase.Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Telephones(string text) =>
        Telephone().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static void Nothing(IEnumerable<(string Place, string Text)> found) =>
        Assert.Empty(found.Select(t => $"{t.Place}: {t.Text}"));

    [GeneratedRegex(
        @"\b(the|and|you|your|with|not|of|to|is|are|was|this|that|for|it|can|what|have|has|when|if|or|from|they|do|does|kratom use)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex EnglishWord();

    /// <summary>Names that stay as they are.</summary>
    [GeneratedRegex("Never Use Alone|Poison Help|Federal Register", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(
        @"\b(adict\w*|drogadict\w*|toxic[oó]man\w*|abus(o|os|ar|ador|adora|adores)|limpi[oa]s?|suci[oa]s?|yonqui|reca(er|ída|ídas|yó))\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hurtful();

    [GeneratedRegex(
        @"\b(tú|tu|tus|ti|contigo|te|tienes|puedes|debes|eres|estás|quieres|sientes|usas|dejas|llama al)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Familiar();

    [GeneratedRegex(
        @"\b(cura|curar|curará|garantiza\w*|siempre funciona|se recuperará)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Promise();

    [GeneratedRegex(
        @"\b\d+([.,]\d+)?\s*(mg|mcg|µg|miligramos?)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Dose();

    [GeneratedRegex(@"\b(911|988|1-800-\d{3}-\d{4}|8\d\d-\d{3}-\d{4})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telephone();
}

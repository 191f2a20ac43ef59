using System.Text.RegularExpressions;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Cli.Tests;

/// <summary>The published cases, told in Spanish: the same findings, with no English left in what the person reads.</summary>
public partial class SpanishCaseTests
{
    public static TheoryData<string> Cases => [.. CaseFile.All.Select(c => c.Case)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_the_same_findings_for_the_clinician_in_both_languages(string id)
    {
        var (english, spanish) = (Review(id, Language.English), Review(id, Language.Spanish));
        Assert.Equal(english.Findings.Select(f => f.Id), spanish.Findings.Select(f => f.Id));
        Assert.Equal(english.Findings.Select(f => f.Clinician), spanish.Findings.Select(f => f.Clinician));
        Assert.Equal(english.Findings.SelectMany(f => f.Because), spanish.Findings.SelectMany(f => f.Because));
        Assert.Equal(english.Headline.Clinician, spanish.Headline.Clinician);
        Assert.Equal(
            english.Forecast.Findings.Select(f => f.Clinician),
            spanish.Forecast.Findings.Select(f => f.Clinician)
        );
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_leaves_no_English_in_what_the_person_reads_in_Spanish(string id)
    {
        var (english, spanish) = (Texts(Review(id, Language.English)), Texts(Review(id, Language.Spanish)));
        Assert.Equal(english.Count, spanish.Count);
        Assert.All(english.Zip(spanish), t => Assert.NotEqual(t.First, t.Second));
        Assert.DoesNotContain(spanish, t => EnglishWord().IsMatch(t));
    }

    /// <summary>Fifty members are the fewest there can be: the words are tried here, not the figures.</summary>
    private static Review Review(string id, Language language)
    {
        var record = RecordFile
            .Read(System.Text.Encoding.UTF8.GetBytes(CaseFile.All.Single(c => c.Case == id).Record.GetRawText()))
            .Record!;
        return Care.Review.Of(
            record,
            record.Now!.Value.Earliest(record.Person.Home),
            KnowledgeBase.In(language),
            new Wishes { Forecast = new ForecastWish { Members = 50 } }
        );
    }

    private static List<string> Texts(Review review) =>
        [
            review.Headline.Person,
            review.IntendedUse.Person,
            .. review.Ask.Select(a => a.Person),
            .. review.Findings.Select(f => f.Person).OfType<string>(),
            .. review.Forecast.Findings.Select(f => f.Person).OfType<string>(),
            .. review.Forecast.Assumptions,
            .. review.Forecast.Ask.Select(a => a.Person),
            .. review.Scores.Select(s => s.BandPerson).OfType<string>(),
            .. review.Plan.Findings.Append(review.Plan.Limits).Select(f => f.Person).OfType<string>(),
            .. review.Plan.Plans.Concat(review.Plan.Presets).Select(p => p.PersonName ?? p.Name),
        ];

    [GeneratedRegex(
        @"\b(the|and|you|your|with|not|of|to|is|are|was|this|that|for|it|can|what|have|when|if|or|from|they|do|does|today|soon|none|mild|days?|hours?)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex EnglishWord();
}

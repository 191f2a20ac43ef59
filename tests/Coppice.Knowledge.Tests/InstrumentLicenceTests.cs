using System.Security.Cryptography;
using System.Text;

namespace Coppice.Knowledge.Tests;

/// <summary>Coppice ships only what it may, and says of each form what is known of its licence and of its worth.</summary>
public class InstrumentLicenceTests
{
    /// <summary>
    /// The answers of the published COWS, each as the start of the SHA-256 of its words in small letters, so that the text itself is
    /// not shipped here either.
    /// </summary>
    private static readonly HashSet<string> PublishedCows =
    [
        "8d1c61b6c89b",
        "ca5ecb64942b",
        "e4fe0f805a88",
        "fe11fb7ac8eb",
        "682a5bf1ed30",
        "3663181ed7cf",
        "92f036cd50b9",
        "985af02ec24a",
        "869cc441ea20",
        "dd9fbf3f8e88",
        "25e62b1852fa",
        "58d8217d719d",
        "3e3da312a6ac",
        "374b748663d4",
        "6a17da837a5f",
        "c54fac992451",
        "43ccf26fe8ab",
        "85ff53ed3aee",
        "dace651cefd2",
        "c95930850fab",
        "3e7953617ef0",
        "54b4a5a835a4",
        "493bae6d00b7",
        "7b22869c2d7a",
        "69913b5bbb99",
        "09d8d9fcd648",
        "52748db65a3b",
        "298e1a72771c",
        "33a947fcf304",
        "66576f99f1ac",
        "61530ead77b4",
        "76336e1e855d",
        "f2716fa8f29b",
        "ab54babbe660",
        "1632a02a5477",
        "14376ee27a30",
    ];

    public static TheoryData<string> All => [.. KnowledgeBase.Default.Instruments.Keys];

    [Theory]
    [InlineData("bam", false, true, true)]
    [InlineData("cows", false, false, false)]
    [InlineData("craving", true, false, false)]
    [InlineData("cssrs", true, false, false)]
    [InlineData("dast10", true, false, true)]
    [InlineData("dosescreen", true, false, false)]
    [InlineData("gad7", true, true, false)]
    [InlineData("kds", false, false, true)]
    [InlineData("kpanel", true, false, false)]
    [InlineData("kud", false, false, false)]
    [InlineData("ldq", true, false, true)]
    [InlineData("oows", false, false, true)]
    [InlineData("pcptsd5", false, false, false)]
    [InlineData("peg", false, true, false)]
    [InlineData("phq9", true, true, false)]
    [InlineData("sds", false, true, true)]
    [InlineData("sows", false, false, false)]
    public void What_is_known_of_licence_and_worth_is_not_overstated(
        string id,
        bool licenceVerified,
        bool validated,
        bool totalsOnly
    )
    {
        var form = Of(id);
        Assert.Equal((licenceVerified, validated, totalsOnly), (form.LicenceVerified, form.Validated, form.TotalsOnly));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_form_says_whose_it_is_and_what_may_be_done_with_it(string id)
    {
        var form = Of(id);
        Assert.All(
            [form.Copyright, form.Licence, form.ValidationNote, .. form.Deviations],
            text => Assert.False(string.IsNullOrWhiteSpace(text))
        );
        Assert.NotEmpty(form.Deviations);
        Assert.NotEmpty(form.Evidence);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_unknown_licence_is_said_to_be_unknown(string id)
    {
        var form = Of(id);
        if (!form.LicenceVerified)
        {
            Assert.Contains(
                new[]
                {
                    "not seen",
                    "no open licence seen",
                    "not established",
                    "not found",
                    "Permission needed",
                    "permission needed",
                    "Confirm",
                    "not shipped",
                },
                words => form.Licence.Contains(words, StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_form_is_said_to_be_validated_for_kratom(string id)
    {
        var note = Of(id).ValidationNote;
        Assert.DoesNotContain(
            new[] { "Validated for kratom", "is validated for kratom", "valid for kratom" },
            words => note.Contains(words, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("bam", "version,use,risk,protective")]
    [InlineData("dast10", "total")]
    [InlineData("kds", "total")]
    [InlineData("ldq", "total")]
    [InlineData("oows", "total")]
    [InlineData("sds", "total")]
    public void A_form_whose_questions_may_not_be_shipped_ships_none(string id, string entries)
    {
        var form = Of(id);
        Assert.Equal(entries.Split(','), form.Items.Select(i => i.LinkId));
        Assert.Contains("No items are reproduced", form.Copyright, StringComparison.Ordinal);
        Assert.All(
            form.Items,
            i => Assert.True(i.Text.Split(' ').Length <= 7 && !i.TakesPoints == (i.Answers.Count > 0))
        );
    }

    [Fact]
    public void Only_forms_that_are_free_to_copy_ship_their_published_words()
    {
        var own = KnowledgeBase.Default.Instruments.Values.Where(f =>
            !f.TotalsOnly
            && (
                f.Copyright.Contains("Coppice's own", StringComparison.Ordinal)
                || f.Licence.Contains("Own paraphrase", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            ["gad7", "peg", "phq9"],
            KnowledgeBase
                .Default.Instruments.Values.Except(own)
                .Where(f => !f.TotalsOnly)
                .Select(f => f.Id)
                .Order(StringComparer.Ordinal)
        );
        Assert.True(Of("phq9").LicenceVerified && Of("gad7").LicenceVerified);
        Assert.Contains("Confirm before product use", Of("peg").Licence, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_of_the_COWS_is_in_the_published_words()
    {
        Assert.Contains(Fingerprint("Nausea or loose stool"), PublishedCows);
        Assert.All(
            Of("cows").Items.SelectMany(i => i.Answers),
            a => Assert.DoesNotContain(Fingerprint(a.Display), PublishedCows)
        );
    }

    private static Instrument Of(string id) => KnowledgeBase.Default.Instruments[id];

    private static string Fingerprint(string text)
    {
        var words = new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words))))[..12];
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli.Tests;

/// <summary>What must hold for every record that ships, in each of the three outputs.</summary>
public partial class ReviewTests(Records records) : IClassFixture<Records>
{
    private static readonly EmergencyHelp Help = KnowledgeBase.Default.Emergency;

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_person_is_never_shown_a_dose_of_a_medicine(string name) =>
        Assert.DoesNotMatch(Dose(), Person(name).Flat);

    /// <summary>The words as they are shown, with what the code put into them.</summary>
    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void What_a_person_is_shown_reads_at_grade_eight_or_below(string name)
    {
        var hard = Json(name)
            .GetProperty("findings")
            .EnumerateArray()
            .Where(f => f.TryGetProperty("person", out _))
            .Select(f =>
                (Id: Text(f, "id"), Words: Text(f, "person"), Grade: Knowledge.Tests.ReadingGrade.Of(Text(f, "person")))
            )
            .Where(f => f.Grade > 8)
            .Select(f => $"{f.Id}, grade {f.Grade:0.0}: {f.Words}");
        Assert.Empty(hard);
    }

    [Theory]
    [InlineData("Take 8 mg a day.")]
    [InlineData("0.1-0.2 mg every 6 h")]
    [InlineData("2.88 mg/day")]
    [InlineData("0.54mg")]
    [InlineData("100 mcg")]
    [InlineData("5 mL of syrup")]
    public void A_dose_of_a_medicine_would_be_seen(string text) => Assert.Matches(Dose(), text);

    [Theory]
    [InlineData("You take 20 mg 7-OH a day.")]
    [InlineData("5.5 g leaf")]
    [InlineData("40 mg mitragynine")]
    [InlineData("You spent 116.85 USD")]
    public void An_amount_of_kratom_is_not_a_dose_of_a_medicine(string text) => Assert.DoesNotMatch(Dose(), text);

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_person_is_shown_no_option_and_nothing_that_is_for_the_clinician_alone(string name)
    {
        var page = Person(name).Flat;
        Assert.All(
            Json(name).GetProperty("findings").EnumerateArray(),
            finding =>
            {
                Assert.DoesNotContain(Text(finding, "id"), page, StringComparison.Ordinal);
                Assert.DoesNotContain(Command.Flat(Text(finding, "clinician")), page, StringComparison.Ordinal);
                if (Text(finding, "area") == "options")
                {
                    Assert.False(finding.TryGetProperty("person", out _));
                }
            }
        );
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_person_always_sees_where_to_find_help_what_Coppice_is_and_its_version(string name)
    {
        var page = Person(name);
        var help = page.Flat[page.Flat.IndexOf("If it is an emergency", StringComparison.Ordinal)..];
        Assert.All(
            ["911", "988", "1-800-222-1222", "1-800-662-4357"],
            n => Assert.Contains(n, help, StringComparison.Ordinal)
        );
        Assert.Contains(Help.IntendedUse.Person, page.Flat, StringComparison.Ordinal);
        Assert.StartsWith($"Coppice {Review.ThisVersion} ", page.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_person_reads_every_finding_that_is_for_them_in_its_order_and_the_headline_once(string name)
    {
        var page = Person(name).Flat;
        var review = Json(name);
        var headline = Text(review.GetProperty("headline"), "person");
        var at = page.IndexOf(Command.Flat(headline), StringComparison.Ordinal) + headline.Length;
        Assert.InRange(at, headline.Length, int.MaxValue);
        foreach (
            var finding in review.GetProperty("findings").EnumerateArray().Where(f => f.TryGetProperty("person", out _))
        )
        {
            var told = Text(finding, "person");
            if (
                finding.GetProperty("id").ValueEquals(review.GetProperty("headline").GetProperty("finding").GetString())
            )
            {
                told = told[headline.Length..].Trim() is { Length: > 0 } rest ? rest : told;
            }

            var found = page.IndexOf($"• {Command.Flat(told)}", at, StringComparison.Ordinal);
            Assert.True(found >= at, $"{Text(finding, "id")}: {told}");
            at = found;
        }
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_clinician_sees_every_finding_in_its_order_with_its_inputs_and_its_sources(string name)
    {
        var page = Clinician(name).Flat;
        var findings = Json(name).GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(findings.Select(f => $"[{Text(f, "id")}]"), FindingMark().Matches(page).Select(m => m.Value));
        for (var i = 0; i < findings.Count; i++)
        {
            var from = page.IndexOf($"[{Text(findings[i], "id")}]", StringComparison.Ordinal);
            var to =
                i + 1 < findings.Count
                    ? page.IndexOf($"[{Text(findings[i + 1], "id")}]", StringComparison.Ordinal)
                    : page.Length;
            var block = page[from..to];
            var sources = findings[i].GetProperty("for").EnumerateArray().Select(s => Text(s, "id"));
            var inputs = findings[i].GetProperty("because").EnumerateArray().Select(b => Text(b, "value"));
            Assert.All(
                inputs,
                value => Assert.Contains(Command.Flat(Times.Shorten(value)), block, StringComparison.OrdinalIgnoreCase)
            );
            Assert.Contains("For: ", block, StringComparison.Ordinal);
            Assert.All(sources, source => Assert.Contains($"{source} (", block, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_clinician_sees_the_headline_what_Coppice_is_and_its_version(string name)
    {
        var page = Clinician(name);
        Assert.Contains(Text(Json(name).GetProperty("headline"), "clinician"), page.Flat, StringComparison.Ordinal);
        Assert.Contains(Help.IntendedUse.Clinician, page.Flat, StringComparison.Ordinal);
        Assert.StartsWith($"Coppice {Review.ThisVersion} ", page.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void A_clinician_sees_each_option_each_panel_and_each_check_of_the_plan(string name)
    {
        var page = Clinician(name).Flat;
        var review = Json(name);
        Assert.All(
            review.GetProperty("options").GetProperty("options").EnumerateArray(),
            o => Assert.Matches($" {Text(o, "name")} (consider|not now|avoid|specialist) ", page)
        );
        Assert.All(
            review.GetProperty("monitoring").GetProperty("plan").EnumerateArray(),
            p => Assert.Contains(Text(p, "what"), page, StringComparison.Ordinal)
        );
        Assert.Equal(
            review.GetProperty("liver").GetProperty("panels").GetArrayLength() > 0,
            page.Contains("LIVER PANELS", StringComparison.Ordinal)
        );
        Assert.Equal(
            review.GetProperty("withdrawal").GetProperty("scores").GetArrayLength() > 0,
            page.Contains("WITHDRAWAL SCORES", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void The_JSON_is_of_its_stated_shape_and_leaves_out_what_is_not_known(string name)
    {
        var review = Json(name);
        Assert.Equal("coppice-review/1", Text(review, "format"));
        Assert.Equal(Review.ThisVersion, Text(review, "version"));
        Assert.Equal(Help.IntendedUse.Person, Text(review.GetProperty("intendedUse"), "person"));
        Assert.All(Everything(review), value => Assert.NotEqual(JsonValueKind.Null, value.ValueKind));
        Assert.All(
            review.GetProperty("findings").EnumerateArray(),
            finding =>
            {
                Assert.NotEqual(0, finding.GetProperty("for").GetArrayLength());
                Assert.All(
                    ["because", "missing", "against"],
                    list => Assert.Equal(JsonValueKind.Array, finding.GetProperty(list).ValueKind)
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void The_same_record_gives_the_same_bytes(string name)
    {
        var path = records[name];
        Assert.Equal(Command.Fine("review", path, "--json").Out, Command.Fine("review", path, "--json").Out);
        Assert.Equal(Clinician(name).Out, Clinician(name).Out);
    }

    [Theory]
    [MemberData(nameof(Records.Names), MemberType = typeof(Records))]
    public void No_line_is_wider_than_100_and_no_line_repeats_the_one_before_it(string name)
    {
        foreach (var page in new[] { Person(name), Clinician(name) })
        {
            Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
            Assert.All(page.Lines, line => Assert.Equal(line.TrimEnd(), line));
            Assert.All(page.Lines.Zip(page.Lines.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        }
    }

    [Fact]
    public void The_voice_is_the_clinicians_unless_asked() =>
        Assert.Equal(Clinician("first-look.json").Out, Command.Fine("review", records["first-look.json"]).Out);

    [Fact]
    public void A_record_without_facts_gets_a_calm_page_with_help_on_it()
    {
        var path = records.Write("bare.json", """{"format":"coppice-record/1"}""");
        var page = Command.Fine("review", path, "--for", "person");
        Assert.Contains("1-800-662-4357", page.Out, StringComparison.Ordinal);
        Assert.Equal("coppice-review/1", Text(Command.Fine("review", path, "--json").Json, "format"));
    }

    [Fact]
    public void A_records_own_words_cannot_steer_the_terminal()
    {
        var path = records.Write(
            "steer.json",
            """
            {"format":"coppice-record/1","now":"2026-03-20T09:00:00-04:00",
             "events":[{"kind":"decision","about":"setting","at":"2026-03-19","choice":"residential","reason":"\u001b[2Jgone\u0007","by":"physician"}]}
            """
        );
        var page = Command.Fine("review", path).Out;
        Assert.Contains("gone", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(Command.Fine("review", path, "--json").Out, c => char.IsControl(c) && c != '\n');
    }

    private Outcome Person(string name) => Command.Fine("review", records[name], "--for", "person");

    private Outcome Clinician(string name) => Command.Fine("review", records[name], "--for", "clinician");

    private JsonElement Json(string name) => Command.Fine("review", records[name], "--json").Json;

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    private static IEnumerable<JsonElement> Everything(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Everything(p.Value)).Prepend(element),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Everything).Prepend(element),
            _ => [element],
        };

    /// <summary>A number with a unit of medicines, unless it is an amount of a kratom product.</summary>
    [GeneratedRegex(
        @"\d\s?(mg|mcg|µg|g|mL|ml|milligrams?|IU|units?)\b(?! (leaf|extract|mitragynine|7-OH|pseudoindoxyl))",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Dose();

    [GeneratedRegex(@"\[[a-z]+\.[a-z0-9-]+\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FindingMark();
}

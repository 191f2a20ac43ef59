using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coppice.Record.Tests;

public class BadInputTests
{
    private static readonly IReadOnlyList<Broken> Documents =
    [
        .. Breaker.NotRecords(),
        .. Directory
            .GetFiles(Path.Combine(Golden.Root, "examples"), "*.json")
            .Order(StringComparer.Ordinal)
            .SelectMany((path, i) => new Breaker(File.ReadAllText(path), seed: (uint)i + 1, placesEach: 5).All()),
    ];

    private static readonly IReadOnlyList<RecordReading> Readings =
    [
        .. Documents.Select(d => RecordFile.Read(d.Bytes)),
    ];

    [Fact]
    public void There_are_many_broken_documents() => Assert.InRange(Documents.Count, 1000, int.MaxValue);

    [Fact]
    public void A_broken_document_is_refused_with_its_problems_and_nothing_is_thrown() =>
        Each((_, reading) => reading.Record is null && reading.Problems.Count > 0 ? null : "was read");

    [Fact]
    public void A_problem_is_told_at_the_place_that_was_broken() =>
        Each(
            (document, reading) =>
                reading.Problems.Any(p =>
                    p.Path.StartsWith(document.Place, StringComparison.Ordinal) || p.Path == Parent(document.Place)
                )
                    ? null
                    : string.Join(' ', reading.Problems.Select(p => p.Path))
        );

    [Fact]
    public void Breaking_one_thing_makes_a_handful_of_problems_and_not_a_flood() =>
        Each((document, reading) => document.Place == "$" || reading.Problems.Count <= 5 ? null : "a flood");

    [Fact]
    public void A_problem_says_what_was_expected_and_what_was_found_in_plain_words()
    {
        string[] machinery = ["System.", "Coppice.", "`1", "Exception", "   at ", ".NET", "JSON value", "PersonRecord"];
        Each(
            (_, reading) =>
                Told(reading)
                    .FirstOrDefault(p =>
                        !p.Contains(": expected ", StringComparison.Ordinal)
                        || !p.Contains("; found ", StringComparison.Ordinal)
                        || p.Length > 1500
                        || machinery.Any(m => p.Contains(m, StringComparison.Ordinal))
                    )
        );
    }

    [Fact]
    public void No_problem_is_left_without_an_explanation() =>
        Each(
            (_, reading) =>
                reading.Problems.Any(p => p.Message.EndsWith("; found another", StringComparison.Ordinal))
                    ? "is not explained"
                    : null
        );

    [Fact]
    public void What_a_problem_says_does_not_depend_on_the_culture()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "minus";
        var here = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = comma;
        try
        {
            Each(
                (document, reading) =>
                    Told(RecordFile.Read(document.Bytes)).SequenceEqual(Told(reading)) ? null : "differs"
            );
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = here;
        }
    }

    [Fact]
    public void The_schema_refuses_what_the_reader_refuses_but_for_what_a_schema_cannot_say() =>
        Each(
            (document, _) =>
            {
                try
                {
                    var allowed = document.SchemaSees && SchemaTests.Schema.Allows(JsonNode.Parse(document.Bytes));
                    return allowed ? "the schema allows it" : null;
                }
                catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
                {
                    return null; // Not JSON at all, or a name twice.
                }
            }
        );

    [Theory]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"use","product":{"kind":"tea"},"amount":{"value":2,5,"unit":"glass"}}]}""",
        "$.events[0].amount.value",
        """expected a point in a decimal number; found a comma before '5,"unit":"glass"}}]}', line 1"""
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"use","product":{"kind":"tea"},"amount":{"value":"2,5","unit":"glass"}}]}""",
        "$.events[0].amount.value",
        "expected a number such as 2.5; found '2,5'"
    )]
    [InlineData(
        """{"format":"coppice-record/1","person":{"ageYears":NaN}}""",
        "$.person.ageYears",
        "expected well-formed JSON; found 'NaN}}', line 1"
    )]
    [InlineData(
        """{"format":"coppice-record/1","history":{"overdose":"no"}}""",
        "$.history.overdose",
        "expected true or false; found 'no'"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"note","at":"2026-03-08"}""",
        "$.events[1]",
        "expected more, until every { and [ is closed; found the end of the document, line 1"
    )]
    [InlineData(
        """{"format":"coppice-record/1","person":{"age":34}}""",
        "$.person.age",
        "expected only known fields (ageYears, sexAtBirth, pregnancy, region, timeZone, exposedToKratomBeforeBirth); found 'age'"
    )]
    [InlineData(
        """{"format":"coppice-record/1","format":"coppice-record/1"}""",
        "$.format",
        "expected each field once; found 'format' again"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"spending","money":{"value":1,"currency":null}}]}""",
        "$.events[0].money.currency",
        "expected text in quotes; found null"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"craving","intensity":10.5}]}""",
        "$.events[0].intensity",
        "expected 0 to 10; found 10.5"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"note"},""",
        "$.events[1]",
        "expected more, until every { and [ is closed; found the end of the document, line 1"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"kind":"note","text":""",
        "$.events[0].text",
        "expected more, until every { and [ is closed; found the end of the document, line 1"
    )]
    [InlineData(
        """{"format":"coppice-record/1","events":[{"text":"a","ki""",
        "$.events[0]",
        "expected more, until every { and [ is closed; found the end of the document, line 1"
    )]
    [InlineData("", "$", "expected more, until every { and [ is closed; found the end of the document, line 1")]
    public void A_problem_reads_like_this(string json, string path, string message) =>
        Assert.Equal(new RecordProblem(path, message), Doc.Problem(json));

    [Fact]
    public void A_document_that_is_not_in_UTF_8_is_told_so() =>
        Assert.Equal(
            "$: expected text in UTF-8; found bytes that are not, line 1",
            Assert.Single(RecordFile.Read(Encoding.Unicode.GetBytes("\uFEFF{}")).Problems).ToString()
        );

    private static IEnumerable<string> Told(RecordReading reading) => reading.Problems.Select(p => p.ToString());

    /// <summary>Asks one question of every broken document and tells the first answers that are not null.</summary>
    private static void Each(Func<Broken, RecordReading, string?> wrong)
    {
        var answers = Documents
            .Zip(Readings, (document, reading) => (Document: document, Answer: wrong(document, reading)))
            .Where(a => a.Answer is not null)
            .ToList();
        var first = answers.Take(25).Select(a => $"{a.Document}: {a.Answer}");
        Assert.True(answers.Count == 0, $"{answers.Count} of {Documents.Count}\n{string.Join('\n', first)}");
    }

    private static string Parent(string path) =>
        path == "$" ? path : path[..Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['))];
}

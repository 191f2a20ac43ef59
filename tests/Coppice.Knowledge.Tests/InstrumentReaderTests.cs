using System.Text;
using System.Text.Json.Nodes;

namespace Coppice.Knowledge.Tests;

/// <summary>A slip of the pen in a form is found when it is read, not when somebody is scored by it.</summary>
public class InstrumentReaderTests
{
    private const string Ext = "https://coppice.example/ext/";

    /// <summary>Standard fields for other FHIR software, which Coppice lets pass without reading.</summary>
    private static readonly string[] NotRead = ["name", "subjectType", "date", "publisher"];

    private static readonly string[] Needed =
    [
        "licence",
        "licence-verified",
        "rater",
        "window",
        "person-title",
        "validated",
        "validation-note",
        "evidence",
        "deviation",
        "scoring",
    ];

    private static readonly IReadOnlyDictionary<string, byte[]> Files = KnowledgeBase.ReadEmbedded();

    public static TheoryData<string> All => [.. KnowledgeBase.Default.Instruments.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void What_ships_is_read_whole(string id) => Assert.Equal(id, Read(id, Form(id)).Id);

    [Theory]
    [MemberData(nameof(All))]
    public void A_misspelt_name_anywhere_is_refused(string id)
    {
        foreach (var path in Paths(Form(id)).Where(p => p[^1] is string))
        {
            Refused(
                id,
                path,
                (parent, key) =>
                {
                    var value = parent[(string)key]!.DeepClone();
                    parent.AsObject().Remove((string)key);
                    parent[key + "x"] = value;
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_blank_text_anywhere_is_refused(string id)
    {
        foreach (var path in Paths(Form(id)).Where(p => !NotRead.Contains(p[0] as string)))
        {
            if (At(Form(id), path) is JsonValue value && value.TryGetValue<string>(out _))
            {
                Refused(id, path, (parent, key) => Set(parent, key, "  "));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_of_the_wrong_kind_anywhere_is_refused(string id)
    {
        foreach (var path in Paths(Form(id)).Where(p => !NotRead.Contains(p[0] as string)))
        {
            Refused(id, path, (parent, key) => Set(parent, key, new JsonArray(new JsonObject())));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_form_must_say_what_it_is_and_what_may_be_done_with_it(string id)
    {
        foreach (var name in Needed)
        {
            var form = Form(id);
            var extensions = form["extension"]!.AsArray();
            extensions.RemoveAll(e => (string)e!["url"]! == Ext + name);
            var refused = Assert.Throws<KnowledgeException>(() => Read(id, form));
            Assert.Contains($"the extension '{name}'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_said_once_may_not_be_said_twice(string id)
    {
        foreach (var name in Needed.Except(["evidence", "deviation"]))
        {
            var form = Form(id);
            var extensions = form["extension"]!.AsArray();
            extensions.Add(extensions.First(e => (string)e!["url"]! == Ext + name)!.DeepClone());
            var refused = Assert.Throws<KnowledgeException>(() => Read(id, form));
            Assert.Contains($"the extension '{name}' once", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_band_that_is_moved_at_one_end_is_refused(string id)
    {
        foreach (var path in Paths(Form(id)).Where(p => p[^1] is "valueDecimal" && p[0] is "extension"))
        {
            var url = (string)At(Form(id), [.. path[..^1], "url"])!;
            if (url is "low" or "high" or "minimum" or "maximum")
            {
                Moved(id, path, 1);
                Moved(id, path, -1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Points_that_do_not_agree_with_their_code_are_refused(string id)
    {
        foreach (var path in Paths(Form(id)).Where(p => p[^1] is "valueDecimal" && p[0] is "item"))
        {
            if (((string)At(Form(id), [.. path[..^1], "url"])!).EndsWith("/ordinalValue", StringComparison.Ordinal))
            {
                Moved(id, path, 1);
                Moved(id, path, -1);
                Moved(id, path, 0.5m);
                Moved(id, path, 100);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_item_that_is_taken_out_is_missed(string id)
    {
        if (Form(id)["item"]!.AsArray().Count == 1 || KnowledgeBase.Default.Instruments[id].Method == ScoreMethod.None)
        {
            return;
        }

        foreach (var item in KnowledgeBase.Default.Instruments[id].Items.Where(i => i.TakesPoints))
        {
            var form = Form(id);
            form["item"]!.AsArray().RemoveAll(i => (string)i!["linkId"]! == item.LinkId);
            Assert.Throws<KnowledgeException>(() => Read(id, form));
        }
    }

    private static void Moved(string id, object[] path, decimal by) =>
        Refused(id, path, (parent, key) => Set(parent, key, parent[(string)key]!.GetValue<decimal>() + by));

    private static void Refused(string id, object[] path, Action<JsonNode, object> change)
    {
        var form = Form(id);
        change(At(form, path[..^1])!, path[^1]);
        try
        {
            Read(id, form);
        }
        catch (KnowledgeException refused)
        {
            Assert.StartsWith($"instruments/{id}.json: $", refused.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail($"{id}: a change at {string.Join('.', path)} was not noticed");
    }

    private static void Set(JsonNode parent, object key, JsonNode value)
    {
        if (key is int index)
        {
            parent[index] = value;
        }
        else
        {
            parent[(string)key] = value;
        }
    }

    private static JsonNode? At(JsonNode node, object[] path) =>
        path.Aggregate((JsonNode?)node, (at, key) => key is int index ? at![index] : at![(string)key]);

    /// <summary>The way to every value in the form.</summary>
    private static IEnumerable<object[]> Paths(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p =>
                Paths(p.Value).Select(rest => (object[])[p.Key, .. rest]).Prepend([p.Key])
            ),
            JsonArray a => a.SelectMany((v, i) => Paths(v).Select(rest => (object[])[i, .. rest]).Prepend([i])),
            _ => [],
        };

    private static JsonNode Form(string id) => JsonNode.Parse(Files[$"instruments/{id}.json"])!;

    private static Instrument Read(string id, JsonNode form) =>
        QuestionnaireReader.Read($"instruments/{id}.json", Encoding.UTF8.GetBytes(form.ToJsonString()));
}

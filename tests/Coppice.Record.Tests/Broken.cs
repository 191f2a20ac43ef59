using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Coppice.Record.Tests;

/// <summary>A document that was right before one thing in it was broken.</summary>
/// <param name="What">What was done to it.</param>
/// <param name="Place">The JSON path at which it was done.</param>
/// <param name="Bytes">The document.</param>
/// <param name="SchemaSees">Whether a JSON Schema can say that it is wrong.</param>
internal sealed record Broken(string What, string Place, byte[] Bytes, bool SchemaSees = true)
{
    public override string ToString() => $"{Place} {What}";
}

/// <summary>
/// Breaks right documents in every way that was thought of, at places that a seed chooses: the same documents on every machine.
/// </summary>
internal sealed class Breaker(string json, uint seed, int placesEach)
{
    private const string Mark = "\u0001mark\u0001";

    private static readonly JsonSerializerOptions Plain = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Marked text is written by Latin-1, so that a break can hold any byte.
    private static readonly Encoding Bytes = Encoding.Latin1;

    private uint state = seed;

    /// <summary>A place in a document and what the types say of it.</summary>
    private sealed record Spot(string Path, JsonNode? Node, JsonTypeInfo Type, JsonPropertyInfo? Field)
    {
        public bool IsRequired => Field?.IsRequired == true;

        public bool MayBeNull => Field?.IsSetNullable ?? Path.Contains(".items.", StringComparison.Ordinal);

        public Type Of => Type.Type;
    }

    public IEnumerable<Broken> All() =>
        [.. Values(), .. Numbers(), .. Texts(), .. Objects(), .. Lists(), .. Events(), .. Cut()];

    /// <summary>Documents that are no record at all.</summary>
    public static IEnumerable<Broken> NotRecords()
    {
        (string What, string Text, bool SchemaSees)[] texts =
        [
            ("empty", "", true),
            ("spaces", "  \n\t ", true),
            ("only a byte order mark", "ï»¿", true),
            ("two byte order marks", "ï»¿ï»¿{\"format\":\"coppice-record/1\"}", true),
            ("null", "null", true),
            ("a list", "[]", true),
            ("a list of records", """[{"format":"coppice-record/1"}]""", true),
            ("a text", "\"coppice-record/1\"", true),
            ("a number", "42", true),
            ("true", "true", true),
            ("nothing in it", "{}", true),
            ("no format", """{"events":[]}""", true),
            ("another format", """{"format":"coppice-record/9"}""", true),
            ("a list without end", """{"format":"coppice-record/1","events":[""", true),
            ("text after it", """{"format":"coppice-record/1"} thanks""", true),
            ("two records", """{"format":"coppice-record/1"}{"format":"coppice-record/1"}""", true),
            ("a comment", """{"format":"coppice-record/1" /* mine */}""", true),
            ("a line comment", "// mine\n{\"format\":\"coppice-record/1\"}", true),
            ("names without quotes", """{format:"coppice-record/1"}""", true),
            ("single quotes", "{'format':'coppice-record/1'}", true),
            ("a page", "<!doctype html><html></html>", true),
            ("a table", "at,grams\n2026-03-08,2.5\n", true),
            ("YAML", "format: coppice-record/1\n", true),
            ("a zip file", "PK\u0003\u0004\0\0", true),
            ("zeros", "\0\0\0\0", true),
            ("a bundle", """{"resourceType":"Bundle","entry":[]}""", true),
            ("nested 100,000 deep", new string('[', 100_000), true),
            (
                "nested 100,000 deep within",
                $"{{\"format\":\"coppice-record/1\",\"events\":{new string('[', 100_000)}",
                true
            ),
            (
                "100,000 wrong entries",
                Doc.With($"\"events\":[{string.Join(',', Enumerable.Repeat("{}", 100_000))}]"),
                true
            ),
            (
                "too many events",
                Doc.With($"\"events\":[{string.Join(',', Enumerable.Repeat("{\"kind\":\"note\"}", 200_001))}]"),
                false
            ),
            ("a name of a million letters", Doc.With($"\"{new string('x', 1_000_000)}\":1"), true),
            (
                "a number of a million digits",
                Doc.With($"\"person\":{{\"ageYears\":{new string('9', 1_000_000)}}}"),
                true
            ),
            ("a broken name", Doc.With("\"\\ud800\":1"), false),
            ("a name of invalid UTF-8", Doc.With("\"\u00ff\u00fe\":1"), false),
        ];
        yield return new("UTF-16", "$", Encoding.Unicode.GetBytes("\uFEFF{\"format\":\"coppice-record/1\"}"));
        foreach (var (what, text, schemaSees) in texts)
        {
            yield return new(what, "$", Bytes.GetBytes(text), schemaSees);
        }
    }

    /// <summary>A value of another type, null, or none at all.</summary>
    private IEnumerable<Broken> Values()
    {
        string[] all = ["true", "12345678", "\"~\"", "[]", "{}", "[[]]", "[null]", "{\"value\":1}"];
        foreach (var other in all)
        {
            foreach (var spot in Some(s => !Fits(s, other)))
            {
                yield return Replace(spot, other, $"becomes {other}");
            }
        }

        foreach (var spot in Some(s => !s.MayBeNull))
        {
            yield return Replace(spot, "null", "becomes null");
        }

        foreach (var spot in Some(s => s.IsRequired, placesEach * 4))
        {
            var parent = Parent(spot);
            var rest = parent.Node!.DeepClone().AsObject();
            rest.Remove(spot.Field!.Name);
            yield return Replace(parent, rest.ToJsonString(Plain), $"loses {spot.Field.Name}") with
            {
                Place = spot.Path,
            };
        }
    }

    private IEnumerable<Broken> Numbers()
    {
        string[] never =
        [
            "NaN",
            "Infinity",
            "-Infinity",
            "2,5",
            "1,000",
            "01",
            "+5",
            ".5",
            "5.",
            "5 g",
            "0x10",
            "1_000",
            "1e",
            "--1",
            "½",
            "1e30",
            "1e999",
            "-1e30",
            "79228162514264337593543950336",
            "99999999999999999999999999999999999999",
            "\"2.5\"",
            "\"2,5\"",
            "\"2.5 g\"",
            "\"NaN\"",
            "-123456789",
            "123456789",
        ];
        foreach (var text in never)
        {
            foreach (var spot in Some(s => IsNumber(s)))
            {
                yield return Replace(spot, text, $"becomes {text}");
            }
        }

        foreach (var (text, schemaSees) in new[] { ("3.5", true), ("3.0", false), ("1e400", true) })
        {
            foreach (var spot in Some(s => s.Of == typeof(int)))
            {
                yield return Replace(spot, text, $"becomes {text}") with
                {
                    SchemaSees = schemaSees,
                };
            }
        }
    }

    private IEnumerable<Broken> Texts()
    {
        (string Text, bool SchemaSees)[] never =
        [
            ("\"\\ud800\"", false),
            ("\"a\\udc00b\"", false),
            ("\"\u00ff\u00fe\"", false),
            ("\"\u00c3(\"", false),
            ("\"a\nb\"", true),
            ("\"a\tb\"", true),
            ("\"\\x41\"", true),
            ("\"\\u12\"", true),
            ("'a'", true),
            ("\"a", true),
        ];
        foreach (var (text, schemaSees) in never)
        {
            foreach (var spot in Some(IsText))
            {
                yield return Replace(spot, text, $"becomes {text}") with
                {
                    SchemaSees = schemaSees,
                };
            }
        }

        string[] words = ["\"\"", "\"something\"", "\"Tea\"", "\"leaf powder\"", "\"0\"", "\"none \""];
        foreach (var word in words)
        {
            foreach (var spot in Some(s => s.Of.IsEnum))
            {
                yield return Replace(spot, word, $"becomes {word}");
            }
        }

        foreach (var spot in Some(s => s.Of.IsEnum, placesEach * 3))
        {
            var word = (string)spot.Node!;
            yield return Replace(spot, $"\"{char.ToUpperInvariant(word[0])}{word[1..]}\"", "gets a capital");
        }

        (string Time, bool SchemaSees)[] times =
        [
            ("", true),
            ("today", true),
            ("2026", true),
            ("2026-03", true),
            ("2026-13-01", true),
            ("2026-02-30", false),
            ("2025-02-29", false),
            ("03/08/2026", true),
            ("8.3.2026", true),
            ("20260308", true),
            ("2026-03-08 23:30", true),
            ("2026-03-08T23:30:00", true),
            ("2026-03-08T25:00:00Z", true),
            ("2026-03-08T23:61:00Z", true),
            ("2026-03-08T23:30:00+0500", true),
            ("2026-03-08T23:30:00 EST", true),
            ("2026-03-08T23:30:00-04:00[", true),
            ("2026-03-08T23:30:00-04:00[]", true),
            ("2026-03-08T23:30:00-04:00[Mars/Base]", false),
            ("2026-03-08T23:30:00-05:00[America/New_York]", false),
            ("2026-03-08T02:30:00-05:00[America/New_York]", false),
            ("2026-03-08T23:30:00-04:00[New York]", true),
            ("1899-12-31", true),
            ("2200-01-01", true),
            ("0000-00-00", true),
            ("9999-12-31T23:59:59-18:00", true),
            ("1772928000", true),
            ("2026-03-08T11:30:00 PM", true),
        ];
        foreach (var (time, schemaSees) in times)
        {
            foreach (var spot in Some(s => s.Of == typeof(EventTime)))
            {
                yield return Replace(spot, $"\"{time}\"", $"becomes the time '{time}'") with
                {
                    SchemaSees = schemaSees,
                };
            }
        }
    }

    private IEnumerable<Broken> Objects()
    {
        foreach (
            var field in new[]
            {
                "surprise",
                "Format",
                "home",
                "leaf",
                "timesUpperLimit",
                "canSeeKratom",
                "$type",
                "$id",
                "$ref",
                "",
            }
        )
        {
            foreach (var spot in Some(s => s.Type.Kind == JsonTypeInfoKind.Object))
            {
                var text = spot.Node!.ToJsonString(Plain);
                var comma = spot.Node.AsObject().Count > 0 ? "," : "";
                yield return Replace(spot, $"{text[..^1]}{comma}\"{field}\":1}}", $"gains '{field}'");
            }
        }

        foreach (var spot in Some(s => s.Node is JsonObject { Count: > 0 }, placesEach * 4))
        {
            var text = spot.Node!.ToJsonString(Plain);
            var (name, value) = spot.Node.AsObject().First();
            var again = $"\"{name}\":{value?.ToJsonString() ?? "null"}";
            yield return Replace(spot, $"{text[..^1]},{again}}}", $"has {name} twice") with
            {
                SchemaSees = false,
            };
        }

        foreach (var spot in Some(s => s.Node is JsonObject { Count: > 0 }))
        {
            var text = spot.Node!.ToJsonString(Plain);
            yield return Replace(spot, $"{text[..^1]},}}", "ends with a comma");
            yield return Replace(spot, text.Replace("\":", "\"", StringComparison.Ordinal), "loses its colons");
            yield return Replace(spot, text[..^1], "is not closed");
            // What follows is then read as part of what is around it.
            var around = spot.Path.LastIndexOf('[') is > 0 and var at ? spot.Path[..at] : "$";
            yield return Replace(spot, $"{text}}}", "is closed twice") with
            {
                Place = around,
            };
            yield return Replace(spot, $"{text[..^1]}]", "is closed by ]");
        }
    }

    private IEnumerable<Broken> Lists()
    {
        (string What, Func<string, bool, string> Break)[] breaks =
        [
            ("gains null", (text, any) => $"{text[..^1]}{(any ? "," : "")}null]"),
            ("gains a list of null", (text, any) => $"{text[..^1]}{(any ? "," : "")}[null]]"),
            ("gains a list of lists", (text, any) => $"{text[..^1]}{(any ? "," : "")}[[]]]"),
            ("ends with a comma", (text, _) => $"{text[..^1]},]"),
            ("is not closed", (text, _) => text[..^1]),
            ("is nested 60 deep", (_, _) => new string('[', 60) + new string(']', 60)),
            ("is nested 5,000 deep", (_, _) => new string('[', 5000) + new string(']', 5000)),
            (
                "is objects nested 200 deep",
                (_, _) => string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)
            ),
        ];
        foreach (var (what, change) in breaks)
        {
            foreach (var spot in Some(s => s.Node is JsonArray))
            {
                yield return Replace(spot, change(spot.Node!.ToJsonString(Plain), spot.Node.AsArray().Count > 0), what);
            }
        }
    }

    private IEnumerable<Broken> Events()
    {
        foreach (var kind in new[] { "\"Use\"", "\"dose\"", "\"\"", "null", "7", "[]", "{}", "true", "\"\\ud800\"" })
        {
            foreach (var spot in Some(IsEvent))
            {
                var text = spot.Node!.ToJsonString(Plain);
                var word = spot.Node["kind"]!.ToJsonString();
                var at = text.IndexOf(word, StringComparison.Ordinal);
                yield return Replace(spot, $"{text[..at]}{kind}{text[(at + word.Length)..]}", $"is of the kind {kind}");
            }
        }

        foreach (var spot in Some(IsEvent))
        {
            var without = spot.Node!.DeepClone().AsObject();
            without.Remove("kind");
            yield return Replace(spot, without.ToJsonString(Plain), "has no kind");
            var twice = Record()["events"]!.AsArray();
            yield return Replace(
                All(Record()).First(s => s.Path == "$.events"),
                $"[{string.Join(',', twice.Select(e => e!.ToJsonString()))},{{\"kind\":\"note\",\"id\":\"x\"}},{{\"kind\":\"note\",\"id\":\"x\"}}]",
                "has one id twice"
            ) with
            {
                SchemaSees = false,
            };
        }
    }

    /// <summary>The document ends too early.</summary>
    private IEnumerable<Broken> Cut()
    {
        var bytes = Encoding.UTF8.GetBytes(json.TrimEnd());
        for (var i = 0; i < 60; i++)
        {
            var length = (int)(Next() % (uint)bytes.Length);
            yield return new($"cut after {length} bytes", "$", bytes[..length]);
        }
    }

    private Broken Replace(Spot spot, string raw, string what)
    {
        if (spot.Path == "$")
        {
            return new(what, spot.Path, Latin(raw));
        }

        // The spot is found again in a fresh copy, marked, and the mark replaced in the text.
        var root = Record();
        var node = All(root).First(s => s.Path == spot.Path).Node!;
        node.ReplaceWith(Mark);
        var text = root.ToJsonString(Plain);
        var mark = JsonSerializer.Serialize(Mark);
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return new(
            what,
            spot.Path,
            [
                .. Encoding.UTF8.GetBytes(text[..at]),
                .. Latin(raw),
                .. Encoding.UTF8.GetBytes(text[(at + mark.Length)..]),
            ]
        );
    }

    /// <summary>Latin-1, so that a break can hold any byte; what Latin-1 cannot hold, as UTF-8.</summary>
    private static byte[] Latin(string text) =>
        text.Any(c => c > 255) ? Encoding.UTF8.GetBytes(text) : Bytes.GetBytes(text);

    private JsonObject Record() => JsonNode.Parse(json)!.AsObject();

    private Spot Parent(Spot spot) => All(Record()).First(s => s.Path == spot.Path[..^(spot.Field!.Name.Length + 1)]);

    private List<Spot> Some(Func<Spot, bool> which, int? most = null)
    {
        var fit = All(Record()).Where(s => s.Node is not null && which(s)).ToList();
        var chosen = new List<Spot>();
        for (var i = 0; i < (most ?? placesEach) && fit.Count > 0; i++)
        {
            var at = (int)(Next() % (uint)fit.Count);
            chosen.Add(fit[at]);
            fit.RemoveAt(at);
        }

        return chosen;
    }

    /// <summary>A linear congruential generator (Numerical Recipes), of which the upper half is used.</summary>
    private uint Next() => (state = unchecked((state * 1664525u) + 1013904223u)) >> 8;

    private static IEnumerable<Spot> All(JsonNode root) =>
        All(new Spot("$", root, RecordTypes.Info(typeof(PersonRecord)), null));

    private static IEnumerable<Spot> All(Spot spot)
    {
        yield return spot;
        foreach (var child in Children(spot).SelectMany(All))
        {
            yield return child;
        }
    }

    private static IEnumerable<Spot> Children(Spot spot)
    {
        if (spot.Node is JsonArray list)
        {
            var element = RecordTypes.Info(spot.Type.ElementType!);
            return list.Select((node, i) => new Spot($"{spot.Path}[{i}]", node, element, null));
        }

        if (spot.Node is not JsonObject fields)
        {
            return [];
        }

        if (spot.Type.Kind == JsonTypeInfoKind.Dictionary)
        {
            var value = RecordTypes.Info(spot.Type.ElementType!);
            return fields.Select(f => new Spot($"{spot.Path}.{f.Key}", f.Value, value, null));
        }

        var type = IsEvent(spot) ? RecordTypes.Kinds[(string)fields["kind"]!] : spot.Type;
        return type
            .Properties.Where(p => fields.ContainsKey(p.Name))
            .Select(p => new Spot($"{spot.Path}.{p.Name}", fields[p.Name], RecordTypes.Info(p.PropertyType), p));
    }

    private static bool IsEvent(Spot spot) => spot.Of == typeof(Event);

    private static bool IsNumber(Spot spot) => spot.Of == typeof(decimal) || spot.Of == typeof(int);

    private static bool IsText(Spot spot) =>
        spot.Of == typeof(string) || spot.Of == typeof(EventTime) || spot.Of.IsEnum;

    private static bool Fits(Spot spot, string other) =>
        (spot.Type.Kind, other[0]) switch
        {
            (JsonTypeInfoKind.Enumerable, '[') => other == "[]",
            (JsonTypeInfoKind.Dictionary, '{') => true,
            (JsonTypeInfoKind.Object, '{') => !spot.IsRequired && other == "{}",
            (JsonTypeInfoKind.None, 't') => spot.Of == typeof(bool),
            (JsonTypeInfoKind.None, '"') => spot.Of == typeof(string),
            _ => false,
        };
}

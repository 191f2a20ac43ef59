using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;

namespace Coppice.Knowledge;

/// <summary>
/// Reads an instrument from its FHIR R4 Questionnaire, and refuses one that is broken, that holds something it does not know, or
/// that says one thing in two ways that disagree.
/// </summary>
internal static class QuestionnaireReader
{
    /// <summary>Where Coppice's own extensions live.</summary>
    private const string Ext = "https://coppice.example/ext/";
    private const string Fhir = "http://hl7.org/fhir/StructureDefinition/";
    private const string Loinc = "http://loinc.org";

    /// <summary>Items and points fit a machine word in the scoring tables.</summary>
    private const int Most = 63;

    public static Instrument Read(string file, byte[] utf8)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new KnowledgeException($"{file}: {e.Message}", e);
        }

        using (document)
        {
            return Form(new Node(document.RootElement, file));
        }
    }

    private static Instrument Form(Node form)
    {
        form.Only(
            [
                "resourceType",
                "id",
                "url",
                "version",
                "title",
                "status",
                "description",
                "copyright",
                "extension",
                "item",
            ],
            ["name", "subjectType", "date", "publisher", "code"]
        );
        form.At("resourceType").Word("Questionnaire");
        form.At("status").Word("active");
        var id = form.At("id").Word(Path.GetFileNameWithoutExtension(form.File));
        form.At("url").Word("https://coppice.example/Questionnaire/" + id);

        var ext = Extensions.Of(form, Ext);
        var items = form.At("item").Each(item => Item(item, id));
        CheckItems(form.At("item"), items);
        var scoring = Extensions.Of(ext.One("scoring"));
        var instrument = new Instrument
        {
            Id = id,
            Version = form.At("version").Text(),
            Title = form.At("title").Text(),
            PersonTitle = ext.One("person-title").Value("valueString").Text(),
            Intro = ext.Maybe("intro")?.Value("valueString").Text(),
            Description = form.At("description").Text(),
            Copyright = form.At("copyright").Text(),
            Licence = ext.One("licence").Value("valueString").Text(),
            LicenceVerified = ext.One("licence-verified").Value("valueBoolean").Truth(),
            Validated = ext.One("validated").Value("valueBoolean").Truth(),
            ValidationNote = ext.One("validation-note").Value("valueString").Text(),
            ByClinician = ext.One("rater").Value("valueCode").Word("clinician", "self") == "clinician",
            Window = ext.One("window").Value("valueString").Text(),
            Evidence = ext.Some("evidence", e => e.Value("valueString").Text()),
            Deviations = ext.Some("deviation", e => e.Value("valueString").Text()),
            Codes = form.Maybe("code")?.Each(Code) ?? [],
            ScoreCode = ext.Maybe("score-code") is { } code ? Code(code.Value("valueCoding")) : null,
            Method = Method(scoring.One("method").Value("valueCode")),
            Minimum = scoring.Maybe("minimum")?.Value("valueDecimal").Number() ?? 0,
            Maximum = scoring.Maybe("maximum")?.Value("valueDecimal").Number() ?? 0,
            Items = items,
            Bands = ext.All("band", Band),
            Triage = ext.All("triage-rule", e => Triage(e, items)),
            CutForWomen = ext.Maybe("cut-women")?.Value("valueDecimal").Number(),
            MeaningfulChange = ext.Maybe("meaningful-change")?.Value("valueDecimal").Number(),
            TotalsOnly = ext.Maybe("totals-only")?.Value("valueBoolean").Truth() ?? false,
            Versions = [.. items.Select(i => i.HighByVersion).FirstOrDefault(v => v.Count > 0)?.Keys ?? []],
        };
        var scores = scoring.All("score", e => Score(e, items));
        instrument = instrument with
        {
            TotalItems = scores.FirstOrDefault(s => s.Id == "total")?.Items ?? [],
            Subscales = [.. scores.Where(s => s.Id != "total")],
        };
        scoring.RefuseOthers();
        ext.RefuseOthers();
        CheckScoring(ext.One("scoring"), instrument, scores);
        CheckBands(form, instrument);
        return instrument;
    }

    private static InstrumentItem Item(Node item, string form)
    {
        item.Only(
            ["linkId", "text", "type", "required"],
            ["extension", "code", "enableWhen", "answerOption", "repeats"]
        );
        item.At("required").False("answers are never forced: what is missing stays missing");
        var ext = Extensions.Of(item, Ext);
        var answers = item.Maybe("answerOption")?.Each(a => Answer(a, form)) ?? [];
        var takesNumber = item.At("type").Word("choice", "integer") == "integer";
        if (takesNumber != (answers.Count == 0))
        {
            throw item.At("type").Wrong("choice with answerOption, or integer without");
        }

        var takesPoints = takesNumber || answers.Any(a => a.Value is not null);
        var low = takesNumber ? ext.One(Fhir + "minValue").Value("valueInteger").Whole(0, 1000) : 0m;
        var high = takesNumber ? ext.One(Fhir + "maxValue").Value("valueInteger").Whole(0, 1000) : 0m;
        if (takesPoints && !takesNumber)
        {
            CheckAnswers(item.At("answerOption"), answers);
            (low, high) = (answers[0].Value!.Value, answers[^1].Value!.Value);
        }

        if (takesPoints && item.Maybe("repeats") is { } repeats)
        {
            repeats.False("an item with points takes one answer");
        }

        if (takesPoints && low >= high)
        {
            throw item.Wrong($"a largest value above the smallest, {Shown(low)}", Shown(high));
        }

        var byVersion = ext.Maybe("maximum-by-version") is { } versions
            ? ByVersion(versions, high)
            : ReadOnlyDictionary<string, decimal>.Empty;
        var read = new InstrumentItem
        {
            LinkId = item.At("linkId").Text(),
            Text = item.At("text").Text(),
            Codes = item.Maybe("code")?.Each(Code) ?? [],
            Answers = answers,
            Repeats = item.Maybe("repeats")?.Truth() ?? false,
            TakesPoints = takesPoints,
            Low = low,
            High = high,
            HighByVersion = byVersion,
            AskedWhen = item.Maybe("enableWhen") is { } gate ? AskedWhen(gate, form) : null,
            NotScored = ext.Maybe("not-scored")?.Value("valueBoolean").Truth() ?? false,
            Alert = ext.Maybe("safety-alert") is { } alert ? Alert(alert, low, high) : null,
            Group = ext.Maybe("criterion-group")
                ?.Value("valueCode")
                .Word("control", "social", "risk", "pharmacological"),
            Symptom = ext.Maybe("symptom")?.Value("valueCode").Text(),
            AgreesWith = ext.Maybe("agrees-with")?.Value("valueCode").Word("pulse"),
        };
        ext.RefuseOthers();
        return read;
    }

    private static LegalAnswer Answer(Node option, string form)
    {
        option.Only(["valueCoding"], []);
        var coding = option.At("valueCoding");
        coding.Only(["system", "code", "display"], ["extension"]);
        coding.At("system").Word(AnswersOf(form));
        var code = coding.At("code").Text();
        var display = coding.At("display").Text();
        if (coding.Maybe("extension") is null)
        {
            return new LegalAnswer(code, null, display);
        }

        var ext = Extensions.Of(coding, Ext);
        var value = ext.One(Fhir + "ordinalValue").Value("valueDecimal").Whole(0, Most);
        ext.RefuseOthers();
        coding.At("code").Word(Shown(value));
        return new LegalAnswer(code, value, display);
    }

    private static void CheckAnswers(Node options, List<LegalAnswer> answers)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Value is null)
            {
                throw options.At(i).Wrong("an ordinalValue, because other answers to the item have one");
            }

            if (i > 0 && answers[i].Value <= answers[i - 1].Value)
            {
                throw options.At(i).Wrong("answers from least to most, each once", answers[i].Code);
            }
        }
    }

    private static ReadOnlyDictionary<string, decimal> ByVersion(Node versions, decimal high)
    {
        versions.Only(["url", "extension"], []);
        var read = new Dictionary<string, decimal>();
        foreach (var version in versions.At("extension").Each(v => v))
        {
            version.Only(["url", "valueDecimal"], []);
            if (!read.TryAdd(version.At("url").Text(), version.At("valueDecimal").Whole(1, 1000)))
            {
                throw version.At("url").Wrong("each version once", version.At("url").Text());
            }
        }

        return read.Values.Max() == high
            ? read.AsReadOnly()
            : throw versions.Wrong(
                $"the largest of the versions to be maxValue, {Shown(high)}",
                Shown(read.Values.Max())
            );
    }

    private static Gate AskedWhen(Node conditions, string form)
    {
        var all = conditions.Each(c => c);
        if (all.Count != 1)
        {
            throw conditions.Wrong("one condition", all.Count.ToString(CultureInfo.InvariantCulture));
        }

        all[0].Only(["question", "operator", "answerCoding"], []);
        all[0].At("operator").Word("=");
        var coding = all[0].At("answerCoding");
        coding.Only(["system", "code"], []);
        coding.At("system").Word(AnswersOf(form));
        return decimal.TryParse(coding.At("code").Text(), CultureInfo.InvariantCulture, out var value)
            ? new Gate(all[0].At("question").Text(), value)
            : throw coding.At("code").Wrong("the code of an answer with points", coding.At("code").Text());
    }

    /// <summary>The code system of a form's own answers.</summary>
    private static string AnswersOf(string form) => "https://coppice.example/answers/" + form;

    private static SafetyAlert Alert(Node alert, decimal low, decimal high)
    {
        var ext = Extensions.Of(alert);
        var read = new SafetyAlert(
            ext.One("code").Value("valueCode").Word("suicide"),
            ext.One("at").Value("valueDecimal").Number()
        );
        ext.RefuseOthers();
        return read.At > low && read.At <= high
            ? read
            : throw ext.One("at").Wrong($"more than {Shown(low)} and at most {Shown(high)}", Shown(read.At));
    }

    private static void CheckItems(Node place, List<InstrumentItem> items)
    {
        if (items.Count > Most)
        {
            throw place.Wrong($"at most {Most} items", items.Count.ToString(CultureInfo.InvariantCulture));
        }

        IEnumerable<string>? versions = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var earlier = items.Take(i).ToList();
            if (earlier.Exists(e => e.LinkId == item.LinkId))
            {
                throw place.At(i).At("linkId").Wrong("each linkId once", item.LinkId);
            }

            if (
                item.AskedWhen is { } gate
                && !earlier.Exists(e =>
                    e.LinkId == gate.Item && e.AskedWhen is null && e.Answers.Any(a => a.Value == gate.Value)
                )
            )
            {
                throw place
                    .At(i)
                    .At("enableWhen")
                    .Wrong("an answer of an earlier item that is always asked", $"{gate.Item} = {Shown(gate.Value)}");
            }

            if (
                item.HighByVersion.Count > 0
                && !(versions ??= item.HighByVersion.Keys).SequenceEqual(item.HighByVersion.Keys)
            )
            {
                throw place
                    .At(i)
                    .Wrong($"versions {string.Join(", ", versions)}", string.Join(", ", item.HighByVersion.Keys));
            }
        }
    }

    private static Subscale Score(Node score, IReadOnlyList<InstrumentItem> items)
    {
        var ext = Extensions.Of(score);
        var listed = ext.One("items").Value("valueString");
        var read = new Subscale(
            ext.One("id").Value("valueCode").Text(),
            ext.One("label").Value("valueString").Text(),
            Listed(listed, items)
        );
        ext.RefuseOthers();
        return read;
    }

    private static string[] Listed(Node listed, IReadOnlyList<InstrumentItem> items)
    {
        var ids = listed.Text().Split(',');
        foreach (var id in ids)
        {
            if (!items.Any(i => i.LinkId == id && i.TakesPoints && !i.NotScored))
            {
                throw listed.Wrong("items that take points and are scored", id);
            }
        }

        return ids.Distinct().Count() == ids.Length ? ids : throw listed.Wrong("each item once", listed.Text());
    }

    private static ScoreBand Band(Node band)
    {
        var ext = Extensions.Of(band);
        var read = new ScoreBand(
            ext.One("low").Value("valueDecimal").Number(),
            ext.One("high").Value("valueDecimal").Number(),
            ext.One("code").Value("valueCode").Text(),
            ext.Maybe("severity") is { } severity ? (int)severity.Value("valueInteger").Whole(0, 3) : null,
            ext.One("label").Value("valueString").Text(),
            ext.One("person").Value("valueString").Text()
        );
        ext.RefuseOthers();
        return read;
    }

    private static TriageRule Triage(Node rule, IReadOnlyList<InstrumentItem> items)
    {
        var ext = Extensions.Of(rule);
        var read = new TriageRule(
            ext.One("code").Value("valueCode").Text(),
            Listed(ext.One("any").Value("valueString"), items),
            ext.One("rule").Value("valueString").Text(),
            ext.One("verified").Value("valueBoolean").Truth()
        );
        ext.RefuseOthers();
        return read;
    }

    private static Coding Code(Node coding)
    {
        coding.Only(["system", "code"], ["display"]);
        var code = coding.At("code").Text();
        if (coding.At("system").Text() == Loinc && !HasCheckDigit(code))
        {
            throw coding.At("code").Wrong("a LOINC code whose check digit is right", code);
        }

        return new Coding(coding.At("system").Text(), code, coding.Maybe("display")?.Text());
    }

    /// <summary>The mod 10 check digit after the hyphen, as LOINC defines it. It finds mistyped and made-up codes.</summary>
    private static bool HasCheckDigit(string code)
    {
        if (code.Length is < 3 or > 12 || code[^2] != '-')
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < code.Length - 2; i++)
        {
            var digit = code[code.Length - 3 - i] - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            var weighed = i % 2 == 0 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return code[^1] - '0' == (10 - (sum % 10)) % 10;
    }

    private static ScoreMethod Method(Node method) =>
        method.Word("sum", "mean", "count", "single", "cssrs", "none") switch
        {
            "sum" => ScoreMethod.Sum,
            "mean" => ScoreMethod.Mean,
            "count" => ScoreMethod.Count,
            "single" => ScoreMethod.Single,
            "cssrs" => ScoreMethod.Cssrs,
            _ => ScoreMethod.None,
        };

    private static void CheckScoring(Node place, Instrument instrument, IReadOnlyList<Subscale> scores)
    {
        if (scores.Select(s => s.Id).Distinct().Count() != scores.Count)
        {
            throw place.Wrong("each score id once");
        }

        if ((scores.Count == 0) != (instrument.Method == ScoreMethod.None))
        {
            throw place.Wrong("a score, unless the method is none");
        }

        if ((instrument.Method == ScoreMethod.Cssrs) != (instrument.Triage.Count > 0))
        {
            throw place.Wrong("triage rules with the method cssrs, and only with it");
        }

        var byId = instrument.Items.ToDictionary(i => i.LinkId);
        foreach (var score in scores)
        {
            var parts = score.Items.Select(id => byId[id]).ToList();
            if (instrument.Method == ScoreMethod.Single && parts.Count != 1)
            {
                throw place.Wrong($"one item in the score '{score.Id}', because the method is single");
            }

            if (
                instrument.Method is ScoreMethod.Count or ScoreMethod.Cssrs
                && parts.Exists(i => i.Low != 0 || i.High != 1 || i.Answers.Count != 2)
            )
            {
                throw place.Wrong($"only yes-or-no items (0 and 1) in the score '{score.Id}', because of the method");
            }

            // A part that is not asked counts 0, so a gated item must be able to be 0.
            if (parts.Exists(i => i.AskedWhen is not null && i.Low != 0))
            {
                throw place.Wrong($"gated items of the score '{score.Id}' to start at 0");
            }
        }

        var (low, high) = Range(instrument, scores, byId);
        if (instrument.Minimum != low || instrument.Maximum != high)
        {
            throw place.Wrong(
                $"minimum {Shown(low)} and maximum {Shown(high)}, as the items give",
                $"{Shown(instrument.Minimum)} and {Shown(instrument.Maximum)}"
            );
        }

        if (instrument.CutForWomen is { } cut && (cut <= low || cut > high))
        {
            throw place.Wrong($"cut-women within {Shown(low)} to {Shown(high)}", Shown(cut));
        }
    }

    private static (decimal Low, decimal High) Range(
        Instrument instrument,
        IReadOnlyList<Subscale> scores,
        Dictionary<string, InstrumentItem> byId
    )
    {
        switch (instrument.Method)
        {
            case ScoreMethod.None:
                return (0, 0);
            case ScoreMethod.Cssrs:
                return (0, instrument.Bands.Count - 1);
            default:
                var parts = scores.Select(s => s.Items.Select(id => byId[id]).ToList()).ToList();
                var mean = instrument.Method == ScoreMethod.Mean;
                return (
                    parts.Min(p => mean ? p.Average(i => i.Low) : p.Sum(i => i.Low)),
                    parts.Max(p => mean ? p.Average(i => i.High) : p.Sum(i => i.High))
                );
        }
    }

    private static void CheckBands(Node form, Instrument instrument)
    {
        var bands = instrument.Bands;
        if (bands.Count == 0)
        {
            return;
        }

        var place = form.At("extension");
        var step = instrument.Method == ScoreMethod.Mean ? 0.01m : 1m;
        if (!instrument.HasTotal)
        {
            throw place.Wrong("no band, because there is no overall score");
        }

        for (var i = 0; i < bands.Count; i++)
        {
            var low = i == 0 ? instrument.Minimum : bands[i - 1].High + step;
            if (bands[i].Low != low || bands[i].High < low)
            {
                throw place.Wrong(
                    $"band '{bands[i].Code}' to start at {Shown(low)} and to end no lower",
                    $"{Shown(bands[i].Low)} to {Shown(bands[i].High)}"
                );
            }

            if (bands.Take(i).Any(b => b.Code == bands[i].Code || b.Severity > bands[i].Severity))
            {
                throw place.Wrong("each band code once, and severities that do not fall", bands[i].Code);
            }
        }

        if (bands[^1].High != instrument.Maximum)
        {
            throw place.Wrong($"the last band to end at {Shown(instrument.Maximum)}", Shown(bands[^1].High));
        }

        foreach (var rule in instrument.Triage)
        {
            if (!bands.Any(b => b.Code == rule.Band && b.Low == b.High))
            {
                throw place.Wrong("triage rules that name a band of one level", rule.Band);
            }
        }
    }

    private static string Shown(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A piece of the file that knows where it is, so that a message can say so.</summary>
    private sealed class Node(JsonElement json, string file, Node? parent = null, string step = "$")
    {
        public string File => file;

        private string Path => parent is null ? step : parent.Path + step;

        public Node At(string name) => Maybe(name) ?? throw Wrong($"'{name}'", "none");

        public Node At(int index) => new(json[index], file, this, $"[{index}]");

        public Node? Maybe(string name)
        {
            if (json.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object", json.ValueKind.ToString());
            }

            return json.TryGetProperty(name, out var value) ? new Node(value, file, this, "." + name) : null;
        }

        public List<T> Each<T>(Func<Node, T> read)
        {
            if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
            {
                throw Wrong("a list of one or more");
            }

            var all = new List<T>(json.GetArrayLength());
            for (var i = 0; i < json.GetArrayLength(); i++)
            {
                all.Add(read(At(i)));
            }

            return all;
        }

        /// <summary>The value of an extension, which must be of the named kind and the only one.</summary>
        public Node Value(string kind)
        {
            Only(["url", kind], []);
            return At(kind);
        }

        public void Only(ReadOnlySpan<string> required, ReadOnlySpan<string> optional)
        {
            foreach (var name in required)
            {
                _ = At(name);
            }

            foreach (var property in json.EnumerateObject())
            {
                if (!required.Contains(property.Name) && !optional.Contains(property.Name))
                {
                    throw Wrong($"only {string.Join(", ", [.. required, .. optional])}", $"'{property.Name}'");
                }
            }
        }

        public string Text() =>
            json.ValueKind == JsonValueKind.String && json.GetString() is { } text && text.Trim().Length > 0
                ? text
                : throw Wrong("text that is not blank");

        public string Word(params ReadOnlySpan<string> legal)
        {
            var text = Text();
            return legal.Contains(text) ? text : throw Wrong(string.Join(" or ", legal.ToArray()), $"'{text}'");
        }

        public bool Truth() =>
            json.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? json.GetBoolean()
                : throw Wrong("true or false");

        public void False(string because)
        {
            if (Truth())
            {
                throw Wrong($"false ({because})", "true");
            }
        }

        public decimal Number() =>
            json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number)
                ? number
                : throw Wrong("a number");

        public decimal Whole(int low, int high)
        {
            var number = Number();
            return number >= low && number <= high && decimal.IsInteger(number)
                ? number
                : throw Wrong($"a whole number from {low} to {high}", Shown(number));
        }

        public KnowledgeException Wrong(string expected, string? found = null) =>
            new($"{file}: {Path}: expected {expected}; found {found ?? Short(json.GetRawText())}");

        private static string Short(string raw) => raw.Length <= 80 ? raw : raw[..80] + "...";
    }

    /// <summary>The extensions of one place, by name. What nobody asked for is refused.</summary>
    private sealed class Extensions
    {
        private readonly Node place;
        private readonly Dictionary<string, List<Node>> byName = [];
        private readonly HashSet<string> asked = [];

        private Extensions(Node place, string prefix)
        {
            this.place = place;
            foreach (var extension in place.Maybe("extension")?.Each(e => e) ?? [])
            {
                var url = extension.At("url").Text();
                var name =
                    prefix.Length > 0 && url.StartsWith(prefix, StringComparison.Ordinal) ? url[prefix.Length..] : url;
                if (!byName.TryGetValue(name, out var all))
                {
                    byName.Add(name, all = []);
                }

                all.Add(extension);
            }
        }

        public static Extensions Of(Node place, string prefix) => new(place, prefix);

        /// <summary>The parts of an extension that has parts instead of a value.</summary>
        public static Extensions Of(Node extension)
        {
            extension.Only(["url", "extension"], []);
            return new Extensions(extension, "");
        }

        public Node One(string name) => Maybe(name) ?? throw place.Wrong($"the extension '{name}'", "none");

        public Node? Maybe(string name)
        {
            asked.Add(name);
            return byName.GetValueOrDefault(name) switch
            {
                null => null,
                [var one] => one,
                [_, var second, ..] => throw second.Wrong($"the extension '{name}' once"),
                _ => null,
            };
        }

        public IReadOnlyList<T> All<T>(string name, Func<Node, T> read)
        {
            asked.Add(name);
            return byName.TryGetValue(name, out var all) ? [.. all.Select(read)] : [];
        }

        public IReadOnlyList<T> Some<T>(string name, Func<Node, T> read) =>
            All(name, read) is { Count: > 0 } all
                ? all
                : throw place.Wrong($"the extension '{name}' at least once", "none");

        public void RefuseOthers()
        {
            foreach (var (name, all) in byName)
            {
                if (!asked.Contains(name))
                {
                    throw all[0]
                        .Wrong($"an extension that Coppice knows here ({string.Join(", ", asked)})", $"'{name}'");
                }
            }
        }
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Coppice.Knowledge;

/// <summary>
/// Everything Coppice knows, read from the data files in this assembly. A broken or dangling file is refused when it is read,
/// and the build reads it. Immutable and safe to share between threads.
/// </summary>
public sealed partial class KnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> Embedded = new(() => Load(ReadEmbedded()));
    private static readonly Lazy<KnowledgeBase> Spanish = new(() => Default.In(Language.Spanish, ReadEmbedded("es/")));

    private KnowledgeBase(
        FrozenDictionary<string, Evidence> evidence,
        FrozenDictionary<string, Rule> rules,
        FrozenDictionary<string, Ask> asks
    )
    {
        Evidence = evidence;
        Rules = rules;
        Asks = asks;
    }

    /// <summary>The knowledge that ships with this version.</summary>
    /// <exception cref="KnowledgeException">A data file is broken; the build would have failed.</exception>
    public static KnowledgeBase Default => Embedded.Value;

    /// <summary>
    /// The knowledge that ships with this version, in the language of the person. Ids, evidence and all that the clinician reads are
    /// the same in each language.
    /// </summary>
    /// <exception cref="KnowledgeException">A data file is broken; the build would have failed.</exception>
    public static KnowledgeBase In(Language language) =>
        language switch
        {
            Language.English => Default,
            Language.Spanish => Spanish.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "not a language of Coppice"),
        };

    /// <summary>The language in which the person is spoken to.</summary>
    public Language Language => Phrases.Language;

    /// <summary>Wording that code puts together for the person.</summary>
    public required Phrases Phrases { get; init; }

    /// <summary>The same wording for the clinician: always English.</summary>
    public required Phrases ClinicianPhrases { get; init; }

    /// <summary>Sources by id.</summary>
    public FrozenDictionary<string, Evidence> Evidence { get; }

    /// <summary>Rules by id.</summary>
    public FrozenDictionary<string, Rule> Rules { get; }

    /// <summary>Questions by id.</summary>
    public FrozenDictionary<string, Ask> Asks { get; }

    /// <summary>Instruments by id.</summary>
    public required FrozenDictionary<string, Instrument> Instruments { get; init; }

    /// <summary>Products by kind.</summary>
    public required FrozenDictionary<Record.ProductKind, ProductKnowledge> Products { get; init; }

    /// <summary>Medicines by generic name.</summary>
    public required FrozenDictionary<string, MedicineKnowledge> Medicines { get; init; }

    /// <summary>Corrections of public claims.</summary>
    public required IReadOnlyList<Correction> Corrections { get; init; }

    /// <summary>Codes.</summary>
    public required IReadOnlyList<CodeEntry> Codes { get; init; }

    /// <summary>Law.</summary>
    public required Laws Laws { get; init; }

    /// <summary>Parameters of the model, every symbol once.</summary>
    public required FrozenDictionary<Symbol, ModelParameter> Model { get; init; }

    /// <summary>Facts that the model must reproduce.</summary>
    public required IReadOnlyList<ModelFact> Facts { get; init; }

    /// <summary>What the person can learn about, in reading order.</summary>
    public required IReadOnlyList<Topic> Learn { get; init; }

    /// <summary>Emergency help and the intended-use line.</summary>
    public required EmergencyHelp Emergency { get; init; }

    /// <summary>Reads knowledge from named files; used by <see cref="Default"/> and by tests that break one.</summary>
    /// <param name="files">File name, such as <c>rules/safety.json</c>, to UTF-8 text.</param>
    /// <exception cref="KnowledgeException">A file is missing, broken or dangling.</exception>
    public static KnowledgeBase Load(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var json = KnowledgeJson.Default;
        var evidence = Index("evidence.json", Read(files, "evidence.json", json.EvidenceFile).Evidence, e => e.Id);
        foreach (var source in evidence.Values)
        {
            foreach (var other in source.ContradictedBy)
            {
                Require(evidence, other.Evidence, "evidence.json", $"{source.Id}.contradictedBy");
            }
        }

        var asks = Index(
            "asks",
            [
                .. files
                    .Keys.Where(f => f == "asks.json" || f.StartsWith("asks/", StringComparison.Ordinal))
                    .SelectMany(f => Read(files, f, json.AskFile).Asks),
            ],
            a => a.Id
        );
        var rules = new Dictionary<string, Rule>();
        foreach (
            var file in files
                .Keys.Where(f => f.StartsWith("rules/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            foreach (var rule in Read(files, file, json.RuleFile).Rules)
            {
                CheckRule(file, rule, evidence);
                if (!rules.TryAdd(rule.Id, rule))
                {
                    throw new KnowledgeException($"{file}: rule '{rule.Id}' is there twice");
                }
            }
        }

        var instruments = new Dictionary<string, Instrument>();
        foreach (var file in files.Keys.Where(f => f.StartsWith("instruments/", StringComparison.Ordinal)))
        {
            var instrument = QuestionnaireReader.Read(file, files[file]);
            foreach (var id in instrument.Evidence)
            {
                Require(evidence, id, file, "evidence");
            }

            instruments.Add(instrument.Id, instrument);
        }

        var products = Read(files, "products.json", json.ProductFile).Products;
        foreach (var product in products)
        {
            var sources = product
                .Content.Select(c => c.Source)
                .Append(product.FormulationFactor?.Source)
                .Append(product.LabelledDose?.Source);
            foreach (var source in sources.OfType<string>())
            {
                Require(evidence, source, "products.json", product.Name);
            }
        }

        var medicines = Index(
            "medicines.json",
            Read(files, "medicines.json", json.MedicineFile).Medicines,
            m => m.Name
        );
        foreach (var medicine in medicines.Values)
        {
            foreach (var id in medicine.Evidence)
            {
                Require(evidence, id, "medicines.json", medicine.Name);
            }
        }

        var corrections = Read(files, "corrections.json", json.CorrectionFile).Corrections;
        foreach (var correction in corrections)
        {
            foreach (var id in correction.Evidence)
            {
                Require(evidence, id, "corrections.json", correction.Id);
            }
        }

        foreach (var kind in Enum.GetValues<Record.ProductKind>())
        {
            if (products.Count(p => p.Kind == kind) != 1)
            {
                throw new KnowledgeException(
                    $"products.json: expected exactly one product of kind {Record.Json.Word.Of(kind)}"
                );
            }
        }

        var phrases = new Phrases(
            Language.English,
            Read(files, "phrases.json", json.DictionaryStringString).ToFrozenDictionary()
        );
        return new KnowledgeBase(evidence, rules.ToFrozenDictionary(), asks)
        {
            Phrases = phrases,
            ClinicianPhrases = phrases,
            Instruments = instruments.ToFrozenDictionary(),
            Products = products.ToFrozenDictionary(p => p.Kind),
            Medicines = medicines,
            Corrections = corrections,
            Codes = Read(files, "codes.json", json.CodeFile).Codes,
            Laws = Read(files, "laws.json", json.Laws),
            Emergency = Read(files, "emergency.json", json.EmergencyHelp),
            Model = ReadModel(files, evidence),
            Facts = ReadFacts(files, evidence),
            Learn = ReadLearn(files, evidence),
        };
    }

    /// <summary>This English knowledge as the person reads it in another language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="files">The files its translation is among, such as <c>es/rules.json</c>.</param>
    /// <exception cref="KnowledgeException">A text is not translated, or what is translated is not said.</exception>
    internal KnowledgeBase In(Language language, IReadOnlyDictionary<string, byte[]> files)
    {
        var translation = new Translation(language, files);
        var spoken = Said(language, translation.Say);
        translation.RefuseOthers();
        return spoken;
    }

    /// <summary>This knowledge with every text that the person reads said in another way.</summary>
    internal KnowledgeBase Said(Language language, Say say)
    {
        var phrases = new Phrases(language, PersonVoice.Of(Phrases.Texts, say));
        return new KnowledgeBase(
            Evidence,
            Rules.ToFrozenDictionary(r => r.Key, r => PersonVoice.Of(r.Value, say)),
            Asks.ToFrozenDictionary(a => a.Key, a => PersonVoice.Of(a.Value, say))
        )
        {
            Phrases = phrases,
            ClinicianPhrases = ClinicianPhrases,
            Instruments = Instruments.ToFrozenDictionary(
                i => i.Key,
                i =>
                    PersonVoice.Of(i.Value, say) with
                    {
                        Validated = false,
                        TranslationNote = phrases.Say("form.own-translation"),
                    }
            ),
            Products = Products,
            Medicines = Medicines,
            Corrections = [.. Corrections.Select(c => PersonVoice.Of(c, say))],
            Codes = Codes,
            Laws = PersonVoice.Of(Laws, say),
            Model = Model,
            Facts = Facts,
            Learn = [.. Learn.Select(t => PersonVoice.Of(t, say))],
            Emergency = PersonVoice.Of(Emergency, say),
        };
    }

    /// <summary>The data files in this assembly.</summary>
    /// <param name="folder">Only those whose names begin with this, such as <c>es/</c>.</param>
    public static IReadOnlyDictionary<string, byte[]> ReadEmbedded(string folder = "")
    {
        var assembly = typeof(KnowledgeBase).Assembly;
        var files = new Dictionary<string, byte[]>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            var file = name.Replace('\\', '/');
            if (!file.StartsWith(folder, StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files.Add(file, copy.ToArray());
        }

        return files;
    }

    private static T Read<T>(IReadOnlyDictionary<string, byte[]> files, string file, JsonTypeInfo<T> type)
    {
        if (!files.TryGetValue(file, out var utf8))
        {
            throw new KnowledgeException($"{file}: the file is missing");
        }

        try
        {
            return JsonSerializer.Deserialize(utf8, type) ?? throw new KnowledgeException($"{file}: the file is empty");
        }
        catch (JsonException e)
        {
            throw new KnowledgeException($"{file}: {e.Path ?? "$"}: {e.Message}", e);
        }
    }

    private static FrozenDictionary<string, T> Index<T>(string file, IReadOnlyList<T> items, Func<T, string> id)
    {
        var index = new Dictionary<string, T>();
        foreach (var item in items)
        {
            if (!index.TryAdd(id(item), item))
            {
                throw new KnowledgeException($"{file}: '{id(item)}' is there twice");
            }
        }

        return index.ToFrozenDictionary();
    }

    private static FrozenDictionary<Symbol, ModelParameter> ReadModel(
        IReadOnlyDictionary<string, byte[]> files,
        FrozenDictionary<string, Evidence> evidence
    )
    {
        const string file = "model.json";
        var model = new Dictionary<Symbol, ModelParameter>();
        foreach (var parameter in Read(files, file, KnowledgeJson.Default.ModelFile).Parameters)
        {
            Require(evidence, parameter.Source, file, $"{parameter.Symbol}.source");
            if (!model.TryAdd(parameter.Symbol, parameter))
            {
                throw new KnowledgeException($"{file}: '{parameter.Symbol}' is there twice");
            }

            var fine = parameter.Spread switch
            {
                Spread.None => parameter.Sd == 0,
                Spread.LogNormal => parameter is { Value: > 0, Sd: > 0 and < 2 },
                _ => parameter is { Value: > 0 and < 1, Sd: > 0 and < 2 },
            };
            if (!fine)
            {
                throw new KnowledgeException(
                    $"{file}: {parameter.Symbol}: expected a value and a spread that fit 'none', 'logNormal' or 'logitNormal'"
                );
            }
        }

        foreach (var symbol in Enum.GetValues<Symbol>())
        {
            if (!model.ContainsKey(symbol))
            {
                throw new KnowledgeException($"{file}: '{symbol}' is missing");
            }
        }

        return model.ToFrozenDictionary();
    }

    private static IReadOnlyList<ModelFact> ReadFacts(
        IReadOnlyDictionary<string, byte[]> files,
        FrozenDictionary<string, Evidence> evidence
    )
    {
        const string file = "facts.json";
        var facts = Read(files, file, KnowledgeJson.Default.ModelFactFile).Facts;
        Index(file, facts, f => f.Id);
        foreach (var fact in facts)
        {
            Require(evidence, fact.Source, file, $"{fact.Id}.source");
            if ((fact.Low ?? fact.High) is null || fact.Low > fact.High)
            {
                throw new KnowledgeException(
                    $"{file}: {fact.Id}: expected an interval whose low end is not above its high end"
                );
            }
        }

        return facts;
    }

    private static IReadOnlyList<Topic> ReadLearn(
        IReadOnlyDictionary<string, byte[]> files,
        FrozenDictionary<string, Evidence> evidence
    )
    {
        const string file = "learn.json";
        var topics = Read(files, file, KnowledgeJson.Default.LearnFile).Topics;
        Index(file, topics, t => t.Id);
        foreach (var topic in topics)
        {
            Index($"{file}: {topic.Id}", topic.Sections, s => s.Id);
            foreach (var section in topic.Sections)
            {
                var place = $"{topic.Id}.{section.Id}";
                Index($"{file}: {place}", section.Claims, c => c.Id);
                foreach (var claim in section.Claims)
                {
                    if (claim.Evidence.Count == 0)
                    {
                        throw new KnowledgeException($"{file}: {place}.{claim.Id} has no evidence");
                    }

                    foreach (var id in claim.Evidence)
                    {
                        Require(evidence, id, file, $"{place}.{claim.Id}");
                    }
                }
            }
        }

        return topics;
    }

    private static void CheckRule(string file, Rule rule, FrozenDictionary<string, Evidence> evidence)
    {
        var area = Path.GetFileNameWithoutExtension(file);
        if (!rule.Id.StartsWith(area + ".", StringComparison.Ordinal))
        {
            throw new KnowledgeException($"{file}: rule '{rule.Id}' must begin with '{area}.'");
        }

        foreach (var basis in rule.For.Concat(rule.Against))
        {
            Require(evidence, basis.Evidence, file, rule.Id);
        }

        if (rule.For.Count == 0)
        {
            throw new KnowledgeException($"{file}: rule '{rule.Id}' has no evidence for it");
        }

        foreach (var text in new[] { rule.Person, rule.Clinician })
        {
            if (text is not null && Stray().IsMatch(Placeholder().Replace(text, "")))
            {
                throw new KnowledgeException($"{file}: rule '{rule.Id}' has a stray brace in '{text}'");
            }
        }
    }

    private static void Require(FrozenDictionary<string, Evidence> evidence, string id, string file, string place)
    {
        if (!evidence.ContainsKey(id))
        {
            throw new KnowledgeException(
                $"{file}: {place} names the evidence '{id}', which evidence.json does not have"
            );
        }
    }

    [GeneratedRegex(@"\{[a-zA-Z0-9]+\}", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Placeholder();

    [GeneratedRegex("[{}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stray();
}

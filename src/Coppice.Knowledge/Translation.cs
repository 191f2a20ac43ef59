using System.Text.Json;

namespace Coppice.Knowledge;

/// <summary>
/// A table from English to another language, read from every file of its folder, such as <c>es/rules.json</c>. Its keys are the
/// English texts themselves: who changes one has to change its translation too, or the table is refused.
/// </summary>
internal sealed class Translation
{
    private readonly string folder;
    private readonly Dictionary<string, (string Text, string File)> texts = [];
    private readonly HashSet<string> said = [];

    public Translation(Language language, IReadOnlyDictionary<string, byte[]> files)
    {
        folder = language.Code();
        foreach (
            var file in files
                .Keys.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            foreach (var (english, text) in Read(file, files[file]))
            {
                if (!texts.TryAdd(english, (text, file)))
                {
                    throw new KnowledgeException($"{file}: '{english}' is there twice");
                }
            }
        }
    }

    /// <summary>The translation of a text, which must be there and hold the same placeholders.</summary>
    public string Say(string place, string english)
    {
        if (!texts.TryGetValue(english, out var found))
        {
            throw new KnowledgeException($"{folder}: {place}: there is no translation of '{english}'");
        }

        said.Add(english);
        if (!Placeholders(english).SetEquals(Placeholders(found.Text)))
        {
            throw new KnowledgeException($"{found.File}: expected the placeholders of '{english}' in '{found.Text}'");
        }

        return found.Text;
    }

    /// <summary>Refuses what translates a text that is no longer said.</summary>
    public void RefuseOthers()
    {
        foreach (var (english, found) in texts)
        {
            if (!said.Contains(english))
            {
                throw new KnowledgeException($"{found.File}: '{english}' is not an English text of Coppice (any more)");
            }
        }
    }

    private static HashSet<string> Placeholders(string text) =>
        [.. KnowledgeBase.Placeholder().Matches(text).Select(m => m.Value)];

    private static Dictionary<string, string> Read(string file, byte[] utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, KnowledgeJson.Default.DictionaryStringString)
                ?? throw new KnowledgeException($"{file}: the file is empty");
        }
        catch (JsonException e)
        {
            throw new KnowledgeException($"{file}: {e.Path ?? "$"}: {e.Message}", e);
        }
    }
}

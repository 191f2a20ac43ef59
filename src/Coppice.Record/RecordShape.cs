using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coppice.Record.Json;

namespace Coppice.Record;

/// <summary>
/// Says why a document that could not be read is not a record: walks it beside the very types it is read into and names each
/// place that does not fit.
/// </summary>
/// <remarks>
/// Implementation note: the serialiser's own messages name types, stop at the first problem and are cut out of a trimmed
/// browser build, so none of them is used.
/// </remarks>
internal ref struct RecordShape
{
    private readonly ProblemList found = new();
    private Utf8JsonReader reader;
    private string place = "$";

    private RecordShape(ReadOnlySpan<byte> utf8) =>
        reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>What is wrong with the document; never empty.</summary>
    public static IReadOnlyList<RecordProblem> Problems(ReadOnlySpan<byte> utf8)
    {
        var walk = new RecordShape(utf8);
        try
        {
            walk.reader.Read();
            walk.Value(RecordJson.Info(typeof(PersonRecord)), "$");
            walk.place = "$";
            walk.reader.Read();
        }
        catch (JsonException e)
        {
            walk.found.Add(walk.place, Syntax(utf8, e));
        }

        if (walk.found.Problems.Count == 0)
        {
            walk.found.Add("$", $"expected a document of the format {PersonRecord.CurrentFormat}; found another");
        }

        return walk.found.Problems;
    }

    private void Value(JsonTypeInfo type, string path)
    {
        place = path;
        switch (type.Kind, reader.TokenType)
        {
            case (JsonTypeInfoKind.Object, JsonTokenType.StartObject):
                Fields(type, path);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonTokenType.StartObject):
                Entries(type, path);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonTokenType.StartArray):
                Elements(type, path);
                break;
            default:
                if (Misfit(type) is { } problem)
                {
                    found.Add(path, problem);
                }

                reader.Skip();
                break;
        }
    }

    private void Fields(JsonTypeInfo type, string path)
    {
        var kinds = type.PolymorphismOptions;
        if (kinds is not null)
        {
            var kind = Ahead(kinds.TypeDiscriminatorPropertyName, out var given);
            var chosen = kinds.DerivedTypes.FirstOrDefault(t => t.TypeDiscriminator is string word && word == kind);
            if (chosen.DerivedType is null)
            {
                var words = string.Join(", ", kinds.DerivedTypes.Select(t => t.TypeDiscriminator));
                found.Add($"{path}.{kinds.TypeDiscriminatorPropertyName}", $"expected one of {words}; found {given}");
                reader.Skip();
                return;
            }

            type = RecordJson.Info(chosen.DerivedType);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Name(path, seen) is { } name)
        {
            if (name == kinds?.TypeDiscriminatorPropertyName)
            {
                continue;
            }

            if (type.Properties.FirstOrDefault(p => p.Name == name) is not { } field)
            {
                found.Add(place, $"expected only known fields ({Names(type)}); found {Found.Quote(name)}");
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Value(RecordJson.Info(field.PropertyType), place);
            }
            else if (!field.IsSetNullable)
            {
                var orNone = field.IsRequired ? "" : ", or the field left out";
                found.Add(place, $"expected {Expected(RecordJson.Info(field.PropertyType))}{orNone}; found null");
            }
        }

        foreach (var field in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
        {
            var expected = Expected(RecordJson.Info(field.PropertyType));
            found.Add(ProblemList.Child(path, field.Name), $"expected {expected}; found nothing");
        }
    }

    private void Entries(JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Name(path, seen) is not null)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                Value(RecordJson.Info(type.ElementType!), place);
            }
        }
    }

    private void Elements(JsonTypeInfo type, string path)
    {
        for (var i = 0; ; i++)
        {
            var element = place = $"{path}[{i}]";
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                return;
            }

            Value(RecordJson.Info(type.ElementType!), element);
        }
    }

    /// <summary>Steps to the next field's value and says the field's name; null at the end of the object.</summary>
    private string? Name(string path, HashSet<string> seen)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Found.Text(ref reader);
            place = name is null ? path : ProblemList.Child(path, name);
            reader.Read();
            if (name is null)
            {
                found.Add(path, "expected names of fields in valid Unicode; found one with a broken character");
                reader.Skip();
                continue;
            }

            if (!seen.Add(name))
            {
                found.Add(place, $"expected each field once; found {Found.Quote(name)} again");
            }

            return name;
        }

        return null;
    }

    /// <summary>The text of a field further on in the object that the reader stands on.</summary>
    private readonly string? Ahead(string name, out string given)
    {
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = Found.Text(ref ahead) == name;
            ahead.Read();
            if (isIt)
            {
                given = Found.Describe(ref ahead);
                return ahead.TokenType == JsonTokenType.String ? Found.Text(ref ahead) : null;
            }

            ahead.Skip();
        }

        given = "nothing";
        return null;
    }

    /// <summary>What is wrong with the value that the reader stands on; null when it is a right one.</summary>
    private string? Misfit(JsonTypeInfo type)
    {
        var text = reader.TokenType == JsonTokenType.String ? Found.Text(ref reader) : null;
        if (text is not null && type.Converter is ITextForm form)
        {
            return form.Problem(text);
        }

        var fits = reader.TokenType switch
        {
            JsonTokenType.String => text is not null && type.Type == typeof(string),
            JsonTokenType.Number when type.Type == typeof(decimal) => reader.TryGetDecimal(out _),
            JsonTokenType.Number when type.Type == typeof(int) => reader.TryGetInt32(out _),
            JsonTokenType.True or JsonTokenType.False => type.Type == typeof(bool),
            _ => false,
        };
        var expected =
            reader.TokenType == JsonTokenType.Number && type.Type == typeof(decimal)
                ? "a number of at most 28 digits"
                : Expected(type);
        return fits ? null : $"expected {expected}; found {Found.Describe(ref reader)}";
    }

    private static string Expected(JsonTypeInfo type) =>
        type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list in [ ]",
            JsonTypeInfoKind.Dictionary => "an object of names and numbers in { }",
            JsonTypeInfoKind.Object when type.PolymorphismOptions is { } kinds =>
                $"an object in {{ }} with a {kinds.TypeDiscriminatorPropertyName}",
            JsonTypeInfoKind.Object => $"an object in {{ }} of {Names(type)}",
            _ when type.Converter is ITextForm form => form.Expected,
            _ when type.Type == typeof(decimal) => "a number such as 2.5",
            _ when type.Type == typeof(int) => "a whole number such as 3",
            _ when type.Type == typeof(bool) => "true or false",
            _ => "text in quotes",
        };

    private static string Names(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(p => p.Name));

    /// <summary>Where and how a document stops being JSON.</summary>
    private static string Syntax(ReadOnlySpan<byte> utf8, JsonException e)
    {
        var line = e.LineNumber ?? 0;
        var start = 0;
        for (var i = 0L; i < line; i++)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        var at = start + (int)Math.Min(e.BytePositionInLine ?? 0, utf8.Length - start);
        var rest = utf8[at..Math.Min(at + 200, utf8.Length)];
        var text = Encoding.UTF8.GetString(rest).Split('\n')[0].Trim();
        var afterComma = at > 1 && utf8[at - 1] == ',' && char.IsAsciiDigit((char)utf8[at - 2]);
        return text switch
        {
            [>= '0' and <= '9', ..] when afterComma =>
                $"expected a point in a decimal number; found a comma before {Found.Quote(text)}, line {line + 1}",
            "" or "," when rest.TrimEnd(" \r\n\t"u8).Length == text.Length =>
                $"expected more, until every {{ and [ is closed; found the end of the document, line {line + 1}",
            "" => $"expected well-formed JSON; found a line break within text, line {line + 1}",
            ['\0' or '\uFFFD', ..] => $"expected text in UTF-8; found bytes that are not, line {line + 1}",
            _ => $"expected well-formed JSON; found {Found.Quote(text)}, line {line + 1}",
        };
    }
}

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coppice.Record.Json;

namespace Coppice.Record;

/// <summary>Something in a document that cannot be right.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.events[3].amount.unit</c>.</param>
/// <param name="Message">What was found and what would be right.</param>
public sealed record RecordProblem(string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>The outcome of reading a document: a record, or the problems that stop it from being one.</summary>
/// <param name="Record">The record, when there are no problems.</param>
/// <param name="Problems">What is wrong, in document order where that is known.</param>
public sealed record RecordReading(PersonRecord? Record, IReadOnlyList<RecordProblem> Problems);

/// <summary>Reads and writes records as UTF-8 JSON. Reading never throws on bad input and never guesses.</summary>
public static partial class RecordFile
{
    /// <summary>Largest document that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads one record.</summary>
    public static RecordReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return Refuse("$", $"expected at most {MaxBytes / 1024 / 1024} MiB; found {utf8.Length / 1024 / 1024} MiB");
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            var info = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<PersonRecord>)
                RecordJson.Strict.GetTypeInfo(typeof(PersonRecord));
            var record = JsonSerializer.Deserialize(utf8, info);
            if (record is null)
            {
                return Refuse("$", "expected a record, an object with a format and events; found null");
            }

            var problems = RecordCheck.Problems(record);
            return problems.Count == 0 ? new(record, problems) : new(null, problems);
        }
        catch (JsonException e)
        {
            return Refuse(e.Path ?? "$", Explain(e));
        }
        catch (NotSupportedException e) when (e.Message.Contains("abstract", StringComparison.Ordinal))
        {
            return Refuse(PathIn(e.Message), $"expected an event with a kind, one of {EventKinds}; found none");
        }
        catch (InvalidOperationException)
        {
            return Refuse("$", "expected text in valid UTF-8; found bytes that are not");
        }
    }

    /// <summary>Writes a record as indented UTF-8 JSON that ends with a line feed.</summary>
    public static byte[] Write(PersonRecord record)
    {
        var info = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<PersonRecord>)
            RecordJson.Strict.GetTypeInfo(typeof(PersonRecord));
        return [.. JsonSerializer.SerializeToUtf8Bytes(record, info), (byte)'\n'];
    }

    /// <summary>The legal kinds of event.</summary>
    public static string EventKinds { get; } =
        string.Join(
            ", ",
            RecordJson
                .Strict.GetTypeInfo(typeof(Event))
                .PolymorphismOptions!.DerivedTypes.Select(t => (string)t.TypeDiscriminator!)
        );

    private static RecordReading Refuse(string path, string message) => new(null, [new RecordProblem(path, message)]);

    private static string Explain(JsonException e)
    {
        var message = e.Message;
        if (message.StartsWith("expected ", StringComparison.Ordinal))
        {
            return message;
        }

        if (Unmapped().Match(message) is { Success: true } unmapped)
        {
            return $"expected only known fields{Fields(unmapped.Groups["type"].Value)}; found '{unmapped.Groups["name"].Value}'";
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            return $"expected {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)} to be given; found nothing";
        }

        if (Duplicate().Match(message) is { Success: true } duplicate)
        {
            return $"expected each field once; found '{duplicate.Groups["name"].Value}' twice";
        }

        if (message.Contains("discriminator", StringComparison.Ordinal))
        {
            return $"expected a kind that is one of {EventKinds}; found another";
        }

        if (Unfit().Match(message) is { Success: true } unfit)
        {
            return $"expected {Shape(unfit.Groups["type"].Value)}; found something else";
        }

        if (
            message.Contains("allow null", StringComparison.Ordinal)
            || message.Contains("non-nullable", StringComparison.Ordinal)
        )
        {
            return "expected a value, or the field left out; found null";
        }

        if (message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return $"expected at most {RecordJson.MaxDepth} levels of nesting; found more";
        }

        var where = new StringBuilder("expected complete, well-formed JSON; ");
        where.Append(LineAndByte().Replace(message, "").Trim().TrimEnd('.'));
        return e.LineNumber is { } line ? $"{where} (line {line + 1})" : where.ToString();
    }

    private static string Shape(string type)
    {
        var name = type.Split(' ')[0];
        return name switch
        {
            _ when name.Contains("List", StringComparison.Ordinal) => "a list in [ ]",
            _ when name.Contains("Dictionary", StringComparison.Ordinal) => "an object of names and numbers in { }",
            _ => $"an object in {{ }}{Fields(name)}",
        };
    }

    private static string Fields(string type)
    {
        var info = Known.GetValueOrDefault(type);
        return info is null ? "" : $" ({info})";
    }

    private static readonly Dictionary<string, string> Known = Describe();

    private static Dictionary<string, string> Describe()
    {
        Type[] roots =
        [
            typeof(PersonRecord),
            typeof(Person),
            typeof(History),
            typeof(Circumstances),
            typeof(SubstanceHistory),
            typeof(ConditionHistory),
            typeof(Product),
            typeof(LabelStrength),
            typeof(Amount),
            typeof(Money),
            typeof(SymptomReport),
            typeof(UrineResult),
            .. RecordJson
                .Strict.GetTypeInfo(typeof(Event))
                .PolymorphismOptions!.DerivedTypes.Select(t => t.DerivedType),
        ];
        return roots.ToDictionary(
            t => t.FullName!,
            t => string.Join(", ", RecordJson.Strict.GetTypeInfo(t).Properties.Select(p => p.Name)),
            StringComparer.Ordinal
        );
    }

    private static string PathIn(string message) =>
        PathPattern().Match(message) is { Success: true } path ? path.Groups["path"].Value : "$.events";

    [GeneratedRegex(
        "^The JSON property '(?<name>.*)' could not be mapped to any \\.NET member contained in type '(?<type>.*?)'",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Unmapped();

    [GeneratedRegex(
        "missing required properties including: (?<names>.*?)\\.?$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Missing();

    [GeneratedRegex(
        "^Duplicate property '(?<name>.*?)' encountered",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Duplicate();

    [GeneratedRegex(
        "could not be converted to (?<type>.*?)\\. Path",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Unfit();

    [GeneratedRegex("Path: (?<path>\\S+?)\\.? ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathPattern();

    [GeneratedRegex(
        "(?:Path: \\S+ \\| )?LineNumber: .*$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LineAndByte();
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Cli;

/// <summary>The streams and the clock of one run, and the reading of its inputs.</summary>
internal sealed class CommandContext(Func<Stream> input, TextWriter output, TextWriter error, Instant clock)
{
    private static readonly JsonSerializerOptions Readable = new(ReviewJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>The moment of this run.</summary>
    public Instant Clock => clock;

    /// <summary>The bytes of a file, or of standard input for <c>-</c>.</summary>
    public byte[] ReadBytes(string path)
    {
        if (path == "-")
        {
            using var stream = input();
            return Read(stream, "standard input");
        }

        if (path.Length == 0)
        {
            throw new UsageException("expected the name of a file; found an empty one");
        }

        if (Directory.Exists(path))
        {
            throw new UsageException($"{path}: expected a file; found a folder");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"{path}: expected a file; there is none");
        }

        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path}: expected a file that can be read; this one cannot");
        }
    }

    /// <summary>Writes a file beside the one that may be there and then puts it in its place, so that no half of one is ever left.</summary>
    public static void WriteFile(string path, byte[] bytes)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"{path}: expected the name of a file to write; found a folder");
        }

        try
        {
            var beside = path + ".new";
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path}: expected a file that can be written; this one cannot: {e.Message}");
        }
    }

    /// <summary>A record, or what is wrong with it.</summary>
    public (PersonRecord? Record, IReadOnlyList<RecordProblem> Problems) Read(string path)
    {
        var reading = RecordFile.Read(ReadBytes(path));
        return reading.Record is { } record ? (record, AnswerProblems(record)) : (null, reading.Problems);
    }

    /// <summary>A record and the moment to read it at.</summary>
    public (PersonRecord Record, Instant Now) ReadRecord(string path, string? at)
    {
        var moment = at is null ? (Instant?)null : ParseMoment(at);
        var (record, problems) = Read(path);
        return problems.Count > 0
            ? throw new UsageException([.. problems.Select(p => $"{path}: {p}")])
            : (record!, moment ?? record!.Now?.Moment?.ToInstant() ?? clock);
    }

    /// <summary>Answers that an instrument does not allow, and instruments that there are not.</summary>
    private static IReadOnlyList<RecordProblem> AnswerProblems(PersonRecord record) =>
        RecordAnswers.Problems(record, KnowledgeBase.Default);

    /// <summary>The instrument with this id.</summary>
    public static Instrument Instrument(string id) =>
        KnowledgeBase.Default.Instruments.GetValueOrDefault(id.ToLowerInvariant())
        ?? throw new UsageException(
            $"expected one of {string.Join(", ", KnowledgeBase.Default.Instruments.Keys.Order(StringComparer.Ordinal))}; found '{id}'"
        );

    /// <summary>Every score of an instrument in a record.</summary>
    public IReadOnlyList<Score> ScoresOf(Instrument instrument, string path)
    {
        var (record, _) = ReadRecord(path, null);
        var scores = record
            .Events.OfType<Answers>()
            .Where(a => a.Instrument == instrument.Id)
            .Select(a => Score(instrument, a))
            .ToList();
        return scores.Count > 0
            ? scores
            : throw new UsageException($"{path}: expected answers to {instrument.Id}; found none");
    }

    /// <summary>The score of answers.</summary>
    public static Score Score(Instrument instrument, Answers answers)
    {
        var illegal = Scoring.Illegal(instrument, answers);
        return illegal.Count == 0
            ? Scoring.Score(instrument, answers)
            : throw new UsageException([.. illegal.Select(i => $"{instrument.Id}: {i.Message}")]);
    }

    /// <summary>Answers from the command line.</summary>
    public static Answers ParseAnswers(string instrument, string? text, string? total)
    {
        if (text is null && total is null)
        {
            throw new UsageException(
                "score: expected a FILE, or --answers such as 1=2,2=0, or --total; found none of them"
            );
        }

        var items = new Dictionary<string, decimal?>();
        foreach (
            var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || Number(parts[1]) is not { } value)
            {
                throw new UsageException($"--answers: expected item=number pairs such as 1=2,2=0; found '{pair}'");
            }

            if (!items.TryAdd(parts[0], value))
            {
                throw new UsageException($"--answers: expected each item once; found '{parts[0]}' again");
            }
        }

        return new Answers
        {
            Instrument = instrument,
            Items = text is null ? null : items,
            Total = total is null
                ? null
                : Number(total) ?? throw new UsageException($"--total: expected a number such as 14; found '{total}'"),
        };
    }

    /// <summary>Writes a type of <see cref="ReviewJson"/> as JSON and a line feed; only what must be escaped is.</summary>
    public void WriteJson<T>(T value) =>
        output.Write(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T))) + "\n");

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    private static byte[] Read(Stream stream, string name)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (var n = stream.Read(buffer); n > 0; n = stream.Read(buffer))
        {
            copy.Write(buffer, 0, n);
            if (copy.Length > RecordFile.MaxBytes)
            {
                throw new UsageException(
                    $"{name}: expected at most {RecordFile.MaxBytes / 1024 / 1024} MiB; found more"
                );
            }
        }

        return copy.ToArray();
    }

    private static Instant ParseMoment(string text)
    {
        if (!EventTime.TryParse(text, out var time, out var problem))
        {
            throw new UsageException($"--at: {problem}");
        }

        return time.Moment?.ToInstant()
            ?? throw new UsageException($"--at: expected an exact time with its offset; found the day {time}");
    }
}

using System.Globalization;
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
    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>The bytes of a file, or of standard input for <c>-</c>.</summary>
    public byte[] ReadBytes(string path)
    {
        if (path == "-")
        {
            using var stream = input();
            using var copy = new MemoryStream();
            var buffer = new byte[81920];
            for (var n = stream.Read(buffer); n > 0; n = stream.Read(buffer))
            {
                copy.Write(buffer, 0, n);
                if (copy.Length > RecordFile.MaxBytes)
                {
                    throw new UsageException(
                        $"standard input: expected at most {RecordFile.MaxBytes / 1024 / 1024} MiB; found more"
                    );
                }
            }

            return copy.ToArray();
        }

        if (Directory.Exists(path))
        {
            throw new UsageException($"{path}: expected a file; found a folder");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"{path}: expected a file; there is none");
        }

        if (new FileInfo(path).Length is var size && size > RecordFile.MaxBytes)
        {
            throw new UsageException(
                $"{path}: expected at most {RecordFile.MaxBytes / 1024 / 1024} MiB; found {size / 1024 / 1024} MiB"
            );
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: expected a file that can be read; this one may not be");
        }
    }

    /// <summary>A record and the moment to read it at.</summary>
    public (PersonRecord Record, Instant Now) ReadRecord(string path, string? at)
    {
        var reading = RecordFile.Read(ReadBytes(path));
        var problems = reading.Record is { } read ? AnswerProblems(read) : reading.Problems;
        if (problems.Count > 0)
        {
            foreach (var problem in problems.Skip(1))
            {
                error.WriteLine($"coppice: {path}: {problem}");
            }

            throw new UsageException($"{path}: {problems[0]}");
        }

        var record = reading.Record!;
        var now = at is null ? record.Now?.Moment?.ToInstant() ?? clock : ParseMoment(at);
        return (record, now);
    }

    /// <summary>Answers that an instrument does not allow, and instruments that there are not.</summary>
    public static IReadOnlyList<RecordProblem> AnswerProblems(PersonRecord record) =>
        RecordAnswers.Problems(record, KnowledgeBase.Default);

    /// <summary>The instrument with this id.</summary>
    public static Instrument Instrument(string id) =>
        KnowledgeBase.Default.Instruments.GetValueOrDefault(id)
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
            : throw new UsageException(string.Join(Environment.NewLine + "coppice: ", illegal.Select(i => i.Message)));
    }

    /// <summary>Answers from the command line.</summary>
    public static Answers ParseAnswers(string instrument, string? text, decimal? total)
    {
        if (text is null && total is null)
        {
            throw new UsageException("expected a FILE, or --answers such as 1=2,2=0, or --total; found none of them");
        }

        var items = new Dictionary<string, decimal?>();
        foreach (
            var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (
                parts.Length != 2
                || !decimal.TryParse(
                    parts[1],
                    NumberStyles.Number & ~NumberStyles.AllowThousands,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                throw new UsageException($"expected item=number pairs such as 1=2,2=0; found '{pair}'");
            }

            if (!items.TryAdd(parts[0], value))
            {
                throw new UsageException($"expected each item once; found '{parts[0]}' again");
            }
        }

        return new Answers
        {
            Instrument = instrument,
            Items = text is null ? null : items,
            Total = total,
        };
    }

    /// <summary>Writes JSON and a line feed.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) =>
        output.Write(JsonSerializer.Serialize(value, type) + "\n");

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

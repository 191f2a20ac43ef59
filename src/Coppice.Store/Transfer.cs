using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Store;

/// <summary>What an import did, or would do.</summary>
/// <param name="Events">New events.</param>
/// <param name="Streams">Streams that they belong to.</param>
/// <param name="Known">Events that were there already, the same; they are left as they are.</param>
public sealed record Imported(long Events, long Streams, long Known);

/// <summary>
/// Takes a store's events out as plain text that any program can read, and brings them in. One JSON object a line: a head, the events stream by
/// stream, and an end that counts them. <b>The file is not sealed.</b>
/// </summary>
public static class Transfer
{
    /// <summary>The format this version writes and reads.</summary>
    public const string Format = "coppice-export/1";

    /// <summary>Writes every event of every stream, or of the streams of one owner.</summary>
    /// <param name="store">The store.</param>
    /// <param name="output">Where to.</param>
    /// <param name="at">The moment, which stands in the head and the audit log.</param>
    /// <param name="author">Who takes them out.</param>
    /// <param name="owner">Only streams of this owner; all when null.</param>
    /// <returns>How many events.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<long> ExportAsync(
        EventStore store,
        Stream output,
        Instant at,
        string author,
        string? owner = null
    )
    {
        await store.AuditAsync(new Access(at, author, "export"));
        long count = 0;
        await LineAsync(output, json => json.WriteString("format", Format), json => json.WriteString("at", Text(at)));
        await foreach (var info in store.AllAsync(owner))
        {
            // Up to the version that was listed: what is written meanwhile belongs to the next export.
            foreach (var stored in await store.ReadAsync(info.Id, upTo: info.Version))
            {
                await LineAsync(output, json => Write(json, info, stored));
                count++;
            }
        }

        await LineAsync(output, json => json.WriteNumber("end", count));
        return count;
    }

    /// <summary>
    /// Reads an export and keeps what is not there yet. The whole file is looked at first: when a line is not right, or an event differs from the one
    /// that is there, nothing is kept.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="file">The export; it is read twice.</param>
    /// <param name="at">The moment, for the audit log. Events keep their own.</param>
    /// <param name="author">Who brings them in. Events keep their own.</param>
    /// <param name="look">Whether only to look, and to keep nothing.</param>
    /// <exception cref="StoreException">The file is not right; the message names the line.</exception>
    public static async Task<Imported> ImportAsync(
        EventStore store,
        string file,
        Instant at,
        string author,
        bool look = false
    )
    {
        var found = await EachAsync(store, file, (_, _, _) => Task.CompletedTask);
        if (look || found.Events == 0)
        {
            return found;
        }

        return await EachAsync(
            store,
            file,
            async (stream, owner, events) =>
            {
                if (await store.ImportAsync(stream, owner, events, at, author) is not WriteResult.Written)
                {
                    throw Refused(
                        file,
                        $"{stream} was changed while it was brought in. Import the file again: what is there is left as it is"
                    );
                }
            }
        );
    }

    private static void Write(Utf8JsonWriter json, StreamInfo info, StoredEvent stored)
    {
        json.WriteString("stream", info.Id.ToString());
        json.WriteString("owner", info.Owner);
        json.WriteNumber("version", stored.Version);
        json.WriteString("at", Text(stored.At));
        json.WriteString("author", stored.Author);
        if (IsOneLineOfJson(stored.Payload.Span))
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(stored.Payload.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("bytes", stored.Payload.Span);
        }
    }

    /// <summary>Goes through a file stream by stream, with those events of each that are new.</summary>
    private static async Task<Imported> EachAsync(
        EventStore store,
        string file,
        Func<StreamId, string, IReadOnlyList<StoredEvent>, Task> each
    )
    {
        long count = 0;
        long streams = 0;
        long known = 0;
        var owner = "";
        var ended = false;
        var seen = new HashSet<StreamId>();
        var run = new List<StoredEvent>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file))
        {
            number++;
            var row = Parse(file, number, line);
            if (number == 1)
            {
                if (row.Format != Format)
                {
                    throw Refused(file, $"line 1: expected the head of an export, with format '{Format}'");
                }
            }
            else if (ended)
            {
                throw Refused(file, $"line {number}: expected nothing after the end");
            }
            else if (row.End is { } end)
            {
                await FlushAsync();
                ended =
                    end == count + known
                        ? true
                        : throw Refused(file, $"line {number}: expected {end} events; found {count + known}");
            }
            else
            {
                var stored = row.Event ?? throw Refused(file, $"line {number}: expected an event or the end");
                if (run.Count > 0 && run[0].Stream != stored.Stream)
                {
                    await FlushAsync();
                }

                if (run.Count == 0 && !seen.Add(stored.Stream) || stored.Version != run.Count + 1)
                {
                    throw Refused(
                        file,
                        $"line {number}: expected the events of {stored.Stream} together, from version 1; found version {stored.Version}"
                    );
                }

                run.Add(stored);
                owner = row.Owner;
            }
        }

        return ended
            ? new(count, streams, known)
            : throw Refused(file, $"expected an end that counts the events; the file stops after line {number}");

        async Task FlushAsync()
        {
            if (run.Count == 0)
            {
                return;
            }

            var there = await store.ReadAsync(run[0].Stream);
            for (var i = 0; i < Math.Min(there.Count, run.Count); i++)
            {
                if (!Same(there[i], run[i]))
                {
                    throw Refused(
                        file,
                        $"{run[i].Stream} version {run[i].Version} differs from the one that is there. Nothing of it was brought in"
                    );
                }
            }

            var fresh = run.Skip(there.Count).ToList();
            known += run.Count - fresh.Count;
            count += fresh.Count;
            if (fresh.Count > 0)
            {
                streams++;
                await each(fresh[0].Stream, owner, fresh);
            }

            run.Clear();
        }
    }

    private static bool Same(StoredEvent a, StoredEvent b) =>
        a.At == b.At && a.Author == b.Author && a.Payload.Span.SequenceEqual(b.Payload.Span);

    private static Row Parse(string file, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.TryGetProperty("format", out var format))
            {
                return new(format.GetString(), null, null, "");
            }

            if (row.TryGetProperty("end", out var end))
            {
                return new(null, end.GetInt64(), null, "");
            }

            var author = row.GetProperty("author").GetString()!;
            var owner = row.GetProperty("owner").GetString()!;
            Entry.Word(author, "the author");
            if (owner.Length > 0)
            {
                Entry.Word(owner, "the owner");
            }

            return new(
                null,
                null,
                new(
                    StreamId.TryParse(row.GetProperty("stream").GetString(), out var stream)
                        ? stream
                        : throw new FormatException("expected a stream such as record/7f3a"),
                    row.GetProperty("version").GetInt32(),
                    InstantPattern.ExtendedIso.Parse(row.GetProperty("at").GetString()!).GetValueOrThrow(),
                    author,
                    row.TryGetProperty("payload", out var payload)
                        ? Encoding.UTF8.GetBytes(payload.GetRawText())
                        : row.GetProperty("bytes").GetBytesFromBase64()
                ),
                owner
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or StoreException
                        or UnparsableValueException
            )
        {
            throw Refused(file, $"line {number}: {e.Message}");
        }
    }

    private static bool IsOneLineOfJson(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload.IndexOfAny((byte)'\n', (byte)'\r') >= 0 || payload[0] is (byte)' ' or (byte)'\t')
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return reader.BytesConsumed == payload.Length && payload[^1] is not ((byte)' ' or (byte)'\t');
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task LineAsync(Stream output, params Action<Utf8JsonWriter>[] fields)
    {
        await using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var field in fields)
            {
                field(json);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static StoreException Refused(string file, string message) =>
        new(StoreFault.Refused, string.Create(CultureInfo.InvariantCulture, $"{file}: {message}"));

    private sealed record Row(string? Format, long? End, StoredEvent? Event, string Owner);
}

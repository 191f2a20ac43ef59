using System.Data.Common;
using System.Text;
using Coppice.Store.Engines;
using NodaTime;

namespace Coppice.Store;

/// <summary>
/// Where everything is kept: streams of sealed events that only grow, and a chained log of who did and saw what. One per process, for
/// its whole life; safe for any number of callers at once.
/// </summary>
public sealed class EventStore : IAsyncDisposable
{
    private readonly Engine engine;
    private readonly KeyFile keys;
    private readonly Sealer sealer;
    private readonly SessionPool readers;
    private readonly Writer writer;

    private EventStore(Engine engine, KeyFile keys)
    {
        (this.engine, this.keys) = (engine, keys);
        sealer = new Sealer(keys);
        readers = new SessionPool(engine);
        writer = new Writer(engine);
    }

    /// <summary>Where it is, as it may be shown.</summary>
    public string Where => engine.Where;

    /// <summary>
    /// Opens a store. Where there is none yet, one is made, and a key file too. A store without its key file is refused, and neither is changed.
    /// </summary>
    /// <param name="location">Where it is.</param>
    /// <param name="keyFile">Path of its key file, which is kept apart from it.</param>
    /// <param name="now">The moment, for a new key.</param>
    /// <exception cref="StoreException">It cannot be opened; the message says why.</exception>
    public static EventStore Open(StoreLocation location, string keyFile, Instant now) =>
        Open(location, EngineOf(location).Exists() ? KeyFile.Open(keyFile) : KeyFile.OpenOrCreate(keyFile, now));

    /// <summary>Opens a store whose keys are at hand. Where there is none yet, one is made.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says why.</exception>
    public static EventStore Open(StoreLocation location, KeyFile keys)
    {
        var place = EngineOf(location);
        place.Create();

        using (var session = place.Connect())
        {
            try
            {
                CheckSchema(place, session);
                CheckKeys(place, session, keys);
            }
            catch (DbException e)
            {
                throw place.Explain(e);
            }
        }

        return new EventStore(place, keys);
    }

    /// <summary>Keeps changes, all or none, or says which stream has moved on. When it returns, they are on disk.</summary>
    /// <exception cref="StoreException">The write is not well formed, or the database could not; what was told as kept before is kept.</exception>
    public Task<WriteResult> WriteAsync(Write write, CancellationToken cancel = default) =>
        writer.WriteAsync(Entry.Of(write, sealer, keys.Ring), cancel);

    /// <summary>Keeps an entry about something that changed nothing. Wait for it before showing what it is about.</summary>
    /// <exception cref="StoreException">The entry is not well formed, or the database could not.</exception>
    public Task AuditAsync(Access access, CancellationToken cancel = default) =>
        writer.WriteAsync(Entry.Of(access, sealer), cancel);

    /// <summary>Events of a stream, oldest first; none when there is no such stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="after">Only those after this version: the rest, for who holds the beginning.</param>
    /// <param name="upTo">Only those up to this version: the stream as it was then.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="StoreException">It cannot be read, or is not what was written.</exception>
    public Task<IReadOnlyList<StoredEvent>> ReadAsync(
        StreamId stream,
        int after = 0,
        int upTo = int.MaxValue,
        CancellationToken cancel = default
    ) =>
        readers.ReadAsync<IReadOnlyList<StoredEvent>>(
            async session =>
            {
                var name = stream.ToString();
                var events = new List<StoredEvent>();
                await using var reader = await session
                    .Command(
                        "SELECT e.place, e.at, e.author, e.sealed FROM stream s JOIN event e ON e.place > (s.number << 24) + $2 AND e.place <= (s.number << 24) + $3 WHERE s.name = $1 ORDER BY e.place",
                        name,
                        (long)Math.Min(after, Place.MostVersions),
                        (long)Math.Min(upTo, Place.MostVersions)
                    )
                    .ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    var version = Place.Version(reader.GetInt64(0));
                    var at = reader.GetInt64(1);
                    var author = reader.GetString(2);
                    var content = sealer.Open(
                        reader.Bytes(3),
                        Canonical.OfEvent(name, version, at, author).Bytes,
                        $"{name} version {version}"
                    );
                    events.Add(new(stream, version, Instant.FromUnixTimeTicks(at), author, content.Content));
                }

                return Whole(events, after);
            },
            cancel
        );

    /// <summary>Streams of one kind, by id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="owner">Only those of this owner; of all owners when null.</param>
    /// <param name="afterId">Only those after this id: the next page.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<IReadOnlyList<StreamInfo>> ListAsync(
        string kind,
        string? owner = null,
        string? afterId = null,
        int limit = 1000,
        CancellationToken cancel = default
    )
    {
        if (!StreamId.IsKind(kind))
        {
            throw new StoreException(StoreFault.Refused, $"expected a kind of a–z and hyphens; found '{kind}'");
        }

        // '0' is the character after '/'.
        return StreamsAsync($"{kind}/{afterId}", $"{kind}0", owner, limit, cancel);
    }

    /// <summary>What was changed after a position, by every process, in the order it happened.</summary>
    /// <param name="after">The last position that is known; 0 for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<IReadOnlyList<StreamChange>> ChangesAsync(
        long after,
        int limit = 1000,
        CancellationToken cancel = default
    ) =>
        readers.ReadAsync<IReadOnlyList<StreamChange>>(
            async session =>
            {
                var changes = new List<StreamChange>();
                await using var reader = await session
                    .Command(
                        "SELECT position, subject, version FROM audit WHERE position > $1 AND version IS NOT NULL ORDER BY position LIMIT $2",
                        after,
                        (long)limit
                    )
                    .ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    changes.Add(new(reader.GetInt64(0), Named(reader.GetString(1)), (int)reader.GetInt64(2)));
                }

                return changes;
            },
            cancel
        );

    /// <summary>The audit log after a position.</summary>
    /// <param name="after">The last position that is known; 0 for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<IReadOnlyList<AuditEntry>> AuditAfterAsync(
        long after,
        int limit = 1000,
        CancellationToken cancel = default
    ) =>
        AuditEntriesAsync(
            session =>
                session.Command(
                    $"SELECT {AuditRow.Columns} FROM audit WHERE position > $1 ORDER BY position LIMIT $2",
                    after,
                    (long)limit
                ),
            cancel
        );

    /// <summary>Everything that was done to one stream, and who looked at it, oldest first.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<IReadOnlyList<AuditEntry>> AuditOfAsync(
        StreamId subject,
        long after = 0,
        int limit = 1000,
        CancellationToken cancel = default
    ) =>
        AuditEntriesAsync(
            session =>
                session.Command(
                    $"SELECT {AuditRow.Columns} FROM audit WHERE position > $2 AND (position IN (SELECT e.position FROM stream s JOIN event e ON e.place > (s.number << 24) AND e.place < ((s.number + 1) << 24) WHERE s.name = $1) OR (subject = $1 AND version IS NULL)) ORDER BY position LIMIT $3",
                    subject.ToString(),
                    after,
                    (long)limit
                ),
            cancel
        );

    /// <summary>The end of the audit log; also a cheap question whether the store answers.</summary>
    /// <exception cref="StoreException">It does not.</exception>
    public Task<AuditHead> HeadAsync(CancellationToken cancel = default) =>
        readers.ReadAsync(
            session =>
            {
                var (position, hash, at) = AuditLog.Head(session);
                return Task.FromResult(
                    new AuditHead(position, hash, position == 0 ? null : Instant.FromUnixTimeTicks(at))
                );
            },
            cancel
        );

    /// <summary>Follows the audit log's chain from its first entry to its last.</summary>
    /// <param name="noted">An end that was noted before: whether the log still leads to it.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<Inspection> VerifyAuditAsync(AuditHead? noted = null) =>
        Task.Run(() => new Inspector(engine, sealer).Chain(noted));

    /// <summary>Looks at everything: the database, the chain, and every event, opened and compared with the chain.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Task<Inspection> CheckAsync() => Task.Run(() => new Inspector(engine, sealer).Everything());

    /// <summary>
    /// Seals again under the current key whatever an older key has sealed. Others go on reading and writing meanwhile; it can be
    /// stopped and begun again. Keep older keys for as long as a backup needs them.
    /// </summary>
    /// <param name="at">The moment, for the audit log.</param>
    /// <param name="author">Who asked for it.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>How many values were sealed again.</returns>
    /// <exception cref="StoreException">It cannot be read or written.</exception>
    public async Task<long> ResealAsync(Instant at, string author, CancellationToken cancel = default)
    {
        await AuditAsync(new Access(at, author, "reseal"), cancel);
        return await Task.Run(() => new Resealing(engine, sealer, keys.Ring.Current).Run(cancel), cancel);
    }

    /// <summary>Forgets idempotency keys that were last seen before a moment. Nothing else is forgotten.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public Task ForgetKeysAsync(Instant before, CancellationToken cancel = default) =>
        readers.ReadAsync(
            session =>
                session
                    .Command("DELETE FROM request WHERE at < $1", before.ToUnixTimeTicks())
                    .ExecuteNonQueryAsync(cancel),
            cancel
        );

    /// <summary>Finishes what was handed over, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        readers.Dispose();
    }

    internal static Engine EngineOf(StoreLocation location) =>
        location.File is { } file ? new SqliteEngine(file) : new PostgresEngine(location);

    internal static void CheckSchema(Engine engine, Session session)
    {
        var version = Schema.Version(session);
        if (version != Schema.Current)
        {
            throw new StoreException(
                StoreFault.Schema,
                version > Schema.Current
                    ? $"{engine.Where}: made by a later Coppice (tables {version}; this one knows {Schema.Current}). Use that version; nothing was changed"
                    : $"{engine.Where}: made by an earlier Coppice (tables {version}; now {Schema.Current}). Run: coppice migrate; nothing was changed"
            );
        }
    }

    /// <summary>A store is not opened with keys that cannot read it: what would be written could not be read with the rest.</summary>
    private static void CheckKeys(Engine engine, Session session, KeyFile keys)
    {
        if (
            session.Value("SELECT sealed FROM event ORDER BY place DESC LIMIT 1")
                is byte[] { Length: >= SealingKey.IdLength } last
            && keys.Ring.Find(last.AsSpan(0, SealingKey.IdLength)) is null
        )
        {
            throw new StoreException(
                StoreFault.Keys,
                $"{engine.Where}: sealed with the key {Convert.ToHexStringLower(last.AsSpan(0, SealingKey.IdLength))}, which is not among the keys given ({string.Join(", ", keys.Ring.Keys.Select(k => k.Id))}). Put back the key file that belongs to this store; nothing was changed"
            );
        }
    }

    private static StreamId Named(string name) =>
        StreamId.TryParse(name, out var id)
            ? id
            : throw new StoreException(StoreFault.Damaged, $"expected the name of a stream; found '{name}'");

    private static List<StoredEvent> Whole(List<StoredEvent> events, int after)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Version != after + i + 1)
            {
                throw new StoreException(
                    StoreFault.Damaged,
                    $"{events[i].Stream}: expected version {after + i + 1}; found {events[i].Version}: events are missing"
                );
            }
        }

        return events;
    }

    private Task<IReadOnlyList<StreamInfo>> StreamsAsync(
        string first,
        string last,
        string? owner,
        int limit,
        CancellationToken cancel
    )
    {
        const string Columns =
            "SELECT s.name, s.owner, (SELECT max(place) FROM event WHERE place > (s.number << 24) AND place < ((s.number + 1) << 24)) FROM stream s WHERE s.name > $1 AND s.name < $2";
        return readers.ReadAsync<IReadOnlyList<StreamInfo>>(
            async session =>
            {
                var command = owner is null
                    ? session.Command($"{Columns} ORDER BY s.name LIMIT $3", first, last, (long)limit)
                    : session.Command(
                        $"{Columns} AND s.owner = $4 ORDER BY s.name LIMIT $3",
                        first,
                        last,
                        (long)limit,
                        owner
                    );
                var streams = new List<StreamInfo>();
                await using var reader = await command.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    streams.Add(
                        new(Named(reader.GetString(0)), reader.GetString(1), Place.Version(reader.GetInt64(2)))
                    );
                }

                return streams;
            },
            cancel
        );
    }

    /// <summary>Every stream of every kind, by name.</summary>
    internal async IAsyncEnumerable<StreamInfo> AllAsync(string? owner)
    {
        var after = "";
        while (true)
        {
            var page = await StreamsAsync(after, "~", owner, 500, default);
            foreach (var info in page)
            {
                yield return info;
            }

            if (page.Count == 0)
            {
                break;
            }

            after = page[^1].Id.ToString();
        }
    }

    /// <summary>Keeps events that were written elsewhere.</summary>
    internal Task<WriteResult> ImportAsync(
        StreamId stream,
        string owner,
        IReadOnlyList<StoredEvent> events,
        Instant at,
        string author
    ) => writer.WriteAsync(Entry.Of(stream, owner, events, at.ToUnixTimeTicks(), author, sealer), default);

    private Task<IReadOnlyList<AuditEntry>> AuditEntriesAsync(Func<Session, DbCommand> ask, CancellationToken cancel) =>
        readers.ReadAsync<IReadOnlyList<AuditEntry>>(
            async session =>
            {
                var entries = new List<AuditEntry>();
                await using var reader = await ask(session).ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    entries.Add(Told(AuditRow.Read(reader)));
                }

                return entries;
            },
            cancel
        );

    private AuditEntry Told(AuditRow row) =>
        new(
            row.Position,
            Instant.FromUnixTimeTicks(row.At),
            row.Author,
            row.Action,
            row.Subject.Length == 0 ? null : Named(row.Subject),
            (int?)row.Version,
            row.Reason is { } reason
                ? Encoding.UTF8.GetString(
                    sealer
                        .Open(
                            reason,
                            Canonical.OfReason(row.Subject, row.Action, row.At, row.Author).Bytes,
                            $"the reason of audit entry {row.Position}"
                        )
                        .Content.Span
                )
                : null,
            row.Hash
        );
}

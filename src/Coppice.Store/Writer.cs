using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Coppice.Store.Engines;
using NodaTime;

namespace Coppice.Store;

/// <summary>
/// The one writer of a process. Whatever waits is written in one transaction, so a hundred people who save at once share one trip to
/// the disk; each is told only after the disk has it.
/// </summary>
/// <remarks>Implementation note: it has a thread of its own, because a commit waits for the disk and must not hold up a server's threads.</remarks>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostAtOnce = 512;
    private const int MostWaiting = 8192;

    private readonly Engine engine;
    private readonly Channel<Entry> waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? session;

    public Writer(Engine engine)
    {
        this.engine = engine;
        new Thread(Run) { IsBackground = true, Name = "coppice store writer" }.Start();
    }

    /// <summary>Hands an entry over and waits until it is on disk, or known not to be.</summary>
    public async Task<WriteResult> WriteAsync(Entry entry, CancellationToken cancel)
    {
        try
        {
            await waiting.Writer.WriteAsync(entry, cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreException(StoreFault.Unavailable, "the store is closing: nothing was written", e);
        }

        // Once handed over it is written; the answer is waited for, or else nobody would know.
        return await entry.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stopped.Task;
    }

    private void Run()
    {
        var batch = new List<Entry>(MostAtOnce);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            Write(batch);
        }

        session?.Dispose();
        stopped.SetResult();
    }

    private void Write(List<Entry> batch)
    {
        while (true)
        {
            var committing = false;
            var used = session is not null;
            try
            {
                session ??= engine.Connect();
                var results = Prepare(session, batch, out var any);
                committing = any;
                session.Run(any ? "COMMIT" : "ROLLBACK");
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Done.SetResult(results[i]);
                }

                return;
            }
#pragma warning disable CA1031 // Whatever went wrong goes to those who wait, and the writer goes on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Drop();
                var told = e is DbException or StoreException or IOException or TimeoutException
                    ? engine.Explain(e)
                    : e;
                if (used && !committing && told is StoreException { Fault: StoreFault.Unavailable })
                {
                    // The connection may have died while it was idle. Nothing was confirmed, so a new one may try once.
                    continue;
                }

                // A full disk is told before anything counts; any other failure of a commit leaves it open.
                if (committing && told is StoreException { Fault: not StoreFault.Full } fault)
                {
                    told = new StoreException(fault.Fault, fault.Message, fault.InnerException)
                    {
                        MayHaveHappened = true,
                    };
                }

                foreach (var entry in batch)
                {
                    entry.Done.SetException(told);
                }

                return;
            }
        }
    }

    private void Drop()
    {
        try
        {
            session?.Dispose();
        }
        catch (DbException)
        {
            // It was broken already.
        }

        session = null;
    }

    private WriteResult[] Prepare(Session open, List<Entry> batch, out bool any)
    {
        engine.BeginWrite(open);
        var pages = new Pages(engine, open, batch);
        var results = new WriteResult[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            results[i] = pages.Take(batch[i]);
        }

        any = pages.Any;
        pages.Insert();
        return results;
    }

    /// <summary>What one transaction is about to write, on top of what the database has.</summary>
    private sealed class Pages
    {
        private readonly Engine engine;
        private readonly Session session;
        private readonly Dictionary<string, StreamState> streams;
        private readonly Dictionary<(string, string), (byte[] Digest, WriteResult.Written Answer)> requests;
        private readonly List<object?[]> newStreams = [];
        private readonly List<object?[]> newEvents = [];
        private readonly List<object?[]> newAudit = [];
        private readonly List<object?[]> newRequests = [];
        private long position;
        private long lastAt;
        private byte[] link;
        private long? lastStream;

        public Pages(Engine engine, Session session, List<Entry> batch)
        {
            (this.engine, this.session) = (engine, session);
            (position, link, lastAt) = AuditLog.Head(session);
            var names = batch.SelectMany(e => e.Changes).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            streams = engine.Find(session, names);
            requests = [];
            foreach (var entry in batch)
            {
                if (entry.Token is { } token && AuditLog.Request(session, entry.Author, token) is { } known)
                {
                    requests[(entry.Author, token)] = known;
                }
            }
        }

        public bool Any => newAudit.Count > 0;

        public WriteResult Take(Entry entry)
        {
            if (entry.Token is { } token && requests.TryGetValue((entry.Author, token), out var seen))
            {
                return seen.Digest.AsSpan().SequenceEqual(entry.Digest)
                    ? seen.Answer with
                    {
                        Repeated = true,
                    }
                    : new WriteResult.KeyReused(token);
            }

            foreach (var change in entry.Changes)
            {
                var current = streams.GetValueOrDefault(change.Name).Version;
                if (current != change.Expected)
                {
                    return new WriteResult.Conflict(change.Stream, change.Expected, current);
                }
            }

            var behind = position > 0 && entry.At < lastAt ? Duration.FromTicks(lastAt - entry.At) : Duration.Zero;
            var versions = entry.Changes.Select(c => Apply(entry, c)).ToList();
            if (versions.Count == 0)
            {
                Log(entry, entry.Subject, null, null, entry.Reason);
            }

            var answer = new WriteResult.Written(versions, position, Repeated: false, behind);
            if (entry.Token is { } fresh)
            {
                requests[(entry.Author, fresh)] = (entry.Digest, answer);
                newRequests.Add([
                    entry.Author,
                    fresh,
                    entry.At,
                    entry.Digest,
                    string.Join(',', versions.Select(v => v.ToString(CultureInfo.InvariantCulture))),
                    position,
                ]);
            }

            return answer;
        }

        public void Insert()
        {
            engine.Insert(session, Table.Stream, newStreams);
            engine.Insert(session, Table.Event, newEvents);
            engine.Insert(session, Table.Audit, newAudit);
            engine.Insert(session, Table.Request, newRequests);
        }

        private int Apply(Entry entry, SealedChange change)
        {
            if (!streams.TryGetValue(change.Name, out var state))
            {
                var number = 1 + (lastStream ?? (long?)session.Value("SELECT max(number) FROM stream") ?? 0);
                state = new StreamState(number, change.Owner, 0);
                lastStream = number;
                newStreams.Add([state.Number, change.Name, change.Owner]);
            }

            var version = state.Version;
            foreach (var one in change.Events)
            {
                version++;
                var first = ReferenceEquals(change, entry.Changes[0]) && version == change.Expected + 1;
                Log(entry, change.Name, version, one.Content.Commitment, first ? entry.Reason : null);
                newEvents.Add([Place.Of(state.Number, version), position, one.At, one.Author, one.Content.Value]);
            }

            streams[change.Name] = state with { Version = version };
            return version;
        }

        private void Log(Entry entry, string subject, int? version, byte[]? content, Sealed? reason)
        {
            position++;
            var commitment = AuditLog.Commitment(content, reason?.Commitment);
            link = Chain.Link(link, position, entry.At, entry.Author, entry.Action, subject, version, commitment);
            lastAt = entry.At;
            newAudit.Add([
                position,
                entry.At,
                entry.Author,
                entry.Action,
                subject,
                (long?)version,
                reason?.Value,
                commitment,
                link,
            ]);
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Coppice.Store;

/// <summary>The new events of one stream, sealed.</summary>
internal sealed record SealedChange(
    StreamId Stream,
    string Name,
    int Expected,
    string Owner,
    IReadOnlyList<SealedEvent> Events
);

/// <summary>One new event, sealed; an imported one keeps the time and the author that it had.</summary>
internal readonly record struct SealedEvent(long At, string Author, Sealed Content);

/// <summary>What the writer is handed: checked and sealed before, so that the writer does little more than write.</summary>
internal sealed record Entry(long At, string Author, string Action, string Subject)
{
    private const int LongestWord = 200;
    private const int LongestReason = 4000;
    private const int LargestPayload = 16 * 1024 * 1024;

    public IReadOnlyList<SealedChange> Changes { get; init; } = [];

    public Sealed? Reason { get; init; }

    public string? Token { get; init; }

    /// <summary>What was asked, as a keyed digest, for those who ask again with the same key. Empty without a key.</summary>
    public byte[] Digest { get; init; } = [];

    public TaskCompletionSource<WriteResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Entry Of(Write write, Sealer sealer, KeyRing keys)
    {
        Check(write);
        var at = write.At.ToUnixTimeTicks();
        return new Entry(at, write.Author, write.Action, "")
        {
            Changes = [.. write.Changes.Select(c => Seal(c, at, write.Author, sealer))],
            // The reason stands in the entry of the first event.
            Reason = Seal(write.Reason, write.Changes[0].Stream.ToString(), write.Action, at, write.Author, sealer),
            Token = write.Key,
            // The oldest key, so that a rotation between two tries does not make them differ.
            Digest = write.Key is null ? [] : DigestOf(write, keys.Keys[0]),
        };
    }

    public static Entry Of(Access access, Sealer sealer)
    {
        Word(access.Author, "an author");
        Word(access.Action, "an action");
        var at = access.At.ToUnixTimeTicks();
        var subject = access.Subject?.ToString() ?? "";
        return new Entry(at, access.Author, access.Action, subject)
        {
            Reason = Seal(access.Reason, subject, access.Action, at, access.Author, sealer),
        };
    }

    private static byte[] DigestOf(Write write, SealingKey key)
    {
        var all = new Canonical().Add(write.Action).Add(write.Changes.Count);
        foreach (var change in write.Changes)
        {
            all.Add(change.Stream.ToString()).Add(change.Expected).Add(change.Events.Count);
            foreach (var payload in change.Events)
            {
                all.Add(SHA256.HashData(payload.Span));
            }
        }

        return HMACSHA256.HashData(key.Secret, all.Bytes);
    }

    /// <summary>Events that were written elsewhere, as an import brings them.</summary>
    public static Entry Of(
        StreamId stream,
        string owner,
        IReadOnlyList<StoredEvent> events,
        long at,
        string author,
        Sealer sealer
    )
    {
        Word(author, "an author");
        var name = stream.ToString();
        return new Entry(at, author, "import", "")
        {
            Changes =
            [
                new(
                    stream,
                    name,
                    events[0].Version - 1,
                    owner,
                    [
                        .. events.Select(e =>
                            Seal(name, e.Version, e.At.ToUnixTimeTicks(), e.Author, e.Payload.Span, sealer)
                        ),
                    ]
                ),
            ],
        };
    }

    private static SealedChange Seal(Change change, long at, string author, Sealer sealer)
    {
        var name = change.Stream.ToString();
        return new(
            change.Stream,
            name,
            change.Expected,
            change.Owner,
            [.. change.Events.Select((e, i) => Seal(name, change.Expected + i + 1, at, author, e.Span, sealer))]
        );
    }

    private static SealedEvent Seal(
        string stream,
        int version,
        long at,
        string author,
        ReadOnlySpan<byte> payload,
        Sealer sealer
    ) => new(at, author, sealer.Seal(payload, Canonical.OfEvent(stream, version, at, author).Bytes));

    private static Sealed? Seal(string? reason, string subject, string action, long at, string author, Sealer sealer)
    {
        if (reason is null)
        {
            return null;
        }

        return reason.Length is 0 or > LongestReason
            ? throw Refused($"a reason: expected 1 to {LongestReason} characters; found {reason.Length}")
            : sealer.Seal(Encoding.UTF8.GetBytes(reason), Canonical.OfReason(subject, action, at, author).Bytes);
    }

    private static void Check(Write write)
    {
        Word(write.Author, "an author");
        Word(write.Action, "an action");
        if (write.Key is { } key)
        {
            Word(key, "an idempotency key");
        }

        if (write.Changes.Count == 0 || write.Changes.DistinctBy(c => c.Stream).Count() != write.Changes.Count)
        {
            throw Refused("a write: expected at least one change, and no stream twice");
        }

        foreach (var change in write.Changes)
        {
            if (change.Owner.Length > 0)
            {
                Word(change.Owner, "an owner");
            }

            if (change.Events.Count == 0 || change.Expected < 0)
            {
                throw Refused(
                    $"{change.Stream}: expected a version from 0 and at least one event; found version {change.Expected} and {change.Events.Count} events"
                );
            }

            if ((long)change.Expected + change.Events.Count > Engines.Place.MostVersions)
            {
                throw Refused($"{change.Stream}: expected at most {Engines.Place.MostVersions} events");
            }

            if (change.Events.Any(e => e.Length > LargestPayload))
            {
                throw Refused($"{change.Stream}: expected at most {LargestPayload} bytes an event");
            }
        }
    }

    /// <summary>Words that are kept in the clear: they must be the same text in every database.</summary>
    internal static void Word(string text, string what)
    {
        if (text.Length is 0 or > LongestWord || text.Any(c => c is < ' ' or > '~'))
        {
            throw Refused($"{what}: expected 1 to {LongestWord} printable ASCII characters; found '{text}'");
        }
    }

    private static StoreException Refused(string message) => new(StoreFault.Refused, message);
}

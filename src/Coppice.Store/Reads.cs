using NodaTime;

namespace Coppice.Store;

/// <summary>One event as it was written.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its number in the stream, from 1, without gaps.</param>
/// <param name="At">When, as its writer said.</param>
/// <param name="Author">Who.</param>
/// <param name="Payload">What, opened.</param>
public sealed record StoredEvent(StreamId Stream, int Version, Instant At, string Author, ReadOnlyMemory<byte> Payload);

/// <summary>A stream there is.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Owner">To whom it belongs.</param>
/// <param name="Version">The number of its last event.</param>
public sealed record StreamInfo(StreamId Id, string Owner, int Version);

/// <summary>A change that was kept, for those who hold what they read.</summary>
/// <param name="Position">Where it stands in the order of all changes. Later changes have higher positions, on every server process.</param>
/// <param name="Stream">The stream that changed.</param>
/// <param name="Version">The event.</param>
public sealed record StreamChange(long Position, StreamId Stream, int Version);

/// <summary>One entry of the audit log.</summary>
/// <param name="Position">Its number, from 1, without gaps.</param>
/// <param name="At">When, as its writer said.</param>
/// <param name="Author">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">Of which stream, as it was written; null for none.</param>
/// <param name="Version">The event that was written; null when nothing was changed.</param>
/// <param name="Reason">Why, opened.</param>
/// <param name="Hash">The link: a SHA-256 over this entry and the link before it.</param>
public sealed record AuditEntry(
    long Position,
    Instant At,
    string Author,
    string Action,
    StreamId? Subject,
    int? Version,
    string? Reason,
    ReadOnlyMemory<byte> Hash
);

using NodaTime;

namespace Coppice.Store;

/// <summary>New events of one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Expected">The version that the writer has seen; 0 when the stream must not exist yet.</param>
/// <param name="Events">At least one payload, oldest first. The store does not look inside.</param>
public sealed record Change(StreamId Stream, int Expected, IReadOnlyList<ReadOnlyMemory<byte>> Events)
{
    /// <summary>
    /// To whom the stream belongs, such as a programme's id; empty for nobody. The first event decides it, later ones do not change
    /// it. It is not sealed.
    /// </summary>
    public string Owner { get; init; } = "";
}

/// <summary>Changes that are kept all together or not at all.</summary>
/// <param name="Changes">At least one; no stream stands twice.</param>
/// <param name="At">When. Kept to 100 ns. Order never comes from it.</param>
/// <param name="Author">Who: the id of an account, or a word such as <c>command</c>. It is not sealed.</param>
/// <param name="Action">What it is called in the audit log, such as <c>chart</c>. It is not sealed.</param>
public sealed record Write(IReadOnlyList<Change> Changes, Instant At, string Author, string Action)
{
    /// <summary>
    /// Idempotency key, one of the author's: a write with a key that was seen before is not done again, and gets the first answer.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Why, in words for the audit log. Sealed.</summary>
    public string? Reason { get; init; }
}

/// <summary>Something that is audited though it changes nothing: a view, a sign-in, a break-glass.</summary>
/// <param name="At">When.</param>
/// <param name="Author">Who.</param>
/// <param name="Action">What, such as <c>view</c>.</param>
/// <param name="Subject">Of which stream, if of one. It need not exist.</param>
public sealed record Access(Instant At, string Author, string Action, StreamId? Subject = null)
{
    /// <summary>Why, in words. Sealed.</summary>
    public string? Reason { get; init; }
}

/// <summary>The outcome of a write: kept, or not and why.</summary>
public abstract record WriteResult
{
    private WriteResult() { }

    /// <summary>Kept on disk.</summary>
    /// <param name="Versions">The new version of each stream, in the order of the changes.</param>
    /// <param name="Position">The position of its last entry in the audit log.</param>
    /// <param name="Repeated">The key had been seen: nothing was done now, and this is the first answer.</param>
    /// <param name="Behind">How far its time lies behind the newest entry of the log: more than a moment means that a clock went back. Zero when it does not.</param>
    public sealed record Written(IReadOnlyList<int> Versions, long Position, bool Repeated, Duration Behind)
        : WriteResult;

    /// <summary>Nothing was kept, because somebody else wrote first.</summary>
    /// <param name="Stream">The first stream that had another version.</param>
    /// <param name="Expected">The version that the writer had seen.</param>
    /// <param name="Current">The version there is; 0 when there is no such stream.</param>
    public sealed record Conflict(StreamId Stream, int Expected, int Current) : WriteResult;

    /// <summary>Nothing was kept, because the key was used for something else.</summary>
    /// <param name="Key">The key.</param>
    public sealed record KeyReused(string Key) : WriteResult;
}

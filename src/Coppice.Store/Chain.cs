using NodaTime;

namespace Coppice.Store;

/// <summary>The audit log's chain: each entry carries a hash over itself and the hash before it.</summary>
internal static class Chain
{
    /// <summary>The link before the first.</summary>
    public static readonly byte[] Start = new byte[32];

    /// <summary>The link of one entry.</summary>
    public static byte[] Link(
        byte[] before,
        long position,
        long at,
        string author,
        string action,
        string subject,
        long? version,
        byte[]? commitment
    ) =>
        new Canonical()
            .Add("coppice-audit/1")
            .Add(before)
            .Add(position)
            .Add(at)
            .Add(author)
            .Add(action)
            .Add(subject)
            .Add(version ?? -1)
            .Add(commitment)
            .Hash;
}

/// <summary>The end of the audit log.</summary>
/// <param name="Position">How many entries there are.</param>
/// <param name="Hash">The last link. Noted elsewhere, it proves later that nothing was cut off the end.</param>
/// <param name="At">The time of the last entry; null when there is none.</param>
public sealed record AuditHead(long Position, ReadOnlyMemory<byte> Hash, Instant? At);

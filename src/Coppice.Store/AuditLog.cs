using System.Globalization;
using Coppice.Store.Engines;
using NodaTime;

namespace Coppice.Store;

/// <summary>One row of the audit log as the database has it.</summary>
internal sealed record AuditRow(
    long Position,
    long At,
    string Author,
    string Action,
    string Subject,
    long? Version,
    byte[]? Reason,
    byte[]? Commitment,
    byte[] Hash
)
{
    /// <summary>The columns, in the order of the properties.</summary>
    public const string Columns = "position, at, author, action, subject, version, reason, commitment, hash";

    public static AuditRow Read(System.Data.Common.DbDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetString(4),
            reader.IsDBNull(5) ? null : reader.GetInt64(5),
            reader.IsDBNull(6) ? null : reader.Bytes(6),
            reader.IsDBNull(7) ? null : reader.Bytes(7),
            reader.Bytes(8)
        );

    /// <summary>What this row's link must be.</summary>
    public byte[] Link(byte[] before) => Chain.Link(before, Position, At, Author, Action, Subject, Version, Commitment);
}

/// <summary>Questions to the audit log and to the keys that were seen, within a transaction.</summary>
internal static class AuditLog
{
    /// <summary>The end of the log.</summary>
    public static (long Position, byte[] Hash, long At) Head(Session session)
    {
        using var reader = session
            .Command("SELECT position, hash, at FROM audit ORDER BY position DESC LIMIT 1")
            .ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.Bytes(1), reader.GetInt64(2)) : (0, Chain.Start, 0);
    }

    /// <summary>What an entry commits to: the event's content, then the reason; null for neither.</summary>
    public static byte[]? Commitment(byte[]? content, byte[]? reason) =>
        content is null && reason is null ? null : [.. content ?? [], .. reason ?? []];

    /// <summary>What was asked and answered under an idempotency key.</summary>
    public static (byte[] Digest, WriteResult.Written Answer)? Request(Session session, string author, string token)
    {
        using var reader = session
            .Command("SELECT digest, versions, position FROM request WHERE author = $1 AND token = $2", author, token)
            .ExecuteReader();
        return reader.Read()
            ? (
                reader.Bytes(0),
                new WriteResult.Written(
                    [.. reader.GetString(1).Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture))],
                    reader.GetInt64(2),
                    Repeated: true,
                    Duration.Zero
                )
            )
            : null;
    }
}

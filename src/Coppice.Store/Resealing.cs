using System.Data.Common;
using Coppice.Store.Engines;

namespace Coppice.Store;

/// <summary>Seals again what older keys have sealed, a few values a transaction.</summary>
internal sealed class Resealing(Engine engine, Sealer sealer, SealingKey current)
{
    private const int AtOnce = 200;

    public long Run(CancellationToken cancel)
    {
        using var session = engine.Connect();
        try
        {
            return All(session, EventPage, cancel) + All(session, ReasonPage, cancel);
        }
        catch (DbException e)
        {
            throw engine.Explain(e);
        }
    }

    private static long All(
        Session session,
        Func<Session, long, (List<(long Key, byte[] Old, byte[] New)> Rows, string Update)> page,
        CancellationToken cancel
    )
    {
        long count = 0;
        long after = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var (rows, update) = page(session, after);
            if (rows.Count == 0)
            {
                return count;
            }

            session.Run("BEGIN");
            foreach (var (key, old, renewed) in rows)
            {
                // Only if it is still what was read: two who seal again do not undo each other.
                session.Run(update, renewed, key, old);
            }

            session.Run("COMMIT");
            count += rows.Count;
            after = rows[^1].Key;
        }
    }

    private (List<(long, byte[], byte[])>, string) EventPage(Session session, long after)
    {
        var rows = new List<(long, byte[], byte[])>();
        using var reader = session
            .Command(
                "SELECT e.place, e.at, e.author, e.sealed, s.name FROM event e JOIN stream s ON s.number = e.place >> 24 WHERE e.place > $1 AND substr(e.sealed, 1, 8) <> $2 ORDER BY e.place LIMIT $3",
                after,
                current.IdBytes,
                (long)AtOnce
            )
            .ExecuteReader();
        while (reader.Read())
        {
            var (place, name, old) = (reader.GetInt64(0), reader.GetString(4), reader.Bytes(3));
            var version = Place.Version(place);
            var context = Canonical.OfEvent(name, version, reader.GetInt64(1), reader.GetString(2));
            rows.Add((place, old, sealer.Again(old, context.Bytes, $"{name} version {version}")));
        }

        return (rows, "UPDATE event SET sealed = $1 WHERE place = $2 AND sealed = $3");
    }

    private (List<(long, byte[], byte[])>, string) ReasonPage(Session session, long after)
    {
        var rows = new List<(long, byte[], byte[])>();
        using var reader = session
            .Command(
                $"SELECT {AuditRow.Columns} FROM audit WHERE position > $1 AND reason IS NOT NULL AND substr(reason, 1, 8) <> $2 ORDER BY position LIMIT $3",
                after,
                current.IdBytes,
                (long)AtOnce
            )
            .ExecuteReader();
        while (reader.Read())
        {
            var row = AuditRow.Read(reader);
            var context = Canonical.OfReason(row.Subject, row.Action, row.At, row.Author);
            rows.Add(
                (
                    row.Position,
                    row.Reason!,
                    sealer.Again(row.Reason!, context.Bytes, $"the reason of audit entry {row.Position}")
                )
            );
        }

        return (rows, "UPDATE audit SET reason = $1 WHERE position = $2 AND reason = $3");
    }
}

using System.Data.Common;
using System.Security.Cryptography;
using Coppice.Store.Engines;
using NodaTime;

namespace Coppice.Store;

/// <summary>What a look at the audit log, or at everything, has found.</summary>
/// <param name="Head">The end of the audit log. Note it elsewhere: it proves later that nothing was cut off.</param>
/// <param name="Streams">How many streams there are.</param>
/// <param name="Events">How many events there are; each was opened when everything was looked at.</param>
/// <param name="Problems">What is not as it was written, the first first; empty when all is whole. At most twenty.</param>
/// <param name="Remarks">What is worth knowing but is no damage, such as a clock that went back. At most twenty.</param>
public sealed record Inspection(
    AuditHead Head,
    long Streams,
    long Events,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Remarks
);

/// <summary>Looks at a store, at one moment of it, while others go on writing.</summary>
internal sealed class Inspector(Engine engine, Sealer? sealer)
{
    private const int Most = 20;

    /// <summary>Time differences between servers are no news.</summary>
    private static readonly Duration Notable = Duration.FromMinutes(1);

    private readonly List<string> problems = [];
    private readonly List<string> remarks = [];

    /// <summary>The chain alone, and whether it still holds an end that was noted before.</summary>
    public Inspection Chain(AuditHead? noted) => Look(session => Links(session, noted));

    /// <summary>The chain, the database's own checks, and every event: opened, in its place, and as the chain says.</summary>
    public Inspection Everything() =>
        Look(session =>
        {
            foreach (var problem in engine.Damage(session))
            {
                Problem(problem);
            }

            var head = Links(session, null);
            Events(session);
            Missing(session);
            return head;
        });

    private Inspection Look(Func<Session, AuditHead> look)
    {
        using var session = engine.Connect();
        try
        {
            engine.BeginRead(session);
            var head = look(session);
            var streams = (long)session.Value("SELECT count(*) FROM stream")!;
            var events = (long)session.Value("SELECT count(*) FROM event")!;
            session.Run("COMMIT");
            return new(head, streams, events, problems, remarks);
        }
        catch (DbException e)
        {
            throw engine.Explain(e);
        }
    }

    private AuditHead Links(Session session, AuditHead? noted)
    {
        var link = Store.Chain.Start;
        long position = 0;
        long? last = null;
        var met = noted is null || noted.Position == 0;
        using var reader = session.Command($"SELECT {AuditRow.Columns} FROM audit ORDER BY position").ExecuteReader();
        while (reader.Read())
        {
            var row = AuditRow.Read(reader);
            position++;
            if (row.Position != position)
            {
                Problem($"audit entry {position} is missing");
                position = row.Position;
            }
            else if (!row.Hash.AsSpan().SequenceEqual(row.Link(link)))
            {
                Problem(
                    $"audit entry {position} ({row.Action} by {row.Author}) is not what was written, or the one before it was replaced"
                );
            }

            if (row.Position == noted?.Position)
            {
                met = true;
                if (!noted.Hash.Span.SequenceEqual(row.Hash))
                {
                    Problem($"audit entry {position} is not the one that was noted: the log was written anew");
                }
            }

            if (last is { } then && then - row.At > Notable.BclCompatibleTicks)
            {
                Remark(
                    $"the clock went back by {Duration.FromTicks(then - row.At)} before audit entry {position}; order does not come from it"
                );
            }

            Reason(row);
            (link, last) = (row.Hash, row.At);
        }

        if (!met)
        {
            Problem($"the log ends at entry {position}, before the noted entry {noted!.Position}: its end was cut off");
        }

        return new(position, link, last is { } at ? Instant.FromUnixTimeTicks(at) : null);
    }

    private void Reason(AuditRow row)
    {
        var where = $"the reason of audit entry {row.Position}";
        var committed = (row.Commitment?.Length ?? 0) - (row.Version is null ? 0 : SHA256.HashSizeInBytes);
        if (committed != (row.Reason is null ? 0 : SHA256.HashSizeInBytes))
        {
            Problem(row.Reason is null ? $"{where} is missing" : $"{where} was added");
            return;
        }

        if (row.Reason is not { } reason || sealer is null)
        {
            return;
        }

        Opening(() =>
        {
            var opened = sealer.Open(
                reason,
                Canonical.OfReason(row.Subject, row.Action, row.At, row.Author).Bytes,
                where
            );
            return row.Commitment.AsSpan().EndsWith(opened.Commitment) ? null : $"{where} is another one";
        });
    }

    private void Events(Session session)
    {
        long before = -1;
        using var reader = session
            .Command(
                "SELECT e.place, e.at, e.author, e.sealed, s.name, a.subject, a.version, a.commitment FROM event e LEFT JOIN stream s ON s.number = e.place >> 24 LEFT JOIN audit a ON a.position = e.position ORDER BY e.place"
            )
            .ExecuteReader();
        while (reader.Read())
        {
            var place = reader.GetInt64(0);
            var version = Place.Version(place);
            var name = reader.IsDBNull(4) ? null : reader.GetString(4);
            var where = $"{name ?? "a stream without a name"} version {version}";
            if (place != before + 1 && version != 1)
            {
                Problem($"{where}: the event before it is missing");
            }

            before = place;
            if (name is null)
            {
                Problem($"{where}: its stream is missing");
            }
            else if (
                reader.IsDBNull(5)
                || reader.GetString(5) != name
                || reader.IsDBNull(6)
                || reader.GetInt64(6) != version
            )
            {
                Problem($"{where}: the audit log does not know it");
            }
            else if (sealer is not null)
            {
                Event(name, version, where, reader);
            }
        }
    }

    private void Event(string name, int version, string where, DbDataReader reader)
    {
        var context = Canonical.OfEvent(name, version, reader.GetInt64(1), reader.GetString(2));
        Opening(() =>
            reader.Bytes(7).AsSpan().StartsWith(sealer!.Open(reader.Bytes(3), context.Bytes, where).Commitment)
                ? null
                : $"{where} is not what the audit log saw written"
        );
    }

    private void Missing(Session session)
    {
        using var reader = session
            .Command(
                "SELECT a.subject, a.version FROM audit a LEFT JOIN stream s ON s.name = a.subject LEFT JOIN event e ON e.place = (s.number << 24) + a.version WHERE a.version IS NOT NULL AND e.place IS NULL ORDER BY a.position LIMIT 20"
            )
            .ExecuteReader();
        while (reader.Read())
        {
            Problem($"{reader.GetString(0)} version {reader.GetInt64(1)}: the audit log knows it, but it is missing");
        }
    }

    private void Opening(Func<string?> open)
    {
        try
        {
            if (open() is { } problem)
            {
                Problem(problem);
            }
        }
        catch (StoreException e)
        {
            Problem(e.Message);
        }
    }

    private void Problem(string text)
    {
        if (problems.Count < Most)
        {
            problems.Add(text);
        }
    }

    private void Remark(string text)
    {
        if (remarks.Count < Most)
        {
            remarks.Add(text);
        }
    }
}

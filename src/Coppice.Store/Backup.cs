using System.Data.Common;
using Coppice.Store.Engines;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Store;

/// <summary>
/// Backups. A backup is itself a store: a SQLite file with the same tables, sealed under the same keys, whichever database it came from. So it can be
/// checked and read like any other, and restored into either database. It holds no keys.
/// </summary>
public static class Backup
{
    private const int RowsAtOnce = 2000;
    private static readonly Table[] Tables = [Table.Stream, Table.Event, Table.Audit, Table.Request];

    /// <summary>Makes a backup of one moment of a store, while others go on writing to it.</summary>
    /// <param name="from">The store.</param>
    /// <param name="file">The file to make. One that is there is not overwritten.</param>
    /// <returns>What the finished backup holds; its chain was followed to its end.</returns>
    /// <exception cref="StoreException">It could not be made; nothing is left of it.</exception>
    public static Inspection Make(StoreLocation from, string file)
    {
        var target = StoreLocation.Parse(file).File!;
        if (File.Exists(target))
        {
            throw new StoreException(StoreFault.Refused, $"{target}: expected a file that is not there yet");
        }

        return Copy(EngineWithStore(from), new SqliteEngine(target), "");
    }

    /// <summary>Restores a backup. What was there is never overwritten; it is put aside, and only when asked.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="to">Where the store shall be.</param>
    /// <param name="replace">Whether a store that is there is put aside.</param>
    /// <param name="now">The moment, to name what is put aside.</param>
    /// <returns>What the restored store holds, and what was put aside.</returns>
    /// <exception cref="StoreException">It could not be restored; nothing was changed.</exception>
    public static (Inspection Restored, string? Aside) Restore(string file, StoreLocation to, bool replace, Instant now)
    {
        var from = EngineWithStore(StoreLocation.Parse(file));
        var target = EventStore.EngineOf(to);
        string? aside = null;
        if (target.Exists())
        {
            if (!replace)
            {
                throw new StoreException(
                    StoreFault.Refused,
                    $"{target.Where}: there is a store already. To put it aside and restore over it, ask for that: --replace. Nothing was changed"
                );
            }

            target.RefuseIfInUse();
            aside = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Format(now);
        }

        return (Copy(from, target, aside), aside is null ? null : target.Aside(aside));
    }

    private static Engine EngineWithStore(StoreLocation location)
    {
        var engine = EventStore.EngineOf(location);
        return engine.Exists()
            ? engine
            : throw new StoreException(StoreFault.Refused, $"{engine.Where}: expected a store; found none");
    }

    /// <summary>Copies into a place beside the target, looks at the copy, and only then puts it where it belongs.</summary>
    private static Inspection Copy(Engine from, Engine to, string? aside)
    {
        var draft = to.Draft();
        try
        {
            draft.Create();
            using (var source = from.Connect())
            using (var target = draft.Connect())
            {
                EventStore.CheckSchema(from, source);
                from.BeginRead(source);
                foreach (var table in Tables)
                {
                    Copy(source, draft, target, table);
                }

                source.Run("COMMIT");
            }

            var found = new Inspector(draft, null).Everything();
            if (found.Problems.Count > 0)
            {
                throw new StoreException(StoreFault.Damaged, $"{from.Where}: {string.Join("; ", found.Problems)}");
            }

            to.Adopt(draft, aside);
            return found;
        }
        catch (DbException e)
        {
            throw from.Explain(e);
        }
        finally
        {
            draft.Discard();
        }
    }

    private static void Copy(Session source, Engine draft, Session target, Table table)
    {
        var rows = new List<object?[]>(RowsAtOnce);
        using var reader = source
            .Command($"SELECT {table.ColumnNames} FROM {table.Name} ORDER BY {table.Columns[0].Name}")
            .ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
            if (rows.Count == RowsAtOnce)
            {
                Insert();
            }
        }

        Insert();

        void Insert()
        {
            draft.BeginWrite(target);
            draft.Insert(target, table, rows);
            target.Run("COMMIT");
            rows.Clear();
        }
    }
}

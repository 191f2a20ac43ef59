using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Coppice.Store.Engines;

/// <summary>SQLite: one file, write-ahead log, every commit on disk before it is told.</summary>
/// <remarks>
/// Several processes may use one file: SQLite's own locks order their writes, and the head of the audit log is read within each
/// transaction. One machine only: the write-ahead log needs shared memory.
/// </remarks>
internal sealed class SqliteEngine(string path) : Engine
{
    /// <summary>"Copp" in the file's header: this file is a store.</summary>
    private const int Mark = 0x436F7070;

    public override string Where => path;

    public override bool Exists() => File.Exists(path) && new FileInfo(path).Length > 0;

    /// <summary>Makes the empty file, which only its owner may read.</summary>
    public override void Create()
    {
        try
        {
            KeyFile.MakeFolder(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
            {
                new FileStream(path, KeyFile.Private(FileMode.CreateNew)).Dispose();
            }

            using var session = Connect();
            BeginWrite(session);
            if (session.Value("SELECT 1 FROM sqlite_master LIMIT 1") is null)
            {
                session.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Mark}"));
                Schema.Advance(this, session, 0, Schema.Steps);
            }

            session.Run("COMMIT");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException)
        {
            throw Explain(e);
        }
    }

    public override Session Connect()
    {
        // Never made here: a file that has gone must not come back empty.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
                DefaultTimeout = 30,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            var session = new Session(connection, i => string.Create(CultureInfo.InvariantCulture, $"${i}"));
            if (
                session.Value("PRAGMA application_id") is not (long)Mark
                && session.Value("SELECT 1 FROM sqlite_master LIMIT 1") is not null
            )
            {
                throw new StoreException(
                    StoreFault.Refused,
                    $"{path}: expected a store of Coppice; found another database. Nothing was changed"
                );
            }

            session.Run("PRAGMA busy_timeout = 30000");
            session.Run("PRAGMA journal_mode = WAL");
            session.Run("PRAGMA synchronous = FULL");
            session.Run("PRAGMA journal_size_limit = 67108864");
            return session;
        }
        catch (DbException e)
        {
            connection.Dispose();
            throw Explain(e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void BeginWrite(Session session)
    {
        if (!File.Exists(path))
        {
            // The open file could still be written, and everything in it would be lost when this process ends.
            throw Gone();
        }

        session.Run("BEGIN IMMEDIATE");
    }

    public override void BeginRead(Session session) => session.Run("BEGIN");

    public override void Insert(Session session, Table table, IReadOnlyList<object?[]> rows)
    {
        var sql = Inserts.GetOrAdd(
            table.Name,
            static (_, t) =>
                $"INSERT INTO {t.Name} ({t.ColumnNames}) VALUES ({string.Join(", ", Enumerable.Range(1, t.Columns.Count).Select(i => $"${i}"))})",
            table
        );
        foreach (var row in rows)
        {
            session.Run(sql, row);
        }
    }

    public override Dictionary<string, StreamState> Find(Session session, IReadOnlyCollection<string> names)
    {
        var found = new Dictionary<string, StreamState>(names.Count, StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var reader = session
                .Command($"SELECT {FindColumns} FROM stream s WHERE s.name = $1", name)
                .ExecuteReader();
            if (reader.Read())
            {
                found.Add(name, new(reader.GetInt64(1), reader.GetString(2), Place.Version(reader.GetInt64(3))));
            }
        }

        return found;
    }

    public override string Dialect(string statement) =>
        statement
            .Replace("{number}", "INTEGER", StringComparison.Ordinal)
            .Replace("{text}", "TEXT", StringComparison.Ordinal)
            .Replace("{bytes}", "BLOB", StringComparison.Ordinal);

    public override StoreException Explain(Exception failure) =>
        failure switch
        {
            StoreException told => told,
            SqliteException { SqliteErrorCode: 13 } => Full(failure),
            SqliteException { SqliteErrorCode: 10 } => new(
                StoreFault.Unavailable,
                $"{path}: the disk failed or is full ({failure.Message}). What was told as kept is kept",
                failure
            ),
            SqliteException { SqliteErrorCode: 8 or 14 } when !File.Exists(path) => Gone(),
            SqliteException { SqliteErrorCode: 8 } or UnauthorizedAccessException => new(
                StoreFault.ReadOnly,
                $"{path}: the file or its disk is read-only; expected one that can be written, with its folder. Nothing was changed",
                failure
            ),
            SqliteException { SqliteErrorCode: 14 } => new(
                StoreFault.ReadOnly,
                $"{path}: the file cannot be opened for writing; expected a file and a folder that this account may write. Nothing was changed",
                failure
            ),
            SqliteException { SqliteErrorCode: 26 } => new(
                StoreFault.Refused,
                $"{path}: expected a store of Coppice; found a file that is no database. Nothing was changed",
                failure
            ),
            SqliteException { SqliteErrorCode: 11 } => new(
                StoreFault.Damaged,
                $"{path}: the file is damaged ({failure.Message}). Keep it, and restore a backup beside it",
                failure
            ),
            SqliteException { SqliteErrorCode: 5 or 6 } => new(
                StoreFault.Unavailable,
                $"{path}: another process has held the store for 30 seconds. Nothing was changed",
                failure
            ),
            IOException when new DriveInfo(Path.GetPathRoot(path)!).IsReady && IsFull(failure) => Full(failure),
            _ => new(StoreFault.Unavailable, $"{path}: {failure.Message}", failure),
        };

    public override IEnumerable<string> Damage(Session session)
    {
        using var reader = session.Command("PRAGMA integrity_check(20)").ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetString(0) is not "ok" and var problem)
            {
                yield return $"{path}: {problem}";
            }
        }
    }

    public override Engine Draft()
    {
        var draft = new SqliteEngine(path + ".draft");
        draft.Discard();
        return draft;
    }

    public override void CopyTo(Engine draft)
    {
        using var session = Connect();
        session.Run("VACUUM INTO $1", draft.Where);
    }

    public override void Adopt(Engine draft, string? aside)
    {
        ((SqliteEngine)draft).Settle();
        if (aside is { Length: > 0 })
        {
            Settle();
            File.Move(path, Aside(aside));
        }

        File.Move(draft.Where, path);
    }

    public override string Aside(string name) => $"{path}.{name}";

    public override void Discard()
    {
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(path + part);
        }
    }

    public override void RefuseIfInUse() => Settle();

    /// <summary>Moves all of the write-ahead log into the file, which only who is alone with it can do.</summary>
    private void Settle()
    {
        using var session = Connect();
        try
        {
            session.Run("PRAGMA busy_timeout = 500");
            if (session.Value("PRAGMA journal_mode = DELETE") is not "delete")
            {
                throw InUse();
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            throw InUse();
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Inserts = new(
        StringComparer.Ordinal
    );

    /// <summary>No space left on device, as .NET tells it.</summary>
    private static bool IsFull(Exception failure) => (failure.HResult & 0xFFFF) == 28;

    private StoreException Full(Exception cause) =>
        new(
            StoreFault.Full,
            $"{path}: the disk is full. What was told as kept is kept; this was not. Make room, then ask again",
            cause
        );

    private StoreException Gone() =>
        new(
            StoreFault.Unavailable,
            $"{path}: the file of the store is gone. Nothing more is written until it is back in its place"
        );
}

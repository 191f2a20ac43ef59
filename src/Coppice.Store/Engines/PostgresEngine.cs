using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Coppice.Store.Engines;

/// <summary>PostgreSQL: many processes, one order of changes, kept by a lock that a transaction holds until it ends.</summary>
internal sealed class PostgresEngine : Engine
{
    /// <summary>The schema that holds the tables.</summary>
    private const string Usual = "coppice";

    /// <summary>"Coppice" as a number: the lock that orders writes.</summary>
    private const long WriteLock = 0x436F_7070_6963_65;

    /// <summary>Settings of the server without which what was kept may not outlive a crash.</summary>
    private static readonly string[] Durability = ["fsync", "full_page_writes"];

    /// <summary>The name under which the server sees these connections.</summary>
    private const string Program = "coppice";

    private readonly StoreLocation location;
    private readonly string connection;
    private readonly string schema;

    public PostgresEngine(StoreLocation location, string schema = Usual)
    {
        (this.location, this.schema) = (location, schema);
        Where = location.ToString();
        connection = new NpgsqlConnectionStringBuilder(location.Connection)
        {
            SearchPath = schema,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            Pooling = false,
            CommandTimeout = 120,
            ApplicationName = Program,
            // A write that was told as kept must survive the server's crash, whatever the server's own default is.
            Options = "-c synchronous_commit=on -c client_min_messages=warning",
        }.ConnectionString;
    }

    public override string Where { get; }

    public override bool Exists()
    {
        using var session = Connect();
        return session.Value("SELECT to_regclass($1)::text", $"{schema}.about") is not null;
    }

    public override Session Connect()
    {
        var opened = new NpgsqlConnection(connection);
        try
        {
            opened.Open();
            return new Session(opened, _ => "");
        }
        catch (Exception e) when (e is DbException or SocketException or IOException or TimeoutException)
        {
            opened.Dispose();
            throw Explain(e);
        }
    }

    /// <summary>Makes the schema's tables, unless another process just did.</summary>
    public override void Create()
    {
        using var session = Connect();
        try
        {
            BeginWrite(session);
            if (session.Value("SELECT to_regclass($1)::text", $"{schema}.about") is null)
            {
                session.Run($"CREATE SCHEMA IF NOT EXISTS {schema}");
                Schema.Advance(this, session, 0, Schema.Steps);
            }

            session.Run("COMMIT");
        }
        catch (DbException e)
        {
            throw Explain(e);
        }
    }

    public override void BeginWrite(Session session)
    {
        session.Run("BEGIN");
        session.Run("SELECT pg_advisory_xact_lock($1)", WriteLock);
    }

    public override void BeginRead(Session session) => session.Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    public override void Insert(Session session, Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var columns = table.Columns;
        var values = new object?[columns.Count];
        for (var c = 0; c < columns.Count; c++)
        {
            values[c] = Column(rows, c, columns[c].Holds);
        }

        var arrays = columns.Select(
            (c, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{Type(c.Holds)}[]")
        );
        session.Run(
            $"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({string.Join(", ", arrays)})",
            values
        );
    }

    public override Dictionary<string, StreamState> Find(Session session, IReadOnlyCollection<string> names)
    {
        var found = new Dictionary<string, StreamState>(names.Count, StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return found;
        }

        using var reader = session
            .Command($"SELECT {FindColumns} FROM stream s WHERE s.name = ANY($1::text[])", [names.ToArray()])
            .ExecuteReader();
        while (reader.Read())
        {
            found.Add(
                reader.GetString(0),
                new(reader.GetInt64(1), reader.GetString(2), Place.Version(reader.GetInt64(3)))
            );
        }

        return found;
    }

    public override string Dialect(string statement) =>
        statement
            .Replace("{number}", "BIGINT", StringComparison.Ordinal)
            .Replace("{text}", "TEXT COLLATE \"C\"", StringComparison.Ordinal)
            .Replace("{bytes}", "BYTEA", StringComparison.Ordinal);

    public override StoreException Explain(Exception failure) =>
        failure switch
        {
            StoreException told => told,
            PostgresException { SqlState: "53100" } => new(
                StoreFault.Full,
                $"{Where}: the server's disk is full. What was told as kept is kept; this was not. Make room there, then ask again",
                failure
            ),
            PostgresException { SqlState: "25006" } => new(
                StoreFault.ReadOnly,
                $"{Where}: the server takes no writes (it is a standby, or read-only). Nothing was changed",
                failure
            ),
            PostgresException { SqlState: "28P01" or "28000" or "3D000" or "42501" } told => new(
                StoreFault.Refused,
                $"{Where}: the server refuses: {told.MessageText}",
                failure
            ),
            PostgresException { SqlState: "XX001" or "XX002" } told => new(
                StoreFault.Damaged,
                $"{Where}: the server finds damage: {told.MessageText}",
                failure
            ),
            _ => new(
                StoreFault.Unavailable,
                $"{Where}: the database does not answer ({Short(failure)}). What was told as kept is kept",
                failure
            ),
        };

    /// <summary>A server that does not wait for its disk may lose what it told as kept.</summary>
    public override IEnumerable<string> Damage(Session session) =>
        Durability
            .Where(setting => session.Value("SELECT current_setting($1)", setting) is not "on")
            .Select(setting =>
                $"{Where}: the server runs with {setting} off: a crash of its machine can lose what was kept"
            );

    public override Engine Draft()
    {
        var draft = new PostgresEngine(location, $"{schema}_draft");
        draft.Discard();
        return draft;
    }

    public override void CopyTo(Engine draft)
    {
        var to = ((PostgresEngine)draft).schema;
        using var session = Connect();
        session.Run("BEGIN");
        session.Run($"CREATE SCHEMA {to}");
        var tables = new List<string>();
        using (
            var reader = session
                .Command("SELECT tablename::text FROM pg_tables WHERE schemaname = $1", schema)
                .ExecuteReader()
        )
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            session.Run($"CREATE TABLE {to}.{table} (LIKE {schema}.{table} INCLUDING ALL)");
            session.Run($"INSERT INTO {to}.{table} SELECT * FROM {schema}.{table}");
        }

        session.Run("COMMIT");
    }

    public override void Adopt(Engine draft, string? aside)
    {
        using var session = Connect();
        session.Run("BEGIN");
        if (aside is { Length: > 0 })
        {
            session.Run($"ALTER SCHEMA {schema} RENAME TO {AsideSchema(aside)}");
        }

        session.Run($"ALTER SCHEMA {((PostgresEngine)draft).schema} RENAME TO {schema}");
        session.Run("COMMIT");
    }

    public override string Aside(string name) => $"{Where}, schema {AsideSchema(name)}";

    public override void Discard()
    {
        using var session = Connect();
        session.Run($"DROP SCHEMA IF EXISTS {schema} CASCADE");
    }

    public override void RefuseIfInUse()
    {
        using var session = Connect();
        if (
            session.Value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()",
                Program
            )
            is not 0L
        )
        {
            throw InUse();
        }
    }

    private string AsideSchema(string name) => $"{schema}_{name.ToLowerInvariant()}";

    private static string Short(Exception failure) =>
        failure is PostgresException told ? told.MessageText : (failure.InnerException ?? failure).Message;

    private static string Type(Holds holds) =>
        holds switch
        {
            Holds.Number => "bigint",
            Holds.Text => "text",
            _ => "bytea",
        };

    private static Array Column(IReadOnlyList<object?[]> rows, int column, Holds holds)
    {
        Array values = holds switch
        {
            Holds.Number => new long?[rows.Count],
            Holds.Text => new string?[rows.Count],
            _ => new byte[]?[rows.Count],
        };
        for (var i = 0; i < rows.Count; i++)
        {
            values.SetValue(rows[i][column], i);
        }

        return values;
    }
}

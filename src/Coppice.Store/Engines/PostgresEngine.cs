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

    private readonly string connection;
    private readonly string schema;

    public PostgresEngine(StoreLocation location, string schema = Usual)
    {
        this.schema = schema;
        Where = location.ToString();
        connection = new NpgsqlConnectionStringBuilder(location.Connection)
        {
            SearchPath = schema,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            Pooling = false,
            ApplicationName = "coppice",
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
            session.Run($"CREATE SCHEMA IF NOT EXISTS {schema}");
            if (session.Value("SELECT to_regclass($1)::text", $"{schema}.about") is null)
            {
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

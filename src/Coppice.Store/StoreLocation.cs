using Npgsql;

namespace Coppice.Store;

/// <summary>Where a store is: a SQLite file, or a PostgreSQL database.</summary>
public sealed record StoreLocation
{
    private StoreLocation(string? file, string? connection) => (File, Connection) = (file, connection);

    /// <summary>The full path of the SQLite file; null for PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>The connection string of PostgreSQL; null for SQLite. It may hold a password: never show it.</summary>
    internal string? Connection { get; }

    /// <summary>
    /// Reads a location: a path, or a connection string of PostgreSQL, either <c>Host=…;Database=…</c> or <c>postgres://user:password@host/database</c>.
    /// </summary>
    /// <exception cref="StoreException">It is neither.</exception>
    public static StoreLocation Parse(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "postgres" or "postgresql")
        {
            var user = address.UserInfo.Split(':', 2);
            return OfConnection(
                new NpgsqlConnectionStringBuilder
                {
                    Host = address.Host,
                    Port = address.Port > 0 ? address.Port : NpgsqlConnection.DefaultPort,
                    Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
                    Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
                    Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')),
                }
            );
        }

        if (text.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return OfConnection(new NpgsqlConnectionStringBuilder(text));
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                // The message of the parser may repeat a password.
                throw Refused("a connection string such as Host=localhost;Database=coppice;Username=coppice");
            }
        }

        return string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal)
            ? throw Refused("the path of a file, or a connection string of PostgreSQL")
            : new(Path.GetFullPath(text), null);
    }

    /// <summary>What may be shown: the path, or host and database without user and password.</summary>
    public override string ToString() =>
        File
        ?? (
            new NpgsqlConnectionStringBuilder(Connection) is var c
                ? $"PostgreSQL {c.Host}:{c.Port}/{c.Database}"
                : throw new InvalidOperationException()
        );

    private static StoreLocation OfConnection(NpgsqlConnectionStringBuilder c) =>
        string.IsNullOrEmpty(c.Host) || string.IsNullOrEmpty(c.Database)
            ? throw Refused("a connection string that names a host and a database")
            : new(null, c.ConnectionString);

    private static StoreException Refused(string expected) =>
        new(StoreFault.Refused, $"the location of the store: expected {expected}");
}

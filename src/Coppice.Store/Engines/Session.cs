using System.Data.Common;

namespace Coppice.Store.Engines;

/// <summary>One open connection with its prepared commands. Used by one caller at a time.</summary>
internal sealed class Session(DbConnection connection, Func<int, string> parameterName) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>The command of this text (parameters are <c>$1</c>, <c>$2</c> …) with these values.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is one of the store's own; values travel as parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = parameterName(i + 1);
                command.Parameters.Add(parameter);
            }

            commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public void Run(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public object? Value(string sql, params ReadOnlySpan<object?> values) =>
        Command(sql, values).ExecuteScalar() is var value and not DBNull ? value : null;

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}

/// <summary>Reads a value of a row.</summary>
internal static class Row
{
    /// <summary>Bytes. SQLite keeps any type in any column, so that who alters a file can put something else there.</summary>
    public static byte[] Bytes(this DbDataReader reader, int column) =>
        reader.GetValue(column) as byte[]
        ?? throw new StoreException(
            StoreFault.Damaged,
            $"the column {reader.GetName(column)} is not what was written: expected bytes"
        );
}

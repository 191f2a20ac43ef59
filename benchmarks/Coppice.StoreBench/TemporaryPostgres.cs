using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Coppice.StoreBench;

/// <summary>
/// A PostgreSQL server of its own, in a folder of its own, on a free port: made when asked for, gone when disposed. The server
/// refuses to run as root, so as root it is run by the account <c>postgres</c>.
/// </summary>
public sealed class TemporaryPostgres : IDisposable
{
    private static int made;
    private readonly string folder;
    private int databases;

    /// <summary>Makes and starts a server.</summary>
    /// <param name="within">The folder to make it in; that for temporary files when left out.</param>
    public TemporaryPostgres(string? within = null)
    {
        Port = FreePort();
        folder = Path.Combine(
            within ?? Path.GetTempPath(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"coppice-postgres-{Environment.ProcessId}-{Interlocked.Increment(ref made)}"
            )
        );
        Directory.CreateDirectory(folder);
        if (IsRoot)
        {
            Run("chown", "postgres", folder);
        }

        Server("initdb", "-D", Data, "-A", "trust", "-U", "coppice", "-E", "UTF8", "--locale=C", "--no-sync");
        Start();
    }

    public int Port { get; }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(folder, "data");

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"d{Interlocked.Increment(ref databases)}");
        Execute("postgres", $"CREATE DATABASE {name}");
        return Connection(name);
    }

    /// <summary>Runs one statement as the server's owner.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection(Connection(database) + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Start() =>
        Server(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-t",
            "60",
            "-l",
            Path.Combine(folder, "log"),
            "-o",
            string.Create(
                CultureInfo.InvariantCulture,
                $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
            ),
            "start"
        );

    public void Stop() => Server("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>Kills the server and all of its processes at once. What it had not handed to the operating system is lost.</summary>
    public void Kill()
    {
        var lockFile = Path.Combine(Data, "postmaster.pid");
        var main = File.ReadLines(lockFile).First();
        Run("kill", "-STOP", main);
        string[] all = [main, .. Processes().Where(p => Stat(p) is [_, var parent, ..] && parent == main)];
        Run("kill", ["-9", .. all]);
        while (Array.Exists(all, p => Stat(p) is [not "Z", ..]))
        {
            Thread.Sleep(5);
        }

        // Where nobody collects dead processes, the dead one would be taken for a running one.
        File.Delete(lockFile);
    }

    public void Dispose()
    {
        try
        {
            Server("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        }
        catch (InvalidOperationException)
        {
            // It was not running.
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Processes() =>
        Directory.GetDirectories("/proc").Select(p => Path.GetFileName(p)!).Where(p => p.All(char.IsAsciiDigit));

    /// <summary>State and parent of a process; null when there is none.</summary>
    private static string[]? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string Connection(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=coppice;Database={database}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Server(string program, params string[] arguments)
    {
        var path = Tool(program);
        if (IsRoot)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static string Tool(string program)
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions
                .OrderDescending(StringComparer.Ordinal)
                .Select(v => Path.Combine(v, "bin", program))
                .Concat(
                    (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, program))
                )
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"'{program}' of PostgreSQL was not found; install it: tests/install-postgres"
            );
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;

        // The server inherits these pipes and keeps them open, so they are not read to their end.
        if (!process.WaitForExit(90_000) || process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} failed{(process.HasExited ? $": {process.StandardError.ReadToEnd()}" : " to end")}"
            );
        }
    }
}

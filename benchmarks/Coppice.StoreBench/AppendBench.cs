using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Coppice.Store;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coppice.StoreBench;

/// <summary>
/// Appends a second beside a bare loop of Microsoft.Data.Sqlite that groups commits the same way and writes one row of the same size:
/// no versions, no seal, no audit log. The two take turns, so that both see the same machine.
/// </summary>
internal static class AppendBench
{
    private const int Bytes = 400;
    private const int Turns = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);
    private static readonly int[] Sides = [1, 16, 128, 512];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("coppice-bench-").FullName;
        using var postgres = new TemporaryPostgres();
        try
        {
            var keys = Path.Combine(folder, "keys");
            var now = Instant.FromUnixTimeSeconds(1_800_000_000);
            await using var sqlite = EventStore.Open(StoreLocation.Parse(Path.Combine(folder, "store.db")), keys, now);
            await using var server = EventStore.Open(StoreLocation.Parse(postgres.NewDatabase()), KeyFile.Open(keys));
            using var bare = new Bare(Path.Combine(folder, "bare.db"));
            Console.WriteLine(
                "writers   bare SQLite   store on SQLite   share   store on PostgreSQL   (appends a second, median)"
            );
            foreach (var sides in Sides)
            {
                var rates = new List<(double Bare, double Sqlite, double Postgres)>();
                for (var turn = 0; turn < Turns; turn++)
                {
                    rates.Add(
                        (
                            await RateAsync(sides, (_, _) => bare.AppendAsync()),
                            await RateAsync(sides, Appending(sqlite, sides, turn)),
                            await RateAsync(sides, Appending(server, sides, turn))
                        )
                    );
                }

                var (b, s, p) = (
                    Median(rates, r => r.Bare),
                    Median(rates, r => r.Sqlite),
                    Median(rates, r => r.Postgres)
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sides, 7} {b, 13:0} {s, 17:0} {s / b, 7:0 %} {p, 21:0}"
                    )
                );
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median<T>(List<T> all, Func<T, double> of) => all.Select(of).Order().ElementAt(all.Count / 2);

    private static Func<int, int, Task> Appending(EventStore store, int sides, int turn)
    {
        var payload = new byte[Bytes];
        return async (side, done) =>
        {
            // A record takes two hundred events, then the next one begins.
            var stream = new StreamId(
                "record",
                string.Create(CultureInfo.InvariantCulture, $"w{sides}-t{turn}-s{side}-{done / 200}")
            );
            await store.WriteAsync(
                new(
                    [new(stream, done % 200, [payload])],
                    Instant.FromUnixTimeSeconds(1_800_000_000 + done),
                    "nurse-1",
                    "chart"
                )
            );
        };
    }

    private static async Task<double> RateAsync(int sides, Func<int, int, Task> append)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, sides)
                .Select(side =>
                    Task.Run(async () =>
                    {
                        var done = 0;
                        while (watch.Elapsed < Turn)
                        {
                            await append(side, done);
                            done++;
                        }

                        return done;
                    })
                )
        );
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The least that a group commit can be.</summary>
    private sealed class Bare : IDisposable
    {
        private readonly Channel<TaskCompletionSource> waiting = Channel.CreateUnbounded<TaskCompletionSource>();
        private readonly SqliteConnection connection;
        private readonly Thread thread;

        public Bare(string path)
        {
            connection = new SqliteConnection($"Data Source={path};Pooling=false");
            connection.Open();
            Run("PRAGMA journal_mode = WAL");
            Run("PRAGMA synchronous = FULL");
            Run("CREATE TABLE row (id INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
            thread = new Thread(Loop) { IsBackground = true };
            thread.Start();
        }

        public async Task AppendAsync()
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await waiting.Writer.WriteAsync(done);
            await done.Task;
        }

        public void Dispose()
        {
            waiting.Writer.Complete();
            thread.Join();
            connection.Dispose();
        }

        private void Run(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the benchmark's own.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        private void Loop()
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO row (payload) VALUES ($payload)";
            insert.Parameters.AddWithValue("$payload", new byte[Bytes]);
            var batch = new List<TaskCompletionSource>();
            while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                batch.Clear();
                Run("BEGIN IMMEDIATE");
                while (batch.Count < 512 && waiting.Reader.TryRead(out var one))
                {
                    insert.ExecuteNonQuery();
                    batch.Add(one);
                }

                Run("COMMIT");
                batch.ForEach(one => one.SetResult());
            }
        }
    }
}

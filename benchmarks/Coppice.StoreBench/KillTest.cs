using System.Diagnostics;
using System.Globalization;
using Coppice.Store;
using NodaTime;

namespace Coppice.StoreBench;

/// <summary>What many kills have done to one store.</summary>
/// <param name="Kills">How often a process was killed.</param>
/// <param name="Acknowledged">Events whose writes were told as kept before the kill.</param>
/// <param name="Kept">Events that are there in the end: those, and some whose telling was cut off.</param>
/// <param name="Problems">Everything that is not as it must be.</param>
public sealed record KillReport(int Kills, long Acknowledged, long Kept, IReadOnlyList<string> Problems);

/// <summary>
/// Kills the writing process, or the database's server, with SIGKILL at a random moment under many concurrent writes, again and
/// again on one store, and looks at everything after each kill.
/// </summary>
public sealed class KillTest(StoreLocation location, string written, string keys, TemporaryPostgres? postgres)
{
    private readonly Dictionary<StreamId, int> acknowledged = [];
    private readonly List<string> problems = [];

    /// <summary>Runs the command.</summary>
    public static async Task<int> RunAsync(int rounds, IReadOnlyList<string> databases)
    {
        var fine = true;
        foreach (var database in databases)
        {
            var watch = Stopwatch.StartNew();
            var report = await RunAsync(rounds, database == "postgres");
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{database}: {report.Kills} kills, {report.Acknowledged} acknowledged events, {report.Kept} kept, {report.Problems.Count} problems, {watch.Elapsed.TotalSeconds:0} s"
                )
            );
            foreach (var problem in report.Problems)
            {
                Console.WriteLine($"  {problem}");
            }

            fine &= report.Problems.Count == 0;
        }

        return fine ? 0 : 1;
    }

    /// <summary>Runs the test on a new store.</summary>
    public static async Task<KillReport> RunAsync(int rounds, bool onPostgres)
    {
        var folder = Directory.CreateTempSubdirectory("coppice-kill-").FullName;
        using var postgres = onPostgres ? new TemporaryPostgres() : null;
        try
        {
            var written = postgres?.NewDatabase() ?? Path.Combine(folder, "store.db");
            var keys = Path.Combine(folder, "keys");
            var location = StoreLocation.Parse(written);
            await EventStore.Open(location, keys, Instant.FromUnixTimeSeconds(1_800_000_000)).DisposeAsync();
            return await new KillTest(location, written, keys, postgres).RunAsync(rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<KillReport> RunAsync(int rounds)
    {
        // The moment of each kill comes from the round's number, not from chance, so that a run can be repeated.
        var dice = new Dice(20260320);
        long kept = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var killServer = postgres is not null && round % 2 == 0;
            await WriteAndKillAsync(round, dice.Next(20, 600), killServer);
            kept = await LookAsync(round);
        }

        await using var store = Open();
        foreach (var (stream, version) in acknowledged)
        {
            await LookAsync(store, stream, version);
        }

        return new(rounds, acknowledged.Values.Sum(v => (long)v), kept, problems);
    }

    private EventStore Open() => EventStore.Open(location, KeyFile.Open(keys));

    private async Task WriteAndKillAsync(int round, int milliseconds, bool killServer)
    {
        using var child = Start(["child", written, keys, round.ToString(CultureInfo.InvariantCulture)]);
        var first = await child.StandardOutput.ReadLineAsync();
        if (first is null)
        {
            problems.Add($"round {round}: nothing was written: {await child.StandardError.ReadToEndAsync()}");
            return;
        }

        Acknowledge(first);
        var reading = Task.Run(async () =>
        {
            while (await child.StandardOutput.ReadLineAsync() is { } line)
            {
                Acknowledge(line);
            }
        });
        await Task.Delay(milliseconds);
        if (killServer)
        {
            postgres!.Kill();
            await Task.Delay(50);
        }

        child.Kill();
        await child.WaitForExitAsync();
        await reading;
        if (killServer)
        {
            postgres!.Start();
        }
    }

    /// <summary>A line that was cut off by the kill was not told to anybody.</summary>
    private void Acknowledge(string line)
    {
        if (
            line.Split(' ') is [var name, var version]
            && StreamId.TryParse(name, out var stream)
            && int.TryParse(version, CultureInfo.InvariantCulture, out var number)
        )
        {
            acknowledged[stream] = Math.Max(number, acknowledged.GetValueOrDefault(stream));
        }
    }

    private async Task<long> LookAsync(int round)
    {
        await using var store = Open();
        var found = await store.CheckAsync();
        problems.AddRange(found.Problems.Select(p => $"round {round}: {p}"));
        foreach (
            var (stream, version) in acknowledged.Where(a =>
                a.Key.Id.StartsWith($"r{round}-", StringComparison.Ordinal)
            )
        )
        {
            await LookAsync(store, stream, version);
        }

        return found.Events;
    }

    private async Task LookAsync(EventStore store, StreamId stream, int version)
    {
        var events = await store.ReadAsync(stream);
        if (events.Count < version)
        {
            problems.Add($"{stream}: version {version} was acknowledged; found {events.Count}");
        }

        foreach (var stored in events)
        {
            if (!stored.Payload.Span.SequenceEqual(Child.Payload(stream, stored.Version)))
            {
                problems.Add($"{stream} version {stored.Version}: another payload");
            }
        }

        var whole = 0;
        while (whole < events.Count)
        {
            whole += Child.Size(whole);
        }

        if (whole != events.Count)
        {
            problems.Add($"{stream}: a write of several events was torn at version {events.Count}");
        }
    }

    /// <summary>Starts this program as another process.</summary>
    public static Process Start(IReadOnlyList<string> arguments, string? shell = null)
    {
        string[] command = ["dotnet", typeof(KillTest).Assembly.Location, .. arguments];
        var start = shell is null
            ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo("bash", ["-c", $"{shell}; exec \"$@\"", "bash", .. command]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    /// <summary>A sequence of numbers from a seed.</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed;

        public int Next(int from, int to)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            return from + (int)((state >> 33) % (ulong)(to - from));
        }
    }
}

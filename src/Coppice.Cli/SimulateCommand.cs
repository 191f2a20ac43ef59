using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;

namespace Coppice.Cli;

/// <summary>The command <c>coppice simulate</c>: a cohort of made-up people on whom policies are compared (docs/cohorts.md).</summary>
internal static class SimulateCommand
{
    private const long MostPersons = 10_000_000;
    private const int MostThreads = 256;

    public static Command Build(CommandContext context)
    {
        var file = new Argument<string>("SPEC")
        {
            Description = "A cohort (docs/cohorts.md), or - for standard input.",
        };
        var persons = new Option<string?>("--persons")
        {
            HelpName = "N",
            Description = "How many people, 1 to 10,000,000.",
        };
        var seed = new Option<string?>("--seed")
        {
            HelpName = "S",
            Description = "Another seed makes other people up; 1 when left out.",
        };
        var output = new Option<string?>("--out")
        {
            HelpName = "FILE.parquet",
            Description = "The file to write: one row for each person and policy.",
        };
        var threads = new Option<string?>("--threads")
        {
            HelpName = "T",
            Description = "Threads; one for each processor when left out. The file is the same for any number.",
        };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var command = new Command(
            "simulate",
            "Makes people up and compares policies on them. For education and research; never about a real person."
        )
        {
            file,
            persons,
            seed,
            output,
            threads,
            force,
        };
        command.SetAction(parsed =>
        {
            var overwrite = parsed.GetValue(force);
            var wish = new Wish(
                Target(parsed.GetValue(output), overwrite),
                overwrite,
                (long)Number("--persons", parsed.GetValue(persons), 1, MostPersons, null),
                Number("--seed", parsed.GetValue(seed), 0, ulong.MaxValue, 1),
                (int)Number("--threads", parsed.GetValue(threads), 1, MostThreads, (ulong)Environment.ProcessorCount)
            );
            var path = parsed.GetValue(file)!;
            Run(context, SpecFile.Read(path == "-" ? "standard input" : path, context.ReadBytes(path)), wish);
            return App.Fine;
        });
        return command;
    }

    private sealed record Wish(string File, bool Force, long Persons, ulong Seed, int Threads);

    private static void Run(CommandContext context, SpecFile file, Wish wish)
    {
        string speed;
        var summary = new CohortSummary(file.Spec);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            using var parts = CohortParts.Open(wish.File, file, wish.Seed, wish.Persons);
            speed = Simulate(context, file, wish, parts, stop.Token);
            Join(context, file, wish, parts, summary, stop.Token);
            File.Move(parts.Joined, wish.File, overwrite: wish.Force);
            parts.Remove();
        }
        catch (OperationCanceledException)
        {
            throw new UsageException(
                $"stopped. What is finished is kept in {wish.File}.part: run the same command again to go on, or delete that folder"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{wish.File}: expected a file that can be written; this one cannot: {e.Message}",
                "what is finished is kept: make room or choose a folder that can be written, and run the same command again"
            );
        }

        using var page = new Page(context.Output);
        SimulatePage.Write(page, file.Spec, summary, wish.Seed, [speed, $"Written: {wish.File}"]);

        void Stop(PosixSignalContext signal)
        {
            // The second time is obeyed at once.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>Makes the parts that are not there yet, on so many threads; tells how fast.</summary>
    private static string Simulate(
        CommandContext context,
        SpecFile file,
        Wish wish,
        CohortParts parts,
        CancellationToken stop
    )
    {
        var cohort = new Cohort(file.Spec, KnowledgeBase.Default, wish.Seed);
        int[] missing = [.. Enumerable.Range(0, parts.Count).Where(part => parts.Read(part) is null)];
        var kept = wish.Persons - missing.Sum(part => (long)parts.People(part));
        var done = kept;
        var threads = Math.Clamp(missing.Length, 1, wish.Threads);
        var clock = Stopwatch.StartNew();
        var work = Task.Run(
            () =>
                Parallel.ForEach(
                    missing,
                    new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop },
                    part =>
                    {
                        var run = cohort.Run(CohortParts.First(part), parts.People(part), stop);
                        parts.Write(part, CohortRows.Of(run, file.Spec));
                        Interlocked.Add(ref done, parts.People(part));
                    }
                ),
            CancellationToken.None
        );
        try
        {
            SimulateProgress.Wait(context.Error, "simulating", work, () => Interlocked.Read(ref done), wish.Persons);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        var days = (wish.Persons - kept) * cohort.DaysPerPerson;
        var seconds = clock.Elapsed.TotalSeconds;
        return days == 0
            ? "Every part was there already: nothing was simulated."
            : $"{Whole(days)} person-days in {seconds.ToString("0.0", CultureInfo.InvariantCulture)} s: {Whole((long)(days / seconds / 1000) * 1000)} a second on {Whole(threads)} {(threads == 1 ? "thread" : "threads")}{(kept > 0 ? $"; {Whole(kept)} people were there already" : "")}.";
    }

    /// <summary>Joins the parts into one file, in the order of the people, and gathers what they show.</summary>
    private static void Join(
        CommandContext context,
        SpecFile file,
        Wish wish,
        CohortParts parts,
        CohortSummary summary,
        CancellationToken stop
    )
    {
        var joined = 0;
        var work = Task.Run(Work, CancellationToken.None);
        SimulateProgress.Wait(context.Error, "joining", work, () => Volatile.Read(ref joined), parts.Count);

        async Task Work()
        {
            await using var stream = new FileStream(parts.Joined, FileMode.Create, FileAccess.ReadWrite);
            await using (var table = await CohortTable.Create(stream, file, wish.Seed, wish.Persons))
            {
                foreach (var group in Enumerable.Range(0, parts.Count).Chunk(CohortTable.PartsInGroup(file.Spec)))
                {
                    stop.ThrowIfCancellationRequested();
                    CohortRows[] rows = [.. group.Select(parts.Whole)];
                    foreach (var each in rows)
                    {
                        summary.Add(each);
                    }

                    await table.Add(rows);
                    Volatile.Write(ref joined, joined + rows.Length);
                }
            }

            stream.Flush(flushToDisk: true);
        }
    }

    private static string Target(string? file, bool force)
    {
        if (string.IsNullOrEmpty(file))
        {
            throw new UsageException("--out: expected the name of a file such as cohort.parquet; found none");
        }

        if (Directory.Exists(file))
        {
            throw new UsageException($"--out: expected the name of a file; found the folder '{file}'");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--out: expected a folder that is there; found none at '{folder}'");
        }

        return force || !File.Exists(file)
            ? file
            : throw new UsageException($"--out: expected a file that is not there yet, or --force; found '{file}'");
    }

    private static ulong Number(string option, string? text, ulong least, ulong most, ulong? otherwise)
    {
        if (text is null)
        {
            return otherwise ?? throw new UsageException($"{option}: expected a number such as 1000; found none");
        }

        return
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
            ? value
            : throw new UsageException(
                $"{option}: expected a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}; found '{text}'"
            );
    }

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

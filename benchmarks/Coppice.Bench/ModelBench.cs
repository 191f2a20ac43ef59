using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model;

namespace Coppice.Bench;

/// <summary>
/// The simulator beside its peers in one run: the same people, parameters, doses and outputs, each peer at the loosest tolerance that
/// keeps every daily output within 1e-4 of CVODE at 1e-12. Ratios matter; times depend on the machine and what else it does.
/// </summary>
internal static class ModelBench
{
    private const int Days = 60;
    private const int Day = 1440;
    private const double Worst = 1e-4;

    /// <summary>Columns of the people's file, in the order that the peers read.</summary>
    private static readonly Symbol[] Columns =
    [
        Symbol.ka,
        Symbol.V1,
        Symbol.Q,
        Symbol.V2,
        Symbol.CL,
        Symbol.R,
        Symbol.fp,
        Symbol.kh,
        Symbol.kd,
        Symbol.kr,
        Symbol.ke0,
        Symbol.KM,
        Symbol.rH,
        Symbol.eM,
        Symbol.eH,
        Symbol.tau0,
        Symbol.tau1,
        Symbol.tau2,
        Symbol.w2,
        Symbol.Amax,
        Symbol.KA,
        Symbol.th,
        Symbol.th0,
        Symbol.kp,
        Symbol.W50,
        Symbol.tw,
        Symbol.tauT,
    ];

    private static readonly Signal[] Outputs =
    [
        Signal.Mitragynine,
        Signal.SevenHydroxy,
        Signal.Medium,
        Signal.Slow,
        Signal.Withdrawal,
        Signal.Tolerance,
    ];

    private static readonly double[] Tolerances = [1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 3e-8, 1e-8];

    private sealed record Peer(string Program, string Method, string Name, int People);

    public static int Run(string[] args)
    {
        var folder = Path.GetFullPath("peers");
        Directory.CreateDirectory(folder);
        Console.WriteLine(Cpu());
        var peak = Peak();
        Console.WriteLine(
            $"this machine's peak, one core, double precision, sums and products unfused: {peak / 1e9:0} GFLOP/s"
        );
        var ours = Ours(peak);
        if (!args.Contains("--alone"))
        {
            Peers(folder, ours);
        }

        Cohorts();
        Personal();
        Console.WriteLine(
            $"peak memory of this whole run {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MiB"
        );
        return 0;
    }

    private static double Ours(double peak)
    {
        var members = Members.Sample(KnowledgeBase.Default.Model, 1024, 7);
        var daily = new Request([.. Enumerable.Range(1, Days).Select(d => d * Day)], Outputs);
        var speeds = new Dictionary<string, double>();
        foreach (
            var (name, request) in new[] { ("daily", daily), ("daily and hourly", daily with { TraceEvery = 60 }) }
        )
        {
            var best = 0.0;
            for (var i = 0; i < 25; i++)
            {
                var watch = Stopwatch.StartNew();
                Runner.Run(members, Habit(), 0, Days * Day, request);
                best = Math.Max(best, members.Count * Days / watch.Elapsed.TotalSeconds);
            }

            speeds.Add(name, best);
        }

        var steps = Steps();
        var flops = speeds["daily"] * steps * FlopsPerStep;
        Console.WriteLine(
            $"coppice, one core: {speeds["daily"]:n0} person-days/s (daily output), {speeds["daily and hourly"]:n0} (daily and hourly); {steps:0.0} steps a day; about {flops / 1e9:0} GFLOP/s, {100 * flops / peak:0} % of the peak"
        );
        return speeds["daily"];
    }

    /// <summary>Sums, products, quotients and roots of one step of one person, counted in Simulation.cs.</summary>
    private const int FlopsPerStep = 236;

    private static double Steps()
    {
        var minute = 7 * 60;
        var steps = 0;
        foreach (var until in new[] { 12 * 60, 17 * 60, 22 * 60, 24 * 60, 31 * 60 })
        {
            var since = until == 31 * 60 ? 120 : 0;
            while (minute < until)
            {
                var step = 1 << Mesh.Next(until - minute, since, false);
                minute += step;
                since += step;
                steps++;
            }
        }

        return steps;
    }

    private static void Peers(string folder, double ours)
    {
        Shell("bash", $"../benchmarks/peers/build {folder}", null);
        Console.WriteLine("| tool | loosest tolerance | worst error | person-days/s | coppice is |");
        Console.WriteLine("|---|---|---|---|---|");
        var reference = Solve(folder, new Peer("cvode", "adams", "", 50), 1e-12).Values;
        var mine = MineFor(50);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| coppice | mesh | {Error(mine, reference):0.0e0} | {ours:n0} | 1 |"
            )
        );
        foreach (
            var peer in new Peer[]
            {
                new("odeint", "dopri5", "Boost.Odeint dopri5", 50),
                new("desolve", "lsoda", "R deSolve lsoda, compiled model", 50),
                new("cvode", "adams", "SUNDIALS CVODE Adams", 50),
                new("cvode", "bdf", "SUNDIALS CVODE BDF", 50),
            }
        )
        {
            foreach (var tolerance in Tolerances)
            {
                var (values, speed) = Solve(folder, peer, tolerance);
                var error = Error(values, reference);
                if (error > Worst)
                {
                    continue;
                }

                for (var i = 0; i < 3; i++)
                {
                    speed = Math.Max(speed, Solve(folder, peer, tolerance).Speed);
                }

                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {peer.Name} | {tolerance:0e0} | {error:0.0e0} | {speed:n0} | {ours / speed:n0} x |"
                    )
                );
                break;
            }
        }
    }

    private static double[] MineFor(int people)
    {
        var run = Runner.Run(
            Members.Sample(KnowledgeBase.Default.Model, people, 7),
            Habit(),
            0,
            Days * Day,
            new Request([.. Enumerable.Range(1, Days).Select(d => d * Day)], Outputs)
        );
        var values = new double[people * Days * Outputs.Length];
        for (var p = 0; p < people; p++)
        {
            for (var d = 0; d < Days; d++)
            {
                for (var s = 0; s < Outputs.Length; s++)
                {
                    values[(((p * Days) + d) * Outputs.Length) + s] = run[d, s][p];
                }
            }
        }

        return values;
    }

    /// <summary>Worst error of the daily outputs, relative to the larger of the value and a hundredth of the person's own maximum.</summary>
    private static double Error(double[] values, double[] reference)
    {
        var worst = 0.0;
        var people = values.Length / (Days * Outputs.Length);
        for (var p = 0; p < people; p++)
        {
            for (var s = 0; s < Outputs.Length; s++)
            {
                var at = Enumerable.Range(0, Days).Select(d => (((p * Days) + d) * Outputs.Length) + s).ToList();
                var floor = 0.01 * at.Max(i => Math.Abs(reference[i]));
                worst = Math.Max(
                    worst,
                    at.Max(i => Math.Abs(values[i] - reference[i]) / Math.Max(Math.Abs(reference[i]), floor))
                );
            }
        }

        return worst;
    }

    private static (double[] Values, double Speed) Solve(string folder, Peer peer, double tolerance)
    {
        var csv = Path.Combine(folder, $"people-{peer.People}.csv");
        if (!File.Exists(csv))
        {
            var members = Members.Sample(KnowledgeBase.Default.Model, peer.People, 7);
            var lines = new List<string> { string.Join(',', Columns) + ",nmolPerDose" };
            for (var i = 0; i < peer.People; i++)
            {
                var row = Columns.Select(c => members[c][i]).Append(DoseMg * 1e6 / 398.5);
                lines.Add(string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
            }

            File.WriteAllLines(csv, lines);
        }

        var output = Path.Combine(folder, "out.bin");
        var json = Shell(
            Path.Combine(folder, peer.Program),
            string.Create(CultureInfo.InvariantCulture, $"{csv} {output} {Days} {tolerance:R} {peer.Method}"),
            folder
        );
        using var told = JsonDocument.Parse(json.Trim().Split('\n')[^1]);
        var seconds = told.RootElement.GetProperty("seconds").GetDouble();
        var bytes = File.ReadAllBytes(output);
        var values = new double[bytes.Length / sizeof(double)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);

        return (values, peer.People * Days / seconds);
    }

    private static void Cohorts()
    {
        Console.WriteLine("cohorts (made in blocks of 4,096 people, 60 days, daily output):");
        foreach (var threads in new[] { 1, 2 })
        {
            foreach (var people in threads == 1 ? new[] { 1, 1_000, 100_000 } : [100_000, 1_000_000])
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                Parallel.For(
                    0,
                    (people + 4095) / 4096,
                    new ParallelOptions { MaxDegreeOfParallelism = threads },
                    block =>
                    {
                        var first = block * 4096;
                        var members = Members.Sample(
                            KnowledgeBase.Default.Model,
                            Math.Min(4096, people - first),
                            7,
                            first
                        );
                        Runner.Run(
                            members,
                            Habit(),
                            0,
                            Days * Day,
                            new Request([.. Enumerable.Range(1, Days).Select(d => d * Day)], [Signal.Withdrawal])
                        );
                    }
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {people, 9:n0} people, {threads} threads: {people * (double)Days / watch.Elapsed.TotalSeconds, 12:n0} person-days/s, {watch.Elapsed.TotalSeconds:0.00} s, resident {Process.GetCurrentProcess().WorkingSet64 / 1024 / 1024} MiB"
                    )
                );
            }
        }
    }

    private static void Personal()
    {
        var record = YearOfUse.Make(60, 3);
        var times = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            var watch = Stopwatch.StartNew();
            var review = Review.Of(
                record,
                YearOfUse.Now,
                KnowledgeBase.Default,
                new Wishes
                {
                    Forecast = new ForecastWish { Days = 60, Scenarios = [Scenario.Stop] },
                }
            );
            _ = review.Forecast.Scenarios[0].Peak;
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"personal forecast, 2,000 members, 60 days back and 60 ahead, from the record: best {times.Skip(2).Min():0} ms, median {times.Skip(2).Order().ElementAt(5):0} ms"
            )
        );
    }

    private const double DoseMg = 68;

    private static readonly int[] DoseHours = [7, 12, 17, 22];

    private static Regimen Habit() =>
        new(
            Enumerable
                .Range(0, Days)
                .SelectMany(d => DoseHours.Select(h => new Dose((d * Day) + (h * 60), Model.Input.Mitragynine, DoseMg)))
        );

    /// <summary>Independent chains of products and sums on full vectors: what this core can do at most, without fusing.</summary>
    private static double Peak()
    {
        var best = 0.0;
        for (var round = 0; round < 5; round++)
        {
            const int loops = 20_000_000;
            Vector512<double> a = Vector512.Create(1.0),
                b = a,
                c = a,
                d = a,
                e = a,
                f = a,
                g = a,
                h = a;
            var m = Vector512.Create(0.999999);
            var s = Vector512.Create(1e-6);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < loops; i++)
            {
                a *= m;
                b += s;
                c *= m;
                d += s;
                e *= m;
                f += s;
                g *= m;
                h += s;
            }

            var seconds = watch.Elapsed.TotalSeconds;
            best = Math.Max(best, 64.0 * loops / seconds);
            if (Vector512.Sum(a + b + c + d + e + f + g + h) == 0)
            {
                Console.WriteLine();
            }
        }

        return best;
    }

    private static string Cpu() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal))
                + $", {Environment.ProcessorCount} cores, Vector512 {(Vector512.IsHardwareAccelerated ? "in hardware" : "emulated")}"
            : "processor not known";

    private static string Shell(string program, string arguments, string? folder)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = folder ?? Directory.GetCurrentDirectory(),
            }
        )!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {arguments}: exit code {process.ExitCode}");
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model;
using Input = Coppice.Model.Input;

namespace Coppice.Cli.Tests;

/// <summary>What a cohort of made-up people is, and what its file holds.</summary>
public class SimulateTests(SimulateFiles files) : IClassFixture<SimulateFiles>
{
    private const int Day = 24 * 60;

    /// <summary>One person, 60 days of tea four times a day, and every parameter as stated.</summary>
    private static readonly string Plain = $$"""
        {
          "format": "coppice-cohort/1",
          "groups": [
            {
              "name": "tea",
              "share": 1,
              "product": { "kind": "tea", "content": { "median": 60 } },
              "amount": { "median": 1, "unit": "glass" },
              "dosesPerDay": { "4": 1 },
              "habitDays": { "median": 60 }
            }
          ],
          "policies": [{ "name": "stop", "kind": "stop" }],
          "horizonDays": 30,
          "spread": { {{string.Join(
            ", ",
            KnowledgeBase
                .Default.Model.Values.Where(p => p.Spread != Spread.None)
                .Select(p => $"\"{p.Symbol}\": 0")
        )}} }
        }
        """;

    [Fact]
    public void The_file_is_the_same_for_any_number_of_threads()
    {
        var hashes = new[] { 1, 2, 3 }.Select(threads =>
        {
            var path = files.New();
            files.Simulate(SimulateFiles.Spec, 2500, 7, path, "--threads", $"{threads}");
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        });
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public async Task The_file_is_the_same_on_a_machine_that_takes_people_one_by_one()
    {
        var (wide, narrow) = (files.New(), files.New());
        files.Simulate(SimulateFiles.Spec, 60, 7, wide);
        using var run = SimulateFiles.Start(
            new() { ["DOTNET_EnableHWIntrinsic"] = "0" },
            ["simulate", files.Write(SimulateFiles.Spec), .. SimulateFiles.Wishes(60, 7, narrow)]
        );
        await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(wide), File.ReadAllBytes(narrow));
    }

    [Fact]
    public async Task Person_n_is_the_same_person_whatever_the_number_of_people()
    {
        var few = await files.Table(SimulateFiles.Spec, 300);
        var many = await files.Table(SimulateFiles.Spec, 1500);
        Assert.Equal(1200, few.Rows);
        Assert.Equal(6000, many.Rows);
        foreach (var column in few.Names.Where(n => n is not ("group" or "policy" or "product" or "unit")))
        {
            Assert.Equal(few[column], many[column][..few.Rows]);
        }

        Assert.Equal(few.Words("group"), many.Words("group")[..few.Rows]);
    }

    [Fact]
    public async Task Another_seed_makes_other_people_up()
    {
        var one = await files.Table(SimulateFiles.Spec, 50);
        var two = await files.Table(SimulateFiles.Spec, 50, seed: 2);
        Assert.Empty(one["model_KM"].Intersect(two["model_KM"]));
    }

    [Fact]
    public async Task Policies_are_compared_on_the_same_people()
    {
        var table = await files.Table(SimulateFiles.Spec, 400);
        foreach (var column in CohortRows.OfPerson.Skip(1).Select(c => c.Name).Append("c50_start").Append("person"))
        {
            Assert.All(
                new[] { "carry on", "taper", "fewer" },
                policy => Assert.Equal(table.Of("stop", column), table.Of(policy, column))
            );
        }

        Assert.Equal(Enumerable.Range(0, 400).Select(i => (double?)i), table.Of("stop", "person"));
    }

    [Fact]
    public async Task Shares_and_spreads_hold_within_sampling_error()
    {
        const int persons = 6000;
        var spec = SimulateFiles
            .Spec.Replace("\"horizonDays\": 28", "\"horizonDays\": 20", StringComparison.Ordinal)
            .Replace("\"median\": 30, \"gsd\": 2", "\"median\": 2, \"gsd\": 2", StringComparison.Ordinal)
            .Replace("\"median\": 90", "\"median\": 2", StringComparison.Ordinal);
        var table = await files.Table(spec, persons);
        var leaf = table.Of("stop", "leaf", "doses_per_day");
        Near(0.75, leaf.Length, persons);
        Near(0.75, leaf.Count(n => n == 4), leaf.Length);
        Assert.All(leaf, n => Assert.True(n is 2 or 4));
        Near(0.4, table.Of("stop", "leaf", "opioid_past").Count(p => p == 1), leaf.Length);
        Assert.All(table.Of("stop", "7-OH", "opioid_past"), p => Assert.Equal(0, p));
        Assert.All(table.Of("stop", "7-OH", "habit_days"), d => Assert.Equal(2, d));
        Near(0.5, table.Of("stop", "leaf", "amount_per_dose").Count(a => a < 4), leaf.Length);
        var logs = table.Of("stop", "model_KM").Select(v => Math.Log(v!.Value)).ToList();
        var mean = logs.Average();
        Assert.Equal(Math.Log(KnowledgeBase.Default.Model[Symbol.KM].Value), mean, 0.03);
        Assert.Equal(0.5, Math.Sqrt(logs.Average(l => (l - mean) * (l - mean))), 0.02);
        Assert.All(table.Of("stop", "leaf", "amount_per_dose"), a => Assert.InRange(a!.Value, 1.18, 13.51));

        static void Near(double share, int found, int of) =>
            Assert.Equal(share, found / (double)of, 4 * Math.Sqrt(share * (1 - share) / of));
    }

    [Fact]
    public async Task Who_carries_on_never_eases_and_who_stops_took_the_last_dose_then()
    {
        var table = await files.Table(SimulateFiles.Spec, 500);
        Assert.All(table.Of("carry on", "eased_day"), day => Assert.Null(day));
        Assert.All(table.Of("carry on", "last_dose_day"), day => Assert.Null(day));
        Assert.All(table.Of("stop", "last_dose_day"), day => Assert.Equal(0, day));
        Assert.True(table.Of("stop", "eased_day").Count(d => d is not null) > 100);
        Assert.True(table.Of("stop", "peak_sows").Average() > 1.3 * table.Of("carry on", "peak_sows").Average());
    }

    [Fact]
    public async Task Every_plan_comes_to_nothing_when_it_says()
    {
        var table = await files.Table(SimulateFiles.Spec, 500);

        // Four steps of three days; a dose that is too small for the last step ends a step sooner.
        Assert.All(table.Of("taper", "last_dose_day"), day => Assert.True(day is 0 or 3 or 6 or 9 or 12));
        Assert.True(table.Of("taper", "last_dose_day").Count(d => d == 12) > 450);

        // Four doses a day are three for four days, then two, then one; the last is at 8, the one before all of them at 22.
        var perDay = table.Of("fewer", "doses_per_day");
        foreach (var (i, last) in table.Of("fewer", "last_dose_day").Index())
        {
            Assert.Equal((4 * (perDay[i]!.Value - 1)) - (14 / 24.0), last!.Value, 1e-4);
        }
    }

    [Fact]
    public async Task A_person_of_a_cohort_is_what_the_model_gives_for_the_same_doses()
    {
        var table = await files.Table(Plain, 1);
        int[] times = [420, 720, 1020, 1320];
        var last = (59 * Day) + 1320;
        var regimen = new Regimen(
            Enumerable.Range(0, 60).SelectMany(d => times.Select(t => new Dose((d * Day) + t, Input.Mitragynine, 60)))
        );
        var run = Runner.Run(
            Members.Typical(KnowledgeBase.Default.Model),
            regimen,
            0,
            last + (30 * Day),
            new Request([last, last + (14 * Day)], [Signal.Tolerance]) { TraceEvery = 60 }
        );
        double[] scores = [.. Enumerable.Range(last / 60, 30 * 24).Select(k => run.Trace(k)[0])];
        var course = Course.Of(scores, 1, 1);
        Assert.Equal((float)course.Peak, table["peak_sows"][0]!.Value, 1e-4);
        Assert.Equal(course.PeakAt, table["peak_h"][0]);
        Assert.Equal(course.Onset, table["onset_h"][0]);
        Assert.Equal((float)(course.Eased!.Value / 24), table["eased_day"][0]);
        Assert.Equal(scores.Sum() / 24, table["area_sows_days"][0]!.Value, 1e-3);
        var span = KnowledgeBase.Default.Model[Symbol.span].Value;
        Assert.Equal(1 + (span * run[0, 0][0]), table["c50_start"][0]!.Value, 1e-5);
        Assert.Equal(1 + (span * run[1, 0][0]), table["c50_day_14"][0]!.Value, 1e-5);
        var moderate = scores.Chunk(24).Count(day => day.Max() >= 11) / 30.0;
        Assert.Equal(moderate, table["moderate_share"][0]!.Value, 1e-6);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(365)]
    public async Task A_longer_habit_is_close_to_what_simulating_all_of_it_gives(int days)
    {
        var table = await files.Table(
            Plain.Replace(
                "\"habitDays\": { \"median\": 60",
                $"\"habitDays\": {{ \"median\": {days}",
                StringComparison.Ordinal
            ),
            1
        );
        int[] times = [420, 720, 1020, 1320];
        var last = ((days - 1) * Day) + 1320;
        var run = Runner.Run(
            Members.Typical(KnowledgeBase.Default.Model),
            new Regimen(
                Enumerable
                    .Range(0, days)
                    .SelectMany(d => times.Select(t => new Dose((d * Day) + t, Input.Mitragynine, 60)))
            ),
            0,
            last + (30 * Day),
            new Request([], []) { TraceEvery = 60 }
        );
        var peak = Enumerable.Range(last / 60, 30 * 24).Max(k => run.Trace(k)[0]);
        Assert.InRange(table["peak_sows"][0]!.Value / peak, 0.98, 1.02);
    }

    [Fact]
    public async Task A_habit_shorter_than_what_is_simulated_begins_later()
    {
        // The same person with five days of habit, beside others or alone.
        var five = Plain.Replace(
            "\"habitDays\": { \"median\": 60",
            "\"habitDays\": { \"median\": 5",
            StringComparison.Ordinal
        );
        var alone = await files.Table(five, 1);
        var spread = five.Replace("\"median\": 5", "\"median\": 5, \"gsd\": 3", StringComparison.Ordinal);
        var many = await files.Table(spread, 4000);
        var same = many["habit_days"].Index().First(d => d.Item == 5).Index;
        Assert.Equal(alone["peak_sows"][0]!.Value, many["peak_sows"][same]!.Value, 0.01);
        Assert.True(
            many["peak_sows"].Where((_, i) => many["habit_days"][i] < 3).Max()
                < many["peak_sows"].Where((_, i) => many["habit_days"][i] > 50).Min()
        );
    }

    [Fact]
    public async Task A_series_holds_the_highest_withdrawal_of_each_period()
    {
        var spec = SimulateFiles.With("\"horizonDays\": 28", "\"series\": true, \"everyDays\": 4, \"horizonDays\": 28");
        var table = await files.Table(spec, 1100);
        var series = table["withdrawal"].Chunk(7).ToList();
        Assert.Equal(table.Rows, series.Count);
        foreach (var (row, periods) in series.Index())
        {
            Assert.Equal(table["peak_sows"][row], periods.Max());
            Assert.Equal((int)((table["peak_h"][row]!.Value - 1) / 96), Array.IndexOf(periods, periods.Max()));
            Assert.All(periods, score => Assert.InRange(score!.Value, 0, 64));
        }
    }

    [Fact]
    public async Task No_figure_leaves_its_range()
    {
        var table = await files.Table(SimulateFiles.Spec, 1000);
        Assert.All(table["peak_sows"], v => Assert.InRange(v!.Value, 0, 64));
        Assert.All(table["moderate_share"], v => Assert.InRange(v!.Value, 0, 1));
        Assert.All(table["c50_start"], v => Assert.InRange(v!.Value, 1, 12));
        Assert.All(table["peak_h"], v => Assert.InRange(v!.Value, 1, 28 * 24));
        foreach (var (row, onset) in table["onset_h"].Index())
        {
            Assert.True(onset is null || table["peak_sows"][row] >= Course.Threshold);
            Assert.True(table["eased_day"][row] is null || table["peak_sows"][row] >= Course.Threshold);
        }
    }

    [Fact]
    public async Task The_file_says_what_it_is()
    {
        var table = await files.Table(SimulateFiles.Spec, 3, seed: 42);
        Assert.Equal("42", table.Metadata["coppice.seed"]);
        Assert.Equal("3", table.Metadata["coppice.persons"]);
        Assert.Equal(Review.ThisVersion, table.Metadata["coppice.version"]);
        Assert.Contains("\"name\":\"Two groups\"", table.Metadata["coppice.spec"], StringComparison.Ordinal);
        Assert.Contains("not a medical device", table.Metadata["coppice.intendedUse"], StringComparison.Ordinal);
        Assert.Contains("Made-up people", table.Metadata["coppice.limits"], StringComparison.Ordinal);
        Assert.Contains(
            KnowledgeBase.Default.Rules["forecast.limits"].Clinician,
            table.Metadata["coppice.limits"],
            StringComparison.Ordinal
        );
        Assert.Equal(["leafPowder", "sevenHydroxy"], table.Words("product").Distinct().Order());
    }

    [Fact]
    public void The_page_compares_policies_and_says_what_it_is_not()
    {
        var page = files.Simulate(SimulateFiles.Spec, 200, 1, files.New());
        Assert.All(page.Lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("200 made-up people (seed 1), 28 days", page.Flat, StringComparison.Ordinal);
        Assert.Contains(
            "Against “stop”, on the same people: mean (95 % interval)",
            page.Flat,
            StringComparison.Ordinal
        );
        Assert.Contains("Made-up people, for education and research.", page.Flat, StringComparison.Ordinal);
        Assert.Contains("not a medical device", page.Flat, StringComparison.Ordinal);
        Assert.Contains(KnowledgeBase.Default.Rules["forecast.limits"].Clinician, page.Flat, StringComparison.Ordinal);
        Assert.StartsWith($"Coppice {Review.ThisVersion} · ", page.Out, StringComparison.Ordinal);
        Assert.Contains("call 911", page.Flat, StringComparison.Ordinal);
        Assert.Contains("a second on", page.Flat, StringComparison.Ordinal);
        Assert.All(
            ["stop", "carry on", "taper", "fewer"],
            name => Assert.Contains(name, page.Out, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_page_and_the_file_agree()
    {
        var path = files.New();
        var page = files.Simulate(SimulateFiles.Spec, 1200, 1, path);
        var table = await SimulateTable.Read(path);
        var high = page.Lines.First(l => l.TrimStart().StartsWith("stop ", StringComparison.Ordinal));
        var peaks = table.Of("stop", "peak_sows").Select(v => v!.Value).Order().ToList();
        var cells = high.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(peaks.Average().ToString("0.0", CultureInfo.InvariantCulture), cells[1]);
        Assert.Equal(peaks[119], double.Parse(cells[2], CultureInfo.InvariantCulture), 0.06);
        Assert.Equal(peaks[599], double.Parse(cells[3], CultureInfo.InvariantCulture), 0.06);
        Assert.Equal(peaks[1079], double.Parse(cells[4], CultureInfo.InvariantCulture), 0.06);
        double[] changes =
        [
            .. table.Of("taper", "peak_sows").Zip(table.Of("stop", "peak_sows"), (t, s) => t!.Value - s!.Value),
        ];
        var mean = changes.Average();
        var half = 1.96 * Math.Sqrt(changes.Sum(c => (c - mean) * (c - mean)) / 1199 / 1200);
        Assert.Contains(
            $"taper {Signed(mean)} ({Signed(mean - half)} to {Signed(mean + half)})",
            page.Flat,
            StringComparison.Ordinal
        );

        static string Signed(double v) => v.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
    }

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .GetFiles(Path.Combine(Command.Root, "examples", "cohorts"), "*.json")
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_runs(string name)
    {
        var page = Command.Fine([
            "simulate",
            Command.Example(Path.Combine("cohorts", name)),
            .. SimulateFiles.Wishes(40, 1, files.New()),
        ]);
        Assert.Contains("40 made-up people", page.Flat, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_is_read_from_standard_input_too()
    {
        var path = files.New();
        var run = Command.RunWith(SimulateFiles.Spec, ["simulate", "-", .. SimulateFiles.Wishes(5, 1, path)]);
        Assert.Equal(0, run.Code);
        Assert.True(File.Exists(path));
    }
}

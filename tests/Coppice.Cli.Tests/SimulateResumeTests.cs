using System.Diagnostics;
using System.Text;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;

namespace Coppice.Cli.Tests;

/// <summary>A run that was cut off goes on where it was.</summary>
public class SimulateResumeTests(SimulateFiles files) : IClassFixture<SimulateFiles>
{
    /// <summary>Long enough to be cut off in the middle: ten parts of 1,024 people.</summary>
    private const int Persons = 9500;

    private static readonly Lazy<byte[]> Uninterrupted = new(() =>
    {
        using var files = new SimulateFiles();
        var path = files.New();
        files.Simulate(SimulateFiles.Spec, Persons, 3, path);
        return File.ReadAllBytes(path);
    });

    private static readonly Lazy<Made> Every = new(() => new Made());

    private string[] Args(string path) =>
        ["simulate", files.Write(SimulateFiles.Spec), .. SimulateFiles.Wishes(Persons, 3, path)];

    [Fact]
    public async Task After_every_kill_the_same_command_goes_on_and_ends_with_the_same_bytes()
    {
        var path = files.New();
        var args = Args(path);
        for (var kills = 0; kills < 4; kills++)
        {
            var before = Parts(path).Length;
            using var run = SimulateFiles.Start([.. args, "--threads", "1"]);
            await SimulateFiles.Until(() => Parts(path).Length > before);
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, run.ExitCode);
        }

        Assert.False(File.Exists(path));
        var kept = Parts(path).Length;
        Assert.InRange(kept, 4, 9);
        var page = Command.Fine(args);
        Assert.Contains($"{kept * 1024:N0} people were there already", page.Flat, StringComparison.Ordinal);
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
        Assert.False(Path.Exists(path + ".part"));
    }

    [Fact]
    public async Task Stopped_by_hand_it_keeps_what_is_finished_and_says_how_to_go_on()
    {
        var path = files.New();
        var args = Args(path);
        using (var run = SimulateFiles.Start([.. args, "--threads", "1"]))
        {
            await SimulateFiles.Until(() => Parts(path).Length >= 1);
            using var kill = Process.Start("kill", ["-TERM", $"{run.Id}"]);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            var error = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains($"is kept in {path}.part: run the same command again", error, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
        Assert.NotEmpty(Parts(path));
        Command.Fine(args);
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_broken_or_half_written_part_is_made_again()
    {
        var path = files.New();
        Cut(path);
        var parts = Parts(path);
        Assert.Equal(10, parts.Length);
        var broken = File.ReadAllBytes(parts[1]);
        broken[100] ^= 1;
        File.WriteAllBytes(parts[1], broken);
        File.WriteAllBytes(parts[4], File.ReadAllBytes(parts[4])[..^7]);
        File.Copy(parts[5], parts[6], overwrite: true);
        File.WriteAllText(Path.Combine(path + ".part", "000007.rows.new"), "half");
        File.Delete(parts[7]);
        var page = Command.Fine(Args(path));
        Assert.Contains("5,404 people were there already", page.Flat, StringComparison.Ordinal);
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
    }

    [Fact]
    public void When_every_part_is_there_they_are_only_joined()
    {
        var path = files.New();
        Cut(path);
        var page = Command.Fine(Args(path));
        Assert.Contains("Every part was there already", page.Flat, StringComparison.Ordinal);
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
    }

    [Fact]
    public void Parts_of_another_run_are_never_mixed_in()
    {
        var path = files.New();
        Cut(path);
        var other = files.Write(SimulateFiles.With("\"KM\": 0.5", "\"KM\": 0.4"));
        var same = files.Write(SimulateFiles.Spec);
        Refused("another spec", ["simulate", other, .. SimulateFiles.Wishes(Persons, 3, path)]);
        Refused("seed 3", ["simulate", same, .. SimulateFiles.Wishes(Persons, 4, path)]);
        Refused("9500 people", ["simulate", same, .. SimulateFiles.Wishes(Persons + 1, 3, path)]);
        var manifest = Path.Combine(path + ".part", "manifest.json");
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"version\": \"", "\"version\": \"0.0.", StringComparison.Ordinal));
        Refused("version 0.0.", ["simulate", same, .. SimulateFiles.Wishes(Persons, 3, path)]);
        File.WriteAllText(manifest, text.Replace("\"build\": \"", "\"build\": \"0", StringComparison.Ordinal));
        Refused("another build", ["simulate", same, .. SimulateFiles.Wishes(Persons, 3, path)]);
        File.WriteAllText(manifest, "{");
        Refused("cannot be read", ["simulate", same, .. SimulateFiles.Wishes(Persons, 3, path)]);
        Assert.Equal(10, Parts(path).Length);

        static void Refused(string found, string[] args) =>
            Command.Refused(args, found, "Finish that one", "delete the folder", "another --out");
    }

    [Fact]
    public void The_same_spec_written_otherwise_is_the_same_spec()
    {
        var path = files.New();
        Cut(path);
        var spec = files.Write(SimulateFiles.Spec.Replace("\n", " \n ", StringComparison.Ordinal));
        Command.Fine(["simulate", spec, .. SimulateFiles.Wishes(Persons, 3, path)]);
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_with_something_else_in_it_is_left_alone()
    {
        var path = files.New();
        var mine = Path.Combine(Directory.CreateDirectory(path + ".part").FullName, "mine.txt");
        File.WriteAllText(mine, "mine");
        Command.Refused(Args(path), "found something else", "Move it away");
        Assert.Equal("mine", File.ReadAllText(mine));
    }

    [Fact]
    public void A_kill_before_anything_was_made_leaves_nothing_in_the_way()
    {
        var path = files.New();
        var folder = Directory.CreateDirectory(path + ".part").FullName;
        File.WriteAllText(Path.Combine(folder, "hold"), "");
        File.WriteAllText(Path.Combine(folder, "manifest.json.new"), "{ \"form");
        Command.Fine(["simulate", files.Write(SimulateFiles.Spec), .. SimulateFiles.Wishes(5, 3, path)]);
        Assert.True(File.Exists(path));
        Assert.False(Path.Exists(folder));
    }

    [Fact]
    public void A_kill_after_the_file_was_made_leaves_it_whole_and_guarded()
    {
        var path = files.New();
        Cut(path);
        File.WriteAllBytes(path, Uninterrupted.Value);
        Command.Refused(Args(path), "expected a file that is not there yet, or --force");
        Assert.Equal(Uninterrupted.Value, File.ReadAllBytes(path));
    }

    [Fact]
    public void Two_runs_do_not_write_the_same_file_at_once()
    {
        var path = files.New();
        Directory.CreateDirectory(path + ".part");
        using var hold = new FileStream(
            Path.Combine(path + ".part", "hold"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None
        );
        Command.Refused(Args(path), "another run is writing there");
    }

    /// <summary>Leaves every part in place, as if the run had been cut off just before they were joined.</summary>
    private static void Cut(string path)
    {
        using var made = Every.Value.Keep(path);
    }

    private static string[] Parts(string path) =>
        Directory.Exists(path + ".part")
            ? [.. Directory.GetFiles(path + ".part", "*.rows").Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The rows of every part, made once.</summary>
    private sealed class Made
    {
        private readonly SpecFile file = SpecFile.Read("spec", Encoding.UTF8.GetBytes(SimulateFiles.Spec));
        private readonly List<CohortRows> rows = [];

        public Made()
        {
            var cohort = new Cohort(file.Spec, KnowledgeBase.Default, 3);
            for (var first = 0; first < Persons; first += CohortParts.PeopleInPart)
            {
                var people = Math.Min(CohortParts.PeopleInPart, Persons - first);
                rows.Add(CohortRows.Of(cohort.Run(first, people, TestContext.Current.CancellationToken), file.Spec));
            }
        }

        /// <summary>Puts them where a run keeps them.</summary>
        public CohortParts Keep(string path)
        {
            var parts = CohortParts.Open(path, file, 3, Persons);
            foreach (var (part, each) in rows.Index())
            {
                parts.Write(part, each);
            }

            return parts;
        }
    }
}

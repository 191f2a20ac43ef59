using System.Text;
using Coppice.Store;
using NodaTime;

namespace Coppice.Cli.Tests;

/// <summary>The commands that look after a store.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private static readonly StreamId Ada = new("record", "ada");

    private readonly string folder = Directory.CreateTempSubdirectory("coppice-commands-").FullName;

    private string Store => File("store.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_store_is_checked_and_says_what_it_holds()
    {
        await FillAsync();
        var run = Command.Fine(["check", .. Where()]);
        Assert.Equal($"{Store}: 1 stream, 2 events, 3 audit entries; every event is as it was written", run.Lines[0]);
        Assert.StartsWith("Audit head 3:", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_broken_link_of_the_audit_log_is_named()
    {
        await FillAsync();
        var whole = Command.Fine(["audit", "verify", .. Where()]);
        Assert.Contains("the chain is whole", whole.Out, StringComparison.Ordinal);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Store};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE audit SET author = 'nobody' WHERE position >= 2";
            command.ExecuteNonQuery();
        }

        var run = Command.Run(["audit", "verify", .. Where()]);
        Assert.Equal(1, run.Code);
        Assert.StartsWith(
            $"coppice: {Store}: audit entry 2 (chart by nobody) is not what was written",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_end_that_was_noted_proves_later_that_nothing_was_cut_off()
    {
        await FillAsync();
        var head = Command.Fine(["audit", "verify", .. Where()]).Lines[1].Split(' ')[2].TrimEnd('.');
        Command.Fine(["audit", "verify", "--head", head, .. Where()]);
        var later = Command.Run(["audit", "verify", "--head", $"9{head}", .. Where()]);
        Assert.Equal(1, later.Code);
        Assert.Contains("cut off", later.Error, StringComparison.Ordinal);
        Command.Refused(["audit", "verify", "--head", "yesterday", .. Where()], "--head", "POSITION:HASH");
    }

    [Fact]
    public async Task The_audit_log_is_listed_with_who_what_and_why()
    {
        await FillAsync();
        var run = Command.Fine(["audit", "list", .. Where()]);
        Assert.Equal(3, run.Lines.Count);
        Assert.Equal(
            "3  2026-03-20T09:00:00Z  doctor-9  break-glass  record/ada  \"overdose at the door\"",
            run.Lines[2]
        );
        Assert.Equal(
            run.Lines.Skip(1),
            Command.Fine(["audit", "list", "--of", "record/ada", "--after", "1", .. Where()]).Lines
        );
        Command.Refused(["audit", "list", "--of", "ada", .. Where()], "--of", "record/7f3a");
    }

    [Fact]
    public async Task A_backup_is_made_checked_and_restored_and_overwrites_nothing()
    {
        await FillAsync();
        var backup = File("backup.db");
        Assert.Contains("2 events", Command.Fine(["backup", backup, .. Where()]).Out, StringComparison.Ordinal);
        Command.Refused(["backup", backup, .. Where()], "not there yet");
        Command.Fine("check", "--store", backup, "--keys", File("keys"));
        Command.Refused(["restore", backup, .. Where()], "--replace", "Nothing was changed");
        var run = Command.Fine(["restore", backup, "--replace", .. Where()]);
        Assert.Contains("What was there is now in", run.Out, StringComparison.Ordinal);
        Command.Fine(["check", .. Where()]);
    }

    [Fact]
    public async Task An_export_goes_out_and_comes_in_elsewhere()
    {
        await FillAsync();
        var file = File("all.jsonl");
        Assert.Contains("2 events", Command.Fine(["export", file, .. Where()]).Out, StringComparison.Ordinal);
        Command.Refused(["export", file, .. Where()], "exists");
        string[] other = ["--store", File("other.db"), "--keys", File("other-keys")];
        Assert.Contains(
            "2 new events of 1 stream, not brought in yet; 0 events there already",
            Command.Fine(["import", file, "--dry-run", .. other]).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2 new events of 1 stream;",
            Command.Fine(["import", file, .. other]).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "0 new events of 0 streams; 2 events there already",
            Command.Fine(["import", file, .. other]).Out,
            StringComparison.Ordinal
        );
        System.IO.File.WriteAllText(file, "not an export\n");
        Command.Refused(["import", file, .. other], $"{file}: line 1");
        Command.Refused(["import", File("none"), .. other], "there is none");
    }

    [Fact]
    public async Task Keys_are_rotated_and_old_values_sealed_again_and_no_key_is_shown()
    {
        await FillAsync();
        Command.Fine(["keys", "rotate", .. Where()]);
        Assert.Contains(
            "3 values sealed again",
            Command.Fine(["keys", "reseal", .. Where()]).Out,
            StringComparison.Ordinal
        );
        var list = Command.Fine(["keys", "list", .. Where()]);
        Assert.Equal(2, list.Lines.Count);
        var secrets = System.IO.File.ReadAllLines(File("keys")).Where(l => l[0] != '#').Select(l => l.Split(' ')[1]);
        Assert.All(secrets, s => Assert.DoesNotContain(s, list.Out, StringComparison.Ordinal));
        Command.Fine(["check", .. Where()]);
    }

    [Fact]
    public async Task A_store_of_today_needs_no_migration()
    {
        await FillAsync();
        Assert.Contains("nothing to do", Command.Fine(["migrate", .. Where()]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("audit verify")]
    [InlineData("audit list")]
    [InlineData("migrate")]
    [InlineData("export FILE")]
    [InlineData("backup FILE")]
    [InlineData("keys reseal")]
    public void Where_there_is_no_store_none_is_made(string command)
    {
        string[] args = [.. command.Split(' ').Select(w => w == "FILE" ? File("out") : w)];
        Command.Refused([.. args, .. Where()], "expected a store");
        Assert.Empty(Directory.GetFiles(folder));
    }

    private string File(string name) => Path.Combine(folder, name);

    private string[] Where() => ["--store", Store, "--keys", File("keys")];

    private async Task FillAsync()
    {
        var now = Instant.FromUtc(2026, 3, 20, 9, 0);
        await using var store = EventStore.Open(StoreLocation.Parse(Store), File("keys"), now);
        await store.WriteAsync(
            new(
                [new(Ada, 0, [Encoding.UTF8.GetBytes("{\"a\":1}"), Encoding.UTF8.GetBytes("{}")])],
                now,
                "nurse-1",
                "chart"
            )
        );
        await store.AuditAsync(new(now, "doctor-9", "break-glass", Ada) { Reason = "overdose at the door" });
    }
}

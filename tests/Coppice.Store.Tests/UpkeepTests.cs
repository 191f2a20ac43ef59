using System.Text;
using NodaTime;

namespace Coppice.Store.Tests;

public abstract class UpkeepTests : OnAnyDatabase
{
    [Fact]
    public async Task A_backup_of_a_live_store_is_a_store_of_one_moment()
    {
        await using var store = Open();
        await FillAsync(store);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var version = 0;
            while (!stop.IsCancellationRequested)
            {
                await store.WriteAsync(Given.Write(new("record", "busy"), version++, "more"));
            }
        });
        var file = Folder.File("backup.db");
        var made = Backup.Make(Location, file);
        await stop.CancelAsync();
        await writing;
        Assert.Empty(made.Problems);
        await using var backup = EventStore.Open(StoreLocation.Parse(file), KeyFile.Open(KeyPath));
        var found = await backup.CheckAsync();
        Assert.Empty(found.Problems);
        Assert.Equal(made.Head.Hash.ToArray(), found.Head.Hash.ToArray());
        Assert.Equal(["1", "2"], await Given.Texts(backup, Given.Ada));

        // The live store still leads to the moment of the backup.
        Assert.Empty((await store.VerifyAuditAsync(made.Head)).Problems);
    }

    [Fact]
    public async Task A_backup_never_overwrites_a_file()
    {
        await using var store = Open();
        await FillAsync(store);
        File.WriteAllText(Folder.File("backup.db"), "mine");
        Assert.Throws<StoreException>(() => Backup.Make(Location, Folder.File("backup.db")));
        Assert.Equal("mine", File.ReadAllText(Folder.File("backup.db")));
    }

    [Fact]
    public async Task A_restored_store_is_the_one_that_was_backed_up_and_goes_on_from_there()
    {
        var file = await BackUpAsync();
        var elsewhere = NewLocation();
        var restored = Backup.Restore(file, elsewhere, replace: false, Given.Now);
        Assert.Null(restored.Aside);
        await using var store = EventStore.Open(elsewhere, KeyFile.Open(KeyPath));
        Assert.Equal(["1", "2"], await Given.Texts(store, Given.Ada));
        Assert.True(Given.Kept(await store.WriteAsync(Keyed)).Repeated);
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 2, "3")));
        Assert.Empty((await store.CheckAsync()).Problems);
    }

    [Fact]
    public async Task A_restore_overwrites_nothing_and_puts_aside_only_when_asked()
    {
        var file = await BackUpAsync();
        await using (var store = Open())
        {
            await store.WriteAsync(Given.Write(Given.Ada, 2, "after the backup"));
        }

        var refused = Assert.Throws<StoreException>(() => Backup.Restore(file, Location, replace: false, Given.Now));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        await using (var store = Open())
        {
            Assert.Equal(3, (await store.ReadAsync(Given.Ada)).Count);
            var inUse = Assert.Throws<StoreException>(() => Backup.Restore(file, Location, replace: true, Given.Now));
            Assert.Contains("in use", inUse.Message, StringComparison.Ordinal);
            Assert.Equal(3, (await store.ReadAsync(Given.Ada)).Count);
        }

        var restored = Backup.Restore(file, Location, replace: true, Given.Now);
        Assert.Contains("20260320t090000", restored.Aside, StringComparison.OrdinalIgnoreCase);
        await using (var store = Open())
        {
            Assert.Equal(2, (await store.ReadAsync(Given.Ada)).Count);
        }

        Assert.Equal(3, EventsAside(restored.Aside!));
    }

    [Fact]
    public async Task A_damaged_backup_is_not_restored()
    {
        var file = await BackUpAsync();
        Sql.Run(file, "UPDATE audit SET author = 'nobody' WHERE position = 1");
        var elsewhere = NewLocation();
        var refused = Assert.Throws<StoreException>(() => Backup.Restore(file, elsewhere, replace: false, Given.Now));
        Assert.Equal(StoreFault.Damaged, refused.Fault);
        Assert.Contains("audit entry 1", refused.Message, StringComparison.Ordinal);
        Assert.False(EventStore.EngineOf(elsewhere).Exists());
    }

    [Fact]
    public async Task An_export_brought_in_elsewhere_gives_the_same_events()
    {
        await using var store = Open();
        await FillAsync(store);
        await store.WriteAsync(Given.Write(new("note", "n"), 0, "{\"a\": [1,\"ü\"]}", " {}", "{\n}", "", "\u0001"));
        var file = Folder.File("export.jsonl");
        Assert.Equal(9, await ExportAsync(store, file));
        Assert.Contains("\"payload\":{\"a\": [1,\"ü\"]}", File.ReadAllText(file), StringComparison.Ordinal);

        await using var other = EventStore.Open(
            NewLocation(),
            KeyFile.OpenOrCreate(Folder.File("other-keys"), Given.Now)
        );
        var later = Given.Now + Duration.FromDays(1);
        Assert.Equal(new(9, 3, 0), await Transfer.ImportAsync(other, file, later, "admin", look: true));
        Assert.Equal(0, (await other.HeadAsync()).Position);
        Assert.Equal(new(9, 3, 0), await Transfer.ImportAsync(other, file, later, "admin"));
        Assert.Equal(new(0, 0, 9), await Transfer.ImportAsync(other, file, later, "admin"));
        Assert.Empty((await other.CheckAsync()).Problems);
        Assert.All(
            await other.AuditAfterAsync(0),
            e => Assert.Equal(("import", "admin", later), (e.Action, e.Author, e.At))
        );
        var again = Folder.File("again.jsonl");
        await ExportAsync(other, again);
        Assert.Equal(File.ReadAllText(file), File.ReadAllText(again));
    }

    [Fact]
    public async Task An_import_of_something_else_is_refused_whole()
    {
        await using var store = Open();
        await FillAsync(store);
        var file = Folder.File("export.jsonl");
        await ExportAsync(store, file);
        await using var other = EventStore.Open(NewLocation(), KeyFile.Open(KeyPath));
        await other.WriteAsync(Given.Write(Given.Ben, 0, "another Ben"));
        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            Transfer.ImportAsync(other, file, Given.Now, "admin")
        );
        Assert.Contains("record/ben version 1 differs", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await other.ReadAsync(Given.Ada));

        await using var fresh = EventStore.Open(NewLocation(), KeyFile.Open(KeyPath));
        var lines = File.ReadAllLines(file);
        await Refused(fresh, "line 1", lines[1..]);
        await Refused(fresh, "stops after", lines[..^1]);
        await Refused(fresh, "expected 4 events; found 3", [.. lines[..4], .. lines[5..]]);
        await Refused(fresh, "line 3", [.. lines[..2], "{not json", .. lines[2..]]);
        await Refused(fresh, "line 2", [lines[0], lines[2], lines[1], .. lines[3..]]);
        await Refused(
            fresh,
            "record/",
            [lines[0], lines[1].Replace("record/ada", "../../etc", StringComparison.Ordinal), .. lines[2..]]
        );
        await Refused(fresh, "nothing after the end", [.. lines, lines[1]]);
        Assert.Equal(0, (await fresh.HeadAsync()).Position);
    }

    [Fact]
    public async Task A_step_of_the_tables_is_rehearsed_on_a_copy_and_then_taken()
    {
        var steps = Engines.Schema.Steps;
        await using (var store = Open())
        {
            await FillAsync(store);
        }

        var engine = EventStore.EngineOf(Location);
        var keys = KeyFile.Open(KeyPath);
        Assert.Equal((1, 1), Migration.Run(Location, keys));
        Assert.Equal((1, 2), Migration.Run(engine, keys, [.. steps, ["CREATE TABLE more (name {text} PRIMARY KEY)"]]));
        var newer = Assert.Throws<StoreException>(Open);
        Assert.Equal(StoreFault.Schema, newer.Fault);
        Assert.Contains("later Coppice", newer.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Migration.Run(Location, keys));
    }

    [Theory]
    [InlineData("CREATE TABL broken")]
    [InlineData("DELETE FROM event")]
    [InlineData("UPDATE audit SET author = 'x'")]
    public async Task A_step_that_fails_or_harms_in_the_rehearsal_leaves_the_store_as_it_was(string step)
    {
        await using (var store = Open())
        {
            await FillAsync(store);
        }

        var failed = Assert.Throws<StoreException>(() =>
            Migration.Run(EventStore.EngineOf(Location), KeyFile.Open(KeyPath), [.. Engines.Schema.Steps, [step]])
        );
        Assert.Contains("rehearsal", failed.Message, StringComparison.Ordinal);
        await using var again = Open();
        Assert.Empty((await again.CheckAsync()).Problems);
        Assert.Equal(["1", "2"], await Given.Texts(again, Given.Ada));
    }

    [Fact]
    public async Task Old_idempotency_keys_can_be_forgotten_and_new_ones_stay()
    {
        await using var store = Open();
        await store.WriteAsync(Keyed);
        await store.ForgetKeysAsync(Given.Now);
        Assert.True(Given.Kept(await store.WriteAsync(Keyed)).Repeated);
        await store.ForgetKeysAsync(Given.Now + Duration.FromSeconds(1));
        Assert.IsType<WriteResult.Conflict>(await store.WriteAsync(Keyed));
    }

    /// <summary>How many events of Ada are in what was put aside.</summary>
    protected abstract int EventsAside(string aside);

    private static readonly Write Keyed = Given.Write(Given.Ada, 0, "1", "2") with { Key = "k", Reason = "intake" };

    private static async Task FillAsync(EventStore store)
    {
        await store.WriteAsync(Keyed);
        await store.WriteAsync(Given.Write(Given.Ben, 0, "{}", "[1]"));
    }

    private static async Task<long> ExportAsync(EventStore store, string file)
    {
        await using var output = File.Create(file);
        return await Transfer.ExportAsync(store, output, Given.Now, "admin");
    }

    private async Task<string> BackUpAsync()
    {
        await using var store = Open();
        await FillAsync(store);
        var file = Folder.File("backup.db");
        Backup.Make(Location, file);
        return file;
    }

    private async Task Refused(EventStore store, string words, string[] lines)
    {
        var file = Folder.File("bad.jsonl");
        File.WriteAllLines(file, lines, new UTF8Encoding(false));
        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            Transfer.ImportAsync(store, file, Given.Now, "admin")
        );
        Assert.Equal(StoreFault.Refused, refused.Fault);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}

public sealed class UpkeepOnSqlite : UpkeepTests
{
    private int made;

    protected override StoreLocation NewLocation() => StoreLocation.Parse(Folder.File($"store{made++}.db"));

    protected override int EventsAside(string aside)
    {
        var store = EventStore.Open(StoreLocation.Parse(aside), KeyFile.Open(KeyPath));
        var events = store.ReadAsync(Given.Ada).GetAwaiter().GetResult();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return events.Count;
    }
}

public sealed class UpkeepOnPostgres(Server server) : UpkeepTests
{
    private string? first;

    protected override StoreLocation NewLocation()
    {
        var made = server.Postgres.NewDatabase();
        first ??= made;
        return StoreLocation.Parse(made);
    }

    protected override int EventsAside(string aside)
    {
        using var connection = new Npgsql.NpgsqlConnection(first);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statement.
        command.CommandText =
            $"SELECT count(*)::int FROM {aside.Split("schema ")[1]}.event WHERE place < (2::bigint << 24)";
#pragma warning restore CA2100
        return (int)command.ExecuteScalar()!;
    }
}

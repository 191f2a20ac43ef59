using System.Diagnostics;
using Coppice.StoreBench;

namespace Coppice.Store.Tests;

/// <summary>A disk that is full or read-only, a database that goes away, files that are something else: a clear message, and nothing lost.</summary>
public sealed class FailureTests(Server server) : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_nothing_acknowledged_is_lost_and_with_room_it_goes_on()
    {
        using var disk = SmallDisk.Mount(folder);
        if (disk is null)
        {
            await FullByLimitAsync();
            return;
        }

        await using var store = Open(disk.Path);
        await using (var ballast = File.Create(Path.Combine(disk.Path, "ballast")))
        {
            ballast.Write(new byte[SmallDisk.Bytes / 2]);
        }

        var version = 0;
        var full = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            while (version < 100_000)
            {
                Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, version, new string('x', 20_000))));
                version++;
            }
        });
        Assert.Equal(StoreFault.Full, full.Fault);
        Assert.Contains("the disk is full", full.Message, StringComparison.Ordinal);
        Assert.True(version > 10);
        Assert.Equal(version, (await store.ReadAsync(Given.Ada)).Count);
        File.Delete(Path.Combine(disk.Path, "ballast"));
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, version, "there is room again")));
        Assert.Empty((await store.CheckAsync()).Problems);
    }

    [Fact]
    public async Task A_read_only_disk_is_told_and_nothing_is_changed()
    {
        var path = folder.Path;
        using var disk = SmallDisk.Mount(folder);
        if (disk is not null)
        {
            path = disk.Path;
        }

        await using (var store = Open(path))
        {
            await store.WriteAsync(Given.Write(Given.Ada, 0, "x"));
        }

        var file = Path.Combine(path, "store.db");
        var before = File.ReadAllBytes(file);
        if (disk is not null)
        {
            disk.ReadOnly();
        }
        else
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        try
        {
            var told = Assert.Throws<StoreException>(() => Open(path));
            Assert.Equal(StoreFault.ReadOnly, told.Fault);
            Assert.Contains(file, told.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(file));
        }
        finally
        {
            if (disk is null)
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    [Fact]
    public async Task A_file_that_has_gone_is_told_and_when_it_is_back_the_store_goes_on()
    {
        await using var store = Open(folder.Path);
        await store.WriteAsync(Given.Write(Given.Ada, 0, "x"));
        var file = folder.File("store.db");
        File.Move(file, file + ".away");
        var gone = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(Given.Write(Given.Ada, 1, "y")));
        Assert.Equal(StoreFault.Unavailable, gone.Fault);
        Assert.Contains("is gone", gone.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        File.Move(file + ".away", file);
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 1, "y")));
        Assert.Empty((await store.CheckAsync()).Problems);
    }

    [Theory]
    [InlineData(
        "this is no database, it is a letter to my sister, and it is long enough to have a header of a hundred bytes, really"
    )]
    [InlineData("short")]
    public void A_file_that_is_something_else_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(folder.File("store.db"), content);
        KeyFile.OpenOrCreate(folder.File("keys"), Given.Now);
        var refused = Assert.Throws<StoreException>(() => Open(folder.Path));
        Assert.Equal(StoreFault.Refused, refused.Fault);
        Assert.Equal(content, File.ReadAllText(folder.File("store.db")));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        Sql.Run(folder.File("store.db"), "CREATE TABLE recipes (name TEXT)");
        KeyFile.OpenOrCreate(folder.File("keys"), Given.Now);
        var before = File.ReadAllBytes(folder.File("store.db"));
        Assert.Equal(StoreFault.Refused, Assert.Throws<StoreException>(() => Open(folder.Path)).Fault);
        Assert.Equal(before, File.ReadAllBytes(folder.File("store.db")));
    }

    [Fact]
    public async Task A_damaged_page_is_told_and_never_read_as_empty()
    {
        await using (var store = Open(folder.Path))
        {
            for (var i = 0; i < 50; i++)
            {
                await store.WriteAsync(Given.Write(Given.Ada, i, new string('x', 900)));
            }
        }

        var file = folder.File("store.db");
        using (var bytes = new FileStream(file, FileMode.Open))
        {
            bytes.Position = bytes.Length / 2;
            bytes.Write(new byte[8192]);
        }

        try
        {
            await using var store = Open(folder.Path);
            var found = await store.CheckAsync();
            Assert.NotEmpty(found.Problems);
        }
        catch (StoreException e)
        {
            Assert.Equal(StoreFault.Damaged, e.Fault);
        }
    }

    [Fact]
    public async Task A_server_that_goes_away_is_told_and_when_it_is_back_the_store_goes_on()
    {
        using var postgres = new TemporaryPostgres();
        var keys = KeyFile.OpenOrCreate(folder.File("keys"), Given.Now);
        await using var store = EventStore.Open(StoreLocation.Parse(postgres.NewDatabase()), keys);
        var write = Given.Write(Given.Ada, 0, "x") with { Key = "k" };
        Given.Kept(await store.WriteAsync(write));
        postgres.Stop();
        foreach (
            var ask in new Func<Task>[]
            {
                () => store.WriteAsync(Given.Write(Given.Ada, 1, "y")),
                () => store.ReadAsync(Given.Ada),
                () => store.HeadAsync(),
            }
        )
        {
            var gone = await Assert.ThrowsAsync<StoreException>(ask);
            Assert.Equal(StoreFault.Unavailable, gone.Fault);
            Assert.Contains("does not answer", gone.Message, StringComparison.Ordinal);
        }

        postgres.Start();
        Assert.True(Given.Kept(await store.WriteAsync(write)).Repeated);
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 1, "y")));
        Assert.Equal(["x", "y"], await Given.Texts(store, Given.Ada));

        // And when it restarts between two writes, nobody notices.
        postgres.Stop();
        postgres.Start();
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 2, "z")));
        Assert.Equal(3, (await store.ReadAsync(Given.Ada)).Count);
        Assert.Empty((await store.CheckAsync()).Problems);
    }

    [Theory]
    [InlineData("53100", StoreFault.Full, "disk is full")]
    [InlineData("25006", StoreFault.ReadOnly, "takes no writes")]
    public async Task A_server_that_cannot_write_is_told_and_nothing_of_the_write_is_kept(
        string state,
        StoreFault fault,
        string words
    )
    {
        var connection = server.Postgres.NewDatabase();
        var keys = KeyFile.OpenOrCreate(folder.File("keys"), Given.Now);
        await using var store = EventStore.Open(StoreLocation.Parse(connection), keys);
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 0, "x")));
        var database = new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
        server.Postgres.Execute(
            database,
            $"CREATE FUNCTION coppice.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$; CREATE TRIGGER fail BEFORE INSERT ON coppice.audit EXECUTE FUNCTION coppice.fail()"
        );
        var told = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(Given.Write(Given.Ada, 1, "y")));
        Assert.Equal(fault, told.Fault);
        Assert.Contains(words, told.Message, StringComparison.Ordinal);
        server.Postgres.Execute(database, "DROP TRIGGER fail ON coppice.audit");
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 1, "z")));
        Assert.Equal(["x", "z"], await Given.Texts(store, Given.Ada));
    }

    [Fact]
    public void A_server_that_is_not_there_or_refuses_is_told_without_the_password()
    {
        var keys = KeyFile.OpenOrCreate(folder.File("keys"), Given.Now);
        foreach (
            var connection in new[]
            {
                "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=s3cret;Timeout=2",
                $"Host=127.0.0.1;Port={server.Postgres.Port};Database=none;Username=coppice;Password=s3cret",
                "postgres://u:s3cret@127.0.0.1:1/d?x",
            }
        )
        {
            var told = Assert.Throws<StoreException>(() => EventStore.Open(StoreLocation.Parse(connection), keys));
            Assert.DoesNotContain("s3cret", told.Message, StringComparison.Ordinal);
            Assert.Contains("PostgreSQL 127.0.0.1:", told.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    [InlineData("Host=;Database=x;Password=s3cret")]
    [InlineData("Host=x;Port=many;Password=s3cret")]
    [InlineData("Host=x;Colour=s3cret")]
    [InlineData("postgres://u:s3cret@host/")]
    public void A_location_that_is_none_is_refused_without_repeating_a_password(string text)
    {
        var refused = Assert.Throws<StoreException>(() => StoreLocation.Parse(text));
        Assert.Equal(StoreFault.Refused, refused.Fault);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    private EventStore Open(string path) =>
        EventStore.Open(StoreLocation.Parse(Path.Combine(path, "store.db")), folder.File("keys"), Given.Now);

    /// <summary>Without the right to mount, a limit on the size of files stands for the disk's end.</summary>
    private async Task FullByLimitAsync()
    {
        var file = folder.File("store.db");
        await Open(folder.Path).DisposeAsync();
        using var child = KillTest.Start(["child", file, folder.File("keys"), "1"], "trap '' XFSZ; ulimit -f 2000");
        var acknowledged = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged[line.Split(' ')[0]] = int.Parse(
                line.Split(' ')[1],
                System.Globalization.CultureInfo.InvariantCulture
            );
        }

        await child.WaitForExitAsync();
        Assert.Equal(3, child.ExitCode);
        Assert.Contains("full", await child.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(acknowledged);
        await using var store = Open(folder.Path);
        foreach (var (name, version) in acknowledged)
        {
            Assert.True(StreamId.TryParse(name, out var stream));
            Assert.True((await store.ReadAsync(stream)).Count >= version);
        }

        Assert.Empty((await store.CheckAsync()).Problems);
    }

    /// <summary>A disk in memory with little room.</summary>
    private sealed class SmallDisk : IDisposable
    {
        public const int Bytes = 8 * 1024 * 1024;

        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        /// <summary>Mounts it, or tells with null that this account may not.</summary>
        public static SmallDisk? Mount(Folder folder)
        {
            var path = folder.File("disk");
            Directory.CreateDirectory(path);
            return Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={Bytes}", "tmpfs", path)
                ? new SmallDisk(path)
                : null;
        }

        public void ReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

        public void Dispose() => Assert.True(Run("umount", "-l", Path));

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}

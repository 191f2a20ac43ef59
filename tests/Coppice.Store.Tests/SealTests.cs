using System.Text;
using Microsoft.Data.Sqlite;

namespace Coppice.Store.Tests;

/// <summary>What the database shows to who has no key, and what it hides from who alters it.</summary>
public sealed class SealTests : IDisposable
{
    private readonly Folder folder = new();

    private string Path => folder.File("store.db");

    private string KeyPath => folder.File("keys");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Neither_payload_nor_reason_stands_in_the_files_of_the_database()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "seven grams of leaf") with { Reason = "told on the phone" });
        var all = Directory.GetFiles(folder.Path, "store.db*").Select(Shared).ToList();
        Assert.Contains(all, text => text.Contains("record/ada", StringComparison.Ordinal));
        Assert.All(all, text => Assert.DoesNotContain("grams", text, StringComparison.Ordinal));
        Assert.All(all, text => Assert.DoesNotContain("phone", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_the_store_and_of_the_keys_are_their_owners_alone()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "x"));
        Assert.True(Directory.GetFiles(folder.Path).Length >= 3);
        Assert.All(
            Directory.GetFiles(folder.Path),
            f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f))
        );
    }

    [Theory]
    [InlineData("UPDATE event SET sealed = (SELECT sealed FROM event ORDER BY place DESC LIMIT 1)")]
    [InlineData("UPDATE event SET at = at + 10000000")]
    [InlineData("UPDATE event SET author = 'somebody'")]
    [InlineData("UPDATE event SET sealed = substr(sealed, 1, length(sealed) - 1) || x'00'")]
    [InlineData("UPDATE event SET sealed = x''")]
    [InlineData("UPDATE stream SET name = 'record/eve' WHERE name = 'record/ada'")]
    public async Task A_row_that_was_altered_or_stands_in_for_another_is_not_read(string alteration)
    {
        await using (var store = Open())
        {
            await store.WriteAsync(Given.Write(Given.Ada, 0, "a1", "a2"));
            await store.WriteAsync(Given.Write(Given.Ben, 0, "b1"));
        }

        Alter(alteration);
        await using var again = EventStore.Open(StoreLocation.Parse(Path), KeyFile.Open(KeyPath));
        var id = alteration.Contains("record/eve", StringComparison.Ordinal)
            ? new StreamId("record", "eve")
            : Given.Ada;
        Assert.Equal(StoreFault.Damaged, (await Assert.ThrowsAsync<StoreException>(() => again.ReadAsync(id))).Fault);
        Assert.NotEmpty((await again.CheckAsync()).Problems);
    }

    [Fact]
    public async Task After_a_rotation_both_keys_open_and_the_new_one_seals()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "old"));
        var keys = KeyFile.Open(KeyPath);
        keys.Rotate(Given.Now);
        Assert.Equal(2, keys.Ring.Keys.Count);
        await using (var other = EventStore.Open(StoreLocation.Parse(Path), keys))
        {
            await other.WriteAsync(Given.Write(Given.Ada, 1, "new"));
        }

        // The first one has been running all the time, and meets a key that it does not know.
        Assert.Equal(["old", "new"], await Given.Texts(store, Given.Ada));
        Assert.Equal(2, Alter("SELECT count(DISTINCT substr(sealed, 1, 8)) FROM event"));
    }

    [Fact]
    public async Task Sealing_again_leaves_nothing_under_the_old_key_and_the_chain_whole()
    {
        await using (var store = Open())
        {
            for (var i = 0; i < 450; i++)
            {
                await store.WriteAsync(Given.Write(Given.Ada, i, $"{i}") with { Reason = $"because {i}" });
            }
        }

        var keys = KeyFile.Open(KeyPath);
        var old = keys.Ring.Current;
        keys.Rotate(Given.Now);
        await using (var store = EventStore.Open(StoreLocation.Parse(Path), keys))
        {
            Assert.Equal(900, await store.ResealAsync(Given.Now, "command"));
            Assert.Equal(0, await store.ResealAsync(Given.Now, "command"));
            Assert.Empty((await store.CheckAsync()).Problems);
        }

        // The old key may go: its line is taken out of the file.
        var lines = File.ReadAllLines(KeyPath)
            .Where(l => !l.Contains(Convert.ToBase64String(old.Secret), StringComparison.Ordinal));
        var only = KeyFile.FromText(string.Join('\n', lines));
        Assert.Single(only.Ring.Keys);
        await using var late = EventStore.Open(StoreLocation.Parse(Path), only);
        Assert.Equal("449", (await Given.Texts(late, Given.Ada))[^1]);
        Assert.Equal("because 0", (await late.AuditAfterAsync(0, 1))[0].Reason);
    }

    [Fact]
    public async Task A_store_is_not_opened_with_other_keys_and_a_lost_key_file_is_not_replaced()
    {
        await using (var store = Open())
        {
            await store.WriteAsync(Given.Write(Given.Ada, 0, "x"));
        }

        var other = KeyFile.OpenOrCreate(folder.File("other"), Given.Now);
        var wrong = Assert.Throws<StoreException>(() => EventStore.Open(StoreLocation.Parse(Path), other));
        Assert.Equal(StoreFault.Keys, wrong.Fault);
        File.Delete(KeyPath);
        var lost = Assert.Throws<StoreException>(Open);
        Assert.Equal(StoreFault.Keys, lost.Fault);
        Assert.Contains("put back", lost.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void A_key_file_that_others_may_read_is_refused()
    {
        KeyFile.OpenOrCreate(KeyPath, Given.Now);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refused = Assert.Throws<StoreException>(() => KeyFile.Open(KeyPath));
        Assert.Contains($"chmod 600 {KeyPath}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "at least one")]
    [InlineData("# only words", "at least one")]
    [InlineData("2026-01-01T00:00:00Z c2hvcnQ=", "line 1")]
    [InlineData("# a\nyesterday AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "line 2")]
    [InlineData("2026-01-01T00:00:00Z", "line 1")]
    public void A_key_file_that_is_none_is_told_without_its_secrets(string text, string where)
    {
        File.WriteAllText(KeyPath, text);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead);
        var refused = Assert.Throws<StoreException>(() => KeyFile.Open(KeyPath));
        Assert.Contains(where, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }

    private static string Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    private EventStore Open() => EventStore.Open(StoreLocation.Parse(Path), KeyPath, Given.Now);

    private long Alter(string sql) => Sql.Run(Path, sql);
}

/// <summary>What somebody with the file, and without Coppice, can do to it.</summary>
internal static class Sql
{
    public static long Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as long? ?? 0;
    }
}

using NodaTime;

namespace Coppice.Store.Tests;

public abstract class KeepingTests : OnAnyDatabase
{
    [Fact]
    public async Task What_was_written_is_read_back_after_closing()
    {
        await using (var store = Open())
        {
            Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 0, "first", "second")));
        }

        await using var again = Open();
        var events = await again.ReadAsync(Given.Ada);
        Assert.Equal(["first", "second"], events.Select(Given.Text));
        Assert.Equal([1, 2], events.Select(e => e.Version));
        Assert.All(events, e => Assert.Equal(("nurse-1", Given.Now, Given.Ada), (e.Author, e.At, e.Stream)));
    }

    [Fact]
    public async Task A_change_is_a_new_event_and_any_past_state_can_be_shown()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "12 g a day"));
        await store.WriteAsync(Given.Write(Given.Ada, 1, "no, 8 g a day"));
        Assert.Equal(["12 g a day"], await Given.Texts(store, Given.Ada, upTo: 1));
        Assert.Equal(["12 g a day", "no, 8 g a day"], await Given.Texts(store, Given.Ada));
        Assert.Equal("no, 8 g a day", Given.Text(Assert.Single(await store.ReadAsync(Given.Ada, after: 1))));
        Assert.Empty(await store.ReadAsync(Given.Ada, after: 2));
    }

    [Fact]
    public async Task A_stream_that_is_not_there_is_empty()
    {
        await using var store = Open();
        Assert.Empty(await store.ReadAsync(Given.Ada));
    }

    [Fact]
    public async Task Who_has_seen_an_older_version_is_told_the_current_one_and_nothing_is_kept()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "one", "two"));
        Assert.Equal(
            new WriteResult.Conflict(Given.Ada, 1, 2),
            await store.WriteAsync(Given.Write(Given.Ada, 1, "late"))
        );
        Assert.Equal(
            new WriteResult.Conflict(Given.Ada, 3, 2),
            await store.WriteAsync(Given.Write(Given.Ada, 3, "early"))
        );
        Assert.Equal(
            new WriteResult.Conflict(Given.Ada, 0, 2),
            await store.WriteAsync(Given.Write(Given.Ada, 0, "new"))
        );
        Assert.Equal(
            new WriteResult.Conflict(Given.Ben, 1, 0),
            await store.WriteAsync(Given.Write(Given.Ben, 1, "none"))
        );
        Assert.Equal(["one", "two"], await Given.Texts(store, Given.Ada));
        Assert.Equal(2, (await store.HeadAsync()).Position);
    }

    [Fact]
    public async Task Changes_of_several_streams_are_kept_all_or_none()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ben, 0, "there"));
        Write both = new(
            [Given.Change(Given.Ada, 0, "a"), Given.Change(Given.Ben, 0, "b")],
            Given.Now,
            "nurse-1",
            "share"
        );
        Assert.Equal(new WriteResult.Conflict(Given.Ben, 0, 1), await store.WriteAsync(both));
        Assert.Empty(await store.ReadAsync(Given.Ada));
        var right = both with { Changes = [Given.Change(Given.Ada, 0, "a"), Given.Change(Given.Ben, 1, "b")] };
        Assert.Equal([1, 2], Given.Kept(await store.WriteAsync(right)).Versions);
        Assert.Equal(["there", "b"], await Given.Texts(store, Given.Ben));
    }

    [Fact]
    public async Task Of_a_hundred_who_write_at_once_on_the_same_version_one_is_kept()
    {
        await using var store = Open();
        var results = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => store.WriteAsync(Given.Write(Given.Ada, 0, $"{i}")))
        );
        var kept = Assert.Single(results.Index(), r => r.Item is WriteResult.Written);
        Assert.All(
            results.Where(r => r is not WriteResult.Written),
            r => Assert.Equal(new WriteResult.Conflict(Given.Ada, 0, 1), r)
        );
        Assert.Equal([$"{kept.Index}"], await Given.Texts(store, Given.Ada));
    }

    [Fact]
    public async Task The_same_key_is_done_once_and_gets_the_first_answer()
    {
        var write = Given.Write(Given.Ada, 0, "one", "two") with { Key = "k-1" };
        await using (var store = Open())
        {
            var both = await Task.WhenAll(store.WriteAsync(write), store.WriteAsync(write));
            Assert.Equal([false, true], both.Select(r => Given.Kept(r).Repeated).Order());
            await store.WriteAsync(Given.Write(Given.Ada, 2, "three"));
        }

        await using var again = Open();
        var late = Given.Kept(await again.WriteAsync(write with { At = Given.Now + Duration.FromHours(1) }));
        Assert.Equal((true, 2L), (late.Repeated, late.Position));
        Assert.Equal([2], late.Versions);
        Assert.Equal(["one", "two", "three"], await Given.Texts(again, Given.Ada));
    }

    [Fact]
    public async Task A_key_for_something_else_is_refused_but_another_author_may_use_the_same_word()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "one") with { Key = "k-1" });
        Assert.Equal(
            new WriteResult.KeyReused("k-1"),
            await store.WriteAsync(Given.Write(Given.Ada, 1, "other") with { Key = "k-1" })
        );
        Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 1, "other") with { Key = "k-1", Author = "nurse-2" }));
    }

    [Fact]
    public async Task A_conflict_does_not_use_the_key_up()
    {
        await using var store = Open();
        var write = Given.Write(Given.Ada, 1, "second") with { Key = "k-1" };
        Assert.IsType<WriteResult.Conflict>(await store.WriteAsync(write));
        await store.WriteAsync(Given.Write(Given.Ada, 0, "first"));
        Assert.False(Given.Kept(await store.WriteAsync(write)).Repeated);
    }

    [Fact]
    public async Task Streams_are_listed_by_kind_and_owner_page_by_page()
    {
        await using var store = Open();
        foreach (var id in new[] { "c", "a", "b", "B", "d" })
        {
            await store.WriteAsync(Given.Write(new("record", id), 0, "x", "y"));
        }

        await store.WriteAsync(Given.Write(new("record-draft", "e"), 0, "x"));
        await store.WriteAsync(new([new(new("record", "z"), 0, [Given.Bytes("x")])], Given.Now, "nurse-1", "chart"));
        var all = await store.ListAsync("record");
        Assert.Equal(["B", "a", "b", "c", "d", "z"], all.Select(s => s.Id.Id));
        Assert.Equal(2, all[0].Version);
        Assert.Equal(["B", "a"], (await store.ListAsync("record", "programme-1", limit: 2)).Select(s => s.Id.Id));
        Assert.Equal(
            ["b", "c", "d"],
            (await store.ListAsync("record", "programme-1", afterId: "a")).Select(s => s.Id.Id)
        );
        Assert.Equal("z", Assert.Single(await store.ListAsync("record", "")).Id.Id);
    }

    [Fact]
    public async Task Changes_are_told_in_the_order_in_which_they_happened()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "1", "2"));
        await store.AuditAsync(new(Given.Now, "nurse-1", "view", Given.Ada));
        await store.WriteAsync(Given.Write(Given.Ben, 0, "3"));
        StreamChange[] expected = [new(1, Given.Ada, 1), new(2, Given.Ada, 2), new(4, Given.Ben, 1)];
        Assert.Equal(expected, await store.ChangesAsync(0));
        Assert.Equal(expected[2..], await store.ChangesAsync(2));
        Assert.Empty(await store.ChangesAsync(4));
    }

    [Fact]
    public async Task Who_did_and_who_saw_what_can_be_told_with_the_reason()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "1", "2") with { Reason = "intake" });
        await store.WriteAsync(Given.Write(Given.Ben, 0, "1"));
        await store.AuditAsync(
            new(Given.Now, "doctor-9", "break-glass", Given.Ada) { Reason = "überdose at the door" }
        );
        await store.AuditAsync(new(Given.Now, "", "sign-in") { Author = "doctor-9" });
        var trail = await store.AuditOfAsync(Given.Ada);
        Assert.Equal([1, 2, 4], trail.Select(e => e.Position));
        Assert.Equal(["intake", null, "überdose at the door"], trail.Select(e => e.Reason));
        Assert.Equal([1, 2, null], trail.Select(e => e.Version));
        Assert.Equal(["nurse-1", "nurse-1", "doctor-9"], trail.Select(e => e.Author));
        var last = Assert.Single(await store.AuditAfterAsync(4));
        Assert.Equal(("sign-in", null), (last.Action, last.Subject));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_is_told_and_the_order_stays_that_of_the_writes()
    {
        await using var store = Open();
        Assert.Equal(Duration.Zero, Given.Kept(await store.WriteAsync(Given.Write(Given.Ada, 0, "one"))).Behind);
        var back = Given.Write(Given.Ada, 1, "two") with { At = Given.Now - Duration.FromHours(3) };
        Assert.Equal(Duration.FromHours(3), Given.Kept(await store.WriteAsync(back)).Behind);
        var next = Given.Write(Given.Ada, 2, "three") with { At = Given.Now - Duration.FromHours(2) };
        Assert.Equal(Duration.Zero, Given.Kept(await store.WriteAsync(next)).Behind);
        Assert.Equal(["one", "two", "three"], await Given.Texts(store, Given.Ada));
    }

    [Theory]
    [InlineData("", "chart", "programme-1")]
    [InlineData("nurse\n", "chart", "programme-1")]
    [InlineData("nurse", "chärt", "programme-1")]
    [InlineData("nurse", "chart", "\0")]
    public async Task Words_in_the_clear_are_plain(string author, string action, string owner)
    {
        await using var store = Open();
        Write write = new([Given.Change(Given.Ada, 0, "x") with { Owner = owner }], Given.Now, author, action);
        Assert.Equal(
            StoreFault.Refused,
            (await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(write))).Fault
        );
    }

    [Fact]
    public async Task A_write_without_an_event_or_with_a_stream_twice_is_refused()
    {
        await using var store = Open();
        foreach (
            var changes in new Change[][]
            {
                [],
                [Given.Change(Given.Ada, 0)],
                [Given.Change(Given.Ada, -1, "x")],
                [Given.Change(Given.Ada, 0, "x"), Given.Change(Given.Ada, 1, "y")],
                [new(Given.Ada, 0, [new byte[16 * 1024 * 1024 + 1]])],
            }
        )
        {
            await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(new(changes, Given.Now, "nurse", "chart")));
        }

        Assert.Equal(0, (await store.HeadAsync()).Position);
    }

    [Fact]
    public async Task A_payload_of_any_bytes_and_of_none_comes_back()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        byte[] large = new byte[3_000_000];
        await using var store = Open();
        await store.WriteAsync(
            new([new(Given.Ada, 0, [all, Array.Empty<byte>(), large])], Given.Now, "nurse", "chart")
        );
        var events = await store.ReadAsync(Given.Ada);
        Assert.Equal(all, events[0].Payload);
        Assert.Equal(0, events[1].Payload.Length);
        Assert.True(large.AsSpan().SequenceEqual(events[2].Payload.Span));
    }
}

public sealed class KeepingOnSqlite : KeepingTests
{
    protected override StoreLocation NewLocation() => StoreLocation.Parse(Folder.File("store.db"));
}

public sealed class KeepingOnPostgres(Server server) : KeepingTests
{
    protected override StoreLocation NewLocation() => StoreLocation.Parse(server.Postgres.NewDatabase());
}

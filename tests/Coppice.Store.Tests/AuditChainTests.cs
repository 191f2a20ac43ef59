namespace Coppice.Store.Tests;

/// <summary>Whatever is done to the log afterwards, its chain or the comparison with the events tells it, and where first.</summary>
public sealed class AuditChainTests : IDisposable
{
    private readonly Folder folder = new();

    private StoreLocation Location => StoreLocation.Parse(folder.File("store.db"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_whole_log_is_whole()
    {
        var head = await WriteAsync();
        var found = await LookAsync(s => s.CheckAsync());
        Assert.Empty(found.Problems);
        Assert.Empty(found.Remarks);
        Assert.Equal((2L, 4L, 6L), (found.Streams, found.Events, found.Head.Position));
        Assert.Equal(head.Hash.ToArray(), found.Head.Hash.ToArray());
    }

    [Theory]
    [InlineData("UPDATE audit SET author = 'nobody' WHERE position = 3", "entry 3")]
    [InlineData("UPDATE audit SET at = at - 1 WHERE position = 3", "entry 3")]
    [InlineData("UPDATE audit SET action = 'peek' WHERE position = 6", "entry 6")]
    [InlineData("UPDATE audit SET subject = 'record/eve' WHERE position = 1", "entry 1")]
    [InlineData("UPDATE audit SET version = NULL WHERE position = 2", "entry 2")]
    [InlineData("UPDATE audit SET commitment = NULL WHERE position = 2", "entry 2")]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE position = 2", "entry 2")]
    [InlineData("DELETE FROM audit WHERE position = 4", "entry 4 is missing")]
    [InlineData("DELETE FROM audit WHERE position = 1", "entry 1 is missing")]
    public async Task The_chain_alone_names_the_first_entry_that_is_not_what_was_written(
        string alteration,
        string where
    )
    {
        await WriteAsync();
        Sql.Run(folder.File("store.db"), alteration);
        var found = await LookAsync(s => s.VerifyAuditAsync());
        Assert.Contains(where, found.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM event WHERE place = (SELECT max(place) FROM event)", "record/ben version 1")]
    [InlineData("DELETE FROM event WHERE place = (SELECT min(place) FROM event) + 1", "record/ada version 3")]
    [InlineData("DELETE FROM stream WHERE name = 'record/ben'", "its stream is missing")]
    [InlineData("UPDATE event SET position = 1", "the audit log does not know it")]
    public async Task A_look_at_everything_finds_what_the_chain_alone_cannot(string alteration, string where)
    {
        await WriteAsync();
        Sql.Run(folder.File("store.db"), alteration);
        Assert.Empty((await LookAsync(s => s.VerifyAuditAsync())).Problems);
        var found = await LookAsync(s => s.CheckAsync());
        Assert.Contains(found.Problems, p => p.Contains(where, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE audit SET reason = NULL WHERE position = 1", "the reason of audit entry 1 is missing")]
    [InlineData(
        "UPDATE audit SET reason = (SELECT reason FROM audit WHERE position = 6) WHERE position = 1",
        "the reason of audit entry 1 is not what was written"
    )]
    [InlineData(
        "UPDATE audit SET reason = (SELECT reason FROM audit WHERE position = 6) WHERE position = 5",
        "the reason of audit entry 5"
    )]
    public async Task A_reason_that_was_taken_added_or_replaced_is_told(string alteration, string where)
    {
        await WriteAsync();
        Sql.Run(folder.File("store.db"), alteration);
        var found = await LookAsync(s => s.VerifyAuditAsync());
        Assert.Contains(where, Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_told_by_an_end_that_was_noted()
    {
        var head = await WriteAsync();
        Sql.Run(folder.File("store.db"), "DELETE FROM audit WHERE position = 6");
        Assert.Empty((await LookAsync(s => s.VerifyAuditAsync())).Problems);
        var found = await LookAsync(s => s.VerifyAuditAsync(head));
        Assert.Contains("cut off", Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_written_anew_is_told_by_an_end_that_was_noted()
    {
        var head = await WriteAsync();
        var other = head with { Hash = new byte[32] };
        Assert.Empty((await LookAsync(s => s.VerifyAuditAsync(head))).Problems);
        var found = await LookAsync(s => s.VerifyAuditAsync(other));
        Assert.Contains("written anew", Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_went_back_is_a_remark_and_no_problem()
    {
        await WriteAsync();
        await using var store = Open();
        await store.AuditAsync(new(Given.Now - NodaTime.Duration.FromHours(2), "nurse-1", "view", Given.Ada));
        var found = await store.CheckAsync();
        Assert.Empty(found.Problems);
        Assert.Contains(
            "the clock went back by 0:02:00:00 before audit entry 7",
            Assert.Single(found.Remarks),
            StringComparison.Ordinal
        );
    }

    private async Task<AuditHead> WriteAsync()
    {
        await using var store = Open();
        await store.WriteAsync(Given.Write(Given.Ada, 0, "1", "2", "3") with { Reason = "intake" });
        await store.WriteAsync(Given.Write(Given.Ben, 0, "1"));
        await store.AuditAsync(new(Given.Now, "nurse-1", "view", Given.Ada));
        await store.AuditAsync(new(Given.Now, "nurse-1", "view", Given.Ben) { Reason = "rounds" });
        return await store.HeadAsync();
    }

    private async Task<Inspection> LookAsync(Func<EventStore, Task<Inspection>> look)
    {
        await using var store = Open();
        return await look(store);
    }

    private EventStore Open() => EventStore.Open(Location, folder.File("keys"), Given.Now);
}

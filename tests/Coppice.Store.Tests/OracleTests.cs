using CsCheck;
using NodaTime;

namespace Coppice.Store.Tests;

/// <summary>Any sequence of writes, right and wrong ones, against a plain dictionary of lists.</summary>
public abstract class OracleTests : OnAnyDatabase
{
    private static readonly Gen<(int Stream, int Expected, int Events, int Key)[]> Steps = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[0, 5],
        Gen.Int[1, 3],
        Gen.Int[0, 6]
    ).Array[1, 25];

    private int run;

    [Fact]
    public async Task The_store_answers_as_a_dictionary_of_lists_would()
    {
        await using var store = Open();
        await Steps.SampleAsync(
            async steps =>
            {
                var prefix = $"r{Interlocked.Increment(ref run)}";
                var lists = new Dictionary<StreamId, List<string>>();
                var answers = new Dictionary<int, (string Asked, int Version)>();
                foreach (var (which, expected, count, key) in steps)
                {
                    var stream = new StreamId("record", $"{prefix}-{which}");
                    var list = lists.GetValueOrDefault(stream) ?? [];
                    string[] payloads = [.. Enumerable.Range(0, count).Select(i => $"{which}.{expected}.{i}")];
                    var write = Given.Write(stream, expected, payloads) with
                    {
                        Key = key == 0 ? null : $"{prefix}-{key}",
                    };
                    var asked = $"{which} {expected} {count}";
                    var result = await store.WriteAsync(write);
                    if (answers.TryGetValue(key, out var first))
                    {
                        if (first.Asked != asked)
                        {
                            Assert.IsType<WriteResult.KeyReused>(result);
                        }
                        else
                        {
                            var repeated = Given.Kept(result);
                            Assert.True(repeated.Repeated);
                            Assert.Equal(first.Version, Assert.Single(repeated.Versions));
                        }
                    }
                    else if (expected != list.Count)
                    {
                        Assert.Equal(new WriteResult.Conflict(stream, expected, list.Count), result);
                    }
                    else
                    {
                        list.AddRange(payloads);
                        lists[stream] = list;
                        Assert.Equal(list.Count, Assert.Single(Given.Kept(result).Versions));
                        if (key > 0)
                        {
                            answers[key] = (asked, list.Count);
                        }
                    }
                }

                foreach (var (stream, list) in lists)
                {
                    Assert.Equal(list, await Given.Texts(store, stream));
                }
            },
            iter: 60,
            threads: 2
        );
        Assert.Empty((await store.CheckAsync()).Problems);
    }

    [Fact]
    public async Task Several_stores_on_one_database_share_one_order_and_one_chain()
    {
        await using var one = Open();
        await using var two = Open();
        EventStore[] both = [one, two];
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(side =>
                    Task.Run(async () =>
                    {
                        // All write to the same two streams, through either store, and try again when somebody was faster.
                        for (var i = 0; i < 15; i++)
                        {
                            var stream = new StreamId("record", $"{side % 2}");
                            while (true)
                            {
                                var store = both[(side / 2 + i) % 2];
                                var seen = (await store.ReadAsync(stream)).Count;
                                var write = Given.Write(stream, seen, $"{side}.{i}") with
                                {
                                    At = Given.Now + Duration.FromSeconds(i),
                                };
                                if (await store.WriteAsync(write) is WriteResult.Written)
                                {
                                    break;
                                }
                            }
                        }
                    })
                )
        );
        foreach (var store in both)
        {
            var texts = new List<string>();
            foreach (var stream in await store.ListAsync("record"))
            {
                texts.AddRange(await Given.Texts(store, stream.Id));
            }

            Assert.Equal(
                Enumerable.Range(0, 8).SelectMany(s => Enumerable.Range(0, 15).Select(i => $"{s}.{i}")).Order(),
                texts.Order()
            );
            Assert.Equal(
                Enumerable.Range(1, 120).Select(i => (long)i),
                (await store.ChangesAsync(0)).Select(c => c.Position)
            );
        }

        Assert.Empty((await one.CheckAsync()).Problems);
    }
}

public sealed class OracleOnSqlite : OracleTests
{
    protected override StoreLocation NewLocation() => StoreLocation.Parse(Folder.File("store.db"));
}

public sealed class OracleOnPostgres(Server server) : OracleTests
{
    protected override StoreLocation NewLocation() => StoreLocation.Parse(server.Postgres.NewDatabase());
}

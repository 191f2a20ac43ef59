using System.Text;
using Coppice.StoreBench;
using NodaTime;

[assembly: AssemblyFixture(typeof(Coppice.Store.Tests.Server))]

namespace Coppice.Store.Tests;

/// <summary>The PostgreSQL server of this run.</summary>
public sealed class Server : IDisposable
{
    private readonly Lazy<TemporaryPostgres> postgres = new(() => new TemporaryPostgres());

    public TemporaryPostgres Postgres => postgres.Value;

    public void Dispose()
    {
        if (postgres.IsValueCreated)
        {
            postgres.Value.Dispose();
        }
    }
}

/// <summary>A folder for one test, gone afterwards.</summary>
public sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coppice-store-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What the tests write.</summary>
internal static class Given
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 20, 9, 0);

    public static readonly StreamId Ada = new("record", "ada");

    public static readonly StreamId Ben = new("record", "ben");

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Payload.Span);

    public static Write Write(StreamId stream, int expected, params string[] payloads) =>
        new([Change(stream, expected, payloads)], Now, "nurse-1", "chart");

    public static Change Change(StreamId stream, int expected, params string[] payloads) =>
        new(stream, expected, [.. payloads.Select(Bytes)]) { Owner = "programme-1" };

    public static WriteResult.Written Kept(WriteResult result) => Assert.IsType<WriteResult.Written>(result);

    public static async Task<IReadOnlyList<string>> Texts(EventStore store, StreamId stream, int upTo = int.MaxValue) =>
        [.. (await store.ReadAsync(stream, upTo: upTo)).Select(Text)];
}

/// <summary>Where a test keeps its store: the tests are the same for each database.</summary>
public abstract class OnAnyDatabase : IDisposable
{
    protected Folder Folder { get; } = new();

    protected StoreLocation Location => field ??= NewLocation();

    protected string KeyPath => Folder.File("keys");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected EventStore Open() => EventStore.Open(Location, KeyPath, Given.Now);

    protected abstract StoreLocation NewLocation();
}

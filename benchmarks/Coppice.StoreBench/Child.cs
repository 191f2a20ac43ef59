using System.Globalization;
using System.Text;
using Coppice.Store;
using NodaTime;

namespace Coppice.StoreBench;

/// <summary>
/// A process that writes as fast as it can from many sides at once, and tells each write that the store told as kept, after it
/// was told. It goes on until it is killed or the store fails; then it tells why.
/// </summary>
public static class Child
{
    private const int Sides = 24;

    /// <summary>What a payload must be: made from where it stands, so that nobody needs to remember it.</summary>
    public static byte[] Payload(StreamId stream, int version) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"stream\":\"{stream}\",\"version\":{version},\"fill\":\"{new string('x', (version * 37) % 700)}\"}}"
            )
        );

    /// <summary>How many events the write has that begins after this version: one to three.</summary>
    public static int Size(int after) => 1 + (after % 3);

    public static async Task<int> RunAsync(string location, string keys, int round)
    {
        try
        {
            await using var store = EventStore.Open(StoreLocation.Parse(location), KeyFile.Open(keys));
            var output = TextWriter.Synchronized(
                new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" }
            );
            await Task.WhenAll(
                Enumerable.Range(0, Sides).Select(side => Task.Run(() => WriteAsync(store, output, round, side)))
            );
            return 0;
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"{e.Fault}: {e.Message}");
            return 3;
        }
    }

    private static async Task WriteAsync(EventStore store, TextWriter output, int round, int side)
    {
        var stream = new StreamId("record", string.Create(CultureInfo.InvariantCulture, $"r{round}-{side}"));
        var version = 0;
        while (true)
        {
            var size = Size(version);
            var events = Enumerable.Range(version + 1, size).Select(v => (ReadOnlyMemory<byte>)Payload(stream, v));
            var at = Instant.FromUnixTimeSeconds(1_800_000_000 + version);
            var result = await store.WriteAsync(
                new([new(stream, version, [.. events])], at, "child", "chart") { Key = $"{stream}:{version}" }
            );
            if (result is not WriteResult.Written written || written.Repeated)
            {
                throw new StoreException(StoreFault.Damaged, $"{stream}: {result}");
            }

            version += size;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{stream} {version}"));
            if (version % 5 == 0)
            {
                await store.AuditAsync(new(at, "child", "view", stream));
            }
        }
    }
}

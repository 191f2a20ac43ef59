using System.Collections.Concurrent;
using System.Data.Common;

namespace Coppice.Store.Engines;

/// <summary>Connections for readers, kept open with their prepared commands. A broken one is thrown away.</summary>
internal sealed class SessionPool(Engine engine) : IDisposable
{
    private const int Most = 16;
    private readonly SemaphoreSlim free = new(Most);
    private readonly ConcurrentBag<Session> idle = [];

    /// <summary>Reads with a connection. When an idle one turns out to be dead, a new one tries once more.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var reused = idle.TryTake(out var session);
                session ??= engine.Connect();
                try
                {
                    var result = await read(session);
                    idle.Add(session);
                    return result;
                }
                catch (Exception e) when (e is DbException or IOException or TimeoutException)
                {
                    session.Dispose();
                    var told = engine.Explain(e);
                    if (!reused || told.Fault != StoreFault.Unavailable)
                    {
                        throw told;
                    }
                }
                catch
                {
                    session.Dispose();
                    throw;
                }
            }
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }

        free.Dispose();
    }
}

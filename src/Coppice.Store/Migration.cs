using System.Data.Common;
using Coppice.Store.Engines;

namespace Coppice.Store;

/// <summary>Brings the tables of an earlier Coppice forward. Never backward.</summary>
public static class Migration
{
    /// <summary>
    /// Rehearses on a copy, looks at every event and link of the copy, and only then changes the store, in one transaction. Stop the servers first.
    /// </summary>
    /// <param name="location">The store.</param>
    /// <param name="keys">Its keys: the copy is opened to look at it.</param>
    /// <returns>The versions of the tables before and now; the same when there was nothing to do.</returns>
    /// <exception cref="StoreException">The rehearsal failed, or the store is newer. The store was not changed.</exception>
    public static (int Before, int Now) Run(StoreLocation location, KeyFile keys) =>
        Run(EventStore.EngineOf(location), keys, Schema.Steps);

    internal static (int Before, int Now) Run(Engine engine, KeyFile keys, IReadOnlyList<IReadOnlyList<string>> steps)
    {
        if (!engine.Exists())
        {
            throw new StoreException(StoreFault.Refused, $"{engine.Where}: expected a store; found none");
        }

        var before = Version(engine);
        if (before > steps.Count)
        {
            throw new StoreException(
                StoreFault.Schema,
                $"{engine.Where}: made by a later Coppice (tables {before}; this one knows {steps.Count}). Nothing was changed"
            );
        }

        if (before < steps.Count)
        {
            engine.RefuseIfInUse();
            Rehearse(engine, keys, before, steps);
            Advance(engine, before, steps);
        }

        return (before, steps.Count);
    }

    private static int Version(Engine engine)
    {
        using var session = engine.Connect();
        return Schema.Version(session);
    }

    private static void Rehearse(Engine engine, KeyFile keys, int before, IReadOnlyList<IReadOnlyList<string>> steps)
    {
        var draft = engine.Draft();
        try
        {
            engine.CopyTo(draft);
            var was = new Inspector(draft, new Sealer(keys)).Everything();
            Advance(draft, before, steps);
            var found = new Inspector(draft, new Sealer(keys)).Everything();
            var problems =
                was.Problems.Count > 0 ? was.Problems
                : was.Events != found.Events || was.Streams != found.Streams ? ["events were lost"]
                : found.Problems;
            if (problems.Count > 0)
            {
                throw new StoreException(StoreFault.Damaged, string.Join("; ", problems));
            }
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            throw new StoreException(
                StoreFault.Schema,
                $"{engine.Where}: the rehearsal on a copy failed: {e.Message}. The store was not changed",
                e
            );
        }
        finally
        {
            draft.Discard();
        }
    }

    private static void Advance(Engine engine, int before, IReadOnlyList<IReadOnlyList<string>> steps)
    {
        using var session = engine.Connect();
        engine.BeginWrite(session);
        Schema.Advance(engine, session, before, steps);
        session.Run("COMMIT");
    }
}

namespace Coppice.Store.Engines;

/// <summary>A stream as the database has it; version 0 for one that is not there.</summary>
internal readonly record struct StreamState(long Number, string Owner, int Version);

/// <summary>What SQLite and PostgreSQL do differently. Everything else is written once.</summary>
internal abstract class Engine
{
    /// <summary>What <see cref="Find"/> asks of each stream: the place of its last event tells its version.</summary>
    protected const string FindColumns =
        "s.name, s.number, s.owner, (SELECT max(place) FROM event WHERE place > (s.number << 24) AND place < ((s.number + 1) << 24))";

    /// <summary>What may be shown of where it is.</summary>
    public abstract string Where { get; }

    /// <summary>Whether there is a store already.</summary>
    public abstract bool Exists();

    /// <summary>Makes an empty store where there is none; one that is there stays as it is.</summary>
    public abstract void Create();

    /// <summary>Opens a connection that sees the store's tables, with everything that makes a commit last.</summary>
    public abstract Session Connect();

    /// <summary>Begins a transaction that nobody else can write beside, so that the audit log has one order.</summary>
    public abstract void BeginWrite(Session session);

    /// <summary>Begins a transaction that sees one moment of the store throughout.</summary>
    public abstract void BeginRead(Session session);

    /// <summary>Writes rows.</summary>
    public abstract void Insert(Session session, Table table, IReadOnlyList<object?[]> rows);

    /// <summary>Looks streams up by name. One that is not there is left out.</summary>
    public abstract Dictionary<string, StreamState> Find(Session session, IReadOnlyCollection<string> names);

    /// <summary>The statements that make or change tables, in this database's words.</summary>
    public abstract string Dialect(string statement);

    /// <summary>What a failure of the database means.</summary>
    public abstract StoreException Explain(Exception failure);

    /// <summary>What the database itself finds damaged, in its words.</summary>
    public abstract IEnumerable<string> Damage(Session session);

    /// <summary>A place beside this one, where a store can be made without touching it.</summary>
    public abstract Engine Draft();

    /// <summary>Copies all tables as they are to another place, which has none.</summary>
    public abstract void CopyTo(Engine draft);

    /// <summary>Puts a finished draft in this place. What is here is put aside under a name, when one is given.</summary>
    public abstract void Adopt(Engine draft, string? aside);

    /// <summary>Where <see cref="Adopt"/> puts what was here.</summary>
    public abstract string Aside(string name);

    /// <summary>Removes a draft, if it is still there.</summary>
    public abstract void Discard();

    /// <summary>Refuses while another process has the store open: it would go on writing to what was put aside.</summary>
    public abstract void RefuseIfInUse();

    /// <summary>Refuses a store that others use.</summary>
    protected StoreException InUse() =>
        new(
            StoreFault.Refused,
            $"{Where}: the store is in use. Stop the servers that use it first; nothing was changed"
        );
}

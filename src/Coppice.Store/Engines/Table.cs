namespace Coppice.Store.Engines;

/// <summary>What a column holds.</summary>
internal enum Holds
{
    /// <summary>A whole number of 64 bits.</summary>
    Number,

    /// <summary>Text, compared byte by byte.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>A table of the store. A row is its values in the order of the columns.</summary>
internal sealed record Table(string Name, params IReadOnlyList<(string Name, Holds Holds)> Columns)
{
    /// <summary>Streams: a number for each name.</summary>
    public static readonly Table Stream = new(
        "stream",
        ("number", Holds.Number),
        ("name", Holds.Text),
        ("owner", Holds.Text)
    );

    /// <summary>Events. <c>place</c> is stream and version in one number (<see cref="Place"/>).</summary>
    public static readonly Table Event = new(
        "event",
        ("place", Holds.Number),
        ("position", Holds.Number),
        ("at", Holds.Number),
        ("author", Holds.Text),
        ("sealed", Holds.Bytes)
    );

    /// <summary>The audit log.</summary>
    public static readonly Table Audit = new(
        "audit",
        ("position", Holds.Number),
        ("at", Holds.Number),
        ("author", Holds.Text),
        ("action", Holds.Text),
        ("subject", Holds.Text),
        ("version", Holds.Number),
        ("reason", Holds.Bytes),
        ("commitment", Holds.Bytes),
        ("hash", Holds.Bytes)
    );

    /// <summary>Idempotency keys that were seen, and what was answered.</summary>
    public static readonly Table Request = new(
        "request",
        ("author", Holds.Text),
        ("token", Holds.Text),
        ("at", Holds.Number),
        ("digest", Holds.Bytes),
        ("versions", Holds.Text),
        ("position", Holds.Number)
    );

    public string ColumnNames => string.Join(", ", Columns.Select(c => c.Name));
}

/// <summary>
/// Stream and version in one number, so that a stream's events lie side by side in the primary key's tree, and a record of 200
/// events is read from a few pages however many records there are.
/// </summary>
internal static class Place
{
    private const int VersionBits = 24;

    /// <summary>The most events of one stream.</summary>
    public const int MostVersions = (1 << VersionBits) - 1;

    public static long Of(long stream, int version) => (stream << VersionBits) | (uint)Math.Min(version, MostVersions);

    public static int Version(long place) => (int)(place & MostVersions);

    public static long Stream(long place) => place >> VersionBits;
}

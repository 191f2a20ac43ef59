using System.Globalization;

namespace Coppice.Store.Engines;

/// <summary>
/// The tables, as the steps that lead from nothing to now. A step that was released is never changed: a later one follows it.
/// <c>{number}</c>, <c>{text}</c> and <c>{bytes}</c> stand for the database's own words.
/// </summary>
internal static class Schema
{
    /// <summary>Steps in their order; the version of a store is how many of them it has taken.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Steps =
    [
        [
            "CREATE TABLE about (name {text} PRIMARY KEY, value {text} NOT NULL)",
            "CREATE TABLE stream (number {number} PRIMARY KEY, name {text} NOT NULL UNIQUE, owner {text} NOT NULL)",
            "CREATE INDEX stream_by_owner ON stream (owner, name)",
            "CREATE TABLE event (place {number} PRIMARY KEY, position {number} NOT NULL, at {number} NOT NULL, author {text} NOT NULL, sealed {bytes} NOT NULL)",
            "CREATE TABLE audit (position {number} PRIMARY KEY, at {number} NOT NULL, author {text} NOT NULL, action {text} NOT NULL, subject {text} NOT NULL, version {number}, reason {bytes}, commitment {bytes}, hash {bytes} NOT NULL)",
            // Changes of a stream are found through its events, so only the others need the index.
            "CREATE INDEX audit_by_subject ON audit (subject, position) WHERE version IS NULL",
            "CREATE TABLE request (author {text} NOT NULL, token {text} NOT NULL, at {number} NOT NULL, digest {bytes} NOT NULL, versions {text} NOT NULL, position {number} NOT NULL, PRIMARY KEY (author, token))",
        ],
    ];

    /// <summary>The version of the tables of this Coppice.</summary>
    public static int Current => Steps.Count;

    /// <summary>The version of the tables there.</summary>
    public static int Version(Session session) =>
        int.Parse(
            (string)session.Value("SELECT value FROM about WHERE name = 'schema'")!,
            CultureInfo.InvariantCulture
        );

    /// <summary>Takes the steps that are missing, within the caller's transaction.</summary>
    public static void Advance(Engine engine, Session session, int from, IReadOnlyList<IReadOnlyList<string>> steps)
    {
        foreach (var statement in steps.Skip(from).SelectMany(s => s))
        {
            session.Run(engine.Dialect(statement));
        }

        session.Run("DELETE FROM about WHERE name = 'schema'");
        session.Run(
            "INSERT INTO about (name, value) VALUES ('schema', $1)",
            steps.Count.ToString(CultureInfo.InvariantCulture)
        );
    }
}

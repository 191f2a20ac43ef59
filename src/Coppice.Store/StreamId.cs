using System.Diagnostics.CodeAnalysis;

namespace Coppice.Store;

/// <summary>The name of a stream of events: its kind and its id, written <c>record/7f3a</c>. It is not sealed: put no name of a person in it.</summary>
public sealed record StreamId
{
    private const int LongestKind = 32;
    private const int LongestId = 64;

    /// <summary>Names a stream.</summary>
    /// <param name="kind">What it is, such as <c>record</c>: a–z and hyphens, at most 32.</param>
    /// <param name="id">Which one: letters, digits, hyphens and underscores of ASCII, at most 64.</param>
    /// <exception cref="ArgumentException">A character or length that is not allowed.</exception>
    public StreamId(string kind, string id)
    {
        if (!IsKind(kind))
        {
            throw new ArgumentException(
                $"expected a kind of a–z and hyphens, 1 to {LongestKind}; found '{kind}'",
                nameof(kind)
            );
        }

        if (!IsId(id))
        {
            throw new ArgumentException(
                $"expected an id of letters, digits, - and _, 1 to {LongestId}; found '{id}'",
                nameof(id)
            );
        }

        Kind = kind;
        Id = id;
    }

    /// <summary>What it is, such as <c>record</c> or <c>account</c>.</summary>
    public string Kind { get; }

    /// <summary>Which one of its kind.</summary>
    public string Id { get; }

    /// <summary>Reads <c>kind/id</c>.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out StreamId? id)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        id =
            slash > 0 && IsKind(text![..slash]) && IsId(text[(slash + 1)..])
                ? new(text[..slash], text[(slash + 1)..])
                : null;
        return id is not null;
    }

    /// <summary>Whether this can be a kind.</summary>
    public static bool IsKind(string? kind) =>
        kind is { Length: > 0 and <= LongestKind } && kind.All(c => char.IsAsciiLetterLower(c) || c == '-');

    /// <inheritdoc />
    public override string ToString() => $"{Kind}/{Id}";

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

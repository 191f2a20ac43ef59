using System.Globalization;

namespace Coppice.Record;

/// <summary>Something in a document that cannot be right.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.events[3].amount.unit</c>.</param>
/// <param name="Message">What would be right and what was found.</param>
public sealed record RecordProblem(string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>The problems of one document, as they are found. Only the first hundred are kept: a person reads no more.</summary>
internal sealed class ProblemList
{
    private const int Most = 100;
    private readonly List<RecordProblem> problems = [];

    public IReadOnlyList<RecordProblem> Problems => problems;

    public void Add(string path, string message)
    {
        if (problems.Count < Most)
        {
            problems.Add(new RecordProblem(path, message));
        }
    }

    /// <summary>A number outside of what is possible.</summary>
    public void Range(string path, decimal? value, decimal low, decimal high)
    {
        if (value < low || value > high)
        {
            Add(path, string.Create(CultureInfo.InvariantCulture, $"expected {low} to {high}; found {value}"));
        }
    }

    /// <summary>The path of a field of an object.</summary>
    public static string Child(string path, string name) =>
        name is { Length: > 0 and <= 40 } && name.All(char.IsAsciiLetterOrDigit)
            ? $"{path}.{name}"
            : $"{path}[{Json.Found.Quote(name)}]";
}

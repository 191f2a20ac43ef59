using System.Text.Json;
using System.Text.Json.Serialization;
using Coppice.Care;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Cli;

/// <summary>A published case: the record, the source, and what the paper says a review must hold.</summary>
internal sealed record CaseFile
{
    /// <summary>Every case that ships, in order of id.</summary>
    public static IReadOnlyList<CaseFile> All { get; } = ReadAll();

    public required string Case { get; init; }

    public required string Title { get; init; }

    public required CaseSource Source { get; init; }

    public required string About { get; init; }

    /// <summary>What was assumed to encode it.</summary>
    public required string Encoded { get; init; }

    /// <summary>The record, as it would be in a file of its own.</summary>
    public required JsonElement Record { get; init; }

    public required CaseExpectation Expect { get; init; }

    /// <summary>For every expectation, the statement of the paper it rests on.</summary>
    public required IReadOnlyDictionary<string, string> Why { get; init; }

    /// <summary>Where a rule of ours and the paper differ.</summary>
    public IReadOnlyList<string> Disagreements { get; init; } = [];

    /// <summary>What the paper states of the course of withdrawal; empty when it states nothing.</summary>
    /// <remarks>The generated reader sets what a file leaves out to null.</remarks>
    public IReadOnlyList<CaseForecast> Forecast
    {
        get => field ?? [];
        init;
    }

    /// <summary>Why there is no time course to forecast, in a case that tells of a stop or of withdrawal.</summary>
    public string? NoForecast { get; init; }

    /// <summary>Reads one case.</summary>
    public static CaseFile Read(string name, ReadOnlySpan<byte> utf8)
    {
        CaseFile read;
        try
        {
            read = JsonSerializer.Deserialize(utf8, CaseJson.Default.CaseFile)!;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{name}: {e.Path}: {e.Message}", e);
        }

        return read.Problem() is { } problem ? throw new InvalidOperationException($"{name}: {problem}") : read;
    }

    private string? Problem()
    {
        if (NoForecast is not null && (Forecast.Count > 0 || string.IsNullOrWhiteSpace(NoForecast)))
        {
            return "noForecast: expected a reason, and only in a case without forecast";
        }

        return Forecast
            .Select((f, i) => f.Problem() is { } problem ? $"forecast[{i}].{problem}" : null)
            .FirstOrDefault(p => p is not null);
    }

    private static List<CaseFile> ReadAll()
    {
        var assembly = typeof(CaseFile).Assembly;
        var cases = new List<CaseFile>();
        foreach (
            var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("cases/", StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            cases.Add(Read(name, copy.ToArray()));
        }

        return [.. cases.OrderBy(c => c.Case, StringComparer.Ordinal)];
    }
}

/// <summary>Where a case was published, and how it was seen.</summary>
internal sealed record CaseSource(string Citation, string? Doi, string Seen);

/// <summary>What the paper says a review must hold.</summary>
internal sealed record CaseExpectation
{
    public IReadOnlyList<string> Findings { get; init; } = [];

    public IReadOnlyList<string> Absent { get; init; } = [];

    public IReadOnlyList<CaseFigure> Figures { get; init; } = [];

    public SettingRow? SettingAtLeast { get; init; }

    public SettingRow? SettingAtMost { get; init; }
}

/// <summary>A number or word in the review's JSON.</summary>
internal sealed record CaseFigure(
    string At,
    decimal? Low = null,
    decimal? High = null,
    string? Is = null,
    string? Why = null
);

[JsonSerializable(typeof(CaseFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
internal sealed partial class CaseJson : JsonSerializerContext;

/// <summary>One expectation of a case and whether the review meets it.</summary>
internal sealed record CaseCheck(string What, bool Passed, string Found);

/// <summary>A case that was run.</summary>
internal sealed record CaseRun(CaseFile Case, IReadOnlyList<CaseCheck> Checks)
{
    public bool Passed => Checks.All(c => c.Passed);

    /// <summary>The stated time courses beside their forecasts. A miss is told and is no failure: it is what there is to learn.</summary>
    public IReadOnlyList<CaseCourse> Courses { get; init; } = [];

    /// <summary>Reviews the case's record at its own moment and compares.</summary>
    public static CaseRun Of(CaseFile published, Knowledge.KnowledgeBase knowledge)
    {
        var reading = RecordFile.Read(System.Text.Encoding.UTF8.GetBytes(published.Record.GetRawText()));
        var problems = reading.Record is { } read ? RecordAnswers.Problems(read, knowledge) : reading.Problems;
        if (problems.Count > 0)
        {
            return new CaseRun(
                published,
                [.. problems.Select(p => new CaseCheck("the record is valid", false, p.ToString()))]
            );
        }

        if (reading.Record!.Now?.Moment?.ToInstant() is not { } now)
        {
            return new CaseRun(published, [new CaseCheck("the record says its own now", false, "it does not")]);
        }

        var review = Review.Of(reading.Record, now, knowledge);
        var json = JsonSerializer.SerializeToElement(review, ReviewJson.Default.Review);
        var ids = review.Findings.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var expect = published.Expect;
        var checks = new List<CaseCheck>();
        checks.AddRange(
            expect.Findings.Select(id => new CaseCheck(
                $"says {id}",
                ids.Contains(id),
                knowledge.Rules.ContainsKey(id) ? "not said" : "no such rule"
            ))
        );
        checks.AddRange(
            expect.Absent.Select(id => new CaseCheck(
                $"does not say {id}",
                !ids.Contains(id) && knowledge.Rules.ContainsKey(id),
                knowledge.Rules.ContainsKey(id) ? "said" : "no such rule"
            ))
        );
        checks.AddRange(expect.Figures.Select(f => Figure(f, json)));
        var row = review.Setting.Row;
        if (expect.SettingAtLeast is { } least)
        {
            checks.Add(
                new CaseCheck(
                    $"setting at least {Word.Of(least)}",
                    row is { } found && found >= least,
                    row is { } r ? Word.Of(r) : "none"
                )
            );
        }

        if (expect.SettingAtMost is { } most)
        {
            checks.Add(
                new CaseCheck(
                    $"setting at most {Word.Of(most)}",
                    row is not { } found || found <= most,
                    row is { } r ? Word.Of(r) : "none"
                )
            );
        }

        return new CaseRun(published, checks)
        {
            Courses = [.. published.Forecast.Select(f => CaseCourse.Of(published.Case, f, reading.Record, knowledge))],
        };
    }

    private static CaseCheck Figure(CaseFigure figure, JsonElement review)
    {
        var what = figure.Is is { } word ? $"{figure.At} is {word}" : $"{figure.At} from {figure.Low} to {figure.High}";
        if (Find(review, figure.At) is not { } found)
        {
            return new CaseCheck(what, false, "not there");
        }

        var passed = figure.Is is { } wanted
            ? found.ToString() == wanted
            : found.ValueKind == JsonValueKind.Number
                && found.GetDecimal() is var value
                && (figure.Low ?? decimal.MinValue) <= value
                && value <= (figure.High ?? decimal.MaxValue);
        return new CaseCheck(what, passed, found.ToString());
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            if (step.EndsWith(']'))
            {
                if (
                    element.ValueKind != JsonValueKind.Array
                    || !int.TryParse(step[..^1], System.Globalization.CultureInfo.InvariantCulture, out var index)
                    || index >= element.GetArrayLength()
                )
                {
                    return null;
                }

                element = element[index];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
            {
                return null;
            }
        }

        return element;
    }
}

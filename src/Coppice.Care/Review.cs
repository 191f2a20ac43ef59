using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>One plain sentence, drawn from the finding that matters most.</summary>
/// <param name="Finding">The id of that finding; null when the record says nothing.</param>
/// <param name="Urgency">How soon to act.</param>
/// <param name="Person">For the person.</param>
/// <param name="Clinician">For the clinician.</param>
public sealed record Headline(string? Finding, Urgency Urgency, string Person, string Clinician);

/// <summary>
/// Everything Coppice says about one person at one moment. Every page, command, report and interface draws on this one object, so
/// they cannot disagree.
/// </summary>
public sealed record Review
{
    /// <summary>Version of the shape of this object, for those who read it as JSON.</summary>
    public const string CurrentFormat = "coppice-review/1";

    /// <summary>Version of Coppice.</summary>
    public static string ThisVersion { get; } =
        typeof(Review).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The shape of this object.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Version of Coppice that made it.</summary>
    public required string Version { get; init; }

    /// <summary>The record's id, when it has one.</summary>
    public string? Record { get; init; }

    /// <summary>The moment it describes, in the person's zone.</summary>
    public required string At { get; init; }

    /// <summary>The intended-use line, in both voices.</summary>
    public required IntendedUse IntendedUse { get; init; }

    /// <summary>One plain sentence.</summary>
    public required Headline Headline { get; init; }

    /// <summary>Every finding, most urgent first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Questions that are open, the ones that matter most first.</summary>
    public required IReadOnlyList<Missing> Ask { get; init; }

    /// <summary>How much and how often.</summary>
    public required UsePattern Use { get; init; }

    /// <summary>Every score in the record, oldest first.</summary>
    public required IReadOnlyList<Score> Scores { get; init; }

    /// <summary>Kratom use disorder and physical dependence.</summary>
    public required DependenceSection Dependence { get; init; }

    /// <summary>The vulnerability checklist.</summary>
    public required VulnerabilitySection Vulnerability { get; init; }

    /// <summary>How use has changed.</summary>
    public required CourseSection Course { get; init; }

    /// <summary>Withdrawal now.</summary>
    public required WithdrawalSection Withdrawal { get; init; }

    /// <summary>Safety gates.</summary>
    public required SafetySection Safety { get; init; }

    /// <summary>The liver.</summary>
    public required LiverSection Liver { get; init; }

    /// <summary>Daily life.</summary>
    public required FunctionSection Function { get; init; }

    /// <summary>Depression, anxiety, trauma, pain.</summary>
    public required CoOccurringSection CoOccurring { get; init; }

    /// <summary>The Coppice setting suggestion.</summary>
    public required SettingSection Setting { get; init; }

    /// <summary>Options for the clinician.</summary>
    public required OptionsSection Options { get; init; }

    /// <summary>What to check and when.</summary>
    public required MonitoringSection Monitoring { get; init; }

    /// <summary>
    /// How it will unfold. It is computed when it is first asked for, from the same record and moment, and is then kept: most
    /// readers of a review do not need it, and it costs a hundred times the rest.
    /// </summary>
    public ForecastSection Forecast => Later.Forecast.Value;

    /// <summary>Reduction plans; computed when first asked for, as the forecast is.</summary>
    public PlanSection Plan => Later.Plan.Value;

    [JsonIgnore]
    internal Later Later { get; init; } = null!;

    /// <summary>Reviews a record at a moment. Pure: the same input gives the same output, everywhere.</summary>
    /// <param name="record">The record; events after <paramref name="now"/> are not seen.</param>
    /// <param name="now">The moment.</param>
    /// <param name="knowledge">What is known, in the language of the person.</param>
    /// <param name="wishes">What is asked of the forecast and the plan.</param>
    public static Review Of(PersonRecord record, Instant now, KnowledgeBase knowledge, Wishes? wishes = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(knowledge);
        var chart = Chart.Of(record, now, knowledge);
        var pattern = chart.Pattern;
        var safety = Care.Safety.Of(chart);
        var liver = Care.Liver.Of(chart);
        var withdrawal = Care.Withdrawal.Of(chart);
        var dependence = Care.Dependence.Of(chart, pattern);
        var vulnerability = Care.Vulnerability.Of(chart, pattern);
        var course = Care.Course.Of(chart, pattern);
        var function = DailyLife.Of(chart);
        var coOccurring = Care.CoOccurring.Of(chart);
        List<Finding> soFar =
        [
            .. safety.Findings,
            .. LiverPregnancy.Of(chart, safety.Section.Pregnant, liver.Findings),
            .. withdrawal.Findings,
            .. dependence.Findings,
            .. vulnerability.Findings,
            .. course.Findings,
            .. function.Findings,
            .. coOccurring.Findings,
        ];
        var criteria = dependence.Section.Criteria;
        var setting = Care.Setting.Of(
            chart,
            soFar,
            new KudForSetting((int?)criteria?.Low, (int?)criteria?.High, dependence.Section.FunctionalLoss)
        );
        soFar.AddRange(setting.Findings);
        var options = Care.Options.Of(chart, setting.Section);
        var monitoring = Care.Monitoring.Of(chart);
        var findings = soFar
            .Concat(options.Findings)
            .Concat(monitoring.Findings)
            .OrderBy(f => f.Urgency)
            .ThenBy(f => f.Area)
            .ToList();
        return new Review
        {
            Version = ThisVersion,
            Record = record.Id,
            At = ZonedDateTimePattern
                .CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<Z+HH:mm>'['z']'", null)
                .Format(now.InZone(chart.Home)),
            IntendedUse = knowledge.Emergency.IntendedUse,
            Headline = HeadlineOf(findings, knowledge.Phrases),
            Findings = findings,
            Ask = [.. findings.SelectMany(f => f.Missing).DistinctBy(m => m.Id)],
            Use = pattern,
            Scores = chart.Scores,
            Dependence = dependence.Section,
            Vulnerability = vulnerability.Section,
            Course = course.Section,
            Withdrawal = withdrawal.Section,
            Safety = safety.Section,
            Liver = liver.Section,
            Function = function.Section,
            CoOccurring = coOccurring.Section,
            Setting = setting.Section,
            Options = options.Section,
            Monitoring = monitoring.Section,
            Later = new Later(chart, findings, wishes ?? new Wishes()),
        };
    }

    private static Headline HeadlineOf(IReadOnlyList<Finding> findings, Phrases phrases)
    {
        var first = findings.FirstOrDefault(f => f.Person is not null);
        if (first is null)
        {
            return new Headline(
                null,
                Urgency.Info,
                phrases.Say("headline.nothing"),
                "Nothing to assess: the record holds no facts that a rule reads."
            );
        }

        var counts = findings
            .Where(f => f.Urgency <= Urgency.Soon)
            .GroupBy(f => f.Urgency)
            .Select(g =>
                string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Coppice.Record.Json.Word.Of(g.Key)}")
            );
        var summary = string.Join(", ", counts);
        return new Headline(
            first.Id,
            first.Urgency,
            FirstSentence(first.Person!),
            summary.Length == 0 ? first.Title : $"{first.Title} ({summary})"
        );
    }

    private static string FirstSentence(string text)
    {
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is '.' or '?' or '!' && text[i + 1] == ' ')
            {
                return text[..(i + 1)];
            }
        }

        return text;
    }
}

/// <summary>Source-generated serialisation of a review; the shape is described in <c>docs/review.md</c>.</summary>
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(Score[]))]
[JsonSerializable(typeof(ForecastDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n",
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
public sealed partial class ReviewJson : JsonSerializerContext;

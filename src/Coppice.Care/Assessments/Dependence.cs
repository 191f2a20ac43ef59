using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Kratom use disorder by count of criteria: 0–1 none, 2–3 mild, 4–5 moderate, 6 or more severe.</summary>
[JsonConverter(typeof(WordConverter<DependenceSeverity>))]
public enum DependenceSeverity
{
    /// <summary>Fewer than two criteria.</summary>
    None,

    /// <summary>Two or three.</summary>
    Mild,

    /// <summary>Four or five.</summary>
    Moderate,

    /// <summary>Six or more.</summary>
    Severe,
}

/// <summary>Remission, when criteria were met before.</summary>
[JsonConverter(typeof(WordConverter<Remission>))]
public enum Remission
{
    /// <summary>No criterion but craving for 3 to under 12 months, as far as the record can say.</summary>
    Early,

    /// <summary>No criterion but craving for 12 months or more.</summary>
    Sustained,
}

/// <summary>A diagnosis code that a clinician could choose.</summary>
/// <param name="Code">ICD-10-CM code.</param>
/// <param name="Display">What it says, in our own words.</param>
/// <param name="Verified">Whether the code was checked at two or more authorities.</param>
/// <param name="Note">What to know.</param>
public sealed record CodeOption(string Code, string Display, bool Verified, string? Note);

/// <summary>Kratom use disorder, with physical dependence kept apart from harm.</summary>
public sealed record DependenceSection
{
    /// <summary>The latest answers to the 11 criteria, scored; null when they were never asked.</summary>
    public Score? Criteria { get; init; }

    /// <summary>Least severity the answers allow; null when never asked.</summary>
    public DependenceSeverity? SeverityLow { get; init; }

    /// <summary>Greatest severity the answers allow.</summary>
    public DependenceSeverity? SeverityHigh { get; init; }

    /// <summary>Whether tolerance and withdrawal are there: the body's dependence. Null when not known.</summary>
    public bool? PhysicalDependence { get; init; }

    /// <summary>Criteria of harm and lost control that are met (1–9), at least.</summary>
    public int? HarmLow { get; init; }

    /// <summary>Criteria of harm and lost control that can be met (1–9), at most.</summary>
    public int? HarmHigh { get; init; }

    /// <summary>Whether roles, relationships or activities suffer (criteria 5–7, or told apart from them); null when not known.</summary>
    public bool? FunctionalLoss { get; init; }

    /// <summary>Remission, when criteria were met before.</summary>
    public Remission? Remission { get; init; }

    /// <summary>Signs in the record that point to criteria nobody has asked about.</summary>
    public required IReadOnlyList<Input> Hints { get; init; }

    /// <summary>Codes to choose from, never chosen silently.</summary>
    public required IReadOnlyList<CodeOption> Codes { get; init; }

    /// <summary>The code a clinician chose, when one is recorded.</summary>
    public string? ChosenCode { get; init; }
}

/// <summary>Kratom use disorder and physical dependence.</summary>
internal static class Dependence
{
    /// <summary>Days without kratom from which early remission can be thought of: three months.</summary>
    public const int EarlyRemissionDays = 90;

    private static readonly string[] Pharmacological = ["10", "11"];
    private static readonly string[] Functional = ["5", "6", "7"];
    private const string CravingItem = "4";

    public static Assessed<DependenceSection> Of(Chart chart, UsePattern pattern)
    {
        var findings = new List<Finding>();
        var answers = chart.All<Answers>().LastOrDefault(a => a.Instrument == "kud" && IsLegal(chart, a));
        var score = chart.LatestScore("kud");
        var hints = Hints(chart, pattern);
        var section = Count(chart, answers, score, hints) with { Remission = RemissionOf(chart, answers, score) };
        section = section with { Codes = Codes(chart, section), ChosenCode = Chosen(chart)?.Choice };
        Say(chart, section, findings);
        return new(section, findings);
    }

    /// <summary>The severity that a count of criteria stands for.</summary>
    public static DependenceSeverity Severity(int count) =>
        count switch
        {
            < 2 => DependenceSeverity.None,
            < 4 => DependenceSeverity.Mild,
            < 6 => DependenceSeverity.Moderate,
            _ => DependenceSeverity.Severe,
        };

    private static bool IsLegal(Chart chart, Answers answers) =>
        Scoring.Illegal(chart.Knowledge.Instruments["kud"], answers).Count == 0;

    private static DependenceSection Count(Chart chart, Answers? answers, Score? score, IReadOnlyList<Input> hints)
    {
        var items = answers?.Items;
        bool? Met(string item) =>
            items is not null && items.TryGetValue(item, out var value)
                ? value is { } v
                    ? v == 1
                    : null
                : null;
        var harm = chart.Knowledge.Instruments["kud"].Items.Select(i => i.LinkId).Except(Pharmacological).ToList();
        var told = chart.Last<FunctionReport>();
        return new DependenceSection
        {
            Criteria = score,
            SeverityLow = score is null ? null : Severity((int)score.Low),
            SeverityHigh = score is null ? null : Severity((int)score.High),
            PhysicalDependence = Physical(Met("10"), Met("11"), chart),
            HarmLow = items is null ? null : harm.Count(i => Met(i) == true),
            HarmHigh = items is null ? null : harm.Count(i => Met(i) != false),
            FunctionalLoss = Loss([.. Functional.Select(Met)], told),
            Hints = hints,
            Codes = [],
        };
    }

    private static bool? Physical(bool? tolerance, bool? withdrawal, Chart chart)
    {
        if (withdrawal == true)
        {
            return true;
        }

        var stated =
            chart.Habit?.Reasons.Any(r => r is UseReason.PreventWithdrawal or UseReason.StopWithdrawal) == true;
        return stated ? true
            : withdrawal == false && tolerance == false ? false
            : null;
    }

    private static bool? Loss(IReadOnlyList<bool?> criteria, FunctionReport? told)
    {
        Difficulty?[] areas = [told?.Work, told?.School, told?.Relationships, told?.Activities];
        if (criteria.Contains(true) || areas.Contains(Difficulty.Serious))
        {
            return true;
        }

        return criteria.All(c => c == false) ? false : null;
    }

    private static List<Input> Hints(Chart chart, UsePattern pattern)
    {
        var hints = new List<Input>();
        if (pattern.PreventsWithdrawal == true)
        {
            hints.Add(new Input("Criterion 11, withdrawal", "uses to prevent or stop withdrawal"));
        }

        var told = chart.Last<FunctionReport>();
        void Hint(string criterion, Difficulty? difficulty, string what)
        {
            if (difficulty is Difficulty.Some or Difficulty.Serious)
            {
                hints.Add(
                    new Input(criterion, $"{what}: {Word.Of(difficulty.Value)} difficulty", told!.At?.ToString())
                );
            }
        }

        Hint("Criterion 5, roles", told?.Work, "work");
        Hint("Criterion 5, roles", told?.School, "school");
        Hint("Criterion 6, relationships", told?.Relationships, "relationships");
        Hint("Criterion 7, activities", told?.Activities, "activities given up");
        Hint("Criterion 8, hazard", told?.Hazard, "hazard after use");
        if (chart.All<Craving>().Any(c => c.Intensity >= 5) || chart.Present(Symptom.Craving, 365 * 24))
        {
            hints.Add(new Input("Criterion 4, craving", "craving logged"));
        }

        var attempts = chart.Record.History.FailedOutpatientAttempts ?? 0;
        if (attempts > 0 || chart.All<CareEpisode>().Any(c => c.Contact == CareContact.AttemptFailed))
        {
            hints.Add(new Input("Criterion 2, could not cut down", "an attempt at stopping did not work"));
        }

        return hints;
    }

    private static Remission? RemissionOf(Chart chart, Answers? answers, Score? score)
    {
        var before = chart.Scores.Any(s => s.Instrument == "kud" && s.Low >= 2 && !ReferenceEquals(s, score));
        var met = answers?.Items?.Any(i => i.Value == 1 && i.Key != CravingItem) ?? true;
        if (before && score is { Complete: true } && !met)
        {
            return Remission.Sustained;
        }

        var earlier = before || score?.Low >= 2;
        return earlier && chart.SinceLastUse?.IsAtLeast(EarlyRemissionDays * 24) == true ? Remission.Early : null;
    }

    private static Decision? Chosen(Chart chart) =>
        chart.All<Decision>().LastOrDefault(d => d.About == DecisionAbout.Code);

    private static List<CodeOption> Codes(Chart chart, DependenceSection section)
    {
        if (section.SeverityLow is not { } low || section.SeverityHigh is not { } high)
        {
            return [];
        }

        if (section.Remission is not null)
        {
            low = high = Severity((int)chart.Scores.Where(s => s.Instrument == "kud").Max(s => s.Low));
        }

        var mild = high <= DependenceSeverity.Mild;
        if (low == DependenceSeverity.None || mild != low <= DependenceSeverity.Mild)
        {
            return [];
        }

        var (other, opioid) =
            section.Remission is not null ? ("1", "1")
            : InWithdrawal(chart) ? ("30", "3")
            : ("0", "0");
        var severity = mild ? "1" : "2";
        string[] order = [$"F19.{severity}{other}", $"F11.{severity}{opioid}"];
        if (chart.RecentProducts().Any(k => k is ProductKind.SevenHydroxy or ProductKind.Pseudoindoxyl))
        {
            Array.Reverse(order);
        }

        return [.. order.Select(code => Option(chart, code))];
    }

    private static bool InWithdrawal(Chart chart) =>
        chart.LatestScore("cows", 72)?.Low >= 5 || chart.LatestScore("sows", 72)?.Low >= 11;

    private static CodeOption Option(Chart chart, string code)
    {
        var entry = chart.Knowledge.Codes.First(c => c.System == "icd10cm" && c.Code == code);
        return new CodeOption(code, entry.Display, entry.Verified, entry.Note);
    }

    private static void Say(Chart chart, DependenceSection section, List<Finding> findings)
    {
        var knowledge = chart.Knowledge;
        if (section.Criteria is not { } score)
        {
            if (chart.Uses.Count > 0 || chart.Habits.Count > 0)
            {
                findings.Add(
                    knowledge.Finding(
                        "dependence.not-assessed",
                        Urgency.Routine,
                        section.Hints,
                        ["kud"],
                        ("hints", HintText(section.Hints))
                    )
                );
            }

            Physically(chart, section, findings);
            return;
        }

        var count = knowledge.Both(p =>
            p.Say(
                "criteria.met",
                ("count", score.Total is { } total ? total.Text() : $"{score.Low.Text()}–{score.High.Text()}")
            )
        );
        var counted = new Input("Criteria met", count.Clinician, score.At?.ToString());
        if (section.Remission is { } remission)
        {
            findings.Add(
                knowledge.Finding(
                    "dependence.remission",
                    Urgency.Info,
                    [counted, new Input("Since last use", chart.SinceLastUse?.Clinical() ?? "not known")],
                    remission == Remission.Early ? ["kud"] : null,
                    ("remission", knowledge.Both(p => p.Say($"remission.{Word.Of(remission)}")))
                )
            );
        }

        if (section.SeverityLow != section.SeverityHigh)
        {
            findings.Add(
                knowledge.Finding(
                    "dependence.incomplete",
                    Urgency.Routine,
                    [counted, .. section.Hints],
                    ["kud"],
                    ("low", score.Low.Text()),
                    ("high", score.High.Text()),
                    ("lowSeverity", Severity(section.SeverityLow!.Value)),
                    ("highSeverity", Severity(section.SeverityHigh!.Value)),
                    ("unanswered", score.Unanswered.Join())
                )
            );
        }
        else if (section.Remission is null)
        {
            var severity = section.SeverityLow!.Value;
            findings.Add(
                knowledge.Finding(
                    severity == DependenceSeverity.None ? "dependence.none" : "dependence.severity",
                    severity >= DependenceSeverity.Moderate ? Urgency.Soon : Urgency.Routine,
                    [counted],
                    score.Complete ? null : ["kud"],
                    ("count", count),
                    ("severity", Severity(severity))
                )
            );
        }

        Physically(chart, section, findings);
        if (section is { HarmLow: > 0 })
        {
            findings.Add(
                knowledge.Finding(
                    "dependence.harm",
                    section.FunctionalLoss == true ? Urgency.Soon : Urgency.Routine,
                    [
                        new Input(
                            "Criteria 1–9 met",
                            section.HarmLow == section.HarmHigh
                                ? section.HarmLow.Value.Text()
                                : $"{section.HarmLow}–{section.HarmHigh}",
                            score.At?.ToString()
                        ),
                    ],
                    section.HarmLow == section.HarmHigh ? null : ["kud"],
                    (
                        "count",
                        knowledge.Both(p =>
                            section.HarmLow == section.HarmHigh
                                ? section.HarmLow.Value.Text()
                                : p.Say(
                                    "range",
                                    ("low", section.HarmLow.Value.Text()),
                                    ("high", section.HarmHigh!.Value.Text())
                                )
                        )
                    )
                )
            );
        }

        Voices Severity(DependenceSeverity severity) => knowledge.Both(p => p.Say($"severity.{Word.Of(severity)}"));

        if (section.Codes.Count > 0)
        {
            findings.Add(
                knowledge.Finding(
                    "dependence.codes",
                    Urgency.Info,
                    [new Input("Options", string.Join(" or ", section.Codes.Select(c => c.Code)))],
                    null,
                    (
                        "options",
                        string.Join(
                            "; ",
                            section.Codes.Select(c => $"{c.Code} {c.Display}{(c.Verified ? "" : " (code unverified)")}")
                        )
                    ),
                    (
                        "chosen",
                        Chosen(chart) is { } chosen
                            ? $"Recorded choice: {chosen.Choice} ({chosen.Reason ?? "no reason given"})."
                            : "No choice is recorded."
                    )
                )
            );
        }
    }

    private static void Physically(Chart chart, DependenceSection section, List<Finding> findings)
    {
        if (section.PhysicalDependence != true)
        {
            return;
        }

        var alone = section is { HarmHigh: 0 };
        findings.Add(
            chart.Knowledge.Finding(
                alone ? "dependence.physical-alone" : "dependence.physical",
                Urgency.Routine,
                [
                    section.Criteria is { } score
                        ? new Input("Tolerance or withdrawal criteria", "met", score.At?.ToString())
                        : new Input("Reason for use", "to prevent or stop withdrawal"),
                ],
                section.HarmLow is null ? ["kud"] : null
            )
        );
    }

    private static string HintText(IReadOnlyList<Input> hints) =>
        hints.Count == 0
            ? "Nothing in the record points to single criteria yet."
            : $"The record points to: {string.Join("; ", hints.Select(h => h.What))}. That is not a count.";
}

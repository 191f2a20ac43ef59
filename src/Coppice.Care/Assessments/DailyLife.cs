using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>One area of life.</summary>
/// <param name="Name">The area.</param>
/// <param name="Difficulty">How hard it is; null when not asked.</param>
public sealed record LifeArea(string Name, Difficulty? Difficulty);

/// <summary>Daily life.</summary>
/// <param name="Areas">Areas and how hard they are.</param>
public sealed record FunctionSection(IReadOnlyList<LifeArea> Areas);

/// <summary>Conditions that often come with kratom use.</summary>
/// <param name="Scores">Latest PHQ-9, GAD-7, PC-PTSD-5 and PEG.</param>
/// <param name="Positive">Names of those above their line, or known by history.</param>
/// <param name="NotScreened">Screens that were never done.</param>
public sealed record CoOccurringSection(
    IReadOnlyList<Score> Scores,
    IReadOnlyList<string> Positive,
    IReadOnlyList<string> NotScreened
);

/// <summary>Work, school, relationships, money, secrecy.</summary>
internal static class DailyLife
{
    public static Assessed<FunctionSection> Of(Chart chart)
    {
        var told = chart.Last<FunctionReport>();
        List<LifeArea> areas =
        [
            new("work", told?.Work),
            new("school", told?.School),
            new("relationships", told?.Relationships),
            new("money", told?.Money),
            new("secrecy", told?.Secrecy),
            new("activities", told?.Activities),
            new("hazard", told?.Hazard),
        ];
        var findings = new List<Finding>();
        var when = told?.At?.ToString();
        if (told is null)
        {
            if (chart.Uses.Count + chart.Habits.Count > 0 && !chart.Facts.Newborn)
            {
                findings.Add(chart.Knowledge.Finding("function.not-asked", Urgency.Info, [], ["function"]));
            }

            return new(new FunctionSection(areas), findings);
        }

        var hard = areas.Where(a => a.Difficulty is Difficulty.Some or Difficulty.Serious).ToList();
        if (hard.Count > 0)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "function.problems",
                    hard.Exists(a => a.Difficulty == Difficulty.Serious) ? Urgency.Soon : Urgency.Routine,
                    hard.Select(a => new Input(a.Name, Word.Of(a.Difficulty!.Value), when)),
                    areas.Exists(a => a.Difficulty is null) ? ["function"] : null,
                    ("areas", chart.Knowledge.Both(p => p.Join(hard.ConvertAll(a => p.Say($"area.{a.Name}")))))
                )
            );
        }

        Single("function.secrecy", told.Secrecy);
        Single("function.money", told.Money);
        return new(new FunctionSection(areas), findings);

        void Single(string rule, Difficulty? difficulty)
        {
            if (difficulty is { } level and not Difficulty.None)
            {
                findings.Add(
                    chart.Knowledge.Finding(rule, Urgency.Routine, [new Input(rule[9..], Word.Of(level), when)])
                );
            }
        }
    }
}

/// <summary>Depression, anxiety, trauma and pain.</summary>
internal static class CoOccurring
{
    /// <summary>PHQ-9 and GAD-7 from which the flag is set.</summary>
    public const decimal MoodLine = 10;

    /// <summary>PC-PTSD-5 from which the flag is set; 3 for women, or when sex is not known.</summary>
    public const decimal TraumaLine = 4;

    /// <summary>PEG from which the flag is set: a convention without a source of its own.</summary>
    public const decimal PainLine = 5;

    private static readonly (string Rule, string Instrument, string Ask, Condition[] Conditions)[] Screens =
    [
        ("cooccurring.depression", "phq9", "phq9", [Condition.Depression, Condition.PostpartumDepression]),
        ("cooccurring.anxiety", "gad7", "gad7", [Condition.Anxiety]),
        ("cooccurring.trauma", "pcptsd5", "pcptsd5", [Condition.Ptsd]),
        ("cooccurring.pain", "peg", "peg", [Condition.ChronicPain]),
    ];

    public static Assessed<CoOccurringSection> Of(Chart chart)
    {
        var findings = new List<Finding>();
        var scores = new List<Score>();
        var positive = new List<string>();
        var open = new List<string>();
        foreach (var (rule, instrument, ask, conditions) in Screens)
        {
            var line = Line(chart, instrument);
            var score = chart.LatestScore(instrument);
            var known = conditions.Where(c => chart.Has(c) == true).ToList();
            if (score is not null)
            {
                scores.Add(score);
            }

            var above = score?.Low >= line;
            if (above || known.Count > 0)
            {
                positive.Add(rule["cooccurring.".Length..]);
                List<Input> because = [.. known.Select(c => new Input(Words.Plain(c), "known"))];
                if (score is not null)
                {
                    because.Insert(0, new Input(score.Title, score.Clinical(), score.At?.ToString()));
                }

                findings.Add(
                    chart.Knowledge.Finding(
                        rule,
                        above ? Urgency.Soon : Urgency.Routine,
                        because,
                        score is null ? [ask] : null,
                        ("score", score?.Clinical() ?? "not scored"),
                        ("line", line.Text())
                    )
                );
            }

            if (score is null || (score.Low < line && score.High >= line))
            {
                open.Add(ask);
            }
        }

        if (open.Count > 0 && chart.Past.Count > 0 && !chart.Facts.Newborn)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "cooccurring.not-screened",
                    Urgency.Info,
                    [],
                    open,
                    ("screens", open.ConvertAll(id => chart.Knowledge.Question(id).Clinician).Join())
                )
            );
        }

        return new(new CoOccurringSection(scores, positive, open), findings);
    }

    private static decimal Line(Chart chart, string instrument) =>
        instrument switch
        {
            "pcptsd5" => chart.Record.Person.SexAtBirth is Sex.Male
                ? TraumaLine
                : chart.Knowledge.Instruments[instrument].CutForWomen ?? TraumaLine,
            "peg" => PainLine,
            _ => MoodLine,
        };
}

using System.Text.Json.Serialization;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>
/// A row of the Coppice setting suggestion, lowest first. The highest row that fires wins. Coppice's own rules; not a level of care
/// of any other body.
/// </summary>
[JsonConverter(typeof(WordConverter<SettingRow>))]
public enum SettingRow
{
    /// <summary>Row C: brief advice, safer use, a check later.</summary>
    BriefAdvice,

    /// <summary>Row O: outpatient care.</summary>
    Outpatient,

    /// <summary>Row I: intensive outpatient care, 9–19 hours a week.</summary>
    IntensiveOutpatient,

    /// <summary>Row P: partial hospital care, 20 hours a week or more.</summary>
    PartialHospital,

    /// <summary>Row R: residential care around the clock with withdrawal care.</summary>
    Residential,

    /// <summary>Row H: hospital, medically managed around the clock.</summary>
    Hospital,

    /// <summary>Row E: emergency, 911 or an emergency department. Never scored further.</summary>
    Emergency,
}

/// <summary>What the criteria of kratom use disorder say for the setting.</summary>
/// <param name="CriteriaLow">Fewest criteria the answers allow, 0–11; null when never asked.</param>
/// <param name="CriteriaHigh">Most criteria the answers allow, 0–11; null when never asked.</param>
/// <param name="FunctionalLoss">Roles, relationships or activities suffer; null when not known.</param>
public sealed record KudForSetting(int? CriteriaLow, int? CriteriaHigh, bool? FunctionalLoss);

/// <summary>A row that fired.</summary>
/// <param name="Row">The row.</param>
/// <param name="Because">The fact that fired it.</param>
public sealed record FiredRow(SettingRow Row, string Because);

/// <summary>A row above the suggestion that what is not known could still reach.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ask">Ids of the questions that would settle it.</param>
public sealed record OpenRow(SettingRow Row, IReadOnlyList<string> Ask);

/// <summary>Something that is added to care in any setting.</summary>
/// <param name="Applies">Whether it applies; null when that is not known.</param>
/// <param name="Because">Why it applies.</param>
/// <param name="Ask">Ids of the questions that are open.</param>
public sealed record AddOn(bool? Applies, IReadOnlyList<string> Because, IReadOnlyList<string> Ask);

/// <summary>Whether a first dose of buprenorphine at home fits, with the conditions.</summary>
/// <param name="Met">Conditions that hold.</param>
/// <param name="NotMet">Conditions that do not.</param>
/// <param name="Unknown">Conditions that are not known.</param>
/// <param name="Ask">Ids of the questions that are open.</param>
public sealed record HomeStart(
    IReadOnlyList<string> Met,
    IReadOnlyList<string> NotMet,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Ask
);

/// <summary>A recorded choice of another setting.</summary>
/// <param name="Choice">What was chosen, as recorded.</param>
/// <param name="Chosen">The row it stands for; null when the word is none of them.</param>
/// <param name="Reason">The recorded reason.</param>
/// <param name="By">Who chose, by role.</param>
/// <param name="Allowed">Whether it stands: up freely; one step down by a clinician with a reason.</param>
/// <param name="Why">Why it stands or does not.</param>
public sealed record SettingOverride(
    string Choice,
    SettingRow? Chosen,
    string? Reason,
    string? By,
    bool Allowed,
    string Why
);

/// <summary>A time at which the suggestion is looked at again.</summary>
/// <param name="Day">Days after the start: 3, 7, 14 or 30.</param>
/// <param name="Due">The calendar day.</param>
public sealed record ReEvaluation(int Day, EventTime Due);

/// <summary>The Coppice setting suggestion: where care could happen, and why.</summary>
public sealed record SettingSection
{
    /// <summary>The highest row that fired; null when nothing is known that fires one.</summary>
    public SettingRow? Row { get; init; }

    /// <summary>The row after an override that stands, or after a preference for more care; otherwise <see cref="Row"/>.</summary>
    public SettingRow? Result { get; init; }

    /// <summary>Every row that fired, highest first, with the fact.</summary>
    public required IReadOnlyList<FiredRow> Fired { get; init; }

    /// <summary>Rows above <see cref="Row"/> that cannot be excluded, highest first, with what to ask.</summary>
    public required IReadOnlyList<OpenRow> CannotExclude { get; init; }

    /// <summary>Depression, anxiety, trauma, pain or a psychotic illness beside kratom: mental health care at any row.</summary>
    public required AddOn DualDiagnosis { get; init; }

    /// <summary>Naloxone and an overdose plan.</summary>
    public required AddOn Naloxone { get; init; }

    /// <summary>Help with travel, payment or child care.</summary>
    public required AddOn Services { get; init; }

    /// <summary>Whether a first dose at home fits; null when that cannot be said yet.</summary>
    public bool? HomeStartFits { get; init; }

    /// <summary>The conditions of a first dose at home.</summary>
    public required HomeStart HomeStart { get; init; }

    /// <summary>The latest recorded choice of a setting, and whether it stands; null when there is none.</summary>
    public SettingOverride? Override { get; init; }

    /// <summary>The setting the person would prefer; null when not known, or when it is none of the rows.</summary>
    public SettingRow? Preferred { get; init; }

    /// <summary>When to look again.</summary>
    public required IReadOnlyList<ReEvaluation> ReEvaluate { get; init; }

    /// <summary>What to know about the suggested setting, such as hours that are not possible.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The Coppice setting suggestion. Reads the chart and what others found; unknown never lowers it.</summary>
internal static class Setting
{
    /// <summary>Days after the start on which to look again.</summary>
    private static readonly int[] LookAgainDays = [3, 7, 14, 30];

    /// <summary>Suggests a setting.</summary>
    /// <param name="chart">The record at the moment.</param>
    /// <param name="soFar">Findings of safety, liver, withdrawal and dependence.</param>
    /// <param name="kud">The criteria of kratom use disorder.</param>
    public static Assessed<SettingSection> Of(Chart chart, IReadOnlyList<Finding> soFar, KudForSetting kud)
    {
        var facts = chart.Facts;
        var clauses = SettingRows.Of(facts, soFar, kud);
        SettingRow? row = null;
        foreach (var clause in clauses)
        {
            if (clause.Holds == true && (row is null || clause.Row > row))
            {
                row = clause.Row;
            }
        }

        var open = Open(clauses, row);
        var preferred = SettingChoice.RowOf(chart.Record.Circumstances.PreferredSetting);
        var chosen = SettingChoice.OverrideOf(chart, row);
        var home = SettingAddOns.Home(facts, row, open);
        var section = new SettingSection
        {
            Row = row,
            Result = SettingChoice.ResultOf(row, chosen, preferred),
            Fired =
            [
                .. clauses
                    .Where(c => c.Holds == true)
                    .OrderByDescending(c => c.Row)
                    .Select(c => new FiredRow(c.Row, c.Because)),
            ],
            CannotExclude = open,
            DualDiagnosis = facts.Newborn ? SettingAddOns.None : SettingAddOns.DualDiagnosis(facts),
            Naloxone = facts.Newborn ? SettingAddOns.None : SettingAddOns.Naloxone(facts),
            Services = SettingAddOns.Services(chart),
            HomeStartFits =
                home.NotMet.Count > 0 ? false
                : home.Unknown.Count > 0 ? null
                : true,
            HomeStart = home,
            Override = chosen,
            Preferred = preferred,
            ReEvaluate = LookAgain(chart, chosen),
            Notes = Notes(chart, row, preferred),
        };
        return new(section, SettingWords.Say(facts, section, soFar));
    }

    private static List<OpenRow> Open(List<SettingRows.Clause> clauses, SettingRow? row)
    {
        var open = new List<OpenRow>();
        for (var r = SettingRow.Emergency; r > SettingRow.BriefAdvice && r != row; r--)
        {
            var asks = clauses.Where(c => c.Row == r && c.Holds is null).SelectMany(c => c.Ask).Distinct().ToList();
            if (asks.Count > 0)
            {
                open.Add(new OpenRow(r, asks));
            }
        }

        return open;
    }

    private static IReadOnlyList<ReEvaluation> LookAgain(Chart chart, SettingOverride? chosen)
    {
        var start = chart.Today;
        var decided = chosen is { Allowed: true };
        foreach (var happened in chart.BesidesUse)
        {
            var begins =
                happened is CareEpisode { Contact: CareContact.Admission or CareContact.WithdrawalCare }
                || (decided && happened is Decision { About: DecisionAbout.Setting });
            if (begins && happened.At is { } at)
            {
                start = DailyUse.LocalDay(chart, at);
            }
        }

        return [.. LookAgainDays.Select(d => new ReEvaluation(d, EventTime.OnDay(start.PlusDays(d))))];
    }

    private static List<string> Notes(Chart chart, SettingRow? row, SettingRow? preferred)
    {
        var around = chart.Record.Circumstances;
        var notes = new List<string>();
        var hours = row switch
        {
            SettingRow.PartialHospital => 20,
            SettingRow.IntensiveOutpatient => 9,
            _ => 0,
        };
        if (hours > 0 && around.HoursForCare is { } possible && possible < hours)
        {
            notes.Add(
                $"Needs {hours} h a week or more; {possible} h are possible. Find what would make room, or look one step up."
            );
        }

        if (hours > 0 && around.SafeHome == false)
        {
            notes.Add("Needs a safe home, and home is not safe: look one step up.");
        }

        if (row == SettingRow.Outpatient && around.WantsBuprenorphine == true)
        {
            notes.Add("Would like to discuss buprenorphine: medically managed outpatient care.");
        }

        if (preferred < row)
        {
            notes.Add(
                $"Prefers {SettingWords.Clinical(preferred!.Value)}: less care than suggested. One step down needs a clinician's decision with a reason."
            );
        }

        return notes;
    }
}

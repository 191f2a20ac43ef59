using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Preferences and recorded choices: more care freely, one step less by a clinician with a reason.</summary>
internal static class SettingChoice
{
    public static SettingRow? RowOf(CareSetting? setting) =>
        setting switch
        {
            CareSetting.Emergency => SettingRow.Emergency,
            CareSetting.Hospital => SettingRow.Hospital,
            CareSetting.Residential => SettingRow.Residential,
            CareSetting.PartialHospital => SettingRow.PartialHospital,
            CareSetting.IntensiveOutpatient => SettingRow.IntensiveOutpatient,
            CareSetting.Outpatient or CareSetting.Telehealth => SettingRow.Outpatient,
            CareSetting.Home => SettingRow.BriefAdvice,
            _ => null,
        };

    private static SettingRow? RowOf(string word)
    {
        foreach (var row in Enum.GetValues<SettingRow>())
        {
            if (Word.Of(row) == word)
            {
                return row;
            }
        }

        return Enum.GetValues<CareSetting>().Where(s => Word.Of(s) == word).Select(s => RowOf(s)).FirstOrDefault();
    }

    public static SettingOverride? OverrideOf(Chart chart, SettingRow? row)
    {
        var decision = chart.All<Decision>().LastOrDefault(d => d.About == DecisionAbout.Setting);
        if (decision is null)
        {
            return null;
        }

        var chosen = RowOf(decision.Choice);
        var (allowed, why) = Judge(decision, chosen, row);
        return new SettingOverride(decision.Choice, chosen, decision.Reason, decision.By, allowed, why);
    }

    private static (bool, string) Judge(Decision decision, SettingRow? chosen, SettingRow? row)
    {
        if (chosen is not { } choice)
        {
            return (false, $"Refused: '{decision.Choice}' is not a setting");
        }

        if (row is not { } suggested)
        {
            return (true, "Stands: nothing is known that suggests another setting");
        }

        var down = suggested - choice;
        if (down <= 0)
        {
            return (true, down == 0 ? "Agrees with the suggestion" : "Stands: more care than suggested is always open");
        }

        if (down > 1)
        {
            return (false, $"Refused: {down} steps below the suggestion; at most one step down can be recorded");
        }

        if (string.IsNullOrWhiteSpace(decision.Reason))
        {
            return (false, "Refused: one step down needs a reason");
        }

        return IsClinician(decision.By)
            ? (true, "Stands: one step down by a clinician, with a reason")
            : (false, "Refused: one step down needs a clinician; record who decided");
    }

    /// <summary>A role other than the person or somebody close; a blank role is nobody.</summary>
    private static bool IsClinician(string? by) =>
        !string.IsNullOrWhiteSpace(by)
        && by.Trim().ToLowerInvariant()
            is not ("person" or "patient" or "client" or "self" or "family" or "friend" or "partner" or "parent");

    public static SettingRow? ResultOf(SettingRow? row, SettingOverride? chosen, SettingRow? preferred)
    {
        if (chosen is { Allowed: true })
        {
            return chosen.Chosen;
        }

        return preferred > row ? preferred : row;
    }
}

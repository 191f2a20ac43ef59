using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <content>Whether liver tests are due.</content>
internal static partial class Liver
{
    /// <summary>Doses a day of somebody who uses once a week.</summary>
    private const decimal WeeklyDoses = 0.14m;

    /// <summary>
    /// Tests are due when use is weekly or more, or may be, or a medicine that needs them is planned or taken, and ALT or AST, ALP and
    /// total bilirubin are not all known to be from the last 3 months.
    /// </summary>
    private static Finding? Due(Chart chart)
    {
        var since = chart.Today.PlusMonths(-3);
        var because = new List<Input>();
        var missing = new List<string>();
        var weekly = Weekly(chart, since, because);
        var medicine = NeedingTests(chart, because);
        if (weekly == false && !medicine)
        {
            return null;
        }

        var open = new List<string>();
        if (!Done(Analyte.Alt) && !Done(Analyte.Ast))
        {
            open.Add("ALT or AST");
        }

        if (!Done(Analyte.Alp))
        {
            open.Add("ALP");
        }

        if (!Done(Analyte.Bilirubin))
        {
            open.Add("total bilirubin");
        }

        if (open.Count == 0)
        {
            return null;
        }

        missing.Add("liver-tests");
        if (weekly is null)
        {
            missing.Add("doses-per-day");
        }

        return chart.Knowledge.Finding(
            "liver.baseline-due",
            weekly == true || medicine ? Urgency.Soon : Urgency.Routine,
            because,
            missing,
            ("which", string.Join(", ", open)),
            ("why", Join(because))
        );

        bool Done(Analyte analyte) =>
            chart.Labs.Any(l => l.Analyte == analyte && l.At is { } at && DayOf(chart, at) >= since);
    }

    /// <summary>Whether kratom was used weekly or more in the last 3 months; null when it was used and how often is not known.</summary>
    private static bool? Weekly(Chart chart, LocalDate since, List<Input> because)
    {
        var days = new HashSet<LocalDate>();
        var month = chart.Today.PlusDays(-27);
        for (var i = chart.Uses.Count - 1; i >= 0 && chart.Uses[i].At is { } at; i--)
        {
            var day = DayOf(chart, at);
            if (day < month)
            {
                break;
            }

            days.Add(day);
        }

        if (days.Count >= 4)
        {
            because.Add(new Input("Days with use in 28 days", Words.Text(days.Count)));
            return true;
        }

        // Use that surely ended more than 3 months ago asks for no baseline.
        if (chart.LastUse is { } last && last.Latest.InZone(chart.Home).Date < since)
        {
            return false;
        }

        if (chart.Habit is { } habit)
        {
            if (habit.DosesPerDay is { } doses)
            {
                if (doses < WeeklyDoses)
                {
                    return false;
                }

                because.Add(new Input("Doses a day", Words.Text(doses), habit.At?.ToString()));
                return true;
            }

            because.Add(new Input("Kratom use", "how often is not known", habit.At?.ToString()));
            return null;
        }

        if (chart.Uses.Count == 0)
        {
            return false;
        }

        because.Add(new Input("Kratom use", "how often is not known", chart.Uses[^1].At?.ToString()));
        return null;
    }

    private static bool NeedingTests(Chart chart, List<Input> because)
    {
        var found = false;
        foreach (var name in (ReadOnlySpan<string>)["naltrexone", "lofexidine", "buprenorphine"])
        {
            Medicine? latest = null;
            foreach (var medicine in chart.Medicines)
            {
                if (medicine.Name == name)
                {
                    latest = medicine;
                }
            }

            if (
                latest is { Action: MedicineAction.Considered or MedicineAction.Prescribed }
                || (latest is { Action: MedicineAction.Given } && chart.Within(latest, 30 * 24))
            )
            {
                because.Add(
                    new Input("Medicine", $"{name} {Record.Json.Word.Of(latest.Action)}", latest.At?.ToString())
                );
                found = true;
            }
        }

        return found;
    }
}

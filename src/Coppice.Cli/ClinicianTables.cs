using Coppice.Care;

namespace Coppice.Cli;

/// <summary>The parts of a review that a clinician reads as tables. Nothing is computed here.</summary>
internal static class ClinicianTables
{
    private const int Most = 12;
    private const string Unknown = "–";

    public static void Write(Page page, Review review)
    {
        Setting(page, review.Setting);
        Options(page, review.Options);
        Withdrawal(page, review);
        Liver(page, review);
        Scores(page, review);
        Monitoring(page, review);
    }

    private static void Setting(Page page, SettingSection setting)
    {
        page.Heading("SETTING: Coppice setting suggestion");
        page.Text(setting.Row is { } row ? $"At least: {Care.Words.Plain(row)}" : "Not enough to say yet.", 2);
        foreach (var fired in setting.Fired)
        {
            page.Item("•", $"{Care.Words.Plain(fired.Row)}: {fired.Because}");
        }

        // What cannot be excluded is a finding of its own and is printed there.
        if (setting.Override is { } chosen)
        {
            page.Item("•", $"Recorded choice: {chosen.Choice}{(chosen.By is { } by ? $", {by}" : "")}. {chosen.Why}.");
        }

        if (setting.Preferred is { } preferred)
        {
            page.Item("•", $"Preferred by the person: {Care.Words.Plain(preferred)}");
        }

        foreach (var note in setting.Notes)
        {
            page.Item("•", note);
        }

        if (setting.ReEvaluate.Count > 0)
        {
            page.Text($"Look again: {string.Join(", ", setting.ReEvaluate.Select(r => $"day {r.Day} ({r.Due})"))}", 2);
        }
    }

    private static void Options(Page page, OptionsSection options)
    {
        if (options.Options.Count > 0)
        {
            page.Heading("OPTIONS to consider; none is approved for kratom");
            page.Table(
                ["Option", "State", "Not met, or not known (?)"],
                options.Options.Select(o =>
                    (IReadOnlyList<string>)
                        [o.Name, Care.Words.Plain(o.State), Joined([.. o.NotMet, .. o.Unknown.Select(u => $"{u} (?)")])]
                )
            );
        }
    }

    private static void Withdrawal(Page page, Review review)
    {
        Rows(
            page,
            "WITHDRAWAL SCORES",
            ["When", "Scale", "Score", "Band", "Since last use"],
            review.Withdrawal.Scores,
            s =>
                [
                    When(review, s.At),
                    s.Instrument.ToUpperInvariant(),
                    $"{(s.Total is { } total ? Care.Words.Text(total) : $"{Care.Words.Text(s.Low)}–{Care.Words.Text(s.High)}")}/{Care.Words.Text(s.Maximum)}{(s.Total is null ? ", incomplete" : "")}",
                    s.BandLabel ?? Unknown,
                    (s.HoursSinceLastUseLow, s.HoursSinceLastUseHigh) is ({ } low, { } high)
                        ? Care.Words.Clinical(new Hours(low, high))
                        : Unknown,
                ]
        );
    }

    private static void Liver(Page page, Review review)
    {
        Rows(
            page,
            "LIVER PANELS, times that laboratory's upper limit",
            ["When", "ALT", "AST", "ALP", "Bilirubin", "INR", "R"],
            review.Liver.Panels,
            p =>
                [
                    When(review, p.At),
                    Result(p.Alt),
                    Result(p.Ast),
                    Result(p.Alp),
                    Result(p.Bilirubin),
                    p.Inr is { } inr ? Care.Words.Text(inr) : Unknown,
                    p.R is { } r
                        ? $"{Care.Words.Text(r)}{(p.Pattern is { } pattern ? $" {Care.Words.Plain(pattern)}" : "")}"
                        : Unknown,
                ]
        );
        foreach (var why in review.Liver.Panels.TakeLast(Most).Select(p => p.WhyNoR).OfType<string>().Distinct())
        {
            page.Text($"No R: {why}", 2, Page.Quiet);
        }
    }

    private static void Scores(Page page, Review review)
    {
        var shown = review.Withdrawal.Scores.Select(s => s.Instrument).ToHashSet(StringComparer.Ordinal);
        Rows(
            page,
            "OTHER SCORES",
            ["When", "Instrument", "Score"],
            [.. review.Scores.Where(s => !shown.Contains(s.Instrument))],
            s => [When(review, s.At), s.Title, ScorePage.Told(s)]
        );
    }

    private static void Monitoring(Page page, Review review)
    {
        if (review.Monitoring.Plan.Count > 0)
        {
            page.Heading("MONITORING PLAN");
            page.Table(
                ["What", "Every", "Due", ""],
                review.Monitoring.Plan.Select(p =>
                    (IReadOnlyList<string>)
                        [p.What, p.Every, p.DueAt is { } due ? When(review, due) : Unknown, p.Overdue ? "OVERDUE" : ""]
                )
            );
        }
    }

    private static void Rows<T>(
        Page page,
        string heading,
        IReadOnlyList<string> head,
        IReadOnlyList<T> all,
        Func<T, IReadOnlyList<string>> row
    )
    {
        if (all.Count == 0)
        {
            return;
        }

        page.Heading(heading).Table(head, all.TakeLast(Most).Select(row));
        if (all.Count > Most)
        {
            page.Text($"{all.Count - Most} earlier ones are in --json.", 2, Page.Quiet);
        }
    }

    private static string When(Review review, Coppice.Record.EventTime? at) =>
        at is { } time ? Times.Short(time, review.At) : "not known";

    private static string Result(LiverResult? result) =>
        result is null
            ? Unknown
            : $"{Care.Words.Text(result.Value)} ({(result.TimesUpperLimit is { } times ? $"{Care.Words.Text(times)}x" : "no limit")})";

    private static string Joined(IReadOnlyList<string> items) => items.Count == 0 ? "" : string.Join("; ", items);
}

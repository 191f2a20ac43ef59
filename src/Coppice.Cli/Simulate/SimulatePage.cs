using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;

namespace Coppice.Cli;

/// <summary>Prints what a cohort showed, for a researcher or a clinician.</summary>
internal static class SimulatePage
{
    private static readonly double[] Shares = [0.1, 0.5, 0.9];

    /// <summary>What travels with every cohort: what it is not, and what the model cannot know.</summary>
    public static IReadOnlyList<string> Limits =>
        [.. Cohort.Limits, KnowledgeBase.Default.Rules["forecast.limits"].Clinician];

    /// <summary>Prints it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="spec">The cohort.</param>
    /// <param name="summary">What it showed.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="run">How it went, a line each.</param>
    public static void Write(Page page, CohortSpec spec, CohortSummary summary, ulong seed, IEnumerable<string> run)
    {
        page.Text($"Coppice {Review.ThisVersion} · for the clinician and the researcher", 0, Page.Quiet);
        page.Heading(spec.Name ?? "A cohort");
        page.Text(
            $"{Whole(summary.People)} made-up people (seed {seed.ToString(CultureInfo.InvariantCulture)}), {Whole(spec.HorizonDays)} days from the last usual dose. {Groups(spec, summary)}. A tenth of people lie below the 10 % and a tenth above the 90 %."
        );
        page.Heading("How high: SOWS, 0 to 64");
        page.Table(
            ["Policy", "Mean", "10 %", "50 %", "90 %", "Begins in", "Days ≥ 11"],
            Rows(
                spec,
                summary,
                p =>
                    [
                        Number(p.Peak.Mean, "0.0"),
                        .. Three(p.Peak, "0.0"),
                        Share(p.Onset.Count, summary.People),
                        Number(p.ModerateDays.Mean, "0.0"),
                    ]
            )
        );
        page.Heading("When: hours until it begins (SOWS 4 or more, and risen by 1), days until it is over");
        page.Table(
            ["Policy", "Begins 10 %", "50 %", "90 %", "Over 10 %", "50 %", "90 %", "Seen over"],
            Rows(
                spec,
                summary,
                p => [.. Three(p.Onset, "0"), .. Three(p.Eased, "0.0"), Share(p.Eased.Count, summary.People)]
            )
        );
        if (spec.Policies.Count > 1)
        {
            page.Heading($"Against “{spec.Policies[0].Name}”, on the same people: mean (95 % interval)");
            page.Table(
                ["Policy", "Highest SOWS", "Days ≥ 11", "Area, SOWS·days"],
                Rows(
                        spec,
                        summary,
                        p => [Change(p.PeakChange, "0.0"), Change(p.ModerateChange, "0.0"), Change(p.AreaChange, "0")]
                    )
                    .Skip(1)
            );
        }

        page.Heading("What this is not");
        foreach (var limit in Limits)
        {
            page.Item("•", limit);
        }

        EmergencyPage.WriteShort(page, KnowledgeBase.Default.Emergency);
        page.Blank().Text(KnowledgeBase.Default.Emergency.IntendedUse.Clinician, 0, Page.Quiet).Blank();
        foreach (var line in run)
        {
            page.Text(line, 0, Page.Quiet);
        }
    }

    private static IEnumerable<string[]> Rows(
        CohortSpec spec,
        CohortSummary summary,
        Func<CohortSummary.OfPolicy, string[]> cells
    ) => spec.Policies.Select((policy, p) => (string[])[policy.Name, .. cells(summary.Policies[p])]);

    private static string Groups(CohortSpec spec, CohortSummary summary) =>
        string.Join(", ", spec.Groups.Select((group, g) => $"{group.Name}: {Whole(summary.Groups[g])}"));

    private static IEnumerable<string> Three(Tally tally, string format) =>
        Shares.Select(share => tally.Count == 0 ? "–" : Number(tally.At(share), format));

    private static string Change(Mean mean, string format) =>
        mean.Half is { } half
            ? $"{Signed(mean.Value, format)} ({Signed(mean.Value - half, format)} to {Signed(mean.Value + half, format)})"
            : Signed(mean.Value, format);

    private static string Share(long count, long people) => $"{Number(100.0 * count / people, "0")} %";

    private static string Signed(double value, string format) => Number(value, $"+{format};−{format};{format}");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

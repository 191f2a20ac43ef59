using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime.Text;

namespace Coppice.Cli;

/// <summary>Prints reduction plans side by side. Everything printed is in the review.</summary>
internal static class PlanPage
{
    private static readonly LocalDatePattern Near = LocalDatePattern.CreateWithInvariantCulture("ddd MMM d");

    public static void Write(Page page, Review review, EmergencyHelp emergency, bool forPerson)
    {
        var section = review.Plan;
        page.Text(
            $"Coppice {review.Version} · {(forPerson ? "for you" : "for the clinician")} · {Times.Long(review.At)}",
            0,
            Page.Quiet
        );
        if (section.Progress is { Ways.Count: > 0 } progress)
        {
            Findings(page, section.Findings.Take(1), forPerson);
            SideBySide(page, progress.Ways, progress.Unit);
            Steps(page, progress.Ways);
            Findings(page, section.Findings.Skip(1), forPerson);
        }
        else
        {
            Findings(page, section.Findings, forPerson);
        }

        if (section.Ask.Count > 0)
        {
            page.Heading(forPerson ? "What we do not know yet" : "OPEN QUESTIONS, those that matter most first");
            foreach (var ask in section.Ask)
            {
                page.Item("?", forPerson ? ask.Person : ask.Clinician);
            }
        }

        if (section.Unit is { } unit)
        {
            page.Heading("Side by side");
            SideBySide(page, [.. section.Plans, section.Hold!], unit);
            if (section.Plans.Count > 0)
            {
                page.Heading($"Step by step: first day, {unit.UnitText()} a day, and each dose");
                Steps(page, section.Plans);
                DoseTimes(page, section.Plans);
            }

            if (section.Presets.Count > 0)
            {
                page.Heading("Paces shared online, to compare: experience, not evidence");
                SideBySide(page, section.Presets, unit);
            }
        }

        Findings(page, [section.Limits], forPerson);
        EmergencyPage.WriteShort(page, emergency);
        page.Blank().Text(forPerson ? review.IntendedUse.Person : review.IntendedUse.Clinician, 0, Page.Quiet);
    }

    private static void Findings(Page page, IEnumerable<Finding> findings, bool forPerson)
    {
        foreach (var finding in findings.Where(f => !forPerson || f.Person is not null))
        {
            page.Heading(forPerson ? finding.Title : $"{finding.Title}  [{finding.Id}]")
                .Text(forPerson ? finding.Person! : Times.Shorten(finding.Clinician), 2);
        }
    }

    /// <summary>One column for each plan.</summary>
    private static void SideBySide(Page page, IReadOnlyList<PlanOffer> offers, AmountUnit unit)
    {
        page.Table(
            ["", .. offers.Select(Title)],
            [
                Row("Last day", o => o.LastUse is { } last ? $"{Day(last)} (in {o.Days} days)" : "open"),
                Row("Steps", o => o.Steps.Count.Text()),
                Row("Worst, likely", o => $"{o.Peak.Median.Text()} of 64"),
                Row("Nine in ten below", o => o.Peak.High.Text()),
                Row("More than hold", o => $"{o.Adds.Median.Text()} ({o.Adds.Low.Text()} to {o.Adds.High.Text()})"),
                Row(
                    "Worst comes",
                    o => $"day {o.PeakDay.Median.Text()} ({o.PeakDay.Low.Text()} to {o.PeakDay.High.Text()})"
                ),
                Row("Over your limit", o => o.AboveCeiling is { } above ? $"by {above.Text()}" : "no"),
                .. offers.Any(o => o.DaysLate is not null)
                    ? new[] { Row("After your date", o => o.DaysLate is { } late ? $"by {late} days" : "no") }
                    : [],
                Row("Looked ahead", o => $"{o.DaysAhead} days"),
                Row($"Needed, {unit.UnitText()}", o => Amount(o.Needed)),
                Row("Stock", StockOf),
            ]
        );

        IReadOnlyList<string> Row(string what, Func<PlanOffer, string> of) => [what, .. offers.Select(of)];
    }

    private static string StockOf(PlanOffer offer) =>
        offer switch
        {
            { StockUntil: { } until } => $"lasts until {Day(until)}",
            { StockLeft: { } left } => $"lasts, {Amount(left)} left",
            _ => "not known",
        };

    private static void Steps(Page page, IReadOnlyList<PlanOffer> plans) =>
        page.Table(
            [.. plans.Select(Title)],
            Enumerable
                .Range(0, plans.Max(p => p.Steps.Count) + 1)
                .Select(i => (IReadOnlyList<string>)[.. plans.Select(p => Step(p, i))])
        );

    private static string Step(PlanOffer plan, int index)
    {
        if (index > plan.Steps.Count)
        {
            return "";
        }

        if (index == plan.Steps.Count)
        {
            return $"after {Day(plan.LastUse!)}: none";
        }

        var step = plan.Steps[index];
        var doses = string.Join("+", step.Doses.Select(d => Amount(d.Amount)));
        return $"{Day(step.From)}: {Amount(step.Total)}{(step.Forced ? "*" : "")} = {doses}";
    }

    /// <summary>The times of the doses, by how many there are, and what the mark means.</summary>
    private static void DoseTimes(Page page, IReadOnlyList<PlanOffer> plans)
    {
        var days = plans
            .SelectMany(p => p.Steps)
            .Select(s => s.Doses.Select(d => d.Time).ToList())
            .DistinctBy(times => times.Count)
            .OrderByDescending(times => times.Count);
        foreach (var times in days)
        {
            page.Text($"{times.Count} {(times.Count == 1 ? "dose" : "doses")} a day: {times.Join()}", 2);
        }

        if (plans.Any(p => p.Steps.Any(s => s.Forced)))
        {
            page.Text("* a larger cut than wished, as nothing smaller can be measured", 2);
        }
    }

    private static string Title(PlanOffer offer) =>
        offer.Kind switch
        {
            PlanKind.Gentlest => "Gentlest that fits",
            PlanKind.Faster => "Faster",
            PlanKind.Slower => "Slower",
            PlanKind.Hold => "Hold",
            PlanKind.Return => "Return",
            PlanKind.SoftDay => "Soft day",
            _ => offer.Name,
        };

    /// <summary>An amount as it is, not rounded.</summary>
    private static string Amount(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Day(string iso) =>
        LocalDatePattern.Iso.Parse(iso).TryGetValue(default, out var day)
            ? Near.Format(day)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{iso}' is not a day"));
}

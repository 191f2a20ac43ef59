using System.CommandLine;
using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Cli;

/// <summary>The command <c>coppice plan</c>.</summary>
internal static class PlanCommand
{
    private const int MostSteps = 40;

    public static Command Build(CommandContext context)
    {
        var file = App.FileArgument("A record (docs/record.md), or - for standard input.");
        var at = App.AtOption();
        var voice = App.VoiceOption();
        var json = App.JsonOption();
        var measure = new Option<string?>("--can-measure")
        {
            HelpName = "AMOUNT",
            Description = "The smallest amount that can be measured, in the unit of the record, such as 0.25g or 0.5.",
        };
        var ceiling = new Option<double>("--ceiling")
        {
            HelpName = "SOWS",
            Description = "How ill is accepted: the withdrawal score that nine in ten should stay below, 1 to 64.",
            DefaultValueFactory = _ => new PlanWish().Ceiling,
        };
        var until = new Option<string?>("--until")
        {
            HelpName = "DATE",
            Description = "The last day of use that is wished, such as 2026-06-30.",
        };
        var command = new Command(
            "plan",
            "Ways to cut down, with amounts that can be measured and what each may bring."
        )
        {
            file,
            measure,
            ceiling,
            until,
            voice,
            at,
            json,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            var (record, now) = context.ReadRecord(parsed.GetValue(file)!, parsed.GetValue(at));
            var wish = new PlanWish
            {
                Measure = Measure(parsed.GetValue(measure)),
                Ceiling = Ceiling(parsed.GetValue(ceiling)),
                Until = Until(parsed.GetValue(until), now.InZone(record.Person.Home).Date),
            };
            var review = Review.Of(record, now, KnowledgeBase.Default, new Wishes { Plan = wish });
            if (parsed.GetValue(json))
            {
                context.WriteJson(PlanDocument.Of(review));
            }
            else
            {
                Write(page, review, parsed.GetValue(voice) == "person");
            }

            return App.Fine;
        });
        return command;
    }

    private static void Write(Page page, Review review, bool forPerson)
    {
        var section = review.Plan;
        page.Text(
            $"Coppice {review.Version} · {(forPerson ? "for you" : "for the clinician")} · {Times.Long(review.At)}",
            0,
            Page.Quiet
        );
        foreach (var finding in section.Findings)
        {
            page.Heading(forPerson ? finding.Title : $"{finding.Title}  [{finding.Id}]")
                .Text(forPerson ? finding.Person! : finding.Clinician, 2);
        }

        if (section.Ask.Count > 0)
        {
            page.Heading(forPerson ? "Please answer first" : "OPEN QUESTIONS");
            foreach (var ask in section.Ask)
            {
                page.Item("?", forPerson ? ask.Person : ask.Clinician);
            }
        }

        foreach (var plan in section.Plans)
        {
            Offer(page, plan, section.Unit!.Value);
        }

        if (section.Plans.Count > 0)
        {
            var limits = KnowledgeBase.Default.Rules["forecast.limits"];
            page.Heading(limits.Title).Text(forPerson ? limits.Person! : limits.Clinician, 2);
        }

        EmergencyPage.WriteShort(page, KnowledgeBase.Default.Emergency);
        page.Blank().Text(forPerson ? review.IntendedUse.Person : review.IntendedUse.Clinician, 0, Page.Quiet);
    }

    private static void Offer(Page page, PlanOffer plan, AmountUnit unit)
    {
        page.Heading($"{Title(plan.Kind)}: {plan.Name}")
            .Text(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(plan.FreeFrom is { } free ? $"Free from {free}, in {plan.Days} days. " : "")}Highest withdrawal about {plan.Peak.Median:0.#} of 64, nine in ten below {plan.Peak.High:0.#}{(plan.WithinCeiling ? "" : " (above the ceiling)")}."
                ),
                2
            )
            .Text(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Needed: {plan.Needed:0.##} {unit.UnitText()}{(plan.Steps.Count == 0 ? " for four weeks" : "")}.{(plan.StockLeft is { } left ? left >= 0 ? $" Stock left at the end: {left:0.##}." : $" The stock falls short by {-left:0.##}." : "")}"
                ),
                2
            );
        foreach (var step in plan.Steps.Take(MostSteps))
        {
            var doses =
                step.Doses.Count == 0
                    ? "none"
                    : string.Join(
                        ", ",
                        step.Doses.Select(d => $"{d.Time} {d.Amount.ToString("0.####", CultureInfo.InvariantCulture)}")
                    );
            page.Text(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step.From}  {step.Total, 6:0.##}  {doses}{(step.Forced ? "  (smallest step that can be measured)" : "")}"
                ),
                4
            );
        }

        if (plan.Steps.Count > MostSteps)
        {
            page.Text($"and {plan.Steps.Count - MostSteps} more steps: use --json", 4, Page.Quiet);
        }
    }

    private static string Title(PlanKind kind) =>
        kind switch
        {
            PlanKind.Gentlest => "The gentlest that fits",
            PlanKind.Faster => "Faster",
            PlanKind.Slower => "Slower",
            PlanKind.Hold => "Hold",
            _ => "Shared online (experience, not evidence)",
        };

    private static decimal? Measure(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var number = text.TrimEnd('g', 'm', 'l', ' ');
        return
            decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and <= 10_000
            ? value
            : throw new UsageException($"--can-measure: expected an amount above 0, such as 0.25g; found '{text}'");
    }

    private static double Ceiling(double value) =>
        value is >= 1 and <= 64
            ? value
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"--ceiling: expected a SOWS from 1 to 64; found {value}")
            );

    private static LocalDate? Until(string? text, LocalDate today)
    {
        if (text is null)
        {
            return null;
        }

        return LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && date > today
            ? date
            : throw new UsageException(
                $"--until: expected a day after {LocalDatePattern.Iso.Format(today)}; found '{text}'"
            );
    }
}

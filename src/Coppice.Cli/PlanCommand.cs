using System.CommandLine;
using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Cli;

/// <summary>The command <c>coppice plan</c>: reads the wish, asks for the review's plans and prints them.</summary>
internal static class PlanCommand
{
    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday,
        IsoDayOfWeek.Tuesday,
        IsoDayOfWeek.Wednesday,
        IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday,
        IsoDayOfWeek.Saturday,
        IsoDayOfWeek.Sunday,
    ];

    public static Command Build(CommandContext context)
    {
        var file = App.FileArgument("A record (docs/record.md), or - for standard input.");
        var at = App.AtOption();
        var voice = App.VoiceOption();
        var json = App.JsonOption();
        var measure = new Option<string?>("--can-measure")
        {
            HelpName = "AMOUNT",
            Description = "The smallest amount that can be measured: 0.25g, 1 capsule, half tablet, 2 drops.",
        };
        var ceiling = new Option<double>("--ceiling")
        {
            HelpName = "SOWS",
            Description =
                "How ill is accepted: the withdrawal score that nine in ten should stay at or below, 1 to 64.",
            DefaultValueFactory = _ => new PlanWish().Ceiling,
        };
        var until = new Option<string?>("--until")
        {
            HelpName = "DATE",
            Description = "The last day of use that is wished, such as 2026-06-30.",
        };
        var days = new Option<int>("--days-per-step")
        {
            HelpName = "DAYS",
            Description = "Fewest days that a step lasts, 1 to 30.",
            DefaultValueFactory = _ => new PlanWish().LeastDays,
        };
        var cut = new Option<decimal>("--largest-cut")
        {
            HelpName = "PERCENT",
            Description = "Largest part of a day that is cut at one step, 1 to 50.",
            DefaultValueFactory = _ => new PlanWish().MostCut * 100,
        };
        var work = new Option<string?>("--work-days")
        {
            HelpName = "mon,tue,...",
            Description = "Days of work: a step begins on a day before a day off, if one is near.",
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
            days,
            cut,
            work,
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
                Ceiling = parsed.GetValue(ceiling),
                Until = Until(parsed.GetValue(until)),
                LeastDays = parsed.GetValue(days),
                MostCut = parsed.GetValue(cut) / 100,
                WorkDays = WorkDays(parsed.GetValue(work)),
            };
            if (wish.Problems(now.InZone(record.Person.Home).Date).ToList() is { Count: > 0 } problems)
            {
                throw new UsageException(problems);
            }

            var review = Review.Of(record, now, KnowledgeBase.Default, new Wishes { Plan = wish });
            if (wish.Measure is not null && review.Plan.Status == PlanStatus.CannotMeasure)
            {
                throw new UsageException($"--can-measure: {review.Plan.Findings[0].Clinician}");
            }

            if (parsed.GetValue(json))
            {
                context.WriteJson(PlanDocument.Of(review));
            }
            else
            {
                PlanPage.Write(page, review, KnowledgeBase.Default.Emergency, parsed.GetValue(voice) == "person");
            }

            return App.Fine;
        });
        return command;
    }

    private static Measuring? Measure(string? text) =>
        text is null ? null
        : Measuring.TryParse(text, out var measuring, out var problem) ? measuring
        : throw new UsageException($"--can-measure: {problem}");

    private static LocalDate? Until(string? text) =>
        text is null ? null
        : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date
        : throw new UsageException($"--until: expected a day such as 2026-06-30; found '{text}'");

    private static IReadOnlyList<IsoDayOfWeek> WorkDays(string? text) =>
        text is null ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(WorkDay)];

    private static IsoDayOfWeek WorkDay(string word) =>
        Week.Where(d => word.Length >= 3 && d.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Cast<IsoDayOfWeek?>()
            .SingleOrDefault()
        ?? throw new UsageException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--work-days: expected days such as mon,tue,wed; found '{word}'"
            )
        );
}

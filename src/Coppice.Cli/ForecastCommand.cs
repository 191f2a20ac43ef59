using System.CommandLine;
using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model;

namespace Coppice.Cli;

/// <summary>The command <c>coppice forecast</c>.</summary>
internal static class ForecastCommand
{
    public static Command Build(CommandContext context)
    {
        var file = App.FileArgument("A record (docs/record.md), or - for standard input.");
        var at = App.AtOption();
        var voice = App.VoiceOption();
        var json = App.JsonOption();
        var scenario = new Option<string?>("--scenario")
        {
            HelpName = "WORD,...",
            Description = "Only these: stop, carry-on, plan. All that make sense when left out.",
        };
        var days = new Option<int>("--days")
        {
            HelpName = "DAYS",
            Description = "How far ahead, 1 to 180.",
            DefaultValueFactory = _ => new ForecastWish().Days,
        };
        var without = new Option<string?>("--without")
        {
            HelpName = "PART,...",
            Description = "Switch parts of the model off to see what they add: fast, medium, slow (adaptation).",
        };
        var given = new Option<string?>("--given")
        {
            HelpName = "SHARE,...",
            Description = "A schedule: by day from today on, the share of the usual amount, such as 1,0.75,0.5,0.25,0.",
        };
        var plot = new Option<string?>("--plot") { HelpName = "FILE.svg|png", Description = "Write a plot." };
        var command = new Command(
            "forecast",
            "How withdrawal, craving and tolerance may unfold, with how sure that is. A rough guide, not a decision."
        )
        {
            file,
            scenario,
            days,
            given,
            without,
            plot,
            voice,
            at,
            json,
        };
        command.SetAction(parsed =>
        {
            var wish = new ForecastWish
            {
                Days = Days(parsed.GetValue(days)),
                Scenarios = Scenarios(parsed.GetValue(scenario), parsed.GetValue(given) is not null),
                Parts = PartsOf(parsed.GetValue(without)),
                Given = Shares(parsed.GetValue(given)),
            };
            var target = parsed.GetValue(plot);
            if (target is not null && !IsPng(target) && !target.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"--plot: expected a name that ends in .svg or .png; found '{target}'");
            }

            var forPerson = parsed.GetValue(voice) == "person";

            using var page = new Page(context.Output);
            var (record, now) = context.ReadRecord(parsed.GetValue(file)!, parsed.GetValue(at));
            var review = Review.Of(record, now, KnowledgeBase.Default, new Wishes { Forecast = wish });
            if (target is not null)
            {
                CommandContext.WriteFile(
                    target,
                    IsPng(target)
                        ? ForecastPlot.Png(review.Forecast, forPerson)
                        : ForecastPlot.Svg(review.Forecast, forPerson)
                );
            }

            if (parsed.GetValue(json))
            {
                context.WriteJson(ForecastDocument.Of(review));
            }
            else
            {
                ForecastPage.Write(page, review, forPerson);
            }

            return App.Fine;
        });
        return command;
    }

    private static bool IsPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private static int Days(int days) =>
        days is >= 1 and <= ForecastWish.MaxDays
            ? days
            : throw new UsageException($"--days: expected 1 to {ForecastWish.MaxDays}; found {days}");

    private static List<Scenario>? Scenarios(string? text, bool given)
    {
        if (text is null)
        {
            return null;
        }

        var found = Listed(text)
            .ConvertAll(word =>
                word switch
                {
                    "stop" => Scenario.Stop,
                    "carry-on" => Scenario.CarryOn,
                    "plan" => Scenario.Plan,
                    _ => throw new UsageException($"--scenario: expected stop, carry-on or plan; found '{word}'"),
                }
            );
        if (given)
        {
            found.Add(Scenario.Given);
        }

        return found;
    }

    private static Parts PartsOf(string? text) =>
        text is null
            ? Parts.All
            : Listed(text)
                .Aggregate(
                    Parts.All,
                    (parts, word) =>
                        parts
                        & ~(
                            word switch
                            {
                                "fast" => Parts.Fast,
                                "medium" => Parts.Medium,
                                "slow" => Parts.Slow,
                                _ => throw new UsageException(
                                    $"--without: expected fast, medium or slow; found '{word}'"
                                ),
                            }
                        )
                );

    private static List<double>? Shares(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Listed(text)
            .ConvertAll(word =>
                double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                && share <= 1
                    ? share
                    : throw new UsageException(
                        $"--given: expected shares of the usual amount from 0 to 1, such as 1,0.5,0; found '{word}'"
                    )
            );
    }

    private static List<string> Listed(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

using System.Globalization;
using Coppice.Model;
using NodaTime;

namespace Coppice.Care;

/// <summary>Puts a forecast into words: plain and near for the person, figures with their bands for the clinician.</summary>
internal static class ForecastWords
{
    /// <summary>Least share of members in which something must happen to be told as what will happen.</summary>
    private const double Likely = 0.5;

    /// <summary>Hours within which a peak counts as now.</summary>
    private const double Soon = 6;

    /// <summary>SOWS from which withdrawal is mild, moderate and severe (sows-bands-ctn).</summary>
    private static readonly double[] Bands = [0.5, 10.5, 20.5];

    private static readonly string[] Names = ["none", "mild", "moderate", "severe"];

    /// <summary>The finding of one supposition.</summary>
    public static Finding Scenario(Chart chart, ScenarioForecast forecast, PersonModel model)
    {
        var (rule, opening) = forecast.Scenario switch
        {
            Care.Scenario.Stop => (
                "forecast.stop",
                model.Exposure.Stopped ? "If you stay off kratom, " : "If you stop now, "
            ),
            Care.Scenario.CarryOn => ("forecast.carry-on", "If you go on as you do now, "),
            Care.Scenario.Plan => ("forecast.plan", "If you keep to your plan, "),
            _ => ("forecast.given", "If you do it in this way, "),
        };
        return chart.Knowledge.Finding(
            rule,
            Urgency.Info,
            [
                new Input("Taken", $"{chart.Pattern.AmountPerDay?.Text() ?? "amount not known"} a day"),
                new Input("Scores used", model.Observations.Count.Text()),
            ],
            [],
            ("person", opening + Person(chart, forecast)),
            ("clinician", Clinician(forecast))
        );
    }

    /// <summary>How much the forecast leans on the person's own scores.</summary>
    public static Finding Personal(Chart chart, ForecastQuality quality, IReadOnlyCollection<string> open)
    {
        var person = quality switch
        {
            { Scores: 0 } =>
                "So far this is a guess from what other people go through. Each check-in you do makes it more your own.",
            { Leaning: < 0.2 } => "Your check-ins fit what we guessed, so they change the picture only a little.",
            { Leaning: < 0.5 } => "Some of this now comes from your own check-ins.",
            { Leaning: < 0.8 } => "Much of this now comes from your own check-ins.",
            _ => "Most of this now comes from your own check-ins.",
        };
        var clinician = string.Create(
            CultureInfo.InvariantCulture,
            $"{quality.Scores} scores of the last {Exposure.Days} days used; they took away {quality.Leaning * 100:0} % of the variance at 48 h. Effective members {quality.EffectiveSize:0} of {quality.Members}, tempering {quality.Tempering:0.##}."
        );
        return chart.Knowledge.Finding(
            "forecast.personal",
            Urgency.Info,
            [],
            open,
            ("person", person),
            ("clinician", clinician)
        );
    }

    /// <summary>How well the forecasts have done so far; nothing while there is none to compare.</summary>
    public static IEnumerable<Finding> Grade(Chart chart, ForecastQuality quality)
    {
        if (quality.Coverage is not { } coverage || quality.Crps is not { } crps)
        {
            yield break;
        }

        var held = (int)Math.Round(coverage * quality.Forecasts);
        var person = string.Create(
            CultureInfo.InvariantCulture,
            $"How well have we done so far? {held} of your {quality.Forecasts} check-ins came out in the range we gave before."
        );
        if (quality.Widening > 1.05)
        {
            person += " We were off, so we now give a wider range.";
        }

        var clinician = string.Create(
            CultureInfo.InvariantCulture,
            $"One step ahead: {held} of {quality.Forecasts} scores within the 80 % band, mean CRPS {crps:0.0} points; bands widened {quality.Widening:0.##}-fold."
        );
        yield return chart.Knowledge.Finding(
            "forecast.grade",
            Urgency.Info,
            [],
            [],
            ("person", person),
            ("clinician", clinician)
        );
    }

    /// <summary>How far tolerance to earlier opioids has fallen: words first.</summary>
    public static Finding Lost(Chart chart, LostTolerance lost)
    {
        var person =
            "A dose of opioid that was usual before could now stop your breathing. "
            + (
                lost.LessThan.High < 1.3
                    ? "Kratom may have kept up some of what your body could handle. No one can say how much."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Your body may now handle {Times(lost.LessThan.Low)} to {Times(lost.LessThan.High)} less than it once did. The less kratom you take, the lower it falls."
                    )
            )
            + " Do not use alone. Keep naloxone close and make an overdose plan.";
        var clinician = string.Create(
            CultureInfo.InvariantCulture,
            $"Tolerance to earlier opioids: C50 multiplier {Show(lost.Then)} when last used, {Show(lost.Now)} now; {lost.Left.Median * 100:0} % ({lost.Left.Low * 100:0}-{lost.Left.High * 100:0}) of it left; an earlier dose may now act {Show(lost.LessThan)} times as strongly. Exploratory; naloxone and overdose plan whatever the figure."
        );
        return chart.Knowledge.Finding(
            "forecast.lost-tolerance",
            Urgency.Routine,
            [new Input("Last opioid use", chart.Record.History.LastOpioidUse?.ToString() ?? "not known")],
            chart.Record.History.LastOpioidUse is null ? ["last-opioid"] : [],
            ("person", person),
            ("clinician", clinician)
        );
    }

    /// <summary>A moment some hours away, as one says it: <c>tonight</c>, <c>Wednesday morning</c>.</summary>
    public static string When(Instant now, DateTimeZone home, double hours)
    {
        var there = (now + Duration.FromHours(hours)).InZone(home);
        var today = now.InZone(home).Date;
        var part = there.Hour switch
        {
            < 5 => "night",
            < 12 => "morning",
            < 17 => "afternoon",
            < 22 => "evening",
            _ => "night",
        };

        // The small hours belong to the night that began the evening before.
        var date = there.Hour < 5 ? there.Date.PlusDays(-1) : there.Date;
        var days = Period.DaysBetween(today, date);
        return days switch
        {
            <= 0 when part == "night" => "tonight",
            <= 0 => $"this {part}",
            1 => $"tomorrow {part}",
            < 7 => $"{date.DayOfWeek} {part}",
            _ => $"in about {days} days",
        };
    }

    /// <summary>The SOWS band of a score, in a word.</summary>
    public static string Level(double sows) => Names[Bands.Count(b => sows >= b)];

    private static string Person(Chart chart, ScenarioForecast forecast)
    {
        var level = Level(forecast.Peak.Median);
        var (least, most) = (Level(forecast.Peak.Low), Level(forecast.Peak.High));
        var range =
            least == most ? $"withdrawal will most likely be {level}."
            : level == "none" ? $"you may feel no withdrawal, but it could be {most}."
            : $"withdrawal will most likely be {level} at its worst, but it could be from {least} to {most}.";
        var text = range;
        if (forecast.Scenario == Care.Scenario.CarryOn)
        {
            return text + " This is to compare, not advice.";
        }

        if (forecast.Peak.High < Model.Course.Threshold + 2)
        {
            return text;
        }

        text +=
            forecast.PeakHours.High <= Soon
                ? " The worst is likely now or behind you."
                : $" The worst is usually {Between(chart, forecast.PeakHours)}.";
        if (forecast.Eased.Share >= Likely)
        {
            text += $" It should ease {Between(chart, forecast.Eased.Hours)}.";
        }

        return text + " Sleep, mood and energy can take longer.";
    }

    private static string Between(Chart chart, Band hours)
    {
        var from = When(chart.Now, chart.Home, hours.Low);
        var to = When(chart.Now, chart.Home, hours.High);
        if (from == to)
        {
            return from;
        }

        return from.StartsWith("in about", StringComparison.Ordinal)
                ? $"{Days(hours.Low)} to {Days(hours.High)} days from now"
            : to.StartsWith("in about", StringComparison.Ordinal)
                ? $"between {from} and {Days(hours.High)} days from now"
            : $"between {from} and {to}";

        static string Days(double h) => Math.Round(h / 24).ToString("0", CultureInfo.InvariantCulture);
    }

    private static string Clinician(ScenarioForecast forecast)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Peak SOWS {Show(forecast.Peak)} at {Show(forecast.PeakHours)} h"
        );
        text +=
            forecast.Onset.Share > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"; onset {Show(forecast.Onset.Hours)} h in {forecast.Onset.Share * 100:0} %"
                )
                : "; no onset";
        if (forecast.Eased.Share > 0)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $"; below 4 by {Show(forecast.Eased.Hours)} h in {forecast.Eased.Share * 100:0} %"
            );
        }

        if (forecast.Causes.Count > 0)
        {
            text +=
                "; peak made up of "
                + string.Join(", ", forecast.Causes.Select(c => $"{CauseText(c.Id)} {Show(c.Points)}"))
                + " (each switched off in turn, so they do not add up)";
        }

        return text + ". Median (10-90 %).";
    }

    private static string CauseText(string id) =>
        id switch
        {
            "washout" => "washout",
            "fastAdaptation" => "fast adaptation",
            "mediumAdaptation" => "medium adaptation",
            "slowAdaptation" => "slow adaptation",
            "alpha2" => "alpha-2 agonist",
            _ => id,
        };

    private static string Show(Band band) =>
        string.Create(CultureInfo.InvariantCulture, $"{band.Median:0.##} ({band.Low:0.##} to {band.High:0.##})");

    private static string Times(double factor) =>
        factor < 1.15 ? "no" : string.Create(CultureInfo.InvariantCulture, $"{factor:0.#} times");
}

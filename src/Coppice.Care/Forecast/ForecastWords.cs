using System.Globalization;
using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Record.Json;
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

    /// <summary>Days from which a moment is told by their number.</summary>
    private const int Far = 7;

    /// <summary>The finding of one supposition.</summary>
    public static Finding Scenario(Chart chart, ScenarioForecast forecast, PersonModel model)
    {
        var (rule, opening) = forecast.Scenario switch
        {
            Care.Scenario.Stop => ("forecast.stop", model.Exposure.Stopped ? "if.stay-off" : "if.stop"),
            Care.Scenario.CarryOn => ("forecast.carry-on", "if.carry-on"),
            Care.Scenario.Plan => ("forecast.plan", "if.plan"),
            _ => ("forecast.given", "if.given"),
        };
        return chart.Knowledge.Finding(
            rule,
            Urgency.Info,
            [
                new Input("Taken", $"{chart.Pattern.AmountPerDay?.Text() ?? "amount not known"} a day"),
                new Input("Scores used", model.Observations.Count.Text()),
            ],
            [],
            ("person", $"{chart.Knowledge.Phrases.Say(opening)} {Person(chart, forecast)}"),
            ("clinician", Clinician(forecast))
        );
    }

    /// <summary>How much the forecast leans on the person's own scores.</summary>
    public static Finding Personal(Chart chart, ForecastQuality quality, IReadOnlyCollection<string> open)
    {
        var person = quality switch
        {
            { Scores: 0 } => "own.none",
            { Leaning: < 0.2 } => "own.little",
            { Leaning: < 0.5 } => "own.some",
            { Leaning: < 0.8 } => "own.much",
            _ => "own.most",
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
            ("person", chart.Knowledge.Phrases.Say(person)),
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
        var phrases = chart.Knowledge.Phrases;
        var person = phrases.Say("grade.held", ("held", held.Text()), ("all", quality.Forecasts.Text()));
        if (quality.Widening > 1.05)
        {
            person += " " + phrases.Say("grade.wider");
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
        var phrases = chart.Knowledge.Phrases;
        var how =
            lost.LessThan.High < 1.3
                ? phrases.Say("lost.kept")
                : phrases.Say(
                    "lost.less",
                    ("low", Times(lost.LessThan.Low, phrases)),
                    ("high", Times(lost.LessThan.High, phrases))
                );
        var person = $"{phrases.Say("lost.first")} {how} {phrases.Say("lost.plan")}";
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
    public static string When(Instant now, DateTimeZone home, double hours, Phrases phrases)
    {
        var there = (now + Duration.FromHours(hours)).InZone(home);
        var part = there.Hour switch
        {
            < 5 => "night",
            < 12 => "morning",
            < 17 => "afternoon",
            < 22 => "evening",
            _ => "night",
        };
        var days = DaysAhead(now, home, hours);
        return days switch
        {
            <= 0 => phrases.Say($"when.today.{part}"),
            1 => phrases.Say($"when.tomorrow.{part}"),
            < Far => phrases.Say(
                $"when.day.{part}",
                ("day", phrases.Say($"day.{Word.Of(there.Date.PlusDays(there.Hour < 5 ? -1 : 0).DayOfWeek)}"))
            ),
            _ => phrases.Say("when.days", ("days", days.Text())),
        };
    }

    /// <summary>The SOWS band of a score, in a word.</summary>
    public static string Level(double sows) => Names[Bands.Count(b => sows >= b)];

    private static string Person(Chart chart, ScenarioForecast forecast)
    {
        var phrases = chart.Knowledge.Phrases;
        var level = Level(forecast.Peak.Median);
        var (least, most) = (Level(forecast.Peak.Low), Level(forecast.Peak.High));
        var text =
            least == most ? phrases.Say($"peak.only.{level}")
            : level == "none" ? phrases.Say("peak.none-to", ("most", Told(most)))
            : phrases.Say("peak.range", ("level", Told(level)), ("least", Told(least)), ("most", Told(most)));
        if (forecast.Scenario == Care.Scenario.CarryOn)
        {
            return $"{text} {phrases.Say("peak.no-advice")}";
        }

        if (forecast.Peak.High < Model.Course.Threshold + 2)
        {
            return text;
        }

        text +=
            " "
            + (
                forecast.PeakHours.High <= Soon
                    ? phrases.Say("peak.now")
                    : phrases.Say("peak.when", ("when", Between(chart, forecast.PeakHours)))
            );
        if (forecast.Eased.Share >= Likely)
        {
            text += " " + phrases.Say("peak.eases", ("when", Between(chart, forecast.Eased.Hours)));
        }

        return $"{text} {phrases.Say("peak.longer")}";

        string Told(string word) => phrases.Say($"level.{word}");
    }

    private static string Between(Chart chart, Band hours)
    {
        var phrases = chart.Knowledge.Phrases;
        var (from, to) = (At(hours.Low), At(hours.High));
        return from == to ? from
            : IsFar(hours.Low) ? phrases.Say("between.days", ("low", Days(hours.Low)), ("high", Days(hours.High)))
            : IsFar(hours.High) ? phrases.Say("between.day-and-days", ("from", from), ("high", Days(hours.High)))
            : phrases.Say("between", ("from", from), ("to", to));

        string At(double h) => When(chart.Now, chart.Home, h, phrases);
        bool IsFar(double h) => DaysAhead(chart.Now, chart.Home, h) >= Far;
        static string Days(double h) => Math.Round(h / 24).ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>Calendar days ahead. The small hours belong to the night that began the evening before.</summary>
    private static int DaysAhead(Instant now, DateTimeZone home, double hours)
    {
        var there = (now + Duration.FromHours(hours)).InZone(home);
        return Period.DaysBetween(now.InZone(home).Date, there.Hour < 5 ? there.Date.PlusDays(-1) : there.Date);
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

    private static string Times(double factor, Phrases phrases) =>
        factor < 1.15
            ? phrases.Say("times.none")
            : phrases.Say("times", ("factor", factor.ToString("0.#", CultureInfo.InvariantCulture)));
}

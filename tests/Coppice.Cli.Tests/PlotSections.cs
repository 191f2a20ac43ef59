using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model;

namespace Coppice.Cli.Tests;

/// <summary>Made-up forecasts to draw.</summary>
internal static class PlotSections
{
    public static readonly Scenario[] All = Enum.GetValues<Scenario>();

    /// <summary>One with these suppositions.</summary>
    public static ForecastSection Made(int days, double height, params Scenario[] scenarios) =>
        Of([.. scenarios.Select(s => Curve(s, days, height))]);

    public static ForecastSection Of(params IReadOnlyList<ScenarioForecast> scenarios) =>
        new()
        {
            Status = ForecastStatus.Made,
            Findings =
            [
                .. scenarios.Select(s =>
                    s.Scenario switch
                    {
                        Scenario.Stop => Finding("stop", "If kratom is stopped now", "If you stop now, it will ease."),
                        Scenario.CarryOn => Finding(
                            "carry-on",
                            "If use goes on as it is",
                            "If you go on as you do now, it will be mild."
                        ),
                        Scenario.Plan => Finding(
                            "plan",
                            "If the chosen plan is followed",
                            "If you keep to your plan, it will be mild."
                        ),
                        _ => Finding(
                            "given",
                            "If a given schedule is followed",
                            "If you do it in this way, it will be mild."
                        ),
                    }
                ),
            ],
            Scenarios = scenarios,
            Assumptions = [],
            Ask = [],
        };

    /// <summary>None, and why.</summary>
    public static ForecastSection None(ForecastStatus status) =>
        new()
        {
            Status = status,
            Findings =
            [
                Finding(
                    "not-enough",
                    "Not enough to say",
                    "There is not enough here yet to say how it may go. Tell us what you take, how much & how often <each day>."
                ),
            ],
            Scenarios = [],
            Assumptions = [],
            Ask = [],
        };

    /// <summary>Any curve: its points follow from the seed.</summary>
    public static ScenarioForecast Any(int seed)
    {
        var random = new Random(seed);
        var hours = 0.0;
        List<ForecastPoint> points = [];
        for (var i = random.Next(1, 90); i >= 0; i--)
        {
            double[] band = [.. Enumerable.Range(0, 3).Select(_ => 64 * random.NextDouble()).Order()];
            points.Add(Point(hours, new Band(band[0], band[1], band[2])));
            hours += random.Next(1, 48);
        }

        return Forecast(All[seed % All.Length], points);
    }

    public static ForecastPoint Point(double hours, Band withdrawal) =>
        new("2026-03-20T09:00-04:00", hours, withdrawal, default, default);

    public static ScenarioForecast Forecast(Scenario scenario, IReadOnlyList<ForecastPoint> points) =>
        new()
        {
            Scenario = scenario,
            Points = points,
            Onset = new Timing(default, 0),
            Peak = default,
            PeakHours = default,
            Eased = new Timing(default, 0),
            Causes = [],
        };

    private static ScenarioForecast Curve(Scenario scenario, int days, double height)
    {
        List<ForecastPoint> points = [];
        for (var hours = 0; hours <= days * 24; hours += hours < 240 ? 6 : 24)
        {
            var day = hours / 24.0;
            var median = scenario switch
            {
                Scenario.Stop => (0.2 * height * Math.Exp(-day / 4)) + (height * day * Math.Exp(1 - (day / 1.8)) / 1.8),
                Scenario.CarryOn => height * (0.22 + (0.05 * Math.Cos(2 * Math.PI * day))),
                Scenario.Plan => height * 0.45 * Math.Exp(-Math.Pow((day - 14) / 9, 2)),
                _ => height * 0.6 * Math.Exp(-Math.Pow((day - 7) / 4, 2)),
            };
            points.Add(
                Point(
                    hours,
                    new Band(Math.Max(0, (0.45 * median) - 1), Math.Min(64, median), Math.Min(64, (1.7 * median) + 2))
                )
            );
        }

        return Forecast(scenario, points);
    }

    private static Finding Finding(string id, string title, string person) =>
        new()
        {
            Id = "forecast." + id,
            Area = Area.Forecast,
            Urgency = Urgency.Info,
            Title = title,
            Person = person,
            Clinician = "No forecast: strength not known.",
            Because = [],
            Missing = [],
            For = [],
            Against = [],
        };
}

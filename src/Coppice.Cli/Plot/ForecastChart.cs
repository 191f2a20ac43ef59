using System.Globalization;
using Coppice.Care;

namespace Coppice.Cli;

/// <summary>A forecast drawn with characters: the median, the middle 80 % behind it, and the same figures in a table.</summary>
internal static class ForecastChart
{
    private const int Width = 60;

    /// <summary>SOWS points in one row.</summary>
    private const double RowPoints = 4;

    /// <summary>Days that the chart shows at most: the time in which most happens.</summary>
    private const double MostDays = 15;

    private static readonly double[] TableDays = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 60, 90, 180];

    public static void Write(Page page, ForecastSection section)
    {
        foreach (var scenario in section.Scenarios)
        {
            page.Heading($"{Title(scenario.Scenario)}: withdrawal (SOWS, 0 to 64)");
            foreach (var line in Lines(scenario))
            {
                page.Text(line, 2);
            }
        }
    }

    /// <summary>The title of a supposition.</summary>
    public static string Title(Scenario scenario) =>
        scenario switch
        {
            Scenario.Stop => "Stop now",
            Scenario.CarryOn => "Carry on",
            Scenario.Plan => "The plan",
            _ => "The given schedule",
        };

    /// <summary>The chart and the table, line by line.</summary>
    internal static IEnumerable<string> Lines(ScenarioForecast scenario)
    {
        var days = Math.Min(MostDays, scenario.Points[^1].Hours / 24);
        var top = Math.Max(12, scenario.Points.Max(p => p.Withdrawal.High));
        for (var row = (int)Math.Ceiling(top / RowPoints) - 1; row >= 0; row--)
        {
            var low = row * RowPoints;
            var cells = Enumerable.Range(0, Width).Select(x => Cell(At(scenario, days * 24 * x / (Width - 1)), low));
            yield return $"{Label(low), -12} {string.Concat(cells)}".TrimEnd();
        }

        yield return $"{"", -12} {new string('-', Width)}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{"", -12} now{new string(' ', Width - 11)}{days:0} days"
        );
        yield return "* median   : middle 80 %";
        yield return "day      low  median  high";
        foreach (var day in TableDays.Where(d => d * 24 <= scenario.Points[^1].Hours))
        {
            var band = At(scenario, day * 24).Withdrawal;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{day, 3:0} {band.Low, 8:0.0} {band.Median, 7:0.0} {band.High, 5:0.0}"
            );
        }
    }

    private static ForecastPoint At(ScenarioForecast scenario, double hours) =>
        scenario.Points.MinBy(p => Math.Abs(p.Hours - hours))!;

    private static char Cell(ForecastPoint point, double low)
    {
        var band = point.Withdrawal;
        var high = low + RowPoints;
        return band.Median >= low && band.Median < high ? '*'
            : band.High >= low && band.Low < high ? ':'
            : ' ';
    }

    /// <summary>The row in which a band of the SOWS begins (1, 11, 21) says so; the others show their own lower end.</summary>
    private static string Label(double low) =>
        low switch
        {
            0 => "mild     1",
            8 => "moderate 11",
            20 => "severe   21",
            _ => low.ToString("0", CultureInfo.InvariantCulture).PadLeft(10),
        };
}

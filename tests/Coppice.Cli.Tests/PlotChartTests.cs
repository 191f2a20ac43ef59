using Coppice.Care;

namespace Coppice.Cli.Tests;

/// <summary>A forecast drawn with letters.</summary>
public class PlotChartTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(100)]
    public void It_fits_the_width_with_and_without_Unicode(int width)
    {
        foreach (var days in (int[])[1, 10, 30, 90, 180])
        {
            var section = PlotSections.Made(days, 18, PlotSections.All);
            foreach (var unicode in (bool[])[true, false])
            {
                var lines = ForecastChart.Lines(section, forPerson: false, unicode, width);
                Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            }
        }
    }

    [Fact]
    public void Without_Unicode_it_is_ASCII() =>
        Assert.All(
            ForecastChart.Lines(PlotSections.Made(30, 18, PlotSections.All), unicode: false),
            line => Assert.True(System.Text.Ascii.IsValid(line), line)
        );

    [Fact]
    public void A_chart_is_twelve_rows_with_the_words_of_the_score_and_the_days_from_now()
    {
        var lines = ForecastChart.Lines(PlotSections.Made(30, 18, Scenario.Stop));
        var chart = lines.Skip(1).TakeWhile(l => l.Length > 0).ToList();
        Assert.Equal(12, chart.Count);
        var marks = chart
            .Where(l => l.Length > 12 && l[..12].Trim().Length > 0)
            .Select(l => Command.Flat(l[..12]))
            .Take(4);
        Assert.Equal(["severe 21", "moderate 11", "mild 1", "none 0"], marks);
        Assert.Equal("now 5 10 15 20 25 30 days", Command.Flat(chart[^1]));
    }

    [Theory]
    [InlineData(true, "you stop now")]
    [InlineData(false, "kratom is stopped now")]
    public void Each_line_ends_with_its_label_in_the_words_of_the_finding(bool forPerson, string label)
    {
        var lines = ForecastChart.Lines(PlotSections.Made(30, 18, Scenario.Stop), forPerson);
        Assert.Equal($"Withdrawal, if {label}", lines[0]);
        var beside = lines.Skip(1).Take(10).Select(l => l.Length > 61 ? l[61..] : "");
        Assert.Equal($"{label} day 30: 0 (0 to 2)", Command.Flat(string.Join(' ', beside)));
    }

    [Fact]
    public void The_table_is_the_points_of_the_forecast()
    {
        var forecast = PlotSections.Made(30, 18, Scenario.Stop).Scenarios.Single();
        var lines = ForecastChart.Lines(PlotSections.Of(forecast), forPerson: false);
        var days = Row("day");
        Assert.Equal(["now", "1", "2", "3", "5", "7", "10", "14", "21", "30"], days);
        var points = days.Select(day =>
            forecast.Points.Single(p =>
                p.Hours == (day == "now" ? 0 : 24 * int.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
            )
        );
        Assert.Equal(points.Select(p => Picture.Score(p.Withdrawal.Low)), Row("low"));
        Assert.Equal(points.Select(p => Picture.Score(p.Withdrawal.Median)), Row("median"));
        Assert.Equal(points.Select(p => Picture.Score(p.Withdrawal.High)), Row("high"));

        string[] Row(string name) =>
            Command.Flat(lines.Single(l => l.TrimStart().StartsWith(name + " ", StringComparison.Ordinal))).Split(' ')[
                1..
            ];
    }

    [Theory]
    [InlineData(0.49, "0")]
    [InlineData(0.5, "1")]
    [InlineData(10.5, "11")]
    [InlineData(20.49, "20")]
    public void A_score_is_told_in_the_whole_points_that_its_word_stands_for(double score, string told) =>
        Assert.Equal(told, Picture.Score(score));

    [Fact]
    public void The_line_is_within_its_shading_and_both_are_there()
    {
        var field = ForecastChart
            .Lines(PlotSections.Made(30, 18, Scenario.Stop), unicode: false)
            .Skip(1)
            .Take(10)
            .ToList();
        for (var column = 14; column < 61; column++)
        {
            var letters = string.Concat(field.Select(l => column < l.Length ? l[column] : ' '));
            Assert.Contains('*', letters);
            Assert.Matches("^[ -]*:*[*]+:*[ -]*$", letters);
        }
    }

    [Theory]
    [InlineData(ForecastStatus.NotEnough, true, "Withdrawal: no forecast. There is not enough here yet")]
    [InlineData(ForecastStatus.NotFor, false, "Withdrawal: no forecast. No forecast: strength not known.")]
    [InlineData(ForecastStatus.Made, true, "Withdrawal: no forecast. There is no curve for what was asked.")]
    public void Without_a_forecast_it_says_so(ForecastStatus status, bool forPerson, string says)
    {
        var lines = ForecastChart.Lines(PlotSections.None(status), forPerson);
        Assert.StartsWith(says, string.Join(' ', lines), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void A_page_prints_it_as_it_is()
    {
        var section = PlotSections.Made(30, 18, Scenario.Stop, Scenario.CarryOn);
        using var writer = new StringWriter { NewLine = "\n" };
        using (var page = new Page(writer))
        {
            ForecastChart.Write(page, section);
        }

        Assert.Equal(string.Join('\n', ForecastChart.Lines(section)) + "\n", writer.ToString());
    }
}

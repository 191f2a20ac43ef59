using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli.Tests;

/// <summary>A forecast as a picture for a file.</summary>
public class PlotTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_drawn_is_in_order_and_within_the_score(int seed)
    {
        var curve = Picture.Of(PlotSections.Of(PlotSections.Any(seed)), forPerson: true).Curves.Single();
        for (var day = 0.0; day < curve.Last.Day; day += 0.17)
        {
            var span = curve.Between(day, day + 0.17)!.Value;
            Assert.InRange(span.Low, 0, span.LowestMedian);
            Assert.InRange(span.HighestMedian, span.LowestMedian, span.High);
            Assert.InRange(span.High, span.HighestMedian, 64);
        }

        Assert.Null(curve.Between(curve.Last.Day + 1, curve.Last.Day + 2));
    }

    [Fact]
    public void What_is_drawn_between_two_points_is_on_the_line_between_them_and_misses_no_peak()
    {
        var curve = new Curve(Scenario.Stop, "", [new(0, 0, 2, 4), new(1, 10, 20, 30), new(2, 0, 4, 6)]);
        Assert.Equal(new Span(5, 11, 11, 17), curve.Between(0.5, 0.5));
        Assert.Equal(new Span(5, 11, 20, 30), curve.Between(0.5, 1.5));
        Assert.Equal(new Span(0, 4, 4, 6), curve.Between(2, 3));
    }

    [Fact]
    public void The_words_of_the_axis_are_those_of_the_instrument() =>
        Assert.Equal([(0, "none"), (1, "mild"), (11, "moderate"), (21, "severe")], Picture.Levels);

    [Theory]
    [InlineData(5, 30)]
    [InlineData(18, 40)]
    [InlineData(24, 50)]
    [InlineData(60, 64)]
    public void The_axis_holds_the_highest_band_and_every_word(double height, double top)
    {
        var picture = Picture.Of(PlotSections.Made(30, height, Scenario.Stop), forPerson: true);
        Assert.Equal(top, picture.Top);
        Assert.All(picture.Curves.SelectMany(c => c.Points), p => Assert.InRange(p.High, 0, picture.Top));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_SVG_holds_the_labels_the_words_of_the_axis_and_what_it_is(bool forPerson)
    {
        var section = PlotSections.Made(30, 18, PlotSections.All);
        var picture = Picture.Of(section, forPerson);
        var root = Read(ForecastPlot.Svg(section, forPerson));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(svg + "svg", root.Name);
        Assert.Equal(("1000", "560"), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
        var texts = root.Elements(svg + "text").Select(t => t.Value).ToList();
        var flat = string.Join(' ', texts);
        string[] words =
        [
            picture.Title,
            picture.Reading,
            .. picture.Curves.Select(c => c.Label),
            .. picture.Curves.Select(c => Picture.Told(c.Last)),
            "to compare, not advice",
            "days from now",
            $"Coppice {Review.ThisVersion}",
        ];
        Assert.All(words, text => Assert.Contains(text, flat, StringComparison.Ordinal));
        Assert.All(
            (string[])["none", "mild", "moderate", "severe", "now", "0", "11", "21", "30"],
            text => Assert.Contains(text, texts)
        );
        foreach (var phrase in (string[])["ot a medical device", "n an emergency, call 911"])
        {
            Assert.Contains(phrase, flat, StringComparison.Ordinal);
            Assert.Contains(phrase, KnowledgeBase.Default.Emergency.IntendedUse.Person, StringComparison.Ordinal);
        }

        // Whoever hears it is told every point of the small tables.
        var heard = root.Element(svg + "desc")!.Value;
        Assert.All(
            picture.Curves.SelectMany(c => c.Table),
            p => Assert.Contains(Picture.Told(p), heard, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_supposition_has_a_line_of_its_own_without_colour()
    {
        var root = Read(ForecastPlot.Svg(PlotSections.Made(30, 18, PlotSections.All)));
        var samples = root.Elements().Where(e => e.Attribute("stroke-width")?.Value == "2.6").ToList();
        Assert.Equal(4, samples.Count);
        Assert.Equal(4, samples.Select(s => s.Attribute("stroke-dasharray")?.Value).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Words_stay_within_the_picture_and_labels_do_not_meet(int count)
    {
        var root = Read(ForecastPlot.Svg(PlotSections.Made(180, 40, PlotSections.All[..count])));
        var texts = root.Elements().Where(e => e.Name.LocalName == "text").ToList();
        var labels = texts.Where(t => t.Attribute("x")!.Value == "784").Select(t => Number(t, "y")).Order().ToList();
        Assert.All(labels, y => Assert.InRange(y, 100, 520));
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 17.9, 560));
        Assert.All(texts, t => Assert.InRange(Number(t, "y"), 20, 550));
    }

    [Theory]
    [InlineData(ForecastStatus.NotEnough, "There is not enough here yet to say how it may go.")]
    [InlineData(ForecastStatus.Made, "There is no curve for what was asked.")]
    public void Without_a_forecast_a_picture_says_so(ForecastStatus status, string why)
    {
        var section = PlotSections.None(status);
        var texts = string.Join(
            ' ',
            Read(ForecastPlot.Svg(section)).Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value)
        );
        Assert.Contains("Withdrawal: no forecast", texts, StringComparison.Ordinal);
        Assert.Contains(why, texts, StringComparison.Ordinal);
        Assert.DoesNotContain("severe", texts, StringComparison.Ordinal);
        Size(ForecastPlot.Png(section));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_forecast_can_be_drawn(int seed)
    {
        var section = PlotSections.Of(PlotSections.Any(seed), PlotSections.Any(seed + 1));
        Read(ForecastPlot.Svg(section));
        Assert.NotEmpty(ForecastChart.Lines(section));
    }

    [Fact]
    public void A_PNG_is_one_and_has_its_size() => Size(ForecastPlot.Png(PlotSections.Made(30, 18, PlotSections.All)));

    [Fact]
    public void The_same_forecast_gives_the_same_bytes_whatever_was_drawn_before()
    {
        var section = PlotSections.Made(30, 18, Scenario.Stop, Scenario.CarryOn);
        var (svg, png) = (ForecastPlot.Svg(section), ForecastPlot.Png(section));
        ForecastPlot.Svg(PlotSections.Made(90, 40, PlotSections.All));
        Assert.Equal(svg, ForecastPlot.Svg(PlotSections.Made(30, 18, Scenario.Stop, Scenario.CarryOn)));
        Assert.Equal(png, ForecastPlot.Png(PlotSections.Made(30, 18, Scenario.Stop, Scenario.CarryOn)));
        Assert.NotEqual(svg, ForecastPlot.Svg(PlotSections.Made(30, 17, Scenario.Stop, Scenario.CarryOn)));
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static XElement Read(byte[] svg) => XDocument.Parse(Encoding.UTF8.GetString(svg)).Root!;

    private static void Size(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal(1000, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(560, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}

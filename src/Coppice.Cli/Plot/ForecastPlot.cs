using System.Globalization;
using System.Text;
using Coppice.Care;

namespace Coppice.Cli;

/// <summary>
/// A forecast as a drawing (SVG): the median of each supposition, its middle 80 % as a tint, the bands of the score in words. The
/// same forecast always gives the same bytes.
/// </summary>
internal static class ForecastPlot
{
    private const double Left = 150;
    private const double Right = 850;
    private const double Top = 60;
    private const double Bottom = 460;

    private static readonly string[] Colours = ["#2f6b3a", "#8a5a2b", "#3f6f8f", "#6b6b3a"];
    private static readonly string[] Dashes = ["", "8 4", "2 4", "10 3 2 3"];

    private static readonly (double Sows, string Word)[] Levels = [(1, "mild"), (11, "moderate"), (21, "severe")];

    /// <summary>Draws the forecast; one without curves gives a drawing that says why.</summary>
    public static byte[] Svg(Review review)
    {
        var section = review.Forecast;
        var text = new StringBuilder();
        text.Append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 560\" width=\"1000\" height=\"560\" font-family=\"system-ui, sans-serif\" font-size=\"14\" role=\"img\">\n"
        );
        text.Append("<title>Withdrawal in the time to come, as bands</title>\n");
        text.Append("<rect width=\"1000\" height=\"560\" fill=\"#fbfaf7\"/>\n");
        Say(text, 30, 36, "Withdrawal in the time to come (SOWS, 0 to 64)", "font-size=\"20\" fill=\"#2b2b24\"");
        if (section.Scenarios.Count == 0)
        {
            Say(text, Left, 240, "No forecast: " + section.Findings[0].Title, "fill=\"#2b2b24\"");
        }
        else
        {
            Curves(text, section);
        }

        Say(
            text,
            30,
            520,
            $"Coppice {review.Version} · {review.At} · a rough guide from a model, for education; not a medical device.",
            "fill=\"#5c5a4f\" font-size=\"12\""
        );
        Say(
            text,
            30,
            540,
            "In an emergency call 911. Crisis: 988. Lines: median. Tints: middle 80 %.",
            "fill=\"#5c5a4f\" font-size=\"12\""
        );
        return Encoding.UTF8.GetBytes(text.Append("</svg>\n").ToString());
    }

    private static void Curves(StringBuilder text, ForecastSection section)
    {
        var days = section.Scenarios.Max(s => s.Points[^1].Hours) / 24;
        var most = Math.Max(
            24,
            Math.Min(64, Math.Ceiling(section.Scenarios.Max(s => s.Points.Max(p => p.Withdrawal.High)) / 4) * 4)
        );
        foreach (var (sows, word) in Levels.Where(l => l.Sows < most))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{N(Left)}\" x2=\"{N(Right)}\" y1=\"{N(Y(sows))}\" y2=\"{N(Y(sows))}\" stroke=\"#c9c4b5\" stroke-dasharray=\"3 5\"/>\n"
            );
            Say(
                text,
                40,
                Y(sows) + 5,
                $"{word} from {sows.ToString(CultureInfo.InvariantCulture)}",
                "fill=\"#5c5a4f\""
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{N(Left)}\" x2=\"{N(Left)}\" y1=\"{N(Top)}\" y2=\"{N(Bottom)}\" stroke=\"#2b2b24\" stroke-width=\"0.7\"/>\n<line x1=\"{N(Left)}\" x2=\"{N(Right)}\" y1=\"{N(Bottom)}\" y2=\"{N(Bottom)}\" stroke=\"#2b2b24\"/>\n"
        );
        var step =
            days <= 14 ? 1
            : days <= 35 ? 5
            : 30;
        for (var day = 0; day <= days; day += step)
        {
            Say(
                text,
                X(day * 24.0),
                Bottom + 22,
                day == 0 ? "now" : $"day {day.ToString(CultureInfo.InvariantCulture)}",
                "text-anchor=\"middle\" fill=\"#2b2b24\""
            );
        }

        var labels = new List<double>();
        for (var i = 0; i < section.Scenarios.Count; i++)
        {
            var scenario = section.Scenarios[i];
            var colour = Colours[i % Colours.Length];
            var upper = scenario.Points.Select(p => $"{N(X(p.Hours))},{N(Y(p.Withdrawal.High))}");
            var lower = scenario.Points.Reverse().Select(p => $"{N(X(p.Hours))},{N(Y(p.Withdrawal.Low))}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"<polygon points=\"{string.Join(' ', upper.Concat(lower))}\" fill=\"{colour}\" fill-opacity=\"0.16\"/>\n"
            );
            var dash = Dashes[i % Dashes.Length];
            text.Append(
                CultureInfo.InvariantCulture,
                $"<polyline points=\"{string.Join(' ', scenario.Points.Select(p => $"{N(X(p.Hours))},{N(Y(p.Withdrawal.Median))}"))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>\n"
            );

            // Labels stand at the ends of their lines, moved apart when the lines end together.
            var y = Y(scenario.Points[^1].Withdrawal.Median) + 5;
            while (labels.Exists(other => Math.Abs(other - y) < 18))
            {
                y -= 18;
            }

            labels.Add(y);
            Say(text, Right + 10, y, ForecastChart.Title(scenario.Scenario), $"fill=\"{colour}\" font-weight=\"600\"");
        }

        double X(double hours) => Left + ((Right - Left) * hours / (days * 24));
        double Y(double sows) => Bottom - ((Bottom - Top) * sows / most);
    }

    private static void Say(StringBuilder text, double x, double y, string words, string style) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" {style}>{System.Security.SecurityElement.Escape(words)}</text>\n"
        );

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Coppice.Care;
using ScottPlot;
using SkiaSharp;

namespace Coppice.Cli;

/// <summary>
/// Draws a forecast as a picture for a file, 1000 by 560. ScottPlot draws curves and bands; words are set here at places that do
/// not depend on the fonts of a machine, so that an SVG is the same everywhere and its words are words.
/// </summary>
internal static class ForecastPlot
{
    public const int Width = 1000;
    public const int Height = 560;

    private const int Left = 128;
    private const int Right = 732;
    private const int Top = 118;
    private const int Bottom = 462;

    /// <summary>Room above and below the field, so that a line along its edge is as thick as elsewhere.</summary>
    private const int Spare = 3;

    /// <summary>Letters in a line of a label, and of the sentence that stands where there is no curve.</summary>
    private const int LabelWidth = 20;
    private const int SentenceWidth = 84;

    private const string Paper = "#FCFBF7";
    private const string Ink = "#2A2722";
    private const string Soft = "#5C564B";
    private const string Faint = "#A69E8D";

    private const string Footer =
        "A rough guide from a computer model; it can be wrong. Not a medical device. In an emergency, call 911.";

    private static readonly string[] Families =
    [
        "Segoe UI",
        "Helvetica Neue",
        "Roboto",
        "Noto Sans",
        "Liberation Sans",
        "Arial",
        "DejaVu Sans",
    ];

    private enum Anchor
    {
        Start,
        Middle,
        End,
    }

    /// <summary>The picture as SVG: the same bytes for the same forecast.</summary>
    public static byte[] Svg(ForecastSection section, bool forPerson = true)
    {
        var picture = Picture.Of(section, forPerson);
        using var plot = Plot(picture);
        var layer = Layer.Of(picture);
        var document = XDocument.Parse(plot.GetSvgXml(Width, Height));
        var root = document.Root!;
        var ns = root.Name.Namespace;
        Number(root);
        root.SetAttributeValue("viewBox", Inv($"0 0 {Width} {Height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue(
            "font-family",
            $"system-ui, {string.Join(", ", Families.Select(f => $"'{f}'"))}, sans-serif"
        );
        root.AddFirst(new XElement(ns + "title", picture.Title), new XElement(ns + "desc", Described(picture)));
        foreach (var stroke in layer.Strokes)
        {
            root.Add(
                new XElement(
                    ns + "polyline",
                    new XAttribute(
                        "points",
                        string.Join(' ', stroke.Points.Select(p => Inv($"{p.X:0.##},{p.Y:0.##}")))
                    ),
                    new XAttribute("fill", "none"),
                    new XAttribute("stroke", stroke.Color),
                    new XAttribute("stroke-width", Inv($"{stroke.Width:0.##}")),
                    stroke.Dash.Length == 0
                        ? null
                        : new XAttribute(
                            "stroke-dasharray",
                            string.Join(' ', stroke.Dash.Select(d => Inv($"{d:0.##}")))
                        )
                )
            );
        }

        foreach (var words in layer.Words)
        {
            root.Add(
                new XElement(
                    ns + "text",
                    new XAttribute("x", Inv($"{words.X:0.##}")),
                    new XAttribute("y", Inv($"{words.Y:0.##}")),
                    new XAttribute("font-size", Inv($"{words.Size:0.##}")),
                    new XAttribute("fill", words.Color),
                    words.Anchor == Anchor.Start
                        ? null
                        : new XAttribute("text-anchor", words.Anchor == Anchor.End ? "end" : "middle"),
                    words.Bold ? new XAttribute("font-weight", "600") : null,
                    words.Text
                )
            );
        }

        var text = new StringBuilder();
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            OmitXmlDeclaration = true,
        };
        using (var writer = XmlWriter.Create(text, settings))
        {
            document.Save(writer);
        }

        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n");
    }

    /// <summary>The picture as PNG, in a font of this machine.</summary>
    /// <exception cref="IOException">The machine has no font.</exception>
    public static byte[] Png(ForecastSection section, bool forPerson = true)
    {
        var picture = Picture.Of(section, forPerson);
        using var plot = Plot(picture);
        var layer = Layer.Of(picture);
        using var plain = Typeface(SKFontStyle.Normal);
        using var bold = Typeface(
            new SKFontStyle(SKFontStyleWeight.SemiBold, SKFontStyleWidth.Normal, SKFontStyleSlant.Upright)
        );
        using var bitmap = new SKBitmap(Width, Height);
        using var canvas = new SKCanvas(bitmap);
        plot.Render(canvas, Width, Height);
        foreach (var stroke in layer.Strokes)
        {
            using var dash = stroke.Dash.Length == 0 ? null : SKPathEffect.CreateDash(stroke.Dash, 0);
            using var paint = new SKPaint
            {
                Color = SKColor.Parse(stroke.Color),
                IsStroke = true,
                StrokeWidth = stroke.Width,
                IsAntialias = true,
                PathEffect = dash,
            };
            using var path = new SKPath();
            path.AddPoly([.. stroke.Points.Select(p => new SKPoint(p.X, p.Y))], close: false);
            canvas.DrawPath(path, paint);
        }

        foreach (var words in layer.Words)
        {
            using var font = new SKFont(words.Bold ? bold : plain, words.Size) { Subpixel = true };
            using var paint = new SKPaint { Color = SKColor.Parse(words.Color), IsAntialias = true };
            var align = words.Anchor switch
            {
                Anchor.Middle => SKTextAlign.Center,
                Anchor.End => SKTextAlign.Right,
                _ => SKTextAlign.Left,
            };
            canvas.DrawText(words.Text, words.X, words.Y, align, font, paint);
        }

        canvas.Flush();
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static Plot Plot(Picture picture)
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        plot.Layout.Fixed(new PixelRect(Left, Right, Bottom + Spare, Top - Spare));
        plot.FigureBackground.Color = Color.FromHex(Paper);
        plot.DataBackground.Color = Color.FromHex(Paper);
        if (picture.Curves.Count == 0)
        {
            return plot;
        }

        var spare = picture.Top * Spare / (Bottom - Top);
        plot.Axes.SetLimits(0, picture.Days, -spare, picture.Top + spare);
        foreach (var curve in picture.Curves)
        {
            var band = plot.Add.FillY(curve.Points.ToList(), p => (p.Day, p.Low, p.High));
            band.FillColor = Style.Of(curve).Shade;
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }

        foreach (var (from, _) in Picture.Levels.Where(l => l.From > 0))
        {
            plot.Add.HorizontalLine(from, 1, Color.FromHex(Faint), new LinePattern([3, 4], 0, "limit"));
        }

        foreach (var curve in picture.Curves)
        {
            var style = Style.Of(curve);
            foreach (var edge in new Func<CurvePoint, double>[] { p => p.Low, p => p.High })
            {
                Line(edge, 0.8f, style.Edge);
            }

            Line(p => p.Median, 2.6f, Color.FromHex(style.Hue));

            void Line(Func<CurvePoint, double> value, float width, Color color)
            {
                var line = plot.Add.ScatterLine(
                    curve.Points.Select(p => new Coordinates(p.Day, value(p))).ToArray(),
                    color
                );
                line.LineWidth = width;
                line.LinePattern = style.Dash.Length == 0 ? LinePattern.Solid : new LinePattern(style.Dash, 0, "curve");
            }
        }

        return plot;
    }

    private static float X(Picture picture, double day) => Left + (float)((Right - Left) * day / picture.Days);

    private static float Y(Picture picture, double score) => Bottom - (float)((Bottom - Top) * score / picture.Top);

    /// <summary>Names the parts by their order: Skia counts on from one picture to the next.</summary>
    private static void Number(XElement root)
    {
        var names = root.Descendants()
            .Attributes("id")
            .Select((id, i) => (id.Value, Name: Inv($"part{i + 1}")))
            .ToDictionary(n => n.Value, n => n.Name);
        foreach (var attribute in root.Descendants().Attributes().ToList())
        {
            if (attribute.Name == "id")
            {
                attribute.Value = names[attribute.Value];
            }
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
            {
                attribute.Value = $"url(#{names[attribute.Value[5..^1]]})";
            }
        }
    }

    /// <summary>The picture in words, for those who hear it.</summary>
    private static string Described(Picture picture) =>
        picture.Nothing
        ?? string.Join(
            " ",
            picture
                .Curves.Select(c => $"If {c.Label}: {string.Join(", ", c.Table.Select(Picture.Told))}.")
                .Prepend(picture.Reading)
        );

    private static SKTypeface Typeface(SKFontStyle style) =>
        Families
            .Select(family => SKFontManager.Default.MatchFamily(family, style))
            .FirstOrDefault(face => face is { GlyphCount: > 0 })
        ?? SKFontManager.Default.MatchCharacter('a')
        ?? throw new IOException(
            "expected a font for the words of a PNG; found none on this machine. An SVG needs none"
        );

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>How a supposition is told apart: by hue, and without colour by dashes and its label.</summary>
    private sealed record Style(string Hue, float[] Dash)
    {
        public Color Shade => Color.FromHex(Hue).WithAlpha(0.15);

        public Color Edge => Color.FromHex(Hue).WithAlpha(0.45);

        public static Style Of(Curve curve) =>
            curve.Scenario switch
            {
                Scenario.Stop => new Style("#1F6B4F", []),
                Scenario.CarryOn => new Style("#84532B", [9, 5]),
                Scenario.Plan => new Style("#69781C", [14, 4, 3, 4]),
                _ => new Style("#44616B", [3, 3]),
            };
    }

    private sealed record Words(
        float X,
        float Y,
        string Text,
        float Size,
        string Color,
        Anchor Anchor = Anchor.Start,
        bool Bold = false
    );

    private sealed record Stroke(IReadOnlyList<(float X, float Y)> Points, string Color, float Width, float[] Dash);

    /// <summary>Words and the strokes that belong to them.</summary>
    private sealed class Layer
    {
        public List<Words> Words { get; } = [];

        public List<Stroke> Strokes { get; } = [];

        public static Layer Of(Picture picture)
        {
            var layer = new Layer();
            layer.Words.Add(new Words(28, 46, picture.Title, 23, Ink, Bold: true));
            if (picture.Nothing is { } why)
            {
                layer.Words.AddRange(
                    Wrap.Lines(why, SentenceWidth).Select((line, i) => new Words(28, 84 + (24 * i), line, 16, Ink))
                );
            }
            else
            {
                layer.Words.Add(new Words(28, 72, picture.Reading, 14, Soft));
                layer.Axes(picture);
                layer.Labels(picture);
            }

            layer.Words.Add(new Words(28, Height - 22, Footer, 12, Soft));
            layer.Words.Add(new Words(Width - 28, Height - 22, $"Coppice {Review.ThisVersion}", 12, Soft, Anchor.End));
            return layer;
        }

        private void Axes(Picture picture)
        {
            Strokes.Add(new Stroke([(Left, Bottom), (Right, Bottom)], Faint, 1, []));
            Strokes.Add(new Stroke([(Left, Top), (Left, Bottom + 6)], Soft, 1, []));
            Words.Add(new Words(28, Top - 14, "Score (SOWS, 0 to 64)", 13, Soft));
            Words.Add(new Words(Left - 10, Top + 5, Inv($"{picture.Top}"), 13, Soft, Anchor.End));
            for (var i = 0; i < Picture.Levels.Count; i++)
            {
                var (from, word) = Picture.Levels[i];
                var to = i + 1 < Picture.Levels.Count ? Picture.Levels[i + 1].From : picture.Top;
                var middle = Y(picture, (from + to) / 2) + 5;
                if (from != 1)
                {
                    Words.Add(
                        new Words(
                            Left - 10,
                            from == 0 ? Bottom + 5 : Y(picture, from) + 5,
                            Inv($"{from}"),
                            13,
                            Soft,
                            Anchor.End
                        )
                    );
                }

                Words.Add(new Words(Left - 34, from == 0 ? Bottom + 5 : middle, word, 14, Ink, Anchor.End));
            }

            foreach (var day in picture.Ticks)
            {
                var x = X(picture, day);
                if (day > 0)
                {
                    Strokes.Add(new Stroke([(x, Bottom), (x, Bottom + 6)], Faint, 1, []));
                }

                Words.Add(
                    new Words(
                        x,
                        Bottom + 23,
                        day == 0 ? "now" : Inv($"{day}"),
                        13,
                        day == 0 ? Ink : Soft,
                        Anchor.Middle,
                        day == 0
                    )
                );
            }

            Words.Add(new Words((Left + Right) / 2f, Bottom + 44, "days from now", 13, Soft, Anchor.Middle));
        }

        /// <summary>Each line runs on to its own label; labels that would meet are moved apart.</summary>
        private void Labels(Picture picture)
        {
            const float lineHeight = 18;
            const float gap = 9;
            var blocks = picture
                .Curves.Select(c =>
                    (Curve: c, End: Y(picture, c.Last.Median), Lines: Wrap.Even(c.Label, LabelWidth), Note: Note(c))
                )
                .OrderBy(b => b.End)
                .ToList();
            var heights = blocks.ConvertAll(b => ((b.Lines.Count + b.Note.Count) * lineHeight) + gap);
            var tops = blocks.ConvertAll(b => b.End - (lineHeight / 2));
            for (var i = 1; i < tops.Count; i++)
            {
                tops[i] = Math.Max(tops[i], tops[i - 1] + heights[i - 1]);
            }

            var floor = Bottom + 54f;
            for (var i = tops.Count - 1; i >= 0; i--)
            {
                tops[i] = Math.Min(tops[i], floor - heights[i]);
                floor = tops[i];
            }

            for (var i = 0; i < blocks.Count; i++)
            {
                var (curve, end, lines, note) = blocks[i];
                var style = Style.Of(curve);
                var middle = tops[i] + (lineHeight / 2);
                Strokes.Add(new Stroke([(X(picture, curve.Last.Day), end), (Right + 14, middle)], style.Hue, 1, []));
                Strokes.Add(new Stroke([(Right + 14, middle), (Right + 44, middle)], style.Hue, 2.6f, style.Dash));
                Words.AddRange(
                    lines.Select(
                        (line, n) =>
                            new Words(Right + 52, middle + 5 + (n * lineHeight), line, 14, style.Hue, Bold: true)
                    )
                );
                Words.AddRange(
                    note.Select(
                        (line, n) =>
                            new Words(Right + 52, middle + 5 + ((lines.Count + n) * lineHeight), line, 12.5f, Soft)
                    )
                );
            }
        }

        private static IReadOnlyList<string> Note(Curve curve) =>
            curve.Scenario == Scenario.CarryOn
                ? [Picture.Told(curve.Last), "to compare, not advice"]
                : [Picture.Told(curve.Last)];
    }
}

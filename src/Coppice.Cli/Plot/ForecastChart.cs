using System.Text;
using Coppice.Care;

namespace Coppice.Cli;

/// <summary>
/// Draws a forecast with letters: for each supposition a chart of the median with its 80 % band, and a table of what it shows, so
/// that nothing is in the picture alone. No colour.
/// </summary>
internal static class ForecastChart
{
    /// <summary>Rows of the field; with the axis and its days a chart is twelve rows high.</summary>
    private const int Rows = 10;

    /// <summary>Letters left of the field: the word, the score and the axis.</summary>
    private const int Gutter = 14;

    /// <summary>Letters of a label right of the field; there is none when that would leave too little of the field.</summary>
    private const int LabelWidth = 19;

    private const int Narrowest = 40;
    private const int LeastField = 30;

    /// <summary>Prints the charts.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="section">The forecast.</param>
    /// <param name="forPerson">In the person's words, or the clinician's.</param>
    /// <param name="unicode">Whether more than ASCII can be shown.</param>
    /// <param name="width">Letters in a line, 40 or more.</param>
    public static void Write(
        Page page,
        ForecastSection section,
        bool forPerson = true,
        bool unicode = true,
        int width = 80
    )
    {
        foreach (var line in Lines(section, forPerson, unicode, width))
        {
            page.Text(line);
        }
    }

    /// <summary>The charts, line by line.</summary>
    public static IReadOnlyList<string> Lines(
        ForecastSection section,
        bool forPerson = true,
        bool unicode = true,
        int width = 80
    )
    {
        width = Math.Max(width, Narrowest);
        var picture = Picture.Of(section, forPerson);
        if (picture.Nothing is { } why)
        {
            return [.. Wrap.Lines($"{picture.Title}. {why}", width)];
        }

        List<string> lines = [];
        foreach (var curve in picture.Curves)
        {
            lines.AddRange(Wrap.Lines($"Withdrawal, if {curve.Label}", width));
            lines.AddRange(Chart(picture, curve, unicode, width));
            lines.Add("");
            lines.AddRange(Table(curve, width));
            lines.Add("");
        }

        lines.AddRange(Wrap.Lines(picture.Reading + " Score: SOWS, 0 to 64.", width));
        return lines;
    }

    private static IEnumerable<string> Chart(Picture picture, Curve curve, bool unicode, int width)
    {
        var labelled = width - Gutter - LabelWidth >= LeastField;
        var columns = width - Gutter - (labelled ? LabelWidth : 1);
        var field = new Field(picture, curve, Rows, columns, unicode);
        IReadOnlyList<string> label = labelled
            ? [.. Wrap.Even(curve.Label, LabelWidth - 1), .. Wrap.Even(Picture.Told(curve.Last), LabelWidth - 1)]
            : [];
        var first = Math.Clamp(field.LastRow, 0, Math.Max(0, Rows - label.Count));
        for (var row = 0; row < Rows; row++)
        {
            var level = Picture.Levels.LastOrDefault(l => l.From > 0 && field.RowOf(l.From) == row);
            var mark = level.Word is null ? (unicode ? '│' : '|') : (unicode ? '┤' : '+');
            var words = row >= first && row < first + label.Count ? " " + label[row - first] : "";
            yield return (Left(level) + mark + field.Text(row) + words).TrimEnd();
        }

        var days = picture.Ticks.Select(day => (Day: day, Column: field.ColumnOf(day))).ToList();
        var axis = new string(unicode ? '─' : '-', columns).ToCharArray();
        var names = new StringBuilder(new string(' ', Gutter));
        foreach (var (day, column) in days)
        {
            axis[column] = unicode ? '┬' : '+';
            var name =
                day == 0 ? "now"
                : day == days[^1].Day ? $"{day} days"
                : $"{day}";

            // A number stands with its middle beneath its tick, "now" and the last with their beginning, or not at all.
            var at = Gutter + column - (day == 0 || day == days[^1].Day ? 0 : name.Length / 2);
            at = Math.Min(at, width - name.Length);
            if (names.ToString().TrimEnd().Length < at)
            {
                names.Length = Math.Min(names.Length, at);
                names.Append(' ', at - names.Length).Append(name);
            }
        }

        yield return Left(Picture.Levels[0]) + (unicode ? '└' : '+') + new string(axis);
        yield return names.ToString();
    }

    private static string Left((int From, string? Word) level) =>
        level.Word is null ? new string(' ', Gutter - 1) : $"{level.Word, Gutter - 5} {level.From, 2} ";

    private static IEnumerable<string> Table(Curve curve, int width)
    {
        var points = curve.Table;
        var names = points.Select(p => p.Day < 1e-6 ? "now" : Picture.Day(p)).ToList();
        var cell = Math.Max(3, names.Max(n => n.Length)) + 1;
        var most = (width - Gutter) / cell;
        if (points.Count > most)
        {
            // As many as fit, the last among them.
            points = [.. points.Take(most - 1), points[^1]];
        }

        yield return Row("day", p => p.Day < 1e-6 ? "now" : Picture.Day(p));
        yield return Row("low", p => Picture.Score(p.Low));
        yield return Row("median", p => Picture.Score(p.Median));
        yield return Row("high", p => Picture.Score(p.High));

        string Row(string name, Func<CurvePoint, string> value) =>
            name.PadLeft(Gutter - 5).PadRight(Gutter - 2) + string.Concat(points.Select(p => value(p).PadLeft(cell)));
    }

    /// <summary>The field of a chart: with Unicode a letter holds two by four dots, with ASCII one.</summary>
    private sealed class Field
    {
        private readonly Picture picture;
        private readonly int rows;
        private readonly int columns;
        private readonly int across;
        private readonly int down;
        private readonly Paint[,] dots;

        public Field(Picture picture, Curve curve, int rows, int columns, bool unicode)
        {
            (this.picture, this.rows, this.columns) = (picture, rows, columns);
            (across, down) = unicode ? (2, 4) : (1, 1);
            dots = new Paint[columns * across, rows * down];
            foreach (var (from, _) in Picture.Levels.Where(l => l.From > 0))
            {
                for (var x = 0; x < columns * across; x += 2)
                {
                    dots[x, Dot(from)] = Paint.Limit;
                }
            }

            for (var x = 0; x < columns * across; x++)
            {
                if (curve.Between(DayAt(x), DayAt(x + 1)) is { } span)
                {
                    Fill(x, span.Low, span.High, Paint.Band);
                    Fill(x, span.LowestMedian, span.HighestMedian, Paint.Median);
                }
            }

            LastRow = RowOf(curve.Last.Median);
        }

        private enum Paint
        {
            None,
            Limit,
            Band,
            Median,
        }

        /// <summary>The row, from the top, in which the line ends.</summary>
        public int LastRow { get; }

        public int RowOf(double score) => rows - 1 - (Dot(score) / down);

        public int ColumnOf(double day) => Math.Clamp((int)(day / picture.Days * columns), 0, columns - 1);

        public string Text(int row) =>
            string.Concat(Enumerable.Range(0, columns).Select(c => down == 1 ? Ascii(row, c) : Unicode(row, c)));

        private double DayAt(int x) => picture.Days * x / (columns * across);

        /// <summary>The dot of a score, from the bottom.</summary>
        private int Dot(double score) => Math.Clamp((int)(score / picture.Top * rows * down), 0, (rows * down) - 1);

        private void Fill(int x, double from, double to, Paint paint)
        {
            for (var y = Dot(from); y <= Dot(to); y++)
            {
                dots[x, y] = paint;
            }
        }

        private char Ascii(int row, int column) =>
            dots[column, rows - 1 - row] switch
            {
                Paint.Median => '*',
                Paint.Band => ':',
                Paint.Limit => '-',
                _ => ' ',
            };

        /// <summary>A letter: dots where the median is, else shading where most of it is in the band, else a dot of a limit.</summary>
        private char Unicode(int row, int column)
        {
            var (median, limit, band) = (0, 0, 0);
            for (var x = 0; x < 2; x++)
            {
                for (var y = 0; y < 4; y++)
                {
                    var bit = Braille(x, y);
                    switch (dots[(column * 2) + x, ((rows - 1 - row) * 4) + 3 - y])
                    {
                        case Paint.Median:
                            median |= bit;
                            break;
                        case Paint.Limit:
                            limit |= bit;
                            break;
                        case Paint.Band:
                            band++;
                            break;
                        default:
                            break;
                    }
                }
            }

            return median > 0 ? (char)(0x2800 + median)
                : band >= 4 ? '░'
                : limit > 0 ? (char)(0x2800 + limit)
                : ' ';
        }

        /// <summary>The bit of a dot in a Braille letter: columns of dots 1-2-3-7 and 4-5-6-8.</summary>
        private static int Braille(int x, int y) => y < 3 ? 1 << ((x * 3) + y) : 1 << (6 + x);
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using Coppice.Care;
using Coppice.Knowledge;

namespace Coppice.Cli;

/// <summary>One moment of a curve.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CurvePoint(double Day, double Low, double Median, double High);

/// <summary>What a curve spans between two moments: the band, and the median from its lowest to its highest.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Span(double Low, double LowestMedian, double HighestMedian, double High);

/// <summary>Withdrawal over time under one supposition, as it is drawn.</summary>
/// <param name="Scenario">The supposition.</param>
/// <param name="Label">What follows "Withdrawal, if", such as <c>you stop now</c>.</param>
/// <param name="Points">The points, in order of time.</param>
internal sealed record Curve(Scenario Scenario, string Label, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Days that a table shows when the curve has a point there; the last point is always shown.</summary>
    private static readonly double[] TableDays = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180];

    public CurvePoint Last => Points[^1];

    /// <summary>The points of the small table: each is a point of the forecast, none is made up between two.</summary>
    public IReadOnlyList<CurvePoint> Table =>
        [.. Points.Where(p => TableDays.Any(day => Math.Abs(p.Day - day) < 1e-6)).Append(Last).DistinctBy(p => p.Day)];

    /// <summary>Everything the curve reaches between two days; null where there is no curve.</summary>
    public Span? Between(double from, double to)
    {
        if (to < Points[0].Day || from > Last.Day)
        {
            return null;
        }

        List<CurvePoint> within = [At(from), .. Points.Where(p => p.Day > from && p.Day < to), At(to)];
        return new Span(
            within.Min(p => p.Low),
            within.Min(p => p.Median),
            within.Max(p => p.Median),
            within.Max(p => p.High)
        );
    }

    /// <summary>The curve at a day: on the straight line between two points, and its first or last point beyond them.</summary>
    private CurvePoint At(double day)
    {
        var next = Points.TakeWhile(p => p.Day < day).Count();
        if (next == 0 || next == Points.Count)
        {
            return Points[Math.Min(next, Points.Count - 1)];
        }

        var (a, b) = (Points[next - 1], Points[next]);
        var share = (day - a.Day) / (b.Day - a.Day);
        return new CurvePoint(day, Mix(a.Low, b.Low), Mix(a.Median, b.Median), Mix(a.High, b.High));

        double Mix(double x, double y) => x + (share * (y - x));
    }
}

/// <summary>What every picture of a forecast shows, in a terminal or in a file: so that they cannot differ.</summary>
internal sealed record Picture
{
    /// <summary>Ends of the axis that are tried, lowest first. All hold the words none to severe.</summary>
    private static readonly double[] Tops = [30, 40, 50, 64];

    /// <summary>Heading, in plain words.</summary>
    public required string Title { get; init; }

    /// <summary>How to read it.</summary>
    public required string Reading { get; init; }

    /// <summary>Why there is nothing to draw; null when there is.</summary>
    public string? Nothing { get; init; }

    /// <summary>The curves; none when there is nothing to draw.</summary>
    public required IReadOnlyList<Curve> Curves { get; init; }

    /// <summary>Where the score's axis ends.</summary>
    public required double Top { get; init; }

    /// <summary>Where the axis of days ends.</summary>
    public required double Days { get; init; }

    /// <summary>The score's words with the score at which each begins: none, mild, moderate, severe.</summary>
    public static IReadOnlyList<(int From, string Word)> Levels { get; } =
    [.. KnowledgeBase.Default.Instruments["sows"].Bands.Select(b => ((int)b.Low, b.Code))];

    public static Picture Of(ForecastSection section, bool forPerson)
    {
        IReadOnlyList<Curve> curves =
        [
            .. section
                .Scenarios.Where(s => s.Points.Count > 0)
                .Select(s => new Curve(
                    s.Scenario,
                    Label(section, s.Scenario, forPerson),
                    [
                        .. s.Points.Select(p => new CurvePoint(
                            p.Hours / 24,
                            p.Withdrawal.Low,
                            p.Withdrawal.Median,
                            p.Withdrawal.High
                        )),
                    ]
                )),
        ];
        var highest = curves.SelectMany(c => c.Points).Select(p => p.High).DefaultIfEmpty().Max();
        var why = section.Findings.Count > 0 ? Said(section.Findings[0], forPerson) : null;
        return new Picture
        {
            Title = curves.Count switch
            {
                0 => "Withdrawal: no forecast",
                1 => $"Withdrawal, if {curves[0].Label}",
                _ => "Withdrawal, if …",
            },
            Reading = forPerson
                ? "The line is our best guess. The shaded part holds 8 in 10 people like you."
                : "Line: median. Shaded: 80 % band, 10th to 90th percentile of the ensemble.",
            Nothing = curves.Count switch
            {
                > 0 => null,
                _ when section.Status == ForecastStatus.Made => "There is no curve for what was asked.",
                _ => why ?? "There is not enough here yet to say how it may go.",
            },
            Curves = curves,
            Top = Tops.FirstOrDefault(top => highest <= top, Tops[^1]),
            Days = curves.Select(c => c.Last.Day).Append(1).Max(),
        };
    }

    /// <summary>Days that are written beneath the axis, from now on.</summary>
    public IReadOnlyList<int> Ticks
    {
        get
        {
            var step = Days switch
            {
                <= 10 => 1,
                <= 20 => 2,
                <= 45 => 5,
                <= 90 => 10,
                _ => 30,
            };
            return [.. Enumerable.Range(0, (int)(Days / step) + 1).Select(i => i * step)];
        }
    }

    /// <summary>A point in words, such as <c>day 30: 1 (0 to 4)</c>.</summary>
    public static string Told(CurvePoint point) =>
        $"{(point.Day < 1e-6 ? "now" : $"day {Day(point)}")}: {Score(point.Median)} ({Score(point.Low)} to {Score(point.High)})";

    /// <summary>A score as people read it, in whole points: its word is that of the whole number.</summary>
    public static string Score(double score) => Number(Math.Round(score, MidpointRounding.AwayFromZero));

    /// <summary>A point's day.</summary>
    public static string Day(CurvePoint point) => Number(Math.Round(point.Day, 1));

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>What follows "if": the opening of the person's sentence, or the finding's heading. The words stand in the finding.</summary>
    private static string Label(ForecastSection section, Scenario scenario, bool forPerson)
    {
        var (rule, otherwise) = scenario switch
        {
            Scenario.Stop => ("forecast.stop", "kratom is stopped now"),
            Scenario.CarryOn => ("forecast.carry-on", "use goes on as it is"),
            Scenario.Plan => ("forecast.plan", "the chosen plan is followed"),
            _ => ("forecast.given", "a given schedule is followed"),
        };
        var finding = section.Findings.FirstOrDefault(f => f.Id == rule);
        var text = forPerson ? finding?.Person?.Split(',')[0] : finding?.Title;
        return text?.StartsWith("If ", StringComparison.Ordinal) == true ? text["If ".Length..] : otherwise;
    }

    private static string? Said(Finding finding, bool forPerson) => forPerson ? finding.Person : finding.Clinician;
}

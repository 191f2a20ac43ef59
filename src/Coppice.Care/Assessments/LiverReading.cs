using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <content>Reading the results: panels and R, courses, which results stand for the present, and words.</content>
internal static partial class Liver
{
    /// <summary>Days over which a course is followed; an older illness is another illness.</summary>
    private const int TrendDays = 180;

    /// <summary>A fall to this share of the peak, or below, is a fall (25 %).</summary>
    private const decimal Fall = 0.75m;

    /// <summary>A rise to this multiple of the lowest value, or above, is a rise (25 %).</summary>
    private const decimal Rise = 1.25m;

    /// <summary>Micromoles a litre of bilirubin in one milligram a decilitre.</summary>
    private const decimal BilirubinMicromoles = 17.1m;

    private static List<Draft> Group(Chart chart)
    {
        var drafts = new List<Draft>();
        foreach (var lab in chart.Labs)
        {
            if (lab.Analyte is not (Analyte.Inr or Analyte.DirectBilirubin) && !Followed.Contains(lab.Analyte))
            {
                continue;
            }

            LocalDate? day = lab.At is { } at ? DayOf(chart, at) : null;
            if (drafts.Count == 0 || !drafts[^1].Takes(day, lab))
            {
                drafts.Add(new Draft(day));
            }

            drafts[^1].Add(lab);
        }

        return drafts;
    }

    private static List<LiverTrend> Trends(Chart chart)
    {
        var trends = new List<LiverTrend>();
        var first = chart.Today.PlusDays(-TrendDays);
        foreach (var analyte in Followed)
        {
            var series = chart
                .Labs.Where(l => l.Analyte == analyte && l.At is { } at && DayOf(chart, at) >= first)
                .ToArray();
            if (series.Length > 0)
            {
                trends.Add(Trend(series));
            }
        }

        return trends;
    }

    private static LiverTrend Trend(Laboratory[] series)
    {
        // Where every result has its limit, laboratories are compared by multiples of it; otherwise by value in one unit.
        var byLimit = series.All(l => l.TimesUpperLimit is not null);
        decimal Size(Laboratory lab) => byLimit ? lab.TimesUpperLimit!.Value : InOneUnit(lab);

        var peak = series[0];
        var lowest = series[0];
        var fell = false;
        Laboratory? again = null;
        foreach (var lab in series)
        {
            var size = Size(lab);
            if (again is not null)
            {
                if (size > Size(again))
                {
                    again = lab;
                }
                else if (size <= Size(again) * Fall)
                {
                    (peak, lowest, again) = (again, lab, null);
                }
            }
            else if (fell)
            {
                if (size < Size(lowest))
                {
                    lowest = lab;
                }
                else if (size >= Size(lowest) * Rise && size > Size(lowest))
                {
                    again = lab;
                }
            }
            else if (size > Size(peak))
            {
                peak = lab;
            }
            else if (size < Size(lowest))
            {
                lowest = lab;
            }

            if (again is null && !fell && size <= Size(peak) * Fall && size < Size(peak))
            {
                fell = true;
                lowest = lab;
            }
        }

        var latest = series[^1];
        LiverCourse course;
        if (series.Length == 1)
        {
            course = LiverCourse.Single;
        }
        else if (again is not null)
        {
            course = LiverCourse.RisingAgain;
        }
        else if (fell)
        {
            course = LiverCourse.Falling;
        }
        else
        {
            course =
                Size(latest) >= Size(lowest) * Rise && Size(latest) > Size(lowest)
                    ? LiverCourse.Rising
                    : LiverCourse.Steady;
        }

        return new LiverTrend
        {
            Analyte = latest.Analyte,
            Peak = ResultOf(peak),
            PeakAt = peak.At,
            Lowest = fell ? ResultOf(lowest) : null,
            Latest = ResultOf(latest),
            LatestAt = latest.At,
            Course = course,
        };
    }

    private static decimal InOneUnit(Laboratory lab) =>
        lab.Unit == LabUnit.UmolPerL ? lab.Value / BilirubinMicromoles : lab.Value;

    /// <summary>The value from which a result could pass a same-day limit if its laboratory used the lowest upper limit in use.</summary>
    private static decimal Alarming(Laboratory lab) =>
        lab.Analyte switch
        {
            Analyte.Alp => 200,
            Analyte.Bilirubin or Analyte.DirectBilirubin => lab.Unit == LabUnit.UmolPerL ? 34 : 2,
            _ => 125,
        };

    /// <summary>Whether a result without its limit would pass a same-day limit under the highest upper limit in use.</summary>
    private static bool BeyondAnyLimit(Laboratory lab) =>
        lab.TimesUpperLimit is null
        && lab.Value
            >= lab.Analyte switch
            {
                Analyte.Alp => 400,
                Analyte.Bilirubin or Analyte.DirectBilirubin => lab.Unit == LabUnit.UmolPerL ? 137 : 8,
                _ => 500,
            };

    /// <summary>Whether a result can belong to the 30 days up to the end of the bilirubin's day.</summary>
    private static bool Near(Chart chart, Laboratory lab, Laboratory bilirubin)
    {
        if (lab.At is not { } at || bilirubin.At is not { } then)
        {
            return true;
        }

        var (day, end) = (DayOf(chart, at), DayOf(chart, then));
        return day <= end && day >= end.PlusDays(-HysLawDays);
    }

    private static bool Higher(Laboratory lab, Laboratory than) =>
        lab.TimesUpperLimit is { } times && (than.TimesUpperLimit is not { } other || times > other);

    private static bool Current(Chart chart, EventTime? at) =>
        chart.Since(at) is not { } since || since.Low <= CurrentDays * 24;

    private static LocalDate DayOf(Chart chart, EventTime at) => at.Earliest(chart.Home).InZone(chart.Home).Date;

    private static LiverResult ResultOf(Laboratory lab) =>
        new()
        {
            Value = lab.Value,
            Unit = lab.Unit,
            UpperLimit = lab.UpperLimit,
            TimesUpperLimit = lab.TimesUpperLimit is { } times ? Math.Round(times, 4) : null,
        };

    private static Input InputOf(Laboratory lab) =>
        new(
            Say(lab.Analyte),
            lab.Analyte == Analyte.Inr ? Words.Text(lab.Value)
                : lab.TimesUpperLimit is { } times
                    ? $"{Words.Text(lab.Value)} {Say(lab.Unit)} ({Words.Text(times)} x limit {Words.Text(lab.UpperLimit!.Value)})"
                : $"{Words.Text(lab.Value)} {Say(lab.Unit)} (limit not known)",
            lab.At?.ToString()
        );

    private static string Compare(Laboratory lab) =>
        $"{Say(lab.Analyte)} {Words.Text(lab.TimesUpperLimit!.Value)} x limit";

    private static string Join(IEnumerable<Input> inputs) =>
        string.Join("; ", inputs.Select(i => i.Value == "present" ? i.What : $"{i.What} {i.Value}"));

    private static string? When(Event? source) => source?.At?.ToString();

    private static string Day(EventTime? at) =>
        at is { } known ? LocalDatePattern.Iso.Format(known.Date) : "date not known";

    private static string Say(LiverPattern pattern) => Record.Json.Word.Of(pattern);

    private static string Say(LabUnit unit) =>
        unit switch
        {
            LabUnit.UPerL => "U/L",
            LabUnit.MgPerDl => "mg/dL",
            LabUnit.UmolPerL => "umol/L",
            _ => Record.Json.Word.Of(unit),
        };

    private static string Say(Analyte analyte) =>
        analyte switch
        {
            Analyte.Alt => "ALT",
            Analyte.Ast => "AST",
            Analyte.Alp => "ALP",
            Analyte.Bilirubin => "Bilirubin",
            Analyte.DirectBilirubin => "Direct bilirubin",
            _ => "INR",
        };

    private static string Say(Symptom sign) =>
        sign switch
        {
            Symptom.Jaundice => "Jaundice",
            Symptom.DarkUrine => "Dark urine",
            _ => "Itch",
        };

    /// <summary>
    /// The results that stand for each test now: every one that may be the latest. That is the latest timed one, any whose day overlaps
    /// it, and any without a time. Of several the worst counts, because what is not known lowers no risk.
    /// </summary>
    private sealed class Standings
    {
        private readonly Chart chart;
        private readonly Dictionary<Analyte, List<Laboratory>> standing = [];

        public Standings(Chart chart)
        {
            this.chart = chart;
            var newest = new Dictionary<Analyte, Instant>();
            foreach (var lab in chart.Labs)
            {
                if (lab.At is { } at)
                {
                    var earliest = at.Earliest(chart.Home);
                    newest[lab.Analyte] = newest.TryGetValue(lab.Analyte, out var known)
                        ? Instant.Max(known, earliest)
                        : earliest;
                }
            }

            foreach (var lab in chart.Labs)
            {
                if (lab.At is not { } at || at.Latest(chart.Home) >= newest[lab.Analyte])
                {
                    if (!standing.TryGetValue(lab.Analyte, out var list))
                    {
                        standing[lab.Analyte] = list = [];
                    }

                    list.Add(lab);
                }
            }
        }

        /// <summary>The results that may be the latest and are not older than 90 days.</summary>
        public IReadOnlyList<Laboratory> Of(Analyte analyte) =>
            standing.TryGetValue(analyte, out var list) ? [.. list.Where(l => Current(chart, l.At))] : [];

        /// <summary>The worst of them by its limit; null when there is none with a limit.</summary>
        public Laboratory? Worst(Analyte analyte) =>
            Of(analyte).MaxBy(l => l.TimesUpperLimit) is { TimesUpperLimit: not null } worst ? worst : null;

        /// <summary>Its multiple of the limit.</summary>
        public decimal? Times(Analyte analyte) => Worst(analyte)?.TimesUpperLimit;

        /// <summary>The worst of the latest by its limit, however old.</summary>
        public Laboratory? WorstEver(Analyte analyte) =>
            standing.TryGetValue(analyte, out var list)
            && list.MaxBy(l => l.TimesUpperLimit) is { TimesUpperLimit: not null } worst
                ? worst
                : null;
    }

    /// <summary>A panel being filled.</summary>
    private sealed class Draft(LocalDate? day)
    {
        private readonly Dictionary<Analyte, Laboratory> results = [];
        private EventTime? at;

        /// <summary>Whether the result belongs here: the same day, and a test that is not here yet, or is here with the same result.</summary>
        public bool Takes(LocalDate? on, Laboratory lab) =>
            on == day
            && (
                !results.TryGetValue(lab.Analyte, out var known)
                || (
                    known.At == lab.At
                    && known.Value == lab.Value
                    && known.Unit == lab.Unit
                    && known.UpperLimit == lab.UpperLimit
                )
            );

        public void Add(Laboratory lab)
        {
            at ??= lab.At;
            results[lab.Analyte] = lab;
        }

        /// <summary>Whether it is from that day or later, or its day is not known.</summary>
        public bool Since(LocalDate first) => day is not { } on || on >= first;

        public IEnumerable<Laboratory> WithoutLimit() =>
            results.Values.Where(l => l.Analyte != Analyte.Inr && l.TimesUpperLimit is null);

        /// <summary>Results of the panel that pass a same-day limit.</summary>
        public IEnumerable<Input> Injury()
        {
            foreach (var lab in results.Values)
            {
                var limit = lab.Analyte switch
                {
                    Analyte.Alp => 2,
                    Analyte.Bilirubin when Times(Analyte.Alt) >= 3 || Times(Analyte.Ast) >= 3 => 2,
                    _ => 5,
                };
                if (lab.Analyte != Analyte.Inr && (lab.TimesUpperLimit >= limit || BeyondAnyLimit(lab)))
                {
                    yield return InputOf(lab);
                }
            }
        }

        public LiverPanel Panel()
        {
            var (r, why) = Ratio();
            return new LiverPanel
            {
                At = at,
                Alt = Result(Analyte.Alt),
                Ast = Result(Analyte.Ast),
                Alp = Result(Analyte.Alp),
                Bilirubin = Result(Analyte.Bilirubin),
                DirectBilirubin = Result(Analyte.DirectBilirubin),
                Inr = results.TryGetValue(Analyte.Inr, out var inr) ? inr.Value : null,
                R = r,
                Pattern = r switch
                {
                    null => null,
                    >= 5 => LiverPattern.Hepatocellular,
                    <= 2 => LiverPattern.Cholestatic,
                    _ => LiverPattern.Mixed,
                },
                WhyNoR = why,
            };
        }

        private decimal? Times(Analyte analyte) =>
            results.TryGetValue(analyte, out var lab) ? lab.TimesUpperLimit : null;

        private LiverResult? Result(Analyte analyte) =>
            results.TryGetValue(analyte, out var lab) ? ResultOf(lab) : null;

        private (decimal? R, string? Why) Ratio()
        {
            var why = new List<string>();
            foreach (var analyte in (ReadOnlySpan<Analyte>)[Analyte.Alt, Analyte.Alp])
            {
                if (!results.ContainsKey(analyte))
                {
                    why.Add($"{Say(analyte)} was not measured");
                }
                else if (Times(analyte) is null)
                {
                    why.Add($"the laboratory's upper limit for {Say(analyte)} is not known");
                }
            }

            if (why.Count > 0)
            {
                return (null, string.Join("; ", why));
            }

            var alp = Times(Analyte.Alp)!.Value;
            return alp == 0 ? (null, "ALP is 0") : (Math.Round(Times(Analyte.Alt)!.Value / alp, 4), null);
        }
    }
}

using Coppice.Model;
using NodaTime;

namespace Coppice.Care;

/// <summary>What one way of going on may bring from tomorrow on: how today feels is none of its doing.</summary>
/// <param name="Peak">Highest withdrawal, SOWS.</param>
/// <param name="Adds">How much higher that is than with no change, SOWS points: each member against itself.</param>
/// <param name="PeakDay">When that is, days from now.</param>
/// <param name="Weeks">Highest withdrawal of each week from tomorrow on, SOWS.</param>
/// <param name="Days">Days that were looked at.</param>
internal sealed record Outlook(Band Peak, Band Adds, Band PeakDay, IReadOnlyList<Band> Weeks, int Days);

/// <summary>
/// Asks the person's ensemble what a schedule may bring. All schedules are tried on the same members, so that they differ by what
/// they are and not by chance.
/// </summary>
internal sealed class Outlooks
{
    /// <summary>Members that each schedule is tried on.</summary>
    public const int Members = 200;

    /// <summary>Days after the last use that are looked at: the worst comes within two weeks.</summary>
    public const int DaysAfter = 14;

    /// <summary>Most days that are looked at.</summary>
    public const int MostDays = ForecastWish.MaxDays;

    private const double Most = 64;

    /// <summary>Minutes between two looks: withdrawal follows with a lag of hours.</summary>
    private const int TraceMinutes = 120;

    private readonly Chart chart;
    private readonly PersonModel model;
    private readonly UsualDay usual;
    private readonly int[] among;
    private readonly double[] weights;
    private readonly double[] gain;
    private readonly double[] floor;
    private readonly Dictionary<Schedule, Outlook> known = [];

    /// <summary>Each member's highest score with no change, which is tried first.</summary>
    private double[]? unchanged;

    /// <summary>Chooses the members and tries no change on them.</summary>
    /// <param name="chart">The record.</param>
    /// <param name="model">The person's ensemble.</param>
    /// <param name="usual">What goes on until a schedule begins.</param>
    /// <param name="hold">No change: what every schedule is held against.</param>
    public Outlooks(Chart chart, PersonModel model, UsualDay usual, Stretch hold)
    {
        this.chart = chart;
        this.model = model;
        this.usual = usual;
        among = model.Updated.Choose(Math.Min(Members, model.Members.Count));
        weights = Array.ConvertAll(among, _ => 1.0 / among.Length);
        gain = Array.ConvertAll(among, i => model.Updated.Gain(Measure.Withdrawal, i));
        floor = Array.ConvertAll(among, i => model.Updated.Base(Measure.Withdrawal, i));
        Hold = Of([hold], hold.Days + 1);
    }

    /// <summary>What no change may bring.</summary>
    public Outlook Hold { get; }

    /// <summary>How many ways were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>What a schedule may bring; it is tried once.</summary>
    public Outlook Of(Schedule schedule)
    {
        if (!known.TryGetValue(schedule, out var outlook))
        {
            var days = Period.DaysBetween(chart.Today, schedule.Free);
            outlook = Of(schedule.Steps, days + DaysAfter);
            known.Add(schedule, outlook);
        }

        return outlook;
    }

    /// <summary>What it may bring to go on as usual until the first stretch begins, and then in this way, for so many days from now.</summary>
    public Outlook Of(IReadOnlyList<Stretch> stretches, int days)
    {
        var doses = On(chart.Now, Start(stretches[0].From), usual.Times, usual.Amounts).ToList();
        foreach (var stretch in stretches)
        {
            doses.AddRange(On(Start(stretch.From), Start(stretch.End), stretch.Times, stretch.Amounts));
        }

        return Try(doses, days);
    }

    private IEnumerable<Dose> On(
        Instant from,
        Instant until,
        IReadOnlyList<LocalTime> times,
        IReadOnlyList<decimal> amounts
    ) =>
        model.Exposure.DosesOn(
            from,
            until,
            times.Zip(amounts, (time, amount) => (time, (double)amount)),
            model.Exposure.Product,
            model.Exposure.Unit
        );

    private Instant Start(LocalDate day) => chart.Home.AtStartOfDay(day).ToInstant();

    private Outlook Try(List<Dose> doses, int days)
    {
        Tried++;
        days = Math.Min(days, MostDays);
        var now = model.Exposure.NowMinute;
        var request = new Request([], []) { TraceEvery = TraceMinutes };
        var run = model.Ahead(doses, now + (days * 1440), request, among);
        var tomorrow = model.Exposure.MinuteOf(Start(chart.Today.PlusDays(1)));
        var peaks = new double[among.Length];
        var when = new double[among.Length];
        var week = new double[among.Length];
        var weeks = new List<Band>();
        for (var p = 0; p < run.TracePoints; p++)
        {
            var minute = ((now / TraceMinutes) + 1 + p) * TraceMinutes;
            if (minute < tomorrow)
            {
                continue;
            }

            if (minute - tomorrow >= (weeks.Count + 1) * 7 * 1440)
            {
                weeks.Add(Felt(week));
                Array.Clear(week);
            }

            var values = run.Trace(p);
            for (var i = 0; i < peaks.Length; i++)
            {
                week[i] = Math.Max(week[i], values[i]);
                if (values[i] > peaks[i])
                {
                    peaks[i] = values[i];
                    when[i] = (minute - now) / 1440.0;
                }
            }
        }

        weeks.Add(Felt(week));
        var scores = Scored(peaks);
        unchanged ??= scores;
        return new Outlook(
            Shown(scores, 0),
            Shown([.. scores.Zip(unchanged, (with, without) => with - without + 0.0)], -Most),
            Forecasting.Rounded(Band.Of(when, weights), 0),
            weeks,
            days
        );
    }

    private Band Felt(double[] modelled) => Shown(Scored(modelled), 0);

    /// <summary>What each member's person would score, as the forecast says it.</summary>
    private double[] Scored(double[] modelled) =>
        [.. modelled.Select((value, i) => Math.Clamp(floor[i] + (gain[i] * value), 0, Most))];

    private Band Shown(double[] scores, double least) =>
        Forecasting.Rounded(Band.Of(scores, weights).Widened(model.Updated.Widening, least, Most), 1);
}

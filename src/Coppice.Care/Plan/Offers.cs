using Coppice.Model;
using Coppice.Record;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Care;

/// <summary>Turns schedules into offers: what they bring, what they need, and what of the wish they keep.</summary>
internal sealed class Offers
{
    /// <summary>What will be left tomorrow.</summary>
    private readonly decimal? stock;

    /// <summary>Prepares them.</summary>
    public Offers(Chart chart, PersonModel model, UsualDay day, decimal measure, PlanWish wish)
    {
        Chart = chart;
        Exposure = model.Exposure;
        Scores = model.Observations;
        Day = day;
        Measure = measure;
        Wish = wish;
        stock = StockOf(chart, Exposure, wish) is { } left
            ? Math.Max(0, left - day.From(chart.Now.InZone(chart.Home).TimeOfDay))
            : null;
        var unchanged = Schedule.Unchanged(day, measure, Tomorrow, Planning.HoldDays)!;
        Outlooks = new Outlooks(chart, model, day, unchanged);
        Ceiling = PlanCeiling.Of(wish.Ceiling, Outlooks.Hold);
        Hold = Of(PlanKind.Hold, Name(PlanWords.Hold), [unchanged], Outlooks.Hold, ends: false);
    }

    /// <summary>The record.</summary>
    public Chart Chart { get; }

    /// <summary>What is taken.</summary>
    public Exposure Exposure { get; }

    /// <summary>The person's own scores that were used.</summary>
    public IReadOnlyList<Observation> Scores { get; }

    /// <summary>The usual day.</summary>
    public UsualDay Day { get; }

    /// <summary>The measuring step.</summary>
    public decimal Measure { get; }

    /// <summary>What is wished.</summary>
    public PlanWish Wish { get; }

    /// <summary>What each way may bring.</summary>
    public Outlooks Outlooks { get; }

    /// <summary>What of withdrawal is accepted.</summary>
    public PlanCeiling Ceiling { get; }

    /// <summary>No change for four weeks.</summary>
    public PlanOffer Hold { get; }

    /// <summary>The first day on which anything can change: what was taken today was taken.</summary>
    public LocalDate Tomorrow => Chart.Today.PlusDays(1);

    /// <summary>The gentlest that fits, a faster and a slower one; empty when none ends within the days that can be looked at.</summary>
    public IReadOnlyList<PlanOffer> Search()
    {
        var horizon = Chart.Today.PlusDays(Outlooks.MostDays - Outlooks.DaysAfter);
        var families = Pace.Families(Wish)
            .Select(family =>
                family
                    .Select(pace => Schedule.Make(Day, Measure, pace, Wish, Tomorrow, horizon))
                    .OfType<Schedule>()
                    .DistinctBy(s => s.Free)
                    .OrderBy(s => s.Free)
                    .ToList()
            )
            .Where(family => family.Count > 0)
            .ToList();
        var search = new PlanSearch(families, s => Ceiling.Counted(Outlooks.Of(s)), Wish.Ceiling, Wish.Until);
        if (search.Find() is not { } choice)
        {
            return [];
        }

        return
        [
            Of(choice.Gentlest, PlanKind.Gentlest),
            .. choice.Faster is { } faster ? new[] { Of(faster, PlanKind.Faster) } : [],
            .. choice.Slower is { } slower ? new[] { Of(slower, PlanKind.Slower) } : [],
        ];
    }

    /// <summary>The paces that people share. One may go on for longer than can be looked at; then that is said.</summary>
    public IReadOnlyList<PlanOffer> Presets() =>
        [
            .. Pace.Shared(Wish, Exposure.Unit)
                .Select(pace => Schedule.Make(Day, Measure, pace, Wish, Tomorrow, Tomorrow.PlusDays(Pace.SharedDays)))
                .OfType<Schedule>()
                .Select(schedule => Of(schedule, PlanKind.Community)),
        ];

    /// <summary>A schedule as an offer.</summary>
    private PlanOffer Of(Schedule schedule, PlanKind kind) =>
        Of(
            kind,
            Chart.Knowledge.Both(p => PlanWords.Name(schedule.Pace, p)),
            schedule.Steps,
            Outlooks.Of(schedule),
            ends: true
        );

    /// <summary>Stretches of days as an offer, looked at for so many days.</summary>
    public PlanOffer Of(PlanKind kind, string phrase, IReadOnlyList<Stretch> steps, int days, bool ends) =>
        Of(kind, Name(phrase), steps, Outlooks.Of(steps, days), ends);

    private Voices Name(string phrase) => Chart.Knowledge.Both(p => p.Say(phrase));

    private PlanOffer Of(PlanKind kind, Voices name, IReadOnlyList<Stretch> steps, Outlook outlook, bool ends)
    {
        // Until the first step begins, use goes on as it is.
        var before = new Stretch(Tomorrow, Period.DaysBetween(Tomorrow, steps[0].From), Day.Times, Day.Amounts);
        IReadOnlyList<Stretch> all = [before, .. steps];
        var needed = all.Sum(s => s.Total * s.Days);
        var last = steps[^1].End.PlusDays(-1);
        var late = Wish.Until is { } until && ends ? Period.DaysBetween(until, last) : 0;
        var above = Math.Round(Ceiling.Counted(outlook) - Wish.Ceiling, 1);
        return new PlanOffer
        {
            Kind = kind,
            Name = name.Clinician,
            PersonName = name.Person == name.Clinician ? null : name.Person,
            Steps = [.. steps.Select(s => s.Planned())],
            LastUse = ends ? LocalDatePattern.Iso.Format(last) : null,
            Days = ends ? Period.DaysBetween(Chart.Today, last) : null,
            Peak = outlook.Peak,
            Adds = outlook.Adds,
            PeakDay = outlook.PeakDay,
            Weeks = outlook.Weeks,
            DaysAhead = outlook.Days,
            Needed = needed,
            StockLeft = stock - needed,
            StockUntil = LastsUntil(all, needed) is { } day ? LocalDatePattern.Iso.Format(day) : null,
            AboveCeiling = above > 0 ? above : null,
            DaysLate = late > 0 ? late : null,
        };
    }

    /// <summary>The last day that the stock covers in full; null when it covers all, or is not known.</summary>
    private LocalDate? LastsUntil(IReadOnlyList<Stretch> all, decimal needed)
    {
        if (stock is not { } left || left >= needed)
        {
            return null;
        }

        foreach (var stretch in all)
        {
            if (left < stretch.Total * stretch.Days)
            {
                return stretch.From.PlusDays((int)Math.Floor(left / stretch.Total) - 1);
            }

            left -= stretch.Total * stretch.Days;
        }

        return null;
    }

    /// <summary>What is left now: the wish, or the latest count less what was logged since; null when not known.</summary>
    private static decimal? StockOf(Chart chart, Exposure exposure, PlanWish wish)
    {
        if (wish.Stock is { } told)
        {
            return told.Unit == exposure.Unit ? told.Value : null;
        }

        var count = chart
            .All<Stock>()
            .LastOrDefault(s => s.Left.Unit == exposure.Unit && s.Product.Kind == exposure.Product.Kind);
        if (count is null)
        {
            return null;
        }

        var counted = count.At?.Latest(chart.Home);
        var since = chart
            .Uses.Where(u => u.Amount?.Unit == exposure.Unit && u.At?.Earliest(chart.Home) > counted)
            .Sum(u => u.Amount!.Value);
        return Math.Max(0, count.Left.Value - since);
    }
}

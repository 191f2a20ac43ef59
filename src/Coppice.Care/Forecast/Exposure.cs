using Coppice.Model;
using Coppice.Record;
using NodaTime;
using Intake = Coppice.Model.Input;

namespace Coppice.Care;

/// <summary>One dose of a usual day.</summary>
/// <param name="Time">Time of day.</param>
/// <param name="Amount">How much, in the person's unit.</param>
internal sealed record UsualDose(LocalTime Time, double Amount);

/// <summary>
/// What a record says was taken, as doses for the model. What is not known is a spread between members: what a product holds, an
/// amount not stated, a day not logged, a time of day not told.
/// </summary>
internal sealed class Exposure
{
    /// <summary>Days that are simulated before now. Longer habits are accounted for in closed form.</summary>
    public const int Days = 60;

    /// <summary>Fewest days of them before the first logged use.</summary>
    public const int LeadDays = 14;

    /// <summary>Days of habit that are taken for granted when nobody said for how long it has lasted (ASSUMED).</summary>
    public const int UnknownDays = 180;

    /// <summary>How likely use was on a day that was not logged between two that were (ASSUMED).</summary>
    public const double UsedWhenNotLogged = 0.7;

    /// <summary>A dose of leaf of which the amount is not known, g: median and spread (ASSUMED; one survey found a mean of 5.16, median 4.38).</summary>
    private const double UnknownGrams = 4;

    private const double UnknownLogSd = 0.6;

    /// <summary>Hours without use after which a person who used daily counts as having stopped (a convention); longer for rarer use.</summary>
    private const double StoppedHours = 24;

    /// <summary>Hours at which a use is placed of which only the day is known.</summary>
    private static readonly int[] DayOnlyHours = [8, 14, 20];

    /// <summary>An amount not stated in a log whose other amounts are, as the standard deviation of the logarithm (ASSUMED).</summary>
    private const double UnstatedLogSd = 0.3;

    private readonly Chart chart;
    private readonly Counter counter;
    private readonly int members;
    private readonly List<double[]> factors = [];
    private readonly Dictionary<
        (ProductKind, string?, LabelStrength?, AmountUnit),
        (Intake Input, int Factor)?
    > contents = [];
    private readonly List<Dose> doses = [];
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private readonly List<string> assumptions = [];

    private Exposure(Chart chart, int members, Counter counter)
    {
        this.chart = chart;
        this.members = members;
        this.counter = counter;
    }

    /// <summary>Minute 0 of the simulation.</summary>
    public Instant Start { get; private set; }

    /// <summary>Now, in minutes from the start.</summary>
    public int NowMinute => MinuteOf(chart.Now);

    /// <summary>Doses up to now, and the factors of the members.</summary>
    public Regimen Taken => new([.. doses.OrderBy(d => d.Minute)], factors);

    /// <summary>Minute up to which only the habit is simulated, which has then lasted for <see cref="HabitDays"/>; scores count from it on.</summary>
    public int LeadMinute { get; private set; }

    /// <summary>Days of the habit before <see cref="LeadMinute"/>.</summary>
    public double HabitDays { get; private set; }

    /// <summary>The product that is meant by a usual day.</summary>
    public required Product Product { get; init; }

    /// <summary>The unit of the usual day's amounts.</summary>
    public required AmountUnit Unit { get; init; }

    /// <summary>A usual day as it was lately.</summary>
    public required IReadOnlyList<UsualDose> Usual { get; init; }

    /// <summary>Whether kratom has been stopped: a stop was told and no use since, or the last use is longer ago than two usual gaps and a day.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What was taken for granted, in the person's language.</summary>
    public IReadOnlyList<string> Assumptions => assumptions;

    /// <summary>Questions whose answers would sharpen it.</summary>
    public IReadOnlyCollection<string> Missing => missing;

    /// <summary>Minutes from the start to a moment.</summary>
    public int MinuteOf(Instant moment) => (int)Math.Floor((moment - Start).TotalMinutes);

    /// <summary>Builds the exposure; null, with the open questions, when not enough is known.</summary>
    public static Exposure? Of(Chart chart, int members, Counter counter, out IReadOnlyCollection<string> open)
    {
        var (product, unit, amount, perDay, asked) = UsualOf(chart);
        open = asked;
        if (product is null || perDay is not { } frequency || frequency <= 0)
        {
            return null;
        }

        var perDose = amount ?? UnknownGrams;
        var exposure = new Exposure(chart, members, counter)
        {
            Product = product,
            Unit = unit,
            Usual = [.. Times(frequency).Select(t => new UsualDose(t, perDose))],
        };
        if (exposure.Content(product, unit) is null)
        {
            open = [.. asked, "strength"];
            return null;
        }

        exposure.missing.UnionWith(asked);
        exposure.Build(amount is null, frequency);
        open = exposure.Missing;
        return exposure;
    }

    /// <summary>The usual day's doses from one moment up to another, as doses for the model.</summary>
    public IEnumerable<Dose> UsualDoses(Instant from, Instant until) =>
        DosesOn(from, until, Usual.Select(u => (u.Time, u.Amount)), Product, Unit);

    /// <summary>The doses of a chosen plan, from one moment up to another; none when its product's content is not known.</summary>
    public List<Dose> Doses(ReductionPlan plan, Instant from, Instant until)
    {
        var found = new List<Dose>();
        if (Content(plan.Product, plan.Unit) is null)
        {
            return found;
        }

        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            var begins = Instant.Max(from, chart.Home.AtStartOfDay(step.From.Date).ToInstant());
            var ends =
                i + 1 < plan.Steps.Count
                    ? Instant.Min(until, chart.Home.AtStartOfDay(plan.Steps[i + 1].From.Date).ToInstant())
                    : until;
            if (step.Doses.Count > 0 && begins < ends)
            {
                var times = Times(step.Doses.Count);
                found.AddRange(
                    DosesOn(
                        begins,
                        ends,
                        step.Doses.Select((d, n) => (times[n], (double)d.Amount)),
                        plan.Product,
                        plan.Unit
                    )
                );
            }
        }

        return found;
    }

    /// <summary>Doses of one product at times of day, from one moment up to another, in the person's zone.</summary>
    public IEnumerable<Dose> DosesOn(
        Instant from,
        Instant until,
        IEnumerable<(LocalTime Time, double Amount)> day,
        Product product,
        AmountUnit unit,
        int taken = -1
    )
    {
        var (input, factor) = Content(product, unit)!.Value;
        var each = day.ToList();
        for (var date = from.InZone(chart.Home).Date; date <= until.InZone(chart.Home).Date; date = date.PlusDays(1))
        {
            foreach (var (time, amount) in each)
            {
                var moment = date.At(time).InZoneLeniently(chart.Home).ToInstant();
                if (moment >= from && moment < until && amount > 0)
                {
                    yield return new Dose(MinuteOf(moment), input, amount, factor, taken);
                }
            }
        }
    }

    /// <summary>Times of day for so many doses: spread from 7 in the morning to 10 at night.</summary>
    public static IReadOnlyList<LocalTime> Times(double perDay)
    {
        var count = Math.Clamp((int)Math.Round(perDay, MidpointRounding.AwayFromZero), 1, 12);
        return count == 1
            ? [new LocalTime(8, 0)]
            :
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => LocalTime.FromMinutesSinceMidnight(420 + (i * 900 / (count - 1) / 15 * 15))),
            ];
    }

    /// <summary>The input and the members' factor of a product and unit; null when its content is not known.</summary>
    private (Intake Input, int Factor)? Content(Product product, AmountUnit unit)
    {
        var key = (product.Kind, product.Name, product.Strength, unit);
        if (contents.TryGetValue(key, out var known))
        {
            return known;
        }

        (Intake, int)? made = null;
        if (ProductContent.Of(chart.Knowledge, product, unit) is { } content)
        {
            var index = contents.Count;
            made = (
                content.Input,
                Factor(i =>
                    content.Median * Portable.Exp(content.LogSd * counter.Normal(i, (int)Purpose.Content, index))
                )
            );
        }

        contents.Add(key, made);
        return made;
    }

    private int Factor(Func<int, double> of)
    {
        factors.Add([.. Enumerable.Range(0, members).Select(of)]);
        return factors.Count - 1;
    }

    private static (
        Product? Product,
        AmountUnit Unit,
        double? Amount,
        double? PerDay,
        IReadOnlyCollection<string> Asked
    ) UsualOf(Chart chart)
    {
        var asked = new List<string>();
        var habit = chart.Habit;
        var recent = chart.Uses.Where(u => u.At is not null && chart.Within(u, 30 * 24)).ToList();
        var main = recent
            .GroupBy(u => (u.Product, u.Amount?.Unit))
            .OrderByDescending(g => g.Count())
            .FirstOrDefault(g => g.Key.Unit is not null);
        var product = main?.Key.Product ?? habit?.Product ?? recent.FirstOrDefault()?.Product;
        if (product is null)
        {
            return (null, default, null, null, ["kratom-use", "product", "amount", "doses-per-day"]);
        }

        var pattern = chart.Pattern;
        var perDay = pattern.DosesPerDay is { } d ? (double)d : LoggedPerDay(chart, recent);
        if (perDay is null)
        {
            asked.Add("doses-per-day");
        }

        double? amount = null;
        AmountUnit unit;
        if (main is not null)
        {
            unit = main.Key.Unit!.Value;
            amount = (double)main.Average(u => u.Amount!.Value);
        }
        else if (habit?.AmountPerDay is { } day)
        {
            unit = day.Unit;
            perDay ??= 4;
            amount = (double)day.Value / Times(perDay.Value).Count;
        }
        else
        {
            unit = product.Kind == ProductKind.SevenHydroxy ? AmountUnit.Mg7Oh : AmountUnit.GLeaf;
            asked.Add("amount");
            if (product.Kind == ProductKind.SevenHydroxy)
            {
                // The middle of the labelled 14-25 mg a dose (smith-2025-7oh-products).
                amount = 19;
            }
            else if (product.Kind is not (ProductKind.LeafPowder or ProductKind.LeafCapsule or ProductKind.Tea))
            {
                return (null, default, null, null, ["amount", "strength"]);
            }
        }

        return (product, unit, amount, perDay, asked);
    }

    private static double? LoggedPerDay(Chart chart, List<Use> recent)
    {
        var days = recent.Select(u => DailyUse.LocalDay(chart, u.At!.Value)).Distinct().Count();
        return days < 3 ? null : recent.Count / (double)days;
    }

    private void Build(bool amountUnknown, double frequency)
    {
        var usual = amountUnknown
            ? Factor(i => Portable.Exp(UnknownLogSd * counter.Normal(i, (int)Purpose.UnknownAmount)))
            : -1;
        Start = chart.Now - Duration.FromDays(Days);
        var floor = Start + Duration.FromDays(LeadDays);
        var logged = chart.Uses.Where(u => u.At is { } at && at.Earliest(chart.Home) >= floor).ToList();
        var end = EndOfUse();
        var logStart = logged.Count > 0 ? logged[0].At!.Value.Earliest(chart.Home) : end;
        LeadMinute = LeadDays * 1440;
        var lead = Instant.Min(logStart, end);
        if (frequency < 1)
        {
            var sometimes = Factor(_ => frequency);
            doses.AddRange(
                DosesOn(
                    Start,
                    lead,
                    Usual.Select(u => (u.Time, u.Amount)),
                    Product,
                    Unit,
                    amountUnknown ? usual : sometimes
                )
            );
        }
        else
        {
            doses.AddRange(DosesOn(Start, lead, Usual.Select(u => (u.Time, u.Amount)), Product, Unit, usual));
        }

        foreach (var use in logged)
        {
            AddUse(use, usual);
        }

        FillGaps(logged, usual);
        AddMedicines();
        HabitDays = HabitLength(floor);
        Stopped = IsStopped(frequency);
    }

    /// <summary>When use ended as far as is told: now, unless a stop, or a last use in the past, was told.</summary>
    private Instant EndOfUse()
    {
        var last = chart.LastUse?.Latest;
        if (chart.Habit?.LastUse is not null && last is { } l)
        {
            return l + Duration.FromMinutes(1);
        }

        var stop = chart
            .All<Life>()
            .LastOrDefault(e => e.What is LifeEvent.StoppedKratom or LifeEvent.CompletedWithdrawal && e.At is not null);
        return stop is null ? chart.Now : Instant.Min(chart.Now, stop.At!.Value.Earliest(chart.Home));
    }

    private bool IsStopped(double frequency)
    {
        var stop = chart
            .All<Life>()
            .LastOrDefault(e =>
                e.What is LifeEvent.StoppedKratom or LifeEvent.CompletedWithdrawal or LifeEvent.ReturnToKratom
                && e.At is not null
            );
        var since = chart.SinceLastUse;
        var told = stop is not null && stop.What != LifeEvent.ReturnToKratom;
        var usedAfter =
            told && chart.Uses.Any(u => u.At is { } at && at.Earliest(chart.Home) > stop!.At!.Value.Latest(chart.Home));
        return (told && !usedAfter) || since?.Low >= Math.Max(StoppedHours, 48 / frequency);
    }

    private double HabitLength(Instant from)
    {
        var days = chart.Pattern.DaysOfUse;
        if (days is null or 0)
        {
            missing.Add("duration");
            Assume("assumed.duration", UnknownDays);
            return UnknownDays;
        }

        if (chart.Habit?.ForDays is null && days < UnknownDays)
        {
            missing.Add("duration");
            Assume("assumed.before-log", UnknownDays);
            return UnknownDays;
        }

        return Math.Max(1, days.Value - (chart.Now - from).TotalDays);
    }

    private void AddUse(Use use, int usual)
    {
        var unit = use.Amount?.Unit ?? Unit;
        var product = use.Amount is null && Content(use.Product, Unit) is null ? Product : use.Product;
        if (Content(product, unit) is not var (input, factor))
        {
            missing.Add("strength");
            return;
        }

        double amount;
        var taken = -1;
        if (use.Amount is { } stated)
        {
            amount = (double)stated.Value;
        }
        else
        {
            amount = Usual[0].Amount;
            var index = doses.Count;
            taken =
                usual >= 0
                    ? usual
                    : Factor(i => Portable.Exp(UnstatedLogSd * counter.Normal(i, (int)Purpose.UnknownAmount, index)));
            missing.Add("amount");
        }

        if (amount <= 0)
        {
            return;
        }

        var at = use.At!.Value;
        if (at.Moment is { } moment)
        {
            doses.Add(new Dose(MinuteOf(moment.ToInstant()), input, amount, factor, taken));
            return;
        }

        // Only the day is known: each member takes it at one of three times that have passed.
        var times = DayOnlyHours
            .Select(h => at.Date.At(new LocalTime(h, 0)).InZoneLeniently(chart.Home).ToInstant())
            .Where(t => t <= chart.Now)
            .ToList();
        if (times.Count == 0)
        {
            times.Add(chart.Now - Duration.FromHours(1));
        }

        var who = doses.Count;
        for (var n = 0; n < times.Count; n++)
        {
            var choice = n;
            var chosen = Factor(i =>
                (int)(counter.Uniform(i, (int)Purpose.TimeOfDay, who) * times.Count) == choice
                    ? (taken >= 0 ? factors[taken][i] : 1)
                    : 0
            );
            doses.Add(new Dose(MinuteOf(times[n]), input, amount, factor, chosen));
        }
    }

    /// <summary>A day without a log between two with one is not a day without use: some members used as usual, some did not.</summary>
    private void FillGaps(List<Use> logged, int usual)
    {
        var days = logged.Select(u => DailyUse.LocalDay(chart, u.At!.Value)).Distinct().ToList();
        var filled = 0;
        for (var d = 1; d < days.Count; d++)
        {
            for (var day = days[d - 1].PlusDays(1); day < days[d]; day = day.PlusDays(1))
            {
                var index = Period.DaysBetween(new LocalDate(2000, 1, 1), day);
                var used = Factor(i =>
                    counter.Uniform(i, (int)Purpose.Unlogged, index) < UsedWhenNotLogged
                        ? (usual >= 0 ? factors[usual][i] : 1)
                        : 0
                );
                doses.AddRange(
                    DosesOn(
                        chart.Home.AtStartOfDay(day).ToInstant(),
                        chart.Home.AtStartOfDay(day.PlusDays(1)).ToInstant(),
                        Usual.Select(u => (u.Time, u.Amount)),
                        Product,
                        Unit,
                        used
                    )
                );
                filled++;
            }
        }

        if (filled > 0)
        {
            Assume(filled == 1 ? "assumed.gap" : "assumed.gaps", filled);
        }
    }

    private void Assume(string phrase, int days) =>
        assumptions.Add(chart.Knowledge.Phrases.Say(phrase, ("days", days.Text())));

    /// <summary>Buprenorphine under the tongue and alpha-2 agonists, as far as doses are stated.</summary>
    private void AddMedicines()
    {
        foreach (var medicine in chart.Medicines)
        {
            if (medicine.At is not { } at || MedicineInput(medicine) is not var (input, share))
            {
                continue;
            }

            var minute = MinuteOf(at.Earliest(chart.Home));
            if (medicine.Action == MedicineAction.Given && medicine.DoseMg is { } mg && minute >= 0)
            {
                doses.Add(new Dose(minute, input, (double)mg * share));
            }
            else if (
                medicine.Action == MedicineAction.Prescribed
                && (medicine.MgPerDay ?? medicine.DoseMg) is { } daily
            )
            {
                var stop = chart.Medicines.FirstOrDefault(m =>
                    m.Name == medicine.Name
                    && m.Action is MedicineAction.Stopped or MedicineAction.Prescribed
                    && m.At is { } later
                    && later.Earliest(chart.Home) > at.Earliest(chart.Home)
                );
                var until = stop is null
                    ? NowMinute
                    : Math.Min(NowMinute, MinuteOf(stop.At!.Value.Earliest(chart.Home)));
                for (var day = Math.Max(minute, 0); day < until; day += 1440)
                {
                    doses.Add(new Dose(day, input, (double)daily * share));
                }
            }
        }
    }

    /// <summary>The input of a medicine and what one milligram is in its unit; null when the model does not know it.</summary>
    private static (Intake Input, double Share)? MedicineInput(Medicine medicine) =>
        medicine.Name switch
        {
            "buprenorphine"
            or "buprenorphine/naloxone"
            or "buprenorphine-naloxone" when medicine.Route is null or Route.Sublingual => (Intake.Buprenorphine, 1),

            // A full day: 0.54 mg four times (label-lofexidine).
            "lofexidine" => (Intake.Alpha2, 1 / 2.16),

            // A full day taken as 0.1 mg four times (ASSUMED).
            "clonidine" => (Intake.Alpha2, 1 / 0.4),
            _ => null,
        };
}

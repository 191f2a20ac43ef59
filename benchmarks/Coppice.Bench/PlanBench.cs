using System.Diagnostics;
using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Bench;

/// <summary>
/// The search of reduction plans beside trying every one of 500 schedules on the same 200 members: how many it tries, how long it
/// takes on one core, and how far its answer is from the best of the 500.
/// </summary>
internal static class PlanBench
{
    private const int Schedules = 500;
    private const int Times = 5;
    private const decimal Measure = 0.1m;

    public static int Run()
    {
        // Sixty days of log without scores: the usual ceiling can be met, so the search has something to find.
        var record = YearOfUse.Make(60, 3);
        record = record with { Events = [.. record.Events.Where(e => e is Use)] };
        var chart = Chart.Of(record, YearOfUse.Now, KnowledgeBase.Default);
        var model = PersonModel.Of(chart, PersonModel.DefaultMembers, 1, out _)!;
        var day = UsualDay.Of(chart, model.Exposure, null);
        var offers = new Offers(chart, model, day, Measure, new PlanWish());
        var best = double.MaxValue;
        IReadOnlyList<PlanOffer> plans = [];
        for (var i = 0; i < Times; i++)
        {
            var watch = Stopwatch.StartNew();
            offers = new Offers(chart, model, day, Measure, new PlanWish());
            plans = offers.Search();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        Say(
            $"search: {offers.Outlooks.Tried} ways tried on {Outlooks.Members} members, no change among them; best of {Times}: {best:0} ms on one core"
        );
        foreach (var plan in plans)
        {
            Say(
                $"  {plan.Kind}: {plan.Name}, last use on day {plan.Days}, counted {Counted(offers.Ceiling, plan):0.0} against {offers.Ceiling.Accepted:0}"
            );
        }

        All(offers, day);
        return 0;
    }

    /// <summary>500 schedules that are spread over the whole space, by brute force.</summary>
    private static void All(Offers offers, UsualDay day)
    {
        var wish = new PlanWish();
        var until = offers.Chart.Today.PlusDays(Outlooks.MostDays - Outlooks.DaysAfter);
        var every = Enumerable
            .Range(wish.LeastDays, 11)
            .SelectMany(days => Enumerable.Range(10, 241).Select(cut => new Pace(cut / 1000m, days)))
            .SelectMany(pace => new[] { pace, pace with { Linear = true } })
            .Select(pace => Schedule.Make(day, Measure, pace, wish, offers.Tomorrow, until))
            .OfType<Schedule>()
            .DistinctBy(s => string.Join(';', s.Steps.Select(t => $"{t.Days}:{t.Total}")))
            .ToList();
        var some = Enumerable.Range(0, Schedules).Select(i => every[i * every.Count / Schedules]).Distinct().ToList();
        var watch = Stopwatch.StartNew();
        var tried = some.ConvertAll(s => (Schedule: s, Counted: offers.Ceiling.Counted(offers.Outlooks.Of(s))));
        var took = watch.Elapsed.TotalMilliseconds;
        var least = tried.Min(t => t.Counted);
        var gentlest = tried.Where(t => t.Counted <= least + PlanSearch.Equal).MinBy(t => t.Schedule.Free);
        var faster = tried.Where(t => t.Counted <= wish.Ceiling).MinBy(t => t.Schedule.Free);
        Say($"all of {some.Count} of {every.Count} other schedules: {took:0} ms");
        Say(
            $"  gentlest: last use on day {Last(gentlest.Schedule)}, counted {gentlest.Counted:0.0} (the least of all {least:0.0})"
        );
        Say($"  faster: last use on day {Last(faster.Schedule)}, counted {faster.Counted:0.0}");

        int Last(Schedule? schedule) => schedule is null ? 0 : Period.DaysBetween(offers.Tomorrow, schedule.Free);
    }

    private static double Counted(PlanCeiling ceiling, PlanOffer plan) =>
        ceiling.Basis == CeilingBasis.WholeScore ? plan.Peak.High : ceiling.Unchanged + plan.Adds.High;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

using System.Diagnostics;
using System.Globalization;
using Coppice.Care;
using Coppice.Knowledge;
using NodaTime;

namespace Coppice.Bench;

/// <summary>
/// The search of reduction plans beside trying every one of 500 schedules on the same 200 members: how many it tries, how long it
/// takes on one core, and how far its answer is from the best of the 500.
/// </summary>
internal static class PlanBench
{
    private const int Schedules = 500;

    public static int Run()
    {
        var record = YearOfUse.Make(60, 3);
        foreach (var days in new[] { 60, Outlooks.MostDays - Outlooks.DaysAfter - 1 })
        {
            var chart = Chart.Of(record, YearOfUse.Now, KnowledgeBase.Default);
            var model = PersonModel.Of(chart, PersonModel.DefaultMembers, 1, out _)!;
            var day = UsualDay.Of(chart, model.Exposure, null);
            var wish = new PlanWish { Until = chart.Today.PlusDays(days) };
            Offers? offers = null;
            IReadOnlyList<PlanOffer> plans = [];
            var best = double.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var watch = Stopwatch.StartNew();
                offers = new Offers(chart, model, day, 0.25m, wish);
                plans = offers.Search();
                best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            }

            Say(
                $"within {days} days: {offers!.Outlooks.Tried} ways tried, no change among them, {best:0} ms on one core; the gentlest ends on day {plans[0].Days}, held against the ceiling {Counted(offers.Ceiling, plans[0]):0.0}"
            );
            All(offers, day, wish, chart.Today.PlusDays(days));
        }

        return 0;
    }

    /// <summary>Every one of 500 schedules that end in time, by brute force.</summary>
    private static void All(Offers offers, UsualDay day, PlanWish wish, LocalDate until)
    {
        var schedules = Enumerable
            .Range(wish.LeastDays, 11)
            .SelectMany(days => Enumerable.Range(10, 240).Select(cut => new Pace(cut / 1000m, days)))
            .SelectMany(pace => new[] { pace, pace with { Linear = true } })
            .Select(pace => Schedule.Make(day, offers.Measure, pace, wish, offers.Tomorrow, until))
            .OfType<Schedule>()
            .DistinctBy(s => string.Join(';', s.Steps.Select(t => $"{t.Days}:{t.Total}")))
            .ToList();
        var some = schedules
            .Where((_, i) => (i * Schedules / schedules.Count) != ((i - 1) * Schedules / schedules.Count) || i == 0)
            .ToList();
        var watch = Stopwatch.StartNew();
        var least = some.Select(s => (Schedule: s, High: offers.Ceiling.Counted(offers.Outlooks.Of(s))))
            .MinBy(s => s.High);
        Say(
            $"  all of {some.Count}: {watch.Elapsed.TotalMilliseconds:0} ms; the least is {least.High:0.0}, ending on day {Period.DaysBetween(offers.Tomorrow, least.Schedule.Free)}"
        );
    }

    private static double Counted(PlanCeiling ceiling, PlanOffer plan) =>
        ceiling.Basis == CeilingBasis.WholeScore ? plan.Peak.High : ceiling.Unchanged + plan.Adds.High;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

using Coppice.Model;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>
/// The ensemble of one person at one moment: what was taken, where each member is now, and how much each counts after the
/// person's own scores. Everything is computed anew from the record, so a slip, a gap, a back-dated or an edited entry needs no
/// patching.
/// </summary>
internal sealed class PersonModel
{
    /// <summary>Members of the ensemble.</summary>
    public const int DefaultMembers = 2000;

    /// <summary>
    /// How people report withdrawal on the SOWS: fitted to the trial participants of CTN-0094 (opioids, not kratom), who score 3 on
    /// average without withdrawal, some of them much more, and 0.7 of what the model says above that.
    /// </summary>
    public static readonly Reporting Withdrawal = new(3, 5, 0.7, 0.4);

    /// <summary>How people report craving, 0..100 (ASSUMED).</summary>
    public static readonly Reporting Craving = new(10, 12, 1, 0.35);

    /// <summary>Error of a SOWS, points (fitted to the same participants).</summary>
    public const double SowsSd = 4.5;

    /// <summary>Error of a COWS, COWS points (ASSUMED).</summary>
    public const double CowsSd = 2.5;

    /// <summary>Error of the K-panel on the SOWS scale, points: it holds items that no withdrawal scale has (ASSUMED).</summary>
    public const double KPanelSd = 10;

    /// <summary>Error of a craving of 0-10, points of 100 (ASSUMED).</summary>
    public const double CravingSd = 18;

    private PersonModel(Exposure exposure, Members members, ModelState now, Updated updated)
    {
        Exposure = exposure;
        Members = members;
        Now = now;
        Updated = updated;
    }

    /// <summary>What was taken.</summary>
    public Exposure Exposure { get; }

    /// <summary>The members.</summary>
    public Members Members { get; }

    /// <summary>Where they are now.</summary>
    public ModelState Now { get; }

    /// <summary>Their weights, and how the person reports.</summary>
    public Updated Updated { get; }

    /// <summary>Scores that were used.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Builds the ensemble; null, with the open questions, when not enough is known.</summary>
    public static PersonModel? Of(Chart chart, int count, ulong seed, out IReadOnlyCollection<string> open)
    {
        var counter = new Counter(seed);
        if (Exposure.Of(chart, count, counter, out open) is not { } exposure)
        {
            return null;
        }

        var members = Members.Sample(chart.Knowledge.Model, count, seed);
        var taken = exposure.Taken;
        var observations = ObservationsOf(chart, exposure);
        var lead = Math.Min(exposure.LeadMinute, exposure.NowMinute);
        var start = Runner.Run(members, taken, 0, lead, new Request([], [])).End.AsIfFor(members, exposure.HabitDays);
        List<int> minutes = [.. observations.Select(o => o.Minute).Distinct()];
        var run = Runner.Run(
            members,
            taken,
            lead,
            exposure.NowMinute,
            new Request(minutes, [Signal.Withdrawal, Signal.SlowDeficit]),
            start
        );
        var modelled = observations
            .Select(o =>
            {
                var row = minutes.IndexOf(o.Minute);
                var values = run[row, 0].ToArray();
                if (o.Measure == Measure.Craving)
                {
                    var slow = run[row, 1];
                    for (var i = 0; i < values.Length; i++)
                    {
                        values[i] = Effects.Craving(values[i], slow[i]);
                    }
                }

                return values;
            })
            .ToList();
        var updated = Updated.From(modelled, observations, Withdrawal, Craving, counter, count);
        return new PersonModel(exposure, members, run.End, updated) { Observations = observations };
    }

    /// <summary>Runs from now on under other doses.</summary>
    /// <param name="future">Doses from now on.</param>
    /// <param name="until">The minute to end at.</param>
    /// <param name="request">What to read out.</param>
    /// <param name="among">Which members; all when left out.</param>
    public Readings Ahead(IEnumerable<Dose> future, int until, Request request, int[]? among = null)
    {
        var taken = Exposure.Taken;
        var regimen = taken with { Doses = [.. taken.Doses, .. future.OrderBy(d => d.Minute)] };
        if (among is null)
        {
            return Runner.Run(Members, regimen, Exposure.NowMinute, until, request, Now);
        }

        return Runner.Run(
            Members.Choose(among),
            regimen with
            {
                Factors = [.. regimen.Factors.Select(f => Array.ConvertAll(among, i => f[i]))],
            },
            Exposure.NowMinute,
            until,
            request,
            Now.Choose(among)
        );
    }

    /// <summary>The same as if one input had never been taken.</summary>
    public Readings Without(Model.Input input, IEnumerable<Dose> future, int until, Request request, int[] among)
    {
        var members = Members.Choose(among);
        var taken = Exposure.Taken.Without(input);
        var regimen = new Regimen(
            [.. taken.Doses, .. future.OrderBy(d => d.Minute)],
            [.. taken.Factors.Select(f => Array.ConvertAll(among, i => f[i]))]
        );
        var lead = Math.Min(Exposure.LeadMinute, Exposure.NowMinute);
        var none = new Request([], []);
        var begun = Runner.Run(members, regimen, 0, lead, none).End.AsIfFor(members, Exposure.HabitDays);
        var now = Runner.Run(members, regimen, lead, Exposure.NowMinute, none, begun).End;
        return Runner.Run(members, regimen, Exposure.NowMinute, until, request, now);
    }

    /// <summary>Variance that the way of reporting adds before any score is known, SOWS points squared.</summary>
    /// <param name="modelled">What each member says.</param>
    public static double ReportingVariance(ReadOnlySpan<double> modelled)
    {
        var square = 0.0;
        foreach (var value in modelled)
        {
            square += value * value;
        }

        return (Withdrawal.BaseSd * Withdrawal.BaseSd)
            + (Withdrawal.GainSd * Withdrawal.GainSd * square / modelled.Length);
    }

    /// <summary>Scores of the simulated time, oldest first, on the scales of the model.</summary>
    private static List<Observation> ObservationsOf(Chart chart, Exposure exposure)
    {
        var found = new List<Observation>();
        foreach (var score in chart.Scores)
        {
            if (Scale(score) is not var (factor, sd) || Minute(score.At) is not { } minute)
            {
                continue;
            }

            var (low, high) = score.Total is { } total
                ? ((double)total, (double)total)
                : ((double)score.Low, (double)score.High);

            // An incomplete score may lie anywhere in its range: a twelfth of the square of its width is added.
            var width = (high - low) * factor;
            found.Add(
                new Observation(
                    minute,
                    Measure.Withdrawal,
                    Math.Min(64, (low + high) / 2 * factor),
                    Math.Sqrt((sd * sd) + (width * width / 12))
                )
            );
        }

        foreach (var craving in chart.All<Craving>())
        {
            if (craving.Intensity is { } intensity && Minute(craving.At) is { } minute)
            {
                found.Add(new Observation(minute, Measure.Craving, (double)intensity * 10, CravingSd));
            }
        }

        return [.. found.OrderBy(o => o.Minute)];

        int? Minute(EventTime? at)
        {
            if (at is not { } time)
            {
                return null;
            }

            var earliest = time.Earliest(chart.Home);
            var latest = NodaTime.Instant.Min(chart.Now, time.Latest(chart.Home));
            var minute = exposure.MinuteOf(earliest + ((latest - earliest) / 2));
            return minute >= Math.Min(exposure.LeadMinute, exposure.NowMinute) && minute <= exposure.NowMinute
                ? minute
                : null;
        }
    }

    /// <summary>What brings a score to the SOWS scale, and its error there; null for a scale that is not of withdrawal.</summary>
    private static (double Factor, double Sd)? Scale(Score score) =>
        score.Instrument switch
        {
            "sows" => (1, SowsSd),
            "cows" => (1 / 0.6, CowsSd / 0.6),
            "kpanel" => (64 / (double)score.Maximum, KPanelSd),
            _ => null,
        };
}

using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>What the rules share, worked out once.</summary>
internal sealed class WithdrawalFacts
{
    private readonly LastUses uses;

    public WithdrawalFacts(Chart chart)
    {
        Chart = chart;
        uses = new LastUses(chart);
        Since = uses.Before(chart.Now, chart.Now);
        Scores = ScoreAll();
        PanelAnswers = LatestAnswers("kpanel");
        CowsAnswers = LatestAnswers("cows");
        Present = Signs();
        Affected =
            RecentCows?.High >= 5
            || RecentSows?.High >= 1
            || Since is not { High: < Withdrawal.Onset } && Present.Any(Withdrawal.OfWithdrawal.Contains);
        (Dependent, DependentBecause) = Dependence();
        Stopped = Stop();
        UnknownSubstances = Unknown();
        CanLast = Dependent == true || Dependent is null && Chart.Habit is not null;
        var none = !Affected && (RecentCows is not null || RecentSows is not null);
        Phase = Since is { } low ? Withdrawal.PhaseAt(low.Low, Affected && CanLast, none) : WithdrawalPhase.Unknown;
        PhaseLatest = Since is { } high
            ? Withdrawal.PhaseAt(high.High, Affected && CanLast, none)
            : WithdrawalPhase.Unknown;
    }

    public Chart Chart { get; }

    public KnowledgeBase Knowledge => Chart.Knowledge;

    /// <summary>Hours since last use, or since a stop reported later.</summary>
    public Hours? Since { get; }

    public IReadOnlyList<WithdrawalScore> Scores { get; }

    public WithdrawalScore? Cows { get; private set; }

    public WithdrawalScore? Sows { get; private set; }

    public WithdrawalScore? KPanel { get; private set; }

    public Score? RecentCows { get; private set; }

    public Score? RecentSows { get; private set; }

    public Answers? PanelAnswers { get; }

    public Answers? CowsAnswers { get; }

    /// <summary>Symptoms present at their latest report in the last 72 hours: those of withdrawal, and those outside the scales.</summary>
    public HashSet<Symptom> Present { get; }

    /// <summary>
    /// Whether there is any sign of withdrawal: a score in or possibly in a band above none, or a symptom of withdrawal, unless kratom
    /// was surely used less than 6 hours ago.
    /// </summary>
    public bool Affected { get; }

    /// <summary>Whether physical dependence is likely; null when that cannot be told.</summary>
    public bool? Dependent { get; }

    /// <summary>Whether lasting symptoms can be put down to withdrawal: a pattern of use is stated, or dependence is likely.</summary>
    public bool CanLast { get; }

    public IReadOnlyList<Input> DependentBecause { get; }

    public (Instant From, Input Input)? Stopped { get; }

    /// <summary>Questions about alcohol, sedatives and opioids that nobody has answered.</summary>
    public IReadOnlyList<string> UnknownSubstances { get; }

    public WithdrawalPhase Phase { get; }

    public WithdrawalPhase PhaseLatest { get; }

    public Input SinceInput(Hours since) =>
        new("Since last kratom", Withdrawal.Span(since, Knowledge.ClinicianPhrases));

    public Hours? SinceAt(EventTime at) => uses.Before(at.Earliest(Chart.Home), at.Latest(Chart.Home));

    public LocalDate DayOf(EventTime at) => at.Earliest(Chart.Home).InZone(Chart.Home).Date;

    /// <summary>Whether it was surely after the last known use.</summary>
    public bool ThisEpisode(EventTime at) => at.Earliest(Chart.Home) >= uses.Latest;

    /// <summary>Whether the first was surely after the last use known before the second.</summary>
    public bool SameEpisode(EventTime first, EventTime second) =>
        SinceAt(second) is { } since
        && first.Earliest(Chart.Home) >= second.Earliest(Chart.Home) - Duration.FromHours(since.Low);

    /// <summary>The latest use with the substance in the last 14 days, or the stated pattern when it names it.</summary>
    public Event? TakenWith(Substance substance)
    {
        for (var i = Chart.Uses.Count - 1; i >= 0 && Chart.Within(Chart.Uses[i], 14 * 24); i--)
        {
            if (Chart.Uses[i].With.Contains(substance))
            {
                return Chart.Uses[i];
            }
        }

        return Chart.Habit is { } habit && habit.With.Contains(substance) ? habit : null;
    }

    private List<WithdrawalScore> ScoreAll()
    {
        var list = new List<WithdrawalScore>();
        foreach (var score in Chart.Scores)
        {
            if (score.Instrument is not ("cows" or "sows" or "kpanel"))
            {
                continue;
            }

            var since = score.At is { } at ? SinceAt(at) : null;
            var entry = new WithdrawalScore
            {
                At = score.At,
                Instrument = score.Instrument,
                Total = score.Total,
                Low = score.Low,
                High = score.High,
                Minimum = score.Minimum,
                Maximum = score.Maximum,
                Band = score.Band,
                BandLabel = score.BandLabel,
                HoursSinceLastUseLow = since?.Low,
                HoursSinceLastUseHigh = since?.High,
            };
            list.Add(entry);
            if (Withdrawal.Says(entry))
            {
                Keep(score, entry);
            }
        }

        return list;
    }

    private void Keep(Score score, WithdrawalScore entry)
    {
        var recent = Chart.Since(score.At) is not { } since || since.Low <= Withdrawal.Recent;
        switch (score.Instrument)
        {
            case "cows":
                Cows = entry;
                RecentCows = recent ? score : RecentCows;
                break;
            case "sows":
                Sows = entry;
                RecentSows = recent ? score : RecentSows;
                break;
            default:
                KPanel = entry;
                break;
        }
    }

    private Answers? LatestAnswers(string instrument)
    {
        Answers? latest = null;
        foreach (var happened in Chart.BesidesUse)
        {
            if (
                happened is Answers { Items: { } items } answers
                && answers.Instrument == instrument
                && Chart.Within(answers, Withdrawal.Recent)
                && items.Values.Any(v => v is not null)
            )
            {
                latest = answers;
            }
        }

        return latest;
    }

    private HashSet<Symptom> Signs()
    {
        var asked = new HashSet<Symptom>();
        var present = new HashSet<Symptom>();
        for (var i = Chart.Symptoms.Count - 1; i >= 0; i--)
        {
            if (!Chart.Within(Chart.Symptoms[i], Withdrawal.Recent))
            {
                continue;
            }

            foreach (var report in Chart.Symptoms[i].Reports)
            {
                if (asked.Add(report.Symptom) && report.Present)
                {
                    present.Add(report.Symptom);
                }
            }
        }

        return present;
    }

    /// <summary>
    /// Likely: taken to prevent or stop withdrawal, or soon after waking, or withdrawal was answered among the criteria, or severe
    /// withdrawal before, or daily use for 7 days or more (or of unknown length), or 14 days of the last 28 logged. Unlikely: a
    /// stated pattern of less than daily use, or of plain leaf for under 7 days, and none of those. Otherwise not known.
    /// </summary>
    private (bool? Likely, IReadOnlyList<Input> Because) Dependence()
    {
        var because = new List<Input>();
        if (Chart.Habit is { } habit)
        {
            if (habit.Reasons.Any(Avoids))
            {
                because.Add(new Input("Reason for use", "withdrawal", habit.At?.ToString()));
            }

            if (habit.MorningUse == true)
            {
                because.Add(new Input("First use", "soon after waking", habit.At?.ToString()));
            }

            if (habit.DosesPerDay >= 1 && habit.ForDays is not < 7)
            {
                because.Add(new Input("Doses a day", Words.Text(habit.DosesPerDay.Value), habit.At?.ToString()));
            }
        }

        // Uses are in order: past both windows there is nothing more to see.
        var days = new HashSet<LocalDate>();
        var first = uses.Surely - Duration.FromDays(28);
        for (var i = Chart.Uses.Count - 1; i >= 0; i--)
        {
            var use = Chart.Uses[i];
            var counts = use.At is { } at && at.Earliest(Chart.Home) > first;
            var recent = Chart.Within(use, 30 * 24);
            if (!counts && !recent)
            {
                break;
            }

            if (recent && because.Count == 0 && use.Reasons.Any(Avoids))
            {
                because.Add(new Input("Reason for use", "withdrawal", use.At?.ToString()));
            }

            if (counts)
            {
                days.Add(DayOf(use.At!.Value));
            }
        }

        if (days.Count >= 14)
        {
            because.Add(new Input("Days with use in 28 days", Words.Text(days.Count)));
        }

        foreach (var answers in Chart.All<Answers>())
        {
            if (
                answers is { Instrument: "kud", Items: { } items }
                && items.TryGetValue("11", out var withdrawal)
                && withdrawal == 1
            )
            {
                because.Add(new Input("Criterion 11 (withdrawal)", "yes", answers.At?.ToString()));
                break;
            }
        }

        if (Chart.Record.History.SevereWithdrawalBefore == true)
        {
            because.Add(new Input("Severe withdrawal before", "yes"));
        }

        if (because.Count > 0)
        {
            return (true, because);
        }

        var light =
            Chart.Habit is { } stated
            && (
                stated.DosesPerDay < 1
                || stated.ForDays < 7
                    && stated.Product.Kind is ProductKind.LeafPowder or ProductKind.LeafCapsule or ProductKind.Tea
            );
        return (light ? false : null, because);

        static bool Avoids(UseReason reason) => reason is UseReason.PreventWithdrawal or UseReason.StopWithdrawal;
    }

    /// <summary>
    /// A stop, a cut or a withdrawal episode under care that was reported in the last 10 days and was not followed by a return (nor, for
    /// a stop, by use more than a day later); or 24 hours to 10 days since last use in somebody who used daily.
    /// </summary>
    private (Instant From, Input Input)? Stop()
    {
        Event? latest = null;
        foreach (var happened in Chart.BesidesUse)
        {
            if (
                happened is Life { What: LifeEvent.StoppedKratom or LifeEvent.CutDown or LifeEvent.ReturnToKratom }
                || happened is CareEpisode { Contact: CareContact.WithdrawalCare }
            )
            {
                latest = happened;
            }
        }

        var words = latest switch
        {
            Life { What: LifeEvent.StoppedKratom } => Resumed(latest) ? null : "stopped kratom",
            Life { What: LifeEvent.CutDown } => "cut down",
            CareEpisode => "withdrawal care",
            _ => null,
        };
        if (words is not null && Chart.Within(latest!, Withdrawal.AcuteUpto))
        {
            return (
                latest!.At?.Earliest(Chart.Home) ?? Instant.MinValue,
                new Input("Reported", words, latest.At?.ToString())
            );
        }

        // A return that nothing was logged after means use that goes on, not a day without.
        var goesOn =
            latest is Life { What: LifeEvent.ReturnToKratom, At: { } back } && back.Latest(Chart.Home) >= uses.Latest;
        return
            !goesOn
            && Since is { Low: >= Withdrawal.PeakFrom and <= Withdrawal.AcuteUpto } since
            && Chart.Habit?.DosesPerDay >= 1
            ? (Chart.Now - Duration.FromHours(since.High), SinceInput(since))
            : null;

        bool Resumed(Event stop) => stop.At is { } at && uses.Surely > at.Latest(Chart.Home) + Duration.FromHours(24);
    }

    private List<string> Unknown()
    {
        var open = new List<string>();
        if (!Told(Substance.Alcohol) || !Told(Substance.Benzodiazepine))
        {
            open.Add("sedatives");
        }

        if (
            Chart.Record.History is { LastOpioidUse: null, OpioidUseDisorder: not false }
            && !Told(Substance.Heroin)
            && !Told(Substance.Fentanyl)
            && !Told(Substance.PrescriptionOpioid)
            && !Told(Substance.Methadone)
        )
        {
            open.Add("last-opioid");
        }

        return open;

        bool Told(Substance substance) =>
            Chart.About(substance) is { } about && (about.UsesNow is not null || about.Daily is not null);
    }
}

using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>One thing to check.</summary>
/// <param name="What">What.</param>
/// <param name="Every">How often, in words.</param>
/// <param name="DueAt">When next: a moment or a calendar day; null when it hangs on an event, such as the next dose.</param>
/// <param name="Basis">Why.</param>
/// <param name="Overdue">Now is after <paramref name="DueAt"/>; a day is over when the next one begins.</param>
public sealed record PlanItem(string What, string Every, EventTime? DueAt, string Basis, bool Overdue)
{
    /// <summary>Whether a missed check is a matter of hours: a dose under observation.</summary>
    public bool Acute { get; init; }
}

/// <summary>A limit at which somebody is told at once.</summary>
/// <param name="What">What is measured or seen.</param>
/// <param name="Limit">The limit, with its unit.</param>
public sealed record AlertLimit(string What, string Limit);

/// <summary>What to check and when. Due = last done + interval.</summary>
public sealed record MonitoringSection
{
    /// <summary>The plan, in the order of its parts.</summary>
    public required IReadOnlyList<PlanItem> Plan { get; init; }

    /// <summary>Limits at which a clinician is told at once; the same for every plan.</summary>
    public required IReadOnlyList<AlertLimit> AlertLimits { get; init; }

    /// <summary>The day from which follow-up is counted; null when no contact and no stop are on record.</summary>
    public EventTime? FollowUpFrom { get; init; }
}

/// <summary>The monitoring plan: defaults by context, each with its basis. A program can change them.</summary>
internal static class Monitoring
{
    private static readonly double[] HomeSowsHours = [0, 1, 3, 6, 24, 48, 72];
    private static readonly int[] FollowUpDays = [3, 7, 14, 30, 60, 90, 180, 365];
    private static readonly int[] UrineDays = [28, 56, 84];

    private static readonly AlertLimit[] Limits =
    [
        new(
            "blood pressure or heart rate before an alpha-2 dose",
            "systolic under 90 mmHg, diastolic under 60 mmHg or heart rate under 60/min: hold"
        ),
        new("breathing", "under 12 breaths a minute"),
        new("oxygen saturation", "under 92 %"),
        new("COWS after buprenorphine", "a rise of 6 or more within 2 h"),
        new("temperature", "38.5 °C or more"),
        new("seizure", "any"),
        new("suicidal intent", "any"),
        new("fluids", "no urine, or no fluids kept down, for 12-24 h"),
        new("withdrawal", "worse after day 3"),
    ];

    /// <summary>What to do, and when each was last done.</summary>
    private sealed class Work(Chart chart, OptionsFacts facts)
    {
        public Chart Chart { get; } = chart;
        public OptionsFacts Facts { get; } = facts;
        public List<PlanItem> Plan { get; } = [];
        public List<string> Ask { get; } = [];

        public Instant Time(Event happened) => happened.At?.Earliest(Chart.Home) ?? Instant.MinValue;

        public void At(string what, string every, Instant due, string basis, bool acute = false)
        {
            var time = EventTime.AtMoment(due.InZone(Chart.Home));
            Plan.Add(new PlanItem(what, every, time, basis, Chart.Now > due) { Acute = acute });
        }

        public void On(string what, string every, LocalDate day, string basis) =>
            Plan.Add(new PlanItem(what, every, EventTime.OnDay(day), basis, Chart.Today > day));

        public void WithEvent(string what, string every, string basis) =>
            Plan.Add(new PlanItem(what, every, null, basis, false));

        /// <summary>When an instrument was last answered from a moment on; null when it was not.</summary>
        public Instant? Last(string instrument, Instant from)
        {
            for (var i = Chart.Scores.Count - 1; i >= 0; i--)
            {
                if (
                    Chart.Scores[i].Instrument == instrument
                    && Chart.Scores[i].At is { } at
                    && at.Earliest(Chart.Home) >= from
                )
                {
                    return at.Earliest(Chart.Home);
                }
            }

            return null;
        }

        /// <summary>Whether an instrument was answered between two moments, both included.</summary>
        public bool Any(string instrument, Instant from, Instant to) =>
            Chart.Scores.Any(s =>
                s.Instrument == instrument
                && s.At is { } at
                && at.Earliest(Chart.Home) >= from
                && at.Earliest(Chart.Home) <= to
            );
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="chart">The record at the moment.</param>
    public static Assessed<MonitoringSection> Of(Chart chart)
    {
        var facts = chart.Facts;
        if (facts.Newborn || chart.Past.Count == 0)
        {
            return new(new MonitoringSection { Plan = [], AlertLimits = Limits }, []);
        }

        var work = new Work(chart, facts);
        Buprenorphine(work);
        Alpha2(work);
        var stopped = Stopped(chart);
        Reduction(work, stopped);
        AfterAcute(work, stopped);
        Alcohol(work);
        LiverTests(work, stopped);
        UrineTests(work);
        var from = FollowUp(work, stopped);
        var section = new MonitoringSection
        {
            Plan = work.Plan,
            AlertLimits = Limits,
            FollowUpFrom = from is { } day ? EventTime.OnDay(day) : null,
        };
        return new(section, Say(work, section));
    }

    /// <summary>The start of buprenorphine: COWS around every dose when it is observed, SOWS by phone when it is at home.</summary>
    private static void Buprenorphine(Work work)
    {
        var chart = work.Chart;
        Medicine? first = null;
        Medicine? latest = null;
        foreach (var dose in chart.Medicines)
        {
            if (
                OptionsFacts.IsBuprenorphine(dose)
                && dose is { Action: MedicineAction.Given, At: not null }
                && chart.Within(dose, 72)
            )
            {
                first ??= dose;
                latest = dose;
            }
        }

        if (first is null || latest is null)
        {
            if (Considered(chart, OptionsFacts.IsBuprenorphine))
            {
                work.WithEvent("COWS", "before the first dose", "time zero: a rise is judged against it");
            }

            return;
        }

        var start = work.Time(first);
        if (AtHome(work.Facts))
        {
            HomeStart(work, start);
        }
        else if (chart.Within(first, 24))
        {
            Observed(work, start, work.Time(latest));
        }
    }

    private static void Observed(Work work, Instant start, Instant dose)
    {
        const string basis =
            "observed buprenorphine start: time zero, 30-60 min after each dose, 2 h, then every 4 h for 24 h";
        if (!work.Any("cows", start - Duration.FromHours(OptionsFacts.NowHours), start))
        {
            work.At("COWS before the first dose (none on record; a rise cannot be judged)", "once", start, basis, true);
        }

        var last = work.Last("cows", dose + Duration.FromMinutes(30));
        if (last is null)
        {
            work.At("COWS after the dose", "30-60 min after each dose", dose + Duration.FromMinutes(60), basis, true);
        }
        else if (last < dose + Duration.FromMinutes(90))
        {
            work.At("COWS at 2 h", "2 h after the dose", dose + Duration.FromHours(2), basis, true);
        }
        else if (last + Duration.FromHours(4) is { } next && next <= start + Duration.FromHours(24))
        {
            work.At("COWS", "every 4 h for 24 h", next, basis, true);
        }
    }

    private static void HomeStart(Work work, Instant start)
    {
        const string basis = "home start: SOWS at 0, 1, 3, 6, 24, 48 and 72 h; a call at 24 h";
        var last = work.Last("sows", start - Duration.FromHours(1));
        foreach (var hours in HomeSowsHours)
        {
            var due = start + Duration.FromHours(hours);
            if (last is null || (hours > 0 && last + Duration.FromMinutes(15) < due))
            {
                work.At("SOWS", "0, 1, 3, 6, 24, 48 and 72 h after the first dose", due, basis, true);
                break;
            }
        }

        var called = work
            .Chart.All<CareEpisode>()
            .Any(c => c.Contact == CareContact.Visit && work.Time(c) >= start + Duration.FromHours(20));
        if (!called)
        {
            work.At("call", "once, at 24 h", start + Duration.FromHours(24), basis, true);
        }
    }

    private static bool AtHome(OptionsFacts facts) =>
        facts.CareNow is { Setting: CareSetting.Home or CareSetting.Telehealth };

    /// <summary>Alpha-2 agonists: signs before each dose; in hospital or residential care also by the clock.</summary>
    private static void Alpha2(Work work)
    {
        var chart = work.Chart;
        if (
            work.Facts.OnBoard.FirstOrDefault(m => chart.IsA(m.Name, Knowledge.MedicineClass.Alpha2Agonist))
            is not { } medicine
        )
        {
            return;
        }

        work.WithEvent(
            "blood pressure and heart rate",
            $"before each dose of {medicine.Name}",
            "label: check before dosing"
        );
        if (!work.Facts.Inpatient)
        {
            return;
        }

        var close = chart.LatestScore("cows", OptionsFacts.EpisodeHours) is { High: >= 25 };
        var every = close ? 2 : 4;
        var words = close ? "every 2 h while awake (COWS can be 25 or more)" : "every 4 h while awake";
        const string basis = "inpatient alpha-2 protocol";
        var begun = medicine.At?.Earliest(chart.Home) ?? chart.Now;
        var signs = chart.Vitals.Count > 0 ? work.Time(chart.Vitals[^1]) : Instant.MinValue;
        Due("vital signs", signs);
        Due("COWS", work.Last("cows", begun - Duration.FromHours(OptionsFacts.NowHours)) ?? Instant.MinValue);

        void Due(string what, Instant last) =>
            work.At(
                what,
                words,
                last >= begun - Duration.FromHours(4) ? last + Duration.FromHours(every) : begun,
                basis,
                true
            );
    }

    /// <summary>When kratom was stopped: the latest stop or start of withdrawal care that no use or return has followed.</summary>
    private static Instant? Stopped(Chart chart)
    {
        Instant? stopped = null;
        foreach (var happened in chart.BesidesUse)
        {
            if (happened.At is not { } at)
            {
                continue;
            }

            stopped = happened switch
            {
                Life { What: LifeEvent.StoppedKratom or LifeEvent.CompletedWithdrawal }
                or CareEpisode { Contact: CareContact.WithdrawalCare } => at.Earliest(chart.Home),
                Life { What: LifeEvent.ReturnToKratom } => null,
                _ => stopped,
            };
        }

        var since = chart.Uses.Count > 0 ? chart.Uses[^1].At?.Earliest(chart.Home) : null;
        return since > stopped + Duration.FromHours(24) ? null : stopped;
    }

    /// <summary>Cutting down: SOWS daily, COWS weekly.</summary>
    private static void Reduction(Work work, Instant? stopped)
    {
        Instant? begun = null;
        foreach (var happened in work.Chart.BesidesUse)
        {
            if (happened is Life { What: LifeEvent.CutDown, At: not null })
            {
                begun = work.Time(happened);
            }
            else if (happened is Life { What: LifeEvent.ReturnToKratom or LifeEvent.StoppedKratom })
            {
                begun = null;
            }
        }

        if (begun is not { } start || stopped is not null)
        {
            return;
        }

        const string basis = "taper: SOWS daily, COWS weekly (Salem protocol)";
        Repeat(work, "sows", "SOWS", "daily", start, Duration.FromHours(24), basis);
        Repeat(work, "cows", "COWS", "weekly", start, Duration.FromDays(7), basis);
    }

    private static void Repeat(
        Work work,
        string instrument,
        string name,
        string every,
        Instant start,
        Duration interval,
        string basis
    ) => work.At(name, every, (work.Last(instrument, start) ?? start) + interval, basis);

    /// <summary>After the acute week: weekly four times, then monthly to six months.</summary>
    private static void AfterAcute(Work work, Instant? stopped)
    {
        if (stopped is not { } stop)
        {
            return;
        }

        var days = (work.Chart.Now - stop).TotalDays;
        if (days is < 7 or >= 180)
        {
            return;
        }

        var weekly = days < 35;
        foreach (
            var (instrument, name) in (ReadOnlySpan<(string, string)>)
                [("sows", "SOWS"), ("kpanel", "K-panel"), ("phq9", "PHQ-9"), ("gad7", "GAD-7")]
        )
        {
            Repeat(
                work,
                instrument,
                name,
                weekly ? "weekly, four times" : "monthly, to six months",
                stop + Duration.FromDays(7),
                Duration.FromDays(weekly ? 7 : 30),
                "after acute withdrawal"
            );
        }
    }

    private static void Alcohol(Work work)
    {
        foreach (
            var (substance, scale) in (ReadOnlySpan<(Substance, string)>)
                [(Substance.Alcohol, "CIWA-Ar"), (Substance.Benzodiazepine, "CIWA-B")]
        )
        {
            var known = work.Chart.About(substance);
            if (known is { Daily: true } or { UsesNow: true, WithdrawalBefore: true })
            {
                work.WithEvent(
                    scale,
                    "by the local order set",
                    $"{Words.Plain(substance)} on most days, or withdrawal before: kratom scales do not cover it"
                );
            }
            else if (known?.UsesNow is null)
            {
                work.Ask.Add("alcohol-benzodiazepine-dependence");
            }
        }
    }

    /// <summary>Baseline, again after 2–4 weeks, then every three months while use or buprenorphine goes on.</summary>
    private static void LiverTests(Work work, Instant? stopped)
    {
        var chart = work.Chart;
        if (RaisedLiverTests(chart) is { } raised)
        {
            work.On(
                "liver tests",
                "1-2 weeks after the last, until within limits",
                raised.PlusDays(14),
                "the latest liver tests are above that laboratory's limits"
            );
            return;
        }

        const string basis = "liver tests with weekly use, before naltrexone or lofexidine, and with buprenorphine";
        var medicine =
            Considered(chart, m => m.Name is "naltrexone" or "lofexidine" || OptionsFacts.IsBuprenorphine(m))
            || work.Facts.OnBoard.Any(m => m.Name is "naltrexone" or "lofexidine" || OptionsFacts.IsBuprenorphine(m));
        var uses = chart.Uses.Count > 0 || chart.Habits.Count > 0;
        var weekly = work.Facts.Pattern.DosesPerDay is not { } doses || doses >= 1m / 7;
        if (!medicine && !(uses && weekly && stopped is null))
        {
            return;
        }

        var days = new List<LocalDate>();
        foreach (var lab in chart.Labs)
        {
            if (lab is { Analyte: Analyte.Alt, At: { } at })
            {
                var day = DailyUse.LocalDay(chart, at);
                if (days.Count == 0 || days[^1] != day)
                {
                    days.Add(day);
                }
            }
        }

        switch (days.Count)
        {
            case 0:
                work.On("liver tests", "baseline", FirstContact(chart) ?? chart.Today, basis);
                work.Ask.Add("liver-tests");
                break;
            case 1:
                work.On("liver tests", "2-4 weeks after the first", days[0].PlusDays(28), basis);
                break;
            default:
                work.On("liver tests", "every 3 months while it goes on", days[^1].PlusMonths(3), basis);
                break;
        }
    }

    /// <summary>The day of the latest liver tests when one of the last 90 days is above its limit at its latest; null otherwise.</summary>
    private static LocalDate? RaisedLiverTests(Chart chart)
    {
        LocalDate? last = null;
        var raised = false;
        foreach (var analyte in (ReadOnlySpan<Analyte>)[Analyte.Alt, Analyte.Ast, Analyte.Alp, Analyte.Bilirubin])
        {
            if (chart.LatestLab(analyte) is { At: { } at } lab && chart.Within(lab, 90 * 24))
            {
                var day = DailyUse.LocalDay(chart, at);
                last = last is { } other && other > day ? other : day;
                raised |= lab.TimesUpperLimit > 1;
            }
        }

        return raised ? last : null;
    }

    /// <summary>Mitragynine by LC-MS at 4, 8 and 12 weeks of buprenorphine.</summary>
    private static void UrineTests(Work work)
    {
        var chart = work.Chart;
        const string what = "mitragynine in urine by LC-MS";
        const string basis = "weeks 4, 8 and 12 of buprenorphine, as in a series of 28 people";
        LocalDate? start = null;
        foreach (var medicine in chart.Medicines)
        {
            if (!OptionsFacts.IsBuprenorphine(medicine) || medicine.At is not { } at)
            {
                continue;
            }

            start = medicine.Action switch
            {
                MedicineAction.Given or MedicineAction.Prescribed => start ?? DailyUse.LocalDay(chart, at),
                MedicineAction.Stopped => null,
                _ => start,
            };
        }

        if (start is not { } first)
        {
            if (Considered(chart, OptionsFacts.IsBuprenorphine))
            {
                work.WithEvent(what, "4, 8 and 12 weeks after the first dose", basis);
            }

            return;
        }

        var last = int.MinValue;
        foreach (var happened in chart.BesidesUse)
        {
            if (
                happened is UrineTest { CanSeeKratom: true } or Laboratory { Analyte: Analyte.MitragynineUrine }
                && happened.At is { } at
            )
            {
                last = Period.DaysBetween(first, DailyUse.LocalDay(chart, at));
            }
        }

        foreach (var day in UrineDays)
        {
            if (last < day - 3)
            {
                work.On(what, "4, 8 and 12 weeks", first.PlusDays(day), basis);
                break;
            }
        }
    }

    private static bool Considered(Chart chart, Func<Medicine, bool> which)
    {
        for (var i = chart.Medicines.Count - 1; i >= 0; i--)
        {
            if (which(chart.Medicines[i]))
            {
                return chart.Medicines[i].Action == MedicineAction.Considered
                    && chart.Within(chart.Medicines[i], 30 * 24);
            }
        }

        return false;
    }

    /// <summary>Days 1-3, 7, 14, 30, 60, 90, 180 and 365 from the stop, or from the first contact.</summary>
    private static LocalDate? FollowUp(Work work, Instant? stopped)
    {
        var chart = work.Chart;
        var from = From(chart, stopped, out var basis);
        if (from is not { } start)
        {
            work.Ask.Add("last-use");
            return null;
        }

        var done = 0;
        foreach (var happened in chart.BesidesUse)
        {
            if (happened is CareEpisode { Contact: not CareContact.AttemptFailed, At: { } at })
            {
                done = Math.Max(done, Period.DaysBetween(start, DailyUse.LocalDay(chart, at)));
            }
        }

        done = done is 1 or 2 ? 3 : done;
        foreach (var day in FollowUpDays)
        {
            if (day > done)
            {
                work.On("follow-up contact", day == 3 ? "day 1-3" : $"day {day}", start.PlusDays(day), basis);
                break;
            }
        }

        return start;
    }

    private static LocalDate? From(Chart chart, Instant? stopped, out string basis)
    {
        if (stopped is { } stop)
        {
            basis = "counted from the stop";
            return stop.InZone(chart.Home).Date;
        }

        if (chart.LastUse is { } use && chart.SinceLastUse!.Value.IsAtLeast(72))
        {
            basis = "counted from the last use";
            return use.Latest.InZone(chart.Home).Date;
        }

        basis = "counted from the first contact";
        return FirstContact(chart);
    }

    private static LocalDate? FirstContact(Chart chart) =>
        chart.All<CareEpisode>().FirstOrDefault(c => c is { At: not null, Contact: not CareContact.AttemptFailed })
            is { At: { } at }
            ? DailyUse.LocalDay(chart, at)
            : null;

    private static List<Finding> Say(Work work, MonitoringSection section)
    {
        var knowledge = work.Chart.Knowledge;
        var findings = new List<Finding>();
        if (section.Plan.Count == 0)
        {
            return findings;
        }

        findings.Add(
            knowledge.Finding(
                "monitoring.plan",
                Urgency.Routine,
                section.Plan.Select(Input),
                work.Ask,
                ("plan", string.Join("; ", section.Plan.Select(Line)))
            )
        );
        var late = section.Plan.Where(p => p.Overdue).ToList();
        if (late.Count > 0)
        {
            findings.Add(
                knowledge.Finding(
                    "monitoring.overdue",
                    late.Any(p => p.Acute) ? Urgency.Urgent : Urgency.Soon,
                    late.Select(Input),
                    null,
                    ("list", string.Join("; ", late.Select(Line)))
                )
            );
        }

        Part("monitoring.follow-up", "follow-up contact");
        Part("monitoring.liver-tests", "liver tests");
        Part("monitoring.mitragynine-test", "mitragynine in urine by LC-MS");
        findings.Add(
            knowledge.Finding(
                "monitoring.alert-limits",
                Urgency.Info,
                section.AlertLimits.Select(l => new Input(l.What, l.Limit)),
                null,
                ("limits", string.Join("; ", section.AlertLimits.Select(l => $"{l.What}: {l.Limit}")))
            )
        );
        return findings;

        void Part(string id, string what)
        {
            if (section.Plan.FirstOrDefault(p => p.What == what) is { } item)
            {
                findings.Add(
                    knowledge.Finding(
                        id,
                        Urgency.Routine,
                        [Input(item)],
                        null,
                        ("every", item.Every),
                        (
                            "due",
                            knowledge.Both(p =>
                                item.DueAt is { } due
                                    ? p.Say("due.on", ("date", p.Date(due.Date)))
                                    : p.Say("due.first-dose")
                            )
                        )
                    )
                );
            }
        }
    }

    private static Input Input(PlanItem item) => new(item.What, item.Every, item.DueAt?.ToString());

    private static string Line(PlanItem item) =>
        item.DueAt is { } due
            ? $"{item.What} ({item.Every}), due {due}{(item.Overdue ? ", overdue" : "")}"
            : $"{item.What} ({item.Every})";
}

using System.Globalization;
using Coppice.Knowledge;
using Coppice.Record;
using Coppice.Record.Json;
using NodaTime;

namespace Coppice.Care;

/// <summary>
/// Withdrawal now: scores over time with the hours since last use, the phase, and what does not fit simple kratom withdrawal. Times
/// known only as days give spans of hours, and a rule that protects fires when it cannot be excluded.
/// </summary>
internal static class Withdrawal
{
    /// <summary>Hours for which a score or a symptom still speaks for the present.</summary>
    internal const double Recent = 72;

    /// <summary>Hours from which withdrawal is flagged (grade X; expected from 12).</summary>
    internal const double Onset = 6;

    /// <summary>Hours at which the days of the peak begin.</summary>
    internal const double PeakFrom = 24;

    /// <summary>Hours up to which onset is still looked for.</summary>
    private const double OnsetUpto = 48;

    /// <summary>Hours at which the peak should be over (end of day 3).</summary>
    private const double PeakUpto = 72;

    /// <summary>Hours at which acute withdrawal should be over (day 10, the longest seen).</summary>
    internal const double AcuteUpto = 240;

    /// <summary>Hours up to which lasting symptoms are put down to withdrawal at all (a year).</summary>
    private const double ProtractedUpto = 365 * 24;

    /// <summary>The change of COWS or of SOWS that a kratom trial protocol took as meaningful.</summary>
    private const decimal Meaningful = 6;

    /// <summary>Hours between two scores that are compared.</summary>
    private const double Apart = 168;

    /// <summary>More symptoms on one day than on the day before it, from which the count is called worse.</summary>
    private const int MoreSymptoms = 3;

    internal static readonly Symptom[] OfWithdrawal =
    [
        Symptom.Anxiety,
        Symptom.Restlessness,
        Symptom.Yawning,
        Symptom.Sweating,
        Symptom.Tearing,
        Symptom.RunnyNose,
        Symptom.Gooseflesh,
        Symptom.Tremor,
        Symptom.HotFlashes,
        Symptom.Chills,
        Symptom.Aches,
        Symptom.Nausea,
        Symptom.Vomiting,
        Symptom.Diarrhoea,
        Symptom.Cramps,
        Symptom.Twitching,
        Symptom.Insomnia,
        Symptom.Nightmares,
        Symptom.LowAppetite,
        Symptom.WeightLoss,
        Symptom.LowMood,
        Symptom.Anger,
        Symptom.Fatigue,
        Symptom.BrainFog,
        Symptom.RestlessLegs,
        Symptom.BlurredVision,
        Symptom.Palpitations,
        Symptom.Craving,
    ];

    /// <summary>What lasts: mood, sleep and craving.</summary>
    private static readonly Symptom[] Lasting =
    [
        Symptom.Insomnia,
        Symptom.Nightmares,
        Symptom.LowMood,
        Symptom.Anxiety,
        Symptom.Anger,
        Symptom.Fatigue,
        Symptom.BrainFog,
        Symptom.RestlessLegs,
        Symptom.Craving,
    ];

    /// <summary>Items of the K-panel.</summary>
    private const int PanelItems = 12;

    /// <summary>Assesses withdrawal.</summary>
    public static Assessed<WithdrawalSection> Of(Chart chart)
    {
        var facts = new WithdrawalFacts(chart);
        var findings = new List<Finding>();

        // Adult scales and this time course say nothing about a newborn.
        if (chart.Record.Person.AgeYears == 0)
        {
            return new Assessed<WithdrawalSection>(Section(facts, null, []), findings);
        }

        Now(facts, findings);
        WorseAfterDayThree(facts, findings);
        Phase(facts, findings);
        Expected(facts, findings);
        Fever(facts, findings);
        OtherSubstance(facts, findings);
        var misses = Misses(facts, findings);
        Masked(facts, findings);
        PulseDisagrees(facts, findings);
        Protracted(facts, findings);
        var rising = Rising(facts, findings);
        if (!findings.Exists(f => SaysWhereItStands(f.Id)))
        {
            NotEnough(facts, findings);
        }

        return new Assessed<WithdrawalSection>(Section(facts, rising, misses), findings);
    }

    private static WithdrawalSection Section(WithdrawalFacts facts, bool? rising, IReadOnlyList<string> misses) =>
        new()
        {
            Scores = facts.Scores,
            LatestCows = facts.Cows,
            LatestSows = facts.Sows,
            LatestKPanel = facts.KPanel,
            Phase = facts.Phase,
            PhaseLatest = facts.PhaseLatest,
            HoursSinceLastUseLow = facts.Since?.Low,
            HoursSinceLastUseHigh = facts.Since?.High,
            Rising = rising,
            Misses = misses,
        };

    /// <summary>The latest COWS and SOWS of the last 72 hours. An incomplete one is a range and counts at least as within days.</summary>
    private static void Now(WithdrawalFacts facts, List<Finding> findings)
    {
        var because = new List<Input>();
        var missing = new List<string>();
        var person = new List<string>();
        var urgency = Urgency.Info;
        if (facts.RecentCows is { } cows)
        {
            Add(cows, "COWS", "cows", 5, 13, 25);
        }

        if (facts.RecentSows is { } sows)
        {
            Add(sows, "SOWS", "sows", 1, 21, null);
        }

        if (because.Count == 0)
        {
            return;
        }

        if (facts.Since is null)
        {
            missing.Add("last-use");
        }

        if (facts.Affected)
        {
            missing.AddRange(facts.UnknownSubstances);
        }

        findings.Add(
            facts.Knowledge.Finding(
                "withdrawal.now",
                urgency,
                because,
                missing,
                ("scores", string.Join("; ", because.Select(b => $"{b.What} {b.Value}"))),
                ("person", string.Join(" ", person)),
                (
                    "since",
                    facts.Since is { } since
                        ? $"{Span(since, facts.Knowledge.ClinicianPhrases)} since last known use"
                        : "time of last use not known"
                )
            )
        );

        void Add(Score score, string name, string ask, decimal routine, decimal soon, decimal? urgent)
        {
            var label = score.BandLabel is { } band ? $" ({band})" : "";
            if (score.Total is { } total)
            {
                because.Add(new Input(name, $"{Words.Text(total)}{label}", score.At?.ToString()));
                person.Add(
                    facts
                        .Knowledge.Phrases.Say(
                            "score.exact",
                            ("name", name),
                            ("total", Words.Text(total)),
                            ("most", Words.Text(score.Maximum)),
                            ("means", score.BandPerson ?? "")
                        )
                        .TrimEnd()
                );
            }
            else
            {
                because.Add(
                    new Input(
                        name,
                        $"{Words.Text(score.Low)} to {Words.Text(score.High)}{label}, exact score not known",
                        score.At?.ToString()
                    )
                );
                person.Add(
                    facts.Knowledge.Phrases.Say(
                        "score.between",
                        ("name", name),
                        ("low", Words.Text(score.Low)),
                        ("high", Words.Text(score.High))
                    )
                );
                missing.Add(ask);
            }

            var level =
                score.Low >= urgent ? Urgency.Urgent
                : score.High >= soon ? Urgency.Soon
                : score.High >= routine ? Urgency.Routine
                : Urgency.Info;
            urgency = level < urgency ? level : urgency;
        }
    }

    /// <summary>Where in the expected course the hours since last use fall. Said when dependence is likely, kratom was stopped, or
    /// there are signs.</summary>
    private static void Phase(WithdrawalFacts facts, List<Finding> findings)
    {
        if (
            facts.Since is not { } since
            || facts.Phase == WithdrawalPhase.Unknown
            || !(facts.Dependent == true || facts.Stopped is not null || facts.Affected)
        )
        {
            return;
        }

        var products = facts.Chart.RecentProducts();
        var concentrated = products.Contains(ProductKind.SevenHydroxy) || products.Contains(ProductKind.Pseudoindoxyl);
        var one = facts.Phase == facts.PhaseLatest;
        var phrases = facts.Knowledge.Phrases;
        var part = one
            ? Part(facts.Phase, phrases)
            : phrases.Say(
                "phase.parts",
                ("from", Part(facts.Phase, phrases)),
                ("to", Part(facts.PhaseLatest, phrases))
            );
        var scores = facts.Knowledge.Both(p => Signs(facts, p));
        var signs = scores.Clinician.Length > 0;
        var worse = findings.Exists(f => f.Id == "withdrawal.worse-after-day-3");
        findings.Add(
            facts.Knowledge.Finding(
                "withdrawal.phase",
                Urgency.Info,
                [facts.SinceInput(since)],
                facts.Dependent is null ? ["doses-per-day", "duration"] : [],
                ("span", facts.Knowledge.Both(p => Span(since, p))),
                (
                    "phase",
                    one ? Words.Plain(facts.Phase) : $"{Words.Plain(facts.Phase)} to {Words.Plain(facts.PhaseLatest)}"
                ),
                (
                    "start",
                    signs ? phrases.Say("phase.signs", ("scores", scores.Person)) + " "
                    : worse ? phrases.Say("phase.worse") + " "
                    : ""
                ),
                (
                    "course",
                    signs || worse ? phrases.Say("phase.course") : phrases.Say("phase.course-to-come", ("part", part))
                ),
                ("limits", concentrated ? " " + phrases.Say("phase.seven-oh") : ""),
                (
                    "signs",
                    signs ? $" Signs of withdrawal now ({scores.Clinician}): the score goes before the clock."
                    : worse ? " Worse after day 3: the course does not fit the clock."
                    : ""
                ),
                (
                    "product",
                    concentrated
                        ? " 7-OH or pseudoindoxyl product: no time course has been published; check more often."
                        : ""
                )
            )
        );
    }

    /// <summary>Scores of the last 72 hours that surely reach the mildest band and were not surely taken before the last use.</summary>
    private static string Signs(WithdrawalFacts facts, Phrases phrases)
    {
        var scores = new List<string>();
        Add(facts.RecentCows, facts.Cows, "COWS", 5);
        Add(facts.RecentSows, facts.Sows, "SOWS", 1);
        return string.Join(", ", scores);

        void Add(Score? score, WithdrawalScore? entry, string name, decimal mild)
        {
            var stale =
                score?.At is { } at && facts.Chart.LastUse is { } use && use.Earliest > at.Latest(facts.Chart.Home);
            if (score?.Low >= mild && !stale)
            {
                scores.Add($"{name} {Range(entry!, phrases)}");
            }
        }
    }

    /// <summary>Stopped or cut down in the last 10 days, dependence likely or not known to be unlikely, and no COWS or SOWS since.</summary>
    private static void Expected(WithdrawalFacts facts, List<Finding> findings)
    {
        if (facts.Stopped is not { } stopped || facts.Dependent == false)
        {
            return;
        }

        if (Scored(facts.RecentCows) || Scored(facts.RecentSows))
        {
            return;
        }

        var missing = new List<string> { "sows", "cows" };
        if (facts.Dependent is null)
        {
            missing.AddRange(["doses-per-day", "duration"]);
        }

        if (facts.Since is null)
        {
            missing.Add("last-use");
        }

        missing.AddRange(facts.UnknownSubstances);
        findings.Add(
            facts.Knowledge.Finding(
                "withdrawal.expected",
                Urgency.Soon,
                [stopped.Input, .. facts.DependentBecause],
                missing,
                ("why", facts.Dependent == true ? "dependence is likely" : "dependence cannot be excluded")
            )
        );

        bool Scored(Score? score) =>
            score is { At: var at } && (at is not { } time || time.Latest(facts.Chart.Home) >= stopped.From);
    }

    /// <summary>
    /// Worse 72 hours or more after last use, or possibly so: COWS or SOWS 6 or more above its lowest value since its highest (both
    /// taken 24 hours or more after last use), or a sign that should not be new so late, or 3 more symptoms than on the day before.
    /// </summary>
    private static void WorseAfterDayThree(WithdrawalFacts facts, List<Finding> findings)
    {
        var because = new List<Input>();
        Score(facts.Cows, "cows", "COWS");
        Score(facts.Sows, "sows", "SOWS");
        SymptomDays(facts, because);
        if (because.Count == 0)
        {
            return;
        }

        if (facts.Since is { } since)
        {
            because.Add(facts.SinceInput(since));
        }

        findings.Add(
            facts.Knowledge.Finding(
                "withdrawal.worse-after-day-3",
                Urgency.Urgent,
                because,
                ["infection", "vitals", "medicines", .. facts.UnknownSubstances],
                ("why", string.Join("; ", because.Select(b => $"{b.What} {b.Value}")))
            )
        );

        void Score(WithdrawalScore? latest, string instrument, string name)
        {
            if (
                latest is not { At: { } at, HoursSinceLastUseHigh: >= PeakUpto }
                || facts.Chart.Since(at) is not { Low: <= Recent }
            )
            {
                return;
            }

            // Scores of this episode only: the last use before them is the last use before the latest.
            WithdrawalScore? lowest = null;
            WithdrawalScore? highest = null;
            foreach (var score in facts.Scores)
            {
                if (
                    ReferenceEquals(score, latest)
                    || score.Instrument != instrument
                    || !Says(score)
                    || score is not { At: { } then, HoursSinceLastUseHigh: >= PeakFrom }
                    || !facts.SameEpisode(then, at)
                )
                {
                    continue;
                }

                if (highest is null || score.Low >= highest.Low)
                {
                    (highest, lowest) = (score, score);
                }
                else if (score.High < lowest!.High)
                {
                    lowest = score;
                }
            }

            if (lowest is not null && latest.Low - lowest.High >= Meaningful)
            {
                var clinical = facts.Knowledge.ClinicianPhrases;
                because.Add(
                    new Input(name, $"{Range(latest, clinical)}, up from {Range(lowest, clinical)}", at.ToString())
                );
            }
        }
    }

    private static void SymptomDays(WithdrawalFacts facts, List<Input> because)
    {
        var days = new List<(LocalDate Day, EventTime At, Hours Since, HashSet<Symptom> Present)>();
        foreach (var report in facts.Chart.Symptoms)
        {
            if (
                report.At is not { } at
                || facts.SinceAt(at) is not { } since
                || since.High < PeakFrom
                || !facts.ThisEpisode(at)
            )
            {
                continue;
            }

            var day = facts.DayOf(at);
            if (days.Count == 0 || days[^1].Day != day)
            {
                days.Add((day, at, since, []));
            }

            days[^1] = days[^1] with { At = at, Since = since };
            foreach (var symptom in report.Reports)
            {
                if (symptom.Present)
                {
                    days[^1].Present.Add(symptom.Symptom);
                }
            }
        }

        if (
            days.Count < 2
            || days[^1].Since.High < PeakUpto
            || facts.Chart.Since(days[^1].At) is not { Low: <= Recent }
        )
        {
            return;
        }

        var (_, when, _, present) = days[^1];
        foreach (var symptom in present.Order())
        {
            if (NotLate(symptom) is { } words && !days.Take(days.Count - 1).Any(d => d.Present.Contains(symptom)))
            {
                because.Add(new Input("New symptom", words, when.ToString()));
            }
        }

        var now = present.Count(OfWithdrawal.Contains);
        var before = days[^2].Present.Count(OfWithdrawal.Contains);
        if (now - before >= MoreSymptoms)
        {
            because.Add(new Input("Symptoms", $"{now}, up from {before}", when.ToString()));
        }
    }

    /// <summary>38.0 °C or more measured in the last 48 hours, or fever felt and not measured, while stopping or in withdrawal.</summary>
    private static void Fever(WithdrawalFacts facts, List<Finding> findings)
    {
        if (!facts.Affected && facts.Stopped is null)
        {
            return;
        }

        Vitals? hottest = null;
        foreach (var vitals in facts.Chart.Vitals)
        {
            if (
                vitals.TemperatureC is { } temperature
                && facts.Chart.Within(vitals, 48)
                && (hottest is null || temperature > hottest.TemperatureC)
            )
            {
                hottest = vitals;
            }
        }

        var missing = new List<string> { "infection", "jaundice" };
        if (hottest?.TemperatureC is { } measured)
        {
            if (measured >= 38.0m)
            {
                Add(Urgency.Urgent, new Input("Temperature", $"{Words.Text(measured)} C", hottest.At?.ToString()));
            }
        }
        else if (facts.Chart.Latest(Symptom.Fever, 48, out var source) is { Present: true })
        {
            missing.Add("vitals");
            Add(Urgency.Soon, new Input("Fever", "felt, not measured", source?.At?.ToString()));
        }

        void Add(Urgency urgency, Input input) =>
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.fever-does-not-fit",
                    urgency,
                    [input],
                    missing,
                    ("fever", $"{input.What} {input.Value}")
                )
            );
    }

    /// <summary>Alcohol, a sedative or another opioid in the last 14 days, while stopping or in withdrawal.</summary>
    private static void OtherSubstance(WithdrawalFacts facts, List<Finding> findings)
    {
        if (!facts.Affected && facts.Stopped is null)
        {
            return;
        }

        var because = new List<Input>();
        var named = new List<Func<Phrases, string>>();
        var treatment = new List<Input>();
        var urgent = false;
        var sedative = false;
        foreach (var medicine in facts.Chart.OnBoard(14 * 24).Where(IsTreatment))
        {
            treatment.Add(new Input(medicine.Name, Word.Of(medicine.Action), medicine.At?.ToString()));
        }

        foreach (var substance in Enum.GetValues<Substance>())
        {
            if (Other(substance) is not { } phrase || Treated(substance))
            {
                continue;
            }

            var before = because.Count;
            var words = facts.Knowledge.ClinicianPhrases.Say(phrase);
            var about = facts.Chart.About(substance);
            if (
                about is { UsesNow: true } or { Daily: true }
                || about?.LastUse is { } last && facts.Chart.Since(last) is { Low: <= 14 * 24 }
            )
            {
                because.Add(
                    new Input(words, about!.Daily == true ? "on most days" : "recent", about.LastUse?.ToString())
                );
                urgent |=
                    IsSedative(substance)
                    && (
                        about.Daily == true
                        || about.WithdrawalBefore == true
                        || about is { Disorder: not (null or UseDisorder.None), InRemission: not true }
                    );
            }
            else if (facts.TakenWith(substance) is { } use)
            {
                because.Add(new Input(words, "with kratom", use.At?.ToString()));
            }

            if (because.Count > before)
            {
                named.Add(p => p.Say(phrase));
                sedative |= IsSedative(substance);
            }
        }

        if (facts.Chart.Record.History.LastOpioidUse is { } opioid && facts.Chart.Since(opioid) is { Low: <= 14 * 24 })
        {
            because.Add(
                new Input(facts.Knowledge.ClinicianPhrases.Say("substance.anotherOpioid"), "recent", opioid.ToString())
            );
            named.Add(p => p.Say("substance.anotherOpioid"));
        }

        foreach (var medicine in facts.Chart.OnBoard(14 * 24).Where(m => !IsTreatment(m)))
        {
            var benzodiazepine = facts.Chart.IsA(medicine.Name, MedicineClass.Benzodiazepine);
            if (benzodiazepine || facts.Chart.IsA(medicine.Name, MedicineClass.Opioid))
            {
                because.Add(new Input(medicine.Name, Word.Of(medicine.Action), medicine.At?.ToString()));
                named.Add(_ => medicine.Name);
                urgent |= benzodiazepine && medicine.Action == MedicineAction.Prescribed;
                sedative |= benzodiazepine;
            }
        }

        // Delirium, a seizure or severe agitation are not of simple kratom withdrawal: what was not asked cannot be excluded.
        if (because.Count > 0 || treatment.Count > 0 || facts.UnknownSubstances.Count > 0)
        {
            foreach (var symptom in facts.Present.Order())
            {
                if (NotOfKratom(symptom) is { } words)
                {
                    because.Add(new Input("Sign", words));
                    urgent = true;
                    sedative |= facts.UnknownSubstances.Contains("sedatives");
                }
            }
        }

        if (because.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.other-substance",
                    urgent ? Urgency.Urgent : Urgency.Soon,
                    because,
                    facts.UnknownSubstances,
                    ("which", string.Join(", ", because.Select(b => $"{b.What} ({b.Value})"))),
                    (
                        "list",
                        named.Count == 0
                            ? ""
                            : $": {string.Join(", ", named.Select(n => n(facts.Knowledge.Phrases)).Distinct())}"
                    ),
                    ("stop", sedative ? " " + facts.Knowledge.Phrases.Say("other.do-not-stop") : ""),
                    ("soon", facts.Knowledge.Phrases.Say(urgent ? "soon.today" : "soon.soon"))
                )
            );
        }

        if (treatment.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.other-opioid",
                    Urgency.Soon,
                    treatment,
                    [],
                    ("which", string.Join(", ", treatment.Select(t => $"{t.What} ({t.Value})")))
                )
            );
        }

        bool Treated(Substance substance) =>
            substance switch
            {
                Substance.Buprenorphine => treatment.Exists(t =>
                    t.What.StartsWith("buprenorphine", StringComparison.Ordinal)
                ),
                Substance.Methadone => treatment.Exists(t => t.What == "methadone"),
                _ => false,
            };

        static bool IsTreatment(Medicine medicine) =>
            OptionsFacts.IsBuprenorphine(medicine) || medicine.Name == "methadone";
    }

    /// <summary>Symptoms of the last 72 hours, and K-panel items above 0, that the scales in use do not hold.</summary>
    private static List<string> Misses(WithdrawalFacts facts, List<Finding> findings)
    {
        var misses = new List<string>();
        foreach (var symptom in facts.Present.Order())
        {
            if (Outside(symptom) is { } sign)
            {
                misses.Add(sign);
            }
        }

        for (var item = 1; item <= PanelItems; item++)
        {
            if (
                facts.PanelAnswers?.Items is { } items
                && items.TryGetValue(item.Text(), out var value)
                && value > 0
                && OfPanel(item) is var sign
                && !misses.Contains(sign)
            )
            {
                misses.Add(sign);
            }
        }

        if (facts.RecentCows is not null && facts.RecentSows is null && facts.Present.Contains(Symptom.Craving))
        {
            misses.Add("sign.craving");
        }

        if (facts.RecentSows is not null && facts.RecentCows is null && facts.Present.Contains(Symptom.Diarrhoea))
        {
            misses.Add("sign.diarrhea");
        }

        var told = misses.ConvertAll(m => facts.Knowledge.ClinicianPhrases.Say(m));
        if (misses.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.scale-misses",
                    Urgency.Routine,
                    told.Select(m => new Input("Reported", m)),
                    facts.PanelAnswers is null ? ["k-panel"] : [],
                    ("list", facts.Knowledge.Both(p => string.Join(", ", misses.Select(m => p.Say(m)))))
                )
            );
        }

        return told;
    }

    /// <summary>What can hide or imitate an item of COWS: pulse, pupils, or both.</summary>
    private static void Masked(WithdrawalFacts facts, List<Finding> findings)
    {
        if (!facts.Affected && facts.Stopped is null && facts.RecentCows is null)
        {
            return;
        }

        var because = new List<Input>();
        var says = new List<string>();
        foreach (var medicine in facts.Chart.OnBoard())
        {
            Add(medicine, MedicineClass.Alpha2Agonist, "pulse and sweating read lower");
            Add(medicine, MedicineClass.BetaBlocker, "pulse reads lower");
            Add(medicine, MedicineClass.Anticholinergic, "pupils read wider, sweating lower");
            Add(medicine, MedicineClass.Stimulant, "pulse reads higher, pupils wider");
        }

        foreach (
            var (substance, words) in (ReadOnlySpan<(Substance, string)>)
                [(Substance.Stimulant, "stimulants"), (Substance.Hallucinogen, "hallucinogens or Datura")]
        )
        {
            if (facts.Chart.About(substance) is { UsesNow: true } or { Daily: true })
            {
                because.Add(new Input(words, "uses now"));
                says.Add($"{words}: pulse reads higher, pupils wider");
            }
        }

        if (because.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.masked",
                    Urgency.Routine,
                    because,
                    [],
                    ("which", string.Join("; ", says))
                )
            );
        }

        void Add(Medicine medicine, MedicineClass kind, string effect)
        {
            if (facts.Chart.IsA(medicine.Name, kind))
            {
                because.Add(new Input(medicine.Name, Word.Of(medicine.Action), medicine.At?.ToString()));
                says.Add($"{medicine.Name}: {effect}");
            }
        }
    }

    /// <summary>Item 1 of the latest COWS does not fit a pulse measured within an hour of it. Both times must be exact.</summary>
    private static void PulseDisagrees(WithdrawalFacts facts, List<Finding> findings)
    {
        if (
            facts.CowsAnswers is not { At: { IsExact: true } at, Items: { } items }
            || !items.TryGetValue("1", out var given)
            || given is not { } points
        )
        {
            return;
        }

        var then = at.Earliest(facts.Chart.Home);
        var hour = Duration.FromHours(1);
        Vitals? nearest = null;
        var gap = hour;
        foreach (var vitals in facts.Chart.Vitals)
        {
            if (vitals is not { HeartRate: not null, At: { IsExact: true } measured })
            {
                continue;
            }

            var apart = measured.Earliest(facts.Chart.Home) - then;
            apart = apart < Duration.Zero ? -apart : apart;
            if (apart <= gap)
            {
                (nearest, gap) = (vitals, apart);
            }
        }

        if (nearest?.HeartRate is not { } rate)
        {
            return;
        }

        var fits = rate switch
        {
            <= 80 => 0m,
            <= 100 => 1m,
            <= 120 => 2m,
            _ => 4m,
        };
        if (fits == points)
        {
            return;
        }

        findings.Add(
            facts.Knowledge.Finding(
                "withdrawal.pulse-disagrees",
                Urgency.Soon,
                [
                    new Input("COWS item 1", Words.Text(points), at.ToString()),
                    new Input("Heart rate", $"{Words.Text(rate)} /min", nearest.At?.ToString()),
                ],
                ["cows", "vitals"],
                ("points", Words.Text(points)),
                ("rate", Words.Text(rate)),
                ("fits", Words.Text(fits)),
                ("change", (fits - points).ToString("+0;-0", CultureInfo.InvariantCulture))
            )
        );
    }

    /// <summary>Mood, sleep or craving symptoms in the last 14 days, surely 10 days or more and possibly within a year of last use.</summary>
    private static void Protracted(WithdrawalFacts facts, List<Finding> findings)
    {
        if (facts.Since is not { } since || since.Low < AcuteUpto || since.Low > ProtractedUpto || !facts.CanLast)
        {
            return;
        }

        var because = new List<Input>();
        foreach (var symptom in Lasting)
        {
            if (facts.Chart.Latest(symptom, 14 * 24, out var source) is { Present: true })
            {
                because.Add(new Input(Words.Plain(symptom), "present", source?.At?.ToString()));
            }
        }

        Craving? craving = null;
        foreach (var happened in facts.Chart.Past)
        {
            if (happened is Craving { Intensity: > 0 } urge && facts.Chart.Within(urge, 14 * 24))
            {
                craving = urge;
            }
        }

        if (craving is not null)
        {
            because.Add(new Input("Craving", $"{Words.Text(craving.Intensity!.Value)} of 10", craving.At?.ToString()));
        }

        if (because.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.protracted",
                    Urgency.Routine,
                    [.. because, facts.SinceInput(since)],
                    ["phq9", "gad7"],
                    ("which", string.Join(", ", because.Select(b => b.What))),
                    ("span", facts.Knowledge.Both(p => Span(since, p)))
                )
            );
        }
    }

    /// <summary>
    /// The latest COWS or SOWS against the one before it, at most 7 days apart. A rise of 6 or more is said only when it is sure whatever
    /// the unanswered items hold.
    /// </summary>
    private static bool? Rising(WithdrawalFacts facts, List<Finding> findings)
    {
        var because = new List<Input>();
        var says = new List<Func<Phrases, string>>();
        bool? rising = null;
        foreach (var (instrument, name) in (ReadOnlySpan<(string, string)>)[("cows", "COWS"), ("sows", "SOWS")])
        {
            WithdrawalScore? before = null;
            WithdrawalScore? latest = null;
            foreach (var score in facts.Scores)
            {
                if (score.Instrument == instrument && score.At is not null && Says(score))
                {
                    (before, latest) = (latest, score);
                }
            }

            if (
                before is null
                || latest is null
                || facts.Chart.Since(latest.At) is not { } now
                || now.Low > Recent
                || facts.Chart.Since(before.At)!.Value.Low - now.High > Apart
            )
            {
                continue;
            }

            if (latest.Low - before.High >= Meaningful)
            {
                rising = true;
                because.Add(new Input(name, Rise(facts.Knowledge.ClinicianPhrases), latest.At.ToString()));
                says.Add(p => $"{name} {Rise(p)}");

                string Rise(Phrases p) => p.Say("range", ("low", Range(before, p)), ("high", Range(latest, p)));
            }
            else if (latest.High - before.Low < Meaningful)
            {
                rising ??= false;
            }
        }

        if (because.Count > 0)
        {
            findings.Add(
                facts.Knowledge.Finding(
                    "withdrawal.rising",
                    Urgency.Soon,
                    because,
                    [],
                    ("which", facts.Knowledge.Both(p => string.Join("; ", says.Select(s => s(p)))))
                )
            );
        }

        return rising;
    }

    private static void NotEnough(WithdrawalFacts facts, List<Finding> findings)
    {
        var missing = new List<string> { "sows", "cows", "k-panel" };
        if (facts.Since is null)
        {
            missing.Insert(0, "last-use");
        }

        if (facts.Dependent is null)
        {
            missing.AddRange(["doses-per-day", "duration"]);
        }

        var why =
            facts.Since is null ? "no score in the last 72 h and no known last use"
            : facts.Affected ? "symptoms without a score"
            : "no score or symptom report in the last 72 h";
        findings.Add(facts.Knowledge.Finding("withdrawal.not-enough", Urgency.Info, [], missing, ("why", why)));
    }

    /// <summary>The phase at some hours since last use; before day 10 by the clock alone.</summary>
    internal static WithdrawalPhase PhaseAt(double hours, bool lasting, bool none) =>
        hours switch
        {
            < Onset => WithdrawalPhase.BeforeOnset,
            < PeakFrom => WithdrawalPhase.Onset,
            >= OnsetUpto when none => WithdrawalPhase.NotInWithdrawal,
            < PeakUpto => WithdrawalPhase.Peak,
            < AcuteUpto => WithdrawalPhase.Easing,
            _ => lasting ? WithdrawalPhase.Protracted : WithdrawalPhase.Unknown,
        };

    /// <summary>The phrase for a symptom that neither COWS nor SOWS holds; null for the others.</summary>
    private static string? Outside(Symptom symptom) =>
        symptom
            is Symptom.Insomnia
                or Symptom.Nightmares
                or Symptom.LowAppetite
                or Symptom.WeightLoss
                or Symptom.LowMood
                or Symptom.Anger
                or Symptom.Fatigue
                or Symptom.BrainFog
                or Symptom.RestlessLegs
                or Symptom.BlurredVision
                or Symptom.Palpitations
                or Symptom.Constipation
                or Symptom.Fever
            ? $"sign.{Word.Of(symptom)}"
            : null;

    /// <summary>The phrase for an item of the K-panel.</summary>
    private static string OfPanel(int item) =>
        item switch
        {
            1 => "sign.insomnia",
            2 => "sign.nightmares",
            3 => "sign.lowAppetite",
            4 => "sign.lowMood",
            5 => "sign.anger",
            6 => "sign.fatigue",
            7 => "sign.brainFog",
            8 => "sign.restlessLegs",
            9 => "sign.blurredVision",
            10 => "sign.fever",
            11 => "sign.palpitations",
            _ => "sign.bowelChange",
        };

    /// <summary>Words for what simple kratom withdrawal does not bring, at any time; null for the others.</summary>
    private static string? NotOfKratom(Symptom symptom) =>
        symptom switch
        {
            Symptom.Seizure => "a seizure",
            Symptom.Confusion => "confusion",
            Symptom.Hallucinations => "hallucinations",
            Symptom.Agitation => "severe agitation",
            _ => null,
        };

    /// <summary>Words for what should not be new after day 3; null for the others.</summary>
    private static string? NotLate(Symptom symptom) =>
        symptom switch
        {
            Symptom.Vomiting => "vomiting",
            Symptom.Diarrhoea => "diarrhea",
            Symptom.Fever => "fever",
            _ => NotOfKratom(symptom),
        };

    /// <summary>The phrase for a substance that brings a withdrawal of its own; null for the others.</summary>
    private static string? Other(Substance substance) =>
        substance
            is Substance.Alcohol
                or Substance.Benzodiazepine
                or Substance.OtherSedative
                or Substance.Gabapentinoid
                or Substance.Heroin
                or Substance.Fentanyl
                or Substance.PrescriptionOpioid
                or Substance.Methadone
                or Substance.Buprenorphine
                or Substance.Tianeptine
            ? $"substance.{Word.Of(substance)}"
            : null;

    /// <summary>Whether stopping it at once can bring seizures or delirium.</summary>
    private static bool IsSedative(Substance substance) =>
        substance
            is Substance.Alcohol
                or Substance.Benzodiazepine
                or Substance.OtherSedative
                or Substance.Gabapentinoid;

    /// <summary>Findings that say where withdrawal stands; without any of them there is not enough to say.</summary>
    private static bool SaysWhereItStands(string id) =>
        id
            is "withdrawal.now"
                or "withdrawal.phase"
                or "withdrawal.expected"
                or "withdrawal.worse-after-day-3"
                or "withdrawal.protracted"
                or "withdrawal.rising";

    private static string Part(WithdrawalPhase phase, Phrases phrases) => phrases.Say($"phase.{Word.Of(phase)}");

    /// <summary>A span in words: hours up to 3 days, then days; the ends are widened to whole numbers, never narrowed.</summary>
    internal static string Span(Hours hours, Phrases phrases)
    {
        var (unit, size) = hours.Low < PeakUpto ? ("hour", 1) : ("day", 24);
        var low = Math.Floor(hours.Low / size);
        var high = Math.Ceiling(hours.High / size);
        var count =
            low == high
                ? ((decimal)low).Text()
                : phrases.Say("range", ("low", ((decimal)low).Text()), ("high", ((decimal)high).Text()));
        return phrases.Say(high == 1 ? $"span.{unit}" : $"span.{unit}s", ("count", count));
    }

    private static string Range(WithdrawalScore score, Phrases phrases) =>
        score.Total is { } total
            ? Words.Text(total)
            : phrases.Say("score.incomplete", ("low", Words.Text(score.Low)), ("high", Words.Text(score.High)));

    /// <summary>Whether a score says anything: one with no answer allows every value.</summary>
    internal static bool Says(WithdrawalScore score) =>
        score.Total is not null || score.Low > score.Minimum || score.High < score.Maximum;
}

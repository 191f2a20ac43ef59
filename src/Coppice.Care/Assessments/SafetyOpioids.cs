using Coppice.Knowledge;
using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>Naltrexone, buprenorphine, naloxone, lost tolerance and the overdose plan.</summary>
internal static class SafetyOpioids
{
    /// <summary>
    /// Hours after naltrexone in which new withdrawal is laid to it. A convention: the published reports give no common time.
    /// </summary>
    public const double AfterNaltrexoneHours = 72;

    /// <summary>Hours for which such withdrawal stays a matter for today: a week, as the injected form acts for about four.</summary>
    public const double NaltrexoneTroubleHours = 7 * 24;

    /// <summary>Distinct signs after naltrexone that are read as withdrawal; one alone can be a plain side effect. A convention.</summary>
    public const int SignsAfterNaltrexone = 2;

    /// <summary>
    /// Hours after a buprenorphine dose in which a rise is read as precipitated withdrawal: 2 (coppice-stop-rules); the measured
    /// peak is within 1 (dunn-2023-precipitated).
    /// </summary>
    public const double AfterBuprenorphineHours = 2;

    /// <summary>Hours before a dose in which a score is its baseline.</summary>
    public const double BaselineHours = 24;

    /// <summary>The least rise of COWS that is meaningful (dunn-2023-precipitated).</summary>
    public const decimal CowsRise = 6;

    /// <summary>The least rise of SOWS that is meaningful (dunn-2023-precipitated).</summary>
    public const decimal SowsRise = 10;

    /// <summary>Hours after naloxone in which agitation is laid to it (contract of the rule; acep-2025-agitation).</summary>
    public const double AfterNaloxoneHours = 24;

    /// <summary>Hours for which a return to use, or an overdose, calls for action: the first two weeks carry most risk (merrall-2010).</summary>
    public const double ReturnHours = 14 * 24;

    /// <summary>Hours after a break in use with raised risk: 30 days (vedette; merrall-2010 weeks 1-4).</summary>
    public const double BreakHours = 30 * 24;

    /// <summary>Hours for which a swallowed dose of naltrexone blocks opioids: 3 days. General practice, unverified.</summary>
    public const double OralBlockHours = 3 * 24;

    /// <summary>Hours for which an injection, or a dose whose route is not known, blocks: 35 days. General practice, unverified.</summary>
    public const double LongBlockHours = 35 * 24;

    /// <summary>Hours after naltrexone was stopped with raised risk: an injection of four weeks, then 30 days (vedette).</summary>
    public const double AfterNaltrexoneStopHours = 60 * 24;

    /// <summary>Days since the last opioid after which a positive test is a return after a break. A convention.</summary>
    public const double OpioidBreakDays = 7;

    private static readonly Substance[] Opioids =
    [
        Substance.Heroin,
        Substance.Fentanyl,
        Substance.PrescriptionOpioid,
        Substance.Methadone,
        Substance.Tianeptine,
    ];

    /// <summary>Why an overdose plan is due, and what says so.</summary>
    internal sealed record Plan(OverdosePlanMoment Moment, Urgency Urgency, Input Because);

    public static Finding?[] All(SafetyFacts facts, Plan? plan)
    {
        var past = Past(facts);
        return
        [
            Naltrexone(facts),
            AskKratom(facts),
            NaltrexonePrecipitated(facts),
            BuprenorphinePrecipitated(facts),
            NaloxoneAgitation(facts),
            LostTolerance(facts, past),
            OpioidReturn(facts),
            OverdosePlan(facts, plan),
        ];
    }

    /// <summary>The moment that makes an overdose plan due, the most pressing first; null when none does.</summary>
    public static Plan? PlanMoment(SafetyFacts facts)
    {
        if (
            facts.Lived(ReturnHours, LifeEvent.ReturnToKratom, LifeEvent.ReturnToOpioids, LifeEvent.Overdose) is
            { } back
        )
        {
            return new Plan(OverdosePlanMoment.Return, Urgency.Urgent, SafetyFacts.Of(back));
        }

        if (facts.Lived(ReturnHours, LifeEvent.CompletedWithdrawal, LifeEvent.ReleasedFromCustody) is { } done)
        {
            return new Plan(OverdosePlanMoment.Discharge, Urgency.Soon, SafetyFacts.Of(done));
        }

        if (facts.Met(ReturnHours, CareContact.Discharge) is { } discharge)
        {
            return new Plan(
                OverdosePlanMoment.Discharge,
                Urgency.Soon,
                SafetyFacts.Of("Contact", SafetyFacts.Plain(discharge.Contact), discharge)
            );
        }

        var concerned =
            facts.Kratom.Known || facts.Chart.Record.History is { OpioidUseDisorder: true } or { Overdose: true };
        return concerned && facts.Chart.Record.Circumstances.HasOverdosePlan != true
            ? new Plan(
                OverdosePlanMoment.Intake,
                Urgency.Soon,
                new Input(
                    "Overdose plan",
                    facts.Chart.Record.Circumstances.HasOverdosePlan is null ? "not known" : "none"
                )
            )
            : null;
    }

    private static Finding? Naltrexone(SafetyFacts facts)
    {
        var because = new List<Input>();
        if (facts.Naltrexone.Standing is { } standing && facts.Kratom.Within(SafetyFacts.WashoutHours) != false)
        {
            because.Add(SafetyFacts.Of(standing));
        }

        foreach (var given in facts.Naltrexone.Given)
        {
            if (
                facts.Kratom.Within(SafetyFacts.WashoutHours) != false
                || facts.Kratom.Within(SafetyFacts.WashoutHours, given) != false
            )
            {
                because.Add(SafetyFacts.Of(given));
            }
        }

        if (because.Count == 0)
        {
            return null;
        }

        because.Add(facts.Kratom.Basis);
        List<string> missing = ["naloxone-challenge"];
        if (facts.Lab(Analyte.Alt, SafetyFacts.RecentDays * 24) is null)
        {
            missing.Add("liver-tests");
        }

        if (!facts.Kratom.Asked || facts.Kratom.Within(SafetyFacts.WashoutHours) is null)
        {
            missing.Add(facts.Kratom.Question);
        }

        return facts.Finding("safety.naltrexone", Urgency.Urgent, because, missing, ("last", facts.Kratom.LastUse));
    }

    private static Finding? AskKratom(SafetyFacts facts)
    {
        if (facts.Kratom.Asked)
        {
            return null;
        }

        var because = new List<Input>();
        if (facts.Naltrexone.Latest is { } naltrexone)
        {
            because.Add(SafetyFacts.Of(naltrexone));
        }

        if (facts.Naltrexone.Buprenorphine is { } buprenorphine)
        {
            because.Add(SafetyFacts.Of(buprenorphine));
        }

        if (SafetyTests.Blind(facts) is { } test)
        {
            because.Add(SafetyFacts.Of("Urine test", $"did not look for {test.Unseen}", test.Test));
        }

        return because.Count == 0 ? null : facts.Finding("safety.ask-kratom", Urgency.Soon, because, ["kratom-use"]);
    }

    private static Finding? NaltrexonePrecipitated(SafetyFacts facts)
    {
        for (var i = facts.Naltrexone.Given.Count - 1; i >= 0; i--)
        {
            var given = facts.Naltrexone.Given[i];
            if (
                given.At is not { } at
                || !facts.Chart.Within(given, NaltrexoneTroubleHours)
                || facts.Kratom.Within(SafetyFacts.WashoutHours, given) == false
            )
            {
                continue;
            }

            var after = at.Earliest(facts.Chart.Home);
            var until = at.Latest(facts.Chart.Home) + Duration.FromHours(AfterNaltrexoneHours);
            var signs = facts.SignsBetween(after, until);
            if (signs.Count < SignsAfterNaltrexone)
            {
                signs.Clear();
            }

            foreach (var score in facts.Chart.Scores)
            {
                if (IsWithdrawal(score) && facts.MayBeBetween(score.At, after, until))
                {
                    signs.Add(Show(score));
                }
            }

            if (signs.Count > 0)
            {
                return facts.Finding(
                    "safety.naltrexone-precipitated",
                    Urgency.Urgent,
                    [SafetyFacts.Of(given), .. signs, facts.Kratom.Basis],
                    facts.Kratom.Within(SafetyFacts.WashoutHours, given) == true ? [] : [facts.Kratom.Question],
                    ("last", facts.Kratom.LastUse)
                );
            }
        }

        return null;
    }

    private static bool IsWithdrawal(Score score) =>
        score.Instrument switch
        {
            "cows" => score.Low >= SafetyFacts.CowsMild,
            "sows" => score.Low >= SafetyFacts.SowsModerate,
            _ => false,
        };

    private static Finding? BuprenorphinePrecipitated(SafetyFacts facts)
    {
        for (var i = facts.Chart.Medicines.Count - 1; i >= 0; i--)
        {
            var dose = facts.Chart.Medicines[i];
            if (
                dose is { Action: MedicineAction.Given, At: { } at }
                && facts.Chart.IsA(dose.Name, MedicineClass.PartialAgonist)
                && facts.Chart.Within(dose, SafetyFacts.StateHours)
            )
            {
                var rise =
                    Rise(facts, "cows", at, CowsRise, SafetyFacts.CowsModerate)
                    ?? Rise(facts, "sows", at, SowsRise, SafetyFacts.SowsSevere)
                    ?? PossibleRise(facts, "cows", at, CowsRise, SafetyFacts.CowsModerate)
                    ?? PossibleRise(facts, "sows", at, SowsRise, SafetyFacts.SowsSevere);
                if (rise is { } found)
                {
                    return facts.Finding(
                        "safety.precipitated-buprenorphine",
                        Urgency.Urgent,
                        [SafetyFacts.Of(dose), .. found.Because],
                        found.Missing,
                        ("rise", found.Rise)
                    );
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The rise of a scale after a dose. Without a complete score before the dose the rise is not known, and a score after it that is
    /// high in itself counts instead. Only exact times; see <see cref="PossibleRise"/> for days.
    /// </summary>
    private static (Input[] Because, string[] Missing, string Rise)? Rise(
        SafetyFacts facts,
        string scale,
        EventTime given,
        decimal least,
        decimal high
    )
    {
        if (given.Moment?.ToInstant() is not { } dose)
        {
            return null;
        }

        Score? before = null;
        Score? after = null;
        foreach (var score in facts.Chart.Scores)
        {
            if (score.Instrument != scale || score.At?.Moment?.ToInstant() is not { } at)
            {
                continue;
            }

            if (at <= dose)
            {
                before = score.Complete && at >= dose - Duration.FromHours(BaselineHours) ? score : before;
            }
            else if (at <= dose + Duration.FromHours(AfterBuprenorphineHours) && !(after?.Low >= score.Low))
            {
                after = score;
            }
        }

        if (after is null)
        {
            return null;
        }

        if (before is null)
        {
            return after.Low >= high ? ([Show(after)], [scale], "not known: no score before the dose") : null;
        }

        var rise = after.Low - before.Low;
        return rise >= least
            ? ([Show(before), Show(after)], [], $"{rise.Text()} points of {scale.ToUpperInvariant()}")
            : null;
    }

    /// <summary>
    /// A rise, or a high complete score, on the day of a dose or the next, where the dose or a score is known only by its day, so
    /// that the order cannot be excluded.
    /// </summary>
    private static (Input[] Because, string[] Missing, string Rise)? PossibleRise(
        SafetyFacts facts,
        string scale,
        EventTime dose,
        decimal least,
        decimal high
    )
    {
        var home = facts.Chart.Home;
        var day = dose.Earliest(home).InZone(home).Date;
        var near = facts
            .Chart.Scores.Where(s =>
                s.Instrument == scale
                && s.At?.Earliest(home).InZone(home).Date is { } on
                && on >= day.PlusDays(-1)
                && on <= day.PlusDays(1)
            )
            .ToList();
        var unknown = new Input(
            "Order",
            $"time of {(dose.Moment is null ? "dose" : "score")} not known; cannot be excluded",
            dose.ToString()
        );
        foreach (var after in near)
        {
            // A score that surely came before the dose cannot be its effect.
            if (after.At!.Value.Latest(home) <= dose.Earliest(home))
            {
                continue;
            }

            var earlier = near.FindAll(s =>
                s.Complete && !ReferenceEquals(s, after) && s.At!.Value.Earliest(home) <= after.At.Value.Latest(home)
            );
            foreach (var before in earlier)
            {
                if (
                    after.Low - before.Low >= least
                    && (dose.Moment is null || before.At!.Value.Moment is null || after.At.Value.Moment is null)
                )
                {
                    var rise =
                        $"{(after.Low - before.Low).Text()} points of {scale.ToUpperInvariant()}; order not known";
                    return ([Show(before), Show(after), unknown], [], rise);
                }
            }

            if (
                earlier.Count == 0
                && after.Complete
                && after.Low >= high
                && (dose.Moment is null || after.At.Value.Moment is null)
            )
            {
                return ([Show(after), unknown], [scale], "not known: order of dose and score not known");
            }
        }

        return null;
    }

    private static Finding? NaloxoneAgitation(SafetyFacts facts)
    {
        for (var i = facts.Chart.Medicines.Count - 1; i >= 0; i--)
        {
            var given = facts.Chart.Medicines[i];
            if (
                given is { Name: "naloxone", Action: MedicineAction.Given, At: { } at }
                && facts.Chart.Within(given, SafetyFacts.StateHours)
                && facts.SignBetween(
                    Symptom.Agitation,
                    at.Earliest(facts.Chart.Home),
                    at.Latest(facts.Chart.Home) + Duration.FromHours(AfterNaloxoneHours)
                )
                    is { } agitation
            )
            {
                return facts.Finding(
                    "safety.naloxone-agitation",
                    Urgency.Urgent,
                    [SafetyFacts.Of(given), agitation],
                    facts.Reading(v => v.RespiratoryRate, SafetyFacts.DangerHours).Count == 0
                        ? ["vitals", "kidney"]
                        : ["kidney"]
                );
            }
        }

        return null;
    }

    /// <summary>Whether opioids other than kratom are in the person's past; null when not known.</summary>
    private static (bool? Answer, List<Input> Because) Past(SafetyFacts facts)
    {
        var history = facts.Chart.Record.History;
        var because = new List<Input>();
        if (history.OpioidUseDisorder == true)
        {
            because.Add(new Input("Opioid use disorder", "past or present"));
        }

        if (history.LastOpioidUse is { } last)
        {
            because.Add(new Input("Last opioid use", last.ToString(), last.ToString()));
        }

        foreach (var substance in Opioids)
        {
            if (
                facts.Chart.About(substance) is { } known
                && (known.UsesNow == true || known.Daily == true || known.Disorder is not (null or UseDisorder.None))
            )
            {
                because.Add(new Input("Substance", SafetyFacts.Plain(substance)));
            }
        }

        if (
            facts.Chart.Habit?.Reasons.Contains(UseReason.ReplaceOpioids) == true
            || facts.Chart.Uses.Any(u => u.Reasons.Contains(UseReason.ReplaceOpioids))
        )
        {
            because.Add(new Input("Reason for kratom", "in place of other opioids"));
        }

        return (because.Count > 0 ? true : history.OpioidUseDisorder, because);
    }

    private static Finding? LostTolerance(SafetyFacts facts, (bool? Answer, List<Input> Because) past)
    {
        if (facts.Lived(ReturnHours, LifeEvent.ReturnToOpioids) is { } back)
        {
            return Tolerance(
                facts,
                Urgency.Urgent,
                [SafetyFacts.Of(back), .. past.Because],
                "return to opioids after a break",
                past
            );
        }

        if (Blocked(facts) is { } block)
        {
            return Tolerance(
                facts,
                Urgency.Urgent,
                [SafetyFacts.Of(block), facts.Kratom.Basis, .. past.Because],
                "naltrexone blocks opioids; using more to get past it, or use as it wears off, can stop breathing",
                past
            );
        }

        var (broke, why) = Break(facts);
        if (broke is not null && past.Answer != false)
        {
            return Tolerance(
                facts,
                past.Answer == true ? Urgency.Urgent : Urgency.Soon,
                [broke, .. past.Because],
                why,
                past
            );
        }

        if (past.Answer != true)
        {
            return null;
        }

        if (facts.Lived(SafetyFacts.RecentDays * 24, LifeEvent.CutDown) is { } taper)
        {
            return Tolerance(facts, Urgency.Soon, [SafetyFacts.Of(taper), .. past.Because], "cutting down", past);
        }

        if (facts.Naltrexone.Latest is { Action: not MedicineAction.Considered } naltrexone)
        {
            return Tolerance(facts, Urgency.Soon, [SafetyFacts.Of(naltrexone), .. past.Because], "naltrexone", past);
        }

        return facts.Kratom.Known && !OnOpioids(facts)
            ? Tolerance(
                facts,
                Urgency.Soon,
                [facts.Kratom.Basis, .. past.Because],
                "kratom in place of other opioids",
                past
            )
            : null;
    }

    /// <summary>The latest naltrexone that still blocks and after which kratom was, or may have been, used; or null.</summary>
    private static Medicine? Blocked(SafetyFacts facts)
    {
        for (var i = facts.Chart.Medicines.Count - 1; i >= 0; i--)
        {
            var given = facts.Chart.Medicines[i];
            if (
                given.Action == MedicineAction.Given
                && SafetyNaltrexone.IsNaltrexone(given.Name)
                && facts.Chart.Within(given, given.Route == Route.Oral ? OralBlockHours : LongBlockHours)
                && facts.Kratom.MayBeAfter(given)
            )
            {
                return given;
            }
        }

        return null;
    }

    private static Finding Tolerance(
        SafetyFacts facts,
        Urgency urgency,
        List<Input> because,
        string why,
        (bool? Answer, List<Input> Because) past
    )
    {
        var missing = new List<string>();
        if (past.Answer is null)
        {
            missing.Add("opioid-history");
        }

        if (facts.Chart.Record.History.LastOpioidUse is null)
        {
            missing.Add("last-opioid");
        }

        if (facts.Chart.Record.Circumstances.HasNaloxone is null)
        {
            missing.Add("naloxone");
        }

        return facts.Finding("safety.lost-tolerance", urgency, because, missing, ("why", why));
    }

    private static (Input? Because, string Why) Break(SafetyFacts facts)
    {
        if (
            facts.Lived(
                BreakHours,
                LifeEvent.StoppedKratom,
                LifeEvent.CompletedWithdrawal,
                LifeEvent.ReleasedFromCustody
            ) is
            { } life
        )
        {
            var why = life.What switch
            {
                LifeEvent.StoppedKratom => "kratom stopped",
                LifeEvent.CompletedWithdrawal => "withdrawal completed",
                _ => "release from custody",
            };
            return (SafetyFacts.Of(life), why);
        }

        if (facts.Met(BreakHours, CareContact.Discharge) is { } discharge)
        {
            return (SafetyFacts.Of("Contact", SafetyFacts.Plain(discharge.Contact), discharge), "discharge");
        }

        return
            facts.Naltrexone is { Stopped: { } stopped, Standing: null }
            && facts.Chart.Within(stopped, AfterNaltrexoneStopHours)
            ? (SafetyFacts.Of(stopped), "naltrexone stopped")
            : (null, "");
    }

    /// <summary>Whether other opioids are taken now, so that tolerance is not lost.</summary>
    private static bool OnOpioids(SafetyFacts facts) =>
        Array.Exists(Opioids, s => facts.Chart.About(s) is { UsesNow: true })
        || facts.OnBoard(MedicineClass.Opioid).Count > 0
        || facts.OnBoard(MedicineClass.PartialAgonist).Count > 0;

    private static Finding? OpioidReturn(SafetyFacts facts)
    {
        var because = new List<Input>();
        if (facts.Lived(ReturnHours, LifeEvent.ReturnToOpioids) is { } back)
        {
            because.Add(SafetyFacts.Of(back));
        }

        foreach (var test in facts.UrineTests)
        {
            if (!facts.Chart.Within(test, ReturnHours))
            {
                continue;
            }

            foreach (var result in test.Results)
            {
                if (
                    result
                        is {
                            Result: TestResult.Positive,
                            Target: UrineTarget.Opiates
                                or UrineTarget.Oxycodone
                                or UrineTarget.Fentanyl
                                or UrineTarget.Methadone
                        }
                    && !Explained(facts, result.Target, test)
                )
                {
                    because.Add(SafetyFacts.Of("Urine test", $"{SafetyFacts.Plain(result.Target)} positive", test));
                }
            }
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.opioid-return",
                Urgency.Urgent,
                because,
                facts.Chart.Record.Circumstances.HasNaloxone is null ? ["last-opioid", "naloxone"] : ["last-opioid"]
            );
    }

    /// <summary>
    /// Whether a positive opioid test is no return: an opioid is prescribed, or opioids are known to be in steady use.
    /// </summary>
    private static bool Explained(SafetyFacts facts, UrineTarget target, UrineTest test)
    {
        var prescribed = facts.OnBoard(MedicineClass.Opioid);
        var matches = target switch
        {
            UrineTarget.Opiates => prescribed.Exists(m =>
                m.Name is "morphine" or "codeine" or "dihydrocodeine" or "hydrocodone" or "hydromorphone"
            ),
            UrineTarget.Oxycodone => prescribed.Exists(m => m.Name == "oxycodone"),
            UrineTarget.Fentanyl => prescribed.Exists(m => m.Name == "fentanyl"),
            _ => prescribed.Exists(m => m.Name == "methadone"),
        };
        if (matches || Array.Exists(Opioids, s => facts.Chart.About(s) is { Daily: true }))
        {
            return true;
        }

        return facts.Chart.Record.History.LastOpioidUse is { } last
            && test.At is { } at
            && at.Latest(facts.Chart.Home) - last.Earliest(facts.Chart.Home) <= Duration.FromDays(OpioidBreakDays)
            && at.Earliest(facts.Chart.Home) >= last.Earliest(facts.Chart.Home);
    }

    private static Finding? OverdosePlan(SafetyFacts facts, Plan? plan)
    {
        if (plan is null)
        {
            return null;
        }

        var missing = new List<string>();
        if (facts.Chart.Record.Circumstances.HasOverdosePlan is null)
        {
            missing.Add("overdose-plan");
        }

        if (facts.Chart.Record.Circumstances.HasNaloxone is null)
        {
            missing.Add("naloxone");
        }

        var moment = plan.Moment switch
        {
            OverdosePlanMoment.Return => "a return to use or an overdose",
            OverdosePlanMoment.Discharge => "the end of a care episode",
            _ => "no plan on record",
        };
        return facts.Finding("safety.overdose-plan-due", plan.Urgency, [plan.Because], missing, ("moment", moment));
    }

    private static Input Show(Score score) =>
        new(score.Instrument.ToUpperInvariant(), SafetyFacts.Total(score), score.At?.ToString());
}

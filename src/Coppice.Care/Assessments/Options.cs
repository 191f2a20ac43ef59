using Coppice.Record;

namespace Coppice.Care;

/// <summary>Something not to give now, and why.</summary>
/// <param name="What">A medicine or a group of them.</param>
/// <param name="Because">The facts that speak against it.</param>
public sealed record AvoidItem(string What, string Because);

/// <summary>
/// What a clinician could consider, each with its gates. For the clinician alone. Empty when nothing in the record is about
/// kratom, and for a newborn, for whom these options do not apply.
/// </summary>
public sealed record OptionsSection
{
    /// <summary>The options, in a fixed order.</summary>
    public required IReadOnlyList<TreatmentOption> Options { get; init; }

    /// <summary>What is published about grams of leaf and buprenorphine; null when there are no options.</summary>
    public BuprenorphineRange? BuprenorphineRange { get; init; }

    /// <summary>Whether a first dose at home fits; from the setting.</summary>
    public bool? HomeStartFits { get; init; }

    /// <summary>The ceiling of lofexidine by the label; null when there are no options.</summary>
    public LofexidineDose? Lofexidine { get; init; }

    /// <summary>Medicines against single symptoms.</summary>
    public required IReadOnlyList<SupportiveMedicine> Supportive { get; init; }

    /// <summary>What not to give now.</summary>
    public required IReadOnlyList<AvoidItem> Avoid { get; init; }
}

/// <summary>Options to consider, for the clinician. Every one rests on case reports or on other illnesses.</summary>
internal static class Options
{
    /// <summary>Hours for which naltrexone is stopped after kratom: 14 days.</summary>
    public const double NaltrexoneHours = 14 * 24;

    /// <summary>Finds options.</summary>
    /// <param name="chart">The record at the moment.</param>
    /// <param name="setting">The setting suggestion.</param>
    public static Assessed<OptionsSection> Of(Chart chart, SettingSection setting)
    {
        var facts = chart.Facts;
        if (facts.Newborn || !AboutKratom(chart))
        {
            return new(
                new OptionsSection
                {
                    Options = [],
                    Supportive = [],
                    Avoid = [],
                },
                []
            );
        }

        var supportive = OptionsSupportive.Of(facts);
        var buprenorphine = OptionsBuprenorphine.Of(facts, setting);
        List<TreatmentOption> options =
        [
            buprenorphine,
            OptionsAlpha2.Clonidine(facts),
            OptionsAlpha2.Lofexidine(facts),
            OptionsSupportive.Option(facts, supportive),
            OptionsSupportive.Methadone(facts),
            OptionsSupportive.Dihydrocodeine(facts),
            OptionsSupportive.Clomipramine(facts),
            Taper(facts),
            Naltrexone(facts),
            Psychosocial(facts, setting),
        ];
        var section = new OptionsSection
        {
            Options = options,
            BuprenorphineRange = OptionsBuprenorphine.Range(facts),
            HomeStartFits = setting.HomeStartFits,
            Lofexidine = OptionsAlpha2.Dose(facts),
            Supportive = supportive,
            Avoid = Avoid(facts, options, supportive),
        };
        return new(section, Say(facts, setting, section));
    }

    private static bool AboutKratom(Chart chart)
    {
        if (chart.Uses.Count > 0 || chart.Habits.Count > 0)
        {
            return true;
        }

        foreach (var happened in chart.BesidesUse)
        {
            var about = happened switch
            {
                Answers answers => answers.Instrument is "kud" or "kds" or "kpanel",
                Life life => life.What is LifeEvent.StoppedKratom or LifeEvent.CutDown or LifeEvent.ReturnToKratom,
                UrineTest test => test.Results.Any(r =>
                    r
                        is {
                            Target: UrineTarget.Mitragynine or UrineTarget.SevenHydroxymitragynine,
                            Result: TestResult.Positive
                        }
                ),
                Laboratory lab => lab is { Analyte: Analyte.MitragynineBlood or Analyte.MitragynineUrine, Value: > 0 },
                Spending or Stock => true,
                _ => false,
            };
            if (about)
            {
                return true;
            }
        }

        return false;
    }

    private static TreatmentOption Taper(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var gates = new OptionsGates();
        gates
            .Against(facts.Pregnant, "pregnant: declined; perinatal addiction care", "pregnancy", "pregnancy")
            .Against(
                facts.SevenOh & facts.Sedatives,
                "7-OH or pseudoindoxyl with sedatives: never without supervision",
                "7-OH with sedatives",
                facts.SevenOh is null ? "product" : "sedatives"
            )
            .Gate(!facts.Seizures, "no seizure history", "seizure history: declined", "seizure history", "seizure");
        if (facts.SevenOh != true || facts.Sedatives != true)
        {
            gates.Gate(
                !facts.Sedatives,
                "no sedatives or other opioids",
                $"sedatives or other opioids ({facts.SedativeNames.Join()}): declined",
                "sedatives",
                "sedatives"
            );
        }

        var stopped = chart.SinceLastUse?.IsAtLeast(7 * 24) == true;
        if (stopped)
        {
            gates.Gate(false, "", "no kratom for a week or more: nothing to reduce", "");
        }

        gates.Caution(facts.SevenOh, "7-OH or pseudoindoxyl: no published taper; supervised only");
        return gates.Option("taper");
    }

    private static TreatmentOption Naltrexone(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var gates = new OptionsGates();
        var since = chart.SinceLastUse;
        gates
            .Against(
                since is null || since.Value.CanBeBelow(NaltrexoneHours),
                since is { } s
                    ? $"last kratom {s.Clinical()} ago: under 14 days"
                    : "time of the last kratom not known: it may be within 14 days",
                ""
            )
            .Against(
                facts.OnBoard.Any(OptionsFacts.IsBuprenorphine)
                    || facts.LongActingOpioid() == true
                    || facts.ShortActingOpioid() == true,
                "buprenorphine or another opioid on board",
                ""
            )
            .Against(
                chart.Has(Condition.AcuteHepatitis) == true || chart.HasSevere(Condition.LiverDisease),
                "acute hepatitis or liver failure",
                ""
            )
            .Gate(null, "", "", "negative naloxone challenge", "naloxone-challenge")
            .Gate(
                facts.LiverRaised is null ? null : !facts.LiverRaised,
                "liver tests within limits",
                "liver tests are raised",
                "liver tests",
                "liver-tests"
            );
        if (since is null)
        {
            gates.Ask("last-use");
        }

        return gates.Option("naltrexone");
    }

    private static TreatmentOption Psychosocial(OptionsFacts facts, SettingSection setting)
    {
        var gates = new OptionsGates();
        gates
            .Gate(true, "kratom on record", "", "")
            .Caution(setting.DualDiagnosis.Applies, $"treat alongside: {setting.DualDiagnosis.Because.Join()}")
            .Caution(facts.Chart.Record.Person.AgeYears < 18, "under 18: no cash incentives; family-based care");
        return gates.Option("psychosocial");
    }

    private static List<AvoidItem> Avoid(
        OptionsFacts facts,
        IReadOnlyList<TreatmentOption> options,
        IReadOnlyList<SupportiveMedicine> supportive
    )
    {
        var chart = facts.Chart;
        var avoid = new List<AvoidItem>();
        foreach (var option in options)
        {
            if (option.State == OptionState.Avoid)
            {
                avoid.Add(new AvoidItem(option.Name, option.Against.Join()));
            }
        }

        if (facts.LongQt == true)
        {
            avoid.Add(
                new AvoidItem(
                    "medicines that lengthen QT",
                    facts.Ecg is { } ecg && chart.Has(Condition.CongenitalLongQt) != true
                        ? $"QTc {ecg.QtcMs} ms"
                        : "congenital long QT"
                )
            );
        }

        if (facts.Seizures == true)
        {
            avoid.Add(new AvoidItem("tramadol and bupropion", "seizure history: both lower the threshold"));
        }

        if (Sedated(facts) is { } sedated)
        {
            avoid.Add(new AvoidItem("benzodiazepines, gabapentinoids and other sedatives", sedated));
        }

        foreach (var medicine in supportive)
        {
            if (medicine is { Name: "acetaminophen" or "ibuprofen", State: OptionState.Avoid })
            {
                avoid.Add(new AvoidItem(medicine.Name, medicine.Because.Join()));
            }
        }

        if (OptionsAlpha2.Hold(facts) == true)
        {
            avoid.Add(
                new AvoidItem(
                    "the next dose of clonidine or lofexidine",
                    "systolic under 90, diastolic under 60 or heart rate under 60"
                )
            );
        }

        return avoid;
    }

    /// <summary>Why more sedation could slow breathing now; null when nothing on record says so.</summary>
    private static string? Sedated(OptionsFacts facts)
    {
        var chart = facts.Chart;
        return chart.Present(Symptom.SlowBreathing, 24) || chart.Present(Symptom.CannotWake, 24)
                ? "breathing is slow or the person cannot be woken"
            : facts.Vital(v => v.RespiratoryRate, 24, out _) < 12 ? "fewer than 12 breaths a minute"
            : chart.Present(Symptom.Drowsiness, 24) ? "drowsy within 24 h"
            : facts.SevenOh == true ? "7-OH or pseudoindoxyl: breathing can slow with sedatives"
            : facts.Sedatives == true ? $"already on board: {facts.SedativeNames.Join()}"
            : null;
    }

    private static List<Finding> Say(OptionsFacts facts, SettingSection setting, OptionsSection section)
    {
        var knowledge = facts.Chart.Knowledge;
        var findings = new List<Finding>
        {
            knowledge.Finding("options.no-approved-treatment", Urgency.Info, [new Input("Record", "kratom")]),
        };
        foreach (var option in section.Options)
        {
            if (option.Name == OptionsBuprenorphine.Name)
            {
                Buprenorphine(facts, setting, section, option, findings);
            }
            else if (option.State != OptionState.Avoid)
            {
                findings.Add(
                    knowledge.Finding(
                        $"options.{option.Name}",
                        option.State == OptionState.Consider ? Urgency.Routine : Urgency.Info,
                        option.Inputs(),
                        option.Ask,
                        ("status", option.Status()),
                        ("ceiling", section.Lofexidine!.MgPerDose.Text())
                    )
                );
            }
        }

        Lofexidine(knowledge, section, findings);
        if (section.Avoid.Count > 0)
        {
            findings.Add(
                knowledge.Finding(
                    "options.avoid",
                    Urgency.Soon,
                    section.Avoid.Select(a => new Input(a.What, a.Because)),
                    null,
                    ("list", string.Join("; ", section.Avoid.Select(a => $"{a.What} ({a.Because})")))
                )
            );
        }

        return findings;
    }

    /// <summary>
    /// The option itself, and beside it what stands in the way of a first dose now. Ongoing treatment has words of its own; a
    /// specialist's case is not shown as an ordinary option.
    /// </summary>
    private static void Buprenorphine(
        OptionsFacts facts,
        SettingSection setting,
        OptionsSection section,
        TreatmentOption option,
        List<Finding> findings
    )
    {
        var status = option.Status();
        var home = section.HomeStartFits switch
        {
            true => "fits, by every condition",
            false => "does not fit",
            null => "cannot be judged yet",
        };
        void Add(string id, Urgency urgency) =>
            findings.Add(
                facts.Chart.Knowledge.Finding(
                    id,
                    urgency,
                    option.Inputs(),
                    option.Ask,
                    ("status", status),
                    ("home", home),
                    ("why", Why(option))
                )
            );
        if (option.State == OptionState.Specialist)
        {
            Add("options.buprenorphine-specialist", Urgency.Soon);
        }
        else if (option.State != OptionState.Avoid)
        {
            if (OptionsBuprenorphine.Ongoing(facts))
            {
                Add("options.buprenorphine-ongoing", Urgency.Routine);
            }
            else if (setting.Row != SettingRow.BriefAdvice)
            {
                Add("options.buprenorphine", Urgency.Routine);
            }
        }

        if (option.State is OptionState.NotNow or OptionState.Avoid)
        {
            Add("options.buprenorphine-not-now", Urgency.Info);
        }

        var range = section.BuprenorphineRange!;
        findings.Add(
            facts.Chart.Knowledge.Finding(
                "options.buprenorphine-range",
                Urgency.Info,
                [
                    range.GramsPerDay is { } grams
                        ? new Input("Leaf a day", $"{grams.Text()} g")
                        : new Input("No band", range.Suppressed!),
                ],
                range.Suppressed is "the product is not known" ? ["product"]
                    : range.Suppressed is "the amount a day is not known" ? ["amount"]
                    : null,
                ("band", range.Band ?? $"no band is shown here ({range.Suppressed})")
            )
        );
    }

    private static string Why(TreatmentOption option)
    {
        var notMet = option.NotMet.Count > 0 ? $"not met: {string.Join("; ", option.NotMet)}" : null;
        var unknown = option.Unknown.Count > 0 ? $"not known: {string.Join("; ", option.Unknown)}" : null;
        return notMet is not null && unknown is not null ? $"{notMet}. Also {unknown}" : notMet ?? unknown ?? "";
    }

    private static void Lofexidine(Knowledge.KnowledgeBase knowledge, OptionsSection section, List<Finding> findings)
    {
        var dose = section.Lofexidine!;
        var option = section.Options.Single(o => o.Name == "lofexidine");
        if (dose.LimitedBy is not { } limited || option.State is OptionState.Avoid or OptionState.Specialist)
        {
            return;
        }

        var inputs = new List<Input>();
        if (dose.Hepatic is { } hepatic)
        {
            inputs.Add(new Input("By liver", $"{hepatic.Text()} mg four times a day"));
        }

        if (dose.Renal is { } renal)
        {
            inputs.Add(new Input("By kidney", $"{renal.Text()} mg four times a day"));
        }

        findings.Add(
            knowledge.Finding(
                "options.lofexidine-adjust",
                Urgency.Routine,
                inputs,
                (dose.Hepatic, dose.Renal) switch
                {
                    (null, _) => ["child-pugh"],
                    (_, null) => ["kidney"],
                    _ => null,
                },
                ("dose", dose.MgPerDose.Text()),
                ("day", dose.MgPerDay.Text()),
                ("limited", limited == "both" ? "liver and kidney; the lower holds" : limited)
            )
        );
    }
}

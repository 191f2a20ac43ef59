using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>
/// The liver: panels and R ratio, the same-day and emergency limits, Hy's law, second peaks, and whether tests are due. A value is
/// compared only with the limit of the laboratory that gave it; without one nothing is computed and the limit is asked for.
/// </summary>
internal static partial class Liver
{
    /// <summary>Days for which a result still speaks for the present; an older one is reported with its age.</summary>
    private const int CurrentDays = 90;

    /// <summary>Days for which an INR or a liver sign still speaks for the present.</summary>
    private const int SignDays = 14;

    /// <summary>Days for which confusion is put together with jaundice.</summary>
    private const int ConfusionDays = 7;

    /// <summary>Days between a bilirubin and the other tests that Hy's law puts together.</summary>
    private const int HysLawDays = 30;

    private static readonly Analyte[] Followed = [Analyte.Alt, Analyte.Ast, Analyte.Alp, Analyte.Bilirubin];

    private static readonly Analyte[] Compared = [.. Followed, Analyte.DirectBilirubin];

    private static readonly Symptom[] LiverSigns = [Symptom.Jaundice, Symptom.DarkUrine, Symptom.Itch];

    /// <summary>Assesses the liver.</summary>
    public static Assessed<LiverSection> Of(Chart chart)
    {
        var drafts = Group(chart);
        var now = new Standings(chart);
        var trends = Trends(chart);
        var signs = LiverSigns.Where(s => chart.Present(s, SignDays * 24)).ToArray();
        var due = Due(chart);
        var findings = new List<Finding>();

        var emergency = Emergency(chart, now, findings);
        var urgent = Urgent(chart, now, signs, findings);
        var hysLaw = HysLaw(chart, now, findings);
        Pattern(chart, drafts, findings);
        NoLimit(chart, now, drafts, findings);
        var recovering = Recovering(chart, now, trends, findings);
        SecondPeak(chart, trends, findings);
        StopKratom(chart, drafts, emergency || urgent || hysLaw, findings);
        if (!emergency && !urgent && !hysLaw)
        {
            Raised(chart, now, recovering, findings);
        }

        if (due is { } tests)
        {
            findings.Add(tests);
        }

        var section = new LiverSection
        {
            Panels = [.. drafts.Select(d => d.Panel())],
            Trends = trends,
            Signs = signs,
            BaselineDue = due is not null,
        };
        return new Assessed<LiverSection>(section, findings);
    }

    /// <summary>INR above 1.5 within 14 days, or jaundice or a bilirubin of twice its limit together with confusion.</summary>
    private static bool Emergency(Chart chart, Standings now, List<Finding> findings)
    {
        var because = new List<Input>();
        foreach (var inr in now.Of(Analyte.Inr))
        {
            if (inr.Value > 1.5m && chart.Within(inr, SignDays * 24))
            {
                because.Add(InputOf(inr));
            }
        }

        if (chart.Latest(Symptom.Confusion, ConfusionDays * 24, out var confused) is { Present: true })
        {
            var yellow = new List<Input>();
            if (chart.Latest(Symptom.Jaundice, SignDays * 24, out var seen) is { Present: true })
            {
                yellow.Add(new Input("Jaundice", "present", When(seen)));
            }

            if (now.Worst(Analyte.Bilirubin) is { } bilirubin && bilirubin.TimesUpperLimit >= 2)
            {
                yellow.Add(InputOf(bilirubin));
            }

            if (yellow.Count > 0)
            {
                because.AddRange(yellow);
                because.Add(new Input("Confusion", "present", When(confused)));
            }
        }

        if (because.Count == 0)
        {
            return false;
        }

        findings.Add(
            chart.Knowledge.Finding(
                "liver.emergency",
                Urgency.Emergency,
                because,
                Open(chart, now, "hcv-cause"),
                ("why", Join(because))
            )
        );
        return true;
    }

    /// <summary>
    /// The same-day limits. A bilirubin of twice its limit counts together with an ALT or AST of three times its limit, and also when
    /// ALT cannot be compared, because what is not known lowers no risk.
    /// </summary>
    private static bool Urgent(Chart chart, Standings now, IReadOnlyList<Symptom> signs, List<Finding> findings)
    {
        var because = new List<Input>();
        Add(Analyte.Alt, 5);
        Add(Analyte.Ast, 5);
        Add(Analyte.Alp, 2);
        var alt = now.Times(Analyte.Alt);
        if (alt is null || alt >= 3 || now.Times(Analyte.Ast) >= 3)
        {
            Add(Analyte.Bilirubin, 2);
        }
        else
        {
            Add(Analyte.Bilirubin, 5);
        }

        Add(Analyte.DirectBilirubin, 5);
        because.AddRange(Compared.SelectMany(now.Of).Where(BeyondAnyLimit).Select(InputOf));
        foreach (var inr in now.Of(Analyte.Inr))
        {
            if (inr.Value > 1.5m && !chart.Within(inr, SignDays * 24))
            {
                because.Add(InputOf(inr));
            }
        }

        foreach (var sign in signs)
        {
            chart.Latest(sign, SignDays * 24, out var source);
            because.Add(new Input(Say(sign), "present", When(source)));
        }

        if (chart.Has(Condition.AcuteHepatitis) == true)
        {
            because.Add(new Input("Acute hepatitis or liver failure", "present"));
        }

        if (because.Count == 0)
        {
            return false;
        }

        var missing = Open(chart, now, "hcv-cause");
        if (LiverSigns.Any(s => chart.Latest(s, SignDays * 24, out _) is null))
        {
            missing.Add("jaundice");
        }

        var why = Join(because);
        because.AddRange(OtherCauses(chart));
        findings.Add(chart.Knowledge.Finding("liver.urgent", Urgency.Urgent, because, missing, ("why", why)));
        return true;

        void Add(Analyte analyte, decimal times)
        {
            if (now.Worst(analyte) is { } worst && worst.TimesUpperLimit >= times)
            {
                because.Add(InputOf(worst));
            }
        }
    }

    /// <summary>
    /// Possible Hy's law at the latest total bilirubin: it is above twice its limit, and in the 30 days before it (to the end of its
    /// day) the highest ALT or AST is three times its limit or more and the highest known ALP is below twice its limit.
    /// </summary>
    private static bool HysLaw(Chart chart, Standings now, List<Finding> findings)
    {
        if (now.Worst(Analyte.Bilirubin) is not { } bilirubin || !(bilirubin.TimesUpperLimit > 2))
        {
            return false;
        }

        Laboratory? enzyme = null;
        Laboratory? alp = null;
        foreach (var lab in chart.Labs)
        {
            if (!Near(chart, lab, bilirubin))
            {
                continue;
            }

            if (lab.Analyte is Analyte.Alt or Analyte.Ast && (enzyme is null || Higher(lab, enzyme)))
            {
                enzyme = lab;
            }
            else if (lab.Analyte is Analyte.Alp && (alp is null || Higher(lab, alp)))
            {
                alp = lab;
            }
        }

        if (enzyme?.TimesUpperLimit is not >= 3 || alp?.TimesUpperLimit >= 2)
        {
            return false;
        }

        var because = new List<Input> { InputOf(enzyme), InputOf(bilirubin) };
        var missing = Open(chart, now, "hcv-cause");
        var cholestasis = "ALP not known";
        if (alp?.TimesUpperLimit is { } times)
        {
            because.Add(InputOf(alp));
            cholestasis =
                times > 1
                    ? $"ALP {Words.Text(times)} x limit, which is raised: the FDA text says no early sign of cholestasis, and only the convention of under 2 x lets it pass"
                    : $"ALP {Words.Text(times)} x limit";
        }

        var others = OtherCauses(chart).ToArray();
        findings.Add(
            chart.Knowledge.Finding(
                "liver.hys-law",
                Urgency.Urgent,
                because.Concat(others),
                missing,
                ("enzyme", Compare(enzyme)),
                ("bilirubin", Compare(bilirubin)),
                ("cholestasis", cholestasis),
                ("others", others.Length == 0 ? "none recorded" : string.Join(", ", others.Select(o => o.Value)))
            )
        );
        return true;
    }

    /// <summary>
    /// The pattern of the panel of the last 180 days in which ALT or ALP is highest by its limit, and every R there is in that time. Not
    /// said when both are within their limits in every panel, as R then describes no injury.
    /// </summary>
    private static void Pattern(Chart chart, List<Draft> drafts, List<Finding> findings)
    {
        var first = chart.Today.PlusDays(-TrendDays);
        var panels = drafts.Where(d => d.Since(first)).Select(d => d.Panel()).Where(p => p.R is not null).ToArray();
        if (panels.Length == 0)
        {
            return;
        }

        var highest = panels.MaxBy(Height)!;
        if (Height(highest) <= 1)
        {
            return;
        }

        var latest = panels[^1];
        findings.Add(
            chart.Knowledge.Finding(
                "liver.pattern",
                Urgency.Info,
                panels.Select(p => new Input(
                    "R",
                    $"{Words.Text(p.R!.Value)} {Say(p.Pattern!.Value)}",
                    p.At?.ToString()
                )),
                ["hcv-cause"],
                ("r", Words.Text(highest.R!.Value)),
                ("pattern", Say(highest.Pattern!.Value)),
                ("when", Day(highest.At)),
                ("alt", Words.Text(highest.Alt!.TimesUpperLimit!.Value)),
                ("alp", Words.Text(highest.Alp!.TimesUpperLimit!.Value)),
                (
                    "latest",
                    ReferenceEquals(latest, highest)
                        ? ""
                        : $" Latest R {Words.Text(latest.R!.Value)} ({Say(latest.Pattern!.Value)}) on {Day(latest.At)}."
                )
            )
        );

        static decimal Height(LiverPanel panel) =>
            Math.Max(panel.Alt!.TimesUpperLimit!.Value, panel.Alp!.TimesUpperLimit!.Value);
    }

    /// <summary>
    /// Results that nothing is compared with, because their laboratory's upper limit is not known. Same day when the value could pass a
    /// same-day limit under the lowest upper limit that is in use; that figure only decides how soon to look the limit up. Old results
    /// alone are routine.
    /// </summary>
    private static void NoLimit(Chart chart, Standings now, List<Draft> drafts, List<Finding> findings)
    {
        var because = new HashSet<Input>();
        var urgency = Urgency.Routine;
        foreach (var lab in Compared.SelectMany(now.Of).Where(l => l.TimesUpperLimit is null))
        {
            because.Add(InputOf(lab));
            if (lab.Value >= Alarming(lab))
            {
                urgency = Urgency.Urgent;
            }
            else if (urgency != Urgency.Urgent)
            {
                urgency = Urgency.Soon;
            }
        }

        foreach (var lab in drafts.SelectMany(d => d.WithoutLimit()))
        {
            because.Add(InputOf(lab));
        }

        if (because.Count > 0)
        {
            findings.Add(
                chart.Knowledge.Finding(
                    "liver.no-limit",
                    urgency,
                    because,
                    ["lab-limits"],
                    ("which", string.Join("; ", because.Select(b => $"{b.What} {b.Value}")))
                )
            );
        }
    }

    /// <summary>A test that fell by 25 % or more from a raised peak and rose again by 25 % or more above its lowest value.</summary>
    private static void SecondPeak(Chart chart, IReadOnlyList<LiverTrend> trends, List<Finding> findings)
    {
        var because = new List<Input>();
        var says = new List<string>();
        var urgency = Urgency.Soon;
        var noLimit = false;
        foreach (var trend in trends)
        {
            if (
                trend is not { Course: LiverCourse.RisingAgain, Lowest: { } lowest }
                || trend.Peak.TimesUpperLimit <= 1
                || trend.Latest.TimesUpperLimit <= 1
                || !Current(chart, trend.LatestAt)
            )
            {
                continue;
            }

            noLimit |= trend.Peak.TimesUpperLimit is null || trend.Latest.TimesUpperLimit is null;
            if (trend.Latest.TimesUpperLimit >= 2)
            {
                urgency = Urgency.Urgent;
            }

            var text =
                $"{Words.Text(trend.Peak.Value)}, then {Words.Text(lowest.Value)}, then {Words.Text(trend.Latest.Value)} {Say(trend.Latest.Unit)}";
            because.Add(new Input(Say(trend.Analyte), text, trend.LatestAt?.ToString()));
            says.Add($"{Say(trend.Analyte)} {text}");
        }

        if (because.Count == 0)
        {
            return;
        }

        var missing = new List<string> { "kratom-use", "medicines", "hcv-cause" };
        if (noLimit)
        {
            missing.Add("lab-limits");
        }

        findings.Add(
            chart.Knowledge.Finding("liver.second-peak", urgency, because, missing, ("which", string.Join("; ", says)))
        );
    }

    /// <summary>
    /// Whether the raised tests fall: at least one fell by 25 % or more from a peak above its limit, and none that is above its limit, or
    /// has no limit, is rising.
    /// </summary>
    private static bool Recovering(Chart chart, Standings now, IReadOnlyList<LiverTrend> trends, List<Finding> findings)
    {
        if (
            trends.Any(t =>
                t.Course is LiverCourse.Rising or LiverCourse.RisingAgain && t.Latest.TimesUpperLimit is null or > 1
            )
        )
        {
            return false;
        }

        var because = new List<Input>();
        var says = new List<string>();
        var normal = true;
        foreach (var trend in trends)
        {
            if (
                trend.Course != LiverCourse.Falling
                || trend.Peak.TimesUpperLimit is not > 1
                || !Current(chart, trend.LatestAt)
            )
            {
                continue;
            }

            var text = $"{Words.Text(trend.Peak.Value)} to {Words.Text(trend.Latest.Value)} {Say(trend.Latest.Unit)}";
            because.Add(new Input(Say(trend.Analyte), text, trend.LatestAt?.ToString()));
            says.Add($"{Say(trend.Analyte)} {text}");
        }

        if (because.Count == 0)
        {
            return false;
        }

        foreach (var analyte in Followed)
        {
            normal &= now.Times(analyte) is <= 1;
        }

        findings.Add(
            chart.Knowledge.Finding(
                "liver.recovering",
                Urgency.Routine,
                because,
                normal ? [] : ["liver-tests"],
                ("which", string.Join("; ", says)),
                (
                    "rest",
                    normal ? "All four are within their limits." : "Not every test is known to be within its limit."
                ),
                ("person", chart.Knowledge.Phrases.Say(normal ? "liver.normal" : "liver.not-yet"))
            )
        );
        return true;
    }

    /// <summary>
    /// Stop for good and do not try again: now, when the liver is injured at a same-day level, and for ever after such an injury.
    /// Not said of somebody who was asked and has never used kratom.
    /// </summary>
    private static void StopKratom(Chart chart, List<Draft> drafts, bool injured, List<Finding> findings)
    {
        var used = chart.Uses.Count > 0 || chart.Habits.Count > 0;
        if (!used && chart.Record.History.AskedAboutKratom == true)
        {
            return;
        }

        var because = new List<Input>();
        foreach (var draft in drafts)
        {
            because.AddRange(draft.Injury());
        }

        if (!injured && because.Count == 0)
        {
            return;
        }

        if (because.Count == 0)
        {
            because.Add(new Input("Liver", "a same-day or emergency liver finding now"));
        }

        var missing = new List<string>();
        if (!used)
        {
            missing.Add("kratom-use");
        }

        if (chart.LastUse is null)
        {
            missing.Add("last-use");
        }

        missing.Add("hcv-cause");
        findings.Add(
            chart.Knowledge.Finding(
                "liver.stop-kratom",
                injured ? Urgency.Urgent : Urgency.Soon,
                because,
                missing,
                ("when", injured ? "now" : "in the past")
            )
        );
    }

    /// <summary>Above the limit, without any same-day or emergency finding.</summary>
    private static void Raised(Chart chart, Standings now, bool recovering, List<Finding> findings)
    {
        var because = new List<Input>();
        var old = false;
        foreach (var analyte in Compared)
        {
            if (now.WorstEver(analyte) is { } worst && worst.TimesUpperLimit > 1)
            {
                because.Add(InputOf(worst));
                old |= !Current(chart, worst.At);
            }
        }

        if (because.Count == 0)
        {
            return;
        }

        var missing = Open(chart, now, "hcv-cause");
        if (old)
        {
            missing.Add("liver-tests");
        }

        var which = Join(because);
        because.AddRange(OtherCauses(chart));
        findings.Add(
            chart.Knowledge.Finding(
                "liver.raised",
                recovering && !old ? Urgency.Routine : Urgency.Soon,
                because,
                missing,
                ("which", which)
            )
        );
    }

    private static IEnumerable<Input> OtherCauses(Chart chart)
    {
        foreach (var medicine in chart.OnBoard(MedicineClass.Liver, 30 * 24))
        {
            yield return new Input("Medicine that can harm the liver", medicine.Name, medicine.At?.ToString());
        }

        if (chart.About(Substance.Alcohol) is { } alcohol && (alcohol.UsesNow == true || alcohol.Daily == true))
        {
            yield return new Input("Other possible cause", "alcohol");
        }

        if (chart.Has(Condition.LiverDisease) == true)
        {
            yield return new Input("Other possible cause", "known liver disease");
        }
    }

    /// <summary>What is still open about a raised liver: the question given, tests that were not done, limits that were not given.</summary>
    private static List<string> Open(Chart chart, Standings now, string first)
    {
        var missing = new List<string> { first };
        if (Followed.Append(Analyte.Inr).Any(a => now.Of(a).Count == 0))
        {
            missing.Add("liver-tests");
        }

        if (Followed.Any(a => now.Of(a).Any(l => l.TimesUpperLimit is null)))
        {
            missing.Add("lab-limits");
        }

        if (chart.LastUse is null)
        {
            missing.Add("last-use");
        }

        return missing;
    }
}

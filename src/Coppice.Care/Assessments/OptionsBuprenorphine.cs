using Coppice.Record;

namespace Coppice.Care;

/// <summary>What has been published about grams of plain leaf a day and buprenorphine, with what speaks against it. Never a dose for a person.</summary>
/// <param name="GramsPerDay">Grams of plain leaf a day; null when not known or when the band does not apply.</param>
/// <param name="Band">The published band, or the words that there is none for 20–40 g; null when suppressed.</param>
/// <param name="Suppressed">Why no band is shown; null when one is.</param>
public sealed record BuprenorphineRange(decimal? GramsPerDay, string? Band, string? Suppressed);

/// <summary>
/// Reasoning about buprenorphine: gates for a first dose, what is published about amounts, and who needs a specialist. It shows what
/// is met, not met and not known; the clinician chooses.
/// </summary>
internal static class OptionsBuprenorphine
{
    public const string Name = "buprenorphine";

    /// <summary>Least hours since the last kratom.</summary>
    public const double LeastHours = 8;

    /// <summary>Hours since the last kratom that are preferred; also the least since a short-acting opioid.</summary>
    public const double PreferredHours = 12;

    /// <summary>COWS of the lower end of the ASAM 2020 gate (11–12).</summary>
    public const int Asam2020 = 11;

    /// <summary>COWS of the TIP 63 gate.</summary>
    public const int Tip63 = 12;

    /// <summary>COWS of the ASAM 2023 gate for high-potency synthetic opioids, with one objective sign.</summary>
    public const int Asam2023 = 8;

    /// <summary>Days for which an injected naltrexone can still block.</summary>
    private const double NaltrexoneHours = 28 * 24;

    /// <summary>Whether buprenorphine is already taken: given within three days, or prescribed more than a day ago.</summary>
    public static bool Ongoing(OptionsFacts facts) =>
        facts.OnBoard.Any(m =>
            OptionsFacts.IsBuprenorphine(m)
            && (m.Action == MedicineAction.Given || facts.Chart.Since(m)?.IsAtLeast(24) == true)
        );

    public static TreatmentOption Of(OptionsFacts facts, SettingSection setting)
    {
        var gates = new OptionsGates();
        var person = facts.Chart.Record.Person;
        Liver(facts, gates);
        if (Ongoing(facts))
        {
            gates.Caution(person.AgeYears is null ? null : false, "", "age not known", "age");
            gates.Gate(true, "buprenorphine is on board; the gates of a first dose do not apply", "", "");
        }
        else
        {
            FirstDose(facts, setting, gates);
            if (person.AgeYears is null)
            {
                gates.Adult(null);
            }
        }

        gates
            .ForSpecialist(
                facts.Pregnant == true,
                "pregnant: perinatal addiction care; buprenorphine or methadone is standard care there (unverified)"
            )
            .ForSpecialist(
                person.AgeYears < 18,
                "adult doses; under 18 needs a pediatric or addiction specialist; labeled from 16 (unverified)"
            )
            .Caution(facts.Pregnant is null ? null : false, "", "pregnancy not known: test first", "pregnancy")
            .Caution(
                facts.Sedatives,
                $"sedatives or other opioids ({facts.SedativeNames.Join()}): breathing can slow; naloxone at hand, no home start",
                "sedatives not known",
                "sedatives"
            )
            .Caution(facts.LongQt, "QTc is long: the label warns of QT (unverified)")
            .Caution(
                Light(facts),
                "use is light or stopped a week or more ago: tolerance may be low; deaths of opioid-naive people after 2 mg are on the label",
                "amount and frequency not known: low tolerance cannot be excluded; deaths of opioid-naive people after 2 mg are on the label",
                "amount"
            );
        return gates.Option(Name);
    }

    /// <summary>The published bands, for plain leaf in grams a day only.</summary>
    public static BuprenorphineRange Range(OptionsFacts facts)
    {
        if (Suppression(facts) is { } reason)
        {
            return new BuprenorphineRange(null, null, reason);
        }

        var grams = facts.Pattern.AmountPerDay!.Leaf!.Value.Value;
        var band = grams switch
        {
            < 20 => "under 20 g/day: 4/1 to 8/2 mg/day (proposal from 8 people)",
            > 40 => "over 40 g/day: 12/3 to 16/4 mg/day (proposal from 8 people)",
            _ => "20 to 40 g/day: no published band; a midpoint is interpolation, not evidence",
        };
        return new BuprenorphineRange(grams, band, null);
    }

    private static string? Suppression(OptionsFacts facts)
    {
        if (facts.AgeYears < 18)
        {
            return "under 18: the proposal is about adults";
        }

        foreach (var kind in facts.Products.Order())
        {
            var why = kind switch
            {
                ProductKind.Unknown => "the product is not known",
                ProductKind.LeafCapsule => "capsules: what one holds varies",
                ProductKind.Extract => "extract: grams are not comparable with leaf",
                ProductKind.Shot => "shots: content is not comparable with leaf",
                ProductKind.SevenHydroxy => "7-OH: milligrams are never converted to grams of leaf",
                ProductKind.Pseudoindoxyl => "pseudoindoxyl: milligrams are never converted to grams of leaf",
                _ => null,
            };
            if (why is not null)
            {
                return why;
            }
        }

        return facts.Products.Count == 0 ? "the product is not known"
            : facts.Pattern.AmountPerDay is null ? "the amount a day is not known"
            : facts.Pattern.AmountPerDay.Leaf is null
                ? $"the amount is in {facts.Pattern.AmountPerDay.Unit.UnitText()}, not in grams of leaf"
            : null;
    }

    private static void Liver(OptionsFacts facts, OptionsGates gates)
    {
        var chart = facts.Chart;
        var grade = chart.Record.History.ChildPugh;
        gates
            .Against(
                grade >= 10 || chart.HasSevere(Condition.LiverDisease),
                grade is { } severe
                    ? $"Child-Pugh {severe}: avoid in severe hepatic impairment"
                    : "severe liver disease: avoid",
                ""
            )
            .Caution(
                grade is >= 7 and < 10,
                $"Child-Pugh {grade}: the combination with naloxone may not be appropriate in moderate hepatic impairment"
            )
            .Caution(
                grade is null && facts.LiverRaised == true,
                "liver tests are raised and not graded: grade before a first dose, then test again"
            )
            .Caution(
                facts.LiverRaised is null ? null : false,
                "",
                "no current liver tests: the label asks for them before and during treatment",
                "liver-tests"
            );
        if (grade is null && facts.LiverRaised == true)
        {
            gates.Ask("child-pugh");
        }
    }

    private static void FirstDose(OptionsFacts facts, SettingSection setting, OptionsGates gates)
    {
        var chart = facts.Chart;
        Interval(chart.SinceLastUse, gates);
        Cows(facts, gates);
        gates.ForSpecialist(facts.SevenOh == true, "7-OH or pseudoindoxyl product: specialist timing, no home start");
        if (facts.SevenOh != true)
        {
            gates.Gate(
                facts.SevenOh is null ? null : true,
                "no 7-OH or pseudoindoxyl product on record",
                "",
                "product: 7-OH cannot be excluded",
                "product"
            );
        }

        OtherOpioids(facts, gates);
        if (chart.OnBoard(NaltrexoneHours).Any(m => m.Name == "naltrexone"))
        {
            gates.Gate(false, "", "naltrexone on board within 28 days: it blocks buprenorphine", "");
        }

        if (setting.Row == SettingRow.Emergency)
        {
            gates.Gate(false, "", "an emergency comes first", "");
        }

        if (setting.Row == SettingRow.BriefAdvice)
        {
            gates.Gate(false, "", "fewer than 2 criteria: no use disorder by count", "");
        }
    }

    private static void Interval(Hours? since, OptionsGates gates)
    {
        if (since is not { } hours)
        {
            gates.Gate(
                null,
                "",
                "",
                $"time since the last kratom ({LeastHours} h or more, {PreferredHours} preferred)",
                "last-use"
            );
            return;
        }

        gates.Gate(
            hours.IsAtLeast(LeastHours) ? true
                : hours.High < LeastHours ? false
                : null,
            hours.IsAtLeast(PreferredHours)
                ? $"last kratom {hours.Clinical()} ago ({PreferredHours} h or more)"
                : $"last kratom {hours.Clinical()} ago ({LeastHours} h or more; {PreferredHours} preferred)",
            $"last kratom {hours.Clinical()} ago: under {LeastHours} h",
            $"last kratom {hours.Clinical()} ago: {LeastHours} h cannot be shown",
            "last-use"
        );
    }

    private static void Cows(OptionsFacts facts, OptionsGates gates)
    {
        var chart = facts.Chart;
        var score = chart.LatestScore("cows", OptionsFacts.NowHours);
        var stale = score?.At is { } at && chart.LastUse is { } use && use.Earliest > at.Latest(chart.Home);
        if (score is null || stale)
        {
            gates.Gate(
                null,
                "",
                "",
                stale ? "COWS since the last kratom"
                    : chart.LatestScore("sows", OptionsFacts.NowHours) is null ? "COWS within 4 h"
                    : "COWS within 4 h (SOWS alone has no source as a gate)",
                "cows"
            );
            return;
        }

        var sign = facts.ObjectiveSign(OptionsFacts.NowHours);
        var asam = OptionsFacts.Reaches(score, Asam2020);
        gates.Gate(
            asam,
            $"COWS {score.Clinical()}: ASAM 2020 (11-12) met; TIP 63 (12) {Word(OptionsFacts.Reaches(score, Tip63))}",
            OptionsFacts.Reaches(score, Asam2023) == true
                ? $"COWS {score.Clinical()}: under ASAM 2020 (11-12) and TIP 63 (12); ASAM 2023 takes 8 with one objective sign for high-potency synthetic opioids only (sign: {Seen(sign)})"
                : $"COWS {score.Clinical()}: under ASAM 2020 (11-12), TIP 63 (12) and ASAM 2023 (8 with one objective sign)",
            $"COWS {score.Clinical()}: complete it",
            "cows"
        );
        switch (sign)
        {
            case true:
                gates.Gate(true, "an objective sign was seen", "", "");
                break;
            case false:
                gates.Gate(
                    false,
                    "",
                    "no objective sign in COWS: the label starts at objective signs of moderate withdrawal",
                    ""
                );
                break;
            default:
                gates.Caution(
                    null,
                    "",
                    "items of COWS not on record: confirm objective signs of moderate withdrawal (label)",
                    "objective-sign"
                );
                break;
        }
    }

    private static void OtherOpioids(OptionsFacts facts, OptionsGates gates)
    {
        var chart = facts.Chart;
        var since = chart.Since(chart.Record.History.LastOpioidUse);
        var longActing = facts.LongActingOpioid();
        gates.ForSpecialist(longActing == true, "methadone or fentanyl: specialist timing, no home start");
        var shortActing = facts.ShortActingOpioid();
        if (shortActing == true)
        {
            gates.Gate(
                since is not { } s ? null
                    : s.IsAtLeast(PreferredHours) ? true
                    : s.High < PreferredHours ? false
                    : null,
                $"last short-acting opioid {since?.Clinical()} ago (12-18 h, ASAM 2015)",
                $"last short-acting opioid {since?.Clinical()} ago: under 12 h",
                "time since the last short-acting opioid (12-18 h, ASAM 2015)",
                "last-opioid"
            );
        }
        else if (longActing != true)
        {
            gates.Gate(
                longActing == false && shortActing == false || since?.IsAtLeast(72) == true ? true : null,
                "no other opioid within 3 days on record",
                "",
                "other opioids, methadone and fentanyl included",
                "last-opioid"
            );
        }
    }

    /// <summary>Use so light or so long ago that tolerance may be low: not daily, under 5 g of leaf, or a week without.</summary>
    private static bool? Light(OptionsFacts facts)
    {
        if (Ongoing(facts))
        {
            return false;
        }

        var doses = facts.Pattern.DosesPerDay;
        var leaf = facts.Pattern.AmountPerDay?.Leaf?.Value;
        return doses < 1 || leaf < 5 || facts.Chart.SinceLastUse?.IsAtLeast(7 * 24) == true ? true
            : doses is null && leaf is null ? null
            : false;
    }

    private static string Word(bool? met) =>
        met switch
        {
            true => "met",
            false => "not met",
            null => "not known",
        };

    private static string Seen(bool? sign) =>
        sign switch
        {
            true => "seen",
            false => "not seen",
            null => "not known",
        };
}

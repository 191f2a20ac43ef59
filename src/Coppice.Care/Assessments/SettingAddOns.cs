using Coppice.Record;

namespace Coppice.Care;

/// <summary>What is added to care in any setting, and whether a first dose at home fits.</summary>
internal static class SettingAddOns
{
    public static readonly AddOn None = new(false, [], []);

    private static readonly Condition[] DualConditions =
    [
        Condition.Depression,
        Condition.PostpartumDepression,
        Condition.Anxiety,
        Condition.Ptsd,
        Condition.ChronicPain,
    ];

    /// <summary>Symptoms now, or an illness that is known.</summary>
    public static AddOn DualDiagnosis(OptionsFacts facts)
    {
        var screens = Screens(facts);
        List<string> because = [.. screens.Because];
        foreach (var condition in DualConditions)
        {
            if (facts.Chart.Has(condition) == true)
            {
                because.Add($"known {Words.Plain(condition)}");
            }
        }

        return new AddOn(because.Count > 0 ? true : screens.Applies, because, screens.Ask);
    }

    /// <summary>Symptoms now, by the screens of the last 30 days, and illnesses that count at once.</summary>
    public static AddOn Screens(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var because = new List<string>();
        var asks = new List<string>();
        bool? applies = false;
        void Test(bool? holds, string words, string ask)
        {
            applies |= holds;
            if (holds == true)
            {
                because.Add(words);
            }
            else if (holds is null)
            {
                asks.Add(ask);
            }
        }

        void Screen(string instrument, string name, decimal cut)
        {
            var score = facts.Screen(instrument);
            Test(OptionsFacts.Reaches(score, cut), $"{name} {score?.Clinical()}", instrument);
        }

        Screen("phq9", "PHQ-9", 10);
        Screen("gad7", "GAD-7", 10);
        var trauma = facts.Screen("pcptsd5");
        var sex = chart.Record.Person.SexAtBirth;
        if (trauma is { Low: >= 3 } and { High: < 4 } && sex is null or Sex.Intersex)
        {
            Test(null, "", "sex");
        }
        else
        {
            Screen("pcptsd5", "PC-PTSD-5", sex == Sex.Female ? 3 : 4);
        }

        Screen("peg", "PEG", 5);
        Test(
            chart.Has(Condition.Bipolar) == true
            || chart.Has(Condition.Psychosis) == true
            || chart.Has(Condition.Mania) == true
                ? true
                : chart.Has(Condition.Psychosis) ?? chart.Has(Condition.Bipolar) ?? chart.Has(Condition.Mania),
            "a bipolar or psychotic illness",
            "psychosis"
        );
        return new AddOn(applies, because, [.. asks.Distinct()]);
    }

    public static AddOn Naloxone(OptionsFacts facts)
    {
        var chart = facts.Chart;
        var history = chart.Record.History;
        var because = new List<string>();
        var asks = new List<string>();
        void Test(bool? holds, string words, string ask)
        {
            if (holds == true)
            {
                because.Add(words);
            }
            else if (holds is null)
            {
                asks.Add(ask);
            }
        }

        Test(facts.SevenOh, "7-OH or pseudoindoxyl product", "product");
        Test(facts.Sedatives, $"sedatives ({facts.SedativeNames.Join()})", "sedatives");
        Test(Vulnerability.OpioidDisorder(chart), "opioid use disorder, past or present", "opioid-history");
        Test(
            chart.All<Life>().Any(l => l.What == LifeEvent.Overdose) ? true : history.Overdose,
            "an overdose in the past",
            "overdose-history"
        );
        var detox = chart.BesidesUse.Any(e =>
            e
                is Life
                    {
                        What: LifeEvent.CompletedWithdrawal
                            or LifeEvent.ReleasedFromCustody
                            or LifeEvent.ReturnToOpioids
                    }
                    or CareEpisode { Contact: CareContact.Discharge }
            && chart.Within(e, 90 * 24)
        );
        Test(
            detox,
            "tolerance may be lost: withdrawal completed, discharge, release or return to opioids within 90 days",
            ""
        );
        return new AddOn(
            because.Count > 0 ? true
                : asks.Count > 0 ? null
                : false,
            because,
            asks
        );
    }

    public static AddOn Services(Chart chart)
    {
        var barriers = Barriers(chart);
        return new AddOn(
            barriers.Aggregate((bool?)false, (any, b) => any | b.There),
            [.. barriers.Where(b => b.There == true).Select(b => chart.Knowledge.ClinicianPhrases.Say(b.Phrase))],
            barriers.Any(b => b.There is null) ? ["barriers"] : []
        );
    }

    /// <summary>What can stand in the way of care, and whether it does.</summary>
    public static IReadOnlyList<(bool? There, string Phrase)> Barriers(Chart chart)
    {
        var around = chart.Record.Circumstances;
        return
        [
            (around.TransportBarrier, "barrier.travel"),
            (around.InsuranceBarrier, "barrier.payment"),
            (around.ChildCareBarrier, "barrier.childCare"),
        ];
    }

    public static HomeStart Home(OptionsFacts facts, SettingRow? row, IReadOnlyList<OpenRow> open)
    {
        if (facts.Newborn)
        {
            return new HomeStart([], ["adult"], [], []);
        }

        var chart = facts.Chart;
        var around = chart.Record.Circumstances;
        var met = new List<string>();
        var notMet = new List<string>();
        var unknown = new List<string>();
        var asks = new List<string>();
        void Test(bool? holds, string words, params ReadOnlySpan<string> ask)
        {
            (
                holds switch
                {
                    true => met,
                    false => notMet,
                    null => unknown,
                }
            ).Add(words);
            if (holds is null)
            {
                asks.AddRange(ask);
            }
        }

        var higher = open.Where(o => o.Row >= SettingRow.Residential).SelectMany(o => o.Ask).Distinct().ToArray();
        Test(
            row is null
                ? null
                : row is SettingRow.Outpatient or SettingRow.IntensiveOutpatient or SettingRow.PartialHospital,
            "an outpatient, intensive outpatient or partial hospital setting",
            "kud"
        );
        Test(higher.Length == 0 ? true : null, "no higher setting left open", higher);
        Test(chart.Record.Person.AgeYears is { } age ? age >= 18 : null, "adult", "age");
        Test(!facts.Pregnant, "not pregnant", "pregnancy");
        Test(!facts.Sedatives, "no alcohol, sedatives or other opioids", "sedatives");
        Test(!facts.SevenOh, "no 7-OH or pseudoindoxyl product", "product");
        Test(!facts.LongActingOpioid(), "no methadone or fentanyl", "last-opioid");
        Test(around.SomeoneToHelp, "someone at home or within reach", "support");
        Test(around.ReachableByPhone, "a telephone", "support");
        Test(around.HasNaloxone, "naloxone at hand", "naloxone");
        return new HomeStart(met, notMet, unknown, [.. asks.Distinct()]);
    }
}

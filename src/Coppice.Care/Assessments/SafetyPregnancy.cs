using Coppice.Record;

namespace Coppice.Care;

/// <summary>Pregnancy, the time after birth, and the newborn.</summary>
internal static class SafetyPregnancy
{
    /// <summary>Days for which a found pregnancy lasts when no birth is recorded: 42 weeks.</summary>
    public const double PregnancyDays = 42 * 7;

    /// <summary>Days after birth that count as post-partum (one year, as the record defines it).</summary>
    public const double PostPartumDays = 365;

    public static Finding?[] All(SafetyFacts facts) =>
        [Emergency(facts), Pregnant(facts), PostPartum(facts), Newborn(facts)];

    /// <summary>Whether the person is pregnant, and what says so. An event that is newer than a birth counts over a stated "no".</summary>
    public static (bool? Answer, List<Input> Because) IsPregnant(SafetyFacts facts)
    {
        var because = new List<Input>();
        var person = facts.Chart.Record.Person;
        if (person.Pregnancy == Pregnancy.Pregnant)
        {
            because.Add(new Input("Pregnancy", "pregnant"));
        }

        var birth = facts.Lived(PregnancyDays * 24, LifeEvent.Birth);
        if (
            facts.Lived(PregnancyDays * 24, LifeEvent.PregnancyFound) is { } found
            && person.Pregnancy is not (Pregnancy.PostPartum or Pregnancy.NotPregnant)
            && !Follows(facts, birth, found)
        )
        {
            because.Add(SafetyFacts.Of(found));
        }

        if (
            facts.Lab(Analyte.PregnancyTest, PregnancyDays * 24) is { Value: >= 1 } test
            && !Follows(facts, birth, test)
            && person.Pregnancy != Pregnancy.PostPartum
        )
        {
            because.Add(SafetyFacts.Of("Pregnancy test", "positive", test));
        }

        bool? answer =
            because.Count > 0 ? true
            : person.Pregnancy is not null || person.SexAtBirth == Sex.Male || birth is not null ? false
            : null;
        return (answer, because);
    }

    private static bool Follows(SafetyFacts facts, Event? later, Event earlier) =>
        later?.At is { } at
        && (earlier.At is not { } before || at.Latest(facts.Chart.Home) >= before.Earliest(facts.Chart.Home));

    private static Finding? Emergency(SafetyFacts facts)
    {
        var because = facts.Any(SafetyFacts.DangerHours, Symptom.VaginalBleeding, Symptom.LessFetalMovement);
        var (answer, pregnant) = IsPregnant(facts);
        if (
            answer == true
            && facts.Chart.LatestScore("cows", SafetyFacts.DangerHours) is { } cows
            && cows.Low >= SafetyFacts.CowsSevere
        )
        {
            because.Add(new Input("COWS", SafetyFacts.Total(cows), cows.At?.ToString()));
        }

        return because.Count == 0
            ? null
            : facts.Finding(
                "safety.pregnancy-emergency",
                Urgency.Emergency,
                [.. because, .. pregnant],
                answer is null ? ["pregnancy"] : []
            );
    }

    private static Finding? Pregnant(SafetyFacts facts)
    {
        var (answer, because) = IsPregnant(facts);
        return answer == true
            ? facts.Finding(
                "safety.pregnancy",
                Urgency.Urgent,
                because,
                facts.Kratom.Within(SafetyFacts.WashoutHours) is null ? [facts.Kratom.Question] : []
            )
            : null;
    }

    private static Finding? PostPartum(SafetyFacts facts)
    {
        var because = new List<Input>();
        if (facts.Chart.Record.Person.Pregnancy == Pregnancy.PostPartum)
        {
            because.Add(new Input("Pregnancy", "post-partum"));
        }

        if (facts.Lived(PostPartumDays * 24, LifeEvent.Birth) is { } birth)
        {
            because.Add(SafetyFacts.Of(birth));
        }

        return because.Count == 0
            ? null
            : facts.Finding("safety.post-partum", Urgency.Soon, because, ["newborn-signs", "phq9"]);
    }

    private static Finding? Newborn(SafetyFacts facts)
    {
        var signs = facts.Now(
            SafetyFacts.StateHours,
            Symptom.NewbornTremor,
            Symptom.NewbornPoorFeeding,
            Symptom.NewbornHighCry
        );
        var person = facts.Chart.Record.Person;
        var exposed = person is { ExposedToKratomBeforeBirth: true, AgeYears: null or 0 };
        if (!exposed && signs.Count == 0)
        {
            return null;
        }

        if (exposed)
        {
            signs.Add(new Input("Newborn", "kratom was used during the pregnancy"));
        }

        var ill = signs.Count > (exposed ? 1 : 0);
        return facts.Finding(
            "safety.newborn",
            ill ? Urgency.Emergency : Urgency.Urgent,
            signs,
            ill ? [] : ["newborn-signs"]
        );
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.WithdrawalCase;

namespace Coppice.Care.Tests;

public class WithdrawalSignsTests
{
    [Theory]
    [InlineData("cows", 5, "COWS 5")]
    [InlineData("sows", 1, "SOWS 1")]
    public void A_score_goes_before_the_clock(string instrument, int total, string words)
    {
        foreach (var hours in (double[])[12, 30, 80])
        {
            var phase = Assess(Daily(hours), Given.Total(instrument, total, 2)).Of("phase")!;
            Assert.StartsWith(
                $"You have signs of withdrawal now ({words}). It has been ",
                phase.Person,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("if it comes", phase.Person, StringComparison.Ordinal);
            Assert.DoesNotContain("may start", phase.Person, StringComparison.Ordinal);
            Assert.DoesNotContain("most often eases", phase.Person, StringComparison.Ordinal);
            Assert.Contains($"Signs of withdrawal now ({words})", phase.Clinician, StringComparison.Ordinal);
        }

        // Before the last use, or too old, it says nothing of now.
        Assert.Contains("if it comes", Person(Daily(12), Given.Total(instrument, total, 20)), StringComparison.Ordinal);
        Assert.Contains("if it comes", Person(Daily(80), Given.Total(instrument, total, 73)), StringComparison.Ordinal);
        Assert.Contains("if it comes", Person(Daily(30), Given.Total(instrument, total - 1)), StringComparison.Ordinal);
    }

    private static string Person(params Event[] events) => Assess(events).Of("phase")!.Person!;

    [Fact]
    public void What_is_worse_after_day_3_is_not_told_to_ease()
    {
        var assessed = Assess(Daily(100), Given.Signs(30, Symptom.Aches), Given.Signs(2, Symptom.Vomiting));
        Assert.NotNull(assessed.Of("worse-after-day-3"));
        var phase = assessed.Of("phase")!;
        Assert.StartsWith("You feel worse now. It has been ", phase.Person, StringComparison.Ordinal);
        Assert.DoesNotContain("eases", phase.Person, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProductKind.SevenHydroxy, true)]
    [InlineData(ProductKind.LeafPowder, false)]
    public void The_person_is_told_that_7_OH_was_not_measured(ProductKind kind, bool told) =>
        Assert.Equal(
            told,
            Person(Given.UseOf(kind, 30), Stopped(29))
                .EndsWith("for 7-OH nobody has measured it.", StringComparison.Ordinal)
        );

    private static Assessed<WithdrawalSection> With(History history, params Event[] events) =>
        Assess(Given.Record([Stopped(30), .. events]) with { History = history });

    [Theory]
    [InlineData("buprenorphine")]
    [InlineData("methadone")]
    public void Treatment_with_an_opioid_is_not_something_else(string name)
    {
        var substance = name == "methadone" ? Substance.Methadone : Substance.Buprenorphine;
        var history = Sober with
        {
            Substances = [.. Sober.Substances, new SubstanceHistory { Substance = substance, UsesNow = true }],
        };
        var treated = With(history, Given.Drug(name, MedicineAction.Prescribed));
        Assert.Null(treated.Of("other-substance"));
        var finding = treated.Of("other-opioid")!;
        Assert.Equal([$"{name}: prescribed"], finding.Inputs());
        Assert.Contains(name, finding.Clinician, StringComparison.Ordinal);
        Assert.DoesNotContain(name, finding.Person, StringComparison.Ordinal);
        Assert.DoesNotContain("seizure", finding.Person, StringComparison.Ordinal);

        var untreated = With(history);
        Assert.Null(untreated.Of("other-opioid"));
        Assert.Contains($"{name} (long-acting)", untreated.Of("other-substance")!.Person, StringComparison.Ordinal);

        var drinks = history with
        {
            Substances =
            [
                .. history.Substances.Skip(1),
                new SubstanceHistory { Substance = Substance.Alcohol, Daily = true },
            ],
        };
        var both = With(drinks, Given.Drug(name, MedicineAction.Prescribed));
        Assert.NotNull(both.Of("other-opioid"));
        Assert.DoesNotContain(name, both.Of("other-substance")!.Person, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Substance.Alcohol, true)]
    [InlineData(Substance.Benzodiazepine, true)]
    [InlineData(Substance.OtherSedative, true)]
    [InlineData(Substance.Heroin, false)]
    [InlineData(Substance.Tianeptine, false)]
    public void The_seizure_words_are_for_sedatives(Substance substance, bool told)
    {
        var history = Sober with
        {
            Substances =
            [
                .. Sober.Substances.Where(s => s.Substance != substance),
                new SubstanceHistory { Substance = substance, UsesNow = true },
            ],
        };
        var person = With(history).Of("other-substance")!.Person!;
        Assert.Equal(told, person.Contains("can cause seizures", StringComparison.Ordinal));
        Assert.Contains("Call 911", person, StringComparison.Ordinal);
    }
}

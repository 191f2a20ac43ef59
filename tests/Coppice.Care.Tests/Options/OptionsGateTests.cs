using Coppice.Record;
using static Coppice.Care.Tests.OptionsCase;

namespace Coppice.Care.Tests;

public class OptionsGateTests
{
    private const string Minor = "adult doses; under 18 needs a pediatric or addiction specialist";
    private const string Age = "age (the doses are for adults)";

    private static SupportiveMedicine Supportive(PersonRecord record, string name) =>
        Assess(record).Section.Supportive.Single(s => s.Name == name);

    private static Laboratory Low(Analyte analyte, double hoursAgo, decimal value = 3.4m) =>
        Given.Lab(analyte, value, null, hoursAgo, LabUnit.MmolPerL) with
        {
            LowerLimit = 3.5m,
        };

    [Theory]
    [InlineData(ProductKind.SevenHydroxy)]
    [InlineData(ProductKind.Pseudoindoxyl)]
    public void A_7_OH_product_is_never_told_as_absent(ProductKind kind)
    {
        const string none = "no 7-OH or pseudoindoxyl product on record";
        var record = Ready(Given.UseOf(kind, 14));
        Assert.DoesNotContain(none, Option(record, "buprenorphine").Met);
        Assert.DoesNotContain(
            none,
            Find(record, "options.buprenorphine-specialist")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(none, Option(Ready(), "buprenorphine").Met);
    }

    [Theory]
    [InlineData("supportive")]
    [InlineData("clonidine")]
    [InlineData("lofexidine")]
    [InlineData("methadone")]
    [InlineData("buprenorphine")]
    public void Doses_are_for_adults(string name)
    {
        PersonRecord Aged(int? years) => Ready().Who(p => p with { AgeYears = years });
        var minor = Option(Aged(17), name);
        Assert.Equal(OptionState.Specialist, minor.State);
        Assert.Contains(minor.NotMet, n => n.StartsWith(Minor, StringComparison.Ordinal));
        var id = name == "buprenorphine" ? "options.buprenorphine-specialist" : $"options.{name}";
        Assert.Contains(Minor, Find(Aged(17), id)!.Clinician, StringComparison.Ordinal);

        var ageless = Option(Aged(null), name);
        Assert.NotEqual(OptionState.Consider, ageless.State);
        Assert.Contains(Age, ageless.Unknown);
        Assert.Contains("age", ageless.Ask);

        var adult = Option(Aged(18), name);
        Assert.DoesNotContain(adult.NotMet, n => n.StartsWith(Minor, StringComparison.Ordinal));
        Assert.DoesNotContain(Age, adult.Unknown);
    }

    [Fact]
    public void No_band_and_no_ceiling_is_shown_under_18()
    {
        var minor = Ready().Who(p => p with { AgeYears = 17 });
        var range = Assess(minor).Section.BuprenorphineRange!;
        Assert.Null(range.Band);
        Assert.Equal("under 18: the proposal is about adults", range.Suppressed);
        Assert.All(Assess(minor).Section.Supportive, s => Assert.Equal(OptionState.Specialist, s.State));
        var kidney = Given.Lab(Analyte.Egfr, 20, null, 48, LabUnit.MlPerMin);
        Assert.NotNull(Find(Ready(kidney), "options.lofexidine-adjust"));
        Assert.Null(Find(minor.And(kidney), "options.lofexidine-adjust"));
    }

    [Theory]
    [InlineData("ondansetron")]
    [InlineData("loperamide")]
    [InlineData("hydroxyzine")]
    [InlineData("trazodone")]
    public void A_medicine_that_lengthens_QT_waits_for_an_ECG(string name)
    {
        var none = Ready().Without(e => e is Ecg);
        Assert.Equal(OptionState.NotNow, Supportive(none, name).State);
        Assert.Equal(["no current ECG"], Supportive(none, name).Unknown);
        var option = Option(none, "supportive");
        Assert.Contains($"{name} (no current ECG)", option.Unknown);
        Assert.DoesNotContain(name, option.Met);
        Assert.Contains("ecg", option.Ask);
        var prolonged = Option(Ready(new Ecg { At = Given.HoursAgo(1), QtcMs = 480 }), "supportive");
        Assert.Contains($"{name} (QTc 480 ms)", prolonged.NotMet);
    }

    [Theory]
    [InlineData(Analyte.Potassium)]
    [InlineData(Analyte.Magnesium)]
    public void A_low_electrolyte_is_read_from_the_laboratory(Analyte analyte)
    {
        const string words = "potassium or magnesium low";
        Assert.Contains(words, Supportive(Ready(Low(analyte, 24)), "ondansetron").Because);
        Assert.Contains($"{words}: correct first", Option(Ready(Low(analyte, 24)), "lofexidine").NotMet);
        Assert.Empty(Supportive(Ready(Low(analyte, 31 * 24)), "ondansetron").Because);
        Assert.Empty(Supportive(Ready(Low(analyte, 24, 3.5m)), "ondansetron").Because);
        Assert.Empty(Supportive(Ready(Low(analyte, 48), Low(analyte, 24, 4)), "ondansetron").Because);
        Assert.Empty(Supportive(Ready(Low(analyte, 24) with { LowerLimit = null }), "ondansetron").Because);
    }
}

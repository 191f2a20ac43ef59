using Coppice.Record;

namespace Coppice.Care.Tests;

public class DependenceTests
{
    private static Assessed<DependenceSection> Assess(PersonRecord record)
    {
        var chart = Given.Chart(record);
        return Dependence.Of(chart, UsePattern.Of(chart));
    }

    private static Finding? Find(Assessed<DependenceSection> assessed, string id) =>
        assessed.Findings.SingleOrDefault(f => f.Id == id);

    /// <summary>The eleven criteria: those listed are met, the others not, except those left unanswered.</summary>
    private static Answers Criteria(int[] met, int[]? unanswered = null, double hoursAgo = 24) =>
        new()
        {
            At = Given.HoursAgo(hoursAgo),
            Instrument = "kud",
            Items = Enumerable
                .Range(1, 11)
                .Where(i => unanswered?.Contains(i) != true)
                .ToDictionary(
                    i => i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    i => (decimal?)(met.Contains(i) ? 1 : 0)
                ),
        };

    [Theory]
    [InlineData(0, DependenceSeverity.None)]
    [InlineData(1, DependenceSeverity.None)]
    [InlineData(2, DependenceSeverity.Mild)]
    [InlineData(3, DependenceSeverity.Mild)]
    [InlineData(4, DependenceSeverity.Moderate)]
    [InlineData(5, DependenceSeverity.Moderate)]
    [InlineData(6, DependenceSeverity.Severe)]
    [InlineData(11, DependenceSeverity.Severe)]
    public void Severity_follows_the_count(int count, DependenceSeverity severity)
    {
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([.. Enumerable.Range(1, count)])));
        Assert.Equal(severity, assessed.Section.SeverityLow);
        Assert.Equal(severity, assessed.Section.SeverityHigh);
        Assert.Equal(severity == DependenceSeverity.None, Find(assessed, "dependence.none") is not null);
        Assert.Equal(severity != DependenceSeverity.None, Find(assessed, "dependence.severity") is not null);
    }

    [Fact]
    public void Tolerance_and_withdrawal_alone_are_physical_dependence_and_not_harm()
    {
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([10, 11])));
        Assert.True(assessed.Section.PhysicalDependence);
        Assert.Equal(0, assessed.Section.HarmHigh);
        Assert.NotNull(Find(assessed, "dependence.physical-alone"));
        Assert.Null(Find(assessed, "dependence.harm"));
        Assert.Equal(DependenceSeverity.Mild, assessed.Section.SeverityLow);
    }

    [Fact]
    public void Harm_is_told_beside_physical_dependence()
    {
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([1, 5, 10, 11])));
        Assert.NotNull(Find(assessed, "dependence.physical"));
        Assert.Equal(Urgency.Soon, Find(assessed, "dependence.harm")!.Urgency);
        Assert.True(assessed.Section.FunctionalLoss);
        Assert.Equal(2, assessed.Section.HarmLow);
    }

    [Fact]
    public void Unanswered_criteria_are_not_no()
    {
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([1], unanswered: [2, 3, 4])));
        Assert.Equal(DependenceSeverity.None, assessed.Section.SeverityLow);
        Assert.Equal(DependenceSeverity.Moderate, assessed.Section.SeverityHigh);
        Assert.Contains("kud", Find(assessed, "dependence.incomplete")!.Missing.Select(m => m.Id));
        Assert.Null(Find(assessed, "dependence.severity"));
        Assert.Empty(assessed.Section.Codes);
        Assert.Equal(1, assessed.Section.HarmLow);
        Assert.Equal(4, assessed.Section.HarmHigh);
    }

    [Fact]
    public void When_no_open_answer_could_change_the_band_it_is_given()
    {
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([1, 2, 3, 4, 5, 6, 10], unanswered: [11])));
        Assert.Equal("dependence.severity", Find(assessed, "dependence.severity")!.Id);
        Assert.Contains("kud", Find(assessed, "dependence.severity")!.Missing.Select(m => m.Id));
    }

    [Fact]
    public void Nothing_asked_is_said_to_be_not_enough()
    {
        var assessed = Assess(Given.Record(Given.Use(5)));
        Assert.Null(assessed.Section.SeverityLow);
        Assert.Contains("kud", Find(assessed, "dependence.not-assessed")!.Missing.Select(m => m.Id));
        Assert.Null(assessed.Section.PhysicalDependence);
        Assert.Null(assessed.Section.FunctionalLoss);
    }

    [Fact]
    public void Use_to_keep_withdrawal_away_is_physical_dependence_even_before_the_criteria_are_asked()
    {
        var habit = Given.Habit(ProductKind.Tea, 4) with { Reasons = [UseReason.PreventWithdrawal] };
        var assessed = Assess(Given.Record(habit));
        Assert.True(assessed.Section.PhysicalDependence);
        Assert.NotNull(Find(assessed, "dependence.physical"));
        Assert.Contains(assessed.Section.Hints, h => h.What == "Criterion 11, withdrawal");
    }

    [Fact]
    public void Serious_trouble_at_work_is_functional_loss_even_before_the_criteria_are_asked()
    {
        var assessed = Assess(
            Given.Record(Given.Use(5), new FunctionReport { At = Given.HoursAgo(2), Work = Difficulty.Serious })
        );
        Assert.True(assessed.Section.FunctionalLoss);
        Assert.Contains(assessed.Section.Hints, h => h.What == "Criterion 5, roles");
    }

    [Fact]
    public void Functional_loss_is_denied_only_when_all_three_criteria_are()
    {
        Assert.False(Assess(Given.Record(Given.Use(5), Criteria([1, 2]))).Section.FunctionalLoss);
        Assert.Null(Assess(Given.Record(Given.Use(5), Criteria([1, 2], unanswered: [6]))).Section.FunctionalLoss);
    }

    [Theory]
    [InlineData(ProductKind.LeafPowder, new[] { 1, 2 }, "F19.10", "F11.10")]
    [InlineData(ProductKind.LeafPowder, new[] { 1, 2, 3, 4 }, "F19.20", "F11.20")]
    [InlineData(ProductKind.SevenHydroxy, new[] { 1, 2, 3, 4 }, "F11.20", "F19.20")]
    [InlineData(ProductKind.Pseudoindoxyl, new[] { 1, 2 }, "F11.10", "F19.10")]
    public void Codes_are_offered_in_order_and_never_chosen(ProductKind kind, int[] met, string first, string second)
    {
        var assessed = Assess(Given.Record(Given.UseOf(kind, 10), Criteria(met)));
        Assert.Equal([first, second], assessed.Section.Codes.Select(c => c.Code));
        Assert.Null(assessed.Section.ChosenCode);
        Assert.Null(Find(assessed, "dependence.codes")!.Person);
    }

    [Fact]
    public void Withdrawal_now_offers_the_withdrawal_codes()
    {
        var assessed = Assess(Given.Record(Given.Use(30), Criteria([1, 2, 3, 4]), Given.Total("cows", 5)));
        Assert.Equal(["F19.230", "F11.23"], assessed.Section.Codes.Select(c => c.Code));
        var mild = Assess(Given.Record(Given.Use(30), Criteria([1, 2]), Given.Total("cows", 4)));
        Assert.Equal(["F19.10", "F11.10"], mild.Section.Codes.Select(c => c.Code));
    }

    [Fact]
    public void A_recorded_choice_of_code_is_told_with_its_reason()
    {
        var choice = new Decision
        {
            At = Given.HoursAgo(1),
            About = DecisionAbout.Code,
            Choice = "F11.20",
            Reason = "7-OH product",
        };
        var assessed = Assess(Given.Record(Given.Use(5), Criteria([1, 2, 3, 4]), choice));
        Assert.Equal("F11.20", assessed.Section.ChosenCode);
        Assert.Contains("7-OH product", Find(assessed, "dependence.codes")!.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_without_criteria_but_craving_is_sustained_remission()
    {
        var assessed = Assess(Given.Record(Criteria([1, 2, 3, 4, 5], hoursAgo: 24 * 500), Criteria([4], hoursAgo: 24)));
        Assert.Equal(Remission.Sustained, assessed.Section.Remission);
        Assert.Equal(["F19.21", "F11.21"], assessed.Section.Codes.Select(c => c.Code));
        Assert.NotNull(Find(assessed, "dependence.remission"));
    }

    [Fact]
    public void One_criterion_besides_craving_is_not_remission()
    {
        Assert.Null(
            Assess(
                Given.Record(Criteria([1, 2, 3, 4, 5], hoursAgo: 24 * 500), Criteria([3], hoursAgo: 24))
            ).Section.Remission
        );
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(91, true)]
    public void Three_months_without_kratom_can_be_early_remission(int days, bool early)
    {
        var assessed = Assess(Given.Record(Given.Use(days * 24), Criteria([1, 2, 3], hoursAgo: 24 * 92)));
        Assert.Equal(early ? Remission.Early : null, assessed.Section.Remission);
    }

    [Fact]
    public void Illegal_answers_are_not_counted()
    {
        var wrong = Criteria([1, 2]) with { Items = new Dictionary<string, decimal?> { ["1"] = 7 } };
        Assert.Null(Assess(Given.Record(Given.Use(5), wrong)).Section.Criteria);
    }
}

using Coppice.Record;
using static Coppice.Care.Tests.LiverCase;

namespace Coppice.Care.Tests;

public class LiverCourseTests
{
    /// <summary>ALT by multiples of its limit, a day apart, the last one a day ago; the other tests are within limits.</summary>
    private static Event[] Alts(params double[] times) =>
        [
            .. times.Select((t, i) => Alt((decimal)t, (times.Length - i) * 24)),
            Ast(0.5m),
            Alp(0.5m),
            Bilirubin(0.5m),
            Inr(1),
            NoSigns(),
        ];

    private static LiverTrend AltTrend(params double[] times) =>
        Assess(Alts(times)).Section.Trends.Single(t => t.Analyte == Analyte.Alt);

    [Theory]
    [InlineData(new[] { 2.0 }, LiverCourse.Single)]
    [InlineData(new[] { 2.0, 2.0 }, LiverCourse.Steady)]
    [InlineData(new[] { 2.0, 2.49 }, LiverCourse.Steady)]
    [InlineData(new[] { 2.0, 2.5 }, LiverCourse.Rising)]
    [InlineData(new[] { 2.0, 1.9, 2.375 }, LiverCourse.Rising)]
    [InlineData(new[] { 2.0, 2.5, 2.2 }, LiverCourse.Steady)]
    [InlineData(new[] { 4.0, 3.01 }, LiverCourse.Steady)]
    [InlineData(new[] { 4.0, 3.0 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 3.0, 3.74 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 3.0, 3.75 }, LiverCourse.RisingAgain)]
    [InlineData(new[] { 4.0, 3.0, 2.0, 2.49 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 3.0, 2.0, 2.5 }, LiverCourse.RisingAgain)]
    [InlineData(new[] { 4.0, 3.0, 4.0, 3.01 }, LiverCourse.RisingAgain)]
    [InlineData(new[] { 4.0, 3.0, 4.0, 3.0 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 3.0, 4.0, 5.0, 3.8 }, LiverCourse.RisingAgain)]
    [InlineData(new[] { 4.0, 3.0, 4.0, 5.0, 3.75 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 3.0, 4.0, 3.0, 3.75 }, LiverCourse.RisingAgain)]
    [InlineData(new[] { 0.0, 0.0 }, LiverCourse.Steady)]
    [InlineData(new[] { 0.0, 1.0 }, LiverCourse.Rising)]
    [InlineData(new[] { 4.0, 0.0, 0.0 }, LiverCourse.Falling)]
    [InlineData(new[] { 4.0, 0.0, 1.5 }, LiverCourse.RisingAgain)]
    public void The_course_turns_at_25_percent(double[] times, LiverCourse course) =>
        Assert.Equal(course, AltTrend(times).Course);

    [Fact]
    public void A_trend_names_its_peak_its_lowest_and_its_latest()
    {
        var trend = AltTrend(2, 4, 3, 2.5, 3);
        Assert.Equal(160, trend.Peak.Value);
        Assert.Equal(4, trend.Peak.TimesUpperLimit);
        Assert.Equal(Given.HoursAgo(4 * 24), trend.PeakAt);
        Assert.Equal(100, trend.Lowest!.Value);
        Assert.Equal(120, trend.Latest.Value);
        Assert.Equal(Given.HoursAgo(24), trend.LatestAt);
        Assert.Equal(LiverCourse.Falling, trend.Course);
        Assert.Null(AltTrend(2, 4).Lowest);

        // After a second peak has fallen by 25 %, that is the peak.
        var second = AltTrend(4, 2, 6, 3);
        Assert.Equal(240, second.Peak.Value);
        Assert.Equal(120, second.Lowest!.Value);
    }

    [Fact]
    public void The_course_covers_the_four_followed_tests_over_180_days()
    {
        var trends = Assess([.. Set(), Direct(1)]).Section.Trends;
        Assert.Equal([Analyte.Alt, Analyte.Ast, Analyte.Alp, Analyte.Bilirubin], trends.Select(t => t.Analyte));
        Assert.All(trends, t => Assert.Equal(LiverCourse.Single, t.Course));
        Assert.Equal(LiverCourse.Falling, Assess(Alt(4, 180 * 24), Alt(1)).Section.Trends[0].Course);
        Assert.Equal(LiverCourse.Single, Assess(Alt(4, 181 * 24), Alt(1)).Section.Trends[0].Course);
    }

    [Fact]
    public void Laboratories_are_compared_by_multiples_of_their_limits_and_otherwise_in_one_unit()
    {
        // 2 mg/dL of 1 is twice the limit; 34 umol/L of 17 is the same.
        var same = Assess(Bilirubin(2, 48), Given.Lab(Analyte.Bilirubin, 34, 17, 24, LabUnit.UmolPerL));
        Assert.Equal(LiverCourse.Steady, same.Section.Trends[0].Course);
        var values = Assess(
            NoLimit(Analyte.Bilirubin, 2, 48),
            Given.Lab(Analyte.Bilirubin, 34.2m, 17, 24, LabUnit.UmolPerL)
        );
        Assert.Equal(LiverCourse.Steady, values.Section.Trends[0].Course);
        var higher = Assess(
            NoLimit(Analyte.Bilirubin, 2, 48),
            Given.Lab(Analyte.Bilirubin, 42.75m, 17, 24, LabUnit.UmolPerL)
        );
        Assert.Equal(LiverCourse.Rising, higher.Section.Trends[0].Course);
        // 80 of 40 and 160 of 80 are the same multiple.
        var moved = Assess(Given.Lab(Analyte.Alt, 80, 40, 48), Given.Lab(Analyte.Alt, 160, 80, 24));
        Assert.Equal(LiverCourse.Steady, moved.Section.Trends[0].Course);
    }

    [Fact]
    public void A_second_peak_is_told_with_its_three_values()
    {
        var finding = Assess(Alts(4, 1.2, 1.5)).Find("second-peak")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Equal(["ALT: 160, then 48, then 60 U/L"], finding.Values());
        Assert.StartsWith("Second peak: ALT 160, then 48, then 60 U/L. ", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["kratom-use", "medicines", "hcv-cause"], finding.Asks());
        Assert.NotNull(finding.Person);
    }

    [Theory]
    [InlineData(4, 1.5, 1.99, Urgency.Soon)]
    [InlineData(4, 1.5, 2, Urgency.Urgent)]
    [InlineData(4, 0.5, 1, null)]
    [InlineData(4, 0.5, 1.01, Urgency.Soon)]
    [InlineData(1, 0.5, 1.5, null)]
    [InlineData(1.01, 0.5, 1.5, Urgency.Soon)]
    public void A_second_peak_counts_above_the_limit(double peak, double lowest, double latest, Urgency? urgency) =>
        Assert.Equal(urgency, Assess(Alts(peak, lowest, latest)).Find("second-peak")?.Urgency);

    [Fact]
    public void A_second_peak_without_limits_is_told_and_the_limits_are_asked_for()
    {
        var finding = Assess(
                NoLimit(Analyte.Alp, 300, 72),
                NoLimit(Analyte.Alp, 100, 48),
                NoLimit(Analyte.Alp, 150, 24)
            )
            .Find("second-peak")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Contains("lab-limits", finding.Asks());
        Assert.Equal(["ALP: 300, then 100, then 150 U/L"], finding.Values());
        var one = Assess(NoLimit(Analyte.Alp, 300, 72), Alp(1, 48), Alp(1.5m, 24)).Find("second-peak")!;
        Assert.Contains("lab-limits", one.Asks());
    }

    [Theory]
    [InlineData(90 * 24, true)]
    [InlineData(90 * 24 + 1, false)]
    public void A_second_peak_is_told_for_90_days(double hoursAgo, bool told) =>
        Assert.Equal(
            told,
            Assess(Alt(4, hoursAgo + 48), Alt(1.2m, hoursAgo + 24), Alt(1.6m, hoursAgo)).Find("second-peak") is not null
        );

    [Fact]
    public void A_second_peak_of_any_of_the_four_tests_is_told()
    {
        var assessed = Assess(
            Ast(4, 72),
            Ast(1.2m, 48),
            Ast(1.6m),
            Bilirubin(4, 72),
            Bilirubin(1.2m, 48),
            Bilirubin(3)
        );
        Assert.Equal(
            ["AST: 160, then 48, then 64 U/L", "Bilirubin: 4, then 1.2, then 3 mg/dL"],
            assessed.Find("second-peak")!.Values()
        );
        Assert.Equal(Urgency.Urgent, assessed.Find("second-peak")!.Urgency);
        Assert.Null(assessed.Find("recovering"));
    }

    [Fact]
    public void Falling_tests_are_recovering()
    {
        var finding = Assess(Alts(4, 1.5)).Find("recovering")!;
        Assert.Equal(Urgency.Routine, finding.Urgency);
        Assert.Equal(["ALT: 160 to 60 U/L"], finding.Values());
        Assert.Equal(["liver-tests"], finding.Asks());
        Assert.StartsWith(
            "Falling: ALT 160 to 60 U/L. Not every test is known to be within its limit. ",
            finding.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains("still need checks", finding.Person, StringComparison.Ordinal);

        var normal = Assess(Alts(4, 1)).Find("recovering")!;
        Assert.Empty(normal.Missing);
        Assert.Contains("All four are within their limits.", normal.Clinician, StringComparison.Ordinal);
        Assert.Contains("within the normal limits", normal.Person, StringComparison.Ordinal);
    }

    [Fact]
    public void Recovery_is_not_complete_while_a_test_is_unknown()
    {
        var finding = Assess(Alt(4, 48), Alt(1)).Find("recovering")!;
        Assert.Equal(["liver-tests"], finding.Asks());
        var old = Assess(Alt(4, 48), Alt(1), Ast(1), Alp(1), Bilirubin(1, 91 * 24)).Find("recovering")!;
        Assert.Equal(["liver-tests"], old.Asks());
    }

    [Fact]
    public void Not_recovering_while_another_raised_test_rises()
    {
        Assert.Null(Assess(Alt(4, 48), Alt(1), Alp(1, 48), Alp(1.5m)).Find("recovering"));
        Assert.Null(
            Assess(Alt(4, 48), Alt(1), NoLimit(Analyte.Alp, 50, 48), NoLimit(Analyte.Alp, 80)).Find("recovering")
        );
        Assert.NotNull(Assess(Alt(4, 48), Alt(1), Alp(0.5m, 48), Alp(1)).Find("recovering"));
        Assert.NotNull(Assess(Alt(4, 48), Alt(1), Alp(1.5m, 48), Alp(1.6m)).Find("recovering"));
    }

    [Fact]
    public void Recovery_needs_a_peak_above_its_limit()
    {
        Assert.Null(Assess(Alt(1, 48), Alt(0.5m)).Find("recovering"));
        Assert.NotNull(Assess(Alt(1.01m, 48), Alt(0.5m)).Find("recovering"));
        Assert.Null(Assess(NoLimit(Analyte.Alt, 400, 48), NoLimit(Analyte.Alt, 40)).Find("recovering"));
        Assert.NotNull(Assess(Alt(4, 91 * 24), Alt(1, 90 * 24)).Find("recovering"));
        Assert.Null(Assess(Alt(4, 92 * 24), Alt(1, 90 * 24 + 1)).Find("recovering"));
    }

    [Theory]
    [InlineData(Analyte.Alt)]
    [InlineData(Analyte.Ast)]
    [InlineData(Analyte.Alp)]
    [InlineData(Analyte.Bilirubin)]
    [InlineData(Analyte.DirectBilirubin)]
    public void Raised_begins_above_the_limit(Analyte analyte)
    {
        Assert.Null(Assess([.. Set(hoursAgo: 48), Given.Lab(analyte, 10, 10, 24)]).Find("raised"));
        var finding = Assess([.. Set(hoursAgo: 48), Given.Lab(analyte, 10.1m, 10, 24), Given.Use(100)]).Find("raised")!;
        Assert.Equal(Urgency.Soon, finding.Urgency);
        Assert.Single(finding.Because);
        Assert.EndsWith("(1.01 x limit 10)", finding.Because[0].Value, StringComparison.Ordinal);
        Assert.Equal(["hcv-cause"], finding.Asks());
        Assert.Contains(finding.Because[0].Value, finding.Clinician, StringComparison.Ordinal);
    }

    [Fact]
    public void Raised_tests_that_fall_are_routine_unless_old()
    {
        Assert.Equal(Urgency.Routine, Assess(Alts(4, 1.5)).Find("raised")!.Urgency);
        var old = Assess([.. Alts(4, 1.5), Direct(2, 91 * 24)]).Find("raised")!;
        Assert.Equal(Urgency.Soon, old.Urgency);
        Assert.Contains("liver-tests", old.Asks());
        Assert.NotNull(Assess(Alts(4, 1.5)).Find("recovering"));
    }

    [Fact]
    public void Raised_names_other_causes_after_what_is_raised()
    {
        var finding = Assess(Alt(2), Given.Drug("acetaminophen", MedicineAction.Prescribed)).Find("raised")!;
        Assert.Equal(
            ["ALT: 80 U/L (2 x limit 40)", "Medicine that can harm the liver: acetaminophen"],
            finding.Values()
        );
        Assert.DoesNotContain("acetaminophen", finding.Clinician.Split("Consider")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Recovery_of_several_tests_is_told_together()
    {
        var finding = Assess(Alt(4, 48), Alt(1.5m), Ast(4, 48), Ast(1.5m), Alp(1), Bilirubin(1)).Find("recovering")!;
        Assert.Contains("ALT 160 to 60 U/L; AST 160 to 60 U/L. Not every", finding.Clinician, StringComparison.Ordinal);
        Assert.Equal(["liver-tests"], finding.Asks());
    }

    [Fact]
    public void Several_old_raised_tests_are_old() =>
        Assert.Equal(
            Urgency.Soon,
            Assess(Alt(4, 48), Alt(1.5m), Ast(2, 91 * 24), Direct(2, 91 * 24)).Find("raised")!.Urgency
        );

    [Fact]
    public void The_worst_of_the_latest_is_raised()
    {
        var day = Given.DaysAgo(1);
        Assert.Equal(
            ["ALT: 80 U/L (2 x limit 40)"],
            Assess(Alt(1) with { At = day }, Alt(2) with { At = day }).Find("raised")!.Values()
        );
    }
}

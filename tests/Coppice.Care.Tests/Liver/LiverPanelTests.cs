using Coppice.Record;
using NodaTime;
using static Coppice.Care.Tests.LiverCase;

namespace Coppice.Care.Tests;

public class LiverPanelTests
{
    /// <summary>LiverTox case 8332 with its printed limits; days 0, 4, 6, 12, 29 and 33.</summary>
    private static readonly (
        int Day,
        decimal Alt,
        decimal Alp,
        decimal Bilirubin,
        decimal R,
        LiverPattern Pattern
    )[] L01 =
    [
        (0, 126, 218, 5.6m, 2.15m, LiverPattern.Mixed),
        (4, 362, 277, 9.5m, 4.85m, LiverPattern.Mixed),
        (6, 282, 262, 7.0m, 4.00m, LiverPattern.Mixed),
        (12, 182, 189, 3.1m, 3.58m, LiverPattern.Mixed),
        (29, 53, 120, 1.7m, 1.64m, LiverPattern.Cholestatic),
        (33, 40, 119, 1.3m, 1.25m, LiverPattern.Cholestatic),
    ];

    private static Event[] L01Upto(int day) =>
        [
            .. L01.Where(p => p.Day <= day)
                .SelectMany(p =>
                    new Event[]
                    {
                        Given.Lab(Analyte.Alt, p.Alt, 35, (day - p.Day) * 24),
                        Given.Lab(Analyte.Alp, p.Alp, 130, (day - p.Day) * 24),
                        Given.Lab(Analyte.Bilirubin, p.Bilirubin, 1.2m, (day - p.Day) * 24),
                    }
                ),
            Given.Lab(Analyte.Inr, 0.9m, null, day * 24, LabUnit.Ratio),
        ];

    [Fact]
    public void LiverTox_8332_gives_the_published_R_of_every_panel()
    {
        var panels = Assess(L01Upto(33)).Section.Panels;
        Assert.Equal(L01.Select(p => p.R), panels.Select(p => Math.Round(p.R!.Value, 2)));
        Assert.Equal(L01.Select(p => (LiverPattern?)p.Pattern), panels.Select(p => p.Pattern));
        Assert.All(panels, p => Assert.Null(p.WhyNoR));
        Assert.Equal(2.1468m, panels[0].R);
        Assert.Equal(0.9m, panels[0].Inr);
        Assert.Null(panels[1].Inr);
        Assert.Equal(7.9167m, panels[1].Bilirubin!.TimesUpperLimit);
        Assert.Equal(9.5m, panels[1].Bilirubin!.Value);
        Assert.Equal(1.2m, panels[1].Bilirubin!.UpperLimit);
        Assert.Equal(LabUnit.MgPerDl, panels[1].Bilirubin!.Unit);
        Assert.Null(panels[1].Ast);
    }

    [Theory]
    [InlineData(0, "urgent,hys-law,pattern,stop-kratom")]
    [InlineData(4, "urgent,pattern,stop-kratom")]
    [InlineData(6, "urgent,pattern,stop-kratom")]
    [InlineData(12, "urgent,pattern,recovering,stop-kratom")]
    [InlineData(29, "pattern,recovering,stop-kratom,raised")]
    [InlineData(33, "pattern,recovering,stop-kratom,raised")]
    public void LiverTox_8332_is_told_day_by_day(int day, string ids) =>
        Assert.Equal(ids.Split(',').Select(i => "liver." + i), Assess(L01Upto(day)).Ids());

    [Fact]
    public void LiverTox_8332_is_told_by_its_highest_panel()
    {
        var pattern = Assess(L01Upto(33)).Find("pattern")!;
        Assert.Equal(Urgency.Info, pattern.Urgency);
        Assert.Null(pattern.Person);
        Assert.StartsWith(
            "R 4.85 (mixed) on 2026-02-19: ALT 10.34 x limit, ALP 2.13 x limit (highest panel). Latest R 1.25 (cholestatic) on 2026-03-20.",
            pattern.Clinician,
            StringComparison.Ordinal
        );
        Assert.Equal(6, pattern.Because.Count);
        Assert.Equal("2.15 mixed", pattern.Because[0].Value);
        Assert.Equal("R", pattern.Because[0].What);
        Assert.Equal("1.25 cholestatic", pattern.Because[5].Value);
        Assert.Equal(["hcv-cause"], pattern.Asks());
        Assert.Contains(
            "(highest panel). ACG",
            Assess(L01Upto(4)).Find("pattern")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "on date not known:",
            Assess(Alt(4) with { At = null }, Alp(1) with { At = null }).Find("pattern")!.Clinician,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Latest", Assess(L01Upto(4)).Find("pattern")!.Clinician, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(389, 304, 4.16, LiverPattern.Mixed)] // L05
    [InlineData(466, 861, 1.76, LiverPattern.Cholestatic)] // L06
    [InlineData(371, 298, 4.05, LiverPattern.Mixed)] // L08
    [InlineData(58, 220, 0.86, LiverPattern.Cholestatic)] // L09
    public void Published_cases_with_assumed_limits(int alt, int alp, double r, LiverPattern pattern)
    {
        var panel = Assert.Single(
            Assess(Given.Lab(Analyte.Alt, alt, 40, 5), Given.Lab(Analyte.Alp, alp, 130, 5)).Section.Panels
        );
        Assert.Equal((decimal)r, Math.Round(panel.R!.Value, 2));
        Assert.Equal(pattern, panel.Pattern);
    }

    [Fact]
    public void L07_with_its_printed_limits()
    {
        var panel = Assert.Single(
            Assess(Given.Lab(Analyte.Alt, 93, 78, 5), Given.Lab(Analyte.Alp, 298, 136, 5)).Section.Panels
        );
        Assert.Equal(0.54m, Math.Round(panel.R!.Value, 2));
        Assert.Equal(LiverPattern.Cholestatic, panel.Pattern);
    }

    [Theory]
    [InlineData(5.01, LiverPattern.Hepatocellular)]
    [InlineData(5, LiverPattern.Hepatocellular)]
    [InlineData(4.99, LiverPattern.Mixed)]
    [InlineData(2.01, LiverPattern.Mixed)]
    [InlineData(2, LiverPattern.Cholestatic)]
    [InlineData(1.99, LiverPattern.Cholestatic)]
    [InlineData(0, LiverPattern.Cholestatic)]
    public void R_bands_are_those_of_the_ACG(double r, LiverPattern pattern)
    {
        var panel = Assess(Alt((decimal)r), Alp(1)).Section.Panels[0];
        Assert.Equal((decimal)r, panel.R);
        Assert.Equal(pattern, panel.Pattern);
    }

    [Fact]
    public void R_is_not_computed_without_both_tests_and_both_limits()
    {
        Check("ALP was not measured", Alt(3));
        Check("ALT was not measured", Alp(3));
        Check("ALT was not measured; ALP was not measured", Bilirubin(1));
        Check("the laboratory's upper limit for ALT is not known", NoLimit(Analyte.Alt, 90), Alp(3));
        Check("the laboratory's upper limit for ALP is not known", Alt(3), NoLimit(Analyte.Alp, 90));
        Check("ALT was not measured; the laboratory's upper limit for ALP is not known", NoLimit(Analyte.Alp, 90));
        Check("ALP is 0", Alt(3), Alp(0));

        static void Check(string why, params Event[] events)
        {
            var assessed = Assess(events);
            var panel = Assert.Single(assessed.Section.Panels);
            Assert.Equal(why, panel.WhyNoR);
            Assert.Null(panel.R);
            Assert.Null(panel.Pattern);
            Assert.Null(assessed.Find("pattern"));
        }
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1.01, 1, true)]
    [InlineData(1, 1.01, true)]
    public void The_pattern_is_told_when_one_of_its_tests_is_raised(double alt, double alp, bool told)
    {
        var assessed = Assess(Alt((decimal)alt), Alp((decimal)alp));
        Assert.Equal(told, assessed.Find("pattern") is not null);
        Assert.NotNull(assessed.Section.Panels[0].R);
    }

    [Theory]
    [InlineData(180, true)]
    [InlineData(181, false)]
    public void The_pattern_of_an_old_illness_is_not_told(int days, bool told) =>
        Assert.Equal(told, Assess(Alt(4, days * 24), Alp(1, days * 24)).Find("pattern") is not null);

    [Fact]
    public void A_panel_is_one_day_of_the_persons_own_calendar()
    {
        // 23:59 on the 19th and 00:01 on the 20th in New York; both are the 20th in UTC.
        var panels = Assess(Alt(2, 12 + 1 / 60.0), Alp(2, 12 - 1 / 60.0)).Section.Panels;
        Assert.Equal(2, panels.Count);
        Assert.NotNull(panels[0].Alt);
        Assert.Null(panels[0].Alp);
        Assert.NotNull(panels[1].Alp);

        // The same day, 00:01 and 11:00, and a result with no time of day.
        var one = Assess(Alt(2, 12 - 1 / 60.0), Alp(2, 1), Ast(2, 3) with { At = Given.DaysAgo(0) }).Section.Panels;
        var panel = Assert.Single(one);
        Assert.Equal(1m, panel.R);
        Assert.NotNull(panel.Ast);
        Assert.Equal(Given.DaysAgo(0), panel.At);
    }

    [Fact]
    public void A_time_written_in_another_zone_is_read_in_the_persons_own()
    {
        // 02:00 on the 20th in London is 22:00 on the 19th in New York.
        var london = new LocalDateTime(2026, 3, 20, 2, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/London"]);
        var panels = Assess(Alt(2) with { At = EventTime.AtMoment(london) }, Alp(2, 16)).Section.Panels;
        Assert.Single(panels);
    }

    [Fact]
    public void A_test_that_repeats_on_a_day_opens_a_new_panel()
    {
        var panels = Assess(Alt(2, 10), Alp(2, 10), Alt(4, 2), Alp(1, 2)).Section.Panels;
        Assert.Equal([1m, 4m], panels.Select(p => p.R!.Value));
        Assert.Equal(Given.HoursAgo(10), panels[0].At);
        Assert.Equal(Given.HoursAgo(2), panels[1].At);
    }

    [Fact]
    public void The_same_result_twice_is_one_result()
    {
        Assert.Single(Assess(Alt(2, 10), Alt(2, 10), Alp(2, 10)).Section.Panels);
        Assert.Equal(2, Assess(Alt(2, 10), Alt(3, 10)).Section.Panels.Count);
        Assert.Equal(2, Assess(Alt(2, 10), Alt(2, 9)).Section.Panels.Count);
        Assert.Equal(2, Assess(Alt(2, 10), Alt(2, 10) with { UpperLimit = 50 }).Section.Panels.Count);
        Assert.Equal(
            2,
            Assess(Bilirubin(2, 10), Bilirubin(2, 10) with { Unit = LabUnit.UmolPerL }).Section.Panels.Count
        );
    }

    [Fact]
    public void Results_without_a_time_are_one_panel_before_the_others_and_in_no_trend()
    {
        var section = Assess(Alp(2, 10), Alt(4) with { At = null }, Alp(2) with { At = null }).Section;
        Assert.Equal(2, section.Panels.Count);
        Assert.Null(section.Panels[0].At);
        Assert.Equal(2m, section.Panels[0].R);
        Assert.NotNull(section.Panels[1].At);
        Assert.Equal(Analyte.Alp, Assert.Single(section.Trends).Analyte);
    }

    [Fact]
    public void Other_tests_are_in_no_panel()
    {
        var section = Assess(Given.Lab(Analyte.Creatinine, 1, 1.2m, 5, LabUnit.MgPerDl)).Section;
        Assert.Empty(section.Panels);
        Assert.Empty(section.Trends);
        Assert.Empty(section.Signs);
        Assert.False(section.BaselineDue);
    }

    [Fact]
    public void Nothing_known_says_nothing() => Assert.Empty(Assess().Findings);

    [Fact]
    public void Direct_bilirubin_and_signs_are_shown()
    {
        var section = Assess(Direct(2), Given.Signs(5, Symptom.Itch, Symptom.Jaundice)).Section;
        Assert.Equal(2m, section.Panels[0].DirectBilirubin!.TimesUpperLimit);
        Assert.Equal([Symptom.Jaundice, Symptom.Itch], section.Signs);
    }

    [Fact]
    public void A_normal_set_says_nothing() => Assert.Empty(Assess([.. Set(), NoSigns()]).Findings);
}

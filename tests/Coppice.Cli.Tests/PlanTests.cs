using Coppice.Care;

namespace Coppice.Cli.Tests;

public class PlanTests
{
    private static readonly string Example = Command.Example("first-look.json");

    [Fact]
    public void Plans_stand_side_by_side_with_their_limits_the_help_lines_and_the_intended_use()
    {
        foreach (var voice in new[] { "person", "clinician" })
        {
            var run = Command.Fine("plan", Example, "--for", voice);
            Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 100));
            Assert.Contains("Gentlest that Faster", run.Flat, StringComparison.Ordinal);
            Assert.Contains("Nine in ten below", run.Flat, StringComparison.Ordinal);
            Assert.Contains("What the plans cannot know", run.Flat, StringComparison.Ordinal);
            Assert.Contains("experience, not evidence", run.Flat, StringComparison.Ordinal);
            Assert.Contains("988", run.Flat, StringComparison.Ordinal);
            Assert.Contains("not a medical device", run.Flat, StringComparison.Ordinal);
            Assert.Equal(voice == "clinician", run.Flat.Contains("[plan.offered]", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Amounts_are_printed_as_they_are_and_never_rounded()
    {
        var run = Command.Fine("plan", Example, "--can-measure", "0.125g");
        Assert.Contains("in steps of 0.125 g leaf", run.Flat, StringComparison.Ordinal);
        Assert.Contains("0.375", run.Flat, StringComparison.Ordinal);
        var plan = Command.Fine("plan", Example, "--can-measure", "0.125g", "--json").Json.GetProperty("plan");
        foreach (
            var step in plan.GetProperty("plans")
                .EnumerateArray()
                .SelectMany(p => p.GetProperty("steps").EnumerateArray())
        )
        {
            Assert.Equal(
                step.GetProperty("total").GetDecimal(),
                step.GetProperty("doses").EnumerateArray().Sum(d => d.GetProperty("amount").GetDecimal())
            );
        }
    }

    [Fact]
    public void The_JSON_holds_both_voices_and_what_the_page_shows()
    {
        var json = Command.Fine("plan", Example, "--json").Json;
        Assert.Equal("coppice-plan/1", json.GetProperty("format").GetString());
        Assert.Equal("first-look", json.GetProperty("record").GetString());
        var plan = json.GetProperty("plan");
        Assert.Equal("provisional", plan.GetProperty("status").GetString());
        Assert.Equal("plan.limits", plan.GetProperty("limits").GetProperty("id").GetString());
        Assert.Equal(3, plan.GetProperty("plans").GetArrayLength());
        Assert.Equal("hold", plan.GetProperty("hold").GetProperty("kind").GetString());
        Assert.Equal(3, plan.GetProperty("presets").GetArrayLength());
        Assert.False(plan.TryGetProperty("progress", out _));
    }

    [Fact]
    public void What_is_wished_is_heard()
    {
        var json = Command
            .Fine(
                "plan",
                Example,
                "--json",
                "--can-measure",
                "0.5g",
                "--until",
                "2026-08-15",
                "--days-per-step",
                "5",
                "--largest-cut",
                "20",
                "--work-days",
                "mon,tue,wed,thu,fri"
            )
            .Json.GetProperty("plan");
        Assert.Equal(0.5m, json.GetProperty("measure").GetDecimal());
        foreach (
            var plan in json.GetProperty("plans")
                .EnumerateArray()
                .Where(p => p.GetProperty("kind").GetString() != "slower")
        )
        {
            Assert.True(string.CompareOrdinal(plan.GetProperty("lastUse").GetString(), "2026-08-15") <= 0);
        }

        var first = json.GetProperty("plans")[0].GetProperty("steps");
        Assert.All(first.EnumerateArray(), s => Assert.InRange(s.GetProperty("days").GetInt32(), 5, 11));

        // 20 March 2026 is a Friday: the next day before a day off is Saturday.
        Assert.Equal("2026-03-21", first[0].GetProperty("from").GetString());
    }

    [Theory]
    [InlineData("--can-measure", "0g", "--can-measure: expected an amount above 0 such as 0.25g")]
    [InlineData("--can-measure", "2 bananas", "found '2 bananas'")]
    [InlineData("--can-measure", "0,25g", "found '0,25g'")]
    [InlineData(
        "--can-measure",
        "1 capsule",
        "--can-measure: Measuring step of another kind than the record's unit (g leaf)"
    )]
    [InlineData("--can-measure", "50g", "--can-measure: Measuring step 50 g leaf against a usual dose of")]
    [InlineData("--ceiling", "0", "ceiling: expected a SOWS from 1 to 64; found 0")]
    [InlineData("--ceiling", "65", "ceiling: expected a SOWS from 1 to 64; found 65")]
    [InlineData("--ceiling", "mild", "mild")]
    [InlineData("--until", "2026-03-20", "until: expected a day after 2026-03-20; found 2026-03-20")]
    [InlineData("--until", "2020-01-01", "until: expected a day after 2026-03-20; found 2020-01-01")]
    [InlineData("--until", "soon", "--until: expected a day such as 2026-06-30; found 'soon'")]
    [InlineData("--until", "2026-02-30", "--until: expected a day such as 2026-06-30; found '2026-02-30'")]
    [InlineData("--days-per-step", "0", "days per step: expected 1 to 30; found 0")]
    [InlineData("--largest-cut", "51", "largest cut: expected 1 to 50 %; found 51 %")]
    [InlineData("--work-days", "mon,someday", "--work-days: expected days such as mon,tue,wed; found 'someday'")]
    [InlineData("--work-days", "t", "--work-days: expected days such as mon,tue,wed; found 't'")]
    [InlineData("--for", "everyone", "--for: expected person or clinician; found 'everyone'")]
    public void A_wrong_wish_is_refused_with_what_would_be_right(string option, string value, string says) =>
        Command.Refused(["plan", Example, option, value], says);

    [Fact]
    public void Where_no_plan_is_made_the_page_says_why_and_what_instead()
    {
        var run = Command.Fine("plan", Command.Example("little-known.json"), "--for", "person");
        Assert.DoesNotContain("Side by side", run.Out, StringComparison.Ordinal);
        Assert.Contains("What the plans cannot know", run.Flat, StringComparison.Ordinal);
        Assert.Contains("911", run.Flat, StringComparison.Ordinal);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public void After_a_slip_the_ways_on_come_before_new_plans()
    {
        var record = """
            {
              "format": "coppice-record/1",
              "now": "2026-03-20T12:00:00-04:00[America/New_York]",
              "person": { "ageYears": 34, "sexAtBirth": "male", "timeZone": "America/New_York" },
              "events": [
                { "kind": "habit", "at": "2026-01-01", "product": { "kind": "leafPowder" }, "dosesPerDay": 2,
                  "amountPerDay": { "value": 6, "unit": "gLeaf" }, "forDays": 700 },
                { "kind": "plan", "at": "2026-03-01", "product": { "kind": "leafPowder" }, "unit": "gLeaf", "measure": 0.5,
                  "steps": [
                    { "from": "2026-03-05", "doses": [ { "amount": 2 }, { "amount": 2 } ] },
                    { "from": "2026-03-15", "doses": [ { "amount": 1.5 }, { "amount": 1.5 } ] },
                    { "from": "2026-03-25", "doses": [] } ] },
                { "kind": "use", "at": "2026-03-20T08:00:00-04:00", "product": { "kind": "leafPowder" },
                  "amount": { "value": 5, "unit": "gLeaf" } }
              ]
            }
            """;
        var run = Command.RunWith(record, "plan", "-", "--for", "person");
        Assert.Equal(0, run.Code);
        Assert.Contains("A slip is information.", run.Flat, StringComparison.Ordinal);
        Assert.Contains("Return Soft day Hold", run.Flat, StringComparison.Ordinal);
        Assert.Contains("Sat Mar 21: 3 = 1.5+1.5", run.Flat, StringComparison.Ordinal);
        Assert.Contains("after Tue Mar 24: none", run.Flat, StringComparison.Ordinal);
        Assert.True(
            run.Out.IndexOf("Soft day", StringComparison.Ordinal)
                < run.Out.IndexOf("Gentlest", StringComparison.Ordinal)
        );
        var json = Command.RunWith(record, "plan", "-", "--json").Json.GetProperty("plan").GetProperty("progress");
        Assert.Equal("afterSlip", json.GetProperty("place").GetString());
        Assert.Equal(
            nameof(PlanKind.Return).ToLowerInvariant(),
            json.GetProperty("ways")[0].GetProperty("kind").GetString()
        );
    }
}

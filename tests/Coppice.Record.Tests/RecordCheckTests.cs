namespace Coppice.Record.Tests;

public class RecordCheckTests
{
    // A document for each type that holds a number; @ is where the number goes.
    private static readonly Dictionary<Type, string> Hosts = new()
    {
        [typeof(Person)] = Doc.With(""" "person":{@} """),
        [typeof(History)] = Doc.With(""" "history":{@} """),
        [typeof(Circumstances)] = Doc.With(""" "circumstances":{@} """),
        [typeof(Amount)] = Doc.WithEvent("use", """ "product":{"kind":"tea"},"amount":{"unit":"gLeaf",@} """),
        [typeof(LabelStrength)] = Doc.WithEvent(
            "use",
            """ "product":{"kind":"tea","strength":{"of":"mitragynine","per":"capsule",@}} """
        ),
        [typeof(Money)] = Doc.WithEvent("spending", """ "money":{"currency":"USD",@} """),
        [typeof(Habit)] = Doc.WithEvent("habit", """ "product":{"kind":"tea"},@ """),
        [typeof(Craving)] = Doc.WithEvent("craving", "@"),
        [typeof(Spending)] = Doc.WithEvent("spending", """ "money":{"value":1,"currency":"USD"},@ """),
        [typeof(SymptomReport)] = Doc.WithEvent("symptoms", """ "reports":[{"symptom":"chills",@}] """),
        [typeof(Answers)] = Doc.WithEvent("answers", """ "instrument":"cows",@ """),
        [typeof(Vitals)] = Doc.WithEvent("vitals", "@"),
        [typeof(Laboratory)] = Doc.WithEvent("laboratory", """ "analyte":"alt","unit":"uPerL",@ """),
        [typeof(Ecg)] = Doc.WithEvent("ecg", "@"),
        [typeof(Medicine)] = Doc.WithEvent("medicine", """ "name":"clonidine","action":"given",@ """),
        [typeof(ReductionDose)] = Plan("""[{"from":"2026-03-08","doses":[{@}]}]"""),
        [typeof(ReductionPlan)] = Plan("[]", ",@"),
    };

    public static TheoryData<string, string> Numbers => new(Ranges.All.Select(r => (r.Owner.Name, r.Field)));

    public static TheoryData<string> Kinds => [.. RecordTypes.Kinds.Keys];

    [Fact]
    public void Every_number_of_the_record_has_limits_and_every_limit_a_number()
    {
        var numbers = RecordTypes.Objects.SelectMany(t =>
            t.Properties.Where(Ranges.IsNumber).Select(p => $"{t.Type.Name}.{p.Name}")
        );
        Assert.Equal(
            numbers.Order(StringComparer.Ordinal),
            Ranges.All.Select(r => $"{r.Owner.Name}.{r.Field}").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_at_its_limits_is_read_and_one_just_beyond_is_refused_by_its_path(string owner, string field)
    {
        var limits = Ranges.All.Single(r => r.Owner.Name == owner && r.Field == field);
        var type = RecordTypes.Info(limits.Owner).Properties.Single(p => p.Name == field).PropertyType;
        var step = type == typeof(int) || type == typeof(int?) ? 1m : 0.00001m;
        Assert.Empty(With(limits, limits.Low).Problems);
        Assert.Empty(With(limits, limits.High).Problems);
        foreach (var beyond in new[] { limits.Low - step, limits.High + step })
        {
            var problem = Assert.Single(With(limits, beyond).Problems);
            Assert.EndsWith(field == "items" ? "items.1" : $".{field}", problem.Path, StringComparison.Ordinal);
            Assert.Equal(
                $"expected {Ranges.Text(limits.Low)} to {Ranges.Text(limits.High)}; found {Ranges.Text(beyond)}",
                problem.Message
            );
        }
    }

    [Theory]
    [InlineData("habit", "amountPerDay", "$.events[0].amountPerDay.value")]
    [InlineData("stock", "left", "$.events[0].left.value")]
    public void An_amount_has_the_same_limits_wherever_it_stands(string kind, string field, string path)
    {
        var problem = Doc.Problem(
            Doc.WithEvent(kind, $$""" "product":{"kind":"tea"},"{{field}}":{"value":10000.01,"unit":"glass"} """)
        );
        Assert.Equal($"{path}: expected 0 to 10000; found 10000.01", problem.ToString());
    }

    [Theory]
    [InlineData("habit", "")]
    [InlineData("stock", ""","left":{"value":1,"unit":"glass"}""")]
    [InlineData("plan", ""","unit":"glass","steps":[]""")]
    public void A_label_has_the_same_limits_wherever_it_stands(string kind, string more)
    {
        const string Product =
            """ "product":{"kind":"tea","strength":{"milligrams":-1,"of":"mitragynine","per":"glass"}} """;
        Assert.Equal(
            "$.events[0].product.strength.milligrams: expected 0 to 100000; found -1",
            Doc.Problem(Doc.WithEvent(kind, Product + more)).ToString()
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_of_any_kind_may_have_no_time(string kind) =>
        Assert.DoesNotContain(
            Doc.Read(Doc.WithEvent(kind, "")).Problems,
            p => p.Path.EndsWith(".at", StringComparison.Ordinal)
        );

    [Fact]
    public void Two_events_with_one_id_are_refused_and_two_without_are_not()
    {
        const string Note = """{"kind":"note","id":"a"}""";
        Assert.Equal(
            "$.events[1].id: expected an id that no other event has; found 'a' again",
            Doc.Problem(Doc.With($"\"events\":[{Note},{Note}]")).ToString()
        );
        Assert.Empty(
            Doc.Read(Doc.With("""  "events":[{"kind":"note"},{"kind":"note"},{"kind":"note","id":"A"}]""")).Problems
        );
    }

    [Theory]
    [InlineData(
        """ "history":{"conditions":[{"condition":"mania","present":true},{"condition":"mania","present":false}]} """
    )]
    [InlineData(""" "history":{"substances":[{"substance":"kava"},{"substance":"kava","usesNow":true}]} """)]
    public void A_condition_or_a_substance_is_told_once(string fields) =>
        Assert.Contains(
            "expected each entry once; found ",
            Doc.Problem(Doc.With(fields)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(""" "history":{"conditions":[null]} """, "$.history.conditions[0]")]
    [InlineData(""" "history":{"substances":[null]} """, "$.history.substances[0]")]
    [InlineData(""" "events":[null] """, "$.events[0]")]
    [InlineData(""" "events":[{"kind":"symptoms","reports":[null]}] """, "$.events[0].reports[0]")]
    [InlineData(""" "events":[{"kind":"urineTest","results":[null]}] """, "$.events[0].results[0]")]
    [InlineData(""" "events":[{"kind":"use","product":{"kind":"tea"},"with":[null]}] """, "$.events[0].with[0]")]
    [InlineData(
        """ "events":[{"kind":"plan","product":{"kind":"tea"},"unit":"glass","steps":[null]}] """,
        "$.events[0].steps[0]"
    )]
    [InlineData(
        """ "events":[{"kind":"plan","product":{"kind":"tea"},"unit":"glass","steps":[{"from":"2026-03-08","doses":[null]}]}] """,
        "$.events[0].steps[0].doses[0]"
    )]
    public void Nothing_in_a_list_is_null(string fields, string path) =>
        Assert.Equal(path, Doc.Problem(Doc.With(fields)).Path);

    [Theory]
    [InlineData("coppice-record/2")]
    [InlineData("Coppice-record/1")]
    [InlineData("")]
    public void Another_format_is_refused(string format) =>
        Assert.Equal(
            $"$.format: expected coppice-record/1; found '{format}'",
            Doc.Problem($$"""{"format":"{{format}}"}""").ToString()
        );

    [Fact]
    public void Now_is_a_moment_and_not_a_day() =>
        Assert.Equal(
            "$.now: expected an exact time with its offset; found the day 2026-03-08",
            Doc.Problem(Doc.With(""" "now":"2026-03-08" """)).ToString()
        );

    [Theory]
    [InlineData("timeZone", "America/Gotham")]
    [InlineData("timeZone", "UTC+5")]
    [InlineData("timeZone", "")]
    [InlineData("region", "PA")]
    [InlineData("region", "us-pa")]
    [InlineData("region", @"US-PA\n")]
    [InlineData("region", "US-PENN")]
    public void A_zone_or_a_region_that_does_not_exist_is_refused(string field, string value) =>
        Assert.Equal($"$.person.{field}", Doc.Problem(Doc.With($$""" "person":{"{{field}}":"{{value}}"} """)).Path);

    [Theory]
    [InlineData("pregnant")]
    [InlineData("postPartum")]
    public void Pregnancy_and_male_sex_at_birth_contradict_each_other(string pregnancy)
    {
        var person = $$""" "pregnancy":"{{pregnancy}}","sexAtBirth": """;
        Assert.Equal("$.person.pregnancy", Doc.Problem(Doc.With($$""" "person":{{{person}}"male"} """)).Path);
        Assert.Empty(Doc.Read(Doc.With($$""" "person":{{{person}}"intersex"} """)).Problems);
        Assert.Empty(Doc.Read(Doc.With($$""" "person":{{{person}}null} """)).Problems);
    }

    [Theory]
    [InlineData("120", "80", true)]
    [InlineData("120", "119", true)]
    [InlineData("120", "120", false)]
    [InlineData("80", "120", false)]
    [InlineData("null", "120", true)]
    [InlineData("80", "null", true)]
    public void The_diastolic_pressure_is_below_the_systolic(string systolic, string diastolic, bool legal) =>
        Assert.Equal(
            legal,
            Doc.Read(Doc.WithEvent("vitals", $"\"systolic\":{systolic},\"diastolic\":{diastolic}")).Record is not null
        );

    [Theory]
    [InlineData("40", "7", true)]
    [InlineData("40", "39.9", true)]
    [InlineData("40", "40.0", false)]
    [InlineData("null", "40", true)]
    public void A_laboratory_s_lower_limit_is_below_its_upper(string upper, string lower, bool legal) =>
        Assert.Equal(
            legal,
            Doc.Read(
                Doc.WithEvent(
                    "laboratory",
                    $"\"analyte\":\"alt\",\"value\":30,\"unit\":\"uPerL\",\"upperLimit\":{upper},\"lowerLimit\":{lower}"
                )
            ).Record
                is not null
        );

    public static TheoryData<Analyte, LabUnit[]> AnalyteUnits =>
        new()
        {
            { Analyte.Alt, [LabUnit.UPerL] },
            { Analyte.Ast, [LabUnit.UPerL] },
            { Analyte.Alp, [LabUnit.UPerL] },
            { Analyte.CreatineKinase, [LabUnit.UPerL] },
            { Analyte.Bilirubin, [LabUnit.MgPerDl, LabUnit.UmolPerL] },
            { Analyte.DirectBilirubin, [LabUnit.MgPerDl, LabUnit.UmolPerL] },
            { Analyte.Creatinine, [LabUnit.MgPerDl, LabUnit.UmolPerL] },
            { Analyte.Inr, [LabUnit.Ratio] },
            { Analyte.PregnancyTest, [LabUnit.Ratio] },
            { Analyte.Albumin, [LabUnit.GPerDl] },
            { Analyte.Egfr, [LabUnit.MlPerMin] },
            { Analyte.Tsh, [LabUnit.MiuPerL] },
            { Analyte.Potassium, [LabUnit.MmolPerL] },
            { Analyte.Magnesium, [LabUnit.MmolPerL, LabUnit.MgPerDl] },
            { Analyte.MitragynineBlood, [LabUnit.NgPerMl] },
            { Analyte.MitragynineUrine, [LabUnit.NgPerMl] },
        };

    [Theory]
    [MemberData(nameof(AnalyteUnits))]
    public void A_result_is_read_only_in_a_unit_of_its_analyte(Analyte analyte, LabUnit[] legal)
    {
        foreach (var unit in Enum.GetValues<LabUnit>())
        {
            var result = new Laboratory
            {
                Analyte = analyte,
                Value = 1,
                Unit = unit,
            };
            var problems = RecordCheck.Problems(
                new PersonRecord { Format = PersonRecord.CurrentFormat, Events = [result] }
            );
            Assert.Equal(legal.Contains(unit) ? [] : ["$.events[0].unit"], problems.Select(p => p.Path));
        }
    }

    [Fact]
    public void Every_analyte_has_its_units() => Assert.Equal(Enum.GetValues<Analyte>().Length, AnalyteUnits.Count);

    [Theory]
    [InlineData("0", true)]
    [InlineData("1.0", true)]
    [InlineData("0.5", false)]
    [InlineData("25000", false)]
    public void A_pregnancy_test_is_positive_or_negative(string value, bool legal) =>
        Assert.Equal(
            legal,
            Doc.Read(
                Doc.WithEvent("laboratory", $"\"analyte\":\"pregnancyTest\",\"unit\":\"ratio\",\"value\":{value}")
            ).Record
                is not null
        );

    [Theory]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("Clonidine", false)]
    [InlineData("clonidine", true)]
    [InlineData("vitamin b12 / folate", true)]
    public void A_medicine_has_its_generic_name_in_lower_case(string name, bool legal) =>
        Assert.Equal(
            legal,
            Doc.Read(Doc.WithEvent("medicine", $"\"name\":\"{name}\",\"action\":\"given\"")).Record is not null
        );

    [Theory]
    [InlineData("USD", true)]
    [InlineData("usd", false)]
    [InlineData("$", false)]
    [InlineData(@"USD\n", false)]
    public void Money_has_a_currency_of_three_letters(string currency, bool legal) =>
        Assert.Equal(
            legal,
            Doc.Read(Doc.WithEvent("spending", $$""" "money":{"value":1,"currency":"{{currency}}"} """)).Record
                is not null
        );

    [Theory]
    [InlineData("", false)]
    [InlineData(""" ,"items":{}""", true)]
    [InlineData(""" ,"total":0""", true)]
    [InlineData(""" ,"band":0""", true)]
    public void An_instrument_was_answered_by_items_or_a_total_or_a_band(string fields, bool legal) =>
        Assert.Equal(legal, Doc.Read(Doc.WithEvent("answers", "\"instrument\":\"cows\"" + fields)).Record is not null);

    [Theory]
    [InlineData("answers", """ "instrument":"","total":1 """, "instrument")]
    [InlineData("decision", """ "about":"code","choice":" " """, "choice")]
    [InlineData("consent", """ "recipient":"","scope":"all","granted":true """, "recipient")]
    [InlineData("consent", """ "recipient":"clinic","scope":"","granted":true """, "scope")]
    public void Words_that_must_be_there_are_not_blank(string kind, string fields, string field) =>
        Assert.Equal(
            $"$.events[0].{field}: expected some words; found none",
            Doc.Problem(Doc.WithEvent(kind, fields)).ToString()
        );

    [Theory]
    [InlineData("2026-03-08", true)]
    [InlineData("2026-03-08T07:30:00Z", false)]
    public void A_step_of_a_plan_begins_on_a_day(string from, bool legal)
    {
        var reading = Doc.Read(Plan($$"""[{"from":"{{from}}","doses":[]}]"""));
        Assert.Equal(
            legal
                ? []
                :
                [
                    "$.events[0].steps[0].from: expected a day such as 2026-03-08; found the moment 2026-03-08T07:30:00Z",
                ],
            reading.Problems.Select(p => p.ToString())
        );
    }

    [Theory]
    [InlineData("00:00", true)]
    [InlineData("09:59", true)]
    [InlineData("19:30", true)]
    [InlineData("23:59", true)]
    [InlineData("24:00", false)]
    [InlineData("07:60", false)]
    [InlineData("7:30", false)]
    [InlineData("07:30:00", false)]
    [InlineData("noon", false)]
    public void A_dose_of_a_plan_has_a_time_of_day(string time, bool legal)
    {
        var reading = Doc.Read(Plan($$"""[{"from":"2026-03-08","doses":[{"amount":1,"time":"{{time}}"}]}]"""));
        Assert.Equal(
            legal ? [] : [$"$.events[0].steps[0].doses[0].time: expected a time of day such as 07:30; found '{time}'"],
            reading.Problems.Select(p => p.ToString())
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void A_plan_has_at_most_four_hundred_steps(int count, bool legal)
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"from":"2026-03-08","doses":[]}""", count));
        Assert.Equal(
            legal ? [] : [$"$.events[0].steps: expected at most 400 steps; found {count}"],
            Doc.Read(Plan($"[{steps}]")).Problems.Select(p => p.ToString())
        );
    }

    [Fact]
    public void A_plan_may_rise_for_the_record_only_says_what_was_chosen() =>
        Assert.Empty(
            Doc.Read(
                Plan("""[{"from":"2026-03-08","doses":[{"amount":1}]},{"from":"2026-03-15","doses":[{"amount":2}]}]""")
            ).Problems
        );

    private static string Plan(string steps, string more = "") =>
        Doc.WithEvent("plan", $$""" "product":{"kind":"tea"},"unit":"glass","steps":{{steps}}{{more}} """);

    private static RecordReading With(Limits limits, decimal value)
    {
        var number = Ranges.Text(value);
        var field = limits.Field == "items" ? $$""" "items":{"1":{{number}}} """ : $"\"{limits.Field}\":{number}";
        // A result must have a value beside its limits.
        var beside = limits.Owner == typeof(Laboratory) && limits.Field != "value" ? "\"value\":1," : "";
        return Doc.Read(Hosts[limits.Owner].Replace("@", beside + field, StringComparison.Ordinal));
    }
}

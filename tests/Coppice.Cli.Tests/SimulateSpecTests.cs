namespace Coppice.Cli.Tests;

/// <summary>Specs and options that are wrong say where, what was expected and what was found.</summary>
public class SimulateSpecTests(SimulateFiles files) : IClassFixture<SimulateFiles>
{
    /// <summary>What is changed in a right spec, into what, and what is said.</summary>
    public static TheoryData<string, string, string, string, string> Wrong =>
        new()
        {
            { "coppice-cohort/1", "coppice-cohort/2", "$.format", "coppice-cohort/1", "'coppice-cohort/2'" },
            { "\"horizonDays\": 28,", "", "$.horizonDays", "a whole number", "nothing" },
            { "\"horizonDays\": 28", "\"horizonDays\": 181", "$.horizonDays", "1 to 180", "181" },
            { "\"horizonDays\": 28", "\"horizonDays\": 28.5", "$.horizonDays", "a whole number", "the number 28.5" },
            { "\"horizonDays\": 28", "\"horizonDays\": null", "$.horizonDays", "a whole number", "null" },
            { "\"horizonDays\": 28", "\"everyDays\": 3, \"horizonDays\": 28", "$.everyDays", "divides", "3" },
            { "\"horizonDays\": 28", "\"horizonDays\": 28, \"horizonDays\": 28", "$.horizonDays", "once", "again" },
            { "\"name\": \"Two groups\"", "\"title\": \"x\"", "$.title", "only known fields", "'title'" },
            { "\"share\": 0.75", "\"share\": 0.7", "$.groups", "add up to 1", "0.95" },
            { "\"share\": 0.75", "\"share\": 0", "$.groups[0].share", "more than 0", "0" },
            { "\"share\": 0.75", "\"share\": \"0.75\"", "$.groups[0].share", "a number", "'0.75'" },
            { "\"leafPowder\"", "\"leaf\"", "$.groups[0].product.kind", "one of unknown, leafPowder", "'leaf'" },
            { "\"leafPowder\"", "\"pseudoindoxyl\"", "$.groups[0].product.kind", "model can follow", "pseudoindoxyl" },
            { "\"leafPowder\"", "\"extract\"", "$.groups[0].amount.unit", "extract is measured", "gLeaf" },
            { "\"unit\": \"gLeaf\"", "\"unit\": \"teaspoon\"", "$.groups[0].product.content", "teaspoon", "nothing" },
            { "\"gsd\": 1.5", "\"gsd\": 0.9", "$.groups[0].amount.gsd", "1 to 5", "0.9" },
            { "\"median\": 4,", "\"median\": -4,", "$.groups[0].amount.median", "0.001 to 10000", "-4" },
            { "\"median\": 4,", "\"median\": 1e999,", "$.groups[0].amount.median", "a number", "1e999" },
            { "\"measure\": 0.25", "\"measure\": 0", "$.groups[0].amount.measure", "0.0001 to 10000", "0" },
            { "\"2\": 1, \"4\": 3", "\"9\": 1", "$.groups[0].dosesPerDay", "from 1 to 8", "'9'" },
            { "\"2\": 1, \"4\": 3", "\"2\": 0", "$.groups[0].dosesPerDay", "weight above 0", "none" },
            { "\"2\": 1, \"4\": 3", "\"2\": \"1\"", "$.groups[0].dosesPerDay.2", "a number", "'1'" },
            { "\"priming\": 0.25", "\"priming\": 0.6", "$.groups[0].opioidPast.priming", "0 to 0.5", "0.6" },
            { "\"name\": \"7-OH\"", "\"name\": \"leaf\"", "$.groups[1].name", "no other has", "'leaf'" },
            {
                "\"kind\": \"sevenHydroxy\"",
                "\"kind\": \"sevenHydroxy\", \"formulation\": { \"median\": 2 }",
                "$.groups[1].product.formulation",
                "none for sevenHydroxy",
                "one"
            },
            { "\"name\": \"stop\"", "\"name\": \"\"", "$.policies[0].name", "1 to 40", "''" },
            { "\"kind\": \"stop\"", "\"kind\": \"stop\", \"cut\": 0.1", "$.policies[0].cut", "none for stop", "one" },
            { "\"overDays\": 12, ", "", "$.policies[2]", "either cut or overDays", "neither" },
            { "\"overDays\": 12", "\"overDays\": 12, \"cut\": 0.2", "$.policies[2]", "either cut or overDays", "both" },
            { "\"overDays\": 12", "\"cut\": 1.5", "$.policies[2].cut", "a share above 0", "1.5" },
            { "\"overDays\": 12", "\"overDays\": 13", "$.policies[2].everyDays", "divide overDays, 13", "3" },
            { "\"overDays\": 12", "\"overDays\": 24", "$.policies[2]", "by day 21", "24 days" },
            { "\"overDays\": 12", "\"cut\": 0.1, \"of\": \"current\"", "$.policies[2]", "by day 21", "days in 'leaf'" },
            {
                "\"kind\": \"reduceDosesPerDay\", \"everyDays\": 4",
                "\"kind\": \"reduceDosesPerDay\"",
                "$.policies[3].everyDays",
                "the days of one step",
                "nothing"
            },
            { "\"KM\": 0.5", "\"km\": 0.5", "$.spread.km", "a symbol of the model", "'km'" },
            { "\"KM\": 0.5", "\"KA\": 0.5", "$.spread.KA", "differs between people", "'KA'" },
            { "\"KM\": 0.5", "\"KM\": 2", "$.spread.KM", "0 to 1.5", "2" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_spec_is_refused_with_its_place(
        string from,
        string to,
        string place,
        string expected,
        string found
    )
    {
        var path = files.Write(SimulateFiles.With(from, to));
        var output = files.New();
        var run = Command.Refused(
            ["simulate", path, .. SimulateFiles.Wishes(10, 1, output)],
            $"coppice: {path}: {place}"
        );
        var line = run
            .Error.Split('\n')
            .First(l => l.StartsWith($"coppice: {path}: {place}: ", StringComparison.Ordinal));
        var said = line[(line.IndexOf(": expected ", StringComparison.Ordinal) + 2)..].Split("; found ");
        Assert.Contains(expected, said[0], StringComparison.Ordinal);
        Assert.Contains(found, said[1], StringComparison.Ordinal);
        Assert.False(Path.Exists(output));
        Assert.False(Path.Exists(output + ".part"));
    }

    [Fact]
    public void A_cut_of_what_is_left_needs_something_to_end_with()
    {
        var spec = SimulateFiles
            .Spec.Replace("\"overDays\": 12", "\"cut\": 0.5, \"of\": \"current\"", StringComparison.Ordinal)
            .Replace(", \"measure\": 0.25", "", StringComparison.Ordinal);
        Command.Refused(
            ["simulate", files.Write(spec), .. SimulateFiles.Wishes(10, 1, files.New())],
            "$.groups[0].amount.measure: expected the smallest step that can be measured"
        );
    }

    [Theory]
    [InlineData("", "well-formed JSON")]
    [InlineData("{", "well-formed JSON")]
    [InlineData("[1]", "$: expected an object in { } of format, name, groups")]
    [InlineData("{}", "$.groups: expected a list in [ ]; found nothing")]
    [InlineData("{\"groups\": [null]}", "$.groups[0]: expected an object in { } of name, share")]
    public void What_is_no_spec_is_refused(string text, string words) =>
        Command.Refused(["simulate", files.Write(text), .. SimulateFiles.Wishes(10, 1, files.New())], words);

    [Theory]
    [InlineData("--persons 0", "--persons: expected a whole number from 1 to 10000000; found '0'")]
    [InlineData("--persons -1", "--persons: expected a whole number from 1")]
    [InlineData("--persons 1e3", "found '1e3'")]
    [InlineData("--persons 10000001", "found '10000001'")]
    [InlineData("--persons 5 --seed x", "--seed: expected a whole number from 0 to 18446744073709551615; found 'x'")]
    [InlineData("--persons 5 --threads 0", "--threads: expected a whole number from 1 to 256; found '0'")]
    [InlineData("--seed 1", "--persons: expected a number such as 1000; found none")]
    [InlineData("--persons", "--persons: expected N; found none")]
    public void Wrong_options_are_refused(string options, string words) =>
        Command.Refused(
            ["simulate", files.Write(SimulateFiles.Spec), "--out", files.New(), .. options.Split(' ')],
            words
        );

    [Fact]
    public void A_place_that_cannot_be_written_is_told()
    {
        var spec = files.Write(SimulateFiles.Spec);
        string[] start = ["simulate", spec, "--persons", "5", "--out"];
        Command.Refused(start[..^1], "--out: expected the name of a file such as cohort.parquet; found none");
        Command.Refused([.. start, files.Folder], "found the folder");
        Command.Refused([.. start, Path.Combine(files.Folder, "no", "x.parquet")], "expected a folder that is there");
        var taken = files.New();
        File.WriteAllText(taken + ".part", "not a folder");
        Command.Refused([.. start, taken], "expected a file that can be written", "run the same command again");
        Command.Refused(["simulate", files.New(".json"), .. start[2..], files.New()], "expected a file; there is none");
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_it_is_to_be_written_over()
    {
        var path = files.New();
        File.WriteAllText(path, "precious");
        string[] args = ["simulate", files.Write(SimulateFiles.Spec), .. SimulateFiles.Wishes(5, 1, path)];
        Command.Refused(args, "expected a file that is not there yet, or --force");
        Assert.Equal("precious", File.ReadAllText(path));
        Command.Fine([.. args, "--force"]);
        Assert.Equal("PAR1"u8, File.ReadAllBytes(path).AsSpan(0, 4));
    }
}

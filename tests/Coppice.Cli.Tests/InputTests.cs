using Coppice.Record.Tests;

namespace Coppice.Cli.Tests;

/// <summary>Files that are right, wrong, missing or no records at all.</summary>
public class InputTests(Records records) : IClassFixture<Records>
{
    /// <summary>Records that were right before one thing in them was broken.</summary>
    private static readonly IReadOnlyList<Broken> BrokenRecords =
    [
        .. Breaker.NotRecords(),
        .. Directory
            .GetFiles(Path.Combine(Command.Root, "examples"), "*.json")
            .Order(StringComparer.Ordinal)
            .SelectMany((path, i) => new Breaker(File.ReadAllText(path), seed: (uint)i + 11, placesEach: 1).All())
            .Where((_, i) => i % 3 == 0),
    ];

    [Fact]
    public void There_are_200_broken_records_or_more() => Assert.InRange(BrokenRecords.Count, 200, int.MaxValue);

    [Theory]
    [InlineData("validate")]
    [InlineData("review")]
    public void A_broken_record_is_refused_with_its_place_and_what_was_expected_and_is_left_as_it_was(string command)
    {
        foreach (var broken in BrokenRecords)
        {
            var path = records.Write("broken.json", broken.Bytes);
            var run = Command.Run(command, path);
            Assert.True(run.Code == 2, $"{broken}: exit code {run.Code}");
            Assert.True(
                run.Error.StartsWith($"coppice: {path}: $", StringComparison.Ordinal),
                $"{broken}: {run.Error}"
            );
            Assert.True(run.Error.Contains("expected", StringComparison.Ordinal), $"{broken}: {run.Error}");
            Assert.Equal(broken.Bytes, File.ReadAllBytes(path));
        }
    }

    public static TheoryData<string> CommandsOnFiles =>
        [
            "review FILE",
            "review FILE --for person",
            "review FILE --json",
            "review FILE --at 2026-04-15T20:30:00-05:00",
            "score cows FILE",
            "score cows FILE --json",
            "validate FILE",
            "explain safety.sedatives FILE",
        ];

    [Theory]
    [MemberData(nameof(CommandsOnFiles))]
    public void No_command_changes_the_file_it_reads(string command)
    {
        var bytes = File.ReadAllBytes(Command.Example("clinic-day-2.json"));
        var path = records.Write("kept.json", bytes);
        Command.Fine([.. command.Split(' ').Select(word => word == "FILE" ? path : word)]);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal(File.GetCreationTimeUtc(path), File.GetLastWriteTimeUtc(path), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [MemberData(nameof(CommandsOnFiles))]
    public void A_dash_reads_standard_input(string command)
    {
        var path = Command.Example("clinic-day-2.json");
        var words = command.Split(' ');
        var fromFile = Command.Fine([.. words.Select(word => word == "FILE" ? path : word)]);
        var fromInput = Command.RunWith(File.ReadAllText(path), [.. words.Select(word => word == "FILE" ? "-" : word)]);
        Assert.Equal(0, fromInput.Code);
        Assert.Equal(fromFile.Out.Replace(path, "-", StringComparison.Ordinal), fromInput.Out);
    }

    [Theory]
    [MemberData(nameof(CommandsOnFiles))]
    public void What_is_no_record_is_refused_by_every_command(string command)
    {
        Refused(command, records.Nowhere, "expected a file; there is none");
        Refused(command, records.Folder, "expected a file; found a folder");
        Refused(command, "", "expected the name of a file");
        Refused(command, records.Write("empty.json", ""), "$: expected");
        Refused(command, records.Write("binary.json", [0, 1, 2, 255, 254, 0]), "$: expected");
        var text = File.ReadAllText(Command.Example("clinic-day-2.json"));
        Refused(command, records.Write("cut.json", text[..(text.Length / 2)]), "found the end of the document");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        var path = records.Write("locked.json", "{}");
        using var locked = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Command.Refused(["review", path], "expected a file that can be read");
        Command.Refused(["validate", path], "expected a file that can be read");
    }

    [Fact]
    public void An_endless_input_is_refused_and_not_read_for_ever()
    {
        var run = Command.RunWith(() => new Endless(), "review", "-");
        Assert.Equal(2, run.Code);
        Assert.Contains("standard input: expected at most 64 MiB; found more", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_record_is_told_at_its_place_in_order()
    {
        var path = records.Write(
            "two.json",
            """{"format":"coppice-record/1","events":[{"kind":"craving","intensity":11},{"kind":"craving","intensity":-1}]}"""
        );
        foreach (var command in new[] { "review", "validate" })
        {
            var lines = Command.Refused([command, path]).Error.TrimEnd('\n').Split('\n');
            Assert.Equal(
                [
                    $"coppice: {path}: $.events[0].intensity: expected 0 to 10; found 11",
                    $"coppice: {path}: $.events[1].intensity: expected 0 to 10; found -1",
                ],
                lines
            );
        }
    }

    [Fact]
    public void Answers_that_an_instrument_does_not_allow_are_refused_in_a_record_too()
    {
        var path = records.Write(
            "answers.json",
            """{"format":"coppice-record/1","events":[{"kind":"answers","instrument":"cows","items":{"1":3}}]}"""
        );
        Command.Refused(["review", path], "$.events[0]", "0, 1, 2 or 4", "found 3");
        Command.Refused(["validate", path], "$.events[0]", "0, 1, 2 or 4", "found 3");
    }

    [Fact]
    public void Several_files_are_validated_and_one_bad_one_does_not_stop_the_rest()
    {
        var good = Command.Example("first-look.json");
        var bad = records.Write("bad.json", "{}");
        var run = Command.Refused(
            ["validate", good, records.Nowhere, bad, good],
            $"coppice: {bad}: $",
            "there is none"
        );
        Assert.Equal(
            [
                $"{good}: fine, 97 events",
                $"{records.Nowhere}: not read",
                $"{bad}: 1 problem",
                $"{good}: fine, 97 events",
            ],
            run.Lines
        );
    }

    [Fact]
    public void Several_good_files_are_fine()
    {
        var files = Directory.GetFiles(Path.Combine(Command.Root, "examples"), "*.json");
        Assert.True(files.Length >= 4);
        Assert.Equal(files.Length, Command.Fine(["validate", .. files]).Lines.Count);
    }

    [Fact]
    public void Only_our_own_fault_is_1_and_it_is_told_in_a_sentence()
    {
        var run = Command.RunWith(() => throw new InvalidOperationException("boom"), "review", "-");
        Assert.Equal(1, run.Code);
        Assert.Contains("this is our fault, not yours", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    private static void Refused(string command, string path, string words)
    {
        var run = Command.Refused([.. command.Split(' ').Select(word => word == "FILE" ? path : word)], words);
        Assert.True(run.Out.Length == 0 || command.StartsWith("validate", StringComparison.Ordinal), run.Out);
    }

    private sealed class Endless : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return buffer.Length;
        }
    }
}

namespace Coppice.Cli.Tests;

/// <summary>
/// Pages as they were last read by a human. To bring them up to date: <c>UPDATE_GOLDEN=1 dotnet run --project
/// tests/Coppice.Cli.Tests</c>, then read the difference before committing it.
/// </summary>
public class GoldenTests
{
    [Fact]
    public void The_JSON_of_an_example_is_as_it_was() => Same("first-look.review.json", "--json");

    [Fact]
    public void The_persons_page_of_an_example_is_as_it_was() => Same("first-look.person.txt", "--for", "person");

    /// <summary>The example in the README is what this build prints; UPDATE_GOLDEN=1 rewrites it.</summary>
    [Fact]
    public void The_example_in_the_README_is_what_this_build_prints()
    {
        var path = Path.Combine(Command.Root, "README.md");
        var made = Command.Fine(["review", Command.Example("before-naltrexone.json"), "--for", "person"]).Out.TrimEnd();
        var readme = File.ReadAllText(path);
        var from = readme.IndexOf("```\nCoppice ", StringComparison.Ordinal) + 4;
        var shown = readme[from..readme.IndexOf("\n```", from, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, readme.Replace(shown, made, StringComparison.Ordinal));
            shown = made;
        }

        Assert.Equal(shown, made);
    }

    [Fact]
    public void The_README_and_the_changelog_name_every_command()
    {
        var help = Command.Fine(["--help"]).Out;
        string[] commands =
        [
            "review",
            "score",
            "validate",
            "explain",
            "cases",
            "instruments",
            "emergency",
            "law",
            "corrections",
        ];
        var changelog = File.ReadAllText(Path.Combine(Command.Root, "CHANGELOG.md"));
        var readme = File.ReadAllText(Path.Combine(Command.Root, "README.md"));
        Assert.All(commands, c => Assert.Contains($"  {c}", help, StringComparison.Ordinal));
        Assert.All(commands, c => Assert.Contains($"`{c}`", changelog, StringComparison.Ordinal));
        Assert.All(commands, c => Assert.Contains($"coppice {c}", readme, StringComparison.Ordinal));
    }

    private static void Same(string golden, params string[] how)
    {
        var path = Path.Combine(Command.Root, "tests/Coppice.Cli.Tests/Golden", golden);
        var made = Command.Fine(["review", Command.Example("first-look.json"), .. how]).Out;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.Equal(File.ReadAllText(path), made);
    }
}

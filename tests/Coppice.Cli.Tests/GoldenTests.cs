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

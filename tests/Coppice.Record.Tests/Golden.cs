using System.Text;

namespace Coppice.Record.Tests;

/// <summary>
/// Files of the repository that tests compare with. To bring them up to date: <c>UPDATE_GOLDEN=1 dotnet run --project
/// tests/Coppice.Record.Tests</c>, then read the difference before committing it.
/// </summary>
internal static class Golden
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .GetFiles(Path.Combine(Root, "examples"), "*.json")
                .Select(f => Path.GetRelativePath(Root, f))
                .Order(StringComparer.Ordinal),
        ];

    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    public static string Text(string path) => Encoding.UTF8.GetString(Bytes(path));

    public static PersonRecord Record(string path)
    {
        var reading = RecordFile.Read(Bytes(path));
        Assert.Empty(reading.Problems);
        return reading.Record!;
    }

    public static void Same(string path, string made)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Path.Combine(Root, path), made);
        }

        Assert.Equal(made, Text(path));
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Coppice.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}

using System.Text;

namespace Coppice.Cli.Tests;

/// <summary>Every record that ships, the published cases and the examples, each as a file.</summary>
public sealed class Records : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coppice-").FullName;

    public static TheoryData<string> Names =>
        [
            .. CaseFile.All.Select(c => c.Case),
            .. Directory
                .GetFiles(Path.Combine(Command.Root, "examples"), "*.json")
                .Select(f => Path.GetFileName(f)!)
                .Order(),
        ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The path of a record's file.</summary>
    public string this[string name] =>
        CaseFile.All.FirstOrDefault(c => c.Case == name) is { } found
            ? Write(name + ".json", found.Record.GetRawText())
            : Command.Example(name);

    /// <summary>A new file.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A new file.</summary>
    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A file that is not there.</summary>
    public string Nowhere => Path.Combine(folder, "nowhere.json");

    /// <summary>A folder.</summary>
    public string Folder => folder;
}

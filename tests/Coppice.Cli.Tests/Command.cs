using System.Text;
using System.Text.Json;
using NodaTime;

namespace Coppice.Cli.Tests;

/// <summary>What a run of the command left behind.</summary>
internal sealed record Outcome(int Code, string Out, string Error)
{
    /// <summary>Standard output with every run of white space as one space, so that wrapped lines can be searched.</summary>
    public string Flat => Command.Flat(Out);

    public IReadOnlyList<string> Lines => Out.TrimEnd('\n').Split('\n');

    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>Runs the command as the terminal would, and holds what is true of every run.</summary>
internal static class Command
{
    public static readonly Instant Clock = Instant.FromUtc(2026, 5, 1, 12, 0);

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static Outcome Run(params string[] args) => RunWith("", args);

    public static Outcome RunWith(string input, params string[] args) =>
        RunWith(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), args);

    public static Outcome RunWith(Func<Stream> input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = App.Run(args, input, output, error, Clock);
        var run = new Outcome(code, output.ToString(), error.ToString());
        Assert.DoesNotContain("\n   at ", $"\n{run.Out}\n{run.Error}", StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Exception",
            run.Error.Replace("InvalidOperationException: boom", ""),
            StringComparison.Ordinal
        );
        Assert.InRange(code, 0, 2);
        Assert.True(code == 0 ? run.Error.Length == 0 : code == 1 || run.Error.Length > 0, $"{code}: {run.Error}");
        return run;
    }

    /// <summary>A run that must go well.</summary>
    public static Outcome Fine(params string[] args)
    {
        var run = Run(args);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);
        return run;
    }

    /// <summary>A run that must be refused, with these words on standard error.</summary>
    public static Outcome Refused(string[] args, params string[] words)
    {
        var run = Run(args);
        Assert.Equal(2, run.Code);
        Assert.All(words, word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
        return run;
    }

    public static string Example(string name) => Path.Combine(Root, "examples", name);

    public static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Coppice.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}

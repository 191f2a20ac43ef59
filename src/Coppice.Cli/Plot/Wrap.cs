namespace Coppice.Cli;

/// <summary>Breaks text into lines by counting letters, for places where nothing else does.</summary>
internal static class Wrap
{
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        List<string> lines = [];
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.AddRange(word.Chunk(width).Select(part => new string(part)));
            }
        }

        return lines;
    }

    /// <summary>The same number of lines, as even as they can be: a label should not end in one lost word.</summary>
    public static IReadOnlyList<string> Even(string text, int width)
    {
        var lines = Lines(text, width);
        while (width > 1 && Lines(text, width - 1) is var narrower && narrower.Count == lines.Count)
        {
            (lines, width) = (narrower, width - 1);
        }

        return lines;
    }
}

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Coppice.Cli;

/// <summary>Calm terminal output: wrapped text with indents and a little weight, plain when it goes to a file.</summary>
internal sealed class Page : IDisposable
{
    private const int Widest = 100;

    private readonly TextWriter writer;
    private readonly StringWriter buffer = new();
    private readonly IAnsiConsole console;

    public Page(TextWriter writer)
    {
        this.writer = writer;
        var terminal = ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
        console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(buffer),
                Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        console.Profile.Width = terminal ? Math.Clamp(Console.WindowWidth - 1, 40, Widest) : Widest;
    }

    public static Style Plain => Style.Plain;

    public static Style Bold { get; } = new(decoration: Decoration.Bold);

    public static Style Quiet { get; } = new(decoration: Decoration.Dim);

    public static Style Urgent { get; } = new(Color.Red, decoration: Decoration.Bold);

    public static Style Calm { get; } = new(Color.Green, decoration: Decoration.Bold);

    /// <inheritdoc />
    public void Dispose() => buffer.Dispose();

    public Page Blank()
    {
        writer.WriteLine();
        return this;
    }

    /// <summary>A wrapped paragraph.</summary>
    public Page Text(string text, int indent = 0, Style? style = null) =>
        Draw(new Padder(Shown(text, style), new Padding(indent, 0, 0, 0)));

    /// <summary>A heading with a blank line before it.</summary>
    public Page Heading(string text, Style? style = null) => Blank().Text(text, 0, style ?? Bold);

    /// <summary>A line that begins with a mark and hangs behind it.</summary>
    public Page Item(string mark, string text, int indent = 2, Style? style = null)
    {
        var grid = new Grid { Expand = false }
            .AddColumn(new GridColumn { Padding = new Padding(indent, 0, 1, 0), NoWrap = true })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) })
            .AddRow(Shown(mark, style), Shown(text, style));
        return Draw(grid);
    }

    /// <summary>Marks in one column and texts in another, such as numbers to call and what they are for.</summary>
    public Page Pairs(IEnumerable<(string Mark, string Text)> rows, int indent = 2, Style? marks = null)
    {
        var grid = new Grid { Expand = false }
            .AddColumn(new GridColumn { Padding = new Padding(indent, 0, 2, 0), NoWrap = true })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (mark, text) in rows)
        {
            grid.AddRow(Shown(mark, marks), Shown(text));
        }

        return Draw(grid);
    }

    /// <summary>A plain table.</summary>
    public Page Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in head)
        {
            table.AddColumn(new TableColumn(new Text(title, Bold)) { NoWrap = table.Columns.Count == 0 });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)Shown(cell)));
        }

        return Draw(table);
    }

    /// <summary>A record's own words reach the terminal as text: a control character in them is shown, not obeyed.</summary>
    private static Text Shown(string text, Style? style = null) =>
        new(
            text.Any(c => char.IsControl(c) && c != '\n')
                ? string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c))
                : text,
            style ?? Style.Plain
        );

    private Page Draw(IRenderable what)
    {
        console.Write(what);
        var text = buffer.ToString();
        buffer.GetStringBuilder().Clear();
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        var first = lines.FindIndex(line => line.Length > 0);
        var last = lines.FindLastIndex(line => line.Length > 0);
        foreach (var line in first < 0 ? [""] : lines[first..(last + 1)])
        {
            writer.WriteLine(line);
        }

        return this;
    }
}

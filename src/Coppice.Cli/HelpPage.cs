using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Coppice.Cli;

/// <summary>Prints help: what a command is for, how to call it, and examples.</summary>
internal sealed class HelpPage(TextWriter output) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["coppice"] =
        [
            "coppice review examples/first-look.json --for person",
            "coppice score cows --answers 1=2,2=1,3=0",
            "coppice explain safety.naltrexone",
        ],
        ["review"] =
        [
            "coppice review examples/clinic-day-2.json",
            "coppice review - --for person < record.json",
            "coppice review record.json --at 2026-03-20T12:00:00-04:00 --json",
        ],
        ["score"] =
        [
            "coppice score cows examples/clinic-day-2.json",
            "coppice score phq9 --answers 1=2,2=1,9=0",
            "coppice score gad7 --total 12",
        ],
        ["validate"] = ["coppice validate examples/*.json"],
        ["explain"] =
        [
            "coppice explain",
            "coppice explain safety.sedatives",
            "coppice explain safety.sedatives examples/first-look.json",
        ],
        ["simulate"] =
        [
            "coppice simulate examples/cohorts/leaf-four-ways.json --persons 10000 --seed 1 --out leaf.parquet",
        ],
        ["cases"] = ["coppice cases C20"],
        ["instruments"] = ["coppice instruments cows"],
        ["law"] = ["coppice law US-CA"],
        ["backup"] = ["coppice backup monday.db", "coppice check --store monday.db"],
        ["restore"] = ["coppice restore monday.db --store /srv/coppice/store.db"],
        ["export"] = ["coppice export all.jsonl"],
        ["import"] = ["coppice import all.jsonl --dry-run"],
        ["audit"] = ["coppice audit verify", "coppice audit list --of record/7f3a"],
    };

    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return 0;
    }

    public void Write(Command command)
    {
        using var page = new Page(output);
        var inherited = command.Parents.OfType<Command>().SelectMany(c => c.Options.Where(o => o.Recursive));
        var options = command.Options.Concat(inherited).Where(o => !o.Hidden);
        var path = Path(command);
        var arguments = string.Concat(command.Arguments.Select(a => $" {Shape(a)}"));
        page.Text(command.Description!, 0, Page.Bold).Blank();
        page.Text($"{path}{(command.Subcommands.Count > 0 ? " COMMAND" : "")}{arguments} [OPTIONS]", 2);
        Section(page, "Commands", command.Subcommands.Select(c => (c.Name, c.Description!)));
        Section(page, "Arguments", command.Arguments.Select(a => (a.Name, a.Description!)));
        Section(page, "Options", options.Select(o => (Shape(o), Description(o))));
        if (Examples.TryGetValue(command is RootCommand ? "coppice" : command.Name, out var examples))
        {
            page.Heading("Examples");
            foreach (var example in examples)
            {
                page.Text(example, 2);
            }
        }

        page.Heading("Exit codes").Text("0 fine; 2 bad input or usage, told on standard error; 1 our fault.", 2);
        if (command is RootCommand)
        {
            page.Blank()
                .Text("More on one of them: coppice COMMAND --help. In an emergency call 911; see coppice emergency.");
        }
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "coppice";

    private static void Section(Page page, string heading, IEnumerable<(string, string)> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            page.Heading(heading).Pairs(all);
        }
    }

    private static string Shape(Argument argument) =>
        (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues) switch
        {
            (0, _) => $"[{argument.Name}]",
            (_, > 1) => $"{argument.Name}...",
            _ => argument.Name,
        };

    private static string Shape(Option option) =>
        option switch
        {
            HelpOption => "-h, --help",
            { HelpName: { } name } => $"{option.Name} {name}",
            _ => option.Name,
        };

    private static string Description(Option option) =>
        option switch
        {
            HelpOption => "Show this help.",
            VersionOption => "Show the version.",
            _ => option.Description!,
        };
}

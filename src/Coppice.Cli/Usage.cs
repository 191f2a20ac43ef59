using System.CommandLine;
using System.CommandLine.Parsing;

namespace Coppice.Cli;

/// <summary>Says what is wrong with a command line, and what would be right.</summary>
internal static class Usage
{
    /// <summary>What is wrong, a line for each.</summary>
    public static IEnumerable<string> Problems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var commands = command.Subcommands.Select(c => c.Name).ToList();
            return parsed
                .UnmatchedTokens.Take(isRoot ? 1 : int.MaxValue)
                .Select(token =>
                    token is ['-', _, ..] ? $"{Path(command)}: there is no option '{token}'"
                    : isRoot ? $"expected one of {string.Join(", ", commands)}; found '{token}'"
                    : $"{Path(command)}: did not expect '{token}'"
                );
        }

        var missing = command
            .Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a) is not { Tokens.Count: > 0 })
            .Select(a => $"{Path(command)}: expected {a.Name}; found none")
            .ToList();
        return missing.Count > 0 ? missing
            : isRoot ? [$"expected one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}; found none"]
            : parsed.Errors.Select(e => Told(command, e));
    }

    /// <summary>Where help is.</summary>
    public static string Hint(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand
            ? "help: coppice --help"
            : $"help: coppice {parsed.CommandResult.Command.Name} --help";

    /// <summary>The few candidates that are most like what was written.</summary>
    public static IReadOnlyList<string> Near(string wanted, IEnumerable<string> candidates) =>
        [
            .. candidates
                .OrderBy(c => c.Contains(wanted, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .ThenBy(c =>
                    Math.Min(Distance(wanted, c), Distance(wanted, c[(c.IndexOf('.', StringComparison.Ordinal) + 1)..]))
                )
                .ThenBy(c => c, StringComparer.Ordinal)
                .Take(3),
        ];

    private static string Told(Command command, ParseError error) =>
        error.SymbolResult is OptionResult { Tokens.Count: 0 } option
            ? $"{option.Option.Name}: expected {option.Option.HelpName ?? "a value"}; found none"
        : error.Message.StartsWith("--", StringComparison.Ordinal) ? error.Message
        : $"{Path(command)}: {error.Message.ReplaceLineEndings(" ")}";

    private static string Path(Command command) => command is RootCommand ? "coppice" : command.Name;

    /// <summary>How many letters are to be added, taken away or changed (Levenshtein), without regard to capitals.</summary>
    private static int Distance(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
            }

            above = row;
        }

        return above[^1];
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model.Validation;

namespace Coppice.Cli;

/// <summary>
/// The command <c>coppice validate-model</c>: computes every acceptance fact and writes the report. A test compares the committed
/// report with what this build gives, so a report never outlives the build it describes.
/// </summary>
internal static class ValidateModelCommand
{
    public static Command Build(CommandContext context)
    {
        var output = new Option<string?>("--out")
        {
            HelpName = "FILE",
            Description = "Write the report there, such as docs/validation.md; printed when left out.",
        };
        var command = new Command(
            "validate-model",
            "Computes every published fact that the model must reproduce, and says plainly which it does not."
        )
        {
            output,
        };
        command.SetAction(parsed =>
        {
            var report = Report(KnowledgeBase.Default);
            if (parsed.GetValue(output) is { } path)
            {
                CommandContext.WriteFile(path, Encoding.UTF8.GetBytes(report));
                context.Output.WriteLine(Summary(KnowledgeBase.Default, Facts.Of(KnowledgeBase.Default.Model)));
            }
            else
            {
                context.Output.Write(report);
            }

            return App.Fine;
        });
        return command;
    }

    /// <summary>The report as Markdown.</summary>
    public static string Report(KnowledgeBase knowledge)
    {
        var figures = Facts.Of(knowledge.Model);
        var text = new StringBuilder();
        text.Append("# Validation of the model\n\n")
            .Append(
                $"Coppice {Review.ThisVersion}. Written by `coppice validate-model --out docs/validation.md`; the tests fail when it is not what the build gives. "
            )
            .Append(
                "The typical person has every parameter at its stated value; the virtual population is 2,000 people drawn from the stated spreads (seed 1).\n\n"
            )
            .Append(Summary(knowledge, figures))
            .Append("\n\n| # | fact | figure | interval | | source |\n|---|---|---|---|---|---|\n");
        foreach (var fact in knowledge.Facts)
        {
            var figure = figures[fact.Figure];
            var unit = fact.Unit.Length > 0 ? " " + fact.Unit : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {fact.Id} | {fact.Statement} | {Number(figure)}{unit} | {Interval(fact)} | {(fact.Holds(figure) ? "pass" : "**FAIL**")} | {fact.Source} ({fact.Basis}) |\n"
            );
        }

        text.Append("\n## Notes\n\n");
        foreach (var fact in knowledge.Facts.Where(f => f.Note is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {fact.Id}: {fact.Note}\n");
        }

        text.Append(
                "\nNo interval was widened. What fails, fails: the values that would mend it break a fact that is better founded.\n\n## Limits\n\n"
            )
            .Append(knowledge.Rules["forecast.limits"].Clinician)
            .Append("\n\n")
            .Append(knowledge.Emergency.IntendedUse.Clinician)
            .Append('\n');
        return text.ToString();
    }

    private static string Summary(KnowledgeBase knowledge, IReadOnlyDictionary<string, double> figures)
    {
        var failed = knowledge.Facts.Where(f => !f.Holds(figures[f.Figure])).Select(f => f.Id).ToList();
        var held = knowledge.Facts.Count - failed.Count;
        return failed.Count == 0
            ? $"{held} of {knowledge.Facts.Count} facts reproduced."
            : $"{held} of {knowledge.Facts.Count} facts reproduced; not reproduced: {string.Join(", ", failed)}.";
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "none"
        : Math.Abs(value) >= 100 ? value.ToString("0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 10 ? value.ToString("0.#", CultureInfo.InvariantCulture)
        : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Interval(ModelFact fact) =>
        (fact.Low, fact.High) switch
        {
            ({ } low, { } high) => $"{Number(low)} to {Number(high)}",
            ({ } low, null) => $"{Number(low)} or more",
            (null, { } high) => $"{Number(high)} or less",
            _ => "",
        };
}

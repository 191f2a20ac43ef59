using System.CommandLine;
using System.CommandLine.Help;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Store;
using NodaTime;

namespace Coppice.Cli;

/// <summary>Problems of the caller's: they are told on standard error and the exit code is 2.</summary>
internal sealed class UsageException(params IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>The <c>coppice</c> command: reads arguments and files, asks Coppice.Care, prints. It holds no logic of its own.</summary>
internal static class App
{
    internal const int Fine = 0;
    internal const int OurFault = 1;
    private const int BadInput = 2;

    /// <summary>Runs one command.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="input">Opens standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="clock">The moment, for records that do not say one.</param>
    /// <returns>0 fine, 2 bad input or usage, 1 our fault.</returns>
    public static int Run(string[] args, Func<Stream> input, TextWriter output, TextWriter error, Instant clock)
    {
        try
        {
            var context = new CommandContext(input, output, error, clock);
            var root = Root(context);
            if (args.Length == 0)
            {
                new HelpPage(output).Write(root);
                return Fine;
            }

            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                throw new UsageException([.. Usage.Problems(parsed), Usage.Hint(parsed)]);
            }

            return parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (UsageException e)
        {
            foreach (var problem in e.Problems)
            {
                error.WriteLine($"coppice: {problem}");
            }

            return BadInput;
        }
        catch (KnowledgeException e)
        {
            error.WriteLine($"coppice: {e.Message}");
            return OurFault;
        }
        catch (StoreException e)
        {
            error.WriteLine($"coppice: {e.Message}");
            return e.Fault == StoreFault.Damaged ? OurFault : BadInput;
        }
        catch (IOException e)
        {
            error.WriteLine($"coppice: {e.Message}");
            return BadInput;
        }
#pragma warning disable CA1031 // The last resort: the reader gets a sentence, never a stack trace.
        catch (Exception e)
        {
            error.WriteLine($"coppice: this is our fault, not yours: {e.GetType().Name}: {e.Message}");
            error.WriteLine("coppice: nothing was changed. Please report it with the command you ran.");
            return OurFault;
        }
#pragma warning restore CA1031
    }

    private static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand(
            "Coppice: care software for kratom dependence. From a record to a review. Not a medical device."
        )
        {
            ReviewCommand(context),
            ScoreCommand(context),
            ForecastCommand.Build(context),
            PlanCommand.Build(context),
            SimulateCommand.Build(context),
            ValidateModelCommand.Build(context),
            ValidateCommand(context),
            ExplainCommand(context),
            InstrumentsCommand(context),
            EmergencyCommand(context),
            LawCommand(context),
            CorrectionsCommand(context),
            CasesCommand(context),
            CheckKnowledgeCommand(context),
        };
        foreach (var command in StoreCommands.Build(context))
        {
            root.Add(command);
        }

        root.Options.OfType<HelpOption>().Single().Action = new HelpPage(context.Output);
        return root;
    }

    internal static Argument<string> FileArgument(string description) => new("FILE") { Description = description };

    internal static Option<string?> AtOption() =>
        new("--at")
        {
            HelpName = "TIME",
            Description =
                "Read the record as of this moment, such as 2026-03-20T12:00:00-04:00. Otherwise the record's own 'now', otherwise the clock.",
        };

    internal static Option<bool> JsonOption() =>
        new("--json") { Description = "Print JSON of a stable, documented shape (docs/review.md)." };

    internal static Option<string> VoiceOption()
    {
        var voice = new Option<string>("--for")
        {
            HelpName = "person|clinician",
            Description = "Whose voice; clinician when left out.",
            DefaultValueFactory = _ => "clinician",
        };
        voice.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<string>() is not ("person" or "clinician") and var word)
            {
                found.AddError($"--for: expected person or clinician; found '{word}'");
            }
        });
        return voice;
    }

    private static Command ReviewCommand(CommandContext context)
    {
        var file = FileArgument("A record (docs/record.md), or - for standard input.");
        var voice = VoiceOption();
        var at = AtOption();
        var json = JsonOption();
        var command = new Command(
            "review",
            "What is going on, how sure that is, what is dangerous, what to consider, and why."
        )
        {
            file,
            voice,
            at,
            json,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            var (record, now) = context.ReadRecord(parsed.GetValue(file)!, parsed.GetValue(at));
            var review = Review.Of(record, now, KnowledgeBase.Default);
            if (parsed.GetValue(json))
            {
                context.WriteJson(review);
            }
            else
            {
                ReviewPage.Write(page, review, KnowledgeBase.Default, parsed.GetValue(voice) == "person");
            }

            return Fine;
        });
        return command;
    }

    private static Command ScoreCommand(CommandContext context)
    {
        var name = new Argument<string>("INSTRUMENT")
        {
            Description = "cows, sows, kud, phq9 …; see 'coppice instruments'.",
        };
        var file = new Argument<string?>("FILE")
        {
            Description = "A record, or - for standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var form = new Option<string?>("--form")
        {
            HelpName = "WORD",
            Description = "The form that was used, for an instrument that has several: days or likert for bam.",
        };
        var answers = new Option<string?>("--answers")
        {
            HelpName = "ITEM=VALUE,...",
            Description = "Answers as item=value pairs, such as 1=2,2=0,3=1.",
        };
        var total = new Option<string?>("--total")
        {
            HelpName = "NUMBER",
            Description = "The total alone, for instruments whose items may not be shipped.",
        };
        var json = JsonOption();
        var command = new Command(
            "score",
            "Scores an instrument from a record or from answers. Missing answers give a range, never a zero."
        )
        {
            name,
            file,
            answers,
            total,
            form,
            json,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            var instrument = CommandContext.Instrument(parsed.GetValue(name)!);
            if (
                parsed.GetValue(file) is not null
                && (parsed.GetValue(answers) ?? parsed.GetValue(total) ?? parsed.GetValue(form)) is not null
            )
            {
                throw new UsageException("expected a FILE, or answers on the command line; found both");
            }

            var scores = parsed.GetValue(file) is { } path
                ? context.ScoresOf(instrument, path)
                :
                [
                    CommandContext.Score(
                        instrument,
                        CommandContext.ParseAnswers(
                            instrument.Id,
                            parsed.GetValue(answers),
                            parsed.GetValue(total)
                        ) with
                        {
                            Version = parsed.GetValue(form),
                        }
                    ),
                ];
            if (parsed.GetValue(json))
            {
                context.WriteJson<Score[]>([.. scores]);
            }
            else
            {
                ScorePage.Write(page, instrument, scores, KnowledgeBase.Default.Emergency);
            }

            return Fine;
        });
        return command;
    }

    private static Command ValidateCommand(CommandContext context)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Records, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "validate",
            "Says whether records are well formed, and where and how they are not. Changes nothing."
        )
        {
            files,
        };
        command.SetAction(parsed =>
        {
            var good = true;
            foreach (var path in parsed.GetValue(files)!)
            {
                good &= Validate(context, path);
            }

            return good ? Fine : BadInput;
        });
        return command;
    }

    private static bool Validate(CommandContext context, string path)
    {
        try
        {
            var (record, problems) = context.Read(path);
            context.Output.WriteLine(
                problems.Count switch
                {
                    0 => $"{path}: fine, {Count(record!.Events.Count, "event")}",
                    _ => $"{path}: {Count(problems.Count, "problem")}",
                }
            );
            foreach (var problem in problems)
            {
                context.Error.WriteLine($"coppice: {path}: {problem}");
            }

            return problems.Count == 0;
        }
        catch (UsageException e)
        {
            context.Output.WriteLine($"{path}: not read");
            context.Error.WriteLine($"coppice: {e.Message}");
            return false;
        }
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static Command ExplainCommand(CommandContext context)
    {
        var id = new Argument<string?>("FINDING-ID")
        {
            Description = "Such as safety.naltrexone; every id with its title when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Argument<string?>("FILE")
        {
            Description = "A record: shows the inputs that fired it there.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var at = AtOption();
        var command = new Command("explain", "A finding's rule, inputs, and the evidence for and against.")
        {
            id,
            file,
            at,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            var knowledge = KnowledgeBase.Default;
            if (parsed.GetValue(id) is not { } wanted)
            {
                ExplainPage.WriteAll(page, knowledge);
                return Fine;
            }

            if (!knowledge.Rules.TryGetValue(wanted, out var rule))
            {
                throw new UsageException(
                    $"expected the id of a finding; found '{wanted}'. Near it: {string.Join(", ", Usage.Near(wanted, knowledge.Rules.Keys))}",
                    "every id: coppice explain"
                );
            }

            IReadOnlyList<Finding>? fired = null;
            if (parsed.GetValue(file) is { } path)
            {
                var (record, now) = context.ReadRecord(path, parsed.GetValue(at));
                fired = [.. Review.Of(record, now, knowledge).Findings.Where(f => f.Id == wanted)];
            }

            ExplainPage.Write(page, knowledge, rule, fired);
            return Fine;
        });
        return command;
    }

    private static Command CasesCommand(CommandContext context)
    {
        var only = new Argument<string?>("CASE")
        {
            Description = "One case, such as C20; all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "cases",
            "Runs the published cases and says for each whether the review holds what the paper says."
        )
        {
            only,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            var wanted = parsed.GetValue(only);
            var cases = CaseFile
                .All.Where(c => wanted is null || string.Equals(c.Case, wanted, StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (cases.Count == 0)
            {
                throw new UsageException(
                    $"expected one of {string.Join(", ", CaseFile.All.Select(c => c.Case))}; found '{wanted}'"
                );
            }

            var results = cases.ConvertAll(c => CaseRun.Of(c, KnowledgeBase.Default));
            CasesPage.Write(page, results, detailed: wanted is not null);
            return results.TrueForAll(r => r.Passed) ? Fine : OurFault;
        });
        return command;
    }

    private static Command InstrumentsCommand(CommandContext context)
    {
        var name = new Argument<string?>("INSTRUMENT")
        {
            Description = "One instrument; all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("instruments", "The instruments, what their licences allow, and their items.")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            if (parsed.GetValue(name) is { } id)
            {
                InstrumentPage.Write(page, CommandContext.Instrument(id));
            }
            else
            {
                InstrumentPage.WriteAll(page, KnowledgeBase.Default);
            }

            return Fine;
        });
        return command;
    }

    private static Command EmergencyCommand(CommandContext context)
    {
        var command = new Command(
            "emergency",
            "Help now: numbers to call, when to go, and what to do for an overdose."
        );
        command.SetAction(_ =>
        {
            using var page = new Page(context.Output);
            EmergencyPage.Write(page, KnowledgeBase.Default.Emergency);
            return Fine;
        });
        return command;
    }

    private static Command LawCommand(CommandContext context)
    {
        var region = new Argument<string?>("REGION")
        {
            Description = "A state such as US-PA; all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "law",
            "The law on kratom and 7-OH as far as it is known, with its day and source. Not legal advice."
        )
        {
            region,
        };
        command.SetAction(parsed =>
        {
            using var page = new Page(context.Output);
            LawPage.Write(page, KnowledgeBase.Default.Laws, parsed.GetValue(region));
            return Fine;
        });
        return command;
    }

    private static Command CorrectionsCommand(CommandContext context)
    {
        var command = new Command(
            "corrections",
            "Claims of two public articles that need correcting, and what is right."
        );
        command.SetAction(_ =>
        {
            using var page = new Page(context.Output);
            LawPage.WriteCorrections(page, KnowledgeBase.Default.Corrections);
            return Fine;
        });
        return command;
    }

    private static Command CheckKnowledgeCommand(CommandContext context)
    {
        var command = new Command(
            "check-knowledge",
            "Reads every knowledge file and says what is broken; the build runs it."
        );
        command.SetAction(_ =>
        {
            var knowledge = KnowledgeBase.Load(KnowledgeBase.ReadEmbedded());
            context.Output.WriteLine(
                $"{knowledge.Rules.Count} rules, {knowledge.Evidence.Count} sources, {knowledge.Instruments.Count} instruments, {knowledge.Medicines.Count} medicines: fine"
            );
            return Fine;
        });
        return command;
    }
}

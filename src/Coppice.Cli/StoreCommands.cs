using System.CommandLine;
using System.Globalization;
using Coppice.Store;

namespace Coppice.Cli;

/// <summary>The commands that look after a store: <c>backup</c>, <c>restore</c>, <c>export</c>, <c>import</c>, <c>check</c>, <c>audit</c>, <c>keys</c>, <c>migrate</c>.</summary>
internal sealed class StoreCommands
{
    /// <summary>Who did it, in the audit log.</summary>
    private const string Author = "command";

    private readonly CommandContext context;
    private readonly Option<string?> store = new("--store")
    {
        HelpName = "PLACE",
        Description =
            "The store: a file, or a connection string of PostgreSQL. Otherwise COPPICE_STORE, otherwise the usual place.",
    };
    private readonly Option<string?> keys = new("--keys")
    {
        HelpName = "FILE",
        Description = "Its key file. Otherwise COPPICE_KEYS or COPPICE_KEY_FILE, otherwise the usual place.",
    };

    private StoreCommands(CommandContext context) => this.context = context;

    public static IEnumerable<Command> Build(CommandContext context)
    {
        var commands = new StoreCommands(context);
        return
        [
            commands.BackupCommand(),
            commands.RestoreCommand(),
            commands.ExportCommand(),
            commands.ImportCommand(),
            commands.CheckCommand(),
            commands.AuditCommand(),
            commands.KeysCommand(),
            commands.MigrateCommand(),
        ];
    }

    private Command BackupCommand()
    {
        var file = App.FileArgument("The backup to make. One that is there is not overwritten.");
        var command = new Command(
            "backup",
            "Copies a store to a file that is a store itself, sealed as it is, while servers go on writing."
        )
        {
            file,
            store,
            keys,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var made = Backup.Make(Settings(parsed).Location, path);
            Say($"{path}: {Holds(made)}");
            Say($"Audit head {Head(made.Head)}. The keys are not in the backup: keep a copy of them elsewhere.");
            return App.Fine;
        });
        return command;
    }

    private Command RestoreCommand()
    {
        var file = App.FileArgument("A backup.");
        var replace = new Option<bool>("--replace")
        {
            Description = "Put aside the store that is there. It is never overwritten.",
        };
        var command = new Command("restore", "Makes a store from a backup. Nothing that is there is overwritten.")
        {
            file,
            replace,
            store,
            keys,
        };
        command.SetAction(parsed =>
        {
            var settings = Settings(parsed);
            var (restored, aside) = Backup.Restore(
                parsed.GetValue(file)!,
                settings.Location,
                parsed.GetValue(replace),
                context.Clock
            );
            Say($"{settings.Location}: {Holds(restored)}");
            if (aside is not null)
            {
                Say($"What was there is now in {aside}");
            }

            return App.Fine;
        });
        return command;
    }

    private Command ExportCommand()
    {
        var file = App.FileArgument("The file to make, JSON lines. One that is there is not overwritten.");
        var owner = new Option<string?>("--owner")
        {
            HelpName = "ID",
            Description = "Only what belongs to this owner, such as a programme.",
        };
        var command = new Command("export", "Takes every event out, opened, as text that any program can read.")
        {
            file,
            owner,
            store,
            keys,
        };
        command.SetAction(parsed =>
            WithStore(
                parsed,
                async open =>
                {
                    var path = parsed.GetValue(file)!;
                    var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                    if (!OperatingSystem.IsWindows())
                    {
                        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                    }

                    await using var output = new FileStream(path, options);
                    var count = await Transfer.ExportAsync(open, output, context.Clock, Author, parsed.GetValue(owner));
                    Say($"{path}: {Count(count, "event")}. It is not sealed: keep it where only you can read it.");
                    return App.Fine;
                }
            )
        );
        return command;
    }

    private Command ImportCommand()
    {
        var file = App.FileArgument("An export.");
        var look = new Option<bool>("--dry-run") { Description = "Only say what would be brought in." };
        var command = new Command(
            "import",
            "Brings an export in. Events that are there are left as they are; if one differs, nothing is brought in."
        )
        {
            file,
            look,
            store,
            keys,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new UsageException($"{path}: expected a file; there is none");
            }

            return WithStore(
                parsed,
                async open =>
                {
                    var only = parsed.GetValue(look);
                    var done = await Transfer.ImportAsync(open, path, context.Clock, Author, only);
                    Say(
                        $"{path}: {Count(done.Events, "new event")} of {Count(done.Streams, "stream")}{(only ? ", not brought in yet" : "")}; {Count(done.Known, "event")} there already"
                    );
                    return App.Fine;
                },
                create: true
            );
        });
        return command;
    }

    private Command CheckCommand()
    {
        var command = new Command(
            "check",
            "Looks at everything in a store: the database, the audit log, and every event, opened. Changes nothing."
        )
        {
            store,
            keys,
        };
        command.SetAction(parsed =>
            WithStore(
                parsed,
                async open => Told(open.Where, await open.CheckAsync(), "every event is as it was written")
            )
        );
        return command;
    }

    private Command AuditCommand()
    {
        var command = new Command("audit", "The log of who did and saw what.") { AuditVerify(), AuditList() };
        return command;
    }

    private Command AuditVerify()
    {
        var head = new Option<string?>("--head")
        {
            HelpName = "POSITION:HASH",
            Description = "An end that was noted before: the log must still lead to it.",
        };
        var command = new Command("verify", "Follows the chain of the audit log and names the first broken link.")
        {
            head,
            store,
            keys,
        };
        command.SetAction(parsed =>
        {
            var noted = Noted(parsed.GetValue(head));
            return WithStore(
                parsed,
                async open => Told(open.Where, await open.VerifyAuditAsync(noted), "the chain is whole")
            );
        });
        return command;
    }

    private Command AuditList()
    {
        const int Page = 1000;
        var of = new Option<string?>("--of")
        {
            HelpName = "STREAM",
            Description = "Only what was done to one stream, such as record/7f3a, and who looked at it.",
        };
        var after = new Option<long>("--after")
        {
            HelpName = "POSITION",
            Description = $"Only what came after this entry. At most {Page} are listed.",
        };
        var command = new Command("list", "Lists entries of the audit log, oldest first.") { of, after, store, keys };
        command.SetAction(parsed =>
        {
            StreamId? subject = null;
            if (parsed.GetValue(of) is { } name && !StreamId.TryParse(name, out subject))
            {
                throw new UsageException($"--of: expected a stream such as record/7f3a; found '{name}'");
            }

            return WithStore(
                parsed,
                async open =>
                {
                    var from = parsed.GetValue(after);
                    var entries = subject is null
                        ? await open.AuditAfterAsync(from, Page)
                        : await open.AuditOfAsync(subject, from, Page);
                    foreach (var entry in entries)
                    {
                        Say(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{entry.Position}  {entry.At}  {entry.Author}  {entry.Action}  {entry.Subject}{(entry.Version is { } version ? $" version {version}" : "")}{(entry.Reason is { } reason ? $"  \"{OneLine(reason)}\"" : "")}"
                            )
                        );
                    }

                    return App.Fine;
                }
            );
        });
        return command;
    }

    private Command KeysCommand()
    {
        var rotate = new Command("rotate", "Adds a new key, which seals from now on. Older ones still open.")
        {
            store,
            keys,
        };
        rotate.SetAction(parsed =>
        {
            var file = Settings(parsed).Keys();
            file.Rotate(context.Clock);
            Say(
                $"The key {file.Ring.Current.Id} seals from now on, in servers once they are started again. Keep a copy of the key file apart from the store. To seal what is there again: coppice keys reseal"
            );
            return App.Fine;
        });
        var reseal = new Command("reseal", "Seals again under the newest key what older ones have sealed.")
        {
            store,
            keys,
        };
        reseal.SetAction(parsed =>
            WithStore(
                parsed,
                async open =>
                {
                    var count = await open.ResealAsync(context.Clock, Author);
                    Say(
                        $"{Count(count, "value")} sealed again. Keep the older keys for as long as a backup needs them."
                    );
                    return App.Fine;
                }
            )
        );
        var list = new Command("list", "Names the keys, oldest first. Never shows them.") { store, keys };
        list.SetAction(parsed =>
        {
            foreach (var key in Settings(parsed).Keys().Ring.Keys)
            {
                Say($"{key.Id}  since {key.Since}");
            }

            return App.Fine;
        });
        return new Command("keys", "The keys that seal a store.") { list, rotate, reseal };
    }

    private Command MigrateCommand()
    {
        var command = new Command(
            "migrate",
            "Brings a store of an earlier Coppice forward, after a rehearsal on a copy. Make a backup first."
        )
        {
            store,
            keys,
        };
        command.SetAction(parsed =>
        {
            var settings = Settings(parsed);
            Existing(settings);
            var (before, now) = Migration.Run(settings.Location, settings.Keys());
            Say(
                before == now
                    ? $"{settings.Location}: nothing to do, its tables are of version {now}"
                    : $"{settings.Location}: from version {before} of the tables to {now}"
            );
            return App.Fine;
        });
        return command;
    }

    private StoreSettings Settings(ParseResult parsed) =>
        new(Environment.GetEnvironmentVariable, parsed.GetValue(store), parsed.GetValue(keys));

    private int WithStore(ParseResult parsed, Func<EventStore, Task<int>> use, bool create = false)
    {
        var settings = Settings(parsed);
        if (!create)
        {
            Existing(settings);
        }

        return UseAsync().GetAwaiter().GetResult();

        async Task<int> UseAsync()
        {
            await using var open = settings.Open(context.Clock);
            return await use(open);
        }
    }

    private static void Existing(StoreSettings settings)
    {
        if (!settings.Exists)
        {
            throw new UsageException($"{settings.Location}: expected a store; there is none");
        }
    }

    private int Told(string where, Inspection found, string whole)
    {
        foreach (var problem in found.Problems)
        {
            context.Error.WriteLine($"coppice: {where}: {problem}");
        }

        Say(
            found.Problems.Count == 0
                ? $"{where}: {Holds(found)}; {whole}"
                : $"{where}: {Count(found.Problems.Count, "problem")}"
        );
        foreach (var remark in found.Remarks)
        {
            Say($"  note: {remark}");
        }

        Say($"Audit head {Head(found.Head)}. Note it elsewhere: with --head it proves later that nothing was cut off.");
        return found.Problems.Count == 0 ? App.Fine : App.OurFault;
    }

    private void Say(string text) => context.Output.WriteLine(text);

    private static string Holds(Inspection found) =>
        $"{Count(found.Streams, "stream")}, {Count(found.Events, "event")}, {Count(found.Head.Position, "audit entry", "audit entries")}";

    private static string Head(AuditHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.Position}:{Convert.ToHexStringLower(head.Hash.Span)}");

    private static AuditHead? Noted(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var hash = new byte[32];
        return
            text.Split(':') is [var position, { Length: 64 } hex]
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Convert.FromHexString(hex, hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? new(number, hash, null)
            : throw new UsageException(
                $"--head: expected POSITION:HASH as 'coppice audit verify' prints it; found '{text}'"
            );
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? $"{one}s")}");
}

using Spectre.Console;

namespace Coppice.Cli;

/// <summary>Shows how far a long run is and how long it may still take, on a terminal; elsewhere it is quiet.</summary>
internal static class SimulateProgress
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the work, and throws what it threw.</summary>
    /// <param name="error">Standard error.</param>
    /// <param name="what">What is done, in a word.</param>
    /// <param name="work">The work.</param>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is to do.</param>
    public static void Wait(TextWriter error, string what, Task work, Func<long> done, long total)
    {
        if (ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected)
        {
            Bar(what, work, done, total);
        }

        work.GetAwaiter().GetResult();
    }

    private static void Bar(string what, Task work, Func<long> done, long total) =>
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(bars =>
            {
                var bar = bars.AddTask(what, new ProgressTaskSettings { MaxValue = total });
                do
                {
                    bar.Value = done();
                } while (Task.WaitAny([work], Often) < 0);
            });
}

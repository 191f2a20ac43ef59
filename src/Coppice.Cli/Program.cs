using Coppice.Cli;

// The command is one of the three places that may read the clock; from here on time is an argument.
#pragma warning disable RS0030
var clock = NodaTime.SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030

return App.Run(args, Console.OpenStandardInput, Console.Out, Console.Error, clock);

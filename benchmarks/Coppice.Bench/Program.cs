using BenchmarkDotNet.Running;
using Coppice.Bench;

switch (args.FirstOrDefault())
{
    case null or "review":
        BenchmarkRunner.Run<ReviewBench>();
        return 0;
    case "stream":
        return StreamBench.Run(
            args.Skip(1).FirstOrDefault() is { } n
                ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)
                : 100_000
        );
    default:
        await Console.Error.WriteLineAsync($"bench: expected review or stream; found '{args[0]}'");
        return 2;
}

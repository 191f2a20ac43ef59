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
    case "model":
        return ModelBench.Run(args[1..]);
    case "plan":
        return PlanBench.Run();
    case "ctn":
        return Coppice.Bench.Ctn.CtnBench.Run(args.Skip(1).FirstOrDefault());
    default:
        await Console.Error.WriteLineAsync($"bench: expected review, stream, model, plan or ctn; found '{args[0]}'");
        return 2;
}

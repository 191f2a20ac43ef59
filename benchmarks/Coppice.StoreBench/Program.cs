using System.Globalization;
using Coppice.StoreBench;

// Writing processes of the kill test are this program too: "child".
switch (args)
{
    case ["child", var location, var keys, var round]:
        return await Child.RunAsync(location, keys, int.Parse(round, CultureInfo.InvariantCulture));
    case ["kill", var rounds, .. var databases]:
        return await KillTest.RunAsync(
            int.Parse(rounds, CultureInfo.InvariantCulture),
            databases is [] ? ["sqlite", "postgres"] : databases
        );
    case ["store"]:
        return await AppendBench.RunAsync();
    default:
        await Console.Error.WriteLineAsync("bench: expected store, or kill ROUNDS [sqlite] [postgres]");
        return 2;
}

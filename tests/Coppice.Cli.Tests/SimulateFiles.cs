using System.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace Coppice.Cli.Tests;

/// <summary>Specs and tables of the cohort tests, in a folder of their own.</summary>
public sealed class SimulateFiles : IDisposable
{
    /// <summary>A right spec; the tests break it or change it.</summary>
    public const string Spec = """
        {
          "format": "coppice-cohort/1",
          "name": "Two groups",
          "groups": [
            {
              "name": "leaf",
              "share": 0.75,
              "product": { "kind": "leafPowder" },
              "amount": { "median": 4, "gsd": 1.5, "unit": "gLeaf", "measure": 0.25 },
              "dosesPerDay": { "2": 1, "4": 3 },
              "habitDays": { "median": 30, "gsd": 2 },
              "opioidPast": { "share": 0.4, "priming": 0.25 }
            },
            {
              "name": "7-OH",
              "share": 0.25,
              "product": { "kind": "sevenHydroxy" },
              "amount": { "median": 20, "gsd": 1.4, "unit": "mg7Oh", "measure": 2.5 },
              "dosesPerDay": { "3": 1 },
              "habitDays": { "median": 90 }
            }
          ],
          "policies": [
            { "name": "stop", "kind": "stop" },
            { "name": "carry on", "kind": "carryOn" },
            { "name": "taper", "kind": "taper", "overDays": 12, "everyDays": 3 },
            { "name": "fewer", "kind": "reduceDosesPerDay", "everyDays": 4 }
          ],
          "horizonDays": 28,
          "spread": { "KM": 0.5 }
        }
        """;

    private int made;

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("coppice-cohort-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A new file.</summary>
    public string Write(string text)
    {
        var path = New(".json");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A name that no file has yet.</summary>
    public string New(string ending = ".parquet") => Path.Combine(Folder, $"{Interlocked.Increment(ref made)}{ending}");

    /// <summary>The spec with a part of it changed.</summary>
    public static string With(string from, string to)
    {
        Assert.Contains(from, Spec, StringComparison.Ordinal);
        return Spec.Replace(from, to, StringComparison.Ordinal);
    }

    /// <summary>Runs a spec and reads what it wrote.</summary>
    internal async Task<SimulateTable> Table(string spec, int persons, int seed = 1, params string[] more)
    {
        var path = New();
        Simulate(spec, persons, seed, path, more);
        return await SimulateTable.Read(path);
    }

    /// <summary>Runs a spec.</summary>
    internal Outcome Simulate(string spec, int persons, int seed, string path, params string[] more) =>
        Command.Fine(["simulate", Write(spec), .. Wishes(persons, seed, path), .. more]);

    /// <summary>Options of a run.</summary>
    public static string[] Wishes(int persons, int seed, string path) =>
        ["--persons", $"{persons}", "--seed", $"{seed}", "--out", path];

    /// <summary>The built command, as a process of its own.</summary>
    public static Process Start(params string[] args) => Start([], args);

    /// <summary>The same, with more in its environment.</summary>
    public static Process Start(Dictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits until something is so, for a minute at most.</summary>
    public static async Task Until(Func<bool> so)
    {
        var clock = Stopwatch.StartNew();
        while (!so() && clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.True(so());
    }
}

/// <summary>A table that was written, read back column by column.</summary>
internal sealed class SimulateTable
{
    private readonly Dictionary<string, double?[]> numbers = [];
    private readonly Dictionary<string, string[]> words = [];

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required int Rows { get; init; }

    public IReadOnlyCollection<string> Names => [.. words.Keys, .. numbers.Keys];

    public double?[] this[string column] => numbers[column];

    /// <summary>A column of words.</summary>
    public string[] Words(string column) => words[column];

    /// <summary>A column's values in the rows of one policy.</summary>
    public double?[] Of(string policy, string column) =>
        [.. numbers[column].Where((_, row) => words["policy"][row] == policy)];

    /// <summary>The same for people of one group.</summary>
    public double?[] Of(string policy, string group, string column) =>
        [.. numbers[column].Where((_, row) => words["policy"][row] == policy && words["group"][row] == group)];

    public static async Task<SimulateTable> Read(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path);
        var groups = reader.RowGroups;
        var table = new SimulateTable { Metadata = reader.CustomMetadata, Rows = (int)groups.Sum(g => g.RowCount) };
        foreach (var field in reader.Schema.DataFields)
        {
            var name = field.Path.ToList()[0];
            if (field.ClrType == typeof(ReadOnlyMemory<char>))
            {
                table.words[name] = [.. (await Of(groups, g => Text(g, field)))];
            }
            else
            {
                table.numbers[name] = [.. (await Of(groups, g => Numbers(g, field)))];
            }
        }

        return table;
    }

    private static async Task<List<T>> Of<T>(
        IReadOnlyList<ParquetRowGroupReader> groups,
        Func<ParquetRowGroupReader, Task<T[]>> read
    )
    {
        var all = new List<T>();
        foreach (var group in groups)
        {
            all.AddRange(await read(group));
        }

        return all;
    }

    private static async Task<string[]> Text(ParquetRowGroupReader group, DataField field)
    {
        var values = new string[group.RowCount];
        await group.ReadAsync(field, values);
        return values;
    }

    private static async Task<double?[]> Numbers(ParquetRowGroupReader group, DataField field)
    {
        var count = (int)group.GetMetadata(field)!.MetaData!.NumValues;
        if (field.ClrType == typeof(long))
        {
            return [.. (await Plain<long>()).Select(v => (double?)v)];
        }

        if (field.ClrType == typeof(int))
        {
            return [.. (await Plain<int>()).Select(v => (double?)v)];
        }

        if (field.ClrType == typeof(bool))
        {
            return [.. (await Plain<bool>()).Select(v => (double?)(v ? 1 : 0))];
        }

        if (field.MaxRepetitionLevel > 0)
        {
            var elements = new float[count];
            await group.ReadRawAsync<float>(
                field,
                elements,
                (Memory<int>)new int[count],
                (Memory<int>)new int[count],
                default
            );
            return [.. elements.Select(v => (double?)v)];
        }

        if (!field.IsNullable)
        {
            return [.. (await Plain<float>()).Select(v => (double?)v)];
        }

        var values = new float?[count];
        await group.ReadAsync<float>(field, (Memory<float?>)values);
        return [.. values.Select(v => (double?)v)];

        async Task<T[]> Plain<T>()
            where T : struct
        {
            var plain = new T[count];
            await group.ReadAsync<T>(field, (Memory<T>)plain);
            return plain;
        }
    }
}

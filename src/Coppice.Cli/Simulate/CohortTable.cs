using System.Globalization;
using System.IO.Compression;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;
using Coppice.Record.Json;
using Parquet;
using Parquet.Schema;

namespace Coppice.Cli;

/// <summary>Writes a cohort as a Parquet file: one row for each person and policy (docs/cohorts.md).</summary>
internal sealed class CohortTable : IAsyncDisposable
{
    private static readonly string[] WholeNumbers = ["doses_per_day", "habit_days"];

    private readonly CohortSpec spec;
    private readonly ParquetWriter writer;
    private readonly ParquetSchema schema;

    private CohortTable(CohortSpec spec, ParquetWriter writer, ParquetSchema schema)
    {
        this.spec = spec;
        this.writer = writer;
        this.schema = schema;
    }

    /// <summary>Parts in one row group: fewer when each row is long, so that memory is bounded.</summary>
    public static int PartsInGroup(CohortSpec spec) => Math.Max(1, 8 / (1 + (spec.Periods / 8)));

    /// <summary>Begins a file.</summary>
    public static async Task<CohortTable> Create(Stream stream, SpecFile spec, ulong seed, long persons)
    {
        var layout = new ParquetSchema(Fields(spec.Spec));
        var file = await ParquetWriter.CreateAsync(
            layout,
            stream,
            new ParquetOptions
            {
                // Its bytes are the same on every processor; those of Snappy are not.
                CompressionMethod = CompressionMethod.Zstd,
                CompressionLevel = CompressionLevel.Fastest,
                DictionaryEncodingThreshold = 0.3,
                DictionaryEncodingSampleSize = 512,
                MaximumLargePoolFreeBytes = 1 << 20,
                MaximumSmallPoolFreeBytes = 1 << 20,
            }
        );
        file.CustomMetadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["coppice.spec"] = spec.Compact,
            ["coppice.seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["coppice.persons"] = persons.ToString(CultureInfo.InvariantCulture),
            ["coppice.version"] = Review.ThisVersion,
            ["coppice.intendedUse"] = KnowledgeBase.Default.Emergency.IntendedUse.Clinician,
            ["coppice.limits"] = string.Join(" ", SimulatePage.Limits),
        };
        return new CohortTable(spec.Spec, file, layout);
    }

    /// <summary>Adds parts as one row group.</summary>
    public async Task Add(IReadOnlyList<CohortRows> parts)
    {
        var policies = spec.Policies.Count;
        var rows = parts.Sum(p => p.People) * policies;
        using var group = writer.CreateRowGroup();
        var fields = schema.DataFields;
        var at = 0;
        await group.WriteAsync<long>(fields[at++], Flat(rows, (part, row) => part.First + (row / policies)));
        await Words(spec.Groups.Select(g => g.Name), OfGroup);
        await Words(spec.Policies.Select(p => p.Name), (_, row) => row % policies);
        await Words(spec.Groups.Select(g => Word.Of(g.Product.Kind)), OfGroup);
        await Words(spec.Groups.Select(g => Word.Of(g.Amount.Unit)), OfGroup);
        foreach (var (c, column) in CohortRows.OfPerson.Index().Skip(1))
        {
            if (column.Name == "opioid_past")
            {
                await group.WriteAsync<bool>(
                    fields[at++],
                    Flat(rows, (part, row) => part.Persons[c][row / policies] > 0)
                );
            }
            else if (WholeNumbers.Contains(column.Name))
            {
                await group.WriteAsync<int>(
                    fields[at++],
                    Flat(rows, (part, row) => (int)part.Persons[c][row / policies])
                );
            }
            else
            {
                await group.WriteAsync<float>(fields[at++], Flat(rows, (part, row) => part.Persons[c][row / policies]));
            }
        }

        foreach (var (c, column) in CohortRows.OfOutcome.Index())
        {
            if (column.MayBeNone)
            {
                await group.WriteAsync<float>(
                    fields[at++],
                    Flat<float?>(rows, (part, row) => float.IsNaN(part.Outcomes[c][row]) ? null : part.Outcomes[c][row])
                );
            }
            else
            {
                await group.WriteAsync<float>(fields[at++], Flat(rows, (part, row) => part.Outcomes[c][row]));
            }
        }

        if (spec.Periods > 0)
        {
            var values = parts.SelectMany(p => p.Series).ToArray();
            var present = new int[values.Length];
            Array.Fill(present, fields[at].MaxDefinitionLevel);
            var within = new int[values.Length];
            Array.Fill(within, fields[at].MaxRepetitionLevel);
            for (var i = 0; i < within.Length; i += spec.Periods)
            {
                within[i] = 0;
            }

            await group.WriteAllPartsAsync<float>(fields[at], values, present, within, CancellationToken.None);
        }

        group.CompleteValidate();

        int OfGroup(CohortRows part, int row) => (int)part.Persons[CohortRows.Group][row / policies];

        Task Words(IEnumerable<string> all, Func<CohortRows, int, int> which)
        {
            var words = all.Select(word => word.AsMemory()).ToArray();
            return group.WriteAsync<ReadOnlyMemory<char>>(
                fields[at++],
                Flat(rows, (part, row) => words[which(part, row)])
            );
        }

        T[] Flat<T>(int count, Func<CohortRows, int, T> of)
        {
            var flat = new T[count];
            var next = 0;
            foreach (var part in parts)
            {
                for (var row = 0; row < part.People * policies; row++)
                {
                    flat[next++] = of(part, row);
                }
            }

            return flat;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private static IEnumerable<Field> Fields(CohortSpec spec)
    {
        yield return new DataField<long>("person");
        yield return new DataField("group", typeof(string), isNullable: false);
        yield return new DataField("policy", typeof(string), isNullable: false);
        yield return new DataField("product", typeof(string), isNullable: false);
        yield return new DataField("unit", typeof(string), isNullable: false);
        foreach (var column in CohortRows.OfPerson.Skip(1))
        {
            yield return column.Name == "opioid_past" ? new DataField<bool>(column.Name)
            : WholeNumbers.Contains(column.Name) ? new DataField<int>(column.Name)
            : new DataField<float>(column.Name);
        }

        foreach (var column in CohortRows.OfOutcome)
        {
            yield return column.MayBeNone ? new DataField<float?>(column.Name) : new DataField<float>(column.Name);
        }

        if (spec.Periods > 0)
        {
            yield return new ListField("withdrawal", new DataField<float>("element"));
        }
    }
}

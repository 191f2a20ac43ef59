using System.Security.Cryptography;
using Coppice.Knowledge;
using Coppice.Model.Cohorts;
using Coppice.Record;

namespace Coppice.Cli;

/// <summary>A column with one number a row; NaN where there is none.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="MayBeNone">Whether a row may have none.</param>
/// <param name="Of">The number, of a run, the index of a policy and the index of a person.</param>
internal sealed record CohortColumn(string Name, bool MayBeNone, Func<CohortRun, int, int, double> Of);

/// <summary>The rows of some people of a cohort, column by column: what a part holds, and what the table and the summary are made of.</summary>
internal sealed class CohortRows
{
    /// <summary>Index of the group among <see cref="OfPerson"/>.</summary>
    public const int Group = 0;

    private const int Magic = 0x31505043;
    private const int HashBytes = 32;

    /// <summary>Symbols of the model whose value for the person is in the file.</summary>
    private static readonly Symbol[] Symbols =
    [
        Symbol.CL,
        Symbol.R,
        Symbol.KM,
        Symbol.eM,
        Symbol.Amax,
        Symbol.tau1,
        Symbol.tau2,
        Symbol.w2,
        Symbol.th,
        Symbol.W50,
        Symbol.tw,
        Symbol.tauT,
        Symbol.span,
    ];

    private CohortRows(long first, int people, int policies, int periods)
    {
        First = first;
        People = people;
        Policies = policies;
        Periods = periods;
        Persons = [.. OfPerson.Select(_ => new float[people])];
        Outcomes = [.. OfOutcome.Select(_ => new float[people * policies])];
        Series = new float[people * policies * periods];
    }

    /// <summary>What a person has under every policy: the habit and the model's parameters.</summary>
    public static IReadOnlyList<CohortColumn> OfPerson { get; } =
    [
        new("group", false, (run, _, i) => run.People[i].Group),
        new("amount_per_dose", false, (run, _, i) => run.People[i].Amount),
        new("mg_per_dose", false, (run, _, i) => run.People[i].Milligrams),
        new("relative_to_tea", false, (run, _, i) => run.People[i].Formulation),
        new("doses_per_day", false, (run, _, i) => run.People[i].DosesPerDay),
        new("habit_days", false, (run, _, i) => run.People[i].HabitDays),
        new("opioid_past", false, (run, _, i) => run.People[i].OpioidPast ? 1 : 0),
        .. Symbols.Select(s => new CohortColumn($"model_{s}", false, (run, _, i) => run.Members[s][i])),
    ];

    /// <summary>What a policy gives a person.</summary>
    public static IReadOnlyList<CohortColumn> OfOutcome { get; } =
    [
        new("onset_h", true, (run, p, i) => run.Outcomes[p][i].Onset ?? double.NaN),
        new("peak_sows", false, (run, p, i) => run.Outcomes[p][i].Peak),
        new("peak_h", false, (run, p, i) => run.Outcomes[p][i].PeakAt),
        new("eased_day", true, (run, p, i) => run.Outcomes[p][i].Eased ?? double.NaN),
        new("moderate_share", false, (run, p, i) => run.Outcomes[p][i].ModerateShare),
        new("c50_start", false, (run, p, i) => run.Outcomes[p][i].C50AtStart),
        new("c50_day_14", true, (run, p, i) => run.Outcomes[p][i].C50OnDay14 ?? double.NaN),
        new("c50_day_28", true, (run, p, i) => run.Outcomes[p][i].C50OnDay28 ?? double.NaN),
        new("area_sows_days", false, (run, p, i) => run.Outcomes[p][i].Area),
        new("last_dose_day", true, (run, p, i) => run.Outcomes[p][i].LastDoseDay ?? double.NaN),
    ];

    /// <summary>The number of the first person.</summary>
    public long First { get; }

    /// <summary>Number of people.</summary>
    public int People { get; }

    /// <summary>Number of policies.</summary>
    public int Policies { get; }

    /// <summary>Values of one row's series.</summary>
    public int Periods { get; }

    /// <summary>By column of <see cref="OfPerson"/> and person.</summary>
    public float[][] Persons { get; }

    /// <summary>By column of <see cref="OfOutcome"/> and row; a person's policies follow one another.</summary>
    public float[][] Outcomes { get; }

    /// <summary>Row by row, the series.</summary>
    public float[] Series { get; }

    /// <summary>The index of a column of <see cref="OfOutcome"/>.</summary>
    public static int Outcome(string name) => OfOutcome.Index().Single(c => c.Item.Name == name).Index;

    /// <summary>The rows of a run.</summary>
    public static CohortRows Of(CohortRun run, CohortSpec spec)
    {
        var rows = new CohortRows(run.First, run.People.Length, spec.Policies.Count, spec.Periods);
        for (var i = 0; i < rows.People; i++)
        {
            foreach (var (c, column) in OfPerson.Index())
            {
                rows.Persons[c][i] = (float)column.Of(run, 0, i);
            }

            for (var p = 0; p < rows.Policies; p++)
            {
                var row = (i * rows.Policies) + p;
                foreach (var (c, column) in OfOutcome.Index())
                {
                    rows.Outcomes[c][row] = (float)column.Of(run, p, i);
                }

                run.Series[p].AsSpan(i * rows.Periods, rows.Periods).CopyTo(rows.Series.AsSpan(row * rows.Periods));
            }
        }

        return rows;
    }

    /// <summary>The rows as bytes, with their hash at the end.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(First);
        writer.Write(People);
        writer.Write(Policies);
        writer.Write(Periods);
        foreach (var column in Persons.Concat(Outcomes).Append(Series))
        {
            foreach (var value in column)
            {
                writer.Write(value);
            }
        }

        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Reads rows; null when the bytes are not whole or not these.</summary>
    public static CohortRows? FromBytes(byte[] bytes, long first, int people, CohortSpec spec)
    {
        var rows = new CohortRows(first, people, spec.Policies.Count, spec.Periods);
        var columns = rows.Persons.Concat(rows.Outcomes).Append(rows.Series).ToList();
        const int header = sizeof(int) + sizeof(long) + (3 * sizeof(int));
        if (bytes.Length != header + (sizeof(float) * columns.Sum(c => c.Length)) + HashBytes)
        {
            return null;
        }

        var end = bytes.Length - HashBytes;
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        var same =
            reader.ReadInt32() == Magic
            && reader.ReadInt64() == first
            && reader.ReadInt32() == people
            && reader.ReadInt32() == rows.Policies
            && reader.ReadInt32() == rows.Periods
            && SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end));
        if (!same)
        {
            return null;
        }

        foreach (var column in columns)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = reader.ReadSingle();
            }
        }

        return rows;
    }

    /// <summary>Whether a group takes 7-OH, whose milligrams are not those of mitragynine.</summary>
    public static bool IsSevenHydroxy(CohortGroup group) => group.Product.Kind == ProductKind.SevenHydroxy;
}

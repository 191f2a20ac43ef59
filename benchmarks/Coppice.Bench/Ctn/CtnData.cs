using System.Globalization;
using System.IO.Compression;

namespace Coppice.Bench.Ctn;

/// <summary>A withdrawal record: 0 none, 1 mild, 2 moderate, 3 severe (COWS in trials 27 and 30, SOWS in 51).</summary>
internal sealed record Scored(int Day, int Band);

/// <summary>Study drug on a day: mg of buprenorphine or methadone; 1 in the naltrexone arm is an injection that lasts a month.</summary>
internal sealed record StudyDose(int Day, double Amount);

/// <summary>The arm a participant was put in, and when.</summary>
internal sealed record Arm(int Day, string Treatment);

/// <summary>
/// One participant's time line, each list in order of day. Days count from consent.
/// <see cref="OpioidDays"/> are the distinct days of self-reported use of an opioid other than the study drug.
/// </summary>
internal sealed record History(
    int Who,
    int Trial,
    IReadOnlyList<Scored> Withdrawal,
    IReadOnlyList<StudyDose> Drug,
    IReadOnlyList<Arm> Arms,
    IReadOnlyList<int> OpioidDays,
    IReadOnlyList<int> Admissions,
    IReadOnlyList<int> Discharges
)
{
    /// <summary>Whether the last arm is that of the monthly injection of naltrexone.</summary>
    public bool OnNaltrexone => Arms.Count > 0 && Arms[^1].Treatment == "Inpatient NR-NTX";

    /// <summary>
    /// What was known on a day: later entries are cut off, so a forecaster that is given only this cannot look ahead.
    /// </summary>
    public History KnownOn(int day) =>
        this with
        {
            Withdrawal = [.. Withdrawal.TakeWhile(w => w.Day <= day)],
            Drug = [.. Drug.TakeWhile(d => d.Day <= day)],
            Arms = [.. Arms.TakeWhile(a => a.Day <= day)],
            OpioidDays = [.. OpioidDays.TakeWhile(d => d <= day)],
            Admissions = [.. Admissions.TakeWhile(d => d <= day)],
            Discharges = [.. Discharges.TakeWhile(d => d <= day)],
        };
}

/// <summary>One forecast to make: what is known at the last record, the day of the next one, and (for the grader) its band.</summary>
internal sealed record Case(History Known, int TargetDay, int Band)
{
    /// <summary>
    /// The fold in which the participant is held out: half the (odd) number, modulo five. It depends on nothing but the number, so a
    /// participant stays in their fold whatever else changes.
    /// </summary>
    public int Fold => Known.Who / 2 % CtnData.Folds;
}

/// <summary>
/// The public, de-identified participants of CTN-0027, CTN-0030 and CTN-0051, read from gzip'd CSV. Rows without a day or a value are
/// left out. Source: R package public.ctn0094data, MIT licence.
/// </summary>
internal static class CtnData
{
    public const int Folds = 5;

    private static readonly HashSet<string> Opioids = ["Heroin", "Opioid", "Methadone", "Buprenorphine"];

    /// <summary>Where the files lie by default: beside the repository that holds this build.</summary>
    public static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Coppice.slnx")))
            {
                return Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data", "ctn-0094"));
            }
        }

        return null;
    }

    /// <summary>Every participant with at least one withdrawal record, in order of number.</summary>
    public static IReadOnlyList<History> Read(string folder)
    {
        var trial = Rows(folder, "everybody", "who", "project").ToDictionary(r => Whole(r[0]), r => Whole(r[1]));
        var scored = ByPerson(folder, "withdrawal", ["when", "withdrawal"], r => new Scored(Whole(r[0]), Whole(r[1])));
        var doses = ByPerson(folder, "treatment", ["when", "amount"], r => new StudyDose(Whole(r[0]), Real(r[1])));
        var arms = ByPerson(folder, "randomization", ["when", "treatment"], r => new Arm(Whole(r[0]), r[1]));
        var opioids = ByPerson(folder, "tlfb", ["when", "what"], r => (Day: Whole(r[0]), What: r[1]));
        var detox = ByPerson(folder, "detox", ["when", "what"], r => (Day: Whole(r[0]), What: r[1]));
        return
        [
            .. trial
                .Keys.Where(scored.Contains)
                .Order()
                .Select(who => new History(
                    who,
                    trial[who],
                    [.. scored[who].OrderBy(w => w.Day)],
                    [.. doses[who].Where(d => d.Amount > 0).OrderBy(d => d.Day)],
                    [.. arms[who].Distinct().OrderBy(a => a.Day)],
                    [.. opioids[who].Where(o => Opioids.Contains(o.What)).Select(o => o.Day).Distinct().Order()],
                    [.. detox[who].Where(d => d.What == "admission").Select(d => d.Day).Order()],
                    [.. detox[who].Where(d => d.What == "discharge").Select(d => d.Day).Order()]
                )),
        ];
    }

    /// <summary>Each record after a participant's first, to be forecast from the one before.</summary>
    public static IReadOnlyList<Case> Cases(IEnumerable<History> people) =>
        [
            .. people.SelectMany(p =>
                p.Withdrawal.Zip(p.Withdrawal.Skip(1), (from, to) => new Case(p.KnownOn(from.Day), to.Day, to.Band))
            ),
        ];

    private static ILookup<int, T> ByPerson<T>(string folder, string file, string[] columns, Func<string[], T> make) =>
        Rows(folder, file, ["who", .. columns])
            .Where(r => r.All(c => c.Length > 0))
            .ToLookup(r => Whole(r[0]), r => make(r[1..]));

    private static IEnumerable<string[]> Rows(string folder, string file, params string[] columns)
    {
        using var zipped = new GZipStream(
            File.OpenRead(Path.Combine(folder, file + ".csv.gz")),
            CompressionMode.Decompress
        );
        using var reader = new StreamReader(zipped);
        var header = (reader.ReadLine() ?? "").Split(',');
        var at = Array.ConvertAll(columns, c => Array.IndexOf(header, c));
        if (Array.Exists(at, i => i < 0))
        {
            throw new InvalidDataException($"{file}.csv.gz: expected columns {string.Join(", ", columns)}");
        }

        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return Array.ConvertAll(at, i => cells[i]);
        }
    }

    private static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static double Real(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}

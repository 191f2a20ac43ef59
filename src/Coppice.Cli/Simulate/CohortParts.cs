using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Model;
using Coppice.Model.Cohorts;

namespace Coppice.Cli;

/// <summary>
/// The finished parts of a cohort, one file each, in a folder beside the file they will become: what is there after a kill is
/// whole. One run at a time holds it.
/// </summary>
internal sealed class CohortParts : IDisposable
{
    /// <summary>People in one part.</summary>
    public const int PeopleInPart = 1024;

    private const string ManifestName = "manifest.json";
    private const string HoldName = "hold";
    private const string Half = ".new";

    /// <summary>What a kill may leave before the manifest is there.</summary>
    private static readonly string[] OfOpening = [HoldName, ManifestName + Half];

    private readonly FileStream hold;
    private readonly CohortSpec spec;
    private readonly long persons;

    private CohortParts(string folder, FileStream hold, CohortSpec spec, long persons)
    {
        Folder = folder;
        this.hold = hold;
        this.spec = spec;
        this.persons = persons;
        Count = (int)((persons + PeopleInPart - 1) / PeopleInPart);
    }

    /// <summary>What a folder's parts are of.</summary>
    internal sealed record Manifest(
        string Format,
        string Spec,
        ulong Seed,
        long Persons,
        string Version,
        string Build,
        int PeopleInPart
    );

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Number of parts when all are there.</summary>
    public int Count { get; }

    /// <summary>Where the parts are joined before the whole takes its place.</summary>
    public string Joined => Path.Combine(Folder, "joined.parquet");

    /// <summary>Opens the folder for a file to be, makes it when there is none, and refuses it when it is of another run.</summary>
    public static CohortParts Open(string file, SpecFile spec, ulong seed, long persons)
    {
        var folder = file + ".part";
        var ours = new Manifest(
            "coppice-cohort-parts/1",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spec.Compact))),
            seed,
            persons,
            Review.ThisVersion,
            $"{typeof(Runner).Module.ModuleVersionId:N}{typeof(KnowledgeBase).Module.ModuleVersionId:N}",
            PeopleInPart
        );
        Directory.CreateDirectory(folder);
        var held = Hold(folder);
        try
        {
            var path = Path.Combine(folder, ManifestName);
            if (File.Exists(path))
            {
                Compare(folder, path, ours);
            }
            else if (Directory.EnumerateFileSystemEntries(folder).Any(e => !OfOpening.Contains(Path.GetFileName(e))))
            {
                throw new UsageException(
                    $"{folder}: expected the parts of an earlier run, or no such folder; found something else. Move it away, or choose another --out"
                );
            }
            else
            {
                Put(path, JsonSerializer.SerializeToUtf8Bytes(ours, CohortJson.Default.Manifest));
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        return new CohortParts(folder, held, spec.Spec, persons);
    }

    /// <summary>The number of a part's first person.</summary>
    public static long First(int part) => (long)part * PeopleInPart;

    /// <summary>The number of people in a part.</summary>
    public int People(int part) => (int)Math.Min(PeopleInPart, persons - First(part));

    /// <summary>Keeps a part.</summary>
    public void Write(int part, CohortRows rows) => Put(PathOf(part), rows.ToBytes());

    /// <summary>A part that was there before.</summary>
    public CohortRows Whole(int part) =>
        Read(part) ?? throw new IOException($"part {part.ToString(CultureInfo.InvariantCulture)} was lost");

    /// <summary>A part; null when it is not there or not whole.</summary>
    public CohortRows? Read(int part)
    {
        var path = PathOf(part);
        return File.Exists(path)
            ? CohortRows.FromBytes(File.ReadAllBytes(path), First(part), People(part), spec)
            : null;
    }

    /// <summary>Takes the folder away, the manifest last: what a kill leaves is still of this run.</summary>
    public void Remove()
    {
        foreach (var part in Directory.EnumerateFiles(Folder, "*.rows"))
        {
            File.Delete(part);
        }

        Directory.Delete(Folder, recursive: true);
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => hold.Dispose();

    private static FileStream Hold(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, HoldName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
            when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new UsageException($"{folder}: another run is writing there, or it cannot be written: {e.Message}");
        }
    }

    private static void Compare(string folder, string path, Manifest ours)
    {
        Manifest? theirs = null;
        try
        {
            theirs = JsonSerializer.Deserialize(File.ReadAllBytes(path), CohortJson.Default.Manifest);
        }
        catch (JsonException)
        {
            // Told below: a manifest that cannot be read is not ours.
        }

        if (theirs == ours)
        {
            return;
        }

        var other = theirs switch
        {
            null => "a manifest that cannot be read",
            _ when theirs.Spec != ours.Spec => "another spec",
            _ when theirs.Seed != ours.Seed => $"seed {theirs.Seed.ToString(CultureInfo.InvariantCulture)}",
            _ when theirs.Persons != ours.Persons => $"{theirs.Persons.ToString(CultureInfo.InvariantCulture)} people",
            _ when theirs.Version != ours.Version => $"version {theirs.Version}",
            _ => "another build of this version",
        };
        throw new UsageException(
            $"{folder}: expected parts of this run; found those of an unfinished run of {other}. Finish that one with the command that began it, or delete the folder, or choose another --out"
        );
    }

    /// <summary>Writes a file beside its place, sees it on the disk, and then puts it there.</summary>
    private static void Put(string path, byte[] bytes)
    {
        var beside = path + Half;
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private string PathOf(int part) =>
        Path.Combine(Folder, $"{part.ToString("D6", CultureInfo.InvariantCulture)}.rows");
}

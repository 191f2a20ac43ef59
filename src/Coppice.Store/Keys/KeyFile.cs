using NodaTime;

namespace Coppice.Store;

/// <summary>Where the keys are kept, apart from the database: a file that only its owner can read, or the environment.</summary>
public sealed class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string? path;
    private volatile KeyRing ring;

    private KeyFile(string? path, KeyRing ring) => (this.path, this.ring) = (path, ring);

    /// <summary>The keys, as they were last read.</summary>
    public KeyRing Ring => ring;

    /// <summary>Keys that came as text, from the environment.</summary>
    /// <exception cref="StoreException">The text holds no keys.</exception>
    public static KeyFile FromText(string text) => new(null, KeyRing.Parse(text));

    /// <summary>Opens a key file.</summary>
    /// <exception cref="StoreException">It is not there, not readable, readable by others, or not one.</exception>
    public static KeyFile Open(string path) => new(path, Read(path));

    /// <summary>Opens a key file, or makes one with a new key when there is none. Never changes one that is there.</summary>
    /// <exception cref="StoreException">It cannot be made or opened.</exception>
    public static KeyFile OpenOrCreate(string path, Instant now)
    {
        if (!File.Exists(path))
        {
            Told(
                path,
                () =>
                {
                    MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
                    Save(path, KeyRing.New(now), FileMode.CreateNew);
                }
            );
        }

        return Open(path);
    }

    /// <summary>Adds a new key, which seals from now on. What was sealed before stays readable.</summary>
    /// <exception cref="StoreException">The keys came from the environment, or the file cannot be written.</exception>
    public void Rotate(Instant now)
    {
        if (path is null)
        {
            throw new StoreException(
                StoreFault.Keys,
                "the keys came from the environment: add the new key where they are kept"
            );
        }

        var next = Read(path).Rotated(now);
        Told(
            path,
            () =>
            {
                // A new file moved over the old one: a crash leaves one of the two, never half of one.
                Save(path + ".new", next, FileMode.Create);
                File.Move(path + ".new", path, overwrite: true);
            }
        );
        ring = next;
    }

    /// <summary>Reads the file again: another process may have added a key.</summary>
    internal void Reload()
    {
        if (path is not null)
        {
            ring = Read(path);
        }
    }

    internal static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    internal static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private static KeyRing Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreException(
                StoreFault.Keys,
                $"{path}: the key file is not there. Without it nothing in the store can be read: put back the copy that was kept apart"
            );
        }

        if (
            !OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~OwnerOnly) is var more and not UnixFileMode.None
        )
        {
            throw new StoreException(
                StoreFault.Keys,
                $"{path}: others may use the key file ({more}); expected its owner alone: chmod 600 {path}"
            );
        }

        try
        {
            return KeyRing.Parse(Told(path, () => File.ReadAllText(path)));
        }
        catch (StoreException e) when (e.InnerException is null)
        {
            throw new StoreException(StoreFault.Keys, $"{path}: {e.Message}", e);
        }
    }

    private static void Save(string path, KeyRing ring, FileMode mode)
    {
        using var file = new FileStream(path, Private(mode));
        file.Write(System.Text.Encoding.UTF8.GetBytes(ring.Format()));
        file.Flush(flushToDisk: true);
    }

    private static void Told(string path, Action action) =>
        Told(
            path,
            () =>
            {
                action();
                return 0;
            }
        );

    private static T Told<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Keys, $"{path}: the key file cannot be used: {e.Message}", e);
        }
    }
}

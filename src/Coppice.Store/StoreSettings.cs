using NodaTime;

namespace Coppice.Store;

/// <summary>Which store and which keys: what was asked for, otherwise what the environment says, otherwise the usual places. No set-up is needed.</summary>
/// <remarks>
/// <c>COPPICE_STORE</c> is a path or a connection string of PostgreSQL; <c>COPPICE_KEY_FILE</c> the path of the key file; <c>COPPICE_KEYS</c> the
/// lines of a key file themselves. The usual places are <c>~/.local/share/coppice/store.db</c> and <c>~/.config/coppice/keys</c>.
/// </remarks>
public sealed class StoreSettings
{
    private readonly string? keys;

    /// <summary>Reads the settings.</summary>
    /// <param name="environment">Looks a variable of the environment up.</param>
    /// <param name="store">The store that was asked for; null for none.</param>
    /// <param name="keyFile">The key file that was asked for; null for none.</param>
    /// <exception cref="StoreException">The location is none.</exception>
    public StoreSettings(Func<string, string?> environment, string? store = null, string? keyFile = null)
    {
        Location = StoreLocation.Parse(
            store ?? environment("COPPICE_STORE") ?? Usual(Environment.SpecialFolder.LocalApplicationData, "store.db")
        );
        keys = keyFile is null ? environment("COPPICE_KEYS") : null;
        KeyFilePath =
            keyFile ?? environment("COPPICE_KEY_FILE") ?? Usual(Environment.SpecialFolder.ApplicationData, "keys");
    }

    /// <summary>Where the store is.</summary>
    public StoreLocation Location { get; }

    /// <summary>Where the key file is, when the keys do not come from the environment.</summary>
    public string KeyFilePath { get; }

    /// <summary>Whether there is a store.</summary>
    /// <exception cref="StoreException">The server does not answer.</exception>
    public bool Exists => EventStore.EngineOf(Location).Exists();

    /// <summary>Opens the store; where there is none, makes it and its key file.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says why.</exception>
    public EventStore Open(Instant now) =>
        keys is null ? EventStore.Open(Location, KeyFilePath, now) : EventStore.Open(Location, Keys());

    /// <summary>The keys of a store that is there.</summary>
    /// <exception cref="StoreException">They are not there.</exception>
    public KeyFile Keys() => keys is null ? KeyFile.Open(KeyFilePath) : KeyFile.FromText(keys);

    private static string Usual(Environment.SpecialFolder folder, string name) =>
        Path.Combine(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify), "coppice", name);
}

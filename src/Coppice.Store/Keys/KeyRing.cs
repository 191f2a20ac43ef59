using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Store;

/// <summary>A key that seals, and since when it is there.</summary>
public sealed class SealingKey
{
    /// <summary>Length of a key in bytes (AES-256).</summary>
    internal const int Length = 32;

    /// <summary>Length of an id in bytes.</summary>
    internal const int IdLength = 8;

    internal SealingKey(byte[] secret, Instant since)
    {
        Secret = secret;
        Since = since;
        IdBytes = HMACSHA256.HashData(secret, "coppice key id"u8)[..IdLength];
    }

    /// <summary>The key's name: made from the key itself, so that a name never stands for another key.</summary>
    public string Id => Convert.ToHexStringLower(IdBytes);

    /// <summary>When it was made.</summary>
    public Instant Since { get; }

    internal byte[] Secret { get; }

    internal byte[] IdBytes { get; }
}

/// <summary>The keys of a store, oldest first. The last one seals; all of them open.</summary>
public sealed class KeyRing
{
    private KeyRing(IReadOnlyList<SealingKey> keys) => Keys = keys;

    /// <summary>Oldest first; at least one.</summary>
    public IReadOnlyList<SealingKey> Keys { get; }

    /// <summary>The key that seals what is written now.</summary>
    public SealingKey Current => Keys[^1];

    /// <summary>A ring with one new key.</summary>
    public static KeyRing New(Instant now) => new([Make(now)]);

    /// <summary>Reads the lines of a key file.</summary>
    /// <exception cref="StoreException">A line is not a key.</exception>
    public static KeyRing Parse(string text)
    {
        var keys = new List<SealingKey>();
        var number = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length > 0 && line[0] != '#')
            {
                keys.Add(ParseLine(line, number));
            }
        }

        return keys.Count == 0
            ? throw new StoreException(StoreFault.Keys, "the keys: expected at least one; found none")
            : new(keys);
    }

    /// <summary>The same ring with a new key that seals from now on.</summary>
    public KeyRing Rotated(Instant now) => new([.. Keys, Make(now)]);

    /// <summary>The text of a key file.</summary>
    internal string Format() =>
        "# Keys of a Coppice store, oldest first; the last one seals. Without this file nothing in the store can be read.\n"
        + "# Keep a copy apart from the database and its backups. Remove no line while a backup needs it.\n"
        + string.Concat(
            Keys.Select(k => $"{InstantPattern.ExtendedIso.Format(k.Since)} {Convert.ToBase64String(k.Secret)}\n")
        );

    internal SealingKey? Find(ReadOnlySpan<byte> id)
    {
        for (var i = Keys.Count - 1; i >= 0; i--)
        {
            if (id.SequenceEqual(Keys[i].IdBytes))
            {
                return Keys[i];
            }
        }

        return null;
    }

    private static SealingKey Make(Instant now) => new(RandomNumberGenerator.GetBytes(SealingKey.Length), now);

    private static SealingKey ParseLine(string line, int number)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var secret = new byte[SealingKey.Length];
        return
            parts.Length == 2
            && InstantPattern.ExtendedIso.Parse(parts[0]).TryGetValue(default, out var since)
            && Convert.TryFromBase64String(parts[1], secret, out var length)
            && length == SealingKey.Length
            ? new(secret, since)
            : throw new StoreException(
                StoreFault.Keys,
                $"line {number} of the keys: expected a time and 32 bytes in base64, such as '2026-01-01T00:00:00Z …='"
            );
    }
}

using System.Security.Cryptography;

namespace Coppice.Store;

/// <summary>
/// Seals and opens content with AES-256-GCM. A sealed value is the key's id (8 bytes), a nonce (12), the salted content, and a tag
/// (16). Its context (which event of which stream, when and by whom) is bound to it, so that no row can stand in for another.
/// </summary>
/// <remarks>
/// Implementation note: the salt makes the content's commitment (in the audit chain) say nothing about the content to who has no
/// key, and it is kept when content is sealed again, so the commitment stays true.
/// </remarks>
internal sealed class Sealer(KeyFile keys)
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int Salt = 16;
    private const int Head = SealingKey.IdLength + Nonce;

    /// <summary>Seals content and commits to it.</summary>
    public Sealed Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        var salted = new byte[Salt + content.Length];
        RandomNumberGenerator.Fill(salted.AsSpan(0, Salt));
        content.CopyTo(salted.AsSpan(Salt));
        return new(Encrypt(salted, context), Commit(salted, context));
    }

    /// <summary>Opens what was sealed in this context.</summary>
    /// <exception cref="StoreException">The key is missing, or this is not what was sealed here.</exception>
    public Opened Open(byte[] value, ReadOnlySpan<byte> context, string where)
    {
        var salted = Decrypt(value, context, where);
        return new(salted.AsMemory(Salt), Commit(salted, context));
    }

    /// <summary>Seals again under the current key; the commitment stays the same.</summary>
    public byte[] Again(byte[] value, ReadOnlySpan<byte> context, string where) =>
        Encrypt(Decrypt(value, context, where), context);

    private byte[] Encrypt(ReadOnlySpan<byte> salted, ReadOnlySpan<byte> context)
    {
        var key = keys.Ring.Current;
        var value = new byte[Head + salted.Length + Tag];
        key.IdBytes.CopyTo(value, 0);
        var nonce = value.AsSpan(SealingKey.IdLength, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Secret, Tag);
        aes.Encrypt(nonce, salted, value.AsSpan(Head, salted.Length), value.AsSpan(Head + salted.Length), context);
        return value;
    }

    private byte[] Decrypt(byte[] value, ReadOnlySpan<byte> context, string where)
    {
        var length = value.Length - Head - Tag;
        if (length < Salt)
        {
            throw Damaged(where, null);
        }

        using var aes = new AesGcm(Key(value.AsSpan(0, SealingKey.IdLength), where).Secret, Tag);
        var salted = new byte[length];
        try
        {
            aes.Decrypt(
                value.AsSpan(SealingKey.IdLength, Nonce),
                value.AsSpan(Head, length),
                value.AsSpan(Head + length),
                salted,
                context
            );
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Damaged(where, e);
        }

        return salted;
    }

    private SealingKey Key(ReadOnlySpan<byte> id, string where)
    {
        if (keys.Ring.Find(id) is { } known)
        {
            return known;
        }

        keys.Reload();
        return keys.Ring.Find(id)
            ?? throw new StoreException(
                StoreFault.Keys,
                $"{where} was sealed with the key {Convert.ToHexStringLower(id)}, which is not among the keys here ({string.Join(", ", keys.Ring.Keys.Select(k => k.Id))}). Put back the key file that belongs to this store; nothing was changed"
            );
    }

    private static byte[] Commit(ReadOnlySpan<byte> salted, ReadOnlySpan<byte> context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(context);
        hash.AppendData(salted);
        return hash.GetHashAndReset();
    }

    private static StoreException Damaged(string where, Exception? cause) =>
        new(StoreFault.Damaged, $"{where} is not what was written: it was altered, or moved from another place", cause);
}

/// <summary>A sealed value and the commitment to its content.</summary>
internal readonly record struct Sealed(byte[] Value, byte[] Commitment);

/// <summary>Content and the commitment to it.</summary>
internal readonly record struct Opened(ReadOnlyMemory<byte> Content, byte[] Commitment);

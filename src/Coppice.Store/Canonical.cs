using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Coppice.Store;

/// <summary>Fields as bytes that can be read in one way only: each text and each run of bytes after its length.</summary>
internal sealed class Canonical
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    public byte[] Hash => SHA256.HashData(buffer.WrittenSpan);

    /// <summary>Where an event stands: what is bound to its seal.</summary>
    public static Canonical OfEvent(string stream, int version, long at, string author) =>
        new Canonical().Add("coppice-event/1").Add(stream).Add(version).Add(at).Add(author);

    /// <summary>Where a reason stands: what is bound to its seal.</summary>
    public static Canonical OfReason(string subject, string action, long at, string author) =>
        new Canonical().Add("coppice-reason/1").Add(subject).Add(action).Add(at).Add(author);

    public Canonical Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
        return this;
    }

    public Canonical Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Add((long)length);
        Encoding.UTF8.GetBytes(text, buffer.GetSpan(length));
        buffer.Advance(length);
        return this;
    }

    /// <summary>Bytes after their length; null is not the same as none.</summary>
    public Canonical Add(byte[]? bytes)
    {
        Add(bytes?.LongLength ?? -1);
        buffer.Write(bytes);
        return this;
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Coppice.Model;

/// <summary>
/// Items that begin on a cache line, as the runtime's own arrays and fields do not: eight doubles that straddle two lines cost two
/// loads, and the simulation is made of little else. The only unsafe code of the model.
/// </summary>
internal readonly unsafe struct Aligned<TItem>
    where TItem : unmanaged
{
    private const int Line = 64;

    /// <summary>Keeps the memory alive; it is pinned, so the collector does not move it.</summary>
    private readonly byte[] room;
    private readonly TItem* items;

    /// <summary>Room for so many, all zero.</summary>
    public Aligned(int count)
    {
        Count = count;
        room = GC.AllocateArray<byte>((count * sizeof(TItem)) + Line, pinned: true);
        var at = Marshal.UnsafeAddrOfPinnedArrayElement(room, 0);
        items = (TItem*)((at + Line - 1) & ~(nint)(Line - 1));
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>All of them.</summary>
    public Span<TItem> All => new(items, Count);

    /// <summary>One of them; an index out of range is only found in a debug build.</summary>
    public ref TItem this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)index < (uint)Count, "the index is out of range");
            return ref items[index];
        }
    }

    /// <summary>Some of them; a range that is too long is only found in a debug build.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<TItem> Slice(int start, int count)
    {
        Debug.Assert(start >= 0 && start + count <= Count, "the range is too long");
        return new(items + start, count);
    }
}

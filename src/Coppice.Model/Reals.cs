using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Coppice.Model;

/// <summary>
/// The arithmetic that the simulation needs, so that it is written once and runs for one person (<see cref="One"/>) or for
/// several side by side (<see cref="Lanes"/>). Only sums, differences, products, quotients and roots, each rounded as IEEE 754
/// says and none fused: so the same numbers come out one by one or side by side, on a server or in a browser, to the last bit.
/// </summary>
public interface IReals<T>
    where T : struct, IReals<T>
{
    /// <summary>People side by side.</summary>
    static abstract int Count { get; }

    /// <summary>The same number for everyone.</summary>
    static abstract T All(double value);

    /// <summary>One number a person; reads <see cref="Count"/> of them.</summary>
    static abstract T Load(ReadOnlySpan<double> values);

    /// <summary>One number a person; writes <see cref="Count"/> of them.</summary>
    void Store(Span<double> values);

    /// <summary>The square root.</summary>
    static abstract T Sqrt(T x);

    /// <summary>Sum.</summary>
    static abstract T operator +(T x, T y);

    /// <summary>Difference.</summary>
    static abstract T operator -(T x, T y);

    /// <summary>Product.</summary>
    static abstract T operator *(T x, T y);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T x, T y);
}

/// <summary>One person.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct One(double value) : IReals<One>
{
    private readonly double value = value;

    /// <inheritdoc />
    public static int Count => 1;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One All(double value) => new(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Load(ReadOnlySpan<double> values) => new(values[0]);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> values) => values[0] = value;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Sqrt(One x) => new(Math.Sqrt(x.value));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator +(One x, One y) => new(x.value + y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator -(One x, One y) => new(x.value - y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator *(One x, One y) => new(x.value * y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator /(One x, One y) => new(x.value / y.value);
}

/// <summary>Eight people side by side.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Lanes(Vector512<double> value) : IReals<Lanes>
{
    private readonly Vector512<double> value = value;

    /// <inheritdoc />
    public static int Count => Vector512<double>.Count;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes All(double value) => new(Vector512.Create(value));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ReadOnlySpan<double> values) => new(Vector512.Create(values));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> values) => value.CopyTo(values);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes x) => new(Vector512.Sqrt(x.value));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes x, Lanes y) => new(x.value + y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes x, Lanes y) => new(x.value - y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes x, Lanes y) => new(x.value * y.value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes x, Lanes y) => new(x.value / y.value);
}

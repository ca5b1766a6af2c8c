using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>What emitted methods check on entry, before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Checks that a destination has the length of what it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The parameter of the marked method.</param>
    /// <param name="destination">Its destination, adjoint or tangent.</param>
    /// <param name="name">The destination's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void SameLength<T>(ReadOnlySpan<T> buffer, ReadOnlySpan<T> destination, string name)
    {
        if (buffer.Length != destination.Length)
        {
            throw new ArgumentException($"Holds {destination.Length} elements where {buffer.Length} are needed.", name);
        }
    }

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    /// <remarks>A null array passes: what becomes of it is the marked method's to say.</remarks>
    public static void SameLength<T>(T[]? buffer, ReadOnlySpan<T> destination, string name)
    {
        if (buffer is not null)
        {
            SameLength((ReadOnlySpan<T>)buffer, destination, name);
        }
    }

    /// <summary>Checks that two buffers share no memory.</summary>
    /// <typeparam name="TLeft">The element type of one.</typeparam>
    /// <typeparam name="TRight">The element type of the other.</typeparam>
    /// <param name="left">One buffer.</param>
    /// <param name="right">The other.</param>
    /// <param name="name">The name of <paramref name="left"/>.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Apart<TLeft, TRight>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, string name)
        where TLeft : struct
        where TRight : struct
    {
        if (MemoryMarshal.AsBytes(left).Overlaps(MemoryMarshal.AsBytes(right)))
        {
            throw new ArgumentException("Overlaps another buffer of the call.", name);
        }
    }
}

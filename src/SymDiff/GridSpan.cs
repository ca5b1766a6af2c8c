using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>Rows and columns over memory that is not theirs: what emitted code has in place of a local <c>T[,]</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="elements">The elements, row by row.</param>
/// <param name="rows">How many rows.</param>
/// <param name="columns">How many columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct GridSpan<T>(Span<T> elements, int rows, int columns)
{
    /// <summary>The elements, row by row.</summary>
    public Span<T> Elements { get; } = elements[..checked(rows * columns)];

    /// <summary>The number of elements.</summary>
    public int Length => Elements.Length;

    /// <summary>An element.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <exception cref="IndexOutOfRangeException">One of the two is outside, as for <c>T[,]</c>.</exception>
    public ref T this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)rows || (uint)column >= (uint)columns)
            {
                ThrowOutside();
            }

            return ref Elements[(row * columns) + column];
        }
    }

    /// <summary>The number of rows or of columns.</summary>
    /// <param name="dimension">0 for rows, 1 for columns.</param>
    /// <exception cref="IndexOutOfRangeException">Neither.</exception>
    public int GetLength(int dimension)
    {
        if (dimension is not (0 or 1))
        {
            ThrowOutside();
        }

        return dimension == 0 ? rows : columns;
    }

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => Elements.Clear();

    /// <summary>Copies all elements to those of another of the same shape.</summary>
    /// <param name="destination">The other.</param>
    public void CopyTo(GridSpan<T> destination) => Elements.CopyTo(destination.Elements);

    /// <summary>Views an array.</summary>
    /// <param name="array">The array; null is empty.</param>
    public static implicit operator GridSpan<T>(T[,]? array) => array is null ? default : new(Guard.Elements(array), array.GetLength(0), array.GetLength(1));

    // As the runtime does it, with its own message.
    private static void ThrowOutside() => _ = ReadOnlySpan<byte>.Empty[0];
}

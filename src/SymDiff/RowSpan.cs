using System.ComponentModel;

namespace SymDiff;

/// <summary>Rows over memory that is not theirs: what emitted code has beside a <c>T[][]</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="elements">The elements, row after row.</param>
/// <param name="starts">Where each row begins, and where the last one ends.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowSpan<T>(Span<T> elements, ReadOnlySpan<int> starts)
{
    private readonly Span<T> elements = elements;
    private readonly ReadOnlySpan<int> starts = starts;

    /// <summary>The number of rows.</summary>
    public int Length => Math.Max(0, starts.Length - 1);

    /// <summary>A row.</summary>
    /// <param name="row">Its index.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Span<T> this[int row] => elements[starts[row]..starts[row + 1]];

    /// <summary>Copies all elements to rows of the same lengths.</summary>
    /// <param name="destination">Those rows.</param>
    public void CopyTo(T[][] destination)
    {
        for (int i = 0; i < Length; i++)
        {
            this[i].CopyTo(destination[i]);
        }
    }
}

namespace SymDiff;

/// <summary>
/// Products of matrices on one thread, in row-major order, added to what the destination holds: the product itself and the
/// two with one factor transposed that its adjoints need.
/// </summary>
/// <remarks>
/// For C = A·B, the adjoint of A gains dC·Bᵀ (<see cref="MultiplyAddTransposed(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, int, int, int)"/>)
/// and that of B gains Aᵀ·dC (<see cref="TransposedMultiplyAdd(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, int, int, int)"/>).
/// The terms of a sum are added in an order of the kernel's own, and products and sums may be fused: results may differ in
/// the last places from those of three nested loops, and between processors, but not from call to call.
/// </remarks>
public static class Kernels
{
    /// <summary>C += A·B.</summary>
    /// <param name="a">A, rows × inner.</param>
    /// <param name="b">B, inner × columns.</param>
    /// <param name="c">C, rows × columns: the product is added to it.</param>
    /// <param name="rows">Number of rows of A and C.</param>
    /// <param name="inner">Number of columns of A and of rows of B.</param>
    /// <param name="columns">Number of columns of B and C.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A matrix has not as many elements as its sizes say, or C shares memory with A or B.</exception>
    public static void MultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<double>.Add(new(a, inner, 1), new(b, columns, 1), c, rows, inner, columns);
    }

    /// <inheritdoc cref="MultiplyAdd(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, int, int, int)"/>
    public static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<float>.Add(new(a, inner, 1), new(b, columns, 1), c, rows, inner, columns);
    }

    /// <summary>C += A·Bᵀ.</summary>
    /// <param name="a">A, rows × inner.</param>
    /// <param name="b">B, columns × inner.</param>
    /// <param name="c">C, rows × columns: the product is added to it.</param>
    /// <param name="rows">Number of rows of A and C.</param>
    /// <param name="inner">Number of columns of A and B.</param>
    /// <param name="columns">Number of rows of B and of columns of C.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A matrix has not as many elements as its sizes say, or C shares memory with A or B.</exception>
    public static void MultiplyAddTransposed(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<double>.Add(new(a, inner, 1), new(b, 1, inner), c, rows, inner, columns);
    }

    /// <inheritdoc cref="MultiplyAddTransposed(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, int, int, int)"/>
    public static void MultiplyAddTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<float>.Add(new(a, inner, 1), new(b, 1, inner), c, rows, inner, columns);
    }

    /// <summary>C += Aᵀ·B.</summary>
    /// <param name="a">A, inner × rows.</param>
    /// <param name="b">B, inner × columns.</param>
    /// <param name="c">C, rows × columns: the product is added to it.</param>
    /// <param name="rows">Number of columns of A and of rows of C.</param>
    /// <param name="inner">Number of rows of A and B.</param>
    /// <param name="columns">Number of columns of B and C.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A matrix has not as many elements as its sizes say, or C shares memory with A or B.</exception>
    public static void TransposedMultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<double>.Add(new(a, 1, rows), new(b, columns, 1), c, rows, inner, columns);
    }

    /// <inheritdoc cref="TransposedMultiplyAdd(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, int, int, int)"/>
    public static void TransposedMultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
    {
        Check(a, b, c, rows, inner, columns);
        MatrixProduct<float>.Add(new(a, 1, rows), new(b, columns, 1), c, rows, inner, columns);
    }

    private static void Check<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int inner, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Check(a.Length, (long)rows * inner, nameof(a));
        Check(b.Length, (long)inner * columns, nameof(b));
        Check(c.Length, (long)rows * columns, nameof(c));
        if (a.Overlaps(c) || b.Overlaps(c))
        {
            throw new ArgumentException("The sum shares memory with a factor.", nameof(c));
        }
    }

    private static void Check(int length, long expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The matrix has {length} elements, and its sizes say {expected}.", name);
        }
    }
}

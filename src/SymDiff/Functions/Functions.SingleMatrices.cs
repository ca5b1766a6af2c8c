namespace SymDiff;

/// <content>Products of matrices of float; the same text as for double.</content>
public static partial class Functions
{
    /// <inheritdoc cref="MatVec(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void MatVec(ReadOnlySpan<float> matrix, ReadOnlySpan<float> x, Span<float> result)
    {
        if (matrix.Length != result.Length * x.Length)
        {
            throw new ArgumentException($"The matrix has {matrix.Length} elements, not {result.Length} times {x.Length}.", nameof(matrix));
        }

        for (int i = 0; i < result.Length; i++)
        {
            float sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += matrix[(i * x.Length) + j] * x[j];
            }

            result[i] = sum;
        }
    }

    /// <inheritdoc cref="MatMul(ReadOnlySpan{double}, ReadOnlySpan{double}, int, int, int, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void MatMul(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int rows, int inner, int columns, Span<float> result)
    {
        if (a.Length != rows * inner)
        {
            throw new ArgumentException($"The matrix has {a.Length} elements, not {rows} times {inner}.", nameof(a));
        }

        if (b.Length != inner * columns)
        {
            throw new ArgumentException($"The matrix has {b.Length} elements, not {inner} times {columns}.", nameof(b));
        }

        if (result.Length != rows * columns)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {rows} times {columns}.", nameof(result));
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += a[(i * inner) + k] * b[(k * columns) + j];
                }

                result[(i * columns) + j] = sum;
            }
        }
    }

    /// <inheritdoc cref="Outer(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Outer(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
    {
        if (result.Length != x.Length * y.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {x.Length} times {y.Length}.", nameof(result));
        }

        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                result[(i * y.Length) + j] = x[i] * y[j];
            }
        }
    }
}

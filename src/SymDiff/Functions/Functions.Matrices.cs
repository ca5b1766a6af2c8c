namespace SymDiff;

/// <content>Products of matrices, row by row in flat spans of double. Plain loops: SymDiff differentiates them.</content>
public static partial class Functions
{
    /// <summary>The product of a matrix and a vector.</summary>
    /// <param name="matrix">As many rows as <paramref name="result"/> has elements, as many columns as <paramref name="x"/>.</param>
    /// <param name="x">The vector.</param>
    /// <param name="result">Overwritten with the product.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void MatVec(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> result)
    {
        if (matrix.Length != result.Length * x.Length)
        {
            throw new ArgumentException($"The matrix has {matrix.Length} elements, not {result.Length} times {x.Length}.", nameof(matrix));
        }

        for (int i = 0; i < result.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += matrix[(i * x.Length) + j] * x[j];
            }

            result[i] = sum;
        }
    }

    /// <summary>The product of two matrices.</summary>
    /// <param name="a"><paramref name="rows"/> times <paramref name="inner"/> elements.</param>
    /// <param name="b"><paramref name="inner"/> times <paramref name="columns"/> elements.</param>
    /// <param name="rows">Rows of <paramref name="a"/> and of the product.</param>
    /// <param name="inner">Columns of <paramref name="a"/>, rows of <paramref name="b"/>.</param>
    /// <param name="columns">Columns of <paramref name="b"/> and of the product.</param>
    /// <param name="result">Overwritten with the product.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void MatMul(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int rows, int inner, int columns, Span<double> result)
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
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += a[(i * inner) + k] * b[(k * columns) + j];
                }

                result[(i * columns) + j] = sum;
            }
        }
    }

    /// <summary>The outer product, <c>result[i, j] = x[i] y[j]</c>.</summary>
    /// <param name="x">One element for each row.</param>
    /// <param name="y">One element for each column.</param>
    /// <param name="result">Overwritten with the matrix.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Outer(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
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

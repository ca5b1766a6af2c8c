namespace SymDiff;

/// <content>Factorisations of square matrices of float; the same text as for double.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Solve(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Solve(ReadOnlySpan<float> matrix, ReadOnlySpan<float> b, Span<float> x)
    {
        int n = b.Length;
        CheckSquare(matrix, n);
        if (x.Length != n)
        {
            throw new ArgumentException($"The solution has {x.Length} elements for {n}.", nameof(x));
        }

        float[] lu = new float[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        CheckPivots(lu, rows, n);
        float[] y = new float[n];
        for (int i = 0; i < n; i++)
        {
            float sum = b[rows[i]];
            for (int k = 0; k < i; k++)
            {
                sum -= lu[(rows[i] * n) + k] * y[k];
            }

            y[i] = sum;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            float sum = y[i];
            for (int k = i + 1; k < n; k++)
            {
                sum -= lu[(rows[i] * n) + k] * x[k];
            }

            x[i] = sum / lu[(rows[i] * n) + i];
        }
    }

    /// <inheritdoc cref="Inverse(ReadOnlySpan{double}, int, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Inverse(ReadOnlySpan<float> matrix, int n, Span<float> result)
    {
        CheckSquare(matrix, n);
        if (result.Length != n * n)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {n} times {n}.", nameof(result));
        }

        float[] lu = new float[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        CheckPivots(lu, rows, n);
        float[] y = new float[n];
        for (int column = 0; column < n; column++)
        {
            for (int i = 0; i < n; i++)
            {
                float sum = rows[i] == column ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    sum -= lu[(rows[i] * n) + k] * y[k];
                }

                y[i] = sum;
            }

            for (int i = n - 1; i >= 0; i--)
            {
                float sum = y[i];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= lu[(rows[i] * n) + k] * result[(k * n) + column];
                }

                result[(i * n) + column] = sum / lu[(rows[i] * n) + i];
            }
        }
    }

    /// <inheritdoc cref="LogDet(ReadOnlySpan{double}, int)"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float LogDet(ReadOnlySpan<float> matrix, int n)
    {
        CheckSquare(matrix, n);
        float[] lu = new float[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        float sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += MathF.Log(MathF.Abs(lu[(rows[i] * n) + i]));
        }

        return sum;
    }

    /// <inheritdoc cref="Det(ReadOnlySpan{double}, int)"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Det(ReadOnlySpan<float> matrix, int n)
    {
        CheckSquare(matrix, n);
        float[] rest = new float[n * n];
        int[] rows = new int[n];
        int[] columns = new int[n];
        for (int i = 0; i < n; i++)
        {
            rows[i] = i;
            columns[i] = i;
        }

        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = matrix[i];
        }

        float det = 1;
        for (int k = 0; k < n; k++)
        {
            int row = k;
            int column = k;
            for (int i = k; i < n; i++)
            {
                for (int j = k; j < n; j++)
                {
                    if (MathF.Abs(rest[(rows[i] * n) + columns[j]]) > MathF.Abs(rest[(rows[row] * n) + columns[column]]))
                    {
                        row = i;
                        column = j;
                    }
                }
            }

            if (row != k)
            {
                (rows[k], rows[row]) = (rows[row], rows[k]);
                det = -det;
            }

            if (column != k)
            {
                (columns[k], columns[column]) = (columns[column], columns[k]);
                det = -det;
            }

            float pivot = rest[(rows[k] * n) + columns[k]];
            det *= pivot;
            if (k < n - 1 && pivot == 0)
            {
                // Two or more rows are combinations of the others: every cofactor is 0.
                return 0;
            }

            for (int i = k + 1; i < n; i++)
            {
                float factor = rest[(rows[i] * n) + columns[k]] / pivot;
                for (int j = k + 1; j < n; j++)
                {
                    rest[(rows[i] * n) + columns[j]] -= factor * rest[(rows[k] * n) + columns[j]];
                }
            }
        }

        return det;
    }

    /// <inheritdoc cref="Cholesky(ReadOnlySpan{double}, int, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Cholesky(ReadOnlySpan<float> matrix, int n, Span<float> result)
    {
        CheckSquare(matrix, n);
        if (result.Length != n * n)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {n} times {n}.", nameof(result));
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                float sum = matrix[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= result[(i * n) + k] * result[(j * n) + k];
                }

                result[(i * n) + j] = sum / result[(j * n) + j];
            }

            float square = matrix[(i * n) + i];
            for (int k = 0; k < i; k++)
            {
                square -= result[(i * n) + k] * result[(i * n) + k];
            }

            if (!(square > 0))
            {
                throw new ArithmeticException("The matrix is not positive definite.");
            }

            result[(i * n) + i] = MathF.Sqrt(square);
            for (int j = i + 1; j < n; j++)
            {
                result[(i * n) + j] = 0;
            }
        }
    }
}

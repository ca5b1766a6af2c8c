namespace SymDiff;

/// <content>
/// Factorisations of square matrices, row by row in flat spans of double, and what follows from them. The choice of pivots
/// is worked out in integers, a constant of differentiation; the elimination itself is differentiated. Work arrays are
/// allocated for each call; an emitted backward pass keeps a number for each multiplication, n³ / 3.
/// </content>
public static partial class Functions
{
    /// <summary>
    /// The solution x of the linear system A x = b. With an incoming adjoint g and the solution l of the transposed system
    /// Aᵀ l = g, the adjoint of b is l and that of A is -l xᵀ.
    /// </summary>
    /// <param name="matrix">A, as many rows and columns as <paramref name="b"/> has elements.</param>
    /// <param name="b">The right-hand side.</param>
    /// <param name="x">Overwritten with the solution.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is singular.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> b, Span<double> x)
    {
        int n = b.Length;
        CheckSquare(matrix, n);
        if (x.Length != n)
        {
            throw new ArgumentException($"The solution has {x.Length} elements for {n}.", nameof(x));
        }

        double[] lu = new double[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        CheckPivots(lu, rows, n);
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            double sum = b[rows[i]];
            for (int k = 0; k < i; k++)
            {
                sum -= lu[(rows[i] * n) + k] * y[k];
            }

            y[i] = sum;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = y[i];
            for (int k = i + 1; k < n; k++)
            {
                sum -= lu[(rows[i] * n) + k] * x[k];
            }

            x[i] = sum / lu[(rows[i] * n) + i];
        }
    }

    /// <summary>The inverse of a matrix; the adjoint of A is -Rᵀ g Rᵀ with the result R.</summary>
    /// <param name="matrix">A, <paramref name="n"/> times <paramref name="n"/> elements.</param>
    /// <param name="n">The order.</param>
    /// <param name="result">Overwritten with the inverse.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is singular.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Inverse(ReadOnlySpan<double> matrix, int n, Span<double> result)
    {
        CheckSquare(matrix, n);
        if (result.Length != n * n)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {n} times {n}.", nameof(result));
        }

        double[] lu = new double[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        CheckPivots(lu, rows, n);
        double[] y = new double[n];
        for (int column = 0; column < n; column++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = rows[i] == column ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    sum -= lu[(rows[i] * n) + k] * y[k];
                }

                y[i] = sum;
            }

            for (int i = n - 1; i >= 0; i--)
            {
                double sum = y[i];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= lu[(rows[i] * n) + k] * result[(k * n) + column];
                }

                result[(i * n) + column] = sum / lu[(rows[i] * n) + i];
            }
        }
    }

    /// <summary>
    /// The logarithm of the magnitude of the determinant, which neither overflows nor underflows; its gradient is the
    /// transposed inverse.
    /// </summary>
    /// <param name="matrix"><paramref name="n"/> times <paramref name="n"/> elements.</param>
    /// <param name="n">The order.</param>
    /// <returns>The logarithm; negative infinity for a singular matrix, where no gradient is defined.</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double LogDet(ReadOnlySpan<double> matrix, int n)
    {
        CheckSquare(matrix, n);
        double[] lu = new double[n * n];
        int[] rows = new int[n];
        Factor(matrix, n, lu, rows);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Math.Log(Math.Abs(lu[(rows[i] * n) + i]));
        }

        return sum;
    }

    /// <summary>
    /// The determinant. Its gradient is the matrix of cofactors, for singular matrices too: elimination takes the greatest
    /// element of all that is left as its pivot and never divides by the last one.
    /// </summary>
    /// <param name="matrix"><paramref name="n"/> times <paramref name="n"/> elements.</param>
    /// <param name="n">The order.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Det(ReadOnlySpan<double> matrix, int n)
    {
        CheckSquare(matrix, n);
        double[] rest = new double[n * n];
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

        double det = 1;
        for (int k = 0; k < n; k++)
        {
            int row = k;
            int column = k;
            for (int i = k; i < n; i++)
            {
                for (int j = k; j < n; j++)
                {
                    if (Math.Abs(rest[(rows[i] * n) + columns[j]]) > Math.Abs(rest[(rows[row] * n) + columns[column]]))
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

            double pivot = rest[(rows[k] * n) + columns[k]];
            det *= pivot;
            if (k < n - 1 && pivot == 0)
            {
                // Two or more rows are combinations of the others: every cofactor is 0.
                return 0;
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = rest[(rows[i] * n) + columns[k]] / pivot;
                for (int j = k + 1; j < n; j++)
                {
                    rest[(rows[i] * n) + columns[j]] -= factor * rest[(rows[k] * n) + columns[j]];
                }
            }
        }

        return det;
    }

    /// <summary>The lower triangular L with L Lᵀ = A for a positive definite matrix.</summary>
    /// <param name="matrix">
    /// A, <paramref name="n"/> times <paramref name="n"/> elements. It is taken for symmetric: only the diagonal and what is
    /// below it is read, and only there is a derivative.
    /// </param>
    /// <param name="n">The order.</param>
    /// <param name="result">Overwritten with L; 0 above the diagonal.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is not positive definite, or has a NaN.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Cholesky(ReadOnlySpan<double> matrix, int n, Span<double> result)
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
                double sum = matrix[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= result[(i * n) + k] * result[(j * n) + k];
                }

                result[(i * n) + j] = sum / result[(j * n) + j];
            }

            double square = matrix[(i * n) + i];
            for (int k = 0; k < i; k++)
            {
                square -= result[(i * n) + k] * result[(i * n) + k];
            }

            if (!(square > 0))
            {
                throw new ArithmeticException("The matrix is not positive definite.");
            }

            result[(i * n) + i] = Math.Sqrt(square);
            for (int j = i + 1; j < n; j++)
            {
                result[(i * n) + j] = 0;
            }
        }
    }
}

namespace SymDiff;

/// <content>What the functions of matrices of float share; the same text as for double.</content>
public static partial class Functions
{
    /// <summary>
    /// The factors of a matrix with its rows in an order in which the pivot of each column is the greatest: L below the
    /// diagonal, without its ones, U on and above it, each in the row it has in the matrix. Column by column (Crout).
    /// </summary>
    private static void Factor(ReadOnlySpan<float> matrix, int n, float[] lu, int[] rows)
    {
        for (int i = 0; i < n; i++)
        {
            rows[i] = i;
        }

        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                float sum = matrix[(rows[i] * n) + j];
                for (int k = 0; k < i && k < j; k++)
                {
                    sum -= lu[(rows[i] * n) + k] * lu[(rows[k] * n) + j];
                }

                lu[(rows[i] * n) + j] = sum;
            }

            int best = j;
            for (int i = j + 1; i < n; i++)
            {
                if (MathF.Abs(lu[(rows[i] * n) + j]) > MathF.Abs(lu[(rows[best] * n) + j]))
                {
                    best = i;
                }
            }

            (rows[j], rows[best]) = (rows[best], rows[j]);
            float pivot = lu[(rows[j] * n) + j];
            for (int i = j + 1; i < n && pivot != 0; i++)
            {
                lu[(rows[i] * n) + j] /= pivot;
            }
        }
    }

    private static void CheckSquare(ReadOnlySpan<float> matrix, int n)
    {
        if (n < 0 || matrix.Length != n * n)
        {
            throw new ArgumentException($"The matrix has {matrix.Length} elements, not {n} times {n}.", nameof(matrix));
        }
    }

    private static void CheckPivots(float[] lu, int[] rows, int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (lu[(rows[i] * n) + i] == 0)
            {
                throw new ArithmeticException("The matrix is singular.");
            }
        }
    }
}

namespace SymDiff.Gradients.Tests.Language;

/// <summary>New arrays of arrays.</summary>
internal static partial class LocalRows
{
    /// <summary>A table of recurrences, filled while its rows are made.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public static double Table(double[] x)
    {
        double[][] table = new double[3][];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = new double[x.Length + 1];
            table[i][0] = x[i % x.Length];
            for (int j = 0; j < x.Length; j++)
            {
                table[i][j + 1] = table[i][j] * x[j] + Math.Sin(x[j] * i);
            }
        }

        double sum = 0;
        foreach (double[] row in table)
        {
            sum += row[^1] * row[1];
        }

        return sum * table[2][1];
    }

    /// <summary>Smoothed in place, round after round, in an array of arrays of each round.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Smoothed(double[] x)
    {
        double sum = 1;
        for (int round = 0; round < 3; round++)
        {
            double[][] grid = new double[x.Length][];
            for (int i = 0; i < x.Length; i++)
            {
                grid[i] = new double[x.Length];
            }

            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < x.Length; j++)
                {
                    grid[i][j] = x[i] * x[j] * sum;
                }
            }

            for (int i = 1; i < x.Length; i++)
            {
                Span<double> row = grid[i];
                for (int j = 1; j < row.Length; j++)
                {
                    row[j] = 0.5 * (row[j - 1] + grid[i - 1][j]) * row[j];
                }
            }

            sum += grid[^1][^1] * 0.25;
        }

        return sum;
    }
}

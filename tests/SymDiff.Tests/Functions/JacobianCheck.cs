namespace SymDiff.Tests;

/// <summary>A function of numbers laid end to end, with its emitted derivatives.</summary>
/// <param name="Value">The results at a point.</param>
/// <param name="Backward">The adjoints of the numbers for adjoints of the results.</param>
/// <param name="Forward">The tangents of the results for tangents of the numbers.</param>
internal sealed record JacobianCheck(
    Func<double[], double[]> Value, Func<double[], double[], double[]> Backward, Func<double[], double[], double[]> Forward)
{
    /// <summary>The Jacobian by reverse mode, after comparison with forward mode and with differences.</summary>
    /// <param name="point">Where; the function must be smooth around it.</param>
    /// <returns>One row for each result.</returns>
    internal double[][] At(params double[] point)
    {
        int results = Value(point).Length;
        double[][] rows = [.. Enumerable.Range(0, results).Select(i => Backward(point, Unit(results, i)))];
        double scale = Math.Max(1, rows.SelectMany(row => row).Select(Math.Abs).Max());
        for (int j = 0; j < point.Length; j++)
        {
            double[] column = [.. rows.Select(row => row[j])];
            Approx.Equal(column, Forward(point, Unit(point.Length, j)), 1e-12, 1e-13 * scale);
            Approx.Equal(Difference(point, j), column, 1e-8, 1e-8 * scale);
        }

        return rows;
    }

    private static double[] Unit(int length, int place) => [.. Enumerable.Range(0, length).Select(i => i == place ? 1.0 : 0)];

    /// <summary>Central differences with the weights 45, -9, 1 over 60 h: Fornberg, Math. Comp. 51 (1988), table 1.</summary>
    private double[] Difference(double[] point, int j)
    {
        double h = 1e-3 * Math.Max(0.1, Math.Abs(point[j]));
        double[] one = Spread(h);
        double[] two = Spread(2 * h);
        double[] three = Spread(3 * h);
        return [.. one.Select((_, i) => ((45 * one[i]) - (9 * two[i]) + three[i]) / (60 * h))];

        double[] Spread(double step)
        {
            double[] above = [.. point];
            double[] below = [.. point];
            above[j] += step;
            below[j] -= step;
            return [.. Value(above).Zip(Value(below), (x, y) => x - y)];
        }
    }
}

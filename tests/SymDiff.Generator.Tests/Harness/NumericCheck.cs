namespace SymDiff.Generator.Tests.Harness;

/// <summary>Compares an emitted gradient with differences of the function it belongs to.</summary>
internal static class NumericCheck
{
    /// <summary>Fails unless every partial derivative agrees with central differences of sixth order.</summary>
    /// <param name="value">The function, of all its numbers laid end to end.</param>
    /// <param name="gradient">Value first, then one partial derivative for each number.</param>
    /// <param name="point">Where to compare; the function must be smooth there.</param>
    /// <param name="tolerance">Allowed error, relative to the larger of 1 and the partial derivative.</param>
    public static void AgreesWithDifferences(
        Func<double[], double> value,
        Func<double[], double[]> gradient,
        double[] point,
        double tolerance = 1e-8)
    {
        double[] result = gradient([.. point]);
        Assert.Equal(1 + point.Length, result.Length);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value([.. point])), BitConverter.DoubleToInt64Bits(result[0]));
        for (int i = 0; i < point.Length; i++)
        {
            double expected = Difference(value, point, i);
            double error = Math.Abs(result[1 + i] - expected) / Math.Max(1, Math.Abs(expected));
            Assert.True(error <= tolerance, $"Partial {i}: emitted {result[1 + i]:R}, differences {expected:R}.");
        }
    }

    private static double Difference(Func<double[], double> value, double[] point, int i)
    {
        // Weights 45, -9, 1 over 60 h: Fornberg, Math. Comp. 51 (1988), table 1. At this step truncation and rounding
        // are both near 1e-12 for functions of unit scale.
        double h = 4e-3 * Math.Max(1, Math.Abs(point[i]));
        return ((45 * Spread(value, point, i, h)) - (9 * Spread(value, point, i, 2 * h)) + Spread(value, point, i, 3 * h))
            / (60 * h);
    }

    private static double Spread(Func<double[], double> value, double[] point, int i, double step)
        => Moved(value, point, i, step) - Moved(value, point, i, -step);

    private static double Moved(Func<double[], double> value, double[] point, int i, double step)
    {
        double[] moved = [.. point];
        moved[i] += step;
        return value(moved);
    }
}

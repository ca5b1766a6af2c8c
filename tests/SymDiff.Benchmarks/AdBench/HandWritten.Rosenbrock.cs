namespace SymDiff.Benchmarks.AdBench;

public static partial class HandWritten
{
    /// <summary>The gradient of <see cref="Objectives.Rosenbrock"/>; overwrites the destination and returns the objective.</summary>
    public static double RosenbrockGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
            gradient[i] += -2 * a - 400 * b * x[i];
            gradient[i + 1] += 200 * b;
        }

        return sum;
    }
}

namespace SymDiff.Benchmarks.AdBench;

public static partial class Objectives
{
    /// <summary>The chained valley of Rosenbrock in as many dimensions as <paramref name="x"/> has numbers.</summary>
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }
}

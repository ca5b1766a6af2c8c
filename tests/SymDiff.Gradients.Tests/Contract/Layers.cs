namespace SymDiff.Gradients.Tests.Contract;

/// <summary>Marked methods whose emitted members are called by hand.</summary>
internal static partial class Layers
{
    [Differentiable]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    [Differentiable]
    public static void Scale(ReadOnlySpan<double> x, double factor, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] * factor);
        }
    }

    [Differentiable]
    public static void Accumulate(ReadOnlySpan<double> x, Span<double> total)
    {
        for (int i = 0; i < x.Length; i++)
        {
            total[i] += x[i] * x[i];
        }
    }

    [Differentiable]
    public static double Mixed(double x, double[] weights, int n, [NoGradient] double[] data)
    {
        double sum = x;
        for (int i = 0; i < n; i++)
        {
            sum += weights[i] * data[i] * x;
        }

        return sum * sum;
    }

    [Differentiable]
    public static double OutOfRange(double[] x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            x[i] *= 2;
            sum += x[i];
        }

        return sum;
    }

    [Differentiable]
    public static void Parts(double x, out double low, out double high)
    {
        low = x * x;
        high = Math.Sin(x);
    }
}

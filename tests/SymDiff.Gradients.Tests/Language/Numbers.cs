namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods about numbers: conversions, compound assignments and operators used as values.</summary>
internal static partial class Numbers
{
    private const double Half = 0.5;

    [Differentiable(Both)]
    public static double CompoundAsValues(double x, double y)
    {
        double a = x;
        double b = (a += y) * (a *= 2);
        double c = a++ * x + --a;
        b -= (c /= y + 3) - a;
        return b * c + -a++ + a;
    }

    [Differentiable(Both)]
    public static double Chained(double x, double y)
    {
        double a, b;
        a = b = x * y;
        a *= b += x;
        return a / b + a;
    }

    [Differentiable(Both)]
    public static double EvaluationOrder(double x, double y)
    {
        double z = x;
        double sum = z + (z = y * z) * z + (z -= x);
        return sum * z;
    }

    [Differentiable(Both)]
    public static double Remainder(double x, double y) => x % y + (x * x) % 3 * y;

    [Differentiable(Both)]
    public static double IntegersAndConstants(double x, int n, bool negate)
    {
        long factor = 3L * n;
        double y = factor * x / (n + 1) + n / 2 + Half;
        return negate ? -y * y : y;
    }

    [Differentiable(Both)]
    public static double ThroughFloat(double x, float y)
    {
        double z = x * y;
        z += y;
        return z * Half;
    }

    [Differentiable(Both)]
    public static float Single(float x, float y)
    {
        float z = MathF.Exp(-x * x) + y;
        z *= 0.5f;
        return z / (1 + x * x);
    }

    [Differentiable(Both)]
    public static float SingleFromDouble(float x, double y)
    {
        float narrowed = (float)(x * y);
        return narrowed * x;
    }

    [Differentiable(Both)]
    public static float SingleSum(float[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * x[i];
        }

        return (float)Math.Sqrt(sum);
    }

    [Differentiable(Both)]
    public static double Elementary(double x, double y)
        => Math.Pow(x, y) + Math.Atan2(y, x) * double.Hypot(x, y) + Math.Cbrt(x) / Math.Cosh(y) + Math.FusedMultiplyAdd(x, y, x);

    [Differentiable(Both)]
    public static double Clamped(double x, double y) => Math.Clamp(x, -1, 1) * Math.Max(x, y) - Math.Min(y, 2) + Math.Abs(x - y);

    [Differentiable(Both)]
    public static double Stopped(double x, double y) => Diff.StopGradient(x * y) * x;

    [Differentiable(Both)]
    public static double WithConstant(double x, [NoGradient] double scale, [NoGradient] ReadOnlySpan<double> table)
        => x * x * scale + table[0] * x;
}

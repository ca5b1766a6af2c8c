namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Marked methods that recurse as deep as they are told.</summary>
internal static partial class Recursions
{
    [Differentiable(Both)]
    public static double Linear(double x, int n) => n == 0 ? x : Math.Sin(x + 0.5 * Linear(x, n - 1));

    [Differentiable(Both)]
    public static double ManyLocals(double x, double y, int n)
    {
        if (n == 0)
        {
            return x * y;
        }

        double a = Math.Sin(x), b = Math.Cos(y), c = a * b + x, d = Math.Exp(-c * c), e = c / (1 + d);
        double f = ManyLocals(e, d + 0.5, n - 1);
        double g = f * a + b;
        return g / (1 + g * g) + c * d * e;
    }

    [Differentiable(Both)]
    public static double OverSpan(ReadOnlySpan<double> x, int n)
        => n == 0 ? x[0] : Math.Sin(x[n % x.Length] + 0.5 * OverSpan(x, n - 1));

    [Differentiable(Both)]
    public static void InPlace(Span<double> x, int n)
    {
        if (n > 0)
        {
            x[n % x.Length] += 1e-4 * Math.Sin(x[n % x.Length] + 0.5);
            InPlace(x, n - 1);
        }
    }

    [Differentiable(Both)]
    public static double InPlaceSum(double[] x, int n)
    {
        InPlace(x, n);
        return x[0] * x[1];
    }

    [Differentiable(Both)]
    public static void ByReference(ref double x, double y, int n)
    {
        if (n == 0)
        {
            x *= y;
            return;
        }

        x = Math.Sin(x + y);
        ByReference(ref x, y, n - 1);
        x += 0.25 * y;
    }

    [Differentiable(Both)]
    public static double Referred(double x, double y, int n)
    {
        ByReference(ref x, y, n);
        return x;
    }

    [Differentiable(Both)]
    public static double Even(double x, int n) => n == 0 ? x : Math.Sin(Partner.Odd(x, n - 1) + x);

    /// <summary>Deep on one side, a leaf on the other.</summary>
    [Differentiable(Both)]
    public static double Lopsided(double x, int n)
        => n <= 0 ? x : Math.Sin(Lopsided(x, n - 1)) + Lopsided(0.5 * x, n - 100_000_000);

    [Differentiable(Both)]
    public static double LocalArray(double x, int n)
    {
        Span<double> parts = stackalloc double[4];
        parts[0] = x;
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i] = Math.Sin(parts[i - 1]) * x;
        }

        return n == 0 ? parts[1] : parts[3] + 0.5 * LocalArray(x + 1e-6 * parts[2], n - 1);
    }

    [Differentiable(Both)]
    public static (double Sum, double Product) Pair(double x, double y, int n)
    {
        if (n == 0)
        {
            return (x + y, x * y);
        }

        (double sum, double product) = Pair(Math.Sin(x), Math.Cos(y), n - 1);
        return (0.5 * sum + x, Math.Sin(product) * y);
    }

    [Differentiable(Both)]
    public static double OfPair(double x, double y, int n)
    {
        (double sum, double product) = Pair(x, y, n);
        return sum * product;
    }
}

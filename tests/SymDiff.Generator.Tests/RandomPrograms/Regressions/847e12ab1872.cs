namespace UnderTest_Program;

internal static partial class Program
{

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(double data)
    {
        double[] work = [1, 1, 1];
        Decay(work.AsSpan(), 1);
        double total = Bump(1, 1);
        return 1;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    internal static void Decay(Span<double> values, double rate)
    {
    }

    private static double Bump(double x, double y) => 1;

    [DerivativeOf(typeof(Program), nameof(Bump))]
    private static (double X, double Y) BumpDerivative(double x, double y)
    {
        double r = 1;
        return (r, r);
    }
}

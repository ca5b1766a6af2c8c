namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Marked methods that run code of others on the way.</summary>
internal static partial class Reentrant
{
    [Differentiable(Both)]
    public static double Objective(ReadOnlySpan<double> x, Func<double, double> callback)
    {
        Span<double> parts = stackalloc double[x.Length];
        double state = 1;
        for (int i = 0; i < x.Length; i++)
        {
            parts[i] = Math.Sin(x[i]) * state;
            state = state * state + parts[i];
            state += Call(Diff.StopGradient(x[i]), callback) - Diff.StopGradient(x[i]);
        }

        return state * parts[^1];
    }

    [Differentiable(Both)]
    public static double WithRule(ReadOnlySpan<double> x, double y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Cube(x[i]);
        }

        return sum * y;
    }

    public static double Cube(double x) => x * x * x;

    [DerivativeOf(typeof(Reentrant), nameof(Cube))]
    public static double CubeDerivative(double x) => PowerGradient(x, 3).X;

    [Differentiable]
    public static double Power(double x, int n)
    {
        double power = 1;
        for (int i = 0; i < n; i++)
        {
            power = power * x;
        }

        return power;
    }

    [DerivativeOf(typeof(Reentrant), nameof(Call))]
    public static double CallDerivative(double x, Func<double, double> callback) => callback(x) - x;

    public static double Call(double x, Func<double, double> callback) => callback(x);
}

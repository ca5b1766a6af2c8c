namespace SymDiff.Gradients.Tests.Language;

/// <summary>Roundings that a derivative passes through.</summary>
internal static partial class Roundings
{
    [Differentiable(Both)]
    public static double Rounded(double x) => x * Diff.StraightThrough(Math.Round(3 * x));

    [Differentiable(Both)]
    public static double Named(double x)
    {
        double down = Math.Floor(x * x);
        double passed = Diff.StraightThrough(down);
        return passed * passed;
    }

    [Differentiable(Both)]
    public static double Converted(double x) => Diff.StraightThrough((int)(x * x)) / 4;

    [Differentiable(Derivatives.Hessian)]
    public static double Curved(double x, double y) => x * y * Diff.StraightThrough(Math.Round(x)) * Diff.StopGradient(y);

    [Differentiable(Both)]
    public static float Single(float x) => x * Diff.StraightThrough(MathF.Round(x, 1));

    [Differentiable(Both)]
    public static double Quantized(double x)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += x * Diff.StraightThrough(Quantize(x * i), x * i);
        }

        return sum;
    }

    private static double Quantize(double x) => x < 0.25 ? 0 : x < 0.75 ? 0.5 : 1;
}

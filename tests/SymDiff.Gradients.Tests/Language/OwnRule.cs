namespace SymDiff.Gradients.Tests.Language;

/// <summary>A function with a rule of its own.</summary>
internal static partial class OwnRule
{
    [Differentiable(Both)]
    public static double Uses(double x, double y) => Series(x * y) * Mean(x, y);

    /// <summary>The sine, in a way that is not to be differentiated term by term.</summary>
    /// <param name="x">The angle.</param>
    public static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= -x * x / (2 * n * ((2 * n) + 1));
            sum += term;
        }

        return sum;
    }

    [DerivativeOf(typeof(OwnRule), nameof(Series))]
    public static double SeriesDerivative(double x) => Math.Cos(x);

    public static double Mean(double a, double b) => Math.Sqrt(a * b);

    [DerivativeOf(typeof(OwnRule), nameof(Mean))]
    public static (double A, double B) MeanDerivative(double a, double b)
    {
        double mean = Math.Sqrt(a * b);
        return (b / (2 * mean), a / (2 * mean));
    }
}

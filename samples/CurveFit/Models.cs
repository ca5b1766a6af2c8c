using SymDiff;

namespace CurveFit;

/// <summary>
/// The models of NIST's sets, each as NIST writes it: what is observed at x, for parameters b. SymDiff emits the gradient
/// with respect to b beside each.
/// </summary>
internal static partial class Models
{
    [Differentiable]
    public static double Saturation([NoGradient] double x, ReadOnlySpan<double> b) => b[0] * (1 - Math.Exp(-b[1] * x));

    [Differentiable]
    public static double Chwirut([NoGradient] double x, ReadOnlySpan<double> b) => Math.Exp(-b[0] * x) / (b[1] + b[2] * x);

    [Differentiable]
    public static double DanWood([NoGradient] double x, ReadOnlySpan<double> b) => b[0] * Math.Pow(x, b[1]);

    [Differentiable]
    public static double Enso([NoGradient] double x, ReadOnlySpan<double> b)
    {
        double turn = 2 * Math.PI * x;
        double year = b[1] * Math.Cos(turn / 12) + b[2] * Math.Sin(turn / 12);
        double first = b[4] * Math.Cos(turn / b[3]) + b[5] * Math.Sin(turn / b[3]);
        double second = b[7] * Math.Cos(turn / b[6]) + b[8] * Math.Sin(turn / b[6]);
        return b[0] + year + first + second;
    }

    [Differentiable]
    public static double Eckerle([NoGradient] double x, ReadOnlySpan<double> b)
    {
        double distance = (x - b[2]) / b[1];
        return b[0] / b[1] * Math.Exp(-0.5 * distance * distance);
    }

    [Differentiable]
    public static double Gauss([NoGradient] double x, ReadOnlySpan<double> b)
    {
        double first = x - b[3], second = x - b[6];
        return b[0] * Math.Exp(-b[1] * x)
            + b[2] * Math.Exp(-first * first / (b[4] * b[4]))
            + b[5] * Math.Exp(-second * second / (b[7] * b[7]));
    }

    [Differentiable]
    public static double Hahn([NoGradient] double x, ReadOnlySpan<double> b)
        => (b[0] + b[1] * x + b[2] * x * x + b[3] * x * x * x) / (1 + b[4] * x + b[5] * x * x + b[6] * x * x * x);

    [Differentiable]
    public static double Kirby([NoGradient] double x, ReadOnlySpan<double> b)
        => (b[0] + b[1] * x + b[2] * x * x) / (1 + b[3] * x + b[4] * x * x);

    [Differentiable]
    public static double Lanczos([NoGradient] double x, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < b.Length; i += 2)
        {
            sum += b[i] * Math.Exp(-b[i + 1] * x);
        }

        return sum;
    }

    [Differentiable]
    public static double Kowalik([NoGradient] double x, ReadOnlySpan<double> b)
        => b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]);

    [Differentiable]
    public static double Meyer([NoGradient] double x, ReadOnlySpan<double> b) => b[0] * Math.Exp(b[1] / (x + b[2]));

    [Differentiable]
    public static double Root([NoGradient] double x, ReadOnlySpan<double> b) => b[0] * (1 - 1 / Math.Sqrt(1 + 2 * b[1] * x));

    [Differentiable]
    public static double Hyperbola([NoGradient] double x, ReadOnlySpan<double> b) => b[0] * b[1] * x / (1 + b[1] * x);

    /// <summary>Of two predictors; NIST compares it with the logarithm of what was observed.</summary>
    [Differentiable]
    public static double Nelson([NoGradient] double[] x, ReadOnlySpan<double> b) => b[0] - b[1] * x[0] * Math.Exp(-b[2] * x[1]);

    [Differentiable]
    public static double Logistic([NoGradient] double x, ReadOnlySpan<double> b) => b[0] / (1 + Math.Exp(b[1] - b[2] * x));
}

namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Functions of one number with derivatives up to the fifth order.</summary>
internal static partial class HigherOrder
{
    [Differentiable(Order = 5)]
    public static double Exp(double x) => Math.Exp(x);

    [Differentiable(Order = 5)]
    public static double Sin(double x) => Math.Sin(x);

    [Differentiable(Order = 5)]
    public static double Tan(double x) => Math.Tan(x);

    [Differentiable(Order = 5)]
    public static double Geometric(double x) => 1 / (1 - x);

    [Differentiable(Order = 5)]
    public static double Log(double x) => Math.Log(1 + x);

    [Differentiable(Order = 5)]
    public static double Atan(double x) => Math.Atan(x);

    [Differentiable(Order = 5)]
    public static double Asin(double x) => Math.Asin(x);

    [Differentiable(Order = 5)]
    public static double Sqrt(double x) => Math.Sqrt(1 + x);

    [Differentiable(Order = 5)]
    public static double Power(double x, [NoGradient] double exponent) => Math.Pow(1 + x, exponent);

    [Differentiable(Order = 5)]
    public static double Tanh(double x) => Math.Tanh(x);

    [Differentiable(Order = 5)]
    public static double Asinh(double x) => Math.Asinh(x);

    [Differentiable(Order = 5)]
    public static double Gauss(double x) => Math.Exp(-x * x);

    [Differentiable(Order = 5)]
    public static double Lorentz(double x) => Math.Log(1 + (x * x));

    [Differentiable(Order = 5)]
    public static double Erf(double x) => Functions.Erf(x);

    [Differentiable(Order = 5)]
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable(Order = 5)]
    public static double Softplus(double x) => Functions.Softplus(x);

    [Differentiable(Order = 4)]
    public static double LogGamma(double x) => Functions.LGamma(x);

    /// <summary>The polynomial 1 + x + … + xⁿ by Horner's rule, in an array.</summary>
    [Differentiable(Order = 5)]
    public static double Polynomial(double x, int n)
    {
        double[] steps = new double[n + 1];
        steps[0] = 1;
        for (int i = 1; i <= n; i++)
        {
            steps[i] = (steps[i - 1] * x) + 1;
        }

        return steps[n];
    }

    /// <summary>Another function on each side of 0, the right one through a marked callee and a loop that ends by its value.</summary>
    [Differentiable(Order = 3)]
    public static double Sides(double x)
    {
        if (x < 0)
        {
            return x * x * x;
        }

        double y = Square(x);
        while (y < 10)
        {
            y *= y;
        }

        return y;
    }

    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable(Order = 2)]
    public static float Single(float x) => x * MathF.Exp(x);

    [Differentiable(Order = 2)]
    public static double Constant(double x) => Diff.StopGradient(x) * 2;

    [Differentiable(Order = 3)]
    public static double Partly(double x) => Diff.StopGradient(x * x) * x * x;
}

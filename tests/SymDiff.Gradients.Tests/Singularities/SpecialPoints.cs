namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>Marked methods at whose special points a convention holds that no single row of the rule table decides.</summary>
internal static partial class SpecialPoints
{
    [Differentiable(Both)]
    public static double Product(double[] x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
        }

        return product;
    }

    [Differentiable(Both)]
    public static float ProductSingle(float[] x)
    {
        float product = 1;
        foreach (float factor in x)
        {
            product *= factor;
        }

        return product;
    }

    [Differentiable(Both)]
    public static double Largest(double[] x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        return largest;
    }

    [Differentiable(Both)]
    public static double First(double[] x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > largest)
            {
                largest = x[i];
            }
        }

        return largest;
    }

    [Differentiable(Both)]
    public static double LogSumExp(double[] x) => Functions.LogSumExp(x);

    [Differentiable(Both)]
    public static float LogSumExpSingle(float[] x) => Functions.LogSumExp(x);

    [Differentiable(Both)]
    public static double Power(double x, double y) => Math.Pow(x, y);

    [Differentiable(Both)]
    public static double PowerOfConstant(double x, [NoGradient] double y) => Math.Pow(x, y);

    [Differentiable(Both)]
    public static double FifthPower(double x) => Math.Pow(x, 5);

    [Differentiable(Both)]
    public static float FifthPowerSingle(float x) => MathF.Pow(x, 5);

    [Differentiable(Both)]
    public static double RectifierByMax(double x) => Math.Max(x, 0);

    [Differentiable(Both)]
    public static double Softplus(double x) => Functions.Softplus(x);

    [Differentiable(Both)]
    public static float SoftplusSingle(float x) => Functions.Softplus(x);

    [Differentiable(Both)]
    public static double HalfTurn(double x)
    {
        (double sin, double cos) = double.SinCosPi(x);
        return sin + 2 * cos;
    }
}

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

    [Differentiable(Both)]
    public static double Replaced(double x, double y, int rounds)
    {
        double last = y * Math.Exp(x);
        for (int i = 0; i < rounds; i++)
        {
            last = i * y;
        }

        return last;
    }

    [Differentiable(Both)]
    public static double ReplacedInEveryRound(double x, double y, int rounds)
    {
        double last = y;
        for (int i = 0; i < rounds; i++)
        {
            last = y * Math.Exp(x / (1 + 1000 * i));
        }

        return last;
    }

    [Differentiable(Both)]
    public static double PassedOn(double x, double y, int rounds)
    {
        (double first, double second) = (y * Math.Exp(x), y * Math.Exp(x));
        for (int i = 0; i < rounds; i++)
        {
            first = second;
            second = y;
        }

        return first;
    }

    [Differentiable(Both)]
    public static double Capped(double x, double y) => Math.Min(y * Math.Exp(x), 1);

    [Differentiable(Both)]
    public static double CappedInEveryRound(double x, double y, int rounds)
    {
        double least = 1;
        for (int i = 0; i < rounds; i++)
        {
            least = Math.Min(least + y * Math.Exp(x / (1 + 1000 * i)), 3);
        }

        return least;
    }
}

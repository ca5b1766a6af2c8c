namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods whose callees are chosen at run time.</summary>
internal static partial class Dispatches
{
    /// <summary>How often a curve was picked.</summary>
    public static int Picked { get; set; }

    [Differentiable(Both)]
    public static double Twofold<TProfile>(double x, double[] weights)
        where TProfile : IProfile
    {
        double first = TProfile.Evaluate(x, weights);
        return first * TProfile.Evaluate(first + x, weights);
    }

    [Differentiable(Both)]
    public static double Chosen(double x, double[] weights) => Twofold<Bump>(x, weights) + Twofold<Decay>(x * x, weights);

    [Differentiable(Both)]
    public static double Along(ICurve[] curves, double x, double[] weights)
    {
        double total = 0, sum = x;
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < curves.Length; i++)
            {
                total += curves[i].At(x * (i + 1), ref sum, weights) * sum;
            }
        }

        return total + sum;
    }

    [Differentiable(Both)]
    public static double Generic<TCurve>(TCurve curve, double x, double[] weights)
        where TCurve : ICurve
    {
        double sum = x;
        return curve.At(x, ref sum, weights) + sum * sum;
    }

    [Differentiable(Both)]
    public static double Once(double x, double[] weights)
    {
        double sum = 0;
        return Pick().At(x, ref sum, weights) * sum;
    }

    [Differentiable(Both)]
    public static double Shapes([NoGradient] Shape one, [NoGradient] Cube other, double size, double price)
        => one.Twice(size) * other.Cost(size * price, price) + one.Cost(price, size);

    /// <summary>Calls itself by way of an interface, at any depth.</summary>
    [Differentiable(Both)]
    public static double Descend(IStep step, double x, int depth) => depth == 0 ? x : step.Down(x * 0.5, depth - 1) + x;

    private static ICurve Pick()
    {
        Picked++;
        return new Wave(2);
    }
}

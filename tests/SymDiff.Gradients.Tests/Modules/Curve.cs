namespace SymDiff.Gradients.Tests.Modules;

/// <summary>A network u(t) of one hidden layer, and what physics asks of it: losses made of its derivatives along the time.</summary>
public sealed partial class Curve(int units)
{
    [Parameter]
    private readonly double[] rates = new double[units];

    [Parameter]
    public double[] Heights { get; } = new double[units];

    [Parameter]
    public double Shift { get; set; }

    [Differentiable(Both)]
    public double Value(double t)
    {
        double u = Shift;
        for (int i = 0; i < rates.Length; i++)
        {
            u += Heights[i] * Math.Tanh(rates[i] * (t - Shift));
        }

        return u;
    }

    /// <summary>u'(t).</summary>
    [Differentiable(Both)]
    public double Slope(double t) => ValueGradient(t).T;

    /// <summary>u' + 2 u = 0, at a number of times, and u(0) = 1; each time in a loop, through <c>this</c>.</summary>
    [Differentiable(Both)]
    public double Residual([NoGradient] double end)
    {
        double start = Value(0) - 1;
        double loss = start * start;
        for (int i = 1; i <= 4; i++)
        {
            var (u, du) = ValueGradient(end * i / 4);
            double residual = du + 2 * u;
            loss += residual * residual;
        }

        return loss;
    }

    /// <summary>u'' + u = 0: the derivative of a derivative, through a parameter.</summary>
    [Differentiable(Both)]
    public static double Oscillation(Curve curve, double t)
    {
        (double du, double ddu) = curve.SlopeGradient(t);
        double residual = ddu + curve.Value(t);
        return residual * residual + 0.1 * du;
    }

    /// <summary>Two of them, which may be one and the same kind but are different objects, and one of their parameters read beside.</summary>
    [Differentiable(Both)]
    public static double Match(Curve left, Curve right, double t) =>
        left.ValueGradient(t * right.Shift).T * right.Slope(left.Heights[0]) + Helper(right, t) * left.Shift;

    /// <summary>One of them is a constant: what is learnt is the other.</summary>
    [Differentiable(Both)]
    public static double Follow(Curve learnt, [NoGradient] Curve given, double t)
    {
        double error = learnt.ValueGradient(t).T - given.ValueGradient(t).T;
        return error * error * given.Heights[1];
    }

    private static double Helper(Curve curve, double t)
    {
        Func<double, double> slope = s => curve.ValueGradient(s).T;
        return slope(t) + slope(2 * t);
    }
}

#pragma warning disable SD2012 // That members are constants of a marked method is what is tried here.

namespace SymDiff.Gradients.Tests.Language;

/// <summary>A struct with marked methods of its own; what it holds is a constant there, and followed where it is a value.</summary>
public partial struct Own(double factor)
{
    private double hidden = factor;

    public double Factor { get; private set; } = factor;

    [Differentiable(Both)]
    public readonly double OnThis(double x)
    {
        Own own = this;
        own.Factor *= x;
        own.hidden = x * x;
        return own.Factor * hidden + own.hidden + own.OnValue(x);
    }

    [Differentiable(Both)]
    public readonly double OnValue(double x) => 2 * hidden * x + Math.Sin(Factor);

    [Differentiable(Both)]
    public static double OfTwo(Own a, Own b) => a.hidden * b.OnValue(a.Factor) + Inner(b);

    private static double Inner(in Own own) => own.hidden * own.Factor;
}

namespace SymDiff.Gradients.Tests.Cost;

/// <summary>Callees with and without <c>[Recompute]</c> and <c>[Cache]</c>, around the leaf that counts its evaluations.</summary>
internal static partial class Kept
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    [Differentiable(Both)]
    public static double Plain(double x, double y)
    {
        double inner = Counted.Leaf(x * y);
        return inner * Math.Exp(inner - y);
    }

    [Differentiable(Both)]
    [Recompute]
    public static double Again(double x, double y)
    {
        double inner = Counted.Leaf(x * y);
        return inner * Math.Exp(inner - y);
    }

    [Differentiable(Both), Recompute]
    public static double OfBuffer(ReadOnlySpan<double> x, double y)
    {
        double sum = 0;
        foreach (double element in x)
        {
            sum += Counted.Leaf(element * y);
        }

        return sum * sum;
    }

    [Differentiable(Both)]
    public static double LoopOfPlain(double x, int rounds)
    {
        double state = x;
        for (int i = 0; i < rounds; i++)
        {
            double step = Plain(state, x);
            state += Math.Sin(step) * step;
        }

        return state;
    }

    [Differentiable(Both)]
    public static double LoopOfAgain(double x, int rounds)
    {
        double state = x;
        for (int i = 0; i < rounds; i++)
        {
            double step = Again(state, x);
            state += Math.Sin(step) * step;
        }

        return state;
    }

    /// <summary>The argument is overwritten after the call: what the call is made with again is a copy.</summary>
    [Differentiable(Both)]
    public static double Overwritten(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double all = OfBuffer(x, 0.5);
            x[i] = all * x[i];
            sum += all * all;
        }

        return sum + x[0];
    }

    /// <summary>Branches, and a call whose result nothing but its own derivative needs.</summary>
    [Differentiable(Both)]
    public static double Branches(double x, double y)
    {
        double a = Again(x, y), b = 0;
        if (a > 0)
        {
            b = Again(a, y) * Again(y, a);
        }

        return a + b;
    }

    /// <summary>Cheap things, repeated in place: stored where the mark says so, and expensive ones computed again.</summary>
    [Differentiable(Both)]
    public static double InPlace(double x, int rounds)
    {
        Swing swing = new() { Angle = x };
        for (int i = 0; i < rounds; i++)
        {
            double lift = swing.Lift, shadow = swing.Shadow;
            swing.Angle += 0.1 * Math.Sin(lift) * Math.Cos(lift) - 0.05 * Math.Sin(shadow) * shadow;
        }

        return swing.Angle;
    }

    public partial struct Swing
    {
        public double Angle;

        [Differentiable, Cache]
        public readonly double Lift => Angle + 1;

        [Differentiable, Recompute]
        public readonly double Shadow => Math.Exp(-Math.Cos(Angle));
    }
}

namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Methods whose second derivatives are asked for.</summary>
internal static partial class SecondOrder
{
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - (x[i] * x[i]);
            double b = 1 - x[i];
            sum += (100 * a * a) + (b * b);
        }

        return sum;
    }

    [Differentiable]
    public static double Wave(double x, double y) => Math.Sin(x) * Math.Exp(y);

    [Differentiable]
    public static void Scale(Span<double> a, double s)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= s;
        }
    }

    /// <summary>Marked callees are differentiated in place.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Calls(double x, double y, double[] a)
    {
        var scaled = new double[a.Length];
        a.CopyTo(scaled, 0);
        Scale(scaled, x);
        double sum = Wave(x, y);
        foreach (double number in scaled)
        {
            sum += Wave(number, y) * number;
        }

        return sum;
    }

    [Differentiable]
    public static double Weighted(double x, [NoGradient] double weight) => x * x * weight;

    /// <summary>What a callee declares a constant is one in place, too: the weight contributes nothing.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double ConstantWeight(double x) => Weighted(x, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Overwrites(double[] a, double s, float f)
    {
        var work = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = a[i] * a[i] * s;
            work[i] = a[i] + f;
            if (a[i] > 2)
            {
                work[i] *= a[i];
            }
        }

        double t = 1;
        int k = 0;
        while (t < 100 && k < work.Length)
        {
            t = (t * work[k]) + Math.Sqrt(t);
            k++;
        }

        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Replaces(ref double x, double y)
    {
        x = x * x * y;
        return Math.Tanh(x) / y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Pair((double U, double V) p, in double q) => Math.Pow(p.U, p.V) * Math.Atan2(q, p.U);

    /// <summary>Its parameters have the names that the emitted method adds.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Names(double direction, double gradient, double product, double hessian) => direction * gradient * product * hessian;

    /// <summary>A check may be repeated.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Checked(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a[0] * a[0] * a[1];
    }

    /// <summary>A product draws once.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Draws(double x, Random random) => x * x * random.NextDouble();

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Constant(double x, [NoGradient] double c) => c;

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static float Single(float x, float[] a) => x * a[0] * a[1] * a[1];
}

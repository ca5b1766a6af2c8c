namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Methods with several results.</summary>
internal static partial class Jacobians
{
    [Differentiable(Derivatives.Jacobian)]
    public static (double A, float B) Pair(double x, (double U, double V) p, float f) => ((x * p.U) + Math.Sin(p.V), f * (float)x);

    [Differentiable(Derivatives.Jacobian)]
    public static double[] Chain(double[] x, double s)
    {
        var y = new double[x.Length + 1];
        double t = 1;
        for (int i = 0; i < x.Length; i++)
        {
            t = (t * x[i]) + Math.Tanh(s);
            y[i] = t;
        }

        y[x.Length] = s * s;
        return y;
    }

    [Differentiable(Derivatives.Jacobian)]
    public static double Exchange(ref double x, in double y, out double z)
    {
        double v = x * y;
        x = v + y;
        z = v * v;
        return Math.Sin(v);
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Writes(Span<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (int i = 0; i < a.Length; i++)
        {
            c[i] = a[i] * b[i];
            a[i] *= a[i];
        }
    }

    /// <summary>Caches local arrays, objects and numbers, which each row takes off again.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static double[] Caches(double[] x)
    {
        double[] inner = Chain(x, x[0]);
        Span<double> local = stackalloc double[3];
        for (int i = 0; i < 3; i++)
        {
            local[i] = inner[i] * Math.Exp(-inner[i]);
        }

        local[1] *= local[0];
        return [local[0] * inner[1], local[1] * local[2]];
    }

    /// <summary>Which array is returned does not matter: it is the same one.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static double[] Chosen(double x, bool flag)
    {
        double[] made = [x * x, 3 * x];
        double[] same = flag ? made : made;
        return flag ? same : made;
    }
}

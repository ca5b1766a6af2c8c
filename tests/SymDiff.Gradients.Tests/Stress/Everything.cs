namespace SymDiff.Gradients.Tests.Stress;

/// <summary>A marked method with a parameter of every kind, and a side effect that shows when it has begun.</summary>
internal static partial class Everything
{
    [ThreadStatic]
    private static int begun;

    /// <summary>How often the method began on this thread.</summary>
    public static int Begun => begun;

    [Differentiable(Both)]
    public static double All(
        double[] a, Span<double> s, ReadOnlySpan<double> r, [NoGradient] double[] table, ref double p, out double q, in double c, double v)
    {
        Begin();
        q = p * c + a[0];
        p = q * v + s[0];
        for (int i = 0; i < s.Length; i++)
        {
            s[i] = s[i] * a[i] + Math.Sin(r[i] * table[i]) * c;
            q += s[i] * p;
        }

        return q * p + a[^1] * r[0] * table[^1];
    }

    /// <summary>The same with <c>float</c>, arrays and spans that are not written, and a result that is an array.</summary>
    [Differentiable(Both)]
    public static float[] Singles(float[] a, Span<float> s, ReadOnlySpan<float> r, float v)
    {
        Begin();
        float[] result = new float[r.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = a[i] * s[i] * r[i] * v;
        }

        return result;
    }

    private static void Begin() => begun++;
}

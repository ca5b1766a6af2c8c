namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods whose buffers change places, as numerical code does to save copies.</summary>
internal static partial class DoubleBuffers
{
    /// <summary>Steps of the heat equation on a ring, with conduction that depends on the temperature.</summary>
    [Differentiable(Both)]
    public static double Heat(double[] x, int steps)
    {
        int n = x.Length;
        double[] now = new double[n], next = new double[n];
        x.CopyTo(now, 0);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < n; i++)
            {
                next[i] = now[i] + 0.1 * (now[(i + 1) % n] - 2 * now[i] * now[i] + now[(i + n - 1) % n]);
            }

            (now, next) = (next, now);
        }

        return now[0] * now[1] + now[2] * next[3];
    }

    [Differentiable(Both)]
    public static double SwapThroughATemporary(double[] x)
    {
        Span<double> a = stackalloc double[x.Length], b = stackalloc double[x.Length];
        x.CopyTo(a);
        int step = 0;
        while (true)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i] = Math.Cos(a[i]) + a[(i + 1) % a.Length];
            }

            Span<double> held = a;
            a = b;
            b = held;
            if (a[0] > 3 || ++step > 4)
            {
                break;
            }
        }

        return a[0] * a[1] + b[3];
    }

    /// <summary>A recurrence over the last two of three rows.</summary>
    [Differentiable(Both)]
    public static double Rotation(double[] x)
    {
        int n = x.Length;
        double[] a = new double[n], b = new double[n], c = new double[n];
        for (int i = 0; i < n; i++)
        {
            a[i] = x[i];
            b[i] = x[i] * x[i];
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < n; i++)
            {
                c[i] = Math.Sin(a[i]) + b[i] * a[(i + 1) % n];
            }

            (a, b, c) = (b, c, a);
        }

        return a[0] * b[1] + c[2] * b[3];
    }

    [Differentiable(Both)]
    public static double SwapInABranch(double[] x)
    {
        double[] a = [x[0], x[1]];
        double[] b = [x[2] * x[2], x[3]];
        if (x[0] > 0.5)
        {
            (a, b) = (b, a);
        }

        a[0] *= b[1];
        b[0] += a[0] * a[1];
        return a[0] * b[0] + a[1] * b[1] * b[1];
    }

    /// <summary>The argument itself is one of the buffers, and both are written under either name.</summary>
    [Differentiable(Both)]
    public static double ArgumentIsABuffer(double[] x)
    {
        double[] other = new double[x.Length];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < other.Length; i++)
            {
                other[i] = x[i] * x[(i + 1) % other.Length];
            }

            x[0] += other[1];
            (x, other) = (other, x);
        }

        return x[0] * other[1] + x[3];
    }

    [Differentiable(Both)]
    public static double SwapWhereItPays(double[] x)
    {
        int n = x.Length;
        double[] a = new double[n], b = new double[n];
        x.CopyTo(a, 0);
        x.CopyTo(b, 0);
        for (int i = 0; i < 6; i++)
        {
            double[] smaller = a[0] < b[0] ? a : b;
            switch (i % 3)
            {
                case 0:
                    (a, b) = (b, a);
                    break;
                case 1:
                    b = smaller;
                    break;
                default:
                    a[i % n] *= b[(i + 1) % n] + 0.5;
                    continue;
            }

            b[1] += a[2] * smaller[3];
        }

        return a[0] * a[1] + b[3] * b[2] - a[2];
    }

    [Differentiable(Both)]
    public static double SwapInAFunction(double[] x)
    {
        double[] a = new double[x.Length], b = new double[x.Length];
        x.CopyTo(a, 0);
        for (int step = 0; step < 3; step++)
        {
            Advance(a, b, step);
            Swap(ref a, ref b);
        }

        a.AsSpan(1).CopyTo(b);
        return a[0] * a[1] + b[3] * b[1] + a[2];

        static void Swap(ref double[] left, ref double[] right) => (left, right) = (right, left);
    }

    private static void Advance(double[] from, double[] to, int shift)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = Math.Exp(-from[i]) * from[(i + shift) % from.Length];
        }
    }
}

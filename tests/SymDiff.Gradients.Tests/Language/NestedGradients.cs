namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that call the emitted gradients of others.</summary>
internal static partial class NestedGradients
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    [Differentiable]
    public static double Product(double x, double y) => x * y;

    [Differentiable]
    public static double Sum(double x, double y) => x + y;

    [Differentiable]
    public static double Square(double x) => x * x;

    /// <summary>x · d/dy (x · y): the inner derivative is x, and moves with the outer variable.</summary>
    [Differentiable(Both)]
    public static double OfProduct(double x, double y) => x * ProductGradient(x, y).Y;

    /// <summary>x · d/dy (x + y): the inner derivative is 1, and nothing of x.</summary>
    [Differentiable(Both)]
    public static double OfSum(double x, double y) => x * SumGradient(x, y).Y;

    /// <summary>The inner variable has the name of the outer one.</summary>
    [Differentiable(Both)]
    public static double OfSquare(double x) => x * SquareGradient(x).X;

    /// <summary>One variable in two places: the derivative with respect to one is not that with respect to the other.</summary>
    [Differentiable(Both)]
    public static double OfBoth(double x, double y)
    {
        var (v, dx, dy) = ProductGradient(x * x, x * x);
        return v * y + 3 * dx - y * dy;
    }

    /// <summary>A gradient at a point that another gradient gives.</summary>
    [Differentiable(Both)]
    public static double OfAStep(double x, double y)
    {
        (_, double sx, double sy) = WavesGradient(x, y);
        (double v, double dx, _) = WavesGradient(x - 0.1 * sx, y - 0.1 * sy);
        return v + dx * dx;
    }

    [Differentiable]
    public static double Waves(double x, double y) => Math.Sin(x * y) + Math.Exp(0.5 * x) * y;

    [Differentiable]
    public static double Cube(double x) => x * x * x;

    [Differentiable]
    public static double OfCube(double x) => x * CubeGradient(x).X;

    /// <summary>x · d/dx (x · d/dx x³): nine cubes.</summary>
    [Differentiable(Both)]
    public static double TwoDeep(double x) => x * OfCubeGradient(x).X;

    [Differentiable]
    public static double OfTwo(double x) => x * TwoDeepGradient(x).X;

    /// <summary>Once more: 27 cubes.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public static double ThreeDeep(double x) => OfTwo(x);

    /// <summary>With a loop and a branch in the method whose gradient is called, and one in the caller.</summary>
    [Differentiable]
    public static double Power(double x, int n, double scale)
    {
        double p = scale;
        for (int i = 0; i < n; i++)
        {
            p *= i % 2 == 0 ? x : Math.Sin(x);
        }

        return p > 100 ? 100 : p;
    }

    [Differentiable(Both)]
    public static double SumOfSlopes(double x, double y)
    {
        double sum = 0;
        for (int n = 1; n < 5; n++)
        {
            (double v, double dx, double ds) = PowerGradient(x, n, y);
            sum += v * dx + (n > 2 ? ds * ds : ds);
        }

        return sum;
    }

    /// <summary>Tuples and structs on the way in come out with derivatives of their shape.</summary>
    [Differentiable]
    public static double Norm((double X, double Y) p, Complex z) => p.X * p.X * z.Re + p.Y * z.Im * z.Im;

    internal readonly record struct Complex(double Re, double Im, bool IsUnit);

    [Differentiable(Both)]
    public static double OfStructs(double x, double y)
    {
        var (v, p, z) = NormGradient((x, x * y), new Complex(y, x, true));
        return v + p.X * z.Re + p.Y * z.Im * (z.IsUnit ? 2 : 1);
    }

    /// <summary>What the method cuts stays a constant, for the derivative of its gradient, too.</summary>
    [Differentiable]
    public static double Cut(double x, [NoGradient] double y) => x * x * y;

    [Differentiable(Both)]
    public static double OfCut(double x, double y) => CutGradient(x, Diff.StopGradient(y)).X + y;

    /// <summary>A method of one number: its gradient returns the value alone where nothing else is differentiated.</summary>
    [Differentiable]
    public static double Energy(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * x[i] * x[(i + 1) % x.Length];
        }

        return sum;
    }

    /// <summary>A force is a gradient: its square, and the value.</summary>
    [Differentiable(Both)]
    public static double Forces(double[] x)
    {
        Span<double> force = stackalloc double[x.Length];
        double energy = EnergyGradient(x, force);
        double sum = energy;
        foreach (double f in force)
        {
            sum += f * f;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double CurvedForces(double[] x, double y)
    {
        Span<double> force = stackalloc double[x.Length];
        double sum = y * EnergyGradient(x, force);
        foreach (double f in force)
        {
            sum += f * f * y * y;
        }

        return sum;
    }

    /// <summary>The destination is written again, and part of a larger array.</summary>
    [Differentiable(Both)]
    public static double ForcesInParts(double[] x)
    {
        double[] all = new double[2 * x.Length];
        EnergyGradient(x, all.AsSpan(0, x.Length));
        EnergyGradient(all.AsSpan(0, x.Length), all.AsSpan(x.Length));
        all[0] = 0;
        double sum = 0;
        foreach (double f in all)
        {
            sum += f * x[0];
        }

        return sum;
    }

    [Differentiable]
    public static double Trace(double[,] a, double s)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                sum += s * a[i, j] * a[i, j] * a[0, j];
            }
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double OfMatrix(double x, double y)
    {
        double[,] a = { { x, y, 1 }, { x * y, 2, y * y } };
        double[,] d = new double[2, 3];
        var (v, s) = TraceGradient(a, x, d);
        return v * s + d[0, 0] * d[1, 2] + d[1, 1] * x;
    }

    // A network of one hidden layer u(t; w), and what physics asks of it.
    [Differentiable]
    public static double U(double t, ReadOnlySpan<double> w)
    {
        double u = 0;
        for (int i = 0; i + 2 < w.Length; i += 3)
        {
            u += w[i] * Math.Tanh(w[i + 1] * t + w[i + 2]);
        }

        return u;
    }

    [Differentiable]
    public static double Slope(double t, ReadOnlySpan<double> w)
    {
        Span<double> unused = stackalloc double[w.Length];
        return UGradient(t, w, unused).T;
    }

    /// <summary>u' = -u and u(0) = 1.</summary>
    [Differentiable(Both)]
    public static double Decay(double[] w)
    {
        double start = U(0, w) - 1;
        double loss = start * start;
        double[] unused = new double[w.Length];
        for (int i = 0; i < 5; i++)
        {
            var (u, du) = UGradient(0.25 * i, w, unused);
            double residual = du + u;
            loss += residual * residual;
        }

        return loss;
    }

    /// <summary>u'' = -u, u(0) = 0 and u'(0) = 1.</summary>
    [Differentiable(Both)]
    public static double Oscillation(double[] w)
    {
        double start = U(0, w), speed = Slope(0, w) - 1;
        double loss = start * start + speed * speed;
        double[] unused = new double[w.Length];
        for (int i = 0; i < 4; i++)
        {
            double t = 0.5 * i;
            double residual = SlopeGradient(t, w, unused).T + U(t, w);
            loss += residual * residual;
        }

        return loss;
    }

    /// <summary>A critic f(x; w) whose slope at x is to be 1 (Gulrajani et al., Improved Training of Wasserstein GANs, 2017).</summary>
    [Differentiable]
    public static double Critic(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += w[i] * x[i];
        }

        return w[x.Length] * Math.Tanh(sum) + sum * sum;
    }

    [Differentiable(Both)]
    public static double Penalty(double[] w)
    {
        ReadOnlySpan<double> x = [0.3, -0.7, 0.2];
        Span<double> unused = stackalloc double[w.Length], slope = stackalloc double[x.Length];
        CriticGradient(w, x, unused, slope);
        double square = 0;
        foreach (double s in slope)
        {
            square += s * s;
        }

        double excess = Math.Sqrt(square) - 1;
        return 10 * excess * excess - Critic(w, x);
    }

    /// <summary>Where a product with the Hessian is offered, it reverses a gradient of many numbers.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Bumps(double a, double[] x, (double U, float V) p, [NoGradient] double[] k, int n)
    {
        double sum = a * p.U;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(a * x[i]) * x[(i + n) % x.Length] * p.V * k[i % k.Length] + p.U * x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double OfBumps(double[] x, double y)
    {
        double[] k = [0.5, 2], d = new double[x.Length];
        double total = 0;
        for (int n = 0; n < 3; n++)
        {
            var (v, da, dp) = BumpsGradient(y * n, x, (x[0], (float)y), k, n, d);
            total += v * da + dp.U * dp.V;
            x[n] += 0.125 * d[n] * y;
            for (int i = 0; i < d.Length; i++)
            {
                total += d[i] * d[i] * x[i];
                d[i] = y;
            }
        }

        return total;
    }

    /// <summary>The same by forward mode in place.</summary>
    [Differentiable(Both)]
    public static double OfBumpsInPlace(double[] x, double y) => OfBumpsUnmarked(x, y);

    private static double OfBumpsUnmarked(double[] x, double y)
    {
        double[] k = [0.5, 2], d = new double[x.Length];
        double total = 0;
        for (int n = 0; n < 3; n++)
        {
            var (v, da, dp) = BumpsGradient(y * n, x, (x[0], (float)y), k, n, d);
            total += v * da + dp.U * dp.V;
            x[n] += 0.125 * d[n] * y;
            for (int i = 0; i < d.Length; i++)
            {
                total += d[i] * d[i] * x[i];
                d[i] = y;
            }
        }

        return total;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Wide(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i++)
        {
            sum += x[i] * x[i] * x[i - 1];
        }

        return sum;
    }

    /// <summary>Its gradient costs a small multiple of it, however long the array is.</summary>
    [Differentiable]
    public static double OfWide(ReadOnlySpan<double> x)
    {
        Span<double> slope = new double[x.Length];
        double sum = WideGradient(x, slope);
        foreach (double s in slope)
        {
            sum += s * s;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double WideMatrix(double[,] a, double s)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                sum += s * a[i, j] * a[i, j] * a[0, j];
            }
        }

        return sum;
    }

    /// <summary>One destination before and behind a loop whose rounds meet in a sum.</summary>
    [Differentiable]
    public static double OfWideAgain(double[] x)
    {
        double[] slope = new double[x.Length];
        double sum = WideGradient(x, slope);
        sum += slope[0] * slope[1];
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]) * x[i];
        }

        sum *= WideGradient(x, slope);
        return sum + slope[1] * slope[2];
    }

    /// <summary>A destination that holds something else before a loop whose rounds meet in a sum, and a gradient behind it.</summary>
    [Differentiable]
    public static double OfWideBehind(double[] x)
    {
        double[] slope = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = x[i] * x[i];
        }

        double before = slope[0] * slope[1], sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]);
        }

        double value = WideGradient(x, slope);
        return sum + before + value + slope[0] * slope[2];
    }

    /// <summary>A sum over points: each round has a destination of its own.</summary>
    [Differentiable]
    public static double OfWidePoints(double[] x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] point = [y * i, x[0], x[1] * y], slope = new double[3];
            double v = WideGradient(point, slope);
            sum += v * slope[0] + slope[1] * slope[2];
        }

        return sum;
    }

    [Differentiable]
    public static double OfPoints(double[] x, double y)
    {
        double sum = 0;
        double[] slope = new double[3];
        for (int i = 0; i < 4; i++)
        {
            double[] point = [y * i, x[0], x[1] * y];
            double v = EnergyGradient(point, slope);
            sum += v * slope[0] + slope[1] * slope[2];
        }

        return sum;
    }

    /// <summary>What stands in a buffer on entry is a constant, and what is written there is not.</summary>
    [Differentiable(Both)]
    public static double OnAScratch(double x, [NoGradient] Span<double> scratch)
    {
        double[] p = [x, x * x];
        return WideGradient(p, scratch) * scratch[0] + scratch[1] * x;
    }

    [Differentiable]
    public static double OnAScratchByProduct(double x, [NoGradient] Span<double> scratch)
    {
        double[] p = [x, x * x];
        return WideGradient(p, scratch) * scratch[0] + scratch[1] * x;
    }

    [Differentiable(Both)]
    public static double Overwritten(double x, [NoGradient] Span<double> scratch)
    {
        scratch[0] = x * x * scratch[1];
        return scratch[0] * x;
    }

    [Differentiable]
    public static double OfWideMatrix(double x, double y)
    {
        double[,] a = { { x, y, 1 }, { x * y, 2, y * y } };
        double[,] d = new double[2, 3];
        var (v, s) = WideMatrixGradient(a, y, d);
        return v * s + d[0, 0] * d[1, 2] + d[1, 1] * x;
    }

    /// <summary>The gradient with respect to what the caller does not differentiate is a constant like its arguments.</summary>
    [Differentiable(Both)]
    public static double OfConstants(double x, [NoGradient] double y) => x * ProductGradient(y, 3).X + SquareGradient(y).Value;

    /// <summary>A gradient through a method that is called by contract.</summary>
    [Differentiable(Both)]
    public static double OfCallers(double x, double y) => OfSquare(x) * OfProduct(y, x);

    [Differentiable(Derivatives.Jacobian | Derivatives.Jvp)]
    public static (double, double) Field(double x, double y)
    {
        (_, double dx, double dy) = WavesGradient(x, y);
        return (dx * y, dy);
    }

    [Differentiable(Order = 3)]
    public static double Orders(double x) => x * OfCubeGradient(x).X + SquareGradient(x).X;

    [Differentiable(Derivatives.Hessian)]
    public static double Curved(double x, double y)
    {
        (double v, double dx, double dy) = WavesGradient(x, y);
        return v * dx + dy * dy;
    }
}

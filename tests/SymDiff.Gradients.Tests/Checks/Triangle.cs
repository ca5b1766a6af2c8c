namespace SymDiff.Gradients.Tests.Checks;

/// <summary>
/// The agreement triangle: reverse mode against differences, forward mode against reverse mode, and the value along
/// the way bit for bit against the function itself.
/// </summary>
internal static class Triangle
{
    private const double DifferenceTolerance = 1e-8;
    private const double ForwardTolerance = 1e-12;

    /// <summary>Checks a function of one number.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">Its emitted gradient.</param>
    /// <param name="tangent">Its emitted directional derivative.</param>
    /// <param name="x">Where; the function must be smooth around it.</param>
    public static void Agrees(
        Func<double, double> f,
        Func<double, (double Value, double X)> gradient,
        Func<double, double, (double Value, double Tangent)> tangent,
        double x)
        => Agrees(
            p => f(p[0]),
            (double[] p, Span<double> g) =>
            {
                (double value, g[0]) = gradient(p[0]);
                return value;
            },
            (double[] p, Span<double> t) => tangent(p[0], t[0]),
            x);

    /// <summary>Checks a function of two numbers.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">Its emitted gradient.</param>
    /// <param name="tangent">Its emitted directional derivative.</param>
    /// <param name="x">Where: the first number.</param>
    /// <param name="y">Where: the second number.</param>
    public static void Agrees(
        Func<double, double, double> f,
        Func<double, double, (double Value, double X, double Y)> gradient,
        Func<double, double, double, double, (double Value, double Tangent)> tangent,
        double x,
        double y)
        => Agrees(
            p => f(p[0], p[1]),
            (double[] p, Span<double> g) =>
            {
                (double value, g[0], g[1]) = gradient(p[0], p[1]);
                return value;
            },
            (double[] p, Span<double> t) => tangent(p[0], p[1], t[0], t[1]),
            x,
            y);

    /// <summary>Checks a function of an array. It may overwrite the array: every call gets a copy.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">Its emitted gradient.</param>
    /// <param name="tangent">Its emitted directional derivative.</param>
    /// <param name="point">Where; the function must be smooth around it.</param>
    public static void Agrees(
        Func<double[], double> f,
        BufferGradient gradient,
        BufferTangent tangent,
        params double[] point)
    {
        AgreesAndAllocates(f, gradient, tangent, point);
        AssertAllocatesNothing(gradient, tangent, point);
    }

    /// <summary>Checks a function that allocates itself: an array that a marked callee returns is a new one every time.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">Its emitted gradient.</param>
    /// <param name="tangent">Its emitted directional derivative.</param>
    /// <param name="point">Where; the function must be smooth around it.</param>
    public static void AgreesAndAllocates(
        Func<double[], double> f,
        BufferGradient gradient,
        BufferTangent tangent,
        params double[] point)
    {
        double[] left = [.. point];
        double value = f(left);

        double[] argument = [.. point];
        var partials = new double[point.Length];
        Array.Fill(partials, double.NaN);
        AssertSameBits(value, gradient(argument, partials), "FGradient's value");
        AssertSameBits(left, argument, "what FGradient leaves in the argument");

        for (int i = 0; i < point.Length; i++)
        {
            double expected = Difference(f, point, i);
            AssertClose(expected, partials[i], DifferenceTolerance * Math.Max(1, Math.Abs(expected)), $"partial {i} against differences");
            var direction = new double[point.Length];
            direction[i] = 1;
            argument = [.. point];
            (double forwardValue, double forward) = tangent(argument, direction);
            AssertSameBits(value, forwardValue, "FJvp's value");
            AssertSameBits(left, argument, "what FJvp leaves in the argument");
            AssertClose(partials[i], forward, ForwardTolerance * Math.Max(1, Math.Abs(partials[i])), $"tangent {i} against the gradient");
        }
    }

    /// <summary>Fails unless both modes, once warm, allocate nothing.</summary>
    private static void AssertAllocatesNothing(BufferGradient gradient, BufferTangent tangent, double[] point)
    {
        double[] argument = [.. point];
        var derivatives = new double[point.Length];
        long reverse = 0, forward = 0;

        // The calls before have grown the workspace; what is left are the first calls' one-time costs.
        for (int i = 0; i < 3; i++)
        {
            point.CopyTo(argument, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            gradient(argument, derivatives);
            reverse = GC.GetAllocatedBytesForCurrentThread() - before;
            point.CopyTo(argument, 0);
            before = GC.GetAllocatedBytesForCurrentThread();
            tangent(argument, derivatives);
            forward = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(reverse == 0 && forward == 0, $"FGradient allocates {reverse} bytes and FJvp {forward} when warm.");
    }

    private static double Difference(Func<double[], double> f, double[] point, int i)
    {
        // Weights 45, -9, 1 over 60 h: Fornberg, Math. Comp. 51 (1988), table 1.
        double h = 2e-3 * Math.Max(1, Math.Abs(point[i]));
        return ((45 * Spread(f, point, i, h)) - (9 * Spread(f, point, i, 2 * h)) + Spread(f, point, i, 3 * h)) / (60 * h);
    }

    private static double Spread(Func<double[], double> f, double[] point, int i, double step)
    {
        double[] above = [.. point];
        double[] below = [.. point];
        above[i] += step;
        below[i] -= step;
        return f(above) - f(below);
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what)
        => Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, got {actual:R}");

    private static void AssertSameBits(double expected, double actual, string what)
        => Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
            $"{what}: expected {expected:R}, got {actual:R}");

    private static void AssertSameBits(double[] expected, double[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            AssertSameBits(expected[i], actual[i], $"{what}, element {i}");
        }
    }
}

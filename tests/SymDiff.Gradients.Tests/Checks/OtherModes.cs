namespace SymDiff.Gradients.Tests.Checks;

/// <summary>
/// What a function of several numbers has beside a gradient and one direction, each against those: its Hessian, products
/// with it, several directions, its Jacobian. Every member is called with the numbers, which it may overwrite.
/// </summary>
internal sealed record OtherModes(OtherModes.Vectors Product, OtherModes.Pair Hessian, OtherModes.Rows Directions, BufferGradient Jacobian)
{
    private const int Count = 11;

    /// <summary>Whether the function itself allocates.</summary>
    public bool Allocates { get; init; }

    internal delegate double Vectors(double[] point, ReadOnlySpan<double> direction, Span<double> gradient, Span<double> product);

    internal delegate double Pair(double[] point, Span<double> gradient, Span<double> hessian);

    internal delegate double Rows(double[] point, int directions, Span<double> tangents, Span<double> results);

    /// <summary>Checks them.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="forward">Forward mode along one direction; transforms the tangent where the function writes.</param>
    /// <param name="point">Where; the function must be smooth around it.</param>
    public void Agree(BufferGradient gradient, BufferTangent forward, params double[] point)
    {
        int n = point.Length;
        double[] left = [.. point], first = Poison(n);
        double value = gradient(left, first);

        void Run(string what, Func<double[], double> run)
        {
            double[] argument = [.. point];
            Assert.Equal(value, run(argument));
            Assert.True(left.AsSpan().SequenceEqual(argument), what + " leaves something else in the argument");
            long before = GC.GetAllocatedBytesForCurrentThread();
            point.CopyTo(argument, 0);
            run(argument);
            point.CopyTo(argument, 0);
            before = GC.GetAllocatedBytesForCurrentThread();
            run(argument);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0 || Allocates || what == "FJacobian", what + " allocates " + allocated + " bytes");
        }

        double[] again = Poison(n), hessian = Poison(n * n), product = Poison(n), unit = new double[n];
        Run("FHessian", p => Hessian(p, again, hessian));
        Close(first, again, 1e-13);
        for (int i = 0; i < n; i++)
        {
            unit[i] = 1;
            Array.Fill(again, double.NaN);
            Array.Fill(product, double.NaN);
            Run("FHessianVectorProduct", p => Product(p, unit, again, product));
            unit[i] = 0;
            Close(first, again, 1e-13);
            Close(product, hessian[(i * n)..((i + 1) * n)], 1e-12);
            Close(Difference(gradient, point, i), product, 1e-6);
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(hessian[(i * n) + j], hessian[(j * n) + i]);
            }
        }

        double[] given = Numbers(Count * n), tangents = new double[Count * n], results = Poison(Count);
        Run("FJvp along several directions", p =>
        {
            given.CopyTo(tangents, 0);
            return Directions(p, Count, tangents, results);
        });
        for (int k = 0; k < Count; k++)
        {
            double[] argument = [.. point], row = given[(k * n)..((k + 1) * n)];
            Assert.Equal(forward(argument, row).Tangent, results[k]);
            Assert.Equal(row, tangents[(k * n)..((k + 1) * n)]);
        }

        Run("FJacobian", p => Jacobian(p, again));
        Close(first, again, 1e-13);
    }

    private static double[] Difference(BufferGradient gradient, double[] point, int i)
    {
        double h = 1e-3;
        double[][] at = [.. new[] { -2, -1, 1, 2 }.Select(step =>
        {
            double[] argument = [.. point], g = new double[point.Length];
            argument[i] += step * h;
            gradient(argument, g);
            return g;
        })];
        return [.. point.Select((_, j) => ((8 * (at[2][j] - at[1][j])) - (at[3][j] - at[0][j])) / (12 * h))];
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
        }
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    private static double[] Numbers(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}

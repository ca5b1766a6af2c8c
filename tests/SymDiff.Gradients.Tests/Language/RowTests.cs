using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Arrays of arrays: parameters whose derivative has rows of the same lengths.</summary>
public sealed class RowTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3, -1.5, 0.6];

    public delegate double Gradient(double[][] a, double[][] g);

    public delegate (double Value, double Tangent) Tangent(double[][] a, double[][] t);

    private sealed record Others(Vectors Product, Pair Hessian, Directions Jvp, Flat Jacobian, bool Allocates = false);

    private delegate double Vectors(double[][] a, ReadOnlySpan<double> direction, Span<double> gradient, Span<double> product);

    private delegate double Pair(double[][] a, Span<double> gradient, Span<double> hessian);

    private delegate double Directions(double[][] a, int directions, Span<double> tangents, Span<double> results);

    private delegate double Flat(double[][] a, Span<double> jacobian);

    [Theory]
    [InlineData(3, 0, 2, 1)]
    [InlineData(1, 5)]
    [InlineData(6)]
    [InlineData(1, 1, 1, 1, 1, 1)]
    public void Both_indices(params int[] lengths)
        => Agrees(lengths, Rows.Weighted, Rows.WeightedGradient, Rows.WeightedJvp, new(Rows.WeightedHessianVectorProduct, Rows.WeightedHessian, Rows.WeightedJvp, Rows.WeightedJacobian));

    [Theory]
    [InlineData(0.5, 3, 0, 2, 1)]
    [InlineData(3, 1, 5)]
    public void Each_row(double scale, params int[] lengths)
        => Agrees(
            lengths,
            a => Rows.EachRow(a, scale),
            (a, g) => Rows.EachRowGradient(a, scale, g).Value,
            (a, t) => Rows.EachRowJvp(a, scale, t, 0),
            new(
                (a, v, g, w) =>
                {
                    int n = g.Length;
                    Span<double> direction = stackalloc double[n + 1], gradient = stackalloc double[n + 1], product = stackalloc double[n + 1];
                    v.CopyTo(direction);
                    direction[n] = 0;
                    double value = Rows.EachRowHessianVectorProduct(a, scale, direction, gradient, product);
                    gradient[..n].CopyTo(g);
                    product[..n].CopyTo(w);
                    return value;
                },
                (a, g, h) =>
                {
                    int n = g.Length;
                    Span<double> gradient = stackalloc double[n + 1], hessian = stackalloc double[(n + 1) * (n + 1)];
                    double value = Rows.EachRowHessian(a, scale, gradient, hessian);
                    gradient[..n].CopyTo(g);
                    for (int i = 0; i < n; i++)
                    {
                        hessian.Slice(i * (n + 1), n).CopyTo(h[(i * n)..]);
                    }

                    return value;
                },
                (a, n, t, r) => Rows.EachRowJvp(a, scale, n, t, stackalloc double[n], r),
                (a, j) => Rows.EachRowJacobian(a, scale, j, stackalloc double[1])));

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(2, 0, 4)]
    [InlineData(6)]
    public void Overwritten_elements(params int[] lengths)
        => Agrees(lengths, Rows.Sweep, Rows.SweepGradient, Rows.SweepJvp, new(Rows.SweepHessianVectorProduct, Rows.SweepHessian, Rows.SweepJvp, Rows.SweepJacobian));

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(2, 0, 4)]
    public void Rows_go_to_marked_callees(params int[] lengths)
    {
        double[] x = [0.5, 2, -1, 1.5], dx = new double[4], tx = new double[4];
        Agrees(lengths, a => Rows.Calls(a, x), (a, g) => Rows.CallsGradient(a, x, g, dx), (a, t) => Rows.CallsJvp(a, x, t, tx), allocates: true);
        Assert.DoesNotContain(0.0, dx.AsSpan(0, 2).ToArray());
    }

    [Fact]
    public void Two_of_them()
        => Agrees(
            [2, 1, 2, 1],
            a => Rows.Product(a[..2], a[2..]),
            (a, g) => Rows.ProductGradient(a[..2], a[2..], g[..2], g[2..]),
            (a, t) => Rows.ProductJvp(a[..2], a[2..], t[..2], t[2..]),
            allocates: true);

    [Fact]
    public void Second_derivatives_of_two_of_them()
    {
        double[][] rows = [[0.75, -0.5], [1.25], [0.3, -1.5], [0.6]];
        double[] gradient = new double[6], hessian = new double[36], again = new double[6], product = new double[6], direction = [1, -2, 0.5, 3, 1, -1], other = [0.3, 0.2, -1, 2, 0.5, 1], second = new double[6];
        double[][] Copy() => [.. rows.Select(static r => r.ToArray())];
        double[][] a = Copy(), g = Copy();
        double value = Rows.ProductGradient(a[..2], a[2..], g[..2], g[2..]);
        a = Copy();
        Assert.Equal(value, Rows.ProductHessian(a[..2], a[2..], gradient, hessian));
        Assert.Equal(g.SelectMany(static r => r), gradient);
        a = Copy();
        Rows.ProductHessianVectorProduct(a[..2], a[2..], direction, again, product);
        a = Copy();
        Rows.ProductHessianVectorProduct(a[..2], a[2..], other, again, second);
        Assert.Equal(other.Zip(product, static (w, hv) => w * hv).Sum(), direction.Zip(second, static (v, hw) => v * hw).Sum(), 12);
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(gradient[i], again[i], 13);
            Assert.Equal(Enumerable.Range(0, 6).Sum(j => hessian[(6 * i) + j] * direction[j]), product[i], 11);
        }
    }

    [Fact]
    public void Written_rows_are_results()
    {
        double[][] rows = [[0.75], [1.25, -0.5], [], [0.3]];
        double[][] Copy() => [.. rows.Select(static r => r.ToArray())];
        Assert.Throws<IndexOutOfRangeException>(() => Rows.MixJacobian(Copy(), 2, new double[16], new double[4]));
        rows[2] = [3];
        double[][] own = Copy(), a = Copy();
        double[] da = Poison(25), dby = Poison(5), given = [.. Enumerable.Range(0, 50).Select(static i => Math.Sin(i))], tangents = [.. given], by = [.. Enumerable.Range(0, 10).Select(static i => Math.Cos(i))];
        Rows.Mix(own, 2);
        Rows.MixJacobian(a, 2, da, dby);
        Assert.Equal(own, a);
        a = Copy();
        Rows.MixJvp(a, 2, 10, tangents, by);
        Assert.Equal(own, a);
        for (int k = 0; k < 10; k++)
        {
            double[][] t = Of([1, 2, 1, 1], given.AsSpan(5 * k, 5));
            Rows.MixJvp(Copy(), 2, t, by[k]);
            double[] alone = [.. t.SelectMany(static r => r)];
            Assert.Equal(alone, tangents[(5 * k)..(5 * k + 5)]);
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal((dby[i] * by[k]) + Enumerable.Range(0, 5).Sum(j => da[(5 * i) + j] * given[(5 * k) + j]), alone[i], 12);
            }
        }
    }

    [Fact]
    public void Returned_array_has_a_row_for_each_of_its_elements()
    {
        double[][] a = [[1, 2], [], [3]];
        double[] jacobian = Poison(9), results = Poison(6);
        Assert.Equal([5, 0, 9], Rows.SumsJacobian(a, jacobian));
        Assert.Equal([2, 4, 0, 0, 0, 0, 0, 0, 6], jacobian);
        Assert.Equal([5, 0, 9], Rows.SumsJvp(a, 2, new double[] { 1, 0, -1, 0, 1, 1 }, results));
        Assert.Equal([2, 0, -6, 4, 0, 6], results);
    }

    [Fact]
    public void Rows_beside_a_span_that_is_written()
    {
        double[][] a = [[1, 2], [3]];
        double[] sums = [2, -1], da = Poison(15), ds = Poison(10);
        Rows.ExtremesJacobian(a, sums, da, ds);
        Assert.Equal([30, -27], sums);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 12, 24, 10, 0, 0, -27], da);
        Assert.Equal([0, 0, 0, 0, 0, 0, 15, 0, 0, 27], ds);
    }

    [Fact]
    public void Rows_that_hold_what_is_differentiated_and_are_no_inputs()
    {
        double[][] work = [[2, 1, 1], [0.5, 1]];
        double[][] Copy() => [.. work.Select(static r => r.ToArray())];
        double[] g = new double[2], h = new double[4], r = new double[3], dx = new double[1], dy = new double[1];
        double x = 0.7, y = 1.3, value = Rows.Scratch(x, y, Copy());
        Assert.Equal(x * x * y * y * y * y, value, 14);
        Assert.Equal(value, Rows.ScratchHessian(x, y, Copy(), g, h));
        Assert.Equal([2 * x * Math.Pow(y, 4), 4 * x * x * Math.Pow(y, 3)], g.Select(static v => v), static (e, v) => Math.Abs(e - v) < 1e-13);
        Assert.Equal([2 * Math.Pow(y, 4), 8 * x * Math.Pow(y, 3), 8 * x * Math.Pow(y, 3), 12 * x * x * y * y], h, static (e, v) => Math.Abs(e - v) < 1e-12);
        Assert.Equal(value, Rows.ScratchJvp(x, y, Copy(), 3, [1, 0, 2], [0, 1, -1], r));
        Assert.Equal([g[0], g[1], 2 * g[0] - g[1]], r, static (e, v) => Math.Abs(e - v) < 1e-13);
        Assert.Equal(value, Rows.ScratchJacobian(x, y, Copy(), dx, dy));
        Assert.Equal((g[0], g[1]), (dx[0], dy[0]));
        double[][] two = [[0], [0, 4]];
        (double first, double d1, double d2, double d3) = Rows.CubicDerivative3(2, two);
        Assert.Equal((32, 48, 48, 24), (first, d1, d2, d3));
    }

    [Fact]
    public void Rows_of_numbers_of_two_types()
    {
        float[][] a = [[0.5f, -1], [2]];
        double[][] b = [[0.25], [1.5]];
        double[] g = new double[6], h = new double[36], again = new double[6], results = new double[6], db = new double[2];
        float[] scales = new float[6], da = new float[18], ja = new float[3], js = new float[1];
        double[] tb = new double[12];
        for (int k = 0; k < 6; k++)
        {
            (k == 0 ? scales.AsSpan(0, 1) : k < 4 ? da.AsSpan((3 * k) + k - 1, 1) : default).Fill(1);
            (k >= 4 ? tb.AsSpan((2 * k) + k - 4, 1) : default).Fill(1);
        }

        double value = Rows.MixedHessian(1.25f, a, b, g, h);
        Assert.Equal(Rows.Mixed(1.25f, a, b), value);
        Rows.MixedJvp(1.25f, a, b, 6, scales, da, tb, results);
        Rows.MixedJacobian(1.25f, a, b, js, ja, db);
        double[] jacobian = [js[0], ja[0], ja[1], ja[2], db[0], db[1]];
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(g[i], results[i], 1e-6 * (1 + Math.Abs(g[i])));
            Assert.Equal(g[i], jacobian[i], 1e-6 * (1 + Math.Abs(g[i])));
            for (int j = 0; j < 6; j++)
            {
                Assert.Equal(h[(6 * i) + j], h[(6 * j) + i], 1e-6 * (1 + Math.Abs(h[(6 * i) + j])));
            }
        }
    }

    [Fact]
    public void Vectors_of_the_wrong_length_are_refused()
    {
        double[][] a = [[1, 2], [3]];
        double[] three = new double[3], four = new double[4];
        Assert.Throws<ArgumentException>("direction", () => Rows.WeightedHessianVectorProduct(a, four, three, new double[3]));
        Assert.Throws<ArgumentException>("hessian", () => Rows.WeightedHessian(a, three, four));
        Assert.Throws<ArgumentException>("aJacobian", () => Rows.WeightedJacobian(a, four));
        Assert.Throws<ArgumentException>("aTangents", () => Rows.WeightedJvp(a, 2, three, new double[2]));
        Assert.Throws<ArgumentException>("a", () => Rows.WeightedHessian([[1], null!], three, new double[9]));
        Assert.Throws<ArgumentException>("a", () => Rows.SweepHessian([three, three], new double[6], new double[36]));
        Assert.Throws<ArgumentException>("gradient", () => Rows.WeightedHessian([three], three, new double[9]));
        Assert.Throws<NullReferenceException>(() => Rows.WeightedHessian(null!, [], []));
    }

    [Fact]
    public void Over_a_type_parameter()
        => Agrees([3, 1, 2], Rows.Generic, Rows.GenericGradient, Rows.GenericJvp);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_under_other_names(bool first)
        => Agrees([2, 1, 3], a => Rows.Names(a, first), (a, g) => Rows.NamesGradient(a, first, g), (a, t) => Rows.NamesJvp(a, first, t),
            new(
                (a, d, g, p) => Rows.NamesHessianVectorProduct(a, first, d, g, p),
                (a, g, h) => Rows.NamesHessian(a, first, g, h),
                (a, n, t, r) => Rows.NamesJvp(a, first, n, t, r),
                (a, j) => Rows.NamesJacobian(a, first, j),
                Allocates: true));

    [Fact]
    public void Constant_rows_take_no_derivative()
    {
        double[][] weights = [[0.5, 1], [2]];
        int[] which = [1, 0, 1];
        Triangle.Agrees(
            (x, y) => Rows.Selected(x, y, weights, which),
            (x, y) => Rows.SelectedGradient(x, y, weights, which),
            (x, y, tx, ty) => Rows.SelectedJvp(x, y, weights, which, tx, ty),
            0.75,
            -0.5);
    }

    [Fact]
    public void Backward_adds_to_rows_that_are_not_written()
    {
        double[][] a = [[3, 4], [], [1]], adjoint = [[1, 1], [], [1]], gradient = [[9, 9], [], [9]];
        Rows.WeightedGradient(a, gradient);
        Rows.WeightedBackward(a, 2, adjoint);
        Assert.Equal(gradient.SelectMany(static r => r).Select(static g => 1 + 2 * g), adjoint.SelectMany(static r => r));
    }

    [Fact]
    public void Wrong_destinations_are_refused_before_anything_is_written()
    {
        double[][] a = [[1, 2], [3]];
        Refused("aGradient", [[9, 9]], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [[9], [9, 9]], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [[9, 9], null!], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [a[0], [9]], g => Rows.SweepGradient(a, g));
        double[] twice = [9];
        Refused("aGradient", [twice, twice], g => Rows.SweepGradient([[1], [2]], g));
        Refused("a", [[9], [9]], g => Rows.SweepGradient([twice, twice], g));
        Refused("a", [[9], [9]], g => Rows.SweepForward([twice, twice], new Workspace()));
        Refused("a", [[9], [9]], g => Rows.WeightedGradient([[1], null!], g));
        Refused("bGradient", [[9, 9], [9]], g => Rows.ProductGradient(a, [[1], [2]], g, [g[1], [0]]));
        Refused("b", [[9, 9], [9]], g => Rows.ProductGradient(a, [[0, 0], a[1]], g, [[0, 0], [0]]));
        Assert.Equal([1, 2, 3], a.SelectMany(static r => r));
        double[] x = [1, 2];
        Refused("aGradient", [[9, 9], [9]], g => Rows.CallsGradient([[1, 2], [3]], g[0], g, new double[2]));
        Assert.Throws<ArgumentNullException>("aGradient", () => Rows.SweepGradient(a, null!));
        Assert.Throws<NullReferenceException>(() => Rows.SweepGradient(null!, [[9]]));

        // One that is only read may be two rows.
        Assert.Equal(Rows.Weighted([x, x]), Rows.WeightedGradient([x, x], [[0, 0], [0, 0]]));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(300)]
    public void Shared_rows_are_found_among_many(int count)
    {
        double[][] a = [.. Enumerable.Range(0, count).Select(static i => new double[] { i })], g = [.. a.Select(static _ => new double[1])];
        Rows.SweepGradient([.. a.Select(static r => r.ToArray())], g);
        double[][] shared = [.. g];
        shared[count - 1] = shared[count / 2];
        Assert.Throws<ArgumentException>("aGradient", () => Rows.SweepGradient(a, shared));
        shared[count - 1] = a[3];
        Assert.Throws<ArgumentException>("aGradient", () => Rows.SweepGradient(a, shared));
        Assert.Equal(Enumerable.Range(0, count).Select(static i => (double)i), a.Select(static r => r[0]));
        double[][] empty = [.. Enumerable.Repeat(Array.Empty<double>(), count)];
        Assert.Equal(1, Rows.WeightedGradient(empty, empty));
    }

    private static void Refused(string name, double[][] destination, Action<double[][]> call)
    {
        double[] before = [.. destination.SelectMany(static r => r ?? [])];
        Assert.Throws<ArgumentException>(name, () => call(destination));
        Assert.Equal(before, destination.SelectMany(static r => r ?? []));
    }

    /// <summary>The triangle over the elements of rows of these lengths, in order.</summary>
    private static void Agrees(int[] lengths, Func<double[][], double> f, Gradient gradient, Tangent tangent, Others? others = null, bool allocates = false)
    {
        double[] point = Point[..lengths.Sum()];
        double[][] a = Of(lengths, point), d = Of(lengths, point);
        double Run(ReadOnlySpan<double> p, Func<double> run, Span<double> left)
        {
            Fill(a, p);
            double value = run();
            Read(a, left);
            return value;
        }

        BufferGradient reverse = (p, g) =>
        {
            Fill(a, p);
            foreach (double[] row in d)
            {
                Array.Fill(row, double.NaN);
            }

            double value = gradient(a, d);
            Read(a, p);
            Read(d, g);
            return value;
        };
        BufferTangent forward = (p, t) =>
        {
            Fill(a, p);
            Fill(d, t);
            (double, double) both = tangent(a, d);
            Read(a, p);
            Read(d, t);
            return both;
        };
        double F(double[] p) => Run(p, () => f(a), p);
        if (allocates)
        {
            Triangle.AgreesAndAllocates(F, reverse, forward, point);
        }
        else
        {
            Triangle.Agrees(F, reverse, forward, point);
        }

        if (others is not null)
        {
            double Filled(double[] p)
            {
                Fill(a, p);
                return 0;
            }

            double Back(double[] p, double value)
            {
                Read(a, p);
                return value;
            }

            new OtherModes(
                (p, v, g, w) => Back(p, Filled(p) + others.Product(a, v, g, w)),
                (p, g, h) => Back(p, Filled(p) + others.Hessian(a, g, h)),
                (p, n, t, r) => Back(p, Filled(p) + others.Jvp(a, n, t, r)),
                (p, j) => Back(p, Filled(p) + others.Jacobian(a, j))) { Allocates = others.Allocates }.Agree(reverse, forward, point);
        }
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    private static double[][] Of(int[] lengths, ReadOnlySpan<double> elements)
    {
        double[][] rows = [.. lengths.Select(static n => new double[n])];
        Fill(rows, elements);
        return rows;
    }

    private static void Fill(double[][] rows, ReadOnlySpan<double> elements)
    {
        foreach (double[] row in rows)
        {
            elements[..row.Length].CopyTo(row);
            elements = elements[row.Length..];
        }
    }

    private static void Read(double[][] rows, Span<double> elements)
    {
        foreach (double[] row in rows)
        {
            row.CopyTo(elements);
            elements = elements[row.Length..];
        }
    }
}

namespace SymDiff.Gradients.Tests.Modes;

/// <summary><c>FHessianVectorProduct</c> and <c>FHessian</c>.</summary>
public sealed class SecondOrderTests
{
    private delegate double Product(double[] point, double[] direction, double[] gradient, double[] product);

    [Fact]
    public void Loop_over_neighbours_has_a_banded_Hessian()
    {
        double[] x = [1, 2, -0.5], gradient = Poison(3), hessian = Poison(9);

        double value = SecondOrder.RosenbrockHessian(x, gradient, hessian);

        Assert.Equal(SecondOrder.Rosenbrock(x), value);
        Assert.Equal([-400, 3802, -900], gradient);
        Assert.Equal([402, -400, 0, -400, 5202, -800, 0, -800, 200], hessian);
    }

    [Fact]
    public void Products_agree_with_differences_of_the_gradient()
    {
        Agrees(static (p, d, g, v) => SecondOrder.RosenbrockHessianVectorProduct(p, d, g, v), static p => Of(g => SecondOrder.RosenbrockGradient(p, g), p.Length), [0.7, -0.3, 1.4, 0.2]);
        Agrees(
            static (p, d, g, v) => SecondOrder.CallsHessianVectorProduct(p[0], p[1], p[2..], d, g, v),
            static p =>
            {
                var a = new double[p.Length - 2];
                (_, double x, double y) = SecondOrder.CallsGradient(p[0], p[1], p[2..], a);
                return [x, y, .. a];
            },
            [0.7, -0.3, 1.4, 0.2]);
        Agrees(
            static (p, d, g, v) => SecondOrder.PairHessianVectorProduct((p[0], p[1]), p[2], d, g, v),
            static p =>
            {
                (_, (double U, double V) pair, double q) = SecondOrder.PairGradient((p[0], p[1]), p[2]);
                return [pair.U, pair.V, q];
            },
            [1.3, 0.6, -0.4]);
        Agrees(
            static (p, d, g, v) => SecondOrder.NamesHessianVectorProduct(p[0], p[1], p[2], p[3], d, g, v),
            static p =>
            {
                var (_, a, b, c, e) = SecondOrder.NamesGradient(p[0], p[1], p[2], p[3]);
                return [a, b, c, e];
            },
            [1.3, 0.6, -0.4, 2]);
    }

    [Fact]
    public void A_method_that_overwrites_its_arguments_is_differentiated_at_those_it_was_given()
    {
        Agrees(
            static (p, d, g, v) =>
            {
                double[] gradient = Poison(5), product = Poison(5);
                double value = SecondOrder.OverwritesHessianVectorProduct([p[0], p[1], p[2]], p[3], 0.25f, [.. d, 0], gradient, product);
                gradient.AsSpan(0, 4).CopyTo(g);
                product.AsSpan(0, 4).CopyTo(v);
                return value;
            },
            static p =>
            {
                var a = new double[3];
                (_, double s, _) = SecondOrder.OverwritesGradient([p[0], p[1], p[2]], p[3], 0.25f, a);
                return [.. a, s];
            },
            [1.1, 0.9, 1.6, 1.3]);
        Agrees(
            static (p, d, g, v) =>
            {
                double x = p[0], own = p[0];
                double value = SecondOrder.ReplacesHessianVectorProduct(ref x, p[1], d, g, v);
                Assert.Equal(SecondOrder.Replaces(ref own, p[1]), value);
                Assert.Equal(own, x);
                return value;
            },
            static p =>
            {
                double x = p[0];
                (_, double dx, double dy) = SecondOrder.ReplacesGradient(ref x, p[1]);
                return [dx, dy];
            },
            [0.8, 0.6]);

        double[] a = [1.1, 0.9, 1.6], left = [1.1, 0.9, 1.6];
        SecondOrder.Overwrites(left, 1.3, 0.25f);
        SecondOrder.OverwritesHessianVectorProduct(a, 1.3, 0.25f, new double[5], new double[5], new double[5]);
        Assert.Equal(left, a);

        double[] x = [1.1, 0.9, 1.6], gradient = Poison(5), hessian = Poison(25);
        SecondOrder.OverwritesHessian(x, 1.3, 0.25f, gradient, hessian);
        Assert.Equal(left, x);
        for (int i = 0; i < 5; i++)
        {
            double[] direction = new double[5], row = Poison(5);
            direction[i] = 1;
            SecondOrder.OverwritesHessianVectorProduct([1.1, 0.9, 1.6], 1.3, 0.25f, direction, Poison(5), row);
            Assert.Equal(row[i..], hessian[((i * 5) + i)..((i * 5) + 5)]);
        }
    }

    [Fact]
    public void What_a_method_does_happens_once()
    {
        double drawn = new Random(3).NextDouble();
        double[] gradient = Poison(1), product = Poison(1), hessian = Poison(4);

        Assert.Equal(4 * drawn, SecondOrder.DrawsHessianVectorProduct(2, new Random(3), [1], gradient, product));

        Assert.Equal([4 * drawn], gradient);
        Assert.Equal([2 * drawn], product);
        Assert.Equal(12, SecondOrder.CheckedHessian([2, 3], Poison(2), hessian));
        Assert.Equal([6, 4, 4, 0], hessian);
    }

    [Fact]
    public void A_constant_of_a_callee_stays_one()
    {
        double[] gradient = Poison(1), hessian = Poison(1);

        double value = SecondOrder.ConstantWeightHessian(3, gradient, hessian);

        Assert.Equal(27, value);
        Assert.Equal(SecondOrder.ConstantWeightGradient(3).X, gradient[0]);
        Assert.Equal(18, gradient[0]);
        Assert.Equal(6, hessian[0]);
    }

    [Fact]
    public void A_function_that_does_not_depend_on_its_input_has_zeros()
    {
        double[] gradient = Poison(1), hessian = Poison(1);

        Assert.Equal(4, SecondOrder.ConstantHessian(3, 4, gradient, hessian));

        Assert.Equal([0], gradient);
        Assert.Equal([0], hessian);
    }

    [Fact]
    public void Floats_stay_floats()
    {
        float[] gradient = new float[3], hessian = new float[9];

        Assert.Equal(2 * 3 * 16f, SecondOrder.SingleHessian(2, [3, 4], gradient, hessian));

        Assert.Equal([48f, 32f, 48f], gradient);
        Assert.Equal([0f, 16f, 24f, 16f, 0f, 16f, 24f, 16f, 12f], hessian);
    }

    [Fact]
    public void No_numbers_give_the_value_alone()
    {
        Assert.Equal(0, SecondOrder.RosenbrockHessian([], [], []));
        Assert.Equal(0, SecondOrder.RosenbrockHessianVectorProduct([], [], [], []));
    }

    [Theory]
    [InlineData(2, 3, 3, "direction")]
    [InlineData(3, 4, 3, "gradient")]
    [InlineData(3, 3, 2, "product")]
    public void Wrong_lengths_are_named_before_anything_is_written(int direction, int gradient, int product, string name)
    {
        double[] written = Poison(gradient), second = Poison(product);

        var thrown = Assert.Throws<ArgumentException>(() => SecondOrder.RosenbrockHessianVectorProduct([1, 2, 3], new double[direction], written, second));

        Assert.Equal(name, thrown.ParamName);
        Assert.All(written.Concat(second), static number => Assert.True(double.IsNaN(number)));
    }

    [Fact]
    public void Overlapping_vectors_are_refused()
    {
        var shared = new double[4];
        Assert.Throws<ArgumentException>(() => SecondOrder.RosenbrockHessianVectorProduct([1, 2, 3], new double[3], shared.AsSpan(0, 3), shared.AsSpan(1, 3)));
        Assert.Throws<ArgumentException>(() => SecondOrder.RosenbrockHessianVectorProduct([1, 2, 3], shared.AsSpan(0, 3), shared.AsSpan(1, 3), new double[3]));
        Assert.Throws<ArgumentException>(() => SecondOrder.RosenbrockHessian([1, 2], shared.AsSpan(0, 2), shared));
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        double[] x = [1, 2, 3], direction = [1, 0, 1], gradient = new double[3], product = new double[3], hessian = new double[9];
        void Run()
        {
            SecondOrder.RosenbrockHessianVectorProduct(x, direction, gradient, product);
            SecondOrder.RosenbrockHessian(x, gradient, hessian);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Value, gradient, differences of the gradient, and the symmetry of the Hessian.</summary>
    private static void Agrees(Product product, Func<double[], double[]> gradient, double[] point)
    {
        int n = point.Length;
        var random = new Random(5);
        double[] v = [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)], w = [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] first = Poison(n), hv = Poison(n), hw = Poison(n);
        product(point, v, first, hv);
        product(point, w, Poison(n), hw);
        double[] expected = gradient(point);
        double scale = Math.Max(1, hv.Concat(hw).Concat(expected).Max(Math.Abs));
        Assert.All(first.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -1e-12 * scale, 1e-12 * scale));
        Assert.InRange(Dot(w, hv) - Dot(v, hw), -1e-12 * scale * n, 1e-12 * scale * n);

        double[] Along(double step) => gradient([.. point.Zip(v, (x, d) => x + (step * d))]);
        const double H = 1e-3;
        double[] one = Along(H), minus = Along(-H), two = Along(2 * H), minusTwo = Along(-2 * H);
        for (int i = 0; i < n; i++)
        {
            double difference = ((8 * (one[i] - minus[i])) - (two[i] - minusTwo[i])) / (12 * H);
            Assert.InRange(hv[i] - difference, -1e-8 * scale, 1e-8 * scale);
        }
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, static (a, b) => a * b).Sum();

    private static double[] Of(Func<double[], double> gradient, int count)
    {
        var destination = new double[count];
        gradient(destination);
        return destination;
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}

namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Jacobians and several directions with respect to the parameters of modules: one row over all of them.</summary>
public sealed class ModuleModeTests
{
    [Fact]
    public void Jacobian_of_an_array_has_a_column_for_each_parameter()
    {
        Rotor rotor = Made(1);
        int n = rotor.ParameterCount;
        double[] x = [0.5, -0.75], dx = Poison(6), dt = Poison(3), own = Poison(3 * n);

        Assert.Equal(rotor.Place(x, 1.5), rotor.PlaceJacobian(x, 1.5, dx, dt, own));

        for (int row = 0; row < 3; row++)
        {
            var gradients = new Rotor.Gradients(rotor);
            double[] seed = new double[3], xAdjoint = new double[2];
            double tAdjoint = 0;
            seed[row] = 1;
            rotor.PlaceBackward(x, 1.5, seed, xAdjoint, ref tAdjoint, gradients);
            Assert.Equal(gradients.Flat.ToArray(), own[(row * n)..((row + 1) * n)]);
            Assert.Equal(xAdjoint, dx[(2 * row)..(2 * row + 2)]);
            Assert.Equal(tAdjoint, dt[row]);
        }

        AssertDifferences(rotor, () => rotor.Place(x, 1.5), own);
    }

    [Fact]
    public void Jacobian_of_a_tuple_with_respect_to_two_modules()
    {
        Rotor left = Made(2), right = Made(3);
        int n = left.ParameterCount;
        double[] dLeft = Poison(2 * n), dRight = Poison(2 * n), dt = Poison(2);

        Assert.Equal(Rotor.Meet(left, right, 2), Rotor.MeetJacobian(left, right, 2, dLeft, dRight, dt));

        Assert.Equal([left.Speed, 1], dt);
        double[] Both() => [Rotor.Meet(left, right, 2).Sum, Rotor.Meet(left, right, 2).Product];
        AssertDifferences(left, Both, dLeft);
        AssertDifferences(right, Both, dRight);
    }

    [Fact]
    public void Jacobian_of_what_is_written()
    {
        Rotor rotor = Made(4);
        double[] y = [1, 2], dy = Poison(4), own = Poison(2 * rotor.ParameterCount);
        rotor.TurnJacobian(y, dy, own);
        Assert.Equal([rotor.Speed, 0, 0, rotor.Speed], dy);
        AssertDifferences(
            rotor,
            () =>
            {
                double[] written = [1, 2];
                rotor.Turn(written);
                return written;
            },
            own);
    }

    [Fact]
    public void Several_directions_are_each_alone()
    {
        Rotor rotor = Made(5), shape = Made(6);
        var tangent = new Rotor.Gradients(shape);
        int n = rotor.ParameterCount;
        const int Directions = 4;
        double[] x = [0.5, -0.75], dx = Numbers(2 * Directions, 7), dt = Numbers(Directions, 8), own = Numbers(n * Directions, 9), results = Poison(3 * Directions);

        Assert.Equal(rotor.Place(x, 1.5), rotor.PlaceJvp(x, 1.5, Directions, dx, dt, own, results));

        for (int k = 0; k < Directions; k++)
        {
            own.AsSpan(k * n, n).CopyTo(tangent.Flat);
            Assert.Equal(rotor.PlaceJvp(x, 1.5, dx.AsSpan(2 * k, 2), dt[k], tangent).Tangent, results[(3 * k)..(3 * k + 3)]);
        }

        double[] y = [1, 2, 3], rows = Numbers(3 * Directions, 10), given = [.. rows];
        rotor.TurnJvp(y, Directions, rows, own);
        for (int k = 0; k < Directions; k++)
        {
            own.AsSpan(k * n, n).CopyTo(tangent.Flat);
            double[] again = [1, 2, 3], row = given[(3 * k)..(3 * k + 3)];
            rotor.TurnJvp(again, row, tangent);
            Assert.Equal(again, y);
            Assert.Equal(row, rows[(3 * k)..(3 * k + 3)]);
        }
    }

    [Fact]
    public void Several_directions_of_two_modules()
    {
        Rotor left = Made(11), right = Made(12);
        var leftTangent = new Rotor.Gradients(left);
        var rightTangent = new Rotor.Gradients(right);
        int n = left.ParameterCount;
        double[] lefts = Numbers(2 * n, 13), rights = Numbers(2 * n, 14), dt = [1, -0.5], results = Poison(4);
        Rotor.MeetJvp(left, right, 0.25, 2, lefts, rights, dt, results);
        for (int k = 0; k < 2; k++)
        {
            lefts.AsSpan(k * n, n).CopyTo(leftTangent.Flat);
            rights.AsSpan(k * n, n).CopyTo(rightTangent.Flat);
            (double sum, double product) = Rotor.MeetJvp(left, right, 0.25, leftTangent, rightTangent, dt[k]).Tangent;
            Assert.Equal([sum, product], results[(2 * k)..(2 * k + 2)]);
        }
    }

    [Fact]
    public void Hessian_over_modules_between_other_inputs()
    {
        Rotor left = Made(21), right = Made(22);
        int n = left.ParameterCount, all = (2 * n) + 3;
        double[] point = [.. Point(left), 0.75, .. Point(right), 0.5, -1.25];
        double[] gradient = Poison(all), hessian = Poison(all * all), again = Poison(all), product = Poison(all), unit = new double[all];

        Assert.Equal(Value(point), Rotor.BendHessian(left, 0.75, right, [0.5, -1.25], gradient, hessian));

        Assert.Equal(Gradient(point), gradient, Same);
        for (int i = 0; i < all; i++)
        {
            unit[i] = 1;
            Rotor.BendHessianVectorProduct(left, 0.75, right, [0.5, -1.25], unit, again, product);
            unit[i] = 0;
            Assert.Equal(gradient, again);
            Assert.Equal(hessian[(i * all)..((i + 1) * all)], product, Same);
        }

        for (int i = 0; i < all; i++)
        {
            double[] above = [.. point], below = [.. point];
            above[i] += 1e-4;
            below[i] -= 1e-4;
            double[] column = [.. Gradient(above).Zip(Gradient(below), static (a, b) => (a - b) / 2e-4)];
            for (int j = 0; j < all; j++)
            {
                Assert.Equal(column[j], hessian[(i * all) + j], 1e-6);
                Assert.Equal(hessian[(i * all) + j], hessian[(j * all) + i]);
            }
        }

        double Value(double[] p)
        {
            Set(p);
            return Rotor.Bend(left, p[n], right, p.AsSpan((2 * n) + 1));
        }

        double[] Gradient(double[] p)
        {
            Set(p);
            var lefts = new Rotor.Gradients(left);
            var rights = new Rotor.Gradients(right);
            double[] x = new double[2];
            (_, double t) = Rotor.BendGradient(left, p[n], right, p.AsSpan((2 * n) + 1), lefts, rights, x);
            Set(point);
            return [.. lefts.Flat, t, .. rights.Flat, .. x];
        }

        void Set(double[] p)
        {
            left.SetParameters(p.AsSpan(0, n));
            right.SetParameters(p.AsSpan(n + 1, n));
        }
    }

    [Fact]
    public void Product_of_a_method_of_the_module_has_its_parameters_last()
    {
        Rotor rotor = Made(31);
        int n = rotor.ParameterCount;
        double[] direction = Numbers(n + 1, 32), gradient = Poison(n + 1), product = Poison(n + 1), start = Point(rotor);
        Assert.Equal(rotor.Twist(0.75), rotor.TwistHessianVectorProduct(0.75, direction, gradient, product));
        double[] At(double step)
        {
            rotor.SetParameters([.. start.Select((p, i) => p + (step * direction[i + 1]))]);
            var gradients = new Rotor.Gradients(rotor);
            (_, double t) = rotor.TwistGradient(0.75 + (step * direction[0]), gradients);
            return [t, .. gradients.Flat];
        }

        Assert.Equal(At(0), gradient, Same);
        double[] above = At(1e-4), below = At(-1e-4);
        for (int i = 0; i <= n; i++)
        {
            Assert.Equal((above[i] - below[i]) / 2e-4, product[i], 1e-6);
        }

        Assert.Equal("product", Assert.Throws<ArgumentException>(() => rotor.TwistHessianVectorProduct(0.75, direction, gradient, new double[n])).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => new Rotor().TwistHessianVectorProduct(0.75, direction, new double[n + 2], product)).ParamName);
    }

    [Fact]
    public void Parameters_in_single_precision()
    {
        var faint = new Faint();
        double[] gradient = Poison(4), hessian = Poison(16);
        Assert.Equal(faint.Mixed(3), faint.MixedHessian(3, gradient, hessian));
        Assert.Equal([-9d, -27, 9, -6.75], gradient);
        Assert.Equal(
            [
                -3d, -18, 6, -4.5,
                -18, 0, 18, -13.5,
                6, 18, 0, 4.5,
                -4.5, -13.5, 4.5, 0,
            ],
            hessian);
        float[] flat = [float.NaN, float.NaN, float.NaN], square = [.. Enumerable.Repeat(float.NaN, 9)];
        Assert.Equal(faint.Alone(), faint.AloneHessian(flat, square));
        Assert.Equal([0f, -6, 2.25f], flat);
        Assert.Equal([0f, 0, 0, 0, 4, -3, 0, -3, 0], square);
    }

    [Fact]
    public void Modules_of_private_parts_take_one_direction_at_a_time()
        => Assert.StartsWith("SD1019", Assert.Throws<NotSupportedException>(() => Network.LossJvp(new Network(1, 1), [1], 0, 0, [], [], [], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Wrong_lengths_overlaps_and_nulls_are_refused()
    {
        Rotor rotor = Made(1), other = Made(2);
        int n = rotor.ParameterCount;
        double[] x = [0.5, -0.75], dx = new double[6], dt = new double[3];
        Assert.Equal("jacobian", Assert.Throws<ArgumentException>(() => rotor.PlaceJacobian(x, 1.5, dx, dt, new double[(3 * n) - 1])).ParamName);
        Assert.Equal("xJacobian", Assert.Throws<ArgumentException>(() => rotor.PlaceJacobian(x, 1.5, rotor.Inner.Weights, dt, new double[3 * n])).ParamName);
        Assert.Equal("right", Assert.Throws<ArgumentNullException>(() => Rotor.MeetJacobian(rotor, null!, 2, new double[2 * n], new double[2 * n], new double[2])).ParamName);
        Assert.Equal("leftJacobian", Assert.Throws<ArgumentException>(() => Rotor.MeetJacobian(rotor, other, 2, new double[n], new double[2 * n], new double[2])).ParamName);
        Assert.Equal("left", Assert.Throws<ArgumentNullException>(() => Rotor.MeetJvp(null!, other, 2, 1, new double[n], new double[n], [1], new double[2])).ParamName);
        double[] kept = [1, 2, 3];
        double last = 4;
        Assert.Equal("resultTangents", Assert.Throws<ArgumentException>(() => Modes.SeveralDirections.BlendJvp(0.75, kept.AsSpan(), ref last, 1, [1], new double[3], new double[1], new double[2])).ParamName);
        Assert.Equal((double[])[1, 2, 3, 4], (double[])[.. kept, last]);
        Assert.Equal("tangents", Assert.Throws<ArgumentException>(() => rotor.TurnJvp(x, 1, new double[2], new double[n + 1])).ParamName);
    }

    [Fact]
    public void Once_warm_nothing_is_allocated()
    {
        Rotor rotor = Made(1);
        int n = rotor.ParameterCount;
        double[] y = [1, 2], rows = new double[4], own = new double[2 * n], dy = new double[4];
        void Run()
        {
            rotor.TurnJvp(y, 2, rows, own);
            rotor.TurnJacobian(y, dy, own);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertDifferences(Rotor module, Func<double[]> f, double[] jacobian)
    {
        int n = module.ParameterCount;
        double[] point = new double[n];
        module.CopyParametersTo(point);
        for (int j = 0; j < n; j++)
        {
            double[] At(double step)
            {
                double[] moved = [.. point];
                moved[j] += step;
                module.SetParameters(moved);
                return f();
            }

            double[] above = At(1e-4), below = At(-1e-4);
            for (int i = 0; i < above.Length; i++)
            {
                Assert.Equal((above[i] - below[i]) / 2e-4, jacobian[i * n + j], 1e-7);
            }
        }

        module.SetParameters(point);
    }

    private static bool Same(double expected, double actual) => Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected));

    private static double[] Point(Rotor rotor)
    {
        double[] point = new double[rotor.ParameterCount];
        rotor.CopyParametersTo(point);
        return point;
    }

    private static Rotor Made(int seed)
    {
        var rotor = new Rotor();
        rotor.SetParameters(Numbers(rotor.ParameterCount, seed));
        return rotor;
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}

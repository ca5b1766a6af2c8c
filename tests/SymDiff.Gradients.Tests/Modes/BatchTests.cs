namespace SymDiff.Gradients.Tests.Modes;

/// <summary>What many points at once give, against one point after the other.</summary>
public sealed class BatchTests
{
    private const double Tolerance = 1e-13;

    // None, fewer than eight, eight by eight with and without some that are left.
    public static TheoryData<int> Counts => [0, 1, 7, 15, 16, 17, 40, 83];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Numbers_have_one_for_each_point_and_shared_ones_a_sum(int points)
    {
        double[] spots = Numbers(points, 1), volatilities = Numbers(points, 2), strikes = Numbers(points, 3);
        double[] values = Unset(points), spotGradient = Unset(points), volatilityGradient = Unset(points);
        Batches.PriceGradientBatch(spots, volatilities, 0.05, strikes, values, spotGradient, volatilityGradient, out double rateGradient);
        double rateSum = 0;
        for (int i = 0; i < points; i++)
        {
            (double value, double spot, double volatility, double rate) = Batches.PriceGradient(spots[i], volatilities[i], 0.05, strikes[i]);
            Assert.Equal(Batches.Price(spots[i], volatilities[i], 0.05, strikes[i]), values[i]);
            Assert.Equal(value, values[i]);
            Close([spot, volatility], [spotGradient[i], volatilityGradient[i]]);
            rateSum += rate;
        }

        Close([rateSum], [rateGradient]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Shared_buffers_get_one_summed_gradient(int points)
    {
        const int Width = 11;
        double[] weights = Numbers(Width, 4), inputs = Numbers(points * Width, 5), targets = Numbers(points, 6);
        double[] values = Unset(points), weightsGradient = Unset(Width), expected = new double[Width], one = new double[Width];
        Batches.NeuronGradientBatch(weights, 0.25, inputs, targets, values, weightsGradient, out double biasGradient);
        double biasSum = 0;
        for (int i = 0; i < points; i++)
        {
            (double value, double bias) = Batches.NeuronGradient(weights, 0.25, inputs.AsSpan(i * Width, Width), targets[i], one);
            Assert.Equal(value, values[i]);
            biasSum += bias;
            for (int k = 0; k < Width; k++)
            {
                expected[k] += one[k];
            }
        }

        Close(expected, weightsGradient);
        Close([biasSum], [biasGradient]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Matrices_are_shared_and_arrays_are_rows(int points)
    {
        double[,] a = { { 1, 0.5, -1 }, { 2, 0.25, 3 }, { -0.5, 1.5, 1 } };
        double[] x = Numbers(3 * points, 7), values = Unset(points), xGradient = Unset(3 * points), row = new double[3];
        double[,] aGradient = new double[3, 3], one = new double[3, 3];
        aGradient[1, 1] = double.NaN;
        Batches.QuadraticGradientBatch(a, x, values, aGradient, xGradient);
        double[] sums = new double[9];
        for (int i = 0; i < points; i++)
        {
            Assert.Equal(Batches.QuadraticGradient(a, x[(3 * i)..(3 * (i + 1))], one, row), values[i]);
            Close(row, xGradient[(3 * i)..(3 * (i + 1))]);
            sums = [.. sums.Zip(one.Cast<double>(), static (sum, term) => sum + term)];
        }

        Close(sums, [.. aGradient.Cast<double>()]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Modules_are_shared_and_get_one_summed_gradient(int points)
    {
        var fit = new Fit();
        var gradients = new Fit.Gradients(fit);
        var one = new Fit.Gradients(fit);
        double[] inputs = Numbers(3 * points, 21), targets = Numbers(points, 22), values = Unset(points), inputsGradient = Unset(3 * points), row = new double[3];
        foreach (bool isOwn in (bool[])[true, false])
        {
            double[] sums = new double[fit.ParameterCount];
            gradients.Flat.Fill(double.NaN);
            double rate = 0, rateSum = 0;
            if (isOwn)
            {
                fit.LossGradientBatch(inputs, targets, values, inputsGradient, gradients);
            }
            else
            {
                Fit.DeepGradientBatch(fit, 0.25, inputs, targets, values, gradients, out rate, inputsGradient);
            }

            for (int i = 0; i < points; i++)
            {
                ReadOnlySpan<double> x = inputs.AsSpan(3 * i, 3);
                double value, term = 0;
                if (isOwn)
                {
                    value = fit.LossGradient(x, targets[i], row, one);
                }
                else
                {
                    (value, term) = Fit.DeepGradient(fit, 0.25, x, targets[i], one, row);
                }

                rateSum += term;
                Assert.Equal(value, values[i]);
                Close(row, inputsGradient[(3 * i)..(3 * (i + 1))]);
                for (int k = 0; k < sums.Length; k++)
                {
                    sums[k] += one.Flat[k];
                }
            }

            Close(sums, gradients.Flat.ToArray());
            Close([rateSum], [rate]);
        }

        Assert.Throws<ArgumentException>("values", () => fit.LossGradientBatch([1, 2, 3], [1], fit.Weights.AsSpan(0, 1), new double[3], gradients));
        Assert.Throws<ArgumentException>("gradients", () => fit.LossGradientBatch([1, 2, 3], [1], new double[1], gradients.Flat[..3], gradients));
        Assert.Throws<ArgumentNullException>("gradients", () => fit.LossGradientBatch([1, 2, 3], [1], new double[1], new double[3], null!));
        Assert.Throws<ArgumentNullException>("fit", () => Fit.DeepGradientBatch(null!, 0.25, [1, 2, 3], [1], new double[1], gradients, out _, new double[3]));
    }

    [Fact]
    public void Memory_of_a_point_is_given_back_before_the_next()
    {
        // Few points are enough for those that go side by side and for some that do not.
        const int Few = 20, Points = 4_000;
        double[] x = Numbers(3 * Points, 23), y = Numbers(Points, 24), values = new double[Points], xGradient = new double[3 * Points], yGradient = new double[Points];
        Batches.LocalsGradientBatch(x.AsSpan(0, 3 * Few), y.AsSpan(0, Few), values.AsSpan(0, Few), xGradient.AsSpan(0, 3 * Few), yGradient.AsSpan(0, Few));
        Batches.LocalsJacobianBatch(x.AsSpan(0, 3 * Few), y.AsSpan(0, Few), values.AsSpan(0, Few), xGradient.AsSpan(0, 3 * Few), yGradient.AsSpan(0, Few));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Batches.LocalsGradientBatch(x, y, values, xGradient, yGradient);
        Batches.LocalsJacobianBatch(x, y, values, xGradient, yGradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        double[] row = new double[3];
        Assert.Equal(Batches.LocalsGradient(x.AsSpan(^3), y[^1], row), (values[^1], yGradient[^1]));
        Assert.Equal(row, xGradient[^3..]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Single_precision_and_what_is_no_number_go_along(int points)
    {
        float[] x = [.. Numbers(points, 8).Select(static n => (float)n)], values = new float[points], xGradient = new float[points];
        int[] powers = [.. Enumerable.Range(0, points).Select(static i => i % 4)];
        bool[] negative = [.. Enumerable.Range(0, points).Select(static i => i % 3 == 0)];
        Batches.SingleGradientBatch(x, 1.5f, powers, negative, values, xGradient, out float scaleGradient);
        float sum = 0;
        for (int i = 0; i < points; i++)
        {
            (float value, float slope, float scale) = Batches.SingleGradient(x[i], 1.5f, powers[i], negative[i]);
            Assert.Equal((value, slope), (values[i], xGradient[i]));
            sum += scale;
        }

        Assert.Equal(sum, scaleGradient);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Rows_that_are_overwritten_are_overwritten_once(int points)
    {
        const int Width = 5;
        double[] states = Numbers(points * Width, 9), one = [.. states], steps = Numbers(points, 10);
        double[] values = Unset(points), statesGradient = Unset(points * Width), stepsGradient = Unset(points), row = new double[Width];
        Batches.InPlaceGradientBatch(states, steps, values, statesGradient, stepsGradient);
        for (int i = 0; i < points; i++)
        {
            (double value, double step) = Batches.InPlaceGradient(one.AsSpan(i * Width, Width), steps[i], row);
            Assert.Equal(value, values[i]);
            Close([.. row, step], [.. statesGradient[(i * Width)..((i + 1) * Width)], stepsGradient[i]]);
        }

        Assert.Equal(one, states);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Points_may_take_different_numbers_of_steps(int points)
    {
        double[] x = Numbers(points, 11), y = Numbers(points, 12), values = Unset(points), xGradient = Unset(points), yGradient = Unset(points);
        Batches.NewtonGradientBatch(x, y, values, xGradient, yGradient);
        for (int i = 0; i < points; i++)
        {
            Assert.Equal(Batches.NewtonGradient(x[i], y[i]), (values[i], xGradient[i], yGradient[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Marked_callees_are_called(int points)
    {
        double[] x = Numbers(3 * points, 13), y = Numbers(points, 14), values = Unset(points), xGradient = Unset(3 * points), yGradient = Unset(points), row = new double[3];
        Batches.CallsGradientBatch(x, y, values, xGradient, yGradient);
        for (int i = 0; i < points; i++)
        {
            Assert.Equal(Batches.CallsGradient(x.AsSpan(3 * i, 3), y[i], row), (values[i], yGradient[i]));
            Assert.Equal(row, xGradient[(3 * i)..(3 * (i + 1))]);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Fast_functions_are_right_to_the_last_places(int points)
    {
        double[] x = Numbers(points, 29), values = Unset(points), slopes = Unset(points), expected = new double[points], expectedSlopes = new double[points];
        Batches.FastGradientBatch(x, 0.75, values, slopes, out double scale);
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            (expected[i], expectedSlopes[i], double term) = Batches.FastGradient(x[i], 0.75);
            sum += term;
        }

        Close(expected, values);
        Close(expectedSlopes, slopes);
        Close([sum], [scale]);
    }

    [Fact]
    public void Exceptions_are_those_of_the_method()
    {
        double[] x = Numbers(40, 15), values = new double[40], gradient = new double[40];
        Batches.GuardedGradientBatch(x, 5, values, gradient, out _);
        x[21] = 6;
        Assert.Equal("Beyond the limit.", Assert.Throws<InvalidOperationException>(() => Batches.GuardedGradientBatch(x, 5, values, gradient, out _)).Message);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Jacobians_of_returned_numbers_have_a_row_for_each(int points)
    {
        double[] x = Numbers(points, 16), y = Numbers(points, 17), results = Unset(2 * points), xJacobian = Unset(2 * points), yJacobian = Unset(2 * points);
        double[] dx = new double[2], dy = new double[2];
        Batches.PolarJacobianBatch(x, y, results, xJacobian, yJacobian);
        for (int i = 0; i < points; i++)
        {
            (double r, double angle) = Batches.PolarJacobian(x[i], y[i], dx, dy);
            Assert.Equal([r, angle], results[(2 * i)..(2 * (i + 1))]);
            Close([.. dx, .. dy], [.. xJacobian[(2 * i)..(2 * (i + 1))], .. yJacobian[(2 * i)..(2 * (i + 1))]]);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Jacobians_of_what_is_written_have_a_block_for_each_point(int points)
    {
        double[] x = Numbers(3 * points, 18), camera = [0.25, 0.5, 0.75], scales = Numbers(points, 19), images = Numbers(2 * points, 20), one = [.. images];
        double[] xJacobian = Unset(6 * points), cameraJacobian = Unset(6 * points), scaleJacobian = Unset(2 * points), imageJacobian = Unset(4 * points);
        Batches.ProjectJacobianBatch(x, camera, scales, images, points, xJacobian, cameraJacobian, scaleJacobian, imageJacobian);
        double[] dx = new double[6], dcamera = new double[6], dscale = new double[2], dimage = new double[4];
        for (int i = 0; i < points; i++)
        {
            Batches.ProjectJacobian(x.AsSpan(3 * i, 3), camera, scales[i], one.AsSpan(2 * i, 2), dx, dcamera, dscale, dimage);
            Close(dx, xJacobian[(6 * i)..(6 * (i + 1))]);
            Close(dcamera, cameraJacobian[(6 * i)..(6 * (i + 1))]);
            Close(dscale, scaleJacobian[(2 * i)..(2 * (i + 1))]);
            Close(dimage, imageJacobian[(4 * i)..(4 * (i + 1))]);
        }

        Assert.Equal(one, images);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Several_buffers_that_are_written_have_their_rows_one_after_the_other(int points)
    {
        double[] x = Numbers(points, 21), first = Numbers(points, 22), second = Numbers(3 * points, 23), oneFirst = [.. first], oneSecond = [.. second];
        double[] xJacobian = Unset(4 * points), firstJacobian = Unset(4 * points), secondJacobian = Unset(12 * points);
        Batches.TwoJacobianBatch(x, first, second, points, xJacobian, firstJacobian, secondJacobian);
        double[] dx = new double[4], dfirst = new double[4], dsecond = new double[12];
        for (int i = 0; i < points; i++)
        {
            Batches.TwoJacobian(x[i], oneFirst.AsSpan(i, 1), oneSecond.AsSpan(3 * i, 3), dx, dfirst, dsecond);
            Close([.. dx, .. dfirst], [.. xJacobian[(4 * i)..(4 * (i + 1))], .. firstJacobian[(4 * i)..(4 * (i + 1))]]);
            Close(dsecond, secondJacobian[(12 * i)..(12 * (i + 1))]);
        }

        Assert.Equal([.. oneFirst, .. oneSecond], [.. first, .. second]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Shared_spans_that_could_be_written_have_rows_too(int points)
    {
        double[] x = Numbers(points, 30), scales = [0.5, 2], scaled = Unset(2 * points), one = new double[2];
        double[] xJacobian = Unset(4 * points), scalesJacobian = Unset(8 * points), scaledJacobian = Unset(8 * points), dx = new double[4], dscales = new double[8], dscaled = new double[8];
        Batches.ScaledJacobianBatch(x, scales, scaled, points, xJacobian, scalesJacobian, scaledJacobian);
        for (int i = 0; i < points; i++)
        {
            Batches.ScaledJacobian(x[i], scales, one, dx, dscales, dscaled);
            Assert.Equal(one, scaled[(2 * i)..(2 * (i + 1))]);
            Close(dx, xJacobian[(4 * i)..(4 * (i + 1))]);
            Close([.. dscales, .. dscaled], [.. scalesJacobian[(8 * i)..(8 * (i + 1))], .. scaledJacobian[(8 * i)..(8 * (i + 1))]]);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Where_the_way_back_needs_the_workspace_each_point_is_a_Jacobian(int points)
    {
        double[] x = Numbers(points, 24), powers = Unset(4 * points), xJacobian = Unset(4 * points), powersJacobian = Unset(16 * points);
        Batches.PowersJacobianBatch(x, powers, points, xJacobian, powersJacobian);
        double[] sums = Numbers(3 * points, 25), results = Unset(points), sumsJacobian = Unset(3 * points), factorJacobian = Unset(points);
        Batches.SumJacobianBatch(sums, 1.5, results, sumsJacobian, factorJacobian);
        double[] one = new double[4], dx = new double[4], dpowers = new double[16], row = new double[3], factor = new double[1];
        for (int i = 0; i < points; i++)
        {
            Batches.PowersJacobian(x[i], one, dx, dpowers);
            Assert.Equal([.. one, .. dx, .. dpowers], [.. powers[(4 * i)..(4 * (i + 1))], .. xJacobian[(4 * i)..(4 * (i + 1))], .. powersJacobian[(16 * i)..(16 * (i + 1))]]);
            double sum = Batches.SumJacobian(sums.AsSpan(3 * i, 3), 1.5, row, factor);
            Assert.Equal([sum, .. row, .. factor], [results[i], .. sumsJacobian[(3 * i)..(3 * (i + 1))], factorJacobian[i]]);
        }
    }

    [Fact]
    public void What_does_not_divide_into_points_is_named()
    {
        double[] three = new double[3], four = new double[4], eight = new double[8], nine = new double[9];
        Names("strike", () => Batches.PriceGradientBatch(four, four, 0, three, new double[4], new double[4], new double[4], out _));
        Names("spotGradient", () => Batches.PriceGradientBatch(four, four, 0, four, new double[4], new double[5], new double[4], out _));
        Names("inputs", () => Batches.NeuronGradientBatch(three, 0, eight, three, new double[3], new double[3], out _));
        Names("weightsGradient", () => Batches.NeuronGradientBatch(three, 0, nine, three, new double[3], new double[4], out _));
        Names("results", () => Batches.PolarJacobianBatch(four, four, new double[9], new double[8], new double[8]));
        Names("cameraJacobian", () => Batches.ProjectJacobianBatch(three, three, [1], [1, 2], 1, new double[6], new double[7], new double[2], new double[4]));
        Names("point", () => Batches.ProjectJacobianBatch([], [], [], [], -1, [], [], [], []));
        double[] both = new double[4];
        Names("values", () => Batches.PriceGradientBatch(four, both, 0, three, both, new double[4], new double[4], out _));
        Names("volatilityGradient", () => Batches.PriceGradientBatch(four, four, 0, four, new double[4], both, both, out _));

        static void Names(string name, Action call) => Assert.Equal(name, Assert.Throws<ArgumentException>(call).ParamName);
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        double[] x = Numbers(3 * 100, 26), camera = [0.25, 0.5, 0.75], scales = Numbers(100, 27), images = Numbers(200, 28);
        double[] xJacobian = new double[600], cameraJacobian = new double[600], scaleJacobian = new double[200], imageJacobian = new double[400];
        void Run() => Batches.ProjectJacobianBatch(x, camera, scales, images, 100, xJacobian, cameraJacobian, scaleJacobian, imageJacobian);
        Run();
        long least = Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, least);
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 0.5 + random.NextDouble())];
    }

    private static double[] Unset(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * scale, $"{pair.First:R} and {pair.Second:R}"));
    }
}

namespace SymDiff.Gradients.Tests.Modes;

/// <summary>The <c>FJvp</c> that takes several directions, and Jacobians by columns.</summary>
public sealed class SeveralDirectionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(21)]
    public void Every_row_has_the_bits_of_its_direction_alone(int directions)
    {
        double[] signal = [0.5, 0.1, -0.3, 0.9];
        double[] gains = Numbers(directions, 1), signals = Numbers(4 * directions, 2), results = Poison(directions);

        double value = SeveralDirections.FilterJvp(1.3, signal, directions, gains, [.. signals], results);

        Assert.Equal(SeveralDirections.Filter(1.3, signal), value);
        for (int k = 0; k < directions; k++)
        {
            Assert.Equal(SeveralDirections.FilterJvp(1.3, signal, gains[k], signals.AsSpan(4 * k, 4)).Tangent, results[k]);
        }
    }

    [Fact]
    public void Written_buffers_and_references_have_their_tangents_transformed_in_place()
    {
        const int Directions = 10;
        float[] values = [1, 2, 3], own = [1, 2, 3], rows = [.. Numbers(3 * Directions, 3).Select(static x => (float)x)], given = [.. rows];
        double[] scales = Numbers(Directions, 4), before = Poison(Directions), entries = [.. scales];
        var results = new float[Directions];
        double scale = 0.5, ownScale = 0.5;

        float value = SeveralDirections.RescaleJvp(values, ref scale, out double first, Directions, rows, scales, before, results);

        Assert.Equal(SeveralDirections.Rescale(own, ref ownScale, out double ownFirst), value);
        Assert.Equal((ownScale, ownFirst), (scale, first));
        Assert.Equal(own, values);
        for (int k = 0; k < Directions; k++)
        {
            float[] again = [1, 2, 3], row = given[(3 * k)..((3 * k) + 3)];
            double at = 0.5, tangent = entries[k];
            float alone = SeveralDirections.RescaleJvp(again, ref at, out _, row, ref tangent, out double firstTangent).Tangent;
            Assert.Equal(alone, results[k]);
            Assert.Equal(row, rows[(3 * k)..((3 * k) + 3)]);
            Assert.Equal((tangent, firstTangent), (scales[k], before[k]));
        }
    }

    [Fact]
    public void Returned_arrays_have_a_row_for_each_direction()
    {
        double[] results = Poison(6);

        Assert.Equal([2, 4, 8], SeveralDirections.PowersJvp((2, 3), 2, [1, -1], results));

        Assert.Equal([1, 4, 12, -1, -4, -12], results);
        Assert.Equal([2, 4, 8], SeveralDirections.PowersJvp((2, 3), 0, [], []));
    }

    [Fact]
    public void Numbers_of_a_type_parameter()
    {
        const int Directions = 3;
        double[] start = [0.5, -1, 0.25], values = [.. start], own = [.. start], weights = Numbers(Directions, 6), rows = Numbers(3 * Directions, 7), lasts = Numbers(Directions, 8), results = Poison(Directions);
        double[] given = [.. rows], givenLasts = [.. lasts];
        double last = 1.5, ownLast = 1.5;

        double value = SeveralDirections.BlendJvp(0.75, values, ref last, Directions, weights, rows, lasts, results);

        Assert.Equal(SeveralDirections.Blend(0.75, own.AsSpan(), ref ownLast), value);
        Assert.Equal(ownLast, last);
        Assert.Equal(own, values);
        for (int k = 0; k < Directions; k++)
        {
            double[] again = [.. start], row = given[(3 * k)..((3 * k) + 3)];
            double at = 1.5, tangent = givenLasts[k];
            Assert.Equal(SeveralDirections.BlendJvp(0.75, again.AsSpan(), ref at, weights[k], row, ref tangent).Tangent, results[k]);
            Assert.Equal(row, rows[(3 * k)..((3 * k) + 3)]);
            Assert.Equal(tangent, lasts[k]);
        }

        Half[] halves = [(Half)1, (Half)2], tangents = [(Half)1, (Half)0, (Half)0, (Half)1];
        SeveralDirections.ScaleJvp((Half)3, halves, 2, [(Half)0, (Half)1], tangents);
        Assert.Equal([(Half)3, (Half)6], halves);
        Assert.Equal([(Half)3, (Half)0, (Half)1, (Half)5], tangents);
        SeveralDirections.ScaleJvp((Half)3, halves, 0, [], []);
        Assert.Equal([(Half)9, (Half)18], halves);
    }

    [Fact]
    public void What_can_run_only_once_takes_one_direction_at_a_time()
    {
        Assert.StartsWith("SD1019", Assert.Throws<NotSupportedException>(() => SeveralDirections.RecursiveJvp(2, 3, 1, [1], new double[1])).Message);
        Assert.StartsWith("SD1019", Assert.Throws<NotSupportedException>(() => SeveralDirections.NoisyJvp(2, new Random(1), 1, [1], new double[1])).Message);
        Assert.Equal((16, 32), SeveralDirections.RecursiveJvp(2, 3, 1));
    }

    [Fact]
    public void Wrong_counts_lengths_and_overlaps_are_refused()
    {
        double[] signal = [1, 2], rows = new double[4], one = new double[2];
        Assert.Equal("directions", Assert.Throws<ArgumentOutOfRangeException>(() => SeveralDirections.FilterJvp(1, signal, -1, [], [], [])).ParamName);
        Assert.Equal("gainTangents", Assert.Throws<ArgumentException>(() => SeveralDirections.FilterJvp(1, signal, 2, [1], rows, new double[2])).ParamName);
        Assert.Equal("signalTangents", Assert.Throws<ArgumentException>(() => SeveralDirections.FilterJvp(1, signal, 2, one, one, new double[2])).ParamName);
        Assert.Equal("resultTangents", Assert.Throws<ArgumentException>(() => SeveralDirections.FilterJvp(1, signal, 2, one, rows, new double[3])).ParamName);
        Assert.Equal("resultTangents", Assert.Throws<ArgumentException>(() => SeveralDirections.FilterJvp(1, signal, 2, one, rows, rows.AsSpan(1, 2))).ParamName);
    }

    [Fact]
    public void Columns_of_a_Jacobian_start_from_the_input_as_it_was()
    {
        // Thirteen outputs and fourteen inputs: by columns, in two rounds. Two outputs and three inputs: by rows where one
        // column more would make it so.
        foreach (int n in new[] { 2, 13 })
        {
            double[] start = Numbers(n, 5), x = [.. start], dx = Poison(n * n), dAngle = Poison(n);

            SeveralDirections.RotateJacobian(x, 0.4, 2, dx, dAngle);

            double[] expected = [.. start];
            SeveralDirections.Rotate(expected, 0.4, 2);
            Assert.Equal(expected, x);
            for (int row = 0; row < n; row++)
            {
                double[] again = [.. start], adjoint = new double[n];
                adjoint[row] = 1;
                double angle = 0;
                SeveralDirections.RotateBackward(again, 0.4, 2, adjoint, ref angle);
                Assert.InRange(dAngle[row] - angle, -1e-13, 1e-13);
                for (int column = 0; column < n; column++)
                {
                    Assert.InRange(dx[(row * n) + column] - adjoint[column], -1e-13, 1e-13);
                }
            }
        }
    }

    [Fact]
    public void Several_directions_allocate_nothing()
    {
        double[] signal = [0.5, 0.1, -0.3, 0.9], gains = new double[20], signals = new double[80], results = new double[20];
        double Run() => SeveralDirections.FilterJvp(1.3, signal, 20, gains, signals, results);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2)];
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}

namespace SymDiff.Gradients.Tests.Contract;

/// <summary>What <c>FGradient</c> promises about its arguments.</summary>
public sealed class GradientContractTests
{
    [Fact]
    public void Destinations_are_overwritten_whatever_they_held()
    {
        double[] a = [1, 2, 3];
        double[] b = [4, 5, 6];
        double[] aGradient = [double.NaN, double.PositiveInfinity, 7];
        double[] bGradient = [1e300, -0.0, double.NaN];
        Assert.Equal(32, Layers.DotGradient(a, b, aGradient, bGradient));
        Assert.Equal(b, aGradient);
        Assert.Equal(a, bGradient);
    }

    [Theory]
    [InlineData(2, 3, "aGradient")]
    [InlineData(4, 3, "aGradient")]
    [InlineData(3, 2, "bGradient")]
    [InlineData(3, 4, "bGradient")]
    public void Wrong_length_names_the_destination_and_writes_nothing(int first, int second, string name)
    {
        double[] aGradient = Filled(first);
        double[] bGradient = Filled(second);
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(
            () => Layers.DotGradient([1, 2, 3], [4, 5, 6], aGradient, bGradient));
        Assert.Equal(name, thrown.ParamName);
        Assert.Equal(Filled(first), aGradient);
        Assert.Equal(Filled(second), bGradient);
    }

    [Fact]
    public void Overlapping_destinations_are_refused()
    {
        double[] shared = Filled(5);
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(
            () => Layers.DotGradient([1, 2, 3], [4, 5, 6], shared.AsSpan(0, 3), shared.AsSpan(2, 3)));
        Assert.True(thrown.ParamName is "aGradient" or "bGradient", thrown.ParamName);
        Assert.Equal(Filled(5), shared);
    }

    [Fact]
    public void Destination_that_overlaps_an_input_is_refused()
    {
        double[] a = [1, 2, 3];
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(
            () => Layers.DotGradient(a, [4, 5, 6], a, new double[3]));
        Assert.True(thrown.ParamName is "a" or "aGradient", thrown.ParamName);
        Assert.Equal([1, 2, 3], a);
    }

    [Fact]
    public void Inputs_may_be_the_same_array_where_none_is_written()
    {
        double[] x = [1, 2, 3];
        var first = new double[3];
        var second = new double[3];
        Assert.Equal(14, Layers.DotGradient(x, x, first, second));
        Assert.Equal(x, first);
        Assert.Equal(x, second);
    }

    [Fact]
    public void Constants_get_no_destination_and_scalars_are_returned()
    {
        double[] weights = [2, 3];
        double[] data = [5, 7];
        var weightsGradient = new double[2];

        // f = s s with s = x (1 + w . data).
        (double value, double x) = Layers.MixedGradient(1.5, weights, 2, data, weightsGradient);
        Assert.Equal((2304.0, 3072.0), (value, x));
        Assert.Equal([720, 1008], weightsGradient);
    }

    [Fact]
    public void Empty_arrays_have_empty_gradients()
        => Assert.Equal(0, Layers.DotGradient([], [], [], []));

    [Fact]
    public void Exception_and_writes_are_those_of_the_function()
    {
        double[] expected = [1, 2];
        double[] actual = [1, 2];
        Assert.Throws<IndexOutOfRangeException>(() => Layers.OutOfRange(expected, 3));
        Assert.Throws<IndexOutOfRangeException>(() => Layers.OutOfRangeGradient(actual, 3, new double[2]));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Call_after_an_exception_is_right()
    {
        var gradient = new double[2];
        Assert.Throws<IndexOutOfRangeException>(() => Layers.OutOfRangeGradient([1, 2], 3, gradient));
        Assert.Equal(6, Layers.OutOfRangeGradient([1, 2], 2, gradient));
        Assert.Equal([2, 2], gradient);
    }

    [Fact]
    public void Threads_do_not_meet()
    {
        double[][] results = new double[64][];
        Parallel.For(0, results.Length, i =>
        {
            double[] weights = [i, i + 1.0];
            var gradient = new double[2];
            for (int repeat = 0; repeat < 50; repeat++)
            {
                (double value, double x) = Layers.MixedGradient(0.5, weights, 2, [1, 2], gradient);
                results[i] = [value, x, .. gradient];
            }
        });
        for (int i = 0; i < results.Length; i++)
        {
            double s = 0.5 * ((3 * i) + 3);
            Assert.Equal([s * s, 2 * s * ((3 * i) + 3), s, 2 * s], results[i]);
        }
    }

    private static double[] Filled(int length) => [.. Enumerable.Repeat(42.0, length)];
}

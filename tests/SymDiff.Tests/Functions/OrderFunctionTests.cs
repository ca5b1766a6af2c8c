namespace SymDiff.Tests;

/// <summary>Against the sorting of .NET; gradients go to the elements that are taken.</summary>
public sealed class OrderFunctionTests
{
    [Fact]
    public void Sort_agrees_with_that_of_NET_and_its_Jacobian_is_the_permutation()
    {
        Random random = new(7);
        for (int length = 0; length < 60; length++)
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(-20, 20))];
            double[] expected = [.. x.OrderBy(v => v)];
            double[] result = new double[length];
            Functions.Sort(x, result);
            Assert.Equal(expected, result);
            float[] single = new float[length];
            Functions.Sort(Array.ConvertAll(x, v => (float)v), single);
            Assert.Equal(Array.ConvertAll(expected, v => (float)v), single);

            // Of equal elements the first comes first, so the permutation is that of the stable OrderBy.
            double[] seed = [.. Enumerable.Range(1, length).Select(i => (double)i)];
            double[] adjoint = new double[length];
            int[] order = [.. Enumerable.Range(0, length).OrderBy(i => x[i])];
            Functions.SortBackward(x, result, adjoint, [.. seed]);
            Assert.Equal(seed, order.Select(i => adjoint[i]));
            double[] tangent = new double[length];
            Functions.SortJvp(x, result, adjoint, tangent);
            Assert.Equal(seed, tangent);
        }
    }

    [Fact]
    public void Sort_puts_NaN_first()
    {
        double[] result = new double[4];
        Functions.Sort([2, double.NaN, double.NegativeInfinity, 1], result);
        Assert.Equal([double.NaN, double.NegativeInfinity, 1, 2], result);
        Assert.Throws<ArgumentException>("result", () => Functions.Sort([1.0], new double[2]));
    }

    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2, new[] { 0.0, 0, 1 })]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5, new[] { 0.0, 0, 0.5, 0.5 })]
    [InlineData(new[] { 1e308, 1.5e308 }, 1.25e308, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 5.0 }, 5, new[] { 1.0 })]
    [InlineData(new[] { 1, double.NaN, 2 }, double.NaN, new[] { 0.0, 1, 0 })]
    public void Median_gives_its_derivative_to_the_middle(double[] x, double expected, double[] slopes)
    {
        double[] gradient = new double[x.Length];
        Assert.Equal(expected, Functions.Median(x));
        Assert.Equal(expected, Functions.MedianGradient(x, gradient));
        Assert.Equal(slopes, gradient);
        Assert.Equal(slopes[0], Functions.MedianJvp(x, [1, .. new double[x.Length - 1]]).Tangent);
        Assert.Equal((float)Math.Min(expected, 1e9), Functions.Median(Array.ConvertAll(x, v => (float)Math.Min(v, 1e9))));
    }

    [Theory]
    [InlineData(0.0, 10, new[] { 0.0, 1, 0 })]
    [InlineData(1.0, 30, new[] { 1.0, 0, 0 })]
    [InlineData(0.5, 20, new[] { 0.0, 0, 1 })]
    [InlineData(0.125, 12.5, new[] { 0.0, 0.75, 0.25 })]
    public void Quantile_gives_its_derivative_to_the_neighbours(double fraction, double expected, double[] slopes)
    {
        double[] gradient = new double[3];
        Assert.Equal(expected, Functions.Quantile([30, 10, 20], fraction));
        Assert.Equal(expected, Functions.QuantileGradient([30, 10, 20], fraction, gradient));
        Assert.Equal(slopes, gradient);
        Assert.Equal(slopes[1], Functions.QuantileJvp([30, 10, 20], fraction, [0, 1, 0]).Tangent);
        Assert.Equal((float)expected, Functions.Quantile([30f, 10f, 20f], (float)fraction));
    }

    [Fact]
    public void No_number_and_no_fraction_are_refused()
    {
        Assert.Throws<ArgumentException>("x", () => Functions.Median(ReadOnlySpan<double>.Empty));
        Assert.Throws<ArgumentException>("x", () => Functions.Quantile(ReadOnlySpan<double>.Empty, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Functions.Quantile([1.0], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Functions.Quantile([1.0], double.NaN));
    }
}

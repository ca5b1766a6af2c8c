using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>
/// The conventions at special points of whole methods; those of single functions are in
/// <c>SymDiff.Generator.Tests/Rules/RuleSpecialPointTests</c>.
/// </summary>
public sealed class SpecialPointTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(new double[] { 2, 3, 5 }, new double[] { 15, 10, 6 })]
    [InlineData(new double[] { 2, 0, 5 }, new double[] { 0, 10, 0 })]
    [InlineData(new double[] { 0, 3, 0 }, new double[] { 0, 0, 0 })]
    [InlineData(new double[] { 0 }, new double[] { 1 })]
    [InlineData(new double[] { 1e-200, 1e-200, 1e200 }, new double[] { 1, 1, 0 })]
    public void Product_with_zeros_has_the_products_of_the_others(double[] x, double[] expected)
    {
        AssertGradient(expected, x, SpecialPoints.ProductGradient, SpecialPoints.ProductJvp);
        float[] single = [.. x.Select(number => (float)number)];
        if (!single.Any(float.IsInfinity))
        {
            float[] gradient = new float[x.Length];
            SpecialPoints.ProductSingleGradient(single, gradient);
            Assert.Equal(expected.Select(number => (float)number), gradient);
        }
    }

    [Theory]
    [InlineData(new double[] { 1, 7, 3 }, new double[] { 0, 1, 0 })]
    [InlineData(new double[] { 7, 1, 7 }, new double[] { 0.5, 0, 0.5 })]
    [InlineData(new double[] { 7, 7, 7 }, new double[] { 0.25, 0.25, 0.5 })]
    public void Maximum_of_many_splits_ties_pair_by_pair(double[] x, double[] expected)
        => AssertGradient(expected, x, SpecialPoints.LargestGradient, SpecialPoints.LargestJvp);

    [Fact]
    public void Maximum_by_comparison_follows_the_branch_that_was_taken()
        => AssertGradient([1, 0, 0], [7, 7, 7], SpecialPoints.FirstGradient, SpecialPoints.FirstJvp);

    [Theory]
    [InlineData(new double[] { -Infinity, -Infinity }, new double[] { 0, 0 })]
    [InlineData(new double[] { -Infinity, 2 }, new double[] { 0, 1 })]
    [InlineData(new double[] { 1, Infinity, 3 }, new double[] { 0, 1, 0 })]
    [InlineData(new double[] { 800, 800 }, new double[] { 0.5, 0.5 })]
    [InlineData(new double[] { -800, -800 }, new double[] { 0.5, 0.5 })]
    public void Sum_of_exponentials_weighs_nothing_where_nothing_is(double[] x, double[] expected)
    {
        AssertGradient(expected, x, SpecialPoints.LogSumExpGradient, SpecialPoints.LogSumExpJvp);
        float[] gradient = new float[x.Length];
        SpecialPoints.LogSumExpSingleGradient([.. x.Select(number => (float)number)], gradient);
        Assert.Equal(expected.Select(number => (float)number), gradient);
    }

    [Theory]
    [InlineData(-2, 3, 12)]
    [InlineData(-2, 2, -4)]
    [InlineData(-2, -1, -0.25)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, -1, -Infinity)]
    public void Constant_exponent_of_a_negative_base_has_no_contribution(double x, double y, double expected)
    {
        Assert.Equal((Math.Pow(x, y), expected), SpecialPoints.PowerOfConstantGradient(x, y));
        Assert.Equal((Math.Pow(x, y), expected), SpecialPoints.PowerOfConstantJvp(x, y, 1));
    }

    [Fact]
    public void Varying_exponent_of_a_negative_base_is_NaN()
    {
        Assert.Equal((-8.0, 12.0, double.NaN), SpecialPoints.PowerGradient(-2, 3));
        Assert.Equal((-8.0, double.NaN), SpecialPoints.PowerJvp(-2, 3, 0, 1));
    }

    [Fact]
    public void Literal_exponent_works_for_every_base()
    {
        Assert.Equal((-32.0, 80.0), SpecialPoints.FifthPowerGradient(-2));
        Assert.Equal((0.0, 0.0), SpecialPoints.FifthPowerGradient(0));
        Assert.Equal((-32f, 80f), SpecialPoints.FifthPowerSingleGradient(-2));
        Assert.Equal((0f, 0f), SpecialPoints.FifthPowerSingleGradient(0));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-0.0, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Maximum_with_a_constant_is_the_rectifier(double x, double expected)
    {
        Assert.Equal(expected, SpecialPoints.RectifierByMaxGradient(x).X);
        Assert.Equal(expected, SpecialPoints.RectifierByMaxJvp(x, 1).Tangent);
    }

    [Theory]
    [InlineData(800, 800, 1)]
    [InlineData(-800, 0, 0)]
    public void Softplus_is_its_limit_far_out(double x, double value, double expected)
    {
        Assert.Equal((value, expected), SpecialPoints.SoftplusGradient(x));
        Assert.Equal((value, expected), SpecialPoints.SoftplusJvp(x, 1));
        Assert.Equal(((float)value, (float)expected), SpecialPoints.SoftplusSingleGradient((float)x));
    }

    [Fact]
    public void Sine_and_cosine_of_half_turns_are_differentiated_as_a_pair()
    {
        (double value, double x) = SpecialPoints.HalfTurnGradient(0.5);
        Assert.Equal(1, value);
        Assert.Equal(-2 * Math.PI, x);
        Assert.Equal((value, x), SpecialPoints.HalfTurnJvp(0.5, 1));
    }

    /// <summary>An overflow whose value is not used on the way taken leaves no NaN.</summary>
    [Fact]
    public void Infinite_value_that_is_replaced_has_no_derivative()
    {
        Assert.Equal((1.0, 0.0, 1.0), SpecialPoints.ReplacedGradient(800, 1, 2));
        (double value, double x, double y) = SpecialPoints.ReplacedInEveryRoundGradient(800, 1, 2);
        Assert.Equal((Math.Exp(800 / 1001.0), Math.Exp(800 / 1001.0) / 1001, Math.Exp(800 / 1001.0)), (value, x, y));
        Assert.Equal((1.0, 0.0, 1.0), SpecialPoints.PassedOnGradient(800, 1, 3));
        Assert.Equal((1.0, 0.0, 0.0), SpecialPoints.CappedGradient(800, 1));
        Assert.Equal((3.0, 0.0, 0.0), SpecialPoints.CappedInEveryRoundGradient(800, 1, 2));
    }

    private static void AssertGradient(double[] expected, double[] x, BufferGradient gradient, BufferTangent tangent)
    {
        double[] actual = new double[x.Length];
        gradient(x, actual);
        Assert.Equal(expected, actual);
        for (int i = 0; i < x.Length; i++)
        {
            double[] direction = new double[x.Length];
            direction[i] = 1;
            Assert.Equal(expected[i], tangent(x, direction).Tangent);
        }
    }
}

using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class NumberTests
{
    [Fact]
    public void Compound_assignments_as_values()
        => Triangle.Agrees(Numbers.CompoundAsValues, Numbers.CompoundAsValuesGradient, Numbers.CompoundAsValuesJvp, 0.75, 1.5);

    [Fact]
    public void Chained_assignments()
        => Triangle.Agrees(Numbers.Chained, Numbers.ChainedGradient, Numbers.ChainedJvp, 0.75, 1.5);

    [Fact]
    public void Operands_are_read_before_later_ones_assign()
        => Triangle.Agrees(Numbers.EvaluationOrder, Numbers.EvaluationOrderGradient, Numbers.EvaluationOrderJvp, 0.75, 1.5);

    [Fact]
    public void Remainder()
        => Triangle.Agrees(Numbers.Remainder, Numbers.RemainderGradient, Numbers.RemainderJvp, 7.25, 2.5);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Integers_and_constants(int n, bool negate)
        => Triangle.Agrees(
            x => Numbers.IntegersAndConstants(x, n, negate),
            x => Numbers.IntegersAndConstantsGradient(x, n, negate),
            (x, dx) => Numbers.IntegersAndConstantsJvp(x, n, negate, dx),
            1.25);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(2.5, 0.5)]
    public void Elementary_functions(double x, double y)
        => Triangle.Agrees(Numbers.Elementary, Numbers.ElementaryGradient, Numbers.ElementaryJvp, x, y);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(2.5, 0.5)]
    [InlineData(-2.5, 2.75)]
    public void Clamps_and_kinks(double x, double y)
        => Triangle.Agrees(Numbers.Clamped, Numbers.ClampedGradient, Numbers.ClampedJvp, x, y);

    [Fact]
    public void Float_parameter_of_a_double_function()
    {
        (double value, double x, float y) = Numbers.ThroughFloatGradient(1.5, 0.25f);
        Assert.Equal(Numbers.ThroughFloat(1.5, 0.25f), value);
        Assert.Equal(0.125, x);
        Assert.Equal(1.25f, y);
        Assert.Equal((value, 0.125 + (2 * 1.25)), Numbers.ThroughFloatJvp(1.5, 0.25f, 1, 2));
    }

    [Fact]
    public void Float_function()
    {
        // z = (exp(-x x) + y) / 2, divided by 1 + x x.
        (float value, float x, float y) = Numbers.SingleGradient(0.5f, 2);
        double e = Math.Exp(-0.25);
        Assert.Equal(Numbers.Single(0.5f, 2), value);
        Assert.Equal((-0.5 * e / 1.25) - (0.5 * (e + 2) / (1.25 * 1.25)), x, 1e-6);
        Assert.Equal(0.4, y, 1e-7);
        Assert.Equal(x, Numbers.SingleJvp(0.5f, 2, 1, 0).Tangent, 1e-6);
    }

    [Fact]
    public void Narrowing_conversion()
    {
        (float value, float x, double y) = Numbers.SingleFromDoubleGradient(1.5f, 0.5);
        Assert.Equal(Numbers.SingleFromDouble(1.5f, 0.5), value);
        Assert.Equal(1.5f, x);
        Assert.Equal(2.25, y);
    }

    [Fact]
    public void Float_array_summed_in_double()
    {
        float[] x = [3, 4, 12];
        var gradient = new float[3];
        Assert.Equal(13f, Numbers.SingleSumGradient(x, gradient));
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(x[i] / 13, gradient[i], 1e-6f);
        }
    }

    [Fact]
    public void Stopped_gradient_does_not_pass()
    {
        Assert.Equal((18.0, 6.0, 0.0), Numbers.StoppedGradient(3, 2));
        Assert.Equal((18.0, 6.0), Numbers.StoppedJvp(3, 2, 1, 5));
    }

    [Fact]
    public void Constant_parameters_get_no_destination()
    {
        (double value, double x) = Numbers.WithConstantGradient(3, 2, [5]);
        Assert.Equal((33.0, 17.0), (value, x));
        Assert.Equal((33.0, 34.0), Numbers.WithConstantJvp(3, 2, [5], 2));
    }
}

namespace SymDiff.Tests;

/// <summary>Expected values were computed with 40 digits.</summary>
public sealed class ScalarFunctionTests
{
    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-10, 9.9999999995000003644e-11)]
    [InlineData(1e-3, 0.00099950033308353318761)]
    [InlineData(-1e-16, -1.0000000000000000291e-16)]
    [InlineData(2.5e-16, 2.4999999999999998818e-16)]
    [InlineData(-3e-9, -3.000000004499999989e-9)]
    [InlineData(0.3, 0.2623642644674910435)]
    [InlineData(-0.5, -0.69314718055994530942)]
    [InlineData(-0.9999999, -16.118095651484675636)]
    [InlineData(5, 1.7917594692280550008)]
    [InlineData(1e18, 41.446531673892822313)]
    [InlineData(1e300, 690.77552789821370526)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(0.0, 0.0)]
    [InlineData(-1.0, double.NegativeInfinity)]
    [InlineData(-2.0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Log1p_is_accurate_everywhere(double x, double expected)
    {
        Approx.Equal(expected, Functions.Log1p(x));
        Approx.Equal((float)Functions.Log1p((double)(float)x), Functions.Log1p((float)x), 1e-7, 1e-45);
    }

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-10, 1.0000000000500000364e-10)]
    [InlineData(-1e-16, -9.999999999999999291e-17)]
    [InlineData(1e-3, 0.0010005001667083416889)]
    [InlineData(0.5, 0.64872127070012814685)]
    [InlineData(-0.7, -0.50341469620859046324)]
    [InlineData(0.999, 1.7155649053185666849)]
    [InlineData(-1.5, -0.77686983985157017107)]
    [InlineData(3, 19.085536923187667741)]
    [InlineData(40, 235385266837019984.41)]
    [InlineData(-50, -1)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Expm1_is_accurate_everywhere(double x, double expected)
    {
        Approx.Equal(expected, Functions.Expm1(x), 7e-16);
        Approx.Equal((float)Functions.Expm1((double)(float)x), Functions.Expm1((float)x), 1e-7, 1e-45);
    }

    [Fact]
    public void Log1p_and_Expm1_keep_the_sign_of_zero()
    {
        Assert.True(double.IsNegative(Functions.Log1p(-0.0)));
        Assert.True(double.IsNegative(Functions.Expm1(-0.0)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.62245933120185456464)]
    [InlineData(-0.5, 0.37754066879814543536)]
    [InlineData(30, 0.99999999999990642377)]
    [InlineData(-40, 4.2483542552915889773e-18)]
    [InlineData(-700, 9.8596765437597708567e-305)]
    [InlineData(1e4, 1)]
    [InlineData(-1e4, 0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Sigmoid_is_accurate_in_both_tails(double x, double expected)
    {
        Approx.Equal(expected, Functions.Sigmoid(x));
        Approx.Equal((float)expected, Functions.Sigmoid((float)x), 1e-6);
    }

    [Theory]
    [InlineData(0, 0.69314718055994530942)]
    [InlineData(0.5, 0.97407698418010668087)]
    [InlineData(-0.5, 0.47407698418010668087)]
    [InlineData(30, 30.000000000000093576)]
    [InlineData(-40, 4.2483542552915889863e-18)]
    [InlineData(-700, 9.8596765437597708567e-305)]
    [InlineData(800, 800)]
    [InlineData(-800, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Softplus_neither_overflows_nor_loses_its_tail(double x, double expected)
    {
        Approx.Equal(expected, Functions.Softplus(x));
        Approx.Equal((float)expected, Functions.Softplus((float)x), 1e-6);
        Approx.Equal(-expected, Functions.LogSigmoid(-x));
        Approx.Equal(-(float)expected, Functions.LogSigmoid(-(float)x), 1e-6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.31122966560092728232)]
    [InlineData(-0.5, -0.18877033439907271768)]
    [InlineData(-40, -1.6993417021166355909e-16)]
    [InlineData(745, 745)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Silu_has_its_limits_at_infinity(double x, double expected)
    {
        Approx.Equal(expected, Functions.Silu(x));
        Approx.Equal((float)expected, Functions.Silu((float)x), 1e-6);
    }

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(-3, 0, -0.75)]
    [InlineData(0, 0, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0, double.NegativeInfinity)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void Rectifiers_pass_what_is_positive(double x, double relu, double leaky)
    {
        Assert.Equal(relu, Functions.Relu(x));
        Assert.Equal((float)relu, Functions.Relu((float)x));
        Assert.Equal(leaky, Functions.LeakyRelu(x, 0.25));
        Assert.Equal((float)leaky, Functions.LeakyRelu((float)x, 0.25f));
    }
}

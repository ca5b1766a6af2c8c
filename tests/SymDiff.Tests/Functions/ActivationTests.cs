namespace SymDiff.Tests;

/// <summary>Expected values were computed with 60 digits, those of the tanh form of GELU with exact constants.</summary>
public sealed class ActivationTests
{
    [Theory]
    [InlineData(1e-20, 4.9999999999999997258e-21)]
    [InlineData(0.5, 0.34573123063700655182)]
    [InlineData(-0.5, -0.15426876936299344818)]
    [InlineData(-1.3, -0.1258406299612934275)]
    [InlineData(3.0, 2.9959503059051097164)]
    [InlineData(-20.0, -5.5072482372124673902e-88)]
    [InlineData(-37.0, -2.1184613523340934244e-298)]
    [InlineData(40.0, 40.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-40.0, -0.0)]
    [InlineData(1e300, 1e300)]
    [InlineData(-1e300, -0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Gelu_keeps_its_left_tail(double x, double expected)
    {
        Approx.Equal(expected, Functions.Gelu(x), 2e-15);
        Assert.Equal((float)Functions.Gelu((double)(float)x), Functions.Gelu((float)x));
    }

    [Theory]
    [InlineData(1e-20, 4.9999999999999997258e-21)]
    [InlineData(0.5, 0.34571400982514392204)]
    [InlineData(-0.5, -0.15428599017485607796)]
    [InlineData(-1.3, -0.12607098768269059582)]
    [InlineData(3.0, 2.9963626079182269812)]
    [InlineData(-10.0, -1.2040923482098059937e-37)]
    [InlineData(-20.0, -3.3754509563109673197e-261)]
    [InlineData(40.0, 40.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-40.0, -0.0)]
    [InlineData(1e300, 1e300)]
    [InlineData(-1e300, -0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void The_tanh_form_of_Gelu_keeps_its_left_tail(double x, double expected)
    {
        Approx.Equal(expected, Functions.GeluTanh(x), 2e-15);
        Assert.Equal((float)Functions.GeluTanh((double)(float)x), Functions.GeluTanh((float)x));
    }

    [Theory]
    [InlineData(1e-20, 5.999999999999999671e-21)]
    [InlineData(0.5, 0.37524521130489510482)]
    [InlineData(-0.5, -0.22074377465172999682)]
    [InlineData(-1.2, -0.30883579631486252505)]
    [InlineData(30.0, 30.0)]
    [InlineData(-40.0, -1.6993417021166355945e-16)]
    [InlineData(-700.0, -6.9017735806318395997e-302)]
    [InlineData(800.0, 800.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-800.0, -0.0)]
    [InlineData(1e300, 1e300)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Mish_neither_overflows_nor_loses_its_left_tail(double x, double expected)
    {
        Approx.Equal(expected, Functions.Mish(x), 1e-15);
        Assert.Equal((float)Functions.Mish((double)(float)x), Functions.Mish((float)x));
    }

    [Theory]
    [InlineData(1e-20, 1.0507009873554804358e-20)]
    [InlineData(-1e-20, -1.7580993408473767635e-20)]
    [InlineData(2.5, 2.6267524683887012335)]
    [InlineData(-2.5, -1.6137857588732425515)]
    [InlineData(-800.0, -1.7580993408473768599)]
    [InlineData(0.0, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Selu_is_accurate_near_0(double x, double expected)
    {
        Approx.Equal(expected, Functions.Selu(x), 1e-15);
        Assert.Equal((float)Functions.Selu((double)(float)x), Functions.Selu((float)x));
    }

    [Theory]
    [InlineData(2.5, 0.5, 2.5)]
    [InlineData(-1e-20, 0.5, -5e-21)]
    [InlineData(-800.0, 0.5, -0.5)]
    [InlineData(double.NegativeInfinity, 1.5, -1.5)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Elu_is_accurate_near_0(double x, double alpha, double expected)
    {
        Approx.Equal(expected, Functions.Elu(x, alpha));
        Approx.Equal((float)expected, Functions.Elu((float)x, (float)alpha), 1e-7);
    }
}

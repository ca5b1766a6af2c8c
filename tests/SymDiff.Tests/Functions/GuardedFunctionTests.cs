namespace SymDiff.Tests;

/// <summary>Expected values were computed with 60 digits.</summary>
public sealed class GuardedFunctionTests
{
    [Theory]
    [InlineData(1e-9, 0.99999999999999999983)]
    [InlineData(1e-300, 1.0)]
    [InlineData(0.5, 0.95885107720840600055)]
    [InlineData(-2.5, 0.23938885764158259762)]
    [InlineData(20.0, 0.045647262536381382719)]
    [InlineData(1e10, -4.8750602508751069153e-11)]
    [InlineData(0.0, 1.0)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Sinc_is_1_at_0(double x, double expected)
    {
        Approx.Equal(expected, Functions.Sinc(x), 4e-16);
        Assert.Equal((float)Functions.Sinc((double)(float)x), Functions.Sinc((float)x));
    }

    [Theory]
    [InlineData(1e-300, -6.9077552789821372249e-298)]
    [InlineData(0.25, -0.34657359027997265471)]
    [InlineData(0.999, -0.00099949983324995085393)]
    [InlineData(7.0, 13.621371043387193136)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Entropy_is_0_at_0(double x, double expected)
    {
        Approx.Equal(expected, Functions.Entropy(x), 4e-16);
        Assert.Equal((float)Functions.Entropy((double)(float)x), Functions.Entropy((float)x));
    }

    [Theory]
    [InlineData(0.5, 0.25, -0.69314718055994530942)]
    [InlineData(-2.0, 1e-300, 1381.5510557964274104)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.0, double.PositiveInfinity, 0.0)]
    [InlineData(0.0, -1.0, 0.0)]
    [InlineData(0.0, double.NaN, double.NaN)]
    [InlineData(1.0, 0.0, double.NegativeInfinity)]
    [InlineData(1.0, -1.0, double.NaN)]
    public void XLogY_is_0_where_x_is(double x, double y, double expected)
    {
        Approx.Equal(expected, Functions.XLogY(x, y), 4e-16);
        Assert.Equal((float)Functions.XLogY((double)(float)x, (float)y), Functions.XLogY((float)x, (float)y));
    }

    [Theory]
    [InlineData(4.0, 2.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-1e-20, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void SafeSqrt_is_0_where_there_is_no_root(double x, double expected)
    {
        Assert.Equal(expected, Functions.SafeSqrt(x));
        Assert.Equal((float)expected, Functions.SafeSqrt((float)x));
    }

    [Theory]
    [InlineData(3.0, 2.0, 1.5)]
    [InlineData(3.0, 0.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(double.NaN, 0.0, 0.0)]
    [InlineData(1.0, double.NaN, double.NaN)]
    public void SafeDiv_is_0_where_there_is_no_quotient(double a, double b, double expected)
    {
        Assert.Equal(expected, Functions.SafeDiv(a, b));
        Assert.Equal((float)expected, Functions.SafeDiv((float)a, (float)b));
    }

    [Fact]
    public void Small_powers()
    {
        Assert.Equal(6.25, Functions.Square(-2.5));
        Assert.Equal(6.25f, Functions.Square(-2.5f));
        Assert.Equal(-15.625, Functions.Cube(-2.5));
        Assert.Equal(-15.625f, Functions.Cube(-2.5f));
    }
}

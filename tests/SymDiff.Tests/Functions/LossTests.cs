namespace SymDiff.Tests;

/// <summary>Expected values were computed with 60 digits.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData(1e-10, 5.0000000000000003643e-21)]
    [InlineData(-1e-150, 5.000000000000000063e-301)]
    [InlineData(0.5, 0.12011450695827752463)]
    [InlineData(-0.99, 0.42618599451566743714)]
    [InlineData(1.0, 0.43378083048302718703)]
    [InlineData(-20.0, 19.306852819440054695)]
    [InlineData(800.0, 799.30685281944005469)]
    [InlineData(-800.0, 799.30685281944005469)]
    [InlineData(0.0, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void LogCosh_neither_overflows_nor_cancels(double x, double expected)
    {
        Approx.Equal(expected, Functions.LogCosh(x), 7e-16);
        Assert.Equal((float)Functions.LogCosh((double)(float)x), Functions.LogCosh((float)x));
    }

    [Theory]
    [InlineData(1000.0, 1000.0, 1000.6931471805599453)]
    [InlineData(1000.0, 999.0, 1000.3132616875182228)]
    [InlineData(-1e4, -1e4, -9999.3068528194400547)]
    [InlineData(0.5, -40.0, 0.50000000000000000258)]
    [InlineData(3.0, -800.0, 3.0)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, 2.0, 2.0)]
    [InlineData(double.PositiveInfinity, 2.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NegativeInfinity, double.NaN)]
    public void LogAddExp_is_stable(double x, double y, double expected)
    {
        Approx.Equal(expected, Functions.LogAddExp(x, y), 4e-16);
        Assert.Equal((float)Functions.LogAddExp((double)(float)x, (float)y), Functions.LogAddExp((float)x, (float)y));
    }

    [Theory]
    [InlineData(0.0, 0.25, 0.69314718055994530942)]
    [InlineData(50.0, 1.0, 1.928749847963917783e-22)]
    [InlineData(50.0, 0.0, 50.0)]
    [InlineData(-50.0, 0.0, 1.928749847963917783e-22)]
    [InlineData(2.0, 0.75, 0.62692801104297249644)]
    [InlineData(1e4, 0.0, 10000.0)]
    [InlineData(-1e4, 1.0, 10000.0)]
    [InlineData(1e4, 0.75, 2500.0)]
    [InlineData(1e4, 1.0, 0.0)]
    [InlineData(-1e4, 0.0, 0.0)]
    [InlineData(double.PositiveInfinity, 1.0, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0, 0.0)]
    [InlineData(double.PositiveInfinity, 0.5, double.PositiveInfinity)]
    [InlineData(double.NaN, 0.5, double.NaN)]
    [InlineData(1.0, double.NaN, double.NaN)]
    public void BinaryCrossEntropyWithLogits_is_stable(double x, double y, double expected)
    {
        Approx.Equal(expected, Functions.BinaryCrossEntropyWithLogits(x, y), 5e-16);
        Assert.Equal((float)Functions.BinaryCrossEntropyWithLogits((double)(float)x, (float)y), Functions.BinaryCrossEntropyWithLogits((float)x, (float)y));
    }

    [Theory]
    [InlineData(0.5, 1.0, 0.125)]
    [InlineData(-0.5, 1.0, 0.125)]
    [InlineData(1.0, 1.0, 0.5)]
    [InlineData(-3.0, 1.5, 3.375)]
    [InlineData(1e200, 1.0, 9.9999999999999996973e+199)]
    [InlineData(2.0, 0.0, 0.0)]
    [InlineData(double.NegativeInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(1.0, -1.0, double.NaN)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Huber_goes_over_into_its_tangents(double x, double y, double expected)
    {
        Approx.Equal(expected, Functions.Huber(x, y), 4e-16);
        Assert.Equal((float)Functions.Huber((double)(float)x, (float)y), Functions.Huber((float)x, (float)y));
    }
}

namespace SymDiff.Tests;

/// <summary>Expected values were computed with 60 digits.</summary>
public sealed class ErrorFunctionTests
{
    [Theory]
    [InlineData(1e-20, 1.128379167095512512e-20)]
    [InlineData(-1e-300, -1.1283791670955126022e-300)]
    [InlineData(0.1, 0.1124629160182848984)]
    [InlineData(-0.5, -0.52049987781304653768)]
    [InlineData(0.50001, 0.52050866559489657673)]
    [InlineData(1.0, 0.84270079294971486934)]
    [InlineData(-2.5, -0.99959304798255504106)]
    [InlineData(4.1, 0.99999999329997234592)]
    [InlineData(5.9, 0.9999999999999999281)]
    [InlineData(0.0, 0.0)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.NegativeInfinity, -1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Erf_is_accurate_near_0_and_beyond(double x, double expected)
    {
        Approx.Equal(expected, Functions.Erf(x), 5e-16);
        Assert.Equal((float)Functions.Erf((double)(float)x), Functions.Erf((float)x));
    }

    [Theory]
    [InlineData(1e-20, 0.99999999999999999999)]
    [InlineData(0.3, 0.67137324054087258381)]
    [InlineData(0.5, 0.47950012218695346232)]
    [InlineData(0.75, 0.2888443663464848684)]
    [InlineData(-0.75, 1.7111556336535151316)]
    [InlineData(2.0, 0.0046777349810472658379)]
    [InlineData(-3.0, 1.9999779095030014146)]
    [InlineData(5.0, 1.5374597944280348502e-12)]
    [InlineData(10.0, 2.088487583762544757e-45)]
    [InlineData(25.0, 8.300172571196522752e-274)]
    [InlineData(26.5, 2.2109076642637342759e-307)]
    [InlineData(30.0, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NegativeInfinity, 2.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Erfc_keeps_its_digits_far_into_the_tail(double x, double expected)
    {
        Approx.Equal(expected, Functions.Erfc(x), 1e-15);
        Assert.Equal((float)Functions.Erfc((double)(float)x), Functions.Erfc((float)x));
    }

    [Theory]
    [InlineData(1e-20, 8.8622692545275796504e-21)]
    [InlineData(1e-9, 8.8622692545275806908e-10)]
    [InlineData(-0.1, -0.088855990494257691974)]
    [InlineData(0.5, 0.47693627620446987338)]
    [InlineData(0.75, 0.81341984759761854169)]
    [InlineData(-0.999, -2.3267537655135244939)]
    [InlineData(0.9999999, 3.7665625816384708887)]
    [InlineData(0.99999999999, 4.8129240589448325449)]
    [InlineData(0.99999999999999989, 5.8635847487551679272)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, double.PositiveInfinity)]
    [InlineData(-1.0, double.NegativeInfinity)]
    [InlineData(1.5, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void ErfInv_is_accurate_near_0_and_near_1(double x, double expected)
    {
        Approx.Equal(expected, Functions.ErfInv(x), 7e-16);
        Assert.Equal((float)Functions.ErfInv((double)(float)x), Functions.ErfInv((float)x));
    }

    [Theory]
    [InlineData(0.1, 0.99004983374916805247)]
    [InlineData(-1.3, 0.18451952399298924632)]
    [InlineData(5.0, 1.3887943864964020595e-11)]
    [InlineData(12.34, 7.3713526989495014832e-67)]
    [InlineData(-26.3, 4.0072811391938848515e-301)]
    [InlineData(0.0, 1.0)]
    [InlineData(100.0, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Gaussian_keeps_its_digits_in_the_tails(double x, double expected)
    {
        Approx.Equal(expected, Functions.Gaussian(x), 5e-16);
        Assert.Equal((float)Functions.Gaussian((double)(float)x), Functions.Gaussian((float)x));
    }

    [Theory]
    [InlineData(0.0, 0.39894228040143267794)]
    [InlineData(0.1, 0.39695254747701176529)]
    [InlineData(-1.3, 0.17136859204780734707)]
    [InlineData(12.34, 3.4251820671485435648e-34)]
    [InlineData(-36.7, 1.3411047492670970389e-293)]
    [InlineData(100.0, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void The_normal_density_keeps_its_digits_in_the_tails(double x, double expected)
    {
        Approx.Equal(expected, Functions.NormalPdf(x), 9e-16);
        Assert.Equal((float)Functions.NormalPdf((double)(float)x), Functions.NormalPdf((float)x));
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.1, 0.53982783727702898367)]
    [InlineData(-0.6, 0.27425311775007358769)]
    [InlineData(1.3, 0.90319951541438967446)]
    [InlineData(-1.3, 0.096800484585610325542)]
    [InlineData(-12.34, 2.7577941516989773998e-35)]
    [InlineData(-36.7, 3.6515293028034179725e-295)]
    [InlineData(9.0, 0.99999999999999999989)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void The_normal_distribution_keeps_its_digits_in_the_tails(double x, double expected)
    {
        Approx.Equal(expected, Functions.NormalCdf(x), 9e-16);
        Assert.Equal((float)Functions.NormalCdf((double)(float)x), Functions.NormalCdf((float)x));
    }
}

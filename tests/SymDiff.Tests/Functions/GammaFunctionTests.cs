namespace SymDiff.Tests;

/// <summary>Expected values were computed with 60 digits.</summary>
public sealed class GammaFunctionTests
{
    [Theory]
    [InlineData(1.0000000001, -5.772157125783244041e-11)]
    [InlineData(0.9999999999, 5.77215712742817838e-11)]
    [InlineData(2.0000000001, 4.2278437011204658672e-11)]
    [InlineData(1.9999999, -4.2278430309861298194e-8)]
    [InlineData(1e-20, 46.051701859880913735)]
    [InlineData(0.3, 1.0957979948180755606)]
    [InlineData(1.25, -0.098271836421813161464)]
    [InlineData(2.4, 0.21685932244884157388)]
    [InlineData(2.6, 0.35741186354897983677)]
    [InlineData(7.5, 7.5343642367587329552)]
    [InlineData(11.999, 17.499865227646105739)]
    [InlineData(12.0, 17.502307845873885839)]
    [InlineData(171.5, 709.14316303092824227)]
    [InlineData(1e10, 220258509288.81058147)]
    [InlineData(1e300, 6.8977552789821374147e+302)]
    [InlineData(-0.5, 1.2655121234846453965)]
    [InlineData(-1e-20, 46.051701859880913735)]
    [InlineData(-1.5, 0.86004701537648101451)]
    [InlineData(-10.25, -14.203997900931090652)]
    [InlineData(-1000.75, -5915.8183474479765533)]
    [InlineData(1.0, 0.0)]
    [InlineData(2.0, 0.0)]
    [InlineData(0.0, double.PositiveInfinity)]
    [InlineData(-1.0, double.PositiveInfinity)]
    [InlineData(-1e300, double.PositiveInfinity)]
    [InlineData(1e306, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void LGamma_is_accurate_near_its_zeros_and_far_away(double x, double expected)
    {
        Approx.Equal(expected, Functions.LGamma(x), 2e-15);
        Assert.Equal((float)Functions.LGamma((double)(float)x), Functions.LGamma((float)x));
    }

    [Theory]
    [InlineData(1.4616321449683622, -9.2412655217294275168e-17)]
    [InlineData(1.4616321449683624, 1.2245374622004069031e-16)]
    [InlineData(1.4616, -3.1106251230341649658e-5)]
    [InlineData(1.4617, 6.5659392293676495502e-5)]
    [InlineData(0.4616321, -2.166227218791226416)]
    [InlineData(1e-20, -1.0000000000000000549e+20)]
    [InlineData(0.3, -3.5025242222001331249)]
    [InlineData(0.95, -0.66260961620532541493)]
    [InlineData(1.0, -0.57721566490153286061)]
    [InlineData(2.0, 0.42278433509846713939)]
    [InlineData(3.5, 1.1031566406452431872)]
    [InlineData(11.999, 2.4425747743291192489)]
    [InlineData(12.0, 2.4426616799758120167)]
    [InlineData(1e10, 23.02585092989045684)]
    [InlineData(1e300, 690.77552789821370526)]
    [InlineData(-0.5, 0.036489973978576520559)]
    [InlineData(-1.5, 0.70315664064524318723)]
    [InlineData(-10.25, 5.5168584198862733053)]
    [InlineData(-1000.75, 3.7674118863554634706)]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-0.0, double.PositiveInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(-1e300, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Digamma_is_accurate_near_its_zero_and_far_away(double x, double expected)
    {
        Approx.Equal(expected, Functions.Digamma(x), 2e-15);
        Assert.Equal((float)Functions.Digamma((double)(float)x), Functions.Digamma((float)x));
    }

    [Theory]
    [InlineData(1e-20, 1.0000000000000001097e+40)]
    [InlineData(0.3, 12.245364546107731301)]
    [InlineData(1.0, 1.6449340668482264365)]
    [InlineData(2.0, 0.64493406684822643647)]
    [InlineData(11.999, 0.086909420732240824282)]
    [InlineData(1e10, 1.00000000005e-10)]
    [InlineData(1e100, 9.999999999999999841e-101)]
    [InlineData(-0.5, 8.9348022005446793094)]
    [InlineData(-1.5, 9.3792466449891237539)]
    [InlineData(-10.25, 19.646252424622652795)]
    [InlineData(0.0, double.PositiveInfinity)]
    [InlineData(-1.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Trigamma_is_accurate_on_both_sides_of_0(double x, double expected)
    {
        Approx.Equal(expected, Functions.Trigamma(x), 2e-15);
        Assert.Equal((float)Functions.Trigamma((double)(float)x), Functions.Trigamma((float)x));
    }

    [Theory]
    [InlineData(0, 0.3, -3.5025242222001331249)]
    [InlineData(1, 0.3, 12.245364546107731301)]
    [InlineData(2, 1.0, -2.4041138063191885708)]
    [InlineData(2, -0.3, 67.63908119988316004)]
    [InlineData(3, -2.6, 283.53838059773573763)]
    [InlineData(5, 7.25, 0.001667357519228255994)]
    [InlineData(20, 0.5, -5.1021653127394298787e+24)]
    [InlineData(20, 1e15, -1.2164510040883321645e-283)]
    [InlineData(2, 1e100, -9.9999999999999996819e-201)]
    [InlineData(2, 0.0, double.NaN)]
    [InlineData(3, 0.0, double.PositiveInfinity)]
    [InlineData(-1, 1.0, double.NaN)]
    [InlineData(101, 1.0, double.NaN)]
    [InlineData(2, double.NaN, double.NaN)]
    public void PolyGamma_is_the_derivative_of_any_order(int order, double x, double expected)
    {
        Approx.Equal(expected, Functions.PolyGamma(order, x), 6e-15);
        Assert.Equal((float)Functions.PolyGamma(order, (double)(float)x), Functions.PolyGamma(order, (float)x));
    }

    [Theory]
    [InlineData(-2.5, -0.056243716497674050673)]
    [InlineData(-2.4570247382208006, 0.0)]
    public void LGamma_between_negative_integers_is_as_accurate_as_its_terms(double x, double expected)
        => Approx.Equal(expected, Functions.LGamma(x), 4e-16, 8e-16);
}

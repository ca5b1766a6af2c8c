namespace SymDiff.Gradients.Tests.Modes;

/// <summary><c>FDerivative2</c> to <c>FDerivative5</c> against known Taylor coefficients.</summary>
public sealed class HigherOrderTests
{
    private const double Euler = 0.57721566490153286061, Zeta3 = 1.2020569031595942854;

    private static readonly double Erf1 = 2 / Math.Sqrt(Math.PI);

    [Fact]
    public void Derivatives_at_zero_are_those_of_the_series()
    {
        AssertClose([1, 1, 1, 1, 1, 1], HigherOrder.ExpDerivative5(0));
        AssertClose([0, 1, 0, -1, 0, 1], HigherOrder.SinDerivative5(0));
        AssertClose([0, 1, 0, 2, 0, 16], HigherOrder.TanDerivative5(0));
        AssertClose([1, 1, 2, 6, 24, 120], HigherOrder.GeometricDerivative5(0));
        AssertClose([0, 1, -1, 2, -6, 24], HigherOrder.LogDerivative5(0));
        AssertClose([0, 1, 0, -2, 0, 24], HigherOrder.AtanDerivative5(0));
        AssertClose([0, 1, 0, 1, 0, 9], HigherOrder.AsinDerivative5(0));
        AssertClose([1, 1 / 2.0, -1 / 4.0, 3 / 8.0, -15 / 16.0, 105 / 32.0], HigherOrder.SqrtDerivative5(0));
        AssertClose([1, 1.5, 0.75, -0.375, 0.5625, -1.40625], HigherOrder.PowerDerivative5(0, 1.5));
        AssertClose([0, 1, 0, -2, 0, 16], HigherOrder.TanhDerivative5(0));
        AssertClose([0, 1, 0, -1, 0, 9], HigherOrder.AsinhDerivative5(0));
        AssertClose([1, 0, -2, 0, 12, 0], HigherOrder.GaussDerivative5(0));
        AssertClose([0, 0, 2, 0, -12, 0], HigherOrder.LorentzDerivative5(0));
        AssertClose([0, Erf1, 0, -2 * Erf1, 0, 12 * Erf1], HigherOrder.ErfDerivative5(0));
        AssertClose([0.5, 0.25, 0, -0.125, 0, 0.25], HigherOrder.SigmoidDerivative5(0));
        AssertClose([Math.Log(2), 0.5, 0.25, 0, -0.125, 0], HigherOrder.SoftplusDerivative5(0));
        AssertClose([1, 1, 2, 6, 24, 120], HigherOrder.PolynomialDerivative5(0, 7));
    }

    [Fact]
    public void Derivatives_elsewhere_are_those_of_the_function()
    {
        double x = 0.7, e = Math.Exp(-x * x);
        AssertClose([e, -2 * x * e, ((4 * x * x) - 2) * e, ((12 * x) - (8 * x * x * x)) * e], HigherOrder.GaussDerivative3(x));
        AssertClose([1 / 0.3, 1 / 0.09, 2 / 0.027, 6 / 0.0081, 24 / 0.00243, 120 / 0.000729], HigherOrder.GeometricDerivative5(x));
        AssertClose([0, -Euler, Math.PI * Math.PI / 6, -2 * Zeta3, Math.Pow(Math.PI, 4) / 15], HigherOrder.LogGammaDerivative4(1));
        AssertClose([63, 129, 222], HigherOrder.PolynomialDerivative2(2, 5));
    }

    [Theory]
    [InlineData(-2, -8, 12, -12, 6)]
    [InlineData(1.5, 25.62890625, 136.6875, 637.875, 2551.5)]
    public void Branches_and_loops_are_those_of_the_way_taken(double x, double value, double first, double second, double third) =>
        AssertClose([value, first, second, third], HigherOrder.SidesDerivative3(x));

    [Fact]
    public void Cuts_stay_cut_in_every_order()
    {
        AssertClose([6, 0, 0], HigherOrder.ConstantDerivative2(3));
        AssertClose([81, 54, 18, 0], HigherOrder.PartlyDerivative3(3));
    }

    [Fact]
    public void Single_precision_stays_single()
    {
        (float value, float first, float second) = HigherOrder.SingleDerivative2(1);
        Assert.Equal(HigherOrder.Single(1), value);
        Assert.InRange(first / (2 * MathF.E), 1 - 1e-6, 1 + 1e-6);
        Assert.InRange(second / (3 * MathF.E), 1 - 1e-6, 1 + 1e-6);
    }

    private static void AssertClose(double[] expected, System.Runtime.CompilerServices.ITuple actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = (double)actual[i]! - expected[i];
            Assert.InRange(error, -2e-13 * Math.Max(1, Math.Abs(expected[i])), 2e-13 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}

namespace SymDiff.Tests;

/// <summary>Values by hand; gradients against their formulas, forward mode and differences.</summary>
public sealed class VectorFunctionTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(new[] { 3e200, -4e200 }, 5e200, new[] { 0.6, -0.8 })]
    [InlineData(new[] { 3e-200, 4e-200 }, 5e-200, new[] { 0.6, 0.8 })]
    [InlineData(new[] { 3e-310, 4e-310 }, 5e-310, new[] { 0.6, 0.8 })]
    [InlineData(new[] { 0.0, -2 }, 2, new[] { 0.0, -1 })]
    [InlineData(new[] { 0.0, 0 }, 0, new[] { 0.0, 0 })]
    [InlineData(new double[0], 0, new double[0])]
    [InlineData(new[] { 1, -Infinity }, Infinity, new[] { 0.0, -1 })]
    public void Norm_neither_overflows_nor_underflows(double[] x, double expected, double[] slopes)
    {
        double[] gradient = Filled(x.Length);
        Approx.Equal(expected, Functions.Norm(x), 4e-16, 5e-324);
        Approx.Equal(expected, Functions.NormGradient(x, gradient), 4e-16, 5e-324);
        Approx.Equal(slopes, gradient, 1e-13);
        Approx.Equal(slopes.Sum(), Functions.NormJvp(x, [.. x.Select(_ => 1.0)]).Tangent, 1e-13, 1e-16);
    }

    [Fact]
    public void Norm_of_floats_and_of_NaN()
    {
        float[] gradient = new float[2];
        Assert.Equal(5e30f, Functions.NormGradient([3e30f, 4e30f], gradient), 1e24f);
        Assert.Equal([0.6f, 0.8f], gradient.Select(x => MathF.Round(x, 5)));
        Assert.True(double.IsNaN(Functions.Norm([double.NaN, 1])));
        Assert.True(double.IsNaN(Functions.Norm([1, double.NaN])));
    }

    [Theory]
    [InlineData(new[] { 3.0, 4 }, 1.0, 5, new[] { 0.6, 0.8 })]
    [InlineData(new[] { 3.0, 4 }, 6.0, 6, new[] { 0.0, 0 })]
    [InlineData(new[] { 0.0, 0 }, 0.0, 0, new[] { 0.0, 0 })]
    public void SafeNorm_is_flat_below_its_minimum(double[] x, double minimum, double expected, double[] slopes)
    {
        double[] gradient = Filled(x.Length);
        Assert.Equal(expected, Functions.SafeNorm(x, minimum));
        Assert.Equal(expected, Functions.SafeNormGradient(x, minimum, gradient));
        Approx.Equal(slopes, gradient, 1e-14);
        Assert.Equal((float)expected, Functions.SafeNorm(x.Select(v => (float)v).ToArray(), (float)minimum));
    }

    [Theory]
    [InlineData(new[] { 3.0, 4 }, new[] { 0.6, 0.8 })]
    [InlineData(new[] { 3e200, -4e200 }, new[] { 0.6, -0.8 })]
    [InlineData(new[] { 0.0, 0 }, new[] { 0.0, 0 })]
    [InlineData(new[] { 3e-13, 4e-13 }, new[] { 0.3, 0.4 })]
    public void Normalize_is_finite_at_0(double[] x, double[] expected)
    {
        double[] result = Filled(x.Length);
        Functions.Normalize(x, 1e-12, result);
        Approx.Equal(expected, result);
        float[] single = new float[x.Length];
        Functions.Normalize([3f, 4f], 1e-12f, single);
        Assert.Equal([0.6f, 0.8f], single);
    }

    [Fact]
    public void The_Jacobian_of_Normalize()
    {
        double[][] jacobian = Normalizing(1e-12).At(3, 4);
        Approx.Equal([0.128, -0.096], jacobian[0], 1e-14);
        Approx.Equal([-0.096, 0.072], jacobian[1], 1e-14);
        Assert.Equal([1e12, 0], Normalizing(1e-12).Backward([0, 0], [1, 0]));
        Approx.Equal([1 / 50.0, 0], Normalizing(50).At(3, 4)[0]);
        Approx.Equal([1.28e-200, -9.6e-201], Normalizing(1e-12).Backward([3e200, 4e200], [10, 0]), 1e-13);
    }

    private static JacobianCheck Normalizing(double epsilon) => new(
        x => Into(x.Length, result => Functions.Normalize(x, epsilon, result)),
        (x, g) => Into(x.Length, adjoint => Functions.NormalizeBackward(x, epsilon, new double[x.Length], adjoint, [.. g])),
        (x, t) => Into(x.Length, tangent => Functions.NormalizeJvp(x, epsilon, new double[x.Length], t, tangent)));

    [Fact]
    public void Dot_takes_each_vector_as_the_gradient_of_the_other()
    {
        double[] a = [1, -2, 3];
        double[] b = [4, 5, -6];
        double[] aGradient = Filled(3);
        double[] bGradient = Filled(3);
        Assert.Equal(-24, Functions.DotGradient(a, b, aGradient, bGradient));
        Assert.Equal(b, aGradient);
        Assert.Equal(a, bGradient);
        Assert.Equal(-24, Functions.Dot(a, b));
        Assert.Equal(11f, Functions.Dot([1f, 2f], [3f, 4f]));
        Assert.Throws<ArgumentException>("b", () => Functions.Dot(a, [1.0]));
    }

    [Fact]
    public void CumSum_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            x => Into(x.Length, result => Functions.CumSum(x, result)),
            (x, g) => Into(x.Length, adjoint => Functions.CumSumBackward(x, new double[x.Length], adjoint, [.. g])),
            (x, t) => Into(x.Length, tangent => Functions.CumSumJvp(x, new double[x.Length], t, tangent)));
        Assert.Equal([1.0, 3, 6], check.Value([1, 2, 3]));
        Assert.Equal([1.0, 1, 0], check.At(1, 2, 3)[1]);
        Assert.Throws<ArgumentException>("result", () => Functions.CumSum([1.0], new double[2]));
    }

    [Theory]
    [InlineData(2.0, 3.0, 4.0)]
    [InlineData(2.0, 0.0, 4.0)]
    [InlineData(0.0, 3.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0)]
    public void CumProd_is_differentiated_by_the_other_factors_at_zeros_too(double a, double b, double c)
    {
        var check = new JacobianCheck(
            x => Into(x.Length, result => Functions.CumProd(x, result)),
            (x, g) => Into(x.Length, adjoint => Functions.CumProdBackward(x, new double[x.Length], adjoint, [.. g])),
            (x, t) => Into(x.Length, tangent => Functions.CumProdJvp(x, new double[x.Length], t, tangent)));
        Assert.Equal([a, a * b, a * b * c], check.Value([a, b, c]));
        double[][] jacobian = check.At(a, b, c);
        Assert.Equal([1.0, 0, 0], jacobian[0]);
        Assert.Equal([b, a, 0], jacobian[1]);
        Assert.Equal([b * c, a * c, a * b], jacobian[2]);
        Assert.Throws<ArgumentException>("result", () => Functions.CumProd([1.0], new double[2]));
    }

    [Fact]
    public void Conv1D_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(3, result => Functions.Conv1D(p.AsSpan(0, 4), p.AsSpan(4), result)),
            (p, g) => Into(6, adjoint => Functions.Conv1DBackward(p.AsSpan(0, 4), p.AsSpan(4), new double[3], adjoint.AsSpan(0, 4), adjoint.AsSpan(4), [.. g])),
            (p, t) => Into(3, tangent => Functions.Conv1DJvp(p.AsSpan(0, 4), p.AsSpan(4), new double[3], t.AsSpan(0, 4), t.AsSpan(4), tangent)));
        Assert.Equal([8.0, 13, 18], check.Value([1, 2, 3, 4, 2, 3]));
        Assert.Equal([0.0, 2, 3, 0, 2, 3], check.At(1, 2, 3, 4, 2, 3)[1]);
        Assert.Throws<ArgumentException>("kernel", () => Functions.Conv1D([1.0], [1.0, 2], new double[1]));
        Assert.Throws<ArgumentException>("kernel", () => Functions.Conv1D([1.0], [], new double[2]));
        Assert.Throws<ArgumentException>("result", () => Functions.Conv1D([1.0, 2], [1.0], new double[1]));
    }

    [Theory]
    [InlineData(-1.0, 5.0, 0.0)]
    [InlineData(0.0, 5.0, 0.0)]
    [InlineData(0.5, 6.0, 2.0)]
    [InlineData(1.0, 7.0, -1.0)]
    [InlineData(2.0, 6.0, -1.0)]
    [InlineData(4.0, 4.0, 0.0)]
    [InlineData(9.0, 4.0, 0.0)]
    public void Interp_follows_the_polygon(double x, double expected, double slope)
    {
        double[] xs = [0, 1, 4];
        double[] ys = [5, 7, 4];
        double[] xsGradient = Filled(3);
        double[] ysGradient = Filled(3);
        Assert.Equal(expected, Functions.Interp(x, xs, ys));
        Assert.Equal((expected, slope), Functions.InterpGradient(x, xs, ys, xsGradient, ysGradient));
        Assert.Equal(1, ysGradient.Sum(), 1e-15);
        Assert.Equal((float)expected, Functions.Interp((float)x, [0f, 1, 4], [5f, 7, 4]));

        // Moving the whole polygon along is moving x back.
        Assert.Equal(-slope, xsGradient.Sum(), 1e-15);
    }

    [Fact]
    public void Interp_refuses_points_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>("xs", () => Functions.Interp(1.0, [], []));
        Assert.Throws<ArgumentException>("ys", () => Functions.Interp(1.0, [1.0, 2], [1.0]));
        var check = new JacobianCheck(
            p => [Functions.Interp(p[0], p.AsSpan(1, 3), p.AsSpan(4))],
            (p, g) => Into(7, adjoint => (_, adjoint[0]) = Functions.InterpGradient(p[0], p.AsSpan(1, 3), p.AsSpan(4), adjoint.AsSpan(1, 3), adjoint.AsSpan(4))),
            (p, t) => [Functions.InterpJvp(p[0], p.AsSpan(1, 3), p.AsSpan(4), t[0], t.AsSpan(1, 3), t.AsSpan(4)).Tangent]);
        Approx.Equal([0, 0.75, 0.25], check.At(1.75, 0, 1, 4, 5, 7, 4)[0].AsSpan(4));
    }

    private static double[] Into(int length, Action<double[]> write)
    {
        double[] result = new double[length];
        write(result);
        return result;
    }

    private static double[] Filled(int length) => [.. Enumerable.Repeat(double.NaN, length)];
}

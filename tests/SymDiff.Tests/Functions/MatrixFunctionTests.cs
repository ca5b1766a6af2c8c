namespace SymDiff.Tests;

/// <summary>Products of matrices: values by hand, Jacobians by forward mode, reverse mode and differences.</summary>
public sealed class MatrixFunctionTests
{
    [Fact]
    public void MatVec_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(2, result => Functions.MatVec(p.AsSpan(0, 6), p.AsSpan(6), result)),
            (p, g) => Into(9, adjoint => Functions.MatVecBackward(p.AsSpan(0, 6), p.AsSpan(6), new double[2], adjoint.AsSpan(0, 6), adjoint.AsSpan(6), [.. g])),
            (p, t) => Into(2, tangent => Functions.MatVecJvp(p.AsSpan(0, 6), p.AsSpan(6), new double[2], t.AsSpan(0, 6), t.AsSpan(6), tangent)));
        double[] point = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal([50.0, 122], check.Value(point));
        Assert.Equal([0.0, 0, 0, 7, 8, 9, 4, 5, 6], check.At(point)[1]);
        float[] single = new float[2];
        Functions.MatVec([1f, 2, 3, 4, 5, 6], [7f, 8, 9], single);
        Assert.Equal([50f, 122], single);
        Assert.Throws<ArgumentException>("matrix", () => Functions.MatVec([1.0, 2, 3], [1.0, 2], new double[2]));
    }

    [Fact]
    public void MatMul_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(6, result => Functions.MatMul(p.AsSpan(0, 4), p.AsSpan(4), 2, 2, 3, result)),
            (p, g) => Into(10, adjoint => Functions.MatMulBackward(p.AsSpan(0, 4), p.AsSpan(4), 2, 2, 3, new double[6], adjoint.AsSpan(0, 4), adjoint.AsSpan(4), [.. g])),
            (p, t) => Into(6, tangent => Functions.MatMulJvp(p.AsSpan(0, 4), p.AsSpan(4), 2, 2, 3, new double[6], t.AsSpan(0, 4), t.AsSpan(4), tangent)));
        double[] point = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal([21.0, 24, 27, 47, 54, 61], check.Value(point));
        Assert.Equal([0.0, 0, 6, 9, 0, 3, 0, 0, 4, 0], check.At(point)[4]);
        float[] single = new float[6];
        Functions.MatMul([1f, 2, 3, 4], [5f, 6, 7, 8, 9, 10], 2, 2, 3, single);
        Assert.Equal([21f, 24, 27, 47, 54, 61], single);
        Assert.Throws<ArgumentException>("a", () => Functions.MatMul([1.0], [1.0], 1, 2, 1, new double[1]));
        Assert.Throws<ArgumentException>("b", () => Functions.MatMul([1.0, 2], [1.0], 1, 2, 1, new double[1]));
        Assert.Throws<ArgumentException>("result", () => Functions.MatMul([1.0], [1.0], 1, 1, 1, new double[2]));
    }

    [Fact]
    public void Outer_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(6, result => Functions.Outer(p.AsSpan(0, 2), p.AsSpan(2), result)),
            (p, g) => Into(5, adjoint => Functions.OuterBackward(p.AsSpan(0, 2), p.AsSpan(2), new double[6], adjoint.AsSpan(0, 2), adjoint.AsSpan(2), [.. g])),
            (p, t) => Into(6, tangent => Functions.OuterJvp(p.AsSpan(0, 2), p.AsSpan(2), new double[6], t.AsSpan(0, 2), t.AsSpan(2), tangent)));
        Assert.Equal([3.0, 4, 5, 6, 8, 10], check.Value([1, 2, 3, 4, 5]));
        Assert.Equal([0.0, 4, 0, 2, 0], check.At(1, 2, 3, 4, 5)[4]);
        float[] single = new float[2];
        Functions.Outer([1f], [2f, 3], single);
        Assert.Equal([2f, 3], single);
        Assert.Throws<ArgumentException>("result", () => Functions.Outer([1.0], [1.0], new double[2]));
    }

    private static double[] Into(int length, Action<double[]> write)
    {
        double[] result = new double[length];
        write(result);
        return result;
    }
}

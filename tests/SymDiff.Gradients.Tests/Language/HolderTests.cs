using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Lists and <c>Memory</c> as parameters, whose destinations are spans.</summary>
public sealed class HolderTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3];

    [Fact]
    public void List_that_is_read()
    {
        List<double> list = [.. Point];
        Triangle.Agrees(
            p => Holders.OfList(Fill(list, p), 0.5),
            (double[] p, Span<double> g) => Holders.OfListGradient(Fill(list, p), 0.5, g).Value,
            (double[] p, Span<double> t) => Holders.OfListJvp(Fill(list, p), 0.5, t, 0),
            Point);
        double[] five = new double[5], gradient = new double[5], product = new double[5], hessian = new double[25];
        new OtherModes(
            (p, v, g, w) =>
            {
                v.CopyTo(five);
                double value = Holders.OfListHessianVectorProduct(Fill(list, p), 0.5, five, gradient, product);
                gradient.AsSpan(0, 4).CopyTo(g);
                product.AsSpan(0, 4).CopyTo(w);
                return value;
            },
            (p, g, h) =>
            {
                double value = Holders.OfListHessian(Fill(list, p), 0.5, gradient, hessian);
                gradient.AsSpan(0, 4).CopyTo(g);
                for (int i = 0; i < 4; i++)
                {
                    hessian.AsSpan(5 * i, 4).CopyTo(h[(4 * i)..]);
                }

                return value;
            },
            (p, n, t, r) => Holders.OfListJvp(Fill(list, p), 0.5, n, t, stackalloc double[n], r),
            (p, j) => Holders.OfListJacobian(Fill(list, p), 0.5, j, stackalloc double[1])).Agree(
                (p, g) => Holders.OfListGradient(Fill(list, p), 0.5, g).Value,
                (p, t) => Holders.OfListJvp(Fill(list, p), 0.5, t, 0),
                Point);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Memory_that_is_read(int start)
    {
        BufferGradient gradient = (p, g) => Holders.OfMemoryGradient(p, start, g);
        BufferTangent forward = (p, t) => Holders.OfMemoryJvp(p, start, t);
        Triangle.Agrees(p => Holders.OfMemory(p, start), gradient, forward, Point);
        new OtherModes(
            (p, v, g, w) => Holders.OfMemoryHessianVectorProduct(p, start, v, g, w),
            (p, g, h) => Holders.OfMemoryHessian(p, start, g, h),
            (p, n, t, r) => Holders.OfMemoryJvp(p, start, n, t, r),
            (p, j) => Holders.OfMemoryJacobian(p, start, j)).Agree(gradient, forward, Point);
    }

    [Fact]
    public void Memory_that_is_written()
    {
        BufferGradient gradient = (p, g) => Holders.OverwrittenGradient(p, g);
        BufferTangent forward = (p, t) => Holders.OverwrittenJvp(p, t);
        Triangle.Agrees(p => Holders.Overwritten(p), gradient, forward, Point);
        new OtherModes(
            (p, v, g, w) => Holders.OverwrittenHessianVectorProduct(p, v, g, w),
            (p, g, h) => Holders.OverwrittenHessian(p, g, h),
            (p, n, t, r) => Holders.OverwrittenJvp(p, n, t, r),
            (p, j) => Holders.OverwrittenJacobian(p, j)).Agree(gradient, forward, Point);
    }

    [Fact]
    public void Written_elements_are_results()
    {
        List<float> by = [2, -1];
        double[] x = [3, 0.5, 1], own = [.. x], dx = new double[9], results = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
        float[] dby = new float[6], tby = [0, 0, 0, 0, 0, 0, 1, 0];
        Holders.Scaled(own, by);
        Holders.ScaledJacobian(x, by, dx, dby);
        Assert.Equal(own, x);

        // x0' = 2 x0 x0, x1' = -x1 x0', x2' = 2 x2 x0'.
        Assert.Equal([18, -9, 36], x);
        Assert.Equal([12, 0, 0, -6, -18, 0, 24, 0, 36], dx);
        Assert.Equal([9, 0, -4.5f, 9, 36, 0], dby);
        Holders.ScaledJvp(new double[] { 3, 0.5, 1 }, by, 4, results, tby);
        Assert.Equal([12, -6, 24, 0, -18, 0, 0, 0, 36, 9, -4.5, 36], results);
    }

    [Fact]
    public void Returned_array_has_a_row_for_each_of_its_elements()
    {
        List<double> x = [1, 2];
        double[] y = [3, 4], dx = new double[4], dy = new double[4], results = new double[4];
        double[] both = Holders.BothJacobian(x, y, dx, dy);
        Assert.Equal([9, 4 * (Math.Sin(1) + Math.Sin(2))], both);
        Assert.Equal([3, 3, 4 * Math.Cos(1), 4 * Math.Cos(2)], dx);
        Assert.Equal([3, 0, 0, Math.Sin(1) + Math.Sin(2)], dy);
        Holders.BothJvp(x, y, 2, [1, 0, 0, 0], [0, 0, 0, 1], results);
        Assert.Equal([dx[0], dx[2], dy[1], dy[3]], results);
    }

    [Fact]
    public void Backward_adds()
    {
        List<double> list = [.. Point];
        double[] gradient = new double[4], adjoint = [1, 1, 1, 1];
        double dscale = Holders.OfListGradient(list, 0.5, gradient).Scale, scale = 1;
        Holders.OfListBackward(list, 0.5, 1, adjoint, ref scale);
        Assert.Equal(1 + dscale, scale, 12);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1 + gradient[i], adjoint[i], 12);
        }
    }

    [Fact]
    public void Exceptions_are_those_of_the_method()
    {
        double[] g = new double[4];
        List<double> list = [.. Point];
        Assert.Throws<NullReferenceException>(() => Holders.OfList(null!, 1));
        Assert.Throws<NullReferenceException>(() => Holders.OfListGradient(null!, 1, g));
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OfListGradient(list, 1, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holders.OfMemory(Point, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holders.OfMemoryGradient(Point, 5, g));
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OfMemoryGradient(Point, 0, new double[3]));
        double[] same = [.. Point];
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OverwrittenGradient(same, same));
        Assert.Equal(Point, same);
    }

    private static List<double> Fill(List<double> list, double[] elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            list[i] = elements[i];
        }

        return list;
    }
}

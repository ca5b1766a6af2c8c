using System.Numerics;
using System.Runtime.InteropServices;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Arrays and spans of structs: their derivatives are structs of the same type.</summary>
public sealed class StructBufferTests
{
    private const double Step = 1e-6;

    [Fact]
    public void Each_number_has_its_derivative_in_the_same_member()
    {
        Track[] tracks = [new(1, 2) { C = 3, Hidden = 4, End = new Mark { X = 5, Y = 6 } }, new(7, 8)];
        var gradient = new Track[2];
        double value = StructBuffers.WeightedGradient(tracks, gradient);
        Assert.Equal(StructBuffers.Weighted(tracks), value);
        Assert.Equal([(1, 3, 5, 7, 11, 13), (2, 6, 10, 14, 22, 26)], gradient.Select(static g => (g.A, g.B, g.C, g.End.X, g.End.Y, g.Hidden)));
    }

    [Fact]
    public void Numbers_of_System_Numerics_have_theirs_in_the_same_member()
    {
        Vector2[] v2 = new Vector2[2], g2 = new Vector2[2];
        Vector3[] v3 = new Vector3[2], g3 = new Vector3[2];
        Vector4[] v4 = new Vector4[1], g4 = new Vector4[1];
        Quaternion[] q = new Quaternion[1], gq = new Quaternion[1];
        Plane[] p = new Plane[2], gp = new Plane[2];
        Matrix3x2[] m = new Matrix3x2[1], gm = new Matrix3x2[1];
        Matrix4x4[] n = new Matrix4x4[2], gn = new Matrix4x4[2];
        StructBuffers.NumericsGradient(v2, v3, v4, q, p, m, n, g2, g3, g4, gq, gp, gm, gn);
        Assert.Equal([default, new Vector2(1, 2)], g2);
        Assert.Equal([default, new Vector3(3, 4, 5)], g3);
        Assert.Equal([new Vector4(6, 7, 8, 9)], g4);
        Assert.Equal([new Quaternion(10, 11, 12, 13)], gq);
        Assert.Equal([default, new Plane(14, 15, 16, 17)], gp);
        Assert.Equal([new Matrix3x2(18, 19, 20, 21, 22, 23)], gm);
        Assert.Equal([default, new Matrix4x4(24, 25, 0, 0, 26, 0, 0, 0, 0, 0, 0, 27, 28, 0, 0, 29)], gn);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Read_elements_agree_in_every_mode(int count)
        => Agrees(
            count,
            static (marks, by) => StructBuffers.Chain(marks, by),
            static (marks, by, g) => StructBuffers.ChainGradient(marks, by, g),
            static (marks, by, t, s) => StructBuffers.ChainJvp(marks, by, t, s),
            static (marks, by, seed, g) => Backward((Mark[] m, double b, ref double d) => StructBuffers.ChainBackward(m, b, seed, g, ref d), marks, by),
            static (marks, by, j, k) => StructBuffers.ChainJacobian(marks, by, j, k),
            static (marks, by, g, h) => StructBuffers.ChainHessian(marks, by, g, h),
            static (marks, by, v, g, w) => StructBuffers.ChainHessianVectorProduct(marks, by, v, g, w));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Written_elements_agree_in_every_mode(int count)
        => Agrees(
            count,
            static (marks, by) => StructBuffers.Relax(marks, by),
            static (marks, by, g) => StructBuffers.RelaxGradient(marks, by, g),
            static (marks, by, t, s) => StructBuffers.RelaxJvp(marks, by, t, s),
            static (marks, by, seed, g) => Backward((Mark[] m, double b, ref double d) => StructBuffers.RelaxBackward(m, b, seed, g, ref d), marks, by),
            static (marks, by, j, k) => StructBuffers.RelaxJacobian(marks, by, j, k),
            static (marks, by, g, h) => StructBuffers.RelaxHessian(marks, by, g, h),
            static (marks, by, v, g, w) => StructBuffers.RelaxHessianVectorProduct(marks, by, v, g, w));

    [Fact]
    public void Rows_of_a_Jacobian_are_the_numbers_that_are_written()
    {
        Mark[] marks = [new() { X = 1, Y = 2 }, new() { X = -1, Y = 0.5 }];
        double[] jacobian = new double[16], angle = new double[4];
        StructBuffers.TurnJacobian([.. marks], 0.3, jacobian, angle);
        (double c, double s) = (Math.Cos(0.3), Math.Sin(0.3));
        Assert.Equal([c, -s, 0, 0, s, c, 0, 0, 0, 0, c, -s, 0, 0, s, c], jacobian);
        Mark[] turned = [.. marks], tangents = [new() { X = 1 }, new() { Y = 1 }];
        StructBuffers.TurnJvp(turned, 0.3, tangents, 0);
        Assert.Equal([(c, s), (-s, c)], tangents.Select(static t => (t.X, t.Y)));
        Assert.Equal([-turned[0].Y, turned[0].X, -turned[1].Y, turned[1].X], angle, static (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Members_that_write_their_struct_write_the_element()
    {
        double[] numbers = [1, 2, 3, 4, 5, 6, 0.5, -1, 0.25, 0.75, 2, -3];
        Track[] At(double[] x) => [.. x.Chunk(6).Select(static c => new Track(c[0], c[1]) { C = c[2], End = new Mark { X = c[3], Y = c[4] }, Hidden = c[5] })];
        Track[] tracks = At(numbers), after = At(numbers), gradient = new Track[2];
        double expected = StructBuffers.Shifted(after, 0.3);
        (double value, double by) = StructBuffers.ShiftedGradient(tracks, 0.3, gradient);
        Assert.Equal(expected, value);
        Assert.Equal(after, tracks);
        double[] partials = [.. gradient.SelectMany(static g => new[] { g.A, g.B, g.C, g.End.X, g.End.Y, g.Hidden })];
        for (int i = 0; i < numbers.Length; i++)
        {
            double[] up = [.. numbers], down = [.. numbers];
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((StructBuffers.Shifted(At(up), 0.3) - StructBuffers.Shifted(At(down), 0.3)) / (2 * Step), partials[i], 1e-6);
        }

        Assert.Equal((StructBuffers.Shifted(At(numbers), 0.3 + Step) - StructBuffers.Shifted(At(numbers), 0.3 - Step)) / (2 * Step), by, 1e-6);
    }

    [Fact]
    public void Tuples_that_the_method_makes_are_followed()
    {
        double[] x = [0.5, -1, 2, 0.75], gradient = new double[4];
        StructBuffers.MadeGradient(x, gradient);
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((StructBuffers.Made(up) - StructBuffers.Made(down)) / (2 * Step), gradient[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MinValue + 1)]
    [InlineData(1 << 30)]
    [InlineData(int.MaxValue)]
    public void An_element_that_is_not_there_is_out_of_range(int index)
    {
        var marks = new Mark[3];
        Assert.Throws<IndexOutOfRangeException>(() => StructBuffers.Far(marks, index));
        Assert.Throws<IndexOutOfRangeException>(() => StructBuffers.FarGradient(marks, index, new Mark[3]));
        Assert.Throws<IndexOutOfRangeException>(() => StructBuffers.FarBackward(marks, index, 1, new Mark[3]));
    }

    [Fact]
    public void Destinations_are_checked_before_anything_is_written()
    {
        var marks = new Mark[3];
        Assert.Equal("marksGradient", Assert.Throws<ArgumentException>(() => StructBuffers.RelaxGradient(marks, 1, new Mark[2])).ParamName);
        Assert.Equal("marksGradient", Assert.Throws<ArgumentException>(() => StructBuffers.RelaxGradient(marks, 1, marks)).ParamName);
        double[] shared = new double[24];
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => StructBuffers.ChainHessianVectorProduct(MemoryMarshal.Cast<double, Mark>(shared.AsSpan(0, 6)), 1, new double[7], shared.AsSpan(5, 7), new double[7])).ParamName);
        Assert.Throws<NullReferenceException>(() => StructBuffers.RelaxGradient(null!, 1, []));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Mark[] marks = [.. Enumerable.Range(0, 50).Select(static i => new Mark { X = Math.Sin(i), Y = i })], gradient = new Mark[50];
        StructBuffers.ChainGradient(marks, 0.5, gradient);
        StructBuffers.RelaxGradient(marks, 0.01, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        StructBuffers.ChainGradient(marks, 0.5, gradient);
        StructBuffers.RelaxGradient(marks, 0.01, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private delegate double Adjoint(Mark[] marks, double by, ref double adjoint);

    private static (double Value, double By) Backward(Adjoint backward, Mark[] marks, double by)
    {
        double adjoint = 0;
        return (backward(marks, by, ref adjoint), adjoint);
    }

    private delegate double Jacobian(Mark[] marks, double by, double[] jacobian, double[] rows);

    private static void Agrees(
        int count,
        Func<Mark[], double, double> value,
        Func<Mark[], double, Mark[], (double Value, double By)> gradient,
        Func<Mark[], double, Mark[], double, (double Value, double Tangent)> tangent,
        Func<Mark[], double, double, Mark[], (double Value, double By)> backward,
        Jacobian jacobian,
        Func<Mark[], double, double[], double[], double> hessian,
        Func<Mark[], double, double[], double[], double[], double> product)
    {
        int n = (2 * count) + 1;
        double[] x = [.. Enumerable.Range(0, n).Select(static i => Math.Sin((2 * i) + 1) + 0.1)];
        static Mark[] At(double[] x) => [.. x[..^1].Chunk(2).Select(static c => new Mark { X = c[0], Y = c[1] })];
        static double[] Laid(Mark[] marks, double by) => [.. marks.SelectMany(static m => new[] { m.X, m.Y }), by];
        Mark[] destination = [.. Enumerable.Repeat(new Mark { X = double.NaN, Y = 1 }, count)];
        (double given, double last) = gradient(At(x), x[^1], destination);
        double[] partials = Laid(destination, last);
        Assert.Equal(value(At(x), x[^1]), given);
        for (int i = 0; i < n; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((value(At(up), up[^1]) - value(At(down), down[^1])) / (2 * Step), partials[i], 1e-7);
        }

        double[] direction = [.. Enumerable.Range(0, n).Select(static i => Math.Cos(i))];
        double along = direction.Zip(partials, static (v, g) => v * g).Sum();
        Assert.Equal(along, tangent(At(x), x[^1], At(direction), direction[^1]).Tangent, 1e-12);

        var adjoints = new Mark[count];
        (given, last) = backward(At(x), x[^1], 2, adjoints);
        Assert.Equal(value(At(x), x[^1]), given);
        Assert.Equal(partials.Select(static g => 2 * g), Laid(adjoints, last), static (a, b) => Math.Abs(a - b) < 1e-12);

        double[] columns = new double[2 * count], rows = new double[1];
        jacobian(At(x), x[^1], columns, rows);
        Assert.Equal(partials, [.. columns, .. rows], static (a, b) => Math.Abs(a - b) < 1e-12);

        double[] first = new double[n], second = new double[n * n], own = new double[n], along2 = new double[n];
        hessian(At(x), x[^1], first, second);
        product(At(x), x[^1], direction, own, along2);
        Assert.Equal(partials, first, static (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(partials, own, static (a, b) => Math.Abs(a - b) < 1e-12);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(Enumerable.Range(0, n).Sum(j => second[(i * n) + j] * direction[j]), along2[i], 1e-10);
            double[] up = [.. x], down = [.. x];
            up[i] += Step;
            down[i] -= Step;
            Mark[] above = new Mark[count], below = new Mark[count];
            double[] high = Laid(above, gradient(At(up), up[^1], above).By), low = Laid(below, gradient(At(down), down[^1], below).By);
            for (int j = 0; j < n; j++)
            {
                Assert.Equal((high[j] - low[j]) / (2 * Step), second[(j * n) + i], 1e-6);
            }
        }
    }
}

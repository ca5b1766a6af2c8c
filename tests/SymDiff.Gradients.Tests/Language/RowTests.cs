using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Arrays of arrays: parameters whose derivative has rows of the same lengths.</summary>
public sealed class RowTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3, -1.5, 0.6];

    public delegate double Gradient(double[][] a, double[][] g);

    public delegate (double Value, double Tangent) Tangent(double[][] a, double[][] t);

    [Theory]
    [InlineData(3, 0, 2, 1)]
    [InlineData(1, 5)]
    [InlineData(6)]
    [InlineData(1, 1, 1, 1, 1, 1)]
    public void Both_indices(params int[] lengths)
        => Agrees(lengths, Rows.Weighted, Rows.WeightedGradient, Rows.WeightedJvp);

    [Theory]
    [InlineData(0.5, 3, 0, 2, 1)]
    [InlineData(3, 1, 5)]
    public void Each_row(double scale, params int[] lengths)
        => Agrees(
            lengths,
            a => Rows.EachRow(a, scale),
            (a, g) => Rows.EachRowGradient(a, scale, g).Value,
            (a, t) => Rows.EachRowJvp(a, scale, t, 0));

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(2, 0, 4)]
    [InlineData(6)]
    public void Overwritten_elements(params int[] lengths)
        => Agrees(lengths, Rows.Sweep, Rows.SweepGradient, Rows.SweepJvp);

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(2, 0, 4)]
    public void Rows_go_to_marked_callees(params int[] lengths)
    {
        double[] x = [0.5, 2, -1, 1.5], dx = new double[4], tx = new double[4];
        Agrees(lengths, a => Rows.Calls(a, x), (a, g) => Rows.CallsGradient(a, x, g, dx), (a, t) => Rows.CallsJvp(a, x, t, tx), allocates: true);
        Assert.DoesNotContain(0.0, dx.AsSpan(0, 2).ToArray());
    }

    [Fact]
    public void Two_of_them()
        => Agrees(
            [2, 1, 2, 1],
            a => Rows.Product(a[..2], a[2..]),
            (a, g) => Rows.ProductGradient(a[..2], a[2..], g[..2], g[2..]),
            (a, t) => Rows.ProductJvp(a[..2], a[2..], t[..2], t[2..]),
            allocates: true);

    [Fact]
    public void Over_a_type_parameter()
        => Agrees([3, 1, 2], Rows.Generic, Rows.GenericGradient, Rows.GenericJvp);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_under_other_names(bool first)
        => Agrees([2, 1, 3], a => Rows.Names(a, first), (a, g) => Rows.NamesGradient(a, first, g), (a, t) => Rows.NamesJvp(a, first, t));

    [Fact]
    public void Constant_rows_take_no_derivative()
    {
        double[][] weights = [[0.5, 1], [2]];
        int[] which = [1, 0, 1];
        Triangle.Agrees(
            (x, y) => Rows.Selected(x, y, weights, which),
            (x, y) => Rows.SelectedGradient(x, y, weights, which),
            (x, y, tx, ty) => Rows.SelectedJvp(x, y, weights, which, tx, ty),
            0.75,
            -0.5);
    }

    [Fact]
    public void Backward_adds_to_rows_that_are_not_written()
    {
        double[][] a = [[3, 4], [], [1]], adjoint = [[1, 1], [], [1]], gradient = [[9, 9], [], [9]];
        Rows.WeightedGradient(a, gradient);
        Rows.WeightedBackward(a, 2, adjoint);
        Assert.Equal(gradient.SelectMany(static r => r).Select(static g => 1 + 2 * g), adjoint.SelectMany(static r => r));
    }

    [Fact]
    public void Wrong_destinations_are_refused_before_anything_is_written()
    {
        double[][] a = [[1, 2], [3]];
        Refused("aGradient", [[9, 9]], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [[9], [9, 9]], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [[9, 9], null!], g => Rows.SweepGradient(a, g));
        Refused("aGradient", [a[0], [9]], g => Rows.SweepGradient(a, g));
        double[] twice = [9];
        Refused("aGradient", [twice, twice], g => Rows.SweepGradient([[1], [2]], g));
        Refused("a", [[9], [9]], g => Rows.SweepGradient([twice, twice], g));
        Refused("a", [[9], [9]], g => Rows.SweepForward([twice, twice], new Workspace()));
        Refused("a", [[9], [9]], g => Rows.WeightedGradient([[1], null!], g));
        Refused("bGradient", [[9, 9], [9]], g => Rows.ProductGradient(a, [[1], [2]], g, [g[1], [0]]));
        Refused("b", [[9, 9], [9]], g => Rows.ProductGradient(a, [[0, 0], a[1]], g, [[0, 0], [0]]));
        Assert.Equal([1, 2, 3], a.SelectMany(static r => r));
        double[] x = [1, 2];
        Refused("aGradient", [[9, 9], [9]], g => Rows.CallsGradient([[1, 2], [3]], g[0], g, new double[2]));
        Assert.Throws<ArgumentNullException>("aGradient", () => Rows.SweepGradient(a, null!));
        Assert.Throws<NullReferenceException>(() => Rows.SweepGradient(null!, [[9]]));

        // One that is only read may be two rows.
        Assert.Equal(Rows.Weighted([x, x]), Rows.WeightedGradient([x, x], [[0, 0], [0, 0]]));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(300)]
    public void Shared_rows_are_found_among_many(int count)
    {
        double[][] a = [.. Enumerable.Range(0, count).Select(static i => new double[] { i })], g = [.. a.Select(static _ => new double[1])];
        Rows.SweepGradient([.. a.Select(static r => r.ToArray())], g);
        double[][] shared = [.. g];
        shared[count - 1] = shared[count / 2];
        Assert.Throws<ArgumentException>("aGradient", () => Rows.SweepGradient(a, shared));
        shared[count - 1] = a[3];
        Assert.Throws<ArgumentException>("aGradient", () => Rows.SweepGradient(a, shared));
        Assert.Equal(Enumerable.Range(0, count).Select(static i => (double)i), a.Select(static r => r[0]));
        double[][] empty = [.. Enumerable.Repeat(Array.Empty<double>(), count)];
        Assert.Equal(1, Rows.WeightedGradient(empty, empty));
    }

    private static void Refused(string name, double[][] destination, Action<double[][]> call)
    {
        double[] before = [.. destination.SelectMany(static r => r ?? [])];
        Assert.Throws<ArgumentException>(name, () => call(destination));
        Assert.Equal(before, destination.SelectMany(static r => r ?? []));
    }

    /// <summary>The triangle over the elements of rows of these lengths, in order.</summary>
    private static void Agrees(int[] lengths, Func<double[][], double> f, Gradient gradient, Tangent tangent, bool allocates = false)
    {
        double[] point = Point[..lengths.Sum()];
        double[][] a = Of(lengths, point), d = Of(lengths, point);
        double Run(ReadOnlySpan<double> p, Func<double> run, Span<double> left)
        {
            Fill(a, p);
            double value = run();
            Read(a, left);
            return value;
        }

        BufferGradient reverse = (p, g) =>
        {
            Fill(a, p);
            foreach (double[] row in d)
            {
                Array.Fill(row, double.NaN);
            }

            double value = gradient(a, d);
            Read(a, p);
            Read(d, g);
            return value;
        };
        BufferTangent forward = (p, t) =>
        {
            Fill(a, p);
            Fill(d, t);
            (double, double) both = tangent(a, d);
            Read(a, p);
            return both;
        };
        double F(double[] p) => Run(p, () => f(a), p);
        if (allocates)
        {
            Triangle.AgreesAndAllocates(F, reverse, forward, point);
        }
        else
        {
            Triangle.Agrees(F, reverse, forward, point);
        }
    }

    private static double[][] Of(int[] lengths, ReadOnlySpan<double> elements)
    {
        double[][] rows = [.. lengths.Select(static n => new double[n])];
        Fill(rows, elements);
        return rows;
    }

    private static void Fill(double[][] rows, ReadOnlySpan<double> elements)
    {
        foreach (double[] row in rows)
        {
            elements[..row.Length].CopyTo(row);
            elements = elements[row.Length..];
        }
    }

    private static void Read(double[][] rows, Span<double> elements)
    {
        foreach (double[] row in rows)
        {
            row.CopyTo(elements);
            elements = elements[row.Length..];
        }
    }
}

namespace SymDiff.Tests;

/// <summary>Values against exact ones and against each other; derivatives against their closed forms, forward mode and differences.</summary>
public sealed class LinearAlgebraTests
{
    // The zero in the corner needs pivoting. The determinant is 13, the inverse is in thirteenths.
    private static readonly double[] Matrix = [0, 2, 1, 1, -1, 3, 2, 1, 1];
    private static readonly double[] Thirteenths = [-4, -1, 7, 5, -2, 1, 3, 4, -2];

    [Fact]
    public void Solve_pivots_and_its_adjoints_are_those_of_the_transposed_system()
    {
        double[] b = [5, 8, 7];
        double[] point = [.. Matrix, .. b];
        double[] x = Thirteen(row => (Thirteenths[3 * row] * b[0]) + (Thirteenths[(3 * row) + 1] * b[1]) + (Thirteenths[(3 * row) + 2] * b[2]));
        Approx.Equal(x, Solving.Value(point), 1e-15);
        double[][] jacobian = Solving.At(point);
        for (int i = 0; i < 3; i++)
        {
            // l of a unit adjoint is a row of the inverse.
            double[] l = Thirteen(j => Thirteenths[(3 * i) + j]);
            Approx.Equal(l, jacobian[i].AsSpan(9), 1e-13);
            Approx.Equal([.. l.SelectMany(row => x.Select(column => -row * column))], jacobian[i].AsSpan(0, 9), 1e-13, 1e-15);
        }
    }

    [Fact]
    public void Solve_of_floats_of_one_equation_and_of_none()
    {
        float[] x = new float[2];
        Functions.Solve([0f, 2, 4, 0], [6f, 8], x);
        Assert.Equal([2f, 3], x);
        double[] single = new double[1];
        Functions.Solve([4.0], [2.0], single);
        Assert.Equal([0.5], single);
        Functions.Solve(ReadOnlySpan<double>.Empty, ReadOnlySpan<double>.Empty, []);
    }

    private static readonly JacobianCheck Solving = new(
        p => Into(3, x => Functions.Solve(p.AsSpan(0, 9), p.AsSpan(9), x)),
        (p, g) => Into(12, adjoint => Functions.SolveBackward(p.AsSpan(0, 9), p.AsSpan(9), new double[3], adjoint.AsSpan(0, 9), adjoint.AsSpan(9), [.. g])),
        (p, t) => Into(3, tangent => Functions.SolveJvp(p.AsSpan(0, 9), p.AsSpan(9), new double[3], t.AsSpan(0, 9), t.AsSpan(9), tangent)));

    [Fact]
    public void Inverse_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(9, result => Functions.Inverse(p, 3, result)),
            (p, g) => Into(9, adjoint => Functions.InverseBackward(p, 3, new double[9], adjoint, [.. g])),
            (p, t) => Into(9, tangent => Functions.InverseJvp(p, 3, new double[9], t, tangent)));
        double[] inverse = [.. Thirteenths.Select(v => v / 13)];
        Approx.Equal(inverse, check.Value(Matrix), 1e-14, 1e-16);
        double[][] jacobian = check.At(Matrix);
        for (int i = 0; i < 81; i++)
        {
            (int row, int column, int j, int k) = (i / 27, i / 9 % 3, i / 3 % 3, i % 3);
            Approx.Equal(-inverse[(3 * row) + j] * inverse[(3 * k) + column], jacobian[i / 9][i % 9], 1e-12, 1e-15);
        }

        float[] single = new float[4];
        Functions.Inverse([0f, 2, 4, 0], 2, single);
        Assert.Equal([0f, 0.25f, 0.5f, 0], single);
    }

    [Fact]
    public void A_singular_matrix_has_no_solution_and_no_inverse()
    {
        Assert.Throws<ArithmeticException>(() => Functions.Solve([1.0, 2, 2, 4], [1.0, 1], new double[2]));
        Assert.Throws<ArithmeticException>(() => Functions.Inverse([0.0], 1, new double[1]));
        Assert.Throws<ArithmeticException>(() => Functions.SolveBackward([1.0, 2, 2, 4], [1.0, 1], new double[2], new double[4], new double[2], new double[2]));
        Assert.Equal(double.NegativeInfinity, Functions.LogDet([1.0, 2, 2, 4], 2));
    }

    [Theory]
    [InlineData(1e200, 1e200, 921.03403719761827361)]
    [InlineData(1e-200, 1e-200, -921.03403719761827361)]
    [InlineData(-1e200, 1e-200, 0.0)]
    public void LogDet_neither_overflows_nor_underflows(double a, double b, double expected)
    {
        double[] gradient = new double[4];
        Approx.Equal(expected, Functions.LogDet([0, a, b, 0], 2), 4e-16, 1e-13);
        Approx.Equal(expected, Functions.LogDetGradient([0, a, b, 0], 2, gradient), 4e-16, 1e-13);
        Approx.Equal([0, 1 / a, 1 / b, 0], gradient, 1e-15);
    }

    [Fact]
    public void The_gradient_of_LogDet_is_the_transposed_inverse()
    {
        var check = new JacobianCheck(
            p => [Functions.LogDet(p, 3)],
            (p, g) => Into(9, adjoint => Functions.LogDetGradient(p, 3, adjoint)),
            (p, t) => [Functions.LogDetJvp(p, 3, t).Tangent]);
        Approx.Equal(Math.Log(13), check.Value(Matrix)[0], 1e-15);
        Approx.Equal([.. Enumerable.Range(0, 9).Select(i => Thirteenths[(i % 3 * 3) + (i / 3)] / 13)], check.At(Matrix)[0], 1e-13, 1e-15);
        Assert.Equal(MathF.Log(8), Functions.LogDet([0f, 2, 4, 0], 2));
    }

    /// <summary>Regular, singular, of rank n - 1, n - 2 and 0.</summary>
    [Theory]
    [InlineData(new[] { 5.0 })]
    [InlineData(new[] { 0.0 })]
    [InlineData(new[] { 1.0, 2, 3, 4 })]
    [InlineData(new[] { 1.0, 2, 2, 4 })]
    [InlineData(new[] { 0.0, 0, 0, 0 })]
    [InlineData(new[] { 0.0, 3, 0, 0 })]
    [InlineData(new[] { 0.0, 2, 1, 1, -1, 3, 2, 1, 1 })]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(new[] { 1.0, 2, 3, 2, 4, 6, 3, 6, 9 })]
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new[] { 2.0, 1, 0, 3, 1, -1, 2, 2, 0, 4, 1, -2, 3, 0, 2, 5 })]
    [InlineData(new[] { 2.0, 1, 0, 3, 1, -1, 2, 2, 3, 0, 2, 5, 0, 4, 1, -2 })]
    [InlineData(new[] { 2.0, 1, 0, 3, 1, -1, 2, 2, 3, 0, 2, 5, 1, 2, -2, 1 })]
    [InlineData(new[] { 1e-3, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 })]
    public void The_gradient_of_Det_is_the_matrix_of_cofactors(double[] matrix)
    {
        int n = (int)Math.Sqrt(matrix.Length);
        double scale = matrix.Select(Math.Abs).Max() * 8;
        double[] gradient = Enumerable.Repeat(double.NaN, matrix.Length).ToArray();
        double det = Functions.DetGradient(matrix, n, gradient);
        Assert.Equal(det, Functions.Det(matrix, n));
        Approx.Equal(Leibniz(matrix, n), det, 1e-14, 1e-15 * Math.Pow(scale, n));
        double[] cofactors = [.. Enumerable.Range(0, n * n).Select(i => Cofactor(matrix, n, i / n, i % n))];
        Approx.Equal(cofactors, gradient, 1e-13, 1e-15 * Math.Pow(scale, n - 1));
        for (int i = 0; i < matrix.Length; i++)
        {
            double[] direction = new double[matrix.Length];
            direction[i] = 1;
            Approx.Equal(gradient[i], Functions.DetJvp(matrix, n, direction).Tangent, 1e-13, 1e-15 * Math.Pow(scale, n - 1));
        }

        float[] single = new float[matrix.Length];
        Assert.Equal(det, Functions.DetGradient(Array.ConvertAll(matrix, v => (float)v), n, single), 1e-6 * Math.Pow(scale, n));
        Approx.Equal(cofactors, Array.ConvertAll(single, v => (double)v), 1e-5, 1e-6 * Math.Pow(scale, n - 1));
    }

    [Fact]
    public void Cholesky_and_its_Jacobian()
    {
        var check = new JacobianCheck(
            p => Into(9, result => Functions.Cholesky(p, 3, result)),
            (p, g) => Into(9, adjoint => Functions.CholeskyBackward(p, 3, new double[9], adjoint, [.. g])),
            (p, t) => Into(9, tangent => Functions.CholeskyJvp(p, 3, new double[9], t, tangent)));

        // What is above the diagonal is not read.
        double[] matrix = [4, 99, -99, 2, 10, double.NaN, -6, 3, 19];
        Approx.Equal([2, 0, 0, 1, 3, 0, -3, 2, Math.Sqrt(6)], check.Value(matrix), 1e-15);
        double[][] jacobian = check.At(4, 0, 0, 2, 10, 0, -6, 3, 19);
        Approx.Equal([0.25, 0, 0, 0, 0, 0, 0, 0, 0], jacobian[0]);
        Approx.Equal([-0.125, 0, 0, 0.5, 0, 0, 0, 0, 0], jacobian[3]);
        Assert.Equal(new double[9], jacobian[1]);
        float[] single = new float[4];
        Functions.Cholesky([4f, 0, 2, 10], 2, single);
        Assert.Equal([2f, 0, 1, 3], single);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 2, 1 })]
    [InlineData(new[] { 1.0, 1, 1, 1 })]
    [InlineData(new[] { -1.0 })]
    [InlineData(new[] { double.NaN })]
    public void Cholesky_refuses_what_is_not_positive_definite(double[] matrix)
    {
        int n = (int)Math.Sqrt(matrix.Length);
        Assert.Throws<ArithmeticException>(() => Functions.Cholesky(matrix, n, new double[matrix.Length]));
        Assert.Throws<ArithmeticException>(() => Functions.CholeskyBackward(matrix, n, new double[matrix.Length], new double[matrix.Length], new double[matrix.Length]));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("matrix", () => Functions.Solve([1.0, 2], [1.0, 2], new double[2]));
        Assert.Throws<ArgumentException>("x", () => Functions.Solve([1.0], [1.0], new double[2]));
        Assert.Throws<ArgumentException>("matrix", () => Functions.Inverse([1.0, 2], 1, new double[1]));
        Assert.Throws<ArgumentException>("result", () => Functions.Inverse([1.0], 1, new double[2]));
        Assert.Throws<ArgumentException>("matrix", () => Functions.Det([1.0, 2], 1));
        Assert.Throws<ArgumentException>("matrix", () => Functions.LogDet([1.0], -1));
        Assert.Throws<ArgumentException>("matrix", () => Functions.Cholesky([1.0, 2], 1, new double[1]));
        Assert.Throws<ArgumentException>("result", () => Functions.Cholesky([1.0], 1, new double[2]));
    }

    private static double Cofactor(double[] matrix, int n, int row, int column)
    {
        double[] minor = [.. matrix.Where((_, i) => i / n != row && i % n != column)];
        return ((row + column) % 2 == 0 ? 1 : -1) * Leibniz(minor, n - 1);
    }

    /// <summary>By expansion along the first row: no division, and exact for small integers.</summary>
    private static double Leibniz(double[] matrix, int n) =>
        n == 0 ? 1 : Enumerable.Range(0, n).Sum(j => matrix[j] * Cofactor(matrix, n, 0, j));

    private static double[] Thirteen(Func<int, double> numerator) => [.. Enumerable.Range(0, 3).Select(i => numerator(i) / 13)];

    private static double[] Into(int length, Action<double[]> write)
    {
        double[] result = new double[length];
        write(result);
        return result;
    }
}

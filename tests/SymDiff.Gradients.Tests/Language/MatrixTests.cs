using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class MatrixTests
{
    private static readonly double[,] Wide = { { 0.75, -0.5, 1.25 }, { 0.3, 0.9, -1.1 } };
    private static readonly double[,] Square = { { 0.2, -1.5, 0.7 }, { 1.1, 0.4, -0.3 }, { -0.6, 0.8, 1.9 } };

    public static TheoryData<string> Functions => [.. Cases.Keys];

    private static readonly Dictionary<string, (Func<double[,], double> F, MatrixTriangle.Gradient Gradient, Func<double[,], double[,], (double, double)> Jvp, Second Product, Second Hessian, double[,] Point, bool Allocates)> Cases = new()
    {
        ["Elements read by two indices"] = (Matrices.Frobenius, Matrices.FrobeniusGradient, Matrices.FrobeniusJvp, Matrices.FrobeniusHessianVectorProduct, (x, _, g, h) => Matrices.FrobeniusHessian(x, g, h), Wide, false),
        ["Each element, some passed over"] = (Matrices.EachElement, Matrices.EachElementGradient, Matrices.EachElementJvp, Matrices.EachElementHessianVectorProduct, (x, _, g, h) => Matrices.EachElementHessian(x, g, h), Wide, false),
        ["Each element up to one"] = (Matrices.UntilNegative, Matrices.UntilNegativeGradient, Matrices.UntilNegativeJvp, Matrices.UntilNegativeHessianVectorProduct, (x, _, g, h) => Matrices.UntilNegativeHessian(x, g, h), Wide, false),
        ["Local matrices that change places"] = (Matrices.Power, Matrices.PowerGradient, Matrices.PowerJvp, Matrices.PowerHessianVectorProduct, (x, _, g, h) => Matrices.PowerHessian(x, g, h), Wide, false),
        ["Elimination in place"] = (Matrices.Determinant, Matrices.DeterminantGradient, Matrices.DeterminantJvp, Matrices.DeterminantHessianVectorProduct, (x, _, g, h) => Matrices.DeterminantHessian(x, g, h), Square, false),
        ["Initialisers and assignments as values"] = (Matrices.Initialisers, Matrices.InitialisersGradient, Matrices.InitialisersJvp, Matrices.InitialisersHessianVectorProduct, (x, _, g, h) => Matrices.InitialisersHessian(x, g, h), Wide, false),
        ["Tables, a clone and indices that are data"] = (Matrices.Picked, Matrices.PickedGradient, Matrices.PickedJvp, Matrices.PickedHessianVectorProduct, (x, _, g, h) => Matrices.PickedHessian(x, g, h), Wide, false),
        ["Overwritten in a loop that ends by data"] = (Matrices.Relaxed, Matrices.RelaxedGradient, Matrices.RelaxedJvp, Matrices.RelaxedHessianVectorProduct, (x, _, g, h) => Matrices.RelaxedHessian(x, g, h), Wide, false),
        ["Made in every round, one of two"] = (Matrices.Chosen, Matrices.ChosenGradient, Matrices.ChosenJvp, Matrices.ChosenHessianVectorProduct, (x, _, g, h) => Matrices.ChosenHessian(x, g, h), Wide, false),
        ["A callee lowered in place"] = (Matrices.LoweredInPlace, Matrices.LoweredInPlaceGradient, Matrices.LoweredInPlaceJvp, Matrices.LoweredInPlaceHessianVectorProduct, (x, _, g, h) => Matrices.LoweredInPlaceHessian(x, g, h), Wide, false),
        ["Wiped by a callee"] = (Matrices.WipedByACallee, Matrices.WipedByACalleeGradient, Matrices.WipedByACalleeJvp, Matrices.WipedByACalleeHessianVectorProduct, (x, _, g, h) => Matrices.WipedByACalleeHessian(x, g, h), Wide, true),
        ["Two names and a reference"] = (Matrices.Aliases, Matrices.AliasesGradient, Matrices.AliasesJvp, Matrices.AliasesHessianVectorProduct, (x, _, g, h) => Matrices.AliasesHessian(x, g, h), Wide, true),
        ["Callees by contract"] = (Matrices.Callees, Matrices.CalleesGradient, Matrices.CalleesJvp, Matrices.CalleesHessianVectorProduct, (x, _, g, h) => Matrices.CalleesHessian(x, g, h), Wide, true),
    };

    private delegate double Second(double[,] point, ReadOnlySpan<double> direction, Span<double> gradient, Span<double> product);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Forward_and_reverse_agree_with_differences(string name)
    {
        var function = Cases[name];
        MatrixTriangle.Agrees(function.F, function.Gradient, function.Jvp, function.Point, function.Allocates);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Second_derivatives_lie_row_by_row(string name)
    {
        var function = Cases[name];
        int n = function.Point.Length;
        double[] gradient = Poison(n), hessian = Poison(n * n), again = Poison(n), product = Poison(n);
        var first = (double[,])function.Point.Clone();
        double[,] left = Copy(function.Point), argument = Copy(function.Point);
        double value = function.F(left);
        function.Gradient(Copy(function.Point), first);

        Assert.Equal(value, function.Hessian(argument, [], gradient, hessian));

        Assert.Equal(left, argument);
        AssertClose(Guard.Elements(first).ToArray(), gradient, 1e-12);
        for (int i = 0; i < n; i++)
        {
            var direction = new double[n];
            direction[i] = 1;
            Assert.Equal(value, function.Product(Copy(function.Point), direction, again, product));
            AssertClose(gradient, again, 1e-15);
            AssertClose(hessian.AsSpan(i * n, n).ToArray(), product, 1e-12);
            AssertClose(Differences(function.Gradient, function.Point, i), product, 1e-7);
        }
    }

    [Fact]
    public void A_matrix_and_flat_arrays_have_the_same_Jacobian()
    {
        double[] x = [0.5, -2, 1.5], da = Poison(12), dx = Poison(6);

        double[] y = Matrices.ProductJacobian(Wide, x, da, dx);

        Assert.Equal(Matrices.Product(Wide, x), y);
        Assert.Equal([.. x, 0, 0, 0, 0, 0, 0, .. x], da);
        Assert.Equal(Guard.Elements(Wide).ToArray(), dx);
    }

    [Fact]
    public void A_returned_matrix_has_a_row_for_each_element()
    {
        double[] jacobian = Poison(36);

        double[,] turned = Matrices.TransposedJacobian(Wide, jacobian);

        Assert.Equal(Matrices.Transposed(Wide), turned);
        for (int j = 0; j < 3; j++)
        {
            for (int i = 0; i < 2; i++)
            {
                var expected = new double[6];
                expected[(i * 3) + j] += Wide[i, 0];
                expected[i * 3] += Wide[i, j];
                Assert.Equal(expected, jacobian.AsSpan(((j * 2) + i) * 6, 6).ToArray());
            }
        }
    }

    [Fact]
    public void A_written_matrix_has_a_row_for_each_element()
    {
        double[,] a = Copy(Wide);
        double[] da = Poison(36), df = Poison(6);

        Matrices.ScaleJacobian(a, 3, da, df);

        for (int i = 0; i < 36; i++)
        {
            Assert.Equal(i / 6 == i % 6 ? 3 * Math.Cos(Wide[i / 6 / 3, i / 6 % 3]) : 0, da[i]);
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(Math.Sin(Wide[i / 3, i % 3]), df[i]);
            Assert.Equal(3 * df[i], a[i / 3, i % 3]);
        }
    }

    [Fact]
    public void Backward_of_a_returned_matrix_takes_an_adjoint_of_its_shape()
    {
        double[,] seed = { { 1, 2 }, { -1, 0.5 }, { 3, 0 } }, kept = Copy(seed), adjoint = new double[2, 3];

        Matrices.TransposedBackward(Wide, seed, adjoint);

        double inner = 0;
        double[,] tangent = { { 1, 0.5, -2 }, { 3, 0.25, 1 } };
        (_, double[,] pushed) = Matrices.TransposedJvp(Wide, tangent);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                inner += (seed[j, i] * pushed[j, i]) - (adjoint[i, j] * tangent[i, j]);
            }
        }

        Assert.Equal(0, inner, 1e-12);
        Assert.Equal(kept, seed);
        Assert.Equal("resultAdjoint", Assert.Throws<ArgumentException>(() => Matrices.TransposedBackward(Wide, new double[2, 3], adjoint)).ParamName);
    }

    [Fact]
    public void Several_directions_have_a_row_each()
    {
        double[] given = [1, 0, 0, 0, 0, 0, 0, 0.5, -1, 2, 0, 1], tangents = Poison(2), results = Poison(12);
        double[] changed = [.. given, 0, 0, 0, 0, 0, 0];
        Assert.Equal(Matrices.Relaxed(Copy(Wide)), Matrices.RelaxedJvp(Copy(Wide), 2, [.. given], tangents));
        Matrices.TransposedJvp(Wide, 2, given, results);
        Matrices.ScaleJvp(Copy(Wide), 3, 3, changed, [0, 0.25, 0]);
        for (int row = 0; row < 2; row++)
        {
            double[,] relaxed = Tangent(given, row), turned = Tangent(given, row), scaled = Tangent(given, row);
            Assert.Equal(Matrices.RelaxedJvp(Copy(Wide), relaxed).Tangent, tangents[row]);
            Assert.Equal(Guard.Elements(Matrices.TransposedJvp(Wide, turned).Tangent).ToArray(), results.AsSpan(row * 6, 6).ToArray());
            Matrices.ScaleJvp(Copy(Wide), 3, scaled, row * 0.25);
            Assert.Equal(Guard.Elements(scaled).ToArray(), changed.AsSpan(row * 6, 6).ToArray());
        }

        Assert.Equal(new double[6], changed.AsSpan(12).ToArray());
    }

    [Fact]
    public void Single_precision_and_constants()
    {
        float[,] a = { { 0.5f }, { -1.5f } }, left = (float[,])a.Clone(), gradient = new float[2, 1];
        double[,] b = { { 2, 3 } };
        double value = Matrices.Mixed(left, b, 0.75);

        (double same, double x) = Matrices.MixedGradient(a, b, 0.75, gradient);

        Assert.Equal(value, same);
        Assert.Equal(left, a);

        // sum = 0.75 (2 a0 + 3 a1), result = sum * 0.75 * 2 a0
        double sum = 0.75 * (1 - 4.5), first = 0.75;
        Assert.Equal((1.5 * first) + (1.5 * sum), gradient[0, 0], 1e-6);
        Assert.Equal(2.25 * first, gradient[1, 0], 1e-6);
        Assert.Equal(2 * sum * first / 0.75, x, 1e-6);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(-1, 2)]
    [InlineData(0, -1)]
    public void An_index_outside_its_own_dimension_is_the_methods_exception(int i, int j)
    {
        double[,] a = Copy(Wide), gradient = Copy(Wide);

        Assert.Throws<IndexOutOfRangeException>(() => Matrices.AtGradient(a, i, j, gradient));
        Assert.Equal(7, a[0, 0]);
        a[0, 0] = 1;
        Assert.Throws<IndexOutOfRangeException>(() => Matrices.AtJvp(a, i, j, gradient));
        Assert.Equal(7, a[0, 0]);
        a[0, 0] = 1;
        Assert.Throws<IndexOutOfRangeException>(() => Matrices.LocalAtGradient(a, 2, 3, i, j, gradient));
        Assert.Equal(7, a[0, 0]);
        Assert.Throws<OverflowException>(() => Matrices.LocalAtGradient(a, 2, -1, i, j, gradient));
        Assert.Throws<NullReferenceException>(() => Matrices.AtGradient(null!, i, j, gradient));
    }

    [Fact]
    public void A_destination_of_another_shape_is_named_before_anything_is_written()
    {
        double[,] a = Copy(Wide), other = new double[3, 2];
        other[0, 0] = 5;

        Assert.Equal("aGradient", Assert.Throws<ArgumentException>(() => Matrices.AtGradient(a, 0, 1, other)).ParamName);
        Assert.Equal("aGradient", Assert.Throws<ArgumentNullException>(() => Matrices.AtGradient(a, 0, 1, null!)).ParamName);
        Assert.Equal("aGradient", Assert.Throws<ArgumentException>(() => Matrices.AtGradient(a, 0, 1, a)).ParamName);
        Assert.Equal("aTangent", Assert.Throws<ArgumentException>(() => Matrices.AtJvp(a, 0, 1, other)).ParamName);
        var shifted = (double[,])Array.CreateInstance(typeof(double), [2, 3], [1, 0]);
        Assert.Equal("aGradient", Assert.Throws<ArgumentException>(() => Matrices.AtGradient(a, 0, 1, shifted)).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => Matrices.FrobeniusHessian(a, new double[5], new double[36])).ParamName);
        Assert.Equal("aJacobian", Assert.Throws<ArgumentException>(() => Matrices.ProductJacobian(a, new double[3], new double[11], new double[6])).ParamName);
        Assert.Equal(Wide, a);
        Assert.Equal(5, other[0, 0]);
    }

    [Fact]
    public void One_matrix_under_two_names_is_refused_where_one_is_written()
    {
        double[,] a = Copy(Wide), adjoint = Copy(Wide), other = Copy(Wide);

        Assert.Equal("b", Assert.Throws<ArgumentException>(() => Matrices.AddBackward(a, a, adjoint, other)).ParamName);
        Assert.Equal("bAdjoint", Assert.Throws<ArgumentException>(() => Matrices.AddBackward(a, other, adjoint, adjoint)).ParamName);
        Assert.Equal("aAdjoint", Assert.Throws<ArgumentException>(() => Matrices.AddBackward(a, other, other, adjoint)).ParamName);
        Assert.Equal("xAdjoint", Assert.Throws<ArgumentException>(() => Matrices.ProductBackward(a, new double[3], [1, 2], adjoint, Guard.Elements(adjoint)[..3])).ParamName);
        Assert.Equal(Wide, a);
    }

    [Fact]
    public void A_matrix_without_elements_has_an_empty_gradient()
    {
        Assert.Equal(1, Matrices.EachElementGradient(new double[3, 0], new double[3, 0]));
        Assert.Equal(1, Matrices.EachElementHessian(new double[0, 4], [], []));
    }

    private static double[,] Tangent(double[] rows, int row)
    {
        double[,] tangent = new double[2, 3];
        rows.AsSpan(row * 6, 6).CopyTo(Guard.Elements(tangent));
        return tangent;
    }

    private static double[,] Copy(double[,] matrix) => (double[,])matrix.Clone();

    private static double[] Poison(int length) => [.. Enumerable.Repeat(double.NaN, length)];

    private static double[] Differences(MatrixTriangle.Gradient gradient, double[,] point, int i)
    {
        double[] Of(double step)
        {
            double[,] moved = Copy(point), result = Copy(point);
            Guard.Elements(moved)[i] += step;
            gradient(moved, result);
            return Guard.Elements(result).ToArray();
        }

        const double Step = 1e-3;
        double[] a = Of(-2 * Step), b = Of(-Step), c = Of(Step), d = Of(2 * Step);
        return [.. a.Select((_, k) => (a[k] - (8 * b[k]) + (8 * c[k]) - d[k]) / (12 * Step))];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"Element {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}

namespace SymDiff.Gradients.Tests.Modes;

/// <summary><c>FJacobian</c>.</summary>
public sealed class JacobianTests
{
    [Fact]
    public void A_tuple_has_a_row_for_each_of_its_numbers()
    {
        double[] x = Poison(2), p = Poison(4);
        var f = new float[2];

        Assert.Equal(Jacobians.Pair(2, (3, 0.5), 4), Jacobians.PairJacobian(2, (3, 0.5), 4, x, p, f));

        Assert.Equal([3, 4], x);
        Assert.Equal([2, Math.Cos(0.5), 0, 0], p);
        Assert.Equal([0f, 2f], f);
    }

    [Fact]
    public void A_returned_array_has_a_row_for_each_element()
    {
        double[] x = [1.5, 2, -1], dx = Poison(12), ds = Poison(4);

        Assert.Equal(Jacobians.Chain(x, 0.3), Jacobians.ChainJacobian(x, 0.3, dx, ds));

        AssertDifferences(p => Jacobians.Chain(p[..3], p[3]), [.. x, 0.3], (i, j) => j < 3 ? dx[(i * 3) + j] : ds[i]);
    }

    [Fact]
    public void Every_row_finds_what_the_forward_half_cached()
    {
        double[] x = [0.4, 0.9, -0.2], dx = Poison(6);

        Assert.Equal(Jacobians.Caches(x), Jacobians.CachesJacobian(x, dx));

        AssertDifferences(Jacobians.Caches, x, (i, j) => dx[(i * 3) + j]);
    }

    [Fact]
    public void References_give_rows_after_the_result()
    {
        double x = 2, own = 2;
        double[] dx = Poison(3), dy = Poison(3);

        double value = Jacobians.ExchangeJacobian(ref x, 3, out double z, dx, dy);

        Assert.Equal(Jacobians.Exchange(ref own, 3, out double expected), value);
        Assert.Equal((own, expected), (x, z));
        AssertClose([3 * Math.Cos(6), 3, 36], dx);
        AssertClose([2 * Math.Cos(6), 3, 24], dy);
    }

    [Fact]
    public void Written_spans_give_rows_where_nothing_is_returned()
    {
        double[] a = [2, 3], b = [5, 7], c = new double[2], da = Poison(8), db = Poison(8), dc = Poison(8);

        Jacobians.WritesJacobian(a, b, c, da, db, dc);

        Assert.Equal([4, 9], a);
        Assert.Equal([10, 21], c);
        Assert.Equal([4, 0, 0, 6, 5, 0, 0, 7], da);
        Assert.Equal([0, 0, 0, 0, 2, 0, 0, 3], db);
        Assert.Equal(new double[8], dc);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_choice_of_one_array_is_that_array(bool flag)
    {
        double[] dx = Poison(2);

        Assert.Equal([16, 12], Jacobians.ChosenJacobian(4, flag, dx));

        Assert.Equal([8, 3], dx);
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused()
    {
        Assert.Equal("pJacobian", Assert.Throws<ArgumentException>(() => Jacobians.PairJacobian(2, (3, 0.5), 4, new double[2], new double[3], new float[2])).ParamName);
        Assert.Equal("sJacobian", Assert.Throws<ArgumentException>(() => Jacobians.ChainJacobian([1, 2], 0.3, new double[6], new double[2])).ParamName);
        var shared = new double[6];
        Assert.Throws<ArgumentException>(() => Jacobians.PairJacobian(2, (3, 0.5), 4, shared.AsSpan(0, 2), shared.AsSpan(1, 4), new float[2]));
    }

    private static void AssertDifferences(Func<double[], double[]> f, double[] point, Func<int, int, double> derivative)
    {
        const double H = 1e-3;
        for (int j = 0; j < point.Length; j++)
        {
            double[] At(double step)
            {
                double[] moved = [.. point];
                moved[j] += step;
                return f(moved);
            }

            double[] one = At(H), minus = At(-H), two = At(2 * H), minusTwo = At(-2 * H);
            for (int i = 0; i < one.Length; i++)
            {
                double difference = ((8 * (one[i] - minus[i])) - (two[i] - minusTwo[i])) / (12 * H);
                Assert.InRange(derivative(i, j) - difference, -1e-9, 1e-9);
            }
        }
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), static pair => Assert.InRange(pair.First - pair.Second, -1e-14 * Math.Abs(pair.First), 1e-14 * Math.Abs(pair.First)));

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}

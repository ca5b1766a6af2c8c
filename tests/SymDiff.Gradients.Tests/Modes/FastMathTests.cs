namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Methods that need not keep their bits: as right as those that do, at every length.</summary>
public sealed class FastMathTests
{
    // A few units in the last place of terms that add up to about a thousand times the result.
    private const double Tolerance = 1e-12;

    private delegate double Gradient(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> xGradient, Span<double> weightsGradient);

    [Fact]
    public void Rows_in_a_recurrent_loop_agree() => Agree(Rows.RecurrentGradient, Rows.FastRecurrentGradient);

    [Fact]
    public void Sums_over_rounds_agree() => Agree(Rows.SpreadGradient, Rows.FastSpreadGradient);

    [Fact]
    public void Values_keep_their_bits_unless_asked_otherwise()
    {
        for (int length = 0; length < 40; length++)
        {
            (double[] x, double[] weights) = Inputs(length);
            Assert.Equal(Rows.Recurrent(x, weights), Rows.RecurrentGradient(x, weights, new double[length], new double[4]));
            Assert.Equal(Rows.Spread(x, weights), Rows.SpreadGradient(x, weights, new double[length], new double[4]));
        }
    }

    private static void Agree(Gradient exact, Gradient fast)
    {
        for (int length = 0; length < 40; length++)
        {
            (double[] x, double[] weights) = Inputs(length);
            double[] expected = new double[length + 5], actual = new double[length + 5];
            expected[^1] = exact(x, weights, expected.AsSpan(0, length), expected.AsSpan(length, 4));
            actual[^1] = fast(x, weights, actual.AsSpan(0, length), actual.AsSpan(length, 4));
            double scale = expected.Max(Math.Abs);
            Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance * Math.Max(scale, 1)));
        }
    }

    private static (double[] X, double[] Weights) Inputs(int length)
    {
        var random = new Random(length);
        return ([.. Enumerable.Range(0, length).Select(_ => (4 * random.NextDouble()) - 2)], [0.7, -0.4, 0.3, 1.1]);
    }
}

using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Loops of no, one and ten million rounds.</summary>
public sealed class TripTests
{
    private const int Many = 10_000_000;

    /// <summary>More rounds than an <c>int</c> counts, where nothing is stored: seconds long, so on demand.</summary>
    private const string LongVariable = "SYMDIFF_LONG_LOOPS";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_rounds(int n)
    {
        Triangle.Agrees(x => Trips.Stored(x, n), x => Trips.StoredGradient(x, n), (x, t) => Trips.StoredJvp(x, n, t), 0.5);
        Triangle.Agrees(x => Trips.StoredWhile(x, n), x => Trips.StoredWhileGradient(x, n), (x, t) => Trips.StoredWhileJvp(x, n, t), 0.5);
        Triangle.Agrees(x => Trips.Nested(x, n), x => Trips.NestedGradient(x, n), (x, t) => Trips.NestedJvp(x, n, t), 0.5);
        Triangle.Agrees(x => Trips.Sum(x, n), x => Trips.SumGradient(x, n), (x, t) => Trips.SumJvp(x, n, t), 0.5);
    }

    [Fact]
    public void Ten_million_rounds_that_store_their_state() => Agree(n => Trips.StoredGradient(0.5, n), n => Trips.StoredJvp(0.5, n, 1), n => Trips.Stored(0.5, n), Many);

    [Fact]
    public void Ten_million_rounds_of_a_while_loop() => Agree(n => Trips.StoredWhileGradient(0.5, n), n => Trips.StoredWhileJvp(0.5, n, 1), n => Trips.StoredWhile(0.5, n), Many);

    [Fact]
    public void Ten_million_rounds_in_nested_loops() => Agree(n => Trips.NestedGradient(0.5, n), n => Trips.NestedJvp(0.5, n, 1), n => Trips.Nested(0.5, n), 3163);

    [Fact]
    public void Rounds_that_store_nothing()
    {
        long rounds = Environment.GetEnvironmentVariable(LongVariable) is null ? Many : (1L << 31) + 10;
        Assert.Equal((rounds * 0.5, rounds), Trips.SumGradient(0.5, rounds));
    }

    // Ten million slots are taken once; after that nothing is.
    private static void Agree(Func<int, (double Value, double X)> gradient, Func<int, (double Value, double Tangent)> tangent, Func<int, double> f, int n)
    {
        (double value, double x) = gradient(n);
        Assert.Equal(f(n), value);
        Assert.NotEqual(0, x);
        (double again, double forward) = tangent(n);
        Assert.Equal(value, again);
        Assert.Equal(x, forward, Math.Abs(x) * 1e-8);

        // A collection that another thread sets off is charged with what is left of this thread's share of the heap: what the
        // call itself allocates, it allocates every time.
        long least = long.MaxValue;
        (double Value, double X) second = default;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            second = gradient(n);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal((value, x), second);
    }
}

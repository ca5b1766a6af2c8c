using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Loops that come near the ends of their counter's type: the mirrored loop runs the same rounds.</summary>
public sealed class CounterTests
{
    private const int Least = int.MinValue;
    private const int Most = int.MaxValue;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(3, -3)]
    [InlineData(0, Least)]
    [InlineData(Most, Least)]
    [InlineData(Least, Least)]
    [InlineData(Least, Least + 3)]
    [InlineData(Most - 3, Most)]
    [InlineData(Most, Most)]
    public void Counting_up(int start, int end)
        => Triangle.Agrees(x => Counters.Up(x, start, end), x => Counters.UpGradient(x, start, end), (x, t) => Counters.UpJvp(x, start, end, t), 0.5);

    [Theory]
    [InlineData(0, -1)]
    [InlineData(2, 2)]
    [InlineData(Most, Least)]
    [InlineData(Least, Least)]
    [InlineData(Least, Least + 3)]
    [InlineData(Most - 3, Most - 1)]
    public void Counting_up_to_and_with(int start, int end)
        => Triangle.Agrees(x => Counters.UpInclusive(x, start, end), x => Counters.UpInclusiveGradient(x, start, end), (x, t) => Counters.UpInclusiveJvp(x, start, end, t), 0.5);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-3, 3)]
    [InlineData(0, Most)]
    [InlineData(Least, Most)]
    [InlineData(Most, Most)]
    [InlineData(Most, Most - 3)]
    [InlineData(Least + 3, Least)]
    public void Counting_down(int start, int end)
        => Triangle.Agrees(x => Counters.Down(x, start, end), x => Counters.DownGradient(x, start, end), (x, t) => Counters.DownJvp(x, start, end, t), 0.5);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(Least, Most)]
    [InlineData(Most, Most)]
    [InlineData(Most, Most - 3)]
    [InlineData(Least + 3, Least + 1)]
    public void Counting_down_to_and_with(int start, int end)
        => Triangle.Agrees(x => Counters.DownInclusive(x, start, end), x => Counters.DownInclusiveGradient(x, start, end), (x, t) => Counters.DownInclusiveJvp(x, start, end, t), 0.5);

    [Theory]
    [InlineData(Least)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Counting_up_from_zero_to_what_may_be_negative(int end)
        => Triangle.Agrees(x => Counters.FromZero(x, end), x => Counters.FromZeroGradient(x, end), (x, t) => Counters.FromZeroJvp(x, end, t), 0.5);

    [Fact]
    public void Literal_ends_of_the_type()
    {
        Triangle.Agrees(x => Counters.ToLiteral(x, Most - 3), x => Counters.ToLiteralGradient(x, Most - 3), (x, t) => Counters.ToLiteralJvp(x, Most - 3, t), 0.5);
        Triangle.Agrees(x => Counters.BelowLeast(x, 0), x => Counters.BelowLeastGradient(x, 0), (x, t) => Counters.BelowLeastJvp(x, 0, t), 0.5);
    }

    [Theory]
    [InlineData(long.MaxValue - 3, long.MaxValue)]
    [InlineData(long.MinValue + 1, long.MinValue + 4)]
    [InlineData(0, long.MinValue + 1)]
    public void Long_counter(long start, long end)
        => Triangle.Agrees(x => Counters.Long(x, start, end), x => Counters.LongGradient(x, start, end), (x, t) => Counters.LongJvp(x, start, end, t), 0.5);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 7)]
    [InlineData(Most - 4, Most)]
    [InlineData(Most - 5, Most)]
    [InlineData(Least + 3, Least + 9)]
    public void Strides_over_the_edge(int start, int end)
        => Triangle.Agrees(x => Counters.Strided(x, start, end), x => Counters.StridedGradient(x, start, end), (x, t) => Counters.StridedJvp(x, start, end, t), 0.5);

    [Fact]
    public void Counters_smaller_than_int_and_unsigned_ones()
    {
        Triangle.Agrees(x => Counters.Small(x, 250, '\uffff'), x => Counters.SmallGradient(x, 250, '\uffff'), (x, t) => Counters.SmallJvp(x, 250, '\uffff', t), 0.5);
        Triangle.Agrees(
            x => Counters.Unsigned(x, uint.MaxValue - 3, ulong.MaxValue),
            x => Counters.UnsignedGradient(x, uint.MaxValue - 3, ulong.MaxValue),
            (x, t) => Counters.UnsignedJvp(x, uint.MaxValue - 3, ulong.MaxValue, t),
            0.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Nested_loops_whose_bounds_are_indices(int n)
        => Triangle.Agrees(
            x => Counters.Triangle(x, n),
            (double[] x, Span<double> g) => Counters.TriangleGradient(x, n, g),
            (double[] x, Span<double> t) => Counters.TriangleJvp(x, n, t),
            0.5,
            -1,
            2,
            0.75);

    [Fact]
    public void Integer_that_is_narrowed_stays_narrow()
    {
        const long Big = (1L << 40) + int.MaxValue;
        Triangle.Agrees(x => Counters.WrappedIndex(x, Big), x => Counters.WrappedIndexGradient(x, Big), (x, t) => Counters.WrappedIndexJvp(x, Big, t), 0.5);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymDiff.Tests;

/// <summary>Eight numbers at a time against one at a time, bit for bit; and the places in memory that rounds of a loop go to.</summary>
public sealed class LanesTests
{
    private static readonly double[] Left = [0.0, -0.0, 1.5, -2.25, double.NaN, double.PositiveInfinity, 1e-310, 3];
    private static readonly double[] Right = [2.0, -0.0, 1.5, double.NegativeInfinity, 0, double.PositiveInfinity, -1e-310, 0];

    public static TheoryData<string, Func<Vector512<double>, Vector512<double>, Vector512<double>>, Func<double, double, double>> Functions => new()
    {
        { "+", static (x, y) => x + y, static (x, y) => x + y },
        { "-", static (x, y) => x - y, static (x, y) => x - y },
        { "*", static (x, y) => x * y, static (x, y) => x * y },
        { "/", static (x, y) => x / y, static (x, y) => x / y },
        { "-x", static (x, _) => -x, static (x, _) => -x },
        { "StrongMul", static (x, y) => Lanes.StrongMul(x, y), static (x, y) => x == 0 ? 0 : x * y },
        { "StrongDiv", static (x, y) => Lanes.StrongDiv(x, y), static (x, y) => x == 0 ? 0 : x / y },
        { "StrongDiv of one", static (_, y) => Lanes.StrongDiv(0.0, y), static (_, _) => 0 },
        { "Sqrt", static (x, _) => Vector512.Sqrt(x), static (x, _) => Math.Sqrt(x) },
        { "Abs", static (x, _) => Vector512.Abs(x), static (x, _) => Math.Abs(x) },
        { "Exp", static (x, _) => Lanes.Exp(x), static (x, _) => Math.Exp(x) },
        { "Log", static (x, _) => Lanes.Log(x), static (x, _) => Math.Log(x) },
        { "Sin", static (x, _) => Lanes.Sin(x), static (x, _) => Math.Sin(x) },
        { "Cos", static (x, _) => Lanes.Cos(x), static (x, _) => Math.Cos(x) },
        { "Tanh", static (x, _) => Lanes.Tanh(x), static (x, _) => Math.Tanh(x) },
        { "Map", static (x, _) => Lanes.Map(x, Math.Cbrt), static (x, _) => Math.Cbrt(x) },
        { "Map of two", static (x, y) => Lanes.Map(x, y, Math.Atan2), static (x, y) => Math.Atan2(x, y) },
        { "Map of three", static (x, y) => Lanes.Map(x, y, Vector512.Create(2.0), Math.FusedMultiplyAdd), static (x, y) => Math.FusedMultiplyAdd(x, y, 2) },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_lane_has_the_bits_of_its_number_alone(string name, Func<Vector512<double>, Vector512<double>, Vector512<double>> lanes, Func<double, double, double> one)
    {
        double[] actual = Numbers(lanes(Of(Left), Of(Right)));
        for (int i = 0; i < Lanes.Count; i++)
        {
            double expected = one(Left[i], Right[i]);
            Assert.True(Same(expected, actual[i]), $"{name} of {Left[i]:R} and {Right[i]:R}: expected {expected:R}, got {actual[i]:R}");
        }
    }

    public static TheoryData<string, Func<Vector512<double>, Vector512<double>, Vector512<double>>, Func<double, double, bool>> Tests => new()
    {
        { "<", static (x, y) => Vector512.LessThan(x, y), static (x, y) => x < y },
        { "<=", static (x, y) => Vector512.LessThanOrEqual(x, y), static (x, y) => x <= y },
        { ">", static (x, y) => Vector512.GreaterThan(x, y), static (x, y) => x > y },
        { ">=", static (x, y) => Vector512.GreaterThanOrEqual(x, y), static (x, y) => x >= y },
        { "==", static (x, y) => Vector512.Equals(x, y), static (x, y) => x == y },
        { "!=", static (x, y) => ~Vector512.Equals(x, y), static (x, y) => x != y },
        { "IsNaN", static (x, _) => Lanes.IsNaN(x), static (x, _) => double.IsNaN(x) },
        { "true", static (_, _) => Lanes.Mask(true), static (_, _) => true },
        { "false", static (_, _) => Lanes.Mask(false), static (_, _) => false },
    };

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_lane_has_a_test_of_its_own(string name, Func<Vector512<double>, Vector512<double>, Vector512<double>> lanes, Func<double, double, bool> one)
    {
        Vector512<double> mask = lanes(Of(Left), Of(Right));
        double[] chosen = Numbers(Vector512.ConditionalSelect(mask, Vector512.Create(1.0), Vector512.Create(2.0)));
        bool[] expected = [.. Left.Zip(Right, one)];
        Assert.Equal(expected.Select(static test => test ? 1.0 : 2.0), chosen);
        Assert.True(Lanes.Any(mask) == expected.Contains(true), name);
    }

    [Fact]
    public void Sums_are_formed_in_the_order_of_the_lanes()
    {
        double[] terms = [1e16, 1, -1e16, 3, 0.1, 0.2, 0.3, -7];
        Assert.Equal(terms.Aggregate(0.5, static (sum, term) => sum + term), Lanes.Add(0.5, Of(terms)));
        Assert.Equal(terms.Aggregate(0.5, static (sum, term) => sum - term), Lanes.Subtract(0.5, Of(terms)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-2)]
    [InlineData(0)]
    public void Rounds_read_and_add_at_places_of_their_own(int stride)
    {
        double[] memory = [.. Enumerable.Range(0, 40).Select(static i => (double)i)], expected = [.. memory];
        int first = stride < 0 ? 20 : 5;
        Assert.Equal(Enumerable.Range(0, Lanes.Count).Select(lane => (double)(first + (lane * stride))), Numbers(LaneRounds.Load(memory, first, stride)));
        LaneRounds.Add(memory, first, stride, Of(Left[..4].Concat([1, 2, 3, 4])));
        double[] added = [.. Left[..4], 1, 2, 3, 4];
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            expected[first + (lane * stride)] += added[lane];
        }

        Assert.Equal(expected, memory);
    }

    public static TheoryData<int, int> Rows
    {
        get
        {
            var rows = new TheoryData<int, int>();
            foreach (int width in (int[])[1, 2, 3, 4, 6, 7, 8, 9, 11, 16, 22])
            {
                rows.Add(width, width);
                rows.Add(width, width + 2);
                if (width > 1)
                {
                    rows.Add(width, 1);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rows_go_into_lanes_and_back(int width, int stride)
    {
        // Nothing lies behind the last row, and something in front of the first.
        double[] memory = [.. Enumerable.Range(0, 2 + ((Lanes.Count - 1) * stride) + width).Select(static i => i + 0.5)], expected = [.. memory];
        var rows = new Vector512<double>[width];
        LaneRounds.Gather(memory, 2, stride, rows);
        for (int i = 0; i < width; i++)
        {
            Assert.Equal(Enumerable.Range(0, Lanes.Count).Select(lane => memory[2 + (lane * stride) + i]), Numbers(rows[i]));
        }

        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            for (int i = 0; i < width; i++)
            {
                expected[2 + (lane * stride) + i] += rows[i][lane];
            }
        }

        if (stride == width)
        {
            double[] written = [.. Enumerable.Repeat(-1.0, memory.Length)];
            LaneRounds.Return(rows, written, 2);
            Assert.Equal(memory[2..], written[2..]);
            Assert.Equal([-1, -1], written[..2]);
        }

        LaneRounds.Scatter(rows, memory, 2, stride);
        Assert.Equal(expected, memory);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void What_rounds_add_behind_their_place_moves_on(int distance)
    {
        double[] first = [1, 2, 3, 4, 5, 6, 7, 8], second = [10, 20, 30, 40, 50, 60, 70, 80], memory = new double[24], expected = new double[24];
        for (int round = 0; round < 16; round++)
        {
            expected[round + distance] += round < 8 ? first[round] : second[round - 8];
        }

        LaneRounds.Add(memory, 0, 1, Behind(Vector512<double>.Zero, Of(first)));
        LaneRounds.Add(memory, 8, 1, Behind(Of(first), Of(second)));
        LaneRounds.AddLast(memory, 16, distance, Of(second));
        Assert.Equal(expected, memory);

        Vector512<double> Behind(Vector512<double> before, Vector512<double> lanes) => distance switch
        {
            1 => LaneRounds.Behind(before, lanes, 1),
            3 => LaneRounds.Behind(before, lanes, 3),
            _ => LaneRounds.Behind(before, lanes, 8),
        };
    }

    [Theory]
    [InlineData(16, 16, 0, 1, 1, 16)]
    [InlineData(16, 15, 0, 1, 1, 0)]
    [InlineData(16, 17, 1, 1, 1, 16)]
    [InlineData(16, 17, 2, 1, 1, 0)]
    [InlineData(16, 16, 15, -1, 1, 16)]
    [InlineData(16, 16, 14, -1, 1, 0)]
    [InlineData(8, 23, 0, 3, 2, 8)]
    [InlineData(8, 22, 0, 3, 2, 0)]
    [InlineData(8, 23, 0, 3, -1, 0)]
    [InlineData(8, int.MaxValue, 0, int.MaxValue / 4, 1, 0)]
    [InlineData(0, 5, 0, 1, 1, 0)]
    public void Rounds_that_do_not_find_their_numbers_do_not_go_side_by_side(int rounds, int length, int first, int stride, int width, int expected)
        => Assert.Equal(expected, LaneRounds.Within(rounds, length, first, stride, width));

    [Theory]
    [InlineData(0, 15, 0)]
    [InlineData(0, 16, 16)]
    [InlineData(3, 40, 32)]
    [InlineData(5, -3, 0)]
    [InlineData(1, int.MinValue, 0)]
    public void Rounds_go_by_eight(int start, int end, int expected) => Assert.Equal(Lanes.AreFast ? expected : 0, LaneRounds.ByEight(start, end));

    [Fact]
    public void Steps_are_whole_numbers() => Assert.Equal([int.MaxValue - 1.0, int.MaxValue + 1.0, int.MaxValue + 3.0], Numbers(LaneRounds.Steps(int.MaxValue - 1, 2))[..3]);

    [Fact]
    public void Too_many_sums_do_not_go_side_by_side()
    {
        Assert.Equal(16, LaneRounds.Affordable(16, 1000));
        Assert.Equal(0, LaneRounds.Affordable(16, 1L << 33));
    }

    [Fact]
    public void Workspace_keeps_lanes_among_numbers()
    {
        var workspace = new Workspace();
        workspace.Push(1.5);
        workspace.Push(Of(Left));
        Span<Vector512<double>> room = workspace.PushSpan<Vector512<double>>(3, following: 8);
        room.Fill(Of(Right));
        Span<int> counts = workspace.PushSpan<int>(3);
        counts.Fill(7);
        Assert.Equal([7, 7, 7], workspace.PopSpan<int>(3).ToArray());
        Span<Vector512<double>> back = workspace.PopSpan<Vector512<double>>(3);
        Assert.True(Numbers(back[2]).Zip(Right, Same).All(static same => same));
        Assert.True(Numbers(workspace.Pop<Vector512<double>>()).Zip(Left, Same).All(static same => same));
        Assert.Equal(1.5, workspace.Pop<double>());
        Assert.True(workspace.IsEmpty);
    }

    [Fact]
    public void Arrays_of_lanes_lie_on_lines_of_the_cache()
    {
        var workspace = new Workspace();
        for (int i = 0; i < 20; i++)
        {
            workspace.Arrays.Allocate<double>(i);
            Span<Vector512<double>> lanes = workspace.Arrays.Allocate<Vector512<double>>(i + 1, out long handle);
            lanes.Fill(Vector512.Create((double)i));
            Assert.True(Unsafe.AreSame(ref lanes[0], ref workspace.Arrays.Array<Vector512<double>>(handle)[0]));
            Span<Vector512<double>> cached = workspace.PushSpan<Vector512<double>>(i + 1);
            workspace.Push(i);
            Assert.Equal(0, Address(lanes) % 64);
            Assert.Equal(0, Address(cached) % 64);
        }
    }

    private static long Address(Span<Vector512<double>> lanes) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref Unsafe.As<Vector512<double>, byte>(ref lanes[0]));

    private static Vector512<double> Of(IEnumerable<double> numbers)
    {
        var lanes = new Vector512<double>[1];
        numbers.ToArray().AsSpan().CopyTo(MemoryMarshal.Cast<Vector512<double>, double>(lanes.AsSpan()));
        return lanes[0];
    }

    private static double[] Numbers(Vector512<double> lanes) => MemoryMarshal.Cast<Vector512<double>, double>([lanes]).ToArray();

    private static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || (double.IsNaN(left) && double.IsNaN(right));
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymDiff;

/// <summary>
/// What emitted code does around eight rounds of a loop that go side by side: how many rounds do, and the numbers of
/// memory that each of them reads or adds to at a place of its own.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneRounds
{
    /// <summary>Fewer rounds are not worth the sums of eight lanes behind the loop.</summary>
    private const int Fewest = 2 * Lanes.Count;

    /// <summary>Lanes for more numbers do not stay near the processor.</summary>
    private const long MostNumbers = 1 << 16;

    /// <summary>How many of the first rounds of a loop go side by side: a multiple of eight, or none.</summary>
    /// <param name="start">The first index, not negative.</param>
    /// <param name="end">The index behind the last.</param>
    public static int ByEight(int start, int end) => Lanes.AreFast && end - start >= Fewest && end > start ? (end - start) / Lanes.Count * Lanes.Count : 0;

    /// <summary>All rounds of a loop, if the last eight of them can overlap those before; otherwise none.</summary>
    /// <param name="start">The first index, not negative.</param>
    /// <param name="end">The index behind the last.</param>
    public static int AtLeastEight(int start, int end) => Lanes.AreFast && end > start && end - start >= Lanes.Count && end <= Array.MaxLength ? end - start : 0;

    /// <summary>The lanes whose rounds are not done.</summary>
    /// <param name="done">How many of the first lanes' rounds are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> From(int done) =>
        Vector512.GreaterThanOrEqual(Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((long)done)).AsDouble();

    /// <summary>The rounds, if what they fill and add to is not too much to have lanes of its own; otherwise none.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="numbers">How many numbers that is.</param>
    public static int Affordable(int rounds, long numbers) => numbers <= MostNumbers ? rounds : 0;

    /// <summary>The rounds, if each finds its numbers in memory; otherwise none.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="length">How many numbers the memory has.</param>
    /// <param name="first">Where those of the first round are.</param>
    /// <param name="stride">How much further those of each other round are.</param>
    /// <param name="width">How many numbers each round has.</param>
    public static int Within(int rounds, int length, int first, int stride, int width = 1)
    {
        long last = first + ((rounds - 1L) * stride);
        return rounds > 0 && width >= 0 && Math.Min(first, last) >= 0 && Math.Max(first, last) + width <= length ? rounds : 0;
    }

    /// <summary>Reads a number for each lane.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">The place of the first lane's.</param>
    /// <param name="stride">How much further that of each other lane is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> memory, int index, int stride) => stride == 1
        ? Vector512.Create(memory.Slice(index, Lanes.Count))
        : Strided(memory, index, stride);

    /// <summary>Adds a number for each lane, in the order of the lanes.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">The place of the first lane's.</param>
    /// <param name="stride">How much further that of each other lane is.</param>
    /// <param name="value">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<double> memory, int index, int stride, Vector512<double> value)
    {
        if (stride == 1)
        {
            Span<double> eight = memory.Slice(index, Lanes.Count);
            (Vector512.Create<double>(eight) + value).CopyTo(eight);
            return;
        }

        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            memory[index + (lane * stride)] += value[lane];
        }
    }

    /// <summary>What rounds add some places behind their first, in the lanes of the rounds whose first place it is.</summary>
    /// <param name="before">What the eight rounds before have added there.</param>
    /// <param name="lanes">What the eight rounds add.</param>
    /// <param name="distance">How many places behind the first: 1 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Behind(Vector512<double> before, Vector512<double> lanes, [ConstantExpected(Min = 1, Max = 8)] int distance)
    {
        if (distance == Lanes.Count)
        {
            return before;
        }

        Vector512<long> places = Vector512.Create(8L, 9, 10, 11, 12, 13, 14, 15) - Vector512.Create((long)distance);
        return Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(before, places, lanes)
            : Vector512.ConditionalSelect(
                Vector512.LessThan(places, Vector512.Create(8L)).AsDouble(),
                Vector512.Shuffle(before, places & Vector512.Create(7L)),
                Vector512.Shuffle(lanes, places & Vector512.Create(7L)));
    }

    /// <summary>Adds what the last of eight rounds have for the rounds behind them.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">The first place of the round behind.</param>
    /// <param name="distance">How many places behind their first the rounds add.</param>
    /// <param name="lanes">What the eight rounds add there.</param>
    public static void AddLast(Span<double> memory, int index, int distance, Vector512<double> lanes)
    {
        for (int i = 0; i < distance; i++)
        {
            memory[index + i] += lanes[Lanes.Count - distance + i];
        }
    }

    /// <summary>Writes a number from each lane, end to end.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">The place of the first lane's.</param>
    /// <param name="value">What is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<double> memory, int index, Vector512<double> value) => value.CopyTo(memory.Slice(index, Lanes.Count));

    /// <summary>Writes a number from each lane whose round is not done, end to end.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">The place of the first lane's.</param>
    /// <param name="value">What is written.</param>
    /// <param name="done">How many of the first lanes' rounds are done.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<double> memory, int index, Vector512<double> value, int done)
    {
        Span<double> eight = memory.Slice(index, Lanes.Count);
        (done == 0 ? value : Vector512.ConditionalSelect(From(done), value, Vector512.Create<double>(eight))).CopyTo(eight);
    }

    /// <summary>Adds to each number the sum of its lanes.</summary>
    /// <param name="lanes">One for each number; or none.</param>
    /// <param name="sums">The numbers.</param>
    public static void Sum(ReadOnlySpan<Vector512<double>> lanes, Span<double> sums)
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            sums[i] += Lanes.Sum(lanes[i]);
        }
    }

    /// <summary>A number that grows by a step from lane to lane.</summary>
    /// <param name="first">That of the first lane.</param>
    /// <param name="step">The step.</param>
    public static Vector512<double> Steps(int first, int step) =>
        Vector512.ConvertToDouble(Vector512.Create((long)first) + (Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) * step));

    private static Vector512<double> Strided(ReadOnlySpan<double> memory, int index, int stride)
    {
        int s = stride;
        return Vector512.Create(
            memory[index], memory[index + s], memory[index + (2 * s)], memory[index + (3 * s)], memory[index + (4 * s)], memory[index + (5 * s)], memory[index + (6 * s)], memory[index + (7 * s)]);
    }
}

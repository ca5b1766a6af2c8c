using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymDiff;

// Rows of memory, one for each lane, and lanes, one for each number of a row: eight columns are exchanged with eight rows at once.
public static partial class LaneRounds
{
    /// <summary>Fewer columns are exchanged with rows one by one.</summary>
    private const int FewestColumns = 3;

    /// <summary>Puts a row of numbers into each lane.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="start">Where the first lane's row begins.</param>
    /// <param name="stride">How much further that of each other lane begins.</param>
    /// <param name="rows">One for each number of a row, overwritten.</param>
    public static void Gather(ReadOnlySpan<double> memory, int start, int stride, Span<Vector512<double>> rows)
    {
        if (Avx512F.IsSupported && rows.Length == 2 && stride == 2)
        {
            Vector512<double> left = Row(memory, start), right = Row(memory, start + Lanes.Count);
            rows[0] = Avx512F.PermuteVar8x64x2(left, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), right);
            rows[1] = Avx512F.PermuteVar8x64x2(left, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), right);
            return;
        }

        int i = 0;
        for (; Avx512F.IsSupported && i < rows.Length && rows.Length >= Lanes.Count; i += Lanes.Count)
        {
            // The last eight may have been there before.
            i = Math.Min(i, rows.Length - Lanes.Count);
            int at = start + i;
            Columns columns = Columns.Of(
                Row(memory, at),
                Row(memory, at + stride),
                Row(memory, at + (2 * stride)),
                Row(memory, at + (3 * stride)),
                Row(memory, at + (4 * stride)),
                Row(memory, at + (5 * stride)),
                Row(memory, at + (6 * stride)),
                Row(memory, at + (7 * stride)));
            Span<Vector512<double>> eight = rows.Slice(i, Lanes.Count);
            eight[0] = columns.C0;
            eight[1] = columns.C1;
            eight[2] = columns.C2;
            eight[3] = columns.C3;
            eight[4] = columns.C4;
            eight[5] = columns.C5;
            eight[6] = columns.C6;
            eight[7] = columns.C7;
        }

        for (; i < rows.Length; i++)
        {
            rows[i] = Load(memory, start + i, stride);
        }
    }

    /// <summary>Adds a row of numbers from each lane.</summary>
    /// <param name="rows">One for each number of a row.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="start">Where the first lane's row begins.</param>
    /// <param name="stride">How much further that of each other lane begins.</param>
    public static void Scatter(ReadOnlySpan<Vector512<double>> rows, Span<double> memory, int start, int stride)
    {
        int i = 0;
        for (; Avx512F.IsSupported && i <= rows.Length - Lanes.Count; i += Lanes.Count)
        {
            int at = start + i;
            Columns columns = Columns.Of(rows.Slice(i, Lanes.Count));
            Add(memory, at, columns.C0);
            Add(memory, at + stride, columns.C1);
            Add(memory, at + (2 * stride), columns.C2);
            Add(memory, at + (3 * stride), columns.C3);
            Add(memory, at + (4 * stride), columns.C4);
            Add(memory, at + (5 * stride), columns.C5);
            Add(memory, at + (6 * stride), columns.C6);
            Add(memory, at + (7 * stride), columns.C7);
        }

        for (; i < rows.Length; i++)
        {
            Add(memory, start + i, stride, rows[i]);
        }
    }

    /// <summary>Writes a row of numbers from each lane; the rows lie end to end.</summary>
    /// <param name="rows">One for each number of a row.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="start">Where the first lane's row begins.</param>
    public static void Return(ReadOnlySpan<Vector512<double>> rows, Span<double> memory, int start)
    {
        int width = rows.Length;
        memory = memory.Slice(start, Lanes.Count * width);
        if (Avx512F.IsSupported && width == 2)
        {
            Store(memory, 0, Avx512F.PermuteVar8x64x2(rows[0], Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), rows[1]));
            Store(memory, Lanes.Count, Avx512F.PermuteVar8x64x2(rows[0], Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), rows[1]));
            return;
        }

        if (!Avx512F.IsSupported || width < FewestColumns)
        {
            for (int column = 0; column < width; column++)
            {
                Write(memory, column, width, rows[column]);
            }

            return;
        }

        // From the last columns to the first, of which some may be written twice.
        for (int i = width; i > 0; i -= Lanes.Count)
        {
            int at = Math.Max(i - Lanes.Count, 0);
            WriteRows(memory, at, width, Columns.Of(rows.Slice(at, Math.Min(Lanes.Count, width))));
        }
    }

    // What is written beyond a row that is shorter than eight numbers is written again with the next one. The last rows have
    // no next one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRows(Span<double> memory, int at, int width, Columns columns)
    {
        Store(memory, at, columns.C0);
        WriteRow(memory, at + width, columns.C1);
        WriteRow(memory, at + (2 * width), columns.C2);
        WriteRow(memory, at + (3 * width), columns.C3);
        WriteRow(memory, at + (4 * width), columns.C4);
        WriteRow(memory, at + (5 * width), columns.C5);
        WriteRow(memory, at + (6 * width), columns.C6);
        WriteRow(memory, at + (7 * width), columns.C7);
    }

    /// <summary>Writes a number from each lane.</summary>
    private static void Write(Span<double> memory, int at, int stride, Vector512<double> column)
    {
        memory[at] = column[0];
        memory[at + stride] = column[1];
        memory[at + (2 * stride)] = column[2];
        memory[at + (3 * stride)] = column[3];
        memory[at + (4 * stride)] = column[4];
        memory[at + (5 * stride)] = column[5];
        memory[at + (6 * stride)] = column[6];
        memory[at + (7 * stride)] = column[7];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Row(ReadOnlySpan<double> memory, int at) => Vector512.Create(memory.Slice(at, Lanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<double> memory, int at, Vector512<double> row)
    {
        Span<double> eight = memory.Slice(at, Lanes.Count);
        (Vector512.Create<double>(eight) + row).CopyTo(eight);
    }

    /// <summary>Writes as much of a row as there is memory behind its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow(Span<double> memory, int at, Vector512<double> row)
    {
        int beyond = at - (memory.Length - Lanes.Count);
        if (beyond > 0)
        {
            WriteBehind(memory[^Lanes.Count..], beyond, row);
        }
        else
        {
            Store(memory, at, row);
        }
    }

    // The first of the eight numbers stay; the first of the row follow them.
    private static void WriteBehind(Span<double> eight, int staying, Vector512<double> row)
    {
        Vector512<long> lanes = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        Vector512<long> shifted = lanes + Vector512.Create((long)(Lanes.Count - staying));
        Vector512<long> places = Vector512.ConditionalSelect(Vector512.LessThan(lanes, Vector512.Create((long)staying)), lanes, shifted);
        Avx512F.PermuteVar8x64x2(Vector512.Create<double>(eight), places, row).CopyTo(eight);
    }

    /// <summary>The columns of eight vectors.</summary>
    private readonly ref struct Columns
    {
        public Vector512<double> C0 { get; init; }

        public Vector512<double> C1 { get; init; }

        public Vector512<double> C2 { get; init; }

        public Vector512<double> C3 { get; init; }

        public Vector512<double> C4 { get; init; }

        public Vector512<double> C5 { get; init; }

        public Vector512<double> C6 { get; init; }

        public Vector512<double> C7 { get; init; }

        /// <summary>The columns of at most eight rows; where there are fewer, of zeros behind them.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Columns Of(ReadOnlySpan<Vector512<double>> rows) => Of(
            rows[0],
            rows.Length > 1 ? rows[1] : default,
            rows.Length > 2 ? rows[2] : default,
            rows.Length > 3 ? rows[3] : default,
            rows.Length > 4 ? rows[4] : default,
            rows.Length > 5 ? rows[5] : default,
            rows.Length > 6 ? rows[6] : default,
            rows.Length > 7 ? rows[7] : default);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Columns Of(Vector512<double> r0, Vector512<double> r1, Vector512<double> r2, Vector512<double> r3, Vector512<double> r4, Vector512<double> r5, Vector512<double> r6, Vector512<double> r7)
        {
            // Columns 0 and 4, 1 and 5, 2 and 6, 3 and 7 of four rows each; then of all eight.
            Vector512<long> even = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), odd = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
            Vector512<long> lower = Vector512.Create(0L, 1, 2, 3, 8, 9, 10, 11), upper = Vector512.Create(4L, 5, 6, 7, 12, 13, 14, 15);
            Vector512<double> low01 = Avx512F.UnpackLow(r0, r1), high01 = Avx512F.UnpackHigh(r0, r1);
            Vector512<double> low23 = Avx512F.UnpackLow(r2, r3), high23 = Avx512F.UnpackHigh(r2, r3);
            Vector512<double> low45 = Avx512F.UnpackLow(r4, r5), high45 = Avx512F.UnpackHigh(r4, r5);
            Vector512<double> low67 = Avx512F.UnpackLow(r6, r7), high67 = Avx512F.UnpackHigh(r6, r7);
            Vector512<double> a = Avx512F.PermuteVar8x64x2(low01, even, low23), e = Avx512F.PermuteVar8x64x2(low45, even, low67);
            Vector512<double> b = Avx512F.PermuteVar8x64x2(high01, even, high23), f = Avx512F.PermuteVar8x64x2(high45, even, high67);
            Vector512<double> c = Avx512F.PermuteVar8x64x2(low01, odd, low23), g = Avx512F.PermuteVar8x64x2(low45, odd, low67);
            Vector512<double> d = Avx512F.PermuteVar8x64x2(high01, odd, high23), h = Avx512F.PermuteVar8x64x2(high45, odd, high67);
            return new Columns
            {
                C0 = Avx512F.PermuteVar8x64x2(a, lower, e),
                C1 = Avx512F.PermuteVar8x64x2(b, lower, f),
                C2 = Avx512F.PermuteVar8x64x2(c, lower, g),
                C3 = Avx512F.PermuteVar8x64x2(d, lower, h),
                C4 = Avx512F.PermuteVar8x64x2(a, upper, e),
                C5 = Avx512F.PermuteVar8x64x2(b, upper, f),
                C6 = Avx512F.PermuteVar8x64x2(c, upper, g),
                C7 = Avx512F.PermuteVar8x64x2(d, upper, h),
            };
        }
    }
}

using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>
/// What emitted code does around a sweep along eight directions: rows of numbers, one row for each direction, become
/// lanes, and lanes become rows or columns.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Directions
{
    /// <summary>Puts eight rows into the lanes; zeros where the rows end.</summary>
    /// <param name="rows">Row-major, as many columns as there are lanes.</param>
    /// <param name="first">The row that goes into the first lane.</param>
    /// <param name="lanes">Overwritten.</param>
    public static void Gather(ReadOnlySpan<double> rows, int first, Span<Vector512<double>> lanes)
    {
        if (AreEight(first, lanes.Length, rows.Length))
        {
            LaneRounds.Gather(rows, first * lanes.Length, lanes.Length, lanes);
            return;
        }

        Gather<double, double>(rows, first, MemoryMarshal.Cast<Vector512<double>, double>(lanes));
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{double}, int, Span{Vector512{double}})"/>
    public static void Gather(ReadOnlySpan<float> rows, int first, Span<Vector512<double>> lanes) => Gather<float, double>(rows, first, MemoryMarshal.Cast<Vector512<double>, double>(lanes));

    /// <inheritdoc cref="Gather(ReadOnlySpan{double}, int, Span{Vector512{double}})"/>
    public static void Gather(ReadOnlySpan<float> rows, int first, Span<Vector256<float>> lanes) => Gather<float, float>(rows, first, MemoryMarshal.Cast<Vector256<float>, float>(lanes));

    /// <summary>Puts the lanes into eight rows, or fewer where the rows end.</summary>
    /// <param name="lanes">As many as the rows have columns.</param>
    /// <param name="first">The row that the first lane goes into.</param>
    /// <param name="rows">Row-major; those rows are overwritten.</param>
    public static void Scatter(ReadOnlySpan<Vector512<double>> lanes, int first, Span<double> rows)
    {
        if (AreEight(first, lanes.Length, rows.Length))
        {
            LaneRounds.Return(lanes, rows, first * lanes.Length);
            return;
        }

        Scatter<double, double>(MemoryMarshal.Cast<Vector512<double>, double>(lanes), first, rows);
    }

    /// <inheritdoc cref="Scatter(ReadOnlySpan{Vector512{double}}, int, Span{double})"/>
    public static void Scatter(ReadOnlySpan<Vector512<double>> lanes, int first, Span<float> rows) => Scatter<double, float>(MemoryMarshal.Cast<Vector512<double>, double>(lanes), first, rows);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{Vector512{double}}, int, Span{double})"/>
    public static void Scatter(ReadOnlySpan<Vector256<float>> lanes, int first, Span<float> rows) => Scatter<float, float>(MemoryMarshal.Cast<Vector256<float>, float>(lanes), first, rows);

    /// <summary>Makes eight directions along one coordinate each.</summary>
    /// <param name="first">The coordinate of the first lane; the others follow, and end with the coordinates.</param>
    /// <param name="lanes">One for each coordinate, overwritten.</param>
    public static void Units(int first, Span<Vector512<double>> lanes) => Units(first, lanes, MemoryMarshal.Cast<Vector512<double>, double>(lanes));

    /// <inheritdoc cref="Units(int, Span{Vector512{double}})"/>
    public static void Units(int first, Span<Vector256<float>> lanes) => Units(first, lanes, MemoryMarshal.Cast<Vector256<float>, float>(lanes));

    /// <summary>Puts the lanes into eight columns of a Jacobian, those of them that it has.</summary>
    /// <param name="lanes">One for each row.</param>
    /// <param name="first">The column that the first lane goes into; may lie before the first or behind the last.</param>
    /// <param name="jacobian">Row-major; those columns are overwritten.</param>
    public static void Columns(ReadOnlySpan<Vector512<double>> lanes, int first, Span<double> jacobian) => Columns<double, double>(MemoryMarshal.Cast<Vector512<double>, double>(lanes), first, jacobian);

    /// <inheritdoc cref="Columns(ReadOnlySpan{Vector512{double}}, int, Span{double})"/>
    public static void Columns(ReadOnlySpan<Vector512<double>> lanes, int first, Span<float> jacobian) => Columns<double, float>(MemoryMarshal.Cast<Vector512<double>, double>(lanes), first, jacobian);

    /// <inheritdoc cref="Columns(ReadOnlySpan{Vector512{double}}, int, Span{double})"/>
    public static void Columns(ReadOnlySpan<Vector256<float>> lanes, int first, Span<float> jacobian) => Columns<float, float>(MemoryMarshal.Cast<Vector256<float>, float>(lanes), first, jacobian);

    /// <summary>Whether the rows do not end before the last lane has one.</summary>
    private static bool AreEight(int first, int columns, int length) => (first + (long)Lanes.Count) * columns <= length;

    private static void Gather<TRow, TLane>(ReadOnlySpan<TRow> rows, int first, Span<TLane> lanes)
        where TRow : IFloatingPointIeee754<TRow>
        where TLane : IFloatingPointIeee754<TLane>
    {
        int columns = lanes.Length / Lanes.Count;
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            int start = (first + lane) * columns;
            for (int i = 0; i < columns; i++)
            {
                lanes[(i * Lanes.Count) + lane] = start < rows.Length ? TLane.CreateTruncating(rows[start + i]) : TLane.Zero;
            }
        }
    }

    private static void Scatter<TLane, TRow>(ReadOnlySpan<TLane> lanes, int first, Span<TRow> rows)
        where TRow : IFloatingPointIeee754<TRow>
        where TLane : IFloatingPointIeee754<TLane>
    {
        int columns = lanes.Length / Lanes.Count;
        for (int lane = 0; lane < Lanes.Count && (first + lane) * columns < rows.Length; lane++)
        {
            for (int i = 0; i < columns; i++)
            {
                rows[((first + lane) * columns) + i] = TRow.CreateTruncating(lanes[(i * Lanes.Count) + lane]);
            }
        }
    }

    private static void Units<TLanes, TLane>(int first, Span<TLanes> lanes, Span<TLane> numbers)
        where TLane : IFloatingPointIeee754<TLane>
    {
        lanes.Clear();
        for (int lane = 0; lane < Lanes.Count && first + lane < lanes.Length; lane++)
        {
            numbers[((first + lane) * Lanes.Count) + lane] = TLane.One;
        }
    }

    private static void Columns<TLane, TNumber>(ReadOnlySpan<TLane> lanes, int first, Span<TNumber> jacobian)
        where TLane : IFloatingPointIeee754<TLane>
        where TNumber : IFloatingPointIeee754<TNumber>
    {
        int rows = lanes.Length / Lanes.Count, columns = rows == 0 ? 0 : jacobian.Length / rows;
        for (int lane = Math.Max(0, -first); lane < Lanes.Count && first + lane < columns; lane++)
        {
            for (int row = 0; row < rows; row++)
            {
                jacobian[(row * columns) + first + lane] = TNumber.CreateTruncating(lanes[(row * Lanes.Count) + lane]);
            }
        }
    }
}

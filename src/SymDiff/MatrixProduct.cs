using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>
/// C += A·B, tile by tile: a tile of C stays in registers while a panel of B, copied so that its rows lie end to end, passes
/// by (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008). A panel has as many columns as a
/// tile, and so many rows that it stays near the processor; all tiles of those columns use it.
/// </summary>
/// <typeparam name="T">Float or double.</typeparam>
internal static partial class MatrixProduct<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Rows of a panel.</summary>
    private const int Depth = 256;

    /// <summary>With fewer products, copying costs more than it saves.</summary>
    private const long Few = 256;

    /// <summary>A matrix whose element (i, j) is number i · row + j · column.</summary>
    internal readonly ref struct Strided(ReadOnlySpan<T> elements, int row, int column)
    {
        public readonly ReadOnlySpan<T> Elements = elements;
        public readonly int Row = row;
        public readonly int Column = column;
    }

    private static int TileRows => Vector512.IsHardwareAccelerated ? 8 : 4;

    private static int TileColumns => 2 * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count);

    /// <summary>Adds the product. The caller has checked that every element is where the sizes say.</summary>
    public static void Add(Strided a, Strided b, Span<T> c, int rows, int inner, int columns)
    {
        if (!Vector256.IsHardwareAccelerated || (long)rows * inner * columns < Few)
        {
            AddOneByOne(a, b, c, rows, inner, columns);
            return;
        }

        Workspace workspace = Workspace.Rent();
        int blocks = (inner + Depth - 1) / Depth, depth = (inner + blocks - 1) / blocks;
        int size = depth * TileColumns * Unsafe.SizeOf<T>(), vector = Unsafe.SizeOf<Vector512<byte>>();
        Span<T> panel = MemoryMarshal.Cast<Vector512<byte>, T>(workspace.Arrays.Allocate<Vector512<byte>>((size + vector - 1) / vector));
        for (int k = 0; k < inner; k += depth)
        {
            int count = Math.Min(depth, inner - k);
            for (int j = 0; j < columns; j += TileColumns)
            {
                int width = Math.Min(TileColumns, columns - j);
                Pack(b, k, count, j, width, panel);
                AddTiles(a, k, count, panel, c, rows, columns, j, width);
            }
        }

        workspace.Return();
    }

    /// <summary>The tiles of C in the columns of one panel.</summary>
    private static void AddTiles(Strided a, int k, int count, Span<T> panel, Span<T> c, int rows, int columns, int j, int width)
    {
        Span<T> edge = stackalloc T[TileRows * TileColumns];
        for (int i = 0; i < rows; i += TileRows)
        {
            int height = Math.Min(TileRows, rows - i);
            ref T left = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Elements), ((nint)i * a.Row) + ((nint)k * a.Column));
            if (height == TileRows && width == TileColumns)
            {
                AddTile(ref left, a.Row, a.Column, height, ref panel[0], count, ref c[(i * columns) + j], columns);
                continue;
            }

            // Behind an edge of C there is nothing to add to.
            edge.Clear();
            AddTile(ref left, a.Row, a.Column, height, ref panel[0], count, ref edge[0], TileColumns);
            for (int y = 0; y < height; y++)
            {
                Span<T> sums = c.Slice(((i + y) * columns) + j, width);
                for (int x = 0; x < sums.Length; x++)
                {
                    sums[x] += edge[(y * TileColumns) + x];
                }
            }
        }
    }

    /// <summary>Copies columns of B, with zeros behind the last.</summary>
    private static void Pack(Strided b, int k, int count, int j, int width, Span<T> panel)
    {
        if (width < TileColumns)
        {
            panel.Clear();
        }

        if (b.Column == 1)
        {
            for (int row = 0; row < count; row++)
            {
                b.Elements.Slice(((k + row) * b.Row) + j, width).CopyTo(panel[(row * TileColumns)..]);
            }

            return;
        }

        for (int column = 0; column < width; column++)
        {
            ReadOnlySpan<T> source = b.Elements.Slice(((j + column) * b.Column) + k, count);
            for (int row = 0, at = column; row < source.Length; row++, at += TileColumns)
            {
                panel[at] = source[row];
            }
        }
    }

    private static void AddOneByOne(Strided a, Strided b, Span<T> c, int rows, int inner, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            Span<T> sums = c.Slice(i * columns, columns);
            for (int k = 0; k < inner; k++)
            {
                T factor = a.Elements[(i * a.Row) + (k * a.Column)];
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j] += factor * b.Elements[(k * b.Row) + (j * b.Column)];
                }
            }
        }
    }
}

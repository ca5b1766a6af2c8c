using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>Arrays that emitted code borrows and gives back last in, first out. Part of a <see cref="Workspace"/>.</summary>
public sealed class LentArrays
{
    private const int FirstBlock = 128;

    // Arrays live in blocks that never move, so spans of them stay valid while the stack grows. One slot ahead of every
    // array holds its length.
    private long[][] blocks = [[]];
    private int block;
    private int offset;

    internal LentArrays()
    {
    }

    /// <summary>The position of the stack: pass it to <see cref="Release"/> to free what was lent since.</summary>
    public long Mark => ((long)block << 32) | (uint)offset;

    /// <summary>Lends an array of zeros.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public Span<T> Allocate<T>(int length)
        where T : unmanaged
        => Allocate<T>(length, out _);

    /// <summary>Lends an array of zeros that <see cref="Array{T}"/> finds again.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="length">Number of elements.</param>
    /// <param name="handle">Names the array; can be cached.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public Span<T> Allocate<T>(int length, out long handle)
        where T : unmanaged
    {
        if (length < 0)
        {
            throw new OverflowException();
        }

        int slots = checked((int)((((long)length * Unsafe.SizeOf<T>()) + 7) / 8) + 1);
        while (offset + (long)slots > blocks[block].Length)
        {
            NextBlock(slots);
        }

        handle = Mark;
        Span<long> memory = blocks[block].AsSpan(offset, slots);
        offset += slots;
        memory.Clear();
        memory[0] = length;
        return MemoryMarshal.Cast<long, T>(memory[1..])[..length];
    }

    /// <summary>Lends a matrix of zeros.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="OverflowException">One of them is negative, as for <c>new T[rows, columns]</c>, or there are too many elements.</exception>
    public GridSpan<T> Allocate<T>(int rows, int columns)
        where T : unmanaged
        => Allocate<T>(rows, columns, out _);

    /// <summary>Lends a matrix of zeros that <see cref="Grid{T}"/> finds again.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="handle">Names the matrix; can be cached.</param>
    /// <exception cref="OverflowException">One of them is negative, as for <c>new T[rows, columns]</c>, or there are too many elements.</exception>
    public GridSpan<T> Allocate<T>(int rows, int columns, out long handle)
        where T : unmanaged
    {
        if (rows < 0 || columns < 0)
        {
            throw new OverflowException();
        }

        Span<T> elements = Allocate<T>(checked(rows * columns), out handle);
        blocks[(int)(handle >> 32)][(int)handle] = ((long)rows << 32) | (uint)columns;
        return new GridSpan<T>(elements, rows, columns);
    }

    /// <summary>Lends a copy of a matrix.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="source">What is copied.</param>
    /// <param name="handle">Names the copy; can be cached.</param>
    public GridSpan<T> Copy<T>(GridSpan<T> source, out long handle)
        where T : unmanaged
    {
        GridSpan<T> copy = Allocate<T>(source.GetLength(0), source.GetLength(1), out handle);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Finds a matrix again.</summary>
    /// <typeparam name="T">The type it was allocated with.</typeparam>
    /// <param name="handle">What <see cref="Allocate{T}(int, int, out long)"/> gave.</param>
    public GridSpan<T> Grid<T>(long handle)
        where T : unmanaged
    {
        Span<long> memory = blocks[(int)(handle >> 32)].AsSpan((int)handle);
        return new GridSpan<T>(MemoryMarshal.Cast<long, T>(memory[1..]), (int)(memory[0] >> 32), (int)memory[0]);
    }

    /// <summary>Lends a copy of an array.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="source">What is copied.</param>
    /// <param name="handle">Names the copy; can be cached.</param>
    public Span<T> Copy<T>(ReadOnlySpan<T> source, out long handle)
        where T : unmanaged
    {
        Span<T> copy = Allocate<T>(source.Length, out handle);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Finds an array again.</summary>
    /// <typeparam name="T">The type it was allocated with.</typeparam>
    /// <param name="handle">What <see cref="Allocate{T}(int, out long)"/> gave.</param>
    public Span<T> Array<T>(long handle)
        where T : unmanaged
    {
        Span<long> memory = blocks[(int)(handle >> 32)].AsSpan((int)handle);
        return MemoryMarshal.Cast<long, T>(memory[1..])[..(int)memory[0]];
    }

    /// <summary>Frees every array lent since <see cref="Mark"/> was <paramref name="mark"/>.</summary>
    /// <param name="mark">A former <see cref="Mark"/>.</param>
    public void Release(long mark)
    {
        block = (int)(mark >> 32);
        offset = (int)mark;
    }

    /// <summary>Takes over what another stack holds, at the same places.</summary>
    internal void Repeat(LentArrays source)
    {
        if (blocks.Length <= source.block)
        {
            System.Array.Resize(ref blocks, source.block + 1);
        }

        for (int i = 0; i <= source.block; i++)
        {
            int used = i < source.block ? source.blocks[i].Length : source.offset;
            if (blocks[i] is not { } own || own.Length < source.blocks[i].Length)
            {
                blocks[i] = new long[source.blocks[i].Length];
            }

            System.Array.Copy(source.blocks[i], blocks[i], used);
        }

        block = source.block;
        offset = source.offset;
    }

    private void NextBlock(int slots)
    {
        if (block + 1 == blocks.Length)
        {
            System.Array.Resize(ref blocks, blocks.Length + 1);
        }

        if (blocks[block + 1] is not { } following || following.Length < slots)
        {
            long doubled = Math.Min(System.Array.MaxLength, 2L * blocks[block].Length);
            blocks[block + 1] = new long[Math.Max(slots, Math.Max(FirstBlock, (int)doubled))];
        }

        block++;
        offset = 0;
    }
}

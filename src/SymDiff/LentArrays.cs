using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>Arrays that emitted code borrows and gives back last in, first out. Part of a <see cref="Workspace"/>.</summary>
public sealed class LentArrays
{
    private const int FirstBlock = 128;

    /// <summary>What a vector of eight numbers takes, and a line of the processor's cache.</summary>
    internal const int VectorSlots = 8;

    // Arrays live in blocks that never move, so spans of them stay valid while the stack grows. One slot ahead of every
    // array holds its length.
    private long[][] blocks = [GC.AllocateArray<long>(0, pinned: true)];
    private int block;
    private int offset;

    // What cannot lie in a block of numbers, by its handle.
    private Dictionary<long, System.Array>? managed;

    internal LentArrays()
    {
    }

    /// <summary>The position of the stack: pass it to <see cref="Release"/> to free what was lent since.</summary>
    public long Mark => ((long)block << 32) | (uint)offset;

    /// <summary>The memory of its blocks, in bytes.</summary>
    internal long HeldBytes => sizeof(long) * blocks.Sum(static block => (long)(block?.Length ?? 0));

    /// <summary>Lends an array of zeros.</summary>
    /// <typeparam name="T">The elements' type. Elements that hold references are in an array of their own.</typeparam>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public Span<T> Allocate<T>(int length)
        => Allocate<T>(length, out _);

    /// <summary>Lends an array of zeros that <see cref="Array{T}"/> finds again.</summary>
    /// <typeparam name="T">The elements' type. Elements that hold references are in an array of their own.</typeparam>
    /// <param name="length">Number of elements.</param>
    /// <param name="handle">Names the array; can be cached.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public Span<T> Allocate<T>(int length, out long handle)
    {
        if (length < 0)
        {
            throw new OverflowException();
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            // An array of no numbers gives it a handle, which is free again when that is released.
            Allocate<long>(0, out handle);
            var array = new T[length];
            (managed ??= [])[handle] = array;
            return array;
        }

        int slots = checked((int)((((long)length * Unsafe.SizeOf<T>()) + 7) / 8) + 1);
        int gap = Gap<T>();
        while (offset + (long)slots + gap > blocks[block].Length)
        {
            NextBlock(checked(slots + VectorSlots));
            gap = Gap<T>();
        }

        offset += gap;
        handle = Mark;
        Span<long> memory = blocks[block].AsSpan(offset, slots);
        offset += slots;
        memory.Clear();
        memory[0] = length;
        return Elements<T>(memory, length);
    }

    /// <summary>Lends a matrix of zeros.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="OverflowException">One of them is negative, as for <c>new T[rows, columns]</c>, or there are too many elements.</exception>
    public GridSpan<T> Allocate<T>(int rows, int columns)
        => Allocate<T>(rows, columns, out _);

    /// <summary>Lends a matrix of zeros that <see cref="Grid{T}"/> finds again.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="handle">Names the matrix; can be cached.</param>
    /// <exception cref="OverflowException">One of them is negative, as for <c>new T[rows, columns]</c>, or there are too many elements.</exception>
    public GridSpan<T> Allocate<T>(int rows, int columns, out long handle)
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
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="source">What is copied.</param>
    /// <param name="handle">Names the copy; can be cached.</param>
    public GridSpan<T> Copy<T>(GridSpan<T> source, out long handle)
    {
        GridSpan<T> copy = Allocate<T>(source.GetLength(0), source.GetLength(1), out handle);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Finds a matrix again.</summary>
    /// <typeparam name="T">The type it was allocated with.</typeparam>
    /// <param name="handle">What <see cref="Allocate{T}(int, int, out long)"/> gave.</param>
    public GridSpan<T> Grid<T>(long handle)
    {
        Span<long> memory = blocks[(int)(handle >> 32)].AsSpan((int)handle);
        (int rows, int columns) = ((int)(memory[0] >> 32), (int)memory[0]);
        return new GridSpan<T>(RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? (T[])managed![handle] : Elements<T>(memory, rows * columns), rows, columns);
    }

    /// <summary>Lends rows of zeros.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <typeparam name="TLike">The element type of the rows that they are like.</typeparam>
    /// <param name="like">Rows of the same lengths; null has none.</param>
    public RowSpan<T> AllocateRows<T, TLike>(TLike[][]? like) => Rows(Allocate<T>(Guard.Count(like, nameof(like))), like);

    /// <summary>Lends a copy of rows.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="source">What is copied; null has no rows.</param>
    public RowSpan<T> CopyRows<T>(T[][]? source)
    {
        Span<T> elements = Allocate<T>(Guard.Count(source, nameof(source)));
        Guard.Join(source ?? [], elements);
        return Rows(elements, source);
    }

    /// <summary>Views elements that lie end to end as rows.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <typeparam name="TLike">The element type of the rows that they are like.</typeparam>
    /// <param name="elements">The elements, and perhaps more behind them.</param>
    /// <param name="like">Rows of the same lengths; null has none.</param>
    public RowSpan<T> Rows<T, TLike>(Span<T> elements, TLike[][]? like)
    {
        int rows = like?.Length ?? 0;
        Span<int> starts = Allocate<int>(rows + 1);
        for (int i = 0; i < rows; i++)
        {
            starts[i + 1] = starts[i] + like![i].Length;
        }

        return new RowSpan<T>(elements, starts);
    }

    /// <summary>Lends a copy of an array.</summary>
    /// <typeparam name="T">The elements' type. Elements that hold references are in an array of their own.</typeparam>
    /// <param name="source">What is copied.</param>
    /// <param name="handle">Names the copy; can be cached.</param>
    public Span<T> Copy<T>(ReadOnlySpan<T> source, out long handle)
    {
        Span<T> copy = Allocate<T>(source.Length, out handle);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Finds an array again.</summary>
    /// <typeparam name="T">The type it was allocated with.</typeparam>
    /// <param name="handle">What <see cref="Allocate{T}(int, out long)"/> gave.</param>
    public Span<T> Array<T>(long handle)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            return (T[])managed![handle];
        }

        Span<long> memory = blocks[(int)(handle >> 32)].AsSpan((int)handle);
        return Elements<T>(memory, (int)memory[0]);
    }

    /// <summary>How many slots to leave out so that vectors do not lie across two lines of the processor's cache.</summary>
    /// <param name="memory">Memory that stays where it is.</param>
    /// <param name="offset">Where it is free.</param>
    internal static int Gap(long[] memory, int offset)
    {
        nint start = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) / sizeof(long);
        return (int)((VectorSlots - ((start + offset) % VectorSlots)) % VectorSlots);
    }

    private int Gap<T>() => Unsafe.SizeOf<T>() == VectorSlots * sizeof(long) ? Gap(blocks[block], offset + 1) : 0;

    // As MemoryMarshal.Cast, for a T that is not known to hold no references: here it does not.
    private static Span<T> Elements<T>(Span<long> memory, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<long, T>(ref MemoryMarshal.GetReference(memory[1..])), length);

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
                blocks[i] = GC.AllocateArray<long>(source.blocks[i].Length, pinned: true);
            }

            System.Array.Copy(source.blocks[i], blocks[i], used);
        }

        block = source.block;
        offset = source.offset;
        managed = source.managed?.ToDictionary(static lent => lent.Key, static lent => (System.Array)lent.Value.Clone());
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
            blocks[block + 1] = GC.AllocateArray<long>(Math.Max(slots, Math.Max(FirstBlock, (int)doubled)), pinned: true);
        }

        block++;
        offset = 0;
    }
}

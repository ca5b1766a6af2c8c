using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>
/// The memory that the two halves of a derivative share: <c>FForward</c> leaves its cached intermediates here and
/// <c>FBackward</c> takes them off again, last in, first out. It also lends the local arrays of emitted code, so that
/// a gradient allocates nothing once the workspace has grown to its size.
/// </summary>
/// <remarks>
/// A workspace serves one thread at a time. <see cref="Rent"/> gives a thread its own; one that is not returned
/// because an exception passed by is left to the garbage collector.
/// </remarks>
public sealed class Workspace
{
    private const int FirstBlock = 1024;

    [ThreadStatic]
    private static Workspace? free;

    // The thread's free workspaces: more than one where a derivative is asked for inside another.
    private Workspace? next;

    // The tape is one array that grows by copying: no span into it is ever handed out.
    private long[] tape = new long[FirstBlock];
    private int top;

    // Arrays live in blocks that never move, so spans of them stay valid while the workspace grows. One slot ahead of
    // every array holds its length.
    private long[][] blocks = [new long[FirstBlock]];
    private int block;
    private int offset;

    private object?[] objects = new object?[8];
    private int objectCount;

    /// <summary>The position of the array stack: pass it to <see cref="Release"/> to free what was allocated since.</summary>
    public long Mark => ((long)block << 32) | (uint)offset;

    /// <summary>True when nothing is cached and no array is lent.</summary>
    public bool IsEmpty => top == 0 && Mark == 0 && objectCount == 0;

    /// <summary>Takes the calling thread's workspace, or a new one while that is in use.</summary>
    public static Workspace Rent()
    {
        Workspace? workspace = free;
        if (workspace is null)
        {
            return new Workspace();
        }

        free = workspace.next;
        workspace.next = null;
        return workspace;
    }

    /// <summary>Empties the workspace and gives it back to the calling thread.</summary>
    public void Return()
    {
        Clear();
        next = free;
        free = this;
    }

    /// <summary>Forgets everything cached and lent; keeps the memory.</summary>
    public void Clear()
    {
        System.Array.Clear(objects, 0, objectCount);
        objectCount = 0;
        top = 0;
        block = 0;
        offset = 0;
    }

    /// <summary>Caches one number.</summary>
    /// <typeparam name="T">A type of at most 8 bytes.</typeparam>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push<T>(T value)
        where T : unmanaged
    {
        long[] slots = tape;
        int at = top;
        if ((uint)at >= (uint)slots.Length)
        {
            slots = Grow();
        }

        Unsafe.As<long, T>(ref slots[at]) = value;
        top = at + 1;
    }

    /// <summary>Takes off the number cached last.</summary>
    /// <typeparam name="T">The type it was pushed with.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop<T>()
        where T : unmanaged
    {
        int at = top - 1;
        T value = Unsafe.As<long, T>(ref tape[at]);
        top = at;
        return value;
    }

    /// <summary>Caches what is no number: an array that was not lent, or a constant of differentiation.</summary>
    /// <param name="value">The object.</param>
    public void PushObject(object? value)
    {
        if (objectCount == objects.Length)
        {
            System.Array.Resize(ref objects, 2 * objectCount);
        }

        objects[objectCount++] = value;
    }

    /// <summary>Takes off the object cached last.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T PopObject<T>()
    {
        object? value = objects[--objectCount];
        objects[objectCount] = null;
        return (T)value!;
    }

    /// <summary>Lends an array of zeros.</summary>
    /// <typeparam name="T">A type of at most 8 bytes.</typeparam>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public Span<T> Allocate<T>(int length)
        where T : unmanaged
        => Allocate<T>(length, out _);

    /// <summary>Lends an array of zeros that <see cref="Array{T}"/> finds again.</summary>
    /// <typeparam name="T">A type of at most 8 bytes.</typeparam>
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

    /// <summary>Lends a copy of an array.</summary>
    /// <typeparam name="T">A type of at most 8 bytes.</typeparam>
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

    private long[] Grow()
    {
        System.Array.Resize(ref tape, checked(tape.Length * 2));
        return tape;
    }

    private void NextBlock(int slots)
    {
        if (block + 1 == blocks.Length)
        {
            System.Array.Resize(ref blocks, blocks.Length + 1);
            blocks[block + 1] = new long[Math.Max(slots, 2 * blocks[block].Length)];
        }
        else if (blocks[block + 1].Length < slots)
        {
            blocks[block + 1] = new long[Math.Max(slots, 2 * blocks[block].Length)];
        }

        block++;
        offset = 0;
    }
}

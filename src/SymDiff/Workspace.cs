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
/// because an exception passed by is left to the garbage collector. A workspace of one's own that an exception passed
/// by still holds what was cached until then: <see cref="Clear"/> it.
/// </remarks>
public sealed class Workspace
{
    private const int FirstBlock = 256;

    [ThreadStatic]
    private static Workspace? free;

    // The thread's free workspaces: more than one where a derivative is asked for inside another.
    private Workspace? next;

    // The tape is one array that grows by copying: a span into it is good until the next push.
    // It is made when it is needed, because forward mode takes a workspace for each level of a recursion.
    private long[] tape = [];
    private int top;

    private object?[] objects = [];
    private int objectCount;

    /// <summary>The local arrays of marked methods.</summary>
    public LentArrays Arrays { get; } = new();

    /// <summary>
    /// The adjoints of those arrays. They have a stack of their own: the reverse sweep takes them while it gives the
    /// others back.
    /// </summary>
    public LentArrays Adjoints { get; } = new();

    /// <summary>True when nothing is cached and no array is lent.</summary>
    public bool IsEmpty => top == 0 && objectCount == 0 && Arrays.Mark == 0 && Adjoints.Mark == 0;

    /// <summary>The memory it keeps for later calls, in bytes: numbers and lent arrays.</summary>
    public long HeldBytes => (sizeof(long) * (long)tape.Length) + Arrays.HeldBytes + Adjoints.HeldBytes;

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
        Arrays.Release(0);
        Adjoints.Release(0);
    }

    /// <summary>
    /// Forgets everything and takes over what another workspace holds: what one forward half left there can so be taken off
    /// several times, once for each seed.
    /// </summary>
    /// <param name="source">The other, which stays as it is.</param>
    public void Repeat(Workspace source)
    {
        Clear();
        if (tape.Length < source.top)
        {
            tape = GC.AllocateUninitializedArray<long>(source.tape.Length, pinned: true);
        }

        System.Array.Copy(source.tape, tape, source.top);
        top = source.top;
        for (int i = 0; i < source.objectCount; i++)
        {
            // A box belongs to one workspace: taking a value out of it empties it.
            object? cached = source.objects[i];
            PushObject(cached is Box box ? box.Copy() : cached);
        }

        Arrays.Repeat(source.Arrays);
        Adjoints.Repeat(source.Adjoints);
    }

    /// <summary>Caches one number.</summary>
    /// <typeparam name="T">The number's type. One that holds references is kept as an object.</typeparam>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push<T>(T value)
    {
        // Known when the method is compiled for T: one of the ways is left.
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            PushObject(value);
            return;
        }

        int size = (Unsafe.SizeOf<T>() + sizeof(long) - 1) / sizeof(long);
        long[] slots = tape;
        int at = top;
        while (size == 1 ? (uint)at >= (uint)slots.Length : at + size > slots.Length)
        {
            slots = Grow();
        }

        Unsafe.As<long, T>(ref slots[at]) = value;
        top = at + size;
    }

    /// <summary>Takes off the number cached last.</summary>
    /// <typeparam name="T">The type it was pushed with.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            return PopObject<T>();
        }

        int at = top - ((Unsafe.SizeOf<T>() + sizeof(long) - 1) / sizeof(long));
        T value = Unsafe.As<long, T>(ref tape[at]);
        top = at;
        return value;
    }

    /// <summary>
    /// Makes room for a number of each round of a loop. The span is good until anything else is cached: that may move
    /// what there is. Spans that belong together are announced with the first of them.
    /// </summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <param name="count">How many; none where it is negative.</param>
    /// <param name="following">The spans of the same count that follow and leave this one good, in words of 8 bytes for each round.</param>
    /// <returns>The room, with anything in it.</returns>
    public Span<T> PushSpan<T>(int count, int following = 0)
        where T : unmanaged
    {
        int slots = Slots<T>(count);
        while (slots + Vector<T>() + (following * (Slots<long>(count) + 1L)) > tape.Length - top)
        {
            Grow();
        }

        int start = top;
        if (Vector<T>() > 0)
        {
            // Behind the numbers stands where the stack was before.
            start += LentArrays.Gap(tape, top);
            tape[start + slots++] = top;
        }

        top = start + slots;
        return MemoryMarshal.Cast<long, T>(tape.AsSpan(start, slots))[..Math.Max(count, 0)];
    }

    /// <summary>Takes off what <see cref="PushSpan"/> made room for.</summary>
    /// <typeparam name="T">The type it was made for.</typeparam>
    /// <param name="count">The count it was made for.</param>
    /// <returns>The numbers, until anything else is cached.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> PopSpan<T>(int count)
        where T : unmanaged
    {
        int numbers = Math.Max(count, 0), start = top - Slots<T>(numbers);
        if (Vector<T>() > 0)
        {
            start--;
            top = (int)tape[top - 1];
        }
        else
        {
            top = start;
        }

        return MemoryMarshal.Cast<long, T>(tape.AsSpan(start, Slots<T>(numbers)))[..numbers];
    }

    /// <summary>For vectors, how many slots they take to lie on lines of the processor's cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Vector<T>()
        where T : unmanaged => Unsafe.SizeOf<T>() == LentArrays.VectorSlots * sizeof(long) ? LentArrays.VectorSlots : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slots<T>(int count)
        where T : unmanaged => (int)(((long)Math.Max(count, 0) * Unsafe.SizeOf<T>() + sizeof(long) - 1) / sizeof(long));

    /// <summary>Caches what is no number: an array that was not lent, or a constant of differentiation.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The object.</param>
    public void PushObject<T>(T value)
    {
        if (objectCount == objects.Length)
        {
            System.Array.Resize(ref objects, Math.Max(8, 2 * objectCount));
        }

        ref object? slot = ref objects[objectCount++];
        if (!typeof(T).IsValueType)
        {
            slot = value;
        }
        else if (slot is Box<T> box)
        {
            // The box of a former call: a value type is not boxed anew every time.
            box.Value = value;
        }
        else
        {
            slot = new Box<T>(value);
        }
    }

    /// <summary>Takes off the object cached last.</summary>
    /// <typeparam name="T">The type it was pushed with.</typeparam>
    public T PopObject<T>()
    {
        ref object? slot = ref objects[--objectCount];
        if (slot is Box<T> box)
        {
            T value = box.Value!;
            box.Value = default;
            return value;
        }

        object? cached = slot;
        slot = null;
        return (T)cached!;
    }

    private abstract class Box
    {
        public abstract Box Copy();
    }

    private sealed class Box<T>(T value) : Box
    {
        public T? Value { get; set; } = value;

        public override Box Copy() => new Box<T>(Value!);
    }

    private long[] Grow()
    {
        if (tape.Length == System.Array.MaxLength)
        {
            throw new InsufficientMemoryException("A derivative caches more numbers than an array holds.");
        }

        long[] longer = GC.AllocateUninitializedArray<long>(Math.Max(FirstBlock, (int)Math.Min(System.Array.MaxLength, 2L * tape.Length)), pinned: true);
        System.Array.Copy(tape, longer, top);
        return tape = longer;
    }
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>What emitted methods check on entry, before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Guard
{
    /// <summary>Checks that a destination has the length of what it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The parameter of the marked method.</param>
    /// <param name="destination">Its destination, adjoint or tangent.</param>
    /// <param name="name">The destination's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void SameLength<T>(ReadOnlySpan<T> buffer, ReadOnlySpan<T> destination, string name)
    {
        HasLength(buffer.Length, destination, name);
    }

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    /// <remarks>A null array passes: what becomes of it is the marked method's to say.</remarks>
    public static void SameLength<T>(T[]? buffer, ReadOnlySpan<T> destination, string name)
    {
        if (buffer is not null)
        {
            SameLength((ReadOnlySpan<T>)buffer, destination, name);
        }
    }

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    /// <remarks>A null list passes: what becomes of it is the marked method's to say.</remarks>
    public static void SameLength<T>(List<T>? buffer, ReadOnlySpan<T> destination, string name)
    {
        if (buffer is not null)
        {
            HasLength(buffer.Count, destination, name);
        }
    }

    /// <summary>Checks that a destination has the shape of what it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="matrix">The parameter of the marked method. Null passes: what becomes of it is that method's to say.</param>
    /// <param name="destination">Its destination, adjoint or tangent.</param>
    /// <param name="name">The destination's name.</param>
    /// <exception cref="ArgumentException">The shapes or the lower bounds differ.</exception>
    public static void SameLength<T>(T[,]? matrix, T[,]? destination, string name)
    {
        if (matrix is null)
        {
            return;
        }

        HasShape((matrix.GetLength(0), matrix.GetLength(1)), destination, name);
        if (matrix.GetLowerBound(0) != destination!.GetLowerBound(0) || matrix.GetLowerBound(1) != destination.GetLowerBound(1))
        {
            throw new ArgumentException("Begins at other indices than what it belongs to.", name);
        }
    }

    /// <summary>Checks that an adjoint has the shape of the result that it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">The rows and columns of the result.</param>
    /// <param name="adjoint">Its adjoint.</param>
    /// <param name="name">The adjoint's name.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void HasShape<T>((int Rows, int Columns) shape, T[,]? adjoint, string name)
    {
        ArgumentNullException.ThrowIfNull(adjoint, name);
        if (adjoint.GetLength(0) != shape.Rows || adjoint.GetLength(1) != shape.Columns)
        {
            throw new ArgumentException($"Holds {adjoint.GetLength(0)} by {adjoint.GetLength(1)} elements where {shape.Rows} by {shape.Columns} are needed.", name);
        }
    }

    /// <summary>The elements of a matrix, row by row.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="matrix">The matrix; null has none.</param>
    public static Span<T> Elements<T>(T[,]? matrix) =>
        matrix is null ? default : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);

    /// <summary>Checks that an adjoint has the length of the result that it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The length of the result.</param>
    /// <param name="adjoint">Its adjoint.</param>
    /// <param name="name">The adjoint's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void HasLength<T>(int length, ReadOnlySpan<T> adjoint, string name)
    {
        if (adjoint.Length != length)
        {
            throw new ArgumentException($"Holds {adjoint.Length} elements where {length} are needed.", name);
        }
    }

    /// <summary>The length of a row where a buffer holds one for each point.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="points">How many points there are.</param>
    /// <param name="buffer">The rows, end to end.</param>
    /// <param name="name">The buffer's name.</param>
    /// <exception cref="ArgumentException">It does not divide into rows of one length.</exception>
    public static int RowLength<T>(int points, ReadOnlySpan<T> buffer, string name)
    {
        int length = points > 0 ? buffer.Length / points : 0;
        if (points < 0 || length * points != buffer.Length)
        {
            throw new ArgumentException($"Holds {buffer.Length} elements, which is no row for each of {points} points.", name);
        }

        return length;
    }

    /// <summary>How many elements a block has where a buffer holds one for each point, with rows and columns.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="points">How many points there are.</param>
    /// <param name="rows">How many rows a block has.</param>
    /// <param name="columns">How many columns a block has.</param>
    /// <param name="buffer">The blocks, end to end.</param>
    /// <param name="name">The buffer's name.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static int BlockLength<T>(int points, int rows, int columns, ReadOnlySpan<T> buffer, string name)
    {
        long block = (long)rows * columns;
        if (points < 0 || (points > 0 && block > int.MaxValue) || block * points != buffer.Length)
        {
            throw new ArgumentException($"Holds {buffer.Length} elements, which is no block of {rows} by {columns} for each of {points} points.", name);
        }

        return (int)block;
    }

    /// <summary>Checks that a buffer shares no memory with others.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="first">Another buffer.</param>
    /// <param name="second">One more, if any.</param>
    /// <param name="third">And so on.</param>
    /// <param name="fourth">And so on.</param>
    /// <param name="fifth">And so on.</param>
    /// <param name="sixth">And so on.</param>
    /// <exception cref="ArgumentException">It overlaps one of them.</exception>
    public static void Apart<T>(
        ReadOnlySpan<T> buffer,
        string name,
        ReadOnlySpan<T> first,
        ReadOnlySpan<T> second = default,
        ReadOnlySpan<T> third = default,
        ReadOnlySpan<T> fourth = default,
        ReadOnlySpan<T> fifth = default,
        ReadOnlySpan<T> sixth = default)
    {
        Apart<T, T>(buffer, name, first);
        Apart<T, T>(buffer, name, second);
        Apart<T, T>(buffer, name, third);
        Apart<T, T>(buffer, name, fourth);
        Apart<T, T>(buffer, name, fifth);
        Apart<T, T>(buffer, name, sixth);
    }

    /// <summary>Checks that two buffers share no memory.</summary>
    /// <typeparam name="TLeft">The element type of one.</typeparam>
    /// <typeparam name="TRight">The element type of the other.</typeparam>
    /// <param name="left">One buffer.</param>
    /// <param name="name">The name of <paramref name="left"/>.</param>
    /// <param name="right">The other.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Apart<TLeft, TRight>(ReadOnlySpan<TLeft> left, string name, ReadOnlySpan<TRight> right)
    {
        // As MemoryExtensions.Overlaps, for elements of two types, and for references too: a buffer without elements
        // overlaps nothing.
        ref byte start = ref Unsafe.As<TLeft, byte>(ref MemoryMarshal.GetReference(left));
        nint distance = Unsafe.ByteOffset(ref start, ref Unsafe.As<TRight, byte>(ref MemoryMarshal.GetReference(right)));
        nuint leftSize = (nuint)left.Length * (nuint)Unsafe.SizeOf<TLeft>(), rightSize = (nuint)right.Length * (nuint)Unsafe.SizeOf<TRight>();
        if (leftSize > 0 && rightSize > 0 && ((nuint)distance < leftSize || (nuint)(-distance) < rightSize))
        {
            throw new ArgumentException("Overlaps another buffer of the call.", name);
        }
    }

    /// <summary>Checks that gradients, adjoints or tangents have the shape of the module that they belong to.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <param name="gradients">The gradients.</param>
    /// <param name="name">Their name.</param>
    /// <param name="module">The module.</param>
    /// <param name="moduleName">Its name.</param>
    /// <exception cref="ArgumentNullException">One of the two is null.</exception>
    /// <exception cref="ArgumentException">A parameter has another length, or a nested module is missing.</exception>
    public static void Fits<TModule, T>(ModuleGradients<TModule, T> gradients, string name, TModule module, string moduleName)
        where TModule : class, IModule<T>
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(module, moduleName);
        ArgumentNullException.ThrowIfNull(gradients, name);
        if (!gradients.Fits(module))
        {
            throw new ArgumentException("Has not the shape of the module: a parameter has another length than it had when this was made, or a nested module is missing.", name);
        }
    }

    /// <summary>Checks that a buffer shares no memory with the parameters of a module.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TNumber">The type of the module's numbers.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="module">The module; null has no parameters.</param>
    /// <exception cref="ArgumentException">It overlaps one of them.</exception>
    public static void Apart<T, TNumber>(ReadOnlySpan<T> buffer, string name, IModule<TNumber>? module)
        where TNumber : IFloatingPointIeee754<TNumber>
    {
        ReadOnlySpan<byte> memory = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(buffer)), buffer.Length * Unsafe.SizeOf<T>());
        if (module is not null && module.Overlaps(memory))
        {
            throw new ArgumentException("Overlaps a parameter of a module of the call.", name);
        }
    }

    /// <summary>Where a part of memory begins.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="whole">The memory.</param>
    /// <param name="part">A part of it, or the place behind it.</param>
    /// <returns>How many elements lie before it.</returns>
    public static int Offset<T>(ReadOnlySpan<T> whole, ReadOnlySpan<T> part) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetReference(whole), ref MemoryMarshal.GetReference(part)) / Unsafe.SizeOf<T>());

    /// <summary>Adds an array of a module's to its parts. Arrays without elements are one and the same object, and no part.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array, or null.</param>
    /// <param name="parts">Added to.</param>
    public static void Collect<T>(T[]? array, ICollection<object> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (array is { Length: > 0 })
        {
            parts.Add(array);
        }
    }

    /// <summary>Adds a nested module and its parts.</summary>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <param name="module">The nested module.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parts">Added to.</param>
    /// <exception cref="ArgumentException">It is null.</exception>
    public static void Collect<T>(IModule<T>? module, string name, ICollection<object> parts)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (module is null)
        {
            throw new ArgumentException($"The nested module '{name}' is null.", nameof(module));
        }

        parts.Add(module);
        module.CollectParts(parts);
    }

    /// <summary>Whether two pieces of memory overlap.</summary>
    /// <typeparam name="T">The element type of one.</typeparam>
    /// <param name="memory">One piece.</param>
    /// <param name="buffer">The other.</param>
    public static bool Overlap<T>(ReadOnlySpan<byte> memory, ReadOnlySpan<T> buffer)
        where T : struct => memory.Overlaps(MemoryMarshal.AsBytes(buffer));

    /// <summary>The memory of an <c>out</c> argument, which is left as it is.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <param name="argument">The argument.</param>
    public static ReadOnlySpan<T> Window<T>([UnscopedRef] out T argument)
    {
        Unsafe.SkipInit(out argument);
        return new ReadOnlySpan<T>(in argument);
    }
}

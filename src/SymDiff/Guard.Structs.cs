using System.Runtime.InteropServices;

namespace SymDiff;

/// <content>Arrays and spans of structs that hold numbers of one type and nothing else.</content>
public static partial class Guard
{
    /// <summary>The numbers in structs, end to end, in the order of their fields.</summary>
    /// <typeparam name="TStruct">The type of the structs.</typeparam>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="structs">The structs.</param>
    /// <exception cref="NullReferenceException">The array is null.</exception>
    public static Span<T> Numbers<TStruct, T>(TStruct[] structs)
        where TStruct : struct
        where T : struct =>
        MemoryMarshal.Cast<TStruct, T>(new Span<TStruct>(structs, 0, structs.Length));

    /// <inheritdoc cref="Numbers{TStruct, T}(TStruct[])"/>
    public static Span<T> Numbers<TStruct, T>(Span<TStruct> structs)
        where TStruct : struct
        where T : struct =>
        MemoryMarshal.Cast<TStruct, T>(structs);

    /// <inheritdoc cref="Numbers{TStruct, T}(TStruct[])"/>
    public static ReadOnlySpan<T> Numbers<TStruct, T>(ReadOnlySpan<TStruct> structs)
        where TStruct : struct
        where T : struct =>
        MemoryMarshal.Cast<TStruct, T>(structs);

    /// <summary>Numbers as structs, each of as many as it has fields.</summary>
    /// <typeparam name="TStruct">The type of the structs.</typeparam>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="numbers">The numbers.</param>
    public static Span<TStruct> Structs<TStruct, T>(Span<T> numbers)
        where TStruct : struct
        where T : struct =>
        MemoryMarshal.Cast<T, TStruct>(numbers);

    /// <inheritdoc cref="Structs{TStruct, T}(Span{T})"/>
    public static ReadOnlySpan<TStruct> Structs<TStruct, T>(ReadOnlySpan<T> numbers)
        where TStruct : struct
        where T : struct =>
        MemoryMarshal.Cast<T, TStruct>(numbers);

    /// <summary>The place of the first number of a struct among those of all.</summary>
    /// <param name="index">The index of the struct, whether there is such a one or not.</param>
    /// <param name="count">How many numbers a struct has.</param>
    /// <returns>A negative place for an index that is negative, or for which it would be too large.</returns>
    public static int Place(int index, int count)
    {
        long place = (long)index * count;
        return place is >= 0 and <= int.MaxValue ? (int)place : int.MinValue;
    }
}

using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <content>Checks of arrays of arrays, whose rows are memory of their own each.</content>
public static partial class Guard
{
    // Fewer pairs of rows than this are compared one by one.
    private const int FewPairs = 256;

    /// <summary>Checks that a destination has rows of the same lengths as what it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The parameter of the marked method. Null passes: what becomes of it is that method's to say.</param>
    /// <param name="rowsName">Its name.</param>
    /// <param name="destination">Its destination, adjoint or tangent.</param>
    /// <param name="name">The destination's name.</param>
    /// <exception cref="ArgumentException">A row is null, or the numbers of rows or their lengths differ.</exception>
    public static void SameRows<T>(T[]?[]? rows, string rowsName, T[]?[]? destination, string name)
    {
        if (rows is null)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(destination, name);
        if (destination.Length != rows.Length)
        {
            throw new ArgumentException($"Holds {destination.Length} rows where {rows.Length} are needed.", name);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row)
            {
                throw new ArgumentException($"Row {i} is null.", rowsName);
            }

            if (destination[i]?.Length != row.Length)
            {
                throw new ArgumentException(destination[i] is { } other ? $"Row {i} holds {other.Length} elements where {row.Length} are needed." : $"Row {i} is null.", name);
            }
        }
    }

    /// <summary>How many elements rows have together.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows. Null has none: what becomes of it is the marked method's to say.</param>
    /// <param name="name">Their name.</param>
    /// <exception cref="ArgumentException">A row is null.</exception>
    public static int Count<T>(T[]?[]? rows, string name)
    {
        int count = 0;
        for (int i = 0; i < (rows?.Length ?? 0); i++)
        {
            count = checked(count + (rows![i] ?? throw new ArgumentException($"Row {i} is null.", name)).Length);
        }

        return count;
    }

    /// <summary>Makes rows of zeros of the same lengths.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">Those they are like.</param>
    public static T[][] RowsLike<T>(T[][]? rows) => Array.ConvertAll(rows ?? [], static row => new T[row.Length]);

    /// <summary>An element of rows that are laid end to end.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="index">Its place among all elements.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public static ref T Element<T>(T[][] rows, int index)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int row = 0;
        for (; row < rows.Length - 1 && index >= rows[row].Length; row++)
        {
            index -= rows[row].Length;
        }

        return ref rows[row][index];
    }

    /// <summary>Lays the elements of rows end to end.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="elements">As many as they have, overwritten.</param>
    public static void Join<T>(T[][] rows, Span<T> elements)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (T[] row in rows)
        {
            row.CopyTo(elements);
            elements = elements[row.Length..];
        }
    }

    /// <summary>Lays elements out in rows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="elements">Row after row.</param>
    /// <param name="rows">The rows that are filled, with as many elements.</param>
    public static void Split<T>(ReadOnlySpan<T> elements, T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (T[] row in rows)
        {
            elements[..row.Length].CopyTo(row);
            elements = elements[row.Length..];
        }
    }

    /// <summary>Checks that no array is two rows at once. Arrays without elements may be.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    /// <exception cref="ArgumentException">One array is two rows.</exception>
    public static void RowsApart<T>(T[]?[]? rows, string name)
    {
        if (rows is null)
        {
            return;
        }

        if ((long)rows.Length * rows.Length <= FewPairs)
        {
            for (int i = 1; i < rows.Length; i++)
            {
                if (Holds(rows.AsSpan(0, i), rows[i]))
                {
                    throw new ArgumentException("One array is two of its rows.", name);
                }
            }

            return;
        }

        using var index = new RowIndex<T>(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            if (index.Count(rows[i]) > 1)
            {
                throw new ArgumentException("One array is two of its rows.", name);
            }
        }
    }

    /// <summary>Checks that no array is a row here and there.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TOther">The element type of the others: those of another type are other arrays.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    /// <param name="others">Other rows.</param>
    /// <exception cref="ArgumentException">They share a row.</exception>
    public static void RowsApart<T, TOther>(T[]?[]? rows, string name, TOther[]?[]? others)
    {
        if (rows is null || others is not T[]?[] same)
        {
            return;
        }

        if ((long)rows.Length * same.Length <= FewPairs)
        {
            foreach (T[]? row in rows)
            {
                if (Holds(same, row))
                {
                    throw new ArgumentException("Shares a row with another argument of the call.", name);
                }
            }

            return;
        }

        using var index = new RowIndex<T>(same);
        foreach (T[]? row in rows)
        {
            if (index.Count(row) > 0)
            {
                throw new ArgumentException("Shares a row with another argument of the call.", name);
            }
        }
    }

    /// <summary>Checks that no row shares memory with a buffer.</summary>
    /// <typeparam name="T">The element type of the rows.</typeparam>
    /// <typeparam name="TOther">The element type of the buffer.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    /// <param name="other">The buffer.</param>
    /// <exception cref="ArgumentException">A row overlaps it.</exception>
    public static void RowsApart<T, TOther>(T[]?[]? rows, string name, ReadOnlySpan<TOther> other)
    {
        foreach (T[]? row in rows ?? [])
        {
            Apart<T, TOther>(row, name, other);
        }
    }

    /// <summary>Checks that a buffer shares memory with no row.</summary>
    /// <typeparam name="T">The element type of the buffer.</typeparam>
    /// <typeparam name="TOther">The element type of the rows.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="others">The rows.</param>
    /// <exception cref="ArgumentException">It overlaps one of them.</exception>
    public static void RowsApart<T, TOther>(ReadOnlySpan<T> buffer, string name, TOther[]?[]? others)
    {
        foreach (TOther[]? other in others ?? [])
        {
            Apart<T, TOther>(buffer, name, other);
        }
    }

    /// <summary>Checks that no row shares memory with the parameters of a module.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TNumber">The type of the module's numbers.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    /// <param name="module">The module; null has no parameters.</param>
    /// <exception cref="ArgumentException">A row overlaps one of them.</exception>
    public static void RowsApart<T, TNumber>(T[]?[]? rows, string name, IModule<TNumber>? module)
        where TNumber : IFloatingPointIeee754<TNumber>
    {
        foreach (T[]? row in rows ?? [])
        {
            Apart<T, TNumber>(row, name, module);
        }
    }

    /// <summary>Sets every element to zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    public static void Clear<T>(T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (T[] row in rows)
        {
            Array.Clear(row);
        }
    }

    private static bool Holds<T>(ReadOnlySpan<T[]?> rows, T[]? row)
    {
        if (row is not { Length: > 0 })
        {
            return false;
        }

        foreach (T[]? other in rows)
        {
            if (ReferenceEquals(other, row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Rows in the order of their hash codes, in pooled arrays.</summary>
    private readonly ref struct RowIndex<T> : IDisposable
    {
        private readonly T[]?[] rows;
        private readonly int[] hashes;
        private readonly int[] places;

        public RowIndex(T[]?[] rows)
        {
            this.rows = rows;
            hashes = ArrayPool<int>.Shared.Rent(rows.Length);
            places = ArrayPool<int>.Shared.Rent(rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                hashes[i] = RuntimeHelpers.GetHashCode(rows[i]);
                places[i] = i;
            }

            Array.Sort(hashes, places, 0, rows.Length);
        }

        /// <summary>How many rows an array is; none where it has no elements.</summary>
        public int Count(T[]? row)
        {
            if (row is not { Length: > 0 })
            {
                return 0;
            }

            int hash = RuntimeHelpers.GetHashCode(row), count = 0;
            int at = Array.BinarySearch(hashes, 0, rows.Length, hash);
            while (at > 0 && hashes[at - 1] == hash)
            {
                at--;
            }

            for (; at >= 0 && at < rows.Length && hashes[at] == hash; at++)
            {
                count += ReferenceEquals(rows[places[at]], row) ? 1 : 0;
            }

            return count;
        }

        public void Dispose()
        {
            ArrayPool<int>.Shared.Return(hashes);
            ArrayPool<int>.Shared.Return(places);
        }
    }
}

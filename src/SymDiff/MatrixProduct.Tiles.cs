using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymDiff;

// The tiles: rows of A times a panel of B, two vectors wide. Half of the registers and more hold sums, so that the sums of one
// step do not wait for those of the step before.
internal static partial class MatrixProduct<T>
{
    private static void AddTile(ref T a, nint row, nint column, int height, ref T panel, int count, ref T c, nint stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddTile512(ref a, row, column, height, ref panel, count, ref c, stride);
        }
        else
        {
            AddTile256(ref a, row, column, height, ref panel, count, ref c, stride);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddTile512(ref T a, nint row, nint column, int height, ref T panel, int count, ref T c, nint stride)
    {
        // Rows behind the last are the last once more; nobody reads their sums.
        nint last = height - 1;
        ref T a0 = ref a;
        ref T a1 = ref Unsafe.Add(ref a, nint.Min(1, last) * row);
        ref T a2 = ref Unsafe.Add(ref a, nint.Min(2, last) * row);
        ref T a3 = ref Unsafe.Add(ref a, nint.Min(3, last) * row);
        ref T a4 = ref Unsafe.Add(ref a, nint.Min(4, last) * row);
        ref T a5 = ref Unsafe.Add(ref a, nint.Min(5, last) * row);
        ref T a6 = ref Unsafe.Add(ref a, nint.Min(6, last) * row);
        ref T a7 = ref Unsafe.Add(ref a, nint.Min(7, last) * row);
        Vector512<T> l0 = Vector512<T>.Zero, h0 = Vector512<T>.Zero, l1 = Vector512<T>.Zero, h1 = Vector512<T>.Zero, l2 = Vector512<T>.Zero, h2 = Vector512<T>.Zero, l3 = Vector512<T>.Zero, h3 = Vector512<T>.Zero, l4 = Vector512<T>.Zero, h4 = Vector512<T>.Zero, l5 = Vector512<T>.Zero, h5 = Vector512<T>.Zero, l6 = Vector512<T>.Zero, h6 = Vector512<T>.Zero, l7 = Vector512<T>.Zero, h7 = Vector512<T>.Zero;
        for (nint at = 0; count > 0; count--, at += column)
        {
            Vector512<T> low = Vector512.LoadUnsafe(ref panel), high = Vector512.LoadUnsafe(ref panel, (nuint)Vector512<T>.Count);
            panel = ref Unsafe.Add(ref panel, 2 * Vector512<T>.Count);
            Vector512<T> x0 = Vector512.Create(Unsafe.Add(ref a0, at));
            l0 = MultiplyAdd(x0, low, l0);
            h0 = MultiplyAdd(x0, high, h0);
            Vector512<T> x1 = Vector512.Create(Unsafe.Add(ref a1, at));
            l1 = MultiplyAdd(x1, low, l1);
            h1 = MultiplyAdd(x1, high, h1);
            Vector512<T> x2 = Vector512.Create(Unsafe.Add(ref a2, at));
            l2 = MultiplyAdd(x2, low, l2);
            h2 = MultiplyAdd(x2, high, h2);
            Vector512<T> x3 = Vector512.Create(Unsafe.Add(ref a3, at));
            l3 = MultiplyAdd(x3, low, l3);
            h3 = MultiplyAdd(x3, high, h3);
            Vector512<T> x4 = Vector512.Create(Unsafe.Add(ref a4, at));
            l4 = MultiplyAdd(x4, low, l4);
            h4 = MultiplyAdd(x4, high, h4);
            Vector512<T> x5 = Vector512.Create(Unsafe.Add(ref a5, at));
            l5 = MultiplyAdd(x5, low, l5);
            h5 = MultiplyAdd(x5, high, h5);
            Vector512<T> x6 = Vector512.Create(Unsafe.Add(ref a6, at));
            l6 = MultiplyAdd(x6, low, l6);
            h6 = MultiplyAdd(x6, high, h6);
            Vector512<T> x7 = Vector512.Create(Unsafe.Add(ref a7, at));
            l7 = MultiplyAdd(x7, low, l7);
            h7 = MultiplyAdd(x7, high, h7);
        }

        Accumulate(ref c, l0, h0);
        Accumulate(ref Unsafe.Add(ref c, 1 * stride), l1, h1);
        Accumulate(ref Unsafe.Add(ref c, 2 * stride), l2, h2);
        Accumulate(ref Unsafe.Add(ref c, 3 * stride), l3, h3);
        Accumulate(ref Unsafe.Add(ref c, 4 * stride), l4, h4);
        Accumulate(ref Unsafe.Add(ref c, 5 * stride), l5, h5);
        Accumulate(ref Unsafe.Add(ref c, 6 * stride), l6, h6);
        Accumulate(ref Unsafe.Add(ref c, 7 * stride), l7, h7);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddTile256(ref T a, nint row, nint column, int height, ref T panel, int count, ref T c, nint stride)
    {
        // Rows behind the last are the last once more; nobody reads their sums.
        nint last = height - 1;
        ref T a0 = ref a;
        ref T a1 = ref Unsafe.Add(ref a, nint.Min(1, last) * row);
        ref T a2 = ref Unsafe.Add(ref a, nint.Min(2, last) * row);
        ref T a3 = ref Unsafe.Add(ref a, nint.Min(3, last) * row);
        Vector256<T> l0 = Vector256<T>.Zero, h0 = Vector256<T>.Zero, l1 = Vector256<T>.Zero, h1 = Vector256<T>.Zero, l2 = Vector256<T>.Zero, h2 = Vector256<T>.Zero, l3 = Vector256<T>.Zero, h3 = Vector256<T>.Zero;
        for (nint at = 0; count > 0; count--, at += column)
        {
            Vector256<T> low = Vector256.LoadUnsafe(ref panel), high = Vector256.LoadUnsafe(ref panel, (nuint)Vector256<T>.Count);
            panel = ref Unsafe.Add(ref panel, 2 * Vector256<T>.Count);
            Vector256<T> x0 = Vector256.Create(Unsafe.Add(ref a0, at));
            l0 = MultiplyAdd(x0, low, l0);
            h0 = MultiplyAdd(x0, high, h0);
            Vector256<T> x1 = Vector256.Create(Unsafe.Add(ref a1, at));
            l1 = MultiplyAdd(x1, low, l1);
            h1 = MultiplyAdd(x1, high, h1);
            Vector256<T> x2 = Vector256.Create(Unsafe.Add(ref a2, at));
            l2 = MultiplyAdd(x2, low, l2);
            h2 = MultiplyAdd(x2, high, h2);
            Vector256<T> x3 = Vector256.Create(Unsafe.Add(ref a3, at));
            l3 = MultiplyAdd(x3, low, l3);
            h3 = MultiplyAdd(x3, high, h3);
        }

        Accumulate(ref c, l0, h0);
        Accumulate(ref Unsafe.Add(ref c, 1 * stride), l1, h1);
        Accumulate(ref Unsafe.Add(ref c, 2 * stride), l2, h2);
        Accumulate(ref Unsafe.Add(ref c, 3 * stride), l3, h3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> sum)
    {
        if (!Avx512F.IsSupported)
        {
            return (x * y) + sum;
        }

        return typeof(T) == typeof(float)
            ? Avx512F.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
            : Avx512F.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref T c, Vector512<T> low, Vector512<T> high)
    {
        (Vector512.LoadUnsafe(ref c) + low).StoreUnsafe(ref c);
        (Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count) + high).StoreUnsafe(ref c, (nuint)Vector512<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> sum)
    {
        if (!Fma.IsSupported)
        {
            return (x * y) + sum;
        }

        return typeof(T) == typeof(float)
            ? Fma.MultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
            : Fma.MultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref T c, Vector256<T> low, Vector256<T> high)
    {
        (Vector256.LoadUnsafe(ref c) + low).StoreUnsafe(ref c);
        (Vector256.LoadUnsafe(ref c, (nuint)Vector256<T>.Count) + high).StoreUnsafe(ref c, (nuint)Vector256<T>.Count);
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymDiff;

/// <summary>
/// Elementary functions of eight numbers side by side, each within 4 units in the last place of the true value, over the
/// whole domain of the function. <see cref="Lanes"/> has those with the bits of <see cref="Math"/>.
/// </summary>
/// <remarks>
/// Subnormal numbers, zeros of either sign, infinities and NaN give what <see cref="Math"/> gives for them, and no lane
/// depends on another. Products and sums are fused where the processor does that; the bound holds without as well. All
/// coefficients are those of minimax polynomials found with Remez's exchange in arithmetic of 300 bits, for the relative
/// error of the function, and then rounded to double; each function says what error is left.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneFunctions
{
    /// <summary>Added to a number below 2^51, it leaves the nearest whole number in the last bits, in two's complement.</summary>
    private const double Rounder = 6755399441055744;

    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts (Cody and Waite): the product of an exponent and the first, of 41 bits, is exact.
    private const double Ln2High = 0.693147180559663;
    private const double Ln2Low = 2.8235290563031577e-13;

    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;

    /// <summary>A product plus a number, rounded once where the processor can.</summary>
    /// <remarks>Vector512.FusedMultiplyAdd is not used: .NET 8 has none, and without the instruction it is a call for each lane.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, Vector512<double> addend)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.FusedMultiplyAdd(x, y, addend);
        }

        return Fma.IsSupported
            ? Vector512.Create(
                Fma.MultiplyAdd(x.GetLower(), y.GetLower(), addend.GetLower()),
                Fma.MultiplyAdd(x.GetUpper(), y.GetUpper(), addend.GetUpper()))
            : (x * y) + addend;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, double addend) => MultiplyAdd(x, y, Vector512.Create(addend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> x, double y, Vector512<double> addend) => MultiplyAdd(x, Vector512.Create(y), addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> x, double y, double addend) => MultiplyAdd(x, Vector512.Create(y), Vector512.Create(addend));

    /// <summary>Two to the power of the whole number that <see cref="Rounder"/> was added to, from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> rounded) =>
        ((rounded.AsInt64() << MantissaBits) + Vector512.Create(1.0).AsInt64()).AsDouble();

    /// <summary>A number where a test holds, and the other elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Select(Vector512<double> test, double then, Vector512<double> otherwise) =>
        Vector512.ConditionalSelect(test, Vector512.Create(then), otherwise);
}

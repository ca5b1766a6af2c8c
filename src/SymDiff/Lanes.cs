using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>
/// What emitted code does with eight numbers side by side, one for each of eight directions or rounds of a loop, beyond the
/// operators of a vector: each lane has the bits that its number would have alone.
/// </summary>
/// <remarks>A test of eight numbers is a mask: all bits of a lane, or none.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>How many numbers stand side by side.</summary>
    public const int Count = 8;

    /// <summary>Whether the processor computes with eight numbers at once.</summary>
    public static bool AreFast
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    /// <summary>The same truth for all lanes.</summary>
    /// <param name="value">The truth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mask(bool value) => value ? Vector512<double>.AllBitsSet : Vector512<double>.Zero;

    /// <summary>Whether a test holds in any lane.</summary>
    /// <param name="mask">The test.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<double> mask) => Vector512.ExtractMostSignificantBits(mask) != 0;

    /// <summary>Eight numbers of twice the precision.</summary>
    /// <param name="lanes">The numbers.</param>
    public static Vector512<double> Widen(Vector256<float> lanes) => Vector512.Create(Vector256.WidenLower(lanes), Vector256.WidenUpper(lanes));

    /// <summary>Eight numbers of half the precision.</summary>
    /// <param name="lanes">The numbers.</param>
    public static Vector256<float> Narrow(Vector512<double> lanes) => Vector256.Narrow(lanes.GetLower(), lanes.GetUpper());

    /// <summary>A product that is zero where the first factor is, whatever the second.</summary>
    /// <param name="lanes">The first factors.</param>
    /// <param name="factor">The second factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongMul(Vector512<double> lanes, Vector512<double> factor) =>
        Vector512.ConditionalSelect(~Vector512.Equals(lanes, Vector512<double>.Zero), lanes * factor, Vector512<double>.Zero);

    /// <inheritdoc cref="StrongMul(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongMul(Vector512<double> lanes, double factor) => StrongMul(lanes, Vector512.Create(factor));

    /// <inheritdoc cref="StrongMul(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongMul(double lanes, Vector512<double> factor) => lanes == 0 ? Vector512<double>.Zero : lanes * factor;

    /// <summary>A quotient that is zero where the dividend is, whatever the divisor.</summary>
    /// <param name="lanes">The dividends.</param>
    /// <param name="divisor">The divisors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongDiv(Vector512<double> lanes, Vector512<double> divisor) =>
        Vector512.ConditionalSelect(~Vector512.Equals(lanes, Vector512<double>.Zero), lanes / divisor, Vector512<double>.Zero);

    /// <inheritdoc cref="StrongDiv(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongDiv(Vector512<double> lanes, double divisor) => StrongDiv(lanes, Vector512.Create(divisor));

    /// <inheritdoc cref="StrongDiv(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> StrongDiv(double lanes, Vector512<double> divisor) => lanes == 0 ? Vector512<double>.Zero : Vector512.Create(lanes) / divisor;

    /// <inheritdoc cref="StrongMul(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> StrongMul(Vector256<float> lanes, float factor) =>
        Vector256.ConditionalSelect(~Vector256.Equals(lanes, Vector256<float>.Zero), lanes * factor, Vector256<float>.Zero);

    /// <inheritdoc cref="StrongMul(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> StrongMul(float lanes, Vector256<float> factor) => lanes == 0 ? Vector256<float>.Zero : lanes * factor;

    /// <inheritdoc cref="StrongDiv(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> StrongDiv(Vector256<float> lanes, float divisor) =>
        Vector256.ConditionalSelect(~Vector256.Equals(lanes, Vector256<float>.Zero), lanes / divisor, Vector256<float>.Zero);
}

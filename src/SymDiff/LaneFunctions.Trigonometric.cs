using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

// Sine and cosine.
public static partial class LaneFunctions
{
    /// <summary>
    /// Up to here a multiple n of π/2 has at most 20 bits. Above, lanes go one by one to <see cref="Math"/>, which reduces
    /// any argument.
    /// </summary>
    private const double FarAway = 1 << 20;

    private const double TwoOverPi = 0.6366197723675814;

    // π/2 in four parts (Cody and Waite), the first three of at most 33 bits: their products with n are exact.
    private const double HalfPi1 = 1.5707963267341256;
    private const double HalfPi2 = 6.077100506303966e-11;
    private const double HalfPi3 = 2.0222662487111665e-21;
    private const double HalfPi4 = 8.4784276603689e-32;

    /// <inheritdoc cref="Math.Sin(double)"/>
    /// <remarks>See <see cref="SinCos"/>.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Sin(Vector512<double> x)
    {
        Vector512<double> magnitude = Vector512.Abs(x);
        Vector512<long> quadrant = Reduce(magnitude, out Vector512<double> r, out Vector512<double> low, out Vector512<double> swap);
        Vector512<double> result = SinOf(x, quadrant, Vector512.ConditionalSelect(swap, CosNearZero(r, low), SinNearZero(r, low)));
        return AnyFarAway(magnitude) ? SinFarAway(x, result) : result;
    }

    /// <inheritdoc cref="Math.Cos(double)"/>
    /// <remarks>See <see cref="SinCos"/>.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Cos(Vector512<double> x)
    {
        Vector512<double> magnitude = Vector512.Abs(x);
        Vector512<long> quadrant = Reduce(magnitude, out Vector512<double> r, out Vector512<double> low, out Vector512<double> swap);
        Vector512<double> result = CosOf(quadrant, Vector512.ConditionalSelect(swap, SinNearZero(r, low), CosNearZero(r, low)));
        return AnyFarAway(magnitude) ? CosFarAway(x, result) : result;
    }

    /// <inheritdoc cref="Math.SinCos(double)"/>
    /// <remarks>
    /// |x| = n π/2 + r with |r| at most π/4, r as a sum of two numbers because it may be 2^73 times smaller than x. Near zero,
    /// sin r = r + r³ S(r²) and cos r = 1 - r²/2 + r⁴ C(r²), with S and C of degree 5: errors 2^-56 and 2^-59.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> x)
    {
        Vector512<double> magnitude = Vector512.Abs(x);
        Vector512<long> quadrant = Reduce(magnitude, out Vector512<double> r, out Vector512<double> low, out Vector512<double> swap);
        Vector512<double> sin = SinNearZero(r, low), cos = CosNearZero(r, low);
        Vector512<double> sine = SinOf(x, quadrant, Vector512.ConditionalSelect(swap, cos, sin));
        Vector512<double> cosine = CosOf(quadrant, Vector512.ConditionalSelect(swap, sin, cos));
        return AnyFarAway(magnitude) ? (SinFarAway(x, sine), CosFarAway(x, cosine)) : (sine, cosine);
    }

    /// <summary>r + low = |x| - n π/2 for the nearest n, whose last two bits are the quadrant's; they are swapped where n is odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Reduce(Vector512<double> magnitude, out Vector512<double> r, out Vector512<double> low, out Vector512<double> swap)
    {
        Vector512<double> rounded = MultiplyAdd(magnitude, TwoOverPi, Rounder);
        Vector512<double> n = Vector512.Create(Rounder) - rounded;

        // The first difference is exact. In the other two the subtrahend is the smaller, or the difference is exact too, so
        // that what they round off is found by subtraction (Dekker's fast sum).
        Vector512<double> first = MultiplyAdd(n, HalfPi1, magnitude);
        Vector512<double> second = MultiplyAdd(n, HalfPi2, first);
        r = MultiplyAdd(n, HalfPi3, second);
        low = MultiplyAdd(n, HalfPi4, MultiplyAdd(n, HalfPi2, first - second) + MultiplyAdd(n, HalfPi3, second - r));
        Vector512<long> quadrant = rounded.AsInt64();
        swap = Vector512.Equals(quadrant & Vector512.Create(1L), Vector512.Create(1L)).AsDouble();
        return quadrant;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinNearZero(Vector512<double> r, Vector512<double> low)
    {
        Vector512<double> z = r * r, z2 = z * z;
        Vector512<double> s = MultiplyAdd(
            MultiplyAdd(z2, MultiplyAdd(z, 1.5896067726840965e-10, -2.5050745042607483e-08), MultiplyAdd(z, 2.7557313604566113e-06, -0.0001984126982954276)),
            z2,
            MultiplyAdd(z, 0.008333333333322063, -0.1666666666666663));

        // sin(r + low) is sin r + low cos r.
        return r + MultiplyAdd(r * z, s, MultiplyAdd(z * Vector512.Create(-0.5), low, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> CosNearZero(Vector512<double> r, Vector512<double> low)
    {
        Vector512<double> z = r * r, z2 = z * z, one = Vector512.Create(1.0);
        Vector512<double> c = MultiplyAdd(
            MultiplyAdd(z2, MultiplyAdd(z, -1.1358423534256258e-11, 2.0875698708665433e-09), MultiplyAdd(z, -2.755731416397553e-07, 2.4801587288800014e-05)),
            z2,
            MultiplyAdd(z, -0.0013888888888872975, 0.041666666666666595));

        // What 1 - r²/2 rounds off goes to the small terms; cos(r + low) is cos r - low sin r.
        Vector512<double> half = z * Vector512.Create(0.5), main = one - half;
        return main + MultiplyAdd(z2, c, (one - main) - half - (r * low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinOf(Vector512<double> x, Vector512<long> quadrant, Vector512<double> magnitude) =>
        magnitude ^ (((quadrant << 62).AsDouble() ^ x) & Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> CosOf(Vector512<long> quadrant, Vector512<double> magnitude) =>
        magnitude ^ (((quadrant + Vector512.Create(1L)) << 62).AsDouble() & Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AnyFarAway(Vector512<double> magnitude) => Vector512.GreaterThanAny(magnitude, Vector512.Create(FarAway));

    private static Vector512<double> SinFarAway(Vector512<double> x, Vector512<double> near)
    {
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            near = Math.Abs(x[lane]) > FarAway ? near.WithElement(lane, Math.Sin(x[lane])) : near;
        }

        return near;
    }

    private static Vector512<double> CosFarAway(Vector512<double> x, Vector512<double> near)
    {
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            near = Math.Abs(x[lane]) > FarAway ? near.WithElement(lane, Math.Cos(x[lane])) : near;
        }

        return near;
    }
}

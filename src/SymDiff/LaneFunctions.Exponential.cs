using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymDiff;

// Exponential function, logarithm, and what is made of the exponential function.
public static partial class LaneFunctions
{
    /// <inheritdoc cref="Math.Exp(double)"/>
    /// <remarks>
    /// x = n ln 2 + r with |r| at most half of ln 2; e^r = 1 + r + r² q(r), with q of degree 10: error 2^-60 of e^r.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Beyond, it is 0 or infinite anyway. A NaN is in neither test and stays.
        x = Select(Vector512.GreaterThan(x, Vector512.Create(710.0)), 710, x);
        return ExpBelow(Select(Vector512.LessThan(x, Vector512.Create(-746.0)), -746, x));
    }

    /// <summary>The logistic function, 1 / (1 + e^-x).</summary>
    /// <param name="x">The numbers.</param>
    /// <remarks>As 1 / (1 + e) or e / (1 + e) with e = e^-|x|, so that both tails keep their relative accuracy.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        Vector512<double> below = -Vector512.Abs(x);
        Vector512<double> e = ExpBelow(Select(Vector512.LessThan(below, Vector512.Create(-746.0)), -746, below));
        Vector512<double> one = Vector512.Create(1.0);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), e, one) / (one + e);
    }

    /// <inheritdoc cref="Math.Tanh(double)"/>
    /// <remarks>
    /// E / (E + 2) with E = e^2|x| - 1 = 2^n (e^r - 1) + (2^n - 1), reduced as for <see cref="Exp"/>. Nothing cancels: for
    /// small x, n is 0 and E is r + r² q(r).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        // From 19.07 on it is 1.
        Vector512<double> magnitude = Vector512.Abs(x);
        magnitude = Select(Vector512.GreaterThan(magnitude, Vector512.Create(20.0)), 20, magnitude);
        Vector512<double> r = Reduce(magnitude + magnitude, out _, out Vector512<double> rounded);
        Vector512<double> scale = PowerOfTwo(rounded);
        Vector512<double> e = MultiplyAdd(scale, ExpMinusOne(r), scale - Vector512.Create(1.0));
        Vector512<double> result = e / (e + Vector512.Create(2.0));
        return result | (x & Vector512.Create(-0.0));
    }

    /// <inheritdoc cref="Math.Log(double)"/>
    /// <remarks>
    /// x = 2^k (1 + f) with 1 + f between √½ and √2; with s = f / (2 + f), ln(1 + f) = 2 artanh s = f - (f²/2 - s (f²/2 + R)),
    /// where R = 2 artanh s - 2s over s is s² times a polynomial of degree 6 in s²: error 2^-59 of the logarithm.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        const long LeastMantissa = 0x3FE6A09E667F3BCD; // √½
        Vector512<double> subnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        Vector512<double> normal = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(18014398509481984.0), x);
        Vector512<long> bits = normal.AsInt64() + Vector512.Create(0x3FF0000000000000 - LeastMantissa);
        Vector512<double> f = ((bits & Vector512.Create(0x000FFFFFFFFFFFFF)) + Vector512.Create(LeastMantissa)).AsDouble() - Vector512.Create(1.0);

        // The exponent as the last bits of a number of 2^52 and more.
        Vector512<double> k = ((bits >>> MantissaBits) | Vector512.Create(4503599627370496.0).AsInt64()).AsDouble()
            - Vector512.ConditionalSelect(subnormal, Vector512.Create(4503599627370496.0 + ExponentBias + 54), Vector512.Create(4503599627370496.0 + ExponentBias));

        Vector512<double> s = f / (f + Vector512.Create(2.0));
        Vector512<double> z = s * s, z2 = z * z;
        Vector512<double> r = MultiplyAdd(
            MultiplyAdd(
                z2,
                MultiplyAdd(z, 0.14795630538422563, 0.15314084179206322),
                MultiplyAdd(z, 0.18183562942025275, 0.22222198601191162)),
            z2,
            MultiplyAdd(z, 0.2857142874210118, 0.39999999999416025));
        r = z * MultiplyAdd(r, z, 0.6666666666666734);
        Vector512<double> half = Vector512.Create(0.5) * f * f;
        Vector512<double> low = MultiplyAdd(s, half + r, k * Vector512.Create(Ln2Low));
        Vector512<double> result = MultiplyAdd(k, Ln2High, f - (half - low));

        // What is not positive, and what is not finite.
        result = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), result, x);
        result = Select(Vector512.LessThan(x, Vector512<double>.Zero), double.NaN, result);
        return Select(Vector512.Equals(x, Vector512<double>.Zero), double.NegativeInfinity, result);
    }

    /// <summary>The exponential function from -746 to 710, and of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpBelow(Vector512<double> x)
    {
        Vector512<double> r = Reduce(x, out Vector512<double> n, out _);
        Vector512<double> power = Vector512.Create(1.0) + ExpMinusOne(r);
        if (Avx512F.IsSupported)
        {
            return Avx512F.Scale(power, n);
        }

        // In two steps, because 2^n may be no normal number: only the second step rounds.
        Vector512<double> half = MultiplyAdd(n, 0.5, Rounder);
        Vector512<double> rest = n - (half - Vector512.Create(Rounder)) + Vector512.Create(Rounder);
        return power * PowerOfTwo(half) * PowerOfTwo(rest);
    }

    /// <summary>x - n ln 2, for the nearest n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Reduce(Vector512<double> x, out Vector512<double> n, out Vector512<double> rounded)
    {
        rounded = MultiplyAdd(x, Log2E, Rounder);
        n = rounded - Vector512.Create(Rounder);
        return MultiplyAdd(n, -Ln2Low, MultiplyAdd(n, -Ln2High, x));
    }

    /// <summary>e^r - 1 for |r| up to 0.3468, in Estrin's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpMinusOne(Vector512<double> r)
    {
        Vector512<double> r2 = r * r, r4 = r2 * r2;
        Vector512<double> low = MultiplyAdd(MultiplyAdd(r, 0.008333333333316961, 0.04166666666666609), r2, MultiplyAdd(r, 0.16666666666666682, 0.5));
        Vector512<double> middle = MultiplyAdd(MultiplyAdd(r, 2.7557234674223593e-06, 2.4801586925317092e-05), r2, MultiplyAdd(r, 0.00019841269896567914, 0.0013888888889116672));
        Vector512<double> high = MultiplyAdd(r2, 2.0826555497280335e-09, MultiplyAdd(r, 2.5112103468592788e-08, 2.755758248554084e-07));
        Vector512<double> q = MultiplyAdd(MultiplyAdd(high, r4, middle), r4, low);
        return MultiplyAdd(r2, q, r);
    }
}

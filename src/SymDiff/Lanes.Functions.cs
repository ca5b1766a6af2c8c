using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

// What differs from lane to lane: products, tests, functions.
public readonly partial struct Lanes
{
    /// <summary>Whether eight numbers cost about as much as one.</summary>
    public static bool AreFast
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes Of(Vector512<double> values) => new(values);

    /// <summary>The product, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes left, Lanes right) => new(left.values * right.values);

    /// <summary>The quotient, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes left, Lanes right) => new(left.values / right.values);

    /// <summary>Which lanes are less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator <(Lanes left, Lanes right) => new(Vector512.LessThan(left.values, right.values));

    /// <summary>Which lanes are less or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator <=(Lanes left, Lanes right) => new(Vector512.LessThanOrEqual(left.values, right.values));

    /// <summary>Which lanes are greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator >(Lanes left, Lanes right) => new(Vector512.GreaterThan(left.values, right.values));

    /// <summary>Which lanes are greater or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator >=(Lanes left, Lanes right) => new(Vector512.GreaterThanOrEqual(left.values, right.values));

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator ==(Lanes left, Lanes right) => new(Vector512.Equals(left.values, right.values));

    /// <summary>Which lanes are not equal, or not numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator !=(Lanes left, Lanes right) => new(~Vector512.Equals(left.values, right.values));

    /// <summary>One or the other, lane by lane.</summary>
    /// <param name="test">Where true, the first.</param>
    /// <param name="yes">The first.</param>
    /// <param name="no">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(LaneMask test, Lanes yes, Lanes no) => new(Vector512.ConditionalSelect(test.Bits, yes.values, no.values));

    /// <inheritdoc cref="StrongMul(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongMul(Lanes lanes, Lanes factor) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(lanes.values, Vector512<double>.Zero), Vector512<double>.Zero, lanes.values * factor.values));

    /// <inheritdoc cref="StrongDiv(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongDiv(Lanes lanes, Lanes divisor) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(lanes.values, Vector512<double>.Zero), Vector512<double>.Zero, lanes.values / divisor.values));

    /// <inheritdoc cref="StrongDiv(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongDiv(double lanes, Lanes divisor) => lanes == 0 ? 0 : lanes / divisor;

    /// <inheritdoc cref="Math.Sqrt(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes x) => new(Vector512.Sqrt(x.values));

    /// <inheritdoc cref="Math.Abs(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes value) => new(Vector512.Abs(value.values));

    /// <inheritdoc cref="double.IsNaN(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask IsNaN(Lanes x) => new(~Vector512.Equals(x.values, x.values));

    /// <inheritdoc cref="Math.Exp(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Exp(Lanes x)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(Math.Exp(v[0]), Math.Exp(v[1]), Math.Exp(v[2]), Math.Exp(v[3]), Math.Exp(v[4]), Math.Exp(v[5]), Math.Exp(v[6]), Math.Exp(v[7])));
    }

    /// <inheritdoc cref="Math.Log(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Log(Lanes x)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(Math.Log(v[0]), Math.Log(v[1]), Math.Log(v[2]), Math.Log(v[3]), Math.Log(v[4]), Math.Log(v[5]), Math.Log(v[6]), Math.Log(v[7])));
    }

    /// <inheritdoc cref="Math.Sin(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Sin(Lanes x)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(Math.Sin(v[0]), Math.Sin(v[1]), Math.Sin(v[2]), Math.Sin(v[3]), Math.Sin(v[4]), Math.Sin(v[5]), Math.Sin(v[6]), Math.Sin(v[7])));
    }

    /// <inheritdoc cref="Math.Cos(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Cos(Lanes x)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(Math.Cos(v[0]), Math.Cos(v[1]), Math.Cos(v[2]), Math.Cos(v[3]), Math.Cos(v[4]), Math.Cos(v[5]), Math.Cos(v[6]), Math.Cos(v[7])));
    }

    /// <inheritdoc cref="Math.Tanh(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Tanh(Lanes x)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(Math.Tanh(v[0]), Math.Tanh(v[1]), Math.Tanh(v[2]), Math.Tanh(v[3]), Math.Tanh(v[4]), Math.Tanh(v[5]), Math.Tanh(v[6]), Math.Tanh(v[7])));
    }

    /// <summary>A function of a number, lane by lane.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="function">The function.</param>
    public static Lanes Map(Lanes x, Func<double, double> function)
    {
        Vector512<double> v = x.values;
        return new(Vector512.Create(function(v[0]), function(v[1]), function(v[2]), function(v[3]), function(v[4]), function(v[5]), function(v[6]), function(v[7])));
    }

    /// <summary>A function of two numbers, lane by lane.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <param name="function">The function.</param>
    public static Lanes Map(Lanes x, Lanes y, Func<double, double, double> function)
    {
        Vector512<double> v = x.values, w = y.values;
        return new(Vector512.Create(function(v[0], w[0]), function(v[1], w[1]), function(v[2], w[2]), function(v[3], w[3]), function(v[4], w[4]), function(v[5], w[5]), function(v[6], w[6]), function(v[7], w[7])));
    }

    /// <summary>A function of three numbers, lane by lane.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <param name="z">The third numbers.</param>
    /// <param name="function">The function.</param>
    public static Lanes Map(Lanes x, Lanes y, Lanes z, Func<double, double, double, double> function)
    {
        Vector512<double> v = x.values, w = y.values, u = z.values;
        return new(Vector512.Create(function(v[0], w[0], u[0]), function(v[1], w[1], u[1]), function(v[2], w[2], u[2]), function(v[3], w[3], u[3]), function(v[4], w[4], u[4]), function(v[5], w[5], u[5]), function(v[6], w[6], u[6]), function(v[7], w[7], u[7])));
    }

    /// <summary>The sum of all lanes, pair by pair.</summary>
    /// <param name="lanes">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes lanes) => Vector512.Sum(lanes.values);

    /// <summary>Adds the lanes to a number, one after the other.</summary>
    /// <param name="start">The number.</param>
    /// <param name="lanes">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double start, Lanes lanes)
    {
        Vector512<double> v = lanes.values;
        return start + v[0] + v[1] + v[2] + v[3] + v[4] + v[5] + v[6] + v[7];
    }

    /// <summary>Takes the lanes from a number, one after the other.</summary>
    /// <param name="start">The number.</param>
    /// <param name="lanes">What is subtracted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double start, Lanes lanes)
    {
        Vector512<double> v = lanes.values;
        return start - v[0] - v[1] - v[2] - v[3] - v[4] - v[5] - v[6] - v[7];
    }
}

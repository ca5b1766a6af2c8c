using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

// Functions, lane by lane, and sums over the lanes.
public static partial class Lanes
{
    /// <inheritdoc cref="Math.ScaleB(double, int)"/>
    public static Vector512<double> ScaleB(Vector512<double> x, int n)
    {
        for (int i = 0; i < Count; i++)
        {
            x = x.WithElement(i, Math.ScaleB(x[i], n));
        }

        return x;
    }

    /// <inheritdoc cref="MathF.ScaleB(float, int)"/>
    public static Vector256<float> ScaleB(Vector256<float> x, int n)
    {
        for (int i = 0; i < Count; i++)
        {
            x = x.WithElement(i, MathF.ScaleB(x[i], n));
        }

        return x;
    }

    /// <inheritdoc cref="double.DegreesToRadians(double)"/>
    public static Vector512<double> DegreesToRadians(Vector512<double> degrees) => degrees * Math.PI / 180;

    /// <inheritdoc cref="float.DegreesToRadians(float)"/>
    public static Vector256<float> DegreesToRadians(Vector256<float> degrees) => degrees * MathF.PI / 180;

    /// <inheritdoc cref="double.RadiansToDegrees(double)"/>
    public static Vector512<double> RadiansToDegrees(Vector512<double> radians) => radians * 180 / Math.PI;

    /// <inheritdoc cref="float.RadiansToDegrees(float)"/>
    public static Vector256<float> RadiansToDegrees(Vector256<float> radians) => radians * 180 / MathF.PI;

    /// <inheritdoc cref="double.IsNaN(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsNaN(Vector512<double> x) => ~Vector512.Equals(x, x);

    /// <inheritdoc cref="Math.Exp(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Exp(Vector512<double> x) =>
        Vector512.Create(Math.Exp(x[0]), Math.Exp(x[1]), Math.Exp(x[2]), Math.Exp(x[3]), Math.Exp(x[4]), Math.Exp(x[5]), Math.Exp(x[6]), Math.Exp(x[7]));

    /// <inheritdoc cref="Math.Log(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Log(Vector512<double> x) =>
        Vector512.Create(Math.Log(x[0]), Math.Log(x[1]), Math.Log(x[2]), Math.Log(x[3]), Math.Log(x[4]), Math.Log(x[5]), Math.Log(x[6]), Math.Log(x[7]));

    /// <inheritdoc cref="Math.Sin(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        Vector512.Create(Math.Sin(x[0]), Math.Sin(x[1]), Math.Sin(x[2]), Math.Sin(x[3]), Math.Sin(x[4]), Math.Sin(x[5]), Math.Sin(x[6]), Math.Sin(x[7]));

    /// <inheritdoc cref="Math.Cos(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Cos(Vector512<double> x) =>
        Vector512.Create(Math.Cos(x[0]), Math.Cos(x[1]), Math.Cos(x[2]), Math.Cos(x[3]), Math.Cos(x[4]), Math.Cos(x[5]), Math.Cos(x[6]), Math.Cos(x[7]));

    /// <inheritdoc cref="Math.Tanh(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) =>
        Vector512.Create(Math.Tanh(x[0]), Math.Tanh(x[1]), Math.Tanh(x[2]), Math.Tanh(x[3]), Math.Tanh(x[4]), Math.Tanh(x[5]), Math.Tanh(x[6]), Math.Tanh(x[7]));

    /// <summary>A function of a number, lane by lane.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="function">The function.</param>
    public static Vector512<double> Map(Vector512<double> x, Func<double, double> function) =>
        Vector512.Create(function(x[0]), function(x[1]), function(x[2]), function(x[3]), function(x[4]), function(x[5]), function(x[6]), function(x[7]));

    /// <summary>A function of two numbers, lane by lane.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <param name="function">The function.</param>
    public static Vector512<double> Map(Vector512<double> x, Vector512<double> y, Func<double, double, double> function) =>
        Vector512.Create(function(x[0], y[0]), function(x[1], y[1]), function(x[2], y[2]), function(x[3], y[3]), function(x[4], y[4]), function(x[5], y[5]), function(x[6], y[6]), function(x[7], y[7]));

    /// <summary>A function of three numbers, lane by lane.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <param name="z">The third numbers.</param>
    /// <param name="function">The function.</param>
    public static Vector512<double> Map(Vector512<double> x, Vector512<double> y, Vector512<double> z, Func<double, double, double, double> function) =>
        Vector512.Create(function(x[0], y[0], z[0]), function(x[1], y[1], z[1]), function(x[2], y[2], z[2]), function(x[3], y[3], z[3]), function(x[4], y[4], z[4]), function(x[5], y[5], z[5]), function(x[6], y[6], z[6]), function(x[7], y[7], z[7]));

    /// <summary>The sum of all lanes, pair by pair.</summary>
    /// <param name="lanes">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes) => Vector512.Sum(lanes);

    /// <summary>Adds the lanes to a number, one after the other.</summary>
    /// <param name="start">The number.</param>
    /// <param name="lanes">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double start, Vector512<double> lanes) =>
        start + lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7];

    /// <summary>Takes the lanes from a number, one after the other.</summary>
    /// <param name="start">The number.</param>
    /// <param name="lanes">What is subtracted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double start, Vector512<double> lanes) =>
        start - lanes[0] - lanes[1] - lanes[2] - lanes[3] - lanes[4] - lanes[5] - lanes[6] - lanes[7];
}

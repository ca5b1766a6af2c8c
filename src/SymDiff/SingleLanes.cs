using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>Eight tangents of one <c>float</c>; see <see cref="Lanes"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleLanes
{
    internal SingleLanes(Vector256<float> values) => Values = values;

    internal Vector256<float> Values { get; }

    /// <inheritdoc cref="Lanes.op_Implicit(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator SingleLanes(float value) => new(Vector256.Create(value));

    /// <inheritdoc cref="Lanes.op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator +(SingleLanes left, SingleLanes right) => new(left.Values + right.Values);

    /// <inheritdoc cref="Lanes.op_Subtraction"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator -(SingleLanes left, SingleLanes right) => new(left.Values - right.Values);

    /// <inheritdoc cref="Lanes.op_UnaryNegation"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator -(SingleLanes lanes) => new(lanes.Values ^ Vector256.Create(-0f));

    /// <inheritdoc cref="Lanes.op_Multiply(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator *(SingleLanes lanes, float factor) => new(lanes.Values * Vector256.Create(factor));

    /// <inheritdoc cref="Lanes.op_Multiply(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator *(float factor, SingleLanes lanes) => new(Vector256.Create(factor) * lanes.Values);

    /// <inheritdoc cref="Lanes.op_Division(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator /(SingleLanes lanes, float divisor) => new(lanes.Values / Vector256.Create(divisor));

    /// <inheritdoc cref="Lanes.StrongMul(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes StrongMul(SingleLanes lanes, float factor) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(lanes.Values, Vector256<float>.Zero), Vector256<float>.Zero, lanes.Values * Vector256.Create(factor)));

    /// <inheritdoc cref="Lanes.StrongMul(double, Lanes)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes StrongMul(float factor, SingleLanes lanes) => factor == 0 ? 0 : factor * lanes;

    /// <inheritdoc cref="Lanes.StrongDiv(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes StrongDiv(SingleLanes lanes, float divisor) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(lanes.Values, Vector256<float>.Zero), Vector256<float>.Zero, lanes.Values / Vector256.Create(divisor)));

    /// <inheritdoc cref="MathF.ScaleB(float, int)"/>
    public static SingleLanes ScaleB(SingleLanes lanes, int n)
    {
        Vector256<float> scaled = lanes.Values;
        for (int i = 0; i < Lanes.Count; i++)
        {
            scaled = scaled.WithElement(i, MathF.ScaleB(scaled[i], n));
        }

        return new SingleLanes(scaled);
    }

    /// <inheritdoc cref="float.DegreesToRadians(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes DegreesToRadians(SingleLanes lanes) => lanes * MathF.PI / 180;

    /// <inheritdoc cref="float.RadiansToDegrees(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes RadiansToDegrees(SingleLanes lanes) => lanes * 180 / MathF.PI;
}

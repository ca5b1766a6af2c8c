using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>
/// Eight numbers side by side: the tangents of one <c>double</c> along eight directions, or what it is in eight rounds of
/// a loop.
/// </summary>
/// <remarks>Emitted code computes with them as with numbers. Every lane has the bits that its number alone would have.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CS0660, CS0661 // lanes are compared lane by lane; they are no keys
public readonly partial struct Lanes
#pragma warning restore CS0660, CS0661
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    private readonly Vector512<double> values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(Vector512<double> values) => this.values = values;

    /// <summary>The same number in every lane.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes(double value) => new(Vector512.Create(value));

    /// <summary>Each lane at double precision.</summary>
    /// <param name="lanes">Tangents of a <c>float</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator Lanes(SingleLanes lanes) => new(Vector512.Create(Vector256.WidenLower(lanes.Values), Vector256.WidenUpper(lanes.Values)));

    /// <summary>Each lane rounded to <c>float</c>.</summary>
    /// <param name="lanes">Tangents of a <c>double</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator SingleLanes(Lanes lanes) => new(Vector256.Narrow(lanes.values.GetLower(), lanes.values.GetUpper()));

    internal Vector512<double> Values
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => values;
    }

    /// <summary>The sum, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes left, Lanes right) => new(left.values + right.values);

    /// <summary>The difference, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes left, Lanes right) => new(left.values - right.values);

    /// <summary>Every lane with its sign changed, zeros too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes lanes) => new(lanes.values ^ Vector512.Create(-0.0));

    /// <summary>Every lane times a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes lanes, double factor) => new(lanes.values * Vector512.Create(factor));

    /// <inheritdoc cref="op_Multiply(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(double factor, Lanes lanes) => new(Vector512.Create(factor) * lanes.values);

    /// <summary>Every lane divided by a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes lanes, double divisor) => new(lanes.values / Vector512.Create(divisor));

    /// <summary>Every lane times a number; a lane of exactly 0 stays 0, whatever the number is.</summary>
    /// <param name="lanes">The tangents.</param>
    /// <param name="factor">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongMul(Lanes lanes, double factor) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(lanes.values, Vector512<double>.Zero), Vector512<double>.Zero, lanes.values * Vector512.Create(factor)));

    /// <summary>A number times every lane; 0 where the number is exactly 0, whatever the lanes are.</summary>
    /// <param name="factor">The number.</param>
    /// <param name="lanes">The tangents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongMul(double factor, Lanes lanes) => factor == 0 ? 0 : factor * lanes;

    /// <summary>Every lane divided by a number; a lane of exactly 0 stays 0, whatever the number is.</summary>
    /// <param name="lanes">The tangents.</param>
    /// <param name="divisor">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes StrongDiv(Lanes lanes, double divisor) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(lanes.values, Vector512<double>.Zero), Vector512<double>.Zero, lanes.values / Vector512.Create(divisor)));

    /// <inheritdoc cref="Math.ScaleB(double, int)"/>
    public static Lanes ScaleB(Lanes lanes, int n)
    {
        Vector512<double> scaled = lanes.values;
        for (int i = 0; i < Count; i++)
        {
            scaled = scaled.WithElement(i, Math.ScaleB(scaled[i], n));
        }

        return new Lanes(scaled);
    }

    /// <inheritdoc cref="double.DegreesToRadians(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes DegreesToRadians(Lanes lanes) => lanes * Math.PI / 180;

    /// <inheritdoc cref="double.RadiansToDegrees(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes RadiansToDegrees(Lanes lanes) => lanes * 180 / Math.PI;
}

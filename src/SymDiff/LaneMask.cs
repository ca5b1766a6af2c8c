using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymDiff;

/// <summary>Eight truth values side by side: what a test of <see cref="Lanes"/> gives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneMask
{
    // All bits of a lane, or none.
    private readonly Vector512<double> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LaneMask(Vector512<double> bits) => this.bits = bits;

    internal Vector512<double> Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => bits;
    }

    /// <summary>The same in every lane.</summary>
    /// <param name="value">The truth value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator LaneMask(bool value) => new(value ? Vector512<double>.AllBitsSet : Vector512<double>.Zero);

    /// <summary>Whether any lane is true.</summary>
    /// <param name="mask">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(LaneMask mask) => Vector512.ExtractMostSignificantBits(mask.bits) != 0;

    /// <summary>Whether all lanes are true.</summary>
    /// <param name="mask">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(LaneMask mask) => Vector512.ExtractMostSignificantBits(mask.bits) == 0xFF;

    /// <summary>One or the other, lane by lane.</summary>
    /// <param name="test">Where true, the first.</param>
    /// <param name="yes">The first.</param>
    /// <param name="no">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask Select(LaneMask test, LaneMask yes, LaneMask no) => new(Vector512.ConditionalSelect(test.bits, yes.bits, no.bits));

    /// <summary>The negation, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator !(LaneMask mask) => new(~mask.bits);

    /// <summary>The conjunction, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator &(LaneMask left, LaneMask right) => new(left.bits & right.bits);

    /// <summary>The disjunction, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator |(LaneMask left, LaneMask right) => new(left.bits | right.bits);

    /// <summary>Exactly one of two, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator ^(LaneMask left, LaneMask right) => new(left.bits ^ right.bits);

    /// <summary>Whether all lanes are true: <c>||</c> then needs nothing more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator true(LaneMask mask) => All(mask);

    /// <summary>Whether no lane is true: <c>&amp;&amp;</c> then needs nothing more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator false(LaneMask mask) => !Any(mask);
}

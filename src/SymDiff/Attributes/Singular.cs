namespace SymDiff;

/// <summary>
/// What the derivative is at a point where the value is finite and a derivative does not exist as a finite number.
/// </summary>
/// <remarks>
/// Kinks, where the slopes on both sides are finite, do not depend on it: they get the subgradient of least magnitude (0
/// for <c>|x|</c>, a norm and the rectifier at 0, a half to each operand at a tie of <c>Max</c>). Under every policy an
/// adjoint of exactly 0 contributes 0, and a NaN goes to the operand that it belongs to.
/// </remarks>
public enum Singular
{
    /// <summary>
    /// A vertical tangent (<c>Sqrt</c>, <c>Cbrt</c> and powers below 1 at 0, <c>Asin</c> and <c>Acos</c> at ±1,
    /// <c>Acosh</c> at 1) is infinite, with its sign. A direction without a meaning, that of the vector (0, 0) in
    /// <c>Atan2</c>, has the derivative 0.
    /// </summary>
    Infinity = 0,

    /// <summary>
    /// Like <see cref="Infinity"/>, with 0 for a vertical tangent: a finite value has a gradient without NaN, unless an
    /// intermediate overflows.
    /// </summary>
    Zero = 1,

    /// <summary>Like <see cref="Infinity"/>, with NaN for a direction without a meaning, so that it cannot pass unnoticed.</summary>
    Strict = 2,
}

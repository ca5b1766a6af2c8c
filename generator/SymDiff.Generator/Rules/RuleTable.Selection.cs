using static SymDiff.Generator.Rules.RuleRow;

namespace SymDiff.Generator.Rules;

/// <summary>Functions that pick an operand, round one, or work on the representation of a number.</summary>
internal static partial class RuleTable
{
    /// <summary>
    /// Kinks: the minimum-norm element of the subdifferential, decided by the comparison .NET makes. -0.0 and +0.0 are
    /// the same point, so they tie although .NET tells them apart in the value.
    /// </summary>
    private static Rule[] Selection() =>
    [
        // 0 * x is 0 at the kink and NaN for NaN. Math.Sign would throw on NaN.
        Math("Abs(x)",                1, "0.1..3", "x > 0 ? g : x < 0 ? -g : 0 * x"),

        // The sign of a zero or NaN counts, so y is asked for its sign bit. d/dy is 0 between jumps.
        Math("CopySign(x, y)",        1, "0.1..3, -3..-0.1", "(x > 0 ? g : x < 0 ? -g : 0 * x) * CopySign(1, y)", "0"),

        // A NaN operand is the result and takes g, the first of two.
        Math("Max(x, y)",             2, "-3..3, -3..3", "x > y || IsNaN(x) ? g : x == y ? 0.5 * g : 0", "x > y || IsNaN(x) ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x > y || IsNaN(x) ? g : 0",                                    "x >= y || IsNaN(x) ? 0 : g"),
        Math("Min(x, y)",             2, "-3..3, -3..3", "x < y || IsNaN(x) ? g : x == y ? 0.5 * g : 0", "x < y || IsNaN(x) ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x < y || IsNaN(x) ? g : 0",                                    "x <= y || IsNaN(x) ? 0 : g"),

        // A NaN operand is ignored: the other is the result and takes g.
        Number("MaxNumber(x, y)",     2, "-3..3, -3..3", "x > y || IsNaN(y) ? g : x == y ? 0.5 * g : 0", "x > y || IsNaN(y) ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x > y || IsNaN(y) ? g : 0",                                    "x >= y || IsNaN(y) ? 0 : g"),
        Number("MinNumber(x, y)",     2, "-3..3, -3..3", "x < y || IsNaN(y) ? g : x == y ? 0.5 * g : 0", "x < y || IsNaN(y) ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x < y || IsNaN(y) ? g : 0",                                    "x <= y || IsNaN(y) ? 0 : g"),

        // x > y ? x : y as the hardware does it: any NaN selects y.
        Number("MaxNative(x, y)",     1, "-3..3, -3..3", "x > y ? g : x == y ? 0.5 * g : 0",           "x > y ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x > y ? g : 0",                                              "x >= y ? 0 : g"),
        Number("MinNative(x, y)",     1, "-3..3, -3..3", "x < y ? g : x == y ? 0.5 * g : 0",           "x < y ? 0 : x == y ? 0.5 * g : g")
                                  .Alone("x < y ? g : 0",                                              "x <= y ? 0 : g"),

        // Of x and -x .NET's Max returns the positive one and its Min the negative one: the one returned takes all of g.
        Math("MaxMagnitude(x, y)",    2, "-3..3, -3..3", "x == y ? 0.5 * g : r == x || IsNaN(x) ? g : 0", "x == y ? 0.5 * g : r == x || IsNaN(x) ? 0 : g")
                                  .Alone("x != y && (r == x || IsNaN(x)) ? g : 0",                        "x == y || r == x || IsNaN(x) ? 0 : g"),
        Math("MinMagnitude(x, y)",    2, "-3..3, -3..3", "x == y ? 0.5 * g : r == x || IsNaN(x) ? g : 0", "x == y ? 0.5 * g : r == x || IsNaN(x) ? 0 : g")
                                  .Alone("x != y && (r == x || IsNaN(x)) ? g : 0",                        "x == y || r == x || IsNaN(x) ? 0 : g"),
        Number("MaxMagnitudeNumber(x, y)", 2, "-3..3, -3..3", "x == y ? 0.5 * g : r == x ? g : 0",      "x == y ? 0.5 * g : r == x ? 0 : g")
                                  .Alone("x != y && r == x ? g : 0",                                    "x == y || r == x ? 0 : g"),
        Number("MinMagnitudeNumber(x, y)", 2, "-3..3, -3..3", "x == y ? 0.5 * g : r == x ? g : 0",      "x == y ? 0.5 * g : r == x ? 0 : g")
                                  .Alone("x != y && r == x ? g : 0",                                    "x == y || r == x ? 0 : g"),

        // On the boundary x passes. Math.Clamp tests x < min, then x > max, so NaN anywhere falls through to x; it has a
        // float overload where MathF has none. double.Clamp treats -0.0 and a NaN bound otherwise (NaN wins) and is a
        // row of its own. The native one is min(max(x, min), max) of MaxNative and MinNative.
        Print((Number("Clamp(x, min, max)", 2, "-3..3, -2..-0.5, 0.5..2", "x < min || x > max ? 0 : g", "x < min ? g : 0", "x > max ? g : 0") with { CanThrow = true })
            .For("Math.Clamp"), "global::System.Math.Clamp({0}, {1}, {2})"),
        (Number("Number.Clamp(x, min, max)", 2, "-3..3, -2..-0.5, 0.5..2", "IsNaN(x) || x >= min && x <= max ? g : 0", "x < min || IsNaN(min) ? g : 0", "x > max || IsNaN(max) ? g : 0") with { CanThrow = true })
            .For("Number.Clamp"),
        Number("ClampNative(x, min, max)", 2, "-3..3, -2..-0.5, 0.5..2", "x >= min && x <= max ? g : 0", "x >= min || IsNaN(min) || IsNaN(max) ? 0 : g", "x > max || IsNaN(min) || IsNaN(max) ? g : 0") with { CanThrow = true },
    ];

    /// <summary>Piecewise constant: the derivative is 0 wherever there is one.</summary>
    private static Rule[] Rounding() =>
    [
        Math("Floor(x)",              1, "0.1..0.4", "0") with { PiecewiseConstant = true },
        Math("Ceiling(x)",            1, "0.1..0.4", "0") with { PiecewiseConstant = true },
        Math("Truncate(x)",           1, "0.1..0.4", "0") with { PiecewiseConstant = true },
        Math("Round(x)",              1, "0.1..0.4", "0") with { PiecewiseConstant = true },

        // These throw on digits or modes out of range.
        (Math("RoundDigits(x, int digits)",                            4, "0.1..0.4, 0..0",       "0") with { PiecewiseConstant = true, CanThrow = true }).For("Math.Round", "Number.Round"),
        (Math("RoundMode(x, MidpointRounding mode)",                   4, "0.1..0.4, 0..4",       "0") with { PiecewiseConstant = true, CanThrow = true }).For("Math.Round", "Number.Round"),
        (Math("RoundDigitsMode(x, int digits, MidpointRounding mode)", 4, "0.1..0.4, 0..0, 0..4", "0") with { PiecewiseConstant = true, CanThrow = true }).For("Math.Round", "Number.Round"),
    ];

    private static Rule[] Representation() =>
    [
        Math("FusedMultiplyAdd(x, y, z)",        1, "-3..3, -3..3, -3..3", "g * y", "g * x", "g"),
        Number("MultiplyAddEstimate(x, y, z)",   1, "-3..3, -3..3, -3..3", "g * y", "g * x", "g") with { IsEstimate = true },
        Number("Lerp(a, b, t)",                  2, "-3..3, -3..3, 0..1",  "g * (1 - t)", "g * t", "g * (b - a)"),

        // The partials are those of the exact function: an estimate's own steps have slope 0.
        Math("ReciprocalEstimate(x)",            4, "0.3..3", "-StrongDiv(g, x * x)")             with { IsEstimate = true },
        Math("ReciprocalSqrtEstimate(x)",        4, "0.3..3", "-StrongDiv(StrongDiv(0.5 * g, x), Sqrt(x))") with { IsEstimate = true },

        // Linear in x, so the derivative is the function itself.
        Math("ScaleB(x, int n)",                 4, "-3..3, -4..4", "ScaleB(g, n)"),
        Number("DegreesToRadians(x)",            1, "-90..90",      "DegreesToRadians(g)"),
        Number("RadiansToDegrees(x)",            1, "-3..3",        "RadiansToDegrees(g)"),

        Math("BitIncrement(x)",                  1, "-3..3", "g"),
        Math("BitDecrement(x)",                  1, "-3..3", "g"),

        // Like the operator %, with the quotient rounded to nearest, ties to even. By two quotients: the result may have the
        // other sign, and r - x overflow.
        Number("IEEERemainder(x, y)",           20, "4.1..4.3, 2.1..2.2", "g", "StrongMul(g, r / y - x / y)").For("Number.Ieee754Remainder", "Math.IEEERemainder"),
    ];
}

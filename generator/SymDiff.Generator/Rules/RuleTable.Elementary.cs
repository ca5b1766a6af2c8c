using static SymDiff.Generator.Rules.RuleRow;

namespace SymDiff.Generator.Rules;

/// <summary>Roots, powers, exponentials, logarithms, trigonometric and hyperbolic functions.</summary>
internal static partial class RuleTable
{
    private static Rule[] Powers() =>
    [
        Math("Sqrt(x)",             4, "0.1..4",  "StrongDiv(g, 2 * r)").Vertical("r == 0"),
        Math("Cbrt(x)",            20, "0.1..4",  "StrongDiv(g, 3 * r * r)")
            .Within(4, "The cube root of the C library is off by up to 4 units, and counts twice.", resultUlps: 4).Vertical("r == 0"),

        // By the quotient, which costs no power and takes over the error of r once; by the result's power where r has no
        // digits: at x = 0 that is g for n = 1, infinite for n > 1, and -infinite for n < 0, where .NET returns an infinite
        // root. n = 0 returns NaN.
        Number("RootN(x, int n)",  20, "0.1..4, 2..5", "IsNormal(r) ? StrongMul(g, r / n / x) : StrongDiv(g, n * Pow(r, n - 1))")
            .Within(4, "Beyond cube roots .NET raises x to 1.0 / n, whose rounding costs r up to ln(x) / n units.", resultUlps: 160).Vertical("n > 1 && x == 0"),

        // .NET: Pow(0, 0) = 1. A zero exponent gives 0 for x even where Pow(x, -1) is infinite; a zero base gives 0 for
        // y >= 0, and for y < 0, where the value is infinite, -infinity. A negative base has no derivative in y: NaN.
        // By the quotient where r has its digits: Pow(x, y - 1) costs a second power, and for small y it loses ln(x) units
        // to the rounding of y - 1.
        Math("Pow(x, y)",          20, "0.2..3, -2..2", "StrongMul(g * y, IsNormal(r) ? r / x : Pow(x, y - 1))", "x == 0 && y >= 0 ? 0 : StrongMul(g, r * Log(x))").Vertical("y > 0 && y < 1 && x == 0"),

        // Strong zero for the overflow to infinity, as in 1 / (1 + Exp(800)).
        Math("Exp(x)",             20, "-3..3",   "StrongMul(g, r)"),
        Number("Exp2(x)",          20, "-3..3",   "StrongMul(g, r) * LN2"),
        Number("Exp10(x)",         20, "-2..2",   "StrongMul(g, r) * LN10"),

        // From the operand: r + 1 loses the derivative's digits where r is near -1.
        Number("ExpM1(x)",         20, "-3..3",   "StrongMul(g, Exp(x))"),
        Number("Exp2M1(x)",        20, "-3..3",   "StrongMul(g, Exp2(x)) * LN2"),
        Number("Exp10M1(x)",       20, "-2..2",   "StrongMul(g, Exp10(x)) * LN10"),

        Math("Log(x)",             20, "0.1..4",  "StrongDiv(g, x)"),
        Math("Log2(x)",            20, "0.1..4",  "StrongDiv(g, x * LN2)"),
        Math("Log10(x)",           20, "0.1..4",  "StrongDiv(g, x * LN10)"),
        Number("LogP1(x)",         20, "-0.8..4", "StrongDiv(g, 1 + x)"),
        Number("Log2P1(x)",        20, "-0.8..4", "StrongDiv(g, (1 + x) * LN2)"),
        Number("Log10P1(x)",       20, "-0.8..4", "StrongDiv(g, (1 + x) * LN10)"),

        // In b by two quotients: b * Log(b) loses its digits for the smallest b.
        // .NET returns NaN for b = 1, and for b = 0 or infinity unless x = 1: there the value, and its slope in b, is 0.
        Math("LogBase(x, b)",      20, "0.2..4, 1.5..4", "IsNaN(r) ? StrongMul(g, r) : StrongDiv(g, x * Log(b))", "-StrongDiv(StrongDiv(StrongMul(g, r), b), Log(b))").For("Math.Log", "Number.Log"),
    ];

    private static Rule[] Trigonometry() =>
    [
        Math("Sin(x)",             20, "-3..3",   "g * Cos(x)"),
        Math("Cos(x)",             20, "-3..3",   "-g * Sin(x)"),
        Math("Tan(x)",             20, "-1..1",   "g * (1 + r * r)"),
        Math("SinCos.Sin(x)",      20, "-3..3",   "g * SinCos.Cos(x)") .Element("Sin", "Math.SinCos", "Number.SinCos"),
        Math("SinCos.Cos(x)",      20, "-3..3",   "-g * SinCos.Sin(x)").Element("Cos", "Math.SinCos", "Number.SinCos"),

        // By the partner in half turns: Cos(PI * x) is far off for large x, where CosPi(x) is exact.
        Number("SinPi(x)",         20, "-3..3",   "g * PI * CosPi(x)"),
        Number("CosPi(x)",         20, "-3..3",   "-g * PI * SinPi(x)"),
        Number("TanPi(x)",         20, "-0.3..0.3", "StrongMul(g, PI * (1 + r * r))"),
        Number("SinCosPi.SinPi(x)", 20, "-3..3",  "g * PI * SinCosPi.CosPi(x)") .Element("SinPi", "Number.SinCosPi"),
        Number("SinCosPi.CosPi(x)", 20, "-3..3",  "-g * PI * SinCosPi.SinPi(x)").Element("CosPi", "Number.SinCosPi"),

        // (1 - x) * (1 + x) keeps the digits that 1 - x * x loses near 1.
        Math("Asin(x)",            20, "-0.9..0.9", "StrongDiv(g, Sqrt((1 - x) * (1 + x)))").Vertical("Abs(x) == 1"),
        Math("Acos(x)",            20, "-0.9..0.9", "-StrongDiv(g, Sqrt((1 - x) * (1 + x)))").Vertical("Abs(x) == 1"),
        Math("Atan(x)",            20, "-3..3",     "g / (1 + x * x)"),
        Number("AsinPi(x)",        20, "-0.9..0.9", "StrongDiv(g, PI * Sqrt((1 - x) * (1 + x)))").Vertical("Abs(x) == 1"),
        Number("AcosPi(x)",        20, "-0.9..0.9", "-StrongDiv(g, PI * Sqrt((1 - x) * (1 + x)))").Vertical("Abs(x) == 1"),
        Number("AtanPi(x)",        20, "-3..3",     "g / (PI * (1 + x * x))"),

        // By Hypot, not x * x + y * y, which is infinite at 1e200 and 0 at 1e-200. The jump at y = 0, x < 0 does not show:
        // the slope is the same on both sides. An infinite operand is the whole distance.
        Math("Atan2(y, x)",        20, "-3..3, 0.3..3", "Abs(x) == Hypot(x, y) ? g / x : g * (x / Hypot(x, y)) / Hypot(x, y)", "Abs(y) == Hypot(x, y) ? -(g / y) : -g * (y / Hypot(x, y)) / Hypot(x, y)").Undefined("x == 0 && y == 0"),
        Number("Atan2Pi(y, x)",    20, "-3..3, 0.3..3", "Abs(x) == Hypot(x, y) ? g / (PI * x) : g * (x / Hypot(x, y)) / (PI * Hypot(x, y))", "Abs(y) == Hypot(x, y) ? -(g / (PI * y)) : -g * (y / Hypot(x, y)) / (PI * Hypot(x, y))").Undefined("x == 0 && y == 0"),

        // The distance has a kink at the origin: minimum-norm subgradient 0. An infinite operand is the whole length.
        Number("Hypot(x, y)",      20, "-3..3, 0.3..3", "r == 0 ? 0 : g * (Abs(x) == r ? CopySign(1, x) : x / r)", "r == 0 ? 0 : g * (Abs(y) == r ? CopySign(1, y) : y / r)")
            .Within(4, "Below the smallest normal number the result has few digits.", resultUlps: 1),

        Math("Sinh(x)",            20, "-3..3",   "StrongMul(g, Cosh(x))"),
        Math("Cosh(x)",            20, "-3..3",   "StrongMul(g, Sinh(x))"),
        Math("Tanh(x)",            20, "-3..3",   "g * (1 - r) * (1 + r)")
            .Within(4, "Near 1 the result has no digits left for 1 - r, and 1 / Cosh(x)^2 would cost a function a call.", resultUlps: 2),
        Math("Asinh(x)",           20, "-3..3",   "g / Hypot(x, 1)"),
        Math("Acosh(x)",           20, "1.1..4",  "StrongDiv(g, Sqrt(x - 1) * Sqrt(x + 1))").Vertical("x == 1"),
        Math("Atanh(x)",           20, "-0.9..0.9", "StrongDiv(g, (1 - x) * (1 + x))"),
    ];
}

using static SymDiff.Generator.Rules.RuleRow;

namespace SymDiff.Generator.Rules;

/// <summary>Functions of the runtime.</summary>
internal static partial class RuleTable
{
    /// <summary>Scalar functions of the runtime.</summary>
    private static Rule[] RuntimeFunctions() =>
    [
        // NaN takes g; the kink gives 0.
        Functions("Relu(x)",                     1, "0.1..3", "x <= 0 ? 0 : g"),
        Functions("LeakyRelu(x, slope)",         2, "0.1..3, 0.1..0.9", "x > 0 ? g : slope * g", "x > 0 ? 0 : g * x"),
        Functions("Sigmoid(x)",                 20, "-3..3", "g * r * (1 - r)")
            .Within(4, "Near 1 the result has no digits left for 1 - r, and Sigmoid(-x) would cost a function a call.", resultUlps: 2),
        Functions("Softplus(x)",                40, "-3..3", "g * Functions.Sigmoid(x)"),
        Functions("LogSigmoid(x)",              40, "-3..3", "g * Functions.Sigmoid(-x)"),
        Functions("Silu(x)",                    20, "-3..3", "g * (Functions.Sigmoid(x) + r * (1 - Functions.Sigmoid(x)))")
            .Within(32, "1 - Sigmoid(x) loses its digits up to x = 37 and counts x times; Sigmoid(-x) would cost a function a call. Beside the minimum at -1.278 two terms cancel.", resultUlps: 4),
        Functions("Log1p(x)",                   20, "-0.8..4", "StrongDiv(g, 1 + x)"),
        Functions("Expm1(x)",                   20, "-3..3", "StrongMul(g, Exp(x))"),

        // At the kink the slope of least magnitude.
        Functions("Elu(x, alpha)",              40, "-3..3, 0.5..1.5", "x > 0 ? g : x == 0 ? g * Max(0, Min(alpha, 1)) : g * alpha * Exp(x)", "x > 0 ? 0 : g * Functions.Expm1(x)"),
        Functions("Selu(x)",                    40, "-3..3", "x >= 0 ? 1.0507009873554805 * g : 1.7580993408473768 * g * Exp(x)"),

        // The products begin with what vanishes in a tail, so that an infinite x does not make NaN of it.
        Functions("Gelu(x)",                    40, "-3..3", "g * (Functions.NormalCdf(x) + StrongMul(Functions.NormalPdf(x), x))")
            .Within(32, "Beside the minimum at -0.7518 two terms cancel."),

        // With z the argument of the sigmoid. On the left r has all its digits; on the right 1 - r / x has none.
        Functions("GeluTanh(x)",                40, "-3..3", "Abs(x) < 1e-20 ? 0.5 * g : x < 0 ? g * (r / x + StrongMul(r * (1 - r / x), 1.5957691216057308 + 0.21406444881780075 * x * x)) : g * (r / x + StrongMul(StrongMul(Functions.Sigmoid(-(x * (1.5957691216057308 + 0.07135481627260025 * x * x))), r), 1.5957691216057308 + 0.21406444881780075 * x * x))")
            .Within(64, "Beside the minimum at -0.7525 two terms cancel; up to x = 5 the slope of the exponent, up to 34, counts the rounding of r / x.", resultUlps: 1),

        // tanh(Softplus(x)) = s (1 + q) / (1 + q²) with s = Sigmoid(x), q = Sigmoid(-x): nothing cancels.
        Functions("Mish(x)",                    40, "-3..3", "g * (Functions.Sigmoid(x) * (1 + Functions.Sigmoid(-x)) / (1 + Functions.Square(Functions.Sigmoid(-x))) + StrongMul(4 * Functions.Sigmoid(x) * Functions.Square(Functions.Sigmoid(-x) / (1 + Functions.Square(Functions.Sigmoid(-x)))), x))")
            .Within(400, "Beside the minimum at -1.1924 two terms cancel."),

        // a - a is 0 unless a is infinite.
        Functions("LogAddExp(a, b)",            40, "-3..3, -3..3", "a == b ? a > 0 || a - a == 0 ? 0.5 * g : 0 : g * Functions.Sigmoid(a - b)", "a == b ? a > 0 || a - a == 0 ? 0.5 * g : 0 : g * Functions.Sigmoid(b - a)")
            .Within(400, "The lesser weight is an exponential, which counts the rounding of the difference as often as that is large: half of 745."),

        // On the right by 1 - target, which is exact where Sigmoid(logit) is near 1.
        Functions("BinaryCrossEntropyWithLogits(logit, target)", 40, "-3..3, 0..1", "logit > 0 ? g * (1 - target - Functions.Sigmoid(-logit)) : g * (Functions.Sigmoid(logit) - target)", "-g * logit")
            .Within(32, "Beside the minimum, where the sigmoid is the target, they cancel."),
        Functions("Huber(x, delta)",             4, "-3..3, 0.5..1.5", "delta >= 0 ? Abs(x) <= delta ? g * x : g * CopySign(delta, x) : StrongMul(g, NAN)", "delta >= 0 ? Abs(x) <= delta ? 0 : g * (Abs(x) - delta) : StrongMul(g, NAN)"),
        Functions("LogCosh(x)",                 40, "-3..3", "g * Tanh(x)"),

        Functions("XLogY(x, y)",                20, "0.2..3, 0.2..3", "StrongMul(g, Log(y))", "StrongDiv(StrongMul(x, g), y)").Vertical("x == 0 && y == 0"),
        Functions("Entropy(x)",                 20, "0.6..3", "StrongMul(g, Log(x) + 1)")
            .Within(32, "Beside the minimum at 1 / e the logarithm cancels the 1.").Vertical("x == 0"),

        // -x / 3 (1 - x² / 10 (1 - x² / 28 (…))), the divisors 2k (2k + 3); beyond 1 the difference has its digits.
        Functions("Sinc(x)",                    20, "-3..3", "Abs(x) < 1 ? -g * (x / 3) * (1 - x * x / 10 * (1 - x * x / 28 * (1 - x * x / 54 * (1 - x * x / 88 * (1 - x * x / 130 * (1 - x * x / 180 * (1 - x * x / 238 * (1 - x * x / 304)))))))) : g * (Cos(x) - r) / x")
            .Within(32, "Beside the extrema the cosine cancels the value."),
        Functions("SafeSqrt(x)",                 4, "0.1..4", "x <= 0 ? 0 : StrongDiv(g, 2 * r)"),
        Functions("SafeDiv(a, b)",               4, "-3..3, 0.3..3", "b == 0 ? 0 : g / b", "b == 0 ? 0 : -StrongDiv(StrongMul(g, r), b)"),
        Functions("Square(x)",                   1, "-3..3", "2 * g * x"),
        Functions("Cube(x)",                     2, "-3..3", "3 * g * x * x"),

        // 1.128… is 2 / sqrt(π).
        Functions("Erf(x)",                     40, "-3..3", "1.1283791670955126 * g * Functions.Gaussian(x)"),
        Functions("Erfc(x)",                    40, "-3..3", "-1.1283791670955126 * g * Functions.Gaussian(x)"),
        Functions("ErfInv(x)",                  99, "-0.9..0.9", "StrongDiv(0.886226925452758 * g, Functions.Gaussian(r))")
            .Within(4, "exp(r²) counts the rounding of r up to 69 times.", resultUlps: 2),
        Functions("Gaussian(x)",                40, "-3..3", "-2 * g * StrongMul(r, x)"),
        Functions("NormalPdf(x)",               40, "-3..3", "-g * StrongMul(r, x)"),
        Functions("NormalCdf(x)",               40, "-3..3", "g * Functions.NormalPdf(x)"),

        // Each the derivative of the one before.
        Functions("LGamma(x)",                  40, "0.5..4", "StrongMul(g, Functions.Digamma(x))")
            .Within(32, "Beside the zeros of digamma between negative integers the terms of the reflection cancel."),
        Functions("Digamma(x)",                 40, "0.5..4", "StrongMul(g, Functions.Trigamma(x))")
            .Within(8, "Below 0 the reflection adds the rounding of a sine, a square and a sum."),
        Functions("Trigamma(x)",                60, "0.5..4", "StrongMul(g, Functions.PolyGamma(2, x))")
            .Within(32, "Between negative integers the terms of the reflection cancel beside a zero."),
        Functions("PolyGamma(int order, x)",    60, "1..4, 0.5..4", "StrongMul(g, Functions.PolyGamma(order + 1, x))")
            .Within(32, "As Trigamma; a power of a rounded number counts its rounding order times."),
    ];
}

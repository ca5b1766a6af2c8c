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
        Functions("Sigmoid(x)",                 20, "-3..3", "g * r * (1 - r)"),
        Functions("Softplus(x)",                40, "-3..3", "g * Functions.Sigmoid(x)"),
        Functions("LogSigmoid(x)",              40, "-3..3", "g * Functions.Sigmoid(-x)"),
        Functions("Silu(x)",                    20, "-3..3", "g * (Functions.Sigmoid(x) + r * (1 - Functions.Sigmoid(x)))"),
        Functions("Log1p(x)",                   20, "-0.8..4", "StrongDiv(g, 1 + x)"),
        Functions("Expm1(x)",                   20, "-3..3", "StrongMul(g, Exp(x))"),
    ];
}

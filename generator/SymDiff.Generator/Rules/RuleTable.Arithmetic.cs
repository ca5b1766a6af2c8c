using static SymDiff.Generator.Rules.RuleRow;

namespace SymDiff.Generator.Rules;

/// <summary>Operators of C#, over numbers, integers and truth values.</summary>
internal static partial class RuleTable
{
    private static Rule[] Arithmetic() =>
    [
        Prefix("neg(x)",    "-", 1, "-3..3",        "-g"),
        Infix("add(x, y)",  "+", 1, "-3..3, -3..3", "g", "g"),
        Infix("sub(x, y)",  "-", 1, "-3..3, -3..3", "g", "-g"),
        Infix("mul(x, y)",  "*", 1, "-3..3, -3..3", "g * y", "g * x"),

        // By the quotient, not -g * x / (y * y): y * y overflows and underflows. g / y is shared with dx; where y is so small
        // that 1 / y overflows, so does the contribution, and for 0 / y it is NaN.
        Infix("div(x, y)",  "/", 4, "-3..3, 0.3..3", "g / y", "-(g / y) * r"),

        // x % y = x - y * Truncate(x / y) for the quotient .NET used, which (r - x) / y gives back. y = 0 gives NaN.
        Infix("rem(x, y)",  "%", 20, "4.1..4.9, 2.1..2.4", "g", "StrongMul(g, (r - x) / y)"),

        // Strong zero: 0 where x is exactly 0, whatever y is. These are rows, not conditionals in the formulas, because
        // the derivative of "g == 0 ? 0 : g * y" taken branch by branch loses dg at g == 0, and with it second
        // derivatives wherever a first one vanishes.
        StrongZero("StrongMul(x, y)", "*", 1, "0.5..3, -3..3",  "StrongMul(g, y)", "StrongMul(x, g)"),
        StrongZero("StrongDiv(x, y)", "/", 4, "0.5..3, 0.3..3", "StrongDiv(g, y)", "-StrongDiv(StrongMul(g, r), y)"),
    ];

    /// <summary>
    /// Operators that no derivative passes. Comparisons and the arithmetic above also serve integers, with the same text;
    /// integer division then throws on 0.
    /// </summary>
    private static Rule[] Logic() =>
    [
        Infix("lt(x, y)",              "<",   1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Infix("le(x, y)",              "<=",  1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Infix("gt(x, y)",              ">",   1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Infix("ge(x, y)",              ">=",  1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Infix("eq(x, y)",              "==",  1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Infix("ne(x, y)",              "!=",  1, "-3..3, -3..3", "0", "0") with { Result = ParameterKind.Boolean },
        Number("IsNaN(x)",                    1, "-3..3",        "0")      with { Result = ParameterKind.Boolean },
        Number("IsNormal(x)",                 1, "-3..3",        "0")      with { Result = ParameterKind.Boolean },

        Prefix("not(bool a)",          "!",   1, "0..1")         with { Result = ParameterKind.Boolean },
        Infix("and(bool a, bool b)",   "&&",  1, "0..1, 0..1")   with { Result = ParameterKind.Boolean },
        Infix("or(bool a, bool b)",    "||",  1, "0..1, 0..1")   with { Result = ParameterKind.Boolean },
        Infix("xor(bool a, bool b)",   "^",   1, "0..1, 0..1")   with { Result = ParameterKind.Boolean },

        Prefix("bitnot(int a)",        "~",   1, "-9..9")        with { Result = ParameterKind.Integer },
        Infix("bitand(int a, int b)",  "&",   1, "-9..9, -9..9") with { Result = ParameterKind.Integer },
        Infix("bitor(int a, int b)",   "|",   1, "-9..9, -9..9") with { Result = ParameterKind.Integer },
        Infix("bitxor(int a, int b)",  "^",   1, "-9..9, -9..9") with { Result = ParameterKind.Integer },
        Infix("shl(int a, int b)",     "<<",  1, "-9..9, 0..9")  with { Result = ParameterKind.Integer },
        Infix("shr(int a, int b)",     ">>",  1, "-9..9, 0..9")  with { Result = ParameterKind.Integer },
        Infix("parts(int a, int b)",   "/",   1, "-9..9, 1..9")  with { Result = ParameterKind.Integer },
        Print(Infix("place(int a, int b)", "*", 1, "-9..9, 1..9"), "global::SymDiff.Guard.Place({0}, {1})") with { Result = ParameterKind.Integer, OperandPrecedence = [Precedence.Any, Precedence.Any] },
        Infix("ushr(int a, int b)",    ">>>", 1, "-9..9, 0..9")  with { Result = ParameterKind.Integer },
    ];

    private static Rule StrongZero(string signature, string token, int cost, string domain, params string[] partials) =>
        Print(Infix(signature, token, cost, domain, partials), $"{{0}} == {Rule.Zero} ? {Rule.Zero} : {{0}} {token} {{1}}") with
        {
            Precedence = Precedence.Conditional,
        };
}

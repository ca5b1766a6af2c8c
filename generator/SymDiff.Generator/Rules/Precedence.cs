namespace SymDiff.Generator.Rules;

/// <summary>
/// C# operator precedence as numbers: the smaller, the tighter. An operand goes without parentheses where its own
/// number is at most the limit of its place, see <see cref="Rule.OperandPrecedence"/>.
/// Source: the table "Operator precedence" of the C# language reference.
/// </summary>
internal static class Precedence
{
    /// <summary>Names, literals without a sign, calls, member and element access.</summary>
    public const int Primary = 0;

    /// <summary><c>-x</c>, <c>!x</c>, <c>~x</c>, casts; a negative literal counts here too.</summary>
    public const int Unary = 1;

    /// <summary><c>* / %</c>.</summary>
    public const int Multiplicative = 2;

    /// <summary><c>+ -</c>.</summary>
    public const int Additive = 3;

    /// <summary><c>&lt;&lt; &gt;&gt; &gt;&gt;&gt;</c>.</summary>
    public const int Shift = 4;

    /// <summary><c>&lt; &lt;= &gt; &gt;=</c>.</summary>
    public const int Relational = 5;

    /// <summary><c>== !=</c>.</summary>
    public const int Equality = 6;

    /// <summary><c>&amp;</c>.</summary>
    public const int BitAnd = 7;

    /// <summary><c>^</c>.</summary>
    public const int BitXor = 8;

    /// <summary><c>|</c>.</summary>
    public const int BitOr = 9;

    /// <summary><c>&amp;&amp;</c>.</summary>
    public const int LogicalAnd = 10;

    /// <summary><c>||</c>.</summary>
    public const int LogicalOr = 11;

    /// <summary><c>c ? a : b</c>.</summary>
    public const int Conditional = 12;

    /// <summary>A place, such as an argument, where nothing needs parentheses.</summary>
    public const int Any = 13;

    /// <summary>The precedence of a binary operator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token is no binary operator of C#.</exception>
    public static int OfOperator(string token) => token switch
    {
        "*" or "/" or "%" => Multiplicative,
        "+" or "-" => Additive,
        "<<" or ">>" or ">>>" => Shift,
        "<" or "<=" or ">" or ">=" => Relational,
        "==" or "!=" => Equality,
        "&" => BitAnd,
        "^" => BitXor,
        "|" => BitOr,
        "&&" => LogicalAnd,
        "||" => LogicalOr,
        _ => throw new ArgumentOutOfRangeException(nameof(token), token, "Not a binary operator."),
    };
}

namespace SymDiff.Generator.Rules;

/// <summary>What an operand of a rule, or its result, is.</summary>
internal enum ParameterKind
{
    /// <summary>The number type T of the rule, <c>double</c> or <c>float</c>: the only kind with a derivative.</summary>
    Floating,

    /// <summary>An integer, a constant of differentiation.</summary>
    Integer,

    /// <summary>A truth value, a constant of differentiation.</summary>
    Boolean,

    /// <summary><c>System.MidpointRounding</c>, a constant of differentiation.</summary>
    Rounding,
}

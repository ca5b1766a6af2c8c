namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What a variable of a random program holds.</summary>
internal enum VariableKind
{
    /// <summary>A <c>double</c>.</summary>
    Double,

    /// <summary>A <c>float</c>.</summary>
    Float,

    /// <summary>An <c>int</c> that is never negative.</summary>
    Int,

    /// <summary>A <c>bool</c>.</summary>
    Bool,

    /// <summary>A <c>double[]</c>.</summary>
    Array,

    /// <summary>A <c>Span&lt;double&gt;</c>.</summary>
    Span,

    /// <summary>A <c>ReadOnlySpan&lt;double&gt;</c>.</summary>
    ReadOnlySpan,

    /// <summary>A <c>double[,]</c>: the smallest length counts its rows, the largest its columns.</summary>
    Matrix,

    /// <summary>A tuple of two <c>double</c> called A and B.</summary>
    Pair,

    /// <summary>A local function or a lambda from a <c>double</c> to a <c>double</c>.</summary>
    Function,
}

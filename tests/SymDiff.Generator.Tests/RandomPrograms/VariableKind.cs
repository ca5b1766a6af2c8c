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

    /// <summary>A <c>double[][]</c> of at least two rows.</summary>
    Rows,

    /// <summary>A <c>List&lt;double&gt;</c> that is only read.</summary>
    List,

    /// <summary>A <c>Memory&lt;double&gt;</c> or <c>ReadOnlyMemory&lt;double&gt;</c>.</summary>
    Memory,

    /// <summary>The program's struct of two fields.</summary>
    Body,

    /// <summary>The program's record struct of record structs.</summary>
    Segment,

    /// <summary>An array or span of the program's structs of two fields.</summary>
    Bodies,

    /// <summary>A <c>ReadOnlySpan</c> of the program's record structs of record structs.</summary>
    Segments,

    /// <summary>A <c>ReadOnlySpan&lt;float&gt;</c>.</summary>
    Singles,

    /// <summary>A type of System.Numerics, which is the root's name.</summary>
    Numerics,
}

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>How an argument that is made of many numbers has its derivatives handed over.</summary>
internal enum EntryPassage
{
    /// <summary>In a span: arrays, spans, lists and memory.</summary>
    Span,

    /// <summary>In an object of the argument's shape that is passed beside it: matrices, arrays of arrays or of structs, modules.</summary>
    Shaped,

    /// <summary>By value, as a number's: structs, tuples, and the types of System.Numerics.</summary>
    Value,
}

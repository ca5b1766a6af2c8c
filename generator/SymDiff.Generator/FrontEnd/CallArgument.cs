using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>An argument of a call; a list of them is in the order of evaluation.</summary>
/// <param name="Ordinal">The position of its parameter.</param>
/// <param name="Value">What is passed.</param>
internal readonly record struct CallArgument(int Ordinal, IOperation Value);

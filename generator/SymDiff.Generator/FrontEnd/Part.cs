using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>A part of an aggregate: an element of a tuple, or a field of a struct.</summary>
/// <param name="Name">What variables that hold it are called after.</param>
/// <param name="Path">How it is named behind a value of the type: <c>.Item1</c>, <c>.X</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Member">The field, or the property that stands for it.</param>
/// <param name="Field">The field itself.</param>
internal sealed record Part(string Name, string Path, ITypeSymbol Type, ISymbol Member, IFieldSymbol Field);

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Whether a declaration can be written down once more. In code that is being typed names are missing, types do not
/// exist, and methods stand outside any type; the C# compiler says so where it is, and nothing is added to it.
/// </summary>
internal static class Declarable
{
    public static bool Is(IMethodSymbol method) =>
        IsName(method.Name)
        && SignatureReader.Around(method).All(static type => IsName(type.Name) && type.TypeParameters.All(static p => IsName(p.Name)))
        && SignatureReader.Namespaces(method).All(static space => IsName(space.Name))
        && (method.ReturnsVoid || Is(method.ReturnType))
        && method.Parameters.All(static p => IsName(p.Name) && Is(p.Type))
        && method.Parameters.Select(static p => p.Name).Distinct(StringComparer.Ordinal).Count() == method.Parameters.Length;

    // Names that the compiler makes up where the user gave none are not valid ones.
    private static bool IsName(string name) => SyntaxFacts.IsValidIdentifier(name);

    private static bool Is(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void } => false,
        IArrayTypeSymbol array => Is(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(Is) && (named.ContainingType is null || Is(named.ContainingType)),
        _ => true,
    };
}

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
        MarkedMember.Obstacle(method) is null
        && IsName(MarkedMember.Stem(method))
        && Is(method.ContainingType.OriginalDefinition)
        && method.TypeParameters.All(static p => IsName(p.Name) && p.ConstraintTypes.All(Exists))
        && (MarkedMember.Result(method) is not { } result || Exists(result))
        && method.Parameters.All(static p => IsName(p.Name) && Exists(p.Type))
        && method.Parameters.Select(static p => p.Name).Distinct(StringComparer.Ordinal).Count() == method.Parameters.Length;

    /// <summary>Whether a type can be opened once more.</summary>
    public static bool Is(INamedTypeSymbol type) =>
        SignatureReader.Around(type).Append(type).All(static around => IsName(around.Name) && around.TypeParameters.All(static p => IsName(p.Name)))
        && SignatureReader.Namespaces(type).All(static space => IsName(space.Name));

    // Names that the compiler makes up where the user gave none are not valid ones.
    private static bool IsName(string name) => SyntaxFacts.IsValidIdentifier(name);

    private static bool Exists(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void } => false,
        IArrayTypeSymbol array => Exists(array.ElementType),
        IPointerTypeSymbol pointer => Exists(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.All(Exists) && (named.ContainingType is null || Exists(named.ContainingType)),
        _ => true,
    };
}

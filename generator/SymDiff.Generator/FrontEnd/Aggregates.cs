using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Types that are taken apart, because the representation knows numbers and buffers only: tuples, structs of the user's
/// whose fields all are numbers, flags, text or such structs, and the vectors, quaternions, planes and matrices of System.Numerics.
/// A struct without a floating-point number is no
/// aggregate: it is a constant of differentiation as a whole.
/// </summary>
internal static class Aggregates
{
    private static readonly ConditionalWeakTable<ITypeSymbol, Shape> Known = new();

    public static bool Is(ITypeSymbol? type) => TypeReader.IsTuple(type) || IsStruct(type);

    public static bool IsStruct(ITypeSymbol? type) => type is { TypeKind: TypeKind.Struct } && !TypeReader.IsTuple(type) && ShapeOf(type).Parts is not null;

    /// <summary>The parts of an aggregate, in the order of their declaration.</summary>
    public static IReadOnlyList<Part> Parts(ITypeSymbol type) => TypeReader.IsTuple(type)
        ? [.. ((INamedTypeSymbol)type).TupleElements.Select(static (e, i) => new Part(e.Name, ".Item" + (i + 1), e.Type, e, e))]
        : ShapeOf(type).Parts!;

    /// <summary>Why a struct that holds numbers is not taken apart; null for every other type.</summary>
    public static string? Obstacle(ITypeSymbol type) => type.TypeKind == TypeKind.Struct && !TypeReader.IsTuple(type) ? ShapeOf(type).Obstacle : null;

    /// <summary>Which part of its instance a member names; null where the instance is no aggregate, or the member is computed.</summary>
    public static int? PartOf(IMemberReferenceOperation operation)
    {
        if (operation.Instance?.Type is not { } type || !Is(type))
        {
            return null;
        }

        ISymbol member = operation.Member;
        if (TypeReader.IsTuple(type))
        {
            return member is not IFieldSymbol element
                ? null
                : int.Parse((element.CorrespondingTupleField ?? element).Name.Substring("Item".Length), System.Globalization.CultureInfo.InvariantCulture) - 1;
        }

        return IndexOf(type, member);
    }

    /// <summary>The part that a field or automatic property of a struct is.</summary>
    public static int? IndexOf(ITypeSymbol type, ISymbol member)
    {
        IReadOnlyList<Part> parts = Parts(type);
        for (int i = 0; i < parts.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(parts[i].Member, member) || SymbolEqualityComparer.Default.Equals(parts[i].Field, member))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The initialisers of fields and properties, which every constructor runs that does not call another one.</summary>
    public static IEnumerable<(Part Part, EqualsValueClauseSyntax Initializer)> Initializers(ITypeSymbol type) =>
        from part in Parts(type)
        let initializer = Declaration(part.Member) switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        }
        where initializer is not null
        select (part, initializer);

    /// <summary>The declaration whose parameters are the primary constructor's; null where there is none.</summary>
    public static TypeDeclarationSyntax? Primary(IMethodSymbol constructor) =>
        Declaration(constructor) as TypeDeclarationSyntax;

    /// <summary>Whether a part is a member that a record declares by a parameter.</summary>
    public static bool IsPositional(Part part) => Declaration(part.Member) is ParameterSyntax;

    public static SyntaxNode? Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private static Shape ShapeOf(ITypeSymbol type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Known.GetValue(type, static t => Read((INamedTypeSymbol)t));
    }

    private static Shape Read(INamedTypeSymbol type)
    {
        if (Numerics.Is(type))
        {
            return new Shape(Numerics.Parts(type), null);
        }

        if (type.SpecialType != SpecialType.None || !type.Locations.Any(static l => l.IsInSource) || TypeReader.HiddenNumbers(type, "") is null)
        {
            return new Shape(null, null);
        }

        string name = "'" + TypeReader.Shown(type) + "'";
        if (WholeFault(type) is { } fault)
        {
            return new Shape(null, name + " " + fault);
        }

        var parts = new List<Part>();
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsStatic))
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            if (member.Name.Length == 0)
            {
                return new Shape(null, name + " has a member without a name");
            }

            if (Declaration(member) is PropertyDeclarationSyntax property && Computes(property))
            {
                return new Shape(null, "the property '" + member.Name + "' of " + name + " computes with a field of its own");
            }

            if (field.IsFixedSizeBuffer || !IsPart(field.Type))
            {
                return new Shape(null, Obstacle(field.Type) ?? "the member '" + member.Name + "' of " + name + " is of type '" + TypeReader.Shown(field.Type) + "'");
            }

            string bare = member.Name.TrimStart('_');
            parts.Add(new Part(bare.Length == 0 ? member.Name : bare, "." + MemberLowering.Identifier(member.Name), field.Type, member, field));
        }

        return parts.Any(static p => TypeReader.Carries(p.Type)) ? new Shape(parts, null) : new Shape(null, null);
    }

    /// <summary>A property with a field behind it, one of whose accessors is written out.</summary>
    public static bool Computes(PropertyDeclarationSyntax property) =>
        property.ExpressionBody is not null || property.AccessorList?.Accessors.Any(static a => a.Body is not null || a.ExpressionBody is not null) == true;

    private static bool IsPart(ITypeSymbol type) =>
        OperatorLowering.IsPlain(type)
        || type.SpecialType == SpecialType.System_String
        || (TypeReader.IsTuple(type) ? TypeReader.Elements(type).All(IsPart) : IsStruct(type));

    /// <summary>What of a struct as a whole keeps it from being so many variables.</summary>
    private static string? WholeFault(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsGenericType)
            {
                return "is generic";
            }
        }

        if (type.IsRefLikeType)
        {
            return "is a ref struct";
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "StructLayoutAttribute" when attribute.ConstructorArguments.FirstOrDefault().Value is int layout && layout == (int)System.Runtime.InteropServices.LayoutKind.Explicit:
                    return "has an explicit layout, so its fields may share memory";
                case "InlineArrayAttribute":
                    return "is an inline array";
            }
        }

        return type.GetMembers().OfType<IFieldSymbol>().Any(static f => !f.IsStatic && f is { AssociatedSymbol: null, CanBeReferencedByName: false })
            ? "keeps a parameter of its primary constructor in a field without a name"
            : null;
    }

    /// <summary>What is known of a struct: its parts, or why it has none.</summary>
    private sealed record Shape(IReadOnlyList<Part>? Parts, string? Obstacle);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// An array or span of structs or tuples whose numbers all are of one floating-point type. To the representation it is
/// memory of numbers, so many of them end to end for each element: number <c>k</c> of element <c>i</c> is the one at
/// <c>Count * i + k</c>.
/// </summary>
/// <param name="Element">The type of its elements.</param>
/// <param name="Numbers">The numbers in them: a span.</param>
/// <param name="Count">How many numbers an element has.</param>
internal sealed record StructBuffer(ITypeSymbol Element, IrType Numbers, int Count)
{
    /// <summary>
    /// Why the memory of such elements is not known to be their numbers end to end, as what follows the name of the type; null
    /// where it is. What the marked method makes itself is laid out so in any case.
    /// </summary>
    public string? LayoutFault => FaultOf(Element);

    public static bool Is(ITypeSymbol? type) => Of(type) is not null;

    /// <summary>What a type is, or null where it is another.</summary>
    public static StructBuffer? Of(ITypeSymbol? type)
    {
        if (type is null || ElementOf(type) is not { } element || !Aggregates.Is(element))
        {
            return null;
        }

        Leaf[] leaves = [.. TypeReader.Leaves(element)];
        IrType number = leaves[0].Type;
        return number.IsFloat && leaves.All(leaf => leaf.Type == number)
            ? new StructBuffer(element, type.Name == "ReadOnlySpan" ? IrType.ReadOnlySpan(number) : IrType.Span(number), leaves.Length)
            : null;
    }

    /// <summary>The numbers in a type, where it is an array or span of them or of structs; as any other type is read else.</summary>
    public static IrType NumbersOf(ITypeSymbol type) => Of(type)?.Numbers ?? TypeReader.Read(type);

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType: { TypeKind: TypeKind.Struct } element } => element,
        INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span
            when span.TypeArguments[0].TypeKind == TypeKind.Struct => span.TypeArguments[0],
        _ => null,
    };

    /// <summary>The runtime lays structs out in the order of their fields, unless it is told otherwise; the compiler tells it so for tuples.</summary>
    private static string? FaultOf(ITypeSymbol type)
    {
        if (!Aggregates.Is(type) || Numerics.Is(type))
        {
            return null;
        }

        string name = "'" + TypeReader.Shown(type) + "' ";
        if (TypeReader.IsTuple(type))
        {
            return name + "is a tuple, and how the runtime lays tuples out is not known. Use a struct";
        }

        AttributeData? layout = type.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.Name == "StructLayoutAttribute");
        if (layout is not null && !(layout.ConstructorArguments.FirstOrDefault().Value is (int or short) and var kind && Convert.ToInt32(kind, System.Globalization.CultureInfo.InvariantCulture) == 0
            && layout.NamedArguments.All(static a => a.Key is not ("Pack" or "Size"))))
        {
            return name + "has a layout of its own. Take its [StructLayout] away";
        }

        IReadOnlyList<Part> parts = Aggregates.Parts(type);
        if (parts.Select(static part => Aggregates.Declaration(part.Member)?.FirstAncestorOrSelf<TypeDeclarationSyntax>()).Distinct().Count() > 1)
        {
            return name + "has fields in several partial declarations, whose order is not known. Put them into one";
        }

        return parts.Select(static part => FaultOf(part.Type)).FirstOrDefault(static fault => fault is not null);
    }
}

using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Translates the compiler's types.</summary>
internal static class TypeReader
{
    public static string NameOf(ITypeSymbol type) => TypeArguments.Current.Name(type, SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A type as a message names it: as the user would write it, with its namespace.</summary>
    public static string Shown(ITypeSymbol type) => type.ToDisplayString(ForMessages);

    private static readonly SymbolDisplayFormat ForMessages = SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays);

    public static IrType Read(ITypeSymbol type) => Numeric(type) ?? Buffer(type) ?? Jagged(type) ?? Holder(type) ?? new IrType(Kind.Opaque, NameOf(type));

    public static bool IsFloat(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } || IsNumber(type);

    /// <summary>Whether a type parameter stands for floating-point types alone: <c>where T : IFloatingPointIeee754&lt;T&gt;</c>.</summary>
    public static bool IsNumber(ITypeSymbol? type) => type is ITypeParameterSymbol parameter && parameter.ConstraintTypes
        .SelectMany(static constraint => constraint.AllInterfaces.Prepend(constraint as INamedTypeSymbol))
        .Any(i => i is { Name: "IFloatingPointIeee754", Arity: 1 } && IsNumerics(i.ContainingNamespace) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], parameter));

    /// <summary>Whether a member is one that the floating-point types share, called by the name of a type parameter.</summary>
    public static bool IsShared(ISymbol member, ITypeSymbol? self) => IsNumber(self) && member.IsStatic && IsNumerics(member.ContainingNamespace);

    private static bool IsNumerics(INamespaceSymbol? space) => space is { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsInteger(ITypeSymbol? type) => type is not null && Numeric(type) is { Kind: Kind.Integer };

    public static bool IsBuffer(ITypeSymbol? type) => type is not null && Buffer(type) is not null;

    public static bool IsMatrix(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 2 } && IsBuffer(type);

    /// <summary>Whether a type is an array of arrays of floating-point numbers.</summary>
    public static bool IsJagged(ITypeSymbol? type) => type is not null && Jagged(type) is not null;

    /// <summary>Whether a type holds floating-point numbers that are reached through it: an array of arrays, a list, a <c>Memory</c>.</summary>
    public static bool IsHolder(ITypeSymbol? type) => type is not null && (Jagged(type) ?? Holder(type)) is not null;

    public static bool IsTuple(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true };

    public static bool IsDelegate(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate };

    public static IReadOnlyList<ITypeSymbol> Elements(ITypeSymbol tuple) => [.. ((INamedTypeSymbol)tuple).TupleElements.Select(static e => e.Type)];

    /// <summary>Whether a value of this type can carry a derivative in this representation.</summary>
    public static bool Carries(ITypeSymbol? type) =>
        type is not null && (Aggregates.Is(type) ? Aggregates.Parts(type).Any(static p => Carries(p.Type)) : StructBuffer.Is(type) || Read(type) is { IsFloat: true } or { IsFloatBuffer: true });

    /// <summary>The numbers, flags and buffers in a parameter or result, aggregates taken apart.</summary>
    public static IEnumerable<Leaf> Leaves(ITypeSymbol type, string path = "")
    {
        if (!Aggregates.Is(type))
        {
            return [new Leaf(path, StructBuffer.Of(type) is { LayoutFault: null } structs ? structs.Numbers : Read(type))];
        }

        return Aggregates.Parts(type).SelectMany(part => Leaves(part.Type, path + part.Path));
    }

    /// <summary>Whether a struct holds one of its own type: an error of C#, and an endless nesting for who follows it.</summary>
    private static bool ContainsItself(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Struct || type.SpecialType != SpecialType.None)
        {
            return false;
        }

        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Stack<ITypeSymbol>([type]);
        while (waiting.Count > 0)
        {
            foreach (IFieldSymbol field in waiting.Pop().GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsStatic && f.Type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }))
            {
                if (SymbolEqualityComparer.Default.Equals(field.Type, type))
                {
                    return true;
                }

                if (seen.Add(field.Type))
                {
                    waiting.Push(field.Type);
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Floating-point numbers inside a type that is not taken apart: the path to the first one, or null.
    /// </summary>
    public static string? HiddenNumbers(ITypeSymbol type, string path, int depth = 0)
    {
        if (IsFloat(type) || type.Name is "Half" && type.ContainingNamespace?.Name == "System")
        {
            return path + ": " + type.ToDisplayString();
        }

        if (depth > 3 || ContainsItself(type))
        {
            return null;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                return HiddenNumbers(array.ElementType, path + "[]", depth + 1);
            case INamedTypeSymbol { IsGenericType: true } named when named.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true:
                return named.TypeKind == TypeKind.Delegate
                    ? null
                    : named.TypeArguments.Select(t => HiddenNumbers(t, path + "<>", depth + 1)).FirstOrDefault(static found => found is not null);
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } foreign when !foreign.Locations.Any(static l => l.IsInSource):
                return foreign.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && HiddenNumbers(f.Type, path, depth + 1) is not null) ? path + ": " + Shown(foreign) : null;
            case INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Class } named when named.Locations.Any(static l => l.IsInSource):
                return named.GetMembers().OfType<IFieldSymbol>()
                    .Where(static f => !f.IsStatic)
                    .Select(f => HiddenNumbers(f.Type, path + "." + (f.AssociatedSymbol ?? f).Name, named.TypeKind == TypeKind.Struct ? depth : depth + 1))
                    .FirstOrDefault(static found => found is not null);
            default:
                return null;
        }
    }

    private static IrType? Buffer(ITypeSymbol type)
    {
        ITypeSymbol? element = type switch
        {
            IArrayTypeSymbol { IsSZArray: true } or IArrayTypeSymbol { Rank: 2 } => ((IArrayTypeSymbol)type).ElementType,
            INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan" } span when span.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } => span.TypeArguments[0],
            _ => null,
        };
        if (element is null || Numeric(element) is not { } scalar)
        {
            return null;
        }

        return type switch
        {
            IArrayTypeSymbol { Rank: 2 } => IrType.Matrix(scalar),
            IArrayTypeSymbol => IrType.Array(scalar),
            { Name: "Span" } => IrType.Span(scalar),
            _ => IrType.ReadOnlySpan(scalar),
        };
    }

    private static IrType? Holder(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 1, Name: "List" or "Memory" or "ReadOnlyMemory" } named && IsFloat(named.TypeArguments[0])
        && named.ContainingNamespace.ToDisplayString() is var space && space == (named.Name == "List" ? "System.Collections.Generic" : "System")
            ? IrType.Holder(space + "." + named.Name, Numeric(named.TypeArguments[0])!)
            : null;

    private static IrType? Jagged(ITypeSymbol type) =>
        type is IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true, ElementType: var element } } && IsFloat(element) ? IrType.Jagged(Numeric(element)!) : null;

    private static IrType? Numeric(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => IrType.Double,
        SpecialType.System_Single => IrType.Single,
        SpecialType.System_Boolean => IrType.Boolean,
        SpecialType.System_Int32 => IrType.Int32,
        SpecialType.System_Int64 => IrType.Int64,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Char
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr => new IrType(Kind.Integer, NameOf(type)),
        _ => type.TypeKind == TypeKind.Enum ? new IrType(Kind.Integer, NameOf(type)) : !IsNumber(type) ? null : TypeArguments.Current.Find(type) is var known && !ReferenceEquals(known, type) ? Numeric(known) : new IrType(Kind.Float, NameOf(type)),
    };
}

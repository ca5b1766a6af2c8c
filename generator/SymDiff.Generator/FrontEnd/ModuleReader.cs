using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Modules: classes with members marked <c>[Parameter]</c>. What is generated for one follows from its declaration and
/// those of the modules it holds, never from a method.
/// </summary>
internal static class ModuleReader
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, Shape> Known = new();

    /// <summary>Whether parameters can be differentiated through an object of this type.</summary>
    public static bool IsModule(ITypeSymbol? type) => TypeOf(type) is not null;

    /// <summary>Whether a type is meant to be a module and cannot be one: what is wrong is reported there.</summary>
    public static bool IsFaulty(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && ShapeOf(named) is { Element: null, IsMeant: true };

    /// <summary>Whether a type of this project has marked members, whatever is wrong with them.</summary>
    public static bool IsMeant(INamedTypeSymbol type) => type.Locations.Any(static l => l.IsInSource) && Parameters(type.OriginalDefinition).Count > 0;

    /// <summary>A module as callers know it; null for any other type.</summary>
    public static ModuleType? TypeOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: false } named && ShapeOf(named).Element is { } element
        ? new ModuleType(TypeReader.NameOf(named.WithNullableAnnotation(NullableAnnotation.None)) + ".Gradients", element.Name)
        : null;

    /// <summary>Whether a member is marked.</summary>
    public static bool IsParameter(ISymbol member) => member is IFieldSymbol or IPropertySymbol && SymbolNames.Has(member.OriginalDefinition, SymbolNames.Parameter);

    /// <summary>The marked members of a type, in an order that does not depend on that of its files.</summary>
    public static IReadOnlyList<ISymbol> Parameters(INamedTypeSymbol type) =>
    [
        .. type.GetMembers()
            .Where(IsParameter)
            .OrderBy(static member => member.Locations[0].SourceTree?.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(static member => member.Locations[0].SourceSpan.Start),
    ];

    /// <summary>The type of a marked member.</summary>
    public static ITypeSymbol Type(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    /// <summary>What keeps a type with marked members from being a module, each at its place.</summary>
    public static IReadOnlyList<Report> Faults(INamedTypeSymbol type) => ShapeOf(type).Faults;

    /// <summary>The model of a module; null where it is none, and where nothing could be added to it.</summary>
    public static ModuleModel? Model(INamedTypeSymbol type) => ShapeOf(type).Element is not { } element || !Declarable.Is(type) ? null : new ModuleModel(
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
        SignatureReader.Around(type).Append(type).Select(SignatureReader.Header).ToEquatable(),
        MemberLowering.Identifier(type.Name),
        SignatureReader.HintName(type),
        element,
        Parameters(type).Select(Member).ToEquatable());

    private static ModuleMember Member(ISymbol member)
    {
        ITypeSymbol type = Type(member);
        return new ModuleMember(
            TypeReader.IsFloat(type) ? ModuleMemberKind.Number : TypeReader.IsBuffer(type) ? ModuleMemberKind.Array : ModuleMemberKind.Module,
            MemberLowering.Identifier(member.Name),
            TypeOf(type)?.Gradients ?? "",
            member.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            member is IFieldSymbol);
    }

    private static Shape ShapeOf(INamedTypeSymbol type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Known.GetValue(type.OriginalDefinition, static t => t.Locations.Any(static l => l.IsInSource) ? Read(t) : Foreign(t));
    }

    private static Shape Read(INamedTypeSymbol type)
    {
        IReadOnlyList<ISymbol> members = Parameters(type);
        bool meant = members.Count > 0 || type.GetMembers().OfType<IFieldSymbol>().Any(static f => f.IsImplicitlyDeclared && SymbolNames.Has(f, SymbolNames.Parameter));
        if (!meant)
        {
            return new Shape(null, [], false);
        }

        IReadOnlyList<Report> faults = ModuleCheck.Check(type, members);
        bool sound = faults.Count == 0 && members.Select(Type).All(static t => !IsFaulty(t));
        return new Shape(sound ? ElementOf(Type(members[0])) : null, faults, true);
    }

    /// <summary>The type of the numbers in what a parameter is; null where it is nothing that can be one.</summary>
    public static IrType? ElementOf(ITypeSymbol type) =>
        TypeReader.IsFloat(type) ? TypeReader.Read(type)
        : TypeReader.Read(type) is { IsFloatBuffer: true, IsArray: true, IsMatrix: false, IsJagged: false } array ? array.Element
        : type is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? ShapeOf(named).Element
        : null;

    /// <summary>A module of another assembly is one where its gradients were generated.</summary>
    private static Shape Foreign(INamedTypeSymbol type)
    {
        INamedTypeSymbol? gradients = type.GetTypeMembers("Gradients", 0).FirstOrDefault()?.BaseType;
        bool generated = gradients is { Arity: 2, Name: "ModuleGradients", ContainingNamespace: { Name: "SymDiff", ContainingNamespace.IsGlobalNamespace: true } };
        return new Shape(generated ? TypeReader.Read(gradients!.TypeArguments[1]) : null, [], false);
    }

    /// <summary>What is known of a class.</summary>
    /// <param name="Element">The type of its numbers; null where it is no module.</param>
    /// <param name="Faults">What is wrong with it itself.</param>
    /// <param name="IsMeant">Whether it has marked members.</param>
    private sealed record Shape(IrType? Element, IReadOnlyList<Report> Faults, bool IsMeant);
}

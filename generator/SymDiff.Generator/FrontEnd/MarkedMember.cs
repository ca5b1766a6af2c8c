using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// The members that can be marked, as what they are to differentiation: an operator is a static method, a constructor a
/// static method that returns its struct, the getter of a struct a static method of the struct that it is read from.
/// </summary>
internal static class MarkedMember
{
    /// <summary>The parameter of a getter's derivatives that is the struct it is read from.</summary>
    public const string SelfName = "self";

    /// <summary>What the names of its derivatives begin with: the name that C# or, for an operator, .NET has for the member.</summary>
    public static string Stem(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => method.ContainingType.Name,
        { AssociatedSymbol: IPropertySymbol property } => property.MetadataName,
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } when method.Name.StartsWith("op_", StringComparison.Ordinal) => method.Name.Substring("op_".Length),
        _ => method.Name,
    };

    /// <summary>The member as a message names it.</summary>
    public static string Shown(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => method.ContainingType.Name,
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "this[]",
        { AssociatedSymbol: { } property } => property.Name,
        { MethodKind: MethodKind.Conversion } => method.Name.Substring("op_".Length).ToLowerInvariant() + " operator " + TypeReader.Shown(method.ReturnType),
        { MethodKind: MethodKind.UserDefinedOperator } => "operator " + SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(method.Name)),
        _ => method.Name,
    };

    /// <summary>Where its name stands.</summary>
    public static Location Place(IMethodSymbol method) => (method.AssociatedSymbol ?? method).Locations.FirstOrDefault() ?? Location.None;

    /// <summary>What it returns; null where it returns nothing.</summary>
    public static ITypeSymbol? Result(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnsVoid ? null : method.ReturnType;

    /// <summary>Whether its derivatives take the struct that it is read from: a getter has nothing else to differentiate.</summary>
    public static bool TakesSelf(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.PropertyGet, IsStatic: false, ContainingType.TypeKind: TypeKind.Struct };

    /// <summary>Whether its derivatives are static.</summary>
    public static bool IsStatic(IMethodSymbol method) => method.IsStatic || method.MethodKind == MethodKind.Constructor || TakesSelf(method);

    /// <summary>How it is called, with a hole for each input; null where that is by its name.</summary>
    public static string? Invocation(IMethodSymbol method)
    {
        IEnumerable<string> holes = method.Parameters.Select((parameter, i) => "{" + (TakesSelf(method) ? i + 1 : i) + "}");
        switch (method.MethodKind)
        {
            case MethodKind.Constructor:
                return "new " + TypeReader.NameOf(method.ContainingType) + "(" + string.Join(", ", holes.Zip(method.Parameters, static (hole, parameter) => Reference(parameter) + hole)) + ")";
            case MethodKind.Conversion:
                return "(" + TypeReader.NameOf(method.ReturnType) + "){0}";
            case MethodKind.UserDefinedOperator:
                string sign = SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(method.Name));
                string applied = method.Parameters.Length == 1 ? sign + "{0}" : "{0} " + sign + " {1}";
                return method.Name.StartsWith("op_Checked", StringComparison.Ordinal) ? "checked(" + applied + ")"
                    : method.ContainingType.GetMembers("op_Checked" + Stem(method)).IsEmpty ? applied : "unchecked(" + applied + ")";
            case MethodKind.PropertyGet:
                string instance = method.IsStatic ? TypeReader.NameOf(method.ContainingType) : TakesSelf(method) ? "{0}" : "this";
                return instance + (method.Parameters.IsEmpty ? "." + MemberLowering.Identifier(method.AssociatedSymbol!.Name) : "[" + string.Join(", ", holes) + "]");
            default:
                return null;
        }
    }

    private static string Reference(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        _ => "",
    };

    /// <summary>The types of what goes in, in the order in which the derivatives take it.</summary>
    public static IEnumerable<ITypeSymbol> Inputs(IMethodSymbol method) =>
        (TakesSelf(method) ? [method.ContainingType] : Enumerable.Empty<ITypeSymbol>()).Concat(method.Parameters.Select(static p => p.Type));

    /// <summary>Why this kind of member cannot be marked; null where it can.</summary>
    public static string? Obstacle(IMethodSymbol method)
    {
        if (method.ExplicitInterfaceImplementations.Length > 0)
        {
            return "'" + Shown(method) + "' is implemented for an interface alone, so its derivatives have no name. Implement it under its own name, or move the computation to a method.";
        }

        switch (method.MethodKind)
        {
            case MethodKind.Ordinary:
                return null;
            case MethodKind.Constructor when Aggregates.Primary(method) is not null:
                return "A primary constructor only keeps its arguments and cannot be marked. Mark what computes with them.";
            case MethodKind.Constructor when method.ContainingType.TypeKind != TypeKind.Struct:
                return "What the constructor of a class makes is no value that has a derivative. Mark constructors of structs, or a method that returns the numbers.";
            case MethodKind.PropertyGet when SymbolNames.Has(method, SymbolNames.Differentiable) && SymbolNames.Has(method.AssociatedSymbol!, SymbolNames.Differentiable):
                return "The property '" + Shown(method) + "' and its getter are both marked. Mark one of them.";
            case MethodKind.Constructor:
                return null;
            case MethodKind.UserDefinedOperator when method.Name is "op_Increment" or "op_Decrement" or "op_True" or "op_False":
                return "The operators '++', '--', 'true' and 'false' cannot be marked. Move the computation to a method.";
            case MethodKind.PropertyGet or MethodKind.UserDefinedOperator or MethodKind.Conversion:
                return Hierarchy.IsDispatched(method) || method.IsOverride
                    ? "Which '" + Shown(method) + "' runs is decided at run time, which is supported for methods. Move the computation to a method."
                    : null;
            default:
                return "[Differentiable] is supported on methods, constructors of structs, operators and getters, not on this form. Move the computation to a method.";
        }
    }
}

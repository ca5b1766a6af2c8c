using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The names of the runtime that the compiler looks for.</summary>
internal static class SymbolNames
{
    public const string Differentiable = "SymDiff.DifferentiableAttribute";
    public const string NoGradient = "SymDiff.NoGradientAttribute";
    public const string Shared = "SymDiff.SharedAttribute";
    public const string Parameter = "SymDiff.ParameterAttribute";
    public const string ModuleGradients = "SymDiff.ModuleGradients";
    public const string DerivativeOf = "SymDiff.DerivativeOfAttribute";
    public const string Recompute = "SymDiff.RecomputeAttribute";
    public const string Cache = "SymDiff.CacheAttribute";
    public const string Diff = "SymDiff.Diff";

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && type.ToDisplayString() == attribute);

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static bool IsMarked(IMethodSymbol method) => Mark(method.OriginalDefinition) is not null;

    /// <summary>The mark of a method. A property's is its getter's, and its setter's where it has no other accessor.</summary>
    public static AttributeData? Mark(IMethodSymbol method) => method.AssociatedSymbol is IPropertySymbol property && SymbolEqualityComparer.Default.Equals(property.GetMethod ?? property.SetMethod, method)
        ? Find(property, Differentiable) ?? Find(method, Differentiable)
        : Find(method, Differentiable);
}

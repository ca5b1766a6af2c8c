using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The methods marked <c>[DerivativeOf]</c>, of this compilation and of the libraries it references.</summary>
internal static class UserRules
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>>> Indexes = new();

    /// <summary>The rule for a method, or null.</summary>
    public static IMethodSymbol? Find(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        if (!Indexes.TryGetValue(compilation, out Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>>? index))
        {
            index = Index(compilation, cancellation);
            Indexes.GetValue(compilation, _ => index);
        }

        if (!index.TryGetValue(method.Name, out List<(ITypeSymbol Type, IMethodSymbol Rule)>? rules))
        {
            return null;
        }

        IMethodSymbol[] matching = [.. rules
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Type.OriginalDefinition, method.ContainingType.OriginalDefinition))
            .Select(static r => r.Rule)];
        return matching.FirstOrDefault(rule => SameParameters(rule, method))
            ?? (Overloads(method) == 1 ? matching.FirstOrDefault() : null);
    }

    /// <summary>Whether a method is one that a rule can be given to.</summary>
    public static bool CanHave(IMethodSymbol target) =>
        target.IsStatic
        && TypeReader.IsFloat(target.ReturnType)
        && target.Parameters.Any(static p => TypeReader.IsFloat(p.Type))
        && target.Parameters.All(static p => p.RefKind == RefKind.None && !TypeReader.IsBuffer(p.Type));

    /// <summary>What is wrong with a rule, or null.</summary>
    public static string? Fault(IMethodSymbol target, IMethodSymbol rule)
    {
        if (!CanHave(target))
        {
            return "'" + target.ToDisplayString() + "' cannot have a rule. It must be static, return a double or float, take at least one by value, and take no arrays, spans or references.";
        }

        string numbers = string.Join(", ", target.Parameters.Where(static p => TypeReader.IsFloat(p.Type)).Select(static p => p.Type.ToDisplayString()).ToArray());
        string expected = "'static " + (numbers.IndexOf(',') >= 0 ? "(" + numbers + ")" : numbers) + " " + rule.Name + "("
            + string.Join(", ", target.Parameters.Select(static p => p.Type.ToDisplayString() + " " + p.Name).ToArray()) + ")'";
        ITypeSymbol[] results = TypeReader.IsTuple(rule.ReturnType) ? [.. TypeReader.Elements(rule.ReturnType)] : [rule.ReturnType];
        ITypeSymbol[] wanted = [.. target.Parameters.Where(static p => TypeReader.IsFloat(p.Type)).Select(static p => p.Type)];
        bool fits = rule.IsStatic
            && SameParameters(rule, target)
            && results.SequenceEqual(wanted, SymbolEqualityComparer.Default);
        return fits ? null : "The rule '" + rule.ToDisplayString() + "' does not fit '" + target.ToDisplayString() + "'. Expected is " + expected + ".";
    }

    /// <summary>What is wrong with a method marked <c>[DerivativeOf]</c>, seen from itself.</summary>
    public static string? Fault(IMethodSymbol rule)
    {
        if (Target(rule) is not { } target)
        {
            return null;
        }

        IMethodSymbol[] overloads = [.. target.Type.GetMembers(target.Name).OfType<IMethodSymbol>()];
        if (overloads.Length == 0)
        {
            return "'" + target.Type.ToDisplayString() + "' has no method '" + target.Name + "'.";
        }

        return Fault(overloads.FirstOrDefault(method => SameParameters(rule, method)) ?? overloads[0], rule);
    }

    private static Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>> Index(Compilation compilation, CancellationToken cancellation)
    {
        var index = new Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>>(StringComparer.Ordinal);
        foreach (IMethodSymbol rule in OfSource(compilation, cancellation).Concat(OfReferences(compilation, cancellation)))
        {
            if (Target(rule) is { } target)
            {
                if (!index.TryGetValue(target.Name, out List<(ITypeSymbol Type, IMethodSymbol Rule)>? rules))
                {
                    index[target.Name] = rules = [];
                }

                rules.Add((target.Type, rule));
            }
        }

        return index;
    }

    private static IEnumerable<IMethodSymbol> OfSource(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            SemanticModel? model = null;
            IEnumerable<MethodDeclarationSyntax> methods = tree.GetRoot(cancellation)
                .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<MethodDeclarationSyntax>()
                .Where(static m => m.AttributeLists.Any(static list => list.Attributes.Any(static a => a.Name.ToString().IndexOf("DerivativeOf", StringComparison.Ordinal) >= 0)));
            foreach (MethodDeclarationSyntax method in methods)
            {
                model ??= compilation.GetSemanticModel(tree);
                if (Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetDeclaredSymbol(model, method, cancellation) is { } symbol)
                {
                    yield return symbol;
                }
            }
        }
    }

    /// <summary>Rules of other libraries: only those that reference the runtime can have any.</summary>
    private static IEnumerable<IMethodSymbol> OfReferences(Compilation compilation, CancellationToken cancellation)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            if (assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static a => a.Name == "SymDiff")))
            {
                foreach (IMethodSymbol method in Types(assembly.GlobalNamespace).SelectMany(static t => t.GetMembers().OfType<IMethodSymbol>()).Where(static m => m.DeclaredAccessibility == Accessibility.Public && SymbolNames.Has(m, SymbolNames.DerivativeOf)))
                {
                    yield return method;
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type
            ? type.DeclaredAccessibility == Accessibility.Public ? Types(type).Prepend(type) : []
            : Types(member));

    private static (ITypeSymbol Type, string Name)? Target(IMethodSymbol rule) =>
        SymbolNames.Find(rule, SymbolNames.DerivativeOf) is { ConstructorArguments: { Length: 2 } arguments } && arguments[0].Value is ITypeSymbol type && arguments[1].Value is string name
            ? (type, name)
            : null;

    private static int Overloads(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).Length;

    private static bool SameParameters(IMethodSymbol left, IMethodSymbol right) =>
        left.Parameters.Select(static p => p.Type).SequenceEqual(right.Parameters.Select(static p => p.Type), SymbolEqualityComparer.Default);
}

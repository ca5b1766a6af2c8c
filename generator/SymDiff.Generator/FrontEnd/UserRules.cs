using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The methods marked <c>[DerivativeOf]</c>, of this compilation and of the libraries it references.</summary>
internal static class UserRules
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>>> Indexes = new();

    /// <summary>The rules that are meant for a method, whether they fit or not.</summary>
    public static (IMethodSymbol? Local, IMethodSymbol? Backward) Find(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        if (!Indexes.TryGetValue(compilation, out Dictionary<string, List<(ITypeSymbol Type, IMethodSymbol Rule)>>? index))
        {
            index = Index(compilation, cancellation);
            Indexes.GetValue(compilation, _ => index);
        }

        if (!index.TryGetValue(method.Name, out List<(ITypeSymbol Type, IMethodSymbol Rule)>? rules))
        {
            return default;
        }

        IMethodSymbol[] matching = [.. rules
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Type.OriginalDefinition, method.ContainingType.OriginalDefinition))
            .Select(static r => r.Rule)
            .Where(rule => SymbolEqualityComparer.Default.Equals(Meant(Overloads(method.ContainingType, method.Name), rule), method.OriginalDefinition))];
        return (matching.FirstOrDefault(rule => !RuleSignature.IsBackward(rule, method)), matching.FirstOrDefault(rule => RuleSignature.IsBackward(rule, method)));
    }

    /// <summary>What is wrong with a method marked <c>[DerivativeOf]</c>, seen from itself.</summary>
    public static string? Fault(IMethodSymbol rule)
    {
        if (Target(rule) is not { } target)
        {
            return null;
        }

        IMethodSymbol[] overloads = Overloads(target.Type, target.Name);
        return overloads.Length == 0
            ? "'" + target.Type.ToDisplayString() + "' has no method '" + target.Name + "'."
            : RuleSignature.Fault(Meant(overloads, rule), rule);
    }

    /// <summary>The overload that a rule is for: of those that it begins like one that it fits, and the longest.</summary>
    private static IMethodSymbol Meant(IMethodSymbol[] overloads, IMethodSymbol rule) => overloads.Length == 1
        ? overloads[0]
        : overloads
            .Where(method => RuleSignature.TakesInputsOf(rule, method))
            .OrderBy(method => RuleSignature.Fault(method, rule) is not null)
            .ThenByDescending(static method => method.Parameters.Length)
            .FirstOrDefault() ?? overloads[0];

    private static IMethodSymbol[] Overloads(ITypeSymbol type, string name) => [.. type.OriginalDefinition.GetMembers(name).OfType<IMethodSymbol>()];

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
                foreach (IMethodSymbol method in Types(assembly.GlobalNamespace).SelectMany(static t => t.GetMembers().OfType<IMethodSymbol>()).Where(m => compilation.IsSymbolAccessibleWithin(m, compilation.Assembly) && SymbolNames.Has(m, SymbolNames.DerivativeOf)))
                {
                    yield return method;
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static (ITypeSymbol Type, string Name)? Target(IMethodSymbol rule) =>
        SymbolNames.Find(rule, SymbolNames.DerivativeOf) is { ConstructorArguments: { Length: 2 } arguments } && arguments[0].Value is ITypeSymbol type && arguments[1].Value is string name
            ? (type, name)
            : null;
}

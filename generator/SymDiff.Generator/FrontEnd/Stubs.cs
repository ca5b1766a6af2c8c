using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// The gradients that a generator will add to a compilation, as signatures without a body of use: a generator does not see
/// what it emits, and the types of a body that calls a gradient follow from it. Signatures follow from symbols alone, so
/// they are known before any body is read.
/// </summary>
/// <remarks>
/// Bodies that name no gradient are read in the compilation as it is. The first that does asks for
/// <see cref="Compilation"/>, which is made once.
/// </remarks>
internal sealed class Stubs
{
    private static readonly ConditionalWeakTable<Compilation, Stubs> Known = new();

    // A tree outlives the edits of other files.
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> NamesOf = new();

    private readonly Lazy<IReadOnlyList<IMethodSymbol>> methods;
    private readonly Lazy<HashSet<string>> names;
    private readonly Lazy<Compilation> withStubs;

    private Stubs(Compilation compilation, Func<MethodModel, string?> declare)
    {
        methods = new(() => Named(compilation));
        names = new(() => new(methods.Value.Select(static m => m.Name), StringComparer.Ordinal));
        withStubs = new(() => compilation.AddSyntaxTrees(methods.Value.Select(method => Parse(compilation, method, declare)).OfType<SyntaxTree>()));
    }

    /// <summary>The compilation with them.</summary>
    public Compilation Compilation => withStubs.Value;

    /// <summary>Those of a compilation that has no emitted files.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="declare">The text of a file with the gradient of a method; null where it has none.</param>
    public static Stubs Of(Compilation compilation, Func<MethodModel, string?> declare) => Known.GetValue(compilation, key => new Stubs(key, declare));

    /// <summary>Before a body is read: whether its meaning follows from the compilation as it is.</summary>
    /// <exception cref="StubsRequiredException">It names a gradient that is not there yet.</exception>
    public static void Check(Compilation compilation, SyntaxNode body)
    {
        if (Known.TryGetValue(compilation, out Stubs? stubs) && Names(body).Any(stubs.names.Value.Contains))
        {
            throw new StubsRequiredException();
        }
    }

    /// <summary>The symbol of a method in the compilation with them.</summary>
    public IMethodSymbol? Find(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } syntax
            ? Compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellation) as IMethodSymbol
            : null;

    /// <summary>The marked methods whose gradients are named somewhere.</summary>
    private static IReadOnlyList<IMethodSymbol> Named(Compilation compilation)
    {
        HashSet<string> named = new(compilation.SyntaxTrees.SelectMany(static tree => NamesOf.GetValue(tree, static key => new(Names(key.GetRoot()), StringComparer.Ordinal))), StringComparer.Ordinal);
        return [.. compilation.GetSymbolsWithName(named.Contains, SymbolFilter.Member).OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary && SymbolNames.IsMarked(method))];
    }

    /// <summary>The names of methods whose gradients a piece of code names, if those are gradients.</summary>
    private static IEnumerable<string> Names(SyntaxNode code) => code.DescendantNodes()
        .OfType<SimpleNameSyntax>()
        .Select(static name => EmittedMembers.MethodName(name.Identifier.ValueText))
        .OfType<string>();

    // A fault in reading a signature is reported with its method, and leaves the others alone.
    private static SyntaxTree? Parse(Compilation compilation, IMethodSymbol method, Func<MethodModel, string?> declare)
    {
        try
        {
            MethodModel model = SignatureReader.Model(method, SignatureReader.Callee(method, null, default));
            return !model.IsAbstract && DeclarationCheck.HasMembers(method, compilation) && (model.Signature.HasModules ? model.HasInputGradient : model.Has(DerivativeKinds.Gradient)) && declare(model) is { } text
                ? CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)compilation.SyntaxTrees.First().Options, EmittedMembers.PathOf(model.HintName))
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}

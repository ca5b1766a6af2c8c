using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Finds the bodies of methods whose source is in the compilation.</summary>
internal sealed class Bodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<ISymbol, IOperation?> known = new(SymbolEqualityComparer.Default);

    /// <summary>The symbol that has the body: the other part of a partial method, the definition of a generic one.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    /// <summary>The block that runs, or null where there is no source for one, or only an emitted one.</summary>
    public IOperation? Find(IMethodSymbol method)
    {
        IMethodSymbol implementation = Implementation(method);
        if (known.TryGetValue(implementation, out IOperation? body))
        {
            return body;
        }

        SyntaxNode? syntax = implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is not null && (compilation.ContainsSyntaxTree(syntax.SyntaxTree) || Restatements.Hold(syntax.SyntaxTree)) && !EmittedMembers.Has(implementation))
        {
            Stubs.Check(compilation, syntax);
            body = ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
            {
                IMethodBodyOperation block => block.BlockBody ?? block.ExpressionBody,
                IConstructorBodyOperation constructor => constructor,
                IBlockOperation property => property,
                _ => null,
            };
        }

        known[implementation] = body;
        return body;
    }

    /// <summary>The value that an initialiser of a field or property gives it.</summary>
    public IOperation? Initial(EqualsValueClauseSyntax initializer) => compilation.ContainsSyntaxTree(initializer.SyntaxTree)
        ? (ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellation) as ISymbolInitializerOperation)?.Value
        : null;

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out SemanticModel? model))
        {
            model = compilation.ContainsSyntaxTree(tree) ? compilation.GetSemanticModel(tree) : Restatements.Of(compilation).ModelOf(tree);
            models[tree] = model;
        }

        return model;
    }
}

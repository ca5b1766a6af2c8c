using Microsoft.CodeAnalysis;
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

    /// <summary>The block that runs, or null where there is no source for one.</summary>
    public IOperation? Find(IMethodSymbol method)
    {
        IMethodSymbol implementation = Implementation(method);
        if (known.TryGetValue(implementation, out IOperation? body))
        {
            return body;
        }

        SyntaxNode? syntax = implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is not null && compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            if (!models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
            {
                model = compilation.GetSemanticModel(syntax.SyntaxTree);
                models[syntax.SyntaxTree] = model;
            }

            body = model.GetOperation(syntax, cancellation) is IMethodBodyOperation operation ? operation.BlockBody ?? operation.ExpressionBody : null;
        }

        known[implementation] = body;
        return body;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Every condition becomes its opposite; one that binds variables which are used elsewhere is settled instead.</summary>
internal static class Conditions
{
    private static readonly HashSet<string> Predicates = new(StringComparer.Ordinal)
    {
        "Where", "Any", "All", "Count", "First", "FirstOrDefault", "Single", "SingleOrDefault", "TakeWhile", "SkipWhile", "FindIndex", "RemoveAll", "Exists",
    };

    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        if (node is not ExpressionSyntax condition || condition is LiteralExpressionSyntax or ThrowExpressionSyntax || !IsCondition(condition))
        {
            yield break;
        }

        if (!BindsForOthers(condition, model))
        {
            yield return Change.Opposite(condition);
            yield break;
        }

        bool guards = condition.DescendantNodesAndSelf().Any(static part =>
            part.IsKind(SyntaxKind.NotPattern) || part is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression });
        yield return Change.Settled(condition, guards);
    }

    private static bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or WhenClauseSyntax => true,
        ForStatementSyntax loop => loop.Condition == expression,
        ConditionalExpressionSyntax choice => choice.Condition == expression,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } => true,
        LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } } } => Predicates.Contains(called.Name.Identifier.Text),
        ArrowExpressionClauseSyntax arrow => ReturnsTruth(arrow.Parent),
        ReturnStatementSyntax statement => ReturnsTruth(statement.Ancestors().FirstOrDefault(static a => a is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax or AccessorDeclarationSyntax)),
        _ => false,
    };

    private static bool ReturnsTruth(SyntaxNode? member) => (member switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax function => function.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    })?.ToString() == "bool";

    private static bool BindsForOthers(ExpressionSyntax condition, SemanticModel model)
    {
        ISymbol?[] bound = [.. condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(part => model.GetDeclaredSymbol(part))];
        return bound.Length > 0 && condition.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            !condition.Span.Contains(name.Span) && bound.Any(symbol => symbol!.Name == name.Identifier.Text && SymbolEqualityComparer.Default.Equals(symbol, model.GetSymbolInfo(name).Symbol)));
    }
}

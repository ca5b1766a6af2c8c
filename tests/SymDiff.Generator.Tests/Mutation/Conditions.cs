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

        IdentifierNameSyntax[] uses = UsesOfBound(condition, model);
        yield return uses.Length == 0 ? Change.Opposite(condition) : Change.Settled(condition, !uses.All(use => IsWhereTrue(use, condition)));
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

    /// <summary>The uses, outside of a condition, of the variables that it binds.</summary>
    private static IdentifierNameSyntax[] UsesOfBound(ExpressionSyntax condition, SemanticModel model)
    {
        // A variable of an out argument is set in any case, unless the call may be skipped.
        ISymbol?[] bound = [.. condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>()
            .Where(part => part.Parent is not DeclarationExpressionSyntax || condition is BinaryExpressionSyntax)
            .Select(part => model.GetDeclaredSymbol(part))];
        return bound.Length == 0 ? [] : [.. condition.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
            !condition.Span.Contains(name.Span) && bound.Any(symbol => symbol!.Name == name.Identifier.Text && SymbolEqualityComparer.Default.Equals(symbol, model.GetSymbolInfo(name).Symbol)))];
    }

    /// <summary>Whether a use stands where the condition held.</summary>
    private static bool IsWhereTrue(IdentifierNameSyntax use, ExpressionSyntax condition)
    {
        for (SyntaxNode part = condition; part.Parent is { } parent; part = parent)
        {
            switch (parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either when either.Right.Span.Contains(use.Span):
                    return false;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Right.Span.Contains(use.Span):
                    return true;
                case IfStatementSyntax branch:
                    return branch.Statement.Span.Contains(use.Span);
                case ConditionalExpressionSyntax choice when choice.Condition == part:
                    return choice.WhenTrue.Span.Contains(use.Span);
                case WhileStatementSyntax or WhenClauseSyntax:
                    return true;
            }
        }

        return true;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Bounds, counts and steps off by one, in the compiler's own loops and in those it writes.</summary>
internal static class TripCounts
{
    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case BinaryExpressionSyntax comparison when Neighbour(comparison.OperatorToken.Text) is { } other:
                yield return Change.Instead(comparison, $"{comparison.Left} {other} {comparison.Right}");
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } } sum:
                yield return Change.Instead(sum, sum.Left.ToString());
                break;
            case LiteralExpressionSyntax { Token.Value: int number } literal when !IsStatementIndex(literal):
                yield return Change.Instead(literal, (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case LiteralExpressionSyntax { Token.Value: string text } literal when Neighbour(text) is { } other:
                yield return Change.Instead(literal, $"\"{other}\"");
                break;
        }
    }

    // The statement that a comment is taken from, and marks of "none": no number of anything.
    private static bool IsStatementIndex(LiteralExpressionSyntax literal) =>
        literal.Parent is PrefixUnaryExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax } } or AssignmentExpressionSyntax };

    private static string? Neighbour(string comparison) => comparison switch
    {
        "<" => "<=",
        "<=" => "<",
        ">" => ">=",
        ">=" => ">",
        _ => null,
    };
}

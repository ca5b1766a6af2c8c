using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Neighbouring arguments of one type change places; what is run backwards runs forwards.</summary>
internal static class Swaps
{
    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Reverse" } reversed, ArgumentList.Arguments.Count: 0 } call)
        {
            yield return Change.Instead(call, $"global::System.Linq.Enumerable.AsEnumerable({reversed.Expression})");
        }

        ArgumentListSyntax? list = node switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList,
            ObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        if (list is null || list.DescendantNodes().Any(static part => part is SingleVariableDesignationSyntax))
        {
            yield break;
        }

        for (int i = 1; i < list.Arguments.Count; i++)
        {
            (ArgumentSyntax left, ArgumentSyntax right) = (list.Arguments[i - 1], list.Arguments[i]);
            if (!IsPlain(left) || !IsPlain(right) || left.ToString() == right.ToString()
                || model.GetTypeInfo(left.Expression).ConvertedType is not { TypeKind: not TypeKind.Error } type
                || !SymbolEqualityComparer.Default.Equals(type, model.GetTypeInfo(right.Expression).ConvertedType))
            {
                continue;
            }

            string text = node.ToString();
            int at = node.SpanStart;
            string swapped = text[..(left.SpanStart - at)] + right + text[(left.Span.End - at)..(right.SpanStart - at)] + left + text[(right.Span.End - at)..];
            if (node.Parent is ExpressionStatementSyntax statement)
            {
                yield return Change.Instead(statement, swapped + ";");
            }
            else
            {
                yield return Change.Instead((ExpressionSyntax)node, swapped);
            }
        }
    }

    private static bool IsPlain(ArgumentSyntax argument) =>
        argument.NameColon is null && argument.RefKindKeyword.IsKind(SyntaxKind.None) && argument.Expression is not (LambdaExpressionSyntax or LiteralExpressionSyntax);
}

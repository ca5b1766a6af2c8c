using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>What is added up is overwritten: adjoints in emitted code, sums and sets in the compiler.</summary>
internal static class Accumulations
{
    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Accumulate" } } creation:
                yield return Change.Instead(creation, $"(global::SymDiff.Generator.Ir.Op)new Store{creation.ArgumentList}");
                break;
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 2 } arguments } sum when arguments[0].ToString() == "Intrinsics.Add":
                yield return Change.Instead(sum, arguments[^1].ToString());
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax compound } statement when !compound.IsKind(SyntaxKind.SimpleAssignmentExpression) && !compound.IsKind(SyntaxKind.CoalesceAssignmentExpression):
                yield return Change.Instead(statement, $"{compound.Left} = {compound.Right};");
                break;
        }
    }
}

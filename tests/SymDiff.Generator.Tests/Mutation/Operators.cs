using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Signs and operators of what is written: plus for minus, a lost negation.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["Intrinsics.Add"] = "Intrinsics.Subtract",
        ["Intrinsics.Subtract"] = "Intrinsics.Add",
        ["Intrinsics.Multiply"] = "Intrinsics.Divide",
        ["Intrinsics.Divide"] = "Intrinsics.Multiply",
        ["Intrinsics.Negate"] = "Intrinsics.Copy",
        ["Intrinsics.Less"] = "Intrinsics.LessOrEqual",
        ["Intrinsics.LessOrEqual"] = "Intrinsics.Less",
        ["Intrinsics.Greater"] = "Intrinsics.GreaterOrEqual",
        ["Intrinsics.GreaterOrEqual"] = "Intrinsics.Greater",
        ["Intrinsics.Equal"] = "Intrinsics.NotEqual",
        ["Intrinsics.NotEqual"] = "Intrinsics.Equal",
        ["Intrinsics.And"] = "Intrinsics.Or",
        ["Intrinsics.Or"] = "Intrinsics.And",
    };

    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case MemberAccessExpressionSyntax name when Others.TryGetValue(name.ToString(), out string? other):
                yield return Change.Instead(name, other);
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: not LiteralExpressionSyntax } minus:
                yield return Change.Instead(minus, minus.Operand.ToString());
                break;
        }
    }
}

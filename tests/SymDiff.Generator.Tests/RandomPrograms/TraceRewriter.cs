using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Makes a copy of a program that notes which way it goes: the outcome of every condition, the section of every switch, the
/// arm of every switch expression. Where two runs leave the same trace, no branch lies between their arguments. The copy
/// is not marked.
/// </summary>
internal sealed class TraceRewriter : CSharpSyntaxRewriter
{
    /// <summary>The class that the copies note their way in.</summary>
    public const string Recorder =
        """
        public static class Trace
        {
            [System.ThreadStatic]
            private static long hash;

            public static bool Note(bool outcome)
            {
                At(outcome ? 1 : 2);
                return outcome;
            }

            public static T Arm<T>(int number, T value)
            {
                At(number);
                return value;
            }

            public static void At(int place) => hash = unchecked((hash * 1000003) + place);

            public static long Take()
            {
                long taken = hash;
                hash = 0;
                return taken;
            }
        }
        """;

    private int places = 2;

    /// <summary>The copy of a program.</summary>
    /// <param name="text">The program's file.</param>
    public static string Copy(string text) => new TraceRewriter().Visit(CSharpSyntaxTree.ParseText(text).GetRoot()).ToFullString();

    /// <inheritdoc/>
    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) =>
        node.ToString().Contains("Differentiable", StringComparison.Ordinal) ? null : node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return visited.WithCondition(Noted(visited.Condition));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.Condition is null ? visited : visited.WithCondition(Noted(visited.Condition));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithCondition(Noted(visited.Condition));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithCondition(Noted(visited.Condition));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        var visited = (ConditionalExpressionSyntax)base.VisitConditionalExpression(node)!;
        return visited.WithCondition(Noted(visited.Condition));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return visited.IsKind(SyntaxKind.LogicalAndExpression) || visited.IsKind(SyntaxKind.LogicalOrExpression)
            ? visited.WithLeft(Noted(visited.Left)).WithRight(Noted(visited.Right))
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        return visited.WithStatements(visited.Statements.Insert(0, SyntaxFactory.ParseStatement($"global::Trace.At({++places});\n")));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        var visited = (SwitchExpressionArmSyntax)base.VisitSwitchExpressionArm(node)!;
        return visited.Expression is ThrowExpressionSyntax or TupleExpressionSyntax
            ? visited
            : visited.WithExpression(SyntaxFactory.ParseExpression($"global::Trace.Arm({++places}, {visited.Expression})"));
    }

    // A condition that declares or assigns variables stays: what it assigns would not count as assigned behind a call.
    private static ExpressionSyntax Noted(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().Any(static node => node is SingleVariableDesignationSyntax or AssignmentExpressionSyntax || node.IsKind(SyntaxKind.TrueLiteralExpression))
            ? condition
            : SyntaxFactory.ParseExpression($"global::Trace.Note({condition.WithoutTrivia()}) ");
}

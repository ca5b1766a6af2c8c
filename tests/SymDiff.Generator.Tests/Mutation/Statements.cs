using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>A call, an assignment, a step or a jump is left out.</summary>
internal static class Statements
{
    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        if (node is ContinueStatementSyntax jump && !Binds(jump)
            || node is ReturnStatementSyntax { Expression: null } end && !Binds(end)
            || node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or PostfixUnaryExpressionSyntax } call && !Declares(call)
            || node is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && Keeps(assignment, model))
        {
            yield return Change.Without((StatementSyntax)node);
        }
    }

    // A guard that binds variables for what follows it cannot be left out, nor can the end of a section.
    private static bool Binds(StatementSyntax jump) =>
        jump.Parent is SwitchSectionSyntax || jump.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault()?.Condition.DescendantNodes().Any(static part => part is SingleVariableDesignationSyntax) == true;

    private static bool Declares(StatementSyntax statement) =>
        statement.DescendantNodes().Any(static part => part is SingleVariableDesignationSyntax && part.Ancestors().First(static a => a is LambdaExpressionSyntax or StatementSyntax) is ExpressionStatementSyntax);

    // Without its first value a variable is not C#.
    private static bool Keeps(AssignmentExpressionSyntax assignment, SemanticModel model) =>
        !Declares((StatementSyntax)assignment.Parent!)
        && assignment.Left is not (DeclarationExpressionSyntax or TupleExpressionSyntax)
        && model.GetSymbolInfo(assignment.Left).Symbol switch
        {
            ILocalSymbol local => local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer: not null },
            IParameterSymbol parameter => parameter.RefKind != RefKind.Out,
            _ => assignment.Ancestors().FirstOrDefault(static a => a is ConstructorDeclarationSyntax) is null,
        };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>What goes over the workspace: a slot dropped, slots shifted, a mark, a release or a copy left out.</summary>
internal static class CacheSlots
{
    private static readonly HashSet<string> Operations = new(StringComparer.Ordinal) { "Push", "Pop", "Mark", "Release", "Clear", "Snapshot", "Restore", "Turn", "Peek", "Free" };

    /// <summary>The changes of a node.</summary>
    public static IEnumerable<Change> Find(SyntaxNode node, SemanticModel model)
    {
        if (node is ExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Push" or "Pop" } } } argument } slots
            && argument.Parent is ArgumentListSyntax list && list.Arguments.IndexOf(argument) == 1)
        {
            yield return Change.Instead(slots, $"{slots}.Skip(1).ToEquatable()");
            yield return Change.Instead(slots, $"{slots}.Take({slots}.Count - 1).ToEquatable()");
            yield return Change.Instead(slots, $"{slots}.Skip(1).Concat({slots}.Take(1)).ToEquatable()");
        }

        if (node is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: var name }, Parent: ExpressionElementSyntax } element && Operations.Contains(name))
        {
            yield return Change.WithoutElement(element);
        }
    }
}

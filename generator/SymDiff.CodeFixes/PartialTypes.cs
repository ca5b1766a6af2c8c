using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Makes types partial that derivatives are added to.</summary>
internal static class PartialTypes
{
    /// <summary>Edits that make a type and those around it partial, in each of their declarations.</summary>
    public static async Task<IReadOnlyList<Edit>> OpenAsync(Solution solution, INamedTypeSymbol? type, CancellationToken cancellation)
    {
        var edits = new List<Edit>();
        for (; type is not null; type = type.ContainingType)
        {
            foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
            {
                if (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is TypeDeclarationSyntax declaration
                    && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                    && await Source.OfAsync(solution.GetDocument(reference.SyntaxTree), cancellation).ConfigureAwait(false) is { } source)
                {
                    edits.Add(source.Insert(declaration.Keyword.SpanStart, "partial "));
                }
            }
        }

        return edits;
    }
}

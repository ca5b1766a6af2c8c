using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.CodeFixes;

/// <summary>A change of one document's text. Fixes insert text and leave the rest, so comments and layout stay.</summary>
internal sealed record Edit(DocumentId Document, TextChange Change)
{
    /// <summary>Applies edits of several fixes at once; one that several of them make is made once.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellation)
    {
        foreach (IGrouping<DocumentId, Edit> group in edits.Distinct().GroupBy(static edit => edit.Document))
        {
            SourceText text = await solution.GetDocument(group.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(group.Key, text.WithChanges(group.Select(static edit => edit.Change).OrderBy(static change => change.Span.Start)));
        }

        return solution;
    }
}

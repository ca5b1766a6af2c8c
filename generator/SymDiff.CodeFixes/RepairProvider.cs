using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes;

/// <summary>
/// A fix that is a list of edits, worked out before it is offered: where there is no repair, nothing is offered.
/// </summary>
public abstract class RepairProvider : CodeFixProvider
{
    /// <summary>Tells the fix apart from the others; does not depend on the place.</summary>
    private protected abstract string Key { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => RepairAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } repair)
            {
                Solution solution = context.Document.Project.Solution;
                context.RegisterCodeFix(CodeAction.Create(repair.Title, cancellation => Edit.ApplyAsync(solution, repair.Edits, cancellation), Key), diagnostic);
            }
        }
    }

    /// <summary>The repair of a diagnostic, or null where there is none.</summary>
    internal abstract Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes;

/// <summary>
/// Fixes every diagnostic of a document, project or solution. The stock batch fixer computes each fix by itself and
/// drops one that touches what another changed, so two calls of one method would get two rules, and of two callees in
/// one type only one would be marked. Here equal edits and equal subjects are made once.
/// </summary>
internal sealed class RepairAll : FixAllProvider
{
    public static RepairAll Instance { get; } = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        Solution solution = context.Solution;
        var provider = (RepairProvider)context.CodeFixProvider;
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        var edits = new List<Edit>();
        string? title = null;
        foreach (Diagnostic diagnostic in await FoundAsync(context).ConfigureAwait(false))
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is { } document
                && await provider.FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } repair
                && subjects.Add(repair.Subject))
            {
                title ??= repair.Title;
                edits.AddRange(repair.Edits);
            }
        }

        return title is null ? null : CodeAction.Create(title, cancellation => Edit.ApplyAsync(solution, edits, cancellation), context.CodeActionEquivalenceKey);
    }

    /// <summary>In an order that depends on the source alone.</summary>
    private static async Task<IEnumerable<Diagnostic>> FoundAsync(FixAllContext context)
    {
        IEnumerable<Project> projects = context.Scope switch
        {
            FixAllScope.Document => [],
            FixAllScope.Project => [context.Project],
            _ => context.Solution.Projects,
        };
        var found = new List<Diagnostic>();
        if (context.Scope == FixAllScope.Document && context.Document is not null)
        {
            found.AddRange(await context.GetDocumentDiagnosticsAsync(context.Document).ConfigureAwait(false));
        }

        foreach (Project project in projects)
        {
            ImmutableArray<Diagnostic> diagnostics = await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            found.AddRange(diagnostics);
        }

        return found
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan);
    }
}

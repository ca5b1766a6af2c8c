using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>
/// Marks a method <c>[Differentiable]</c> that a marked one calls, or adds the derivatives to its mark that the caller
/// needs. Where the front end found that a mark does not help, the diagnostic does not name the method.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkDifferentiable)), Shared]
public sealed class MarkDifferentiable : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SD3001", "SD3004");

    private protected override string Key => nameof(MarkDifferentiable);

    internal override async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        Solution solution = document.Project.Solution;
        if (!diagnostic.Properties.TryGetValue(FixFacts.Mark, out string? id)
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id!, compilation) is not IMethodSymbol callee
            || callee.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not MethodDeclarationSyntax declaration
            || await Source.OfAsync(solution.GetDocument(reference.SyntaxTree), cancellation).ConfigureAwait(false) is not { } source
            || source.Model.Compilation.GetTypeByMetadataName("SymDiff.DifferentiableAttribute") is not { } attribute)
        {
            return null;
        }

        int start = declaration.SpanStart;
        var edits = new List<Edit>();
        string? modes = diagnostic.Properties.TryGetValue(FixFacts.Modes, out string? asked) ? Derivatives(source, start, asked!, edits) : null;
        AttributeSyntax? mark = declaration.AttributeLists.SelectMany(static list => list.Attributes)
            .FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(source.Model.GetTypeInfo(a, cancellation).Type, attribute));
        if (mark is null)
        {
            edits.Add(source.Insert(start, "[" + source.Name(attribute, start, edits) + (modes is null ? "" : "(" + modes + ")") + "]" + source.Break(start)));
            edits.AddRange(await PartialTypes.OpenAsync(solution, callee.ContainingType, cancellation).ConfigureAwait(false));
        }
        else if (mark.ArgumentList is not { Arguments: { Count: > 0 } arguments })
        {
            edits.Add(source.Replace(mark.Span, mark.Name + "(" + modes + ")"));
        }
        else if (arguments.FirstOrDefault(static argument => argument.NameEquals is null) is { } derivatives)
        {
            edits.Add(source.Insert(derivatives.Span.End, " | " + Derivatives(source, start, "Jvp", edits)));
        }
        else
        {
            edits.Add(source.Insert(arguments.Span.Start, modes + ", "));
        }

        return new Repair(
            mark is null ? "Mark '" + callee.Name + "' [Differentiable]" : "Add forward mode to the mark of '" + callee.Name + "'",
            callee.ToDisplayString(),
            edits);
    }

    private static string Derivatives(Source source, int position, string modes, List<Edit> edits)
    {
        string type = source.Name(source.Model.Compilation.GetTypeByMetadataName("SymDiff.Derivatives")!, position, edits);
        return string.Join(" | ", modes.Split('|').Select(mode => type + "." + mode).ToArray());
    }
}

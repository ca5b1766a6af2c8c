using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>
/// Wraps the values that lose their derivative in <c>Diff.StopGradient</c>, which says that this is meant. Which ones
/// they are is known to the analyzer: they are the additional locations of the diagnostic.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradient)), Shared]
public sealed class StopGradient : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create("SD2010", "SD2013", "SD2018", "SD2019", "SD2020", "SD2022", "SD3001", "SD4001", "SD4006");

    private protected override string Key => nameof(StopGradient);

    internal override async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || await Source.OfAsync(document, cancellation).ConfigureAwait(false) is not { } source
            || source.Model.Compilation.GetTypeByMetadataName("SymDiff.Diff") is not { } diff)
        {
            return null;
        }

        var edits = new List<Edit>();
        var texts = new List<string>();
        foreach (Location location in diagnostic.AdditionalLocations)
        {
            if (location.SourceTree?.FilePath != source.Root.SyntaxTree.FilePath
                || source.Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is not { } operand
                || !CanBeWrapped(source.Model, operand, cancellation))
            {
                return null;
            }

            texts.Add(operand.ToString());
            while (operand.Parent is ParenthesizedExpressionSyntax around)
            {
                operand = around;
            }

            string function = source.Name(diff, operand.SpanStart, edits) + ".StopGradient";
            if (operand is ParenthesizedExpressionSyntax)
            {
                edits.Add(source.Insert(operand.SpanStart, function));
            }
            else
            {
                edits.Add(source.Insert(operand.SpanStart, function + "("));
                edits.Add(source.Insert(operand.Span.End, ")"));
            }
        }

        string[] distinct = [.. texts.Distinct()];
        string title = distinct.Length == 1 && distinct[0].Length <= 30 && distinct[0].IndexOf('\n') < 0 ? "Wrap '" + distinct[0] + "' in Diff.StopGradient" : "Wrap what depends on the inputs in Diff.StopGradient";
        return new Repair(title, document.Id + ":" + diagnostic.AdditionalLocations[0].SourceSpan, edits);
    }

    /// <summary>A number that is read: what is passed by reference, assigned or deconstructed has to stay a variable.</summary>
    private static bool CanBeWrapped(SemanticModel model, ExpressionSyntax operand, CancellationToken cancellation) =>
        model.GetTypeInfo(operand, cancellation).Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
        && operand.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None }
        && operand.Parent is not (RefExpressionSyntax or NameColonSyntax)
        && !(operand.Parent is AssignmentExpressionSyntax assignment && assignment.Left == operand);
}

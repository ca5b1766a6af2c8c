using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Marks a parameter <c>[NoGradient]</c>, where another one is left to differentiate with respect to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkNoGradient)), Shared]
public sealed class MarkNoGradient : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SD1008", "SD2011", "SD2019", "SD4003");

    private protected override string Key => nameof(MarkNoGradient);

    internal override async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.ContainsKey(FixFacts.NoGradient)
            || await Source.OfAsync(document, cancellation).ConfigureAwait(false) is not { } source
            || source.Model.Compilation.GetTypeByMetadataName("SymDiff.NoGradientAttribute") is not { } attribute
            || source.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter)
        {
            return null;
        }

        int start = parameter.SpanStart;
        var edits = new List<Edit>();
        edits.Add(source.Insert(start, "[" + source.Name(attribute, start, edits) + "] "));
        return new Repair("Mark '" + parameter.Identifier.ValueText + "' [NoGradient]", document.Id + ":" + start, edits);
    }
}

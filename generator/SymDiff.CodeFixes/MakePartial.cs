using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Makes the type that declares a marked method partial, and the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial)), Shared]
public sealed class MakePartial : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SD1001");

    private protected override string Key => nameof(MakePartial);

    internal override async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await Source.OfAsync(document, cancellation).ConfigureAwait(false) is not { } source
            || source.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellation) is not { } type)
        {
            return null;
        }

        string title = type.ContainingType is null ? "Make '" + type.Name + "' partial" : "Make '" + type.Name + "' and the types around it partial";
        return new Repair(title, type.ToDisplayString(), await PartialTypes.OpenAsync(document.Project.Solution, type, cancellation).ConfigureAwait(false));
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>
/// Adds a rule with <c>[DerivativeOf]</c> for a method that is called, beside its caller. What the partial derivatives
/// are only the user knows: until they are written the rule throws, so that no wrong number comes out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRule)), Shared]
public sealed class AddRule : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SD3001");

    private protected override string Key => nameof(AddRule);

    internal override async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(FixFacts.Rule, out string? id)
            || await Source.OfAsync(document, cancellation).ConfigureAwait(false) is not { } source
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id!, source.Model.Compilation) is not IMethodSymbol target
            || source.Model.Compilation.GetTypeByMetadataName("SymDiff.DerivativeOfAttribute") is not { } attribute
            || source.Model.Compilation.GetTypeByMetadataName("System.NotImplementedException") is not { } exception
            || source.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } caller
            || source.Model.GetDeclaredSymbol(caller, cancellation) is not { } method
            || !source.Model.Compilation.IsSymbolAccessibleWithin(target, method.ContainingType))
        {
            return null;
        }

        int at = caller.SpanStart;
        var edits = new List<Edit>();
        SymbolDisplayFormat format = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | (source.Model.GetNullableContext(at).AnnotationsEnabled() ? SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier : SymbolDisplayMiscellaneousOptions.None));
        string Shown(ISymbol type) => type.ToMinimalDisplayString(source.Model, at, format);
        IParameterSymbol[] numbers = [.. target.Parameters.Where(static p => p.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single)];
        string partials = string.Join(", ", numbers.Select(p => Shown(p.Type)).ToArray());
        string owner = Shown(target.ContainingType), shown = target.ContainingType.Name + "." + target.Name;
        string wanted = string.Join(", ", numbers.Select(static p => "'" + p.Name + "'").ToArray());
        string[] lines =
        [
            "// With respect to " + wanted + ".",
            "[" + source.Name(attribute, at, edits) + "(typeof(" + owner + "), nameof(" + owner + "." + Escaped(target.Name) + "))]",
            "internal static " + (numbers.Length == 1 ? partials : "(" + partials + ")") + " " + Unused(method.ContainingType, target.Name + "Derivative")
                + "(" + string.Join(", ", target.Parameters.Select(p => Shown(p.Type) + " " + Escaped(p.Name)).ToArray()) + ") => throw new " + Shown(exception) + "();",
        ];
        string indent = source.Indent(at);
        string start = caller.GetTrailingTrivia() is { Count: > 0 } trailing && trailing[trailing.Count - 1].IsKind(SyntaxKind.EndOfLineTrivia) ? source.NewLine : source.NewLine + source.NewLine;
        edits.Add(source.Insert(caller.FullSpan.End, start + string.Concat(lines.Select(line => indent + line + source.NewLine).ToArray())));
        return new Repair("Add a rule for '" + shown + "' with [DerivativeOf]", id!, edits);
    }

    private static string Unused(INamedTypeSymbol type, string name)
    {
        string unused = name;
        for (int i = 2; !type.GetMembers(unused).IsEmpty || type.Name == unused; i++)
        {
            unused = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unused;
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}

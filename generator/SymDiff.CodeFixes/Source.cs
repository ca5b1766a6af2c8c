using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.CodeFixes;

/// <summary>What fixes write into a document: places to insert at, and names that mean there what they say.</summary>
internal sealed class Source
{
    private readonly DocumentId id;
    private readonly SourceText text;

    private Source(Document document, SemanticModel model, CompilationUnitSyntax root, SourceText text)
    {
        id = document.Id;
        Model = model;
        Root = root;
        this.text = text;
    }

    public SemanticModel Model { get; }

    public CompilationUnitSyntax Root { get; }

    /// <summary>The line break that the document uses.</summary>
    public string NewLine => text.Lines.Count > 0 && text.Lines[0] is var line && line.EndIncludingLineBreak - line.End == 2 ? "\r\n" : "\n";

    /// <summary>A document's source, or null where it has none.</summary>
    public static async Task<Source?> OfAsync(Document? document, CancellationToken cancellation) =>
        document is not null
        && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
        && await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is CompilationUnitSyntax root
            ? new Source(document, model, root, await document.GetTextAsync(cancellation).ConfigureAwait(false))
            : null;

    public Edit Insert(int position, string inserted) => new(id, new TextChange(new TextSpan(position, 0), inserted));

    public Edit Replace(TextSpan span, string inserted) => new(id, new TextChange(span, inserted));

    /// <summary>What the line at a position begins with.</summary>
    public string Indent(int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        string start = text.ToString(TextSpan.FromBounds(line.Start, position));
        return start.Substring(0, start.Length - start.TrimStart().Length);
    }

    /// <summary>What separates an attribute from the member at a position: a line of its own where the member begins one.</summary>
    public string Break(int position) => text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position)).Trim().Length == 0 ? NewLine + Indent(position) : " ";

    /// <summary>
    /// How to write a type of the runtime at a position, and the edits that this takes: its short name, with a
    /// <c>using</c> where there is none yet; its full name where the short one means something else there.
    /// </summary>
    /// <param name="type">Its full name.</param>
    /// <param name="position">Where the name will stand.</param>
    /// <param name="edits">Gets the <c>using</c>.</param>
    public string Name(INamedTypeSymbol type, int position, ICollection<Edit> edits)
    {
        string name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
        ISymbol[] known = [.. Model.LookupNamespacesAndTypes(position, name: type.Name), .. name == type.Name ? [] : Model.LookupNamespacesAndTypes(position, name: name)];
        if (known.Length > 0)
        {
            return known.All(symbol => SymbolEqualityComparer.Default.Equals(symbol, type)) && !IsHidden(name, position)
                ? name
                : "global::" + type.ContainingNamespace.ToDisplayString() + "." + name;
        }

        if (IsHidden(name, position))
        {
            return "global::" + type.ContainingNamespace.ToDisplayString() + "." + name;
        }

        edits.Add(Using(type.ContainingNamespace.ToDisplayString()));
        return name;
    }

    // A member or local of that name comes first in an expression.
    private bool IsHidden(string name, int position) => Model.LookupSymbols(position, name: name).Any(static symbol => symbol is not INamespaceOrTypeSymbol);

    /// <summary>A using directive in its place among those there are; below the comments that head a file without any.</summary>
    private Edit Using(string space)
    {
        string line = "using " + space + ";" + NewLine;
        UsingDirectiveSyntax[] plain = [.. Root.Usings.Where(static u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None) && u.GlobalKeyword.IsKind(SyntaxKind.None))];
        if (plain.LastOrDefault(u => Precedes(u.Name!.ToString(), space)) is { } before)
        {
            return Insert(text.Lines.GetLineFromPosition(before.Span.End).EndIncludingLineBreak, line);
        }

        if (Root.Usings.Count > 0)
        {
            return Insert(Root.Usings[0].SpanStart, line);
        }

        SyntaxToken first = Root.GetFirstToken();
        SyntaxTrivia? heading = first.LeadingTrivia.TakeWhile(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia) || t.IsKind(SyntaxKind.EndOfLineTrivia) || t.IsKind(SyntaxKind.WhitespaceTrivia))
            .Where(static t => t.IsKind(SyntaxKind.EndOfLineTrivia))
            .Select(static t => (SyntaxTrivia?)t)
            .LastOrDefault();
        return Insert(heading?.FullSpan.End ?? 0, line + NewLine);
    }

    private static bool Precedes(string left, string right) =>
        IsSystem(left) != IsSystem(right) ? IsSystem(left) : string.CompareOrdinal(left, right) < 0;

    private static bool IsSystem(string space) => space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
}

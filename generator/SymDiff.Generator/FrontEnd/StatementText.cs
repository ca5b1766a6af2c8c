using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Prints a statement of the user on one line, independent of its layout and comments.</summary>
internal static class StatementText
{
    private const int Longest = 160;

    public static string Of(SyntaxNode node) => Shorten(node switch
    {
        IfStatementSyntax s => "if (" + Line(s.Condition) + ")",
        WhileStatementSyntax s => "while (" + Line(s.Condition) + ")",
        DoStatementSyntax s => "do while (" + Line(s.Condition) + ")",
        ForStatementSyntax s => For(s),
        ForEachStatementSyntax s => "foreach (" + Line(s.Type) + " " + s.Identifier.Text + " in " + Line(s.Expression) + ")",
        SwitchStatementSyntax s => "switch (" + Line(s.Expression) + ")",
        ArrowExpressionClauseSyntax s => "return " + Line(s.Expression),
        VariableDeclaratorSyntax { Initializer: { } initializer } s => s.Identifier.Text + " = " + Line(initializer.Value),
        VariableDeclaratorSyntax s => s.Identifier.Text,
        _ => Line(node).TrimEnd(';', ' '),
    });

    private static string For(ForStatementSyntax s)
    {
        string start = s.Declaration is { } declaration ? Line(declaration) : string.Join(", ", s.Initializers.Select(Line));
        return "for (" + start + "; " + (s.Condition is null ? "" : Line(s.Condition)) + "; " + string.Join(", ", s.Incrementors.Select(Line)) + ")";
    }

    private static string Line(SyntaxNode node)
    {
        // Laying out a long sum costs the square of its length, and only its beginning is shown.
        string beginning = Beginning(node, out bool isWhole);
        SyntaxNode shown = isWhole ? node.ReplaceTrivia(node.DescendantTrivia(), static (_, _) => default) : SyntaxFactory.ParseStatement(beginning);
        string text = shown.NormalizeWhitespace("", " ").ToString();
        return text.Replace("\r", "").Replace('\n', ' ').Replace("var(", "var (").Replace(")}", ") }");
    }

    private static string Beginning(SyntaxNode node, out bool isWhole)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            if (text.Length > 2 * Longest)
            {
                isWhole = false;
                return text.ToString();
            }

            text.Append(token.Text).Append(' ');
        }

        isWhole = true;
        return text.ToString();
    }

    private static string Shorten(string text) => text.Length <= Longest ? text : text.Substring(0, Longest - 4) + " ...";
}

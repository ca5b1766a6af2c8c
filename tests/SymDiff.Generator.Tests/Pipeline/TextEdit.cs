using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>One random edit of a file, of the kind that an editor sees between two keystrokes.</summary>
internal static class TextEdit
{
    private static readonly string[] Inserted = ["(", ")", "{", "}", ";", "<", "[", "]", "\"", "=>", "ref", "partial", "return", "double", "[Differentiable]", "/*", "0x", ".", "?", "@", "#if"];

    /// <summary>The edited text.</summary>
    /// <param name="text">The text before the edit.</param>
    /// <param name="other">Another file, for the edit that joins halves of two.</param>
    /// <param name="random">Chooses the edit and its place.</param>
    public static string Apply(string text, string other, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(static t => t.Span.Length > 0)];
        if (tokens.Length < 2)
        {
            return other;
        }

        SyntaxToken token = tokens[random.Next(tokens.Length)];
        TextSpan span = token.Span;
        switch (random.Next(9))
        {
            case 0:
                return text.Remove(span.Start, span.Length);
            case 1:
                return text.Insert(span.End, " " + token.Text);
            case 2:
                TextSpan second = tokens[random.Next(tokens.Length)].Span;
                (TextSpan first, TextSpan last) = span.Start < second.Start ? (span, second) : (second, span);
                return first == last ? text : text[..first.Start] + text[last.Start..last.End] + text[first.End..last.Start] + text[first.Start..first.End] + text[last.End..];
            case 3:
                return text.Insert(span.Start, Inserted[random.Next(Inserted.Length)] + " ");
            case 4:
                return text[..(span.Start + random.Next(span.Length))];
            case 5:
                string[] lines = text.Split('\n');
                int line = random.Next(lines.Length);
                return string.Join('\n', lines.Where((_, i) => i != line));
            case 6:
                SyntaxNode[] members = [.. root.DescendantNodes().Where(static n => n is Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax)];
                SyntaxNode? member = members.Length == 0 ? null : members[random.Next(members.Length)];
                return member is null ? text : text.Insert(member.FullSpan.End, member.ToFullString());
            case 7:
                return text[..span.Start] + other[random.Next(other.Length)..];
            default:
                int at = random.Next(text.Length);
                return random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, ((char)random.Next(32, 127)).ToString());
        }
    }
}

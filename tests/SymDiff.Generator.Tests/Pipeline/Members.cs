using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>The members of a file, and what an edit leaves of them.</summary>
internal sealed class Members
{
    private readonly string usings;
    private readonly List<Member> all = [];

    private sealed record Member(MemberDeclarationSyntax Syntax, string Key, string Name, HashSet<string> Uses)
    {
        // One text for what is declared, the types and namespaces around it included.
        public static Member Of(MemberDeclarationSyntax syntax)
        {
            IEnumerable<SyntaxToken> tokens = syntax is BaseTypeDeclarationSyntax type ? Header(type) : Tokens(syntax);
            string around = string.Concat(syntax.Ancestors().OfType<MemberDeclarationSyntax>().Select(static a => " in " + Text(a is BaseTypeDeclarationSyntax t ? Header(t) : [.. ((BaseNamespaceDeclarationSyntax)a).Name.DescendantTokens()])));
            return new Member(
                syntax,
                Text(tokens) + around,
                NameOf(syntax),
                [.. tokens.Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).SelectMany(static t => Names(t.ValueText)), .. syntax.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(static t => t.Identifier.ValueText)]);
        }
    }

    private Members(CompilationUnitSyntax root)
    {
        usings = string.Concat(root.DescendantNodes().Where(static n => n is UsingDirectiveSyntax or ExternAliasDirectiveSyntax).Select(static n => n.ToString()))
            + string.Concat(root.DescendantTrivia().Where(static t => t.IsDirective).Select(static t => t.ToString()));
        all.AddRange(root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(static m => m is not BaseNamespaceDeclarationSyntax)
            .Select(Member.Of));
    }

    public static Members Of(SyntaxTree tree) => new((CompilationUnitSyntax)tree.GetRoot());

    /// <summary>Marked methods that are declared as before and reach, by name, nothing that is not.</summary>
    public IEnumerable<MethodDeclarationSyntax> KeptSince(Members before)
    {
        if (usings != before.usings)
        {
            return [];
        }

        ILookup<string, Member> now = all.ToLookup(static m => m.Key, StringComparer.Ordinal), then = before.all.ToLookup(static m => m.Key, StringComparer.Ordinal);
        Member[] changed = [.. all.Concat(before.all).Where(m => now[m.Key].Count() != 1 || then[m.Key].Count() != 1)];
        if (changed.Any(static m => m.Syntax is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or IndexerDeclarationSyntax))
        {
            return [];
        }

        HashSet<string> touched = [.. changed.SelectMany(Touches)];
        for (int known = -1; known < touched.Count;)
        {
            known = touched.Count;
            touched.UnionWith(all.Where(m => m.Uses.Overlaps(touched)).SelectMany(Touches).Where(static name => name.Length > 0).ToArray());
        }

        return all
            .Where(m => now[m.Key].Count() == 1 && then[m.Key].Count() == 1 && !m.Uses.Overlaps(touched) && !touched.Any(name => name.StartsWith(m.Name, StringComparison.Ordinal)))
            .Select(static m => m.Syntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(static m => m.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => a.Name.ToString() == "Differentiable"));
    }

    // What is added for a method follows from it: who names 'XGradient' reaches 'X'.
    private static readonly string[] Added = ["Gradient", "Forward", "Backward", "Jvp", "Jacobian", "HessianVectorProduct", "Hessian", "Derivative2", "Derivative3", "Derivative4", "Derivative5", "GradientBatch", "JacobianBatch"];

    private static IEnumerable<string> Names(string name) => Added
        .Where(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
        .Select(suffix => name[..^suffix.Length])
        .Prepend(name);

    /// <summary>What another member may call a member by: its name, and what a rule is a rule for.</summary>
    private static IEnumerable<string> Touches(Member member) => member.Syntax.AttributeLists
        .SelectMany(static list => list.Attributes)
        .Where(static attribute => attribute.Name.ToString().StartsWith("DerivativeOf", StringComparison.Ordinal))
        .SelectMany(static attribute => attribute.DescendantTokens())
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
        .Select(static token => token.ValueText)
        .Prepend(member.Name);

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => "",
    };

    // With those that the parser could make nothing of: what they stand in is broken by them.
    private static IEnumerable<SyntaxToken> Tokens(SyntaxNode node) =>
        node.DescendantTokens(descendIntoTrivia: true).Where(static t => !t.IsPartOfStructuredTrivia() || t.Parent is SkippedTokensTriviaSyntax);

    private static IEnumerable<SyntaxToken> Header(BaseTypeDeclarationSyntax type) =>
        type.DescendantTokens().TakeWhile(token => token != type.OpenBraceToken && token != type.SemicolonToken);

    private static string Text(IEnumerable<SyntaxToken> tokens) => string.Join(' ', tokens.Select(static t => t.Text));
}

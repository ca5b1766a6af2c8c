using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The method <c>F</c> of a program, read from its text.</summary>
/// <param name="Container">The type that declares it, with namespace, and <c>int</c> for type parameters.</param>
/// <param name="ReturnType"><c>double</c> or <c>float</c>.</param>
/// <param name="Parameters">What it takes.</param>
internal sealed record Entry(string Container, string ReturnType, IReadOnlyList<EntryParameter> Parameters)
{
    /// <summary>Finds the first method called F; null when there is none.</summary>
    /// <param name="text">The program's file.</param>
    public static Entry? Read(string text)
    {
        MethodDeclarationSyntax? method = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(static candidate => candidate.Identifier.Text == "F");
        if (method is null)
        {
            return null;
        }

        IEnumerable<string> names = method.Ancestors().Reverse().Select(static node => node switch
        {
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            TypeDeclarationSyntax type => type.Identifier.Text
                + (type.TypeParameterList is { } list ? "<" + string.Join(", ", list.Parameters.Select(static _ => "int")) + ">" : ""),
            _ => "",
        }).Where(static name => name.Length > 0);
        return new Entry(
            "global::" + string.Join(".", names),
            method.ReturnType.ToString(),
            [.. method.ParameterList.Parameters.Select(Read)]);
    }

    private static EntryParameter Read(ParameterSyntax parameter)
    {
        string type = parameter.Type!.ToString();
        string modifier = parameter.Modifiers.Select(static token => token.Text).FirstOrDefault(static token => token is "ref" or "in" or "out") ?? "";
        bool constant = parameter.AttributeLists.ToString().Contains("NoGradient", StringComparison.Ordinal);
        bool moving = type.Contains("double", StringComparison.Ordinal) || type.Contains("float", StringComparison.Ordinal);
        return new EntryParameter(parameter.Identifier.ValueText, type, modifier, moving && !constant);
    }
}

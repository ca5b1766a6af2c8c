using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The method <c>F</c> of a program, read from its text.</summary>
/// <param name="Container">The type that declares it, with namespace, and <c>int</c> for type parameters.</param>
/// <param name="ReturnType"><c>double</c> or <c>float</c>.</param>
/// <param name="Parameters">What it takes, behind the module that it is called on.</param>
internal sealed record Entry(string Container, string ReturnType, IReadOnlyList<EntryParameter> Parameters)
{
    /// <summary>Whether it has a Hessian: no references go in or out.</summary>
    public bool HasHessian => Parameters.All(static parameter => parameter.Modifier is "" or "in");

    /// <summary>Whether it can write elements and nothing else, so that those are its results where it returns none.</summary>
    public bool Writes => HasHessian && Parameters.Any(static parameter => parameter.IsWritable);

    /// <summary>Whether it has derivatives at many points at once, and asks for them.</summary>
    public bool HasBatch { get; private init; }

    /// <summary>What stands before the point in a call.</summary>
    public string Receiver => Parameters.Any(static parameter => parameter.IsSelf) ? "p0" : Container;

    /// <summary>Finds the first method called F; null when there is none.</summary>
    /// <param name="text">The program's file.</param>
    public static Entry? Read(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        MethodDeclarationSyntax? method = root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(static candidate => candidate.Identifier.Text == "F");
        if (method?.Parent is not TypeDeclarationSyntax container)
        {
            return null;
        }

        var shapes = new EntryShapeReader(root);
        string type = EntryShapeReader.Qualified(container);
        EntryParameter[] self = !method.Modifiers.Any(SyntaxKind.StaticKeyword) && container is ClassDeclarationSyntax module && shapes.Module(module) is { } shape
            ? [new EntryParameter("", type, "", Differentiated: true, shape)]
            : [];
        EntryParameter[] parameters = [.. self, .. method.ParameterList.Parameters.Select(parameter => Read(parameter, shapes))];
        return new Entry(type, method.ReturnType.ToString(), parameters)
        {
            HasBatch = method.AttributeLists.ToString().Contains(ManyPoints.Flag, StringComparison.Ordinal) && method.Modifiers.Any(SyntaxKind.StaticKeyword)
                && !type.Contains('<', StringComparison.Ordinal) && parameters.All(static parameter => parameter.HasRows),
        };
    }

    private static EntryParameter Read(ParameterSyntax parameter, EntryShapeReader shapes)
    {
        string type = parameter.Type!.ToString();
        string modifier = parameter.Modifiers.Select(static token => token.Text).FirstOrDefault(static token => token is "ref" or "in" or "out") ?? "";
        bool constant = parameter.AttributeLists.ToString().Contains("NoGradient", StringComparison.Ordinal);
        EntryShape? shape = shapes.Read(parameter.Type);
        bool moving = (shape?.Element ?? type) is "double" or "float";
        return new EntryParameter(parameter.Identifier.ValueText, type, modifier, moving && !constant, shape);
    }
}

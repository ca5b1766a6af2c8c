using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Documentation;

/// <summary>
/// The ordinary blocks of a guide as one program: types that one block declares can be used in the next, and the
/// statements of each block are a method of their own that returns what they print.
/// </summary>
internal static class ReadmeProgram
{
    /// <summary>The files of a guide's program.</summary>
    /// <param name="blocks">Its ordinary blocks.</param>
    public static IReadOnlyList<SourceFile> Files(IEnumerable<ReadmeBlock> blocks) => [.. blocks.Select(File)];

    /// <summary>The name of the class that runs a block.</summary>
    /// <param name="block">The block.</param>
    public static string Runner(ReadmeBlock block) => $"Line{block.Line}";

    private static SourceFile File(ReadmeBlock block)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(block.Text);
        string statements = Text(unit.Members.Where(member => member is GlobalStatementSyntax));
        string declarations = Text(unit.Members.Where(member => member is not GlobalStatementSyntax));
        return new SourceFile(
            $"{Runner(block)}.cs",
            $$"""
            {{unit.Usings}}

            internal static class {{Runner(block)}}
            {
                private static readonly System.Text.StringBuilder Printed = new();

                public static string Run()
                {
            {{statements}}
                    return Printed.ToString();
                }

                // Stands in for the real console, which all tests share.
                private static class Console
                {
                    public static void WriteLine(object text) => Printed.Append(text).Append('\n');
                }
            }

            {{declarations}}
            """);
    }

    private static string Text(IEnumerable<MemberDeclarationSyntax> members)
        => string.Concat(members.Select(member => member.ToFullString()));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Documentation;

/// <summary>
/// Keeps the guides true: their C# compiles without a warning, prints what they say, and what they show as emitted is
/// what is emitted now. Set <c>SYMDIFF_ACCEPT=1</c> to write emitted code into a guide.
/// </summary>
public sealed class ReadmeTests
{
    private const string Emitted = "emitted ";
    private const string Refused = "refused";

    public static TheoryData<string> Guides => ["README.md", "src/README.md", "generator/README.md"];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Code_in_a_guide_runs_and_prints_what_the_guide_says(string path)
    {
        ReadmeBlock[] blocks = [.. Readme.Read(path).Blocks().Where(block => block.Mark is null)];
        LoadedProgram program = Compile.Run(ReadmeProgram.Files(blocks)).AssertClean().Load();
        foreach (ReadmeBlock block in blocks)
        {
            string printed = program.Delegate<Func<string>>(ReadmeProgram.Runner(block), "Run")();
            Assert.Equal($"{path}:{block.Line}\n{block.Output}", $"{path}:{block.Line}\n{printed.TrimEnd('\n')}");
        }
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Emitted_code_in_a_guide_is_what_is_emitted_now(string path)
    {
        Readme readme = Readme.Read(path);
        ReadmeBlock[] blocks = [.. readme.Blocks()];
        CompileResult result = Compile.Run(ReadmeProgram.Files(blocks.Where(block => block.Mark is null)));
        foreach (ReadmeBlock block in blocks.Where(block => block.Mark?.StartsWith(Emitted, StringComparison.Ordinal) == true))
        {
            string emitted = Member(result, block.Mark![Emitted.Length..]);
            if (emitted != block.Text && Environment.GetEnvironmentVariable("SYMDIFF_ACCEPT") == "1")
            {
                readme.Replace(block, emitted);
                return;
            }

            Assert.Equal(emitted, block.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Refused_code_in_a_guide_is_refused_as_it_says(string path)
    {
        foreach (ReadmeBlock block in Readme.Read(path).Blocks().Where(block => block.Mark == Refused))
        {
            CompileResult result = Compile.Run(ReadmeProgram.Files([block]));
            Assert.Empty(result.CompilerDiagnostics);
            IEnumerable<string> reports = result.SymDiffDiagnostics.Select(report => $"{report.Id}: {report.GetMessage(null)}");
            Assert.Equal(block.Output, string.Join('\n', reports));
        }
    }

    [Fact]
    public void The_first_guide_opens_with_ten_lines_and_what_is_emitted_for_them()
    {
        ReadmeBlock[] blocks = [.. Readme.Read("README.md").Blocks().Take(2)];
        Assert.Equal(10, blocks[0].Text.Split('\n').Length);
        Assert.StartsWith(Emitted, blocks[1].Mark, StringComparison.Ordinal);
    }

    // The member without its documentation, moved to the left margin.
    private static string Member(CompileResult result, string name)
    {
        string[] parts = name.Split('.');
        SyntaxNode member = result.Sources
            .SelectMany(source => CSharpSyntaxTree.ParseText(source.Text).GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>()
            .First(method => method.Identifier.Text == parts[1] && ((TypeDeclarationSyntax)method.Parent!).Identifier.Text == parts[0]);
        IEnumerable<string> lines = member.ToString().ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);
        return string.Join('\n', lines);
    }
}

using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Restated;
using SymDiff.Generator.Tests.Harness;
using SymDiff.Generator.Tests.RandomPrograms;

namespace SymDiff.Generator.Tests.Restated;

/// <summary>Projects for .NET 8, the oldest that the runtime is built for: emitted code needs nothing that came later.</summary>
public sealed class Net8Tests
{
    [Fact]
    public void Members_of_vectors_compile_against_net8_or_are_refused_where_net9_defines_them_anew()
    {
        RestatedMember[] rows = [.. RestatedMember.Table()];
        string[] lines = [.. rows.Select(static (row, i) => RestatementTests.Marked(row, "M" + i))];

        // What .NET 8 has no such member for is no C# there.
        HashSet<int> missing = [.. Run(lines).CompilerDiagnostics.Where(static d => d.Location.SourceTree?.FilePath == "Source.cs").Select(static d => d.Location.GetLineSpan().StartLinePosition.Line - 3)];
        Assert.InRange(lines.Length - missing.Count, 200, lines.Length);

        int[] there = [.. Enumerable.Range(0, rows.Length).Where(i => !missing.Contains(i))];
        CompileResult result = Run([.. there.Select(i => lines[i])]);
        Assert.Empty(result.CompilerDiagnostics);
        HashSet<int> refused = [.. result.SymDiffDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Location.GetLineSpan().StartLinePosition.Line - 3)];
        Assert.Equal(
            there.Where(i => rows[i].Method.IsDefined(typeof(Since9Attribute), false)).Select(i => rows[i].ToString()),
            refused.Order().Select(at => rows[there[at]].ToString()));
        Assert.NotEmpty(refused);
    }

    [Fact]
    public void Programs_compile_against_net8()
    {
        SourceFile[] files = [.. NastyPrograms.All.Select(static (program, i) => new SourceFile(
            "Program" + i + ".cs",
            "using System; using System.Collections.Generic; using System.Linq; using SymDiff;\n" + program.Text.Replace(RandomProgram.Placeholder, "P" + i, StringComparison.Ordinal)))];
        CompileResult result = Compile.Run(files, analyze: false, references: Net8.References);
        Diagnostic[] errors = [.. result.CompilerDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)];

        // A program may use what came later; what is emitted for the others may not.
        HashSet<string> newer = [.. errors.Select(static d => d.Location.SourceTree?.FilePath ?? "").Where(static path => path.StartsWith("Program", StringComparison.Ordinal))];
        Assert.InRange(newer.Count, 0, files.Length / 20);
        Assert.Empty(errors.Where(d => d.Location.SourceTree?.FilePath is not { } path || (!newer.Contains(path) && !newer.Any(program => path.Contains("/" + program.Replace("Program", "P", StringComparison.Ordinal).Replace(".cs", ".", StringComparison.Ordinal), StringComparison.Ordinal)))).Select(static d => d.ToString()));
    }

    private static CompileResult Run(IReadOnlyList<string> members)
    {
        var source = new StringBuilder("using System.Numerics;\nnamespace Sample;\ninternal static partial class Members {\n");
        foreach (string member in members)
        {
            source.Append(member).Append('\n');
        }

        return Compile.Run([new SourceFile("Source.cs", source.Append("}\n").ToString())], references: Net8.References);
    }
}

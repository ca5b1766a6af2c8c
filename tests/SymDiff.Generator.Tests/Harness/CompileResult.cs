using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>What came of running the pipeline over a compilation.</summary>
/// <param name="Compilation">The user's files together with the emitted ones.</param>
/// <param name="Sources">The emitted files, in the order they were added.</param>
/// <param name="GeneratorDiagnostics">What the generator reported.</param>
/// <param name="AnalyzerDiagnostics">What the analyzer reported.</param>
internal sealed record CompileResult(
    CSharpCompilation Compilation,
    ImmutableArray<GeneratedSource> Sources,
    ImmutableArray<Diagnostic> GeneratorDiagnostics,
    ImmutableArray<Diagnostic> AnalyzerDiagnostics)
{
    private readonly Lazy<ImmutableArray<Diagnostic>> compilerDiagnostics = new(() => Visible(Compilation.GetDiagnostics()));

    /// <summary>The C# compiler's errors and warnings, in the user's code and in emitted code.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics => compilerDiagnostics.Value;

    /// <summary>Everything reported by generator, analyzer and compiler.</summary>
    public IEnumerable<Diagnostic> Diagnostics => [.. GeneratorDiagnostics, .. AnalyzerDiagnostics, .. CompilerDiagnostics];

    /// <summary>What SymDiff itself reported.</summary>
    public IEnumerable<Diagnostic> SymDiffDiagnostics => [.. GeneratorDiagnostics, .. AnalyzerDiagnostics];

    /// <summary>The text of the emitted file that declares a method.</summary>
    /// <param name="method">A member name such as <c>FGradient</c>.</param>
    public string SourceOf(string method)
        => Assert.Single(Sources, source => source.Text.Contains($" {method}(", StringComparison.Ordinal)).Text;

    /// <summary>Fails unless the whole compilation is free of errors and warnings.</summary>
    public CompileResult AssertClean()
    {
        string[] problems = [.. Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString())];
        Assert.True(problems.Length == 0, $"Errors or warnings:\n{string.Join('\n', problems)}\n\n{AllText()}");
        return this;
    }

    /// <summary>Emits and loads the compilation.</summary>
    public LoadedProgram Load() => LoadedProgram.Load(Compilation);

    private static ImmutableArray<Diagnostic> Visible(ImmutableArray<Diagnostic> diagnostics)
        => [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    private string AllText() => string.Join("\n\n", Sources.Select(source => $"//HintName: {source.HintName}\n{source.Text}"));
}

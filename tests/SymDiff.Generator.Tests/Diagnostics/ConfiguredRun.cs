using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>The analyzer in a project with an <c>.editorconfig</c>.</summary>
internal static class ConfiguredRun
{
    /// <summary>What is reported and not suppressed.</summary>
    /// <param name="file">The user's file; its path is absolute.</param>
    /// <param name="setting">One line of the section for C# files.</param>
    public static IEnumerable<Diagnostic> Of(SourceFile file, string setting)
    {
        AnalyzerConfigSet set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse("root = true\n[*.cs]\n" + setting + "\n", "/.editorconfig") });
        AnalyzerConfigOptionsResult options = set.GetOptionsForSourcePath(file.Path);
        CSharpCompilation created = Compile.Create([file]);
        SyntaxTree tree = created.SyntaxTrees.Single(t => t.FilePath == file.Path);
        Compilation compilation = created.WithOptions(created.Options.WithSyntaxTreeOptionsProvider(new Severities(tree, options.TreeOptions)));
        return compilation
            .WithAnalyzers([new DifferentiableAnalyzer()], new AnalyzerOptions([], new Options(new Values(options.AnalyzerOptions))))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .Where(static d => !d.IsSuppressed);
    }

    private sealed class Severities(SyntaxTree file, ImmutableDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return tree == file && severities.TryGetValue(diagnosticId, out severity);
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }

    private sealed class Options(AnalyzerConfigOptions values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => values;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => values;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => values;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        // The attribute that says when the value is null is hidden by the generator's own for netstandard2.0.
#nullable disable
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value);
#nullable restore
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>
/// Compiles C# in memory against the running framework and <c>SymDiff.dll</c>, with the generator and the analyzer
/// that a user's project would load.
/// </summary>
internal static class Compile
{
    /// <summary>The usings that a project of today gets without asking, so that sources under test read as users write them.</summary>
    public const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using SymDiff;
        """;

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(FindReferences);

    /// <summary>The framework's assemblies and the runtime's, read once.</summary>
    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    /// <summary>Runs the whole pipeline over one file.</summary>
    /// <param name="source">The user's file.</param>
    /// <param name="version">The language of the user's file and of the emitted code.</param>
    public static CompileResult Run(string source, LanguageVersion version = LanguageVersion.Latest)
        => Run([new SourceFile("Source.cs", source)], version);

    /// <summary>Runs the whole pipeline over several files.</summary>
    /// <param name="files">The user's files.</param>
    /// <param name="version">The language of the user's files and of the emitted code.</param>
    /// <param name="generator">The generator: the one that a user's project would load when null.</param>
    /// <param name="analyze">Whether the analyzer runs, too.</param>
    /// <param name="libraries">What is referenced besides the framework and the runtime.</param>
    /// <param name="references">Another framework and runtime than the running ones.</param>
    public static CompileResult Run(
        IReadOnlyList<SourceFile> files, LanguageVersion version = LanguageVersion.Latest, IIncrementalGenerator? generator = null, bool analyze = true, IReadOnlyList<MetadataReference>? libraries = null, IReadOnlyList<MetadataReference>? references = null)
    {
        CSharpCompilation compilation = Create(files, version).WithReferences([.. references ?? References, .. libraries ?? []]);
        return Run(compilation, version, generator, analyze);
    }

    /// <summary>Runs the whole pipeline over a compilation that no generator has seen, which several can share.</summary>
    /// <param name="compilation">The user's files.</param>
    /// <param name="version">The language of the emitted code.</param>
    /// <param name="generator">The generator: the one that a user's project would load when null.</param>
    /// <param name="analyze">Whether the analyzer runs, too.</param>
    public static CompileResult Run(CSharpCompilation compilation, LanguageVersion version = LanguageVersion.Latest, IIncrementalGenerator? generator = null, bool analyze = true)
    {
        GeneratorDriver driver = Driver(version, generator, tracks: false)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return new CompileResult(
            (CSharpCompilation)updated,
            [.. result.GeneratedSources.Select(source => new GeneratedSource(source.HintName, source.SourceText.ToString()))],
            reported,
            analyze ? Analyze(updated) : []);
    }

    /// <summary>A library of the given files, before any generator has run.</summary>
    /// <param name="files">The user's files.</param>
    /// <param name="version">Their language.</param>
    public static CSharpCompilation Create(IReadOnlyList<SourceFile> files, LanguageVersion version = LanguageVersion.Latest)
    {
        IEnumerable<SourceFile> all = files.Append(new SourceFile("ImplicitUsings.cs", ImplicitUsings));
        return CSharpCompilation.Create(
            "UnderTest",
            all.Select(file => Parse(file, version)),
            References,
            CompilationOptions);
    }

    /// <summary>The options of every compilation under test.</summary>
    public static CSharpCompilationOptions CompilationOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Parses a file as <see cref="Create"/> does, for tests that edit a compilation.</summary>
    /// <param name="file">The file.</param>
    /// <param name="version">Its language.</param>
    public static SyntaxTree Parse(SourceFile file, LanguageVersion version = LanguageVersion.Latest)
        => CSharpSyntaxTree.ParseText(file.Text, Options(version), file.Path, System.Text.Encoding.UTF8);

    /// <summary>A driver that runs the generator.</summary>
    /// <param name="version">The language of the emitted code.</param>
    /// <param name="generator">The generator: the one that a user's project would load when null.</param>
    /// <param name="tracks">Whether it keeps the reason of every incremental step; compilers and editors do not.</param>
    public static GeneratorDriver Driver(LanguageVersion version = LanguageVersion.Latest, IIncrementalGenerator? generator = null, bool tracks = true)
        => CSharpGeneratorDriver.Create(
            [(generator ?? new DifferentiableGenerator()).AsSourceGenerator()],
            parseOptions: Options(version),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    /// <summary>Documentation comments are parsed and bound, so that a broken cref or parameter name in emitted code is a warning.</summary>
    public static CSharpParseOptions Options(LanguageVersion version) => new(version, DocumentationMode.Diagnose);

    /// <summary>What the analyzer reports.</summary>
    /// <param name="compilation">The user's files together with the emitted ones.</param>
    /// <param name="analyzer">The analyzer: the one that a user's project would load when null.</param>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation, DiagnosticAnalyzer? analyzer = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = compilation
            .WithAnalyzers([analyzer ?? new DifferentiableAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult();

        // AD0001 is how Roslyn reports an analyzer that threw: never an expected outcome.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths = trusted
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(DifferentiableAttribute).Assembly.Location);
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>
/// All cases compiled together. A case whose emitted code has an error is taken out and remembered, so that the others
/// still run.
/// </summary>
internal sealed class ConformanceProgram
{
    private readonly Dictionary<int, List<string>> compileErrors = [];
    private readonly ILookup<int, Diagnostic> refusals;
    private readonly LoadedProgram program;

    private ConformanceProgram(IReadOnlyList<ConformanceCase> cases, CompilerOptions options)
    {
        Result = Compile.Run([.. cases.SelectMany(record => new[] { ConformanceSource.Case(record), ConformanceSource.Driver(record) })], generator: options is null ? null : new DifferentiableGenerator(options));
        refusals = Result.SymDiffDiagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => CaseOf(diagnostic.Location.SourceTree));
        program = LoadWithoutTheBroken(Result.Compilation);
    }

    /// <summary>What the pipeline made of all cases together.</summary>
    public CompileResult Result { get; }

    /// <summary>Compiles the cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="options">Which optimisations are on.</param>
    public static ConformanceProgram Create(IReadOnlyList<ConformanceCase> cases, CompilerOptions options) => new(cases, options);

    /// <summary>The C# errors of a case's emitted code; empty when it compiled.</summary>
    /// <param name="number">The case's number.</param>
    public IReadOnlyList<string> CompileErrors(int number) => compileErrors.GetValueOrDefault(number, []);

    /// <summary>The errors by which SymDiff refused a case; empty when it did not.</summary>
    /// <param name="number">The case's number.</param>
    public IReadOnlyList<string> Refusals(int number)
        => [.. refusals[number].Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(null)}").Distinct()];

    /// <summary>One of the case's drivers.</summary>
    /// <typeparam name="T">Its type as a delegate.</typeparam>
    /// <param name="number">The case's number.</param>
    /// <param name="driver">The driver's name.</param>
    public T Driver<T>(int number, string driver)
        where T : Delegate
    {
        (string space, string type) = ConformanceSource.Names(number);
        return program.Delegate<T>($"{space}.{type}", driver);
    }

    private LoadedProgram LoadWithoutTheBroken(CSharpCompilation compilation)
    {
        while (true)
        {
            using var image = new MemoryStream();
            EmitResult emitted = compilation.Emit(image);
            if (emitted.Success)
            {
                return LoadedProgram.Load(image);
            }

            Diagnostic[] errors = [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Diagnostic? homeless = errors.FirstOrDefault(error => CaseOf(error.Location.SourceTree) < 0);
            Assert.True(homeless is null, $"An error outside every case: {homeless}");
            foreach (Diagnostic error in errors)
            {
                int number = CaseOf(error.Location.SourceTree);
                if (!compileErrors.TryGetValue(number, out List<string>? messages))
                {
                    compileErrors[number] = messages = [];
                }

                messages.Add(error.ToString());
            }

            compilation = compilation.RemoveSyntaxTrees(
                compilation.SyntaxTrees.Where(tree => compileErrors.ContainsKey(CaseOf(tree))));
        }
    }

    // The namespace tells which case a file belongs to, whether it is the case's own, its driver or emitted. A file of
    // no case gives -1.
    private static int CaseOf(SyntaxTree? tree)
    {
        string? name = tree?.GetRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax)
            .OfType<BaseNamespaceDeclarationSyntax>()
            .FirstOrDefault()?
            .Name.ToString();
        const string Prefix = "Conformance.Case_";
        return name is not null && name.StartsWith(Prefix, StringComparison.Ordinal)
            ? int.Parse(name.AsSpan(Prefix.Length), System.Globalization.CultureInfo.InvariantCulture)
            : -1;
    }
}

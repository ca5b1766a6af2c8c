using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// Random edits, one after another on one driver as in an editor: nothing throws or hangs, what is emitted parses, and
/// methods that an edit does not reach, in the same file and in the one beside it, keep their derivatives byte for byte.
/// </summary>
public sealed class EditFuzzTests(ITestOutputHelper output)
{
    private const int EditsInARow = 6;

    // Far beyond what an edit takes on a busy machine: what runs longer does not end.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(120);

    private static readonly SourceFile Beside = new(
        "Beside.cs",
        """
        namespace Untouched;

        internal static partial class Beside
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double Total(double[] prices, double rate)
            {
                double sum = 0;
                for (int i = 0; i < prices.Length; i++)
                {
                    sum += prices[i] > 1 ? prices[i] * Rebate(rate) : prices[i];
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double Rebate(double rate) => Math.Exp(-rate);
        }
        """);

    [Fact]
    public void No_edit_throws_hangs_or_reaches_another_method()
    {
        int edits = int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_EDITS") ?? "240", CultureInfo.InvariantCulture);
        int first = int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_EDITS_FIRST") ?? "1", CultureInfo.InvariantCulture);
        var faults = new List<string>();
        int runs = edits / EditsInARow;
        for (int run = 0; run < runs; run++)
        {
            Run(first + run, faults);
        }

        output.WriteLine($"{runs * EditsInARow} edits of {EditCorpus.Files.Count} files, {faults.Count} faults");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(8)));
    }

    private static void Run(int seed, List<string> faults)
    {
        var random = new Random(seed);
        SourceFile file = EditCorpus.Files[random.Next(EditCorpus.Files.Count)];
        CSharpCompilation compilation = Compile.Create([file, Beside]);
        SyntaxTree tree = compilation.SyntaxTrees[0];

        // While steps are tracked the driver loses everything behind a Collect on the second edit after a file's last
        // mark is gone; as editors run it, it does not.
        GeneratorDriver driver = Compile.Driver(tracks: false).RunGenerators(compilation);
        Dictionary<string, string> before = Emitted(driver);
        Assert.Equal(2, before.Keys.Count(IsBeside));
        string text = file.Text;
        for (int edit = 0; edit < EditsInARow; edit++)
        {
            text = TextEdit.Apply(text, EditCorpus.Files[random.Next(EditCorpus.Files.Count)].Text, random);
            SyntaxTree changed = Compile.Parse(file with { Text = text });
            compilation = compilation.ReplaceSyntaxTree(tree, changed);
            using var limit = new CancellationTokenSource(Hang);
            string? fault;
            try
            {
                driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _, limit.Token);
                fault = Thrown(driver) ?? Lost(driver, before, compilation, tree, changed) ?? Reported(updated, changed, limit.Token);
            }
            catch (OperationCanceledException)
            {
                fault = "It hangs.";
            }

            if (fault is not null)
            {
                faults.Add($"seed {seed}, edit {edit} of {file.Path}: {fault}");
                if (Environment.GetEnvironmentVariable("SYMDIFF_SHRUNK_FILE") is { } path)
                {
                    File.AppendAllText(path, $"// seed {seed}, edit {edit}: {fault}\n// before:\n{tree}\n// after:\n{text}\n");
                }

                return;
            }

            tree = changed;
            before = Emitted(driver);
        }
    }

    private static bool IsBeside(string hintName) => hintName.StartsWith("Untouched.", StringComparison.Ordinal);

    private static Dictionary<string, string> Emitted(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources
        .ToDictionary(static source => source.HintName, static source => source.SourceText.ToString(), StringComparer.Ordinal);

    private static string? Thrown(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } exception)
        {
            return exception.ToString();
        }

        Diagnostic? broken = result.GeneratedSources.SelectMany(static source => source.SyntaxTree.GetDiagnostics()).FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error);
        return broken is null ? null : $"Emitted code does not parse: {broken}\n{broken.Location.SourceTree}";
    }

    /// <summary>A method that the edit does not reach and that is not emitted as it was.</summary>
    private static string? Lost(GeneratorDriver driver, Dictionary<string, string> before, CSharpCompilation compilation, SyntaxTree tree, SyntaxTree changed)
    {
        SemanticModel model = compilation.GetSemanticModel(changed);
        IEnumerable<string> kept = Members.Of(changed).KeptSince(Members.Of(tree))
            .Where(method => !model.GetDiagnostics(method.Span).Any(static d => d.Severity == DiagnosticSeverity.Error))
            .Select(method => model.GetDeclaredSymbol(method)!)
            .Select(static symbol => SignatureReader.Model(symbol, SignatureReader.Callee(symbol, null, default)).HintName);
        Dictionary<string, string> after = Emitted(driver);

        // A type of the name of a namespace that the file beside it uses is an error there, too.
        bool isBesideWhole = !compilation.GetSemanticModel(compilation.SyntaxTrees.Single(static other => other.FilePath == Beside.Path)).GetDiagnostics().Any(static d => d.Severity == DiagnosticSeverity.Error);
        return before.Keys.Where(name => isBesideWhole && IsBeside(name)).Concat(kept)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => $"{name} is not affected and emitted differently:\n{before.GetValueOrDefault(name)}\n---\n{after.GetValueOrDefault(name)}\n")
            .FirstOrDefault();
    }

    private static string? Reported(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic> reported = compilation
            .WithAnalyzers([new DifferentiableAnalyzer()])
            .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, cancellation)
            .GetAwaiter()
            .GetResult();
        return reported.FirstOrDefault(static d => d.Id is "AD0001" or "SD9001")?.ToString();
    }
}

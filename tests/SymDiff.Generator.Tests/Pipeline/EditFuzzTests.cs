using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// Random edits, one after another on one driver as in an editor: nothing throws or hangs, what is emitted parses, and
/// the methods of a file beside the edited one keep their derivatives byte for byte.
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
    public void No_edit_throws_hangs_or_reaches_another_file()
    {
        int edits = int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_EDITS") ?? "240", CultureInfo.InvariantCulture);
        int first = int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_EDITS_FIRST") ?? "1", CultureInfo.InvariantCulture);
        var faults = new List<string>();
        int runs = edits / EditsInARow;
        for (int run = 0; run < runs; run++)
        {
            Run(first + run, faults);
        }

        output.WriteLine($"{runs * EditsInARow} edits of {Corpus.Files.Count} files, {faults.Count} faults");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(8)));
    }

    private static void Run(int seed, List<string> faults)
    {
        var random = new Random(seed);
        SourceFile file = Corpus.Files[random.Next(Corpus.Files.Count)];
        CSharpCompilation compilation = Compile.Create([file, Beside]);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        GeneratorDriver driver = Compile.Driver().RunGenerators(compilation);
        Dictionary<string, string> untouched = Untouched(driver);
        Assert.Equal(2, untouched.Count);
        string text = file.Text;
        for (int edit = 0; edit < EditsInARow; edit++)
        {
            text = TextEdit.Apply(text, Corpus.Files[random.Next(Corpus.Files.Count)].Text, random);
            SyntaxTree changed = Compile.Parse(file with { Text = text });
            compilation = compilation.ReplaceSyntaxTree(tree, changed);
            tree = changed;
            using var limit = new CancellationTokenSource(Hang);
            string? fault = null;
            try
            {
                driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _, limit.Token);
                fault = Fault(driver, untouched) ?? Reported(updated, limit.Token);
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
                    File.AppendAllText(path, $"// seed {seed}, edit {edit}: {fault}\n{text}\n");
                }

                return;
            }
        }
    }

    private static Dictionary<string, string> Untouched(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources
        .Where(static source => source.HintName.StartsWith("Untouched.", StringComparison.Ordinal))
        .ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    private static string? Fault(GeneratorDriver driver, Dictionary<string, string> untouched)
    {
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } exception)
        {
            return exception.ToString();
        }

        if (!untouched.OrderBy(static pair => pair.Key, StringComparer.Ordinal).SequenceEqual(Untouched(driver).OrderBy(static pair => pair.Key, StringComparer.Ordinal)))
        {
            return "The file beside it is emitted differently.";
        }

        Diagnostic? broken = result.GeneratedSources.SelectMany(static source => source.SyntaxTree.GetDiagnostics()).FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error);
        return broken is null ? null : $"Emitted code does not parse: {broken}\n{broken.Location.SourceTree}";
    }

    private static string? Reported(Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic> reported = compilation
            .WithAnalyzers([new DifferentiableAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(cancellation)
            .GetAwaiter()
            .GetResult();
        return reported.FirstOrDefault(static d => d.Id is "AD0001" or "SD9001")?.ToString();
    }
}

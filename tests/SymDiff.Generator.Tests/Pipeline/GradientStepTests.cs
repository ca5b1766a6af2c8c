using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// One edit each, where a marked method calls the gradient of another: what it may compile again. The method whose gradient
/// is called stands in the caller, so the caller goes with its body and with nothing else.
/// </summary>
public sealed class GradientStepTests
{
    private const string PotentialText = "    [Differentiable]\n    public static double Potential(double x, double k)\n    {\n        return k * x * x * Scale(x);\n    }\n\n";

    private const string Physics = "namespace Lab;\n\ninternal static partial class Physics\n{\n" + PotentialText
        + "    [Differentiable]\n    public static double Force(double x)\n    {\n        var (_, d, _) = PotentialGradient(x, 2);\n        return -d;\n    }\n\n"
        + "    [Differentiable]\n    public static double Drag(double v) => v * v;\n\n"
        + "    private static double Scale(double x) => 0.5 * x;\n}\n";

    private const string Program = "namespace Lab;\n\ninternal static class Run\n{\n    public static double Now() => Physics.DragGradient(3).V + 1;\n}\n";

    // Potential, Force, Drag: first the model, then the file, as in EditTableTests. The C# compiler tells the marked methods
    // of a file apart by their order, so those behind a mark that goes are made again.
    [Theory]
    [InlineData("nothing", "Physics.cs", "", "", "CCC", "CCC")]
    [InlineData("comment in the method", "Physics.cs", "return k * x", "// a spring\n        return k * x", "UUU", "CCC")]
    [InlineData("body of the method", "Physics.cs", "return k * x", "return k * k * x", "MMU", "MMC")]
    [InlineData("rename of a local in the caller", "Physics.cs", "(_, d, _) = PotentialGradient(x, 2);\n        return -d", "(_, f, _) = PotentialGradient(x, 2);\n        return -f", "UMU", "CMC")]
    [InlineData("what the method calls in place", "Physics.cs", "0.5 * x", "0.25 * x", "MMU", "MMC")]
    [InlineData("body of another method", "Physics.cs", "=> v * v", "=> v * v * v", "UUM", "CCM")]
    [InlineData("name of a parameter", "Physics.cs", PotentialText, "    [Differentiable]\n    public static double Potential(double y, double k)\n    {\n        return k * y * y * Scale(y);\n    }\n\n", "MMU", "MMC")]
    [InlineData("another parameter with a default", "Physics.cs", "double k)", "double k, double rest = 1)", "MMU", "MMC")]
    [InlineData("option of its mark that its gradient does not know", "Physics.cs", "[Differentiable]\n    public static double Potential", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    public static double Potential", "MUU", "MCC")]
    [InlineData("constant of differentiation", "Physics.cs", "double x, double k)", "double x, [NoGradient] double k)", "MMU", "MMC")]
    [InlineData("mark removed", "Physics.cs", "[Differentiable]\n    public static double Potential", "public static double Potential", "RMM", "RMM")]
    [InlineData("other file that calls a gradient", "Run.cs", "+ 1", "+ 2", "UUU", "CCC")]
    [InlineData("other file calls one more gradient", "Run.cs", "+ 1", "+ Physics.ForceGradient(1).X", "UUU", "CCC")]
    [InlineData("no other file calls a gradient", "Run.cs", "Physics.DragGradient(3).V + 1", "1", "UUU", "CCC")]
    [InlineData("file added", "New.cs", "", "namespace Lab;\n\ninternal sealed class Table;\n", "UUU", "CCC")]
    [InlineData("overload that fits better", "New.cs", "", "namespace Lab;\n\ninternal static partial class Physics\n{\n    public static (double, double, int) PotentialGradient(double x, int k) => (1, x, k);\n}\n", "UMU", "CMC")]
    public void An_edit_compiles_again_what_it_changes(string edit, string path, string old, string edited, string models, string files)
    {
        CSharpCompilation before = Compile.Create([new("Physics.cs", Physics), new("Run.cs", Program)]);
        CSharpCompilation after = before;
        if (before.SyntaxTrees.SingleOrDefault(t => t.FilePath == path) is not { } tree)
        {
            after = before.AddSyntaxTrees(Compile.Parse(new SourceFile(path, edited)));
        }
        else if (old.Length > 0)
        {
            Assert.Contains(old, tree.ToString(), StringComparison.Ordinal);
            after = before.ReplaceSyntaxTree(tree, Compile.Parse(new SourceFile(path, tree.ToString().Replace(old, edited, StringComparison.Ordinal))));
        }

        GeneratorRunResult result = Assert.Single(Compile.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Equal(
            $"{edit}: {models} {files}",
            $"{edit}: {Reasons(result, DifferentiableGenerator.TrackingNames.Model)} {Reasons(result, DifferentiableGenerator.TrackingNames.Source)}");
    }

    private static string Reasons(GeneratorRunResult result, string step)
    {
        Dictionary<string, IncrementalStepRunReason> kept = result.TrackedSteps[step]
            .SelectMany(static run => run.Outputs)
            .Where(static output => output.Reason != IncrementalStepRunReason.Removed)
            .ToDictionary(static output => HintName(output.Value), static output => output.Reason, StringComparer.Ordinal);
        return string.Concat(new[] { "Potential", "Force", "Drag" }.Select(method => kept.TryGetValue($"Lab.Physics.{method}.g.cs", out IncrementalStepRunReason reason) ? reason.ToString()[0] : 'R'));
    }

    private static string HintName(object value) => value is MethodModel model ? model.HintName : (string)value.GetType().GetProperty("HintName")!.GetValue(value)!;
}

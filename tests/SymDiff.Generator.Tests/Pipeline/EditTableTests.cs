using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// One edit each, and for every marked method why its model and its file were made: what one edit may compile again, and
/// what it may not. A cached file means that no pass behind the front end ran for it.
/// </summary>
public sealed class EditTableTests
{
    private const string DiscountedText =
        "    [Differentiable]\n    public static double Discounted(double price, double rate)\n    {\n        double factor = 1 - rate;\n        return price * factor;\n    }\n\n";

    private const string TaxedText = "    [Differentiable]\n    public static double Taxed(double price)\n    {\n        return Rates.Tax * price + Fee(price);\n    }\n\n";

    private const string TotalText = "    [Differentiable]\n    public static double Total(double price)\n    {\n        return Taxed(price) + Rates.Round(price);\n    }\n\n";

    private const string FeeText = "    private static double Fee(double price)\n    {\n        return 0.5 * Math.Sqrt(price);\n    }\n\n";

    private const string Prices = "namespace Shop;\n\ninternal static partial class Prices\n{\n" + DiscountedText + TaxedText + TotalText + FeeText + "}\n";

    private const string Rates =
        """
        namespace Shop;

        internal static class Rates
        {
            public const double Tax = 1.19;
            public const double Toll = 0.25;

            public static double Round(object price) => 2;
            public static double Round(double price) => price * 3;
        }
        """;

    // Discounted, Taxed, Total: first the model, then the file. N new, M modified, U unchanged, C cached, R removed. The
    // C# compiler tells the marked methods of a file apart by their order, so those that change places are made again.
    // A file without a text counts as modified: nothing is added for it.
    [Theory]
    [InlineData("nothing", "Prices.cs", "", "", "CCC", "CCC")]
    [InlineData("comment", "Prices.cs", "double factor = 1 - rate;", "double factor = 1 - rate; // of the list price", "UUU", "CCC")]
    [InlineData("comment of two lines", "Prices.cs", "double factor", "/* of the list\n price */ double factor", "UUU", "CCC")]
    [InlineData("white space", "Prices.cs", "return price * factor;", "\n\n  return   price\n   * factor;", "UUU", "CCC")]
    [InlineData("white space outside", "Prices.cs", "namespace Shop;", "\n\nnamespace Shop;\n\n\n", "UUU", "CCC")]
    [InlineData("other file", "Log.cs", "text + 1", "text + 2", "UUU", "CCC")]
    [InlineData("member beside", "Prices.cs", "private static double Fee", "private static int Count() => 3;\n\n    private static double Fee", "UUU", "CCC")]
    [InlineData("using added", "Prices.cs", "namespace Shop;", "using System.Text;\n\nnamespace Shop;", "UUU", "CCC")]
    [InlineData("rename of a local", "Prices.cs", "double factor = 1 - rate;\n        return price * factor;", "double left = 1 - rate;\n        return price * left;", "MUU", "MCC")]
    [InlineData("body", "Prices.cs", "1 - rate;", "1 - rate * rate;", "MUU", "MCC")]
    [InlineData("body of an unmarked callee", "Prices.cs", "0.5 * Math.Sqrt", "0.25 * Math.Sqrt", "UMU", "CMC")]
    [InlineData("body of a marked callee", "Prices.cs", "return Rates.Tax * price", "return 2 * Rates.Tax * price", "UMU", "CMC")]
    [InlineData("signature of a marked callee", "Prices.cs", "Taxed(double price)", "Taxed(double price, double rest = 1)", "UMM", "CMM")]
    [InlineData("constant in another file", "Rates.cs", "Tax = 1.19", "Tax = 1.07", "UMU", "CMC")]
    [InlineData("constant that no method reads", "Rates.cs", "Toll = 0.25", "Toll = 0.5", "UUU", "CCC")]
    [InlineData("overload that is no better", "Rates.cs", "public static double Round(object", "public static double Round(string price) => 1;\n    public static double Round(object", "UUU", "CCC")]
    [InlineData("better overload gone", "Rates.cs", "public static double Round(double price) => price * 3;", "", "UUM", "CCM")]
    [InlineData("option of a mark", "Prices.cs", "[Differentiable]\n    public static double Discounted", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    public static double Discounted", "MUU", "MCC")]
    [InlineData("white space around a mark", "Prices.cs", "    [Differentiable]\n    public static double Taxed", "\n\n    [Differentiable]\n\n    public static double Taxed", "UUU", "CCC")]
    [InlineData("comment above the type", "Prices.cs", "internal static partial class", "// Everything about prices.\ninternal static partial class", "UUU", "CCC")]
    [InlineData("file added", "New.cs", "", "namespace Shop;\n\ninternal sealed class Basket;\n", "UUU", "CCC")]
    [InlineData("partial removed", "Prices.cs", "static partial class", "static class", "MMM", "MMM")]
    [InlineData("mark removed", "Prices.cs", "[Differentiable]\n    public static double Total", "public static double Total", "UUR", "CCR")]
    [InlineData("mark removed from a callee", "Prices.cs", "[Differentiable]\n    public static double Taxed", "public static double Taxed", "URM", "CRM")]
    [InlineData("method moved past an unmarked one", "Prices.cs", TotalText + FeeText, FeeText + TotalText, "UUU", "CCC")]
    [InlineData("method moved past a marked one", "Prices.cs", TaxedText + TotalText, TotalText + TaxedText, "UMM", "CMM")]
    [InlineData("two methods swapped", "Prices.cs", DiscountedText + TaxedText, TaxedText + DiscountedText, "MMU", "MMC")]
    public void An_edit_compiles_again_what_it_changes(string edit, string path, string old, string edited, string models, string files)
    {
        SourceFile[] sources = [new("Prices.cs", Prices), new("Rates.cs", Rates), new("Log.cs", "namespace Shop;\n\ninternal static class Log\n{\n    public static string Line(string text) => text + 1;\n}\n")];
        CSharpCompilation before = Compile.Create([.. sources.Select(static s => s with { Text = s.Text.ReplaceLineEndings("\n") })]);
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
        // What is removed leaves its place with the value that was there before.
        Dictionary<string, IncrementalStepRunReason> kept = result.TrackedSteps[step]
            .SelectMany(static run => run.Outputs)
            .Where(static output => output.Reason != IncrementalStepRunReason.Removed)
            .ToDictionary(static output => HintName(output.Value), static output => output.Reason, StringComparer.Ordinal);
        return string.Concat(new[] { "Discounted", "Taxed", "Total" }.Select(method => kept.TryGetValue($"Shop.Prices.{method}.g.cs", out IncrementalStepRunReason reason) ? reason.ToString()[0] : 'R'));
    }

    private static string HintName(object value) => value is MethodModel model ? model.HintName : (string)value.GetType().GetProperty("HintName")!.GetValue(value)!;
}

using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>One edit each: what may be compiled again because of it, and what may not.</summary>
public sealed class IncrementalTests
{
    private const string Marked =
        """
        namespace Shop;

        internal static partial class Prices
        {
            [Differentiable]
            public static double Discounted(double price, double rate)
            {
                double factor = 1 - rate;
                return price * factor;
            }

            [Differentiable]
            public static double Taxed(double price)
            {
                return 1.19 * price + Fee(price);
            }

            private static double Fee(double price)
            {
                return 0.5 * Math.Sqrt(price);
            }
        }
        """;

    private const string Unmarked =
        """
        namespace Shop;

        internal static class Log
        {
            public static string Line(string text) => text + "\n";
        }
        """;

    [Fact]
    public void Edit_of_another_file_leaves_everything_cached()
        => Edit("Log.cs", Unmarked.Replace("\"\\n\"", "\";\"", StringComparison.Ordinal)).AssertNothingRedone();

    [Fact]
    public void Added_file_leaves_everything_cached()
        => Edit("New.cs", "namespace Shop;\n\ninternal sealed class Basket;\n").AssertNothingRedone();

    [Fact]
    public void Unrelated_member_beside_the_method_leaves_everything_cached()
        => EditMarked("private static double Fee", "private static int Count() => 3;\n\n    private static double Fee").AssertNothingRedone();

    [Theory]
    [InlineData("double factor = 1 - rate;", "double factor = 1 - rate; // of the list price")]
    [InlineData("double factor = 1 - rate;", "/* of the list\n           price */ double factor = 1 - rate;")]
    [InlineData("internal static partial class", "// Everything about prices.\ninternal static partial class")]
    public void Comment_leaves_everything_cached(string old, string edited) => EditMarked(old, edited).AssertNothingRedone();

    [Theory]
    [InlineData("return price * factor;", "return   price\n            * factor;")]
    [InlineData("return price * factor;", "\n\n\n        return price * factor;")]
    [InlineData("namespace Shop;", "\n\n\nnamespace Shop;\n\n\n")]
    [InlineData("    [Differentiable]\n    public static double Taxed", "\n\n    [Differentiable]\n\n    public static double Taxed")]
    public void White_space_leaves_everything_cached(string old, string edited) => EditMarked(old, edited).AssertNothingRedone();

    [Fact]
    public void Edit_of_a_body_compiles_that_method_alone()
        => EditMarked("double factor = 1 - rate;", "double factor = 1 - rate * rate;").AssertOnlyRedone("Discounted");

    [Fact]
    public void Edit_of_an_unmarked_callee_compiles_its_caller()
        => EditMarked("return 0.5 * Math.Sqrt(price);", "return 0.25 * Math.Sqrt(price);").AssertOnlyRedone("Taxed");

    [Fact]
    public void Removed_mark_removes_that_method_alone()
    {
        EditedRun run = EditMarked("[Differentiable]\n    public static double Taxed", "public static double Taxed");
        Assert.Contains("Taxed", Assert.Single(run.ChangedFiles()), StringComparison.Ordinal);
        Assert.Equal(run.Before.GeneratedSources.Length - 1, run.After.GeneratedSources.Length);
    }

    private const string Caller = "namespace Shop;\n\ninternal static partial class Caller\n{\n    [Differentiable]\n    public static double Up(double x, int n) => n == 0 ? x : Callee.Down(x, n);\n}\n";
    private const string Callee = "namespace Shop;\n\ninternal static partial class Callee\n{\n    [Differentiable]\n    public static double Down(double x, int n) => x * x;\n}\n";

    [Fact]
    public void Edit_of_a_callee_that_closes_a_cycle_compiles_the_methods_on_it()
    {
        EditedRun run = EditCallee("Math.Sin(Caller.Up(x, n - 1))");
        Assert.Equal(["Shop.Callee.Down.g.cs", "Shop.Caller.Up.g.cs"], run.ChangedFiles());
        Assert.All(run.After.GeneratedSources.Where(s => !s.HintName.Contains("Prices", StringComparison.Ordinal)), s => Assert.Contains("EnsureSufficientExecutionStack", s.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Edit_of_a_callee_that_closes_none_leaves_its_caller_cached() => EditCallee("x * Math.Sin(x)").AssertOnlyRedone("Down");

    private static EditedRun EditCallee(string result) => EditedRun.Of(
        [new SourceFile("Prices.cs", Marked), new SourceFile("Caller.cs", Caller), new SourceFile("Callee.cs", Callee)],
        new SourceFile("Callee.cs", Callee.Replace("x * x", result, StringComparison.Ordinal)));

    private static EditedRun EditMarked(string old, string edited)
    {
        Assert.Contains(old, Marked, StringComparison.Ordinal);
        return Edit("Prices.cs", Marked.Replace(old, edited, StringComparison.Ordinal));
    }

    private static EditedRun Edit(string path, string text)
        => EditedRun.Of([new SourceFile("Prices.cs", Marked), new SourceFile("Log.cs", Unmarked)], new SourceFile(path, text));
}

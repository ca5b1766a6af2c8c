using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>Whether calls lead back to a method is the one thing that its file takes from the models of others.</summary>
public sealed class IncrementalTests
{
    private const string Caller = "namespace Shop;\n\ninternal static partial class Caller\n{\n    [Differentiable]\n    public static double Up(double x, int n) => n == 0 ? x : Callee.Down(x, n);\n}\n";
    private const string Callee = "namespace Shop;\n\ninternal static partial class Callee\n{\n    [Differentiable]\n    public static double Down(double x, int n) => x * x;\n}\n";

    [Fact]
    public void Edit_of_a_callee_that_closes_a_cycle_compiles_the_methods_on_it()
    {
        EditedRun run = EditCallee("Math.Sin(Caller.Up(x, n - 1))");
        Assert.Equal(["Shop.Callee.Down.g.cs", "Shop.Caller.Up.g.cs"], run.ChangedFiles());
        Assert.All(run.After.GeneratedSources, static s => Assert.Contains("EnsureSufficientExecutionStack", s.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Edit_of_a_callee_that_closes_none_leaves_its_caller_cached() => EditCallee("x * Math.Sin(x)").AssertOnlyRedone("Down");

    [Theory]
    [InlineData("IFloatingPointIeee754<T>", "IBinaryFloatingPointIeee754<T>")]
    [InlineData("System.Numerics.IFloatingPointIeee754<T>", "struct, System.Numerics.IFloatingPointIeee754<T>")]
    [InlineData("System.Numerics.IFloatingPointIeee754<T>", "System.Numerics.IFloatingPointIeee754<T>, new()")]
    public void Edit_of_a_constraint_compiles_the_method_alone(string constraint, string edited)
    {
        const string Source = "namespace Shop;\n\ninternal static partial class Sums\n{\n    [Differentiable]\n    public static T Sum<T>(T x)\n        where T : System.Numerics.IFloatingPointIeee754<T> => x + x;\n\n    [Differentiable]\n    public static double Twice(double x) => Sum(x);\n}\n";
        EditedRun.Of([new SourceFile("Sums.cs", Source)], new SourceFile("Sums.cs", Source.Replace(constraint, edited, StringComparison.Ordinal))).AssertOnlyRedone("Sum");
    }

    [Fact]
    public void An_override_that_loses_its_mark_takes_the_derivatives_of_what_it_overrides()
    {
        const string Shapes = "namespace Shop;\n\ninternal abstract partial class Shape\n{\n    [Differentiable]\n    public virtual double Area(double x) => x * x;\n\n    [Differentiable]\n    public static double Plain(double x) => x + x;\n}\n";
        const string Disc = "namespace Shop;\n\ninternal sealed partial class Disc : Shape\n{\n    [Differentiable]\n    public override double Area(double x) => 3 * x * x;\n}\n";
        EditedRun run = EditedRun.Of([new SourceFile("Shapes.cs", Shapes), new SourceFile("Disc.cs", Disc)], new SourceFile("Disc.cs", Disc.Replace("[Differentiable]", "", StringComparison.Ordinal)));
        Assert.Contains("Shop.Shape.Area.g.cs", run.ChangedFiles());
        Assert.DoesNotContain("Shop.Shape.Plain.g.cs", run.ChangedFiles());
        Assert.Contains("SD2021", run.After.GeneratedSources.Single(static s => s.HintName == "Shop.Shape.Area.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    private static EditedRun EditCallee(string result) => EditedRun.Of(
        [new SourceFile("Caller.cs", Caller), new SourceFile("Callee.cs", Callee)],
        new SourceFile("Callee.cs", Callee.Replace("x * x", result, StringComparison.Ordinal)));
}

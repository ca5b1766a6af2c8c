using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.FrontEnd;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>A fault inside the compiler, and source that is nested beyond all measure: one error on one method.</summary>
public sealed class CompilerFaultTests
{
    private delegate double PairGradient(double x, double y, out double dx, out double dy);

    [Fact]
    public void A_fault_of_the_passes_is_one_report_with_what_to_report()
    {
        MethodModel model = Lowered.Result("[Differentiable] static double F(double x) => Math.Sin(x) * x;").Model;
        Function body = model.Body!;
        MethodModel undigestible = model with
        {
            Body = body with { Body = body.Body with { Ops = [.. body.Body.Ops.Select(static op => op is Apply apply ? apply with { Function = "Unheard" } : op)] } },
        };

        Refusal fault = Assert.Single(Compiler.Check(undigestible)).Refusal;
        Assert.Equal("SD9001", fault.Id);
        Assert.Matches(@"^'F' could not be differentiated because of a fault in SymDiff \d+\.\d+\.\d+ \(\w+ in \w+\.\S+: .*\)\. Please report this message with the source of the method; other methods are not affected\.$", fault.Message);
        Assert.Equal(fault.Message, Assert.Single(Compiler.Check(undigestible)).Refusal.Message);
        Assert.Contains("throw new global::System.NotSupportedException(", Compiler.Compile(undigestible), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_of_thousands_of_terms_is_differentiated()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x * y", 2_000));
        using LoadedProgram program = Compile.Run("namespace N; public static partial class C { [Differentiable] public static double F(double x, double y) => " + sum + "; }").AssertClean().Load();
        double value = program.Delegate<PairGradient>("N.C", "FGradient")(3, 2, out double dx, out double dy);
        Assert.Equal((12_000.0, 4_000.0, 6_000.0), (value, dx, dy));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(1_000, false)]
    public void Branches_nested_beyond_measure_are_refused_and_another_method_is_not(int depth, bool accepted)
    {
        var text = new StringBuilder("namespace N; public static partial class C { [Differentiable] public static double G(double x) => x * x; [Differentiable] public static double F(double x) { double y = x; ");
        for (int i = 0; i < depth; i++)
        {
            text.Append("if (y > 0) { y = y * x; ");
        }

        CompileResult result = Compile.Run(text.Append('}', depth).Append(" return y; } }").ToString());
        string[] reported = [.. result.SymDiffDiagnostics.Select(static d => d.Id)];
        Assert.Equal(accepted ? [] : ["SD9001"], reported);
        Assert.DoesNotContain("throw new", result.SourceOf("GGradient"), StringComparison.Ordinal);
    }

    [Fact]
    public void Callees_that_call_the_next_twice_are_refused_in_bounded_time()
    {
        IEnumerable<string> chain = Enumerable.Range(0, 40).Select(static i => $"static double G{i}(double x) => G{i + 1}(x) + G{i + 1}(x * 2);");
        CompileResult result = Compile.Run("namespace N; public static partial class C { [Differentiable] public static double F(double x) => G0(x); " + string.Concat(chain) + "static double G40(double x) => x; }");
        Assert.All(result.SymDiffDiagnostics, static d => Assert.Equal("SD3001", d.Id));
        Assert.NotEmpty(result.SymDiffDiagnostics);
    }
}

using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.FrontEnd;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>A fault inside the compiler, and source that is nested beyond all measure: one error on one method.</summary>
public sealed class CompilerFaultTests
{
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
    public void A_sum_of_a_thousand_terms_is_differentiated()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x * y", 1_000));
        LoadedProgram program = Compile.Run("namespace N; internal static partial class C { [Differentiable] public static double F(double x, double y) => " + sum + "; }").AssertClean().Load();
        Assert.Equal((6_000, 2_000, 3_000), program.Delegate<Func<double, double, (double, double, double)>>("N.C", "FGradient")(3, 2));
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

    public static TheoryData<string> Broken => new(
        "[Differentiable] public static double F(double x, double ) => x;",
        "[Differentiable] public static double F(double x, Missing y) => x;",
        "[Differentiable] public static double F(double x, List<Missing> y) => x;",
        "[Differentiable] public static Missing F(double x) => x;",
        "[Differentiable] public static double F(double x, double x) => x;",
        "[Differentiable] public static double F(double x, void y) => x;",
        "[Differentiable] public static double (double x) => x;",
        "public partial class { [Differentiable] public static double F(double x) => x; }",
        "public partial class D<> { [Differentiable] public static double F(double x) => x; }",
        "} } [Differentiable] public static double F(double x) => x; public static partial class E {");

    [Theory]
    [MemberData(nameof(Broken))]
    public void Nothing_is_emitted_for_a_declaration_that_cannot_be_written_down(string member)
    {
        CompileResult result = Compile.Run("namespace N { public static partial class C { [Differentiable] public static double G(double x) => x * x; " + member + " } }");
        Assert.Equal("N.C.G.g.cs", Assert.Single(result.Sources).HintName);
        Assert.DoesNotContain("throw new", result.Sources[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(result.SymDiffDiagnostics, static d => d.Id == "SD9001");
    }

    [Fact]
    public void A_caller_of_a_declaration_that_cannot_be_written_down_is_refused()
    {
        CompileResult result = Compile.Run("namespace N; public static partial class C { [Differentiable] public static double F(double x) => G(x, null); [Differentiable] static double G(double x, Missing y) => x; }");
        Assert.Contains("throw new global::System.NotSupportedException(", Assert.Single(result.Sources).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_that_differ_in_case_have_files_of_their_own()
    {
        const string Members = "internal static partial class C { [Differentiable] public static double F(double x) => x * x; }";
        CompileResult result = Compile.Run("namespace N { " + Members + " } namespace n { " + Members + " }").AssertClean();
        Assert.Equal(["N.C.F.g.cs", "n_2.C.F.g.cs"], result.Sources.Select(static s => s.HintName));
    }

    [Fact]
    public void A_fault_while_a_refusal_is_printed_is_reported_and_nothing_is_emitted()
    {
        MethodModel model = Lowered.Result("[Differentiable] static double F(double x) { lock (new object()) { return x; } }").Model;
        MethodModel unprintable = model with { Signature = model.Signature with { Parameters = [.. model.Signature.Parameters.Select(static p => p with { Name = "" })] } };
        Assert.Null(Compiler.Compile(unprintable));
        Assert.Equal("SD9001", Assert.Single(Compiler.Check(unprintable)).Refusal.Id);
        Assert.Empty(Compiler.Check(model));
    }

    [Theory]
    [InlineData("return x[0] * x[")]
    [InlineData("x[0] = 2; x[")]
    [InlineData("double y = x[0]; ref double z = ref x[")]
    public void File_that_ends_where_an_index_is_missing_is_refused_at_that_place(string body)
    {
        CompileResult result = Compile.Run("namespace N; public static partial class C { [Differentiable] public static double G(double x) => x * x; [Differentiable] public static double F(double[] x) { " + body);
        Assert.NotEmpty(result.SymDiffDiagnostics);
        Assert.All(result.SymDiffDiagnostics, static d => Assert.Equal("SD2002", d.Id));
        Assert.DoesNotContain("throw new", result.SourceOf("GGradient"), StringComparison.Ordinal);
    }
}

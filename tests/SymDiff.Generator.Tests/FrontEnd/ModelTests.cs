using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>The model is the incremental pipeline's value: equal exactly where the meaning is.</summary>
public sealed class ModelTests
{
    private const string Plain = "[Differentiable] static double F(double x) { double y = x * 2; return y; }";

    [Theory]
    [InlineData("// a comment\n[Differentiable]\nstatic double F(double x)\n{\n    double y = x   * /* two */ 2; // twice\n\n    return y;\n}")]
    [InlineData("static int other; [Differentiable] static double F(double x) { double y = x * 2; return y; } static double G() => other;")]
    public void Layout_comments_and_other_members_leave_it_equal(string edited)
        => Assert.Equal(Lowered.Result(Plain).Model, Lowered.Result(edited).Model);

    [Theory]
    [InlineData("[Differentiable] static double F(double x) { double y = x * 3; return y; }")]
    [InlineData("[Differentiable] static double F(double x) { double z = x * 2; return z; }")]
    [InlineData("[Differentiable] internal static double F(double x) { double y = x * 2; return y; }")]
    [InlineData("[Differentiable] static double F([NoGradient] double x) { double y = x * 2; return y; }")]
    public void A_change_of_meaning_makes_it_different(string edited)
        => Assert.NotEqual(Lowered.Result(Plain).Model, Lowered.Result(edited).Model);

    [Fact]
    public void The_body_of_a_callee_lowered_in_place_is_part_of_it() => Assert.NotEqual(
        Lowered.Result("[Differentiable] static double F(double x) => G(x); static double G(double x) => x;").Model,
        Lowered.Result("[Differentiable] static double F(double x) => G(x); static double G(double x) => 2 * x;").Model);

    [Fact]
    public void Overloads_get_hint_names_of_their_own()
    {
        const string Members = "[Differentiable] static double F(double x) => x; [Differentiable] static double f(double x) => x; [Differentiable] static double G(double[] x) => x[0];";
        string[] names = [.. new[] { "F", "f", "G" }.Select(name => Lowered.Result(Members, name).Model.HintName)];
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("N.C.G.g.cs", names[2]);
    }

    [Fact]
    public void Code_that_declares_a_method_twice_still_gets_different_hint_names()
    {
        const string Twice = "[Differentiable] static double F(double x) => x; [Differentiable] static double F(double y) => y;";
        CompileResult result = Compile.Run("namespace N; public partial class C { " + Twice + " } public partial class c { " + Twice + " }");
        Assert.Equal(4, result.Sources.Select(static s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void The_signature_says_what_callers_need()
    {
        Callee signature = Lowered.Result("[Differentiable] double F(in double a, ref float b, out double c, (double, int) t, [NoGradient] Span<double> s, string name) { c = a * b; return c; }").Model.Signature;
        Assert.Equal("this", signature.Receiver);
        Assert.Equal("double", signature.ReturnType);
        Assert.Equal([Passing.In, Passing.Ref, Passing.Out, Passing.Value, Passing.Value, Passing.Value], signature.Parameters.Select(p => p.Passing));
        Assert.Equal([true, true, true, true, false, false], signature.Parameters.Select(p => p.Differentiated));
        Assert.Equal([".Item1", ".Item2"], signature.Parameters[3].Leaves.Select(l => l.Path));
    }
}

using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>Forms that a module may have: what is generated for each compiles without a warning, as C# 12, too.</summary>
public sealed class ModuleTests
{
    [Theory]
    [InlineData("internal partial class M { [Parameter] public double @class = 1; [Differentiable] public double F(double x) => @class * x; }")]
    [InlineData("internal partial class M { [Parameter] public float[] end0 = new float[2], end = []; [Differentiable] public float F(float x) => end0[1] * x; }")]
    [InlineData("internal partial record M(double[] Given, int At) { [Parameter] public double[] Weights { get; } = Given; [Differentiable] public double F(double x) => Weights[At] * x; }")]
    [InlineData("namespace N { internal static partial class Outer { private sealed partial class M { [Parameter] private double w; [Differentiable] private double F(double x) => w * x; } } }")]
    [InlineData("namespace N { internal partial class M { [Parameter] private double w; [Parameter] internal Inner In { get; } = new(); [Differentiable] public double F(double x) => w * x + In.V; internal partial class Inner { [Parameter] public double V; } } }")]
    [InlineData("namespace N { internal partial class M { [Parameter] public double W { get; private set; } } internal partial class M { [Parameter] public double V; [Differentiable] public static double F(M gradients, double workspace) => gradients.W * workspace + gradients.V; } }")]
    [InlineData("namespace N { internal partial class M { [Parameter] public double W; public double Sum(double[] at) { double s = 0; foreach (double a in at) { s += a * W; } return s; } [Differentiable] public void F(double[] gradients, Span<double> y) { y[0] = Sum(gradients); } } }")]
    [InlineData("namespace N { internal abstract partial class M { [Parameter] public double W; [Differentiable] public double F(double x) => W * x; } internal class D : M { } }")]
    [InlineData("namespace N { internal partial class M { [Parameter] public double W; [Differentiable] public double F() => W; } internal partial class Holder { [Differentiable] public static double G(M a, [NoGradient] M b, double x) => a.F() * b.F() * x; } }")]
    [InlineData("namespace N { internal partial class M { [Parameter] public double W; [Differentiable] public double F(double x) { M self = this; return Scaled(self, x) + self.F2(x); } [Differentiable] public double F2(double x) => W * x; static double Scaled(M m, double x) { ArgumentNullException.ThrowIfNull(m); return m is null ? 0 : m.W * x; } } }")]
    public void Compiles_cleanly(string source)
    {
        Compile.Run(source).AssertClean();
        Compile.Run([new SourceFile("Source.cs", source)], LanguageVersion.CSharp12, analyze: false).AssertClean();
    }

    [Fact]
    public void Order_of_files_does_not_change_that_of_parameters()
    {
        SourceFile first = new("A.cs", "internal partial class M { [Parameter] public double W; }");
        SourceFile second = new("B.cs", "internal partial class M { [Parameter] public double V; }");
        Assert.Equal(Assert.Single(Compile.Run([first, second]).Sources).Text, Assert.Single(Compile.Run([second, first]).Sources).Text);
    }

    [Fact]
    public void Parameters_with_errors_refuse_the_methods_that_read_them_without_a_second_report()
    {
        CompileResult result = Compile.Run("internal partial class M { [Parameter] public readonly double W = 1; [Differentiable] public double F(double x) => W * x; } internal partial class N { [Parameter] public M Inner = new(); [Differentiable] public double G(double x) => Inner.F(x); [Differentiable] public static double H(M m, double x) => m.W * x; }");
        Assert.Equal("SD8004", Assert.Single(result.SymDiffDiagnostics).Id);
        Assert.Empty(result.CompilerDiagnostics);
        Assert.Contains("NotSupportedException(\"SD3005: The parameters of 'M' have errors of their own.\")", result.SourceOf("FGradient"), StringComparison.Ordinal);
        Assert.Contains("NotSupportedException(\"SD3005:", result.SourceOf("GGradient"), StringComparison.Ordinal);
        Assert.Contains("NotSupportedException(\"SD3005:", result.SourceOf("HGradient"), StringComparison.Ordinal);
    }
}

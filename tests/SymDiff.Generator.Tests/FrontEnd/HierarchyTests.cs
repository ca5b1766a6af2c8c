using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>An implementation without derivatives does not compile where its contract has some.</summary>
public sealed class HierarchyTests
{
    [Theory]
    [InlineData("public partial interface I { [Differentiable] double F(double x); } public class D : I { public double F(double x) => x; }", "CS0535")]
    [InlineData("public partial interface I { [Differentiable] static abstract double F(double x); } public class D : I { public static double F(double x) => x; }", "CS0535")]
    [InlineData("public partial interface I { [Differentiable] T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T>; } public class D : I { public T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x; }", "CS0535")]
    public void Implementation_that_is_not_marked_does_not_compile(string source, string error)
    {
        CompileResult result = Compile.Run(source);
        Assert.Equal("SD2021", Assert.Single(result.SymDiffDiagnostics).Id);
        Diagnostic[] errors = [.. result.CompilerDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)];
        Assert.Equal(4, errors.Length);
        Assert.All(errors, found => Assert.Equal(error, found.Id));
    }

    [Fact]
    public void Override_that_is_not_marked_is_refused_and_does_not_compile()
    {
        CompileResult result = Compile.Run("public abstract partial class B { [Differentiable] protected internal abstract double F(double x); } public class D : B { protected internal override double F(double x) => x; }");
        Assert.Equal("SD2021", Assert.Single(result.SymDiffDiagnostics).Id);
        Assert.Contains(result.CompilerDiagnostics, static d => d.Id == "CS0534");
    }

    [Fact]
    public void Members_of_an_abstract_method_have_no_body()
    {
        string text = Compile.Run("internal partial interface I { [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)] double F(double x, double[] y); }").AssertClean().SourceOf("FGradient");
        Assert.DoesNotContain("return ", text.Replace("on return of", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(8, text.Split("public abstract ").Length - 1);
    }

    [Fact]
    public void Generic_and_overloaded_methods_are_implemented_and_overridden()
        => Compile.Run(
            """
            using System.Numerics;

            internal partial interface I<S> where S : IFloatingPointIeee754<S>
            {
                [Differentiable] T F<T>(T x, S y) where T : struct, IFloatingPointIeee754<T>;
                [Differentiable] S F(S x);
            }

            internal abstract partial class B : I<double>
            {
                [Differentiable] public abstract T F<T>(T x, double y) where T : struct, IFloatingPointIeee754<T>;
                [Differentiable] public double F(double x) => F(x, x) + F((float)x, x);
            }

            internal sealed partial class D : B
            {
                [Differentiable] public override T F<T>(T x, double y) => x * x + T.CreateChecked(y);
            }

            internal static partial class Use
            {
                [Differentiable] public static double Of(I<double> i, double x) => i.F(x) + i.F(x, x);
            }
            """).AssertClean();
}

using SymDiff.CodeFixes;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>A stub of a rule has the signature that the target asks for, and throws until it is written.</summary>
public sealed class AddRuleTests
{
    [Fact]
    public void A_method_of_a_library_gets_a_rule_below_its_caller()
    {
        CompileResult result = FixRun.Of<AddRule>(
            """
            using Microsoft.VisualBasic;
            using SymDiff;

            static partial class C
            {
                [Differentiable]
                public static double F(double cost, double life) => [|Financial.SLN(cost, 1, life)|]; // per period

                public static double G(double x) => x;
            }
            """).Gives(
            "Add a rule for 'Financial.SLN' with [DerivativeOf]",
            """
            using Microsoft.VisualBasic;
            using SymDiff;

            static partial class C
            {
                [Differentiable]
                public static double F(double cost, double life) => Financial.SLN(cost, 1, life); // per period

                // With respect to 'Cost', 'Salvage', 'Life'.
                [DerivativeOf(typeof(Financial), nameof(Financial.SLN))]
                internal static (double, double, double) SLNDerivative(double Cost, double Salvage, double Life) => throw new NotImplementedException();

                public static double G(double x) => x;
            }
            """);
        LoadedProgram program = result.Load();
        Assert.Throws<NotImplementedException>(() => program.Delegate<Func<double, double, (double, double, double)>>("C", "FGradient")(5, 2));
    }

    [Theory]
    [InlineData("static extern double G(double x);", "G(x)", "'x'", "double", "G", "double x")]
    [InlineData("static extern float G(int n, float x, string? @class);", "G(2, (float)x, null)", "'x'", "float", "G", "int n, float x, string? @class")]
    [InlineData("static extern double G(double x); static extern double G(double x, double y); static double GDerivative(int n) => n;", "G(x, x)", "'x', 'y'", "(double, double)", "G", "double x, double y", "GDerivative2")]
    public void Types_and_names_fit(string members, string call, string wanted, string returns, string target, string parameters, string name = "GDerivative")
    {
        string caller = $"using SymDiff;\nstatic partial class C\n{{\n    {members}\n\n    [Differentiable]\n    public static double F(double x) => ";
        CompileResult result = FixRun.Of<AddRule>($"{caller}[|{call}|];\n}}\n").Clears(
            "Add a rule for 'C.G' with [DerivativeOf]",
            $"{caller}{call};\n\n    // With respect to {wanted}.\n    [DerivativeOf(typeof(C), nameof(C.{target}))]\n    internal static {returns} {name}({parameters}) => throw new NotImplementedException();\n}}\n");

        // An external method without an import is a warning of the compiler, and cannot be loaded.
        Assert.Empty(result.SymDiffDiagnostics);
        Assert.All(result.CompilerDiagnostics, static d => Assert.Equal("CS0626", d.Id));
    }

    [Theory]
    [InlineData("[|System.BitConverter.DoubleToUInt64Bits(x)|] == 0 ? 1 : (double)System.BitConverter.DoubleToUInt64Bits(x)", "")]
    [InlineData("[|G(x)|]", "static T G<T>(T x) => x;")]
    [InlineData("[|G(in x)|]", "static extern double G(in double x);")]
    [InlineData("G([|a|])", "static extern double G(double[] x);")]
    [InlineData("[|G((x, x))|]", "static extern double G((double, double) x);")]
    [InlineData("[|Box<int>.G(x)|]", "static class Box<T> { public static extern double G(double x); }")]
    public void Nothing_is_offered_where_a_rule_does_not_fit(string call, string members)
        => FixRun.Of<AddRule>($"using SymDiff; static partial class C {{ [Differentiable] public static double F(double x, double[] a) => {call} + a[0]; {members} }}").IsNotOffered();

    [Fact]
    public void Callers_of_one_method_share_a_rule() => FixRun.Of<AddRule>(
        """
        using Microsoft.VisualBasic;
        using SymDiff;
        static partial class C
        {
            [Differentiable] public static double F(double x) => Financial.SLN(x, 1, 5);
        }
        """,
        """
        using Microsoft.VisualBasic;
        using SymDiff;
        static partial class D
        {
            [Differentiable] public static double F(double x) => Financial.SLN(x, 1, 5) + Financial.SLN(1, x, 5);
        }
        """).AllGives(
        """
        using Microsoft.VisualBasic;
        using SymDiff;
        static partial class C
        {
            [Differentiable] public static double F(double x) => Financial.SLN(x, 1, 5);

            // With respect to 'Cost', 'Salvage', 'Life'.
            [DerivativeOf(typeof(Financial), nameof(Financial.SLN))]
            internal static (double, double, double) SLNDerivative(double Cost, double Salvage, double Life) => throw new NotImplementedException();
        }
        """,
        """
        using Microsoft.VisualBasic;
        using SymDiff;
        static partial class D
        {
            [Differentiable] public static double F(double x) => Financial.SLN(x, 1, 5) + Financial.SLN(1, x, 5);
        }
        """);
}

using SymDiff.CodeFixes;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>A callee is marked where a mark makes its derivative known.</summary>
public sealed class MarkDifferentiableTests
{
    [Fact]
    public void A_method_that_calls_itself_is_marked_below_its_comment()
    {
        CompileResult result = FixRun.Of<MarkDifferentiable>(
            """
            using SymDiff;

            static partial class C
            {
                [Differentiable]
                public static double F(double x) => Power(x, 3);

                /// <summary>A power.</summary>
                [System.Diagnostics.Contracts.Pure]
                private static double Power(double x, int n) // recursive
                    => n == 0 ? 1 : x * [|Power(x, n - 1)|];
            }
            """).Gives(
            "Mark 'Power' [Differentiable]",
            """
            using SymDiff;

            static partial class C
            {
                [Differentiable]
                public static double F(double x) => Power(x, 3);

                /// <summary>A power.</summary>
                [Differentiable]
                [System.Diagnostics.Contracts.Pure]
                private static double Power(double x, int n) // recursive
                    => n == 0 ? 1 : x * Power(x, n - 1);
            }
            """);
        LoadedProgram program = result.Load();
        Assert.Equal((8.0, 12.0), program.Delegate<Func<double, (double, double)>>("C", "FGradient")(2));
    }

    [Fact]
    public void A_callee_in_another_file_gets_the_using_and_its_types_are_opened() => FixRun.Of<MarkDifferentiable>(
        """
        using SymDiff;

        static partial class C
        {
            [Differentiable]
            public static double F(double x) => Tools.Series.Sum(x, 3);
        }
        """,
        """
        // Series.

        using System;
        using System.Text;

        static class Tools
        {
            internal static class Series
            {
                public static double Sum(double x, int n)
                {
                    return n == 0 ? 1 : Math.Sin(x) + [|Sum(x, n - 1)|];
                }
            }
        }
        """).Gives(
        "Mark 'Sum' [Differentiable]",
        """
        using SymDiff;

        static partial class C
        {
            [Differentiable]
            public static double F(double x) => Tools.Series.Sum(x, 3);
        }
        """,
        """
        // Series.

        using System;
        using System.Text;
        using SymDiff;

        static partial class Tools
        {
            internal static partial class Series
            {
                [Differentiable]
                public static double Sum(double x, int n)
                {
                    return n == 0 ? 1 : Math.Sin(x) + Sum(x, n - 1);
                }
            }
        }
        """);

    [Fact]
    public void A_callee_that_reads_what_its_caller_may_not_see_is_marked() => FixRun.Of<MarkDifferentiable>(
        "using SymDiff; static partial class C { [Differentiable] public static double F(double x) => Tools.Scaled(x); }",
        """
        // Licence.

        /// <summary>Tools.</summary>
        static class Tools
        {
            private static readonly double Factor = 2;

            public static double Scaled(double x) => x * [|Factor|];
        }
        """).Gives(
        "Mark 'Scaled' [Differentiable]",
        "using SymDiff; static partial class C { [Differentiable] public static double F(double x) => Tools.Scaled(x); }",
        """
        // Licence.

        using SymDiff;

        /// <summary>Tools.</summary>
        static partial class Tools
        {
            private static readonly double Factor = 2;

            [Differentiable]
            public static double Scaled(double x) => x * Factor;
        }
        """);

    [Fact]
    public void A_caller_in_forward_mode_asks_the_callee_for_it() => FixRun.Of<MarkDifferentiable>(
        "using SymDiff; static partial class C { [Differentiable(Derivatives.Jvp)] public static double F(double x) => G(x, 3); static double G(double x, int n) => n == 0 ? 1 : x * [|G(x, n - 1)|]; }").GivesTelling(
        ["SD1019", "SD1019"],
        "Mark 'G' [Differentiable]",
        "using SymDiff; static partial class C { [Differentiable(Derivatives.Jvp)] public static double F(double x) => G(x, 3); [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1); }");

    [Theory]
    [InlineData("[Differentiable]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]")]
    [InlineData("[DifferentiableAttribute()]", "[DifferentiableAttribute(Derivatives.Gradient | Derivatives.Jvp)]")]
    [InlineData("[Differentiable(Derivatives.None)]", "[Differentiable(Derivatives.None | Derivatives.Jvp)]")]
    [InlineData("[Differentiable(Derivatives.Gradient, Singular = Singular.Zero)]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp, Singular = Singular.Zero)]")]
    [InlineData("[Differentiable(Singular = Singular.Zero)]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp, Singular = Singular.Zero)]")]
    public void A_mark_without_forward_mode_gets_it(string before, string after) => FixRun.Of<MarkDifferentiable>(
        $"using SymDiff; static partial class C {{ [Differentiable(Derivatives.Jvp)] public static double F(double x) => [|G(x, 3)|]; {before} static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1); }}").GivesTelling(
        ["SD1019", "SD1019"],
        "Add forward mode to the mark of 'G'",
        $"using SymDiff; static partial class C {{ [Differentiable(Derivatives.Jvp)] public static double F(double x) => G(x, 3); {after} static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1); }}");

    [Fact]
    public void A_name_that_means_something_else_is_written_in_full() => FixRun.Of<MarkDifferentiable>(
        "static partial class C { [SymDiff.Differentiable] public static double F(double x) => G(x, 3); static double G(double x, int n) => n == 0 ? 1 : x * [|G(x, n - 1)|]; } class Differentiable : System.Attribute { }").Gives(
        "Mark 'G' [Differentiable]",
        "static partial class C { [SymDiff.Differentiable] public static double F(double x) => G(x, 3); [global::SymDiff.Differentiable] static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1); } class Differentiable : System.Attribute { }");

    [Theory]
    [InlineData("[|Microsoft.VisualBasic.Financial.SLN(x, 1, 5)|]", "")]
    [InlineData("[|G(x)|]", "static T G<T>(T x) => x;")]
    [InlineData("[|G(x)|]", "static extern double G(double x);")]
    public void Nothing_is_offered_where_a_mark_would_be_refused(string call, string members)
        => FixRun.Of<MarkDifferentiable>($"using SymDiff; static partial class C {{ [Differentiable] public static double F(double x) => {call}; {members} }}").IsNotOffered();

    [Fact]
    public void Two_callees_of_one_type_are_marked_at_once() => FixRun.Of<MarkDifferentiable>(
        "using SymDiff; static partial class C { [Differentiable] public static double F(double x) => Tools.G(x, 3) + Tools.H(x, 2); [Differentiable] public static double E(double x) => Tools.G(x, 2); }",
        """
        static class Tools
        {
            public static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1);

            public static double H(double x, int n) => n == 0 ? 1 : x + H(x, n - 1);
        }
        """).AllGives(
        "using SymDiff; static partial class C { [Differentiable] public static double F(double x) => Tools.G(x, 3) + Tools.H(x, 2); [Differentiable] public static double E(double x) => Tools.G(x, 2); }",
        """
        using SymDiff;

        static partial class Tools
        {
            [Differentiable]
            public static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1);

            [Differentiable]
            public static double H(double x, int n) => n == 0 ? 1 : x + H(x, n - 1);
        }
        """);
}

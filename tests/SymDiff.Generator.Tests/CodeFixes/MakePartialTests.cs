using SymDiff.CodeFixes;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>The type of a marked method is made partial, with the types around it, wherever they are declared.</summary>
public sealed class MakePartialTests
{
    [Fact]
    public void Modifiers_and_comments_stay()
    {
        CompileResult result = FixRun.Of<MakePartial>(
            """
            using SymDiff;

            /// <summary>Squares.</summary>
            internal /* open */ sealed class [|Squares|] // of numbers
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
            """).Gives(
            "Make 'Squares' partial",
            """
            using SymDiff;

            /// <summary>Squares.</summary>
            internal /* open */ sealed partial class Squares // of numbers
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
            """);
        LoadedProgram program = result.Load();
        Assert.Equal((9.0, 6.0), program.Delegate<Func<double, (double, double)>>("Squares", "FGradient")(3));
    }

    [Fact]
    public void Types_around_it_follow() => FixRun.Of<MakePartial>(
        "using SymDiff; namespace N; static class Outer { public readonly record struct Middle { internal interface [|IInner|] { [Differentiable] static double F(double x) => x; } } }").Gives(
        "Make 'IInner' and the types around it partial",
        "using SymDiff; namespace N; static partial class Outer { public readonly partial record struct Middle { internal partial interface IInner { [Differentiable] static double F(double x) => x; } } }");

    [Fact]
    public void A_part_that_is_partial_already_stays() => FixRun.Of<MakePartial>(
        "using SymDiff; namespace N; class [|Other|] { [Differentiable] static double G(double x) => x; }",
        "namespace N; partial class Other { }").Gives(
        "Make 'Other' partial",
        "using SymDiff; namespace N; partial class Other { [Differentiable] static double G(double x) => x; }",
        "namespace N; partial class Other { }");

    [Fact]
    public void A_type_around_it_is_opened_in_every_file() => FixRun.Of<MakePartial>(
        "using SymDiff; namespace N; partial class Outer { class [|Inner|] { [Differentiable] static double F(double x) => x; } }",
        "namespace N; class Outer { private struct Other { } }").Gives(
        "Make 'Inner' and the types around it partial",
        "using SymDiff; namespace N; partial class Outer { partial class Inner { [Differentiable] static double F(double x) => x; } }",
        "namespace N; partial class Outer { private struct Other { } }");

    [Fact]
    public void Everything_at_once() => FixRun.Of<MakePartial>(
        "using SymDiff; class A { class B { [Differentiable] static double F(double x) => x; [Differentiable] static double G(double x) => x; } class C { [Differentiable] static double F(double x) => x; } }",
        "using SymDiff; struct D { [Differentiable] static double F(double x) => x; }").AllGives(
        "using SymDiff; partial class A { partial class B { [Differentiable] static double F(double x) => x; [Differentiable] static double G(double x) => x; } partial class C { [Differentiable] static double F(double x) => x; } }",
        "using SymDiff; partial struct D { [Differentiable] static double F(double x) => x; }");
}

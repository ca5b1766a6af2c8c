using SymDiff.CodeFixes;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>What loses its derivative is wrapped, and nothing else.</summary>
public sealed class StopGradientTests
{
    private const string Head =
        """
        using System.IO;
        using SymDiff;
        static partial class C
        {
            public static double Kept;
            public sealed class Log { public Log(double x) => GC.KeepAlive(x); }
            [Differentiable]
            public static double F(double x, double y, float f) { 
        """;

    [Theory]
    [InlineData("return x * y * f * [|(int)x|];", "x", "return x * y * f * (int)Diff.StopGradient(x);")]
    [InlineData("return x * y * f * [|(int)(x * 2)|];", "x * 2", "return x * y * f * (int)Diff.StopGradient(x * 2);")]
    [InlineData("return x * y * f * [|(int)((x /* twice */ + x))|];", "x /* twice */ + x", "return x * y * f * (int)Diff.StopGradient((x /* twice */ + x));")]
    [InlineData("return x * y * [|(long)f|] * f;", "f", "return x * y * (long)Diff.StopGradient(f) * f;")]
    [InlineData("return [|Math.Floor(x + y)|] * x * y * f;", "x + y", "return Math.Floor(Diff.StopGradient(x + y)) * x * y * f;")]
    [InlineData("return [|MathF.Round(f, 2)|] * x * y * f;", "f", "return MathF.Round(Diff.StopGradient(f), 2) * x * y * f;")]
    [InlineData("[|Kept|] = x * y * f; return x * y * f;", "x * y * f", "Kept = Diff.StopGradient(x * y * f); return x * y * f;")]
    [InlineData("[|Kept|] = (float)x; return x * y * f;", "(float)x", "Kept = Diff.StopGradient((float)x); return x * y * f;")]
    [InlineData("object o = [|x + 1|]; GC.KeepAlive(o); return x * y * f;", "x + 1", "object o = Diff.StopGradient(x + 1); GC.KeepAlive(o); return x * y * f;")]
    [InlineData("double? o = [|x|]; return o is null ? x : x * y * f;", "x", "double? o = Diff.StopGradient(x); return o is null ? x : x * y * f;")]
    [InlineData("return x * y * f * (double)[|(decimal)x|];", "x", "return x * y * f * (double)(decimal)Diff.StopGradient(x);")]
    [InlineData("[|Console.WriteLine(x)|]; return x * y * f;", "x", "Console.WriteLine(Diff.StopGradient(x)); return x * y * f;")]
    [InlineData("[|Console.WriteLine(value: (x))|]; return x * y * f;", "x", "Console.WriteLine(value: Diff.StopGradient(x)); return x * y * f;")]
    [InlineData("var log = [|new Log(x)|]; return x * y * f;", "x", "var log = new Log(Diff.StopGradient(x)); return x * y * f;")]
    [InlineData("object[] all = [|new object[] { x }|]; return x * y * f * all.Length;", "x", "object[] all = new object[] { Diff.StopGradient(x) }; return x * y * f * all.Length;")]
    public void The_active_operand_is_wrapped(string body, string operand, string expected)
        => FixRun.Of<StopGradient>($"{Head}{body} }}\n}}\n").Clears($"Wrap '{operand}' in Diff.StopGradient", $"{Head}{expected} }}\n}}\n");

    [Fact]
    public void Constants_beside_it_are_not() => FixRun.Of<StopGradient>(
        Head + "double k = Diff.StopGradient(y); [|Console.WriteLine(\"{0} {1} {2}\", k, x, f)|]; return x * y * f; }\n}\n").Clears(
        "Wrap what depends on the inputs in Diff.StopGradient",
        Head + "double k = Diff.StopGradient(y); Console.WriteLine(\"{0} {1} {2}\", k, Diff.StopGradient(x), Diff.StopGradient(f)); return x * y * f; }\n}\n");

    [Fact]
    public void A_file_without_the_using_gets_it_and_the_derivative_is_cut()
    {
        CompileResult result = FixRun.Of<StopGradient>(
            "// Heading.\n\nstatic partial class C\n{\n    [SymDiff.Differentiable]\n    public static double F(double x) => x * [|(int)x|];\n}\n").Gives(
            "Wrap 'x' in Diff.StopGradient",
            "// Heading.\n\nusing SymDiff;\n\nstatic partial class C\n{\n    [SymDiff.Differentiable]\n    public static double F(double x) => x * (int)Diff.StopGradient(x);\n}\n");
        LoadedProgram program = result.Load();
        Assert.Equal((5.0, 2.0), program.Delegate<Func<double, (double, double)>>("C", "FGradient")(2.5));
    }

    [Fact]
    public void Everything_at_once() => FixRun.Of<StopGradient>(
        "static partial class C { [SymDiff.Differentiable] public static double F(double x) => x * (int)x * (int)(x + 1); }",
        "static partial class D { const int Diff = 1; [SymDiff.Differentiable] public static double F(double x) => x * (long)x * Diff; }").AllGives(
        "using SymDiff;\n\nstatic partial class C { [SymDiff.Differentiable] public static double F(double x) => x * (int)Diff.StopGradient(x) * (int)Diff.StopGradient(x + 1); }",
        "static partial class D { const int Diff = 1; [SymDiff.Differentiable] public static double F(double x) => x * (long)global::SymDiff.Diff.StopGradient(x) * Diff; }");

    [Fact]
    public void Nothing_is_offered_where_nothing_can_be_wrapped()
        => FixRun.Of<StopGradient>($"{Head}return [|double.Parse(x.ToString())|]; }}\n}}\n").IsNotOffered();
}

using SymDiff.CodeFixes;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>A parameter becomes a constant of differentiation where another one is left.</summary>
public sealed class MarkNoGradientTests
{
    [Theory]
    [InlineData("P [|p|], double x", "P p, double x", "x * p.X")]
    [InlineData("double x, /* weights */ HashSet<double> [|p|]", "double x, /* weights */ HashSet<double> p", "x * p.Count")]
    [InlineData("in double? [|p|], double x", "in double? p, double x", "x * p!.Value")]
    [InlineData("(double[] A, int N) [|p|], double x", "(double[] A, int N) p, double x", "x + p.N")]
    [InlineData("double[,,] [|p|], double x", "double[,,] p, double x", "x * p[0, 0, 0]")]
    [InlineData("double [|p|], double x", "double p, double x", "p > 0 ? x : 2 * x")]
    public void Another_parameter_is_left(string parameters, string plain, string body)
    {
        string marked = plain.Contains("/* weights */ ", StringComparison.Ordinal)
            ? plain.Replace("HashSet", "[NoGradient] HashSet", StringComparison.Ordinal)
            : "[NoGradient] " + plain;
        const string Head = "using SymDiff;\nsealed record P(double X);\nstatic partial class C\n{\n    [Differentiable]\n    public static double F(";
        FixRun.Of<MarkNoGradient>($"{Head}{parameters}) => {body};\n}}").Gives(
            "Mark 'p' [NoGradient]",
            $"{Head}{marked}) => {body};\n}}");
    }

    [Theory]
    [InlineData("P [|p|]")]
    [InlineData("P [|p|], [NoGradient] double x")]
    [InlineData("double [|p|]")]
    public void Nothing_is_offered_for_the_last_one(string parameters) => FixRun.Of<MarkNoGradient>(
        $"using SymDiff; sealed record P(double X); static partial class C {{ [Differentiable] public static double F({parameters}) => 1; }}").IsNotOffered();

    [Fact]
    public void Everything_at_once() => FixRun.Of<MarkNoGradient>(
        "using SymDiff; static partial class C { [Differentiable] public static double F(HashSet<double> p, double x, double? q) => x; }",
        "using SymDiff; static partial class C { [Differentiable] public static double F(string s, double x, decimal n, HashSet<double> p) => x; }").AllGives(
        "using SymDiff; static partial class C { [Differentiable] public static double F([NoGradient] HashSet<double> p, double x, [NoGradient] double? q) => x; }",
        "using SymDiff; static partial class C { [Differentiable] public static double F(string s, double x, decimal n, [NoGradient] HashSet<double> p) => x; }");
}

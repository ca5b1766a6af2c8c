using System.Net;
using System.Text.RegularExpressions;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Documentation;

/// <summary>The formulas in the documentation of a gradient, compiled, are the gradient: also at 0, ∞ and NaN.</summary>
public sealed partial class FormulaTests
{
    private static readonly double[] Numbers = [0, 1, -2.5, 1e-200, double.PositiveInfinity, double.NaN];

    [Theory]
    [InlineData("x * y + Math.Sin(x)", "y + Math.Cos(x)", "x")]
    [InlineData("x / y", "1 / y", "-x / y / y")]
    [InlineData("0 * x + y", "0", "1")]
    [InlineData("x * x / x + y * 0", "2 * x / x - x * x / x / x", "0")]
    [InlineData("(x - x) * y", "y - y", "x - x")]
    [InlineData("Math.Max(x, y) * 2", "x > y || double.IsNaN(x) ? 2 : x == y ? 1 : 0", "x > y || double.IsNaN(x) ? 0 : x == y ? 1 : 2")]
    public void Formulas_hold_wherever_the_gradient_is(string function, string dx, string dy)
    {
        CompileResult result = Compile.Run($"using SymDiff; static partial class C {{ [Differentiable] public static double F(double x, double y) => {function}; }}");
        string text = result.Sources.Single().Text;
        Dictionary<string, string> formulas = Formula().Matches(text[..text.IndexOf("FForward", StringComparison.Ordinal)])
            .ToDictionary(static match => match.Groups[1].Value, static match => WebUtility.HtmlDecode(match.Groups[2].Value));
        LoadedProgram program = Compile.Run(
            $"using System; using SymDiff; static partial class C {{ [Differentiable] public static double F(double x, double y) => {function}; "
            + $"public static double X(double x, double y) => {formulas["x"]}; public static double Y(double x, double y) => {formulas["y"]}; "
            + $"public static double ExpectedX(double x, double y) => {dx}; public static double ExpectedY(double x, double y) => {dy}; }}").Load();
        var gradient = program.Delegate<Func<double, double, (double, double, double)>>("C", "FGradient");
        Func<double, double, double> Of(string name) => program.Delegate<Func<double, double, double>>("C", name);
        foreach (double x in Numbers)
        {
            foreach (double y in Numbers)
            {
                (_, double first, double second) = gradient(x, y);
                AssertSame(first, Of("X")(x, y));
                AssertSame(second, Of("Y")(x, y));
                AssertSame(Of("ExpectedX")(x, y), first);
                AssertSame(Of("ExpectedY")(x, y), second);
            }
        }
    }

    [Fact]
    public void A_long_formula_a_loop_and_an_array_have_none()
    {
        CompileResult result = Compile.Run(
            """
            using System; using SymDiff;
            static partial class C
            {
                [Differentiable] public static double Long(double x) => Math.Sin(Math.Exp(x) * Math.Cos(x) / (1 + x * x)) * Math.Tanh(x * x * x + Math.Sqrt(1 + x * x));
                [Differentiable] public static double Loop(double x, int n) { double s = 1; for (int i = 0; i < n; i++) { s *= x; } return s; }
                [Differentiable] public static double Array(double[] x) => x[0] * x[1];
            }
            """);
        Assert.All(result.Sources, static source => Assert.DoesNotContain("∂", source.Text, StringComparison.Ordinal));
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-15 * Math.Abs(expected), $"{actual:R}, expected {expected:R}");

    [GeneratedRegex(@"<c>∂F/∂(\w+) = (.*)</c>")]
    private static partial Regex Formula();
}

using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Optimization;

/// <summary>Which arrays the reverse sweep fills again. That they hold what they should is what the programs in <c>RandomPrograms</c> show.</summary>
public sealed class RefillTests
{
    private const string Fill = "for (int i = 0; i < c.Length; i++) { c[i] = x[i] - k; }";
    private const string Use = "for (int i = 0; i < c.Length; i++) { s = s * 0.5 + c[i] * c[i] * s; }";

    [Theory]
    [InlineData(Fill + Use)]
    [InlineData("Subtract(x, k, c);" + Use)]
    [InlineData(Fill + "for (int i = 0; i < d.Length; i++) { d[i] = c[i] * x[i]; } for (int i = 0; i < d.Length; i++) { s = s * 0.5 + d[i] * d[i] * s + c[i] * s; }")]
    [InlineData("if (k > t) {" + Fill + Use + "}" + "else { s *= x[0]; }")]
    public void What_rounds_fill_by_little_work_is_not_kept(string round)
    {
        Assert.DoesNotContain("elementCache", Gradient(round), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s *= c[0];" + Fill + Use)]
    [InlineData(Fill + "c[1] = s;" + Use)]
    [InlineData("for (int i = 1; i < c.Length; i++) { c[i] = x[i] - k; }" + Use)]
    [InlineData("for (int i = 0; i < c.Length; i++) { c[i] = Math.Sin(x[i] - k) * t; }" + Use)]
    [InlineData("for (int i = 0; i < c.Length; i++) { c[i] = x[i] - s; }" + Use + "x[0] = s;")]
    public void Other_arrays_are_kept(string round)
    {
        Assert.Contains("elementCache", Gradient(round), StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_the_loop_nothing_may_use_the_array() =>
        Assert.Contains("elementCache", Gradient(Fill + Use, "s += c[0];"), StringComparison.Ordinal);

    [Fact]
    public void Rounds_that_are_run_backwards_at_once_find_their_arrays_as_they_are()
    {
        string text = Gradient("for (int i = 0; i < c.Length; i++) { c[i] = Math.Sin(x[i] * t); } for (int i = 0; i < c.Length; i++) { s += c[i] * c[i]; }");
        Assert.DoesNotContain("elementCache", text, StringComparison.Ordinal);
    }

    private static string Gradient(string round, string behind = "")
    {
        string text = Assert.Single(Compile.Run(
            $$"""
            public static partial class Program
            {
                [Differentiable(Derivatives.Gradient)]
                public static double F(double[] x, double k)
                {
                    double[] c = new double[x.Length], d = new double[x.Length];
                    double s = 1;
                    for (int t = 0; t < 3; t++)
                    {
                        {{round}}
                    }

                    {{behind}}
                    return s;
                }

                private static void Subtract(double[] left, double right, double[] result)
                {
                    for (int i = 0; i < result.Length; i++) { result[i] = left[i] - right; }
                }
            }
            """).Sources).Text;
        return text[..text.IndexOf("<c>F</c>, leaving", StringComparison.Ordinal)];
    }
}

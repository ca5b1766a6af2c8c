using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Optimization;

/// <summary>What is dear is computed once, under the user's name where there is one.</summary>
public sealed class CommonSubexpressionsTests
{
    [Theory]
    [InlineData("double c = Math.Cos(x), s = Math.Sin(x); return c * s;", "s = Math.Sin(x)")]
    [InlineData("double s = Math.Sin(x), c = Math.Cos(x); return c * s;", "c = Math.Cos(x)")]
    [InlineData("double c = Math.Cos(x); for (int i = 0; i < 3; i++) { double s = Math.Sin(x); c *= s; } return c;", "s = Math.Sin(x)")]
    [InlineData("double c = Math.Cos(x); if (x > 0) { double s = Math.Sin(x); c *= s; } return c;", "s = Math.Sin(x)")]
    public void A_sine_and_a_cosine_have_each_others_derivative(string body, string named)
    {
        string text = Jvp(body);
        Assert.Equal(1, Count(text, "Math.Sin("));
        Assert.Equal(1, Count(text, "Math.Cos("));
        Assert.Contains("double " + named, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_names_of_the_users_stay_two() =>
        Assert.Equal(2, Count(Jvp("double a = Math.Exp(x); double b = Math.Exp(x); return a * b;"), "Math.Exp("));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Jvp(string body)
    {
        string text = Assert.Single(Compile.Run(
            $$"""
            public static partial class Program
            {
                [Differentiable(Derivatives.Jvp)]
                public static double F(double x)
                {
                    {{body}}
                }
            }
            """).Sources).Text;
        return text[text.IndexOf(" FJvp(", StringComparison.Ordinal)..text.IndexOf("along several directions", StringComparison.Ordinal)];
    }
}

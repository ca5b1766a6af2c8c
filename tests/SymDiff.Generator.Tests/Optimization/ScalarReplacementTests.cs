using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Optimization;

/// <summary>Which local arrays become numbers. That they are right is what the programs in <c>RandomPrograms</c> show.</summary>
public sealed class ScalarReplacementTests
{
    [Theory]
    [InlineData("double[] t = { x, y, 2 }; return t[0] * t[1] + t[2];")]
    [InlineData("double[] t = new double[3]; t[0] = x; t[1] += x * y; return t[0] * t[1] + t[2];")]
    [InlineData("Span<double> t = stackalloc double[2]; t[1] = x * y; if (x > y) { x *= t[1]; } return x;")]
    [InlineData("double[] t = new double[2]; Fill(t, x * y); return t[0] * y;")]
    [InlineData("double[] t = new double[2]; int i = 1; t[i] = x; y *= t[i]; t[1] = 0; return y;")]
    public void Places_that_are_known_are_numbers(string body) => Assert.DoesNotContain("Allocate", Gradient(body), StringComparison.Ordinal);

    [Theory]
    [InlineData("double[] t = new double[2]; if (x > y) { t[0] = x; } return t[0] * y;")]
    [InlineData("double[] t = new double[2]; for (int i = 0; i < 2; i++) { t[1] = t[1] * x + y; } return t[1] * y;")]
    [InlineData("double[] t = new double[2]; for (int i = 0; i < 2; i++) { t[i] = x + i; } return t[1] * y;")]
    [InlineData("double[] t = new double[40]; t[0] = x; return t[0] * y;")]
    [InlineData("double[] t = new double[2]; t[0] = x; return t[0] * t[2];")]
    public void Others_stay_arrays(string body) => Assert.Contains("Allocate", Gradient(body), StringComparison.Ordinal);

    private static string Gradient(string body) => Assert.Single(Compile.Run(
        $$"""
        public static partial class Program
        {
            [Differentiable]
            public static double F(double x, double y)
            {
                {{body}}
            }

            private static void Fill(double[] t, double x) { t[0] = x; t[1] = x * x; }
        }
        """).Sources).Text;
}

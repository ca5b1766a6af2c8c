using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>What an edit leaves of the methods in a file, on which the random edits rest.</summary>
public sealed class MembersTests
{
    private const string Text =
        """
        internal static partial class C
        {
            [Differentiable]
            public static double Cube(double x) => x * x * x;

            [Differentiable]
            public static double Slope(double x) => CubeGradient(x).X;

            [Differentiable]
            public static double Twice(double x) => 2 * Slope(x);

            [Differentiable]
            public static double Apart(double x) => Math.Sin(x);
        }
        """;

    [Theory]
    [InlineData("x * x * x", "x * x", "Apart")]
    [InlineData("2 * Slope", "3 * Slope", "Cube Slope Apart")]
    [InlineData("Math.Sin", "Math.Cos", "Cube Slope Twice")]
    public void Edit_reaches_what_calls_a_method_or_its_gradient(string from, string to, string kept)
    {
        SyntaxTree before = Compile.Parse(new SourceFile("C.cs", Text)), after = Compile.Parse(new SourceFile("C.cs", Text.Replace(from, to, StringComparison.Ordinal)));
        Assert.Equal(kept, string.Join(" ", Members.Of(after).KeptSince(Members.Of(before)).Select(static m => m.Identifier.ValueText)));
    }
}

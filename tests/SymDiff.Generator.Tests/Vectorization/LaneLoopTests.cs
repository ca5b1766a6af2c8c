using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Vectorization;

/// <summary>Which loops go eight rounds at a time. That they are right is what the programs in <c>RandomPrograms</c> show.</summary>
public sealed class LaneLoopTests
{
    [Theory]
    [InlineData("s += x[i] * x[i];")]
    [InlineData("s += x[i] > 0.5 ? Math.Exp(x[i]) * k : k;")]
    [InlineData("s += x[2 * i - i + 1] * k;")]
    [InlineData("double y = 0; for (int j = 0; j < w.Length; j++) { y += w[j] * x[i]; } s += y;")]
    [InlineData("for (int j = 0; j < t.Length; j++) { t[j] = w[j] * x[i]; } double y = 0; for (int j = 0; j < t.Length; j++) { y += t[j] * t[j]; } s += y;")]
    [InlineData("ReadOnlySpan<double> row = x.Slice(i, 2); s += row[0] * row[1] * i;")]
    [InlineData("double y = x[i]; if (y > k) { y *= k; } s -= y * y;")]
    [InlineData("s += x[i] * x[i + 1] * x[i];")]
    [InlineData("kept[i] = x[i] * k; s += x[i] * w[i];")]
    [InlineData("s += x[i + 8] * x[i];")]
    [InlineData("s += x[i - 1 + 3] * x[i + 3] - x[i];")]
    public void Rounds_go_side_by_side(string round) => Assert.Contains(" SideBySide(", Gradient(round), StringComparison.Ordinal);

    [Theory]
    [InlineData("s += x[i]; s += x[i] * k;")]
    [InlineData("count++; s += x[i] * count;")]
    [InlineData("s += x[i] * x[place[i]];")]
    [InlineData("double y = x[i]; while (y > k) { y *= 0.5; } s += y;")]
    [InlineData("if (x[i] > k) { s += w[3] * x[i]; }")]
    [InlineData("phase = phase * 0.5 + 1; s += x[i] * phase;")]
    [InlineData("state[0] = state[0] * 0.5 + 1; s += x[i] * state[0];")]
    [InlineData("s += x[i] * x[2 * i];")]
    [InlineData("if (x[i] > k) { kept[i] = k; } s += x[i];")]
    [InlineData("s += x[i] * x[i + 9];")]
    [InlineData("s += x[i] * x[x.Length - i - 1];")]
    [InlineData("double y = x[i]; for (int j = 0; j < 3; j++) { y *= x[i + 1]; } s += y;")]
    [InlineData("s += i > 5 ? x[i] : k;")]
    [InlineData("s += (float)x[i];")]
    [InlineData("Console.WriteLine(i); s += x[i];")]
    public void Rounds_go_one_by_one(string round) => Assert.DoesNotContain("SideBySide", Gradient(round), StringComparison.Ordinal);

    [Theory]
    [InlineData("Math.Exp")]
    [InlineData("Math.Log")]
    [InlineData("Math.Sin")]
    [InlineData("Math.Tanh")]
    [InlineData("Functions.Sigmoid")]
    public void Functions_of_eight_numbers_at_once_are_there_for_who_asks(string function)
    {
        string name = " LaneFunctions." + function.Split('.')[1] + "(";
        Assert.Contains(name, Gradient("s += " + function + "(x[i]);", "(FastMath = true)"), StringComparison.Ordinal);
        Assert.DoesNotContain("LaneFunctions", Gradient("s += " + function + "(x[i]);"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kept[i] = kept[i] * x[i] + x[i] * x[i] * k - k;")]
    [InlineData("double y = x[i] * x[i] * k * w[0]; kept[i] = y > k ? y * y : k;")]
    [InlineData("kept[i] = Math.Exp(x[i]) * w[i] * w[i + 1] + kept[i] * k;", "(FastMath = true)")]
    public void Rounds_go_along_rows(string round, string options = "") => Assert.Contains(" SideBySide(", Gradient(Recurrent(round), options), StringComparison.Ordinal);

    [Theory]
    [InlineData("kept[i] = x[i];")]
    [InlineData("kept[i + 1] = kept[i] * x[i] + x[i] * x[i] * k - k;")]
    [InlineData("kept[0] = kept[0] * x[i] + x[i] * x[i] * k - k;")]
    [InlineData("kept[2 * i] = x[i] * x[i] * k * k - k;")]
    [InlineData("Span<double> ahead = kept.Slice(1); kept[i] = ahead[i] * x[i] * k * k - k;")]
    public void Rounds_that_meet_go_one_by_one(string round) => Assert.DoesNotContain("SideBySide", Gradient(Recurrent(round)), StringComparison.Ordinal);

    // What a round of the outer loop leaves to the next is no sum.
    private static string Recurrent(string round) => "phase = phase * x[i] + k; } for (int t = 0; t < count; t++) { s = s * k + kept[t]; for (int i = 0; i < w.Length; i++) { " + round + " }";

    private static string Gradient(string round, string options = "")
    {
        CompileResult result = Compile.Run(
            $$"""
            public static partial class Program
            {
                [Differentiable{{options}}]
                public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, double k, ReadOnlySpan<int> place, Span<double> kept)
                {
                    double[] t = new double[w.Length], state = new double[1];
                    double s = 0, phase = 1;
                    int count = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        {{round}}
                    }

                    return s;
                }
            }
            """);

        // The gradient alone: the members behind it have loops of one sweep.
        string text = Assert.Single(result.Sources).Text;
        int behind = text.IndexOf(" FForward(", StringComparison.Ordinal);
        Assert.True(behind > 0, text);
        return text[..behind];
    }
}
